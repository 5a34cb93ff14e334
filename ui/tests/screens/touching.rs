//! Every button means what it says, and the second tap of one intent means nothing.

use std::time::Duration;

use kiosk_ui::{
    CardWarning, Colours, Comfort, GUARD, Lang, Notice, Page, Part, Progress, Screen, Touch, Trouble,
};

use crate::harness::{alone, differing};
use crate::samples::{self, screen};

/// Pixels from the top: on the page, but below the sheet of the time-out question.
const PAGE_EDGE: f32 = 1700.0;

/// Shows each screen, taps the label and expects the touch.
pub fn expect(cases: Vec<(Screen, &'static str, Touch)>) {
    alone(move |kiosk| {
        for (screen, label, touch) in cases {
            kiosk.show(&screen);
            kiosk.tap(label);
            assert_eq!(kiosk.touched(), [touch], "after {label:?}");
        }
    });
}

#[test]
fn the_start_offers_procedures_a_number_and_both_languages() {
    let welcome = || screen(samples::welcome());
    expect(vec![
        (welcome(), samples::PROCEDURE, Touch::Procedure("1.010041".into())),
        (welcome(), "Chỉ lấy số thứ tự", Touch::TakeNumber),
        (welcome(), "English", Touch::Language(Lang::En)),
        (welcome(), "Tiếng Việt", Touch::Language(Lang::Vi)),
        (screen(samples::services(4)), "Hộ tịch", Touch::Service("s1".into())),
    ]);
}

#[test]
fn the_card_is_scanned_confirmed_or_missing() {
    let no_card = || screen(Page::NoCard { procedure: samples::PROCEDURE.into() });
    expect(vec![
        (screen(samples::scan(None)), "Tôi không mang thẻ", Touch::NoCard),
        (no_card(), "Chỉ lấy số", Touch::NumberOnly),
        (no_card(), "In tờ khai trống và lấy số", Touch::BlankForm),
        (no_card(), "Quay lại", Touch::Back),
        (no_card(), "Huỷ, về màn hình đầu", Touch::Cancel),
        (screen(samples::confirm(vec![])), "Đúng, là tôi", Touch::Yes),
        (screen(samples::confirm(vec![])), "Không phải, quét thẻ khác", Touch::ScanAgain),
    ]);
}

#[test]
fn another_persons_card_is_scanned_confirmed_or_not_here() {
    let scan = || screen(samples::scan_of("chủ hộ", None, true));
    let confirm = || screen(samples::confirm_of("chủ hộ", vec![]));
    expect(vec![
        (scan(), "Thẻ của chủ hộ không có ở đây", Touch::NoCard),
        (confirm(), "Đúng, là chủ hộ", Touch::Yes),
        (confirm(), "Không phải, quét thẻ khác", Touch::ScanAgain),
    ]);
}

#[test]
fn a_name_without_accents_is_decided_upon() {
    let confirm = || screen(samples::confirm(vec![CardWarning::MissingDiacritics]));
    expect(vec![
        (confirm(), "Tên trên thẻ đúng như vậy (không dấu)", Touch::NameAsRead),
        (confirm(), "Tên có dấu, tôi sẽ ghi lại", Touch::LeaveForPen),
        (confirm(), "Quét lại", Touch::ScanAgain),
    ]);
    alone(move |kiosk| {
        kiosk.show(&confirm());
        assert!(!kiosk.says("Đúng, là tôi"), "a mere yes would print the name");
    });
}

#[test]
fn the_second_tap_does_not_answer_for_the_next_person() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::scan_of("cha", None, true)));
        kiosk.tap("Thẻ của cha không có ở đây");
        assert_eq!(kiosk.touched(), [Touch::NoCard]);
        kiosk.ui.show(&screen(samples::scan_of("mẹ", None, true))).unwrap();
        kiosk.tap("Thẻ của mẹ không có ở đây");
        assert_eq!(kiosk.touched(), []);
    });
}

#[test]
fn questions_are_answered_by_choice_by_digits_or_later_by_pen() {
    let digits = || screen(samples::digits("0905123456", true));
    expect(vec![
        (screen(samples::choices()), "Tôi là con của chủ hộ", Touch::Choose("child".into())),
        (digits(), "7", Touch::Digit('7')),
        (digits(), "0", Touch::Digit('0')),
        (digits(), "Xoá", Touch::Erase),
        (digits(), "Tiếp tục", Touch::Enter),
        (digits(), "Để trống, tôi sẽ viết tay", Touch::LeaveForPen),
        (digits(), "Bỏ qua câu này", Touch::Skip),
    ]);
}

#[test]
fn papers_are_printed_printed_again_and_taken() {
    let unsure = || screen(samples::done(1, Progress::Unconfirmed, None));
    let whole = || screen(samples::done(12, Progress::Done, Some(Progress::Done)));
    let no_form = screen(Page::Trouble { what: Trouble::FormUnavailable, number: None });
    let closed = Page::Trouble { what: Trouble::Closed { opens: String::new() }, number: None };
    expect(vec![
        (screen(samples::review(1, &[])), "In tờ khai và lấy số", Touch::Print),
        (unsure(), "In lại phiếu", Touch::PrintAgain),
        (unsure(), "Xong", Touch::Finish),
        (whole(), "Rất hài lòng", Touch::Rate(4)),
        (whole(), "Hài lòng", Touch::Rate(3)),
        (whole(), "Bình thường", Touch::Rate(2)),
        (whole(), "Không hài lòng", Touch::Rate(1)),
        (whole(), "Xong", Touch::Finish),
        (no_form, "Chỉ lấy số thứ tự", Touch::NumberOnly),
        (screen(closed), "Về màn hình đầu", Touch::Finish),
    ]);
}

#[test]
fn continue_is_no_button_before_the_digits_are_complete() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::digits("0905", false)));
        assert!(kiosk.says("0905"));
        assert!(!kiosk.says("Tiếp tục"));
        kiosk.show(&screen(samples::digits("0905123456", true)));
        assert!(kiosk.says("0905 123 456"));
        assert!(kiosk.says("Tiếp tục"));
    });
}

#[test]
fn a_number_cannot_be_touched_while_none_can_be_taken() {
    alone(|kiosk| {
        let mut welcome = screen(samples::welcome());
        welcome.notice = Some(Notice::TakingNumbersDown);
        kiosk.show(&welcome);
        assert!(!kiosk.says("Chỉ lấy số thứ tự"));
    });
}

#[test]
fn the_second_tap_does_not_answer_the_next_page() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::choices()));
        kiosk.tap("Tôi là chủ hộ");
        kiosk.tap("Tôi là chủ hộ");
        assert_eq!(kiosk.touched().len(), 2, "the same page takes every touch");
        kiosk.ui.show(&screen(samples::digits("", false))).unwrap();
        assert_eq!(kiosk.ui.settled_in(), GUARD);
        kiosk.tap("5");
        kiosk.pass(GUARD - Duration::from_millis(1));
        kiosk.tap("5");
        assert_eq!(kiosk.touched(), []);
        kiosk.pass(Duration::from_millis(1));
        assert_eq!(kiosk.ui.settled_in(), Duration::ZERO);
        kiosk.tap("5");
        assert_eq!(kiosk.touched(), [Touch::Digit('5')]);
    });
}

#[test]
fn typing_and_the_time_of_day_do_not_close_the_guard() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::digits("090", false)));
        let mut typed = screen(samples::digits("0905", false));
        typed.time = "08:16".into();
        kiosk.ui.show(&typed).unwrap();
        assert_eq!(kiosk.ui.settled_in(), Duration::ZERO);
        assert!(kiosk.says("0905") && kiosk.says("08:16"));
    });
}

#[test]
fn the_time_out_question_covers_the_page_and_guards_it_when_it_goes() {
    alone(|kiosk| {
        let page = screen(samples::digits("", false));
        let asking = Screen { warning: Some(15), ..page.clone() };
        kiosk.show(&page);
        let under = kiosk.button("5").centre();
        kiosk.show(&asking);
        assert!(!kiosk.says("5"), "what lies under the question cannot be touched");
        kiosk.ui.touch(under.0, PAGE_EDGE).unwrap();
        assert_eq!(kiosk.touched(), []);
        kiosk.tap("Tôi vẫn ở đây");
        assert_eq!(kiosk.touched(), [Touch::StillHere]);
        kiosk.ui.show(&page).unwrap();
        kiosk.tap("5");
        assert_eq!(kiosk.touched(), []);
    });
}

#[test]
fn help_is_shown_at_once_and_closes() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::digits("", false)));
        kiosk.tap("Cần giúp đỡ");
        assert!(kiosk.says("Quý khách cần giúp đỡ?"));
        kiosk.pass(GUARD);
        let close = kiosk.button("Đóng").centre();
        kiosk.tap("Đóng");
        assert!(!kiosk.says("Quý khách cần giúp đỡ?"));
        kiosk.ui.touch(close.0, close.1).unwrap();
        assert_eq!(kiosk.touched(), [Touch::Help, Touch::StillHere]);
    });
}

#[test]
fn a_procedure_is_found_by_its_field_and_what_to_bring_is_told() {
    let scan = || screen(samples::scan(None));
    expect(vec![
        (screen(samples::welcome_of(7)), "Tất cả thủ tục", Touch::AllProcedures),
        (screen(samples::fields()), "Hộ tịch", Touch::Field("Hộ tịch".into())),
        (screen(samples::procedures(4)), "Đăng ký khai sinh", Touch::Procedure("1.001193".into())),
        (screen(samples::inform()), "Tiếp tục", Touch::GoOn),
        (scan(), "Giấy tờ cần mang, thời gian, lệ phí", Touch::Inform),
    ]);
    alone(|kiosk| {
        kiosk.show(&screen(samples::welcome()));
        assert!(!kiosk.says("Tất cả thủ tục"), "there are no others");
        kiosk.show(&screen(samples::scan_of("chủ hộ", None, true)));
        assert!(!kiosk.says("Giấy tờ cần mang, thời gian, lệ phí"));
    });
}

#[test]
fn yes_no_and_something_else_are_touched() {
    expect(vec![
        (screen(samples::yes_no()), "Có", Touch::Choose("yes".into())),
        (screen(samples::yes_no()), "Không", Touch::Choose("no".into())),
        (screen(samples::yes_no()), "Để trống, tôi sẽ viết tay", Touch::LeaveForPen),
        (screen(samples::long_choices()), "Khác (tự ghi)", Touch::Other),
    ]);
}

#[test]
fn a_day_is_set_by_touching_its_parts() {
    let day = |open| screen(samples::day(open));
    expect(vec![
        (day(Some(Part::Day)), "14", Touch::Set(Part::Day, 14)),
        (day(Some(Part::Month)), "Tháng 5", Touch::Set(Part::Month, 5)),
        (day(Some(Part::Decade)), "1960 – 1969", Touch::Set(Part::Decade, 196)),
        (day(Some(Part::Year)), "1960", Touch::Set(Part::Year, 0)),
        (day(Some(Part::Year)), "Tháng: 05", Touch::Change(Part::Month)),
        (day(None), "Năm: 1960", Touch::Change(Part::Decade)),
        (day(None), "Tiếp tục", Touch::Enter),
        (screen(samples::time(Part::Hour)), "07", Touch::Set(Part::Hour, 7)),
        (screen(samples::time(Part::Ten)), "20 – 29", Touch::Set(Part::Ten, 2)),
        (screen(samples::time(Part::Minute)), "37", Touch::Set(Part::Minute, 7)),
    ]);
    alone(|kiosk| {
        kiosk.show(&screen(samples::day(Some(Part::Day))));
        assert!(!kiosk.says("Tiếp tục") && !kiosk.says("31"), "no answer has a 31");
        kiosk.tap("14");
        kiosk.ui.show(&screen(samples::day(Some(Part::Month)))).unwrap();
        kiosk.tap("Tháng 5");
        assert_eq!(kiosk.touched().len(), 1, "the second tap of a trembling hand sets no month");
    });
}

#[test]
fn a_long_list_is_looked_through_by_its_first_letters() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::lettered()));
        assert!(kiosk.says("Kinh") && !kiosk.says("Ơ-đu"));
        kiosk.tap("O");
        kiosk.tap("Ơ-đu");
        let touched = kiosk.touched();
        assert_eq!(touched, [Touch::Browse, Touch::Choose("Ơ-đu".into())]);
        kiosk.tap("Tất cả");
        assert!(kiosk.says("Kinh"));
        kiosk.tap("Trang sau");
        let mut next = screen(samples::lettered());
        if let Page::Ask { prompt, .. } = &mut next.page {
            *prompt = "Dân tộc của mẹ?".into();
        }
        kiosk.show(&next);
        assert!(kiosk.says("Kinh"), "the next question begins on its first page");
    });
}

#[test]
fn many_tiles_come_in_pages() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::procedures(6)));
        assert!(!kiosk.says("Đăng ký tạm trú"));
        kiosk.tap("Trang sau");
        kiosk.tap("Đăng ký tạm trú");
        assert_eq!(kiosk.touched(), [Touch::Browse, Touch::Procedure("1.004194".into())]);
        assert!(!kiosk.says("Trang sau"), "the last page leads no further");
    });
}

#[test]
fn wishes_for_the_screen_are_told_and_shown_as_the_program_answers() {
    alone(|kiosk| {
        let page = screen(samples::welcome());
        kiosk.show(&page);
        kiosk.tap("Dễ đọc hơn");
        kiosk.pass(GUARD);
        kiosk.tap("Chữ to hơn, mức 2");
        kiosk.tap("Chữ trắng nền đen");
        kiosk.tap("Hạ các nút xuống thấp");
        kiosk.tap("Thêm thời gian gấp đôi");
        kiosk.tap("Đọc to màn hình");
        let touched = kiosk.touched();
        let wishes = [
            Touch::Easier,
            Touch::TextSize(2),
            Touch::Colours(Colours::Inverted),
            Touch::Low(true),
            Touch::Slow(true),
            Touch::Aloud(true),
        ];
        assert_eq!(touched, wishes);
        let before = kiosk.memory.pixels();
        let comfort = Comfort { text: 2, colours: Colours::Inverted, low: true, slow: true, aloud: true };
        kiosk.ui.show(&Screen { comfort, ..page }).unwrap();
        kiosk.memory.frame();
        assert!(differing(&before, &kiosk.memory.pixels()) > 1_000_000);
        kiosk.tap("Hạ các nút xuống thấp");
        assert_eq!(kiosk.touched(), [Touch::Low(false)], "it is still open, and knows what is set");
    });
}

#[test]
fn a_page_is_heard_again_by_its_key_where_pages_can_be_read_aloud() {
    alone(|kiosk| {
        let comfort = Comfort { aloud: true, ..Comfort::default() };
        let page = Screen { comfort, ..screen(samples::services(4)) };
        kiosk.show(&page);
        kiosk.tap("Nghe lại");
        assert_eq!(kiosk.touched(), [Touch::HearAgain]);
        for without in [Screen { reads_aloud: false, ..page }, screen(samples::services(4))] {
            kiosk.show(&without);
            assert!(!kiosk.says("Nghe lại"));
        }
        kiosk.show(&Screen { reads_aloud: false, ..screen(samples::welcome()) });
        kiosk.tap("Dễ đọc hơn");
        assert!(!kiosk.says("Đọc to màn hình"), "nothing is offered that does not work");
    });
}

#[test]
fn a_new_page_closes_what_makes_the_screen_easier_to_read() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::welcome()));
        kiosk.tap("Dễ đọc hơn");
        assert!(kiosk.says("Màu sắc"));
        kiosk.show(&screen(samples::services(4)));
        assert!(!kiosk.says("Màu sắc"));
    });
}

fn typing(value: &str, signs: bool) -> Screen {
    screen(samples::words(value, &["Nguyễn", "Ngô"], signs))
}

#[test]
fn words_are_written_by_letters_marks_and_suggestions() {
    use kiosk_ui::Tone;
    expect(vec![
        (typing("Ng", false), "u", Touch::Write('u')),
        (typing("", false), "Đ", Touch::Write('Đ')),
        (typing("Ng", false), "ư", Touch::Write('ư')),
        (typing("Ng", false), "sắc  á", Touch::Tone(Tone::Acute)),
        (typing("Ng", false), "huyền  à", Touch::Tone(Tone::Grave)),
        (typing("Ng", false), "hỏi  ả", Touch::Tone(Tone::Hook)),
        (typing("Ng", false), "ngã  ã", Touch::Tone(Tone::Tilde)),
        (typing("Ng", false), "nặng  ạ", Touch::Tone(Tone::Dot)),
        (typing("Ng", false), "Ngô", Touch::Suggestion(1)),
        (typing("Ng", false), "Dấu cách", Touch::Write(' ')),
        (typing("Ng", true), "/", Touch::Write('/')),
        (typing("Ng", false), "Xoá", Touch::Erase),
        (typing("Ng", false), "Xoá hết", Touch::Clear),
        (typing("Ng", false), "Tiếp tục", Touch::Enter),
        (typing("Ng", false), "Để trống, tôi sẽ viết tay", Touch::LeaveForPen),
        (screen(samples::longest_words()), "Bỏ qua câu này", Touch::Skip),
    ]);
}

#[test]
fn capitals_come_by_themselves_and_at_wish() {
    alone(|kiosk| {
        kiosk.show(&typing("", false));
        assert!(kiosk.says("N") && kiosk.says("Ư") && !kiosk.says("n"), "a name begins with a capital");
        kiosk.show(&typing("Ng", false));
        assert!(kiosk.says("n") && !kiosk.says("N"));
        kiosk.tap("Chữ hoa");
        kiosk.tap("N");
        assert!(kiosk.says("n"), "one letter alone");
        kiosk.tap("Chữ hoa");
        kiosk.tap("Chữ hoa");
        kiosk.tap("N");
        kiosk.tap("Q");
        kiosk.tap("Chữ hoa");
        kiosk.tap("q");
        let written = ['N', 'N', 'Q', 'q'].map(Touch::Write);
        let touched: Vec<Touch> =
            kiosk.touched().into_iter().filter(|touch| *touch != Touch::Browse).collect();
        assert_eq!(touched, written);
    });
}

#[test]
fn digits_are_for_what_has_digits_and_go_with_the_question() {
    alone(|kiosk| {
        kiosk.show(&typing("Ng", false));
        assert!(!kiosk.says("Chữ số và dấu") && !kiosk.says("1") && !kiosk.says(","), "a name has none");
        kiosk.show(&typing("12", true));
        kiosk.tap("Chữ số và dấu");
        kiosk.tap("7");
        kiosk.tap("Xoá");
        assert!(!kiosk.says("q"));
        kiosk.tap("Chữ cái");
        kiosk.tap("q");
        kiosk.tap("Chữ số và dấu");
        let mut next = typing("", true);
        if let Page::Ask { prompt, .. } = &mut next.page {
            *prompt = "Tên đường, phố?".into();
        }
        kiosk.show(&next);
        kiosk.tap("Q");
        let touched: Vec<Touch> =
            kiosk.touched().into_iter().filter(|touch| *touch != Touch::Browse).collect();
        assert_eq!(touched, [Touch::Write('7'), Touch::Erase, Touch::Write('q'), Touch::Write('Q')]);
    });
}

#[test]
fn writing_closes_no_guard_and_goes_on_only_with_an_answer() {
    alone(|kiosk| {
        kiosk.show(&typing("", false));
        assert!(!kiosk.says("Tiếp tục") && !kiosk.says("Xoá hết"));
        kiosk.ui.show(&typing("N", false)).unwrap();
        assert_eq!(kiosk.ui.settled_in(), Duration::ZERO);
        assert!(kiosk.says("N") && kiosk.says("Tiếp tục"));
        // The choices of the same question are another place.
        kiosk.show(&screen(samples::choices()));
        let mut other = typing("", false);
        if let (Page::Ask { prompt, step, .. }, Page::Ask { prompt: same, step: at, .. }) =
            (&mut other.page, samples::choices())
        {
            (*prompt, *step) = (same, at);
        }
        kiosk.ui.show(&other).unwrap();
        assert_eq!(kiosk.ui.settled_in(), GUARD);
    });
}
