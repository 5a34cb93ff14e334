//! The personal number (số định danh cá nhân): 12 digits, Nghị định 137/2015 Điều 13.
//!
//! `ppp c yy rrrrrr`: place of birth registration, century and sex, year of birth, random. It has no
//! check digit.

use std::fmt;

use zeroize::Zeroize;

use super::Sex;

/// Twelve digits. Whoever prints one decides between [`IdNumber::digits`] and [`IdNumber::masked`].
#[derive(Clone, PartialEq, Eq, Zeroize)]
pub struct IdNumber(String);

/// Why a text is no personal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a personal number has exactly 12 digits")]
pub struct NumberError;

impl IdNumber {
    /// Takes exactly twelve ASCII digits.
    pub fn new(text: &str) -> Result<Self, NumberError> {
        let good = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
        if good { Ok(Self(text.to_owned())) } else { Err(NumberError) }
    }

    /// All twelve digits: for the form alone.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The last four digits behind bullets: for screens.
    pub fn masked(&self) -> String {
        format!("•••• •••• {}", &self.0[8..])
    }

    /// The first year of the century that digit 4 names.
    pub fn century(&self) -> i16 {
        1900 + 100 * i16::from(self.digit(3) / 2)
    }

    /// The sex that digit 4 names: even male, odd female.
    pub fn sex(&self) -> Sex {
        if self.digit(3).is_multiple_of(2) { Sex::Male } else { Sex::Female }
    }

    /// The year of birth that digits 4 to 6 name.
    pub fn birth_year(&self) -> i16 {
        self.century() + i16::from(self.digit(4) * 10 + self.digit(5))
    }

    fn digit(&self, at: usize) -> u8 {
        self.0.as_bytes()[at] - b'0'
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_and_nothing_else() {
        for bad in ["", "12345678901", "1234567890123", "00109901234X", "00109901234٣"] {
            assert_eq!(IdNumber::new(bad), Err(NumberError), "{bad}");
        }
        assert!(IdNumber::new("001099012345").is_ok());
    }

    #[test]
    fn digits_four_to_six_tell_century_sex_and_year() -> Result<(), NumberError> {
        let table = [
            ("001098012345", 1998, Sex::Male),
            ("001198012345", 1998, Sex::Female),
            ("079205000001", 2005, Sex::Male),
            ("079305000001", 2005, Sex::Female),
            ("079999000001", 2399, Sex::Female),
        ];
        for (text, year, sex) in table {
            let number = IdNumber::new(text)?;
            assert_eq!((number.birth_year(), number.sex()), (year, sex), "{text}");
        }
        Ok(())
    }

    #[test]
    fn a_mask_leaves_four_digits() -> Result<(), NumberError> {
        assert_eq!(IdNumber::new("001098012345")?.masked(), "•••• •••• 2345");
        Ok(())
    }
}
