//! `kiosk ticket`: a slip as bytes, and as the picture that those very bytes make on paper.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kiosk_core::queue::SlipPrint;
use kiosk_hardware::sim::Device;
use kiosk_hardware::sim::paper::Paper;
use kiosk_hardware::sim::printer::{Pace, ProtocolError, SimPrinter};
use kiosk_hardware::{EncodedSlip, Fonts, JobTag, PrinterProfile, Tick, Way, encode_as};

use super::LangArg;
use crate::slip::Slip;

#[derive(Args)]
pub(super) struct TicketArgs {
    /// The printer's profile, such as generic-80
    #[arg(long, value_name = "NAME")]
    profile: String,
    /// A folder whose NAME.toml adds to the built-in profiles or replaces one
    #[arg(long, value_name = "DIR")]
    profiles: Option<PathBuf>,
    /// How it is put into bytes [default: the profile's own way]
    #[arg(long, value_enum)]
    way: Option<WayArg>,
    #[command(flatten)]
    words: WordArgs,
    /// The language of the labels
    #[arg(long, value_enum, default_value = "vi")]
    lang: LangArg,
    /// Where the bytes go
    #[arg(long, value_name = "FILE.bin")]
    out: PathBuf,
    /// Where the picture goes that the simulated printer makes of those bytes
    #[arg(long, value_name = "FILE.png")]
    png: Option<PathBuf>,
}

/// What is to stand on the slip.
#[derive(Args)]
struct WordArgs {
    /// A line of the office's name; may be given several times
    #[arg(long, value_name = "TEXT")]
    office: Vec<String>,
    /// What stands above the number
    #[arg(long, value_name = "TEXT")]
    caption: Option<String>,
    /// The number
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    /// What it queues for
    #[arg(long, value_name = "TEXT")]
    service: Option<String>,
    /// When the number was taken
    #[arg(long, value_name = "TEXT")]
    time: Option<String>,
    /// How many people wait before
    #[arg(long, value_name = "N")]
    ahead: Option<u32>,
    /// How long the wait will be
    #[arg(long, value_name = "TEXT")]
    wait: Option<String>,
    /// What to have ready when called
    #[arg(long, value_name = "TEXT")]
    ready: Option<String>,
    /// Why the citizen is called before others
    #[arg(long, value_name = "TEXT")]
    priority: Option<String>,
    /// One of several errands, in their order; may be given several times
    #[arg(long, value_name = "TEXT")]
    errand: Vec<String>,
    /// Mark it as a second print of the same number
    #[arg(long, conflicts_with = "replacing")]
    again: bool,
    /// Mark it as one that takes the place of an earlier slip
    #[arg(long)]
    replacing: bool,
    /// What the QR code holds
    #[arg(long, value_name = "TEXT")]
    qr: Option<String>,
    /// A line at the end; may be given several times
    #[arg(long, value_name = "TEXT")]
    footer: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum WayArg {
    /// Pictures
    Raster,
    /// Text, with the Vietnamese letters downloaded
    UserDefined,
    /// Text in the printer's own Vietnamese code page
    CodePage,
}

impl From<WayArg> for Way {
    fn from(way: WayArg) -> Self {
        match way {
            WayArg::Raster => Self::Raster,
            WayArg::UserDefined => Self::UserDefined,
            WayArg::CodePage => Self::CodePage,
        }
    }
}

/// Why there is no ticket.
#[derive(Debug, thiserror::Error)]
enum TicketError {
    /// The simulated printer does not know the bytes.
    #[error("the simulated printer {profile} does not know the bytes {} at offset {}", hex(&.refused.bytes), .refused.offset)]
    Refused {
        /// The profile's name.
        profile: String,
        /// Where, and the bytes.
        refused: ProtocolError,
    },
    /// The bytes left nothing on the paper.
    #[error("these bytes leave nothing on the paper")]
    Blank,
    /// A file cannot be written.
    #[error("{}: {source}", .file.display())]
    Unwritable {
        /// The file.
        file: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
}

pub(super) fn ticket(args: TicketArgs) -> Result<(), Box<dyn Error>> {
    let profile = PrinterProfile::find(&args.profile, args.profiles.as_deref())?;
    let way = args.way.map_or(profile.way, Way::from);
    let receipt = args.words.on(Slip::reference(args.lang.into())).receipt();
    let slip = encode_as(way, &receipt, &profile, &Fonts::system()?, JobTag::of(1))?;
    if !slip.missing.is_empty() {
        let letters: String = slip.missing.iter().collect();
        tracing::warn!(letters, "not in the font or the code page: a box or a question mark stands for them");
    }
    let paper = printed(&profile, &slip)?;
    write(&args.out, &slip.bytes)?;
    if let Some(png) = &args.png {
        write(png, &paper.to_png()?)?;
    }
    let mm = slip.dots as f64 / profile.dots_per_mm as f64;
    let bytes = slip.bytes.len();
    let line = format!("{}: {bytes} bytes, {mm:.1} mm of paper, {}", args.out.display(), way.name());
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

/// What the bytes are on the paper of a simulated printer of this profile.
fn printed(profile: &PrinterProfile, slip: &EncodedSlip) -> Result<Paper, TicketError> {
    let mut printer = SimPrinter::new(profile.clone(), Pace::Instant);
    printer.on_bytes(Tick::ZERO, &slip.bytes);
    if let Some(refused) = printer.protocol_errors().first().cloned() {
        return Err(TicketError::Refused { profile: profile.name.clone(), refused });
    }
    printer.papers().first().cloned().ok_or(TicketError::Blank)
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), TicketError> {
    std::fs::write(file, bytes).map_err(|source| TicketError::Unwritable { file: file.to_owned(), source })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
}

impl WordArgs {
    /// `slip` with what was given in the place of what stands there.
    fn on(self, slip: Slip) -> Slip {
        Slip {
            lang: slip.lang,
            office: several(self.office, slip.office),
            caption: self.caption.unwrap_or(slip.caption),
            number: self.number.unwrap_or(slip.number),
            print: match (self.again, self.replacing) {
                (true, _) => SlipPrint::Again,
                (false, true) => SlipPrint::Replacing,
                (false, false) => SlipPrint::First,
            },
            priority: one(self.priority, slip.priority),
            service: self.service.unwrap_or(slip.service),
            errands: self.errand,
            when: one(self.time, slip.when),
            ahead: self.ahead.or(slip.ahead),
            wait: one(self.wait, slip.wait),
            ready: one(self.ready, slip.ready),
            qr: one(self.qr, slip.qr),
            closing: several(self.footer, slip.closing),
        }
    }
}

fn one(given: Option<String>, usual: Option<String>) -> Option<String> {
    given.or(usual).filter(|text| !text.is_empty())
}

fn several(given: Vec<String>, usual: Vec<String>) -> Vec<String> {
    if given.is_empty() { usual } else { given }
}
