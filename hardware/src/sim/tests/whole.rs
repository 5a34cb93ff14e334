//! Encoder and simulated printer together: every profile, every way, every Vietnamese letter.

use super::*;
use crate::cell;
use crate::encode::encode_as;
use crate::layout::Layout;
use crate::profile::{CodePage, Encoding, Way};
use crate::raster::{compose, em, rasterize};
use crate::receipt::Align;
use crate::sim::code_page::marked_letters;
use crate::sim::paper::Paper;
use crate::text::Typeface;

/// Every shipped profile in every way that it has, and one with a proven page of either kind, which none has.
fn printers() -> Vec<PrinterProfile> {
    let shipped = PrinterProfile::names().flat_map(|name| {
        let profile = PrinterProfile::named(name).unwrap();
        let ways: Vec<Way> = profile.ways().collect();
        ways.into_iter().map(move |way| PrinterProfile { way, ..profile.clone() })
    });
    let pages =
        [(Encoding::Windows1258, None), (Encoding::Tcvn3, Some(31))].map(|(encoding, capitals_page)| {
            let code_page = Some(CodePage { encoding, page: 30, capitals_page });
            PrinterProfile {
                way: Way::CodePage,
                code_page,
                ..PrinterProfile::named("epson-tm-t20iii").unwrap()
            }
        });
    shipped.chain(pages).collect()
}

fn name(profile: &PrinterProfile) -> String {
    format!("{} by {}", profile.name, profile.way.name())
}

/// The paper that `receipt` gives on `profile`; not a byte of it may be refused.
fn paper(receipt: &Receipt, profile: &PrinterProfile, fonts: &Fonts) -> Paper {
    let slip = encode_as(profile.way, receipt, profile, fonts, JobTag::of(1)).unwrap();
    assert_eq!(slip.missing, [], "{}", name(profile));
    let order = |pair: &[u8]| pair[0] == 0x10 && matches!(pair[1], 0x04 | 0x05 | 0x14);
    assert!(!slip.bytes.windows(2).any(order), "{}: dots that a printer would obey", name(profile));
    let mut sim = SimPrinter::new(profile.clone(), Pace::Instant);
    sim.on_bytes(Tick::ZERO, &slip.bytes);
    assert_eq!(sim.protocol_errors(), [], "{}", name(profile));
    assert_eq!(sim.papers().len(), 1, "{}", name(profile));
    sim.papers()[0].clone()
}

#[test]
fn a_ticket_says_the_same_words_and_its_code_is_read() {
    let fonts = Fonts::system().unwrap();
    for profile in printers() {
        let paper = paper(&ticket(), &profile, &fonts);
        assert_eq!(codes(&paper.bitmap), [TOKEN], "{}", name(&profile));
        if profile.way == Way::Raster {
            let blocks = rasterize(&ticket(), &profile, profile.raster.unwrap(), &fonts).unwrap();
            let whole = compose(&blocks, &profile);
            assert_eq!(paper.bitmap.ink(), whole.ink(), "{}", name(&profile));
        } else {
            let rows = Layout::new(&ticket(), profile.columns()).to_text();
            let words = rows.lines().map(str::trim).filter(|row| !row.is_empty());
            // The code and the huge number are shown in brackets there.
            let words: Vec<&str> = words.filter(|row| !row.starts_with(['[', '='])).collect();
            let printed: Vec<&str> =
                paper.text().iter().map(String::as_str).filter(|l| *l != "A105").collect();
            assert_eq!(printed, words, "{}", name(&profile));
        }
    }
}

/// The ink of a letter as the font itself has it.
fn own_ink(letter: char, profile: &PrinterProfile, fonts: &Fonts) -> u32 {
    if profile.way != Way::Raster {
        return cell::letter(fonts, letter).unwrap().ink();
    }
    let face = Typeface::new(fonts, Weight::Regular, em(TextSize::Normal, profile));
    face.draw(&letter.to_string()).unwrap().bitmap.ink()
}

#[test]
fn every_letter_has_the_fonts_own_ink_on_the_paper() {
    let fonts = Fonts::system().unwrap();
    for profile in printers() {
        for letter in marked_letters() {
            let receipt =
                Receipt::new().text(letter.to_string(), TextSize::Normal, Weight::Regular, Align::Left);
            let paper = paper(&receipt, &profile, &fonts);
            assert_eq!(paper.bitmap.ink(), own_ink(letter, &profile, &fonts), "{letter}, {}", name(&profile));
        }
    }
}
