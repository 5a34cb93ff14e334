//! Where a number stands: by its slip.

use super::*;
use crate::citizen::CardError;
use crate::queue::{TicketState, VisitId};

const TOKEN: &str = "abcdefghijklmnopqrstuvwx27";

fn looking() -> Play {
    let mut play = Play::start();
    play.touch(Touch::LookUp);
    assert!(play.effects.contains(&Effect::ArmScanner(true)), "{:?}", play.effects);
    play
}

fn place(day: Date) -> NumberPlace {
    let number = TicketNumber { prefix: "A".into(), count: 12, width: 3 };
    NumberPlace { number, day, state: TicketState::Waiting, counter: None, ahead: 3, wait: None }
}

/// What the store is asked for.
fn asked(play: &Play) -> VisitId {
    let [Effect::LookUp { visit, token }] = &play.effects[..] else { panic!("{:?}", play.effects) };
    assert_eq!(token, TOKEN);
    *visit
}

fn answer(play: &mut Play, visit: VisitId, found: Result<Option<NumberPlace>, StoreFault>) {
    play.happen(Event::Store(StoreEvent::Found(visit, found)));
}

fn problem(play: &Play) -> Option<LookupProblem> {
    let Stage::LookingUp { problem } = play.stage() else { panic!("{}", play.at()) };
    *problem
}

#[test]
fn a_slip_tells_where_its_number_stands_whether_its_code_is_an_address_or_not() {
    for code in [TOKEN.to_owned(), format!("https://motcua.example.vn/t/{TOKEN}"), format!("{TOKEN}\r\n")] {
        let mut play = looking();
        play.scan(&code);
        let visit = asked(&play);
        answer(&mut play, visit, Ok(Some(place(TODAY))));
        assert_eq!(*play.stage(), Stage::Placed(place(TODAY)));
        play.touch(Touch::Finish);
        assert_eq!(play.state.visit, None);
    }
}

#[test]
fn what_is_no_slip_says_so_and_the_scanner_goes_on_listening() {
    let long = format!("{TOKEN}a");
    for payload in [HA, "https://example.vn/gift", TOKEN.to_uppercase().as_str(), "", long.as_str()] {
        let mut play = looking();
        play.scan(payload);
        assert_eq!((problem(&play), play.effects.len()), (Some(LookupProblem::NoSlip), 0), "{payload}");
    }
    let mut play = looking();
    play.scan_number("048160001234");
    assert_eq!(problem(&play), Some(LookupProblem::NoSlip));
    play.happen(Event::Device(DeviceEvent::Garbled(CardError::NotUtf8)));
    assert_eq!(problem(&play), Some(LookupProblem::NoSlip));
    play.scan(TOKEN);
    asked(&play);
}

#[test]
fn a_number_of_another_day_none_at_all_and_a_queue_that_is_away_are_told_apart() {
    for (found, told) in [
        (Ok(Some(place(TODAY.yesterday().unwrap()))), LookupProblem::NotToday),
        (Ok(None), LookupProblem::NotToday),
        (Err(StoreFault::Broken), LookupProblem::Unavailable),
    ] {
        let mut play = looking();
        play.scan(TOKEN);
        let visit = asked(&play);
        answer(&mut play, visit, found);
        assert_eq!(problem(&play), Some(told));
    }
}

#[test]
fn an_answer_that_comes_when_nobody_waits_for_it_shows_nothing() {
    let mut play = looking();
    play.scan(TOKEN);
    let visit = asked(&play);
    play.touch(Touch::Back);
    answer(&mut play, visit, Ok(Some(place(TODAY))));
    assert_eq!(*play.stage(), Stage::Choosing);
    play.touch(Touch::Cancel);
    play.touch(Touch::LookUp);
    answer(&mut play, visit, Ok(Some(place(TODAY))));
    assert_eq!(problem(&play), None);
}

#[test]
fn who_waits_is_counted_when_the_welcome_screen_comes_and_while_it_stands() {
    let mut play = Play::start();
    play.happen(Event::Clock(ClockEvent::Passed));
    let counted = Effect::CountWaiting(TODAY);
    assert!(play.effects.contains(&counted), "{:?}", play.effects);
    play.happen(Event::Store(StoreEvent::Waiting(12)));
    assert_eq!((play.state.waiting, play.effects.len()), (Some(12), 0));
    play.touch(Touch::TakeNumber);
    play.happen(Event::Clock(ClockEvent::Passed));
    assert!(!play.effects.contains(&counted));
    play.touch(Touch::Cancel);
    assert_eq!(play.effects, [counted]);
}
