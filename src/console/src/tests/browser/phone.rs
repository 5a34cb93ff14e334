//! The phone page in a phone's browser: the place goes down by itself, the counter calls, four faces ask.

use kiosk_core::queue::Command;
use kiosk_core::rating::Satisfaction;

use super::super::phone::{give, path, rating, reached};
use super::*;

/// The width of a phone, and its screen without the browser's bars.
const PHONE: (u32, u32) = (390, 760);

fn phone(console: &ConsoleHandle, ticket: &Ticket) -> Chromium {
    let mut window = Chromium::start();
    window.size(PHONE.0, PHONE.1);
    window.go(&format!("http://{}{}", console.local_addr, path(ticket)));
    window
}

/// Nothing stands beside the screen.
fn fits(window: &mut Chromium, name: &str) {
    window.picture(name);
    assert_eq!(window.js("document.documentElement.scrollWidth <= innerWidth"), true, "{name}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn from_the_third_place_to_the_counter_and_a_face() {
    let bench = reached();
    let tickets: Vec<_> = (0..3).map(|nth| bench.issue(nth, "cu-tru")).collect();
    let console = served(&bench, "127.0.0.1:0");
    let mut window = phone(&console, &tickets[2]);
    window.wait_for("document.querySelector('.ahead').textContent.includes('Còn 2 người')");
    fits(&mut window, "phone-waiting");
    window.js("window.mark = true");
    give(&bench, 1, &tickets[0], Command::Call);
    give(&bench, 2, &tickets[0], Command::Done);
    window.wait_for("document.querySelector('.ahead').textContent.includes('Còn 1 người')");
    give(&bench, 3, &tickets[2], Command::Call);
    window.wait_for("document.querySelector('.called .counter')?.textContent === '2'");
    assert_eq!(window.js("document.title"), "A003 → quầy 2");
    fits(&mut window, "phone-called");
    give(&bench, 4, &tickets[2], Command::Done);
    window.wait_for("document.querySelectorAll('.rating button').length === 4");
    // All that by itself, without loading the page again.
    assert_eq!(window.js("window.mark"), true);
    fits(&mut window, "phone-rating");
    window.js("document.querySelector('button[value=\"3\"]').click()");
    window.wait_for("document.querySelector('.told')?.textContent.includes('đã đánh giá')");
    fits(&mut window, "phone-thanks");
    assert_eq!(rating(&bench), Some(Satisfaction::Satisfied));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn a_lost_connection_is_told_and_found_again() {
    let bench = reached();
    let ticket = bench.issue(1, "cu-tru");
    let console = served(&bench, "127.0.0.1:0");
    let address = console.local_addr;
    let mut window = phone(&console, &ticket);
    drop(console);
    window.wait_for("!document.querySelector('#offline').hidden");
    let _console = served(&bench, &address.to_string());
    give(&bench, 1, &ticket, Command::Call);
    window.js("dispatchEvent(new Event('online'))");
    window.wait_for("document.querySelector('#offline').hidden && document.querySelector('.called')");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn nobody_who_does_not_look_is_asked_for() {
    let bench = reached();
    let ticket = bench.issue(1, "cu-tru");
    let console = served(&bench, "127.0.0.1:0");
    let mut window = phone(&console, &ticket);
    window.js("Object.defineProperty(document, 'hidden', { get: () => window.away === true });
         window.asked = 0;
         const fetches = window.fetch;
         window.fetch = (...what) => { window.asked += 1; return fetches(...what); };
         window.away = true;
         document.dispatchEvent(new Event('visibilitychange'));
         window.since = performance.now();");
    // Twice as long as it would have waited.
    window.wait_for("performance.now() - window.since > 10_500");
    assert_eq!(window.js("window.asked"), 0);
    window.js("window.away = false; document.dispatchEvent(new Event('visibilitychange'))");
    window.wait_for("window.asked === 1");
}
