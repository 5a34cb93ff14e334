//! The slip: its words in order, its QR code, its length.

use jiff::civil::date;
use kiosk::slip::{Slip, slip_of};
use kiosk_core::queue::{ServiceId, SlipPrint, Ticket, TicketId, TicketNumber, VisitId};
use kiosk_core::text::Lang;
use kiosk_tests::Kiosk;

fn ticket(ahead: u32) -> Ticket {
    Ticket {
        id: TicketId(1),
        number: TicketNumber { prefix: "A".into(), count: 105, width: 3 },
        service: ServiceId("cu-tru".into()),
        errands: Vec::new(),
        class: None,
        visit: VisitId { run: 1, nth: 1 },
        day: date(2026, 11, 23),
        issued_at: date(2026, 11, 23).at(8, 15, 0, 0),
        ahead,
        wait: None,
        token: "k3j2h4".into(),
    }
}

/// What can be read on a slip, line by line.
fn read(slip: &Slip) -> String {
    let text = slip.receipt().to_plain_text();
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

fn words(ahead: u32, lang: Lang, print: SlipPrint) -> String {
    let (office, _) = kiosk::config::demo().unwrap();
    read(&slip_of(&office, &ticket(ahead), lang, print))
}

/// The lines, one a line; `---` stands for the rule.
fn lines(expected: &[&str]) -> String {
    expected.join("\n").replace("---", &"-".repeat(48))
}

#[test]
fn a_slip_says_what_a_citizen_wants_to_know() {
    let expected = lines(&[
        "UBND phường Hải Hòa",
        "---",
        "Số thứ tự của Quý khách",
        "=== A105 ===",
        "Cư trú",
        "Lấy số lúc 08:15 ngày 23/11/2026",
        "Số người chờ trước: 3",
        "Chờ khoảng: 20 đến 45 phút",
        "Xin chuẩn bị sẵn: thẻ căn cước, giấy tờ về chỗ ở",
        "[QR k3j2h4]",
        "Xin mời Quý khách chờ gọi số.",
        "Xin giữ phiếu đến khi xong việc.",
    ]);
    assert_eq!(words(3, Lang::Vi, SlipPrint::First), expected);
}

#[test]
fn an_english_slip_says_the_same() {
    let expected = lines(&[
        "People's Committee of Hải Hòa Ward",
        "---",
        "Your number",
        "=== A105 ===",
        "Residence",
        "Taken at: 08:15, 23/11/2026",
        "People before you: 3",
        "Expected wait: 20 to 45 minutes",
        "Please have ready: ID card, papers about your home",
        "[QR k3j2h4]",
        "Please take a seat; your number will be called.",
        "Please keep this slip until you are served.",
    ]);
    // The wrapping of a long line is the printer's business.
    assert_eq!(words(3, Lang::En, SlipPrint::First).replace("your\nhome", "your home"), expected);
}

#[test]
fn the_first_citizen_is_next_and_is_told_no_wait() {
    let first = words(0, Lang::Vi, SlipPrint::First);
    assert!(first.contains("Quý khách là người tiếp theo.\nXin chuẩn bị sẵn"), "{first}");
    assert!(!first.contains("phút") && !first.contains(": 0"), "{first}");
    assert!(words(0, Lang::En, SlipPrint::First).contains("You are next.\nPlease have ready"));
}

#[test]
fn a_long_queue_is_told_in_hours() {
    let slip = words(60, Lang::Vi, SlipPrint::First);
    assert!(slip.contains("Số người chờ trước: 60\nChờ khoảng: 7 đến 15 giờ"), "{slip}");
}

#[test]
fn a_reprint_says_that_it_is_one() {
    let again = SlipPrint::Again;
    assert!(words(3, Lang::Vi, again).contains("Số thứ tự của Quý khách (in lại)\n=== A105 ===\nCư trú"));
    assert!(words(3, Lang::En, again).contains("Your number (printed again)\n=== A105 ===\nResidence"));
}

#[test]
fn a_slip_with_an_errand_more_says_that_it_takes_the_place_of_the_one_before() {
    let (office, _) = kiosk::config::demo().unwrap();
    let ticket = Ticket { errands: vec![office.services[1].id.clone()], ..ticket(3) };
    let slip = |lang| read(&slip_of(&office, &ticket, lang, SlipPrint::Replacing));
    let second = |lang| office.services[1].name.get(lang).to_owned();
    let vi = format!(
        "Số thứ tự của Quý khách\n=== A105 ===\nPhiếu này thay phiếu trước.\nCư trú\n\
         Quý khách làm lần lượt:\n1. Cư trú\n2. {}\n",
        second(Lang::Vi)
    );
    assert!(slip(Lang::Vi).contains(&vi), "{}", slip(Lang::Vi));
    assert!(slip(Lang::En).contains("It replaces your earlier slip.\nResidence\n"), "{}", slip(Lang::En));
}

#[test]
fn what_the_office_has_not_said_has_no_line() {
    let (mut office, _) = kiosk::config::demo().unwrap();
    for service in &mut office.services {
        (service.ready, service.minutes) = (None, None);
    }
    let slip = read(&slip_of(&office, &ticket(3), Lang::Vi, SlipPrint::First));
    assert!(slip.contains("Số người chờ trước: 3\n[QR"), "{slip}");
    office.services.clear();
    let slip = read(&slip_of(&office, &ticket(3), Lang::Vi, SlipPrint::First));
    assert!(slip.contains("=== A105 ===\nLấy số lúc"), "{slip}");
}

#[test]
fn an_office_in_two_lines_stands_in_two_lines() {
    let (mut office, _) = kiosk::config::demo().unwrap();
    office.name.vi = "ỦY BAN NHÂN DÂN\nPHƯỜNG LONG BIÊN".into();
    let slip = read(&slip_of(&office, &ticket(3), Lang::Vi, SlipPrint::First));
    assert!(slip.starts_with("ỦY BAN NHÂN DÂN\nPHƯỜNG LONG BIÊN\n"), "{slip}");
}

#[test]
fn priority_and_errands_stand_under_the_number() {
    let slip = Slip {
        priority: Some("người từ 80 tuổi trở lên".into()),
        errands: vec!["Chứng thực bản sao".into(), "Xác nhận cư trú".into()],
        ..Slip::reference(Lang::Vi)
    };
    let expected = "=== A105 ===\nƯu tiên: người từ 80 tuổi trở lên\nXác nhận thông tin về cư trú\n\
                    Quý khách làm lần lượt:\n1. Chứng thực bản sao\n2. Xác nhận cư trú\nLấy số lúc";
    assert!(read(&slip).contains(expected), "{}", read(&slip));
    let single = Slip { errands: vec!["Chứng thực bản sao".into()], ..Slip::reference(Lang::Vi) };
    assert_eq!(read(&single), read(&Slip::reference(Lang::Vi)), "one errand is the service");
}

#[test]
fn long_names_lose_no_word() {
    let service =
        "Đăng ký thường trú cho người Việt Nam định cư ở nước ngoài về nước sinh sống cùng gia đình";
    let slip = Slip { service: service.into(), ..Slip::reference(Lang::Vi) };
    assert!(read(&slip).replace('\n', " ").contains(service), "{}", read(&slip));
}

#[test]
fn the_reference_slip_is_as_agreed() {
    let expected = lines(&[
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG LONG BIÊN",
        "---",
        "Số thứ tự của Quý khách",
        "=== A105 ===",
        "Xác nhận thông tin về cư trú",
        "Lấy số lúc 08:15 ngày 23/11/2026",
        "Số người chờ trước: 4",
        "Chờ khoảng: 15 đến 30 phút",
        "QR",
        "Xin mời Quý khách chờ gọi số.",
        "Xin giữ phiếu đến khi xong việc.",
    ]);
    let slip = Slip::reference(Lang::Vi);
    let payload = slip.qr.clone().unwrap();
    assert_eq!(payload.len(), 54);
    let text = read(&slip).replace(&format!("[QR {payload}]"), "QR");
    assert_eq!(text, expected);
}

#[test]
fn the_qr_code_opens_the_offices_page_only_when_there_is_one() {
    let (mut office, _) = kiosk::config::demo().unwrap();
    assert_eq!(kiosk::slip::qr_text(&office, &ticket(0)), "k3j2h4");
    office.public_url = Some("https://so.example.vn".into());
    assert_eq!(kiosk::slip::qr_text(&office, &ticket(0)), "https://so.example.vn/t/k3j2h4");
}

#[test]
fn the_code_on_the_paper_is_the_tickets_token() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap("Cư trú");
    kiosk.advance(std::time::Duration::from_secs(4));
    let slips = kiosk.slips();
    let png = slips[0].to_png().unwrap();
    let token = &kiosk.store().ticket(TicketId(1)).unwrap().unwrap().ticket.token;
    assert_eq!(&read_qr(&png), token);
}

/// What a QR reader that is not ours reads from a PNG.
pub fn read_qr(png: &[u8]) -> String {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (frame.width as usize, frame.height as usize);
    let channels = frame.buffer_size() / (width * height);
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[(y * width + x) * channels]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}
