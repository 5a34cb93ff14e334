//! Every row of cases.tsv.

use unicode_normalization::UnicodeNormalization;

use super::*;

const TABLE: &str = include_str!("../cases.tsv");

/// The row's expectation, its payload and what it is.
fn rows() -> impl Iterator<Item = (&'static str, Vec<u8>, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        (next(), bytes(next()), next())
    })
}

/// The bytes that a payload of the table stands for.
fn bytes(payload: &str) -> Vec<u8> {
    let payload = match payload.strip_prefix("{d}") {
        Some(rest) => rest.nfd().collect(),
        None => payload.to_owned(),
    };
    let mut parts = payload.split('\\');
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (escape, rest) = part.split_at(1);
        let (byte, rest) = match escape {
            "r" => (b'\r', rest),
            "n" => (b'\n', rest),
            "t" => (b'\t', rest),
            "0" => (0, rest),
            _ => (u8::from_str_radix(&rest[..2], 16).unwrap_or_default(), &rest[2..]),
        };
        out.push(byte);
        out.extend(rest.bytes());
    }
    out
}

/// What became of a payload, as the table writes it.
fn outcome(payload: &[u8]) -> String {
    let citizen = match parse(payload, today()) {
        Ok(citizen) => citizen,
        Err(error) => return error.code().to_owned(),
    };
    let kind = match citizen.kind {
        CardKind::Cccd => "cccd",
        CardKind::CanCuoc => "can-cuoc",
    };
    let warnings: Vec<&str> = citizen.warnings.iter().map(|w| w.code()).collect();
    if warnings.is_empty() { kind.to_owned() } else { format!("{kind}:{}", warnings.join(",")) }
}

#[test]
fn every_case_of_the_table_becomes_what_it_says() {
    let wrong: Vec<String> = rows()
        .map(|(expected, payload, what)| (expected, outcome(&payload), what))
        .filter(|(expected, found, _)| expected != found)
        .map(|(expected, found, what)| format!("{what}: {found} instead of {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_has_a_case_of_every_refusal_and_every_warning() {
    let named: Vec<&str> = rows().flat_map(|(expected, _, _)| expected.split([':', ','])).collect();
    let errors = CardError::ALL.map(CardError::code).into_iter().filter(|c| *c != "too-long");
    let missing: Vec<_> =
        errors.chain(CardWarning::ALL.map(CardWarning::code)).filter(|code| !named.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_card_of_the_table_reads_the_same_however_its_letters_are_composed() {
    let cards =
        rows().filter(|(expected, _, _)| expected.starts_with("cccd") || expected.starts_with("can-"));
    for (_, payload, what) in cards {
        let text = String::from_utf8_lossy(&payload).into_owned();
        let (composed, taken_apart): (String, String) = (text.nfc().collect(), text.nfd().collect());
        assert!(read(&composed) == read(&taken_apart), "{what}");
    }
}
