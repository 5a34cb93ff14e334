//! The ESC/POS commands that the simulated printer knows.

use super::symbol::{self, SymbolSetting};
use super::user_defined;
use crate::PrinterProfile;
use crate::bitmap::Bitmap;
use crate::profile::Completion;
use Printing as P;
use Setting as S;

/// One command, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// NUL, which printers ignore.
    Nothing,
    /// Something for the paper.
    Print(Printing),
    /// How what follows is printed.
    Set(Setting),
    /// GS V.
    Cut,
    /// GS a n.
    AutomaticStatus(u8),
    /// GS r n.
    PaperStatus,
    /// GS ( H, function 48.
    ProcessId([u8; 4]),
    /// DLE EOT n and DLE ENQ n, already obeyed on arrival.
    RealTime,
}

/// What goes on paper, or moves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printing {
    /// A byte of text, from 0x20 on.
    Letter(u8),
    /// LF.
    LineFeed,
    /// ESC J n, in units.
    FeedUnits(usize),
    /// ESC d n, in lines.
    FeedLines(usize),
    /// GS v 0.
    Raster {
        /// Each dot is printed so many dots wide.
        across: usize,
        /// Each dot is printed so many dots high.
        down: usize,
        /// Bytes in a row.
        stride: usize,
        /// The rows, one after the other.
        data: Vec<u8>,
    },
    /// GS ( k, function 181: the stored QR code.
    Symbol,
}

/// What changes how the following is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// ESC @.
    Init,
    /// ESC a n.
    Align(Side),
    /// ESC 3 n, in units; ESC 2 without.
    LineSpacing(Option<usize>),
    /// GS ! n.
    Size {
        /// Times as wide, 1 to 8.
        across: usize,
        /// Times as high, 1 to 8.
        down: usize,
    },
    /// ESC E n.
    Bold(bool),
    /// ESC M 0, the font that is there anyway.
    FontA,
    /// ESC t n.
    Page(u8),
    /// FS .
    ChineseOff,
    /// ESC % n.
    UserDefined(bool),
    /// ESC &: codes and their pictures in the cell of font A.
    Define(Vec<(u8, Bitmap)>),
    /// ESC ? n.
    Cancel(u8),
    /// GS ( k, all functions but 181.
    Symbol(SymbolSetting),
}

/// Where ESC a puts a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// n = 0.
    Left,
    /// n = 1.
    Centre,
    /// n = 2.
    Right,
}

/// What lies at the head of the receive buffer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// A command and its length in bytes.
    Complete(Command, usize),
    /// The beginning of a command.
    Incomplete,
    /// Bytes that this printer does not know.
    Illegal,
}

impl Parsed {
    /// A command of `length` bytes.
    pub(super) fn complete(command: impl Into<Command>, length: usize) -> Self {
        Self::Complete(command.into(), length)
    }
}

impl From<Printing> for Command {
    fn from(printing: Printing) -> Self {
        Self::Print(printing)
    }
}

impl From<Setting> for Command {
    fn from(setting: Setting) -> Self {
        Self::Set(setting)
    }
}

/// Reads the command at the head of `bytes`. Total over all bytes.
pub fn parse(bytes: &[u8], profile: &PrinterProfile) -> Parsed {
    match *bytes {
        [] | [0x1B | 0x1C | 0x1D | 0x10] => Parsed::Incomplete,
        [0x00, ..] => Parsed::complete(Command::Nothing, 1),
        [0x0A, ..] => Parsed::complete(P::LineFeed, 1),
        [byte @ 0x20..=0x7E, ..] => Parsed::complete(P::Letter(byte), 1),
        [byte @ 0x80..=0xFF, ..] if profile.code_page.is_some() => Parsed::complete(P::Letter(byte), 1),
        [0x1B, code, ..] => escape(code, bytes, profile),
        [0x1D, code, ..] => group(code, bytes, profile),
        [0x1C, b'.', ..] => Parsed::complete(S::ChineseOff, 2),
        [0x10, 0x04, 1..=4, ..] | [0x10, 0x05, 2, ..] => Parsed::complete(Command::RealTime, 3),
        [0x10, 0x04 | 0x05] => Parsed::Incomplete,
        _ => Parsed::Illegal,
    }
}

fn escape(code: u8, bytes: &[u8], profile: &PrinterProfile) -> Parsed {
    match code {
        b'@' => Parsed::complete(S::Init, 2),
        b'2' => Parsed::complete(S::LineSpacing(None), 2),
        b'&' if profile.user_defined => user_defined::parse(bytes),
        b'%' | b'?' if profile.user_defined => escape_with(code, bytes, profile),
        b't' if profile.code_page.is_some() => escape_with(code, bytes, profile),
        b'a' | b'J' | b'd' | b'3' | b'E' | b'M' => escape_with(code, bytes, profile),
        _ => Parsed::Illegal,
    }
}

/// ESC `code` n.
fn escape_with(code: u8, bytes: &[u8], profile: &PrinterProfile) -> Parsed {
    let Some(&n) = bytes.get(2) else {
        return Parsed::Incomplete;
    };
    let command: Option<Command> = match code {
        b'J' => Some(P::FeedUnits(n.into()).into()),
        b'd' => Some(P::FeedLines(n.into()).into()),
        _ => setting(code, n, profile).map(Command::Set),
    };
    command.map_or(Parsed::Illegal, |command| Parsed::complete(command, 3))
}

fn setting(code: u8, n: u8, profile: &PrinterProfile) -> Option<Setting> {
    match code {
        b'a' => side(n).map(S::Align),
        b'3' => Some(S::LineSpacing(Some(n.into()))),
        b'E' => switch(n).map(S::Bold),
        b'M' => matches!(n, 0 | 48).then_some(S::FontA),
        b't' => has_page(n, profile).then_some(S::Page(n)),
        b'%' => switch(n).map(S::UserDefined),
        b'?' => user_defined::is_code(n).then_some(S::Cancel(n)),
        _ => None,
    }
}

fn group(code: u8, bytes: &[u8], profile: &PrinterProfile) -> Parsed {
    let argument = bytes.get(2).copied();
    match (code, argument) {
        (b'v', _) => raster(bytes, profile),
        (b'(', _) => parenthesis(argument, bytes, profile),
        (b'!' | b'V' | b'r', None) => Parsed::Incomplete,
        (b'a', None) if profile.automatic_status => Parsed::Incomplete,
        (b'a', Some(n)) if profile.automatic_status => Parsed::complete(Command::AutomaticStatus(n), 3),
        (b'!', Some(n)) => size(n).map_or(Parsed::Illegal, |size| Parsed::complete(size, 3)),
        (b'V', Some(n)) => cut(n, bytes),
        (b'r', Some(1 | 49)) if profile.completion != Completion::Nothing => {
            Parsed::complete(Command::PaperStatus, 3)
        }
        _ => Parsed::Illegal,
    }
}

/// GS V m, and GS V m n, which feeds first.
fn cut(mode: u8, bytes: &[u8]) -> Parsed {
    match mode {
        0 | 1 | 48 | 49 => Parsed::complete(Command::Cut, 3),
        65 | 66 if bytes.len() < 4 => Parsed::Incomplete,
        65 | 66 => Parsed::complete(Command::Cut, 4),
        _ => Parsed::Illegal,
    }
}

/// GS ( and a letter.
fn parenthesis(letter: Option<u8>, bytes: &[u8], profile: &PrinterProfile) -> Parsed {
    let confirms = profile.completion == Completion::ProcessId;
    match letter {
        None if confirms || profile.native_qr => Parsed::Incomplete,
        Some(b'H') if confirms => process_id(bytes),
        Some(b'k') if profile.native_qr => symbol::parse(bytes),
        _ => Parsed::Illegal,
    }
}

fn switch(n: u8) -> Option<bool> {
    match n {
        0 | 48 => Some(false),
        1 | 49 => Some(true),
        _ => None,
    }
}

/// Whether ESC t knows page `n`: the proven ones, and page 0, which every printer has.
fn has_page(n: u8, profile: &PrinterProfile) -> bool {
    n == 0 || profile.code_page.is_some_and(|pages| n == pages.page || Some(n) == pages.capitals_page)
}

fn size(n: u8) -> Option<Setting> {
    let (across, down) = (usize::from(n >> 4) + 1, usize::from(n & 0x0F) + 1);
    (across <= 8 && down <= 8).then_some(S::Size { across, down })
}

fn side(n: u8) -> Option<Side> {
    match n {
        0 | 48 => Some(Side::Left),
        1 | 49 => Some(Side::Centre),
        2 | 50 => Some(Side::Right),
        _ => None,
    }
}

fn raster(bytes: &[u8], profile: &PrinterProfile) -> Parsed {
    const HEADER: usize = 8;
    if !b"\x1Dv0".starts_with(&bytes[..bytes.len().min(3)]) {
        return Parsed::Illegal;
    }
    let Some(&[_, _, _, mode, xl, xh, yl, yh]) = bytes.first_chunk::<HEADER>() else {
        return Parsed::Incomplete;
    };
    let stride = usize::from(u16::from_le_bytes([xl, xh]));
    let rows = usize::from(u16::from_le_bytes([yl, yh]));
    let Some(modes) = profile.raster else {
        return Parsed::Illegal;
    };
    let (across, down) = match mode {
        0 | 48 => (1, 1),
        1 | 49 if modes.double => (2, 1),
        2 | 50 if modes.double => (1, 2),
        3 | 51 if modes.double => (2, 2),
        _ => return Parsed::Illegal,
    };
    let fits = stride * 8 * across <= profile.dots && rows <= modes.band_rows;
    if stride == 0 || rows == 0 || !fits {
        return Parsed::Illegal;
    }
    let end = HEADER + stride * rows;
    bytes.get(HEADER..end).map_or(Parsed::Incomplete, |data| {
        let data = data.to_vec();
        Parsed::complete(P::Raster { across, down, stride, data }, end)
    })
}

fn process_id(bytes: &[u8]) -> Parsed {
    const HEAD: &[u8] = &[0x1D, b'(', b'H', 6, 0, 48, 48];
    let known = bytes.len().min(HEAD.len());
    if bytes[..known] != HEAD[..known] {
        return Parsed::Illegal;
    }
    let Some(tag) = bytes.get(7..11).and_then(|tag| tag.try_into().ok()) else {
        return Parsed::Incomplete;
    };
    let tag: [u8; 4] = tag;
    if tag.iter().all(|byte| (0x20..=0x7E).contains(byte)) {
        Parsed::Complete(Command::ProcessId(tag), 11)
    } else {
        Parsed::Illegal
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::profile::{CodePage, Encoding};

    const PAGES: CodePage = CodePage { encoding: Encoding::Tcvn3, page: 30, capitals_page: Some(31) };

    fn read(bytes: &[u8]) -> Parsed {
        parse(bytes, &PrinterProfile::named("generic-80").unwrap())
    }

    #[test]
    fn every_command_is_incomplete_until_its_last_byte() {
        let commands: [&[u8]; 17] = [
            b"A",
            b"\x1b2",
            b"\x1b3\x18",
            b"\x1bE\x01",
            b"\x1bM0",
            b"\x1c.",
            b"\x1d!\x77",
            b"\x1b@",
            b"\x1ba\x01",
            b"\x1bJ\xff",
            b"\x1bd\x03",
            b"\x1dv0\x03\x02\x00\x01\x00\xaa\x55",
            b"\x1dVB\x00",
            b"\x1da\x0f",
            b"\x1dr\x01",
            b"\x1d(H\x06\x00000042",
            b"\x10\x04\x02",
        ];
        for command in commands {
            for end in 0..command.len() {
                assert_eq!(read(&command[..end]), Parsed::Incomplete, "{command:?} {end}");
            }
            let Parsed::Complete(_, length) = read(command) else {
                unreachable!("{command:?}");
            };
            assert_eq!(length, command.len());
        }
    }

    #[test]
    fn what_the_printer_would_not_know_is_illegal() {
        let table: [&[u8]; 19] = [
            b"\xe1",
            b"\x18",
            b"\x0d",
            b"\x7f",
            b"\x1ba\x07",
            b"\x1bM\x01",
            b"\x1bE\x02",
            b"\x1bt",
            b"\x1b%",
            b"\x1b&",
            b"\x1b?",
            b"\x1c&",
            b"\x1d!\x08",
            b"\x1d!\x80",
            b"\x1dv1",
            b"\x1dv0\x04\x01\x00\x01\x00",
            b"\x1dv0\x00\x49\x00\x01\x00",
            b"\x1dv0\x00\x48\x00\x41\x00",
            b"\x1d(A",
        ];
        for bytes in table {
            assert_eq!(read(bytes), Parsed::Illegal, "{bytes:?}");
        }
    }

    #[test]
    fn what_only_some_printers_know_is_legal_on_those() {
        let mut profile = PrinterProfile::named("epson-tm-t20iii").unwrap();
        for bytes in [&b"\x1b%\x01"[..], b"\x1b?A", b"\x1b&\x03AA\x00", b"\x1d(k\x03\x001Q0"] {
            assert!(matches!(parse(bytes, &profile), Parsed::Complete(..)), "{bytes:?}");
        }
        profile.code_page = Some(PAGES);
        for bytes in [&b"\xd6"[..], b"\x1bt\x1e", b"\x1bt\x1f", b"\x1bt\0"] {
            assert!(matches!(parse(bytes, &profile), Parsed::Complete(..)), "{bytes:?}");
        }
        assert_eq!(parse(b"\x1bt\x20", &profile), Parsed::Illegal);
    }

    #[test]
    fn no_beginning_of_three_bytes_breaks_the_parser() {
        let mut profile = PrinterProfile::named("epson-tm-t20iii").unwrap();
        profile.code_page = Some(PAGES);
        for a in 0..=255_u8 {
            for b in 0..=255_u8 {
                for c in [0, 1, 3, 48, 65, 107, 255] {
                    let bytes = [a, b, c, 33, 33, 0, 0, 0, 0];
                    if let Parsed::Complete(_, length) = parse(&bytes, &profile) {
                        assert!((1..=bytes.len()).contains(&length));
                    }
                }
            }
        }
    }
}
