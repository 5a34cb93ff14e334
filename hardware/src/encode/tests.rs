//! Slips as bytes, in every way.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod reader;

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::cell;
use crate::code_page::encoded;
use crate::layout::{Layout, Row};
use crate::profile::{CodePage, Encoding};
use crate::receipt::{Align, Line, TextSize, Weight};

const WINDOWS_1258: CodePage = CodePage { encoding: Encoding::Windows1258, page: 52, capitals_page: None };
const TCVN_3: CodePage = CodePage { encoding: Encoding::Tcvn3, page: 30, capitals_page: Some(31) };
const PAGES: [CodePage; 2] = [WINDOWS_1258, TCVN_3];

const SMALL: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";

/// All 134 letters with a mark, and two signs.
fn marked_letters() -> Vec<char> {
    SMALL.chars().chain(SMALL.to_uppercase().chars()).chain(['–', '€']).collect()
}

fn profile(name: &str) -> PrinterProfile {
    let profile = PrinterProfile::named(name).unwrap();
    PrinterProfile { user_defined: true, code_page: Some(WINDOWS_1258), ..profile }
}

fn fonts() -> Fonts {
    Fonts::system().unwrap()
}

fn encoded_as(way: Way, receipt: &Receipt, profile: &PrinterProfile) -> EncodedSlip {
    encode_as(way, receipt, profile, &fonts(), JobTag::of(105)).unwrap()
}

fn reference_slip() -> Receipt {
    use TextSize::{Normal, Small};
    use Weight::{Bold, Regular};
    Receipt::new()
        .centred("ỦY BAN NHÂN DÂN", Normal, Bold)
        .centred("PHƯỜNG LONG BIÊN", Normal, Bold)
        .centred("Số thứ tự của Quý khách", Small, Regular)
        .feed(2)
        .number("A105")
        .feed(2)
        .centred("Xác nhận thông tin về cư trú", Normal, Bold)
        .left("Giờ lấy số: 08:15 ngày 23/11/2026", Small, Regular)
        .left("Số người chờ trước: 4", Small, Regular)
        .left("Thời gian chờ dự kiến: 15 phút", Small, Regular)
        .qr("https://motcua.example.vn/t/0123456789abcdefghijklmnop")
        .centred("Xin mời Quý khách ngồi chờ gọi số.", Small, Regular)
        .centred("Xin cảm ơn Quý khách.", Small, Regular)
}

/// A row for every set of letters there is: more than there are codes to download them to.
fn all_letters() -> Receipt {
    let ascii: String = ('!'..='~').collect();
    let texts = [SMALL, &ascii, &SMALL.to_uppercase(), &ascii, SMALL, "Hết!"];
    texts.iter().fold(Receipt::new(), |slip, text| slip.left(*text, TextSize::Normal, Weight::Regular))
}

/// What the rows of text should say, letters for which `has` is false as question marks.
fn expected_rows(receipt: &Receipt, columns: usize, has: impl Fn(char) -> bool) -> Vec<String> {
    let rows = Layout::new(receipt, columns).rows.into_iter();
    let letter = |letter| if has(letter) { letter } else { '?' };
    rows.filter_map(|row| match row {
        Row::Text(row) => Some(row.text.chars().map(letter).collect()),
        Row::Qr(_) | Row::Feed { .. } => None,
    })
    .collect()
}

/// Letters by their cell.
fn alphabet(fonts: &Fonts, letters: &str) -> HashMap<Vec<u8>, char> {
    let cell = |letter| Some((reader::columns_of(&cell::letter(fonts, letter)?), letter));
    letters.chars().filter(|letter| !letter.is_ascii()).filter_map(cell).collect()
}

/// The rows of letters that a slip in a code page prints.
fn paged_text(bytes: &[u8], code_page: CodePage, letters: &str) -> Vec<String> {
    let mut known: HashMap<(u8, Vec<u8>), char> = HashMap::new();
    for letter in letters.chars().chain(' '..='~') {
        let Some(coded) = encoded(code_page.encoding, letter) else { continue };
        let pages = [code_page.page, code_page.capitals_page.unwrap_or(code_page.page)];
        let meant = match coded.page {
            crate::code_page::Page::Any => pages,
            crate::code_page::Page::Small => [pages[0]; 2],
            crate::code_page::Page::Capitals => [pages[1]; 2],
        };
        known.extend(meant.map(|page| ((page, coded.bytes.clone()), letter)));
    }
    let (mut page, mut rows, mut row) = (0, Vec::new(), String::new());
    for command in reader::split(bytes) {
        match *command {
            [0x1B, b't', n] => page = n,
            [0x1B..=0x1D, ..] => {}
            [b'\n'] => rows.push(std::mem::take(&mut row)),
            ref letters => row.push_str(&decoded(letters, page, &known)),
        }
    }
    rows
}

fn decoded(mut bytes: &[u8], page: u8, known: &HashMap<(u8, Vec<u8>), char>) -> String {
    let mut text = String::new();
    while !bytes.is_empty() {
        let take = [2, 1]
            .into_iter()
            .find(|n| bytes.get(..*n).is_some_and(|letter| known.contains_key(&(page, letter.to_vec()))));
        let (letter, rest) = bytes.split_at(take.unwrap_or_else(|| panic!("{bytes:x?} on page {page}")));
        text.push(known[&(page, letter.to_vec())]);
        bytes = rest;
    }
    text
}

#[test]
fn tags_are_printable_and_distinct() {
    let tags: std::collections::HashSet<_> = (0..10_000).map(JobTag::of).collect();
    assert_eq!(tags.len(), 10_000);
    let last = JobTag::of(u64::MAX).bytes();
    assert!(last.iter().all(|byte| (0x20..=0x7E).contains(byte)));
}

#[test]
fn an_empty_slip_is_init_cut_and_tag() {
    let bytes = encode(&Receipt::new(), &profile("generic-80"), &fonts(), JobTag::of(1)).unwrap().bytes;
    assert_eq!(bytes, b"\x1b@\x1dVB\x00\x1d(H\x06\x0000   !");
}

#[test]
fn a_slip_longer_than_the_limit_is_refused_in_every_way() {
    let long = Receipt::new().feed(200).feed(101);
    for way in Way::ALL {
        let refused = encode_as(way, &long, &profile("generic-80"), &fonts(), JobTag::of(1));
        assert!(matches!(refused, Err(EncodeError::TooLong { mm: 301, limit: 300 })));
    }
}

#[test]
fn a_way_that_the_printer_lacks_is_refused_by_name() {
    let plain = PrinterProfile::named("generic-58").unwrap();
    for way in [Way::UserDefined, Way::CodePage] {
        let error = encode_as(way, &Receipt::new(), &plain, &fonts(), JobTag::of(1)).unwrap_err();
        assert!(error.to_string().contains("generic-58") && error.to_string().contains(way.name()));
    }
}

#[test]
fn the_reference_slip_keeps_to_its_size() {
    let limits = [
        ("generic-80", Way::Raster, 16_500),
        ("generic-80", Way::UserDefined, 1_900),
        ("generic-80", Way::CodePage, 600),
        ("generic-58", Way::Raster, 8_500),
        ("generic-58", Way::UserDefined, 1_900),
        ("generic-58", Way::CodePage, 1_100),
    ];
    for (name, way, limit) in limits {
        let bytes = encoded_as(way, &reference_slip(), &profile(name)).bytes.len();
        assert!(bytes <= limit, "{name} {}: {bytes} bytes", way.name());
    }
}

#[test]
fn a_further_line_of_text_is_less_than_two_kilobytes() {
    let line = "Đăng ký thường trú cho người Việt Nam ở nước ngoài";
    let lines = [
        ("generic-80", line, TextSize::Small),
        ("generic-80", &line[..44], TextSize::Normal),
        ("generic-58", &line[..44], TextSize::Small),
        ("generic-58", &line[..37], TextSize::Normal),
    ];
    for (name, text, size) in lines {
        let bytes = |receipt: &Receipt| encoded_as(Way::Raster, receipt, &profile(name)).bytes.len();
        let longer = reference_slip().centred(text, size, Weight::Bold);
        let more = bytes(&longer) - bytes(&reference_slip());
        assert!(more < 2_000, "{name} {size:?}: {more} bytes");
    }
}

#[test]
fn accents_come_whole_on_the_first_row() {
    let text = "Ẩ Ễ Ộ Ử ậ ệ ộ";
    let receipt = Receipt::new().left(text, TextSize::Normal, Weight::Regular);
    let bytes = encoded_as(Way::UserDefined, &receipt, &profile("generic-80")).bytes;
    assert_eq!(reader::downloaded_text(&bytes, &alphabet(&fonts(), text)), [text]);
}

#[test]
fn letters_are_downloaded_just_before_the_row_that_needs_them() {
    let bytes = encoded_as(Way::UserDefined, &reference_slip(), &profile("generic-80")).bytes;
    let first_row = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    assert!(first_row < 200, "the paper does not move before byte {first_row}");
}

#[test]
fn more_letters_than_codes_are_placed_again_and_ascii_comes_back() {
    let receipt = all_letters();
    let bytes = encoded_as(Way::UserDefined, &receipt, &profile("generic-80")).bytes;
    assert!(reader::split(&bytes).iter().any(|command| command.starts_with(b"\x1b?")));
    let expected = expected_rows(&receipt, 48, |_| true);
    let alphabet = alphabet(&fonts(), &expected.concat());
    assert_eq!(reader::downloaded_text(&bytes, &alphabet), expected);
}

#[test]
fn a_letter_that_cannot_be_printed_is_seen_and_reported() {
    let receipt = Receipt::new().left("a漢b漢", TextSize::Normal, Weight::Regular);
    for way in Way::ALL {
        let slip = encoded_as(way, &receipt, &profile("generic-80"));
        assert_eq!(slip.missing, ['漢'], "{}", way.name());
        let text = slip.bytes.windows(4).any(|four| four == b"a?b?");
        assert_eq!(text, way != Way::Raster);
    }
}

#[test]
fn signs_that_a_page_lacks_are_printed_in_their_plain_form() {
    let receipt = Receipt::new().left("8 – 10 “A”", TextSize::Normal, Weight::Regular);
    let printer = PrinterProfile { code_page: Some(TCVN_3), ..profile("generic-80") };
    let slip = encoded_as(Way::CodePage, &receipt, &printer);
    assert_eq!(
        (paged_text(&slip.bytes, TCVN_3, "-"), slip.missing),
        (vec!["8 - 10 \"A\"".to_owned()], vec![])
    );
}

#[test]
fn a_printers_own_code_has_its_quiet_zone_as_blank_paper() {
    let slip = encoded_as(Way::UserDefined, &Receipt::new().qr("k7"), &profile("generic-80"));
    // Version 1 has 21 modules of 6 dots, and 4 are left blank on each side.
    assert_eq!(slip.dots, (21 + 8) * 6);
    assert_eq!(slip.bytes.windows(3).filter(|three| *three == b"\x1bJ\x18").count(), 2);
    let huge = Receipt::new().qr("x".repeat(3000));
    let refused = encode_as(Way::UserDefined, &huge, &profile("generic-80"), &fonts(), JobTag::of(1));
    assert!(matches!(refused, Err(EncodeError::Raster(RasterError::QrTooLarge { bytes: 3000, .. }))));
}

#[test]
fn no_command_is_longer_than_the_profile_says() {
    for name in PrinterProfile::names() {
        for way in Way::ALL {
            let profile = profile(name);
            let bytes = encoded_as(way, &all_letters().number("A105").qr("x".repeat(300)), &profile).bytes;
            let commands = reader::split(&bytes).into_iter();
            let longest = commands.filter(|c| matches!(c[0], 0x1B..=0x1D)).map(<[u8]>::len).max().unwrap();
            assert!(longest <= profile.longest_command(), "{name} {}: {longest}", way.name());
        }
    }
}

/// Numbers that look random and are the same on every run (Knuth's multiplier).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }

    fn text(&mut self) -> String {
        let odd = [
            '漢',
            '\u{7}',
            '\u{301}',
            '\u{323}',
            '–',
            '€',
            '\u{1F600}',
            '\u{200B}',
            '\n',
            '\u{1B}',
            '\u{FFFD}',
        ];
        let letters = marked_letters();
        let length = self.roll(120);
        let letter = |dice: &mut Self| match dice.roll(20) {
            0 => dice.of(&odd),
            1..=3 => ' ',
            4..=11 => dice.of(&letters),
            _ => char::from(0x20 + dice.roll(95) as u8),
        };
        (0..length).map(|_| letter(self)).collect()
    }

    fn line(&mut self) -> Line {
        match self.roll(10) {
            0 => Line::Number(self.text().chars().take(self.0 as usize % 60).collect()),
            1 => Line::Qr(self.text()),
            2 => Line::Rule,
            3 => Line::Feed { mm: self.roll(40) as u16 },
            _ => Line::Text {
                text: self.text(),
                size: self.of(&[TextSize::Small, TextSize::Normal, TextSize::Large]),
                weight: self.of(&[Weight::Regular, Weight::Bold]),
                align: self.of(&[Align::Left, Align::Centre]),
            },
        }
    }
}

/// The letters of a slip's words, and nothing else.
fn letters<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.flat_map(|text| text.split_whitespace().flat_map(|word| word.nfc())).collect()
}

fn words(line: &Line) -> Option<&str> {
    match line {
        Line::Text { text, .. } | Line::Number(text) => Some(text),
        Line::Qr(_) | Line::Rule | Line::Feed { .. } => None,
    }
}

#[test]
fn any_slip_is_printed_word_for_word_in_every_way() {
    let (fonts, mut dice) = (fonts(), Dice(3));
    for round in 0..60 {
        let lines = (0..1 + dice.roll(25)).map(|_| dice.line()).collect();
        let receipt = Receipt { lines };
        let name = dice.of(&["generic-80", "generic-58"]);
        let printer =
            PrinterProfile { longest_slip_mm: 1_000_000, native_qr: round % 2 == 0, ..profile(name) };
        let columns = printer.columns();
        let no_rules = |row: &&str| row.chars().any(|letter| letter != '-');
        let rows = expected_rows(&receipt, columns, |_| true);
        let all = rows.concat();
        assert!(rows.iter().all(|row| row.chars().count() <= columns));
        let source = receipt.lines.iter().filter_map(words).filter(no_rules);
        let laid = rows.iter().map(String::as_str).filter(no_rules);
        assert_eq!(letters(laid), letters(source), "round {round}");

        encoded_as(Way::Raster, &receipt, &printer);
        let slip = encoded_as(Way::UserDefined, &receipt, &printer);
        let has = |letter| !slip.missing.contains(&letter);
        assert_eq!(
            reader::downloaded_text(&slip.bytes, &alphabet(&fonts, &all)),
            expected_rows(&receipt, columns, has)
        );
        for page in PAGES {
            let printer = PrinterProfile { code_page: Some(page), ..printer.clone() };
            let slip = encoded_as(Way::CodePage, &receipt, &printer);
            let plain = |row: String| row.replace('–', if page == TCVN_3 { "-" } else { "–" });
            let has = |letter| !slip.missing.contains(&letter);
            let expected: Vec<_> = expected_rows(&receipt, columns, has).into_iter().map(plain).collect();
            assert_eq!(paged_text(&slip.bytes, page, &all), expected, "round {round}");
        }
    }
}

/// To accept what is printed now: `SNAPSHOTS=accept cargo test -p kiosk-hardware snapshots`.
#[test]
fn snapshots_hold_the_reference_slip_in_every_way() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let ways = [
        ("raster", Way::Raster, WINDOWS_1258),
        ("user-defined", Way::UserDefined, WINDOWS_1258),
        ("windows-1258", Way::CodePage, WINDOWS_1258),
        ("tcvn-3", Way::CodePage, TCVN_3),
    ];
    for name in ["generic-80", "generic-58"] {
        for (title, way, page) in ways {
            let printer = PrinterProfile { code_page: Some(page), ..profile(name) };
            let slip = encoded_as(way, &reference_slip(), &printer);
            let text = Layout::new(&reference_slip(), printer.columns()).to_text();
            let (bytes, dots) = (slip.bytes.len(), slip.dots);
            let listing = reader::listing(&slip.bytes);
            let shown = format!("{text}\n{bytes} bytes, {dots} dots\n\n{listing}");
            let file = folder.join(format!("{name}-{title}.txt"));
            if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "accept") {
                std::fs::write(&file, &shown).unwrap();
            }
            let accepted = std::fs::read_to_string(&file).unwrap_or_default();
            assert_eq!(shown, accepted, "{}", file.display());
        }
    }
}
