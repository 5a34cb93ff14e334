//! Pictures that travel as plain pixels.

use std::fmt;

/// A page of a form. Its `Debug` shows only the size.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue and alpha, premultiplied, row by row; `4 * width * height` bytes.
    pub rgba: Vec<u8>,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({}x{})", self.width, self.height)
    }
}

/// What stands on the screen, as pixels. It may show personal data, so that its `Debug` shows only the size.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green and blue, row by row; `3 * width * height` bytes.
    pub rgb: Vec<u8>,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Snapshot({}x{})", self.width, self.height)
    }
}

impl Picture {
    /// Whether the bytes are as many as the size says, and there is at least one pixel.
    pub(crate) fn is_whole(&self) -> bool {
        let bytes = 4 * u64::from(self.width) * u64::from(self.height);
        bytes > 0 && bytes == self.rgba.len() as u64
    }

    /// The size in pixels at which the picture fits into `room` and keeps its shape.
    pub(crate) fn fit(&self, room: (u32, u32)) -> (u32, u32) {
        let scale =
            (f64::from(room.0) / f64::from(self.width)).min(f64::from(room.1) / f64::from(self.height));
        let side = |length: u32| (f64::from(length) * scale).round().max(1.0) as u32;
        (side(self.width), side(self.height))
    }

    /// The same picture at another size. The software renderer takes the nearest pixel, which tears thin
    /// lines and letters apart; here every pixel is the mean of the area that it covers.
    pub(crate) fn resized(&self, size: (u32, u32)) -> Self {
        if size == (self.width, self.height) {
            return self.clone();
        }
        let columns = spans(self.width, size.0);
        let rows = spans(self.height, size.1);
        let narrow = self.across(&columns);
        Self { width: size.0, height: size.1, rgba: down(&narrow, size.0 as usize * 4, &rows) }
    }

    fn across(&self, columns: &[Span]) -> Vec<u8> {
        let mut out = Vec::with_capacity(columns.len() * self.height as usize * 4);
        for row in self.rgba.chunks_exact(self.width as usize * 4) {
            for span in columns {
                let mut sum = [0u32; 4];
                for (weight, pixel) in span.weights.iter().zip(row[span.first * 4..].chunks_exact(4)) {
                    for (total, part) in sum.iter_mut().zip(pixel) {
                        *total += weight * u32::from(*part);
                    }
                }
                out.extend(sum.map(mean));
            }
        }
        out
    }
}

fn down(pixels: &[u8], stride: usize, rows: &[Span]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() * stride);
    let mut sums = vec![0u32; stride];
    for span in rows {
        sums.fill(0);
        for (weight, row) in span.weights.iter().zip(pixels[span.first * stride..].chunks_exact(stride)) {
            for (total, part) in sums.iter_mut().zip(row) {
                *total += weight * u32::from(*part);
            }
        }
        out.extend(sums.iter().copied().map(mean));
    }
    out
}

/// The source pixels that make one target pixel, with weights that sum up to 65536.
struct Span {
    first: usize,
    weights: Vec<u32>,
}

const WHOLE: u32 = 1 << 16;

fn mean(sum: u32) -> u8 {
    ((sum + WHOLE / 2) >> 16).min(255) as u8
}

/// Smaller: the area that each target pixel covers. Larger: the line between two neighbours.
fn spans(from: u32, to: u32) -> Vec<Span> {
    let scale = f64::from(from) / f64::from(to);
    let reach = scale.max(1.0);
    (0..to)
        .map(|place| {
            let centre = (f64::from(place) + 0.5) * scale;
            let first = (centre - reach).floor().max(0.0) as usize;
            let last = ((centre + reach).ceil() as usize).min(from as usize);
            let tent = |at: usize| (1.0 - (at as f64 + 0.5 - centre).abs() / reach).max(0.0);
            weigh(first, (first..last).map(tent).collect())
        })
        .collect()
}

fn weigh(first: usize, parts: Vec<f64>) -> Span {
    let sum: f64 = parts.iter().sum();
    let mut weights: Vec<u32> = parts.iter().map(|part| (part / sum * f64::from(WHOLE)) as u32).collect();
    // What rounding lost goes to the heaviest, so that white stays white.
    let lost = WHOLE - weights.iter().sum::<u32>();
    if let Some(heaviest) = weights.iter_mut().max() {
        *heaviest += lost;
    }
    Span { first, weights }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: u32, height: u32, at: impl Fn(u32, u32) -> u8) -> Picture {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Picture {
            width,
            height,
            rgba: pixels.flat_map(|(x, y)| [at(x, y), at(x, y), at(x, y), 255]).collect(),
        }
    }

    #[test]
    fn white_stays_white_at_every_size() {
        for size in [(3, 5), (7, 9), (20, 31), (10, 10)] {
            let resized = grey(10, 10, |_, _| 255).resized(size);
            assert_eq!((resized.width, resized.height), size);
            assert!(resized.is_whole());
            assert!(resized.rgba.iter().all(|part| *part == 255));
        }
    }

    #[test]
    fn a_thin_line_survives_halving() {
        let resized = grey(20, 20, |x, _| if x == 7 { 0 } else { 255 }).resized((10, 10));
        let darkest = resized.rgba.chunks_exact(4).map(|pixel| pixel[0]).min();
        assert!(darkest.is_some_and(|value| value < 170), "the line is gone: {darkest:?}");
    }

    #[test]
    fn a_page_fits_its_room_and_keeps_its_shape() {
        let page = grey(893, 1263, |_, _| 255);
        assert_eq!(page.fit((984, 1160)), (820, 1160));
        assert_eq!(page.fit((446, 5000)), (446, 631));
    }
}
