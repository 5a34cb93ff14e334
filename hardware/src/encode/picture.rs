//! A slip as pictures: bands of GS v 0, blank paper fed, sides trimmed.

use std::ops::Range;

use super::real_time::disarm;
use super::writer::Writer;
use super::{EncodeError, EncodedSlip, JobTag, check_length};
use crate::bitmap::Bitmap;
use crate::font::Fonts;
use crate::profile::{PrinterProfile, RasterModes};
use crate::raster::{Block, Magnify, missing_letters, rasterize};
use crate::receipt::{Align, Receipt};

/// Blank rows that are worth a feed of their own. Fewer stay in the raster, since a head that
/// stops between a letter and its dot below prints slowly and loudly.
const FEED_ROWS: usize = 5;

pub(super) fn encode(
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
    for each in &blocks {
        block(&mut writer, each, modes)?;
    }
    Ok(EncodedSlip { bytes: writer.finish(job)?, dots, missing: missing_letters(receipt, fonts) })
}

/// Writes one picture in bands that the printer takes.
pub(super) fn block(writer: &mut Writer, block: &Block, modes: RasterModes) -> Result<(), EncodeError> {
    for span in spans(&block.bitmap, modes.band_rows) {
        match span {
            Span::Blank(rows) => writer.leave_blank(rows * block.magnify.factor()),
            Span::Ink(rows) => {
                let trim = Trim::of(&block.bitmap, rows.clone());
                writer.print(&band(&block.bitmap, rows, &trim.columns, block.magnify), trim.align)?;
            }
        }
    }
    Ok(())
}

/// Bytes of GS v 0 before its dots.
const HEADER: usize = 8;

fn band(bitmap: &Bitmap, rows: Range<usize>, columns: &Range<usize>, magnify: Magnify) -> Vec<u8> {
    let mode = match magnify {
        Magnify::Once => 0,
        Magnify::Twice => 3,
    };
    let [width_low, width_high] = (columns.len() as u16).to_le_bytes();
    let [rows_low, rows_high] = (rows.len() as u16).to_le_bytes();
    let mut command = vec![0x1D, b'v', b'0', mode, width_low, width_high, rows_low, rows_high];
    for y in rows {
        command.extend_from_slice(&bitmap.row(y)[columns.clone()]);
    }
    disarm(&mut command[HEADER..]);
    command
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
    align: Align,
}

impl Trim {
    fn of(bitmap: &Bitmap, rows: Range<usize>) -> Self {
        let stride = bitmap.stride();
        let mut together = vec![0; stride];
        for y in rows {
            together.iter_mut().zip(bitmap.row(y)).for_each(|(all, byte)| *all |= byte);
        }
        let first = together.iter().position(|byte| *byte != 0).unwrap_or(0);
        let end = together.iter().rposition(|byte| *byte != 0).map_or(1, |x| x + 1);
        let side = first.min(stride - end);
        if stride - 2 * side <= end {
            Self { columns: side..stride - side, align: Align::Centre }
        } else {
            Self { columns: 0..end, align: Align::Left }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
