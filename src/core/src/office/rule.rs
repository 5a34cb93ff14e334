//! What the office may say of itself, wherever it says it: in its configuration or on the staff pages.

use std::ops::RangeInclusive;

use jiff::civil::Time;

use crate::queue::Span;

/// The first number of a service day.
pub const START: RangeInclusive<u32> = 1..=9000;

/// How many digits a number has at least.
pub const WIDTH: RangeInclusive<u8> = 1..=6;

/// How many numbers a service gives out in one day at most.
pub const PER_DAY: RangeInclusive<u32> = 1..=9000;

/// How many minutes one person usually takes.
pub const MINUTES: RangeInclusive<u32> = 1..=240;

/// How many minutes before the last closing of a day the last number is given out.
pub const LAST_TICKET: RangeInclusive<u32> = 0..=600;

/// How many characters a notice or a house rule has at most, in each language: two lines of the lobby board.
pub const ANNOUNCEMENT_LENGTH: usize = 160;

/// How many characters a service's name, or what to have ready for it, has at most, in each language.
pub const LABEL_LENGTH: usize = 120;

/// How many characters the office's name has at most, in each language.
pub const NAME_LENGTH: usize = 120;

/// How many lines the office's name has at most: what the head of a slip has room for.
pub const NAME_LINES: usize = 3;

/// How many notices (thông báo) there are at most.
pub const NOTICES: usize = 6;

/// How many house rules (nội quy) there are at most.
pub const HOUSE_RULES: usize = 12;

/// Whether `text` can be a notice or a house rule in one language: one line with something on it, of at most
/// [`ANNOUNCEMENT_LENGTH`] characters.
pub fn is_announcement(text: &str) -> bool {
    is_line(text, ANNOUNCEMENT_LENGTH)
}

/// Whether `text` can be a service's name, or what to have ready for it, in one language: one line with something
/// on it, of at most [`LABEL_LENGTH`] characters.
pub fn is_label(text: &str) -> bool {
    is_line(text, LABEL_LENGTH)
}

/// Whether `text` can be the office's name in one language: up to [`NAME_LINES`] lines with something on each, of at
/// most [`NAME_LENGTH`] characters together.
pub fn is_office_name(text: &str) -> bool {
    let lines = text.lines().count();
    (1..=NAME_LINES).contains(&lines)
        && text.chars().count() <= NAME_LENGTH
        && text.lines().all(|line| is_line(line, NAME_LENGTH))
}

/// How many bytes a service's id has at most.
pub const SERVICE_ID_LENGTH: usize = 40;

/// Whether `text` can be a service's id, which stands in database and forms: up to [`SERVICE_ID_LENGTH`] bytes and no
/// spaces. Offices write it as "ho-tich"; other letters were never refused.
pub fn is_service_id(text: &str) -> bool {
    let fits = !text.is_empty() && text.len() <= SERVICE_ID_LENGTH;
    fits && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Whether a service's numbers can begin with `text`: one or two capital letters, which are printed and said.
pub fn is_prefix(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether the office can be open in `span` after it was in `earlier` of the same day.
pub fn follows(earlier: &[Span], span: &Span) -> bool {
    span.from < span.to && earlier.last().is_none_or(|last| last.to <= span.from)
}

/// The time of day that is written so, in hours and minutes: "07:30".
pub fn time(text: &str) -> Option<Time> {
    Time::strptime("%H:%M", text.trim()).ok()
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

    #[test]
    fn an_office_name_has_up_to_three_lines() {
        assert!(is_office_name("ỦY BAN NHÂN DÂN\nPHƯỜNG HẢI HÒA") && is_office_name("a\nb\nc"));
        for refused in ["", "a\n\nb", "a\nb\nc\nd", &"x".repeat(NAME_LENGTH + 1)] {
            assert!(!is_office_name(refused), "{refused:?}");
        }
    }

    #[test]
    fn a_prefix_is_one_or_two_capitals() {
        assert!(is_prefix("A") && is_prefix("HT"));
        for refused in ["", "a", "A1", "ABC", "Đ"] {
            assert!(!is_prefix(refused), "{refused:?}");
        }
    }
}
