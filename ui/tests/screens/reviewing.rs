//! The form as it will be printed: looked at, covered, and changed in one answer.

use std::time::Duration;

use kiosk_ui::{GUARD, Snapshot, Touch};

use crate::harness::{Kiosk, alone, differing};
use crate::samples::{self, screen};
use crate::touching::expect;

#[test]
fn the_form_is_enlarged_moved_and_turned_over() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::review(2, &[])));
        kiosk.tap("Trang sau");
        assert!(kiosk.says("Trang 2 trên 2"));
        let whole = kiosk.memory.pixels();
        kiosk.tap("Phóng to");
        let large = kiosk.memory.pixels();
        assert!(whole != large);
        kiosk.tap("Xuống dưới");
        assert!(large != kiosk.memory.pixels());
        kiosk.tap("Xem cả trang");
        kiosk.pass(Duration::from_secs(1));
        assert!(differing(&whole, &kiosk.memory.pixels()) < 20);
        assert_eq!(kiosk.touched(), vec![Touch::Browse; 4], "each is a sign of life");
    });
}

#[test]
fn an_answer_on_the_form_is_changed_by_its_button_or_by_a_touch_on_the_page() {
    expect(vec![
        (screen(samples::review(1, &[])), "Sửa một mục", Touch::Amend),
        (screen(samples::amend(3)), "Nội dung đề nghị", Touch::AmendAnswer(1)),
        (screen(samples::amend(3)), "Quay lại", Touch::Back),
    ]);
    alone(|kiosk| {
        let page = |kiosk: &Kiosk| {
            let (x, y) = kiosk.ui.elements().iter().find(|e| e.role == "image").unwrap().centre();
            kiosk.ui.touch(x, y).unwrap();
        };
        kiosk.show(&screen(samples::review(1, &[])));
        page(&kiosk);
        assert_eq!(kiosk.touched(), [Touch::Amend]);
        kiosk.show(&screen(samples::review_unasked()));
        assert!(!kiosk.says("Sửa một mục"));
        page(&kiosk);
        assert_eq!(kiosk.touched(), []);
    });
}

#[test]
fn a_covered_page_shows_nothing_and_any_touch_uncovers_it_alone() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::review(1, &[])));
        let print = kiosk.button("In tờ khai và lấy số").centre();
        let open = kiosk.memory.pixels();
        kiosk.show(&samples::covered(samples::review(1, &[])));
        assert!(kiosk.says("Tờ khai đang được che"));
        assert!(!kiosk.says("In tờ khai và lấy số") && !kiosk.says("Về đầu"));
        // Rows of writing have hard edges; squares as large as three rows have hardly any.
        let edges = |shot: &Snapshot| {
            let dark = |pixel: &[u8]| pixel[0] < 100;
            let middle = shot.rgb.chunks(3 * 1080).skip(300).take(250);
            middle
                .flat_map(|row| row.chunks(3).zip(row.chunks(3).skip(1)))
                .filter(|(a, b)| dark(a) != dark(b))
                .count()
        };
        let (before, covered) = (edges(&open), edges(&kiosk.memory.pixels()));
        assert!(before > 1_000 && covered < before / 50, "{before} {covered}");
        kiosk.ui.touch(print.0, print.1).unwrap();
        kiosk.ui.touch(540.0, 1850.0).unwrap();
        assert_eq!(kiosk.touched(), [Touch::StillHere], "the second tap waits for the guard");
        kiosk.ui.show(&screen(samples::review(1, &[]))).unwrap();
        kiosk.ui.touch(print.0, print.1).unwrap();
        assert_eq!(kiosk.touched(), []);
        kiosk.pass(GUARD);
        assert!(differing(&open, &kiosk.memory.pixels()) < 20);
        kiosk.show(&samples::covered(samples::amend(3)));
        assert!(!kiosk.says("0905123456"));
        kiosk.tap("Xem lại tờ khai");
        assert_eq!(kiosk.touched(), [Touch::StillHere]);
    });
}
