//! Vietnamese letters as bytes of the code pages that printers have.

use unicode_normalization::UnicodeNormalization;

use crate::profile::Encoding;

/// Which page of an encoding a letter's bytes are meant in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// Every page has them.
    Any,
    /// The page of small letters.
    Small,
    /// The page of capitals.
    Capitals,
}

/// A letter in a code page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// Its bytes: one, or a letter and the tone mark that the printer puts on it.
    pub bytes: Vec<u8>,
    /// The page in which they mean this letter.
    pub page: Page,
}

/// `letter`, in form NFC, as bytes of `encoding`; `None` if the encoding lacks it. Printable ASCII
/// stands for itself.
pub fn encoded(encoding: Encoding, letter: char) -> Option<Coded> {
    if matches!(letter, ' '..='~') {
        return Some(Coded { bytes: vec![u8::try_from(letter).ok()?], page: Page::Any });
    }
    match encoding {
        Encoding::Windows1258 => windows_1258(letter).map(|bytes| Coded { bytes, page: Page::Any }),
        Encoding::Tcvn3 => tcvn_3(letter),
    }
}

/// The bytes 0x80 to 0xFF of windows-1258; U+FFFD where there is no letter.
/// Source: Microsoft's table cp1258, as in the Unicode Consortium's mapping files.
const WINDOWS_1258: &str = "\
    €\u{FFFD}‚ƒ„…†‡ˆ‰\u{FFFD}‹Œ\u{FFFD}\u{FFFD}\u{FFFD}\
    \u{FFFD}‘’“”•–—˜™\u{FFFD}›œ\u{FFFD}\u{FFFD}Ÿ\
    \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯\
    °±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂĂÄÅÆÇÈÉÊË\u{300}ÍÎÏ\
    ĐÑ\u{309}ÓÔƠÖ×ØÙÚÛÜƯ\u{303}ß\
    àáâăäåæçèéêë\u{301}íîï\
    đñ\u{323}óôơö÷øùúûüư₫ÿ";

/// Marks of the five tones that are written: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A letter that the page has as it is, or else the letter without its tone and the tone's mark.
fn windows_1258(letter: char) -> Option<Vec<u8>> {
    let tone = letter.nfd().find(|part| TONES.contains(part));
    // A mark alone would go onto the letter before it.
    if tone == Some(letter) || letter == char::REPLACEMENT_CHARACTER {
        return None;
    }
    if let Some(byte) = high_byte(letter) {
        return Some(vec![byte]);
    }
    let base: String = letter.nfd().filter(|part| Some(*part) != tone).nfc().collect();
    let mut letters = base.chars();
    match (letters.next(), letters.next()) {
        (Some(base), None) if is_vowel(base) => Some(vec![byte(base)?, high_byte(tone?)?]),
        _ => None,
    }
}

/// Whether Vietnamese puts tones on `base`. A printer that was seen to print Vietnamese may put them on
/// no other letter.
fn is_vowel(base: char) -> bool {
    "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".contains(base)
}

fn byte(letter: char) -> Option<u8> {
    if letter.is_ascii() { u8::try_from(letter).ok() } else { high_byte(letter) }
}

fn high_byte(letter: char) -> Option<u8> {
    let place = WINDOWS_1258.chars().position(|each| each == letter)?;
    u8::try_from(0x80 + place).ok()
}

/// Where the small letters of TCVN 5712:1993 VN3 lie: runs of letters at successive bytes.
const TCVN_3: [(u8, &str); 8] = [
    (0xA8, "ăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
];

/// Printers keep the capitals of VN3 on a page of their own, at the bytes of the small letters.
fn tcvn_3(letter: char) -> Option<Coded> {
    let mut lower = letter.to_lowercase();
    let small = lower.next().filter(|_| lower.next().is_none())?;
    let byte = TCVN_3.iter().find_map(|(first, run)| {
        let place = run.chars().position(|each| each == small)?;
        first.checked_add(u8::try_from(place).ok()?)
    })?;
    let page = if letter == small { Page::Small } else { Page::Capitals };
    Some(Coded { bytes: vec![byte], page })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const SMALL: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";

    fn bytes(encoding: Encoding, text: &str) -> Vec<u8> {
        text.chars().flat_map(|letter| encoded(encoding, letter).unwrap().bytes).collect()
    }

    /// The answers are those of glibc: `iconv -f UTF-8 -t TCVN5712-1`.
    #[test]
    fn tcvn_3_is_what_another_encoder_makes_of_it() {
        assert_eq!(bytes(Encoding::Tcvn3, "Tiếng Việt"), *b"Ti\xD5ng Vi\xD6t");
        let all = b"\xb5\xb6\xb7\xb8\xb9\xa8\xbb\xbc\xbd\xbe\xc6\xa9\xc7\xc8\xc9\xca\xcb\xae\xcc\xce\xcf\xd0\
            \xd1\xaa\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xab\xe5\xe6\xe7\xe8\xe9\xac\
            \xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xad\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe";
        assert_eq!(bytes(Encoding::Tcvn3, SMALL), *all);
    }

    #[test]
    fn capitals_of_tcvn_3_have_the_small_letters_bytes_on_the_other_page() {
        for (small, capital) in SMALL.chars().zip(SMALL.to_uppercase().chars()) {
            let [small, capital] = [small, capital].map(|l| encoded(Encoding::Tcvn3, l).unwrap());
            assert_eq!((small.page, capital.page), (Page::Small, Page::Capitals));
            assert_eq!(small.bytes, capital.bytes);
        }
        assert_eq!(encoded(Encoding::Tcvn3, 'T').unwrap().page, Page::Any);
    }

    /// The answers are those of Python's codec: `.encode("cp1258")`, letter by letter, the tone of a
    /// letter that the page lacks taken off first and encoded behind it.
    #[test]
    fn windows_1258_is_what_another_encoder_makes_of_it() {
        let capitals = SMALL.to_uppercase();
        let known: [(&str, &[u8]); 5] = [
            ("Tiếng Việt", b"Ti\xea\xecng Vi\xea\xf2t"),
            ("ẨỄỘỬỆĐ", b"\xc2\xd2\xca\xde\xd4\xf2\xdd\xd2\xca\xf2\xd0"),
            ("– “ ” ₫", b"\x96 \x93 \x94 \xfe"),
            (
                SMALL,
                b"\xe0a\xd2a\xde\xe1a\xf2\xe3\xe3\xcc\xe3\xd2\xe3\xde\xe3\xec\xe3\xf2\xe2\xe2\xcc\xe2\xd2\xe2\
                \xde\xe2\xec\xe2\xf2\xf0\xe8e\xd2e\xde\xe9e\xf2\xea\xea\xcc\xea\xd2\xea\xde\xea\xec\xea\xf2i\xcc\
                i\xd2i\xde\xedi\xf2o\xcco\xd2o\xde\xf3o\xf2\xf4\xf4\xcc\xf4\xd2\xf4\xde\xf4\xec\xf4\xf2\xf5\xf5\
                \xcc\xf5\xd2\xf5\xde\xf5\xec\xf5\xf2\xf9u\xd2u\xde\xfau\xf2\xfd\xfd\xcc\xfd\xd2\xfd\xde\xfd\xec\
                \xfd\xf2y\xccy\xd2y\xdey\xecy\xf2",
            ),
            (
                &capitals,
                b"\xc0A\xd2A\xde\xc1A\xf2\xc3\xc3\xcc\xc3\xd2\xc3\xde\xc3\xec\xc3\xf2\xc2\xc2\xcc\xc2\xd2\xc2\
                \xde\xc2\xec\xc2\xf2\xd0\xc8E\xd2E\xde\xc9E\xf2\xca\xca\xcc\xca\xd2\xca\xde\xca\xec\xca\xf2I\xcc\
                I\xd2I\xde\xcdI\xf2O\xccO\xd2O\xde\xd3O\xf2\xd4\xd4\xcc\xd4\xd2\xd4\xde\xd4\xec\xd4\xf2\xd5\xd5\
                \xcc\xd5\xd2\xd5\xde\xd5\xec\xd5\xf2\xd9U\xd2U\xde\xdaU\xf2\xdd\xdd\xcc\xdd\xd2\xdd\xde\xdd\xec\
                \xdd\xf2Y\xccY\xd2Y\xdeY\xecY\xf2",
            ),
        ];
        for (text, expected) in known {
            assert_eq!(bytes(Encoding::Windows1258, text), expected, "{text}");
        }
    }

    #[test]
    fn every_vietnamese_letter_is_in_both() {
        for letter in SMALL.chars().chain(SMALL.to_uppercase().chars()) {
            assert!(encoded(Encoding::Tcvn3, letter).is_some(), "{letter}");
            let tone_apart = encoded(Encoding::Windows1258, letter).unwrap();
            assert!((1..=2).contains(&tone_apart.bytes.len()), "{letter}");
        }
    }

    #[test]
    fn what_a_page_lacks_is_not_guessed() {
        for letter in ['漢', '\u{301}', '\u{FFFD}', '\u{7}', '\u{85}', '\u{7F}', 'ń', 'ǘ'] {
            assert_eq!(encoded(Encoding::Windows1258, letter), None, "{letter:?}");
            assert_eq!(encoded(Encoding::Tcvn3, letter), None, "{letter:?}");
        }
        assert_eq!(encoded(Encoding::Tcvn3, '–'), None);
    }
}
