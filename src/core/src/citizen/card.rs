//! The payload of the QR code on a Vietnamese ID card.
//!
//! Chip CCCD (2021 to 30 June 2024), 7 fields:
//! `number|old 9-digit number or empty|name|ddmmyyyy|Nam/Nữ|residence|ddmmyyyy of issue`.
//! Thẻ Căn cước (from 1 July 2024, Thông tư 16/2024/TT-BCA): the same and four more.
//! The code is not signed: it says what the card says and proves nothing.

mod encoding;
mod error;
mod extras;
mod letters;
mod shape;
#[cfg(test)]
mod tests;
mod warning;

use jiff::civil::{Date, date};
use zeroize::Zeroize;

use super::IdNumber;
pub use error::CardError;
use extras::Extras;
pub use warning::CardWarning;

/// The first day on which cards with a chip and this code were issued (Thông tư 06/2021/TT-BCA gives their look).
const CHIP_CARDS_FROM: Date = date(2021, 1, 1);

/// The first day on which thẻ Căn cước is issued, and issued by the ministry (Luật Căn cước 26/2023/QH15).
const MINISTRY_ISSUES_FROM: Date = date(2024, 7, 1);

/// The first year of birth that a personal number can name (Nghị định 137/2015/NĐ-CP, Điều 13).
const FIRST_BIRTH_YEAR: i16 = 1900;

/// Sex as the card states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

impl Sex {
    /// The one of the two that it is not.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Sex::Male => Sex::Female,
            Sex::Female => Sex::Male,
        }
    }

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
    /// Căn cước công dân with chip.
    Cccd,
    /// Thẻ Căn cước.
    CanCuoc,
}

impl CardKind {
    /// Eleven fields are a thẻ Căn cước; fewer may be one that was cut after its date of issue, which decides.
    fn of(fields: usize, issued: Date) -> Self {
        match fields {
            11 => Self::CanCuoc,
            _ if issued < MINISTRY_ISSUES_FROM => Self::Cccd,
            _ => Self::CanCuoc,
        }
    }
}

/// Who issued a card (nơi cấp). The code does not say it; the date of issue does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuer {
    /// The police department for administrative management of social order, before 1 July 2024.
    PoliceDepartment,
    /// The Ministry of Public Security.
    Ministry,
}

impl Issuer {
    /// Who issued the cards of that day.
    pub fn on(issued: Date) -> Self {
        if issued < MINISTRY_ISSUES_FROM { Self::PoliceDepartment } else { Self::Ministry }
    }

    /// The name that forms use.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::PoliceDepartment => "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
            Self::Ministry => "Bộ Công an",
        }
    }
}

/// What one card says about its holder.
#[derive(Clone, PartialEq, Eq)]
pub struct Citizen {
    /// Which card it was.
    pub kind: CardKind,
    /// Số định danh cá nhân.
    pub id_number: IdNumber,
    /// The number of the card before, 9 or 12 digits, when the card names one.
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
    /// A personal number that this one replaced (số định danh đã hủy).
    pub cancelled_id: Option<IdNumber>,
    /// The father's name, on cards of children under 14: to be confirmed by a person before it is printed.
    pub father: Option<String>,
    /// The mother's name, likewise.
    pub mother: Option<String>,
    /// What a person should look at before it is printed.
    pub warnings: Vec<CardWarning>,
}

impl Citizen {
    /// Who issued the card.
    pub fn issuer(&self) -> Issuer {
        Issuer::on(self.issued)
    }
}

impl Zeroize for Citizen {
    fn zeroize(&mut self) {
        self.id_number.zeroize();
        self.old_id.zeroize();
        self.full_name.zeroize();
        self.residence.zeroize();
        self.cancelled_id.zeroize();
        self.father.zeroize();
        self.mother.zeroize();
        self.birth_date = Date::ZERO;
        self.issued = Date::ZERO;
    }
}

/// Reads what a scanner delivered. `today` is the office's date: nobody is issued a card tomorrow.
///
/// # Errors
/// One [`CardError`] a cause; none holds anything of the payload.
pub fn parse(payload: &[u8], today: Date) -> Result<Citizen, CardError> {
    let text = encoding::clean(payload)?;
    let fields = shape::fields(&text)?;
    let id_number = IdNumber::new(fields[0]).map_err(|_| CardError::Number)?;
    letters::check_name(fields[2])?;
    letters::check_residence(fields[5])?;
    let birth_date = day(fields[3]).filter(|d| d.year() >= FIRST_BIRTH_YEAR).ok_or(CardError::BirthDate)?;
    let sex = sex(fields[4])?;
    let issued = day(fields[6]).ok_or(CardError::IssueDate)?;
    check_order(birth_date, issued, today)?;
    let old = old_id(fields[1]);
    let extras = Extras::read(&fields[7..], old);
    let mut citizen = Citizen {
        kind: CardKind::of(fields.len(), issued),
        id_number,
        old_id: extras.old_id.map(str::to_owned),
        full_name: fields[2].to_owned(),
        birth_date,
        sex,
        residence: fields[5].to_owned(),
        issued,
        cancelled_id: extras.cancelled_id,
        father: extras.father.map(str::to_owned),
        mother: extras.mother.map(str::to_owned),
        warnings: Vec::new(),
    };
    citizen.warnings = warning::of(&citizen, &fields, &extras.warnings);
    Ok(citizen)
}

fn check_order(birth_date: Date, issued: Date, today: Date) -> Result<(), CardError> {
    if issued > today {
        return Err(CardError::IssuedAfterToday);
    }
    if birth_date > issued { Err(CardError::BornAfterIssue) } else { Ok(()) }
}

/// Whether `field` is `count` ASCII digits.
fn is_digits(field: &str, count: usize) -> bool {
    field.len() == count && field.bytes().all(|b| b.is_ascii_digit())
}

fn old_id(field: &str) -> Option<&str> {
    (is_digits(field, 9) || is_digits(field, 12)).then_some(field)
}

/// `ddmmyyyy`, a day that exists.
fn day(field: &str) -> Option<Date> {
    if !is_digits(field, 8) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| field[range].parse::<i16>().ok();
    let small = |range| part(range).and_then(|n| i8::try_from(n).ok());
    Date::new(part(4..8)?, small(2..4)?, small(0..2)?).ok()
}

fn sex(field: &str) -> Result<Sex, CardError> {
    match field.to_lowercase().as_str() {
        "nam" => Ok(Sex::Male),
        "nữ" | "nu" => Ok(Sex::Female),
        _ => Err(CardError::Sex),
    }
}
