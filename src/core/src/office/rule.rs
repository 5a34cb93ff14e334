//! What the office may say of itself, wherever it says it: in its configuration or on the staff pages.

/// How many characters a notice or a house rule has at most, in each language: two lines of the lobby board.
pub const ANNOUNCEMENT_LENGTH: usize = 160;

/// How many notices (thông báo) there are at most.
pub const NOTICES: usize = 6;

/// How many house rules (nội quy) there are at most.
pub const HOUSE_RULES: usize = 12;

/// Whether `text` can be a notice or a house rule in one language: one line with something on it, of at most
/// [`ANNOUNCEMENT_LENGTH`] characters.
pub fn is_announcement(text: &str) -> bool {
    is_line(text, ANNOUNCEMENT_LENGTH)
}

/// Whether `text` is one line with something on it, of at most `longest` characters.
fn is_line(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= longest && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_is_one_line_of_bounded_length() {
        let long = "ă".repeat(ANNOUNCEMENT_LENGTH);
        assert!(is_announcement("Nghỉ lễ ngày 02/9.") && is_announcement(&long));
        for refused in ["", "  ", "hai\ndòng", "bell\u{7}", &format!("{long}ă")] {
            assert!(!is_announcement(refused), "{refused:?}");
        }
    }
}
