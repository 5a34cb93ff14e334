//! Where the word that is being typed begins, and the place that is being typed.

/// `text` parted before its last word: letters only, so that "12a" ends in "a" and "H’Hen" in "Hen".
pub fn last_word(text: &str) -> (&str, &str) {
    let letters = text.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    text.split_at(text.len() - letters)
}

/// `text` parted behind its last comma and the spaces that follow it.
pub fn since_comma(text: &str) -> (&str, &str) {
    let begin = text.rfind(',').map_or(0, |comma| comma + 1);
    let spaces = text[begin..].len() - text[begin..].trim_start().len();
    text.split_at(begin + spaces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_and_the_place_at_the_end_are_found() {
        let words = [("", ("", "")), ("Lê Thị", ("Lê ", "Thị")), ("12a", ("12", "a")), ("Lê ", ("Lê ", ""))];
        words.into_iter().for_each(|(text, parts)| assert_eq!(last_word(text), parts));
        assert_eq!(last_word("H’Hen"), ("H’", "Hen"));
        let places = [
            ("12 Lê Lợi", ("", "12 Lê Lợi")),
            ("12 Lê Lợi,  hải", ("12 Lê Lợi,  ", "hải")),
            ("a,", ("a,", "")),
        ];
        places.into_iter().for_each(|(text, parts)| assert_eq!(since_comma(text), parts));
    }
}
