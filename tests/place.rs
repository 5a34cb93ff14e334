//! What the welcome screen offers besides a form and a number: where a number stands, who is called before others, and
//! how many wait.

use std::time::Duration;

use jiff::civil::date;
use kiosk_core::queue::{ClassId, CommandId, CounterId, ServiceId, TicketId};
use kiosk_store::{Origin, wait};
use kiosk_tests::{CARD, Kiosk};

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// Takes a number and leaves. Gives the token that the slip's code holds.
fn number(kiosk: &mut Kiosk, nth: i64) -> String {
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap("Cư trú");
    kiosk.advance(seconds(4));
    assert_eq!(kiosk.page(), "done", "{}", kiosk.text());
    kiosk.tap("Xong");
    kiosk.store().ticket(TicketId(nth)).unwrap().unwrap().ticket.token
}

fn look_up(kiosk: &mut Kiosk, code: &str) {
    kiosk.tap("Xem số của tôi");
    assert_eq!(kiosk.page(), "look-up");
    kiosk.advance(seconds(2));
    kiosk.scan(code.as_bytes());
}

/// Counter 1 calls its next number.
fn call(kiosk: &Kiosk, nth: u128) {
    let at = date(2026, 11, 23).at(8, 20, 0, 0);
    let origin = Origin { command: CommandId(nth), counter: CounterId(1), staff: None, at };
    let (serves, rules) = ([ServiceId("cu-tru".into())], &kiosk.office.queue);
    wait(|reply| kiosk.store().call_next(origin, (&serves, rules), None, at.date(), reply)).unwrap();
}

#[test]
fn who_holds_a_slip_to_the_scanner_sees_where_its_number_stands() {
    let mut kiosk = Kiosk::new();
    let (first, second) = (number(&mut kiosk, 1), number(&mut kiosk, 2));
    look_up(&mut kiosk, &format!("https://motcua.example.vn/t/{second}"));
    assert_eq!(kiosk.page(), "place");
    for part in ["A002", "1 người"] {
        assert!(kiosk.text().contains(part), "{part}: {}", kiosk.text());
    }
    kiosk.tap("Xong");
    call(&kiosk, 1);
    look_up(&mut kiosk, &first);
    assert!(kiosk.text().contains("đến quầy số 1 ngay"), "{}", kiosk.text());
    kiosk.advance(seconds(120));
    assert_eq!(kiosk.page(), "welcome");
    assert!(!kiosk.text().contains("A001"), "{}", kiosk.text());
}

#[test]
fn a_card_is_no_slip_and_is_not_read() {
    let mut kiosk = Kiosk::new();
    look_up(&mut kiosk, CARD);
    assert_eq!(kiosk.page(), "look-up");
    assert!(kiosk.text().contains("không phải là mã của phiếu số"), "{}", kiosk.text());
    assert!(!kiosk.text().contains("Thu Hà"), "{}", kiosk.text());
    kiosk.tap("Quay lại");
    assert_eq!(kiosk.page(), "welcome");
}

#[test]
fn how_many_wait_stands_on_the_welcome_screen() {
    let mut kiosk = Kiosk::new();
    number(&mut kiosk, 1);
    number(&mut kiosk, 2);
    kiosk.advance(seconds(1));
    assert_eq!(kiosk.state().waiting, Some(2));
    let two = kiosk.snapshot();
    call(&kiosk, 1);
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap("Huỷ");
    kiosk.advance(seconds(1));
    assert_eq!((kiosk.page(), kiosk.state().waiting), ("welcome", Some(1)));
    assert!(kiosk.snapshot() != two, "the screen says the same");
}

#[test]
fn a_class_that_is_declared_is_a_claim_of_the_number_until_staff_have_looked() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Tôi được ưu tiên");
    assert_eq!(kiosk.page(), "declare");
    kiosk.tap("Phụ nữ mang thai");
    assert_eq!(kiosk.page(), "welcome");
    assert!(kiosk.text().contains("Ưu tiên: Phụ nữ mang thai, có con nhỏ"), "{}", kiosk.text());
    number(&mut kiosk, 1);
    let standing = kiosk.store().ticket(TicketId(1)).unwrap().unwrap().standing;
    assert_eq!((standing.class, standing.priority), (None, false));
    assert_eq!(standing.claim, Some(ClassId("thai-phu-con-nho".into())));
    // The next citizen declares for themselves.
    assert!(!kiosk.text().contains("Ưu tiên: "), "{}", kiosk.text());
    number(&mut kiosk, 2);
    assert_eq!(kiosk.store().ticket(TicketId(2)).unwrap().unwrap().standing.claim, None);
}
