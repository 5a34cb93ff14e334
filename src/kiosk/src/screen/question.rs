//! One question of a form as a screen.

use jiff::civil::Date;
use kiosk_core::citizen::address::Place;
use kiosk_core::form::{
    Capabilities, Choice, Draft, Form, Group, How, Need, Person, Question, StepCount, Whose, next_need,
    step_count,
};
use kiosk_core::office::Office;
use kiosk_core::text::{Lang, Text};
use kiosk_core::visit::{keypad_digits, typed_day};
use kiosk_ui as ui;

/// The screen for what the draft wants next. Without a question, which the visit never shows, it is the
/// working screen.
pub fn page(office: &Office, draft: &Draft, typed: &str, today: Date, lang: Lang) -> ui::Page {
    let working = ui::Page::Working { what: ui::Work::Preparing };
    let Some(form) = office.forms.form(&draft.form) else { return working };
    let can = Capabilities::TOUCHSCREEN;
    let count = step_count(form, office, draft, can);
    match next_need(form, office, draft, can) {
        Some(Need::Question(question)) => asked(&question, count, typed, today, lang),
        Some(Need::Residence(whose)) => residence(form, draft, &whose, count, lang),
        Some(Need::Another(group)) => another(group, count, lang),
        Some(Need::Card(_)) | None => working,
    }
}

fn asked(question: &Question<'_>, count: StepCount, typed: &str, today: Date, lang: Lang) -> ui::Page {
    let required = question.blank.field.required;
    ui::Page::Ask {
        step: count.step,
        of: count.of,
        prompt: question.ask.prompt.get(lang).to_owned(),
        help: question.ask.help.get(lang).to_owned(),
        answer: answer(question, typed, today, lang),
        leave_for_pen: required,
        skip: !required,
    }
}

fn answer(question: &Question<'_>, typed: &str, today: Date, lang: Lang) -> ui::Answer {
    let how = &question.ask.how;
    match how {
        // Words are asked only of a screen that has a keyboard for them.
        How::Choice { .. } | How::YesNo | How::Text { .. } => offer(question.ask.choices(), lang),
        How::Digits { min, .. } => digits(how, typed, typed.len() >= *min as usize),
        How::Number { min, max, .. } => {
            digits(how, typed, typed.parse().is_ok_and(|number: u32| (*min..=*max).contains(&number)))
        }
        How::Day { latest } => day(how, typed, typed_day(typed, *latest, today).is_some()),
        How::Time => digits(how, typed, typed_time(typed)),
    }
}

fn digits(how: &How, value: &str, complete: bool) -> ui::Answer {
    let grouping = ui::Grouping::Number;
    ui::Answer::Digits { value: value.to_owned(), grouping, max: most(how), complete }
}

fn day(how: &How, value: &str, complete: bool) -> ui::Answer {
    let grouping = ui::Grouping::Day;
    ui::Answer::Digits { value: value.to_owned(), grouping, max: most(how), complete }
}

fn most(how: &How) -> u32 {
    keypad_digits(how).and_then(|most| u32::try_from(most).ok()).unwrap_or(0)
}

/// Whether `typed` is a time of day as `hhmm`.
fn typed_time(typed: &str) -> bool {
    let number = |range| typed.get(range).and_then(|digits: &str| digits.parse::<u8>().ok());
    typed.len() == 4 && number(0..2).is_some_and(|h| h < 24) && number(2..4).is_some_and(|m| m < 60)
}

/// Has this table another row?
fn another(group: &Group, count: StepCount, lang: Lang) -> ui::Page {
    ui::Page::Ask {
        step: count.step,
        of: count.of,
        prompt: group.more.get(lang).to_owned(),
        help: group.label.get(lang).to_owned(),
        answer: offer(Choice::yes_no(), lang),
        leave_for_pen: false,
        skip: false,
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

/// Where does this person live, now that the ward on the card was divided?
fn residence(form: &Form, draft: &Draft, whose: &Whose<'_>, count: StepCount, lang: Lang) -> ui::Page {
    let identity = draft.person(&whose.key).and_then(Person::identity);
    let places = identity.map_or(&[][..], |identity| identity.residences());
    let former = identity.and_then(|identity| identity.citizen()).map_or("", |c| c.residence.as_str());
    let title = (!form.is_applicant(&whose.key)).then_some(&whose.title);
    ui::Page::Ask {
        step: count.step,
        of: count.of,
        prompt: where_now(title, lang),
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
