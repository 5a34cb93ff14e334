//! Whole visits, from the welcome screen to the papers.

use std::time::Duration;

use jiff::civil::date;
use kiosk_core::queue::{Command, CommandId, CounterId, ServiceId, SlipState, TicketId, TicketState};
use kiosk_core::text::Lang;
use kiosk_core::visit::StaffEvent;
use kiosk_store::{Origin, wait};
use kiosk_tests::{CARD, HOUSEHOLDER, Kiosk, apart};

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// Touches up to the page under review.
fn review(kiosk: &mut Kiosk) {
    kiosk.tap("Xác nhận thông tin về cư trú");
    assert_eq!(kiosk.page(), "scan");
    kiosk.scan(CARD.as_bytes());
    assert_eq!(kiosk.page(), "confirm");
    kiosk.tap("Đúng, là tôi");
    kiosk.tap("Tôi là chủ hộ");
    kiosk.tap("Nơi thường trú hiện nay");
    kiosk.tap("Bỏ qua câu này");
    assert_eq!(kiosk.page(), "review");
}

#[test]
fn a_citizen_leaves_with_form_and_number_after_six_touches() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    kiosk.tap("In tờ khai và lấy số");
    assert_eq!(kiosk.page(), "printing");
    kiosk.advance(seconds(5));
    assert_eq!(kiosk.page(), "done");
    assert!(kiosk.text().contains("A001"), "{}", kiosk.text());
    assert_eq!(kiosk.slips().len(), 1);
    assert_eq!(kiosk.forms_printed(), 1);
    let ticket = kiosk.store().ticket(TicketId(1)).unwrap().unwrap();
    assert_eq!((ticket.standing.state, ticket.slip), (TicketState::Waiting, SlipState::Printed));
    kiosk.tap("Xong");
    assert_eq!(kiosk.page(), "welcome");
}

#[test]
fn a_form_in_several_copies_and_once_more() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    for label in ["Thêm một bản", "Thêm một bản", "Bớt một bản"] {
        kiosk.tap(label);
    }
    assert!(kiosk.text().contains("2 bản"), "{}", kiosk.text());
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    assert_eq!((kiosk.page(), kiosk.forms_printed(), kiosk.form_copies()), ("done", 1, 2));
    kiosk.tap("In lại tờ khai");
    kiosk.advance(seconds(5));
    assert_eq!((kiosk.page(), kiosk.forms_printed(), kiosk.form_copies()), ("done", 2, 2));
    assert_eq!(kiosk.slips().len(), 1, "the number is printed once");
    kiosk.tap("In lại tờ khai");
    kiosk.advance(seconds(5));
    assert!(!kiosk.text().contains("In lại tờ khai"), "{}", kiosk.text());
}

#[test]
fn another_errand_asks_nothing_twice_and_keeps_the_number() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    kiosk.tap("Làm thêm việc khác");
    assert_eq!(kiosk.page(), "fields");
    kiosk.tap("Đăng ký, quản lý cư trú");
    kiosk.tap("Xác nhận thông tin về cư trú");
    assert_eq!(kiosk.page(), "confirm");
    kiosk.tap("Đúng, là tôi");
    assert_eq!(kiosk.page(), "review");
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    assert_eq!((kiosk.page(), kiosk.forms_printed(), kiosk.slips().len()), ("done", 2, 1));
    assert!(kiosk.text().contains("A001"), "{}", kiosk.text());
}

#[test]
fn an_errand_for_another_queue_stands_on_a_new_slip_of_the_same_number() {
    let mut kiosk = Kiosk::with_printer(super::settings::printer_of_letters());
    review(&mut kiosk);
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    kiosk.tap("Làm thêm việc khác");
    super::procedures::play(&mut kiosk, "1.004873", "Vay vốn ngân hàng", Lang::Vi);
    assert_eq!((kiosk.page(), kiosk.forms_printed(), kiosk.slips().len()), ("done", 2, 2));
    let slip = kiosk.slips().last().unwrap().text().join("\n");
    for part in ["A001", "Phiếu này thay phiếu trước.", "1. Cư trú", "2. Hộ tịch"] {
        assert!(slip.contains(part), "{part}: {slip}");
    }
    for part in ["A001", "1. Cư trú", "2. Hộ tịch"] {
        assert!(kiosk.text().contains(part), "{part}: {}", kiosk.text());
    }
    let ticket = kiosk.store().ticket(TicketId(1)).unwrap().unwrap();
    assert_eq!(ticket.ticket.errands, [ServiceId("ho-tich".into())]);
    assert_eq!((ticket.standing.service.0.as_str(), ticket.slip), ("cu-tru", SlipState::Printed));
    assert_eq!(kiosk.store().ticket(TicketId(2)).unwrap(), None);
}

#[test]
fn an_errand_after_the_number_was_served_gets_a_number_of_its_own() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    kiosk.tap("Làm thêm việc khác");
    let cancelled = wait(|reply| {
        let origin = Origin {
            command: CommandId(1),
            counter: CounterId(1),
            staff: None,
            at: date(2026, 11, 23).at(8, 20, 0, 0),
        };
        kiosk.store().command(origin, TicketId(1), Command::Cancel, &kiosk.office.queue, reply);
    });
    assert!(cancelled.is_ok(), "{cancelled:?}");
    super::procedures::play(&mut kiosk, "1.004873", "Vay vốn ngân hàng", Lang::Vi);
    assert!(kiosk.text().contains("B001"), "{}", kiosk.text());
}

#[test]
fn a_notice_that_staff_order_comes_out_beside_a_visit() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    kiosk.staff(StaffEvent::PrintNotice("1.004873".into()));
    kiosk.advance(seconds(5));
    assert_eq!((kiosk.page(), kiosk.forms_printed()), ("review", 1));
    let text = super::forms::pdf_text(&kiosk.form().unwrap());
    assert!(text.contains("1.004873") && text.contains("Giấy tờ"), "{text}");
}

#[test]
fn the_form_holds_what_the_card_says() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    let text = super::forms::pdf_text(&kiosk.form().unwrap());
    for part in ["Trần Thị Thu Hà", "048160001234", "14/05/1960", "Số 12 đường Trưng Nữ Vương, Bình Hiên"]
    {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
}

#[test]
fn just_a_number_takes_two_touches() {
    let mut kiosk = Kiosk::new();
    for (service, number) in [("Hộ tịch", "B001"), ("Đất đai", "D001"), ("Hộ tịch", "B002")] {
        kiosk.tap("Chỉ lấy số thứ tự");
        kiosk.tap(service);
        kiosk.advance(seconds(4));
        assert_eq!(kiosk.page(), "done");
        assert!(kiosk.text().contains(number), "{number} in {}", kiosk.text());
        kiosk.tap("Xong");
    }
    assert_eq!(kiosk.slips().len(), 3);
}

#[test]
fn without_a_card_there_is_a_number_or_the_blank_form() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.tap("Tôi không mang thẻ");
    assert_eq!(kiosk.page(), "no-card");
    kiosk.tap("In tờ khai trống và lấy số");
    assert_eq!(kiosk.page(), "review");
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    let text = super::forms::pdf_text(&kiosk.form().unwrap());
    assert!(text.contains("Công an phường Hải Hòa") && !text.contains("2026 của tôi"), "{text}");
    kiosk.tap("Xong");

    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.tap("Tôi không mang thẻ");
    kiosk.tap("Chỉ lấy số");
    kiosk.advance(seconds(4));
    assert!(kiosk.text().contains("A002"), "{}", kiosk.text());
    assert_eq!(kiosk.forms_printed(), 1);
}

#[test]
fn back_leads_one_step_back_from_everywhere() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    for page in ["ask", "ask", "ask", "confirm", "scan", "welcome"] {
        kiosk.tap("Quay lại");
        assert_eq!(kiosk.page(), page);
    }
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap("Quay lại");
    assert_eq!(kiosk.page(), "welcome");
}

/// Touches up to the scan page that wants the householder's card.
fn householder_wanted(kiosk: &mut Kiosk) {
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    kiosk.tap("Đúng, là tôi");
    kiosk.tap("Vợ hoặc chồng của chủ hộ");
    assert_eq!(kiosk.page(), "scan");
    assert!(kiosk.text().contains("thẻ của chủ hộ"), "{}", kiosk.text());
    // The scanner's driver takes the same code within 1.5 s for the same reading.
    kiosk.advance(seconds(2));
}

#[test]
fn the_householders_card_fills_her_part_of_the_form() {
    let mut kiosk = Kiosk::new();
    householder_wanted(&mut kiosk);
    assert!(kiosk.text().contains("Bước 2 trên 4"), "{}", kiosk.text());
    kiosk.scan(HOUSEHOLDER.as_bytes());
    assert_eq!(kiosk.page(), "confirm");
    let text = kiosk.text();
    assert!(text.contains("Đây có phải là chủ hộ không?") && text.contains("Phạm Quốc Bảo"), "{text}");
    assert!(text.contains("Bước 2 trên 4") && !text.contains("048099005678"), "{text}");
    kiosk.tap("Đúng, là chủ hộ");
    assert!(kiosk.text().contains("Bước 3 trên 4"), "{}", kiosk.text());
    kiosk.tap("Nơi thường trú hiện nay");
    kiosk.tap("Bỏ qua câu này");
    assert_eq!(kiosk.page(), "review");
    assert!(!kiosk.text().contains("Quý khách sẽ viết tay"), "{}", kiosk.text());
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    let text = super::forms::pdf_text(&kiosk.form().unwrap());
    for part in ["Trần Thị Thu Hà", "048160001234", "Phạm Quốc Bảo", "048099005678", "Vợ"] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
}

#[test]
fn a_householder_whose_card_is_not_here_is_typed_or_written() {
    let mut kiosk = Kiosk::new();
    householder_wanted(&mut kiosk);
    kiosk.tap("Thẻ của chủ hộ không có ở đây");
    assert!(kiosk.text().contains("Bước 3 trên 5"), "{}", kiosk.text());
    for digit in "048099005678".chars() {
        kiosk.tap(&digit.to_string());
    }
    kiosk.tap("Tiếp tục");
    kiosk.tap("Quay lại");
    kiosk.tap("Để trống, tôi sẽ viết tay");
    kiosk.tap("Nơi thường trú hiện nay");
    kiosk.tap("Bỏ qua câu này");
    let text = kiosk.text();
    assert!(text.contains("Họ, chữ đệm và tên chủ hộ, Số định danh cá nhân của chủ hộ"), "{text}");
}

#[test]
fn the_same_card_twice_is_told_with_whose_card_is_wanted() {
    let mut kiosk = Kiosk::new();
    householder_wanted(&mut kiosk);
    kiosk.scan(CARD.as_bytes());
    assert_eq!(kiosk.page(), "scan");
    let text = kiosk.text();
    assert!(text.contains("Thẻ này đã được quét rồi") && text.contains("đưa thẻ của chủ hộ"), "{text}");
    kiosk.advance(seconds(2));
    kiosk.scan(HOUSEHOLDER.as_bytes());
    assert_eq!(kiosk.page(), "confirm");
}

#[test]
fn back_leads_through_both_cards() {
    let mut kiosk = Kiosk::new();
    householder_wanted(&mut kiosk);
    kiosk.scan(HOUSEHOLDER.as_bytes());
    kiosk.tap("Đúng, là chủ hộ");
    kiosk.tap("Nơi thường trú hiện nay");
    for page in ["ask", "confirm", "scan", "ask", "confirm", "scan", "welcome"] {
        kiosk.tap("Quay lại");
        assert_eq!(kiosk.page(), page);
    }
}

#[test]
fn without_a_scanner_the_householders_part_goes_on() {
    let mut kiosk = Kiosk::new();
    householder_wanted(&mut kiosk);
    kiosk.plug_scanner(false);
    kiosk.advance(seconds(5));
    assert!(kiosk.text().contains("vẫn làm tiếp được"), "{}", kiosk.text());
    kiosk.tap("Tiếp tục không cần thẻ");
    assert!(kiosk.text().contains("Số định danh cá nhân của chủ hộ?"), "{}", kiosk.text());
}

/// A card whose reading lost the diacritics, up to the review.
fn review_without_diacritics(decision: &str) -> Kiosk {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(kiosk::demo::SAMPLES[3].payload.as_bytes());
    kiosk.tap(decision);
    if kiosk.text().contains("Họ, chữ đệm và tên của Quý khách?") {
        kiosk.tap("Để trống, tôi sẽ viết tay");
    }
    for label in ["Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"] {
        kiosk.tap(label);
    }
    assert_eq!(kiosk.page(), "review");
    kiosk
}

#[test]
fn a_name_without_diacritics_is_printed_only_when_a_person_says_so() {
    let name = "TRAN THI BICH NGOC";
    for (decision, printed) in [("Tên trên thẻ đúng như vậy", true), ("Tên có dấu, tôi sẽ ghi lại", false)]
    {
        apart(|| {
            let mut kiosk = review_without_diacritics(decision);
            assert_eq!(kiosk.text().contains("Họ, chữ đệm và tên khai sinh"), !printed, "{}", kiosk.text());
            kiosk.tap("In tờ khai và lấy số");
            kiosk.advance(seconds(5));
            let text = super::forms::pdf_text(&kiosk.form().unwrap());
            assert_eq!(text.contains(name), printed, "{text}");
            assert!(text.contains("048185004321"), "{text}");
        });
    }
}

#[test]
fn cancel_forgets_everything_at_once() {
    let mut kiosk = Kiosk::new();
    review(&mut kiosk);
    kiosk.tap("Huỷ");
    assert_eq!(kiosk.page(), "welcome");
    assert!(kiosk.state().visit.is_none());
    assert!(kiosk.slips().is_empty());
}

/// Every page that a citizen can leave standing, how long it stays, and what leads there.
#[test]
fn every_page_warns_and_then_leaves_by_itself() {
    let ways: [(&str, u64, &[&str]); 6] = [
        ("welcome", 60, &["English"]),
        ("services", 60, &["Chỉ lấy số thứ tự"]),
        ("scan", 90, &["Xác nhận thông tin"]),
        ("no-card", 60, &["Xác nhận thông tin", "Tôi không mang thẻ"]),
        ("review", 120, &["Xác nhận thông tin", "Tôi không mang thẻ", "In tờ khai trống"]),
        ("done", 40, &["Chỉ lấy số thứ tự", "Hộ tịch"]),
    ];
    for (page, stays, touches) in ways {
        apart(|| warns_and_leaves(page, stays, touches));
    }
}

fn warns_and_leaves(page: &str, stays: u64, touches: &[&str]) {
    let mut kiosk = Kiosk::new();
    touches.iter().for_each(|label| kiosk.tap(label));
    if page == "done" {
        while kiosk.page() != "done" {
            kiosk.advance(Duration::from_millis(50));
        }
    }
    assert_eq!(kiosk.page(), page);
    kiosk.advance(seconds(stays - 22));
    assert!(!warned(&kiosk), "{page} warns too early: {}", kiosk.text());
    kiosk.advance(seconds(3));
    assert!(warned(&kiosk), "{page} does not warn: {}", kiosk.text());
    assert_eq!(kiosk.page(), page);
    kiosk.advance(seconds(20));
    assert_eq!(kiosk.page(), "welcome", "after {page}");
    assert!(kiosk.state().visit.is_none() && !warned(&kiosk));
}

fn warned(kiosk: &Kiosk) -> bool {
    let text = kiosk.text();
    text.contains("Quý khách còn ở đây không?")
        || text.contains("Are you still there?")
        || text.contains("Màn hình sẽ tự")
}

#[test]
fn one_touch_on_the_warning_gives_the_whole_time_again() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.advance(seconds(45));
    kiosk.tap("Tôi vẫn ở đây");
    assert!(!warned(&kiosk));
    kiosk.advance(seconds(38));
    assert_eq!(kiosk.page(), "services");
}

#[test]
fn english_lasts_for_one_visit() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("English");
    assert!(kiosk.text().contains("Just take a number"), "{}", kiosk.text());
    kiosk.tap("Just take a number");
    kiosk.tap("Residence");
    kiosk.advance(seconds(4));
    kiosk.tap("Finish");
    assert!(kiosk.text().contains("Chỉ lấy số thứ tự"), "{}", kiosk.text());
}

#[test]
fn a_telephone_number_is_typed_on_the_keypad() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    for label in
        ["Đúng, là tôi", "Con của chủ hộ", "Thẻ của chủ hộ không", "Để trống, tôi", "Nơi thường trú hiện nay"]
    {
        kiosk.tap(label);
    }
    for digit in "0905123459".chars() {
        kiosk.tap(&digit.to_string());
    }
    kiosk.tap("Xoá");
    kiosk.tap("8");
    kiosk.tap("Tiếp tục");
    assert_eq!(kiosk.page(), "review");
    assert!(kiosk.text().contains("Họ, chữ đệm và tên chủ hộ"), "left for the pen: {}", kiosk.text());
    kiosk.tap("In tờ khai và lấy số");
    kiosk.advance(seconds(5));
    let text = super::forms::pdf_text(&kiosk.form().unwrap());
    assert!(text.contains("0905123458") && text.contains("Con"), "{text}");
}

#[test]
fn a_question_can_be_left_for_the_pen() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(CARD.as_bytes());
    for label in ["Đúng, là tôi", "Để trống, tôi sẽ viết tay", "Nơi tạm trú", "Bỏ qua câu này"]
    {
        kiosk.tap(label);
    }
    assert_eq!(kiosk.page(), "review");
    assert!(kiosk.text().contains("Mối quan hệ với chủ hộ"), "{}", kiosk.text());
}

#[test]
fn numbers_begin_again_on_the_next_day() {
    let mut kiosk = Kiosk::new();
    for (wait, number) in [(0, "A001"), (0, "A002"), (16 * 3600, "A001")] {
        kiosk.advance(seconds(wait));
        kiosk.tap("Chỉ lấy số thứ tự");
        kiosk.tap("Cư trú");
        kiosk.advance(seconds(4));
        assert!(kiosk.text().contains(number), "{number} in {}", kiosk.text());
        kiosk.tap("Xong");
    }
}

#[test]
fn a_citizen_can_call_for_help() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Cần giúp đỡ");
    assert!(kiosk.alarms().iter().any(|a| a.key == kiosk_console::HELP));
}
