//! What does not work is said in plain words, with what still does.

use kiosk_ui::{Notice, Page, Screen, Trouble};

use crate::harness::alone;
use crate::samples::{self, screen};

fn trouble(what: Trouble) -> Screen {
    screen(Page::Trouble { what, number: None })
}

#[test]
fn each_trouble_says_what_it_is_and_what_still_works() {
    let opens = samples::opens;
    let told = [
        (trouble(Trouble::NumbersUnavailable), ["chưa lấy được số", "bàn hướng dẫn"]),
        (trouble(Trouble::FormUnavailable), ["tờ khai", "vẫn lấy được số"]),
        (
            trouble(Trouble::Closed { opens: opens() }),
            ["không phải giờ lấy số", "từ 7 giờ 30 ngày 30 tháng 11"],
        ),
        (trouble(Trouble::Closed { opens: String::new() }), ["không phải giờ lấy số", "trong giờ làm việc"]),
        (
            trouble(Trouble::Over { opens: opens() }),
            ["hết giờ lấy số hôm nay", "từ 7 giờ 30 ngày 30 tháng 11"],
        ),
        (trouble(Trouble::UsedUp { opens: opens() }), ["phát hết số", "từ 7 giờ 30 ngày 30 tháng 11"]),
        (trouble(Trouble::UsedUp { opens: String::new() }), ["phát hết số", "lấy số cho việc khác"]),
    ];
    says_each(told.into());
}

#[test]
fn each_fault_of_a_device_is_told_with_what_still_works() {
    let of = |notice| Screen { notice: Some(notice), ..screen(samples::welcome()) };
    let told = [
        (of(Notice::TicketPrinterDown), ["Máy in phiếu", "vẫn lấy được số"]),
        (of(Notice::FormPrinterDown), ["Máy in tờ khai", "vẫn lấy được số"]),
        (of(Notice::PrintersDown), ["Máy in phiếu và máy in tờ khai", "vẫn lấy được số"]),
        (of(Notice::ScannerDown), ["quét thẻ", "vẫn lấy được số"]),
        (of(Notice::TakingNumbersDown), ["chưa lấy được số", "vẫn xem được giấy tờ cần mang"]),
    ];
    says_each(told.into());
}

/// Shows each screen, on which something says each of the words.
fn says_each(told: Vec<(Screen, [&'static str; 2])>) {
    alone(move |kiosk| {
        for (screen, words) in told {
            kiosk.show(&screen);
            let texts: Vec<String> = kiosk.ui.elements().into_iter().map(|e| e.label).collect();
            for word in words {
                assert!(texts.iter().any(|text| text.contains(word)), "{word:?} in {texts:#?}");
            }
        }
    });
}
