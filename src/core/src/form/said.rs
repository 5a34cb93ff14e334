//! What the citizen said so far, and saying one thing of it anew while the rest stays.

use jiff::civil::Date;

use super::{Capabilities, Draft, DraftError, Form, Given, Need, next_need};
use crate::office::Office;

/// Something that the citizen said and may say anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<'f> {
    /// What was wanted.
    pub need: Need<'f>,
    /// What was said.
    pub given: Given,
    /// The form without it: it is wanted again, and what was said after it is taken up again as far as it fits.
    pub without: Draft,
}

/// What the citizen said for `draft` of `form` up to the day `today`, in the order of asking. Cards are not among it,
/// nor what no longer counts.
pub fn said<'f>(
    form: &'f Form,
    office: &Office,
    draft: &Draft,
    can: Capabilities,
    today: Date,
) -> Vec<Said<'f>> {
    let open_again = |at| {
        let (given, mut without) = draft.without(at)?;
        let need = without.take_up(form, office, can, today)?;
        let spoken = !matches!(given, Given::Person { .. });
        (spoken && given.satisfies(&need)).then_some(Said { need, given, without })
    };
    (0..draft.all_given()).filter_map(open_again).collect()
}

impl Draft {
    fn all_given(&self) -> usize {
        self.earlier.len() + self.given.len()
    }

    /// What was given at the place `at`, that of earlier forms first, and the draft without it: what was given after
    /// it is set aside.
    fn without(&self, at: usize) -> Option<(Given, Draft)> {
        let mut draft = self.clone();
        if at < draft.earlier.len() {
            draft.aside = std::mem::take(&mut draft.given);
            let given = draft.earlier.remove(at);
            return Some((given, draft));
        }
        let mut rest = draft.given.split_off(at - draft.earlier.len()).into_iter();
        let given = rest.next()?;
        draft.aside = rest.collect();
        Some((given, draft))
    }

    /// Takes up again what was set aside, in the order in which `form` wants it, until something is wanted that was
    /// not said or no longer fits; gives what that is. When nothing is wanted any more, what is left aside is dropped.
    pub fn take_up<'f>(
        &mut self,
        form: &'f Form,
        office: &Office,
        can: Capabilities,
        today: Date,
    ) -> Option<Need<'f>> {
        while let Some(need) = next_need(form, office, self, can) {
            let Some(at) = self.aside.iter().position(|given| given.satisfies(&need)) else {
                return Some(need);
            };
            let given = self.aside.remove(at);
            // What the changed answer forbids is wanted again.
            drop(self.give_again(form, &need, given, today));
        }
        self.aside.clear();
        None
    }

    pub(super) fn give_again(
        &mut self,
        form: &Form,
        need: &Need<'_>,
        given: Given,
        today: Date,
    ) -> Result<(), DraftError> {
        match (given, need) {
            (Given::Person { slot, person }, _) => self.place(form, &slot, person, today),
            (Given::Residence { slot, place }, _) => {
                let commune = place.as_ref().map(|place| place.expose().commune_code);
                self.settle(&slot, commune)
            }
            (Given::Name { slot, name }, _) => self.call(&slot, name.as_ref().map(|n| n.expose().as_str())),
            (Given::Answer { answer, .. }, Need::Question(question)) => {
                self.give(form, &question.blank, answer, today)
            }
            (Given::Another { wanted, .. }, Need::Another(group)) => {
                self.another(group, wanted);
                Ok(())
            }
            (Given::Answer { .. } | Given::Another { .. }, _) => Err(DraftError::Choice),
        }
    }
}

impl Given {
    /// Whether it is what `need` wants.
    fn satisfies(&self, need: &Need<'_>) -> bool {
        match (self, need) {
            (Given::Person { slot, .. }, Need::Card(whose))
            | (Given::Residence { slot, .. }, Need::Residence(whose))
            | (Given::Name { slot, .. }, Need::Name(whose)) => *slot == whose.key,
            (Given::Answer { field, .. }, Need::Question(question)) => *field == question.blank.key(),
            (Given::Another { group, .. }, Need::Another(wanted)) => *group == wanted.key,
            (
                Given::Person { .. }
                | Given::Residence { .. }
                | Given::Name { .. }
                | Given::Answer { .. }
                | Given::Another { .. },
                _,
            ) => false,
        }
    }
}
