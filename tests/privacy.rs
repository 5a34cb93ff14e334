//! Nothing of the citizen stays.

use std::time::Duration;

use kiosk_tests::{CARD, HOUSEHOLDER, Kiosk, apart};

/// What would give the citizen away, or the householder.
const VALUES: [&str; 8] = [
    "Trần Thị Thu Hà",
    "048160001234",
    "Trưng Nữ Vương",
    "1960",
    "Phạm Quốc Bảo",
    "048099005678",
    "Nguyễn Văn Linh",
    "1999",
];

fn visit(kiosk: &mut Kiosk) {
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    for label in ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"]
    {
        kiosk.tap(label);
    }
}

/// A visit with the householder's card beside the citizen's own.
fn visit_of_two(kiosk: &mut Kiosk) {
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    kiosk.tap("Đúng, là tôi");
    kiosk.tap("Vợ hoặc chồng của chủ hộ");
    kiosk.scan(HOUSEHOLDER.as_bytes());
    for label in ["Đúng, là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"] {
        kiosk.tap(label);
    }
}

#[test]
fn the_number_is_masked_on_the_screen() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    let text = kiosk.text();
    assert!(text.contains("Trần Thị Thu Hà") && text.contains("1234"), "{text}");
    assert!(!text.contains("048160001234") && !text.contains("04816000"), "{text}");
}

#[test]
fn no_screen_after_the_visit_holds_anything_of_it() {
    for ending in ["done", "cancel", "time-out"] {
        apart(|| nothing_stays_after(visit, ending));
        apart(|| nothing_stays_after(visit_of_two, ending));
    }
}

fn nothing_stays_after(visit: fn(&mut Kiosk), ending: &str) {
    let mut kiosk = Kiosk::new();
    kiosk.serve_everybody();
    let before = kiosk.below_the_header();
    visit(&mut kiosk);
    match ending {
        "done" => {
            kiosk.tap("In tờ khai và lấy số");
            kiosk.advance(Duration::from_secs(5));
            kiosk.tap("Xong");
        }
        "cancel" => kiosk.tap("Huỷ"),
        _ => kiosk.advance(Duration::from_secs(130)),
    }
    assert_eq!(kiosk.page(), "welcome", "{ending}");
    assert!(kiosk.state().visit.is_none(), "{ending}");
    let text = kiosk.text();
    assert!(VALUES.iter().all(|v| !text.contains(v)), "{ending}: {text}");
    // When nobody waits any more, the screen is as before the visit.
    kiosk.serve_everybody();
    assert!(before == kiosk.below_the_header(), "{ending}: the screen is not as before");
}

#[test]
fn states_and_events_print_nothing_personal() {
    let mut kiosk = Kiosk::new();
    visit_of_two(&mut kiosk);
    let printed = format!("{:?}", kiosk.state());
    assert!(printed.contains("Reviewing"), "{printed}");
    assert!(VALUES.iter().all(|v| !printed.contains(v)), "{printed}");
}

#[test]
fn the_database_holds_no_person() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("queue.db");
    let mut kiosk = Kiosk::on(&file);
    visit_of_two(&mut kiosk);
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(Duration::from_secs(5));
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        // A bare year may be part of any number in a database.
        let dates = ["1960-05-14", "14051960", "1999-03-09", "09031999"];
        for value in VALUES.into_iter().filter(|v| v.len() > 4).chain(dates) {
            let found = bytes.windows(value.len()).any(|w| w == value.as_bytes());
            assert!(!found, "{value} is in the database");
        }
    }
}
