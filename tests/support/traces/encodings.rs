//! The bytes that could stand for a text.

use unicode_normalization::UnicodeNormalization;

/// `text` in each case, composed and decomposed, in each encoding; with the way's name.
pub fn of(text: &str) -> Vec<(String, Vec<u8>)> {
    let joined: String = text.split_whitespace().collect();
    let mut found = Vec::new();
    for (case, text) in [
        ("", text.to_owned()),
        ("lower case ", text.to_lowercase()),
        ("upper case ", text.to_uppercase()),
        ("joined ", joined),
    ] {
        found.extend(encoded(case, &text.nfc().collect::<String>()));
        found.extend(encoded(&format!("{case}NFD "), &text.nfd().collect::<String>()));
    }
    found
}

fn encoded(what: &str, text: &str) -> Vec<(String, Vec<u8>)> {
    let utf8 = text.as_bytes().to_vec();
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let utf32 = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let big = utf16(u16::to_be_bytes);
    let ways = [
        ("UTF-8", utf8.clone()),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("UTF-16BE", big.clone()),
        ("UTF-32", utf32),
        ("percent", percent(&utf8, "%20").into_bytes()),
        ("percent, lower case", percent(&utf8, "%20").to_lowercase().into_bytes()),
        ("form-encoded", percent(&utf8, "+").into_bytes()),
        ("JSON", json(text).into_bytes()),
        ("hex", hex(&utf8).into_bytes()),
        ("hex, upper case", hex(&utf8).to_uppercase().into_bytes()),
        ("hex of UTF-16BE", hex(&big).into_bytes()),
        ("hex of UTF-16BE, upper case", hex(&big).to_uppercase().into_bytes()),
    ];
    ways.into_iter().map(|(way, bytes)| (format!("{what}{way}"), bytes)).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// RFC 3986, section 2.1; `space` is what a space becomes.
fn percent(bytes: &[u8], space: &str) -> String {
    let one = |byte: &u8| match byte {
        b' ' => space.to_owned(),
        b if b.is_ascii_alphanumeric() || b"-._~".contains(b) => char::from(*b).to_string(),
        b => format!("%{b:02X}"),
    };
    bytes.iter().map(one).collect()
}

/// RFC 8259 with every letter beyond ASCII escaped.
fn json(text: &str) -> String {
    let one = |unit: u16| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        Ok(_) | Err(_) => format!("\\u{unit:04x}"),
    };
    text.encode_utf16().map(one).collect()
}
