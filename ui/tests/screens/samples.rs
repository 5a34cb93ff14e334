//! Every page with long but real texts.

use std::sync::Arc;

use kiosk_ui::{
    CardWarning, Comfort, FormRun, Holder, Lang, LookUpProblem, Notice, Page, Part, Picture, Progress,
    ScanProblem, Screen, Stand, Tile, Trouble, Work,
};

use crate::caretaking;
pub use crate::questions::*;

pub const PROCEDURE: &str = "Xác nhận thông tin về cư trú";
pub const NAME: &str = "NGUYỄN THỊ HOÀNG PHƯƠNG THẢO";
pub const RESIDENCE: &str = "Số 128/45/6 đường Nguyễn Thị Minh Khai, Khu phố 4, Phường Hòa Cường Bắc, \
    Quận Hải Châu, Thành phố Đà Nẵng";

/// `page` in Vietnamese with header and footer as in a visit.
pub fn screen(page: Page) -> Screen {
    let bound = matches!(page.name(), "welcome" | "printing" | "done" | "place");
    let back = !bound && page.name() != "trouble";
    Screen {
        lang: Lang::Vi,
        comfort: Comfort::default(),
        reads_aloud: true,
        office: "UBND PHƯỜNG HÒA CƯỜNG, THÀNH PHỐ ĐÀ NẴNG".into(),
        colour: None,
        time: "08:15".into(),
        back,
        cancel: !bound,
        page,
        warning: None,
        closing: None,
        covered: false,
        notice: None,
        notices: vec!["Thứ bảy ngày 28/11 bộ phận một cửa chỉ làm việc buổi sáng.".into()],
        house_rules: vec![
            "Xin giữ trật tự và chờ đến lượt theo số.".into(),
            "Không hút thuốc trong phòng chờ.".into(),
        ],
        demo: true,
    }
}

pub fn tile(key: &str, title: &str, hint: &str) -> Tile {
    Tile { key: key.into(), title: title.into(), hint: hint.into() }
}

pub fn welcome() -> Page {
    welcome_with(vec![tile("1.010041", PROCEDURE, "Tờ khai CT01, mất khoảng 3 phút")], false)
}

pub fn welcome_with(procedures: Vec<Tile>, more: bool) -> Page {
    Page::Welcome { procedures, more, waiting: Some(12), claim: None, declares: true }
}

/// The start after a class was declared.
fn welcome_with_priority() -> Page {
    let Page::Welcome { procedures, more, .. } = welcome_of(7) else { panic!("another page") };
    let claim = Some("Phụ nữ mang thai, có con nhỏ".into());
    Page::Welcome { procedures, more, waiting: Some(0), claim, declares: true }
}

pub fn declare() -> Page {
    let names = [
        "Phụ nữ mang thai, có con nhỏ dưới 36 tháng",
        "Người khuyết tật nặng, đặc biệt nặng",
        "Người có công với cách mạng",
        "Người ốm đang điều trị",
    ];
    Page::Declare { classes: names.map(|name| tile(name, name, "")).into() }
}

pub fn place(stand: Stand) -> Page {
    let (counter, ahead) = match stand {
        Stand::Waiting => (None, 4),
        Stand::Called | Stand::Serving | Stand::OnHold | Stand::Missed | Stand::Over => (Some(12), 0),
    };
    Page::Place { number: "A012".into(), stand, counter, ahead, wait: "20 đến 45 phút".into() }
}

pub fn welcome_of(count: usize) -> Page {
    let all = [
        tile("1.010041", PROCEDURE, "Giấy xác nhận nơi đang ở"),
        tile(
            "1.004873",
            "Cấp Giấy xác nhận tình trạng hôn nhân",
            "Giấy độc thân, dùng để kết hôn, mua bán nhà đất, vay vốn",
        ),
        tile("1.001193", "Đăng ký khai sinh", "Giấy khai sinh lần đầu cho con mới sinh"),
        tile(
            "2.000635",
            "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh",
            "Bản sao giấy khai sinh, kết hôn, khai tử đã đăng ký",
        ),
        tile("1.004222", "Đăng ký thường trú", "Nhập hộ khẩu về nơi ở mới hoặc về với gia đình"),
        tile("1.004194", "Đăng ký tạm trú", "Ở trọ, ở thuê, ở nhờ từ 30 ngày trở lên"),
    ];
    welcome_with(all.into_iter().cycle().take(count.min(6)).collect(), count > 6)
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
    Page::Scan { procedure: PROCEDURE.into(), holder: None, problem, scanner_works: true, inform: true }
}

/// Another person than the visitor, with a title of the longest kind.
pub fn holder(title: &str) -> Option<Holder> {
    Some(Holder { title: title.into(), step: 2, of: 4 })
}

pub fn scan_of(title: &str, problem: Option<ScanProblem>, scanner_works: bool) -> Page {
    Page::Scan { procedure: PROCEDURE.into(), holder: holder(title), problem, scanner_works, inform: false }
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

pub fn fields() -> Page {
    let names = [
        "Đăng ký, quản lý cư trú",
        "Hộ tịch",
        "Chứng thực",
        "Bảo trợ xã hội",
        "Đất đai",
        "Hoạt động xây dựng",
    ];
    Page::Fields { fields: names.map(|name| tile(name, name, "11 thủ tục")).into() }
}

pub fn procedures(count: usize) -> Page {
    let Page::Welcome { procedures, .. } = welcome_of(6) else { panic!("another page") };
    Page::Procedures {
        field: "Đăng ký, quản lý cư trú".into(),
        procedures: procedures.into_iter().cycle().take(count).collect(),
    }
}

pub fn search(typed: &str, count: usize) -> Page {
    let Page::Procedures { procedures: found, .. } = procedures(count) else { panic!("another page") };
    Page::Search { typed: typed.into(), found }
}

pub fn inform() -> Page {
    Page::Inform {
        procedure: "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh".into(),
        documents: [
            "Thẻ căn cước hoặc hộ chiếu",
            "Giấy tờ về chỗ ở hợp pháp (nhà của mình, thuê, mượn, ở nhờ)",
            "Ý kiến đồng ý của chủ hộ, chủ nhà (ký vào tờ khai)",
            "Giấy tờ về quan hệ gia đình (khai sinh, kết hôn), nếu về ở với người thân",
            "Người chưa thành niên: ý kiến của cha, mẹ hoặc người giám hộ",
            "Văn bản ủy quyền, nếu làm thay người khác",
        ]
        .map(Into::into)
        .into(),
        note: "Cán bộ tại quầy sẽ hướng dẫn thêm nếu cần giấy tờ khác.".into(),
        time: "Trong ngày; nhận hồ sơ sau 15 giờ thì ngày làm việc tiếp theo".into(),
        fee: "Theo niêm yết tại nơi làm thủ tục".into(),
        decides: "Ủy ban nhân dân phường, xã".into(),
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
        copies: pages,
        most_copies: 5,
        amendable: true,
    }
}

/// The page of a form of which nothing was asked.
pub fn review_unasked() -> Page {
    let mut page = review(1, &[]);
    if let Page::Review { amendable, .. } = &mut page {
        *amendable = false;
    }
    page
}

pub fn amend(count: usize) -> Page {
    let all = [
        ("Quan hệ với chủ hộ", "Vợ hoặc chồng của chủ hộ"),
        ("Nội dung đề nghị", "Nơi thường trú hiện nay"),
        ("Số điện thoại liên hệ", "0905123456"),
        ("Người thứ hai: Ngày, tháng, năm sinh", "Thứ Bảy, ngày 14 tháng 5 năm 1960"),
        ("Nơi ở hiện tại", RESIDENCE),
        ("Email", "Để trống, viết tay"),
    ];
    let answers = all.iter().cycle().take(count).enumerate();
    Page::Amend { answers: answers.map(|(at, (asked, said))| tile(&at.to_string(), asked, said)).collect() }
}

/// `page` when nobody has touched it for a while.
pub fn covered(page: Page) -> Screen {
    Screen { covered: true, ..screen(page) }
}

fn noticed(page: Page, notice: Notice) -> Screen {
    Screen { notice: Some(notice), ..screen(page) }
}

/// When numbers are to be had again, in many words.
pub fn opens() -> String {
    "7 giờ 30 ngày 30 tháng 11 (Thứ Hai)".into()
}

pub fn done(ahead: u32, slip: Progress, form: Option<Progress>) -> Page {
    let form = form.map(run);
    Page::Done {
        number: Some("A001".into()),
        services: vec![PROCEDURE.into()],
        ahead,
        slip,
        form,
        rating: Some(None),
        another: true,
    }
}

fn run(progress: Progress) -> FormRun {
    FormRun { progress, at: String::new(), again: progress != Progress::Running }
}

/// The last page of an office with several A4 printers.
fn done_elsewhere() -> Page {
    let form = Some(FormRun { progress: Progress::Done, at: "quầy số 2".into(), again: false });
    Page::Done {
        number: Some("A001".into()),
        services: vec![PROCEDURE.into()],
        ahead: 3,
        slip: Progress::Done,
        form,
        rating: Some(None),
        another: true,
    }
}

/// The last page after two errands for different queues.
fn done_with_two() -> Page {
    let Page::Done { number, ahead, slip, form, rating, another, .. } =
        done(3, Progress::Done, Some(Progress::Done))
    else {
        panic!("another page")
    };
    let services = vec!["Cư trú".into(), "Hộ tịch".into()];
    Page::Done { number, services, ahead, slip, form, rating, another }
}

/// Every page that a citizen can meet, by the name of its picture.
pub fn all() -> Vec<(&'static str, Screen)> {
    let staff = caretaking::all().into_iter().map(|(name, page)| (name, screen(page)));
    of_visits().into_iter().chain(staff).collect()
}

fn of_visits() -> Vec<(&'static str, Screen)> {
    let number = || Some("A001".to_owned());
    let trouble = |what, number| screen(Page::Trouble { what, number });
    let mut warning = screen(digits("0905", false));
    warning.warning = Some(18);
    let mut closing = screen(done(3, Progress::Done, Some(Progress::Done)));
    closing.closing = Some(19);
    let scan_down = Page::Scan {
        procedure: PROCEDURE.into(),
        holder: None,
        problem: None,
        scanner_works: false,
        inform: true,
    };
    let every = vec![CardWarning::NumberMismatch, CardWarning::MissingDiacritics, CardWarning::NoResidence];
    let both = vec![
        CardWarning::NumberMismatch,
        CardWarning::MissingDiacritics,
        CardWarning::ResidenceWithoutDiacritics,
    ];
    let printing =
        |number, slip, form: Option<Progress>| screen(Page::Printing { number, slip, form: form.map(run) });
    vec![
        ("welcome", screen(welcome())),
        ("welcome-notice", noticed(welcome(), Notice::FormPrinterDown)),
        ("welcome-notice-tickets", noticed(welcome(), Notice::TicketPrinterDown)),
        ("welcome-notice-scanner", noticed(welcome(), Notice::ScannerDown)),
        ("welcome-5", screen(welcome_of(5))),
        ("welcome-many", screen(welcome_of(16))),
        ("welcome-many-notice", noticed(welcome_of(7), Notice::FormPrinterDown)),
        ("welcome-many-notice-printers", noticed(welcome_of(7), Notice::PrintersDown)),
        ("welcome-many-notice-numbers", noticed(welcome_of(7), Notice::TakingNumbersDown)),
        ("services", screen(services(4))),
        ("services-notice", noticed(services(5), Notice::PrintersDown)),
        ("services-many", screen(services(15))),
        ("fields", screen(fields())),
        ("search", screen(search("", 0))),
        ("search-found", screen(search("giay khai sinh", 6))),
        ("search-one", screen(search("doc than", 1))),
        ("search-nothing", screen(search("xyz", 0))),
        ("procedures", screen(procedures(4))),
        ("procedures-many", screen(procedures(11))),
        ("inform", screen(inform())),
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
        ("ask-day", screen(day(Some(Part::Day)))),
        ("ask-month", screen(day(Some(Part::Month)))),
        ("ask-decade", screen(day(Some(Part::Decade)))),
        ("ask-year", screen(day(Some(Part::Year)))),
        ("ask-day-whole", screen(day(None))),
        ("ask-hour", screen(time(Part::Hour))),
        ("ask-ten", screen(time(Part::Ten))),
        ("ask-minute", screen(time(Part::Minute))),
        ("ask-yes-no", screen(yes_no())),
        ("ask-quantity", screen(quantity())),
        ("ask-lettered", screen(lettered())),
        ("ask-long", screen(long_choices())),
        ("ask-many", screen(many_choices())),
        ("ask-digits", screen(digits("0905123", false))),
        ("ask-digits-complete", screen(digits("0905123456", true))),
        ("ask-words", screen(words("", &["Trần Thị Thu Hà", "Nguyễn", "Trần", "Lê"], false))),
        ("ask-words-name", screen(words("Nguyễn Thị Th", &["Thanh", "Thu", "Thành", "Thảo"], false))),
        ("ask-words-long", screen(longest_words())),
        ("ask-words-wide", screen(wide_words())),
        ("welcome-priority", screen(welcome_with_priority())),
        ("declare", screen(declare())),
        ("look-up", screen(Page::LookUp { problem: None, scanner_works: true })),
        (
            "look-up-no-slip",
            screen(Page::LookUp { problem: Some(LookUpProblem::NoSlip), scanner_works: true }),
        ),
        ("look-up-down", screen(Page::LookUp { problem: None, scanner_works: false })),
        ("place-waiting", screen(place(Stand::Waiting))),
        ("place-called", screen(place(Stand::Called))),
        ("place-on-hold", screen(place(Stand::OnHold))),
        ("place-missed", screen(place(Stand::Missed))),
        ("place-over", screen(place(Stand::Over))),
        ("warning", warning),
        ("preparing", screen(Page::Working { what: Work::Preparing })),
        ("issuing", screen(Page::Working { what: Work::Issuing })),
        ("review", screen(review(1, &[]))),
        (
            "review-2",
            screen(review(2, &["Số điện thoại", "Họ, chữ đệm và tên chủ hộ", "Quan hệ với chủ hộ"])),
        ),
        ("review-many-by-hand", screen(review(1, &["Quan hệ với chủ hộ, chữ đệm và tên"; 9]))),
        ("review-unasked", screen(review_unasked())),
        ("review-covered", covered(review(1, &[]))),
        ("amend", screen(amend(3))),
        ("amend-many", screen(amend(12))),
        ("amend-covered", covered(amend(3))),
        ("printing", printing(None, Progress::Waiting, Some(Progress::Waiting))),
        ("printing-number", printing(number(), Progress::Done, Some(Progress::Running))),
        ("done", screen(done(3, Progress::Done, Some(Progress::Done)))),
        ("done-closing", closing),
        ("done-elsewhere", screen(done_elsewhere())),
        ("done-two-errands", screen(done_with_two())),
        ("done-next", screen(done(0, Progress::Done, None))),
        ("done-slip-failed", screen(done(12, Progress::Failed, Some(Progress::Failed)))),
        ("done-unconfirmed", screen(done(1, Progress::Unconfirmed, Some(Progress::Failed)))),
        ("trouble-numbers", trouble(Trouble::NumbersUnavailable, None)),
        ("trouble-form", trouble(Trouble::FormUnavailable, None)),
        ("trouble-form-number", trouble(Trouble::FormUnavailable, number())),
        ("trouble-closed", trouble(Trouble::Closed { opens: String::new() }, None)),
        ("trouble-closed-until", trouble(Trouble::Closed { opens: opens() }, None)),
        ("trouble-over", trouble(Trouble::Over { opens: opens() }, None)),
        ("trouble-used-up", trouble(Trouble::UsedUp { opens: opens() }, None)),
        ("trouble-used-up-for-long", trouble(Trouble::UsedUp { opens: String::new() }, None)),
    ]
}
