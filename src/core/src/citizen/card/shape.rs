//! Tells a card's payload from the other codes that people hold to a scanner, and cuts it into fields.

use super::{CardError, is_digits};

/// A run of base64 or hexadecimal letters as long as this is nothing that a person could read.
const OPAQUE: usize = 40;

/// The fields of a card, 7 to 11 of them, without spaces at their ends; empty ones are kept.
pub(super) fn fields(text: &str) -> Result<Vec<&str>, CardError> {
    if let Some(reason) = other_code(text) {
        return Err(reason);
    }
    let fields: Vec<&str> = text.split('|').map(str::trim).collect();
    if is_doubled(text, &fields) {
        return Err(CardError::Doubled);
    }
    if text.chars().any(char::is_control) {
        return Err(CardError::ControlCharacters);
    }
    if is_health_code(&fields) {
        return Err(CardError::HealthCode);
    }
    check_count(&fields)?;
    Ok(fields)
}

/// What `text` is when it is plainly something else.
fn other_code(text: &str) -> Option<CardError> {
    if text.as_bytes().windows(5).any(|five| five.eq_ignore_ascii_case(b"vneid")) {
        return Some(CardError::AppCode);
    }
    if is_link(text) {
        return Some(CardError::Link);
    }
    if text.starts_with(['{', '[']) {
        return Some(CardError::Json);
    }
    if text.contains('|') {
        return None;
    }
    Some(match text {
        number if is_digits(number, 12) => CardError::NumberAlone,
        run if is_opaque(run) => CardError::AppCode,
        _ => CardError::OtherCode,
    })
}

/// `www.…`, or anything with a scheme before the first bar.
fn is_link(text: &str) -> bool {
    let www = text.get(..4).is_some_and(|four| four.eq_ignore_ascii_case("www."));
    www || text.split('|').next().is_some_and(|first| first.contains("://"))
}

/// VNeID's format is not public; like those of other apps, its codes hold one long encoded run.
fn is_opaque(text: &str) -> bool {
    let encoded = |b: u8| b.is_ascii_alphanumeric() || b"+/=_-.".contains(&b);
    text.len() >= OPAQUE && text.bytes().all(encoded)
}

/// Whether the card's number comes a second time, glued to the end of a field or in one field too many.
fn is_doubled(text: &str, fields: &[&str]) -> bool {
    let number = fields[0];
    if !is_digits(number, 12) {
        return false;
    }
    let rest = &text[text.find(number).unwrap_or_default() + number.len()..];
    let glued = rest.match_indices(number).any(|(at, _)| !rest[..at].ends_with('|'));
    glued || (fields.len() > 11 && fields[1..].contains(&number))
}

/// COVID-era `paper|name|yyyy-mm-dd|kind|…`.
fn is_health_code(fields: &[&str]) -> bool {
    let is_iso_date = |field: &&str| {
        let parts: Vec<&str> = field.split('-').collect();
        parts.len() == 3 && parts.iter().zip([4, 2, 2]).all(|(part, count)| is_digits(part, count))
    };
    fields.get(2).is_some_and(is_iso_date)
}

fn check_count(fields: &[&str]) -> Result<(), CardError> {
    let like_a_number = fields[0].len() >= 9 && fields[0].bytes().all(|b| b.is_ascii_digit());
    // "CMND:123456789|Họ tên:…": labels of somebody's own code.
    let labelled = fields[1].contains(':');
    match fields.len() {
        _ if labelled => Err(CardError::OtherCode),
        7 if is_cut(fields[6]) => Err(CardError::Incomplete),
        // The new card has four more fields: where not all came, the code was cut, and the last that did with it.
        8..=10 if like_a_number && fields.last().is_some_and(|last| !last.is_empty()) => {
            Err(CardError::Incomplete)
        }
        7..=11 => Ok(()),
        ..=6 if like_a_number => Err(CardError::Incomplete),
        ..=6 => Err(CardError::OtherCode),
        _ => Err(CardError::TooManyFields),
    }
}

/// The date of issue ends the code of a CCCD: fewer digits mean that the end is missing.
fn is_cut(last: &str) -> bool {
    last.len() < 8 && last.bytes().all(|b| b.is_ascii_digit())
}
