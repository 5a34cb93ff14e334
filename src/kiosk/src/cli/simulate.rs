//! `kiosk simulate`: a simulated device on any tty.

use std::io::BufRead;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use clap::Subcommand;
use jiff::tz::TimeZone;
use kiosk_hardware::sim::Device;
use kiosk_hardware::sim::mount::serve_tty;
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::sim::scanner::{Manner, SimScanner};
use kiosk_hardware::{PrinterProfile, ScannerProfile, Tick};

use crate::clock::SystemClock;

/// How often a simulated scanner looks for a new line on stdin.
const LOOK: Duration = Duration::from_millis(20);

#[derive(Subcommand)]
pub(super) enum SimulatedDevice {
    /// A ticket printer, at the speed of its profile
    Printer {
        /// The printer's profile, such as generic-80
        #[arg(long, value_name = "NAME")]
        profile: String,
        /// A folder whose NAME.toml adds to the built-in profiles or replaces one
        #[arg(long, value_name = "DIR")]
        profiles: Option<PathBuf>,
        /// The line that it sits on
        #[arg(long, value_name = "PATH")]
        tty: PathBuf,
        /// Leave each slip as slip-N.png in this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// A QR scanner: each line on stdin is a code that it reads
    Scanner {
        /// The scanner's profile, such as generic-cdc
        #[arg(long, value_name = "NAME")]
        profile: String,
        /// The line that it sits on
        #[arg(long, value_name = "PATH")]
        tty: PathBuf,
    },
}

pub(super) fn simulate(start: Instant, device: SimulatedDevice) -> Result<(), Box<dyn std::error::Error>> {
    let clock = SystemClock::new(start, TimeZone::UTC);
    let broken = match device {
        SimulatedDevice::Printer { profile, profiles, tty, out } => {
            let profile = PrinterProfile::find(&profile, profiles.as_deref())?;
            let baud = profile.baud;
            let printer = PaperCatcher { printer: SimPrinter::new(profile, Pace::Real), out, caught: 0 };
            serve_tty(&tty, baud, printer, &clock)
        }
        SimulatedDevice::Scanner { profile, tty } => {
            let profile = ScannerProfile::named(&profile)?;
            serve_tty(&tty, profile.baud, LineScanner::new()?, &clock)
        }
    };
    Err(broken.into())
}

/// A printer whose slips are counted, and kept when there is a folder for them.
struct PaperCatcher {
    printer: SimPrinter,
    out: Option<PathBuf>,
    caught: usize,
}

impl PaperCatcher {
    fn catch(&mut self) {
        for paper in self.printer.papers().iter().skip(self.caught) {
            self.caught += 1;
            tracing::info!(slip = self.caught, "a slip came out");
            let Some(out) = &self.out else { continue };
            let file = out.join(format!("slip-{}.png", self.caught));
            let written =
                paper.to_png().map_err(std::io::Error::other).and_then(|png| std::fs::write(&file, png));
            if let Err(error) = written {
                tracing::error!(file = %file.display(), %error, "a slip could not be kept");
            }
        }
    }
}

impl Device for PaperCatcher {
    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        self.printer.on_bytes(now, bytes);
        self.catch();
    }

    fn on_time(&mut self, now: Tick) {
        self.printer.on_time(now);
        self.catch();
    }

    fn deadline(&self) -> Option<Tick> {
        self.printer.deadline()
    }

    fn take_output(&mut self) -> Vec<u8> {
        self.printer.take_output()
    }

    fn accepts(&self) -> bool {
        self.printer.accepts()
    }
}

/// A scanner that reads the lines of stdin.
struct LineScanner {
    scanner: SimScanner,
    lines: Receiver<String>,
    looked: Tick,
}

impl LineScanner {
    fn new() -> std::io::Result<Self> {
        let (sender, lines) = mpsc::channel();
        thread::Builder::new().name("stdin".into()).spawn(move || {
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { scanner: SimScanner::new(), lines, looked: Tick::ZERO })
    }
}

impl Device for LineScanner {
    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        self.scanner.on_bytes(now, bytes);
    }

    fn on_time(&mut self, now: Tick) {
        self.looked = now;
        while let Ok(line) = self.lines.try_recv() {
            self.scanner.scan(now, line.as_bytes(), Manner::Whole);
        }
        self.scanner.on_time(now);
    }

    fn deadline(&self) -> Option<Tick> {
        let look = self.looked + LOOK;
        Some(self.scanner.deadline().map_or(look, |at| at.min(look)))
    }

    fn take_output(&mut self) -> Vec<u8> {
        self.scanner.take_output()
    }
}
