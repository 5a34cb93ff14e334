//! Whole visits with the keys of an assistive keypad alone.

use std::time::Duration;

use kiosk_core::visit::Comfort;
use kiosk_tests::{CARD, Kiosk, Said, apart};
use kiosk_ui::Key;

fn keyed() -> Kiosk {
    let kiosk = Kiosk::new();
    kiosk.heed_keys();
    kiosk
}

/// Keys up to the page under review.
fn review(kiosk: &mut Kiosk) {
    kiosk.press("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    for label in ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"]
    {
        kiosk.press(label);
    }
    assert_eq!(kiosk.page(), "review");
}

#[test]
fn keys_alone_lead_from_the_start_to_the_papers() {
    let mut kiosk = keyed();
    review(&mut kiosk);
    kiosk.press("In tờ khai và lấy số");
    kiosk.advance(Duration::from_secs(5));
    assert_eq!((kiosk.page(), kiosk.forms_printed(), kiosk.slips().len()), ("done", 1, 1));
    kiosk.press("Rất hài lòng");
    kiosk.press("Xong");
    assert_eq!((kiosk.page(), kiosk.pointed()), ("welcome", None));
    assert!(kiosk.state().visit.is_none());
}

/// Writes by the keys on the screen, each of them reached by arrows.
fn write(kiosk: &mut Kiosk, words: &str) {
    for letter in words.chars() {
        match letter {
            ' ' => kiosk.press("Dấu cách"),
            letter => {
                let keys = kiosk.elements();
                let key = keys
                    .iter()
                    .find(|key| key.role == "button" && key.label.to_lowercase() == letter.to_string());
                let label = key.unwrap_or_else(|| panic!("no key {letter}")).label.clone();
                kiosk.press(&label);
            }
        }
    }
}

#[test]
fn a_name_is_typed_by_arrows_and_printed() {
    let mut kiosk = keyed();
    kiosk.press("Xác nhận thông tin về cư trú");
    kiosk.scan(kiosk::demo::SAMPLES[3].payload.as_bytes());
    kiosk.press("Tên có dấu, tôi sẽ ghi lại");
    assert!(kiosk.text().contains("Họ, chữ đệm và tên của Quý khách?"), "{}", kiosk.text());
    kiosk.press("Trần");
    write(&mut kiosk, "thij bich");
    kiosk.press("sắc  á");
    write(&mut kiosk, " ngocj");
    assert!(kiosk.text().contains("Trần Thị Bích Ngọc"), "{}", kiosk.text());
    for label in
        ["Tiếp tục", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này", "In tờ khai và lấy số"]
    {
        kiosk.press(label);
    }
    kiosk.advance(Duration::from_secs(5));
    let text = super::forms::pdf_text(&kiosk.form().unwrap());
    assert!(text.contains("Trần Thị Bích Ngọc"), "{text}");
}

#[test]
fn without_leave_no_key_and_no_scanner_that_plays_a_keyboard_does_anything() {
    let mut kiosk = Kiosk::new();
    let before = (kiosk.state().clone(), kiosk.below_the_header());
    let scanned = "048160001234|123456789|Trần Thị Thu Hà|14051960|Nữ".chars().map(Key::Letter);
    let keys = [Key::Enter, Key::Tab, Key::Down, Key::Enter, Key::Space, Key::Escape, Key::F1];
    scanned.chain(keys).for_each(|key| kiosk.key(key));
    assert!(before == (kiosk.state().clone(), kiosk.below_the_header()));
}

#[test]
fn a_key_is_a_sign_of_life_and_uncovers_the_form() {
    let mut kiosk = keyed();
    review(&mut kiosk);
    for _ in 0..6 {
        kiosk.advance(Duration::from_secs(25));
        assert!(kiosk.text().contains("Tờ khai đang được che"), "{}", kiosk.text());
        kiosk.key(Key::Down);
        assert!(kiosk.text().contains("In tờ khai và lấy số"), "{}", kiosk.text());
    }
    kiosk.advance(Duration::from_secs(105));
    assert!(kiosk.text().contains("Quý khách còn ở đây không?"), "{}", kiosk.text());
    kiosk.key(Key::Escape);
    assert!(kiosk.text().contains("In tờ khai và lấy số"), "{}", kiosk.text());
    kiosk.advance(Duration::from_secs(130));
    assert_eq!((kiosk.page(), kiosk.pointed()), ("welcome", None));
}

/// Up to the start, with the screens read aloud.
fn listening() -> Kiosk {
    let mut kiosk = keyed();
    kiosk.give_voice();
    for label in ["Dễ đọc hơn", "Đọc to màn hình", "Xong, tiếp tục"] {
        kiosk.press(label);
    }
    kiosk
}

#[test]
fn headphones_hear_what_is_pointed_at_and_the_hall_hears_nothing_of_it() {
    let mut kiosk = listening();
    kiosk.said();
    kiosk.key(Key::Down);
    assert_eq!(kiosk.said(), [Said::Hush], "what was being said is cut off");
    kiosk.plug_headphones(true);
    kiosk.said();
    kiosk.key(Key::Down);
    let label = kiosk.pointed().unwrap().label;
    let said = kiosk.said();
    assert!(matches!(said.as_slice(), [Said::Words(_, words)] if *words == label), "{label}: {said:?}");
    kiosk.press("Chỉ lấy số thứ tự");
    let said = kiosk.said();
    let last = said.last();
    assert!(matches!(last, Some(Said::Words(_, words)) if words.starts_with("Quý khách lấy số")), "{said:?}");
}

/// All that is said while keys go over the list of answers.
fn said_of_answers(headphones: bool) -> String {
    let mut kiosk = listening();
    kiosk.plug_headphones(headphones);
    review(&mut kiosk);
    kiosk.press("Sửa một mục");
    kiosk.said();
    for key in [Key::Down; 12].into_iter().chain([Key::Tab; 12]) {
        kiosk.key(key);
    }
    let words = |said| match said {
        Said::Words(_, words) => Some(words),
        Said::Hush => None,
    };
    kiosk.said().into_iter().filter_map(words).collect::<Vec<_>>().join("\n")
}

#[test]
fn answers_that_keys_point_at_are_said_into_headphones_alone() {
    let hall = apart(|| said_of_answers(false));
    assert_eq!(hall, "");
    let alone = apart(|| said_of_answers(true));
    assert!(alone.contains("chủ hộ"), "or the test could not fail: {alone}");
}

#[test]
fn the_next_citizen_finds_no_ring_and_nothing_else() {
    let fresh = apart(|| Kiosk::new().below_the_header());
    for ending in [Key::Enter, Key::Escape] {
        let after = apart(|| {
            let mut kiosk = keyed();
            kiosk.press("Chỉ lấy số thứ tự");
            kiosk.settle_guard();
            if ending == Key::Enter {
                kiosk.press("Huỷ, về màn hình đầu");
            } else {
                kiosk.key(Key::Escape);
                kiosk.advance(Duration::from_secs(150));
            }
            assert_eq!((kiosk.page(), kiosk.state().comfort()), ("welcome", Comfort::default()));
            kiosk.below_the_header()
        });
        assert!(fresh == after, "{ending:?}");
    }
}
