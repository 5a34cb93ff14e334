#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::PrinterProfile;

fn profile() -> PrinterProfile {
    PrinterProfile::named("generic-80").unwrap()
}

/// A printer that answers everything well, for a slip of three bytes.
fn record() -> String {
    let mut file = Vec::new();
    let mut driver = Recorded::new(PrinterDriver::new(profile()), &mut file, Tick::from_micros(5_000_300));
    let at = |us: u64| Tick::from_micros(5_000_300 + us);
    driver.opened(at(0));
    while let Some(bytes) = driver.take_output(at(700)) {
        driver.wrote(at(900), bytes.len());
    }
    driver.on_bytes(at(2_500), &[0x12, 0x12, 0x12, 0x12]);
    let slip = EncodedSlip { bytes: b"\x1b@\n".to_vec(), dots: 30 };
    driver.command(at(3_999), PrinterCommand::Print { job: 1, slip });
    let sent = driver.take_output(at(4_000)).unwrap();
    driver.wrote(at(4_100), sent.len());
    driver.on_bytes(at(9_000), b"7\"   !\0");
    while driver.poll_event().is_some() {}
    String::from_utf8(file).unwrap()
}

#[test]
fn a_recording_replays() {
    let text = record();
    assert!(text.contains(r#"{"ms":0,"kind":"opened"}"#), "{text}");
    assert!(text.contains(r#"{"ms":3,"kind":"print","job":1,"dots":30,"hex":"1b400a"}"#), "{text}");
    assert!(
        text.contains(r#"{"ms":9,"kind":"ended","job":1,"result":"printed","condition":null}"#),
        "{text}"
    );
    replay(&text, profile()).unwrap();
}

#[test]
fn another_byte_another_event_and_a_missing_event_are_found() {
    let text = record();
    let other_byte = text.replace(r#""kind":"sent","hex":"1b400a""#, r#""kind":"sent","hex":"1b400b""#);
    assert!(matches!(replay(&other_byte, profile()), Err(Difference::Output { .. })));
    let other_event = text.replace(r#""condition":"ready""#, r#""condition":"paper-out""#);
    assert!(matches!(replay(&other_event, profile()), Err(Difference::Event { .. })));
    let short: String =
        text.lines().filter(|line| !line.contains("ended")).map(|l| format!("{l}\n")).collect();
    assert!(matches!(replay(&short, profile()), Err(Difference::Event { .. })));
    let broken = text.replace("1b400a", "1b400");
    assert!(matches!(replay(&broken, profile()), Err(Difference::Digits { .. })));
}

#[test]
fn the_driver_is_never_woken_before_the_millisecond_that_it_wants() {
    let start = Tick::from_micros(300);
    let mut driver = Recorded::new(PrinterDriver::new(profile()), Vec::new(), start);
    driver.opened(start);
    while let Some(bytes) = driver.take_output(start) {
        driver.wrote(start, bytes.len());
    }
    let due = driver.deadline().unwrap();
    driver.on_time(due);
    assert!(driver.deadline().unwrap() > due);
}

/// A file that is full.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_costs_the_recording_and_not_the_slip() {
    let mut driver = Recorded::new(PrinterDriver::new(profile()), Full, Tick::ZERO);
    driver.opened(Tick::ZERO);
    assert!(driver.take_output(Tick::ZERO).is_some());
}
