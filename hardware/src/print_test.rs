//! The test page: what is put on paper to find out what a printer can do.
//!
//! It is printed in sections, each a slip of its own, so that a printer that does not know one of
//! them still prints the others. A section tries what the profile does not claim yet; for that it is
//! encoded for a profile that does.

use crate::bitmap::Bitmap;
use crate::cell;
use crate::encode::{EncodeError, EncodedSlip, JobTag, encode_as};
use crate::font::Fonts;
use crate::profile::{CodePage, Encoding, PrinterProfile, Way};
use crate::receipt::{Receipt, TextSize, Weight};

/// What the QR code holds that is sent as a picture.
pub const RASTER_QR: &str = "PRINT TEST RASTER";
/// What the QR code holds that the printer draws itself.
pub const NATIVE_QR: &str = "PRINT TEST NATIVE";

/// The 67 small letters with a mark, a family a word, in lines that fit 32 columns.
const LETTERS: [&str; 4] =
    ["àảãáạ ăằẳẵắặ âầẩẫấậ", "đ èẻẽéẹ êềểễếệ ìỉĩíị", "òỏõóọ ôồổỗốộ ơờởỡớợ", "ùủũúụ ưừửữứự ỳỷỹýỵ"];

/// The code pages that are worth a try: numbers under which firmware lists Vietnamese pages.
///
/// Source: receipt-print-hq/escpos-printer-db (TM-T20III: 30, 31, 52; NT-80-V-UL: 94; RP326: 35;
/// YHD-8390: 32; POS-5890: 27 and 94), node-thermal-printer #175 (Xprinter R200EU: 27 is TCVN).
const PAGES: [CodePage; 7] = [
    windows_1258(52),
    windows_1258(94),
    windows_1258(35),
    windows_1258(27),
    windows_1258(32),
    tcvn_3(30, 31),
    tcvn_3(27, 27),
];

const fn windows_1258(page: u8) -> CodePage {
    CodePage { encoding: Encoding::Windows1258, page, capitals_page: None }
}

const fn tcvn_3(page: u8, capitals: u8) -> CodePage {
    CodePage { encoding: Encoding::Tcvn3, page, capitals_page: Some(capitals) }
}

/// What a section tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trial {
    /// Pictures: a ruler over the whole width, the letters, a QR code.
    Raster,
    /// Downloaded letters.
    UserDefined,
    /// A code page of the printer's own.
    CodePage(CodePage),
    /// A QR code that the printer draws.
    NativeQr,
}

impl Trial {
    /// All that could be worth trying on a printer of `profile`, the surest first.
    pub fn all(profile: &PrinterProfile) -> Vec<Self> {
        let raster = profile.raster.map(|_| Self::Raster);
        let pages = PAGES.map(Self::CodePage);
        raster.into_iter().chain([Self::NativeQr, Self::UserDefined]).chain(pages).collect()
    }

    /// Its name, in ASCII: it stands on the paper whatever the printer makes of other letters.
    pub fn label(self) -> String {
        match self {
            Self::Raster => "raster".to_owned(),
            Self::UserDefined => "user-defined".to_owned(),
            Self::NativeQr => "QR drawn by the printer".to_owned(),
            Self::CodePage(CodePage { encoding: Encoding::Windows1258, page, .. }) => {
                format!("windows-1258, page {page}")
            }
            Self::CodePage(CodePage { encoding: Encoding::Tcvn3, page, capitals_page }) => {
                format!("tcvn-3, pages {page} and {}", capitals_page.unwrap_or(page))
            }
        }
    }

    /// The section as the slip of job number `job`, which is also the number that stands on it.
    ///
    /// # Errors
    /// As [`encode_as`].
    pub fn section(
        self,
        profile: &PrinterProfile,
        fonts: &Fonts,
        job: u64,
    ) -> Result<EncodedSlip, EncodeError> {
        let (way, tried) = self.tried(profile);
        let receipt = self.receipt(profile, job);
        let slip = encode_as(way, &receipt, &tried, fonts, JobTag::of(job))?;
        Ok(match self {
            Self::Raster => headed(slip, &pictures(&ruler(profile, fonts), profile), RULER),
            Self::NativeQr => headed(slip, &native_qr(), NATIVE_DOTS),
            Self::UserDefined | Self::CodePage(_) => slip,
        })
    }

    /// The way of printing, and a profile that claims what is tried.
    fn tried(self, profile: &PrinterProfile) -> (Way, PrinterProfile) {
        let claim = PrinterProfile { native_qr: true, ..profile.clone() };
        match self {
            Self::Raster => (Way::Raster, profile.clone()),
            Self::NativeQr if profile.raster.is_some() => (Way::Raster, claim),
            Self::NativeQr | Self::UserDefined => {
                (Way::UserDefined, PrinterProfile { user_defined: true, way: Way::UserDefined, ..claim })
            }
            Self::CodePage(page) => {
                (Way::CodePage, PrinterProfile { code_page: Some(page), way: Way::CodePage, ..claim })
            }
        }
    }

    fn receipt(self, profile: &PrinterProfile, job: u64) -> Receipt {
        let title = format!("{job}. {}", self.label());
        let receipt = Receipt::new().feed(2).left(title, TextSize::Normal, Weight::Bold);
        match self {
            Self::Raster => {
                let about = format!("{}: {}", profile.name, profile.model);
                let receipt = receipt.left(about, TextSize::Small, Weight::Regular);
                letters(receipt).qr(RASTER_QR)
            }
            Self::NativeQr => receipt.feed(2),
            Self::UserDefined | Self::CodePage(_) => letters(receipt),
        }
    }
}

fn letters(receipt: Receipt) -> Receipt {
    let capitals = LETTERS.map(str::to_uppercase);
    let lines = LETTERS.into_iter().map(str::to_owned).chain(capitals);
    lines.fold(receipt, |receipt, line| receipt.left(line, TextSize::Normal, Weight::Regular))
}

/// The slip with `bytes` before everything but its ESC @, which make it `dots` longer. They leave the
/// printer as ESC @ does.
fn headed(mut slip: EncodedSlip, bytes: &[u8], dots: usize) -> EncodedSlip {
    const INIT: &[u8] = b"\x1b@";
    let body = slip.bytes.strip_prefix(INIT).unwrap_or(&slip.bytes);
    slip.bytes = [INIT, bytes, body].concat();
    slip.dots += dots;
    slip
}

/// Height of the ruler in dots: numbers, then marks.
const RULER: usize = cell::HEIGHT + 32;

/// A ruler from the first printable dot to the last: a mark a mm, longer ones at 5 and 10, the number
/// of mm at each 10.
fn ruler(profile: &PrinterProfile, fonts: &Fonts) -> Bitmap {
    let mut ruler = Bitmap::new(profile.dots, RULER);
    let last = profile.dots - 1;
    for mm in 0..=last / profile.dots_per_mm {
        let height = if mm % 10 == 0 {
            24
        } else if mm % 5 == 0 {
            16
        } else {
            8
        };
        mark(&mut ruler, mm * profile.dots_per_mm, height);
        if mm % 10 == 0 {
            number(&mut ruler, fonts, mm, profile.dots_per_mm);
        }
    }
    mark(&mut ruler, last, 32);
    ruler
}

fn mark(ruler: &mut Bitmap, x: usize, height: usize) {
    for y in RULER - height..RULER {
        ruler.set(x, y);
    }
}

/// The number of `mm` beside its mark; further left where the paper ends.
fn number(ruler: &mut Bitmap, fonts: &Fonts, mm: usize, dots_per_mm: usize) {
    let digits = mm.to_string();
    let left = (mm * dots_per_mm).min(ruler.width().saturating_sub(digits.len() * cell::WIDTH));
    for (place, digit) in digits.chars().enumerate() {
        if let Some(cell) = cell::letter(fonts, digit) {
            ruler.draw(&cell, left + place * cell::WIDTH, 0);
        }
    }
}

/// A picture over the whole width as GS v 0, in bands that the printer takes.
fn pictures(bitmap: &Bitmap, profile: &PrinterProfile) -> Vec<u8> {
    let rows: Vec<&[u8]> = (0..bitmap.height()).map(|y| bitmap.row(y)).collect();
    let limit = profile.raster.map_or(24, |modes| modes.band_rows).max(1);
    let stride = (bitmap.stride() as u16).to_le_bytes();
    let band = |rows: &[&[u8]]| {
        let height = (rows.len() as u16).to_le_bytes();
        [b"\x1dv0\x00".to_vec(), stride.to_vec(), height.to_vec(), rows.concat()].concat()
    };
    rows.chunks(limit).flat_map(band).collect()
}

/// Paper that the native code takes, in dots: a symbol of at most 25 modules of 6 dots, and a line.
const NATIVE_DOTS: usize = 25 * 6 + 30;

/// GS ( k: model 2, module of 6 dots, level M, store, print; in the middle, with the side restored.
fn native_qr() -> Vec<u8> {
    let length = (NATIVE_QR.len() as u16 + 3).to_le_bytes();
    [
        b"\x1ba\x01",
        b"\x1d(k\x04\x00\x31\x41\x32\x00".as_slice(),
        b"\x1d(k\x03\x00\x31\x43\x06",
        b"\x1d(k\x03\x00\x31\x45\x31",
        b"\x1d(k",
        &length,
        b"\x31\x50\x30",
        NATIVE_QR.as_bytes(),
        b"\x1d(k\x03\x00\x31\x51\x30",
        b"\x1ba\x00",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::Tick;
    use crate::sim::Device;
    use crate::sim::paper::Paper;
    use crate::sim::printer::{Pace, SimPrinter};

    #[test]
    fn the_page_has_each_of_the_134_letters_once() {
        let capitals = LETTERS.map(str::to_uppercase);
        let all: String = LETTERS.concat() + &capitals.concat();
        let mut letters: Vec<char> = all.chars().filter(|letter| *letter != ' ').collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!((letters.len(), all.replace(' ', "").chars().count()), (134, 134));
        assert!(LETTERS.iter().all(|line| line.chars().count() <= 32));
    }

    /// What a printer that can what the trial tries makes of its section.
    fn printed(trial: Trial, profile: &PrinterProfile) -> Vec<Paper> {
        let slip = trial.section(profile, &Fonts::system().unwrap(), 3).unwrap();
        let mut printer = SimPrinter::new(trial.tried(profile).1, Pace::Instant);
        printer.on_bytes(Tick::ZERO, &slip.bytes);
        assert_eq!(printer.protocol_errors(), [], "{} {}", profile.name, trial.label());
        printer.papers().to_vec()
    }

    #[test]
    fn every_section_is_one_slip_on_a_printer_that_can_what_it_tries() {
        for profile in PrinterProfile::names().map(|name| PrinterProfile::named(name).unwrap()) {
            for trial in Trial::all(&profile) {
                assert_eq!(printed(trial, &profile).len(), 1, "{} {}", profile.name, trial.label());
            }
        }
    }

    #[test]
    fn text_sections_show_their_label_and_all_letters() {
        let profile = PrinterProfile::named("generic-58").unwrap();
        let text = |trial| printed(trial, &profile)[0].text().join("\n");
        let page = Trial::CodePage(windows_1258(94));
        for trial in [Trial::UserDefined, page, Trial::CodePage(tcvn_3(30, 31))] {
            let text = text(trial);
            assert!(text.contains(&format!("3. {}", trial.label())), "{text}");
            let letters = LETTERS.into_iter().map(str::to_owned).chain(LETTERS.map(str::to_uppercase));
            for line in letters {
                assert!(text.contains(&line), "{}: no {line} in\n{text}", trial.label());
            }
        }
    }

    #[test]
    fn labels_are_ascii_and_distinct() {
        let profile = PrinterProfile::named("generic-80").unwrap();
        let mut labels: Vec<String> = Trial::all(&profile).into_iter().map(Trial::label).collect();
        assert!(labels.iter().all(|label| label.is_ascii()));
        let count = labels.len();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!((labels.len(), count), (10, 10));
    }

    #[test]
    fn the_ruler_reaches_both_edges_and_marks_every_mm() {
        let fonts = Fonts::system().unwrap();
        for name in PrinterProfile::names() {
            let profile = PrinterProfile::named(name).unwrap();
            let ruler = ruler(&profile, &fonts);
            assert!(ruler.get(0, RULER - 1) && ruler.get(profile.dots - 1, RULER - 1), "{name}");
            let marks = (0..profile.dots).filter(|x| ruler.get(*x, RULER - 1)).count();
            assert_eq!(marks, profile.dots / 8 + 1, "{name}");
        }
    }

    #[test]
    fn the_ruler_is_sent_in_bands_that_the_printer_takes() {
        let fonts = Fonts::system().unwrap();
        for name in PrinterProfile::names() {
            let profile = PrinterProfile::named(name).unwrap();
            let bitmap = ruler(&profile, &fonts);
            let bytes = pictures(&bitmap, &profile);
            let bands = RULER.div_ceil(profile.raster.unwrap().band_rows);
            assert_eq!(bytes.len(), bands * 8 + RULER * bitmap.stride(), "{name}");
        }
    }
}
