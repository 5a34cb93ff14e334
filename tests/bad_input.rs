//! Input that nobody wants: it gives one plain sentence and a way on, and loses nothing.

use std::time::Duration;

use kiosk_hardware::sim::scanner::Manner;
use kiosk_tests::{CARD, Kiosk, apart};

fn scanning() -> Kiosk {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk
}

#[test]
fn a_code_that_is_no_card_is_told_and_the_next_scan_counts() {
    let samples: [(&str, &str); 6] = [
        ("https://example.com/abc", "không phải mã trên thẻ căn cước"),
        ("{\"identityNo\":\"001234567890\"}", "không phải mã trên thẻ căn cước"),
        ("001234567890|123456789|Nguyễn Văn B|0101", "một phần của mã"),
        ("001234567890|123456789|Nguyễn Văn B|31021990|Nam|Hà Nội|01012021", "Máy chưa đọc được"),
        ("00123456789X|123456789|Nguyễn Văn B|01011990|Nam|Hà Nội|01012021", "Máy chưa đọc được"),
        ("001234567890|123456789|Nguy?n V?n B|01011990|Nam|Hà Nội|01012021", "chưa đọc được mã"),
    ];
    let mut kiosk = scanning();
    for (payload, sentence) in samples {
        kiosk.scan(payload.as_bytes());
        assert_eq!(kiosk.page(), "scan", "{payload}");
        assert!(kiosk.text().contains(sentence), "{payload}: {}", kiosk.text());
        kiosk.advance(Duration::from_secs(2));
        kiosk.scan(CARD.as_bytes());
        assert_eq!(kiosk.page(), "confirm", "after {payload}");
        kiosk.tap("Quay lại");
        kiosk.advance(Duration::from_secs(2));
    }
}

#[test]
fn scans_that_are_cut_garbled_doubled_or_slow() {
    let manners = [
        (Manner::Cut, "scan"),
        (Manner::Garbled, "scan"),
        (Manner::Doubled, "confirm"),
        (Manner::Slow, "confirm"),
    ];
    for (manner, page) in manners {
        apart(|| {
            let mut kiosk = scanning();
            kiosk.scan_as(CARD.as_bytes(), manner);
            kiosk.advance(Duration::from_secs(2));
            assert_eq!(kiosk.page(), page, "{manner:?}");
        });
    }
}

#[test]
fn a_card_held_to_the_scanner_on_another_page_is_not_read() {
    let mut kiosk = Kiosk::new();
    kiosk.scan(CARD.as_bytes());
    assert_eq!(kiosk.page(), "welcome");
    kiosk.advance(Duration::from_secs(3));
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.advance(Duration::from_secs(3));
    assert_eq!(kiosk.page(), "scan", "an earlier scan was kept");
}

#[test]
fn a_hundred_kilobytes_of_noise_are_only_noise() {
    let mut kiosk = scanning();
    let noise: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    kiosk.scan(&noise);
    assert_eq!(kiosk.page(), "scan");
    kiosk.advance(Duration::from_secs(3));
    kiosk.scan(CARD.as_bytes());
    assert_eq!(kiosk.page(), "confirm");
}

#[test]
fn a_second_tap_answers_nothing_and_issues_nothing() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Chỉ lấy số thứ tự");
    let service = kiosk.button("Cư trú");
    kiosk.tap("Cư trú");
    for _ in 0..5 {
        kiosk.touch_at(service.x + service.w / 2.0, service.y + service.h / 2.0);
        kiosk.advance(Duration::from_millis(40));
    }
    kiosk.advance(Duration::from_secs(4));
    assert!(kiosk.text().contains("A001"), "{}", kiosk.text());
    assert_eq!(kiosk.slips().len(), 1);
    assert!(kiosk.store().ticket(kiosk_core::queue::TicketId(2)).unwrap().is_none());
}

#[test]
fn a_second_tap_does_not_answer_the_next_question() {
    let mut kiosk = scanning();
    kiosk.scan(CARD.as_bytes());
    kiosk.tap("Đúng, là tôi");
    let first = kiosk.button("Tôi là chủ hộ");
    kiosk.tap("Tôi là chủ hộ");
    kiosk.touch_at(first.x + first.w / 2.0, first.y + first.h / 2.0);
    assert!(kiosk.text().contains("Quý khách cần xác nhận nội dung nào?"), "{}", kiosk.text());
}

#[test]
fn a_full_disk_refuses_kindly_and_numbers_go_on_without_a_gap() {
    let mut kiosk = Kiosk::with_quota(Some(60));
    let mut issued = 0;
    for _ in 0..400 {
        kiosk.tap("Chỉ lấy số thứ tự");
        kiosk.tap("Cư trú");
        kiosk.advance(Duration::from_secs(4));
        if kiosk.page() == "trouble" {
            break;
        }
        issued += 1;
        assert!(kiosk.text().contains(&format!("A{issued:03}")), "{}", kiosk.text());
        kiosk.tap("Xong");
    }
    assert_eq!(kiosk.page(), "trouble", "the quota was never reached");
    assert!(kiosk.text().contains("bàn hướng dẫn"), "{}", kiosk.text());
    assert!(kiosk.alarm_texts().contains("Ổ đĩa đầy"), "{}", kiosk.alarm_texts());
    let last = kiosk.store().ticket(kiosk_core::queue::TicketId(issued)).unwrap();
    assert!(last.is_some(), "an issued number was lost");
    kiosk.advance(Duration::from_secs(60));
    assert_eq!(kiosk.page(), "welcome");
}

#[test]
fn a_database_that_cannot_be_used_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("queue.db");
    drop(kiosk_store::Store::open(
        &file,
        kiosk_store::Options { max_pages: None, tokens: Box::new(|| [7; 16]) },
    ));
    let mut newer = std::fs::read(&file).unwrap();
    // The user version in the header of an SQLite file, bytes 60 to 63 (file format, section 1.3).
    newer[60..64].copy_from_slice(&999u32.to_be_bytes());
    for (bytes, alarm) in
        [(newer, "phiên bản mới hơn"), (b"no database at all".repeat(300).to_vec(), "bị hỏng")]
    {
        std::fs::write(&file, &bytes).unwrap();
        apart(|| {
            let mut kiosk = Kiosk::on(&file);
            assert!(kiosk.alarm_texts().contains(alarm), "{}", kiosk.alarm_texts());
            assert!(kiosk.text().contains("chưa lấy được số"), "{}", kiosk.text());
            kiosk.tap("Cần giúp đỡ");
        });
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "the file was changed");
    }
}
