//! Numbers and letters in English, as they are read aloud.

use super::Clip;

/// "Number", before the number.
pub(super) const INVITE: Clip = Clip::word("en-number", "Number");
/// Between the number and the counter.
pub(super) const TO_COUNTER: Clip = Clip::word("en-to-counter", "please go to counter");

const BELOW_TWENTY: [Clip; 20] = [
    Clip::word("en-0", "zero"),
    Clip::word("en-1", "one"),
    Clip::word("en-2", "two"),
    Clip::word("en-3", "three"),
    Clip::word("en-4", "four"),
    Clip::word("en-5", "five"),
    Clip::word("en-6", "six"),
    Clip::word("en-7", "seven"),
    Clip::word("en-8", "eight"),
    Clip::word("en-9", "nine"),
    Clip::word("en-10", "ten"),
    Clip::word("en-11", "eleven"),
    Clip::word("en-12", "twelve"),
    Clip::word("en-13", "thirteen"),
    Clip::word("en-14", "fourteen"),
    Clip::word("en-15", "fifteen"),
    Clip::word("en-16", "sixteen"),
    Clip::word("en-17", "seventeen"),
    Clip::word("en-18", "eighteen"),
    Clip::word("en-19", "nineteen"),
];

/// From twenty on.
const TENS: [Clip; 8] = [
    Clip::word("en-20", "twenty"),
    Clip::word("en-30", "thirty"),
    Clip::word("en-40", "forty"),
    Clip::word("en-50", "fifty"),
    Clip::word("en-60", "sixty"),
    Clip::word("en-70", "seventy"),
    Clip::word("en-80", "eighty"),
    Clip::word("en-90", "ninety"),
];
const HUNDRED: Clip = Clip::word("en-hundred", "hundred");
const THOUSAND: Clip = Clip::word("en-thousand", "thousand");
const AND: Clip = Clip::word("en-and", "and");

/// The letters and their names.
pub(super) const ALPHABET: [Clip; 26] = [
    Clip::letter("en-a", "A", "ay"),
    Clip::letter("en-b", "B", "bee"),
    Clip::letter("en-c", "C", "see"),
    Clip::letter("en-d", "D", "dee"),
    Clip::letter("en-e", "E", "ee"),
    Clip::letter("en-f", "F", "eff"),
    Clip::letter("en-g", "G", "gee"),
    Clip::letter("en-h", "H", "aitch"),
    Clip::letter("en-i", "I", "eye"),
    Clip::letter("en-j", "J", "jay"),
    Clip::letter("en-k", "K", "kay"),
    Clip::letter("en-l", "L", "ell"),
    Clip::letter("en-m", "M", "em"),
    Clip::letter("en-n", "N", "en"),
    Clip::letter("en-o", "O", "oh"),
    Clip::letter("en-p", "P", "pea"),
    Clip::letter("en-q", "Q", "cue"),
    Clip::letter("en-r", "R", "are"),
    Clip::letter("en-s", "S", "ess"),
    Clip::letter("en-t", "T", "tea"),
    Clip::letter("en-u", "U", "you"),
    Clip::letter("en-v", "V", "vee"),
    Clip::letter("en-w", "W", "double you"),
    Clip::letter("en-x", "X", "ex"),
    Clip::letter("en-y", "Y", "why"),
    Clip::letter("en-z", "Z", "zed"),
];

/// A number in words up to 9999; a larger one digit by digit.
pub(super) fn number(n: u32) -> Vec<Clip> {
    match n {
        0..=99 => below_hundred(n),
        100..=999 => hundreds(n),
        1000..=9999 => thousands(n),
        _ => n.to_string().bytes().map(|digit| BELOW_TWENTY[usize::from(digit - b'0')]).collect(),
    }
}

fn thousands(n: u32) -> Vec<Clip> {
    let mut clips = vec![BELOW_TWENTY[(n / 1000) as usize], THOUSAND];
    match n % 1000 {
        0 => {}
        rest @ 1..=99 => {
            clips.push(AND);
            clips.extend(below_hundred(rest));
        }
        rest => clips.extend(hundreds(rest)),
    }
    clips
}

fn hundreds(n: u32) -> Vec<Clip> {
    let mut clips = vec![BELOW_TWENTY[(n / 100) as usize], HUNDRED];
    if !n.is_multiple_of(100) {
        clips.push(AND);
        clips.extend(below_hundred(n % 100));
    }
    clips
}

fn below_hundred(n: u32) -> Vec<Clip> {
    let (tens, units) = ((n / 10) as usize, (n % 10) as usize);
    match (tens, units) {
        (0 | 1, _) => vec![BELOW_TWENTY[tens * 10 + units]],
        (_, 0) => vec![TENS[tens - 2]],
        _ => vec![TENS[tens - 2], BELOW_TWENTY[units]],
    }
}
