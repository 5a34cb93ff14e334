//! Recordings of the ticket printer's line: what the driver did then it does now.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use kiosk_hardware::recording::replay;
use kiosk_hardware::sim::mount::{SimMount, SimPrinterHandle};
use kiosk_hardware::sim::printer::{Pace, PrinterFault, SimPrinter};
use kiosk_hardware::{
    Fonts, JobResult, JobTag, MonotonicClock, PrinterCondition, PrinterEvent, PrinterHandle, PrinterProfile,
    Receipt, TextSize, Weight, encode, spawn_printer_recorded,
};

/// The recordings, each with the profile of its printer as it was then, in the file of that name.
const RECORDINGS: [(&str, &str); 3] =
    [("printed", "generic-80"), ("paper-out-and-repaired", "kp-628e"), ("unplugged", "generic-80")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings")
}

fn profile_then(name: &str) -> PrinterProfile {
    let text = std::fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
    PrinterProfile::parse(name, &text).unwrap()
}

#[test]
fn every_recording_replays() {
    for (recording, profile) in RECORDINGS {
        let text = std::fs::read_to_string(folder().join(format!("{recording}.jsonl"))).unwrap();
        assert!(text.contains(r#""kind":"ended""#), "{recording}: a job ended in it");
        if let Err(difference) = replay(&text, profile_then(profile)) {
            panic!("{recording}: {difference}");
        }
    }
}

/// A file that says when a chunk of a slip was written.
struct Tap {
    file: File,
    lines: Sender<String>,
}

impl Write for Tap {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        let _ = self.lines.send(String::from_utf8_lossy(bytes).into_owned());
        Ok(written)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// A simulated printer on a pty, and its recorded driver.
struct Session {
    sim: SimPrinterHandle,
    printer: PrinterHandle,
    profile: PrinterProfile,
    events: Receiver<PrinterEvent>,
    lines: Receiver<String>,
    _folder: tempfile::TempDir,
}

impl Session {
    fn new(recording: &str, profile: &str) -> Self {
        let place = tempfile::tempdir().unwrap();
        let link = place.path().join("printer");
        let profile = profile_then(profile);
        let clock = Arc::new(MonotonicClock::new());
        let sim = SimPrinter::new(profile.clone(), Pace::Real);
        let sim = SimMount::printer(&link, sim, clock.clone()).unwrap();
        let (lines, lines_told) = channel();
        let file = File::create(folder().join(format!("{recording}.jsonl"))).unwrap();
        let (events, told) = channel();
        let tell = move |event| drop(events.send(event));
        let tap = Tap { file, lines };
        let printer = spawn_printer_recorded(&link, profile.clone(), clock, tap, tell).unwrap();
        Self { sim, printer, profile, events: told, lines: lines_told, _folder: place }
    }

    fn wait_for(&self, wanted: PrinterEvent) {
        while self.events.recv_timeout(Duration::from_secs(20)).unwrap() != wanted {}
    }

    fn print(&self, job: u64) {
        let slip = Receipt::new()
            .centred("UBND phường Hải Hòa", TextSize::Normal, Weight::Bold)
            .number("A105")
            .centred("Cư trú", TextSize::Normal, Weight::Regular);
        let slip = encode(&slip, &self.profile, &Fonts::system().unwrap(), JobTag::of(job)).unwrap();
        self.printer.print(job, slip);
    }

    /// Until so many writes of the slip ordered last are done.
    fn after_writes(&self, count: usize) {
        let next = || self.lines.recv_timeout(Duration::from_secs(20)).unwrap();
        while !next().contains(r#""kind":"print""#) {}
        for _ in 0..count {
            while !next().contains(r#""kind":"wrote""#) {}
        }
    }
}

/// Not a test of anything: run it by hand when a recording is to be made anew.
#[test]
#[ignore = "makes the recordings anew"]
fn record_again() {
    use PrinterCondition::{PaperOut, Ready, Unplugged};
    let ended = |job, result| PrinterEvent::JobEnded { job, result };
    let condition = PrinterEvent::Condition;

    let session = Session::new("printed", "generic-80");
    session.wait_for(condition(Ready));
    session.print(1);
    session.wait_for(ended(1, JobResult::Printed));
    drop(session);

    let session = Session::new("paper-out-and-repaired", "kp-628e");
    session.wait_for(condition(Ready));
    session.print(1);
    session.after_writes(6);
    session.sim.fault(PrinterFault::PaperOut);
    session.wait_for(ended(1, JobResult::Unconfirmed(PaperOut)));
    session.sim.repair();
    session.wait_for(condition(Ready));
    session.print(2);
    session.wait_for(ended(2, JobResult::Printed));
    drop(session);

    let session = Session::new("unplugged", "generic-80");
    session.wait_for(condition(Ready));
    session.print(1);
    session.after_writes(6);
    session.sim.unplug();
    session.wait_for(ended(1, JobResult::Unconfirmed(Unplugged)));
    session.sim.replug();
    session.wait_for(condition(Ready));
    session.print(2);
    session.wait_for(ended(2, JobResult::Printed));
}
