//! Screens that suit one citizen, and a procedure found by words.

use std::time::Duration;

use kiosk_core::visit::Comfort;
use kiosk_tests::{CARD, Kiosk};

const EASIER: &str = "Dễ đọc hơn";
const GO_ON: &str = "Xong, tiếp tục";

/// The largest letters, white on black, all to touch in the lower part, twice the time.
fn wish_for_all(kiosk: &mut Kiosk) {
    let wishes =
        ["Chữ to hơn, mức 3", "Chữ trắng nền đen", "Hạ các nút xuống thấp", "Thêm thời gian gấp đôi"];
    kiosk.tap(EASIER);
    for wish in wishes {
        kiosk.tap(wish);
    }
    kiosk.tap(GO_ON);
}

#[test]
fn a_whole_visit_in_the_largest_letters_and_nothing_of_it_for_the_next_citizen() {
    let mut kiosk = Kiosk::new();
    kiosk.serve_everybody();
    let usual = kiosk.below_the_header();
    wish_for_all(&mut kiosk);
    assert!(kiosk.state().comfort() != Comfort::default() && kiosk.below_the_header() != usual);
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    for label in ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"]
    {
        kiosk.tap(label);
    }
    assert_eq!(kiosk.page(), "review");
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(Duration::from_secs(5));
    assert_eq!(kiosk.page(), "done");
    assert!(kiosk.state().comfort() != Comfort::default());
    kiosk.tap("Xong");
    assert_eq!((kiosk.page(), kiosk.state().comfort()), ("welcome", Comfort::default()));
    kiosk.serve_everybody();
    assert!(kiosk.below_the_header() == usual, "the next citizen sees the usual screen");
}

#[test]
fn who_walks_away_takes_the_large_letters_along() {
    let mut kiosk = Kiosk::new();
    let usual = kiosk.below_the_header();
    wish_for_all(&mut kiosk);
    kiosk.advance(Duration::from_secs(15 * 60));
    assert_eq!(kiosk.state().comfort(), Comfort::default());
    assert!(kiosk.below_the_header() == usual);
}

#[test]
fn a_procedure_is_found_by_what_citizens_call_it() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Tìm theo tên");
    assert_eq!(kiosk.page(), "search");
    for key in "giay doc th".chars() {
        match key {
            ' ' => kiosk.tap("Dấu cách"),
            key => kiosk.tap(&key.to_string()),
        }
    }
    assert!(kiosk.text().contains("giay doc th"), "{}", kiosk.text());
    kiosk.tap("Cấp Giấy xác nhận tình trạng hôn nhân");
    assert_eq!(kiosk.page(), "scan");
}
