//! The table is whole, and every ward and commune in it is understood however it is written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use super::table::Name;
use super::*;

mod cases;
mod eras;

const ERAS: [Era; 3] = [Era::Before, Era::After, Era::Unknown];

/// A former ward of `former_wards.tsv`, which comes from other files of the data set than the table.
struct Witness {
    ward: &'static str,
    district: &'static str,
    province: &'static str,
    codes: BTreeSet<&'static str>,
}

fn witnesses() -> Vec<Witness> {
    let mut above = ("", "");
    let lines =
        include_str!("../../../tables/former_wards.tsv").lines().filter(|line| !line.starts_with('#'));
    let read = lines.map(|line| {
        let [ward, district, province, codes] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let or_above = |cell: &'static str, above| if cell.is_empty() { above } else { cell };
        above = (or_above(district, above.0), or_above(province, above.1));
        Witness { ward, district: above.0, province: above.1, codes: codes.split(' ').collect() }
    });
    read.collect()
}

fn codes(conversion: &Conversion) -> BTreeSet<&'static str> {
    match conversion.status {
        Status::Current | Status::Converted => conversion.commune_code.into_iter().collect(),
        Status::Choose => conversion.choices.iter().map(|choice| choice.commune_code).collect(),
        Status::Unknown => BTreeSet::new(),
    }
}

fn written(witness: &Witness, unit: impl Fn(&str) -> String) -> String {
    let units = [witness.ward, witness.district, witness.province];
    units.iter().filter(|name| **name != "-").map(|name| unit(name)).collect::<Vec<_>>().join(", ")
}

/// The name without its kind.
fn short(full: &str) -> String {
    let kinds = ["thành phố ", "thị xã ", "thị trấn ", "phường ", "xã ", "quận ", "huyện ", "tỉnh "];
    let lower = full.to_lowercase();
    let kind = kinds.iter().find(|kind| lower.starts_with(**kind)).unwrap();
    full.chars().skip(kind.chars().count()).collect()
}

fn ascii(text: &str) -> String {
    text.nfd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .collect::<String>()
        .replace('đ', "d")
        .replace('Đ', "D")
}

/// Writes every former ward in one way and compares what comes out with what the data set allows for
/// all wards that are written so. Where no day is known, more may be offered, but nothing else decided.
/// Without diacritics a commune of today may be offered too; gives how many are asked about for that, of
/// cards of before and where no day is known.
fn every_ward_written(unit: impl Fn(&str) -> String) -> [usize; 2] {
    let mut allowed: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for witness in witnesses() {
        allowed.entry(written(&witness, &unit)).or_default().extend(&witness.codes);
    }
    let differs = |text: &str, allowed: &BTreeSet<&str>, era: Era| {
        let conversion = convert(text, era);
        let found = codes(&conversion);
        // "Lý Sơn, Quảng Ngãi" was a district without wards and is a commune.
        let levels = text.matches(", ").count();
        let offered = conversion.status == Status::Choose && found.is_superset(allowed);
        let more = era == Era::Unknown || text.is_ascii();
        found != *allowed && !(offered && more) || conversion.status == Status::Current && levels > 1
    };
    for era in [Era::Before, Era::Unknown] {
        let differ: Vec<_> = allowed.iter().filter(|(text, allowed)| differs(text, allowed, era)).collect();
        let shown: Vec<_> =
            differ.iter().take(20).map(|(text, allowed)| (text, allowed, convert(text, era))).collect();
        assert!(differ.is_empty(), "{era:?} {} of {}: {shown:#?}", differ.len(), allowed.len());
    }
    [Era::Before, Era::Unknown]
        .map(|era| allowed.iter().filter(|(text, allowed)| codes(&convert(text, era)) != **allowed).count())
}

#[test]
fn the_data_set_is_whole() {
    let table = table();
    assert_eq!(table.provinces.len(), 34);
    assert_eq!(table.provinces.iter().map(|province| province.communes.len()).sum::<usize>(), 3321);
    assert_eq!(table.former.len(), 63);
    assert_eq!(table.former.iter().map(|province| province.districts.len()).sum::<usize>(), 696);
    let witnesses = witnesses();
    assert_eq!(witnesses.len(), 10_040);
    assert_eq!(witnesses.iter().filter(|witness| witness.codes.len() > 1).count(), 471);
}

#[test]
fn every_former_ward_written_in_full() {
    assert_eq!(every_ward_written(str::to_owned), [0, 0]);
}

#[test]
fn every_former_ward_written_without_kinds() {
    assert_eq!(every_ward_written(short), [0, 0]);
}

#[test]
fn every_former_ward_written_without_diacritics() {
    assert_eq!(every_ward_written(ascii), [5, 5]);
}

#[test]
fn every_former_ward_written_without_kinds_and_diacritics_in_capitals() {
    assert_eq!(every_ward_written(|name| ascii(&short(name)).to_uppercase()), [4, 4]);
}

/// Writes every commune of today in one way; what is written alike must be asked about. Gives how many
/// were neither kept as current nor asked about because they are written alike.
fn every_commune_written(era: Era, unit: impl Fn(&Name) -> String) -> usize {
    let mut allowed: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for province in &table().provinces {
        for commune in &province.communes {
            let text = format!("Số 5 Lê Lợi, {}, {}", unit(&commune.name), unit(&province.name));
            allowed.entry(text).or_default().insert(commune.code);
        }
    }
    let mut open = 0;
    for (text, allowed) in &allowed {
        let conversion = convert(text, era);
        assert_eq!(conversion.address, *text);
        let found = codes(&conversion);
        open += usize::from(found != *allowed);
        match conversion.status {
            Status::Current => assert_eq!(found, *allowed, "{text} {era:?}"),
            Status::Choose => assert!(found.is_superset(allowed), "{text} {era:?}: {found:?}"),
            Status::Unknown => {}
            Status::Converted => panic!("{text} {era:?}: {conversion:?}"),
        }
    }
    open
}

#[test]
fn every_commune_of_today_stays_as_written() {
    for era in ERAS {
        let open = [
            every_commune_written(era, Name::full),
            every_commune_written(era, |name| name.text.to_owned()),
            every_commune_written(era, |name| ascii(&name.full())),
        ];
        let [in_full, ..] = open;
        assert!(era != Era::After || open == [0; 3], "{open:?}");
        assert!(era == Era::Before || in_full == 0, "{open:?}");
    }
}

#[test]
fn every_earlier_name_of_a_ward_leads_where_the_ward_went() {
    let districts =
        table().former.iter().flat_map(|province| province.districts.iter().map(move |d| (province, d)));
    for (province, district) in districts {
        for ward in &district.wards {
            let names = [&ward.name, &district.names[0], &province.names[0]].map(Name::full);
            let found = codes(&convert(&names.join(", "), Era::Before));
            assert!(ward.codes.split(' ').any(|code| found.contains(code)), "{names:?}: {found:?}");
        }
    }
}

/// Cuts, doubles and swaps letters, always in the same way.
fn garbled(text: &str, seed: usize) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = (seed * 7919) % letters.len();
    match seed % 4 {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, ','),
        2 => letters.swap(at, 0),
        _ => letters.truncate(at),
    }
    letters.into_iter().collect()
}

#[test]
fn garbled_addresses_are_kept_or_become_whole_ones() {
    let texts = witnesses().into_iter().map(|witness| written(&witness, str::to_owned));
    for (seed, text) in texts.enumerate().step_by(3) {
        let text = garbled(&text, seed);
        let conversion = convert(&text, ERAS[seed % 3]);
        let ending = |address: &str, code: &str| {
            let province = table().provinces.iter().find(|province| province.code == code).unwrap();
            assert!(address.ends_with(&format!(", {}", province.name.full())), "{text}: {address}");
        };
        match (conversion.status, conversion.province_code) {
            (Status::Converted, Some(code)) => ending(&conversion.address, code),
            (Status::Converted, None) => panic!("{text}"),
            _ => assert_eq!(conversion.address, text),
        }
        conversion.choices.iter().for_each(|choice| ending(&choice.address, choice.province_code));
    }
}
