//! `kiosk.toml`: read once, checked whole, and every mistake told with file, line, key and remedy.

mod check;
mod file;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use kiosk_console::{Network, VoiceOptions};
use kiosk_core::office::Office;
use kiosk_hardware::{PrinterProfile, ScannerProfile};
use kiosk_ui::Keyboard;
use kiosk_voice::{ReaderSettings, Settings, Voice};

use crate::read_aloud::ReadAloud;

/// The office of the demo: the same format, without devices.
const DEMO: &str = include_str!("../demo.toml");

/// Everything that `kiosk run` needs to know.
#[derive(Debug)]
pub struct Config {
    /// The office.
    pub office: Office,
    /// The office's time zone: it decides when a service day begins.
    pub time_zone: TimeZone,
    /// Where the queue's database lies.
    pub data: PathBuf,
    /// Where staff pages and board are served.
    pub listen: SocketAddr,
    /// How browsers reach them.
    pub network: Network,
    /// The staff PIN as an argon2id PHC string.
    pub pin_hash: String,
    /// How calls are said aloud, and where.
    pub voice: VoiceOptions,
    /// Whether the touchscreen heeds keys.
    pub keyboard: Keyboard,
    /// How screens are read aloud, where that is offered.
    pub read_aloud: Option<ReadAloud>,
    /// The ticket printer's serial port.
    pub ticket_port: PathBuf,
    /// The ticket printer's profile.
    pub ticket_profile: PrinterProfile,
    /// The scanner's serial port.
    pub scanner_port: PathBuf,
    /// The scanner's profile.
    pub scanner_profile: ScannerProfile,
    /// The A4 printers or their CUPS queues, `ipp://…`, in the order of the office's list.
    pub form_printers: Vec<String>,
}

/// Why a configuration is refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {reason}. Give the path of a file like hardware/kiosk.example.toml.", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// One key is wrong.
    #[error("{mistake}")]
    Mistake {
        /// Where and what.
        mistake: Mistake,
    },
}

/// One wrong key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// The key, with its tables: `office.time_zone`.
    pub key: String,
    /// What is wrong.
    pub problem: String,
    /// What to write instead.
    pub remedy: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, key, problem, remedy } = self;
        write!(f, "{}:{line}: {key}: {problem}. {remedy}", file.display())
    }
}

/// Reads and checks the configuration of a real kiosk.
///
/// # Errors
/// The first mistake; see [`ConfigError`].
pub fn read(file: &Path) -> Result<Config, ConfigError> {
    let text = std::fs::read_to_string(file)
        .map_err(|e| ConfigError::Unreadable { file: file.to_owned(), reason: e.to_string() })?;
    check::config(file, &text).map_err(|mistake| ConfigError::Mistake { mistake })
}

/// The demo's office and its time zone.
///
/// # Errors
/// Never for a released program: a test reads it.
pub fn demo() -> Result<(Office, TimeZone), ConfigError> {
    check::office_alone(Path::new("demo.toml"), DEMO).map_err(|mistake| ConfigError::Mistake { mistake })
}

/// How the demo reads screens aloud: where the machine can, and without a word to staff where it cannot.
pub fn demo_reading() -> ReadAloud {
    ReadAloud { settings: ReaderSettings::default(), jack: None, alarm: false }
}

/// The demo's voice: boards speak, by the synthesizer.
pub fn demo_voice() -> VoiceOptions {
    VoiceOptions { voice: Voice::new(Settings::default()), board: true, sound_card: false }
}
