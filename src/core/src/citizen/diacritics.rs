//! Whether a text has kept its diacritics.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether `text` has letters, and no tone or vowel mark on any of them: what becomes of Vietnamese when its
/// diacritics are lost, though some names ("Lan Anh") are so by nature. Đ tells nothing, because taking the
/// marks off leaves it as it is, and neither do signs such as ’.
pub fn is_unaccented(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.nfd().any(is_combining_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_letters_that_are_merely_not_ascii() {
        let bare = ["Nguyen Van Đuc", "H’Hen Nie", "TRAN\u{a0}THI BICH", "Lan Anh", "Hai Chau, Đa Nang 12/3"];
        let marked = ["Đức", "Lê", "Y Tơ", "Ly\u{301}", "Kpă", "Êban", "NGUYỄN", "So 9, Da Nẵng"];
        assert_eq!(bare.map(is_unaccented), [true; 5]);
        assert_eq!(marked.map(is_unaccented), [false; 8]);
        assert_eq!(["", "12/3", "- -"].map(is_unaccented), [false; 3], "nothing there to lose");
    }
}
