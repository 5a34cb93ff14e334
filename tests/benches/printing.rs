//! `make bench`: what a slip costs in bytes, in time to encode it, and in time until the paper is out.
//!
//! With the argument `encode` only the first part is done, for `peer.py`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

use std::sync::mpsc;
use std::time::{Duration, Instant};

use kiosk::slip::Slip;
use kiosk_core::text::Lang;
use kiosk_hardware::sim::Watched;
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::{EncodedSlip, Fonts, JobTag, PrinterProfile, Receipt, Way, encode_as};
use kiosk_tests::apart;
use kiosk_tests::rig::in_real_time;

/// Encodings timed for each way.
const TURNS: u64 = 200;
/// Tickets whose paper is waited for.
const TICKETS: usize = 8;

fn main() {
    let profiles: Vec<PrinterProfile> =
        PrinterProfile::names().map(|name| PrinterProfile::named(name).unwrap()).collect();
    println!("the reference slip");
    for profile in &profiles {
        for way in profile.ways() {
            println!("  {:16} {:13} {}", profile.name, way.name(), encoding(profile, way));
        }
    }
    if std::env::args().any(|arg| arg == "encode") {
        return;
    }
    println!("tap to paper out at 115200 baud and 150 mm/s");
    for profile in &profiles {
        for way in profile.ways() {
            // One screen a thread.
            let figures = apart(|| paper_out(profile, way));
            println!("  {:16} {:13} {figures}", profile.name, way.name());
        }
    }
}

fn encoded(profile: &PrinterProfile, way: Way, receipt: &Receipt, fonts: &Fonts, job: u64) -> EncodedSlip {
    encode_as(way, receipt, profile, fonts, JobTag::of(job)).unwrap()
}

fn encoding(profile: &PrinterProfile, way: Way) -> String {
    let fonts = Fonts::system().unwrap();
    let receipt = Slip::reference(Lang::Vi).receipt();
    let started = Instant::now();
    let slip = encoded(profile, way, &receipt, &fonts, 0);
    let first = started.elapsed();
    let mut times: Vec<Duration> = (1..=TURNS)
        .map(|job| {
            let started = Instant::now();
            encoded(profile, way, &receipt, &fonts, job);
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    format!(
        "{:6} bytes  {:4} mm  encode {:5.2} ms, the first {:5.2} ms",
        slip.bytes.len(),
        slip.dots / profile.dots_per_mm,
        times[times.len() / 2].as_secs_f64() * 1000.0,
        first.as_secs_f64() * 1000.0
    )
}

/// The median time from the tap to the cut, and how many times it is what wire and paper alone need.
fn paper_out(profile: &PrinterProfile, way: Way) -> String {
    let profile = PrinterProfile { baud: 115_200, paper_mm_per_s: 150, way, ..profile.clone() };
    let (out, papers) = mpsc::channel();
    let mut seen = 0;
    let watch = move |printer: &mut SimPrinter, _, _: &[u8]| {
        if printer.papers().len() > seen {
            seen = printer.papers().len();
            let paper = &printer.papers()[seen - 1];
            out.send((Instant::now(), paper.bytes.len(), paper.bitmap.height())).unwrap();
        }
    };
    let printer = Watched::new(SimPrinter::new(profile.clone(), Pace::Real), watch);
    let mut times = in_real_time(&profile, printer, move |rig| {
        let ticket = |_| {
            rig.tap("Chỉ lấy số thứ tự");
            rig.wait_for_page("services");
            let tapped = rig.tap("Cư trú");
            let (came, bytes, dots) = papers.recv_timeout(Duration::from_secs(20)).unwrap();
            rig.wait_for_page("done");
            rig.tap("Xong");
            rig.wait_for_page("welcome");
            (came.saturating_duration_since(tapped), bytes, dots)
        };
        (0..TICKETS).map(ticket).collect::<Vec<_>>()
    });
    times.sort_unstable();
    let (took, bytes, dots) = times[times.len() / 2];
    let (wire, paper) = (profile.wire_time(bytes), profile.paper_time(dots));
    let times = |alone: Duration| took.as_secs_f64() / alone.as_secs_f64();
    format!(
        "{:4} ms = {:4.2} x the wire alone ({:4} ms), {:4.2} x the paper alone ({:4} ms)",
        took.as_millis(),
        times(wire),
        wire.as_millis(),
        times(paper),
        paper.as_millis()
    )
}
