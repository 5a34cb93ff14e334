//! A picture of black and white dots, as a thermal head prints it.

use png::EncodingError;

/// Dots in rows of whole bytes, the leftmost dot in the highest bit; a set bit is black.
#[derive(Clone, PartialEq, Eq)]
pub struct Bitmap {
    width: usize,
    height: usize,
    bits: Vec<u8>,
}

impl Bitmap {
    /// A white picture of `width` by `height` dots.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, bits: vec![0; width.div_ceil(8) * height] }
    }

    /// Width in dots.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in dots.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Bytes in a row.
    pub fn stride(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// Row `y` as bytes; empty below the picture.
    pub fn row(&self, y: usize) -> &[u8] {
        let stride = self.stride();
        self.bits.get(y * stride..(y + 1) * stride).unwrap_or(&[])
    }

    /// Whether the dot is black; outside the picture it is not.
    pub fn get(&self, x: usize, y: usize) -> bool {
        x < self.width && self.row(y).get(x / 8).is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0)
    }

    /// Blackens a dot; outside the picture nothing happens.
    pub fn set(&mut self, x: usize, y: usize) {
        let stride = self.stride();
        if x < self.width
            && let Some(byte) = self.bits.get_mut(y * stride + x / 8)
        {
            *byte |= 0x80 >> (x % 8);
        }
    }

    /// Whether row `y` has no black dot.
    pub fn is_blank_row(&self, y: usize) -> bool {
        self.row(y).iter().all(|byte| *byte == 0)
    }

    /// Whether there is no black dot at all.
    pub fn is_blank(&self) -> bool {
        self.bits.iter().all(|byte| *byte == 0)
    }

    /// Number of black dots.
    pub fn ink(&self) -> u32 {
        self.bits.iter().map(|byte| byte.count_ones()).sum()
    }

    /// Adds `rows` white rows at the bottom.
    pub fn extend(&mut self, rows: usize) {
        self.height += rows;
        self.bits.resize(self.stride() * self.height, 0);
    }

    /// Draws `other` with its upper left corner at (`left`, `top`), over what is there. What would
    /// lie outside is left out.
    pub fn draw(&mut self, other: &Self, left: usize, top: usize) {
        for y in 0..other.height.min(self.height.saturating_sub(top)) {
            self.draw_row(other.row(y), left, top + y);
        }
    }

    fn draw_row(&mut self, dots: &[u8], left: usize, y: usize) {
        let inside = self.inside_of_last_byte();
        let (first, shift) = (left / 8, left % 8);
        let row = self.row_mut(y);
        for (x, byte) in dots.iter().enumerate() {
            let [here, next] = (u16::from(*byte) << 8 >> shift).to_be_bytes();
            for (at, bits) in [(first + x, here), (first + x + 1, next)] {
                if let Some(target) = row.get_mut(at) {
                    *target |= bits;
                }
            }
        }
        if let Some(last) = row.last_mut() {
            *last &= inside;
        }
    }

    /// The bits of a row's last byte that are dots of the picture.
    fn inside_of_last_byte(&self) -> u8 {
        match self.width % 8 {
            0 => 0xFF,
            dots => !(0xFF >> dots),
        }
    }

    fn row_mut(&mut self, y: usize) -> &mut [u8] {
        let stride = self.stride();
        self.bits.get_mut(y * stride..(y + 1) * stride).unwrap_or(&mut [])
    }

    /// The picture with every dot made `across` wide and `down` high.
    pub fn stretched(&self, across: usize, down: usize) -> Self {
        let mut big = Self::new(self.width * across, self.height * down);
        let stride = big.stride();
        for y in 0..self.height {
            let row = stretched_row(self.row(y), across, stride);
            for copy in 0..down {
                big.row_mut(y * down + copy).copy_from_slice(&row);
            }
        }
        big
    }

    /// The black dots row by row, as (x, y).
    pub fn black_dots(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.height).flat_map(move |y| black_columns(self.row(y)).map(move |x| (x, y)))
    }

    /// The picture as a PNG file of one bit a dot. Fails for a picture without dots.
    pub fn to_png(&self) -> Result<Vec<u8>, EncodingError> {
        let mut file = Vec::new();
        let size = |dots: usize| u32::try_from(dots).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(&mut file, size(self.width), size(self.height));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header()?;
        // In PNG a set bit of a grey picture is white.
        let inverted: Vec<u8> = self.bits.iter().map(|byte| !byte).collect();
        writer.write_image_data(&inverted)?;
        writer.finish()?;
        Ok(file)
    }
}

/// The black dots of a row, from the left.
fn black_columns(row: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let inked = row.iter().enumerate().filter(|(_, byte)| **byte != 0);
    inked
        .flat_map(|(x, byte)| (0..8).filter(move |bit| byte & (0x80 >> bit) != 0).map(move |bit| x * 8 + bit))
}

/// A row of `stride` bytes in which every dot of `row` is `across` dots wide.
fn stretched_row(row: &[u8], across: usize, stride: usize) -> Vec<u8> {
    let mut wide = vec![0; stride];
    for x in black_columns(row).flat_map(|x| x * across..(x + 1) * across) {
        if let Some(byte) = wide.get_mut(x / 8) {
            *byte |= 0x80 >> (x % 8);
        }
    }
    wide
}

impl std::fmt::Debug for Bitmap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bitmap({}x{}, {} black)", self.width, self.height, self.ink())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_outside_are_white_and_cannot_be_set() {
        let mut bitmap = Bitmap::new(10, 2);
        bitmap.set(10, 0);
        bitmap.set(0, 2);
        assert!(bitmap.is_blank());
        assert!(!bitmap.get(10, 0));
    }

    #[test]
    fn stretching_keeps_the_shape() {
        let mut bitmap = Bitmap::new(9, 2);
        bitmap.set(8, 1);
        let big = bitmap.stretched(2, 2);
        assert_eq!((big.width(), big.height(), big.ink()), (18, 4, 4));
        assert!(big.get(16, 2) && big.get(17, 3));
    }

    #[test]
    fn drawing_gives_the_same_dots_as_setting_them_one_by_one() {
        let mut stamp = Bitmap::new(11, 3);
        for (x, y) in [(0, 0), (10, 0), (7, 1), (8, 1), (3, 2)] {
            stamp.set(x, y);
        }
        for left in 0..30 {
            let (mut drawn, mut dotted) = (Bitmap::new(27, 4), Bitmap::new(27, 4));
            drawn.draw(&stamp, left, 2);
            stamp.black_dots().for_each(|(x, y)| dotted.set(left + x, 2 + y));
            assert_eq!(drawn, dotted, "at {left}");
            assert_eq!(drawn.stretched(3, 1).ink(), 3 * drawn.ink());
        }
    }

    #[test]
    fn extending_adds_white_rows_below() {
        let mut bitmap = Bitmap::new(8, 1);
        bitmap.set(0, 0);
        bitmap.extend(3);
        assert_eq!((bitmap.height(), bitmap.ink()), (4, 1));
        assert!(bitmap.is_blank_row(3));
    }
}
