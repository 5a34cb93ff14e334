//! Forms: what is asked, what is filled, and what a PDF says.

use std::io::Write;
use std::process::{Command, Stdio};

use jiff::civil::date;
use kiosk_core::citizen::{Personal, parse};
use kiosk_core::form::{Answer, Draft, DraftError, fill, next_question};
use kiosk_core::office::Office;
use kiosk_tests::CARD;
use serde_json::Value;

/// The text of a PDF as poppler reads it.
pub fn pdf_text(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext, from the Debian package poppler-utils");
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success());
    String::from_utf8(out.stdout).unwrap()
}

fn office() -> Office {
    kiosk::config::demo().unwrap().0
}

fn draft() -> Draft {
    let citizen = parse(CARD.as_bytes(), date(2026, 11, 23)).ok().unwrap();
    Draft::new("ct01", Some(Personal::new(citizen)))
}

fn data(office: &Office, draft: &Draft) -> (Value, Vec<String>) {
    let filled = fill(office.forms.form("ct01").unwrap(), office, draft, date(2026, 11, 23));
    (serde_json::from_str(filled.data.expose()).unwrap(), filled.left_for_pen)
}

fn give(office: &Office, draft: &mut Draft, key: &str, answer: Answer) -> Result<(), DraftError> {
    draft.give(office.forms.form("ct01").unwrap().field(key).unwrap(), answer)
}

#[test]
fn the_householder_is_asked_three_questions_and_writes_nothing() {
    let office = office();
    let form = office.forms.form("ct01").unwrap();
    let mut draft = draft();
    let answers = [
        ("relation", Answer::Chosen("self".into())),
        ("request", Answer::Chosen("permanent".into())),
        ("phone", Answer::Nothing),
    ];
    for (at, (key, answer)) in answers.into_iter().enumerate() {
        let question = next_question(form, &draft).unwrap();
        assert_eq!((question.field.key.as_str(), question.step as usize, question.of), (key, at + 1, 3));
        give(&office, &mut draft, key, answer).unwrap();
    }
    assert!(next_question(form, &draft).is_none());
    let (data, left) = data(&office, &draft);
    assert_eq!(left, [""; 0]);
    assert_eq!(data["householder_name"], "Trần Thị Thu Hà");
    assert_eq!(data["householder_id"], "048160001234");
    assert_eq!(data["relation"], "Chủ hộ");
    assert_eq!(data["birth_date"], "1960-05-14");
    assert_eq!(data["made_at"]["date"], "2026-11-23");
    assert!(data["request"].as_str().unwrap().contains("Trưng Nữ Vương"));
}

#[test]
fn words_follow_the_sex_on_the_card_and_others_stay_for_the_pen() {
    let office = office();
    let mut draft = draft();
    give(&office, &mut draft, "relation", Answer::Chosen("spouse".into())).unwrap();
    let (data, left) = data(&office, &draft);
    assert_eq!(data["relation"], "Vợ");
    assert_eq!(left, ["householder_name", "householder_id", "request"]);
}

#[test]
fn an_answer_that_does_not_fit_is_refused() {
    let office = office();
    let mut draft = draft();
    let digits = |text: &str| Answer::Digits(Personal::new(text.to_owned()));
    let table = [
        ("relation", Answer::Chosen("king".into()), Err(DraftError::Choice)),
        ("relation", Answer::Nothing, Err(DraftError::Required)),
        ("relation", digits("1"), Err(DraftError::Digits)),
        ("relation", Answer::Pen, Ok(())),
        ("phone", digits("123"), Err(DraftError::Digits)),
        ("phone", digits("090512345x"), Err(DraftError::Digits)),
        ("phone", digits("0905123456"), Ok(())),
        ("phone", Answer::Nothing, Ok(())),
    ];
    for (key, answer, outcome) in table {
        assert_eq!(give(&office, &mut draft, key, answer.clone()), outcome, "{key} {answer:?}");
    }
}

#[test]
fn the_blank_form_asks_nothing_and_is_left_for_the_pen() {
    let office = office();
    let draft = Draft::new("ct01", None);
    assert!(next_question(office.forms.form("ct01").unwrap(), &draft).is_none());
    let (data, left) = data(&office, &draft);
    assert_eq!((&data["full_name"], &data["made_at"]["date"]), (&Value::from(""), &Value::from("")));
    assert!(left.contains(&"full_name".to_owned()) && !left.contains(&"agency".to_owned()), "{left:?}");
}
