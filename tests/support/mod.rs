//! The test harness: a whole kiosk on one thread with the clock turned by hand.
//!
//! Engine, store, drivers, renderer and screens are the real ones. The devices are the simulators, joined
//! to the drivers byte by byte in memory, so that nothing waits and everything can break at any moment.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod clock;
mod cups;
mod database;
mod draw;
mod ippeve;
mod keypad;
mod kiosk;
mod lobby;
mod namespace;
mod office;
mod person;
mod process;
pub mod rig;
mod serial;
mod set_office;
mod staff;
pub mod traces;
mod wire;

pub use clock::HandClock;
pub use cups::Cups;
pub use draw::Draw;
pub use ippeve::{Bus, Fault as PrinterFault, Ippeve};
pub use kiosk::{CARD, HOUSEHOLDER, Kiosk};
pub use lobby::{Lobby, configuration};
pub use namespace::in_own_network;
pub use person::{Person, Value};
pub use process::{Demo, program, resident_kib};
pub use set_office::set_office;
pub use staff::StaffBrowser;
pub use wire::Said;

use kiosk_ui::Element;

/// Runs `test` on a thread of its own: a thread can have one screen only, and some tests want several
/// kiosks.
pub fn apart<T: Send>(test: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| match scope.spawn(test).join() {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

/// The button that says `label`, or else one whose label begins so. A single letter is a key: "h" is not "hỏi".
pub fn button<'e>(elements: &'e [Element], label: &str) -> Option<&'e Element> {
    let mut buttons = elements.iter().filter(|element| element.role == "button");
    let exact = buttons.clone().find(|button| button.label == label);
    let key = label.chars().count() == 1;
    exact.or_else(|| buttons.find(|button| !key && button.label.starts_with(label)))
}
