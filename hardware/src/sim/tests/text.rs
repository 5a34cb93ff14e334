//! Slips made of letters, on printers that have letters of their own or take them.

use super::*;
use crate::bitmap::Bitmap;
use crate::cell;
use crate::profile::{CodePage, Encoding};
use crate::sim::code_page::marked_letters;

const SMALL: &str = "Tiếng Việt";

fn epson() -> PrinterProfile {
    PrinterProfile::named("epson-tm-t20iii").unwrap()
}

fn with_page(encoding: Encoding, capitals_page: Option<u8>) -> PrinterProfile {
    PrinterProfile { code_page: Some(CodePage { encoding, page: 30, capitals_page }), ..epson() }
}

fn fed(profile: &PrinterProfile, bytes: &[u8]) -> SimPrinter {
    let mut sim = SimPrinter::new(profile.clone(), Pace::Instant);
    sim.on_bytes(Tick::ZERO, bytes);
    sim
}

/// The slip that `bytes` print, all of them understood.
fn slip(profile: &PrinterProfile, bytes: &[u8]) -> crate::sim::paper::Paper {
    let sim = fed(profile, &[b"\x1b@", bytes, b"\x1dVB\0"].concat());
    assert_eq!(sim.protocol_errors(), []);
    assert_eq!(sim.papers().len(), 1);
    sim.papers()[0].clone()
}

fn letter(letter: char) -> Bitmap {
    cell::letter(&Fonts::system().unwrap(), letter).unwrap()
}

/// `text` as the printer's own font shows it, on paper of 576 dots.
fn line(text: &str, rows: usize) -> Bitmap {
    let mut picture = Bitmap::new(576, rows);
    for (place, each) in text.chars().enumerate() {
        picture.draw(&letter(each), place * cell::WIDTH, 0);
    }
    picture
}

/// ESC & for one code.
fn define(code: u8, picture: &Bitmap) -> Vec<u8> {
    let column = |x: usize| {
        (0..3).map(move |third| {
            (0..8).fold(0_u8, |byte, bit| byte << 1 | u8::from(picture.get(x, third * 8 + bit)))
        })
    };
    let mut command = vec![0x1B, b'&', 3, code, code, 12];
    command.extend((0..cell::WIDTH).flat_map(column));
    command
}

#[test]
fn letters_print_from_the_printers_own_font() {
    let paper = slip(&epson(), b"A105\n\nxin\n");
    let mut expected = line("A105", 90);
    expected.draw(&line("xin", 24), 0, 60);
    assert_eq!(paper.bitmap, expected);
    assert_eq!(paper.text(), ["A105", "xin"]);
    assert_eq!(paper.dots(), 90);
}

#[test]
fn a_line_moves_by_its_spacing_or_its_height() {
    for (bytes, rows) in [
        (&b"A\n"[..], 30),
        (b"\x1b3\x18A\n", 24),
        (b"\x1b3\x08A\n", 24),
        (b"\x1b3\x40A\n\x1b2\n", 94),
        (b"\x1d!\x03A\n", 96),
        (b"A\x1bJ\x64", 100),
        (b"A\x1bJ\x00", 24),
        (b"A\x1bd\x02", 60),
    ] {
        assert_eq!(slip(&epson(), bytes).dots(), rows, "{bytes:?}");
    }
}

#[test]
fn the_unit_of_feeds_is_the_profiles() {
    let profile = PrinterProfile { feed_units_per_dot: 2, ..epson() };
    assert_eq!(slip(&profile, b"\x1b3\x40A\n\x1bJ\x14").dots(), 42);
}

#[test]
fn lines_stand_where_they_are_told() {
    for (side, left) in [(0, 0), (1, 264), (2, 528)] {
        let paper = slip(&epson(), &[&[0x1B, b'a', side], &b"\x1d!\x11Ab\n"[..]].concat());
        let mut expected = Bitmap::new(576, 48);
        expected.draw(&letter('A').stretched(2, 2), left, 0);
        expected.draw(&letter('b').stretched(2, 2), left + 24, 0);
        assert_eq!(paper.bitmap, expected, "side {side}");
    }
}

#[test]
fn a_line_longer_than_the_paper_goes_on_in_the_next() {
    let paper = slip(&epson(), &[&[b'm'; 50][..], b"\n"].concat());
    assert_eq!(paper.text(), ["m".repeat(48), "mm".to_owned()]);
    assert_eq!(paper.dots(), 60);
}

#[test]
fn a_downloaded_letter_is_printed_dot_by_dot_and_known_by_its_picture() {
    let mut profile = epson();
    profile.user_defined = true;
    let mut bytes = b"\x1b%\x01\x1b3\x18".to_vec();
    for (code, each) in [(b'!', 'ế'), (b'#', 'ệ')] {
        bytes.extend(define(code, &letter(each)));
    }
    bytes.extend(b"Ti!ng Vi#t\n");
    let paper = slip(&profile, &bytes);
    assert_eq!((paper.text(), &paper.bitmap), (&[SMALL.to_owned()][..], &line(SMALL, 24)));
}

#[test]
fn every_vietnamese_letter_can_be_downloaded_and_read() {
    for each in marked_letters() {
        let bytes = [b"\x1b%\x01".to_vec(), define(b'z', &letter(each)), b"z\n".to_vec()].concat();
        let paper = slip(&epson(), &bytes);
        assert_eq!(paper.text(), [each.to_string()]);
        assert_eq!(paper.bitmap.ink(), letter(each).ink(), "{each}");
    }
}

#[test]
fn what_is_not_downloaded_cancelled_or_switched_off_prints_as_ever() {
    let define = define(b'!', &letter('ế'));
    for (before, after, text) in [
        (&b""[..], &b"!\n"[..], "!"),
        (b"\x1b%\x01", b"!\n", "ế"),
        (b"\x1b%\x01", b"\x1b?!!\n", "!"),
        (b"\x1b%\x01", b"\x1b%\x00!\n", "!"),
        (b"", b"\x1b@\x1b%\x01!\n", "!"),
    ] {
        let paper = slip(&epson(), &[before, &define, after].concat());
        assert_eq!(paper.text(), [text], "{before:?} {after:?}");
    }
}

#[test]
fn a_definition_counts_for_what_comes_after_it_only() {
    let bytes = [
        b"\x1b%\x01".to_vec(),
        define(b'!', &letter('ế')),
        b"!".to_vec(),
        define(b'!', &letter('Ộ')),
        b"!\n".to_vec(),
    ];
    assert_eq!(slip(&epson(), &bytes.concat()).text(), ["ếỘ"]);
}

#[test]
fn a_picture_of_no_letter_is_seen_as_such() {
    let bytes = [&b"\x1b%\x01"[..], b"\x1b&\x03!!\x01\xff\xff\xff", b"a!\n"].concat();
    assert_eq!(slip(&epson(), &bytes).text(), ["a\u{FFFD}"]);
}

#[test]
fn windows_1258_composes_marks_onto_the_letter_before() {
    let profile = with_page(Encoding::Windows1258, None);
    let paper = slip(&profile, b"\x1bt\x1e\x1b3\x18Ti\xea\xecng Vi\xea\xf2t\n");
    assert_eq!((paper.text(), &paper.bitmap), (&[SMALL.to_owned()][..], &line(SMALL, 24)));
}

#[test]
fn tcvn_3_has_a_page_of_capitals() {
    let profile = with_page(Encoding::Tcvn3, Some(31));
    let paper = slip(&profile, b"\x1bt\x1e\x1b3\x18Ti\xd5ng Vi\xd6t\n\x1bt\x1f\xd6\xcb\n");
    assert_eq!(paper.text(), [SMALL, "ỆẬ"]);
}

#[test]
fn bytes_above_ascii_are_text_only_on_the_page_that_is_selected() {
    let page = with_page(Encoding::Tcvn3, Some(31));
    let chinese = PrinterProfile { chinese_mode: true, ..page.clone() };
    let marks = with_page(Encoding::Windows1258, None);
    for (profile, bytes) in [
        (&epson(), &b"\xd6"[..]),
        (&page, b"\xd6"),
        (&page, b"\x1bt\x1e\x1b@\xd6"),
        (&page, b"\x1bt\x1e\x80"),
        (&chinese, b"\x1bt\x1e\xd6"),
        (&marks, b"\x1bt\x1e\xec"),
        (&marks, b"\x1bt\x1en\xec"),
    ] {
        let sim = fed(profile, bytes);
        assert_eq!(sim.protocol_errors().len(), 1, "{bytes:?}");
        assert_eq!(sim.protocol_errors()[0].bytes, bytes[bytes.len() - 1..], "{bytes:?}");
    }
    assert_eq!(fed(&chinese, b"\x1c.\x1bt\x1e\xd6\n").protocol_errors(), []);
}

#[test]
fn a_qr_code_drawn_by_the_printer_is_read_by_another_reader() {
    let bytes = [
        &b"\x1ba\x01\x1bJ\x18\x1d(k\x04\x001A2\0\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1"[..],
        b"\x1d(k\x39\x001P0",
        TOKEN.as_bytes(),
        b"\x1d(k\x03\x001Q0\x1bJ\x18",
    ];
    let paper = slip(&epson(), &bytes.concat());
    assert_eq!(codes(&paper.bitmap), [TOKEN]);
    assert_eq!(paper.dots(), 24 + 33 * 6 + 24);
    let columns: Vec<usize> = paper.bitmap.black_dots().map(|(x, _)| x).collect();
    let (first, last) = (columns.iter().min(), columns.iter().max());
    assert_eq!((first, last), (Some(&189), Some(&(189 + 33 * 6 - 1))), "in the middle");
}

#[test]
fn what_is_obeyed_at_the_beginning_of_a_line_only_is_refused_within_one() {
    let store = b"\x1d(k\x04\x001P0x";
    for bytes in [
        &b"A\x1ba\x01"[..],
        b"A\x1dVB\0",
        b"A\x1dv0\0\x01\0\x01\0\x80",
        b"\x1d(k\x03\x001Q0",
        &[&store[..], b"A\x1d(k\x03\x001Q0"].concat(),
        &[b"\x1d(k\x03\x001C\x10\x1d(k\xeb\x031P0", &[b'x'; 1000][..], b"\x1d(k\x03\x001Q0"].concat(),
    ] {
        assert_eq!(fed(&epson(), bytes).protocol_errors().len(), 1, "{bytes:?}");
    }
}

#[test]
fn a_printer_without_the_feature_refuses_it() {
    let plain = PrinterProfile { user_defined: false, native_qr: false, ..epson() };
    for bytes in [&b"\x1b%\x01"[..], b"\x1b&\x03!!\0", b"\x1b?!", b"\x1bt\x1e", b"\x1d(k\x03\x001Q0"] {
        assert_eq!(fed(&plain, bytes).protocol_errors().len(), 1, "{bytes:?}");
    }
}

#[test]
fn a_clearing_request_forgets_the_line_begun_and_the_refusal() {
    let mut sim = fed(&epson(), b"\x1b@half\xff");
    sim.on_bytes(Tick::ZERO, b"\x10\x05\x02");
    sim.on_bytes(Tick::ZERO, b"\x1b@whole\n\x1dVB\0");
    assert_eq!(sim.protocol_errors().len(), 1);
    assert_eq!(sim.papers()[0].text(), ["whole"]);
}
