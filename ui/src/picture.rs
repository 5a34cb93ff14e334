//! Pictures that travel as plain pixels.

use std::fmt;
use std::sync::Arc;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

/// Bytes that their owner lends to the screen.
pub type Pixels = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A page of a form. Its `Debug` shows only the size.
#[derive(Clone)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue and alpha, premultiplied, row by row; `4 * width * height` bytes.
    pub rgba: Pixels,
}

impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        let bytes = |picture: &Self| Arc::as_ptr(&picture.rgba).cast::<u8>();
        (self.width, self.height) == (other.width, other.height)
            && (std::ptr::eq(bytes(self), bytes(other)) || (*self.rgba).as_ref() == (*other.rgba).as_ref())
    }
}

impl Eq for Picture {}

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
        bytes > 0 && bytes == (*self.rgba).as_ref().len() as u64
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
    pub(crate) fn resized(&self, size: (u32, u32)) -> Option<Self> {
        // The colours are premultiplied already.
        self.resized_by(ResizeAlg::Convolution(FilterType::Bilinear), size)
    }

    /// The same picture at another size, in squares of one colour, `side` pixels wide: nothing can be read in it.
    pub(crate) fn coarse(&self, size: (u32, u32), side: u32) -> Option<Self> {
        let few = self.resized((size.0.div_ceil(side), size.1.div_ceil(side)))?;
        few.resized_by(ResizeAlg::Nearest, size)
    }

    fn resized_by(&self, way: ResizeAlg, (width, height): (u32, u32)) -> Option<Self> {
        let source = ImageRef::new(self.width, self.height, (*self.rgba).as_ref(), PixelType::U8x4).ok()?;
        let mut target = Image::new(width, height, PixelType::U8x4);
        let options = ResizeOptions::new().resize_alg(way).use_alpha(false);
        Resizer::new().resize(&source, &mut target, &options).ok()?;
        Some(Self { width, height, rgba: Arc::new(target.into_vec()) })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn grey(width: u32, height: u32, at: impl Fn(u32, u32) -> u8) -> Picture {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Picture {
            width,
            height,
            rgba: Arc::new(
                pixels.flat_map(|(x, y)| [at(x, y), at(x, y), at(x, y), 255]).collect::<Vec<u8>>(),
            ),
        }
    }

    #[test]
    fn white_stays_white_at_every_size() {
        for size in [(3, 5), (7, 9), (20, 31), (10, 10)] {
            let resized = grey(10, 10, |_, _| 255).resized(size).unwrap();
            assert_eq!((resized.width, resized.height), size);
            assert!(resized.is_whole());
            assert!((*resized.rgba).as_ref().iter().all(|part| *part == 255));
        }
    }

    #[test]
    fn a_thin_line_survives_halving() {
        let resized = grey(20, 20, |x, _| if x == 7 { 0 } else { 255 }).resized((10, 10)).unwrap();
        let darkest = (*resized.rgba).as_ref().chunks_exact(4).map(|pixel| pixel[0]).min();
        assert!(darkest.is_some_and(|value| value < 170), "the line is gone: {darkest:?}");
    }

    #[test]
    fn a_coarse_picture_has_one_colour_a_square_and_shows_no_line() {
        // Lines of writing: black and white by turns, four pixels each.
        let page = grey(96, 96, |x, y| if (x / 4 + y / 4) % 2 == 0 { 0 } else { 255 });
        let coarse = page.coarse((192, 192), 48).unwrap();
        assert_eq!((coarse.width, coarse.height), (192, 192));
        let bytes = (*coarse.rgba).as_ref();
        let at = |x: usize, y: usize| bytes[(y * 192 + x) * 4];
        for y in 0..192 {
            for x in 0..192 {
                assert_eq!(at(x, y), at(x - x % 48, y - y % 48), "{x} {y}");
                assert!((90..=165).contains(&at(x, y)), "a letter shows: {}", at(x, y));
            }
        }
    }

    #[test]
    fn a_page_fits_its_room_and_keeps_its_shape() {
        let page = grey(893, 1263, |_, _| 255);
        assert_eq!(page.fit((984, 1160)), (820, 1160));
        assert_eq!(page.fit((446, 5000)), (446, 631));
    }
}
