//! A QR code among rows of text: drawn by the printer itself, or else sent as a picture.

use super::writer::Writer;
use super::{EncodeError, picture};
use crate::profile::{PrinterProfile, RasterModes};
use crate::raster::{self, Block, QUIET_MODULES, RasterError};
use crate::receipt::Align;

/// A QR code that fits the paper.
pub(super) enum Symbol {
    /// For GS ( k.
    Native {
        /// What it holds.
        payload: String,
        /// Modules along a side, without the quiet zone.
        modules: usize,
        /// Dots along a side of a module, from 1 to 16.
        module: u8,
    },
    /// For GS v 0.
    Picture(Block, RasterModes),
}

/// Largest module that is printed, in dots: 0.75 mm at 8 dots/mm, as in pictures.
const LARGEST_MODULE: usize = 6;
/// Most bytes that a printer is given to draw: what the largest code of level M holds (ISO/IEC 18004).
/// Digits alone could be more, which no slip needs.
pub(crate) const LONGEST_PAYLOAD: usize = 2331;

impl Symbol {
    /// The code of `payload` as `profile` can print it.
    pub fn new(payload: &str, profile: &PrinterProfile) -> Result<Self, RasterError> {
        match profile.raster {
            Some(modes) if !profile.native_qr => {
                Ok(Self::Picture(raster::qr(payload, profile, modes)?, modes))
            }
            Some(_) | None => native(payload, profile),
        }
    }

    /// Height on paper in dots, quiet zone and all.
    pub fn height(&self) -> usize {
        match self {
            Self::Native { modules, module, .. } => (modules + 2 * QUIET_MODULES) * usize::from(*module),
            Self::Picture(block, _) => block.height(),
        }
    }

    /// Writes the code in the middle of the paper.
    pub fn write(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Picture(block, modes) => picture::block(writer, block, *modes),
            Self::Native { payload, module, .. } => {
                let quiet = QUIET_MODULES * usize::from(*module);
                writer.leave_blank(quiet);
                writer.print(&commands(payload, *module), Align::Centre)?;
                writer.leave_blank(quiet);
                Ok(())
            }
        }
    }
}

fn native(payload: &str, profile: &PrinterProfile) -> Result<Symbol, RasterError> {
    let too_large = || RasterError::QrTooLarge { bytes: payload.len(), dots: profile.dots };
    if payload.len() > LONGEST_PAYLOAD {
        return Err(too_large());
    }
    let modules = raster::qr_modules(payload).ok_or_else(too_large)?;
    let module = (profile.dots / (modules + 2 * QUIET_MODULES)).min(LARGEST_MODULE);
    if module == 0 {
        return Err(too_large());
    }
    Ok(Symbol::Native { payload: payload.to_owned(), modules, module: module as u8 })
}

/// GS ( k, functions 165 (model 2), 167 (module), 169 (level M), 180 (store) and 181 (print).
fn commands(payload: &str, module: u8) -> Vec<u8> {
    let mut bytes = b"\x1D(k\x04\x001A2\x00".to_vec();
    bytes.extend([0x1D, b'(', b'k', 3, 0, b'1', b'C', module]);
    bytes.extend(b"\x1D(k\x03\x001E1");
    let [low, high] = (payload.len() as u16 + 3).to_le_bytes();
    bytes.extend([0x1D, b'(', b'k', low, high, b'1', b'P', b'0']);
    bytes.extend(payload.bytes());
    bytes.extend(b"\x1D(k\x03\x001Q0");
    bytes
}
