//! One question of a form as a screen.

use jiff::civil::Date;
use kiosk_core::citizen::address::Place;
use kiosk_core::form::{
    Capabilities, Choice, Days, Draft, Form, Group, How, Need, Person, Question, Row, StepCount, Whose,
    choices, days, next_need, step_count,
};
use kiosk_core::office::Office;
use kiosk_core::text::{Lang, Text};
use kiosk_core::visit::keypad_digits;
use kiosk_ui as ui;

use super::dial;

/// The screen for what the draft wants next. Without a question, which the visit never shows, it is the
/// working screen.
pub fn page(office: &Office, draft: &Draft, typed: &str, today: Date, lang: Lang) -> ui::Page {
    let working = ui::Page::Working { what: ui::Work::Preparing };
    let Some(form) = office.forms.form(&draft.form) else { return working };
    let can = Capabilities::TOUCHSCREEN;
    let count = step_count(form, office, draft, can);
    match next_need(form, office, draft, can) {
        Some(Need::Question(question)) => {
            let offer = Offer {
                choices: choices(form, draft, &question.blank, today),
                days: days(form, draft, &question.blank, today),
            };
            asked(&question, &offer, count, typed, lang)
        }
        Some(Need::Residence(whose)) => residence(form, draft, &whose, count, lang),
        Some(Need::Another(group)) => another(group, count, lang),
        Some(Need::Card(_)) | None => working,
    }
}

/// What is left open by what was given before.
struct Offer<'f> {
    choices: Vec<&'f Choice>,
    days: Days,
}

fn asked(question: &Question<'_>, offer: &Offer<'_>, count: StepCount, typed: &str, lang: Lang) -> ui::Page {
    ui::Page::Ask {
        step: count.step,
        of: count.of,
        about: question.blank.row.map(|row| about(row, lang)).unwrap_or_default(),
        prompt: question.ask.prompt.get(lang).to_owned(),
        help: question.ask.help.get(lang).to_owned(),
        answer: answer(question, offer, typed, lang),
        leave_for_pen: true,
        skip: !question.blank.field.required,
    }
}

/// Which row of its table a question is about, as a heading.
fn about(row: Row<'_>, lang: Lang) -> String {
    let (number, label) = (row.at + 1, row.group.label.get(lang));
    match (lang, row.group.person) {
        (Lang::Vi, true) => format!("Người thứ {}", nth(row.at, lang)),
        (Lang::En, true) => format!("The {} person", nth(row.at, lang)),
        (_, false) => format!("{label}: {number}"),
    }
}

/// The person in `row` as it stands in a sentence ("thẻ của …").
pub fn row_title(row: Row<'_>, lang: Lang) -> String {
    let noun = row.group.title.as_ref().map(|title| title.get(lang));
    match lang {
        Lang::Vi => format!("{} thứ {}", noun.unwrap_or("người"), nth(row.at, lang)),
        Lang::En => format!("{} {}", nth(row.at, lang), noun.unwrap_or("person")),
    }
}

/// A row's place among the others, `at` from 0, as it is said.
fn nth(at: usize, lang: Lang) -> String {
    let words: [&str; 10] = match lang {
        Lang::Vi => ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"],
        Lang::En => {
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        }
    };
    words.get(at).map_or_else(|| (at + 1).to_string(), |word| (*word).to_owned())
}

fn answer(question: &Question<'_>, open: &Offer<'_>, typed: &str, lang: Lang) -> ui::Answer {
    let how = &question.ask.how;
    match how {
        How::YesNo => ui::Answer::YesNo,
        How::Choice { other, .. } => offer(&open.choices, *other, lang),
        // Words are asked only of a screen that has a keyboard for them.
        How::Text { .. } => offer(&[], true, lang),
        How::Digits { min, .. } => digits(how, typed, ui::Grouping::Number, "", typed.len() >= *min as usize),
        How::Number { min, max, unit } => {
            let fits = typed.parse().is_ok_and(|number: u32| (*min..=*max).contains(&number));
            let unit = unit.as_ref().map_or("", |unit| unit.get(lang));
            digits(how, typed, ui::Grouping::Quantity, unit, fits)
        }
        How::Day { .. } | How::Time => dial::answer(how, typed, open.days, lang),
    }
}

fn digits(how: &How, value: &str, grouping: ui::Grouping, unit: &str, complete: bool) -> ui::Answer {
    let max = keypad_digits(how).and_then(|most| u32::try_from(most).ok()).unwrap_or(0);
    ui::Answer::Digits { value: value.to_owned(), grouping, unit: unit.to_owned(), max, complete }
}

/// Has this table another row?
fn another(group: &Group, count: StepCount, lang: Lang) -> ui::Page {
    ui::Page::Ask {
        step: count.step,
        of: count.of,
        about: String::new(),
        prompt: group.more.get(lang).to_owned(),
        help: group.label.get(lang).to_owned(),
        answer: ui::Answer::YesNo,
        // "No" leaves the further rows for the pen.
        leave_for_pen: false,
        skip: false,
    }
}

/// The answers to choose from. What is not among them is written by hand.
fn offer(choices: &[&Choice], other: bool, lang: Lang) -> ui::Answer {
    let choice = |c: &&Choice| ui::Choice {
        key: c.key.clone(),
        label: c.label.get(lang).to_owned(),
        hint: String::new(),
    };
    let something_else = other.then(|| ui::Choice {
        key: String::new(),
        label: Text::new("Khác (viết tay trên giấy)", "Other (write by hand)").get(lang).to_owned(),
        hint: String::new(),
    });
    ui::Answer::Choices(choices.iter().map(choice).chain(something_else).collect())
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
        about: whose.row.map(|row| about(row, lang)).unwrap_or_default(),
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
