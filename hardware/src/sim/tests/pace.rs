//! How long a slip takes, and how slips end.

use std::time::Duration;

use super::*;

/// Feeds `bytes` as the kiosk's driver does and gives the time at which the confirmation came.
fn time_to_confirm(profile: &PrinterProfile, bytes: &[u8]) -> Duration {
    let mut sim = SimPrinter::new(profile.clone(), Pace::Real);
    let start = Tick::from_secs(1);
    let mut now = start;
    for chunk in bytes.chunks(256) {
        sim.on_bytes(now, chunk);
    }
    while sim.take_output().is_empty() {
        now = sim.deadline().unwrap();
        sim.on_time(now);
    }
    assert_eq!(sim.protocol_errors(), []);
    assert_eq!(sim.papers().len(), 1);
    now - start
}

fn epson(baud: u32, paper_mm_per_s: u32) -> PrinterProfile {
    PrinterProfile { baud, paper_mm_per_s, ..PrinterProfile::named("epson-tm-t20iii").unwrap() }
}

fn lines(lines: usize) -> Vec<u8> {
    let line = [&b"Xin moi Quy khach ngoi cho goi so."[..], b"\n"].concat();
    [&b"\x1b@"[..], &line.repeat(lines), b"\x1dVB\0\x1d(H\x06\x00000001"].concat()
}

#[test]
fn text_is_bound_by_the_paper_and_pictures_by_the_wire() {
    let profile = epson(115_200, 150);
    let text = lines(30);
    let (paper, wire) = (profile.paper_time(30 * 30), profile.wire_time(text.len()));
    let took = time_to_confirm(&profile, &text);
    assert!(wire < paper && took >= paper, "{took:?}");
    assert!(took < paper + Duration::from_millis(15), "{took:?}: one piece of wire and the paper");

    let picture =
        [b"\x1b@", &[&b"\x1dv0\0\x48\0\x40\0"[..], &[0x55; 72 * 64]].concat().repeat(4)[..]].concat();
    let picture = [&picture[..], b"\x1dVB\0\x1d(H\x06\x00000001"].concat();
    let (paper, wire) = (profile.paper_time(256), profile.wire_time(picture.len()));
    let took = time_to_confirm(&profile, &picture);
    assert!(paper < wire && took >= wire && took < wire + profile.paper_time(80), "{took:?}");
}

#[test]
fn a_slow_line_is_as_slow_as_it_is() {
    let profile = epson(9_600, 150);
    let text = lines(30);
    let took = time_to_confirm(&profile, &text);
    let wire = profile.wire_time(text.len());
    assert!(took >= wire && took < wire + profile.paper_time(60), "{took:?}");
}

#[test]
fn being_looked_at_late_costs_no_time() {
    let profile = epson(115_200, 150);
    let bytes = lines(10);
    let mut sim = SimPrinter::new(profile.clone(), Pace::Real);
    sim.on_bytes(Tick::ZERO, &bytes);
    sim.on_time(time_to_confirm(&profile, &bytes));
    assert_eq!(sim.take_output(), b"7\"0001\0");
}

#[test]
fn paper_that_ran_out_waits_and_goes_on_from_the_repair() {
    let profile = epson(115_200, 150);
    let bytes = lines(10);
    let mut sim = SimPrinter::new(profile.clone(), Pace::Real);
    sim.on_bytes(Tick::ZERO, &bytes);
    sim.fault(Tick::from_millis(100), PrinterFault::PaperOut);
    sim.on_time(Tick::from_secs(60));
    assert!(sim.papers().is_empty());
    sim.repair(Tick::from_secs(60));
    assert_eq!(sim.deadline(), Some(Tick::from_secs(60) + profile.paper_time(30)));
    sim.on_time(Tick::from_secs(61));
    assert_eq!(sim.papers()[0].text().len(), 10);
}

#[test]
fn the_paper_status_is_answered_after_the_cut_when_it_is_asked_after_it() {
    let profile = PrinterProfile::named("kp-628e").unwrap();
    let mut sim = SimPrinter::new(profile, Pace::Real);
    sim.on_bytes(Tick::ZERO, b"\x1b@A\n\x1dVA\0\x1dr\x01");
    while let Some(now) = sim.deadline() {
        sim.on_time(now);
        assert_eq!(sim.take_output().is_empty(), sim.papers().is_empty());
    }
    assert_eq!(sim.papers()[0].bytes, b"\x1b@A\n\x1dVA\0\x1dr\x01");
}

#[test]
fn a_slip_without_a_cutter_is_torn_off_after_its_closing_feed() {
    let profile = PrinterProfile::named("generic-58").unwrap();
    let fonts = Fonts::system().unwrap();
    let bytes = encode(&ticket(), &profile, &fonts, JobTag::of(1)).unwrap().bytes;
    let mut sim = SimPrinter::new(profile.clone(), Pace::Instant);
    sim.on_bytes(Tick::ZERO, &bytes.repeat(2));
    assert_eq!(sim.protocol_errors(), []);
    assert_eq!(sim.papers().len(), 2);
    assert_eq!(sim.papers()[0], sim.papers()[1]);
    assert_eq!(sim.papers()[0].bytes, bytes);
    assert_eq!(codes(&sim.papers()[0].bitmap), [TOKEN]);
}

#[test]
fn kinds_of_status_that_the_profile_lacks_stay_without_answer() {
    let mut profile = PrinterProfile::named("kp-628e").unwrap();
    profile.status.retain(|kind| kind.number() != 3);
    let mut sim = SimPrinter::new(profile, Pace::Instant);
    sim.fault(Tick::ZERO, PrinterFault::SlipNotTaken);
    sim.on_bytes(Tick::ZERO, b"\x10\x04\x01\x10\x04\x03\x10\x04\x04");
    assert_eq!(sim.take_output(), [0x92, 0x12]);
    assert_eq!(sim.protocol_errors(), []);
    sim.on_bytes(Tick::ZERO, b"\x1da\x0f");
    assert_eq!(sim.protocol_errors().len(), 1, "no automatic status");
}

#[test]
fn automatic_status_follows_every_change() {
    let mut sim = SimPrinter::new(PrinterProfile::named("generic-80").unwrap(), Pace::Instant);
    sim.on_bytes(Tick::ZERO, b"\x1da\x0f");
    sim.fault(Tick::ZERO, PrinterFault::PassingError);
    sim.repair(Tick::ZERO);
    sim.on_bytes(Tick::ZERO, b"\xff");
    let frames = [[0x10, 0, 0, 0x0F], [0x18, 0x40, 0, 0x0F], [0x10, 0, 0, 0x0F], [0x18, 0x20, 0, 0x0F]];
    assert_eq!(sim.take_output(), frames.concat());
}

#[test]
fn paper_that_runs_away_is_refused() {
    let mut sim = SimPrinter::new(PrinterProfile::named("generic-80").unwrap(), Pace::Instant);
    sim.on_bytes(Tick::ZERO, &b"\x1bd\xff".repeat(10));
    assert_eq!(sim.protocol_errors().len(), 1);
    assert_eq!(sim.protocol_errors()[0].bytes, b"\x1bd\xff".repeat(7)[..16]);
}
