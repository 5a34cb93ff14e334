//! Numbers and letters in Vietnamese, as they are read aloud.

use super::Clip;

/// The word for a zero between hundreds and units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ZeroWord {
    /// "một trăm linh năm", usual in the north.
    #[default]
    Linh,
    /// "một trăm lẻ năm", usual in the south.
    Le,
}

impl ZeroWord {
    fn clip(self) -> Clip {
        match self {
            Self::Linh => Clip::word("105-linh", "linh"),
            Self::Le => Clip::word("105-le", "lẻ"),
        }
    }
}

/// "Mời số", before the number.
pub(super) const INVITE: Clip = Clip::word("moi-so", "Mời số");
/// "đến quầy số", between the number and the counter.
pub(super) const TO_COUNTER: Clip = Clip::word("den-quay-so", "đến quầy số");

const DIGITS: [Clip; 10] = [
    Clip::word("0-khong", "không"),
    Clip::word("1-mot", "một"),
    Clip::word("2-hai", "hai"),
    Clip::word("3-ba", "ba"),
    Clip::word("4-bon", "bốn"),
    Clip::word("5-nam", "năm"),
    Clip::word("6-sau", "sáu"),
    Clip::word("7-bay", "bảy"),
    Clip::word("8-tam", "tám"),
    Clip::word("9-chin", "chín"),
];
const TEN: Clip = Clip::word("10-muoi", "mười");
const TENS: Clip = Clip::word("20-muoi", "mươi");
const ONE_AFTER_TENS: Clip = Clip::word("21-mot", "mốt");
const FOUR_AFTER_TENS: Clip = Clip::word("24-tu", "tư");
const FIVE_AFTER_TENS: Clip = Clip::word("15-lam", "lăm");
const HUNDRED: Clip = Clip::word("100-tram", "trăm");
const THOUSAND: Clip = Clip::word("1000-nghin", "nghìn");

/// The letters and their names.
pub(super) const ALPHABET: [Clip; 26] = [
    Clip::letter("chu-a", "A", "a"),
    Clip::letter("chu-b", "B", "bê"),
    Clip::letter("chu-c", "C", "xê"),
    Clip::letter("chu-d", "D", "dê"),
    Clip::letter("chu-e", "E", "e"),
    Clip::letter("chu-f", "F", "ép"),
    Clip::letter("chu-g", "G", "giê"),
    Clip::letter("chu-h", "H", "hát"),
    Clip::letter("chu-i", "I", "i"),
    Clip::letter("chu-j", "J", "gi"),
    Clip::letter("chu-k", "K", "ca"),
    Clip::letter("chu-l", "L", "lờ"),
    Clip::letter("chu-m", "M", "mờ"),
    Clip::letter("chu-n", "N", "nờ"),
    Clip::letter("chu-o", "O", "o"),
    Clip::letter("chu-p", "P", "pê"),
    Clip::letter("chu-q", "Q", "quy"),
    Clip::letter("chu-r", "R", "rờ"),
    Clip::letter("chu-s", "S", "sờ"),
    Clip::letter("chu-t", "T", "tê"),
    Clip::letter("chu-u", "U", "u"),
    Clip::letter("chu-v", "V", "vê"),
    Clip::letter("chu-w", "W", "vê kép"),
    Clip::letter("chu-x", "X", "ích"),
    Clip::letter("chu-y", "Y", "y dài"),
    Clip::letter("chu-z", "Z", "dét"),
];

/// A number in words up to 9999; a larger one digit by digit.
pub(super) fn number(n: u32, zero: ZeroWord) -> Vec<Clip> {
    match n {
        0..=999 => below_thousand(n, n >= 100, zero),
        1000..=9999 => thousands(n, zero),
        _ => n.to_string().bytes().map(|digit| self::digit(u32::from(digit - b'0'))).collect(),
    }
}

fn thousands(n: u32, zero: ZeroWord) -> Vec<Clip> {
    let mut clips = vec![digit(n / 1000), THOUSAND];
    if !n.is_multiple_of(1000) {
        clips.extend(below_thousand(n % 1000, true, zero));
    }
    clips
}

/// `hundreds` says whether they are told, even if there are none: "một nghìn không trăm linh năm".
fn below_thousand(n: u32, hundreds: bool, zero: ZeroWord) -> Vec<Clip> {
    if !hundreds {
        return below_hundred(n);
    }
    let mut clips = vec![digit(n / 100), HUNDRED];
    match n % 100 {
        0 => {}
        units @ 1..=9 => clips.extend([zero.clip(), digit(units)]),
        rest => clips.extend(below_hundred(rest)),
    }
    clips
}

fn below_hundred(n: u32) -> Vec<Clip> {
    match (n / 10, n % 10) {
        (0, units) => vec![digit(units)],
        (1, 0) => vec![TEN],
        (1, 5) => vec![TEN, FIVE_AFTER_TENS],
        (1, units) => vec![TEN, digit(units)],
        (tens, 0) => vec![digit(tens), TENS],
        (tens, units) => vec![digit(tens), TENS, after_tens(units)],
    }
}

/// Three digits sound otherwise after "mươi".
fn after_tens(units: u32) -> Clip {
    match units {
        1 => ONE_AFTER_TENS,
        4 => FOUR_AFTER_TENS,
        5 => FIVE_AFTER_TENS,
        _ => digit(units),
    }
}

fn digit(n: u32) -> Clip {
    DIGITS[(n % 10) as usize]
}
