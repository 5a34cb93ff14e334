//! The driver against a clock turned by hand, alone and joined to a simulated scanner.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::sim::Device;
use crate::sim::scanner::{Manner, SimScanner};

fn ms(n: u64) -> Tick {
    Tick::from_millis(n)
}

fn driver(profile: &str) -> ScannerDriver {
    ScannerDriver::new(ScannerProfile::named(profile).unwrap())
}

fn events(driver: &mut ScannerDriver) -> Vec<ScannerEvent> {
    std::iter::from_fn(|| driver.poll_event()).collect()
}

#[test]
fn the_driver_tells_conditions_once_and_scans_when_armed() {
    let mut driver = driver("generic-cdc");
    let now = ms(1000);
    driver.lost(now);
    driver.lost(now);
    driver.opened(now);
    driver.on_bytes(now, b"early\r");
    driver.arm(now, true);
    driver.on_bytes(now, b"late\r");
    driver.on_bytes(now, b"H\xe0 N\xe3\r");
    assert_eq!(
        events(&mut driver),
        [
            ScannerEvent::Condition(ScannerCondition::Unplugged),
            ScannerEvent::Condition(ScannerCondition::Ready),
            ScannerEvent::Scanned(Frame::new(b"late".to_vec())),
            ScannerEvent::Garbled(Garbling::NotUtf8),
        ]
    );
}

#[test]
fn debug_shows_no_byte_of_a_scan() {
    let event = ScannerEvent::Scanned(Frame::new(b"001099012345|secret".to_vec()));
    assert_eq!(format!("{event:?}"), "Scanned(Frame(19 bytes))");
    let wedge = ScannerEvent::Wedge(WedgeNumber::of(b"001099012345|").unwrap());
    assert_eq!(format!("{wedge:?}"), "Wedge(WedgeNumber(12 digits))");
}

/// A driver and a simulated scanner of the same profile, and what went over the line to it.
struct Line {
    driver: ScannerDriver,
    scanner: SimScanner,
    sent: Vec<(Tick, Vec<u8>)>,
}

impl Line {
    fn new(profile: &str) -> Self {
        let profile = ScannerProfile::named(profile).unwrap();
        let scanner = SimScanner::of(&profile);
        Self { driver: ScannerDriver::new(profile), scanner, sent: Vec::new() }
    }

    /// Lets everything happen that is due, until `until`.
    fn run(&mut self, from: Tick, until: Tick) -> Vec<ScannerEvent> {
        let mut now = from;
        loop {
            self.driver.on_time(now);
            self.scanner.on_time(now);
            while let Some(bytes) = self.driver.take_output(now) {
                self.scanner.on_bytes(now, &bytes);
                self.driver.wrote(now, bytes.len());
                self.sent.push((now, bytes));
            }
            let came = self.scanner.take_output();
            if !came.is_empty() {
                self.driver.on_bytes(now, &came);
                continue;
            }
            let due = self.driver.deadline().into_iter().chain(self.scanner.deadline()).min();
            match due.filter(|at| *at <= until) {
                Some(at) => now = at.max(now + ms(1)),
                None => return events(&mut self.driver),
            }
        }
    }

    fn orders(&self, order: &Order) -> Vec<u64> {
        let same = self.sent.iter().filter(|(_, bytes)| *bytes == order.send);
        same.map(|(at, _)| u64::try_from(at.as_millis()).unwrap()).collect()
    }
}

use crate::profile::Order;

#[test]
fn a_scanner_that_reads_when_told_is_told_while_armed_and_only_then() {
    for name in ["gm65", "honeywell", "newland"] {
        let profile = ScannerProfile::named(name).unwrap();
        let trigger = profile.trigger.clone().unwrap();
        let mut line = Line::new(name);
        line.driver.opened(ms(0));
        line.run(ms(0), ms(60_000));
        assert_eq!(line.orders(&trigger.order), [0; 0], "{name}: told to read before anybody wants it");
        line.driver.arm(ms(60_000), true);
        line.run(ms(60_000), ms(60_000 + 2 * trigger.again_ms));
        let told = line.orders(&trigger.order);
        assert_eq!(told.len(), 3, "{name}: {told:?}");
        line.driver.arm(ms(90_000), false);
        line.run(ms(90_000), ms(200_000));
        assert_eq!(line.orders(&trigger.order).len(), 3, "{name}: told to read when nobody wants it");
        assert_eq!(line.orders(profile.stop.as_ref().unwrap()).len(), 1, "{name}");
        assert!(line.scanner.protocol_errors().is_empty(), "{name}: {:?}", line.scanner.protocol_errors());
    }
}

#[test]
fn a_scanner_that_reads_when_told_reads_code_after_code() {
    for name in ["gm65", "honeywell", "newland"] {
        let mut line = Line::new(name);
        line.driver.opened(ms(0));
        line.run(ms(0), ms(1000));
        line.driver.arm(ms(1000), true);
        line.scanner.scan(ms(1200), b"https://example.com", Manner::Whole);
        let first = line.run(ms(1200), ms(1500));
        line.scanner.scan(ms(2200), "048160001234|Hà".as_bytes(), Manner::Whole);
        let second = line.run(ms(1500), ms(3000));
        let scanned = |text: &str| ScannerEvent::Scanned(Frame::new(text.into()));
        assert_eq!(first.last(), Some(&scanned("https://example.com")), "{name}");
        assert_eq!(second, [scanned("048160001234|Hà")], "{name}");
    }
}

#[test]
fn a_scanner_that_reads_when_told_reads_the_card_after_a_phone_that_was_held_on() {
    for name in ["gm65", "honeywell", "newland"] {
        let profile = ScannerProfile::named(name).unwrap();
        let mut line = Line::new(name);
        line.driver.opened(ms(0));
        line.run(ms(0), ms(1000));
        line.driver.arm(ms(1000), true);
        let mut seen = Vec::new();
        for at in [1200, 2000] {
            line.scanner.scan(ms(at), b"https://example.com", Manner::Whole);
            seen.extend(line.run(ms(at), ms(at + 790)));
        }
        let told = line.orders(&profile.trigger.unwrap().order);
        line.scanner.scan(ms(2800), "048160001234|Hà".as_bytes(), Manner::Whole);
        seen.extend(line.run(ms(2800), ms(3100)));
        let scanned = |text: &str| ScannerEvent::Scanned(Frame::new(text.into()));
        assert_eq!(seen, [scanned("https://example.com"), scanned("048160001234|Hà")], "{name}");
        assert_eq!(
            told.len(),
            3,
            "{name}: told to read after the first phone and after its repeat: {told:?}"
        );
    }
}

#[test]
fn a_scanner_that_was_pulled_out_is_set_up_and_told_again() {
    let mut line = Line::new("newland");
    let profile = ScannerProfile::named("newland").unwrap();
    line.driver.opened(ms(0));
    line.driver.arm(ms(0), true);
    line.run(ms(0), ms(500));
    line.driver.lost(ms(600));
    line.run(ms(600), ms(20_000));
    assert_eq!(line.orders(&profile.setup[0]), [0]);
    line.driver.opened(ms(20_000));
    line.run(ms(20_000), ms(20_500));
    assert_eq!(line.orders(&profile.setup[0]), [0, 20_000]);
    assert_eq!(line.orders(&profile.trigger.unwrap().order), [100, 20_100]);
}

#[test]
fn a_stalled_line_loses_an_order_and_no_later_one() {
    let mut driver = driver("honeywell");
    driver.opened(ms(0));
    driver.arm(ms(0), true);
    driver.on_time(ms(0));
    assert_eq!(driver.take_output(ms(0)).unwrap(), [0x16, 0x54, 0x0d]);
    driver.wrote(ms(0), 1);
    assert_eq!(driver.take_output(ms(0)).unwrap(), [0x54, 0x0d]);
    driver.write_stalled(ms(250));
    driver.on_time(ms(9_999));
    assert_eq!(driver.take_output(ms(9_999)), None);
    assert_eq!(driver.deadline(), Some(ms(10_000)));
    driver.on_time(ms(10_000));
    assert_eq!(driver.take_output(ms(10_000)).unwrap(), [0x16, 0x54, 0x0d]);
}

#[test]
fn a_stalled_line_loses_no_setting_and_no_stop() {
    let mut driver = driver("newland");
    let profile = ScannerProfile::named("newland").unwrap();
    let (setup, stop) = (&profile.setup[0].send, &profile.stop.as_ref().unwrap().send);
    driver.opened(ms(0));
    driver.arm(ms(0), true);
    assert_eq!(driver.take_output(ms(0)).as_ref(), Some(setup));
    driver.wrote(ms(0), 1);
    driver.write_stalled(ms(250));
    assert_eq!(driver.take_output(ms(250)), None, "not at once");
    let again = driver.deadline().unwrap();
    assert_eq!(driver.take_output(again).as_ref(), Some(setup), "from its beginning");
    for armed in [false, true, false] {
        driver.arm(again, armed);
        driver.write_stalled(again);
    }
    let mut sent = Vec::new();
    for at in (1000..5000).step_by(100) {
        driver.on_time(ms(at));
        while let Some(order) = driver.take_output(ms(at)) {
            driver.wrote(ms(at), order.len());
            sent.push(order);
        }
    }
    let settings = profile.setup.iter().map(|order| order.send.clone());
    assert_eq!(sent, settings.chain([stop.clone()]).collect::<Vec<_>>());
}

#[test]
fn a_probe_tells_bytes_both_ways_and_what_became_of_them() {
    let mut probe = Probe::new(driver("honeywell"));
    probe.opened(ms(0));
    probe.command(ms(0), ScannerCommand::Arm(true));
    probe.on_time(ms(0));
    let sent = probe.take_output(ms(0)).unwrap();
    probe.wrote(ms(0), sent.len());
    probe.on_bytes(ms(5), b"abc");
    probe.on_bytes(ms(200), b"x\r");
    let came = |at, bytes: &[u8]| ProbeEvent::Came(ms(at), Frame::new(bytes.to_vec()));
    let scanned =
        |at, bytes: &[u8]| ProbeEvent::Told(ms(at), ScannerEvent::Scanned(Frame::new(bytes.to_vec())));
    let events: Vec<_> = std::iter::from_fn(|| probe.poll_event()).collect();
    assert_eq!(
        events[1..],
        [
            ProbeEvent::Went(ms(0), vec![0x16, 0x54, 0x0d]),
            came(5, b"abc"),
            scanned(200, b"abc"),
            came(200, b"x\r"),
            scanned(200, b"x"),
        ]
    );
}
