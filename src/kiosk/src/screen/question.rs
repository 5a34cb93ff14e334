//! One question of a form as a screen.

use kiosk_core::form::{Ask, Choice, Draft, next_question};
use kiosk_core::office::Office;
use kiosk_core::text::Lang;
use kiosk_ui as ui;

/// The screen for the draft's open question. Without one, which the visit never shows, it is the
/// working screen.
pub fn page(office: &Office, draft: &Draft, typed: &str, lang: Lang) -> ui::Page {
    let question = office.forms.form(&draft.form).and_then(|form| next_question(form, draft));
    let Some(question) = question else { return ui::Page::Working { what: ui::Work::Preparing } };
    let (prompt, help, answer) = match question.ask {
        Ask::Choice { prompt, help, choices } => (prompt, help, offer(choices, lang)),
        Ask::Digits { prompt, help, min, max } => {
            let complete = typed.len() >= *min as usize;
            (prompt, help, ui::Answer::Digits { value: typed.to_owned(), max: *max, complete })
        }
    };
    let required = question.field.required;
    ui::Page::Ask {
        step: question.step,
        of: question.of,
        prompt: prompt.get(lang).to_owned(),
        help: help.get(lang).to_owned(),
        answer,
        leave_for_pen: required,
        skip: !required,
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
