//! One question of a form as a screen.

use jiff::civil::Date;
use kiosk_core::citizen::address::Place;
use kiosk_core::form::{
    Capabilities, Choice, Draft, Form, Group, How, Need, Person, Question, Row, StepCount, Whose, choices,
    days, next_need, step_count,
};
use kiosk_core::office::Office;
use kiosk_core::text::{Lang, Text};
use kiosk_core::visit::{Entry, Open, keypad_digits};
use kiosk_ui as ui;

use super::{dial, writing};

/// The screen for what the draft wants next. Without a question, which the visit never shows, it is the
/// working screen.
pub fn page(office: &Office, draft: &Draft, entry: &Entry, today: Date, lang: Lang) -> ui::Page {
    let working = ui::Page::Working { what: ui::Work::Preparing };
    let Some(form) = office.forms.form(&draft.form) else { return working };
    let can = Capabilities::TOUCHSCREEN;
    let count = step_count(form, office, draft, can);
    let Some(need) = next_need(form, office, draft, can) else { return working };
    let open = Open { office, form, draft, need: &need, today };
    let words = open.writing(entry).map(|how| writing::answer(open, how, entry, lang));
    match &need {
        Need::Question(question) => {
            let answer = words.unwrap_or_else(|| answer(question, open, &entry.text, lang));
            asked(question, count, answer, lang)
        }
        Need::Name(whose) => {
            let own = form.is_applicant(&whose.key);
            words.map_or(working, |answer| name(whose, own, count, answer, lang))
        }
        Need::Residence(whose) => residence(form, draft, whose, count, lang),
        Need::Another(group) => another(group, count, lang),
        Need::Card(_) => working,
    }
}

fn asked(question: &Question<'_>, count: StepCount, answer: ui::Answer, lang: Lang) -> ui::Page {
    ui::Page::Ask {
        step: count.step,
        of: count.of,
        about: question.blank.row.map(|row| about(row, lang)).unwrap_or_default(),
        prompt: question.ask.prompt.get(lang).to_owned(),
        help: question.ask.help.get(lang).to_owned(),
        answer,
        leave_for_pen: true,
        skip: !question.blank.field.required,
    }
}

/// What is this person called, whose name the scan did not give?
fn name(whose: &Whose<'_>, own: bool, count: StepCount, answer: ui::Answer, lang: Lang) -> ui::Page {
    let title = whose.title.get(lang);
    let prompt = match (lang, own) {
        (Lang::Vi, true) => "Họ, chữ đệm và tên của Quý khách?".to_owned(),
        (Lang::Vi, false) => format!("Họ, chữ đệm và tên của {title}?"),
        (Lang::En, true) => "Your full name?".to_owned(),
        (Lang::En, false) => format!("The {title}’s full name?"),
    };
    let help = Text::new(
        "Viết như trên thẻ căn cước, có dấu. Không gõ được thì Quý khách để trống, viết tay sau.",
        "As on the identity card, with its accents. If typing is hard, leave it and write it by hand.",
    );
    ui::Page::Ask {
        step: count.step,
        of: count.of,
        about: whose.row.map(|row| about(row, lang)).unwrap_or_default(),
        prompt,
        help: help.get(lang).to_owned(),
        answer,
        leave_for_pen: true,
        skip: false,
    }
}

/// Which row of its table a question is about, as a heading.
pub fn about(row: Row<'_>, lang: Lang) -> String {
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

fn answer(question: &Question<'_>, open: Open<'_, '_>, typed: &str, lang: Lang) -> ui::Answer {
    let how = &question.ask.how;
    match how {
        How::YesNo => ui::Answer::YesNo,
        How::Choice { other, .. } => {
            offer(&choices(open.form, open.draft, &question.blank, open.today), *other, lang)
        }
        // What is written is answered in `writing`.
        How::Text { .. } => offer(&[], true, lang),
        How::Digits { min, .. } => {
            let missing = (*min as usize).saturating_sub(typed.len());
            digits(how, typed, ui::Grouping::Number, "", (missing == 0, more_digits(typed, missing, lang)))
        }
        How::Number { min, max, unit } => {
            let fits = typed.parse().is_ok_and(|number: u32| (*min..=*max).contains(&number));
            let unit = unit.as_ref().map_or("", |unit| unit.get(lang));
            let note = if fits || typed.is_empty() { String::new() } else { between(*min, *max, lang) };
            digits(how, typed, ui::Grouping::Quantity, unit, (fits, note))
        }
        How::Day { .. } | How::Time => {
            dial::answer(how, typed, days(open.form, open.draft, &question.blank, open.today), lang)
        }
    }
}

fn more_digits(typed: &str, missing: usize, lang: Lang) -> String {
    match (lang, missing) {
        _ if typed.is_empty() || missing == 0 => String::new(),
        (Lang::Vi, _) => format!("Còn thiếu {missing} chữ số"),
        (Lang::En, 1) => "1 more digit".to_owned(),
        (Lang::En, _) => format!("{missing} more digits"),
    }
}

fn between(min: u32, max: u32, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Số từ {min} đến {max}"),
        Lang::En => format!("A number from {min} to {max}"),
    }
}

fn digits(
    how: &How,
    value: &str,
    grouping: ui::Grouping,
    unit: &str,
    (complete, note): (bool, String),
) -> ui::Answer {
    let max = keypad_digits(how).and_then(|most| u32::try_from(most).ok()).unwrap_or(0);
    ui::Answer::Digits { value: value.to_owned(), grouping, unit: unit.to_owned(), max, note, complete }
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

/// The answers to choose from. What is not among them is written.
fn offer(choices: &[&Choice], other: bool, lang: Lang) -> ui::Answer {
    let choice = |c: &&Choice| ui::Choice {
        key: c.key.clone(),
        label: c.label.get(lang).to_owned(),
        hint: String::new(),
    };
    let something_else = other.then(|| ui::Choice {
        key: String::new(),
        label: Text::new("Khác (tự ghi)", "Other (write it)").get(lang).to_owned(),
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
