//! The question after the papers: how satisfied were you?

use super::*;
use crate::queue::SlipState;
use crate::rating::Satisfaction;

/// A visit for a number alone, up to its last screen.
fn finished() -> Play {
    let mut play = Play::start();
    play.touch(Touch::TakeNumber);
    play.touch(Touch::Service(ServiceId("cu-tru".into())));
    play.commit();
    let Some(Effect::PrintSlip { job, .. }) = play.effects.first() else { panic!("{:?}", play.effects) };
    play.happen(Event::Device(DeviceEvent::SlipEnded(*job, Outcome::Unconfirmed)));
    assert!(matches!(play.stage(), Stage::Finished(_)));
    play
}

fn rated(play: &Play) -> Option<Satisfaction> {
    let Stage::Finished(paper) = play.stage() else { panic!("{}", play.at()) };
    paper.rated
}

#[test]
fn one_tap_is_noted_and_a_second_one_changes_nothing() {
    let mut play = finished();
    play.touch(Touch::Rate(Satisfaction::Satisfied));
    assert_eq!(play.effects, [Effect::Rate { ticket: TicketId(1), rating: Satisfaction::Satisfied }]);
    assert_eq!(rated(&play), Some(Satisfaction::Satisfied));
    play.touch(Touch::Rate(Satisfaction::Dissatisfied));
    assert_eq!(play.effects, []);
    assert_eq!(rated(&play), Some(Satisfaction::Satisfied));
}

#[test]
fn nobody_has_to_answer() {
    let mut play = finished();
    play.touch(Touch::Finish);
    assert_eq!((play.state.visit, play.effects), (None, vec![Effect::CountWaiting(TODAY)]));
}

#[test]
fn the_answer_survives_printing_again() {
    let mut play = finished();
    play.touch(Touch::Rate(Satisfaction::Neutral));
    play.touch(Touch::PrintAgain);
    let Some(Effect::PrintSlip { job, .. }) = play.effects.first() else { panic!("{:?}", play.effects) };
    play.happen(Event::Device(DeviceEvent::SlipEnded(*job, Outcome::Printed)));
    assert_eq!(play.effects, [Effect::RecordSlip { ticket: TicketId(1), slip: SlipState::Printed }]);
    assert_eq!(rated(&play), Some(Satisfaction::Neutral));
}

#[test]
fn on_other_screens_nothing_is_rated() {
    let mut play = Play::start();
    play.touch(Touch::TakeNumber);
    play.touch(Touch::Rate(Satisfaction::Dissatisfied));
    assert_eq!(play.effects, []);
    assert!(matches!(play.stage(), Stage::ChoosingService));
}
