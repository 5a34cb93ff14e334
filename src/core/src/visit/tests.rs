//! Cards in a visit: whose card is wanted, what is decided about a name, and the ways back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod aloud;
mod comfort;
mod errand;
mod keyboard;
mod lookup;
mod maintenance;
mod printing;
mod queue;
mod rating;
mod reviewing;
mod search;

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::{Date, DateTime, date};

use super::*;
use crate::citizen::{IdNumber, Personal};
use crate::form::tests::office;
use crate::form::{Capabilities, Need, next_need};
use crate::office::Office;
use crate::queue::{ServiceId, Ticket, TicketId, TicketNumber};
use crate::time::Now;

const TODAY: Date = date(2026, 11, 23);
const HA: &str = "048160001234||Trần Thị Thu Hà|14051960|Nữ|Bình Hiên, Hải Châu, Đà Nẵng|22042021";
const BAO: &str = "048099005678||Phạm Quốc Bảo|09031999|Nam|Nam Dương, Đà Nẵng|04102024";
const NGOC: &str = "048185004321||TRAN THI BICH NGOC|15081985|Nu|Da Nang|20032022";

/// Phường 15 was divided.
const TAM: &str =
    "079170002345||Võ Minh Tâm|02021970|Nữ|5 Cống Lở, Phường 15, Tân Bình, Hồ Chí Minh|22042021";

/// A visit on its way, played by words.
struct Play {
    office: Office,
    state: State,
    effects: Vec<Effect>,
    /// What the clock on the wall says.
    civil: DateTime,
}

impl Play {
    /// A visit for a confirmation of residence that waits for the first card.
    fn new() -> Self {
        let mut play = Self::start();
        play.touch(Touch::Procedure("1.010041".into()));
        play
    }

    /// At the welcome screen.
    fn start() -> Self {
        let civil = TODAY.at(8, 15, 0, 0);
        Self { office: office(), state: State::new(7), effects: Vec::new(), civil }
    }

    fn happen(&mut self, event: Event) {
        self.happen_at(Duration::from_secs(1), event);
    }

    fn happen_at(&mut self, tick: crate::time::Tick, event: Event) {
        let now = Now { tick, civil: self.civil };
        let state = std::mem::replace(&mut self.state, State::new(0));
        (self.state, self.effects) = step(&self.office, state, now, event);
    }

    /// The number `A001` of the running visit is committed.
    fn commit(&mut self) {
        let ticket = self.ticket();
        self.happen(Event::Store(StoreEvent::Issued(ticket.visit, ticket)));
    }

    /// The number `A001` of the running visit.
    fn ticket(&self) -> Ticket {
        Ticket {
            id: TicketId(1),
            number: TicketNumber { prefix: "A".into(), count: 1, width: 3 },
            service: ServiceId("cu-tru".into()),
            errands: Vec::new(),
            class: None,
            visit: self.state.visit.as_ref().unwrap().id,
            day: TODAY,
            issued_at: self.civil,
            ahead: 0,
            wait: None,
            token: "token".into(),
        }
    }

    /// Time passes up to `tick`.
    fn late(&mut self, tick: crate::time::Tick) {
        self.happen_at(tick, Event::Clock(ClockEvent::Passed));
    }

    fn touch(&mut self, touch: Touch) {
        self.happen(Event::Touch(touch));
    }

    fn scan(&mut self, payload: &str) {
        self.happen(Event::Device(DeviceEvent::Scanned(Personal::new(payload.as_bytes().to_vec()))));
    }

    /// A keyboard scanner read the card with this number.
    fn scan_number(&mut self, number: &str) {
        let number = Personal::new(IdNumber::new(number).unwrap());
        self.happen(Event::Device(DeviceEvent::NumberScanned(number)));
    }

    /// Answers what is left of the confirmation of residence, up to the page under review.
    fn reach_review(&mut self) {
        self.choose("self");
        self.choose("permanent");
        self.touch(Touch::Skip);
        self.render();
    }

    /// The page that is being made is there.
    fn render(&mut self) {
        let Stage::Preparing { job, .. } = self.stage().clone() else { panic!("{}", self.at()) };
        let page = Arc::new(Page { width: 1, height: 1, rgba: Personal::new(vec![0; 4]) });
        let document =
            Document { pdf: Arc::new(Personal::new(Vec::new())), digest: [0; 32], pages: vec![page] };
        self.happen(Event::Render(RenderEvent::Rendered(job, document)));
    }

    /// The data of the page that is being made.
    fn data(&self) -> serde_json::Value {
        let Some(Effect::Render { data, .. }) = self.effects.first() else { panic!("{:?}", self.effects) };
        serde_json::from_str(data.expose()).unwrap()
    }

    /// A day on its dial.
    fn set_14_may_1960(&mut self) {
        let day = [(Part::Day, 14), (Part::Month, 5), (Part::Decade, 196), (Part::Year, 0)];
        day.into_iter().for_each(|(part, value)| self.touch(Touch::Set(part, value)));
        self.touch(Touch::Enter);
    }

    fn choose(&mut self, key: &str) {
        self.touch(Touch::Choose(key.into()));
    }

    /// Up to the householder's card, which is wanted after the applicant's.
    fn to_householder() -> Self {
        let mut play = Self::new();
        play.scan(HA);
        play.touch(Touch::Yes);
        play.choose("spouse");
        play
    }

    fn stage(&self) -> &Stage {
        &self.state.visit.as_ref().unwrap().stage
    }

    /// The stage, and what it is about.
    fn at(&self) -> String {
        match self.stage() {
            Stage::Scanning { draft, problem, .. } => {
                format!("scan {} {problem:?}", self.wanted(draft.expose()))
            }
            Stage::Confirming { draft, identity, .. } => {
                let name = identity.expose().citizen().map(|citizen| citizen.full_name.as_str());
                format!("confirm {} {}", self.wanted(draft.expose()), name.unwrap_or("number"))
            }
            Stage::Asking { draft, .. } => format!("ask {}", self.wanted(draft.expose())),
            Stage::Preparing { left_for_pen, .. } => format!("prepare, pen: {}", left_for_pen.join(" ")),
            Stage::NoCard { .. } => "no card".into(),
            Stage::ChoosingProcedure { field } => format!("field {field}"),
            Stage::Informing { procedure } => format!("inform {procedure}"),
            stage @ (Stage::Choosing
            | Stage::Declaring
            | Stage::LookingUp { .. }
            | Stage::Placed(_)
            | Stage::ChoosingService
            | Stage::ChoosingField
            | Stage::Searching { .. }
            | Stage::Reviewing(_)
            | Stage::Amending(_)
            | Stage::Issuing { .. }
            | Stage::Printing(_)
            | Stage::Finished(_)
            | Stage::Trouble(_)
            | Stage::Maintaining(_)) => format!("{stage:?}"),
        }
    }

    fn wanted(&self, draft: &crate::form::Draft) -> String {
        let form = self.office.forms.form(&draft.form).unwrap();
        match next_need(form, &self.office, draft, Capabilities::TOUCHSCREEN) {
            Some(Need::Card(whose)) => whose.key,
            Some(Need::Residence(whose)) => format!("where {}", whose.key),
            Some(Need::Name(whose)) => format!("name {}", whose.key),
            Some(Need::Question(question)) => question.blank.key(),
            Some(Need::Another(group)) => format!("another of {}", group.key),
            None => "nothing".into(),
        }
    }
}

#[test]
fn the_householder_is_asked_for_no_second_card() {
    let mut play = Play::new();
    assert_eq!(play.at(), "scan applicant None");
    play.scan(HA);
    assert_eq!(play.at(), "confirm applicant Trần Thị Thu Hà");
    play.touch(Touch::Yes);
    play.choose("self");
    play.choose("permanent");
    play.touch(Touch::Skip);
    assert_eq!(play.at(), "prepare, pen: ");
}

#[test]
fn another_householders_card_fills_the_form() {
    let mut play = Play::to_householder();
    assert_eq!(play.at(), "scan householder None");
    assert_eq!(play.effects, [Effect::ArmScanner(true)]);
    play.scan(BAO);
    assert_eq!(play.at(), "confirm householder Phạm Quốc Bảo");
    play.touch(Touch::Yes);
    play.choose("permanent");
    play.touch(Touch::Skip);
    assert_eq!(play.at(), "prepare, pen: ");
    let Some(Effect::Render { data, .. }) = play.effects.first() else { panic!("{:?}", play.effects) };
    for part in ["Phạm Quốc Bảo", "048099005678", "\"Vợ\"", "Trần Thị Thu Hà", "048160001234"] {
        assert!(data.expose().contains(part), "{part}");
    }
}

#[test]
fn a_householder_who_is_not_here_is_asked_by_digits_or_left_for_the_pen() {
    let mut play = Play::to_householder();
    play.touch(Touch::NoCard);
    assert_eq!(play.at(), "ask householder_id");
    "048099005678".chars().for_each(|digit| play.touch(Touch::Digit(digit)));
    play.touch(Touch::Digit('9'));
    play.touch(Touch::Enter);
    assert_eq!(play.at(), "ask request");
    play.touch(Touch::Back);
    play.touch(Touch::LeaveForPen);
    play.choose("permanent");
    play.touch(Touch::Skip);
    assert_eq!(play.at(), "prepare, pen: householder_name householder_id");
}

#[test]
fn the_card_of_somebody_who_cannot_be_the_person_is_noticed_and_loses_nothing() {
    // Hà said that she is the householder's wife.
    let mut play = Play::to_householder();
    play.scan(TAM);
    assert!(play.at().starts_with("scan householder Some(Misfit("), "{}", play.at());
    assert!(play.at().contains("why: Sex(Female)"), "{}", play.at());
    play.scan(BAO);
    play.touch(Touch::Yes);
    assert_eq!(play.at(), "ask request");
    play.choose("permanent");
    play.touch(Touch::Skip);
    assert_eq!(play.data()["relation"], "Vợ");
}

#[test]
fn the_same_card_twice_is_noticed_and_another_one_is_taken() {
    let mut play = Play::to_householder();
    play.scan(HA);
    assert_eq!(play.at(), "scan householder Some(SameCard)");
    play.scan("https://example.com/");
    assert_eq!(play.at(), "scan householder Some(NoCard(Link))");
    play.scan(BAO);
    play.touch(Touch::ScanAgain);
    assert_eq!(play.at(), "scan householder None");
    play.scan(BAO);
    play.touch(Touch::Yes);
    assert_eq!(play.at(), "ask request");
}

#[test]
fn back_goes_through_both_cards_to_the_start() {
    let mut play = Play::to_householder();
    play.scan(BAO);
    play.touch(Touch::Yes);
    play.choose("permanent");
    let ways = [
        "ask request",
        "confirm householder Phạm Quốc Bảo",
        "scan householder None",
        "ask relation",
        "confirm applicant Trần Thị Thu Hà",
        "scan applicant None",
    ];
    for way in ways {
        play.touch(Touch::Back);
        assert_eq!(play.at(), way);
    }
    play.touch(Touch::Back);
    assert_eq!(play.stage(), &Stage::Choosing);
}

#[test]
fn back_undoes_that_a_card_is_not_here() {
    let mut play = Play::to_householder();
    play.touch(Touch::NoCard);
    play.touch(Touch::Back);
    assert_eq!(play.at(), "scan householder None");

    let mut play = Play::new();
    play.touch(Touch::NoCard);
    assert_eq!(play.at(), "no card");
    play.touch(Touch::BlankForm);
    assert!(play.at().starts_with("prepare"), "{}", play.at());
    play.touch(Touch::Back);
    assert_eq!(play.at(), "no card");
    play.touch(Touch::Back);
    assert_eq!(play.at(), "scan applicant None");
}

#[test]
fn a_name_that_lost_its_diacritics_waits_for_a_decision() {
    let table = [
        (Touch::Yes, "confirm applicant TRAN THI BICH NGOC"),
        (Touch::NameAsRead, "ask relation"),
        (Touch::LeaveForPen, "ask name applicant"),
        (Touch::ScanAgain, "scan applicant None"),
        (Touch::Back, "scan applicant None"),
    ];
    for (touch, at) in table {
        let mut play = Play::new();
        play.scan(NGOC);
        play.touch(touch.clone());
        assert_eq!(play.at(), at, "after {touch:?}");
    }
}

#[test]
fn a_doubtful_name_is_printed_only_after_a_yes() {
    let table = [
        (Touch::NameAsRead, true, "prepare, pen: "),
        (Touch::LeaveForPen, false, "prepare, pen: full_name householder_name request"),
    ];
    for (touch, printed, at) in table {
        let mut play = Play::new();
        play.scan(NGOC);
        play.touch(touch);
        if !printed {
            play.touch(Touch::LeaveForPen);
        }
        play.choose("self");
        play.choose("permanent");
        play.touch(Touch::Skip);
        assert_eq!(play.at(), at);
        let Some(Effect::Render { data, .. }) = play.effects.first() else { panic!("{:?}", play.effects) };
        assert_eq!(data.expose().contains("TRAN THI BICH NGOC"), printed);
        assert_eq!(data.expose().contains("Da Nang"), printed);
        assert!(data.expose().contains("048185004321"));
    }
}

#[test]
fn a_good_name_offers_no_decision() {
    for touch in [Touch::NameAsRead, Touch::LeaveForPen, Touch::NoCard, Touch::Print] {
        let mut play = Play::new();
        play.scan(HA);
        play.touch(touch);
        assert_eq!(play.at(), "confirm applicant Trần Thị Thu Hà");
    }
}

#[test]
fn a_former_residence_is_printed_with_todays() {
    let mut play = Play::new();
    play.scan(HA);
    play.touch(Touch::Yes);
    play.choose("self");
    play.choose("permanent");
    play.touch(Touch::Skip);
    let request = play.data()["request"].to_string();
    let both =
        "Nơi thường trú: Phường Hải Châu, Thành phố Đà Nẵng (trên thẻ ghi: Bình Hiên, Hải Châu, Đà Nẵng).";
    assert!(request.contains(both), "{request}");
}

#[test]
fn in_a_divided_ward_the_citizen_says_where_the_house_stands() {
    let table = [
        (
            Touch::Choose("27007".into()),
            "Nơi thường trú: 5 Cống Lở, Phường Tân Sơn, Thành phố Hồ Chí Minh (trên thẻ ghi: 5 Cống Lở, Phường 15, \
             Tân Bình, Hồ Chí Minh).",
        ),
        (Touch::Skip, "Nơi thường trú: 5 Cống Lở, Phường 15, Tân Bình, Hồ Chí Minh."),
    ];
    for (touch, printed) in table {
        let mut play = Play::new();
        play.scan(TAM);
        play.touch(Touch::Yes);
        assert_eq!(play.at(), "ask where applicant");
        // No such choice, and nothing that is no answer here.
        for other in [Touch::Choose("00004".into()), Touch::LeaveForPen, Touch::Enter, Touch::Yes] {
            play.touch(other);
            assert_eq!(play.at(), "ask where applicant");
        }
        play.touch(touch.clone());
        assert_eq!(play.at(), "ask relation");
        play.touch(Touch::Back);
        assert_eq!(play.at(), "ask where applicant");
        play.touch(touch);
        play.choose("self");
        play.choose("permanent");
        play.touch(Touch::Skip);
        let request = play.data()["request"].to_string();
        assert!(request.contains(printed), "{request}");
    }
}

#[test]
fn where_somebody_lives_is_asked_only_for_a_form_that_says_it() {
    let mut play = Play::to_householder();
    play.scan(&TAM.replace("|Nữ|", "|Nam|"));
    play.touch(Touch::Yes);
    assert_eq!(play.at(), "ask request", "the form names no residence of the householder");
}

#[test]
fn a_number_alone_is_trusted_and_the_rest_is_asked() {
    let mut play = Play::new();
    play.scan_number("048160001234");
    assert_eq!(play.at(), "confirm applicant number");
    play.touch(Touch::Yes);
    assert_eq!(play.at(), "ask name applicant");
    play.write("Traanf Thij Thu Haf");
    play.touch(Touch::Enter);
    assert_eq!(play.at(), "ask birth_date");
    // No key of the keypad sets a day, and nothing goes on before it is whole.
    for touch in [Touch::Digit('1'), Touch::Set(Part::Month, 2), Touch::Set(Part::Day, 31), Touch::Enter] {
        play.touch(touch);
        assert_eq!(play.at(), "ask birth_date");
    }
    play.touch(Touch::Change(Part::Month));
    play.set_14_may_1960();
    assert_eq!(play.at(), "ask sex");
    play.choose("female");
    play.choose("spouse");
    play.scan_number("048160001234");
    assert_eq!(play.at(), "scan householder Some(SameCard)");
    play.scan(BAO);
    play.touch(Touch::Yes);
    play.choose("temporary");
    play.touch(Touch::Skip);
    assert_eq!(play.at(), "prepare, pen: request");
    let data = play.data();
    let said =
        ["id_number", "birth_date", "sex", "relation", "full_name"].map(|key| data[key].as_str().unwrap());
    assert_eq!(said, ["048160001234", "1960-05-14", "Nữ", "Vợ", "Trần Thị Thu Hà"]);
    assert_eq!(data["made_at"]["date"], "2026-11-23");
}

#[test]
fn what_to_bring_is_told_before_the_scan_unless_the_card_suffices() {
    let mut play = Play::start();
    play.touch(Touch::Procedure("1.004194".into()));
    assert_eq!(play.at(), "inform 1.004194");
    play.touch(Touch::GoOn);
    assert_eq!(play.at(), "scan applicant None");
    for at in ["inform 1.004194", "Choosing"] {
        play.touch(Touch::Back);
        assert_eq!(play.at(), at);
    }
    play.touch(Touch::Procedure("1.010041".into()));
    assert_eq!(play.at(), "scan applicant None");
    play.touch(Touch::Inform);
    assert_eq!(play.at(), "inform 1.010041");
    for at in ["scan applicant None", "Choosing"] {
        play.touch(Touch::Back);
        assert_eq!(play.at(), at);
    }
}

#[test]
fn every_procedure_is_found_by_its_field_and_back_leads_there_again() {
    let mut play = Play::start();
    play.touch(Touch::AllProcedures);
    play.touch(Touch::Field("Thủy lợi".into()));
    assert_eq!(play.at(), "ChoosingField");
    play.touch(Touch::Field("Hộ tịch".into()));
    play.touch(Touch::Procedure("1.000000".into()));
    play.touch(Touch::Procedure("1.004873".into()));
    assert_eq!(play.at(), "scan applicant None");
    for at in ["field Hộ tịch", "ChoosingField", "Choosing"] {
        play.touch(Touch::Back);
        assert_eq!(play.at(), at);
    }
    // A procedure of the welcome screen afterwards leads back to the welcome screen.
    play.touch(Touch::Procedure("1.004873".into()));
    play.touch(Touch::Back);
    assert_eq!(play.at(), "Choosing");
}
