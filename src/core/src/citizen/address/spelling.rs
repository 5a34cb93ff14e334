//! How a unit's name is spelled: by case, diacritics, where the tone mark stands, and by habit.
//!
//! "Hoà" and "Hòa" are one spelling, and so are "Quí" and "Quý". Three forms of a name are compared:
//! `marked` keeps the diacritics, `plain` has none, `loose` also unites x with s and k with c, which
//! people mix up. All are in lower case and the last two without spaces.

use unicode_normalization::UnicodeNormalization;

/// Grave, acute, tilde, hook above, dot below: the five tones. Other marks make another letter.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Signs inside a word of the Highlands' languages, as in "Cư M'gar".
const APOSTROPHES: [char; 6] = ['\'', '’', '‘', 'ʼ', '`', '´'];

/// A word of a text, and its spellings.
pub(super) struct Word<'a> {
    /// As it stands in the text.
    pub(super) text: &'a str,
    /// Lower case, decomposed, the tone at the end.
    pub(super) marked: String,
    /// Lower case, without diacritics, numbers without leading zeros.
    pub(super) plain: String,
}

impl<'a> Word<'a> {
    fn new(text: &'a str) -> Self {
        let (mut marked, mut plain, mut tone) = (String::new(), String::new(), None);
        for letter in text.chars().flat_map(char::to_lowercase).nfd() {
            match letter {
                _ if APOSTROPHES.contains(&letter) => {}
                _ if TONES.contains(&letter) => tone = Some(letter),
                _ if is_mark(letter) => marked.push(letter),
                'đ' => {
                    marked.push('đ');
                    plain.push('d');
                }
                'y' => {
                    marked.push('i');
                    plain.push('y');
                }
                _ => {
                    marked.push(letter);
                    plain.push(letter);
                }
            }
        }
        marked.extend(tone);
        if is_number(&plain) {
            let zeros = plain.bytes().take_while(|b| *b == b'0').count().min(plain.len() - 1);
            plain.drain(..zeros);
            marked.clone_from(&plain);
        }
        Self { text, marked, plain }
    }

    /// Whether this word, perhaps without its diacritics, is `own`.
    pub(super) fn may_be(&self, own: &Word<'_>) -> bool {
        self.plain == own.plain && (self.marked == own.marked || !has_marks(&self.marked))
    }
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Whether a `marked` form has any diacritics.
pub(super) fn has_marks(marked: &str) -> bool {
    marked.chars().any(|letter| is_mark(letter) || letter == 'đ')
}

/// Whether `text` is digits and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The words of `text`; "P3", "Q.1" and "TPHCM" are two each.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let inside = |c: char| c.is_alphanumeric() || is_mark(c) || APOSTROPHES.contains(&c);
    text.split(|c| !inside(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .flat_map(unglued)
        .collect()
}

/// A kind's abbreviation that is glued to what it abbreviates becomes a word of its own.
fn unglued(text: &str) -> impl Iterator<Item = Word<'_>> {
    let cut = match text.as_bytes() {
        [b'p' | b'P' | b'q' | b'Q' | b'f' | b'F', rest @ ..] if rest.iter().all(u8::is_ascii_digit) => 1,
        [b't' | b'T', b'p' | b'P', _, ..] => 2,
        _ => 0,
    };
    let (kind, name) = text.split_at(cut);
    [kind, name].into_iter().filter(|piece| !piece.is_empty()).map(Word::new)
}

/// The three forms of a name.
pub(super) struct Spelling {
    /// With diacritics, words apart.
    pub(super) marked: String,
    /// Without diacritics.
    pub(super) plain: String,
    /// Without what people mix up.
    pub(super) loose: String,
}

impl Spelling {
    /// Of the name that `words` make.
    pub(super) fn new(words: &[Word<'_>]) -> Self {
        Self { marked: marked(words), plain: plain(words), loose: loose(words) }
    }

    /// Of the name that `words` make, with "NT" written out: townships of state farms are called so.
    pub(super) fn written_out(words: &[Word<'_>]) -> Self {
        let said: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
        let count = match said.as_slice() {
            ["nt", _, ..] => 1,
            ["n", "t", _, ..] => 2,
            _ => return Self::new(words),
        };
        let (farm, name) = (Self::new(&self::words("nông trường")), Self::new(&words[count..]));
        Self {
            marked: farm.marked + &name.marked,
            plain: farm.plain + &name.plain,
            loose: farm.loose + &name.loose,
        }
    }
}

/// The form with diacritics.
pub(super) fn marked(words: &[Word<'_>]) -> String {
    joined(words, |word| &word.marked)
}

/// The form without diacritics.
pub(super) fn plain(words: &[Word<'_>]) -> String {
    joined(words, |word| &word.plain)
}

/// The form that what people mix up does not change.
pub(super) fn loose(words: &[Word<'_>]) -> String {
    loosened(&plain(words))
}

/// The `loose` form of a `plain` one.
pub(super) fn loosened(plain: &str) -> String {
    let mut next = plain.chars().skip(1);
    plain
        .chars()
        .map(|letter| match (letter, next.next()) {
            ('y', _) => 'i',
            ('x', _) => 's',
            // "Khánh" and "Chánh" are two names.
            ('k', after) if after != Some('h') => 'c',
            (other, _) => other,
        })
        .collect()
}

/// One word after the other; a Roman number at the end is a number.
fn joined<'w>(words: &'w [Word<'_>], form: impl Fn(&'w Word<'_>) -> &'w String) -> String {
    let Some((last, before)) = words.split_last() else { return String::new() };
    let mut name: String = before.iter().map(|word| form(word).as_str()).collect();
    name.push_str(roman(last).unwrap_or_else(|| form(last)));
    name
}

/// Wards are numbered up to VII in Roman; VI is left out, for it is also a Vietnamese syllable.
fn roman(word: &Word<'_>) -> Option<&'static str> {
    if has_marks(&word.marked) {
        return None;
    }
    Some(match word.plain.as_str() {
        "i" => "1",
        "ii" => "2",
        "iii" => "3",
        "iv" => "4",
        "v" => "5",
        "vii" => "7",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> Spelling {
        Spelling::new(&words(text))
    }

    #[test]
    fn the_place_of_the_tone_and_the_letter_for_i_make_no_difference() {
        for (one, other) in
            [("Hoà Khánh", "HÒA KHÁNH"), ("Thuỷ", "Thủy"), ("Nhị Quí", "Nhị Quý"), ("Mĩ Đình", "mỹ đình")]
        {
            assert_eq!(spelled(one).marked, spelled(other).marked, "{one}");
            assert_eq!(spelled(one).loose, spelled(other).loose, "{one}");
        }
    }

    #[test]
    fn diacritics_make_a_difference_in_one_form_only() {
        let (one, other) = (spelled("Sa Pa"), spelled("Sa Pả"));
        assert_ne!(one.marked, other.marked);
        assert_eq!(one.plain, other.plain);
    }

    #[test]
    fn habits_make_no_difference_in_the_loose_form() {
        assert_eq!(spelled("Xam Mứn").loose, spelled("Sam Mứn").loose);
        assert_eq!(spelled("Đắk Lắk").loose, spelled("Dac Lac").loose);
        assert_ne!(spelled("Tân Khánh").loose, spelled("Tân Chánh").loose);
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for (one, other) in [("Hải Châu II", "Hải Châu 2"), ("01", "1"), ("VII", "7")] {
            assert_eq!(spelled(one).plain, spelled(other).plain, "{one}");
        }
        assert_eq!(spelled("Bản Vị").plain, "banvi");
    }

    #[test]
    fn an_abbreviation_may_be_glued_to_its_name() {
        let apart = |text| words(text).into_iter().map(|word| word.plain).collect::<Vec<_>>();
        assert_eq!(apart("P03"), ["p", "3"]);
        assert_eq!(apart("Q.1"), ["q", "1"]);
        assert_eq!(apart("TPHCM"), ["tp", "hcm"]);
        assert_eq!(apart("KP3"), ["kp3"]);
        assert_eq!(apart("Ea H’leo"), ["ea", "hleo"]);
    }
}
