//! The thin part, over real ptys.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::Write;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use serialport::SerialPort;

use super::*;
use crate::raster::{compose, rasterize};
use crate::sim::mount::SimMount;
use crate::sim::printer::{Pace, PrinterFault, SimPrinter};
use crate::sim::scanner::{Manner, SimScanner};
use crate::{
    Fonts, JobResult, JobTag, MonotonicClock, PrinterCondition as C, Receipt, ScannerCondition, encode,
};

fn clock() -> Arc<dyn Clock> {
    Arc::new(MonotonicClock::new())
}

/// Waits for an event, so long that only a hang fails.
fn wait_for<T: PartialEq + std::fmt::Debug>(events: &Receiver<T>, wanted: &T) {
    let limit = Duration::from_secs(20);
    let mut seen = Vec::new();
    while seen.last() != Some(wanted) {
        let event = events.recv_timeout(limit);
        assert!(event.is_ok(), "no {wanted:?} after {seen:?}");
        seen.extend(event);
    }
}

#[test]
fn a_slip_over_a_pty_with_the_cable_pulled_and_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("printer");
    let profile = PrinterProfile::named("generic-80").unwrap();
    let fonts = Fonts::system().unwrap();
    let receipt = Receipt::new().number("A105");
    let slip = |job| encode(&receipt, &profile, &fonts, JobTag::of(job)).unwrap();
    let sim = SimMount::printer(&link, SimPrinter::new(profile.clone(), Pace::Instant), clock()).unwrap();
    let (sender, events) = channel();
    let printer = spawn_printer(&link, profile.clone(), clock(), move |event| {
        sender.send(event).ok();
    })
    .unwrap();
    let ended = |job, result| PrinterEvent::JobEnded { job, result };

    wait_for(&events, &PrinterEvent::Condition(C::Ready));
    printer.print(1, slip(1));
    wait_for(&events, &ended(1, JobResult::Printed));
    let picture = compose(&rasterize(&receipt, &profile, profile.raster.unwrap(), &fonts).unwrap(), &profile);
    assert_eq!(sim.papers()[0].bitmap, picture);
    assert_eq!(sim.latest_bytes(), Some(slip(1).bytes));

    sim.unplug();
    wait_for(&events, &PrinterEvent::Condition(C::Unplugged));
    assert!(!link.exists());
    printer.print(2, slip(2));
    wait_for(&events, &ended(2, JobResult::NotPrinted(C::Unplugged)));
    sim.replug();
    let replugged = Instant::now();
    wait_for(&events, &PrinterEvent::Condition(C::Ready));
    assert!(replugged.elapsed() < Duration::from_secs(3), "{:?}", replugged.elapsed());
    printer.print(3, slip(3));
    wait_for(&events, &ended(3, JobResult::Printed));

    sim.fault(PrinterFault::PaperOut);
    wait_for(&events, &PrinterEvent::Condition(C::PaperOut));
    sim.repair();
    wait_for(&events, &PrinterEvent::Condition(C::Ready));
    assert_eq!(sim.papers().len(), 2);
    assert_eq!(sim.protocol_errors(), []);
}

#[test]
fn a_stalled_printer_holds_nobody_up_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("printer");
    let mut profile = PrinterProfile::named("generic-80").unwrap();
    // Fills the pty sooner; the simulated printer takes everything at once in any case.
    profile.baud = 921_600;
    let sim = SimMount::printer(&link, SimPrinter::new(profile.clone(), Pace::Instant), clock()).unwrap();
    let (sender, events) = channel();
    let printer = spawn_printer(&link, profile.clone(), clock(), move |event| {
        sender.send(event).ok();
    })
    .unwrap();
    let ended = |job, result| PrinterEvent::JobEnded { job, result };
    wait_for(&events, &PrinterEvent::Condition(C::Ready));
    sim.fault(PrinterFault::Stall);
    printer.print(1, EncodedSlip { bytes: vec![0; 60_000], dots: 0 });
    wait_for(&events, &PrinterEvent::Condition(C::Stalled));
    wait_for(&events, &ended(1, JobResult::Unconfirmed(C::Stalled)));

    let ordered = Instant::now();
    printer.print(2, EncodedSlip { bytes: vec![0; 100], dots: 0 });
    wait_for(&events, &ended(2, JobResult::NotPrinted(C::Stalled)));
    assert!(ordered.elapsed() < Duration::from_secs(3), "{:?}", ordered.elapsed());

    sim.repair();
    wait_for(&events, &PrinterEvent::Condition(C::Ready));
    let slip = encode(&Receipt::new().number("A105"), &profile, &Fonts::system().unwrap(), JobTag::of(3));
    printer.print(3, slip.unwrap());
    wait_for(&events, &ended(3, JobResult::Printed));
    assert_eq!(sim.papers().len(), 1);
    assert_eq!(sim.protocol_errors(), []);
}

#[test]
fn scans_over_a_pty_in_every_manner() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("scanner");
    let sim = SimMount::scanner(&link, SimScanner::new(), clock()).unwrap();
    let (sender, events) = channel();
    let profile = ScannerProfile::named("generic-cdc").unwrap();
    let scanner = spawn_scanner(&link, profile, clock(), move |event| {
        sender.send(event).ok();
    })
    .unwrap();
    let scanned = |text: &str| ScannerEvent::Scanned(crate::Frame::new(text.into()));
    wait_for(&events, &ScannerEvent::Condition(ScannerCondition::Ready));
    scanner.arm(true);
    for (payload, manner, expected) in [
        ("Nguyễn Văn A", Manner::Whole, "Nguyễn Văn A"),
        ("doubled", Manner::Doubled, "doubled"),
        ("slowly", Manner::Slow, "slowly"),
        ("cut off", Manner::Cut, "cut"),
    ] {
        sim.scan(payload.as_bytes(), manner);
        wait_for(&events, &scanned(expected));
    }
    sim.unplug();
    wait_for(&events, &ScannerEvent::Condition(ScannerCondition::Unplugged));
    sim.replug();
    wait_for(&events, &ScannerEvent::Condition(ScannerCondition::Ready));
    sim.scan(b"again", Manner::Whole);
    wait_for(&events, &scanned("again"));
}

#[test]
fn a_simulated_printer_serves_a_tty_that_is_there_already() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("far-end");
    // The far end is a pty whose other side this test holds as a plain line.
    let (near, far) = TTYPort::pair().unwrap();
    std::os::unix::fs::symlink(far.name().unwrap(), &link).unwrap();
    let profile = PrinterProfile::named("generic-80").unwrap();
    let device = SimPrinter::new(profile, Pace::Instant);
    let served = std::thread::spawn(move || {
        crate::sim::mount::serve_tty(&link, 115_200, device, &MonotonicClock::new()).to_string()
    });
    let mut near = near;
    near.set_timeout(Duration::from_secs(20)).unwrap();
    near.write_all(&[0x10, 0x04, 0x01]).unwrap();
    let mut answer = [0];
    near.read_exact(&mut answer).unwrap();
    assert_eq!(answer, [0x12]);
    drop((near, far));
    assert!(served.join().unwrap().contains("the line broke"));
}
