//! The slip: its words in order, its QR code, its length.

use jiff::civil::date;
use kiosk_core::queue::{ServiceId, Ticket, TicketId, TicketNumber, VisitId};
use kiosk_core::text::Lang;
use kiosk_tests::Kiosk;

fn ticket(ahead: u32) -> Ticket {
    Ticket {
        id: TicketId(1),
        number: TicketNumber { prefix: "A".into(), count: 105 },
        service: ServiceId("cu-tru".into()),
        visit: VisitId { run: 1, nth: 1 },
        day: date(2026, 11, 23),
        issued_at: date(2026, 11, 23).at(8, 15, 0, 0),
        ahead,
        token: "k3j2h4".into(),
    }
}

fn words(ahead: u32, lang: Lang, again: bool) -> String {
    let (office, _) = kiosk::config::demo().unwrap();
    let text = kiosk::slip::slip(&office, &ticket(ahead), lang, again).to_plain_text();
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_slip_says_what_a_citizen_wants_to_know() {
    let rule = "-".repeat(48);
    assert_eq!(
        words(3, Lang::Vi, false),
        format!(
            "UBND phường Hải Hòa\n{rule}\nSỐ THỨ TỰ CỦA QUÝ KHÁCH\n=== A105 ===\nCư trú\n\
             Trước Quý khách còn 3 người.\n08:15  –  23/11/2026\n[QR k3j2h4]\n\
             Xin mời Quý khách ngồi chờ, số sẽ được gọi.\nXin giữ phiếu này đến khi xong việc."
        )
    );
    assert!(words(0, Lang::Vi, true).contains("(phiếu in lại)\nCư trú\nQuý khách là người tiếp theo."));
    assert!(
        words(2, Lang::En, false).contains("YOUR NUMBER\n=== A105 ===\nResidence\nWaiting before you: 2")
    );
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
fn read_qr(png: &[u8]) -> String {
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
