//! `kiosk print-test` on a simulated printer behind a pty, with the answers on stdin; and on a simulated A4
//! printer.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use kiosk_hardware::office::{OfficeFault, SimOfficeHandle, SimOfficeServer};
use kiosk_hardware::sim::mount::{SimMount, SimPrinterHandle};
use kiosk_hardware::sim::printer::{Pace, PrinterFault, SimPrinter};
use kiosk_hardware::{MonotonicClock, PrinterProfile};
use kiosk_tests::program;

use crate::slips::read_qr;

/// A printer that can do more than its profile claims: letters can be downloaded, and it has a code page.
const ABLE: [(&str, &str); 2] = [
    ("user_defined = false", "user_defined = true"),
    ("[raster]", "[code_page]\nencoding = \"windows-1258\"\npage = 94\n\n[raster]"),
];

struct Bench {
    folder: tempfile::TempDir,
    printer: SimPrinterHandle,
}

impl Bench {
    /// A simulated generic-80, with these pieces of its profile replaced.
    fn new(changes: &[(&str, &str)]) -> Self {
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../hardware/profiles/printers/generic-80.toml");
        let text = std::fs::read_to_string(file).unwrap();
        let text = changes.iter().fold(text, |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        });
        let profile = PrinterProfile::parse("generic-80", &text).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let printer = SimPrinter::new(profile, Pace::Instant);
        let clock = Arc::new(MonotonicClock::new());
        let printer = SimMount::printer(&folder.path().join("printer"), printer, clock).unwrap();
        Self { folder, printer }
    }

    fn port(&self) -> PathBuf {
        self.folder.path().join("printer")
    }

    /// `kiosk print-test` on it, as a generic-80.
    fn print_test(&self, answers: &str) -> Output {
        let mut child = Command::new(program())
            .args(["print-test", "--profile", "generic-80", "--device"])
            .arg(self.port())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that ends before it asks leaves the answers unread.
        let _ = child.stdin.take().unwrap().write_all(answers.as_bytes());
        child.wait_with_output().unwrap()
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_page_and_its_answers_become_lines_of_a_profile() {
    let bench = Bench::new(&ABLE);
    // Letters, ruler and code as pictures; the printer's own code; downloaded letters; page 94; the cut.
    let output = bench.print_test("y\ny\ny\ny\ny\n5\ny\n");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let expected = "# generic-80.toml\nway = \"raster\"\nuser_defined = true\nnative_qr = true\n\n\
                    [code_page]\nencoding = \"windows-1258\"\npage = 94\n";
    assert_eq!(stdout(&output), expected, "{}", stderr(&output));
    let papers = bench.printer.papers();
    assert_eq!(read_qr(&papers[0].to_png().unwrap()), "PRINT TEST RASTER");
    assert_eq!(read_qr(&papers[1].to_png().unwrap()), "PRINT TEST NATIVE");
}

#[test]
fn a_section_that_is_refused_does_not_cost_the_others() {
    let bench = Bench::new(&[]);
    let output = bench.print_test("y\nn\n64\ny\ny\nn\n");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let expected = "# generic-80.toml\nway = \"raster\"\ndots = 512\nuser_defined = false\nnative_qr = true\ncutter = \"none\"\n";
    assert_eq!(stdout(&output), expected, "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("3. user-defined: máy in không nhận / the printer refuses it"), "{told}");
    assert!(told.contains("4. windows-1258, page 52: máy in không nhận"), "{told}");
}

#[test]
fn a_printer_that_cannot_print_is_told_in_words() {
    let bench = Bench::new(&[]);
    bench.printer.fault(PrinterFault::PaperOut);
    let output = bench.print_test("");
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("hết giấy, xin thay giấy.") && told.contains("out of paper"), "{told}");
    assert!(stdout(&output).is_empty());
}

#[test]
fn a_port_that_is_not_there_is_told_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(program())
        .args(["print-test", "--profile", "generic-80", "--device"])
        .arg(folder.path().join("nothing"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("mất kết nối"), "{}", stderr(&output));
}

#[test]
fn wrong_usage_ends_with_64() {
    for args in [
        &["print-test"][..],
        &["print-test", "--profile", "generic-80"],
        &["print-test", "--device", "/x"],
        &["print-test", "--ipp", "ipp://x", "--profile", "generic-80"],
        &["print-test", "--ipp", "ipp://x", "--device", "/x"],
        &["print-test", "--device", "/x", "--profile", "generic-80", "--pdf", "/x"],
    ] {
        let output = Command::new(program()).args(args).stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(64), "{args:?}");
    }
}

fn a4_printer() -> SimOfficeHandle {
    SimOfficeServer::start(Duration::ZERO, Arc::new(MonotonicClock::new())).unwrap()
}

/// `kiosk print-test --ipp` on it.
fn page_test(printer: &SimOfficeHandle, more: &[&Path]) -> Output {
    let mut command = Command::new(program());
    command.args(["print-test", "--ipp", &printer.uri()]).args(more).stdin(Stdio::null());
    command.output().unwrap()
}

#[test]
fn an_a4_printer_is_described_and_prints_a_file() {
    let printer = a4_printer();
    let told = page_test(&printer, &[]);
    assert_eq!(told.status.code(), Some(0), "{}", stderr(&told));
    for line in ["Tên / Name: Simulator", "A4: có / yes", "PDF: có / yes", "In màu / Colour: không / no"]
    {
        assert!(stdout(&told).lines().any(|l| l == line), "no {line} in\n{}", stdout(&told));
    }
    assert_eq!(printer.received(), 0, "nothing is printed unasked");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("form.pdf");
    std::fs::write(&file, b"%PDF-1.4 a form").unwrap();
    let printed = page_test(&printer, &[Path::new("--pdf"), &file]);
    assert_eq!(printed.status.code(), Some(0), "{}", stderr(&printed));
    assert!(stdout(&printed).ends_with("Đã in / Printed\n"), "{}", stdout(&printed));
    assert_eq!(printer.latest_pdf().unwrap(), b"%PDF-1.4 a form");
}

#[test]
fn an_a4_printer_that_cannot_print_is_told_in_words() {
    let printer = a4_printer();
    printer.fault(OfficeFault::PaperOut);
    let told = page_test(&printer, &[]);
    assert_eq!(told.status.code(), Some(2), "{}", stderr(&told));
    assert!(stderr(&told).contains("không có giấy A4 trong khay"), "{}", stderr(&told));
    assert!(stdout(&told).contains("media-empty-warning, media-needed"), "{}", stdout(&told));
    printer.fault(OfficeFault::Off);
    let told = page_test(&printer, &[]);
    assert_eq!((told.status.code(), stdout(&told).as_str()), (Some(2), ""), "{}", stderr(&told));
}
