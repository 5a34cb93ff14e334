//! The data that travels with the paper: a form's values as digits for QR codes printed on it.
//!
//! A clerk's scanner that plays a keyboard types digits on every layout and through every Vietnamese input
//! program as they are; letters it does not. So the values are compressed and written in decimal digits
//! alone (the QR code's numeric mode, ISO/IEC 18004, which holds 3.3 bits a digit).
//!
//! One code holds `vv pp nn cccccccccc d…`: the version of this layout (01), which part of how many, the
//! CRC-32 of all values' JSON, and the part's share of the digits. Two bytes are five digits, an odd last
//! byte three. Whoever changes any of this raises the version; `/staff/form` reads the same in the browser.

use std::collections::BTreeMap;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::{Zeroize, Zeroizing};

use super::{Field, Form};
use crate::citizen::Personal;

/// Version of the layout.
const VERSION: u32 = 1;

/// Digits before a part's share.
const HEAD: usize = 16;

/// The most digits of one code: what version 20 holds at error correction level M in numeric mode
/// (ISO/IEC 18004, table 7).
pub const MOST_DIGITS: usize = 1600;

/// The most codes on a form.
const MOST_PARTS: usize = 9;

/// More than any form's values are, so that hostile digits cannot fill the memory. In bytes.
const MOST_BYTES: usize = 64 * 1024;

/// A form's values, as they travel with the paper.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// The form's id.
    pub form: String,
    /// Its edition.
    pub edition: String,
    /// Each field's value under its key; a repeated part is a list of such maps. Empty ones are left out.
    pub values: BTreeMap<String, Value>,
}

/// Why digits are no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CarriedError {
    /// Something else than digits, or too few of them.
    #[error("not the digits of a form")]
    Digits,
    /// Written by another version of this program.
    #[error("written in layout {0}, but this program reads layout {VERSION}")]
    Version(u32),
    /// Codes of two papers.
    #[error("the codes belong to different papers")]
    OtherPaper,
    /// A code is missing; counts from 1.
    #[error("code {part} of {of} is missing")]
    Missing {
        /// Which.
        part: usize,
        /// Of how many.
        of: usize,
    },
    /// The check value does not fit: a digit was misread.
    #[error("the check value does not fit: please scan again")]
    Check,
    /// More values than the codes of one form hold.
    #[error("more than the codes of a form can hold")]
    TooLong,
}

impl Zeroize for Carried {
    fn zeroize(&mut self) {
        for (_, mut value) in std::mem::take(&mut self.values) {
            wipe(&mut value);
        }
    }
}

/// Overwrites every text inside `value`.
pub fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(map) => map.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Keys of a template's data that are no values of the form.
const NO_VALUES: [&str; 4] = ["made_at", "office", "codes", "meta"];

impl Carried {
    /// What the citizen gave of `data`, the template's data of `form`, as far as it stands on the paper: nothing of
    /// a blank form. `None` when that is no JSON object.
    pub fn of(form: &Form, data: &Personal<String>) -> Option<Personal<Self>> {
        let Ok(Value::Object(map)) = serde_json::from_str(data.expose()) else { return None };
        let mut values = BTreeMap::new();
        let blank = map.get("made_at").is_some_and(|made| made["date"] == "");
        let printed = |key: &str| form.field(key).is_none_or(Field::is_on_paper);
        for (key, mut value) in map {
            let stands = !blank && !NO_VALUES.contains(&key.as_str()) && printed(&key);
            if stands && tidy(&mut value) {
                values.insert(key, value);
            } else {
                wipe(&mut value);
            }
        }
        Some(Personal::new(Self { form: form.id.clone(), edition: form.edition.clone(), values }))
    }

    /// The digits of the codes, in their order; each has at most [`MOST_DIGITS`].
    ///
    /// # Errors
    /// [`CarriedError::TooLong`] when nine codes are not enough.
    pub fn digits(&self) -> Result<Vec<Personal<String>>, CarriedError> {
        let json = Zeroizing::new(serde_json::to_vec(self).map_err(|_| CarriedError::TooLong)?);
        let packed = Zeroizing::new(compress_to_vec(&json, 10));
        let all = Zeroizing::new(to_digits(&packed));
        let share = MOST_DIGITS - HEAD;
        let parts = all.len().div_ceil(share);
        if parts > MOST_PARTS || json.len() > MOST_BYTES {
            return Err(CarriedError::TooLong);
        }
        // Codes of the same size look better than a full one beside a small one.
        let share = all.len().div_ceil(parts);
        let check = crc32fast::hash(&json);
        let code = |(n, digits): (usize, &[u8])| {
            let digits: String = digits.iter().map(|digit| char::from(*digit)).collect();
            Personal::new(format!("{VERSION:02}{:02}{parts:02}{check:010}{digits}", n + 1))
        };
        Ok(all.as_bytes().chunks(share).enumerate().map(code).collect())
    }

    /// Reads the codes of one paper, in any order; a code that came twice is taken once.
    ///
    /// # Errors
    /// See [`CarriedError`]; none tells anything of the values.
    pub fn read(codes: &[&str]) -> Result<Personal<Self>, CarriedError> {
        let parts = codes.iter().map(|code| Part::read(code.trim())).collect::<Result<Vec<_>, _>>()?;
        let first = *parts.first().ok_or(CarriedError::Digits)?;
        if parts.iter().any(|part| (part.of, part.check) != (first.of, first.check)) {
            return Err(CarriedError::OtherPaper);
        }
        let share = |nth: usize| {
            let part = parts.iter().find(|part| part.nth == nth);
            part.map(|part| part.digits).ok_or(CarriedError::Missing { part: nth, of: first.of })
        };
        let all = Zeroizing::new((1..=first.of).map(share).collect::<Result<String, _>>()?);
        unpack(&all, first.check)
    }
}

/// Takes what is empty out of `value`; says whether anything is left.
fn tidy(value: &mut Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => {
            items.retain_mut(tidy);
            !items.is_empty()
        }
        Value::Object(map) => {
            map.retain(|_, value| tidy(value));
            !map.is_empty()
        }
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn unpack(digits: &str, check: u32) -> Result<Personal<Carried>, CarriedError> {
    let packed = Zeroizing::new(from_digits(digits).ok_or(CarriedError::Check)?);
    let json = decompress_to_vec_with_limit(&packed, MOST_BYTES).map_err(|_| CarriedError::Check)?;
    let json = Zeroizing::new(json);
    if crc32fast::hash(&json) != check {
        return Err(CarriedError::Check);
    }
    serde_json::from_slice(&json).map(Personal::new).map_err(|_| CarriedError::Digits)
}

/// One code.
#[derive(Clone, Copy)]
struct Part<'a> {
    nth: usize,
    of: usize,
    check: u32,
    digits: &'a str,
}

impl<'a> Part<'a> {
    fn read(code: &'a str) -> Result<Self, CarriedError> {
        if code.len() <= HEAD || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CarriedError::Digits);
        }
        let number =
            |range: std::ops::Range<usize>| code[range].parse::<u32>().map_err(|_| CarriedError::Digits);
        let version = number(0..2)?;
        if version != VERSION {
            return Err(CarriedError::Version(version));
        }
        let (nth, of) = (number(2..4)? as usize, number(4..6)? as usize);
        if nth == 0 || nth > of || of > MOST_PARTS {
            return Err(CarriedError::Digits);
        }
        Ok(Self { nth, of, check: number(6..16)?, digits: &code[HEAD..] })
    }
}

fn to_digits(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len().div_ceil(2) * 5);
    for pair in bytes.chunks(2) {
        match pair {
            [high, low] => digits.push_str(&format!("{:05}", u16::from_be_bytes([*high, *low]))),
            [byte] => digits.push_str(&format!("{byte:03}")),
            _ => {}
        }
    }
    digits
}

fn from_digits(digits: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len() / 5 * 2 + 1);
    for group in digits.as_bytes().chunks(5) {
        let number: u32 = std::str::from_utf8(group).ok()?.parse().ok()?;
        match group.len() {
            5 => bytes.extend(u16::try_from(number).ok()?.to_be_bytes()),
            3 => bytes.push(u8::try_from(number).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

    use serde_json::json;

    use super::*;

    fn paper(values: Value) -> Carried {
        let Value::Object(map) = values else { panic!("a map") };
        Carried { form: "ct01".into(), edition: "116/2026/TT-BCA".into(), values: map.into_iter().collect() }
    }

    fn usual() -> Carried {
        paper(json!({
            "full_name": "Trần Thị Thu Hà", "birth_date": "1960-05-14", "sex": "Nữ", "id_number": "048160001234",
            "request": "Đề nghị xác nhận thông tin về cư trú: nơi thường trú hiện nay.",
            "members": [{ "full_name": "Phạm Quốc Bảo" }, { "full_name": "Võ Minh Tâm" }],
        }))
    }

    /// Values that do not compress, `count` of them.
    fn noisy(count: u32) -> Carried {
        let mut seed: u32 = 7;
        let mut word = |_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            format!("{seed:08x}")
        };
        let values: serde_json::Map<String, Value> =
            (0..count).map(|n| (format!("f{n}"), (0..8).map(&mut word).collect::<String>().into())).collect();
        paper(Value::Object(values))
    }

    fn codes(paper: &Carried) -> Vec<String> {
        paper.digits().unwrap().iter().map(|code| code.expose().clone()).collect()
    }

    fn read(codes: &[String]) -> Result<Carried, CarriedError> {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        Carried::read(&codes).map(|paper| paper.expose().clone())
    }

    #[test]
    fn what_is_carried_reads_back_the_same() {
        for paper in [usual(), paper(json!({})), noisy(3), noisy(40), noisy(90)] {
            let codes = codes(&paper);
            assert!(codes.iter().all(|code| code.len() <= MOST_DIGITS));
            assert!(codes.iter().all(|code| code.bytes().all(|b| b.is_ascii_digit())));
            assert!(read(&codes) == Ok(paper.clone()));
            let reversed: Vec<String> = codes.iter().rev().chain(codes.first()).cloned().collect();
            assert!(read(&reversed) == Ok(paper), "in any order, one of them twice");
        }
        assert_eq!(codes(&usual()).len(), 1);
        assert!(codes(&noisy(90)).len() > 2);
        assert_eq!(noisy(2000).digits().err(), Some(CarriedError::TooLong));
    }

    #[test]
    fn what_stands_on_the_paper_is_carried_and_nothing_else() {
        let form = crate::form::Catalog::built_in(&crate::form::Lists::built_in().unwrap())
            .unwrap()
            .form("ct01")
            .unwrap()
            .clone();
        let data = json!({
            "full_name": "Trần Thị Thu Hà", "email": "", "members": [{ "full_name": "Võ Minh Tâm", "sex": "" }, { "sex": "" }],
            "made_at": { "place": "Hải Hòa", "date": "2026-11-23" }, "office": { "name": "UBND" }, "codes": [],
        });
        let carried = Carried::of(&form, &Personal::new(data.to_string())).unwrap();
        let wanted = json!({ "full_name": "Trần Thị Thu Hà", "members": [{ "full_name": "Võ Minh Tâm" }] });
        assert_eq!(serde_json::to_value(&carried.expose().values).unwrap(), wanted);
        assert_eq!((carried.expose().form.as_str(), &carried.expose().edition), ("ct01", &form.edition));
        assert!(Carried::of(&form, &Personal::new("[1]".into())).is_none());
        let blank = json!({ "agency": "Công an phường Hải Hòa", "made_at": { "place": "", "date": "" } });
        assert!(Carried::of(&form, &Personal::new(blank.to_string())).unwrap().expose().values.is_empty());
    }

    #[test]
    fn any_digit_misread_is_noticed() {
        let codes = codes(&usual());
        let code = &codes[0];
        for at in 0..code.len() {
            let digit = code.as_bytes()[at];
            let other = char::from((digit - b'0' + 1) % 10 + b'0');
            let misread = format!("{}{other}{}", &code[..at], &code[at + 1..]);
            // The last bits of what was compressed may stand for nothing: then the values are the same.
            assert!(read(&[misread]).map_or(true, |read| read == usual()), "digit {at}");
        }
        for cut in 0..code.len() {
            assert!(read(&[code[..cut].to_owned()]).is_err(), "cut at {cut}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let (one, other) = (codes(&noisy(40)), codes(&noisy(41)));
        let of = one.len();
        assert!(of > 1);
        assert!(read(&one[..1]) == Err(CarriedError::Missing { part: 2, of }));
        assert!(read(&[one[0].clone(), other[1].clone()]) == Err(CarriedError::OtherPaper));
        assert!(read(&[]) == Err(CarriedError::Digits));
        assert!(read(&["048160001234||Trần".into()]) == Err(CarriedError::Digits));
        assert!(read(&[format!("02{}", &one[0][2..])]) == Err(CarriedError::Version(2)));
    }
}
