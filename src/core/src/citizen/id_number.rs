//! The personal number (số định danh cá nhân): 12 digits, Nghị định 137/2015 Điều 13.
//!
//! `ppp c yy rrrrrr`: place of birth registration, century and sex, year of birth, random. It has no
//! check digit.

use std::fmt;

use zeroize::Zeroize;

use super::Sex;

/// The provinces and cities of birth registration by their code, under the names of before 1 July 2025: the
/// mergers of that day changed no number (Thông tư 59/2021/TT-BCA Điều 4; codes of Thông tư 07/2016/TT-BCA,
/// annex I). Every other code is that of a country (annex II).
const PROVINCES: [(&str, &str); 63] = [
    ("001", "Hà Nội"),
    ("002", "Hà Giang"),
    ("004", "Cao Bằng"),
    ("006", "Bắc Kạn"),
    ("008", "Tuyên Quang"),
    ("010", "Lào Cai"),
    ("011", "Điện Biên"),
    ("012", "Lai Châu"),
    ("014", "Sơn La"),
    ("015", "Yên Bái"),
    ("017", "Hòa Bình"),
    ("019", "Thái Nguyên"),
    ("020", "Lạng Sơn"),
    ("022", "Quảng Ninh"),
    ("024", "Bắc Giang"),
    ("025", "Phú Thọ"),
    ("026", "Vĩnh Phúc"),
    ("027", "Bắc Ninh"),
    ("030", "Hải Dương"),
    ("031", "Hải Phòng"),
    ("033", "Hưng Yên"),
    ("034", "Thái Bình"),
    ("035", "Hà Nam"),
    ("036", "Nam Định"),
    ("037", "Ninh Bình"),
    ("038", "Thanh Hóa"),
    ("040", "Nghệ An"),
    ("042", "Hà Tĩnh"),
    ("044", "Quảng Bình"),
    ("045", "Quảng Trị"),
    ("046", "Thừa Thiên Huế"),
    ("048", "Đà Nẵng"),
    ("049", "Quảng Nam"),
    ("051", "Quảng Ngãi"),
    ("052", "Bình Định"),
    ("054", "Phú Yên"),
    ("056", "Khánh Hòa"),
    ("058", "Ninh Thuận"),
    ("060", "Bình Thuận"),
    ("062", "Kon Tum"),
    ("064", "Gia Lai"),
    ("066", "Đắk Lắk"),
    ("067", "Đắk Nông"),
    ("068", "Lâm Đồng"),
    ("070", "Bình Phước"),
    ("072", "Tây Ninh"),
    ("074", "Bình Dương"),
    ("075", "Đồng Nai"),
    ("077", "Bà Rịa - Vũng Tàu"),
    ("079", "TP. Hồ Chí Minh"),
    ("080", "Long An"),
    ("082", "Tiền Giang"),
    ("083", "Bến Tre"),
    ("084", "Trà Vinh"),
    ("086", "Vĩnh Long"),
    ("087", "Đồng Tháp"),
    ("089", "An Giang"),
    ("091", "Kiên Giang"),
    ("092", "Cần Thơ"),
    ("093", "Hậu Giang"),
    ("094", "Sóc Trăng"),
    ("095", "Bạc Liêu"),
    ("096", "Cà Mau"),
];

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

    /// The province or city where the birth was registered, under its name of before 1 July 2025; `None` for
    /// a birth abroad. It says nothing about where the holder lives.
    pub fn province(&self) -> Option<&'static str> {
        let code = &self.0[..3];
        PROVINCES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
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
    fn the_first_three_digits_tell_where_the_birth_was_registered() -> Result<(), NumberError> {
        let table = [
            ("001098012345", Some("Hà Nội")),
            ("048160001234", Some("Đà Nẵng")),
            ("079205000001", Some("TP. Hồ Chí Minh")),
            ("096305000001", Some("Cà Mau")),
            ("000305000001", None),
            ("003305000001", None),
            ("231305000001", None),
        ];
        for (text, province) in table {
            assert_eq!(IdNumber::new(text)?.province(), province, "{text}");
        }
        assert!(PROVINCES.is_sorted_by(|(a, _), (b, _)| a < b), "a code stands twice or out of order");
        Ok(())
    }

    #[test]
    fn a_mask_leaves_four_digits() -> Result<(), NumberError> {
        assert_eq!(IdNumber::new("001098012345")?.masked(), "•••• •••• 2345");
        Ok(())
    }
}
