//! The payload of the QR code on a Vietnamese ID card.
//!
//! Chip CCCD (2021 to 30 June 2024), 7 fields:
//! `number|old 9-digit number or empty|name|ddmmyyyy|Nam/Nữ|residence|ddmmyyyy of issue`.
//! Thẻ Căn cước (from 1 July 2024, Thông tư 16/2024/TT-BCA): the same and up to four more.
//! The code is not signed: it says what the card says and proves nothing.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroize;

use super::IdNumber;

/// More than any card holds; what is longer was never a card.
const LONGEST: usize = 1024;

/// Sex as the card states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

impl Sex {
    /// The word that the card and the forms use.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Sex::Male => "Nam",
            Sex::Female => "Nữ",
        }
    }
}

/// Which card a payload came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// Căn cước công dân with chip, 7 fields.
    Cccd,
    /// Thẻ Căn cước, 8 to 11 fields.
    CanCuoc,
}

/// What one card says about its holder.
#[derive(Clone, PartialEq, Eq)]
pub struct Citizen {
    /// Which card it was.
    pub kind: CardKind,
    /// Số định danh cá nhân.
    pub id_number: IdNumber,
    /// The old 9-digit CMND number, when the card names one.
    pub old_id: Option<String>,
    /// Họ, chữ đệm và tên, in NFC, as printed.
    pub full_name: String,
    /// Ngày sinh.
    pub birth_date: Date,
    /// Giới tính.
    pub sex: Sex,
    /// Nơi thường trú, free text; empty on some cards.
    pub residence: String,
    /// Ngày cấp.
    pub issued: Date,
    /// What a person should look at before it is printed.
    pub warnings: Vec<CardWarning>,
}

impl Zeroize for Citizen {
    fn zeroize(&mut self) {
        self.id_number.zeroize();
        self.old_id.zeroize();
        self.full_name.zeroize();
        self.residence.zeroize();
        self.birth_date = Date::ZERO;
        self.issued = Date::ZERO;
    }
}

/// Why a payload is not taken for a card. The texts name no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Nothing was read.
    #[error("empty")]
    Empty,
    /// Longer than any card.
    #[error("longer than any card")]
    TooLong,
    /// Not UTF-8, or with replacement characters: the scanner's encoding is wrong.
    #[error("not readable as UTF-8")]
    Encoding,
    /// Some other code: a link, JSON, VNeID, a parcel.
    #[error("another kind of code")]
    OtherCode,
    /// Begins like a card, but fields are missing: cut while scanning.
    #[error("fields are missing")]
    Incomplete,
    /// More fields than any card has: two scans ran together.
    #[error("more fields than a card has")]
    TooManyFields,
    /// The first field is not twelve digits.
    #[error("the number has not 12 digits")]
    Number,
    /// No name.
    #[error("no name")]
    Name,
    /// A date that does not exist, or birth, issue and today out of order.
    #[error("an impossible date")]
    Date,
    /// Neither Nam nor Nữ.
    #[error("sex is neither Nam nor Nữ")]
    Sex,
}

/// What is odd about an accepted card. Warnings never refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardWarning {
    /// Name or residence is pure ASCII: the scanner may have dropped the diacritics.
    LostDiacritics,
    /// The card names no residence.
    NoResidence,
    /// Digit 4 of the number names the other sex.
    SexDiffers,
    /// Digits 4 to 6 of the number name another year of birth.
    YearDiffers,
}

/// Reads what a scanner delivered. `today` is the office's date: nobody is issued a card tomorrow.
///
/// # Errors
/// One [`CardError`] a cause; none holds anything of the payload.
pub fn parse(payload: &[u8], today: Date) -> Result<Citizen, CardError> {
    let text = clean(payload)?;
    let fields: Vec<&str> = text.split('|').map(str::trim).collect();
    check_shape(&text, &fields)?;
    let id_number = IdNumber::new(fields[0]).map_err(|_| CardError::Number)?;
    let full_name = fields[2].to_owned();
    if full_name.is_empty() {
        return Err(CardError::Name);
    }
    // A scanner that cannot encode a letter sends a question mark for it.
    if full_name.contains('?') {
        return Err(CardError::Encoding);
    }
    let (birth_date, issued) = (date(fields[3])?, date(fields[6])?);
    if !(birth_date <= issued && issued <= today) {
        return Err(CardError::Date);
    }
    let mut citizen = Citizen {
        kind: if fields.len() == 7 { CardKind::Cccd } else { CardKind::CanCuoc },
        id_number,
        old_id: old_id(fields[1]),
        full_name,
        birth_date,
        sex: sex(fields[4])?,
        residence: fields[5].to_owned(),
        issued,
        warnings: Vec::new(),
    };
    citizen.warnings = warnings(&citizen);
    Ok(citizen)
}

/// UTF-8 in NFC without the marks that scanners put around a payload.
fn clean(payload: &[u8]) -> Result<String, CardError> {
    if payload.len() > LONGEST {
        return Err(CardError::TooLong);
    }
    let text = std::str::from_utf8(payload).map_err(|_| CardError::Encoding)?;
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    let text = text.strip_prefix("CCCD:").unwrap_or(text);
    if text.is_empty() {
        return Err(CardError::Empty);
    }
    if text.contains('\u{fffd}') {
        return Err(CardError::Encoding);
    }
    Ok(text.nfc().collect())
}

/// Tells a card from the other codes that people hold to a scanner.
fn check_shape(text: &str, fields: &[&str]) -> Result<(), CardError> {
    if text.chars().any(char::is_control) {
        return Err(CardError::OtherCode);
    }
    let like_a_number = fields[0].len() >= 9 && fields[0].bytes().all(|b| b.is_ascii_digit());
    match fields.len() {
        7..=11 => Ok(()),
        1..=6 if like_a_number && fields.len() > 1 => Err(CardError::Incomplete),
        1..=6 => Err(CardError::OtherCode),
        _ => Err(CardError::TooManyFields),
    }
}

fn old_id(field: &str) -> Option<String> {
    let good = matches!(field.len(), 9 | 12) && field.bytes().all(|b| b.is_ascii_digit());
    good.then(|| field.to_owned())
}

/// `ddmmyyyy`, a day that exists.
fn date(field: &str) -> Result<Date, CardError> {
    if field.len() != 8 || !field.bytes().all(|b| b.is_ascii_digit()) {
        return Err(CardError::Date);
    }
    let part = |range: std::ops::Range<usize>| field[range].parse::<i16>().map_err(|_| CardError::Date);
    let small = |range| part(range).and_then(|n| i8::try_from(n).map_err(|_| CardError::Date));
    Date::new(part(4..8)?, small(2..4)?, small(0..2)?).map_err(|_| CardError::Date)
}

fn sex(field: &str) -> Result<Sex, CardError> {
    match field.to_lowercase().as_str() {
        "nam" => Ok(Sex::Male),
        "nữ" | "nu" => Ok(Sex::Female),
        _ => Err(CardError::Sex),
    }
}

fn warnings(citizen: &Citizen) -> Vec<CardWarning> {
    let bare = |text: &str| !text.is_empty() && text.is_ascii();
    let number = &citizen.id_number;
    let found = [
        (bare(&citizen.full_name) || bare(&citizen.residence), CardWarning::LostDiacritics),
        (citizen.residence.is_empty(), CardWarning::NoResidence),
        (number.sex() != citizen.sex, CardWarning::SexDiffers),
        (number.birth_year() != citizen.birth_date.year(), CardWarning::YearDiffers),
    ];
    found.into_iter().filter_map(|(there, warning)| there.then_some(warning)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const GOOD: &str = "048060001234|201234567|Lê Thị Hồng Gấm|14051960|Nữ|Số 12 đường Trưng Nữ Vương, Hải Châu, Đà Nẵng|22042021";

    fn read(payload: &str) -> Result<Citizen, CardError> {
        parse(payload.as_bytes(), date(2026, 11, 23))
    }

    fn with(field: usize, value: &str) -> String {
        let mut fields: Vec<&str> = GOOD.split('|').collect();
        fields[field] = value;
        fields.join("|")
    }

    #[test]
    fn a_chip_card_is_read_field_by_field() -> Result<(), CardError> {
        let citizen = read(GOOD)?;
        assert_eq!(citizen.kind, CardKind::Cccd);
        assert_eq!(citizen.id_number.digits(), "048060001234");
        assert_eq!(citizen.old_id.as_deref(), Some("201234567"));
        assert_eq!(citizen.full_name, "Lê Thị Hồng Gấm");
        assert_eq!(citizen.birth_date, date(1960, 5, 14));
        assert_eq!(citizen.sex, Sex::Female);
        assert_eq!(citizen.residence, "Số 12 đường Trưng Nữ Vương, Hải Châu, Đà Nẵng");
        assert_eq!(citizen.issued, date(2021, 4, 22));
        assert_eq!(citizen.warnings, [CardWarning::SexDiffers]);
        Ok(())
    }

    #[test]
    fn the_new_card_has_up_to_four_more_fields() -> Result<(), CardError> {
        assert_eq!(read(&format!("{GOOD}||||"))?.kind, CardKind::CanCuoc);
        assert_eq!(read(&format!("{GOOD}|||||")).err(), Some(CardError::TooManyFields));
        Ok(())
    }

    #[test]
    fn what_scanners_put_around_a_payload_is_dropped() -> Result<(), CardError> {
        let plain = read(GOOD)?;
        for dressed in
            [format!("\u{feff}{GOOD}\r\n"), format!("CCCD:{GOOD}\0"), GOOD.nfd().collect::<String>()]
        {
            assert!(read(&dressed)? == plain);
        }
        Ok(())
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        let table: [(&[u8], CardError); 12] = [
            (b"", CardError::Empty),
            (b"\xff\xfe|1", CardError::Encoding),
            (b"https://example.com/abc", CardError::OtherCode),
            (b"{\"identityNo\":\"001234567890\"}", CardError::OtherCode),
            (b"HELLO-WORLD", CardError::OtherCode),
            (b"001234567890", CardError::OtherCode),
            (b"a|b|c", CardError::OtherCode),
            (b"1|2|3|4|5|6|7|8", CardError::Number),
            (b"001234567890|123456789|NGUYEN VAN B|01011990|Nam|Ha Long", CardError::Incomplete),
            (b"001234567890|NGUYEN VAN A|01011990|Nam|Quan 1|01012020", CardError::Incomplete),
            (b"00109901234X|123456789|An|01011990|Nam|HN|01012021", CardError::Number),
            (&[b'9'; 2000], CardError::TooLong),
        ];
        for (payload, error) in table {
            assert_eq!(
                parse(payload, date(2026, 11, 23)).err(),
                Some(error),
                "{}",
                String::from_utf8_lossy(payload)
            );
        }
    }

    #[test]
    fn dates_are_days_that_exist_and_come_in_order() {
        for bad in ["31022000", "32011990", "01131990", "1011990", "01-01-90", "00000000", "01012030"] {
            assert_eq!(read(&with(3, bad)).err(), Some(CardError::Date), "birth {bad}");
            assert_eq!(read(&with(6, bad)).err(), Some(CardError::Date), "issue {bad}");
        }
        assert_eq!(read(&with(6, "24112026")).err(), Some(CardError::Date), "issued tomorrow");
        assert!(read(&with(6, "23112026")).is_ok(), "issued today");
    }

    #[test]
    fn a_field_that_is_missing_or_odd() -> Result<(), CardError> {
        assert_eq!(read(&with(2, " ")).err(), Some(CardError::Name));
        assert_eq!(read(&with(2, "L? Th? H?ng")).err(), Some(CardError::Encoding));
        assert_eq!(read(&with(4, "Khác")).err(), Some(CardError::Sex));
        assert_eq!(read(&with(4, "NỮ"))?.sex, Sex::Female);
        assert_eq!(read(&with(1, ""))?.old_id, None);
        assert!(read(&with(5, ""))?.warnings.contains(&CardWarning::NoResidence));
        assert!(read(&with(2, "LE THI HONG GAM"))?.warnings.contains(&CardWarning::LostDiacritics));
        assert!(read(&with(3, "14051961"))?.warnings.contains(&CardWarning::YearDiffers));
        Ok(())
    }
}
