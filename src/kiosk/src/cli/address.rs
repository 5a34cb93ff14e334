//! `kiosk address`: an old address brought up to date, as JSON.

use std::error::Error;
use std::io::{Write, stdout};

use jiff::civil::Date;
use kiosk_core::citizen::address::{Conversion, Era, Place, Status, convert};
use serde::Serialize;

/// What is printed.
#[derive(Serialize)]
struct Answer<'a> {
    status: &'static str,
    address: &'a str,
    commune_code: Option<&'static str>,
    province_code: Option<&'static str>,
    choices: Vec<Choice<'a>>,
}

#[derive(Serialize)]
struct Choice<'a> {
    address: &'a str,
    commune_code: &'static str,
    province_code: &'static str,
}

impl<'a> From<&'a Conversion> for Answer<'a> {
    fn from(conversion: &'a Conversion) -> Self {
        Self {
            status: status(conversion.status),
            address: &conversion.address,
            commune_code: conversion.commune_code,
            province_code: conversion.province_code,
            choices: conversion.choices.iter().map(Choice::from).collect(),
        }
    }
}

impl<'a> From<&'a Place> for Choice<'a> {
    fn from(place: &'a Place) -> Self {
        let Place { address, commune_code, province_code, .. } = place;
        Self { address, commune_code, province_code }
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Current => "current",
        Status::Converted => "converted",
        Status::Choose => "choose",
        Status::Unknown => "unknown",
    }
}

/// Prints what became of `text`, from a card issued on `issued` if that is known, as one line of JSON.
pub(super) fn address(text: &str, issued: Option<Date>) -> Result<(), Box<dyn Error>> {
    let line =
        serde_json::to_string(&Answer::from(&convert(text, issued.map_or(Era::Unknown, Era::of_card))))?;
    writeln!(stdout(), "{line}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn printed(text: &str) -> serde_json::Value {
        serde_json::to_value(Answer::from(&convert(text, Era::Unknown))).unwrap()
    }

    #[test]
    fn an_answer_has_all_its_fields_whatever_the_status() {
        let table = [
            (
                "Vĩnh Điện, Điện Bàn, Quảng Nam",
                serde_json::json!({
                    "status": "converted", "address": "Phường Điện Bàn, Thành phố Đà Nẵng",
                    "commune_code": "20551", "province_code": "48", "choices": [],
                }),
            ),
            (
                "Phường Ba Đình, Hà Nội",
                serde_json::json!({
                    "status": "current", "address": "Phường Ba Đình, Hà Nội",
                    "commune_code": "00004", "province_code": "01", "choices": [],
                }),
            ),
            (
                "P.15, Q.Tân Bình, HCM",
                serde_json::json!({
                    "status": "choose", "address": "P.15, Q.Tân Bình, HCM",
                    "commune_code": null, "province_code": null, "choices": [
                        { "address": "Phường Tân Sơn, Thành phố Hồ Chí Minh",
                          "commune_code": "27007", "province_code": "79" },
                        { "address": "Phường Tân Bình, Thành phố Hồ Chí Minh",
                          "commune_code": "27004", "province_code": "79" },
                    ],
                }),
            ),
            (
                "Sao Hỏa",
                serde_json::json!({
                    "status": "unknown", "address": "Sao Hỏa",
                    "commune_code": null, "province_code": null, "choices": [],
                }),
            ),
        ];
        for (text, answer) in table {
            assert_eq!(printed(text), answer);
        }
    }
}
