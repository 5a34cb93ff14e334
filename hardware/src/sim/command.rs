//! The ESC/POS commands that the simulated printer knows.

use crate::PrinterProfile;
use crate::profile::Completion;

/// One command, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// NUL, which printers ignore.
    Nothing,
    /// LF.
    LineFeed,
    /// ESC @.
    Init,
    /// ESC a n.
    Align(Side),
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

/// Reads the command at the head of `bytes`. Total over all bytes.
pub fn parse(bytes: &[u8], profile: &PrinterProfile) -> Parsed {
    use Command as C;
    let complete = Parsed::Complete;
    match *bytes {
        [] | [0x1B | 0x1D | 0x10] => Parsed::Incomplete,
        [0x00, ..] => complete(C::Nothing, 1),
        [0x0A, ..] => complete(C::LineFeed, 1),
        [0x1B, b'@', ..] => complete(C::Init, 2),
        [0x1B, b'a', n, ..] => side(n).map_or(Parsed::Illegal, |s| complete(C::Align(s), 3)),
        [0x1B, b'J', n, ..] => complete(C::FeedUnits(n.into()), 3),
        [0x1B, b'd', n, ..] => complete(C::FeedLines(n.into()), 3),
        [0x1B, b'a' | b'J' | b'd'] => Parsed::Incomplete,
        [0x1D, b'v', ..] => raster(bytes, profile),
        [0x1D, b'V', 0 | 1 | 48 | 49, ..] => complete(C::Cut, 3),
        [0x1D, b'V', 65 | 66, _, ..] => complete(C::Cut, 4),
        [0x1D, b'V'] | [0x1D, b'V', 65 | 66] => Parsed::Incomplete,
        [0x1D, b'a', n, ..] if profile.automatic_status => complete(C::AutomaticStatus(n), 3),
        [0x1D, b'r', 1 | 49, ..] => complete(C::PaperStatus, 3),
        [0x1D, b'a' | b'r'] => Parsed::Incomplete,
        [0x1D, b'(', ..] if profile.completion == Completion::ProcessId => process_id(bytes),
        [0x10, 0x04, 1..=4, ..] | [0x10, 0x05, 2, ..] => complete(C::RealTime, 3),
        [0x10, 0x04 | 0x05] => Parsed::Incomplete,
        _ => Parsed::Illegal,
    }
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
        let raster = Command::Raster { across, down, stride, data };
        Parsed::Complete(raster, end)
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

    fn read(bytes: &[u8]) -> Parsed {
        parse(bytes, &PrinterProfile::named("generic-80").unwrap())
    }

    #[test]
    fn every_command_is_incomplete_until_its_last_byte() {
        let commands: [&[u8]; 10] = [
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
        let table: [&[u8]; 9] = [
            b"A",
            b"\xe1",
            b"\x18",
            b"\x1ba\x07",
            b"\x1dv1",
            b"\x1dv0\x04\x01\x00\x01\x00",
            b"\x1dv0\x00\x49\x00\x01\x00",
            b"\x1dv0\x00\x48\x00\x41\x00",
            b"\x1d(k",
        ];
        for bytes in table {
            assert_eq!(read(bytes), Parsed::Illegal, "{bytes:?}");
        }
    }

    #[test]
    fn no_beginning_of_three_bytes_breaks_the_parser() {
        let profile = PrinterProfile::named("generic-80").unwrap();
        for a in 0..=255_u8 {
            for b in 0..=255_u8 {
                for c in [0, 1, 4, 48, 65, 255] {
                    let bytes = [a, b, c, 0, 0, 0, 0, 0, 0];
                    if let Parsed::Complete(_, length) = parse(&bytes, &profile) {
                        assert!((1..=bytes.len()).contains(&length));
                    }
                }
            }
        }
    }
}
