//! The answers on the page under review, one of which may be another.

use jiff::civil::Date;
use kiosk_core::form::{Answer, Blank, Choice, Given, How, NO, Need, Question, Said, Whose, YES};
use kiosk_core::office::Office;
use kiosk_core::text::{Lang, Text};
use kiosk_core::visit::Review;
use kiosk_ui as ui;

use super::{dial, question};

/// The list of what was said for the page under `review`, on the day `today`.
pub fn page(office: &Office, review: &Review, today: Date, lang: Lang) -> ui::Page {
    let tile = |(place, said): (usize, &Said<'_>)| ui::Tile {
        key: place.to_string(),
        title: asked(&said.need, lang),
        hint: answered(&said.need, &said.given, lang),
    };
    ui::Page::Amend { answers: review.said(office, today).iter().enumerate().map(tile).collect() }
}

/// What was asked, as short as it stands on the paper.
fn asked(need: &Need<'_>, lang: Lang) -> String {
    match need {
        Need::Question(question) => label(&question.blank, lang),
        Need::Name(whose) => of(&Text::new("Họ, chữ đệm và tên", "Full name"), whose, lang),
        Need::Residence(whose) => of(&Text::new("Nơi ở nay thuộc", "Home now belongs to"), whose, lang),
        Need::Another(group) => group.more.get(lang).to_owned(),
        Need::Card(whose) => whose.title.get(lang).to_owned(),
    }
}

fn label(blank: &Blank<'_>, lang: Lang) -> String {
    let label = blank.field.label.get(lang);
    let about = blank.row.map(|row| question::about(row, lang));
    about.map_or_else(|| label.to_owned(), |about| format!("{about}: {label}"))
}

fn of(what: &Text, whose: &Whose<'_>, lang: Lang) -> String {
    format!("{} ({})", what.get(lang), whose.title.get(lang))
}

/// What was answered, as it is read.
fn answered(need: &Need<'_>, given: &Given, lang: Lang) -> String {
    match (given, need) {
        (Given::Answer { answer, .. }, Need::Question(question)) => answer_in_words(question, answer, lang),
        (Given::Name { name: Some(name), .. }, _) => name.expose().clone(),
        (Given::Name { name: None, .. }, _) => by_hand(lang),
        (Given::Residence { place: Some(place), .. }, _) => place.expose().commune.clone(),
        (Given::Residence { place: None, .. }, _) => {
            Text::new("Ghi như trên thẻ", "As the card says").get(lang).to_owned()
        }
        (Given::Another { wanted, .. }, _) => yes_or_no(*wanted, lang),
        (Given::Answer { .. } | Given::Person { .. }, _) => String::new(),
    }
}

fn by_hand(lang: Lang) -> String {
    Text::new("Để trống, viết tay", "To be written by hand").get(lang).to_owned()
}

fn answer_in_words(question: &Question<'_>, answer: &Answer, lang: Lang) -> String {
    match answer {
        Answer::Chosen(key) => question
            .blank
            .field
            .choice(key)
            .map(|choice| choice.label.get(lang).to_owned())
            .unwrap_or_default(),
        Answer::Digits(text) | Answer::Text(text) | Answer::Time(text) => text.expose().clone(),
        Answer::Number(number) => quantity(&question.ask.how, *number.expose(), lang),
        Answer::Day(day) => day.expose().parse().map(|day| dial::day_in_words(day, lang)).unwrap_or_default(),
        Answer::Nothing => Text::new("Không có", "None").get(lang).to_owned(),
        Answer::Pen => by_hand(lang),
    }
}

fn quantity(how: &How, number: u32, lang: Lang) -> String {
    match how {
        How::Number { unit: Some(unit), .. } => format!("{number} {}", unit.get(lang)),
        How::Number { unit: None, .. }
        | How::Choice { .. }
        | How::YesNo
        | How::Digits { .. }
        | How::Day { .. }
        | How::Time
        | How::Text { .. } => number.to_string(),
    }
}

/// Whether another row was wanted, as it was tapped.
fn yes_or_no(wanted: bool, lang: Lang) -> String {
    let key = if wanted { YES } else { NO };
    let choice = Choice::yes_no().iter().find(|choice| choice.key == key);
    choice.map(|choice| choice.label.get(lang).to_owned()).unwrap_or_default()
}
