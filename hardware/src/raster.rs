//! A slip as a column of pictures, ready for the thermal head.

use qrcode::{Color, EcLevel, QrCode, bits};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::bitmap::Bitmap;
use crate::font::{Face, Fonts};
use crate::profile::{PrinterProfile, RasterModes};
use crate::receipt::{Align, Line, Receipt, TextSize, Weight};
use crate::text::Typeface;

/// Why a slip cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RasterError {
    /// The payload does not fit a QR code, or the code not the paper.
    #[error("a QR code of {bytes} bytes does not fit {dots} dots of paper")]
    QrTooLarge {
        /// Length of the payload in bytes.
        bytes: usize,
        /// Printable width in dots.
        dots: usize,
    },
}

/// How large the dots of a [`Block`] are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Magnify {
    /// One dot is one dot of the head.
    Once,
    /// One dot is two by two dots of the head.
    Twice,
}

impl Magnify {
    /// Dots of the head for one dot of the picture, each way.
    pub fn factor(self) -> usize {
        match self {
            Self::Once => 1,
            Self::Twice => 2,
        }
    }
}

/// A piece of the slip over the whole printable width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The picture; with [`Magnify::Twice`] of half the printable width.
    pub bitmap: Bitmap,
    /// How large it is printed.
    pub magnify: Magnify,
}

impl Block {
    fn once(bitmap: Bitmap) -> Self {
        Self { bitmap, magnify: Magnify::Once }
    }

    /// Height on paper in dots.
    pub fn height(&self) -> usize {
        self.bitmap.height() * self.magnify.factor()
    }
}

/// Margin that text keeps from both sides, in dots.
const MARGIN: usize = 8;
/// Blank modules around a QR code, ISO/IEC 18004.
pub(crate) const QUIET_MODULES: usize = 4;
/// Largest module of a QR code, in half dots of the head: 3 is 6 dots or 0.75 mm.
const LARGEST_HALF_MODULE: usize = 3;
/// Error correction of QR codes: 15 %.
const QR_LEVEL: EcLevel = EcLevel::M;

/// Draws `receipt` for the width of `profile`.
///
/// Fails only if a QR code fits no paper of that width.
pub fn rasterize(
    receipt: &Receipt,
    profile: &PrinterProfile,
    modes: RasterModes,
    fonts: &Fonts,
) -> Result<Vec<Block>, RasterError> {
    let drawing = Drawing { profile, modes, fonts };
    let mut blocks = Vec::new();
    for line in &receipt.lines {
        drawing.line(line, &mut blocks)?;
    }
    Ok(blocks)
}

/// The whole slip as one picture, dot by dot as it should stand on paper.
pub fn compose(blocks: &[Block], profile: &PrinterProfile) -> Bitmap {
    let mut whole = Bitmap::new(profile.dots, blocks.iter().map(Block::height).sum());
    let mut top = 0;
    for block in blocks {
        let factor = block.magnify.factor();
        whole.draw(&block.bitmap.stretched(factor, factor), 0, top);
        top += block.height();
    }
    whole
}

struct Drawing<'a> {
    profile: &'a PrinterProfile,
    modes: RasterModes,
    fonts: &'a Fonts,
}

impl Drawing<'_> {
    fn line(&self, line: &Line, blocks: &mut Vec<Block>) -> Result<(), RasterError> {
        match line {
            Line::Text { text, size, weight, align } => {
                blocks.extend(self.text(text, *size, *weight, *align))
            }
            Line::Number(number) => blocks.push(self.number(number)),
            Line::Qr(payload) => blocks.push(qr(payload, self.profile, self.modes)?),
            Line::Rule => blocks.push(self.rule()),
            Line::Feed { mm } => {
                let rows = usize::from(*mm) * self.profile.dots_per_mm;
                blocks.push(Block::once(Bitmap::new(self.profile.dots, rows)));
            }
        }
        Ok(())
    }

    fn text(&self, text: &str, size: TextSize, weight: Weight, align: Align) -> Vec<Block> {
        let dots = self.profile.dots;
        let face = Typeface::new(self.fonts, weight, em(size, self.profile));
        let left = |ink: usize| match align {
            Align::Left => MARGIN,
            Align::Centre => dots.saturating_sub(ink) / 2,
        };
        let limit = (dots - 2 * MARGIN) as f32;
        let paragraph = face.paragraph(text);
        let lines = match align {
            Align::Left => paragraph.wrap(limit),
            Align::Centre => paragraph.wrap_evenly(limit),
        };
        lines.iter().map(|line| Block::once(face.line_box(line, dots, left))).collect()
    }

    fn number(&self, number: &str) -> Block {
        let dots = self.profile.dots / 2;
        let limit = (dots - MARGIN) as f32;
        let face = |em| Typeface::new(self.fonts, Weight::Bold, em);
        let number: String = number.nfc().collect();
        let em = number_em(self.profile) / 2.0;
        let width = face(em).width(&number).max(1.0);
        let ink = face(em * (limit / width).min(1.0))
            .draw(&number)
            .map_or_else(|| Bitmap::new(1, 1), |ink| ink.bitmap);
        twice(centred(&ink, dots), self.modes)
    }

    fn rule(&self) -> Block {
        let space = self.profile.dots_per_mm;
        let mut bitmap = Bitmap::new(self.profile.dots, 2 * space + 2);
        for x in MARGIN..self.profile.dots - MARGIN {
            bitmap.set(x, space);
            bitmap.set(x, space + 1);
        }
        Block::once(bitmap)
    }
}

/// The picture of a QR code in the middle of the paper, with its quiet zone.
pub(crate) fn qr(payload: &str, profile: &PrinterProfile, modes: RasterModes) -> Result<Block, RasterError> {
    let too_large = || RasterError::QrTooLarge { bytes: payload.len(), dots: profile.dots };
    let code = QrCode::with_error_correction_level(payload, QR_LEVEL).map_err(|_| too_large())?;
    let dots = profile.dots / 2;
    let module = half_module(code.width() + 2 * QUIET_MODULES, profile);
    if module == 0 {
        return Err(too_large());
    }
    let picture = modules_of(&code).stretched(module, module);
    Ok(twice(centred(&picture, dots), modes))
}

/// Side of a module in half dots of the head, for a code of `modules` with its quiet zone; 0 if it does
/// not fit. On narrow paper a code takes half of the width if its modules are then 0.5 mm or more: twice
/// the side is four times the bytes, and a phone reads both.
fn half_module(modules: usize, profile: &PrinterProfile) -> usize {
    let fits = profile.dots / 2 / modules;
    let wanted = if is_narrow(profile) { (profile.dots / 4 / modules).max(2) } else { LARGEST_HALF_MODULE };
    fits.min(wanted).min(LARGEST_HALF_MODULE)
}

/// Modules along a side of the QR code of `payload`, without the quiet zone; `None` if it fits none.
pub(crate) fn qr_modules(payload: &str) -> Option<usize> {
    let encoded = bits::encode_auto(payload.as_bytes(), QR_LEVEL).ok()?;
    usize::try_from(encoded.version().width()).ok()
}

/// Letters of `receipt` that its font lacks, each once. A box stands for them on paper.
pub(crate) fn missing_letters(receipt: &Receipt, fonts: &Fonts) -> Vec<char> {
    let mut missing = Vec::new();
    for (text, face) in receipt.lines.iter().filter_map(words) {
        let lacks = |letter: &char| !letter.is_whitespace() && !fonts.has(face, *letter);
        for letter in text.nfc().filter(lacks) {
            if !missing.contains(&letter) {
                missing.push(letter);
            }
        }
    }
    missing
}

fn words(line: &Line) -> Option<(&str, Face)> {
    match line {
        Line::Text { text, weight, .. } => Some((text, (*weight).into())),
        Line::Number(number) => Some((number, Face::Bold)),
        Line::Qr(_) | Line::Rule | Line::Feed { .. } => None,
    }
}

fn twice(bitmap: Bitmap, modes: RasterModes) -> Block {
    if modes.double { Block { bitmap, magnify: Magnify::Twice } } else { Block::once(bitmap.stretched(2, 2)) }
}

/// Dots an em. 8 dots are 1 mm, so 28 are 3.5 mm or 10 pt.
fn em(size: TextSize, profile: &PrinterProfile) -> f32 {
    let [small, normal, large] = if is_narrow(profile) { [19.0, 21.0, 32.0] } else { [23.0, 28.0, 42.0] };
    match size {
        TextSize::Small => small,
        TextSize::Normal => normal,
        TextSize::Large => large,
    }
}

/// Dots an em of the huge number; the height of its digits is about 0.73 of it.
fn number_em(profile: &PrinterProfile) -> f32 {
    if is_narrow(profile) { 144.0 } else { 176.0 }
}

/// Whether paper is nearer to 58 mm than to 80 mm wide. At the same size of type its lines would break
/// twice as often, and a slip would be longer on the wire than one for the wider paper.
fn is_narrow(profile: &PrinterProfile) -> bool {
    profile.dots < 60 * profile.dots_per_mm
}

fn centred(picture: &Bitmap, width: usize) -> Bitmap {
    let mut wide = Bitmap::new(width, picture.height());
    wide.draw(picture, width.saturating_sub(picture.width()) / 2, 0);
    wide
}

fn modules_of(code: &QrCode) -> Bitmap {
    let side = code.width();
    let mut picture = Bitmap::new(side + 2 * QUIET_MODULES, side + 2 * QUIET_MODULES);
    for y in 0..side {
        for x in 0..side {
            if code[(x, y)] == Color::Dark {
                picture.set(x + QUIET_MODULES, y + QUIET_MODULES);
            }
        }
    }
    picture
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn draw(receipt: &Receipt) -> Result<Bitmap, RasterError> {
        let profile = PrinterProfile::named("generic-80").unwrap();
        let fonts = Fonts::system().unwrap();
        rasterize(receipt, &profile, profile.raster.unwrap(), &fonts).map(|blocks| compose(&blocks, &profile))
    }

    #[test]
    fn marks_above_capitals_survive_on_the_first_line() {
        let text = "Ẩ Ễ Ộ Ử Ậ";
        let fonts = Fonts::system().unwrap();
        let profile = PrinterProfile::named("generic-80").unwrap();
        let em = em(TextSize::Large, &profile);
        let alone = Typeface::new(&fonts, Weight::Bold, em).draw(text).unwrap();
        let slip = draw(&Receipt::new().centred(text, TextSize::Large, Weight::Bold)).unwrap();
        assert_eq!(slip.ink(), alone.bitmap.ink());
    }

    #[test]
    fn a_long_number_shrinks_and_stays_on_paper() {
        let short = draw(&Receipt::new().number("A105")).unwrap();
        let long = draw(&Receipt::new().number("A105-B207-C309-D411")).unwrap();
        assert!(long.height() < short.height());
        let columns = |slip: &Bitmap| {
            let xs: Vec<usize> = slip.black_dots().map(|(x, _)| x).collect();
            (*xs.iter().min().unwrap(), *xs.iter().max().unwrap())
        };
        let (left, right) = columns(&long);
        assert!(left > 0 && right < 575, "{left}..{right}");
        // Centred to within the half-size picture's dot.
        assert!((left as i64 - (575 - right) as i64).abs() <= 4);
    }

    #[test]
    fn codes_are_read_by_another_reader_on_wide_and_narrow_paper() {
        let (fonts, payload) = (Fonts::system().unwrap(), "https://so.example.vn/t/0123456789abcdef");
        for name in ["generic-80", "generic-58"] {
            let profile = PrinterProfile::named(name).unwrap();
            let receipt = Receipt::new().number("A105").qr(payload);
            let blocks = rasterize(&receipt, &profile, profile.raster.unwrap(), &fonts).unwrap();
            let slip = compose(&blocks, &profile);
            let dots = |x, y| slip.get(x, y);
            let mut image = rqrr::PreparedImage::prepare_from_bitmap(slip.width(), slip.height(), dots);
            let codes = image.detect_grids();
            assert_eq!(codes[0].decode().unwrap().1, payload, "{name}");
        }
    }

    #[test]
    fn a_payload_too_long_for_any_code_is_refused() {
        assert_eq!(
            draw(&Receipt::new().qr("x".repeat(3000))),
            Err(RasterError::QrTooLarge { bytes: 3000, dots: 576 })
        );
    }

    #[test]
    fn codes_are_as_large_as_the_paper_allows_and_no_larger_than_needed() {
        let [wide, narrow] = ["generic-80", "generic-58"].map(|name| PrinterProfile::named(name).unwrap());
        let modules = [29, 41, 57, 97, 185, 500];
        assert_eq!(modules.map(|modules| half_module(modules, &wide)), [3, 3, 3, 2, 1, 0]);
        assert_eq!(modules.map(|modules| half_module(modules, &narrow)), [3, 2, 2, 1, 1, 0]);
    }

    #[test]
    fn a_printer_without_double_size_gets_the_same_picture() {
        let fonts = Fonts::system().unwrap();
        let profile = PrinterProfile::named("generic-80").unwrap();
        let receipt = Receipt::new().number("B007").qr("kiosk");
        let drawn = |double| {
            let modes = RasterModes { band_rows: 64, double };
            compose(&rasterize(&receipt, &profile, modes, &fonts).unwrap(), &profile)
        };
        let (doubled, single) = (drawn(true), drawn(false));
        assert_eq!(doubled, single);
    }
}
