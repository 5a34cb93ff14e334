//! What suits one citizen: it holds for the whole visit, and for nobody after it.

use super::*;

/// Until when the screen stays.
fn until(play: &Play) -> Duration {
    play.state.visit.as_ref().unwrap().until
}

#[test]
fn wishes_of_the_welcome_screen_hold_on_every_other_and_end_with_the_visit() {
    let mut play = Play::start();
    play.touch(Touch::Comfort(Wish::Text(TextSize::Largest)));
    play.touch(Touch::Comfort(Wish::Colours(Colours::Inverted)));
    play.touch(Touch::Comfort(Wish::Low(true)));
    let wished =
        Comfort { text: TextSize::Largest, colours: Colours::Inverted, low: true, ..Comfort::default() };
    play.touch(Touch::Procedure("1.010041".into()));
    assert_eq!(play.state.comfort(), wished);
    play.touch(Touch::Comfort(Wish::Low(false)));
    assert_eq!(play.state.comfort(), Comfort { low: false, ..wished });
    play.touch(Touch::Cancel);
    assert_eq!(play.state.visit, None);
    play.touch(Touch::TakeNumber);
    assert_eq!(play.state.comfort(), Comfort::default());
}

#[test]
fn who_wants_more_time_has_twice_as_much_on_every_screen() {
    let mut usual = Play::new();
    let mut slow = Play::start();
    slow.touch(Touch::Comfort(Wish::Slow(true)));
    slow.touch(Touch::Procedure("1.010041".into()));
    let now = Duration::from_secs(1);
    assert_eq!(until(&slow) - now, (until(&usual) - now) * 2);
    usual.touch(Touch::StillHere);
    slow.touch(Touch::StillHere);
    assert_eq!(until(&slow) - now, (until(&usual) - now) * 2);
}

#[test]
fn a_wish_for_more_time_counts_at_once() {
    let mut play = Play::new();
    let before = until(&play);
    play.touch(Touch::Comfort(Wish::Slow(true)));
    assert!(until(&play) > before);
}

#[test]
fn the_kiosks_own_work_has_no_more_time_for_anybody() {
    let issuing = |slow| {
        let mut play = Play::start();
        play.touch(Touch::Comfort(Wish::Slow(slow)));
        play.touch(Touch::TakeNumber);
        play.touch(Touch::Service(ServiceId("cu-tru".into())));
        assert!(matches!(play.stage(), Stage::Issuing { .. }));
        until(&play)
    };
    assert_eq!(issuing(true), issuing(false));
}
