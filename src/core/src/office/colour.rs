//! The colour of the office (màu nhận diện) on its screens.

use std::num::ParseIntError;

use thiserror::Error;

/// How far white letters have to stand out, as the contrast ratio of WCAG 2.2. The least for letters is 4.5; what is
/// lighter than the colour itself, its tint behind dark letters, must keep that too.
const LEAST_CONTRAST: f64 = 6.0;

/// A colour that is dark enough for white letters on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// Why a text is no colour for the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ColourError {
    /// Not `#` and six hexadecimal digits.
    #[error("no colour is written like this")]
    Spelling,
    /// White letters on it would be hard to read.
    #[error("white letters on it would be hard to read")]
    TooLight,
}

impl Colour {
    /// The colour that `text` names as CSS does: `#133f6e`.
    ///
    /// # Errors
    /// When it names none, or one on which white letters cannot be read.
    pub fn parse(text: &str) -> Result<Self, ColourError> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let digits = digits.ok_or(ColourError::Spelling)?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16);
        let parts: Result<[u8; 3], ParseIntError> = (|| Ok([part(0)?, part(2)?, part(4)?]))();
        let colour = Self(parts.map_err(|_| ColourError::Spelling)?);
        if colour.contrast_with_white() < LEAST_CONTRAST { Err(ColourError::TooLight) } else { Ok(colour) }
    }

    /// Red, green and blue.
    pub fn rgb(self) -> [u8; 3] {
        self.0
    }

    /// The contrast ratio of WCAG 2.2, from 1 (white itself) to 21 (black).
    fn contrast_with_white(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dark_colour_is_taken_and_a_light_one_refused() {
        assert_eq!(Colour::parse("#133f6e").map(Colour::rgb), Ok([0x13, 0x3f, 0x6e]));
        assert_eq!(Colour::parse("#A00E14").map(Colour::rgb), Ok([0xa0, 0x0e, 0x14]));
        for light in ["#ffffff", "#ffcd00", "#da251d", "#7f7f7f"] {
            assert_eq!(Colour::parse(light), Err(ColourError::TooLight), "{light}");
        }
        for wrong in ["", "133f6e", "#133f6", "#133f6g", "#133f6e0", "#+1+2+3", "#ôôô", "red"] {
            assert_eq!(Colour::parse(wrong), Err(ColourError::Spelling), "{wrong}");
        }
    }

    #[test]
    fn contrast_is_reckoned_as_wcag_says() {
        assert!((Colour([0, 0, 0]).contrast_with_white() - 21.0).abs() < 1e-9);
        assert!((Colour([255, 255, 255]).contrast_with_white() - 1.0).abs() < 1e-9);
        // The grey that stands in WCAG's own examples for the least contrast.
        assert!((Colour([0x76, 0x76, 0x76]).contrast_with_white() - 4.54).abs() < 0.01);
    }
}
