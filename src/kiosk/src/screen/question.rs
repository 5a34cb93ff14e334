//! One question of a form as a screen.

use kiosk_core::form::{Ask, Choice, Draft, Form, Need, Question, next_need, step_count};
use kiosk_core::office::Office;
use kiosk_core::text::Lang;
use kiosk_ui as ui;

/// The screen for the draft's open question. Without one, which the visit never shows, it is the
/// working screen.
pub fn page(office: &Office, draft: &Draft, typed: &str, lang: Lang) -> ui::Page {
    let open = office.forms.form(&draft.form).and_then(|form| Some((form, open_question(form, draft)?)));
    let Some((form, question)) = open else { return ui::Page::Working { what: ui::Work::Preparing } };
    let count = step_count(form, draft);
    let (prompt, help, answer) = match question.ask {
        Ask::Choice { prompt, help, choices, .. } => (prompt, help, offer(choices, lang)),
        Ask::Digits { prompt, help, min, max, .. } => {
            let complete = typed.len() >= *min as usize;
            (prompt, help, ui::Answer::Digits { value: typed.to_owned(), max: *max, complete })
        }
    };
    let required = question.field.required;
    ui::Page::Ask {
        step: count.step,
        of: count.of,
        prompt: prompt.get(lang).to_owned(),
        help: help.get(lang).to_owned(),
        answer,
        leave_for_pen: required,
        skip: !required,
    }
}

fn open_question<'a>(form: &'a Form, draft: &Draft) -> Option<Question<'a>> {
    match next_need(form, draft)? {
        Need::Question(question) => Some(question),
        Need::Card(_) => None,
    }
}

fn offer(choices: &[Choice], lang: Lang) -> ui::Answer {
    let choice = |c: &Choice| ui::Choice {
        key: c.key.clone(),
        label: c.label.get(lang).to_owned(),
        hint: String::new(),
    };
    ui::Answer::Choices(choices.iter().map(choice).collect())
}
