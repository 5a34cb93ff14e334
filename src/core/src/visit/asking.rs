//! What is missing, one question a screen, and the page that comes of it.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a question names the touches that answer it; all others are no answer"
)]

use jiff::civil::Date;

use crate::citizen::Personal;
use crate::form::{Answer, Ask, Draft, Form, Given, Need, Person, Question, fill, next_need};

use super::step::Step;
use super::{Effect, RenderEvent, Stage, Touch, Trouble, issuing};

/// A day has eight digits, `ddmmyyyy`.
pub const DAY_DIGITS: usize = 8;

/// Nobody who comes was born earlier, and no paper that they bring is older.
const FIRST_YEAR: i16 = 1900;

/// Starts the procedure's form, which wants the applicant's card.
pub(super) fn begin(step: &mut Step, procedure: String) {
    match step.office.procedure(&procedure).map(|p| Draft::new(&p.form)) {
        Some(draft) => go_on(step, procedure, Personal::new(draft)),
        None => no_form(step, &procedure),
    }
}

/// Takes the procedure's form as it is, for the pen.
pub(super) fn begin_blank(step: &mut Step, procedure: String) {
    let form = step.office.procedure(&procedure).and_then(|p| step.office.forms.form(&p.form));
    match form.map(Draft::blank) {
        Some(draft) => go_on(step, procedure, Personal::new(draft)),
        None => no_form(step, &procedure),
    }
}

/// What the draft wants next, or the page when nothing is missing.
pub(super) fn go_on(step: &mut Step, procedure: String, draft: Personal<Draft>) {
    let Some(form) = step.office.forms.form(&draft.expose().form) else {
        return no_form(step, &procedure);
    };
    match next_need(form, draft.expose()) {
        Some(Need::Card(_)) => step.go(Stage::Scanning { procedure, draft, problem: None }),
        Some(Need::Residence(_) | Need::Question(_)) => {
            step.go(Stage::Asking { procedure, draft, typed: Personal::new(String::new()) });
        }
        None => prepare(step, form, procedure, draft),
    }
}

fn prepare(step: &mut Step, form: &Form, procedure: String, draft: Personal<Draft>) {
    let filled = fill(form, step.office, draft.expose(), step.now.civil.date());
    let job = step.state.next_job();
    step.effects.push(Effect::Render { job, form: form.id.clone(), data: filled.data });
    step.go(Stage::Preparing { procedure, draft, job, left_for_pen: filled.left_for_pen });
}

/// A touch on a question: a key of the keypad, or an answer.
pub(super) fn touched(
    step: &mut Step,
    procedure: String,
    draft: Personal<Draft>,
    typed: Personal<String>,
    touch: Touch,
) {
    let typed = match touch {
        Touch::Digit(digit) => push(&typed, digit, most_digits(step, draft.expose())),
        Touch::Erase => shorten(&typed),
        _ => typed,
    };
    match answered(step, draft.expose(), &touch, &typed) {
        Some(draft) => go_on(step, procedure, Personal::new(draft)),
        None => step.stay(Stage::Asking { procedure, draft, typed }),
    }
}

/// The draft with one more answer; `None` when what is open cannot be answered so.
fn answered(step: &Step, draft: &Draft, touch: &Touch, typed: &Personal<String>) -> Option<Draft> {
    let mut answered = draft.clone();
    match open(step, draft)? {
        Need::Residence(slot) => answered.settle(&slot.key, commune(touch)?).ok()?,
        Need::Question(question) => {
            let today = step.now.civil.date();
            answered.give(question.field, answer(question.ask, touch, typed, today)?).ok()?;
        }
        Need::Card(_) => return None,
    }
    Some(answered)
}

/// The commune that `touch` names; nothing inside when the citizen does not know it.
fn commune(touch: &Touch) -> Option<Option<&str>> {
    match touch {
        Touch::Choose(code) => Some(Some(code)),
        Touch::Skip => Some(None),
        _ => None,
    }
}

fn answer(ask: &Ask, touch: &Touch, typed: &Personal<String>, today: Date) -> Option<Answer> {
    match (touch, ask) {
        (Touch::Choose(key), _) => Some(Answer::Chosen(key.clone())),
        (Touch::Enter, Ask::Day { .. }) => {
            let day = typed_day(typed.expose(), today)?;
            Some(Answer::Day(Personal::new(day.to_string())))
        }
        (Touch::Enter, _) => Some(Answer::Digits(typed.clone())),
        (Touch::Skip, _) => Some(Answer::Nothing),
        (Touch::LeaveForPen, _) => Some(Answer::Pen),
        _ => None,
    }
}

/// The day that `typed` names as `ddmmyyyy`; `None` when there is none, or when it is still to come.
pub fn typed_day(typed: &str, today: Date) -> Option<Date> {
    let (day, month, year) = (typed.get(..2)?, typed.get(2..4)?, typed.get(4..8)?);
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (date.year() >= FIRST_YEAR && date <= today).then_some(date)
}

/// What is open on the screen.
fn open<'a>(step: &Step<'a>, draft: &Draft) -> Option<Need<'a>> {
    next_need(step.office.forms.form(&draft.form)?, draft)
}

fn most_digits(step: &Step, draft: &Draft) -> usize {
    match open(step, draft) {
        Some(Need::Question(Question { ask: Ask::Digits { max, .. }, .. })) => *max as usize,
        Some(Need::Question(Question { ask: Ask::Day { .. }, .. })) => DAY_DIGITS,
        _ => 0,
    }
}

fn push(typed: &Personal<String>, digit: char, most: usize) -> Personal<String> {
    let mut text = typed.expose().clone();
    if digit.is_ascii_digit() && text.len() < most {
        text.push(digit);
    }
    Personal::new(text)
}

fn shorten(typed: &Personal<String>) -> Personal<String> {
    let mut text = typed.expose().clone();
    text.pop();
    Personal::new(text)
}

/// One step back, whichever it was: a question is asked again, a card is shown again.
pub(super) fn back(step: &mut Step, procedure: String, draft: &Personal<Draft>) {
    let mut earlier = draft.expose().clone();
    let last = earlier.take_back();
    let blank = earlier.is_new();
    let draft = Personal::new(earlier);
    match last {
        None => step.go(Stage::Choosing),
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
            step.go(Stage::Reviewing { procedure, draft, document, left_for_pen });
        }
        RenderEvent::Failed(_) => no_form(step, &procedure),
    }
}

/// There will be no form; the number can still be had.
pub(super) fn no_form(step: &mut Step, procedure: &str) {
    let trouble = step.service_of(procedure).map_or(Trouble::NoNumber, Trouble::NoForm);
    step.go(Stage::Trouble(trouble));
}

/// A touch on the page as it will be printed.
pub(super) fn reviewed(step: &mut Step, stage: Stage, touch: Touch) {
    match (stage, touch) {
        (Stage::Reviewing { procedure, draft, document, .. }, Touch::Print) => {
            match step.service_of(&procedure) {
                Some(service) => issuing::issue_with(step, service, &draft, document),
                None => step.go(Stage::Trouble(Trouble::NoNumber)),
            }
        }
        (stage, _) => step.stay(stage),
    }
}
