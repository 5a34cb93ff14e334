//! Several persons in one form: what is wanted next, going back, the same card twice, filling.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod costs;
mod earlier;
mod editions;
mod kinds;
mod said;
mod sense;
mod sources;
mod tables;
mod visits;

use std::sync::LazyLock;

use jiff::civil::{Date, date};

use super::*;
use crate::citizen::{self, Citizen, Identity, Personal};
use crate::office::{Commune, FormPrinter, Offer, Office, Times};
use crate::procedure::{Procedure, Procedures};
use crate::queue::{Numbering, OpeningHours, QueueRules, Service, ServiceId};
use crate::text::Text;

/// The head of a form in tests.
pub(crate) const HEAD: &str = r#"
schema = 2
id = "birth"
title = { vi = "", en = "" }
edition = "e"
basis = "b"
from = "2026-01-01"
verified = { level = "none", note = "" }
procedures = []
"#;

/// A child's birth: the applicant is its father, its mother, or somebody else.
const BIRTH: &str = r#"
[[person]]
slot = "applicant"
title = { vi = "Quý khách", en = "applicant" }
[[person]]
slot = "father"
title = { vi = "cha", en = "father" }
when = { parent = ["mother", "neither"] }
applicant_when = { parent = "father" }
[[person]]
slot = "mother"
title = { vi = "mẹ", en = "mother" }
when = { parent = ["father", "neither"] }
applicant_when = { parent = "mother" }
[[field]]
key = "parent"
label = { vi = "", en = "" }
[field.ask]
kind = "choice"
prompt = { vi = "", en = "" }
help = { vi = "", en = "" }
choices = [
  { key = "father", label = { vi = "", en = "" }, value = "Cha" },
  { key = "mother", label = { vi = "", en = "" }, value = "Mẹ" },
  { key = "neither", label = { vi = "", en = "" }, value = "{father.full_name}, {mother.birth_date}" },
]
[[field]]
key = "father_name"
label = { vi = "", en = "" }
source = "father.full_name"
required = true
[[field]]
key = "father_id"
label = { vi = "", en = "" }
source = "father.id_number"
[field.ask]
kind = "digits"
when = { father = "not-here" }
min = 12
max = 12
prompt = { vi = "", en = "" }
help = { vi = "", en = "" }
[[field]]
key = "mother_name"
label = { vi = "", en = "" }
source = "mother.full_name"
required = true
[[field]]
key = "address"
label = { vi = "", en = "" }
source = "applicant.residence"
[field.ask]
kind = "digits"
min = 1
max = 9
prompt = { vi = "", en = "" }
help = { vi = "", en = "" }
"#;

/// An office with the built-in forms, each of whose procedures joins the one service.
pub(crate) fn office() -> Office {
    static OFFICE: LazyLock<Office> = LazyLock::new(read_office);
    OFFICE.clone()
}

fn read_office() -> Office {
    let forms = Catalog::built_in(&Lists::built_in().unwrap()).unwrap();
    let procedures = Procedures::built_in().unwrap();
    let service = ServiceId("cu-tru".into());
    let served = |code: &String| forms.forms().any(|form| form.procedures.contains(code));
    let offers = procedures.all().iter().filter(|procedure| served(&procedure.code));
    let offer = |procedure: &Procedure| Offer {
        procedure: procedure.clone(),
        service: service.clone(),
        confirmed_fee: None,
    };
    Office {
        name: Text::new("UBND phường Hải Hòa", "Hải Hòa ward"),
        commune: Commune {
            name: "phường Hải Hòa".into(),
            province: "thành phố Đà Nẵng".into(),
            province_code: Some("48".into()),
        },
        residence_agency: "Công an phường Hải Hòa".into(),
        place: "Hải Hòa".into(),
        public_url: None,
        notices: Vec::new(),
        house_rules: Vec::new(),
        colour: None,
        services: vec![Service {
            id: service.clone(),
            name: Text::new("Cư trú", "Residence"),
            prefix: "A".into(),
            ready: None,
            minutes: None,
            numbering: Numbering::default(),
            per_day: None,
            open: true,
        }],
        form_printers: vec![FormPrinter::default()],
        counters: Vec::new(),
        queue: QueueRules::default(),
        hours: OpeningHours::default(),
        procedures: offers.map(offer).collect(),
        forms,
        fill_optional: true,
        times: Times::default(),
    }
}

/// A form of which only `rest` matters.
fn form(rest: &str) -> Form {
    parse(&format!("{HEAD}{rest}"), &Lists::built_in().unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

/// The card of an invented person; `nth` makes number and name differ.
fn card(nth: u8, residence: &str) -> Citizen {
    let letter = char::from(b'A' + nth);
    let payload = format!("0480990000{nth:02}||Người thứ {letter}|09031999|Nam|{residence}|04102024");
    citizen::parse(payload.as_bytes(), date(2026, 11, 23)).unwrap()
}

fn person(citizen: Citizen, spelling: Spelling) -> Person {
    Person::Card { identity: Personal::new(Identity::of_card(citizen)), spelling }
}

fn given(nth: u8) -> Person {
    person(card(nth, "Nam Dương, Đà Nẵng"), Spelling::AsRead)
}

fn birth() -> Form {
    form(BIRTH)
}

const TODAY: Date = date(2026, 11, 23);

/// What is wanted of somebody at a screen that can ask everything.
fn next<'f>(form: &'f Form, draft: &Draft) -> Option<Need<'f>> {
    next_need(form, &office(), draft, Capabilities::ALL)
}

/// Takes one step: `+3` gives the card of person 3, `-` says that the card is not here, `pen` and `none` are what
/// they say, other words answer in the way that is asked.
fn take(form: &Form, draft: &mut Draft, step: &str) {
    let need = next(form, draft).unwrap_or_else(|| panic!("nothing is wanted at {step}"));
    match (need, step) {
        (Need::Card(whose), "-") => draft.place(form, &whose.key, Person::NotHere, TODAY).unwrap(),
        (Need::Card(whose), card) => {
            draft.place(form, &whose.key, given(card[1..].parse().unwrap()), TODAY).unwrap()
        }
        (Need::Residence(whose), "?") => draft.settle(&whose.key, None).unwrap(),
        (Need::Residence(whose), commune) => draft.settle(&whose.key, Some(commune)).unwrap(),
        (Need::Name(whose), "pen") => draft.call(&whose.key, None).unwrap(),
        (Need::Name(whose), name) => draft.call(&whose.key, Some(name)).unwrap(),
        (Need::Question(question), step) => {
            draft.give(form, &question.blank, answer(&question.ask.how, step), TODAY).unwrap();
        }
        (Need::Another(group), step) => draft.another(group, step == YES),
    }
}

fn answer(how: &How, step: &str) -> Answer {
    let text = || Personal::new(step.to_owned());
    match (step, how) {
        ("pen", _) => Answer::Pen,
        ("none", _) => Answer::Nothing,
        (other, How::Choice { .. }) if other.starts_with('~') => {
            Answer::Text(Personal::new(step[1..].into()))
        }
        (_, How::Choice { .. } | How::YesNo) => Answer::Chosen(step.into()),
        (_, How::Digits { .. }) => Answer::Digits(text()),
        (_, How::Number { .. }) => Answer::Number(Personal::new(step.parse().unwrap())),
        (_, How::Day { .. }) => Answer::Day(text()),
        (_, How::Time) => Answer::Time(text()),
        (_, How::Text { .. }) => Answer::Text(text()),
    }
}

/// What is wanted, as `step/of name`.
fn wanted(form: &Form, draft: &Draft) -> String {
    let StepCount { step, of } = step_count(form, &office(), draft, Capabilities::ALL);
    let name = match next(form, draft) {
        Some(Need::Card(whose)) => whose.key.to_uppercase(),
        Some(Need::Residence(whose)) => format!("where {}", whose.key),
        Some(Need::Name(whose)) => format!("name {}", whose.key),
        Some(Need::Question(question)) => question.blank.key(),
        Some(Need::Another(group)) => format!("another of {}", group.key),
        None => return "nothing".into(),
    };
    format!("{step}/{of} {name}")
}

fn after(form: &Form, steps: &[&str]) -> Draft {
    let mut draft = Draft::new(&form.folder);
    steps.iter().for_each(|step| take(form, &mut draft, step));
    draft
}

#[test]
fn cards_are_wanted_when_somebody_else_is_meant_and_questions_when_no_card_fills_them() {
    let form = birth();
    let table: [(&[&str], &str); 12] = [
        (&[], "1/1 APPLICANT"),
        (&["-"], "nothing"),
        (&["+1"], "1/1 parent"),
        (&["+1", "father"], "2/2 MOTHER"),
        (&["+1", "father", "+2"], "nothing"),
        (&["+1", "mother"], "2/2 FATHER"),
        (&["+1", "mother", "-"], "3/3 father_id"),
        (&["+1", "mother", "-", "048099000007"], "nothing"),
        (&["+1", "neither"], "2/3 FATHER"),
        (&["+1", "neither", "-"], "3/4 MOTHER"),
        (&["+1", "neither", "-", "+3"], "4/4 father_id"),
        (&["+1", "pen"], "nothing"),
    ];
    for (steps, expected) in table {
        assert_eq!(wanted(&form, &after(&form, steps)), expected, "after {steps:?}");
    }
}

#[test]
fn a_question_whose_source_gives_nothing_is_asked() {
    let form = birth();
    let mut draft = Draft::new("birth");
    let person = person(card(1, ""), Spelling::AsRead);
    draft.place(&form, "applicant", person, TODAY).unwrap();
    take(&form, &mut draft, "pen");
    assert_eq!(wanted(&form, &draft), "2/2 address");
}

#[test]
fn back_takes_the_last_step_whichever_it_was_and_wants_it_again() {
    let form = birth();
    let steps = ["+1", "neither", "-", "+3", "048099000007"];
    let mut draft = after(&form, &steps);
    for left in (0..steps.len()).rev() {
        let back = draft.take_back().unwrap();
        let was_card = matches!(back, Given::Person { .. });
        assert_eq!(was_card, ["+", "-"].iter().any(|sign| steps[left].starts_with(sign)), "{left}");
        assert_eq!(draft, after(&form, &steps[..left]));
        assert_eq!(wanted(&form, &draft), wanted(&form, &after(&form, &steps[..left])));
    }
    assert!(draft.is_new() && draft.take_back().is_none());
}

#[test]
fn the_same_card_in_two_slots_is_refused() {
    let form = birth();
    let mut draft = after(&form, &["+1", "neither"]);
    let before = draft.clone();
    assert_eq!(draft.place(&form, "father", given(1), TODAY), Err(DraftError::SameCard));
    assert_eq!(draft, before);
    draft.place(&form, "father", given(2), TODAY).unwrap();
    assert_eq!(draft.place(&form, "mother", given(2), TODAY), Err(DraftError::SameCard));
    let has_card = |nth| draft.has_card(&form, &card(nth, "").id_number);
    assert!(has_card(2) && !has_card(3));
    // A card that was taken back can be given again.
    draft.take_back().unwrap();
    draft.place(&form, "father", given(2), TODAY).unwrap();
}

#[test]
fn a_slot_is_a_question_of_its_own() {
    let form = birth();
    let draft = after(&form, &["+1", "neither", "-", "+3"]);
    let known = known::Known { form: &form, draft: &draft };
    let said = ["applicant", "father", "mother", "parent", "father_id"].map(|q| known.said(q, None));
    assert_eq!(said, [Some(WITH_CARD), Some(NOT_HERE), Some(WITH_CARD), Some("neither"), None]);
}

/// The template's data for `draft`, and what is left for the pen.
fn data(form: &Form, draft: &Draft) -> (serde_json::Value, Vec<String>) {
    let filled = fill(form, &office(), draft, TODAY);
    (serde_json::from_str(filled.data.expose()).unwrap(), filled.left_for_pen())
}

#[test]
fn every_card_fills_its_own_fields() {
    let form = birth();
    let (said, left) = data(&form, &after(&form, &["+1", "neither", "+2", "+3"]));
    assert_eq!((&said["father_name"], &said["mother_name"]), (&"Người thứ C".into(), &"Người thứ D".into()));
    assert_eq!(
        (&said["father_id"], &said["parent"]),
        (&"048099000002".into(), &"Người thứ C, 09/03/1999".into())
    );
    assert_eq!(left, [""; 0]);

    let (said, left) = data(&form, &after(&form, &["+1", "mother", "-", "048099000007"]));
    assert_eq!((&said["father_name"], &said["mother_name"]), (&"".into(), &"Người thứ B".into()));
    assert_eq!(said["father_id"], "048099000007");
    assert_eq!(left, ["father_name"]);
}

#[test]
fn a_text_with_a_gap_is_left_for_the_pen() {
    let form = birth();
    let (said, left) = data(&form, &after(&form, &["+1", "neither", "-", "+3", "pen"]));
    let text = said["parent"].as_str().unwrap();
    assert!(text.starts_with('…') && text.ends_with(", 09/03/1999"), "{text}");
    assert_eq!(left, ["parent", "father_name", "father_id"]);
}

#[test]
fn a_doubtful_name_is_left_for_the_pen_with_a_residence_that_is_doubtful_too() {
    let form = birth();
    let table = [("Nam Duong, Da Nang", ""), ("Nam Dương, Đà Nẵng", "Nam Dương, Đà Nẵng")];
    for (residence, printed) in table {
        let mut citizen = card(1, residence);
        citizen.full_name = "NGUOI THU NHAT".into();
        let mut draft = Draft::new("birth");
        let person = person(citizen, Spelling::LeftForPen);
        draft.place(&form, "applicant", person, TODAY).unwrap();
        take(&form, &mut draft, "father");
        let (said, left) = data(&form, &draft);
        assert_eq!((&said["father_name"], &said["address"]), (&"".into(), &printed.into()));
        assert_eq!(said["father_id"], "048099000001", "what was read in digits stays");
        assert!(left.contains(&"father_name".to_owned()), "{left:?}");
    }
}

#[test]
fn only_a_name_without_any_diacritics_is_doubtful() {
    let read = |name: &str, residence: &str| {
        let payload = format!("048099000001||{name}|09031999|Nam|{residence}|04102024");
        citizen::parse(payload.as_bytes(), date(2026, 11, 23)).unwrap()
    };
    assert!(Spelling::is_doubtful(&read("TRAN VAN NAM", "Nam Dương, Đà Nẵng")));
    assert!(Spelling::is_doubtful(&read("Tran Van Đuc", "Nam Duong, Đa Nang")));
    assert!(!Spelling::is_doubtful(&read("Trần Văn Nam", "Nam Duong, Da Nang")));
    assert!(!Spelling::is_doubtful(&read("Trần Văn Nam", "Nam Dương, Đà Nẵng")));
}

#[test]
fn the_blank_form_wants_nothing_and_is_not_signed() {
    let form = birth();
    let draft = Draft::blank(&form);
    assert_eq!(wanted(&form, &draft), "nothing");
    let (said, left) = data(&form, &draft);
    assert_eq!((&said["father_name"], &said["made_at"]["date"]), (&"".into(), &"".into()));
    assert_eq!(left, ["father_name", "mother_name"]);
}
