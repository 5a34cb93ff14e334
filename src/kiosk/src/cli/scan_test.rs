//! `kiosk scan-test`: what a scanner sends, for whoever sets it up.

mod report;

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use clap::Args;
use jiff::tz::TimeZone;
use kiosk_hardware::{Clock as _, ProbeEvent, ScannerEvent, ScannerProfile, spawn_probe};
use thiserror::Error;

use crate::clock::SystemClock;
use report::Report;

#[derive(Args)]
pub(super) struct ScanTest {
    /// The scanner: /dev/serial/by-id/… for a serial line, /dev/input/by-id/…-event-kbd for a keyboard
    #[arg(long, value_name = "PATH")]
    device: PathBuf,
    /// The scanner's profile
    #[arg(long, value_name = "NAME", default_value = "generic-cdc")]
    profile: String,
    /// End after so many codes
    #[arg(long, value_name = "N")]
    scans: Option<usize>,
    /// End after so many seconds
    #[arg(long, value_name = "N")]
    seconds: Option<u64>,
}

/// Why a test shows nothing.
#[derive(Debug, Error)]
enum ScanTestError {
    /// The time is over.
    #[error(
        "no code came within {0} s: see what to set on the scanner above, and whether the device is the right one"
    )]
    NothingCame(u64),
    /// The thread that watches the scanner broke off.
    #[error("the scanner's thread broke off")]
    BrokeOff,
}

/// Watches the scanner until the codes or the time are up.
pub(super) fn scan_test(start: Instant, test: &ScanTest) -> Result<(), Box<dyn std::error::Error>> {
    let mut profile = ScannerProfile::named(&test.profile)?;
    let mut report = Report::new(profile.clone(), super::card::today(start)?);
    writeln!(stdout(), "{}", report.heading())?;
    // Repeats are to be seen here.
    profile.repeat_ms = 0;
    let clock = Arc::new(SystemClock::new(start, TimeZone::UTC));
    let (sender, events) = channel();
    let scanner = spawn_probe(&test.device, profile, clock.clone(), move |event| {
        // Nobody listens any more when the test is over.
        let _ = sender.send(event);
    })?;
    scanner.arm(true);
    let until = test.seconds.map(|seconds| clock.now() + Duration::from_secs(seconds));
    loop {
        let left = until.map(|until| until.saturating_sub(clock.now()));
        match next(&events, left)? {
            Some(event) => report.lines(&event).iter().try_for_each(|line| writeln!(stdout(), "{line}"))?,
            None if report.codes() > 0 => return Ok(()),
            None => return Err(ScanTestError::NothingCame(test.seconds.unwrap_or_default()).into()),
        }
        if test.scans.is_some_and(|scans| report.codes() >= scans) {
            return Ok(());
        }
    }
}

/// The next event, or nothing when the time is over.
fn next(
    events: &Receiver<ProbeEvent<ScannerEvent>>,
    left: Option<Duration>,
) -> Result<Option<ProbeEvent<ScannerEvent>>, ScanTestError> {
    match left {
        None => events.recv().map(Some).map_err(|_| ScanTestError::BrokeOff),
        Some(left) => match events.recv_timeout(left) {
            Ok(event) => Ok(Some(event)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(ScanTestError::BrokeOff),
        },
    }
}
