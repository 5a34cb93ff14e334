//! The page under review: covered when nobody is there, and changed in one answer.

use super::*;
use crate::form::{Answer, Given, Said};

/// At the page under review of a confirmation of residence.
fn play() -> Play {
    let mut play = Play::new();
    play.scan(HA);
    play.touch(Touch::Yes);
    play.reach_review();
    play
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn covered(play: &Play, tick: Duration) -> bool {
    is_covered(&play.state, &play.office.times, tick)
}

/// What the running visit was told and may be told anew.
fn list(play: &Play) -> Vec<Said<'_>> {
    let (Stage::Reviewing(review) | Stage::Amending(review)) = play.stage() else { panic!("{}", play.at()) };
    review.said(&play.office, TODAY)
}

/// The place of the answer to the question for the field `key` in the list.
fn place(play: &Play, key: &str) -> usize {
    let is = |said: &Said<'_>| matches!(&said.given, Given::Answer { field, .. } if field == key);
    list(play).iter().position(is).unwrap_or_else(|| panic!("{key} is not in the list"))
}

fn amend(play: &mut Play, key: &str) {
    play.touch(Touch::Amend);
    play.touch(Touch::AmendAnswer(place(play, key)));
}

fn review(play: &Play) -> &Review {
    let Stage::Reviewing(review) = play.stage() else { panic!("{}", play.at()) };
    review
}

#[test]
fn the_page_is_covered_when_nobody_touches_it_for_20_seconds() {
    let play = play();
    assert!(!covered(&play, seconds(1)) && !covered(&play, seconds(20)));
    assert!(covered(&play, seconds(21)));
    let wakeup = |now| next_wakeup(&play.state, &play.office.times, now);
    assert_eq!(wakeup(seconds(1)), Some(seconds(21)));
    assert_eq!(wakeup(seconds(21)), Some(seconds(101)), "then the warning");
    assert_eq!(wakeup(seconds(101)), Some(seconds(102)));
}

#[test]
fn the_touch_that_uncovers_it_does_nothing_else() {
    for touch in [Touch::Print, Touch::MoreCopies, Touch::Amend, Touch::Cancel, Touch::Back] {
        let mut play = play();
        play.happen_at(seconds(30), Event::Touch(touch.clone()));
        assert_eq!(review(&play).copies, Copies::ONE, "{touch:?}");
        assert!(!covered(&play, seconds(49)) && covered(&play, seconds(50)), "{touch:?}");
    }
    let mut play = play();
    play.happen_at(seconds(30), Event::Touch(Touch::Print));
    play.happen_at(seconds(31), Event::Touch(Touch::Print));
    assert!(matches!(play.stage(), Stage::Issuing { .. }), "{}", play.at());
}

#[test]
fn a_covered_page_leaves_at_its_time() {
    let mut play = play();
    play.late(seconds(21));
    assert_eq!(closes_in(&play.state, &play.office.times, seconds(101)), Some(20));
    play.late(seconds(121));
    assert_eq!(play.state.visit, None);
}

#[test]
fn who_wants_twice_the_time_reads_twice_as_long() {
    let mut play = play();
    play.touch(Touch::Comfort(Wish::Slow(true)));
    assert!(!covered(&play, seconds(40)) && covered(&play, seconds(41)));
}

#[test]
fn only_what_shows_everything_is_covered() {
    let mut play = play();
    play.touch(Touch::Amend);
    assert!(covered(&play, seconds(21)), "the list of answers is");
    play.touch(Touch::Back);
    play.touch(Touch::Back);
    assert!(play.at().starts_with("ask"), "{}", play.at());
    assert!(!covered(&play, seconds(80)), "a question is not");
}

#[test]
fn an_answer_is_given_anew_and_everything_else_stays() {
    let mut play = play();
    let before = review(&play).draft.expose().clone();
    play.touch(Touch::MoreCopies);
    amend(&mut play, "request");
    assert_eq!(play.at(), "ask request");
    play.choose("temporary");
    assert_eq!(play.data()["relation"], "Chủ hộ");
    play.render();
    let (after, copies) = (review(&play).draft.expose(), review(&play).copies.get());
    assert_eq!(copies, 2);
    assert_eq!(after.answer("request"), Some(&Answer::Chosen("temporary".into())));
    for key in ["relation", "phone"] {
        assert_eq!(after.answer(key), before.answer(key), "{key}");
    }
    assert_eq!(play.state.visit.as_ref().unwrap().amended, None);
}

#[test]
fn back_from_an_answer_leads_to_the_list_and_to_the_page_as_it_was() {
    let mut play = play();
    let before = review(&play).clone();
    amend(&mut play, "relation");
    play.choose("spouse");
    assert_eq!(play.at(), "scan householder None");
    play.touch(Touch::Back);
    assert_eq!(play.stage(), &Stage::Amending(before.clone()));
    play.touch(Touch::Back);
    assert_eq!(play.stage(), &Stage::Reviewing(before));
}

#[test]
fn what_a_changed_answer_brings_is_asked_and_what_it_makes_idle_is_forgotten() {
    let mut play = play();
    amend(&mut play, "relation");
    play.choose("spouse");
    play.scan(BAO);
    play.touch(Touch::Yes);
    assert_eq!(play.data()["relation"], "Vợ");
    play.render();
    amend(&mut play, "relation");
    play.choose("self");
    assert!(!play.data().to_string().contains("Phạm Quốc Bảo"));
    play.render();
    assert!(
        !review(&play).draft.expose().identities().any(|i| i.citizen().unwrap().full_name.contains("Bảo"))
    );
}

#[test]
fn who_no_longer_fits_a_changed_answer_is_wanted_again() {
    let mut play = Play::to_householder();
    play.scan(BAO);
    play.touch(Touch::Yes);
    play.choose("permanent");
    play.touch(Touch::Skip);
    play.render();
    amend(&mut play, "relation");
    // Hà was born in 1960, Bảo in 1999: he is not her father.
    play.choose("child");
    assert_eq!(play.at(), "scan householder None");
    play.touch(Touch::NoCard);
    assert_eq!(play.at(), "ask householder_id", "what follows is asked, the rest is not");
    play.touch(Touch::LeaveForPen);
    assert!(play.at().starts_with("prepare"), "{}", play.at());
}

#[test]
fn what_was_typed_is_there_to_be_corrected() {
    let mut play = Play::new();
    play.scan(HA);
    play.touch(Touch::Yes);
    play.choose("self");
    play.choose("permanent");
    "0905123456".chars().for_each(|digit| play.touch(Touch::Digit(digit)));
    play.touch(Touch::Enter);
    play.render();
    amend(&mut play, "phone");
    play.touch(Touch::Erase);
    play.touch(Touch::Digit('7'));
    play.touch(Touch::Enter);
    assert!(play.data().to_string().contains("0905123457"));
}

#[test]
fn cards_are_not_in_the_list_and_a_place_beyond_it_changes_nothing() {
    let mut play = play();
    let key = |said: &Said<'_>| {
        let Given::Answer { field, .. } = &said.given else { panic!("{said:?}") };
        field.clone()
    };
    let keys: Vec<String> = list(&play).iter().map(key).collect();
    assert_eq!(keys, ["relation", "request", "phone"]);
    play.touch(Touch::Amend);
    let before = play.stage().clone();
    play.touch(Touch::AmendAnswer(3));
    assert_eq!(play.stage(), &before);
}

#[test]
fn a_page_of_a_blank_form_has_no_answers_to_change() {
    let mut play = Play::new();
    play.touch(Touch::NoCard);
    play.touch(Touch::BlankForm);
    play.render();
    play.touch(Touch::Amend);
    assert!(list(&play).is_empty());
    review(&play);
}
