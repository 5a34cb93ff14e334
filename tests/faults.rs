//! Devices that fail, at any moment: the number is never lost, the citizen reads one plain sentence, staff
//! see an alarm, and the kiosk finds its way back.

use std::time::Duration;

use kiosk_core::queue::{SlipState, TicketId};
use kiosk_hardware::office::OfficeFault;
use kiosk_hardware::sim::printer::PrinterFault;
use kiosk_tests::{CARD, Kiosk, apart};

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

fn take_number(kiosk: &mut Kiosk) {
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap("Cư trú");
}

fn slip_of(kiosk: &Kiosk, ticket: i64) -> SlipState {
    kiosk.store().ticket(TicketId(ticket)).unwrap().unwrap().slip
}

/// Faults that the printer reports before a slip is begun.
const REPORTED: [(PrinterFault, &str); 4] = [
    (PrinterFault::PaperOut, "hết giấy"),
    (PrinterFault::CoverOpen, "nắp đang mở"),
    (PrinterFault::CutterJam, "kẹt"),
    (PrinterFault::Offline, "chưa sẵn sàng"),
];

#[test]
fn a_broken_ticket_printer_costs_the_slip_and_not_the_number() {
    for (fault, alarm) in REPORTED {
        apart(|| reported(fault, alarm));
    }
}

fn reported(fault: PrinterFault, alarm: &str) {
    let mut kiosk = Kiosk::new();
    kiosk.break_ticket_printer(fault);
    kiosk.advance(seconds(3));
    assert!(kiosk.alarm_texts().contains(alarm), "{fault:?}: {}", kiosk.alarm_texts());
    assert!(kiosk.text().contains("Máy in phiếu"), "{fault:?}: {}", kiosk.text());

    take_number(&mut kiosk);
    kiosk.advance(seconds(3));
    assert_eq!(kiosk.page(), "done", "{fault:?}");
    assert!(kiosk.text().contains("A001"), "{fault:?}: {}", kiosk.text());
    assert!(kiosk.text().contains("nhớ số"), "{fault:?}: {}", kiosk.text());
    assert_eq!(slip_of(&kiosk, 1), SlipState::NotPrinted, "{fault:?}");
    assert!(kiosk.slips().is_empty(), "{fault:?}");

    kiosk.repair_ticket_printer();
    kiosk.advance(seconds(4));
    assert_eq!(kiosk.alarms(), [], "{fault:?}");
    kiosk.tap("In lại phiếu");
    kiosk.advance(seconds(5));
    assert_eq!(kiosk.slips().len(), 1, "{fault:?}");
    assert_eq!(slip_of(&kiosk, 1), SlipState::Printed, "{fault:?}");
    kiosk.tap("Xong");
    take_number(&mut kiosk);
    kiosk.advance(seconds(4));
    assert!(kiosk.text().contains("A002"), "{fault:?}: {}", kiosk.text());
}

#[test]
fn a_slip_that_breaks_off_is_unconfirmed_and_prints_again_with_the_same_number() {
    let faults = [PrinterFault::PaperOut, PrinterFault::DieAfterBytes(2000), PrinterFault::Stall];
    for fault in faults {
        apart(|| broken_off(fault));
    }
}

fn broken_off(fault: PrinterFault) {
    let mut kiosk = Kiosk::new();
    take_number(&mut kiosk);
    kiosk.advance(Duration::from_millis(100));
    assert_eq!(kiosk.page(), "printing", "{fault:?}");
    kiosk.break_ticket_printer(fault);
    kiosk.advance(seconds(20));
    assert_eq!(kiosk.page(), "done", "{fault:?}");
    assert!(kiosk.text().contains("A001"), "{fault:?}");
    assert_eq!(slip_of(&kiosk, 1), SlipState::Unconfirmed, "{fault:?}");
    let before = kiosk.slips().len();

    kiosk.repair_ticket_printer();
    kiosk.advance(seconds(4));
    kiosk.tap("In lại phiếu");
    kiosk.advance(seconds(5));
    assert_eq!(slip_of(&kiosk, 1), SlipState::Printed, "{fault:?}");
    assert!(kiosk.slips().len() > before, "{fault:?}");
    assert!(kiosk.store().ticket(TicketId(2)).unwrap().is_none(), "{fault:?}: two numbers for one visit");
}

#[test]
fn an_unplugged_ticket_printer_is_found_again() {
    let mut kiosk = Kiosk::new();
    kiosk.plug_ticket_printer(false);
    kiosk.advance(seconds(2));
    assert!(kiosk.alarm_texts().contains("mất kết nối"), "{}", kiosk.alarm_texts());
    take_number(&mut kiosk);
    kiosk.advance(seconds(2));
    assert!(kiosk.text().contains("A001"));
    kiosk.tap("Xong");
    kiosk.plug_ticket_printer(true);
    kiosk.advance(seconds(3));
    assert_eq!(kiosk.alarms(), []);
    take_number(&mut kiosk);
    kiosk.advance(seconds(4));
    assert_eq!(slip_of(&kiosk, 2), SlipState::Printed);
}

fn to_review(kiosk: &mut Kiosk) {
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    for label in ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"]
    {
        kiosk.tap(label);
    }
    assert_eq!(kiosk.page(), "review");
}

#[test]
fn a_form_without_paper_still_gives_the_number_and_never_comes_out_later() {
    let faults = [
        OfficeFault::PaperOut,
        OfficeFault::CoverOpen,
        OfficeFault::Off,
        OfficeFault::Silent,
        OfficeFault::Busy,
    ];
    for fault in faults {
        apart(|| without_form(fault));
    }
}

fn without_form(fault: OfficeFault) {
    let mut kiosk = Kiosk::new();
    to_review(&mut kiosk);
    kiosk.break_office(fault);
    kiosk.tap("In tờ khai và lấy số");
    for _ in 0..60 {
        if kiosk.page() != "done" {
            kiosk.advance(seconds(1));
        }
    }
    assert_eq!(kiosk.page(), "done", "{fault:?}");
    assert!(kiosk.text().contains("A001"), "{fault:?}: {}", kiosk.text());
    assert!(kiosk.text().contains("tờ khai"), "{fault:?}: {}", kiosk.text());
    assert_eq!(slip_of(&kiosk, 1), SlipState::Printed, "{fault:?}");
    assert_eq!(kiosk.forms_printed(), 0, "{fault:?}");

    kiosk.tap("Xong");
    kiosk.repair_office();
    kiosk.advance(seconds(120));
    assert_eq!(kiosk.forms_printed(), 0, "{fault:?}: somebody's form came out later");
    assert_eq!(kiosk.alarms(), [], "{fault:?}");
}

#[test]
fn a_form_that_did_not_come_out_is_printed_by_one_touch_once_there_is_paper() {
    let mut kiosk = Kiosk::new();
    to_review(&mut kiosk);
    kiosk.break_office(OfficeFault::PaperOut);
    kiosk.tap("In tờ khai và lấy số");
    for _ in 0..60 {
        if kiosk.page() != "done" {
            kiosk.advance(seconds(1));
        }
    }
    assert_eq!(kiosk.forms_printed(), 0);
    kiosk.repair_office();
    kiosk.advance(seconds(6));
    kiosk.tap("In lại tờ khai");
    kiosk.advance(seconds(6));
    assert_eq!((kiosk.page(), kiosk.forms_printed()), ("done", 1));
    assert!(kiosk.text().contains("Lấy phiếu và tờ khai"), "{}", kiosk.text());
}

#[test]
fn an_a4_printer_without_paper_is_an_alarm_before_anybody_needs_it() {
    let mut kiosk = Kiosk::new();
    kiosk.break_office(OfficeFault::PaperOut);
    kiosk.advance(seconds(6));
    assert!(kiosk.alarm_texts().contains("Máy in A4: hết giấy"), "{}", kiosk.alarm_texts());
    assert!(kiosk.text().contains("Máy in tờ khai"), "{}", kiosk.text());
}

#[test]
fn an_unplugged_scanner_leaves_the_way_without_a_card() {
    let mut kiosk = Kiosk::new();
    kiosk.plug_scanner(false);
    kiosk.advance(seconds(1));
    assert!(kiosk.alarm_texts().contains("Đầu đọc mã QR: mất kết nối"), "{}", kiosk.alarm_texts());
    kiosk.tap("Xác nhận thông tin về cư trú");
    assert!(kiosk.text().contains("Máy quét thẻ"), "{}", kiosk.text());
    kiosk.tap("Tiếp tục không cần thẻ");
    assert_eq!(kiosk.page(), "no-card");
}

#[test]
fn a_form_that_cannot_be_made_leaves_the_number() {
    let mut kiosk = Kiosk::new();
    kiosk.break_renderer();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.tap("Tôi không mang thẻ");
    kiosk.tap("In tờ khai trống và lấy số");
    assert_eq!(kiosk.page(), "trouble");
    kiosk.tap("Chỉ lấy số");
    kiosk.advance(seconds(4));
    assert_eq!(kiosk.page(), "done");
    assert!(kiosk.text().contains("A001"), "{}", kiosk.text());
}
