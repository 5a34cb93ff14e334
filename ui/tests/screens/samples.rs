//! Every page with long but real texts.

use std::sync::Arc;

use kiosk_ui::{
    Answer, CardWarning, Choice, Grouping, Holder, Lang, Notice, Page, Picture, Progress, ScanProblem,
    Screen, Tile, Trouble, Work,
};

pub const PROCEDURE: &str = "Xác nhận thông tin về cư trú";
pub const NAME: &str = "NGUYỄN THỊ HOÀNG PHƯƠNG THẢO";
pub const RESIDENCE: &str = "Số 128/45/6 đường Nguyễn Thị Minh Khai, Khu phố 4, Phường Hòa Cường Bắc, \
    Quận Hải Châu, Thành phố Đà Nẵng";

/// `page` in Vietnamese with header and footer as in a visit.
pub fn screen(page: Page) -> Screen {
    let bound = matches!(page.name(), "welcome" | "printing" | "done");
    let back = !bound && page.name() != "trouble";
    Screen {
        lang: Lang::Vi,
        office: "UBND PHƯỜNG HÒA CƯỜNG, THÀNH PHỐ ĐÀ NẴNG".into(),
        time: "08:15".into(),
        back,
        cancel: !bound,
        page,
        warning: None,
        closing: None,
        notice: None,
        demo: true,
    }
}

pub fn tile(key: &str, title: &str, hint: &str) -> Tile {
    Tile { key: key.into(), title: title.into(), hint: hint.into() }
}

fn choice(key: &str, label: &str, hint: &str) -> Choice {
    Choice { key: key.into(), label: label.into(), hint: hint.into() }
}

pub fn welcome() -> Page {
    Page::Welcome { procedures: vec![tile("1.010041", PROCEDURE, "Tờ khai CT01, mất khoảng 3 phút")] }
}

pub fn welcome_of(count: usize) -> Page {
    let all = [
        tile("1.010041", PROCEDURE, "Tờ khai CT01, mất khoảng 3 phút"),
        tile("1.004222", "Đăng ký thường trú", "Tờ khai CT01"),
        tile("1.004194", "Đăng ký tạm trú", "Tờ khai CT01"),
        tile("1.004873", "Cấp giấy xác nhận tình trạng hôn nhân", "Giấy độc thân"),
        tile("2.000635", "Cấp bản sao trích lục hộ tịch", "Khai sinh, kết hôn, khai tử"),
        tile("1.001193", "Đăng ký khai sinh", ""),
        tile("1.000894", "Đăng ký kết hôn", ""),
    ];
    Page::Welcome { procedures: all.into_iter().cycle().take(count).collect() }
}

pub fn services(count: usize) -> Page {
    let names = [
        ("Chứng thực bản sao, chữ ký", "Quầy 1 và 2"),
        ("Hộ tịch", "Khai sinh, kết hôn, khai tử"),
        ("Đất đai và xây dựng", "Quầy 4"),
        ("Bảo trợ xã hội, người có công", "Quầy 5"),
        ("Nộp lại hồ sơ, nhận kết quả", ""),
    ];
    let services = names.iter().cycle().take(count).enumerate();
    Page::Services {
        services: services.map(|(i, (title, hint))| tile(&format!("s{i}"), title, hint)).collect(),
    }
}

/// A problem of two long sentences.
pub fn problem() -> ScanProblem {
    ScanProblem {
        what: "Mã này là một đường dẫn, không phải mã trên thẻ căn cước.".into(),
        advice:
            "Xin Quý khách dùng mã QR in trên thẻ: mặt trước thẻ CCCD gắn chip, mặt sau thẻ Căn cước mới."
                .into(),
    }
}

pub fn scan(problem: Option<ScanProblem>) -> Page {
    Page::Scan { procedure: PROCEDURE.into(), holder: None, problem, scanner_works: true }
}

/// Another person than the visitor, with a title of the longest kind.
pub fn holder(title: &str) -> Option<Holder> {
    Some(Holder { title: title.into(), step: 2, of: 4 })
}

pub fn scan_of(title: &str, problem: Option<ScanProblem>, scanner_works: bool) -> Page {
    Page::Scan { procedure: PROCEDURE.into(), holder: holder(title), problem, scanner_works }
}

pub fn confirm_of(title: &str, warnings: Vec<CardWarning>) -> Page {
    let mut page = confirm(warnings);
    if let Page::Confirm { holder: whose, .. } = &mut page {
        *whose = holder(title);
    }
    page
}

pub fn confirm(warnings: Vec<CardWarning>) -> Page {
    let empty = warnings.contains(&CardWarning::NoResidence);
    Page::Confirm {
        holder: None,
        name: NAME.into(),
        birth_date: "05/09/1948".into(),
        sex: "Nữ".into(),
        id_masked: "•••• •••• 1234".into(),
        residence: if empty { String::new() } else { RESIDENCE.into() },
        residence_now: String::new(),
        warnings,
    }
}

pub fn choices() -> Page {
    Page::Ask {
        step: 1,
        of: 3,
        prompt: "Quý khách có phải là chủ hộ không?".into(),
        help: "Chủ hộ là người đứng tên đại diện cho những người cùng hộ khẩu.".into(),
        answer: Answer::Choices(vec![
            choice("self", "Tôi là chủ hộ", ""),
            choice("spouse", "Tôi là vợ hoặc chồng của chủ hộ", ""),
            choice("child", "Tôi là con của chủ hộ", "Con đẻ, con nuôi, con dâu, con rể"),
            choice("other", "Tôi ở nhờ, thuê hoặc quan hệ khác", "Sẽ ghi rõ ở câu sau"),
        ]),
        leave_for_pen: true,
        skip: false,
    }
}

pub fn many_choices() -> Page {
    let choices =
        (1..=14).map(|n| choice(&format!("c{n}"), &format!("Quan hệ với chủ hộ, loại {n}"), "")).collect();
    Page::Ask {
        step: 2,
        of: 3,
        prompt: "Quan hệ với chủ hộ".into(),
        help: String::new(),
        answer: Answer::Choices(choices),
        leave_for_pen: true,
        skip: true,
    }
}

pub fn digits(value: &str, complete: bool) -> Page {
    Page::Ask {
        step: 2,
        of: 3,
        prompt: "Xin cho biết số điện thoại liên hệ của Quý khách".into(),
        help: "Cán bộ chỉ gọi khi hồ sơ cần bổ sung. Số di động gồm 10 chữ số.".into(),
        answer: Answer::Digits { value: value.into(), grouping: Grouping::Number, max: 10, complete },
        leave_for_pen: true,
        skip: true,
    }
}

pub fn day(value: &str, complete: bool) -> Page {
    Page::Ask {
        step: 1,
        of: 5,
        prompt: "Quý khách sinh ngày nào?".into(),
        help: "Bấm hai số của ngày, hai số của tháng, bốn số của năm. Ví dụ: 05 03 1950.".into(),
        answer: Answer::Digits { value: value.into(), grouping: Grouping::Day, max: 8, complete },
        leave_for_pen: true,
        skip: false,
    }
}

/// A residence of before 1 July 2025 with its name of today.
pub fn moved(mut page: Page) -> Page {
    if let Page::Confirm { residence, residence_now, .. } = &mut page {
        *residence = "Khối phố 3, Phường Vĩnh Điện, Thị xã Điện Bàn, Tỉnh Quảng Nam".into();
        *residence_now = "Khối phố 3, Phường Điện Bàn, Thành phố Đà Nẵng".into();
    }
    page
}

/// A card of which only the number could be read.
pub fn number_only() -> Page {
    let mut page = confirm(vec![CardWarning::NumberOnly]);
    if let Page::Confirm { name, birth_date, sex, residence, .. } = &mut page {
        [name, birth_date, sex, residence].into_iter().for_each(String::clear);
    }
    page
}

/// The communes that a divided ward went to.
pub fn residences() -> Page {
    let communes = ["Phường Tân Sơn", "Phường Tân Bình", "Phường Tân Sơn Nhất"];
    Page::Ask {
        step: 1,
        of: 3,
        prompt: "Nhà của Quý khách nay thuộc phường, xã nào?".into(),
        help: "Trên thẻ ghi: 5 Cống Lở, Phường 15, Tân Bình, Hồ Chí Minh. Nơi này đã chia về các phường, xã dưới đây. \
               Nếu không rõ, Quý khách có thể bỏ qua: tờ khai sẽ ghi như trên thẻ."
            .into(),
        answer: Answer::Choices(communes.map(|name| choice(name, name, "Thành phố Hồ Chí Minh")).into()),
        leave_for_pen: false,
        skip: true,
    }
}

/// A page of A4 with lines as of text, `mark` rows of them black.
pub fn sheet(mark: u32) -> Arc<Picture> {
    let (width, height) = (893u32, 1263u32);
    let mut rgba = vec![255u8; (width * height * 4) as usize];
    let dark = |x: u32, y: u32| {
        let (line, column) = (y / 34, x / 9);
        let inside = (80..813).contains(&x) && (80..1190).contains(&y) && y % 34 < 12;
        inside && (line < mark + 3 || (column * 7 + line * 13) % 11 > 2)
    };
    for y in 0..height {
        for x in 0..width {
            if dark(x, y) {
                let at = ((y * width + x) * 4) as usize;
                rgba[at..at + 3].fill(60);
            }
        }
    }
    Arc::new(Picture { width, height, rgba: Arc::new(rgba) })
}

pub fn review(pages: u32, left: &[&str]) -> Page {
    Page::Review {
        pages: (0..pages).map(sheet).collect(),
        left_for_pen: left.iter().map(|&field| field.into()).collect(),
    }
}

pub fn done(ahead: u32, slip: Progress, form: Option<Progress>) -> Page {
    Page::Done { number: Some("A001".into()), service: PROCEDURE.into(), ahead, slip, form }
}

/// Every page that a citizen can meet, by the name of its picture.
pub fn all() -> Vec<(&'static str, Screen)> {
    let number = || Some("A001".to_owned());
    let trouble = |what, number| screen(Page::Trouble { what, number });
    let mut notice = screen(welcome());
    notice.notice = Some(Notice::FormPrinterDown);
    let mut warning = screen(digits("0905", false));
    warning.warning = Some(18);
    let scan_down =
        Page::Scan { procedure: PROCEDURE.into(), holder: None, problem: None, scanner_works: false };
    let every = vec![CardWarning::NumberMismatch, CardWarning::MissingDiacritics, CardWarning::NoResidence];
    let both = vec![
        CardWarning::NumberMismatch,
        CardWarning::MissingDiacritics,
        CardWarning::ResidenceWithoutDiacritics,
    ];
    let printing = |number, slip, form| screen(Page::Printing { number, slip, form });
    vec![
        ("welcome", screen(welcome())),
        ("welcome-notice", notice),
        ("welcome-5", screen(welcome_of(5))),
        ("welcome-many", screen(welcome_of(16))),
        ("services", screen(services(4))),
        ("services-many", screen(services(15))),
        ("scan", screen(scan(None))),
        ("scan-problem", screen(scan(Some(problem())))),
        ("scan-down", screen(scan_down)),
        ("scan-householder", screen(scan_of("chủ hộ", None, true))),
        ("scan-householder-problem", screen(scan_of("chủ hộ", Some(problem()), true))),
        ("scan-householder-down", screen(scan_of("chủ hộ", None, false))),
        ("no-card", screen(Page::NoCard { procedure: PROCEDURE.into() })),
        ("confirm", screen(confirm(vec![]))),
        ("confirm-warnings", screen(confirm(both.clone()))),
        ("confirm-no-residence", screen(confirm(every.clone()))),
        ("confirm-householder", screen(confirm_of("chủ hộ", vec![]))),
        ("confirm-householder-warnings", screen(confirm_of("chủ hộ", both.clone()))),
        ("confirm-householder-no-residence", screen(confirm_of("chủ hộ", every.clone()))),
        ("confirm-plain-residence", screen(confirm(vec![CardWarning::ResidenceWithoutDiacritics]))),
        ("confirm-moved", screen(moved(confirm(vec![])))),
        ("confirm-moved-warnings", screen(moved(confirm_of("chủ hộ", both.clone())))),
        ("confirm-number-only", screen(number_only())),
        ("ask-choices", screen(choices())),
        ("ask-residence", screen(residences())),
        ("ask-day", screen(day("140", false))),
        ("ask-many", screen(many_choices())),
        ("ask-digits", screen(digits("0905123", false))),
        ("ask-digits-complete", screen(digits("0905123456", true))),
        ("warning", warning),
        ("preparing", screen(Page::Working { what: Work::Preparing })),
        ("issuing", screen(Page::Working { what: Work::Issuing })),
        ("review", screen(review(1, &[]))),
        (
            "review-2",
            screen(review(2, &["Số điện thoại", "Họ, chữ đệm và tên chủ hộ", "Quan hệ với chủ hộ"])),
        ),
        ("printing", printing(None, Progress::Waiting, Some(Progress::Waiting))),
        ("printing-number", printing(number(), Progress::Done, Some(Progress::Running))),
        ("done", screen(done(3, Progress::Done, Some(Progress::Done)))),
        ("done-next", screen(done(0, Progress::Done, None))),
        ("done-slip-failed", screen(done(12, Progress::Failed, Some(Progress::Failed)))),
        ("done-unconfirmed", screen(done(1, Progress::Unconfirmed, Some(Progress::Failed)))),
        ("trouble-numbers", trouble(Trouble::NumbersUnavailable, None)),
        ("trouble-form", trouble(Trouble::FormUnavailable, None)),
        ("trouble-form-number", trouble(Trouble::FormUnavailable, number())),
        ("trouble-closed", trouble(Trouble::Closed, None)),
    ]
}
