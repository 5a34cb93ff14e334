//! The fields that thẻ Căn cước has after the first seven.
//!
//! Thông tư 16/2024/TT-BCA names what they can hold and not their order, and no child's card has been seen:
//! they are told apart by what they look like.

use super::letters::check_name;
use super::{CardWarning, IdNumber, is_digits};

/// What the further fields say.
#[derive(Default)]
pub(super) struct Extras<'a> {
    /// The number of the card before: that of the second field, or else 9 digits.
    pub old_id: Option<&'a str>,
    /// 12 digits: the number that was cancelled.
    pub cancelled_id: Option<IdNumber>,
    /// The first text.
    pub father: Option<&'a str>,
    /// The second text.
    pub mother: Option<&'a str>,
    /// What is odd about them.
    pub warnings: Vec<CardWarning>,
}

impl<'a> Extras<'a> {
    /// Reads the fields after the seventh; `old` is the number that the second field names.
    pub(super) fn read(fields: &[&'a str], old: Option<&'a str>) -> Self {
        let mut extras = Self { old_id: old, ..Self::default() };
        let mut names = Vec::new();
        for (at, field) in fields.iter().copied().enumerate() {
            if check_name(field).is_ok() {
                names.push((at, field));
            } else if !extras.take(field) {
                extras.warnings.push(CardWarning::ExtraIgnored);
            }
        }
        extras.take_parents(&names);
        extras
    }

    /// Takes a field of digits; false if it says nothing that is known.
    fn take(&mut self, field: &'a str) -> bool {
        if is_digits(field, 9) && self.old_id.is_none_or(|old| old == field) {
            self.old_id = Some(field);
        } else if is_digits(field, 12) && self.cancelled_id.is_none() {
            self.cancelled_id = IdNumber::new(field).ok();
        } else {
            // Eight digits are a date, of what is not known.
            return field.is_empty() || is_digits(field, 8);
        }
        true
    }

    fn take_parents(&mut self, names: &[(usize, &'a str)]) {
        match names {
            [] => {}
            // In the last of four fields, with the one before it empty, it stands in the mother's place.
            [(3, mother)] => self.mother = Some(mother),
            [(_, father)] => self.father = Some(father),
            [(_, father), (_, mother), ..] => (self.father, self.mother) = (Some(*father), Some(*mother)),
        }
        if names.len() == 1 {
            self.warnings.push(CardWarning::OneParent);
        }
        self.warnings.extend(names.iter().skip(2).map(|_| CardWarning::ExtraIgnored));
    }
}
