//! What an administrator sets on the staff pages, as the citizen at the kiosk sees it.

use std::time::Duration;

use kiosk_core::queue::{SlipState, TicketId};
use kiosk_hardware::{PrinterProfile, Way};
use kiosk_tests::{Kiosk, StaffBrowser};

const SERVICES: &str = "/staff/settings/services";
const HOURS: &str = "/staff/settings/hours";
const TEXTS: &str = "/staff/settings/texts";

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// Takes a number of the service whose button begins so.
fn number(kiosk: &mut Kiosk, service: &str) {
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap(service);
    kiosk.advance(seconds(4));
    assert_eq!(kiosk.page(), "done", "{}", kiosk.text());
}

/// A printer that prints letters, which can be read on the paper again, and not pictures of them.
pub fn printer_of_letters() -> PrinterProfile {
    let usual = PrinterProfile::named("generic-80").unwrap();
    PrinterProfile { way: Way::UserDefined, user_defined: true, ..usual }
}

/// What can be read on the slip that came out last.
fn slip(kiosk: &Kiosk) -> String {
    kiosk.slips().last().unwrap().text().join("\n")
}

#[test]
fn a_visit_that_runs_goes_by_what_held_when_it_began_and_the_next_one_by_what_is_set() {
    let mut kiosk = Kiosk::with_printer(printer_of_letters());
    let staff = StaffBrowser::of(&kiosk);
    kiosk.tap("Chỉ lấy số thứ tự");
    staff.change(SERVICES, &[("name_vi.0", "Cư trú và đi lại"), ("start.0", "500")]);
    staff.change(TEXTS, &[("name_vi.0", "UBND phường Hải Hòa mới")]);
    kiosk.advance(seconds(1));
    assert!(kiosk.text().contains("Cư trú") && !kiosk.text().contains("đi lại"), "{}", kiosk.text());
    kiosk.tap("Cư trú");
    kiosk.advance(seconds(4));
    assert!(kiosk.text().contains("A001"), "{}", kiosk.text());
    let first = slip(&kiosk);
    assert!(first.contains("A001") && !first.contains("đi lại") && !first.contains("Hòa mới"), "{first}");
    kiosk.tap("Xong");
    assert!(kiosk.text().contains("UBND phường Hải Hòa mới"), "{}", kiosk.text());
    number(&mut kiosk, "Cư trú và đi lại");
    let second = slip(&kiosk);
    for wanted in ["A500", "Cư trú và đi lại", "UBND phường Hải Hòa mới"] {
        assert!(second.contains(wanted), "{wanted}: {second}");
    }
    assert_eq!(kiosk.store().ticket(TicketId(2)).unwrap().unwrap().slip, SlipState::Printed);
}

#[test]
fn hours_that_are_set_hold_for_the_next_citizen_and_until_they_are_taken_back() {
    let mut kiosk = Kiosk::new();
    let staff = StaffBrowser::of(&kiosk);
    // It is Monday, 08:15.
    staff.change(HOURS, &[("by", "week"), ("from.0.0", "9h00"), ("to.0.0", "11:30")]);
    kiosk.advance(seconds(1));
    kiosk.tap("Chỉ lấy số thứ tự");
    assert!(kiosk.text().contains("Hiện không phải giờ lấy số"), "{}", kiosk.text());
    assert_eq!(kiosk.store().ticket(TicketId(1)).unwrap(), None);
    kiosk.advance(seconds(120));
    assert_eq!(kiosk.page(), "welcome");
    let trail = staff.get("/staff/trail");
    let undo = trail.split(r#"action="/staff/settings/undo""#).nth(1).unwrap();
    let hidden = |name: &str| {
        let rest = undo.split_once(&format!(r#"name="{name}" value=""#)).unwrap().1;
        rest.split('"').next().unwrap().to_owned()
    };
    let undone = staff.post("/staff/settings/undo", &[("press", &hidden("press")), ("seq", &hidden("seq"))]);
    assert_eq!(undone.1, "/staff/trail?note=undone");
    kiosk.advance(seconds(1));
    number(&mut kiosk, "Cư trú");
}

#[test]
fn a_service_that_is_closed_is_offered_neither_for_itself_nor_with_its_procedures() {
    let mut kiosk = Kiosk::new();
    let staff = StaffBrowser::of(&kiosk);
    assert!(kiosk.text().contains("Xác nhận thông tin về cư trú"));
    staff.change(SERVICES, &[("open.0", "")]);
    kiosk.advance(seconds(1));
    assert!(!kiosk.text().contains("Xác nhận thông tin về cư trú"), "{}", kiosk.text());
    kiosk.tap("Chỉ lấy số thứ tự");
    let text = kiosk.text();
    assert!(!text.contains("Cư trú") && text.contains("Hộ tịch"), "{text}");
}

/// The database knows what was set; the next start lays it over the file again.
#[test]
fn what_is_set_holds_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("queue.db");
    kiosk_tests::apart(|| {
        let kiosk = Kiosk::on(&database);
        StaffBrowser::of(&kiosk).change(TEXTS, &[("name_vi.0", "UBND xã Hải Hòa")]);
    });
    kiosk_tests::apart(|| {
        let kiosk = Kiosk::on(&database);
        assert!(kiosk.text().contains("UBND xã Hải Hòa"), "{}", kiosk.text());
    });
}
