//! QR codes that the printer draws itself (GS ( k), model 2.

use qrcode::{Color, EcLevel, QrCode};

use super::command::{Command, Parsed, Printing, Setting};
use crate::bitmap::Bitmap;

/// What GS ( k lays down before the code is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SymbolSetting {
    /// Function 165, model 2.
    Model,
    /// Function 167: dots a module.
    Module(usize),
    /// Function 169: how much damage can be read past.
    Level(EcLevel),
    /// Function 180: the data.
    Store(Vec<u8>),
}

/// The most bytes that a code of the lowest level holds (ISO/IEC 18004, version 40-L).
const LONGEST: usize = 2953;
/// Bytes before cn.
const HEAD: usize = 5;

/// Reads GS ( k, where `bytes` begins with GS ( k. Total over all bytes.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let Some(&[_, _, _, low, high]) = bytes.first_chunk() else {
        return Parsed::Incomplete;
    };
    let length = usize::from(u16::from_le_bytes([low, high]));
    let body = &bytes[HEAD..];
    if !(3..=LONGEST + 3).contains(&length) || !may_become_known(body, length) {
        return Parsed::Illegal;
    }
    let Some(body) = body.get(..length) else {
        return Parsed::Incomplete;
    };
    function(body).map_or(Parsed::Illegal, |command| Parsed::complete(command, HEAD + length))
}

/// Whether cn and fn, as far as they are here, belong to a function of this length.
fn may_become_known(body: &[u8], length: usize) -> bool {
    match *body {
        [] | [49] => true,
        [49, 65, ..] => length == 4,
        [49, 67 | 69 | 81, ..] => length == 3,
        [49, 80, ..] => length > 3,
        _ => false,
    }
}

fn function(body: &[u8]) -> Option<Command> {
    let setting = match *body {
        [_, 81, 48] => return Some(Printing::Symbol.into()),
        [_, 65, 50, 0] => SymbolSetting::Model,
        [_, 67, dots @ 1..=16] => SymbolSetting::Module(dots.into()),
        [_, 69, n] => SymbolSetting::Level(level(n)?),
        [_, 80, 48, ref data @ ..] => SymbolSetting::Store(data.to_vec()),
        _ => return None,
    };
    Some(Setting::Symbol(setting).into())
}

fn level(n: u8) -> Option<EcLevel> {
    match n {
        48 => Some(EcLevel::L),
        49 => Some(EcLevel::M),
        50 => Some(EcLevel::Q),
        51 => Some(EcLevel::H),
        _ => None,
    }
}

/// The symbol storage area, and how the symbol is to look.
#[derive(Debug)]
pub(super) struct SymbolStore {
    module: usize,
    level: EcLevel,
    data: Vec<u8>,
}

impl SymbolStore {
    /// As after power-on: modules of 3 dots, level L, no data.
    pub fn new() -> Self {
        Self { module: 3, level: EcLevel::L, data: Vec::new() }
    }

    pub fn set(&mut self, setting: SymbolSetting) {
        match setting {
            SymbolSetting::Model => {}
            SymbolSetting::Module(dots) => self.module = dots,
            SymbolSetting::Level(level) => self.level = level,
            SymbolSetting::Store(data) => self.data = data,
        }
    }

    /// The code without quiet zone; `None` if there is no data, or too much for any code.
    pub fn picture(&self) -> Option<Bitmap> {
        if self.data.is_empty() {
            return None;
        }
        let code = QrCode::with_error_correction_level(&self.data, self.level).ok()?;
        let side = code.width();
        let mut modules = Bitmap::new(side, side);
        for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
            if code[(x, y)] == Color::Dark {
                modules.set(x, y);
            }
        }
        Some(modules.stretched(self.module, self.module))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_incomplete_until_its_last_byte() {
        let functions: [&[u8]; 5] = [
            b"\x1d(k\x04\x001A2\0",
            b"\x1d(k\x03\x001C\x06",
            b"\x1d(k\x03\x001E1",
            b"\x1d(k\x06\x001P0xyz",
            b"\x1d(k\x03\x001Q0",
        ];
        for bytes in functions {
            for end in 3..bytes.len() {
                assert_eq!(parse(&bytes[..end]), Parsed::Incomplete, "{bytes:?} {end}");
            }
            assert!(
                matches!(parse(bytes), Parsed::Complete(_, length) if length == bytes.len()),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn other_symbols_models_and_lengths_are_illegal() {
        let table: [&[u8]; 8] = [
            b"\x1d(k\x04\x000",
            b"\x1d(k\x04\x001A1\0",
            b"\x1d(k\x03\x001C\x00",
            b"\x1d(k\x03\x001C\x11",
            b"\x1d(k\x04\x001C",
            b"\x1d(k\x03\x001P",
            b"\x1d(k\xff\xff",
            b"\x1d(k\x03\x001R0",
        ];
        for bytes in table {
            assert_eq!(parse(bytes), Parsed::Illegal, "{bytes:?}");
        }
    }

    #[test]
    fn a_symbol_without_data_or_with_too_much_is_not_drawn() {
        let mut store = SymbolStore::new();
        assert_eq!(store.picture(), None);
        store.set(SymbolSetting::Level(EcLevel::H));
        store.set(SymbolSetting::Store(vec![b'\xff'; LONGEST]));
        assert_eq!(store.picture(), None);
    }
}
