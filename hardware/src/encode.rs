//! A slip as the bytes of ESC/POS: raster bands, blank paper fed, sides trimmed, cut, process id.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use escpos::driver::Driver as Sink;
use escpos::errors::{PrinterError, Result as SinkResult};
use escpos::printer::Printer;
use escpos::utils::{JustifyMode, Protocol};
use thiserror::Error;

use crate::bitmap::Bitmap;
use crate::font::Fonts;
use crate::profile::{Completion, Cutter, PrinterProfile, RasterModes, Way};
use crate::raster::{Block, Magnify, RasterError, rasterize};
use crate::receipt::Receipt;

/// Why a slip cannot be sent to a printer.
#[derive(Debug, Error)]
pub enum EncodeError {
    /// It cannot be drawn.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// The printer of this profile cannot print in this way.
    #[error("profile {profile} cannot print as {}; choose another way", way.name())]
    NotThisWay {
        /// The profile's name.
        profile: String,
        /// The way that was asked for.
        way: Way,
    },
    /// It is longer than the profile allows.
    #[error("the slip is {mm} mm long; the printer's profile allows {limit} mm")]
    TooLong {
        /// Its length in mm.
        mm: usize,
        /// The profile's limit in mm.
        limit: u32,
    },
    /// The ESC/POS encoder refused a command.
    #[error("the ESC/POS encoder refused a command: {0}")]
    Encoder(String),
}

impl From<PrinterError> for EncodeError {
    fn from(error: PrinterError) -> Self {
        Self::Encoder(error.to_string())
    }
}

/// The four characters by which a printer confirms a job (GS ( H, function 48), each from
/// 0x20 to 0x7E.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct JobTag([u8; 4]);

impl JobTag {
    /// The tag of job number `job`; distinct for any 95^4 jobs in a row.
    pub fn of(job: u64) -> Self {
        let digit = |power: u32| 0x20 + u8::try_from(job / 95_u64.pow(power) % 95).unwrap_or(0);
        Self([digit(3), digit(2), digit(1), digit(0)])
    }

    /// The four characters.
    pub fn bytes(self) -> [u8; 4] {
        self.0
    }
}

/// Blank rows that are worth a feed of their own. Fewer stay in the raster, since a head that
/// stops between a letter and its dot below prints slowly and loudly.
const FEED_ROWS: usize = 5;

/// A slip as it goes over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedSlip {
    /// The bytes, from ESC @ to the request for the confirmation.
    pub bytes: Vec<u8>,
    /// Length of the paper in dots, without what the cutter adds.
    pub dots: usize,
}

/// The bytes that print `receipt` on a printer of `profile`, in the profile's own way, and have it
/// confirm `job`.
///
/// Fails for a QR code wider than the paper and for a slip longer than the profile's limit.
pub fn encode(
    receipt: &Receipt,
    profile: &PrinterProfile,
    fonts: &Fonts,
    job: JobTag,
) -> Result<EncodedSlip, EncodeError> {
    encode_as(profile.way, receipt, profile, fonts, job)
}

/// The same in any `way` that the profile has; else [`EncodeError::NotThisWay`].
pub fn encode_as(
    way: Way,
    receipt: &Receipt,
    profile: &PrinterProfile,
    fonts: &Fonts,
    job: JobTag,
) -> Result<EncodedSlip, EncodeError> {
    match (way, profile.raster) {
        (Way::Raster, Some(modes)) => encode_raster(receipt, profile, modes, fonts, job),
        (Way::Raster | Way::UserDefined | Way::CodePage, _) => {
            Err(EncodeError::NotThisWay { profile: profile.name.clone(), way })
        }
    }
}

fn encode_raster(
    receipt: &Receipt,
    profile: &PrinterProfile,
    modes: RasterModes,
    fonts: &Fonts,
    job: JobTag,
) -> Result<EncodedSlip, EncodeError> {
    let blocks = rasterize(receipt, profile, modes, fonts)?;
    let dots = blocks.iter().map(Block::height).sum();
    check_length(dots, profile)?;
    let mut writer = Writer::new(profile)?;
    for block in &blocks {
        writer.block(block, modes)?;
    }
    Ok(EncodedSlip { bytes: writer.finish(job)?, dots })
}

fn check_length(dots: usize, profile: &PrinterProfile) -> Result<(), EncodeError> {
    let mm = dots.div_ceil(profile.dots_per_mm);
    if mm > profile.longest_slip_mm as usize {
        return Err(EncodeError::TooLong { mm, limit: profile.longest_slip_mm });
    }
    Ok(())
}

/// What the crate `escpos` writes to; the port is ours (port.rs).
#[derive(Clone, Default)]
struct Capture(Rc<RefCell<Vec<u8>>>);

impl Sink for Capture {
    fn name(&self) -> String {
        "capture".to_owned()
    }
    fn write(&self, data: &[u8]) -> SinkResult<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }
    fn read(&self, _buf: &mut [u8]) -> SinkResult<usize> {
        Ok(0)
    }
    fn flush(&self) -> SinkResult<()> {
        Ok(())
    }
}

struct Writer<'a> {
    profile: &'a PrinterProfile,
    capture: Capture,
    printer: Printer<Capture>,
    /// Blank rows not fed yet.
    blank: usize,
    centred: bool,
}

impl<'a> Writer<'a> {
    fn new(profile: &'a PrinterProfile) -> Result<Self, EncodeError> {
        let capture = Capture::default();
        let mut printer = Printer::new(capture.clone(), Protocol::default(), None);
        printer.init()?;
        Ok(Self { profile, capture, printer, blank: 0, centred: false })
    }

    fn block(&mut self, block: &Block, modes: RasterModes) -> Result<(), EncodeError> {
        for span in spans(&block.bitmap, modes.band_rows) {
            match span {
                Span::Blank(rows) => self.blank += rows * block.magnify.factor(),
                Span::Ink(rows) => {
                    self.feed()?;
                    self.band(&block.bitmap, rows, block.magnify)?;
                }
            }
        }
        Ok(())
    }

    fn feed(&mut self) -> Result<(), EncodeError> {
        let mut units = std::mem::take(&mut self.blank) * self.profile.feed_units_per_dot;
        while units > 0 {
            let step = units.min(255);
            self.printer.custom(&[0x1B, b'J', step as u8])?;
            units -= step;
        }
        Ok(())
    }

    fn band(&mut self, bitmap: &Bitmap, rows: Range<usize>, magnify: Magnify) -> Result<(), EncodeError> {
        let trim = Trim::of(bitmap, rows.clone());
        if trim.centred != self.centred {
            self.printer.justify(if trim.centred { JustifyMode::CENTER } else { JustifyMode::LEFT })?;
            self.centred = trim.centred;
        }
        let mode = match magnify {
            Magnify::Once => 0,
            Magnify::Twice => 3,
        };
        let [width_low, width_high] = (trim.columns.len() as u16).to_le_bytes();
        let [rows_low, rows_high] = (rows.len() as u16).to_le_bytes();
        let mut command = vec![0x1D, b'v', b'0', mode, width_low, width_high, rows_low, rows_high];
        for y in rows {
            command.extend_from_slice(&bitmap.row(y)[trim.columns.clone()]);
        }
        self.printer.custom(&command)?;
        Ok(())
    }

    fn finish(mut self, job: JobTag) -> Result<Vec<u8>, EncodeError> {
        self.feed()?;
        // The crate's own partial_cut() gives GS V 65 1, which cuts through.
        match self.profile.cutter {
            Cutter::Partial => self.printer.custom(&[0x1D, b'V', 66, 0])?,
            Cutter::Full => self.printer.custom(&[0x1D, b'V', 65, 0])?,
            Cutter::None => self.printer.feeds(6)?,
        };
        match self.profile.completion {
            Completion::ProcessId => {
                let [a, b, c, d] = job.bytes();
                self.printer.custom(&[0x1D, b'(', b'H', 6, 0, 48, 48, a, b, c, d])?;
            }
            Completion::PaperStatus => {
                self.printer.custom(&[0x1D, b'r', 1])?;
            }
            Completion::Nothing => {}
        }
        self.printer.print()?;
        Ok(self.capture.0.take())
    }
}

/// A run of rows of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Span {
    Blank(usize),
    Ink(Range<usize>),
}

/// Splits a picture into blank runs and bands of at most `limit` rows.
fn spans(bitmap: &Bitmap, limit: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut y = 0;
    while y < bitmap.height() {
        let blank = blank_rows(bitmap, y);
        if blank > 0 {
            spans.push(Span::Blank(blank));
            y += blank;
        } else {
            let end = ink_end(bitmap, y).min(y + limit);
            spans.push(Span::Ink(y..end));
            y = end;
        }
    }
    spans
}

fn blank_rows(bitmap: &Bitmap, from: usize) -> usize {
    (from..bitmap.height()).take_while(|y| bitmap.is_blank_row(*y)).count()
}

/// Where ink that begins at `from` ends: before a blank run worth feeding, or at the end.
fn ink_end(bitmap: &Bitmap, from: usize) -> usize {
    let mut y = from;
    while y < bitmap.height() {
        let blank = blank_rows(bitmap, y);
        if blank >= FEED_ROWS || y + blank == bitmap.height() {
            return y;
        }
        y += blank.max(1);
    }
    y
}

/// Which byte columns of a band are sent, and how it is then aligned.
///
/// GS v 0 prints where ESC a says. Whole bytes cut off both sides equally leave the middle
/// where it was; cut off the right side alone they leave the left edge where it was.
struct Trim {
    columns: Range<usize>,
    centred: bool,
}

impl Trim {
    fn of(bitmap: &Bitmap, rows: Range<usize>) -> Self {
        let stride = bitmap.stride();
        let inked = |x: &usize| rows.clone().any(|y| bitmap.row(y)[*x] != 0);
        let first = (0..stride).find(inked).unwrap_or(0);
        let end = (0..stride).rev().find(inked).map_or(1, |x| x + 1);
        let side = first.min(stride - end);
        if stride - 2 * side <= end {
            Self { columns: side..stride - side, centred: true }
        } else {
            Self { columns: 0..end, centred: false }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::receipt::{TextSize, Weight};

    fn profile() -> PrinterProfile {
        PrinterProfile::named("generic-80").unwrap()
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
        let fonts = Fonts::system().unwrap();
        let bytes = encode(&Receipt::new(), &profile(), &fonts, JobTag::of(1)).unwrap().bytes;
        assert_eq!(bytes, b"\x1b@\x1dVB\x00\x1d(H\x06\x0000   !");
    }

    #[test]
    fn a_slip_longer_than_the_limit_is_refused() {
        let fonts = Fonts::system().unwrap();
        let long = Receipt::new().feed(200).feed(101);
        assert!(matches!(
            encode(&long, &profile(), &fonts, JobTag::of(1)),
            Err(EncodeError::TooLong { mm: 301, limit: 300 })
        ));
    }

    #[test]
    fn small_gaps_stay_in_the_band_and_large_ones_are_fed() {
        let mut bitmap = Bitmap::new(16, 40);
        for y in [3, 7, 20, 21] {
            bitmap.set(0, y);
        }
        assert_eq!(
            spans(&bitmap, 64),
            [Span::Blank(3), Span::Ink(3..8), Span::Blank(12), Span::Ink(20..22), Span::Blank(18)]
        );
        assert_eq!(spans(&bitmap, 2)[1..3], [Span::Ink(3..5), Span::Blank(2)]);
    }

    #[test]
    fn the_reference_slip_keeps_to_its_size() {
        let fonts = Fonts::system().unwrap();
        let slip = reference_slip();
        let bytes = encode(&slip, &profile(), &fonts, JobTag::of(105)).unwrap().bytes;
        assert!(bytes.len() <= 16_500, "{} bytes", bytes.len());
    }

    fn reference_slip() -> Receipt {
        use TextSize::{Normal, Small};
        Receipt::new()
            .centred("ỦY BAN NHÂN DÂN", Normal, Weight::Bold)
            .centred("PHƯỜNG LONG BIÊN", Normal, Weight::Bold)
            .centred("Số thứ tự của Quý khách", Small, Weight::Regular)
            .feed(2)
            .number("A105")
            .feed(2)
            .centred("Xác nhận thông tin về cư trú", Normal, Weight::Bold)
            .left("Giờ lấy số: 08:15 ngày 23/11/2026", Small, Weight::Regular)
            .left("Số người chờ trước: 4", Small, Weight::Regular)
            .left("Thời gian chờ dự kiến: 15 phút", Small, Weight::Regular)
            .qr("https://motcua.example.vn/t/0123456789abcdefghijklmnop")
            .centred("Xin mời Quý khách ngồi chờ gọi số.", Small, Weight::Regular)
            .centred("Xin cảm ơn Quý khách.", Small, Weight::Regular)
    }
}
