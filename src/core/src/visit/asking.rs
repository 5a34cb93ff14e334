//! What is missing, one question a screen, and the page that comes of it.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a question names the touches that answer it; all others are no answer"
)]

use jiff::civil::Date;

use crate::citizen::Personal;
use crate::form::{
    Answer, Ask, Capabilities, Draft, Form, Given, How, NO, Need, Person, YES, fill, next_need,
};

use super::step::Step;
use super::{Copies, Effect, Entry, Open, RenderEvent, Review, Stage, Touch, Trouble, choosing, errand};

/// Starts the procedure's form, which wants the applicant's card, or has it from the errand before.
pub(super) fn begin(step: &mut Step, procedure: String) {
    let Some(form) = form_of(step, &procedure) else { return no_form(step, &procedure) };
    match errand::carried(step, form) {
        Some((draft, identity)) => step.go(Stage::Confirming { procedure, draft, identity }),
        None => go_on(step, procedure, Personal::new(Draft::new(&form.folder))),
    }
}

/// Takes the procedure's form as it is, for the pen.
pub(super) fn begin_blank(step: &mut Step, procedure: String) {
    match form_of(step, &procedure).map(Draft::blank) {
        Some(draft) => go_on(step, procedure, Personal::new(draft)),
        None => no_form(step, &procedure),
    }
}

/// The procedure's form that is in force today.
fn form_of<'a>(step: &Step<'a>, procedure: &str) -> Option<&'a Form> {
    step.office.procedure(procedure)?;
    step.office.form_for(procedure, step.now.civil.date())
}

/// What the draft wants next, or the page when nothing is missing.
pub(super) fn go_on(step: &mut Step, procedure: String, draft: Personal<Draft>) {
    let Some(form) = step.office.forms.form(&draft.expose().form) else {
        return no_form(step, &procedure);
    };
    let mut taken_up = draft.expose().clone();
    let need = taken_up.take_up(form, step.office, Capabilities::TOUCHSCREEN, step.now.civil.date());
    let draft = Personal::new(taken_up);
    match need {
        Some(Need::Card(_)) => step.go(Stage::Scanning { procedure, draft, problem: None }),
        Some(Need::Residence(_) | Need::Name(_) | Need::Question(_) | Need::Another(_)) => {
            step.go(Stage::Asking { procedure, draft, entry: Personal::new(Entry::default()) });
        }
        None => prepare(step, form, procedure, draft),
    }
}

fn prepare(step: &mut Step, form: &Form, procedure: String, draft: Personal<Draft>) {
    let filled = fill(form, step.office, draft.expose(), step.now.civil.date());
    let job = step.state.next_job();
    let left_for_pen = filled.left_for_pen();
    step.effects.push(Effect::Render { job, form: form.folder.clone(), data: filled.data });
    step.go(Stage::Preparing { procedure, draft, job, left_for_pen });
}

/// A touch on a question: a key, a part of a day or a time, a suggestion, or an answer.
pub(super) fn touched(
    step: &mut Step,
    procedure: String,
    draft: Personal<Draft>,
    entry: Personal<Entry>,
    touch: Touch,
) {
    let (entry, answered) = match opened(step, draft.expose()) {
        Some((form, need)) => {
            let today = step.now.civil.date();
            let open = Open { office: step.office, form, draft: draft.expose(), need: &need, today };
            let entry = open.touched(&entry, &touch);
            let answered = answered(open, &touch, entry.expose());
            (entry, answered)
        }
        None => (entry, None),
    };
    match answered {
        Some(draft) => go_on(step, procedure, Personal::new(draft)),
        None => step.stay(Stage::Asking { procedure, draft, entry }),
    }
}

/// What is open on the screen.
fn opened<'a>(step: &Step<'a>, draft: &Draft) -> Option<(&'a Form, Need<'a>)> {
    let form = step.office.forms.form(&draft.form)?;
    Some((form, next_need(form, step.office, draft, Capabilities::TOUCHSCREEN)?))
}

/// The draft with one more answer; `None` when what is open cannot be answered so.
fn answered(open: Open<'_, '_>, touch: &Touch, entry: &Entry) -> Option<Draft> {
    let mut answered = open.draft.clone();
    if *touch == Touch::Enter && open.writing(entry).is_some() {
        open.need.write(open.form, &mut answered, &entry.text, open.today).ok()?;
        return Some(answered);
    }
    match open.need {
        Need::Residence(whose) => answered.settle(&whose.key, commune(touch)?).ok()?,
        Need::Name(whose) if *touch == Touch::LeaveForPen => answered.call(&whose.key, None).ok()?,
        Need::Question(question) => {
            let answer = answer(question.ask, touch, &entry.text)?;
            answered.give(open.form, &question.blank, answer, open.today).ok()?;
        }
        Need::Another(group) => answered.another(group, yes_or_no(touch)?),
        Need::Card(_) | Need::Name(_) => return None,
    }
    Some(answered)
}

fn yes_or_no(touch: &Touch) -> Option<bool> {
    match touch {
        Touch::Choose(key) if key == YES => Some(true),
        Touch::Choose(key) if key == NO => Some(false),
        _ => None,
    }
}

/// The commune that `touch` names; nothing inside when the citizen does not know it.
fn commune(touch: &Touch) -> Option<Option<&str>> {
    match touch {
        Touch::Choose(code) => Some(Some(code)),
        Touch::Skip => Some(None),
        _ => None,
    }
}

fn answer(ask: &Ask, touch: &Touch, typed: &str) -> Option<Answer> {
    match touch {
        Touch::Choose(key) => Some(Answer::Chosen(key.clone())),
        Touch::Enter => keyed(&ask.how, typed),
        Touch::Skip => Some(Answer::Nothing),
        Touch::LeaveForPen => Some(Answer::Pen),
        _ => None,
    }
}

/// What the digits of the keypad or of a dial say.
fn keyed(how: &How, typed: &str) -> Option<Answer> {
    match how {
        How::Digits { .. } => Some(Answer::Digits(Personal::new(typed.to_owned()))),
        How::Number { .. } => Some(Answer::Number(Personal::new(typed.parse().ok()?))),
        How::Day { .. } => Some(Answer::Day(Personal::new(day(typed)?.to_string()))),
        How::Time => {
            let (hours, minutes) = typed.split_at_checked(2)?;
            Some(Answer::Time(Personal::new(format!("{hours}:{minutes}"))))
        }
        How::Choice { .. } | How::YesNo | How::Text { .. } => None,
    }
}

/// The day that `typed` names as `ddmmyyyy`; `None` when there is none.
fn day(typed: &str) -> Option<Date> {
    let (day, month, year) = (typed.get(..2)?, typed.get(2..4)?, typed.get(4..8)?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// One step back, whichever it was: a question is asked again, a card is shown again. While an answer on the page
/// under review is given anew, the page stays as it was.
pub(super) fn back(step: &mut Step, procedure: String, draft: &Personal<Draft>) {
    if let Some(review) = step.state.visit.as_mut().and_then(|visit| visit.amended.take()) {
        return step.go(Stage::Amending(review));
    }
    let mut earlier = draft.expose().clone();
    let last = earlier.take_back();
    let blank = earlier.is_new();
    let draft = Personal::new(earlier);
    match last {
        None => choosing::back_from_card(step, procedure),
        Some(Given::Person { person: Person::Card { identity, .. }, .. }) => {
            step.go(Stage::Confirming { procedure, draft, identity });
        }
        Some(Given::Person { person: Person::NotHere, .. }) if blank => step.go(Stage::NoCard { procedure }),
        Some(_) => go_on(step, procedure, draft),
    }
}

/// The renderer answered. An answer that nobody waits for any more is dropped with what it holds.
pub(super) fn rendered(step: &mut Step, event: RenderEvent) {
    let job = match &event {
        RenderEvent::Rendered(job, _) | RenderEvent::Failed(job) => *job,
    };
    let awaited = matches!(
        step.state.visit.as_ref().map(|v| &v.stage),
        Some(Stage::Preparing { job: awaited, .. }) if *awaited == job
    );
    if !awaited {
        return;
    }
    let Some(Stage::Preparing { procedure, draft, left_for_pen, .. }) = step.take_stage() else {
        return;
    };
    match event {
        RenderEvent::Rendered(_, document) => {
            let before = step.state.visit.as_mut().and_then(|visit| visit.amended.take());
            let copies = before.map_or(Copies::ONE, |review| review.copies);
            step.go(Stage::Reviewing(Review { procedure, draft, document, copies, left_for_pen }));
        }
        RenderEvent::Failed(_) => no_form(step, &procedure),
    }
}

/// There will be no form; the number can still be had.
pub(super) fn no_form(step: &mut Step, procedure: &str) {
    step.amend(None);
    let trouble = step.service_of(procedure).map_or(Trouble::NoNumber, Trouble::NoForm);
    step.go(Stage::Trouble(trouble));
}
