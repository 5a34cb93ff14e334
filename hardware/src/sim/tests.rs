//! What comes out of the simulated printer, seen by somebody else's eyes.
#![allow(clippy::unwrap_used, reason = "tests")]

mod pace;
mod text;

use super::Device;
use super::printer::{Pace, PrinterFault, SimPrinter};
use crate::bitmap::Bitmap;
use crate::receipt::{TextSize, Weight};
use crate::{Fonts, JobTag, PrinterProfile, Receipt, Tick, encode};

const TOKEN: &str = "https://motcua.example.vn/t/0123456789abcdefghijklmnop";

fn ticket() -> Receipt {
    use TextSize::{Large, Normal, Small};
    use Weight::{Bold, Regular};
    Receipt::new()
        .centred("ỦY BAN NHÂN DÂN", Normal, Bold)
        .centred("PHƯỜNG LONG BIÊN, THÀNH PHỐ HÀ NỘI", Normal, Bold)
        .rule()
        .centred("Số thứ tự của Quý khách", Normal, Regular)
        .feed(2)
        .number("A105")
        .feed(3)
        .centred("Xác nhận thông tin về cư trú", Large, Bold)
        .feed(2)
        .left("Giờ lấy số: 08:15, ngày 23/11/2026", Normal, Regular)
        .left("Số người chờ trước: 4", Normal, Regular)
        .left("Thời gian chờ dự kiến: khoảng 15 phút", Normal, Regular)
        .rule()
        .qr(TOKEN)
        .centred("Quét mã để theo dõi lượt của Quý khách", Small, Regular)
        .rule()
        .centred("Xin mời Quý khách ngồi chờ gọi số.", Normal, Regular)
        .centred("Xin cảm ơn Quý khách!", Normal, Bold)
}

fn printed(receipt: &Receipt) -> SimPrinter {
    let profile = PrinterProfile::named("generic-80").unwrap();
    let fonts = Fonts::system().unwrap();
    let bytes = encode(receipt, &profile, &fonts, JobTag::of(1)).unwrap().bytes;
    let mut sim = SimPrinter::new(profile, Pace::Instant);
    sim.on_bytes(Tick::ZERO, &bytes);
    assert_eq!(sim.protocol_errors(), []);
    sim
}

#[test]
fn the_code_on_paper_is_read_by_another_reader() {
    let sim = printed(&ticket());
    let paper = &sim.papers()[0].bitmap;
    assert_eq!(codes(paper), [TOKEN]);
}

/// What another reader reads on the paper.
fn codes(paper: &Bitmap) -> Vec<String> {
    let mut image =
        rqrr::PreparedImage::prepare_from_bitmap(paper.width(), paper.height(), |x, y| paper.get(x, y));
    image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
}

#[test]
fn the_picture_of_the_paper_has_the_papers_width() {
    let sim = printed(&ticket());
    let png = sim.papers()[0].to_png().unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    assert_eq!(reader.info().width, 640);
}

#[test]
fn unknown_bytes_stop_the_printer_loudly() {
    let profile = PrinterProfile::named("generic-80").unwrap();
    let mut sim = SimPrinter::new(profile, Pace::Instant);
    sim.on_bytes(Tick::ZERO, b"\x1b@\x18o");
    sim.on_bytes(Tick::ZERO, b"\x10\x04\x03");
    let errors = sim.protocol_errors();
    assert_eq!((errors[0].offset, errors[0].bytes.as_slice()), (2, &b"\x18o"[..]));
    assert_eq!(sim.take_output(), [0x32], "an unrecoverable error");
}

#[test]
fn an_epson_out_of_paper_prints_on_unless_its_buffer_is_cleared() {
    let profile = PrinterProfile::named("generic-80").unwrap();
    let fonts = Fonts::system().unwrap();
    let bytes = encode(&ticket(), &profile, &fonts, JobTag::of(1)).unwrap().bytes;
    for (clear, slips) in [(false, 1), (true, 0)] {
        let mut sim = SimPrinter::new(profile.clone(), Pace::Instant);
        sim.fault(Tick::ZERO, PrinterFault::PaperOut);
        sim.on_bytes(Tick::ZERO, &bytes);
        if clear {
            sim.on_bytes(Tick::ZERO, b"\x10\x05\x02");
        }
        sim.repair(Tick::ZERO);
        assert_eq!(sim.papers().len(), slips, "cleared: {clear}");
    }
}
