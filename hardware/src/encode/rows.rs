//! A slip as rows of the printer's own font A: sizes, alignment, line feeds. How the letters become
//! bytes is for `user_defined` and `page` to say.

use super::symbol::Symbol;
use super::writer::Writer;
use super::{EncodeError, EncodedSlip, JobTag, check_length};
use crate::cell;
use crate::layout::{Layout, Magnification, Row, TextRow};
use crate::profile::PrinterProfile;
use crate::receipt::Receipt;

/// The letters of all text rows as bytes.
pub(super) struct Spelling {
    /// What the printer is told after ESC @.
    pub begin: Vec<u8>,
    /// One entry a row: its letters, and before them whatever they need.
    pub rows: Vec<Vec<u8>>,
    /// Letters for which a question mark stands.
    pub missing: Vec<char>,
}

/// Distance from one row of letters to the next, in dots: the cell and 6 dots of blank.
const LINE_SPACING: usize = cell::HEIGHT + 6;
/// Most columns used. No row can then hold more different letters than there are codes to download
/// them to, 0x21 to 0x7E. Paper of 80 mm has 48 columns.
const MOST_COLUMNS: usize = 94;

pub(super) fn encode(
    receipt: &Receipt,
    profile: &PrinterProfile,
    job: JobTag,
    spell: impl FnOnce(&[&str]) -> Spelling,
) -> Result<EncodedSlip, EncodeError> {
    let layout = Layout::new(receipt, profile.columns().min(MOST_COLUMNS));
    let pieces = layout.rows.iter().map(|row| Piece::of(row, profile)).collect::<Result<Vec<_>, _>>()?;
    let dots = pieces.iter().map(Piece::height).sum();
    check_length(dots, profile)?;
    let texts: Vec<&str> = pieces.iter().filter_map(Piece::text).collect();
    let spelling = spell(&texts);
    let bytes = write(&pieces, &spelling, profile, job)?;
    Ok(EncodedSlip { bytes, dots, missing: spelling.missing })
}

/// A row whose height is known.
enum Piece<'a> {
    Text(&'a TextRow),
    Symbol(Symbol),
    Feed(usize),
}

impl<'a> Piece<'a> {
    fn of(row: &'a Row, profile: &PrinterProfile) -> Result<Self, EncodeError> {
        Ok(match row {
            Row::Text(row) => Self::Text(row),
            Row::Qr(payload) => Self::Symbol(Symbol::new(payload, profile)?),
            Row::Feed { mm } => Self::Feed(usize::from(*mm) * profile.dots_per_mm),
        })
    }

    fn height(&self) -> usize {
        match self {
            Self::Text(row) => LINE_SPACING.max(cell::HEIGHT * usize::from(row.size.down)),
            Self::Symbol(symbol) => symbol.height(),
            Self::Feed(dots) => *dots,
        }
    }

    fn text(&self) -> Option<&'a str> {
        match self {
            Self::Text(row) => Some(&row.text),
            Self::Symbol(_) | Self::Feed(_) => None,
        }
    }
}

fn write(
    pieces: &[Piece],
    spelling: &Spelling,
    profile: &PrinterProfile,
    job: JobTag,
) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new(profile)?;
    writer.command(&begin(spelling, profile))?;
    let mut style = Style::default();
    let mut spelt = spelling.rows.iter();
    for piece in pieces {
        match piece {
            Piece::Text(row) => {
                let letters = spelt.next().map_or(&[][..], Vec::as_slice);
                writer.print(&[&style.changed_to(row), letters, b"\n"].concat(), row.align)?;
            }
            Piece::Symbol(symbol) => symbol.write(&mut writer)?,
            Piece::Feed(dots) => writer.leave_blank(*dots),
        }
    }
    writer.finish(job)
}

fn begin(spelling: &Spelling, profile: &PrinterProfile) -> Vec<u8> {
    // FS . ends Chinese mode, in which bytes from 0x80 on come in pairs.
    let chinese: &[u8] = if profile.chinese_mode { b"\x1C." } else { b"" };
    // At most 8 units a dot, as the profile's check has it, so 240.
    let spacing = (LINE_SPACING * profile.feed_units_per_dot) as u8;
    [chinese, &spelling.begin, &[0x1B, b'3', spacing]].concat()
}

/// What the printer was last told of the letters' looks.
struct Style {
    size: Magnification,
    bold: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { size: Magnification::NONE, bold: false }
    }
}

impl Style {
    /// GS ! and ESC E, where `row` looks different from the row before.
    fn changed_to(&mut self, row: &TextRow) -> Vec<u8> {
        let mut bytes = Vec::new();
        if row.size != self.size {
            bytes.extend([0x1D, b'!', (row.size.across - 1) << 4 | (row.size.down - 1)]);
        }
        if row.bold != self.bold {
            bytes.extend([0x1B, b'E', row.bold.into()]);
        }
        *self = Self { size: row.size, bold: row.bold };
        bytes
    }
}

/// The letter that is printed for `letter`: itself if the printer `has` it, else its plain form, else
/// a question mark, and then it is noted in `missing`.
pub(super) fn printable(letter: char, has: impl Fn(char) -> bool, missing: &mut Vec<char>) -> char {
    if has(letter) {
        return letter;
    }
    plain_form(letter).unwrap_or_else(|| {
        if !missing.contains(&letter) {
            missing.push(letter);
        }
        '?'
    })
}

/// The ASCII sign that reads the same.
fn plain_form(letter: char) -> Option<char> {
    match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '‘' | '’' => Some('\''),
        '“' | '”' => Some('"'),
        '•' | '·' => Some('*'),
        '×' => Some('x'),
        _ => None,
    }
}
