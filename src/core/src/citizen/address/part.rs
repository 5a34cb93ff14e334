//! An address falls into parts: a house, a hamlet, a ward, a district, a province.

use std::ops::Range;
use std::sync::LazyLock;

use super::kind::{Kind, Level, stated};
use super::spelling::{Spelling, Word, has_marks, is_number, loose, words};

/// Words with which the part of an address below the commune begins.
static DETAIL: LazyLock<Vec<Word<'static>>> = LazyLock::new(|| {
    words(
        "số đường phố ngõ ngách hẻm hẽm kiệt thôn ấp tổ khu khối khóm xóm bản buôn làng plei sóc phum đội cụm \
         lô căn chung nhà tdp kp kdc kđt",
    )
});

/// The units whose names have a dash, present and former.
const DASHED: [&str; 12] = [
    "Bà Rịa - Vũng Tàu",
    "BR - VT",
    "Thừa Thiên - Huế",
    "Phan Rang - Tháp Chàm",
    "Văn Miếu - Quốc Tử Giám",
    "Phương Liên - Trung Tự",
    "Xuân Hương - Đà Lạt",
    "Cam Ly - Đà Lạt",
    "Lâm Viên - Đà Lạt",
    "Xuân Trường - Đà Lạt",
    "Lang Biang - Đà Lạt",
    "Chân Mây - Lăng Cô",
];

static DASHED_NAMES: LazyLock<Vec<String>> =
    LazyLock::new(|| DASHED.iter().map(|name| loose(&words(name))).collect());

/// Where an address is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// At commas, semicolons and ends of line.
    Commas,
    /// There and at dashes.
    Dashes,
    /// There and in front of every word that names a kind of unit.
    Kinds,
}

/// A part of an address.
pub(super) struct Part<'a> {
    /// Where it stands in the address, in bytes.
    pub(super) at: Range<usize>,
    /// Every way to read it as a unit.
    pub(super) said: Vec<Said>,
    words: Vec<Word<'a>>,
}

/// One way to read a part: with its first words as a kind, or all of it as a name.
pub(super) struct Said {
    /// The kind, when one is said.
    pub(super) kind: Option<Kind>,
    /// Whether the kind is abbreviated.
    abbreviated: bool,
    /// The name.
    pub(super) spelling: Spelling,
}

impl<'a> Part<'a> {
    fn new(address: &'a str, at: Range<usize>) -> Self {
        let words = words(&address[at.clone()]);
        let whole = Said { kind: None, abbreviated: false, spelling: Spelling::written_out(&words) };
        let kinds = stated(&words).map(|(kind, count)| Said {
            kind: Some(kind),
            abbreviated: has_no_vowel(&words[..count]),
            spelling: Spelling::written_out(&words[count..]),
        });
        let said = [whole].into_iter().chain(kinds).collect();
        Self { at, said, words }
    }

    /// Whether it tells a place below the commune: it begins with such a word, or holds a digit and
    /// names no kind of unit.
    pub(super) fn is_detail(&self) -> bool {
        let Some(first) = self.words.first() else { return true };
        let digit = || self.words.iter().any(|word| word.text.bytes().any(|b| b.is_ascii_digit()));
        DETAIL.iter().any(|own| first.may_be(own)) || self.said.len() == 1 && digit()
    }

    /// Whether it is a name with a dash.
    fn is_dashed(&self) -> bool {
        self.said.iter().any(|said| DASHED_NAMES.contains(&said.spelling.loose))
    }

    /// Whether it is said to be a district.
    pub(super) fn states_district(&self) -> bool {
        self.said.iter().any(|said| said.kind.is_some_and(|kind| kind.is_at(Level::District)))
    }

    /// Whether it is said to be a commune, perhaps by an abbreviation. "Xa lộ" is a road, and no ward has
    /// a number of three digits.
    pub(super) fn states_commune(&self, abbreviated: bool) -> bool {
        let is_commune = |said: &Said| {
            let name = &said.spelling.plain;
            let told = said.kind.is_some_and(|kind| kind.is_at(Level::Commune));
            let room = name.bytes().filter(u8::is_ascii_digit).count() > 2;
            told && (abbreviated || !said.abbreviated) && !room
        };
        let road = matches!(self.words.as_slice(), [xa, lo, ..] if xa.plain == "xa" && lo.plain == "lo");
        !road && self.said.iter().any(is_commune)
    }

    /// Whether it says its kind in full and has no diacritics: every kind has some.
    pub(super) fn is_stripped(&self) -> bool {
        let in_full = |said: &Said| said.kind.is_some() && !said.abbreviated;
        self.said.iter().any(in_full) && !self.has_marks()
    }

    /// Whether it has diacritics.
    pub(super) fn has_marks(&self) -> bool {
        self.words.iter().any(|word| has_marks(&word.marked))
    }

    /// Whether it is a number and nothing else.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.words.as_slice(), [word] if is_number(&word.plain))
    }

    /// Whether it is Vietnam.
    fn is_country(&self) -> bool {
        self.said.first().is_some_and(|said| ["vietnam", "vn"].contains(&said.spelling.plain.as_str()))
    }
}

fn has_no_vowel(words: &[Word<'_>]) -> bool {
    words.iter().all(|word| !word.plain.contains(['a', 'e', 'i', 'o', 'u', 'y']))
}

/// The parts of `address`, in its order, without the country and the postcode behind the province.
pub(super) fn parts<'a>(address: &'a str, cut: Cut) -> Vec<Part<'a>> {
    let mut ranges = without_country(
        address,
        split(address, 0..address.len(), |_, sign| matches!(sign, ',' | ';' | '\n')),
    );
    // A name with a dash is found only where nothing else is glued to it: kinds are cut first.
    if cut == Cut::Kinds {
        ranges = ranges.into_iter().flat_map(|range| at_kinds(address, range)).collect();
    }
    if cut != Cut::Commas {
        ranges = ranges.into_iter().flat_map(|range| at_dashes(address, range)).collect();
    }
    ranges = without_country(address, ranges);
    ranges.into_iter().map(|range| Part::new(address, range)).collect()
}

/// `ranges` without the country and the postcode at the end, in either order.
fn without_country(address: &str, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges = without_postcode(address, ranges);
    ranges.pop_if(|last| Part::new(address, last.clone()).is_country());
    without_postcode(address, ranges)
}

/// `ranges` without a postcode at the end: five digits, six until 2018.
fn without_postcode(address: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let Some(last) = ranges.pop() else { return ranges };
    let text = &address[last.clone()];
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let stands_apart = name.is_empty() || name.ends_with(char::is_whitespace);
    let is_postcode = stands_apart && matches!(text.len() - name.len(), 5 | 6);
    let kept = if is_postcode { last.start..last.start + name.len() } else { last };
    ranges.extend(trimmed(address, kept));
    ranges
}

/// `range` without its ends' signs; nothing when nothing is left.
fn trimmed(address: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = &address[range.clone()];
    let sign = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '–' | '—');
    let start = range.start + (text.len() - text.trim_start_matches(sign).len());
    let kept = text.trim_matches(sign);
    (!kept.is_empty()).then(|| start..start + kept.len())
}

/// Cuts `range` at the signs that `at` names by their place and themselves.
fn split(address: &str, range: Range<usize>, at: impl Fn(usize, char) -> bool) -> Vec<Range<usize>> {
    let mut start = range.start;
    let mut found = Vec::new();
    for (offset, sign) in address[range.clone()].char_indices() {
        let place = range.start + offset;
        if at(place, sign) {
            found.extend(trimmed(address, start..place));
            start = place + sign.len_utf8();
        }
    }
    found.extend(trimmed(address, start..range.end));
    found
}

/// Cuts at dashes, but for those inside a unit's name, as in "Bà Rịa - Vũng Tàu".
fn at_dashes(address: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for piece in split(address, range, |place, sign| is_dash(sign) && parts_names(address, place, sign)) {
        match found.last_mut() {
            Some(before) if Part::new(address, before.start..piece.end).is_dashed() => before.end = piece.end,
            _ => found.push(piece),
        }
    }
    found
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '–' | '—')
}

/// A dash between spaces or letters; between digits it is a house's number.
fn parts_names(address: &str, place: usize, sign: char) -> bool {
    let before = address[..place].chars().next_back();
    let after = address[place + sign.len_utf8()..].chars().next();
    let all = |test: fn(char) -> bool| [before, after].iter().all(|c| c.is_none_or(test));
    let any_space = [before, after].iter().flatten().any(|c| c.is_whitespace());
    any_space || all(char::is_alphabetic)
}

/// Cuts in front of each word that names a kind.
fn at_kinds(address: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let words = words(&address[range.clone()]);
    let mut starts = vec![range.start];
    let mut index = 0;
    while index < words.len() {
        let count = stated(&words[index..]).map(|(_, count)| count).max().unwrap_or(0);
        if count > 0 && index > 0 {
            starts.push(range.start + offset(&address[range.clone()], words[index].text));
        }
        index += count.max(1);
    }
    let ends = starts.iter().skip(1).copied().chain([range.end]);
    starts.iter().zip(ends).filter_map(|(&start, end)| trimmed(address, start..end)).collect()
}

/// Where `word`, a slice of `text`, begins in it.
fn offset(text: &str, word: &str) -> usize {
    word.as_ptr() as usize - text.as_ptr() as usize
}
