//! A slip as a column of pictures, ready for the thermal head.

use qrcode::{Color, EcLevel, QrCode};
use thiserror::Error;

use crate::bitmap::Bitmap;
use crate::font::Fonts;
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
/// Height of capital digits of the huge number is about 0.73 of this, in dots of the head.
const NUMBER_EM: f32 = 176.0;
/// Blank modules around a QR code, ISO/IEC 18004.
const QUIET_MODULES: usize = 4;
/// Largest module of a QR code, in half dots of the head: 3 is 6 dots or 0.75 mm.
const LARGEST_HALF_MODULE: usize = 3;

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
            Line::Qr(payload) => blocks.push(self.qr(payload)?),
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
        let face = Typeface::new(self.fonts.of(weight), em(size));
        let left = |ink: usize| match align {
            Align::Left => MARGIN,
            Align::Centre => dots.saturating_sub(ink) / 2,
        };
        let limit = (dots - 2 * MARGIN) as f32;
        let lines = match align {
            Align::Left => face.wrap(text, limit),
            Align::Centre => face.wrap_evenly(text, limit),
        };
        lines.iter().map(|line| Block::once(face.line_box(line, dots, left))).collect()
    }

    fn number(&self, number: &str) -> Block {
        let dots = self.profile.dots / 2;
        let limit = (dots - MARGIN) as f32;
        let font = self.fonts.of(Weight::Bold);
        let em = NUMBER_EM / 2.0;
        let width = Typeface::new(font, em).width(number).max(1.0);
        let face = Typeface::new(font, em * (limit / width).min(1.0));
        let ink = face.draw(number).map_or_else(|| Bitmap::new(1, 1), |ink| ink.bitmap);
        self.twice(centred(&ink, dots))
    }

    fn qr(&self, payload: &str) -> Result<Block, RasterError> {
        let too_large = || RasterError::QrTooLarge { bytes: payload.len(), dots: self.profile.dots };
        let code = QrCode::with_error_correction_level(payload, EcLevel::M).map_err(|_| too_large())?;
        let dots = self.profile.dots / 2;
        let modules = code.width() + 2 * QUIET_MODULES;
        let module = (dots / modules).min(LARGEST_HALF_MODULE);
        if module == 0 {
            return Err(too_large());
        }
        let picture = modules_of(&code).stretched(module, module);
        Ok(self.twice(centred(&picture, dots)))
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

    fn twice(&self, bitmap: Bitmap) -> Block {
        if self.modes.double {
            Block { bitmap, magnify: Magnify::Twice }
        } else {
            Block::once(bitmap.stretched(2, 2))
        }
    }
}

/// Dots an em: 8 dots are 1 mm, so 28 are 3.5 mm or 10 pt.
fn em(size: TextSize) -> f32 {
    match size {
        TextSize::Small => 23.0,
        TextSize::Normal => 28.0,
        TextSize::Large => 42.0,
    }
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
        let alone = Typeface::new(fonts.of(Weight::Bold), em(TextSize::Large)).draw(text).unwrap();
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
    fn a_payload_too_long_for_any_code_is_refused() {
        assert_eq!(
            draw(&Receipt::new().qr("x".repeat(3000))),
            Err(RasterError::QrTooLarge { bytes: 3000, dots: 576 })
        );
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
