//! Words typed on the touchscreen, key by key, as fingers do.

use std::time::Duration;

use kiosk_tests::{Kiosk, apart};

/// Up to the question for a name that the card gave without its diacritics.
fn name_asked() -> Kiosk {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(kiosk::demo::SAMPLES[3].payload.as_bytes());
    kiosk.tap("Tên có dấu, tôi sẽ ghi lại");
    assert!(kiosk.text().contains("Họ, chữ đệm và tên của Quý khách?"), "{}", kiosk.text());
    kiosk
}

/// Touches one key after the other; a key shows the capital that it writes.
fn keys(kiosk: &mut Kiosk, keys: &str) {
    for key in keys.chars() {
        match key {
            ' ' => kiosk.tap("Dấu cách"),
            key => kiosk.tap(&key.to_string()),
        }
    }
}

/// From the typed name to the papers.
fn paper(mut kiosk: Kiosk) -> String {
    kiosk.tap("Tiếp tục");
    for label in ["Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này", "In tờ khai và lấy số"]
    {
        kiosk.tap(label);
    }
    kiosk.advance(Duration::from_secs(5));
    super::forms::pdf_text(&kiosk.form().unwrap())
}

#[test]
fn a_name_typed_by_telex_is_printed() {
    let mut kiosk = name_asked();
    keys(&mut kiosk, "Traanf Thij Bichs Ngocj");
    assert!(kiosk.text().contains("Trần Thị Bích Ngọc"), "{}", kiosk.text());
    let text = paper(kiosk);
    assert!(text.contains("Trần Thị Bích Ngọc") && !text.contains("TRAN THI BICH NGOC"), "{text}");
}

#[test]
fn a_name_typed_by_mark_keys_and_suggestions_is_printed() {
    let mut kiosk = name_asked();
    kiosk.tap("Trần");
    kiosk.tap("Thị");
    keys(&mut kiosk, "Bich");
    kiosk.tap("sắc  á");
    keys(&mut kiosk, " Ngoq");
    kiosk.tap("Xoá");
    keys(&mut kiosk, "c");
    kiosk.tap("nặng  ạ");
    assert!(kiosk.text().contains("Trần Thị Bích Ngọc"), "{}", kiosk.text());
    assert!(paper(kiosk).contains("Trần Thị Bích Ngọc"));
}

#[test]
fn rubbed_out_it_is_no_answer_and_back_leads_to_the_card() {
    let mut kiosk = name_asked();
    keys(&mut kiosk, "Ab");
    kiosk.tap("Xoá hết");
    assert!(!kiosk.text().contains("Tiếp tục"), "{}", kiosk.text());
    kiosk.tap("Quay lại");
    assert_eq!(kiosk.page(), "confirm");
}

#[test]
fn each_key_is_a_sign_of_life_and_without_one_the_screen_forgets() {
    let mut kiosk = name_asked();
    let before = kiosk.snapshot();
    for key in "Quynh".chars() {
        kiosk.advance(Duration::from_secs(60));
        keys(&mut kiosk, &key.to_string());
    }
    assert!(kiosk.text().contains("Quynh") && kiosk.snapshot() != before);
    kiosk.advance(Duration::from_secs(75));
    assert!(kiosk.text().contains("Quý khách còn ở đây không?"), "{}", kiosk.text());
    kiosk.tap("Tôi vẫn ở đây");
    assert!(kiosk.text().contains("Quynh"), "nothing is lost by the question");
    kiosk.advance(Duration::from_secs(120));
    assert_eq!(kiosk.page(), "welcome");
    assert!(kiosk.state().visit.is_none() && !kiosk.text().contains("Quynh"));
}

#[test]
fn typed_words_stand_on_no_screen_after_the_visit() {
    let fresh = apart(|| Kiosk::new().snapshot());
    for ending in ["Huỷ", ""] {
        apart(|| {
            let mut kiosk = name_asked();
            keys(&mut kiosk, "Quynhf");
            assert!(!format!("{:?}", kiosk.state()).contains("Qu"));
            match ending {
                "" => kiosk.advance(Duration::from_secs(130)),
                label => kiosk.tap(label),
            }
            let (after, row) = (kiosk.snapshot(), fresh.width as usize * 3);
            assert!(fresh.rgb[200 * row..] == after.rgb[200 * row..], "{ending:?}");
        });
    }
}
