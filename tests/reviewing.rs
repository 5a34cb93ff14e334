//! The form before it is printed: covered when nobody is there, changed in one answer, and what the closed office says.

use std::time::Duration;

use jiff::civil::time;
use kiosk_core::queue::{OpeningHours, Span};
use kiosk_tests::{CARD, HOUSEHOLDER, Kiosk};

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// Touches up to the page under review.
fn review(kiosk: &mut Kiosk) {
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    for label in ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"]
    {
        kiosk.tap(label);
    }
    assert_eq!(kiosk.page(), "review");
}

#[test]
fn the_form_is_covered_after_20_seconds_and_one_touch_shows_it() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    kiosk.advance(seconds(19));
    assert!(kiosk.text().contains("In tờ khai và lấy số"), "{}", kiosk.text());
    kiosk.advance(seconds(2));
    assert!(kiosk.text().contains("Tờ khai đang được che"), "{}", kiosk.text());
    assert!(!kiosk.text().contains("In tờ khai và lấy số"), "{}", kiosk.text());
    kiosk.tap("Xem lại tờ khai");
    assert_eq!(kiosk.page(), "review");
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    assert_eq!((kiosk.page(), kiosk.forms_printed()), ("done", 1));
}

#[test]
fn a_covered_form_is_asked_about_and_goes() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    kiosk.advance(seconds(101));
    assert!(kiosk.text().contains("Quý khách còn ở đây không?"), "{}", kiosk.text());
    kiosk.tap("Tôi vẫn ở đây");
    assert!(kiosk.text().contains("In tờ khai và lấy số"), "{}", kiosk.text());
    kiosk.advance(seconds(121));
    assert_eq!(kiosk.page(), "welcome");
}

#[test]
fn one_answer_is_changed_and_the_rest_stays() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    kiosk.tap("Sửa một mục");
    assert_eq!(kiosk.page(), "amend");
    let list = kiosk.text();
    assert!(list.contains("không sửa được ở đây") && !list.contains("Họ, chữ đệm và tên"), "{list}");
    kiosk.tap("Quay lại");
    assert_eq!(kiosk.page(), "review");
    kiosk.tap("Sửa một mục");
    kiosk.tap("Mối quan hệ với chủ hộ");
    kiosk.tap("Vợ hoặc chồng của chủ hộ");
    kiosk.scan(HOUSEHOLDER.as_bytes());
    kiosk.tap("Đúng, là chủ hộ");
    assert_eq!(kiosk.page(), "review", "what was said of the request and the telephone stays");
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    assert_eq!((kiosk.page(), kiosk.forms_printed()), ("done", 1));
}

#[test]
fn a_closed_office_says_when_it_opens() {
    let (from, to) = (time(13, 30, 0, 0), time(17, 0, 0, 0));
    let week = std::array::from_fn(|_| vec![Span { from, to }]);
    let hours = OpeningHours { week: Some(week), ..OpeningHours::default() };
    // It is Monday, 08:15.
    let mut kiosk = Kiosk::in_office(|office| office.hours = hours);
    kiosk.tap("Chỉ lấy số thứ tự");
    assert!(kiosk.text().contains("từ 13 giờ 30 hôm nay"), "{}", kiosk.text());
}
