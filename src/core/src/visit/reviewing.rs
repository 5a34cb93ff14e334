//! The page under review: printed, or changed in one of the answers that it was made of.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a screen names the touches that it offers; all others mean nothing on it"
)]

use jiff::civil::Date;

use super::step::Step;
use super::{Entry, Order, Review, Stage, Touch, Trouble, issuing, page};
use crate::citizen::Personal;
use crate::form::{Capabilities, Said, said};
use crate::office::Office;

impl Review {
    /// What of the page the citizen said and may say anew, on the day `today`, in the order of asking.
    pub fn said<'o>(&self, office: &'o Office, today: Date) -> Vec<Said<'o>> {
        let draft = self.draft.expose();
        let form = office.forms.form(&draft.form);
        form.map(|form| said(form, office, draft, Capabilities::TOUCHSCREEN, today)).unwrap_or_default()
    }
}

/// A touch on the page as it will be printed.
pub(super) fn touched(step: &mut Step, mut review: Review, touch: Touch) {
    match touch {
        Touch::Print => print(step, review),
        Touch::Amend if !said_in(step, &review).is_empty() => step.go(Stage::Amending(review)),
        touch => {
            review.copies = page::copies_after(review.copies, &touch).unwrap_or(review.copies);
            step.stay(Stage::Reviewing(review));
        }
    }
}

fn print(step: &mut Step, review: Review) {
    match step.service_of(&review.procedure) {
        Some(service) => {
            let order = Order::new(review.document, review.copies);
            issuing::issue_with(step, service, &review.draft, order);
        }
        None => step.go(Stage::Trouble(Trouble::NoNumber)),
    }
}

/// A touch on the list of answers: the one that was chosen is asked for again, with what was entered before.
pub(super) fn amended(step: &mut Step, review: Review, touch: Touch) {
    let Touch::AmendAnswer(at) = touch else { return step.stay(Stage::Amending(review)) };
    let Some(said) = said_in(step, &review).into_iter().nth(at) else {
        return step.stay(Stage::Amending(review));
    };
    let entry = Personal::new(Entry::again(&said));
    let (procedure, draft) = (review.procedure.clone(), Personal::new(said.without));
    step.amend(Some(review));
    step.go(Stage::Asking { procedure, draft, entry });
}

fn said_in<'a>(step: &Step<'a>, review: &Review) -> Vec<Said<'a>> {
    review.said(step.office, step.now.civil.date())
}
