//! One question of a form as a screen.

use jiff::civil::Date;
use kiosk_core::citizen::address::Place;
use kiosk_core::form::{
    Ask, Choice, Draft, Form, Need, Person, Question, Slot, StepCount, next_need, step_count,
};
use kiosk_core::office::Office;
use kiosk_core::text::{Lang, Text};
use kiosk_core::visit::{DAY_DIGITS, typed_day};
use kiosk_ui as ui;

/// The screen for what the draft wants next. Without a question, which the visit never shows, it is the
/// working screen.
pub fn page(office: &Office, draft: &Draft, typed: &str, today: Date, lang: Lang) -> ui::Page {
    let working = ui::Page::Working { what: ui::Work::Preparing };
    let Some(form) = office.forms.form(&draft.form) else { return working };
    let count = step_count(form, draft);
    match next_need(form, draft) {
        Some(Need::Question(question)) => asked(&question, count, typed, today, lang),
        Some(Need::Residence(slot)) => residence(form, draft, slot, count, lang),
        Some(Need::Card(_)) | None => working,
    }
}

fn asked(question: &Question<'_>, count: StepCount, typed: &str, today: Date, lang: Lang) -> ui::Page {
    let (prompt, help, answer) = match question.ask {
        Ask::Choice { prompt, help, choices, .. } => (prompt, help, offer(choices, lang)),
        Ask::Digits { prompt, help, min, max, .. } => {
            (prompt, help, digits(typed, *max, typed.len() >= *min as usize))
        }
        Ask::Day { prompt, help, .. } => (prompt, help, day(typed, today)),
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

fn digits(typed: &str, max: u32, complete: bool) -> ui::Answer {
    ui::Answer::Digits { value: typed.to_owned(), grouping: ui::Grouping::Number, max, complete }
}

fn day(typed: &str, today: Date) -> ui::Answer {
    ui::Answer::Digits {
        value: typed.to_owned(),
        grouping: ui::Grouping::Day,
        max: u32::try_from(DAY_DIGITS).unwrap_or(u32::MAX),
        complete: typed_day(typed, today).is_some(),
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

/// Where does the person in `slot` live, now that the ward on the card was divided?
fn residence(form: &Form, draft: &Draft, slot: &Slot, count: StepCount, lang: Lang) -> ui::Page {
    let identity = draft.person(&slot.key).and_then(Person::identity);
    let places = identity.map_or(&[][..], |identity| identity.residences());
    let former = identity.and_then(|identity| identity.citizen()).map_or("", |c| c.residence.as_str());
    let whose = (!form.is_applicant(slot)).then_some(&slot.title);
    ui::Page::Ask {
        step: count.step,
        of: count.of,
        prompt: where_now(whose, lang),
        help: why_asked(former, lang),
        answer: ui::Answer::Choices(places.iter().map(commune).collect()),
        leave_for_pen: false,
        skip: true,
    }
}

fn commune(place: &Place) -> ui::Choice {
    ui::Choice {
        key: place.commune_code.to_owned(),
        label: place.commune.clone(),
        hint: place.province.clone(),
    }
}

fn where_now(whose: Option<&Text>, lang: Lang) -> String {
    let whose = whose.map(|title| title.get(lang));
    match (lang, whose) {
        (Lang::Vi, None) => "Nhà của Quý khách nay thuộc phường, xã nào?".to_owned(),
        (Lang::Vi, Some(title)) => format!("Nhà của {title} nay thuộc phường, xã nào?"),
        (Lang::En, None) => "Which commune does your home belong to now?".to_owned(),
        (Lang::En, Some(title)) => format!("Which commune does the {title}’s home belong to now?"),
    }
}

fn why_asked(former: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "Trên thẻ ghi: {former}. Nơi này đã chia về các phường, xã dưới đây. Nếu không rõ, Quý khách có thể \
             bỏ qua: tờ khai sẽ ghi như trên thẻ."
        ),
        Lang::En => format!(
            "Your card says: {former}. This ward was divided among the communes below. If you are not sure, you \
             may skip this: the form will say what the card says."
        ),
    }
}
