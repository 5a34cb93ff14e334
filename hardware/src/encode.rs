//! A slip as the bytes of ESC/POS, in one of three ways ([`Way`]).

mod page;
mod picture;
mod real_time;
mod rows;
mod symbol;
#[cfg(test)]
mod tests;
mod user_defined;
mod writer;

pub(crate) use symbol::LONGEST_PAYLOAD;
pub(crate) use user_defined::LONGEST_DOWNLOAD;

use escpos::errors::PrinterError;
use thiserror::Error;

use crate::font::Fonts;
use crate::profile::{PrinterProfile, Way};
use crate::raster::RasterError;
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

/// A slip as it goes over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedSlip {
    /// The bytes, from ESC @ to the request for the confirmation.
    pub bytes: Vec<u8>,
    /// Length of the paper in dots, without what the cutter adds.
    pub dots: usize,
    /// Letters that the font or the code page lacks, each once. A box (raster) or a question mark
    /// (text) stands for them on the paper.
    pub missing: Vec<char>,
}

/// The bytes that print `receipt` on a printer of `profile`, in the profile's own way, and have it
/// confirm `job`.
///
/// Fails for a QR code wider than the paper and for a slip longer than the profile's limit. Letters
/// that cannot be printed are no failure: see [`EncodedSlip::missing`].
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
    if !profile.ways().any(|known| known == way) {
        return Err(EncodeError::NotThisWay { profile: profile.name.clone(), way });
    }
    match (way, profile.raster, profile.code_page) {
        (Way::Raster, Some(modes), _) => picture::encode(receipt, profile, modes, fonts, job),
        (Way::CodePage, _, Some(page)) => {
            rows::encode(receipt, profile, job, |texts| page::spell(texts, page))
        }
        (Way::Raster | Way::UserDefined | Way::CodePage, ..) => {
            rows::encode(receipt, profile, job, |texts| user_defined::spell(texts, fonts))
        }
    }
}

fn check_length(dots: usize, profile: &PrinterProfile) -> Result<(), EncodeError> {
    let mm = dots.div_ceil(profile.dots_per_mm);
    if mm > profile.longest_slip_mm as usize {
        return Err(EncodeError::TooLong { mm, limit: profile.longest_slip_mm });
    }
    Ok(())
}
