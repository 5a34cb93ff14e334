//! The kiosk of `tests/lobby.rs` as a process of its own: its devices are held here, at the other ends of real
//! serial lines, and everything that it writes lies in one folder.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use kiosk::clock::SystemClock;
use kiosk_hardware::PrinterProfile;
use kiosk_hardware::sim::mount::{SimMount, SimPrinterHandle, SimScannerHandle};
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::sim::scanner::{Manner, SimScanner};
use kiosk_render::Renderer;
use tempfile::TempDir;

use super::process::{free_port, program};

/// Longest wait for a page; a kiosk itself waits 45 s for a printer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The configuration that is shipped as an example.
const EXAMPLE: &str = include_str!("../../hardware/kiosk.example.toml");

/// A running kiosk.
pub struct Lobby {
    child: Child,
    touches: Option<ChildStdin>,
    told: Receiver<String>,
    page: String,
    scanner: SimScannerHandle,
    _printer: SimPrinterHandle,
    folder: TempDir,
    /// For what is written for the test alone.
    desk: TempDir,
}

impl Lobby {
    /// Starts one whose forms go to the printer or queue at `form_printer`, and waits for its welcome. A form
    /// under review stays for `review`.
    pub fn start(form_printer: &str, review: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(SystemClock::new(Instant::now(), TimeZone::UTC));
        let profile = PrinterProfile::named("generic-80").unwrap();
        let printer = SimPrinter::new(profile, Pace::Instant);
        let printer = SimMount::printer(&folder.path().join("printer"), printer, clock.clone()).unwrap();
        let scanner = SimMount::scanner(&folder.path().join("scanner"), SimScanner::new(), clock).unwrap();
        let config = folder.path().join("kiosk.toml");
        fs::write(&config, configuration(folder.path(), form_printer)).unwrap();
        let mut child = command(folder.path(), &config, review).spawn().unwrap();
        let (tell, told) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || stdout.lines().map_while(Result::ok).all(|line| tell.send(line).is_ok()));
        let touches = child.stdin.take();
        let desk = tempfile::tempdir().unwrap();
        let mut lobby =
            Self { child, touches, told, page: String::new(), scanner, _printer: printer, folder, desk };
        lobby.wait_for("welcome");
        lobby
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// All that it writes: database, temporary files, home and log.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(log(self.folder())).unwrap()
    }

    /// The form that the kiosk makes before anybody comes, to be quick when somebody does.
    pub fn blank_form(&self) -> Vec<u8> {
        let config = kiosk::config::read(&self.folder().join("kiosk.toml")).unwrap();
        let clock = SystemClock::new(Instant::now(), config.time_zone.clone());
        let job = kiosk::machine::blank_form(&config.office, &clock).unwrap();
        Renderer::new(program(), vec!["render".into()]).render(&job).unwrap().pdf
    }

    /// Touches the button whose label begins so, once it is there.
    pub fn tap(&mut self, label: &str) {
        writeln!(self.touches.as_ref().unwrap(), "{label}").unwrap();
    }

    /// Holds a code to the scanner once it listens.
    pub fn scan(&mut self, payload: &str) {
        self.wait_for("scan");
        self.scanner.scan(payload.as_bytes(), Manner::Whole);
    }

    /// Waits until the page is on the screen.
    pub fn wait_for(&mut self, page: &str) {
        let started = Instant::now();
        while self.page != page {
            self.hear(page, started);
        }
    }

    /// Waits until something on the screen begins so.
    pub fn wait_for_words(&mut self, words: &str) {
        self.have_done(&format!("?{words}"));
    }

    /// What stands on the screen: red, green and blue, row by row.
    pub fn picture(&mut self) -> Vec<u8> {
        let file = self.desk.path().join("picture");
        self.have_done(&format!("!{}", file.display()));
        fs::read(file).unwrap()
    }

    fn have_done(&mut self, order: &str) {
        self.tap(order);
        let started = Instant::now();
        while self.hear(order, started) != order {}
    }

    /// The next line; a page's name is noted.
    fn hear(&mut self, wanted: &str, since: Instant) -> String {
        let left = PATIENCE.saturating_sub(since.elapsed());
        let Ok(line) = self.told.recv_timeout(left) else {
            panic!("no {wanted} after {}:\n{}", self.page, self.log());
        };
        if !line.starts_with(['?', '!']) {
            self.page.clone_from(&line);
        }
        line
    }
}

impl Drop for Lobby {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn log(folder: &Path) -> PathBuf {
    folder.join("kiosk.log")
}

/// As a service runs it, with everything that it could write to inside `folder`, and talkative.
fn command(folder: &Path, config: &Path, review: Duration) -> Command {
    let mut command = Command::new(program().with_file_name("lobby"));
    command.arg(config).arg(review.as_secs().to_string()).env_clear().env("RUST_LOG", "trace");
    for (name, part) in
        [("TMPDIR", "tmp"), ("HOME", "home"), ("XDG_CACHE_HOME", "cache"), ("XDG_STATE_HOME", "state")]
    {
        let part = folder.join(part);
        fs::create_dir(&part).unwrap();
        command.env(name, part);
    }
    command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.stderr(File::create(log(folder)).unwrap());
    command
}

/// The shipped example with every path inside `folder`, devices too, and forms going to `form_printer`.
pub fn configuration(folder: &Path, form_printer: &str) -> String {
    let at = |name: &str| folder.join(name).display().to_string();
    EXAMPLE
        .replace("run `kiosk hash-pin` and paste its line here", &kiosk_console::hash_pin("2468").unwrap())
        .replace("/var/lib/khong-viet", &at("data"))
        .replace("127.0.0.1:8080", &format!("127.0.0.1:{}", free_port()))
        .replace("/dev/serial/by-id/usb-ticket-printer", &at("printer"))
        .replace("/dev/serial/by-id/usb-scanner", &at("scanner"))
        .replace("ipp://localhost:631/printers/a4", form_printer)
}
