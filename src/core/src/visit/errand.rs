//! Another errand (việc khác) of the same citizen: what one form was told, the next one does not ask again.

use crate::citizen::{Identity, Personal};
use crate::form::{Draft, Form, Person};
use crate::queue::{ServiceId, Ticket, TicketId};

use super::step::Step;
use super::{Paper, Progress, Stage};

/// What an errand leaves to the next one.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// The form that was printed.
    draft: Personal<Draft>,
    /// The number that was given with it.
    ticket: Ticket,
}

impl Paper {
    /// Whether another errand is offered: a form has been printed, and nothing of this one is left to be done.
    pub fn may_lead_on(&self) -> bool {
        let printed = |progress: Progress| progress == Progress::Printed;
        printed(self.slip) && self.page.as_ref().is_some_and(|page| printed(page.progress))
    }
}

/// Keeps what the form was told that is printed now.
pub(super) fn keep(step: &mut Step, draft: &Personal<Draft>) {
    if let Some(visit) = &mut step.state.visit {
        visit.told = Some(draft.clone());
    }
}

/// To the next errand, by a touch on the last screen. If it wants another queue it joins the errands of the ticket.
pub(super) fn another(step: &mut Step, paper: Paper) {
    if !paper.may_lead_on() {
        return step.stay(Stage::Finished(paper));
    }
    let id = step.state.next_visit();
    if let Some(visit) = &mut step.state.visit {
        visit.id = id;
        visit.field = None;
        visit.earlier = visit.told.take().map(|draft| Earlier { draft, ticket: paper.ticket });
    }
    step.go(Stage::ChoosingField);
}

/// The draft of `form` that knows what the errand before was told, and the applicant's card, which is shown once
/// more: somebody else may have come meanwhile.
pub(super) fn carried(step: &Step, form: &Form) -> Option<(Personal<Draft>, Personal<Identity>)> {
    let earlier = step.state.visit.as_ref()?.earlier.as_ref()?.draft.expose();
    let of = step.office.forms.form(&earlier.form)?;
    let Person::Card { identity, .. } = earlier.person(&of.applicant()?.key)? else { return None };
    let applicant = form.applicant()?;
    let draft = Draft::after(earlier, of, form).without_person(&applicant.key);
    Some((Personal::new(draft), identity.clone()))
}

/// The ticket of today that the citizen holds.
fn held<'a>(step: &'a Step) -> Option<&'a Ticket> {
    let today = step.office.hours.service_day(step.now.civil);
    let ticket = &step.state.visit.as_ref()?.earlier.as_ref()?.ticket;
    (ticket.day == today).then_some(ticket)
}

/// The ticket to which an errand for another queue is added.
pub(super) fn ticket_held(step: &Step) -> Option<TicketId> {
    held(step).map(|ticket| ticket.id)
}

/// The ticket that the citizen holds already for `service`.
pub(super) fn ticket_for(step: &Step, service: &ServiceId) -> Option<Ticket> {
    held(step).filter(|ticket| ticket.services().any(|errand| errand == service)).cloned()
}

/// Somebody else's card is wanted than that of the errand before: nothing of it stays. `draft` is the one to go on
/// with.
pub(super) fn forget(step: &mut Step, draft: Personal<Draft>) -> Personal<Draft> {
    if draft.expose().is_new() && forget_all(step) {
        Personal::new(Draft::new(&draft.expose().form))
    } else {
        draft
    }
}

/// Nothing stays of the errand before; says whether there was one.
pub(super) fn forget_all(step: &mut Step) -> bool {
    step.state.visit.as_mut().is_some_and(|visit| visit.earlier.take().is_some())
}
