//! Device profiles: what a model of printer or scanner can do, as data in `profiles/`.
//!
//! A profile's name is its file's stem.

mod folder;
mod scanner;

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::encode::{LONGEST_DOWNLOAD, LONGEST_PAYLOAD};
use crate::status::StatusKind;
pub use scanner::{Interface, Order, ScannerProfile, Suffix, Trigger};

/// A file of `profiles/printers/`, under its stem.
macro_rules! printers {
    ($($name:literal),+) => {
        &[$(($name, include_str!(concat!("../profiles/printers/", $name, ".toml")))),+]
    };
}

const PRINTERS: &[(&str, &str)] =
    printers!["generic-80", "generic-58", "epson-tm-t20iii", "xprinter-80", "kp-628e"];

/// Why a profile cannot be used.
#[derive(Debug, Error)]
pub enum ProfileError {
    /// No profile of that name is built in.
    #[error("no profile is called \"{name}\"; known are: {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names there are, separated by commas.
        known: String,
    },
    /// The text is not TOML, lacks a key, or has an unknown one.
    #[error("profile {name}: {source}")]
    Syntax {
        /// The profile.
        name: String,
        /// The parser's message with line and column.
        source: Box<toml::de::Error>,
    },
    /// A value is out of range.
    #[error("profile {name}: {key} must be {must}")]
    Value {
        /// The profile.
        name: String,
        /// The key.
        key: &'static str,
        /// What the value must be.
        must: &'static str,
    },
    /// A folder of profiles or a file in it cannot be read.
    #[error("{}: {source}", .file.display())]
    Unreadable {
        /// The folder or the file.
        file: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A file in a folder of profiles is wrong.
    #[error("{}:{line}: {key}: {problem}", .file.display())]
    Mistake {
        /// The file.
        file: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// The key.
        key: String,
        /// What is wrong.
        problem: String,
    },
}

/// How the two ends keep the sender from overrunning the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlowControl {
    /// Not at all.
    None,
    /// XON/XOFF.
    Software,
    /// RTS/CTS.
    Hardware,
}

/// What the printer does at the end of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cutter {
    /// No cutter: paper is fed to the tear bar.
    None,
    /// Cuts and leaves one point (GS V 66).
    Partial,
    /// Cuts through (GS V 65).
    Full,
}

/// How a slip is put into bytes. All three give the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// As pictures (GS v 0); right wherever the printer can print pictures at all.
    Raster,
    /// As text, with the letters that are not ASCII downloaded for this slip (ESC &).
    UserDefined,
    /// As text in one of the printer's own Vietnamese code pages (ESC t).
    CodePage,
}

impl Way {
    /// All three, the surest first.
    pub const ALL: [Self; 3] = [Self::Raster, Self::UserDefined, Self::CodePage];

    /// Its name in profiles and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Raster => "raster",
            Self::UserDefined => "user-defined",
            Self::CodePage => "code-page",
        }
    }
}

/// By what a slip counts as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completion {
    /// The printer repeats the job's four characters after the cut (GS ( H).
    ProcessId,
    /// The printer answers GS r 1 after the cut, in the order of printing, and its next status has no fault.
    PaperStatus,
    /// By nothing: the slip stays unconfirmed.
    Nothing,
}

/// What GS v 0 can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RasterModes {
    /// Most rows sent in one command.
    pub band_rows: usize,
    /// Whether m=3 (double width and height) is known.
    pub double: bool,
}

/// How the bytes 0x80 to 0xFF of a code page stand for letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// Windows-1258: vowels with their shape, then the tone as a mark of its own.
    #[serde(rename = "windows-1258")]
    Windows1258,
    /// TCVN 5712:1993 VN3, in two pages: small letters, and capitals at the same bytes.
    #[serde(rename = "tcvn-3")]
    Tcvn3,
}

/// A Vietnamese code page that was seen to print rightly on this model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodePage {
    /// What its bytes mean.
    pub encoding: Encoding,
    /// Its number n in ESC t n.
    pub page: u8,
    /// The number of the page of capitals, where they have one of their own.
    pub capitals_page: Option<u8>,
}

/// What a model of printer can do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrinterProfile {
    /// The file's stem.
    #[serde(skip)]
    pub name: String,
    /// What it stands for, in a technician's words.
    pub model: String,
    /// Paper width in mm.
    pub width_mm: u32,
    /// Printable width in dots, a multiple of 16.
    pub dots: usize,
    /// Resolution in dots/mm.
    pub dots_per_mm: usize,
    /// Paper speed in mm/s.
    pub paper_mm_per_s: u32,
    /// Longest slip that is printed, in mm.
    pub longest_slip_mm: u32,
    /// Line speed in bit/s, 8N1.
    pub baud: u32,
    /// Flow control.
    pub flow_control: FlowControl,
    /// Receive buffer in bytes.
    pub buffer_bytes: usize,
    /// How slips are printed; one of [`PrinterProfile::ways`].
    pub way: Way,
    /// What GS v 0 can do, if it is known.
    pub raster: Option<RasterModes>,
    /// Whether letters of 12 by 24 dots can be downloaded (ESC &, ESC %, ESC ?).
    pub user_defined: bool,
    /// The code page that is proven, if any.
    pub code_page: Option<CodePage>,
    /// Whether the printer draws QR codes itself (GS ( k, model 2).
    pub native_qr: bool,
    /// Whether it starts in Chinese mode, which FS . ends before text is printed.
    pub chinese_mode: bool,
    /// How many units of ESC J make one dot.
    pub feed_units_per_dot: usize,
    /// The cutter.
    pub cutter: Cutter,
    /// The DLE EOT requests that are answered.
    pub status: Vec<StatusKind>,
    /// Whether GS a turns on status sent unasked.
    pub automatic_status: bool,
    /// By what a slip counts as printed.
    pub completion: Completion,
    /// Whether DLE EOT 1 says in bit 7 that the last slip was not taken.
    pub slip_sensor: bool,
    /// Whether a printer that answers nothing is printed on all the same.
    pub silent: bool,
}

impl PrinterProfile {
    /// The built-in profile `name`, or an error that names those there are.
    pub fn named(name: &str) -> Result<Self, ProfileError> {
        Self::parse(name, find(PRINTERS, name)?)
    }

    /// Reads a profile from TOML; `name` is the file's stem.
    pub fn parse(name: &str, text: &str) -> Result<Self, ProfileError> {
        let mut profile: Self = parse(name, text)?;
        profile.name = name.to_owned();
        profile.check()?;
        Ok(profile)
    }

    /// The names of the built-in profiles.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PRINTERS.iter().map(|(name, _)| *name)
    }

    /// The ways in which this model can print a slip, the surest first.
    pub fn ways(&self) -> impl Iterator<Item = Way> {
        let (raster, code) = (self.raster.is_some(), self.native_qr || self.raster.is_some());
        Way::ALL.into_iter().filter(move |way| match way {
            Way::Raster => raster,
            Way::UserDefined => self.user_defined && code,
            Way::CodePage => self.code_page.is_some() && code,
        })
    }

    /// Letters of normal width that fit a line, at 12 dots each.
    pub fn columns(&self) -> usize {
        self.dots / 12
    }

    fn check(&self) -> Result<(), ProfileError> {
        let bands = self.raster.is_none_or(|raster| (1..=255).contains(&raster.band_rows));
        let capitals = self
            .code_page
            .is_none_or(|page| page.capitals_page.is_some() == (page.encoding == Encoding::Tcvn3));
        let confirms = self.completion != Completion::PaperStatus || self.answers_paper();
        let rules: [(bool, &'static str, &'static str); 10] = [
            (self.dots > 0 && self.dots.is_multiple_of(16), "dots", "a multiple of 16"),
            (self.dots_per_mm > 0, "dots_per_mm", "at least 1"),
            (self.paper_mm_per_s > 0, "paper_mm_per_s", "at least 1"),
            (self.baud >= 300, "baud", "at least 300"),
            (bands, "raster.band_rows", "from 1 to 255"),
            (capitals, "code_page.capitals_page", "given for tcvn-3 and for nothing else"),
            (self.ways().any(|way| way == self.way), "way", "one that the printer has"),
            (confirms, "completion", "paper-status only with status \"paper\" and \"offline-cause\""),
            ((1..=8).contains(&self.feed_units_per_dot), "feed_units_per_dot", "from 1 to 8"),
            (self.buffer_bytes >= 256, "buffer_bytes", "at least 256"),
        ];
        match rules.into_iter().find(|(holds, _, _)| !holds) {
            None => Ok(()),
            Some((_, key, must)) => Err(ProfileError::Value { name: self.name.clone(), key, must }),
        }
    }

    fn answers_paper(&self) -> bool {
        [StatusKind::Paper, StatusKind::OfflineCause].iter().all(|kind| self.status.contains(kind))
    }

    /// Length in bytes of the longest command that is ever sent: a full band of GS v 0, a run of letters
    /// downloaded, or the contents of a QR code.
    pub fn longest_command(&self) -> usize {
        let band = self.raster.map_or(0, |raster| raster.band_rows * self.dots / 8) + 16;
        let letters = if self.user_defined { LONGEST_DOWNLOAD } else { 0 };
        let code = if self.native_qr { LONGEST_QR } else { 0 };
        band.max(letters).max(code)
    }

    /// The time that `bytes` need on the wire (10 bits a byte, 8N1).
    pub fn wire_time(&self, bytes: usize) -> Duration {
        Duration::from_nanos(bytes as u64 * 10 * 1_000_000_000 / u64::from(self.baud))
    }

    /// The time that the paper needs to move by `dots` rows.
    pub fn paper_time(&self, dots: usize) -> Duration {
        let dots_per_s = self.paper_mm_per_s as u64 * self.dots_per_mm as u64;
        Duration::from_nanos(dots as u64 * 1_000_000_000 / dots_per_s)
    }
}

/// Bytes of the longest GS ( k.
const LONGEST_QR: usize = 8 + LONGEST_PAYLOAD;

fn find(profiles: &'static [(&'static str, &'static str)], name: &str) -> Result<&'static str, ProfileError> {
    profiles.iter().find(|(known, _)| *known == name).map(|(_, text)| *text).ok_or_else(|| {
        ProfileError::Unknown {
            name: name.to_owned(),
            known: profiles.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", "),
        }
    })
}

fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, ProfileError> {
    toml::from_str(text)
        .map_err(|source| ProfileError::Syntax { name: name.to_owned(), source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_built_in_profile_is_sound() {
        for name in PrinterProfile::names() {
            assert_eq!(PrinterProfile::named(name).unwrap().name, name);
        }
        for name in ScannerProfile::names() {
            assert_eq!(ScannerProfile::named(name).unwrap().name, name);
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = PrinterProfile::named("generic-90").unwrap_err();
        assert!(error.to_string().contains("generic-80"));
    }

    #[test]
    fn an_unknown_key_and_a_bad_value_are_refused_by_name() {
        let text = find(PRINTERS, "generic-80").unwrap();
        let extra = PrinterProfile::parse("x", &format!("{text}\ncolour = 1\n")).unwrap_err();
        assert!(extra.to_string().contains("colour"));
        let odd = PrinterProfile::parse("x", &text.replace("576 ", "570 ")).unwrap_err();
        assert!(matches!(odd, ProfileError::Value { key: "dots", .. }));
    }

    #[test]
    fn times_follow_the_line_and_the_paper() {
        let profile = PrinterProfile::named("generic-80").unwrap();
        assert_eq!(profile.wire_time(11_520), Duration::from_secs(1));
        assert_eq!(profile.paper_time(1200), Duration::from_secs(1));
    }
}
