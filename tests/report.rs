//! `kiosk report`: the figures of a day as files, from the database of a kiosk that may be running.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use jiff::civil::{DateTime, date};
use kiosk_core::queue::{Command as Order, CommandId, CounterId, QueueRules, StaffId, TicketId, VisitId};
use kiosk_core::rating::Satisfaction;
use kiosk_store::{CallOutcome, Options, Origin, Store, TicketRequest, wait};
use kiosk_tests::{Kiosk, program};

const MORNING: DateTime = date(2026, 11, 23).at(8, 0, 0, 0);

fn minute(n: i64) -> DateTime {
    MORNING.saturating_add(jiff::Span::new().minutes(n))
}

/// A day of twelve numbers, one every five minutes; each waits ten minutes and is served for six, but the last.
fn day(folder: &Path) -> Store {
    let (office, _) = kiosk::config::demo().unwrap();
    let mut drawn = 0_u128;
    let tokens = Box::new(move || {
        drawn += 1;
        drawn.to_be_bytes()
    });
    let store = Store::open(folder.join("queue.db"), Options { max_pages: None, tokens }).unwrap();
    for nth in 0..12_u64 {
        let service = &office.services[usize::try_from(nth % 3).unwrap()];
        let at = minute(5 * i64::try_from(nth).unwrap());
        let request = TicketRequest::new(VisitId { run: 1, nth }, service, MORNING.date(), at);
        let ticket = wait(|reply| store.issue(request, reply)).unwrap();
        let rating = Satisfaction::ALL[usize::try_from(nth % 4).unwrap()];
        assert!(wait(|reply| store.rate(ticket.id, rating, reply)).unwrap());
    }
    let serves: Vec<_> = office.services.iter().map(|service| service.id.clone()).collect();
    let origin = |nth: i64, at| Origin {
        command: CommandId(u128::try_from(nth).unwrap()),
        counter: CounterId(1),
        staff: Some(StaffId("nv01".into())),
        at: minute(at),
    };
    let rules = QueueRules::default();
    for nth in 0..11 {
        let press = origin(2 * nth, 5 * nth + 10);
        let called = wait(|r| store.call_next(press, (&serves, &rules), None, MORNING.date(), r)).unwrap();
        let CallOutcome::Called(call) = called else { panic!("nobody waits") };
        let done = origin(2 * nth + 1, 5 * nth + 13);
        wait(|r| store.command(done, call.ticket, Order::Done, &rules, r)).unwrap();
    }
    store
}

fn report(args: &[&str]) -> Output {
    Command::new(program()).arg("report").args(args).stdin(Stdio::null()).output().unwrap()
}

fn on(folder: &Path, day: &str, more: &[&str]) -> Output {
    let mut args = vec!["--data", folder.to_str().unwrap(), "--from", day];
    args.extend(more);
    report(&args)
}

#[test]
fn without_a_file_the_table_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let _running = day(folder.path());
    let output = on(folder.path(), "2026-11-23", &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(text.contains("\r\nTổng hợp,Tất cả,12,11,0,0,1,600,600,600,180,180,180,3,3,3,3\r\n"), "{text}");
    let english = on(folder.path(), "2026-11-23", &["--lang", "en"]).stdout;
    assert!(String::from_utf8(english).unwrap().contains("\r\nCounter,Counter 1,0,11,"));
    let other = String::from_utf8(on(folder.path(), "2026-11-22", &[]).stdout).unwrap();
    assert!(other.contains("Tất cả,0,0,"), "{other}");
}

#[test]
fn the_report_on_paper_is_in_the_offices_format() {
    let folder = tempfile::tempdir().unwrap();
    let _running = day(folder.path());
    let [pdf, png, xlsx] = ["r.pdf", "r.png", "r.xlsx"].map(|name| folder.path().join(name));
    let files =
        ["--pdf", pdf.to_str().unwrap(), "--png", png.to_str().unwrap(), "--xlsx", xlsx.to_str().unwrap()];
    let output = on(folder.path(), "2026-11-23", &files);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.is_empty());
    let text = super::forms::pdf_text(&std::fs::read(pdf).unwrap());
    for part in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "PHƯỜNG HẢI HÒA",
        "BÁO CÁO",
        "ngày 23/11/2026",
        "đã cấp 12 số thứ tự; phục vụ xong 11 lượt",
        "trung bình 10,0 phút",
        "Theo dịch vụ",
        "Quầy 1",
        "MỨC ĐỘ HÀI LÒNG",
        "TM. ỦY BAN NHÂN DÂN",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert!(std::fs::read(xlsx).unwrap().starts_with(b"PK"));
    assert!(png.exists());
}

#[test]
fn what_cannot_be_reported_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = on(folder.path(), "2026-11-23", &[]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("queue.db"));
    assert!(!folder.path().join("queue.db").exists());
    let _running = day(folder.path());
    let turned = on(folder.path(), "2026-11-23", &["--to", "2026-11-01"]);
    assert_eq!(turned.status.code(), Some(2));
    assert_eq!(report(&["--from", "yesterday"]).status.code(), Some(64));
}

#[test]
fn a_tap_on_a_face_is_in_the_figures() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap("Cư trú");
    kiosk.advance(std::time::Duration::from_secs(5));
    kiosk.tap("Hài lòng");
    assert!(kiosk.text().contains("Cảm ơn Quý khách đã cho ý kiến."), "{}", kiosk.text());
    let day = kiosk.store().ticket(TicketId(1)).unwrap().unwrap().ticket.day;
    let ratings = || kiosk.store().figures(day, day).unwrap().total.ratings;
    // The writer answers nobody: the next command comes after it.
    wait(|reply| kiosk.store().ping(reply)).unwrap();
    assert_eq!(ratings(), [0, 1, 0, 0]);
}
