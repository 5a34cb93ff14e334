//! What the queue's rules do to a visit: classes on the slip, hours, limits, the change of the day.

use std::time::Duration;

use jiff::civil::time;
use kiosk::slip::slip_of;
use kiosk_core::queue::{ClassId, Numbering, OpeningHours, SlipPrint, Span, TicketId, TicketState};
use kiosk_core::text::Lang;
use kiosk_tests::{CARD, HOUSEHOLDER, Kiosk, apart};

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// A visit with a form for whoever holds `card`, up to the last page.
fn with_form(kiosk: &mut Kiosk, card: &str) {
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(card.as_bytes());
    for label in
        ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này", "In tờ khai và lấy số"]
    {
        kiosk.tap(label);
    }
    kiosk.advance(seconds(5));
    assert_eq!(kiosk.page(), "done");
}

/// A visit for a number alone.
fn number(kiosk: &mut Kiosk, service: &str) {
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap(service);
    kiosk.advance(seconds(4));
}

#[test]
fn the_age_on_the_card_gives_a_class_and_the_slip_says_so() {
    for (card, class) in [(CARD, Some("nguoi-cao-tuoi")), (HOUSEHOLDER, None)] {
        apart(|| {
            let mut kiosk = Kiosk::new();
            with_form(&mut kiosk, card);
            let record = kiosk.store().ticket(TicketId(1)).unwrap().unwrap();
            assert_eq!(record.standing.class, class.map(|id| ClassId(id.into())));
            assert_eq!(record.standing.priority, class.is_some());
            let slip =
                slip_of(&kiosk.office, &record.ticket, Lang::Vi, SlipPrint::First).receipt().to_plain_text();
            assert_eq!(slip.contains("Ưu tiên: Người cao tuổi"), class.is_some(), "{slip}");
        });
    }
}

#[test]
fn outside_the_hours_the_kiosk_says_so_and_gives_no_number() {
    let mut kiosk = Kiosk::in_office(|office| {
        let morning = Span { from: time(7, 30, 0, 0), to: time(8, 30, 0, 0) };
        let week = [(); 7].map(|()| vec![morning]);
        office.hours = OpeningHours { week: Some(week), last_ticket: 10, ..OpeningHours::default() };
    });
    // It is 08:15.
    number(&mut kiosk, "Cư trú");
    assert!(kiosk.text().contains("A001"), "{}", kiosk.text());
    kiosk.tap("Xong");
    kiosk.advance(seconds(6 * 60));
    kiosk.tap("Chỉ lấy số thứ tự");
    assert_eq!(kiosk.page(), "trouble");
    assert!(kiosk.alarms().is_empty(), "{:?}", kiosk.alarms());
    kiosk.advance(seconds(60));
    assert_eq!(kiosk.page(), "welcome");
    assert_eq!(kiosk.store().ticket(TicketId(2)).unwrap(), None);
}

#[test]
fn a_service_gives_out_its_numbers_of_the_day_and_no_more() {
    let mut kiosk = Kiosk::in_office(|office| {
        office.services[0].per_day = Some(1);
        office.services[0].numbering = Numbering { start: 50, width: 2 };
    });
    number(&mut kiosk, "Cư trú");
    assert!(kiosk.text().contains("A50"), "{}", kiosk.text());
    kiosk.tap("Xong");
    number(&mut kiosk, "Cư trú");
    assert_eq!(kiosk.page(), "trouble");
    assert!(kiosk.alarms().is_empty(), "{:?}", kiosk.alarms());
    kiosk.advance(seconds(60));
    number(&mut kiosk, "Hộ tịch");
    assert!(kiosk.text().contains("B001"), "{}", kiosk.text());
}

#[test]
fn at_midnight_the_day_closes_and_numbers_begin_again() {
    let mut kiosk = Kiosk::new();
    number(&mut kiosk, "Cư trú");
    assert!(kiosk.text().contains("A001"));
    kiosk.advance(seconds(60));
    let state = |kiosk: &Kiosk| kiosk.store().ticket(TicketId(1)).unwrap().unwrap().standing.state;
    assert_eq!(state(&kiosk), TicketState::Waiting);
    // From 08:16 to a little after midnight.
    kiosk.advance(seconds(16 * 3600));
    number(&mut kiosk, "Cư trú");
    assert!(kiosk.text().contains("A001"), "{}", kiosk.text());
    assert_eq!(state(&kiosk), TicketState::NoShow);
}
