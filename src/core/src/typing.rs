//! Words from the on-screen keyboard: what a key makes of a text, and what may be suggested.
//!
//! All of it is a function of the text that stands there: no key is remembered, so that what was rubbed out, taken
//! from a suggestion or typed by a mark key goes on in the same way.

mod compose;
mod names;
mod segment;

pub use compose::{Tone, press, toned};
pub use names::{given_names, surnames};
pub use segment::{last_word, since_comma};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` as it is looked for: in lower case, without diacritics, đ as d.
pub fn bare(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase).nfd().filter(|c| !is_combining_mark(*c));
    letters.map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// Whether `candidate` begins like `begun`, diacritics and case aside.
pub fn begins(candidate: &str, begun: &str) -> bool {
    bare(candidate).starts_with(&bare(begun))
}

#[cfg(test)]
mod tests {
    use super::{bare, begins};

    #[test]
    fn words_are_looked_for_without_their_diacritics() {
        for (text, looked_for) in [("Đặng", "dang"), ("NGUYỄN", "nguyen"), ("Ưng’s 12", "ung’s 12"), ("", "")]
        {
            assert_eq!(bare(text), looked_for);
        }
        assert!(begins("Huỳnh", "hu") && begins("Huỳnh", "Hùy") && begins("Đỗ", "đ") && begins("Đỗ", "D"));
        assert!(!begins("Hồ", "hoa") && !begins("Hoàng", "hn"));
    }
}
