//! Which of several page printers gets a document.

use super::OfficeCondition;

/// The printer for a document, by its place in `conditions`: the preferred one while it works, else the
/// first of those that work best, else the preferred one all the same, whose fault is then the one that
/// staff see to. `None` when there is no printer `preferred`.
///
/// What was never heard of is tried last among the working ones; what is busy, after what is free.
#[must_use]
pub fn choose(conditions: &[OfficeCondition], preferred: usize) -> Option<usize> {
    let wanted = conditions.get(preferred)?;
    if wanted.can_print() {
        return Some(preferred);
    }
    let able = conditions.iter().enumerate().filter(|(_, condition)| condition.can_print());
    // The first of equals: `min_by_key` keeps the earlier one.
    let best = able.min_by_key(|(_, condition)| delay(**condition)).map(|(place, _)| place);
    Some(best.unwrap_or(preferred))
}

/// How long a document may have to wait there, least first.
fn delay(condition: OfficeCondition) -> u8 {
    match condition {
        OfficeCondition::Ready | OfficeCondition::TonerLow => 0,
        OfficeCondition::Busy => 1,
        OfficeCondition::Unknown => 2,
        OfficeCondition::PaperOut
        | OfficeCondition::PaperJam
        | OfficeCondition::CoverOpen
        | OfficeCondition::TonerEmpty
        | OfficeCondition::Unreachable
        | OfficeCondition::Refused
        | OfficeCondition::NoA4
        | OfficeCondition::NoPdf => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::OfficeCondition::{self, *};
    use super::choose;

    #[test]
    fn the_preferred_one_that_works_then_any_that_works_then_the_preferred_one() {
        let cases: [(&[OfficeCondition], usize, Option<usize>); 12] = [
            (&[Ready, Ready], 1, Some(1)),
            (&[Ready, TonerLow], 1, Some(1)),
            (&[Ready, Busy], 1, Some(1)),
            (&[Ready, Unknown], 1, Some(1)),
            (&[Ready, PaperOut], 1, Some(0)),
            (&[Busy, Ready, NoA4], 2, Some(1)),
            (&[Unknown, Busy, Unreachable], 2, Some(1)),
            (&[PaperJam, TonerLow, Ready], 0, Some(1)),
            (&[PaperJam, CoverOpen, Refused], 1, Some(1)),
            (&[TonerEmpty], 0, Some(0)),
            (&[Ready], 1, None),
            (&[], 0, None),
        ];
        for (conditions, preferred, chosen) in cases {
            assert_eq!(choose(conditions, preferred), chosen, "{conditions:?}, preferred {preferred}");
        }
    }
}
