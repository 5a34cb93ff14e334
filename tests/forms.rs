//! Forms: what is asked, what is filled, and what a PDF says.

use std::io::Write;
use std::process::{Command, Stdio};

use jiff::civil::{Date, date};
use kiosk_core::citizen::{Identity, Personal, parse};
use kiosk_core::form::{
    Answer, Capabilities, Draft, DraftError, Form, Need, Person, Spelling, StepCount, fill, next_need,
    step_count,
};
use kiosk_core::office::Office;
use kiosk_tests::{CARD, HOUSEHOLDER};
use serde_json::Value;

const TODAY: Date = date(2026, 11, 23);

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

fn person(card: &str) -> Person {
    let citizen = parse(card.as_bytes(), TODAY).ok().unwrap();
    Person::Card { identity: Personal::new(Identity::of_card(citizen)), spelling: Spelling::AsRead }
}

fn draft() -> Draft {
    let mut draft = Draft::new("ct01");
    draft.place(form(&office()), "applicant", person(CARD), TODAY).unwrap();
    draft
}

fn form(office: &Office) -> &Form {
    office.forms.form("ct01").unwrap()
}

fn next<'f>(office: &'f Office, draft: &Draft) -> Option<Need<'f>> {
    next_need(form(office), office, draft, Capabilities::TOUCHSCREEN)
}

fn steps(office: &Office, draft: &Draft) -> StepCount {
    step_count(form(office), office, draft, Capabilities::TOUCHSCREEN)
}

/// The key of the field that is asked for.
fn asked(office: &Office, draft: &Draft) -> Option<String> {
    match next(office, draft)? {
        Need::Question(question) => Some(question.blank.key()),
        Need::Card(whose) | Need::Residence(whose) | Need::Name(whose) => {
            panic!("something of {} is wanted", whose.key)
        }
        Need::Another(group) => panic!("a row of {} is wanted", group.key),
    }
}

fn data(office: &Office, draft: &Draft) -> (Value, Vec<String>) {
    let filled = fill(form(office), office, draft, TODAY);
    (serde_json::from_str(filled.data.expose()).unwrap(), filled.left_for_pen())
}

fn give(office: &Office, draft: &mut Draft, key: &str, answer: Answer) -> Result<(), DraftError> {
    draft.give(form(office), &form(office).blank(key).unwrap(), answer, TODAY)
}

#[test]
fn the_householder_is_asked_three_questions_and_writes_nothing() {
    let office = office();
    let mut draft = draft();
    let answers = [
        ("relation", Answer::Chosen("self".into())),
        ("request", Answer::Chosen("permanent".into())),
        ("phone", Answer::Nothing),
    ];
    for (step, (key, answer)) in (1..).zip(answers) {
        assert_eq!(asked(&office, &draft).as_deref(), Some(key));
        assert_eq!(steps(&office, &draft), StepCount { step, of: 3 });
        give(&office, &mut draft, key, answer).unwrap();
    }
    assert!(next(&office, &draft).is_none());
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
fn another_householders_card_fills_name_and_number() {
    let office = office();
    let mut draft = draft();
    give(&office, &mut draft, "relation", Answer::Chosen("spouse".into())).unwrap();
    assert!(matches!(next(&office, &draft), Some(Need::Card(whose)) if whose.key == "householder"));
    assert_eq!(steps(&office, &draft), StepCount { step: 2, of: 4 });
    draft.place(form(&office), "householder", person(HOUSEHOLDER), TODAY).unwrap();
    assert_eq!(asked(&office, &draft).as_deref(), Some("request"));
    let (data, left) = data(&office, &draft);
    assert_eq!((&data["full_name"], &data["relation"]), (&"Trần Thị Thu Hà".into(), &"Vợ".into()));
    assert_eq!(
        (&data["householder_name"], &data["householder_id"]),
        (&"Phạm Quốc Bảo".into(), &"048099005678".into())
    );
    assert_eq!(left, ["request"]);
}

#[test]
fn a_householder_who_is_not_here_is_asked_by_number() {
    let office = office();
    let mut draft = draft();
    give(&office, &mut draft, "relation", Answer::Chosen("child".into())).unwrap();
    draft.place(form(&office), "householder", Person::NotHere, TODAY).unwrap();
    assert_eq!(asked(&office, &draft).as_deref(), Some("householder_id"));
    assert_eq!(steps(&office, &draft), StepCount { step: 3, of: 5 });
    let digits = Answer::Digits(Personal::new("048099005678".into()));
    give(&office, &mut draft, "householder_id", digits).unwrap();
    let (data, left) = data(&office, &draft);
    assert_eq!(data["householder_id"], "048099005678");
    assert_eq!(left, ["householder_name", "request"]);
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
        ("householder_id", digits("04809900567"), Err(DraftError::Digits)),
        ("householder_id", digits("0480990056789"), Err(DraftError::Digits)),
        ("householder_id", Answer::Pen, Ok(())),
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
    let draft = Draft::blank(form(&office));
    assert!(next(&office, &draft).is_none());
    let (data, left) = data(&office, &draft);
    assert_eq!((&data["full_name"], &data["made_at"]["date"]), (&Value::from(""), &Value::from("")));
    assert!(left.contains(&"full_name".to_owned()) && !left.contains(&"agency".to_owned()), "{left:?}");
}
