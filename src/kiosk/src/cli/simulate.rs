//! `kiosk simulate`: a simulated device on any tty.

mod order;

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use clap::{Subcommand, value_parser};
use jiff::tz::TimeZone;
use kiosk_hardware::sim::mount::serve_tty;
use kiosk_hardware::sim::paper::Paper;
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::sim::scanner::{Manner, SimScanner};
use kiosk_hardware::sim::{Device, Watched};
use kiosk_hardware::{PrinterProfile, ScannerProfile, Tick};

use crate::clock::SystemClock;

/// How often a simulated device looks for a new line on stdin.
const LOOK: Duration = Duration::from_millis(20);

#[derive(Subcommand)]
pub(super) enum SimulatedDevice {
    /// A ticket printer, at the speed of its profile
    ///
    /// Takes orders on stdin, one a line: fault NAME (such as fault paper-out, fault die-after-bytes 500),
    /// repair, papers, refused, unplug. Any other line is answered with the list.
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
        /// The line's speed in bit/s [default: the profile's]
        #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(300..=1_000_000))]
        baud: Option<u32>,
        /// Leave each slip as slip-N.png in this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// A QR scanner: each line on stdin is a code that it reads
    ///
    /// A line "manner NAME" changes how the following ones are read.
    Scanner {
        /// The scanner's profile, such as generic-cdc
        #[arg(long, value_name = "NAME")]
        profile: String,
        /// The line that it sits on
        #[arg(long, value_name = "PATH")]
        tty: PathBuf,
        /// How codes are read: whole, cut, garbled, doubled, run-together or slow
        #[arg(long, value_name = "NAME", default_value = "whole", value_parser = manner)]
        manner: Manner,
    },
}

fn manner(name: &str) -> Result<Manner, String> {
    Manner::named(name).ok_or_else(|| format!("known are: {}", Manner::ALL.map(Manner::name).join(", ")))
}

pub(super) fn simulate(start: Instant, device: SimulatedDevice) -> Result<(), Box<dyn std::error::Error>> {
    let clock = SystemClock::new(start, TimeZone::UTC);
    let broken = match device {
        SimulatedDevice::Printer { profile, profiles, tty, baud, out } => {
            let mut profile = PrinterProfile::find(&profile, profiles.as_deref())?;
            profile.baud = baud.unwrap_or(profile.baud);
            let speed = profile.baud;
            serve_tty(&tty, speed, attended(SimPrinter::new(profile, Pace::Real), out, lines()?), &clock)
        }
        SimulatedDevice::Scanner { profile, tty, manner } => {
            let profile = ScannerProfile::named(&profile)?;
            serve_tty(&tty, profile.baud, reading(SimScanner::of(&profile), manner, lines()?), &clock)
        }
    };
    Err(broken.into())
}

/// A printer whose slips are kept and that takes orders.
fn attended(printer: SimPrinter, out: Option<PathBuf>, lines: Receiver<String>) -> impl Device {
    let mut caught = 0;
    let hook = move |printer: &mut SimPrinter, now: Tick, _: &[u8]| {
        for line in lines.try_iter() {
            say(&order::perform(&line, printer, now));
        }
        for paper in printer.papers().iter().skip(caught) {
            caught += 1;
            tracing::info!(slip = caught, "a slip came out");
            if let Some(out) = &out {
                keep(paper, &out.join(format!("slip-{caught}.png")));
            }
        }
    };
    Watched::new(printer, hook).every(LOOK)
}

fn keep(paper: &Paper, file: &std::path::Path) {
    let written = paper.to_png().map_err(std::io::Error::other).and_then(|png| std::fs::write(file, png));
    if let Err(error) = written {
        tracing::error!(file = %file.display(), %error, "a slip could not be kept");
    }
}

fn say(answer: &str) {
    if let Err(error) = writeln!(std::io::stdout(), "{answer}") {
        tracing::warn!(%error, "an answer was lost");
    }
}

/// A scanner that reads the lines of stdin, at first in `manner`.
fn reading(scanner: SimScanner, mut manner: Manner, lines: Receiver<String>) -> impl Device {
    let hook = move |scanner: &mut SimScanner, now: Tick, _: &[u8]| {
        for line in lines.try_iter() {
            match line.strip_prefix("manner ").map(self::manner) {
                None => scanner.scan(now, line.as_bytes(), manner),
                Some(Ok(next)) => manner = next,
                Some(Err(known)) => say(&known),
            }
        }
    };
    Watched::new(scanner, hook).every(LOOK)
}

/// The lines of stdin, as they come; none after its end.
fn lines() -> std::io::Result<Receiver<String>> {
    let (sender, lines) = mpsc::channel();
    thread::Builder::new().name("stdin".into()).spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    })?;
    Ok(lines)
}
