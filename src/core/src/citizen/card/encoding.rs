//! From a scanner's bytes to text in NFC, or why they are none.

use std::str::Utf8Error;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::CardError;

/// More bytes than any card holds; what is longer was never a card.
const LONGEST: usize = 1024;

/// UTF-8 in NFC without the marks that scanners put around a payload.
pub(super) fn clean(payload: &[u8]) -> Result<Zeroizing<String>, CardError> {
    if payload.len() > LONGEST {
        return Err(CardError::TooLong);
    }
    let text = std::str::from_utf8(payload).map_err(|error| not_utf8(payload, error))?;
    let text = without_prefix(bare(text));
    if text.is_empty() {
        return Err(CardError::Empty);
    }
    if mostly_nul(text.as_bytes()) {
        return Err(CardError::Utf16);
    }
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(CardError::LostLetters);
    }
    if is_doubly_encoded(text) {
        return Err(CardError::DoublyEncoded);
    }
    Ok(composed(text))
}

fn not_utf8(payload: &[u8], error: Utf8Error) -> CardError {
    let marked = payload.starts_with(b"\xff\xfe") || payload.starts_with(b"\xfe\xff");
    if marked || mostly_nul(payload) {
        return CardError::Utf16;
    }
    // Good until its last letter, of which the end is missing.
    let cut = error.error_len().is_none() && payload.contains(&b'|');
    if cut { CardError::Incomplete } else { CardError::NotUtf8 }
}

/// UTF-16 of mainly ASCII has a NUL in every character.
fn mostly_nul(bytes: &[u8]) -> bool {
    bytes.iter().filter(|b| **b == 0).count() * 3 >= bytes.len()
}

/// Without the control characters, spaces and byte order marks at both ends.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_control() || c.is_whitespace() || is_invisible(c))
}

/// Without the label that some scanners' data formats put in front, perhaps more than one of them.
fn without_prefix(mut text: &str) -> &str {
    while let Some((prefix, rest)) = text.split_at_checked(5)
        && prefix.eq_ignore_ascii_case("CCCD:")
    {
        text = bare(rest);
    }
    text
}

/// NFC with plain spaces, without characters that nobody sees.
fn composed(text: &str) -> Zeroizing<String> {
    let more_than_a_byte = text.chars().any(is_vietnamese_alone);
    // NFC of UTF-8 is at most three times as long (UAX #15): a string that grew would leave a copy behind.
    let mut out = Zeroizing::new(String::with_capacity(text.len() * 3));
    for c in text.nfc().filter(|c| !is_invisible(*c)) {
        match c {
            // In a page of one byte a letter, these two stand for other letters (đ of Windows-1258, ư of TCVN3).
            'Ð' if more_than_a_byte => out.push('Đ'),
            '\u{ad}' if more_than_a_byte => {}
            _ if c.is_whitespace() && !c.is_control() => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A letter that only Unicode has and only Vietnamese uses, as far as pages of one byte go.
fn is_vietnamese_alone(c: char) -> bool {
    matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'Ơ' | 'ơ' | 'Ư' | 'ư')
}

/// Whether each character stands for one byte of UTF-8: a scanner or its driver took the bytes for
/// Windows-1252, Windows-1258 or Latin-1 and encoded them once more ("Nguyá»…n" for "Nguyễn").
fn is_doubly_encoded(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    for c in text.chars() {
        match windows(c) {
            Some(byte) => bytes.push(byte),
            None => return false,
        }
    }
    std::str::from_utf8(&bytes).is_ok()
}

/// The byte of `c` in Windows-1252 or Windows-1258, which nowhere mean two bytes by one character; what they
/// leave out is as in Latin-1.
fn windows(c: char) -> Option<u8> {
    const HIGH: [(char, u8); 41] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8a),
        ('‹', 0x8b),
        ('Œ', 0x8c),
        ('Ž', 0x8e),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9a),
        ('›', 0x9b),
        ('œ', 0x9c),
        ('ž', 0x9e),
        ('Ÿ', 0x9f),
        ('Ă', 0xc3),
        ('\u{300}', 0xcc),
        ('Đ', 0xd0),
        ('\u{309}', 0xd2),
        ('Ơ', 0xd5),
        ('Ư', 0xdd),
        ('\u{303}', 0xde),
        ('ă', 0xe3),
        ('\u{301}', 0xec),
        ('đ', 0xf0),
        ('\u{323}', 0xf2),
        ('ơ', 0xf5),
        ('ư', 0xfd),
        ('₫', 0xfe),
    ];
    u8::try_from(u32::from(c)).ok().or_else(|| HIGH.iter().find(|(high, _)| *high == c).map(|(_, b)| *b))
}
