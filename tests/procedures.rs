//! Every procedure of the demo's office is played from the welcome screen to the papers, in both languages.

use std::time::Duration;

use kiosk::demo::SAMPLES;
use kiosk::tour::{Act, Citizen};
use kiosk_core::text::Lang;
use kiosk_core::visit::Stage;
use kiosk_tests::{Kiosk, apart};

use super::screens;

/// The longest form, about a funeral, with a day of birth and of death set by taps.
const MOST_TAPS: usize = 45;

/// More steps than any visit takes.
const MOST_STEPS: usize = 300;

/// What one visit took.
#[derive(Debug)]
pub struct Effort {
    taps: usize,
    left_for_pen: Vec<String>,
}

/// Plays the procedure `code` up to the last page, from whatever page offers it.
pub fn play(kiosk: &mut Kiosk, code: &str, wish: &str, lang: Lang) -> Effort {
    let offer = kiosk.office.procedure(code).unwrap().clone();
    let cards = SAMPLES[..3].iter().map(|card| card.payload.as_bytes().to_vec());
    let mut citizen = Citizen::new(&offer, cards, lang).wishing(vec![wish.to_owned()]);
    let mut effort = Effort { taps: 0, left_for_pen: Vec::new() };
    for step in 0..MOST_STEPS {
        let name = format!("{code}-{lang:?}-{step:02}-{}", kiosk.page());
        match std::env::var_os("KIOSK_SHOTS") {
            Some(_) => screens::check(kiosk, &name),
            None => screens::keeps_its_place(kiosk, &name),
        }
        let Some(act) = citizen.act(kiosk.page(), &kiosk.elements()) else {
            panic!("{code}: {} leads nowhere:\n{}", kiosk.page(), kiosk.text());
        };
        if let Some(Stage::Reviewing(review)) = kiosk.state().visit.as_ref().map(|v| &v.stage) {
            effort.left_for_pen.clone_from(&review.left_for_pen);
        }
        match act {
            Act::Tap(button) => {
                kiosk.settle_guard();
                let (x, y) = button.centre();
                kiosk.touch_at(x, y);
                effort.taps += 1;
            }
            Act::Scan(card) => {
                // The scanner's driver takes the same code within 1.5 s for the same reading.
                kiosk.advance(Duration::from_secs(2));
                kiosk.scan(&card);
            }
            Act::Wait => kiosk.advance(Duration::from_secs(5)),
            Act::Leave => return effort,
        }
    }
    panic!("{code} does not come to an end: {}", kiosk.page());
}

fn play_all(lang: Lang) {
    let mut kiosk = Kiosk::new();
    let today = jiff::civil::date(2026, 11, 23);
    let codes: Vec<String> = kiosk.office.offers(today).map(|offer| offer.procedure.code.clone()).collect();
    assert!(codes.len() >= 20, "{codes:?}");
    for code in codes {
        let effort = play(&mut kiosk, &code, "", lang);
        assert!(effort.taps <= MOST_TAPS, "{code}: {effort:?}");
        kiosk.advance(Duration::from_secs(60));
        assert_eq!(kiosk.page(), "welcome");
    }
}

#[test]
fn every_procedure_is_played_to_its_papers() {
    play_all(Lang::Vi);
}

#[test]
fn the_two_that_are_asked_for_most_take_six_touches_and_no_pen() {
    for (code, wish) in [("1.010041", ""), ("1.004873", "Vay vốn ngân hàng")] {
        apart(|| {
            let effort = play(&mut Kiosk::new(), code, wish, Lang::Vi);
            assert!(effort.taps <= 6 && effort.left_for_pen.is_empty(), "{code}: {effort:?}");
        });
    }
}

#[test]
fn every_procedure_is_played_to_its_papers_in_english() {
    play_all(Lang::En);
}
