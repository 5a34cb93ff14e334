//! The pages in a real browser: keys, two windows, changes by others, a restart of the kiosk; board, voice, phone page.
//! They need Debian's package `chromium`, so they run with `make test-browser`.

mod board;
mod chromium;
mod form_reader;
mod phone;
mod voice;

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use kiosk_core::queue::ServiceId;

use super::*;
use crate::{ConsoleHandle, serve};
use chromium::Chromium;

fn served(bench: &Bench, at: &str) -> ConsoleHandle {
    serve(TcpListener::bind(at).unwrap(), bench.options.clone()).unwrap()
}

/// A window in which the administrator works at counter `nth` of the page that asks for one.
fn at_counter(address: SocketAddr, nth: usize) -> Chromium {
    let mut window = Chromium::start();
    window.go(&format!("http://{address}/staff"));
    window.js("document.querySelector('#pin').focus()");
    window.write(PIN);
    window.key("Enter");
    window.wait_for("document.title === 'Chọn quầy'");
    window.js(&format!("document.querySelectorAll('button.counter')[{nth}].click()"));
    window.wait_for("document.title.startsWith('Quầy')");
    // The script has the page in hand.
    window.wait_for("document.querySelector('#offline').hidden && location.search === ''");
    window
}

/// Presses a key of the work page, which leads back to it with `number` called.
fn calls(window: &mut Chromium, key: &str, number: &str) {
    window.key(key);
    window.wait_for(&format!("document.title.startsWith('{number} ')"));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn a_morning_by_keys_alone() {
    let bench = Bench::new();
    let tickets: Vec<_> = (0..4).map(|nth| bench.issue(nth, "cu-tru")).collect();
    let console = served(&bench, "127.0.0.1:0");
    let mut window = at_counter(console.local_addr, 1);
    calls(&mut window, "KeyN", "A001");
    window.key("KeyR");
    window.wait_for("document.body.textContent.includes('lần thứ 2')");
    calls(&mut window, "KeyN", "A002");
    calls(&mut window, "KeyZ", "A001");
    calls(&mut window, "KeyN", "A002");
    window.key("KeyC");
    window.wait_for("location.pathname.startsWith('/staff/ticket/')");
    window.key("Digit1");
    window.wait_for("document.title === 'Quầy 2'");
    let moved = bench.store.ticket(tickets[1].id).unwrap().unwrap().standing;
    assert_eq!((moved.state, moved.service), (TicketState::Transferred, ServiceId("ho-tich".into())));
    calls(&mut window, "KeyN", "A002");
    calls(&mut window, "KeyN", "A003");
    window.key("KeyG");
    window.wait_for("document.body.textContent.includes('Đang tạm giữ')");
    calls(&mut window, "KeyN", "A004");
    window.key("KeyK");
    window.wait_for("document.querySelector('.now').classList.contains('idle')");
    window.key("KeyI");
    window.wait_for("location.pathname === '/staff/issue'");
    window.key("Digit1");
    window.wait_for("document.querySelector('.issued .number')?.textContent === 'A005'");
    window.key("Escape");
    window.wait_for("document.title === 'Quầy 2'");
    let states: Vec<_> = tickets.iter().map(|ticket| bench.state(ticket)).collect();
    use TicketState::{Done, NoShow, OnHold};
    assert_eq!(states, [Done, Done, OnHold, NoShow]);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn a_double_click_and_the_way_back_do_nothing_twice() {
    let bench = Bench::new();
    (0..3).for_each(|nth| drop(bench.issue(nth, "cu-tru")));
    let console = served(&bench, "127.0.0.1:0");
    let mut window = at_counter(console.local_addr, 0);
    window.js("{ const next = document.querySelector('#do-next'); next.click(); next.click(); next.form.submit(); }");
    window.wait_for("document.title.startsWith('A001 ')");
    assert_eq!(bench.store.board(MORNING.date()).unwrap().calls.len(), 1);
    // Letters in the search field are no commands.
    window.js("document.querySelector('.find input').focus()");
    window.key("KeyN");
    assert_eq!(window.js("document.querySelector('.find input').value"), "n");
    window.js("document.querySelector('.find input').value = ''");
    window.write("a2");
    window.js("document.querySelector('.find').submit()");
    window.wait_for("document.title === 'A002'");
    assert_eq!(bench.store.board(MORNING.date()).unwrap().calls.len(), 1);
    window.js("history.back()");
    window.wait_for("document.title.startsWith('A001 ') && !document.querySelector('#do-next').disabled");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn what_others_do_appears_within_a_second() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru");
    let console = served(&bench, "127.0.0.1:0");
    let mut window = at_counter(console.local_addr, 0);
    window.wait_for("document.querySelector('.total').textContent === '1'");
    let began = Instant::now();
    bench.issue(2, "cu-tru");
    window.wait_for("document.querySelector('.total').textContent === '2'");
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    // A ticket's page too, and it is not loaded again without a reason.
    window.go(&format!("http://{}/staff/ticket/{}", console.local_addr, ticket.id.0));
    window.js("window.mark = true");
    let mut other = bench.clerk(2).await;
    other.post("/staff/next", "seen=").await;
    window.wait_for("!window.mark && document.querySelector('.state').textContent.includes('quầy 2')");
    window.js("window.mark = true");
    window.wait_for("performance.now() > 1500");
    assert_eq!(window.js("window.mark"), true);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn a_restart_of_the_kiosk_is_told_and_signs_nobody_out() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    let console = served(&bench, "127.0.0.1:0");
    let address = console.local_addr;
    let mut window = at_counter(address, 0);
    drop(console);
    window.wait_for("!document.querySelector('#offline').hidden");
    let _console = served(&bench, &address.to_string());
    window.wait_for("document.querySelector('#offline').hidden");
    calls(&mut window, "KeyN", "A001");
}
