//! What a person's visit leaves on the screen: nothing.

use kiosk_ui::{Lang, Screen};

use crate::harness::alone;
use crate::samples::{self, screen};

#[test]
fn after_a_visit_the_screen_is_that_of_a_new_kiosk() {
    alone(|kiosk| {
        let welcome = screen(samples::welcome());
        kiosk.show(&welcome);
        let fresh = kiosk.memory.pixels();
        for (_, screen) in samples::all() {
            kiosk.show(&screen);
            kiosk.show(&Screen { lang: Lang::En, ..screen });
        }
        kiosk.show(&welcome);
        assert!(fresh == kiosk.memory.pixels());
    });
}

#[test]
fn the_same_screen_again_draws_nothing() {
    alone(|kiosk| {
        let confirm = screen(samples::confirm(vec![]));
        kiosk.show(&confirm);
        kiosk.ui.show(&confirm.clone()).unwrap();
        assert!(!kiosk.memory.frame());
        assert_eq!(kiosk.memory.next_frame_in(), None, "a page at rest wakes nobody");
    });
}

#[test]
fn debug_output_holds_nothing_of_a_person() {
    for (_, screen) in samples::all() {
        let shown = format!("{screen:?}");
        for secret in [samples::NAME, "0905", "048", "Nguyễn", "chủ hộ"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}
