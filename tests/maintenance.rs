//! Staff look after the kiosk at its own screen.

use std::time::Duration;

use jiff::civil::{Date, date};
use kiosk::clock::Clock;
use kiosk::demo::PIN;
use kiosk_core::queue::StaffId;
use kiosk_hardware::office::OfficeFault;
use kiosk_hardware::sim::printer::PrinterFault;
use kiosk_store::{Account, Deed, Role, Wanted, wait};
use kiosk_tests::Kiosk;

/// On the office's name in the header.
const NAME: (f32, f32) = (200.0, 60.0);

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

fn hold(kiosk: &mut Kiosk) {
    kiosk.hold_at(NAME, seconds(5));
}

fn enter(kiosk: &mut Kiosk, pin: &str) {
    for digit in pin.chars() {
        kiosk.tap(&digit.to_string());
    }
    kiosk.tap("Tiếp tục");
}

/// Where every device is shown, signed in as the first administrator.
fn tending() -> Kiosk {
    signed_in(Kiosk::new())
}

fn signed_in(mut kiosk: Kiosk) -> Kiosk {
    hold(&mut kiosk);
    kiosk.tap("admin");
    enter(&mut kiosk, PIN);
    assert_eq!(kiosk.page(), "maintain", "{}", kiosk.text());
    kiosk
}

fn today(kiosk: &Kiosk) -> Date {
    kiosk.clock.reading().civil.date()
}

/// Touches the test button of the device at this place of the list.
fn test_print(kiosk: &mut Kiosk, place: usize) {
    let buttons: Vec<_> = kiosk
        .elements()
        .into_iter()
        .filter(|e| e.role == "button" && e.label.starts_with("In thử"))
        .collect();
    let (x, y) = buttons[place].centre();
    kiosk.settle_guard();
    kiosk.touch_at(x, y);
}

fn deeds(kiosk: &Kiosk) -> Vec<(Deed, String)> {
    let deeds = kiosk.store().deeds(today(kiosk), &Wanted::default()).unwrap();
    deeds.into_iter().map(|entry| (entry.deed, entry.staff.0)).collect()
}

#[test]
fn a_finger_that_rests_on_the_offices_name_opens_it_and_a_touch_does_not() {
    kiosk_tests::apart(|| {
        let mut kiosk = Kiosk::new();
        kiosk.touch_at(NAME.0, NAME.1);
        kiosk.hold_at(NAME, seconds(3));
        assert_eq!(kiosk.page(), "welcome");
        assert!(!kiosk.text().contains("Bảo trì"), "{}", kiosk.text());
        hold(&mut kiosk);
        assert_eq!(kiosk.page(), "staff");
        kiosk.advance(seconds(180));
        assert_eq!(kiosk.page(), "welcome");
        // Once more: the gesture is no worse for use. In a visit it is nothing.
        hold(&mut kiosk);
        assert_eq!(kiosk.page(), "staff");
        kiosk.tap("Quay lại");
        kiosk.tap("Chỉ lấy số thứ tự");
        hold(&mut kiosk);
        assert_eq!(kiosk.page(), "services");
    });
}

#[test]
fn a_wrong_pin_leads_nowhere_and_too_many_are_not_looked_at() {
    kiosk_tests::apart(|| {
        let mut kiosk = Kiosk::new();
        let account =
            Account { id: StaffId("an".into()), name: "Nguyễn An".into(), role: Role::Clerk, active: true };
        let author = (StaffId("admin".into()), date(2026, 11, 23).at(7, 0, 0, 0));
        let hash = kiosk_console::hash_pin("1357").unwrap();
        wait(|reply| kiosk.store().add_account(author, account, hash, reply)).unwrap();
        hold(&mut kiosk);
        kiosk.tap("Nguyễn An");
        for _ in 0..5 {
            enter(&mut kiosk, "1111");
            assert_eq!(kiosk.page(), "pin");
            assert!(kiosk.text().contains("Mã PIN chưa đúng"), "{}", kiosk.text());
        }
        enter(&mut kiosk, "1357");
        assert!(kiosk.text().contains("thử lại sau 1 phút"), "{}", kiosk.text());
        assert_eq!(kiosk.page(), "pin");
        kiosk.advance(seconds(61));
        enter(&mut kiosk, "1357");
        assert_eq!(kiosk.page(), "maintain", "{}", kiosk.text());
    });
}

#[test]
fn a_test_slip_tells_whether_the_new_paper_is_right() {
    kiosk_tests::apart(|| {
        let mut kiosk = signed_in(Kiosk::with_printer(super::settings::printer_of_letters()));
        kiosk.break_ticket_printer(PrinterFault::PaperOut);
        kiosk.advance(seconds(5));
        assert!(kiosk.text().contains("Hết giấy, xin thay giấy."), "{}", kiosk.text());
        kiosk.repair_ticket_printer();
        kiosk.tap("Đã thay giấy in phiếu");
        kiosk.advance(seconds(5));
        assert!(kiosk.text().contains("Đã in thử xong."), "{}", kiosk.text());
        let paper = kiosk.slips().last().unwrap().text().join("\n");
        for part in ["PHIẾU IN THỬ", "không phải số thứ tự"] {
            assert!(paper.contains(part), "{part}: {paper}");
        }
        assert_eq!(deeds(&kiosk), [(Deed::PaperChanged, "admin".to_owned())]);
        assert_eq!(kiosk.store().overview(today(&kiosk)).unwrap().waiting, []);
    });
}

#[test]
fn a_test_page_comes_out_of_the_a4_printer() {
    kiosk_tests::apart(|| {
        let mut kiosk = tending();
        test_print(&mut kiosk, 1);
        kiosk.advance(seconds(20));
        assert!(kiosk.text().contains("Đã in thử xong."), "{}", kiosk.text());
        assert_eq!(deeds(&kiosk), [(Deed::TestPrinted, "admin".to_owned())]);
        kiosk.break_office(OfficeFault::PaperOut);
        kiosk.advance(seconds(30));
        test_print(&mut kiosk, 1);
        kiosk.advance(seconds(10));
        assert!(kiosk.text().contains("Chưa in thử được."), "{}", kiosk.text());
    });
}

#[test]
fn a_wiped_screen_takes_no_touch_for_half_a_minute() {
    kiosk_tests::apart(|| {
        let mut kiosk = tending();
        kiosk.tap("Khoá màn hình để lau");
        assert_eq!(kiosk.page(), "cleaning");
        for (x, y) in [(100.0, 60.0), (540.0, 960.0), (900.0, 1850.0), (150.0, 1850.0)] {
            kiosk.touch_at(x, y);
            kiosk.advance(seconds(5));
            assert_eq!(kiosk.page(), "cleaning");
        }
        assert!(kiosk.text().contains("sau 10 giây"), "{}", kiosk.text());
        kiosk.advance(seconds(11));
        assert_eq!(kiosk.page(), "maintain");
        assert!(kiosk.alarms().is_empty(), "{:?}", kiosk.alarms());
    });
}

#[test]
fn two_touches_restart_the_program_and_the_trail_tells_who_did() {
    kiosk_tests::apart(|| {
        let mut kiosk = tending();
        kiosk.tap("Khởi động lại máy");
        assert_eq!(kiosk.restarts(), 0);
        kiosk.tap("Chạm lần nữa để khởi động lại");
        kiosk.advance(seconds(1));
        assert_eq!((kiosk.restarts(), kiosk.page()), (1, "welcome"));
        assert_eq!(deeds(&kiosk), [(Deed::Restarted, "admin".to_owned())]);
    });
}

#[test]
fn without_a_database_the_first_administrator_still_gets_in() {
    kiosk_tests::apart(|| {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("queue.db");
        std::fs::write(&database, [7; 8192]).unwrap();
        let mut kiosk = Kiosk::on(&database);
        hold(&mut kiosk);
        kiosk.tap("admin");
        enter(&mut kiosk, PIN);
        assert_eq!(kiosk.page(), "maintain", "{}", kiosk.text());
        assert!(kiosk.text().contains("Tệp dữ liệu hàng chờ bị hỏng"), "{}", kiosk.text());
        kiosk.tap("Khởi động lại máy");
        kiosk.tap("Chạm lần nữa");
        assert_eq!(kiosk.restarts(), 1);
    });
}
