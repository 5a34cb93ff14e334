//! Screens read aloud in whole visits with real screens: offered where there is a voice, and never a value for the hall.

use std::time::Duration;

use kiosk::demo::SAMPLES;
use kiosk_core::text::Lang;
use kiosk_core::visit::Comfort;
use kiosk_tests::{CARD, Kiosk, Said, apart};

const EASIER: &str = "Dễ đọc hơn";
const ALOUD: &str = "Đọc to màn hình";
const GO_ON: &str = "Xong, tiếp tục";

/// Of the four sample cards that can be read: names, numbers, days and places.
pub const VALUES: [&str; 22] = [
    "Thu Hà",
    "048160001234",
    "1 2 3 4",
    "14 tháng 5",
    "1960",
    "Trưng Nữ Vương",
    "Bình Hiên",
    "Quốc Bảo",
    "048099005678",
    "5 6 7 8",
    "9 tháng 3",
    "Nam Dương",
    "Nguyễn Văn Linh",
    "Phương Thảo",
    "048191007788",
    "30 tháng 9",
    "Minh Khai",
    "Hòa Cường",
    "BICH NGOC",
    "048185004321",
    "15 tháng 8",
    "Le Duan",
];

/// A kiosk at its welcome screen, whose voice works and was asked for.
fn listening() -> Kiosk {
    let mut kiosk = Kiosk::new();
    kiosk.give_voice();
    kiosk.tap(EASIER);
    kiosk.tap(ALOUD);
    kiosk.tap(GO_ON);
    kiosk
}

/// What was said last, if it is not cut off.
fn last(said: &[Said]) -> &str {
    let Some(Said::Words(_, words)) = said.last() else { panic!("{said:?}") };
    words
}

#[test]
fn without_a_voice_nothing_is_offered_and_nothing_said() {
    let mut kiosk = Kiosk::new();
    kiosk.tap(EASIER);
    assert!(!kiosk.text().contains(ALOUD));
    kiosk.tap(GO_ON);
    kiosk.give_voice();
    kiosk.tap(EASIER);
    assert!(kiosk.text().contains(ALOUD));
    assert_eq!(kiosk.said(), []);
}

#[test]
fn a_visit_is_read_from_screen_to_screen_and_can_be_heard_again() {
    let mut kiosk = listening();
    let said = kiosk.said();
    assert!(
        matches!(&said[0], Said::Words(Lang::Vi, words) if words.starts_with("Máy đã bật đọc to.")),
        "{said:?}"
    );
    assert!(last(&said).starts_with("Kính chào Quý khách"), "{said:?}");
    kiosk.tap("Chỉ lấy số thứ tự");
    assert!(last(&kiosk.said()).starts_with("Quý khách lấy số để làm gì?"));
    kiosk.tap("Nghe lại");
    assert!(last(&kiosk.said()).starts_with("Quý khách lấy số để làm gì?"));
    kiosk.tap("English");
    assert!(last(&kiosk.said()).starts_with("What is your number for?"));
    kiosk.tap("Residence");
    kiosk.advance(Duration::from_secs(5));
    assert_eq!(kiosk.page(), "done");
    let said = kiosk.said();
    assert!(last(&said).contains("Your number is ay one."), "{said:?}");
    kiosk.tap("Finish");
    assert_eq!(kiosk.said(), [Said::Hush]);
    assert_eq!(kiosk.state().comfort(), Comfort::default());
    kiosk.tap("Chỉ lấy số thứ tự");
    assert_eq!(kiosk.said(), [], "the next citizen hears nothing");
}

/// Every word that is said while a citizen with `card` goes to the page under review and prints it.
fn all_said(card: &str, headphones: bool) -> String {
    let mut kiosk = listening();
    kiosk.plug_headphones(headphones);
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(card.as_bytes());
    let name = if kiosk.text().contains("không có dấu") {
        "Tên trên thẻ đúng như vậy"
    } else {
        "Đúng, là tôi"
    };
    for label in [name, "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"] {
        kiosk.tap(label);
    }
    assert_eq!(kiosk.page(), "review");
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(Duration::from_secs(5));
    assert_eq!(kiosk.page(), "done");
    let said = kiosk.said().into_iter().filter_map(|said| match said {
        Said::Words(_, words) => Some(words),
        Said::Hush => None,
    });
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_hall_hears_no_value_of_any_sample_card() {
    for card in &SAMPLES[..4] {
        let said = apart(|| all_said(card.payload, false));
        let heard: Vec<_> = VALUES.iter().filter(|value| said.contains(**value)).collect();
        assert!(heard.is_empty(), "{}: {heard:?} in {said}", card.name);
    }
    let alone = apart(|| all_said(CARD, true));
    assert!(alone.contains("Trần Thị Thu Hà"), "or the test could not fail: {alone}");
}
