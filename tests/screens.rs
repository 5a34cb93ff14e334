//! Every screen of a visit, rendered without a display.
//!
//! With KIOSK_SHOTS=DIR the pictures are left there, to be looked at.

use std::time::Duration;

use kiosk_tests::{CARD, HOUSEHOLDER, Kiosk};

/// The panel's size in pixels.
const PANEL: (f32, f32) = (1080.0, 1920.0);
/// 20 mm on a 21.5-inch portrait panel of 1920 rows, 4.03 pixels a millimetre.
const TARGET: f32 = 80.0;

/// Nothing leaves the screen, is too small for a finger or has no label.
pub fn keeps_its_place(kiosk: &Kiosk, name: &str) {
    let elements = kiosk.elements();
    assert!(elements.len() > 2, "{name} is empty");
    for element in &elements {
        let inside = element.x >= -0.5
            && element.y >= -0.5
            && element.x + element.w <= PANEL.0 + 0.5
            && element.y + element.h <= PANEL.1 + 0.5;
        // The picture of an enlarged page is meant to be larger than what shows it.
        assert!(
            inside || element.role == "image",
            "{name}: \"{}\" leaves the screen: {element:?}",
            element.label
        );
        let small = element.role == "button" && (element.w < TARGET || element.h < TARGET);
        assert!(!small, "{name}: \"{}\" is too small to hit: {element:?}", element.label);
        assert!(!element.label.trim().is_empty(), "{name}: a {} without a label", element.role);
    }
}

/// Looks at the screen, and leaves its picture where KIOSK_SHOTS says.
pub fn check(kiosk: &Kiosk, name: &str) {
    keeps_its_place(kiosk, name);
    let snapshot = kiosk.snapshot();
    let colours: std::collections::HashSet<&[u8]> = snapshot.rgb.chunks(3).collect();
    assert!(colours.len() > 20, "{name} is nearly blank");
    if let Some(folder) = std::env::var_os("KIOSK_SHOTS") {
        let png =
            kiosk::demo::png(snapshot.width, snapshot.height, png::ColorType::Rgb, &snapshot.rgb).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), png).unwrap();
    }
}

/// Touches and scans, with the name under which the screen that follows is looked at.
fn walk(kiosk: &mut Kiosk, lang: &str, way: &[(&str, &str)]) {
    for (label, name) in way {
        match *label {
            "scan" => kiosk.scan(CARD.as_bytes()),
            "scan the householder" => kiosk.scan(HOUSEHOLDER.as_bytes()),
            "scan something else" => kiosk.scan(b"https://example.com/"),
            "wait" => kiosk.advance(Duration::from_secs(4)),
            label => kiosk.tap(label),
        }
        check(kiosk, &format!("{lang}-{name}"));
    }
}

#[test]
fn every_screen_of_a_vietnamese_visit() {
    let mut kiosk = Kiosk::new();
    check(&kiosk, "vi-welcome");
    walk(
        &mut kiosk,
        "vi",
        &[
            ("Chỉ lấy số thứ tự", "services"),
            ("Quay lại", "welcome-again"),
            ("Xác nhận thông tin về cư trú", "scan"),
            ("scan something else", "scan-problem"),
            ("Tôi không mang thẻ", "no-card"),
            ("Quay lại", "scan-again"),
            ("wait", "scan-waiting"),
            ("scan", "confirm"),
            ("Đúng, là tôi", "ask-relation"),
            ("Vợ hoặc chồng của chủ hộ", "scan-householder"),
            ("wait", "scan-householder-waiting"),
            ("scan", "scan-same-card"),
            ("Thẻ của chủ hộ không có ở đây", "ask-householder-number"),
            ("Quay lại", "scan-householder-again"),
            ("scan the householder", "confirm-householder"),
            ("Đúng, là chủ hộ", "ask-request"),
            ("Nơi thường trú hiện nay", "ask-phone"),
            ("Bỏ qua câu này", "review"),
            ("Phóng to", "review-large"),
            ("Xem cả trang", "review-whole"),
            ("In tờ khai và lấy số", "printing"),
            ("wait", "done"),
        ],
    );
    kiosk.advance(Duration::from_secs(25));
    check(&kiosk, "vi-done-closing");
}

#[test]
fn every_screen_of_an_english_visit() {
    let mut kiosk = Kiosk::new();
    walk(
        &mut kiosk,
        "en",
        &[
            ("English", "welcome"),
            ("Just take a number", "services"),
            ("Back", "welcome-again"),
            ("Confirmation of residence", "scan"),
            ("scan something else", "scan-problem"),
            ("I have no card here", "no-card"),
            ("Back", "scan-again"),
            ("wait", "scan-waiting"),
            ("scan", "confirm"),
            ("Yes, this is me", "ask-relation"),
            ("Wife or husband", "scan-householder"),
            ("wait", "scan-householder-waiting"),
            ("scan", "scan-same-card"),
            ("The householder’s card is not here", "ask-householder-number"),
            ("Back", "scan-householder-again"),
            ("scan the householder", "confirm-householder"),
            ("Back", "scan-householder-once-more"),
            ("Back", "ask-relation-again"),
            ("I am the householder", "ask-request"),
            ("Where I permanently reside now", "ask-phone"),
            ("Skip this question", "review"),
            ("Print and take a number", "printing"),
            ("wait", "done"),
        ],
    );
}

#[test]
fn long_names_and_addresses_stay_on_the_screen() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(kiosk::demo::SAMPLES[2].payload.as_bytes());
    assert_eq!(kiosk.page(), "confirm");
    check(&kiosk, "vi-confirm-long");
    kiosk.tap("Cần giúp đỡ");
    check(&kiosk, "vi-help");
    kiosk.tap("Đóng");
    kiosk.advance(Duration::from_secs(75));
    check(&kiosk, "vi-warning");
}

#[test]
fn a_card_without_diacritics_is_shown_with_a_warning() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(kiosk::demo::SAMPLES[3].payload.as_bytes());
    assert_eq!(kiosk.page(), "confirm");
    assert!(kiosk.text().contains("không có dấu"), "{}", kiosk.text());
    check(&kiosk, "vi-confirm-warning");
    kiosk.tap("Quay lại");
    kiosk.tap("English");
    kiosk.advance(Duration::from_secs(2));
    kiosk.scan(kiosk::demo::SAMPLES[3].payload.as_bytes());
    check(&kiosk, "en-confirm-warning");
}

#[test]
fn trouble_screens() {
    let mut kiosk = Kiosk::new();
    kiosk.break_ticket_printer(kiosk_hardware::sim::printer::PrinterFault::PaperOut);
    kiosk.advance(Duration::from_secs(3));
    check(&kiosk, "vi-welcome-notice");
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap("Cư trú");
    kiosk.advance(Duration::from_secs(3));
    check(&kiosk, "vi-done-without-slip");
    kiosk.tap("Xong");
    kiosk.break_renderer();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.tap("Tôi không mang thẻ");
    kiosk.tap("In tờ khai trống và lấy số");
    check(&kiosk, "vi-trouble-form");
}
