//! Words to dots: wrapping, and drawing a line so that no ink is lost.

use std::sync::Arc;

use ab_glyph::{Font, FontArc, PxScale, ScaleFont};

use crate::bitmap::Bitmap;
use crate::font::{Face, Fonts, Glyph, GlyphInk};
use crate::wrap::{Paragraph, Step};

/// Share of a dot that must be covered to print it. A little under one half, since thin
/// strokes and marks would break up otherwise.
const THRESHOLD: f32 = 0.42;
/// Room above and below the baseline that every line gets, in ems, so that lines keep an even
/// distance. Ink beyond it makes the line's box larger and is never cut.
const ABOVE_EM: f32 = 1.0;
const BELOW_EM: f32 = 0.28;

/// A font at a size.
pub(crate) struct Typeface<'a> {
    fonts: &'a Fonts,
    face: Face,
    /// Dots an em.
    em: f32,
}

/// A drawn line: exactly its ink, and where that ink lies.
pub(crate) struct Ink {
    /// The dots, cropped to the ink.
    pub bitmap: Bitmap,
    /// First row of the ink, counted from the baseline; negative is above.
    pub top: i32,
}

impl<'a> Typeface<'a> {
    pub fn new(fonts: &'a Fonts, face: impl Into<Face>, em: f32) -> Self {
        Self { fonts, face: face.into(), em }
    }

    fn font(&self) -> &FontArc {
        self.fonts.of(self.face)
    }

    /// Whether the font has `letter`.
    pub fn has(&self, letter: char) -> bool {
        self.fonts.has(self.face, letter)
    }

    fn scale(&self) -> PxScale {
        let units = self.font().units_per_em().unwrap_or(1000.0);
        PxScale::from(self.em * self.font().height_unscaled() / units)
    }

    fn glyph(&self, letter: char) -> Arc<Glyph> {
        self.fonts.glyph(self.face, self.em, letter, || self.draw_glyph(letter))
    }

    fn draw_glyph(&self, letter: char) -> Glyph {
        let font = self.font().as_scaled(self.scale());
        let id = font.glyph_id(letter);
        let ink = self.font().outline_glyph(id.with_scale(self.scale())).map(|outline| {
            let bounds = outline.px_bounds();
            let mut bitmap = Bitmap::new(bounds.width() as usize, bounds.height() as usize);
            outline.draw(|x, y, coverage| {
                if coverage >= THRESHOLD {
                    bitmap.set(x as usize, y as usize);
                }
            });
            GlyphInk { bitmap, left: bounds.min.x as i32, top: bounds.min.y as i32 }
        });
        Glyph { id, advance: font.h_advance(id), ink }
    }

    fn step(&self, before: Option<char>, letter: char) -> Step {
        let glyph = self.glyph(letter);
        let font = self.font().as_scaled(self.scale());
        let kern = before.map_or(0.0, |before| font.kern(self.glyph(before).id, glyph.id));
        Step { advance: glyph.advance, kern }
    }

    /// The steps of `text` on one line.
    fn steps(&self, text: &str) -> impl Iterator<Item = (char, Step)> {
        let before = std::iter::once(None).chain(text.chars().map(Some));
        before.zip(text.chars()).map(|(before, letter)| (letter, self.step(before, letter)))
    }

    /// Width of `text` on one line, in dots.
    pub fn width(&self, text: &str) -> f32 {
        self.steps(text).map(|(_, step)| step.kern + step.advance).sum()
    }

    /// `text` measured, to be broken into lines.
    pub fn paragraph(&self, text: &str) -> Paragraph {
        Paragraph::new(text, |before, letter| self.step(before, letter))
    }

    /// Draws one line; `None` if nothing of it is black.
    pub fn draw(&self, text: &str) -> Option<Ink> {
        let placed = self.place(text);
        let inks = || placed.iter().filter_map(|(pen, glyph)| glyph.ink.as_ref().map(|ink| (*pen, ink)));
        let sides = inks().map(|(pen, ink)| {
            let (x, y) = (pen + ink.left, ink.top);
            (x, y, x + ink.bitmap.width() as i32, y + ink.bitmap.height() as i32)
        });
        let (left, top, right, bottom) =
            sides.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)))?;
        let mut bitmap = Bitmap::new((right - left) as usize, (bottom - top) as usize);
        for (pen, ink) in inks() {
            bitmap.draw(&ink.bitmap, (pen + ink.left - left) as usize, (ink.top - top) as usize);
        }
        Some(Ink { bitmap, top })
    }

    /// The letters of one line, each with where its pen stands: at whole dots, so that the same
    /// letter looks the same wherever it stands.
    fn place(&self, text: &str) -> Vec<(i32, Arc<Glyph>)> {
        let mut pen = 0.0_f32;
        let mut placed = Vec::new();
        for (letter, step) in self.steps(text) {
            pen += step.kern;
            placed.push((pen.round() as i32, self.glyph(letter)));
            pen += step.advance;
        }
        placed
    }

    /// Draws one line as a box `width` dots wide and at least the nominal line height high.
    /// `left` gives the ink's first column from the ink's width.
    pub fn line_box(&self, text: &str, width: usize, left: impl Fn(usize) -> usize) -> Bitmap {
        let above = (self.em * ABOVE_EM).ceil() as i32;
        let below = (self.em * BELOW_EM).ceil() as i32;
        let Some(ink) = self.draw(text) else {
            return Bitmap::new(width, (above + below) as usize);
        };
        let top = ink.top.min(-above);
        let bottom = (ink.top + ink.bitmap.height() as i32).max(below);
        let mut line = Bitmap::new(width, (bottom - top) as usize);
        line.draw(&ink.bitmap, left(ink.bitmap.width()), (ink.top - top) as usize);
        line
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::receipt::Weight;

    fn with_face(em: f32, check: impl Fn(&Typeface)) {
        let fonts = Fonts::system().unwrap();
        check(&Typeface::new(&fonts, Weight::Regular, em));
    }

    #[test]
    fn wrapping_loses_no_word_and_no_letter() {
        with_face(28.0, |face| {
            let text = "Đăng ký thường trú cho người Việt Nam định cư ở nước ngoài về nước";
            let lines = face.paragraph(text).wrap(300.0);
            assert!(lines.len() > 2);
            assert_eq!(lines.join(" "), text);
            assert!(lines.iter().all(|line| face.width(line) <= 300.0));
        });
    }

    #[test]
    fn a_word_wider_than_the_paper_is_broken() {
        with_face(28.0, |face| {
            let word = "https://dichvucong.example.vn/".repeat(3);
            let lines = face.paragraph(&word).wrap(200.0);
            assert_eq!(lines.concat(), word);
            assert!(lines.iter().all(|line| face.width(line) <= 200.0));
        });
    }

    #[test]
    fn even_lines_leave_no_word_alone_and_break_none() {
        with_face(28.0, |face| {
            let text = "PHƯỜNG LONG BIÊN, THÀNH PHỐ HÀ NỘI";
            let limit = face.width("PHƯỜNG LONG BIÊN, THÀNH PHỐ HÀ");
            assert_eq!(face.paragraph(text).wrap(limit).last().unwrap(), "NỘI");
            let lines = face.paragraph(text).wrap_evenly(limit);
            assert_eq!(lines, ["PHƯỜNG LONG BIÊN,", "THÀNH PHỐ HÀ NỘI"]);
            let long = "a https://dichvucong.example.vn/tra-cuu b";
            let limit = face.width("https://dichvucong.example.vn/tra-cuu");
            assert_eq!(face.paragraph(long).wrap_evenly(limit), face.paragraph(long).wrap(limit));
        });
    }

    #[test]
    fn a_limit_narrower_than_a_letter_still_ends() {
        with_face(28.0, |face| {
            assert_eq!(face.paragraph("Ứng").wrap(1.0).concat(), "Ứng");
        });
    }

    #[test]
    fn the_box_keeps_all_ink_of_every_vietnamese_letter() {
        with_face(28.0, |face| {
            for letter in "ẨỄỘỬẬỆẪỖỮÁĐĨŨƠƯaăâậêệộợụỵọịẹẻyỹgqp".chars()
            {
                let text = letter.to_string();
                let alone = face.draw(&text).unwrap();
                let line = face.line_box(&text, 60, |_| 5);
                assert_eq!(line.ink(), alone.bitmap.ink(), "{letter}");
                let rows = (0..alone.bitmap.height()).filter(|y| !alone.bitmap.is_blank_row(*y));
                let kept = (0..line.height()).filter(|y| !line.is_blank_row(*y));
                assert_eq!(rows.count(), kept.count(), "{letter}");
            }
        });
    }
}
