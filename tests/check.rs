//! `kiosk check`: a configuration with its devices, in order and out of order.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use kiosk::clock::SystemClock;
use kiosk_core::office::{Setting, Texts};
use kiosk_core::text::Text;
use kiosk_hardware::PrinterProfile;
use kiosk_hardware::office::{OfficeFault, SimOfficeServer};
use kiosk_hardware::sim::mount::SimMount;
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::sim::scanner::SimScanner;
use kiosk_tests::{configuration, program, set_office};
use tempfile::TempDir;

/// The line about what administrators have set.
const SETTINGS: &str = "Thiết lập";

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

/// The same with these lines in the configuration's `[console]`.
fn check_console(folder: &Path, console: &str) -> String {
    let config = folder.join("kiosk.toml");
    let text = configuration(folder, "ipp://localhost:9/printers/a4");
    fs::write(&config, text.replace("[console]", &format!("[console]\n{console}"))).unwrap();
    let output = Command::new(program()).arg("check").arg("--config").arg(&config).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
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

#[test]
fn what_administrators_have_set_is_laid_over_the_configuration_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let told =
        || line(&check(folder.path(), "ipp://localhost:9/printers/a4", FORGETFUL).1, SETTINGS).to_owned();
    assert!(told().starts_with('✓') && told().contains("as configured"), "{}", told());
    let (office, _) = kiosk::config::demo().unwrap();
    let texts = Texts {
        name: Text::new("UBND phường mới", "New Ward"),
        notices: Vec::new(),
        house_rules: Vec::new(),
    };
    let data = folder.path().join("data");
    set_office(&data, &Setting::Texts(texts));
    assert!(told().starts_with('✓') && told().contains("as administrators"), "{}", told());
    // Services that the configuration's procedures do not know.
    fs::remove_dir_all(&data).unwrap();
    set_office(&data, &Setting::Services(vec![office.services[0].clone()]));
    assert!(told().starts_with('·') && told().contains("dịch vụ / services"), "{}", told());
    fs::write(data.join("queue.db"), "no database").unwrap();
    assert!(told().starts_with('!') && told().contains("not an SQLite database"), "{}", told());
}

/// `kiosk tls` with these arguments: how it ends and what it prints.
fn tls(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output =
        Command::new(program()).arg("tls").arg("--out").arg(folder).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[test]
fn a_certificate_is_made_renewed_and_judged() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    let (code, told) = tls(&one, &["--name", "kiosk.local", "--name", "192.168.1.20"]);
    assert!(code == Some(0) && told.contains("Trusted Root") && told.contains("one/server.crt"), "{told}");
    assert_eq!(tls(&other, &["--name", "kiosk.local"]).0, Some(0));
    let (code, told) = tls(&one, &[]);
    assert!(code == Some(0) && told.contains("Đã gia hạn") && told.contains("192.168.1.20"), "{told}");
    let (code, told) = tls(&one, &["--name", "example.vn"]);
    assert!(code == Some(2) && told.contains("was not made for example.vn"), "{told}");
    let console = |certificate: &Path, key: &Path| {
        let line = format!(
            "tls = {{ certificate = \"{}/server.crt\", key = \"{}/server.key\" }}",
            certificate.display(),
            key.display()
        );
        check_console(folder.path(), &line)
    };
    let table = console(&one, &one);
    let told = line(&table, "Chứng thư");
    assert!(told.starts_with('✓') && told.contains("kiosk.local, 192.168.1.20"), "{told}");
    assert!(line(&table, "Trang cán bộ").contains("https://"), "{table}");
    let told = console(&one, &other);
    let told = line(&told, "Chứng thư");
    assert!(told.starts_with('!') && told.contains("is not the key of"), "{told}");
}
