//! The number: committed first, then printed, and shown whatever the printers do.

use crate::citizen::Personal;
use crate::form::{Draft, Person};
use crate::queue::{ClassId, ServiceId, SlipPrint, SlipState, Ticket, VisitId, classes_of_age};
use crate::text::Lang;

use super::step::Step;
use super::{Effect, JobId, Order, Outcome, Paper, Progress, Stage, Touch, Trouble, Visit, errand, page};

/// Asks the store for a number.
pub(super) fn issue(step: &mut Step, service: ServiceId) {
    let classes = claimed(step);
    ask_for(step, service, classes, None);
}

/// Asks the store for a number of the draft's applicant; `order` is printed with it.
pub(super) fn issue_with(step: &mut Step, service: ServiceId, draft: &Personal<Draft>, order: Order) {
    errand::keep(step, draft);
    if let Some(ticket) = errand::ticket_for(step, &service) {
        return print_beside(step, ticket, &service, order);
    }
    let classes = classes(step, draft.expose());
    ask_for(step, service, classes, Some(order));
}

/// The form of another errand at the same queue: the citizen has the number and its slip.
fn print_beside(step: &mut Step, ticket: Ticket, service: &ServiceId, order: Order) {
    let slip_job = step.state.next_job();
    let page = Some(page::print(step, service, order));
    let print = SlipPrint::First;
    step.go(Stage::Printing(Paper { ticket, print, slip_job, slip: Progress::Printed, page, rated: None }));
}

fn ask_for(step: &mut Step, service: ServiceId, classes: Vec<ClassId>, order: Option<Order>) {
    step.go(Stage::Issuing { service: service.clone(), classes: classes.clone(), order });
    if let Some(visit) = &step.state.visit {
        let held = errand::ticket_held(step);
        step.effects.push(Effect::IssueTicket { visit: visit.id, service, classes, held });
    }
}

/// What the citizen declared.
fn claimed(step: &Step) -> Vec<ClassId> {
    step.state.visit.as_ref().and_then(|visit| visit.claim.clone()).into_iter().collect()
}

/// That, and the classes that the applicant belongs to by age. Of the card nothing else leaves the draft.
fn classes(step: &Step, draft: &Draft) -> Vec<ClassId> {
    let applicant = step.office.forms.form(&draft.form).and_then(|form| form.applicant());
    let person = applicant.and_then(|slot| draft.person(&slot.key));
    let of_age = |birth| classes_of_age(&step.office.queue, birth, step.now.civil.date());
    let aged = person.and_then(Person::identity).map(|identity| of_age(identity.born_by()));
    aged.into_iter().flatten().chain(claimed(step)).collect()
}

/// The ticket is committed: now, and not before, the printers start.
pub(super) fn issued(step: &mut Step, visit: VisitId, ticket: Ticket) {
    if !awaits_number(step, visit) {
        return;
    }
    let Some(Stage::Issuing { service, order, .. }) = step.take_stage() else { return };
    let held = errand::ticket_held(step) == Some(ticket.id);
    let print = if held { SlipPrint::Replacing } else { SlipPrint::First };
    let slip_job = print_for_citizen(step, &ticket, print);
    let page = order.map(|order| page::print(step, &service, order));
    step.go(Stage::Printing(Paper { ticket, print, slip_job, slip: Progress::Running, page, rated: None }));
}

fn print_for_citizen(step: &mut Step, ticket: &Ticket, print: SlipPrint) -> JobId {
    let lang = step.state.visit.as_ref().map(|visit| visit.lang).unwrap_or_default();
    print_slip(step, ticket, lang, print)
}

fn print_slip(step: &mut Step, ticket: &Ticket, lang: Lang, print: SlipPrint) -> JobId {
    let job = step.state.next_job();
    step.effects.push(Effect::PrintSlip { job, ticket: ticket.clone(), lang, print });
    job
}

/// The store refused this visit.
pub(super) fn refused(step: &mut Step, visit: VisitId) {
    if awaits_number(step, visit) {
        no_number(step);
    }
}

/// The service has no more numbers today.
pub(super) fn used_up(step: &mut Step, visit: VisitId) {
    if awaits_number(step, visit) {
        step.go(Stage::Trouble(Trouble::UsedUp));
    }
}

fn awaits_number(step: &Step, visit: VisitId) -> bool {
    let issuing = |v: &Visit| v.id == visit && matches!(v.stage, Stage::Issuing { .. });
    step.state.visit.as_ref().is_some_and(issuing)
}

/// No number can be had: say so, and what to do.
pub(super) fn no_number(step: &mut Step) {
    step.go(Stage::Trouble(Trouble::NoNumber));
}

/// Prints a slip for staff, whatever the visit is doing; the printer takes one after the other.
pub(super) fn print_for_staff(step: &mut Step, ticket: &Ticket, print: SlipPrint) {
    let job = print_slip(step, ticket, Lang::Vi, print);
    step.state.staff_slips.push((job, ticket.id));
}

/// A slip's job ended, while the visit waits for it or after the last screen had already said that
/// nobody knows. A job of another visit changes nothing.
pub(super) fn slip_ended(step: &mut Step, job: JobId, outcome: Outcome) {
    if let Some(at) = step.state.staff_slips.iter().position(|(slip, _)| *slip == job) {
        let (_, ticket) = step.state.staff_slips.swap_remove(at);
        return step.effects.push(Effect::RecordSlip { ticket, slip: slip_state(outcome.into()) });
    }
    let Some(paper) = paper_on_screen(step).filter(|paper| paper.slip_job == job) else { return };
    paper.slip = outcome.into();
    let paper = paper.clone();
    record(step, &paper);
    finish_when_all_ended(step);
}

/// A page's job ended.
pub(super) fn page_ended(step: &mut Step, job: JobId, outcome: Outcome) {
    let Some(paper) = paper_on_screen(step) else { return };
    let Some(page) = paper.page.as_mut().filter(|page| page.job == job) else { return };
    page.ended(outcome);
    finish_when_all_ended(step);
}

fn paper_on_screen<'a>(step: &'a mut Step) -> Option<&'a mut Paper> {
    match &mut step.state.visit.as_mut()?.stage {
        Stage::Printing(paper) | Stage::Finished(paper) => Some(paper),
        Stage::Choosing
        | Stage::Declaring
        | Stage::LookingUp { .. }
        | Stage::Placed(_)
        | Stage::ChoosingService
        | Stage::ChoosingField
        | Stage::Searching { .. }
        | Stage::ChoosingProcedure { .. }
        | Stage::Informing { .. }
        | Stage::Scanning { .. }
        | Stage::NoCard { .. }
        | Stage::Confirming { .. }
        | Stage::Asking { .. }
        | Stage::Preparing { .. }
        | Stage::Reviewing(_)
        | Stage::Amending(_)
        | Stage::Issuing { .. }
        | Stage::Trouble(_)
        | Stage::Maintaining(_) => None,
    }
}

fn finish_when_all_ended(step: &mut Step) {
    let Some(Visit { stage: Stage::Printing(paper), .. }) = &step.state.visit else { return };
    let page_runs = paper.page.as_ref().is_some_and(|page| page.progress == Progress::Running);
    if paper.slip != Progress::Running && !page_runs {
        let paper = paper.clone();
        step.go(Stage::Finished(paper));
    }
}

impl From<Outcome> for Progress {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Printed => Self::Printed,
            Outcome::NotPrinted => Self::Failed,
            Outcome::Unconfirmed => Self::Unconfirmed,
        }
    }
}

fn record(step: &mut Step, paper: &Paper) {
    step.effects.push(Effect::RecordSlip { ticket: paper.ticket.id, slip: slip_state(paper.slip) });
}

fn slip_state(progress: Progress) -> SlipState {
    match progress {
        Progress::Running => SlipState::Pending,
        Progress::Printed => SlipState::Printed,
        Progress::Failed => SlipState::NotPrinted,
        Progress::Unconfirmed => SlipState::Unconfirmed,
    }
}

/// The printers had their time: the number is shown, a page still waiting is called back.
pub(super) fn printing_too_long(step: &mut Step, mut paper: Paper) {
    abandon(step, paper.clone());
    if paper.slip == Progress::Running {
        paper.slip = Progress::Unconfirmed;
    }
    if let Some(page) = paper.page.as_mut().filter(|p| p.progress == Progress::Running) {
        page.progress = Progress::Unconfirmed;
    }
    step.go(Stage::Finished(paper));
}

/// Nobody waits for these papers any more.
pub(super) fn abandon(step: &mut Step, mut paper: Paper) {
    if let Some(page) = paper.page.as_ref().filter(|p| p.progress == Progress::Running) {
        step.effects.push(Effect::CancelPage { job: page.job, printer: page.printer });
    }
    if paper.slip == Progress::Running {
        paper.slip = Progress::Unconfirmed;
        record(step, &paper);
    }
}

/// A touch on the last screen: how satisfied the citizen was, said once; the same number once more, unless its paper
/// is certainly out; or the form.
pub(super) fn finished(step: &mut Step, mut paper: Paper, touch: Touch) {
    if let (Touch::Rate(rating), None) = (&touch, paper.rated) {
        paper.rated = Some(*rating);
        step.effects.push(Effect::Rate { ticket: paper.ticket.id, rating: *rating });
    }
    if touch == Touch::AnotherErrand {
        errand::another(step, paper);
    } else if touch == Touch::PrintFormAgain {
        page::again(step, paper);
    } else if touch == Touch::PrintAgain && paper.slip != Progress::Printed {
        slip_again(step, paper);
    } else {
        step.stay(Stage::Finished(paper));
    }
}

fn slip_again(step: &mut Step, mut paper: Paper) {
    if paper.print == SlipPrint::First {
        paper.print = SlipPrint::Again;
    }
    paper.slip_job = print_for_citizen(step, &paper.ticket, paper.print);
    paper.slip = Progress::Running;
    step.go(Stage::Printing(paper));
}

/// A touch on a trouble screen.
pub(super) fn troubled(step: &mut Step, trouble: Trouble, touch: Touch) {
    match (trouble, touch) {
        (Trouble::NoForm(service), Touch::NumberOnly) => issue(step, service),
        (trouble, _) => step.stay(Stage::Trouble(trouble)),
    }
}
