//! `kiosk simulate` on a tty, driven by its stdin.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use kiosk_tests::program;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// Longest wait for the process.
const PATIENCE: Duration = Duration::from_secs(20);

/// The kiosk's end of a line, and the name of the other end.
fn line() -> (File, PathBuf) {
    let end = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&end).unwrap();
    unlockpt(&end).unwrap();
    let mut settings = tcgetattr(&end).unwrap();
    settings.make_raw();
    tcsetattr(&end, OptionalActions::Now, &settings).unwrap();
    let name = ptsname(&end, Vec::new()).unwrap().into_string().unwrap();
    (File::from(end), name.into())
}

/// Everything that comes from `source`, piece by piece.
fn pieces(mut source: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 256];
        while let Ok(n @ 1..) = source.read(&mut buffer) {
            if sender.send(buffer[..n].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}

struct Simulated {
    child: Child,
    orders: ChildStdin,
    answers: Receiver<String>,
}

impl Simulated {
    fn printer(tty: &Path, out: &Path) -> Self {
        let out = out.to_str().unwrap();
        Self::started("printer", tty, &["--profile", "kp-628e", "--baud", "38400", "--out", out])
    }

    fn scanner(tty: &Path, profile: &str, manner: &str) -> Self {
        Self::started("scanner", tty, &["--profile", profile, "--manner", manner])
    }

    fn started(device: &str, tty: &Path, options: &[&str]) -> Self {
        let mut child = Command::new(program())
            .args(["simulate", device, "--tty"])
            .arg(tty)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, answers) = mpsc::channel();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { orders: child.stdin.take().unwrap(), child, answers }
    }

    fn order(&mut self, order: &str) -> String {
        writeln!(self.orders, "{order}").unwrap();
        self.answers.recv_timeout(PATIENCE).unwrap()
    }
}

impl Drop for Simulated {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_simulated_printer_prints_breaks_and_tells_by_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let (mut kiosk, tty) = line();
    let said = pieces(kiosk.try_clone().unwrap());
    let hear = || said.recv_timeout(PATIENCE).unwrap();
    let mut printer = Simulated::printer(&tty, folder.path());

    assert_eq!(printer.order("papers"), "slips: 0");
    kiosk.write_all(b"\x1b@A105\n\x1dVA\0\x1dr\x01").unwrap();
    assert_eq!(hear(), [0x00], "confirmed after the cut");
    assert_eq!(printer.order("papers"), "slips: 1");
    assert!(printer.answers.recv_timeout(PATIENCE).unwrap().starts_with("slip 1 of 1: 3 mm"));
    assert_eq!(printer.answers.recv_timeout(PATIENCE).unwrap(), "  A105");
    assert!(folder.path().join("slip-1.png").exists());

    assert_eq!(printer.order("fault paper-out"), "broken: paper-out");
    kiosk.write_all(b"\x10\x04\x04").unwrap();
    assert_eq!(hear(), [0x72]);
    assert_eq!(printer.order("repair"), "repaired");
    assert!(printer.order("dance").contains("die-after-bytes N"));
}

/// What comes until `end` has come.
fn until(said: &Receiver<Vec<u8>>, end: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    while !all.ends_with(end) {
        all.extend(said.recv_timeout(PATIENCE).unwrap());
    }
    all
}

#[test]
fn a_simulated_scanner_reads_lines_in_every_manner() {
    let (kiosk, tty) = line();
    let said = pieces(kiosk.try_clone().unwrap());
    let mut scanner = Simulated::scanner(&tty, "generic-cdc", "slow");
    writeln!(scanner.orders, "one|two").unwrap();
    assert_eq!(until(&said, b"\r"), b"one|two\r");
    writeln!(scanner.orders, "manner run-together\nthree").unwrap();
    assert_eq!(until(&said, b"\r"), b"threethree\r");
    writeln!(scanner.orders, "manner cut\nfour|five").unwrap();
    assert_eq!(until(&said, b"four"), b"four");
    assert!(scanner.order("manner sleepy").starts_with("known are: whole, cut"));
}

#[test]
fn a_simulated_module_in_command_mode_reads_when_it_is_told() {
    let (mut kiosk, tty) = line();
    let said = pieces(kiosk.try_clone().unwrap());
    let mut scanner = Simulated::scanner(&tty, "gm65", "whole");
    // Answered, so the line before it was taken: the code is held before the scanner.
    writeln!(scanner.orders, "held").unwrap();
    assert!(scanner.order("manner sleepy").starts_with("known are"));
    // The trigger command of the GM65 manual.
    kiosk.write_all(b"\x7e\x00\x08\x01\x00\x02\x01\xab\xcd").unwrap();
    assert!(until(&said, b"\r").ends_with(b"held\r"));
}
