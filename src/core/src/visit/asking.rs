//! What is missing, one question a screen, and the page that comes of it.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a question names the touches that answer it; all others are no answer"
)]

use jiff::civil::Date;

use crate::citizen::Personal;
use crate::form::{
    Answer, Ask, Capabilities, Draft, Form, Given, How, NO, Need, Person, YES, days, fill, next_need,
};

use super::step::Step;
use super::{Copies, Dial, Effect, Order, RenderEvent, Stage, Touch, Trouble, choosing, issuing, page};

/// Starts the procedure's form, which wants the applicant's card.
pub(super) fn begin(step: &mut Step, procedure: String) {
    match form_of(step, &procedure).map(|form| Draft::new(&form.folder)) {
        Some(draft) => go_on(step, procedure, Personal::new(draft)),
        None => no_form(step, &procedure),
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
    match next_need(form, step.office, draft.expose(), Capabilities::TOUCHSCREEN) {
        Some(Need::Card(_)) => step.go(Stage::Scanning { procedure, draft, problem: None }),
        Some(Need::Residence(_) | Need::Question(_) | Need::Another(_)) => {
            step.go(Stage::Asking { procedure, draft, typed: Personal::new(String::new()) });
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

/// A touch on a question: a key of the keypad, a part of a day or a time, or an answer.
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
        Touch::Set(..) | Touch::Change(_) => dialled(step, draft.expose(), &typed, &touch).unwrap_or(typed),
        _ => typed,
    };
    match answered(step, draft.expose(), &touch, &typed) {
        Some(draft) => go_on(step, procedure, Personal::new(draft)),
        None => step.stay(Stage::Asking { procedure, draft, typed }),
    }
}

/// The draft with one more answer; `None` when what is open cannot be answered so.
fn answered(step: &Step, draft: &Draft, touch: &Touch, typed: &Personal<String>) -> Option<Draft> {
    let form = step.office.forms.form(&draft.form)?;
    let mut answered = draft.clone();
    match open(step, draft)? {
        Need::Residence(whose) => answered.settle(&whose.key, commune(touch)?).ok()?,
        Need::Question(question) => {
            let answer = answer(question.ask, touch, typed)?;
            answered.give(form, &question.blank, answer, step.now.civil.date()).ok()?;
        }
        Need::Another(group) => answered.another(group, yes_or_no(touch)?),
        Need::Card(_) => return None,
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

fn answer(ask: &Ask, touch: &Touch, typed: &Personal<String>) -> Option<Answer> {
    match touch {
        Touch::Choose(key) => Some(Answer::Chosen(key.clone())),
        Touch::Enter => keyed(&ask.how, typed),
        Touch::Skip => Some(Answer::Nothing),
        Touch::LeaveForPen => Some(Answer::Pen),
        _ => None,
    }
}

/// What the keypad's digits say.
fn keyed(how: &How, typed: &Personal<String>) -> Option<Answer> {
    match how {
        How::Digits { .. } => Some(Answer::Digits(typed.clone())),
        How::Number { .. } => Some(Answer::Number(Personal::new(typed.expose().parse().ok()?))),
        How::Day { .. } => Some(Answer::Day(Personal::new(day(typed.expose())?.to_string()))),
        How::Time => {
            let (hours, minutes) = typed.expose().split_at_checked(2)?;
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

/// What is open on the screen.
fn open<'a>(step: &Step<'a>, draft: &Draft) -> Option<Need<'a>> {
    let form = step.office.forms.form(&draft.form)?;
    next_need(form, step.office, draft, Capabilities::TOUCHSCREEN)
}

fn most_digits(step: &Step, draft: &Draft) -> usize {
    match open(step, draft) {
        Some(Need::Question(question)) => keypad_digits(&question.ask.how).unwrap_or(0),
        _ => 0,
    }
}

/// The most digits that answer a question on the keypad; `None` when it is not answered so.
pub fn keypad_digits(how: &How) -> Option<usize> {
    match how {
        How::Digits { max, .. } => Some(*max as usize),
        How::Number { max, .. } => Some(max.to_string().len()),
        How::Choice { .. } | How::YesNo | How::Day { .. } | How::Time | How::Text { .. } => None,
    }
}

/// The digits of the day or the time that is open, after `touch` on one of its parts.
fn dialled(step: &Step, draft: &Draft, typed: &Personal<String>, touch: &Touch) -> Option<Personal<String>> {
    let form = step.office.forms.form(&draft.form)?;
    let Some(Need::Question(question)) = open(step, draft) else { return None };
    let allowed = days(form, draft, &question.blank, step.now.civil.date());
    let dial = Dial::new(&question.ask.how, typed.expose(), allowed);
    let dial = match touch {
        Touch::Set(part, value) => dial.set(*part, *value)?,
        Touch::Change(part) => dial.cleared(*part),
        _ => return None,
    };
    Some(dial.digits().clone())
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
            let copies = Copies::ONE;
            step.go(Stage::Reviewing { procedure, draft, document, copies, left_for_pen });
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
        (Stage::Reviewing { procedure, draft, document, copies, .. }, Touch::Print) => {
            match step.service_of(&procedure) {
                Some(service) => issuing::issue_with(step, service, &draft, Order::new(document, copies)),
                None => step.go(Stage::Trouble(Trouble::NoNumber)),
            }
        }
        (mut stage, touch) => {
            if let Stage::Reviewing { copies, .. } = &mut stage {
                *copies = page::copies_after(*copies, &touch).unwrap_or(*copies);
            }
            step.stay(stage);
        }
    }
}
