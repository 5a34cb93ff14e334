//! `kiosk check`: a configuration with its devices, in order and out of order.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use kiosk::clock::SystemClock;
use kiosk_hardware::PrinterProfile;
use kiosk_hardware::office::{OfficeFault, SimOfficeServer};
use kiosk_hardware::sim::mount::SimMount;
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::sim::scanner::SimScanner;
use kiosk_tests::{configuration, program};
use tempfile::TempDir;

/// A spooler's configuration that keeps nothing.
const FORGETFUL: &str = "PreserveJobFiles No\nPreserveJobHistory 60\n";

/// What the command prints, and how it ends.
fn check(folder: &Path, form_printer: &str, cups: &str) -> (Option<i32>, String) {
    let (config, spooler) = (folder.join("kiosk.toml"), folder.join("cupsd.conf"));
    fs::write(&config, configuration(folder, form_printer)).unwrap();
    fs::write(&spooler, cups).unwrap();
    let mut command = Command::new(program());
    command.arg("check").arg("--config").arg(&config).arg("--cups").arg(&spooler).stdin(Stdio::null());
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

/// The line about `part`.
fn line<'a>(table: &'a str, part: &str) -> &'a str {
    table.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("no {part} in\n{table}"))
}

fn clock() -> Arc<SystemClock> {
    Arc::new(SystemClock::new(Instant::now(), TimeZone::UTC))
}

fn folder_with_devices() -> (TempDir, impl Sized) {
    let folder = tempfile::tempdir().unwrap();
    let printer = SimPrinter::new(PrinterProfile::named("generic-80").unwrap(), Pace::Instant);
    let printer = SimMount::printer(&folder.path().join("printer"), printer, clock()).unwrap();
    let scanner = SimMount::scanner(&folder.path().join("scanner"), SimScanner::new(), clock()).unwrap();
    (folder, (printer, scanner))
}

#[test]
fn a_kiosk_in_order_passes_and_one_without_paper_does_not() {
    let (folder, _devices) = folder_with_devices();
    let office = SimOfficeServer::start(Duration::ZERO, clock()).unwrap();
    let (code, table) = check(folder.path(), &office.uri(), FORGETFUL);
    assert_eq!(code, Some(0), "{table}");
    assert!(!table.contains("CUPS") && line(&table, "Máy in số").starts_with('✓'), "{table}");
    assert!(line(&table, "Biểu mẫu").contains("22"), "{table}");
    office.fault(OfficeFault::PaperOut);
    let (code, table) = check(folder.path(), &office.uri(), FORGETFUL);
    assert_eq!(code, Some(2), "{table}");
    let told = line(&table, "Máy in A4");
    assert!(told.starts_with('!') && told.contains("không có giấy A4"), "{table}");
}

#[test]
fn what_is_missing_is_told_part_by_part() {
    let folder = tempfile::tempdir().unwrap();
    let (code, table) = check(folder.path(), "ipp://localhost:9/printers/a4", "PreserveJobFiles Yes\n");
    assert_eq!(code, Some(2), "{table}");
    for (part, word) in [
        ("Máy in số", "mất kết nối"),
        ("Đầu đọc", "mất kết nối"),
        ("Máy in A4", "ipp://localhost:9"),
        ("CUPS", "line 1"),
        ("CUPS", "PreserveJobFiles No"),
    ] {
        let told = line(&table, part);
        assert!(told.starts_with('!') && told.contains(word), "{part}: {told}");
    }
    for part in ["Thư mục", "Phông chữ", "Trang cán bộ", "Biểu mẫu"] {
        assert!(line(&table, part).starts_with('✓'), "{table}");
    }
}
