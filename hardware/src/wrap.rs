//! Breaking a paragraph into lines, whatever the widths of its letters.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// How far a letter moves the pen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Step {
    /// The letter's own width.
    pub advance: f32,
    /// What is added to it behind the letter before; mostly 0 or negative.
    pub kern: f32,
}

impl Step {
    /// A letter of a font of even widths: one column.
    pub const COLUMN: Self = Self { advance: 1.0, kern: 0.0 };
}

/// A paragraph in form NFC with one space between words, and the widths of its letters.
#[derive(Debug)]
pub(crate) struct Paragraph {
    letters: Vec<char>,
    steps: Vec<Step>,
    /// Widths of whole words are asked for again and again while lines are evened.
    words: Vec<Range<usize>>,
}

impl Paragraph {
    /// Measures `text`; `step` takes the letter before, if any, and the letter.
    pub fn new(text: &str, step: impl Fn(Option<char>, char) -> Step) -> Self {
        let (mut letters, mut words) = (Vec::new(), Vec::new());
        for word in text.split_whitespace() {
            if !letters.is_empty() {
                letters.push(' ');
            }
            let start = letters.len();
            letters.extend(word.nfc());
            words.push(start..letters.len());
        }
        let before = std::iter::once(None).chain(letters.iter().copied().map(Some));
        let steps = before.zip(&letters).map(|(before, letter)| step(before, *letter)).collect();
        Self { letters, steps, words }
    }

    /// The lines, each at most `limit` wide: broken at spaces, or inside a word that is wider than a
    /// line. Gives no letter away; a single letter wider than `limit` has a line of its own.
    pub fn wrap(&self, limit: f32) -> Vec<String> {
        self.breaks(limit).into_iter().map(|line| self.letters[line].iter().collect()).collect()
    }

    /// As many lines as [`Paragraph::wrap`] gives, but of about the same width, so that no single
    /// word is left over on the last one.
    pub fn wrap_evenly(&self, limit: f32) -> Vec<String> {
        let lines = self.breaks(limit).len();
        if lines < 2 {
            return self.wrap(limit);
        }
        let words = self.words.iter().map(|word| self.width(word.clone()));
        let mut low = words.fold(limit / lines as f32, f32::max).min(limit);
        let mut high = limit;
        for _ in 0..6 {
            let middle = (low + high) / 2.0;
            if self.breaks(middle).len() > lines {
                low = middle;
            } else {
                high = middle;
            }
        }
        self.wrap(high)
    }

    fn breaks(&self, limit: f32) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut line: Option<(Range<usize>, f32)> = None;
        for word in &self.words {
            if let Some((so_far, width)) = line.take() {
                let longer = self.extended(width, so_far.end..word.end);
                if longer <= limit {
                    line = Some((so_far.start..word.end, longer));
                    continue;
                }
                lines.push(so_far);
            }
            line = Some(self.break_word(word.clone(), limit, &mut lines));
        }
        lines.extend(line.map(|(rest, _)| rest));
        lines
    }

    /// Pushes what fills whole lines of a word and gives the rest with its width.
    fn break_word(
        &self,
        word: Range<usize>,
        limit: f32,
        lines: &mut Vec<Range<usize>>,
    ) -> (Range<usize>, f32) {
        let mut start = word.start;
        let mut width = 0.0;
        for at in word.clone() {
            let longer = self.extended_from(start, width, at);
            if longer > limit && at > start {
                lines.push(start..at);
                start = at;
                width = self.extended_from(start, 0.0, at);
            } else {
                width = longer;
            }
        }
        (start..word.end, width)
    }

    fn width(&self, range: Range<usize>) -> f32 {
        let start = range.start;
        range.fold(0.0, |width, at| self.extended_from(start, width, at))
    }

    fn extended(&self, width: f32, by: Range<usize>) -> f32 {
        self.steps[by].iter().fold(width, |width, step| width + (step.kern + step.advance))
    }

    /// The width of a line that begins at `start` and was `width` wide before letter `at`.
    fn extended_from(&self, start: usize, width: f32, at: usize) -> f32 {
        let Step { advance, kern } = self.steps[at];
        if at == start { advance } else { width + (kern + advance) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(text: &str) -> Paragraph {
        Paragraph::new(text, |_, _| Step::COLUMN)
    }

    #[test]
    fn words_go_to_the_next_line_whole() {
        assert_eq!(columns("Quý khách  ngồi\nchờ").wrap(10.0), ["Quý khách", "ngồi chờ"]);
        assert_eq!(columns("Quý khách ngồi").wrap(9.0), ["Quý khách", "ngồi"]);
    }

    #[test]
    fn a_word_wider_than_the_line_begins_a_line_and_is_broken() {
        assert_eq!(columns("a bcdefgh ij").wrap(3.0), ["a", "bcd", "efg", "h", "ij"]);
        assert_eq!(columns("bcdefgh ij").wrap(4.0), ["bcde", "fgh", "ij"]);
    }

    #[test]
    fn a_letter_and_its_marks_are_one_letter() {
        assert_eq!(columns("Viê\u{323}t").wrap(4.0), ["Việt"]);
    }

    #[test]
    fn kerning_counts_inside_a_line_and_not_at_its_start() {
        let tight = |before: Option<char>, _| Step { advance: 10.0, kern: before.map_or(0.0, |_| -2.0) };
        assert_eq!(Paragraph::new("ab cd", tight).wrap(18.0), ["ab", "cd"]);
        assert_eq!(Paragraph::new("ab cd", tight).wrap(42.0), ["ab cd"]);
    }

    #[test]
    fn nothing_has_no_line() {
        assert_eq!(columns(" \n ").wrap_evenly(10.0), Vec::<String>::new());
    }
}
