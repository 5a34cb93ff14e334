//! What the bytes of a Vietnamese code page mean to the simulated printer.
//!
//! Apart from the encoder's tables on purpose: an error in one of them shows as a wrong letter on
//! paper. Windows-1258 as Microsoft publishes it; TCVN-3 as in TCVN 5712:1993, VN3.

use crate::profile::{CodePage, Encoding};

/// A tone of Vietnamese, as a mark that is added to a vowel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// Huyền, grave.
    Grave,
    /// Hỏi, hook above.
    Hook,
    /// Ngã, tilde.
    Tilde,
    /// Sắc, acute.
    Acute,
    /// Nặng, dot below.
    Dot,
}

/// What one byte stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A letter with a cell of its own.
    Letter(char),
    /// A mark on the letter before.
    Mark(Tone),
}

/// The vowels that carry tones, and under them the same with each tone.
const VOWELS: &str = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";
const TONED: [(Tone, &str); 5] = [
    (Tone::Grave, "àằầèềìòồờùừỳÀẰẦÈỀÌÒỒỜÙỪỲ"),
    (Tone::Hook, "ảẳẩẻểỉỏổởủửỷẢẲẨẺỂỈỎỔỞỦỬỶ"),
    (Tone::Tilde, "ãẵẫẽễĩõỗỡũữỹÃẴẪẼỄĨÕỖỠŨỮỸ"),
    (Tone::Acute, "áắấéếíóốớúứýÁẮẤÉẾÍÓỐỚÚỨÝ"),
    (Tone::Dot, "ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ"),
];

/// The letter that `tone` makes of `base`; `None` if `base` is no vowel without a tone.
pub(super) fn compose(base: char, tone: Tone) -> Option<char> {
    let place = VOWELS.chars().position(|vowel| vowel == base)?;
    let (_, row) = TONED.iter().find(|(known, _)| *known == tone)?;
    row.chars().nth(place)
}

/// Every letter of the Vietnamese alphabet that is not ASCII, small and capital.
pub(super) fn marked_letters() -> impl Iterator<Item = char> {
    let toned = TONED.iter().flat_map(|(_, row)| row.chars());
    toned.chain(VOWELS.chars().filter(|vowel| !vowel.is_ascii())).chain("đĐ".chars())
}

/// What `byte` (0x80 and above) means under `pages` while the page `selected` is; `None` if nothing.
pub(super) fn decode(pages: CodePage, selected: u8, byte: u8) -> Option<Meaning> {
    let capitals = pages.capitals_page == Some(selected);
    if selected != pages.page && !capitals {
        return None;
    }
    match pages.encoding {
        Encoding::Windows1258 => windows_1258(byte),
        Encoding::Tcvn3 => {
            let letter = tcvn_3(byte)?;
            let capital = letter.to_uppercase().next().unwrap_or(letter);
            Some(Meaning::Letter(if capitals { capital } else { letter }))
        }
    }
}

/// The bytes from 0xC0; a full stop where the page has a mark.
const WINDOWS_1258: &str = "ÀÁÂĂÄÅÆÇÈÉÊË.ÍÎÏĐÑ.ÓÔƠÖ×ØÙÚÛÜƯ.ßàáâăäåæçèéêë.íîïđñ.óôơö÷øùúûüư₫ÿ";

fn windows_1258(byte: u8) -> Option<Meaning> {
    let mark = match byte {
        0xCC => Some(Tone::Grave),
        0xD2 => Some(Tone::Hook),
        0xDE => Some(Tone::Tilde),
        0xEC => Some(Tone::Acute),
        0xF2 => Some(Tone::Dot),
        _ => None,
    };
    let letter = || match byte {
        0x85 => Some('…'),
        0x91 => Some('‘'),
        0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x95 => Some('•'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        0xA0..=0xBF => Some(char::from(byte)),
        0xC0.. => WINDOWS_1258.chars().nth(usize::from(byte - 0xC0)),
        _ => None,
    };
    mark.map(Meaning::Mark).or_else(|| letter().map(Meaning::Letter))
}

/// The bytes from 0xA1 of the page of small letters; a full stop where it has none.
const TCVN_3: &str =
    "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ";

fn tcvn_3(byte: u8) -> Option<char> {
    let place = byte.checked_sub(0xA1)?;
    TCVN_3.chars().nth(usize::from(place)).filter(|letter| *letter != '.')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::collections::BTreeSet;

    use super::*;

    const W1258: CodePage = CodePage { encoding: Encoding::Windows1258, page: 52, capitals_page: None };
    const TCVN: CodePage = CodePage { encoding: Encoding::Tcvn3, page: 30, capitals_page: Some(31) };

    fn read(pages: CodePage, selected: u8, bytes: &[u8]) -> String {
        let mut text = String::new();
        for byte in bytes {
            let meaning = if byte.is_ascii() {
                Some(Meaning::Letter(char::from(*byte)))
            } else {
                decode(pages, selected, *byte)
            };
            match meaning.unwrap() {
                Meaning::Letter(letter) => text.push(letter),
                Meaning::Mark(tone) => {
                    let base = text.pop().unwrap();
                    text.push(compose(base, tone).unwrap());
                }
            }
        }
        text
    }

    #[test]
    fn there_are_134_letters_with_marks() {
        let letters: BTreeSet<char> = marked_letters().collect();
        assert_eq!((marked_letters().count(), letters.len()), (134, 134));
        let capitals = letters.iter().filter(|letter| letter.is_uppercase()).count();
        assert_eq!(capitals, 67);
    }

    /// Bytes as other programs give them: Python's cp1258 after decomposition.
    #[test]
    fn windows_1258_reads_as_elsewhere() {
        assert_eq!(read(W1258, 52, b"Ti\xea\xecng Vi\xea\xf2t"), "Tiếng Việt");
        assert_eq!(read(W1258, 52, b"\xd0\xd5\xccI \xc2\xd2 O\xf2 \xdd\xde"), "ĐỜI Ẩ Ọ Ữ");
    }

    /// Bytes as other programs give them: iconv's TCVN5712-1, whose small letters are those of VN3.
    #[test]
    fn tcvn_3_reads_as_elsewhere() {
        assert_eq!(read(TCVN, 30, b"Ti\xd5ng Vi\xd6t"), "Tiếng Việt");
        assert_eq!(
            read(TCVN, 30, b"\xa7\xb5 N\xbdng, c\xf6a, l\xfd do, \xb8o, m\xedi"),
            "Đà Nẵng, cửa, lý do, áo, mới"
        );
        assert_eq!(read(TCVN, 31, b"\xfb\xcb\xae"), "ỶẬĐ");
    }

    #[test]
    fn every_letter_of_tcvn_3_is_there_once() {
        let small: BTreeSet<char> = (0xA8..=0xFE).filter_map(tcvn_3).collect();
        let expected: BTreeSet<char> = marked_letters().filter(|letter| letter.is_lowercase()).collect();
        assert_eq!(small, expected);
        assert_eq!(TCVN_3.chars().filter(|letter| *letter != '.').count(), 67 + 7);
    }

    #[test]
    fn a_page_that_is_not_selected_means_nothing() {
        assert_eq!(decode(W1258, 0, 0xE2), None);
        assert_eq!(decode(TCVN, 32, 0xE2), None);
        assert_eq!(decode(W1258, 52, 0x80), None);
        assert_eq!(compose('b', Tone::Grave), None);
        assert_eq!(compose('à', Tone::Dot), None);
    }
}
