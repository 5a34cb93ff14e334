//! Words to dots: wrapping, and drawing a line so that no ink is lost.

use ab_glyph::{Font, FontArc, Glyph, OutlinedGlyph, PxScale, ScaleFont, point};

use crate::bitmap::Bitmap;

/// Share of a dot that must be covered to print it. A little under one half, since thin
/// strokes and marks would break up otherwise.
const THRESHOLD: f32 = 0.42;
/// Room above and below the baseline that every line gets, in ems, so that lines keep an even
/// distance. Ink beyond it makes the line's box larger and is never cut.
const ABOVE_EM: f32 = 1.0;
const BELOW_EM: f32 = 0.28;

/// A font at a size.
pub(crate) struct Typeface<'a> {
    font: &'a FontArc,
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
    pub fn new(font: &'a FontArc, em: f32) -> Self {
        Self { font, em }
    }

    /// Whether the font has `letter`.
    pub fn has(&self, letter: char) -> bool {
        self.font.glyph_id(letter).0 != 0
    }

    fn scale(&self) -> PxScale {
        let units = self.font.units_per_em().unwrap_or(1000.0);
        PxScale::from(self.em * self.font.height_unscaled() / units)
    }

    /// Width of `text` on one line, in dots.
    pub fn width(&self, text: &str) -> f32 {
        let font = self.font.as_scaled(self.scale());
        let mut last = None;
        text.chars()
            .map(|letter| {
                let id = font.glyph_id(letter);
                let kern = last.map_or(0.0, |last| font.kern(last, id));
                last = Some(id);
                kern + font.h_advance(id)
            })
            .sum()
    }

    /// Breaks `text` into lines at most `limit` dots wide: at spaces, or inside a word that is
    /// wider than a line. Gives no letter away.
    pub fn wrap(&self, text: &str, limit: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer) <= limit {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.break_word(word, limit, &mut lines);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Breaks `text` into as many lines as [`Typeface::wrap`] does, but of about the same width,
    /// so that no single word is left over on the last line.
    pub fn wrap_evenly(&self, text: &str, limit: f32) -> Vec<String> {
        let lines = self.wrap(text, limit).len();
        if lines < 2 {
            return self.wrap(text, limit);
        }
        let widest = text.split_whitespace().map(|word| self.width(word));
        let mut low = widest.fold(limit / lines as f32, f32::max).min(limit);
        let mut high = limit;
        for _ in 0..6 {
            let middle = (low + high) / 2.0;
            if self.wrap(text, middle).len() > lines {
                low = middle;
            } else {
                high = middle;
            }
        }
        self.wrap(text, high)
    }

    /// Pushes what fills whole lines of a word and gives the rest.
    fn break_word(&self, word: &str, limit: f32, lines: &mut Vec<String>) -> String {
        let mut part = String::new();
        for letter in word.chars() {
            part.push(letter);
            if self.width(&part) > limit && part.chars().nth(1).is_some() {
                part.pop();
                lines.push(std::mem::take(&mut part));
                part.push(letter);
            }
        }
        part
    }

    /// Draws one line; `None` if nothing of it is black.
    pub fn draw(&self, text: &str) -> Option<Ink> {
        let outlines = self.outlines(text);
        let bounds = outlines.iter().map(OutlinedGlyph::px_bounds);
        let (left, top, right, bottom) = bounds
            .map(|b| (b.min.x as i32, b.min.y as i32, b.max.x as i32, b.max.y as i32))
            .reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)))?;
        let mut bitmap = Bitmap::new((right - left) as usize, (bottom - top) as usize);
        for outline in &outlines {
            let corner = outline.px_bounds().min;
            let (x0, y0) = (corner.x as i32 - left, corner.y as i32 - top);
            outline.draw(|x, y, coverage| {
                if coverage >= THRESHOLD {
                    bitmap.set(x0 as usize + x as usize, y0 as usize + y as usize);
                }
            });
        }
        Some(Ink { bitmap, top })
    }

    fn outlines(&self, text: &str) -> Vec<OutlinedGlyph> {
        let font = self.font.as_scaled(self.scale());
        let mut pen = 0.0;
        let mut last = None;
        let mut outlines = Vec::new();
        for letter in text.chars() {
            let id = font.glyph_id(letter);
            pen += last.map_or(0.0, |last| font.kern(last, id));
            // Whole dots, so that the same letter looks the same wherever it stands.
            let at = point(pen.round(), 0.0);
            let glyph: Glyph = id.with_scale_and_position(self.scale(), at);
            outlines.extend(self.font.outline_glyph(glyph));
            pen += font.h_advance(id);
            last = Some(id);
        }
        outlines
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
    use crate::Fonts;
    use crate::receipt::Weight;

    fn with_face(em: f32, check: impl Fn(&Typeface)) {
        let fonts = Fonts::system().unwrap();
        check(&Typeface::new(fonts.of(Weight::Regular), em));
    }

    #[test]
    fn wrapping_loses_no_word_and_no_letter() {
        with_face(28.0, |face| {
            let text = "Đăng ký thường trú cho người Việt Nam định cư ở nước ngoài về nước";
            let lines = face.wrap(text, 300.0);
            assert!(lines.len() > 2);
            assert_eq!(lines.join(" "), text);
            assert!(lines.iter().all(|line| face.width(line) <= 300.0));
        });
    }

    #[test]
    fn a_word_wider_than_the_paper_is_broken() {
        with_face(28.0, |face| {
            let word = "https://dichvucong.example.vn/".repeat(3);
            let lines = face.wrap(&word, 200.0);
            assert_eq!(lines.concat(), word);
            assert!(lines.iter().all(|line| face.width(line) <= 200.0));
        });
    }

    #[test]
    fn even_lines_leave_no_word_alone_and_break_none() {
        with_face(28.0, |face| {
            let text = "PHƯỜNG LONG BIÊN, THÀNH PHỐ HÀ NỘI";
            let limit = face.width("PHƯỜNG LONG BIÊN, THÀNH PHỐ HÀ");
            assert_eq!(face.wrap(text, limit).last().unwrap(), "NỘI");
            let lines = face.wrap_evenly(text, limit);
            assert_eq!(lines, ["PHƯỜNG LONG BIÊN,", "THÀNH PHỐ HÀ NỘI"]);
            let long = "a https://dichvucong.example.vn/tra-cuu b";
            let limit = face.width("https://dichvucong.example.vn/tra-cuu");
            assert_eq!(face.wrap_evenly(long, limit), face.wrap(long, limit));
        });
    }

    #[test]
    fn a_limit_narrower_than_a_letter_still_ends() {
        with_face(28.0, |face| {
            assert_eq!(face.wrap("Ứng", 1.0).concat(), "Ứng");
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
