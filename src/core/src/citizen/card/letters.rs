//! The letters that names and residences on a card are written with, and what shows that another encoding was
//! taken for UTF-8.
//!
//! Letters are those of Vietnamese and of the Latin orthographies of the country's other peoples: Ê Đê, Gia Rai,
//! Ba Na and M'Nông write ƀ č ñ and short vowels ĕ ê̆ ĭ ŏ ô̆ ơ̆ ŭ ư̆ besides, and others double a vowel (Cơ Tu,
//! "Hôồng"). An old encoding that is shown as Latin-1 uses some of the same letters, but puts them where none of
//! these languages does.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::CardError;

/// Grave, acute, tilde, hook above, dot below: the tones, of which a letter bears one.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// A name has letters, no digits and no signs but those that join and shorten (Bộ luật Dân sự 2015, Điều 26
/// khoản 3).
pub(super) fn check_name(name: &str) -> Result<(), CardError> {
    check(name, joins, CardError::Name)?;
    if has_glued_capital(name) {
        return Err(CardError::ForeignLetters);
    }
    if name.chars().any(char::is_alphabetic) { Ok(()) } else { Err(CardError::Name) }
}

/// A residence may be empty, and has digits and signs too.
pub(super) fn check_residence(residence: &str) -> Result<(), CardError> {
    let sign = |c: char| joins(c) || c.is_ascii() && !"<>{}".contains(c) || "“”—…".contains(c);
    check(residence, sign, CardError::ForeignLetters)
}

/// What stands between letters: "H'Hen", "Y-Bhăm", "Nguyễn Thị B."
fn joins(c: char) -> bool {
    " .'’‘ʼ`-‐‑–".contains(c)
}

/// `otherwise` is for a digit or sign of ASCII that is out of place: no encoding brings those about.
fn check(text: &str, sign: impl Fn(char) -> bool, otherwise: CardError) -> Result<(), CardError> {
    // A scanner that cannot encode a letter sends a question mark for it.
    if text.contains('?') {
        return Err(CardError::LostLetters);
    }
    let mut marks = Marks::default();
    let mut other = None;
    for c in text.nfd() {
        if is_mark(c) {
            if !marks.take(c) {
                return Err(CardError::ForeignLetters);
            }
        } else {
            marks.begin(c);
            other = other.or_else(|| (!is_letter(c) && !sign(c)).then_some(c));
        }
    }
    match other {
        _ if has_foreign_pair(text) => Err(CardError::ForeignLetters),
        None => Ok(()),
        Some(c) if c.is_ascii() => Err(otherwise),
        Some(_) => Err(CardError::ForeignLetters),
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

/// A letter without its marks.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || "đĐƀɃ".contains(c)
}

/// The letter that is being read, and whether it has its tone.
#[derive(Default)]
struct Marks {
    base: char,
    toned: bool,
}

impl Marks {
    fn begin(&mut self, base: char) {
        *self = Self { base: base.to_ascii_lowercase(), toned: false };
    }

    /// Takes `mark` if the letter bears it; no letter has two tones.
    fn take(&mut self, mark: char) -> bool {
        let tone = TONES.contains(&mark);
        let fits = bears(self.base, mark) && !(tone && self.toned);
        self.toned |= tone;
        fits
    }
}

/// Whether the letter `base` bears `mark`. The short vowels' breve is often typed as a caron and č's caron as a
/// breve or circumflex, ƀ as b with a breve.
fn bears(base: char, mark: char) -> bool {
    match mark {
        '\u{303}' => "aeiouyn".contains(base),
        _ if TONES.contains(&mark) => "aeiouy".contains(base),
        '\u{302}' => "aeoc".contains(base),
        '\u{306}' | '\u{30c}' => "aeioubcn".contains(base),
        '\u{31b}' => "ou".contains(base),
        _ => false,
    }
}

/// Whether a small letter is followed by a marked capital: TCVN3 has small letters where Latin-1 has capitals
/// ("NguyÔn" for "Nguyễn").
fn has_glued_capital(name: &str) -> bool {
    let marked = |c: char| !c.is_ascii() && c.nfd().next().is_some_and(|base| "AEIOUYN".contains(base));
    name.chars()
        .zip(name.chars().skip(1))
        .any(|(before, c)| before.is_lowercase() && c.is_uppercase() && marked(c))
}

/// Whether there is a pair of letters that another encoding leaves and no language of the country has.
fn has_foreign_pair(text: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase).peekable();
    let (mut before, mut after_enye) = (' ', false);
    while let Some(c) = letters.next() {
        let end = letters.peek().copied().unwrap_or(' ');
        let own = tone(c);
        if own.is_some() && tone(before).is_some() || is_vni(before, c, end) || is_1258(before, c, end) {
            return true;
        }
        // VNI's đ is ñ; the languages that write ñ know none of these tones.
        after_enye = c == 'ñ' || after_enye && c.is_alphabetic();
        if after_enye && own.is_some_and(|tone| "\u{303}\u{309}\u{323}".contains(tone)) {
            return true;
        }
        before = c;
    }
    false
}

/// The tone of a small vowel.
fn tone(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return None;
    }
    let mut parts = letter.nfd();
    parts.next().filter(|base| "aeiouy".contains(*base))?;
    parts.find(|part| TONES.contains(part))
}

/// VNI writes a vowel and then a letter for its marks: "Traàn" for "Trần", "Leâ" for "Lê". `next` follows the pair:
/// "aê" is a word in Ê Đê, and some people wrote "Maõ" for "Mão".
fn is_vni(vowel: char, marks: char, next: char) -> bool {
    let closed = "cmnpt".contains(next);
    match (vowel, marks) {
        ('a' | 'e', 'â' | 'á' | 'à' | 'ã') | ('o', 'â') => true,
        ('a', 'ê' | 'é' | 'è' | 'ú') => closed,
        ('a', 'ù' | 'õ') | ('e', 'õ') => next.is_alphabetic(),
        ('e' | 'o' | 'u' | 'ô' | 'y', 'ù') | ('o' | 'u' | 'ô' | 'y', 'õ') => true,
        _ => false,
    }
}

/// Windows-1258 writes a vowel and then a combining tone, which Latin-1 shows as Ì Ò ì ò: "Nôòi" for "Nội".
/// `next` follows the pair: some people wrote "Đaò" for "Đào" and "Hôì" for "Hồi".
fn is_1258(vowel: char, tone: char, next: char) -> bool {
    match (vowel, tone) {
        ('â' | 'ê', 'ì' | 'ò') | ('ô', 'ò') | ('y', 'ì' | 'ò') | ('i', 'ì') => true,
        ('ô' | 'o', 'ì') | ('a' | 'e', 'ò') => next.is_alphabetic(),
        _ => false,
    }
}
