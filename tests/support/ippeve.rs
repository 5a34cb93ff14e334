//! CUPS's own model of a network printer, which is no work of ours. It announces itself by Avahi and D-Bus
//! or does not start: it belongs into [`in_own_network`](super::in_own_network).

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// Longest wait for any of the programs to begin.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(10);
const PORT: u16 = 8631;

const BUS: &str = "unix:path=/run/bus";
const AVAHI_CONFIGURATION: &str = "[server]\nuse-ipv6=no\nallow-interfaces=lo\nenable-dbus=yes\n";

/// What happens to a sheet: the files beside the script are the printer's faults.
const MECHANISM: &str = r#"#!/bin/sh
cd "$(dirname "$0")" || exit 1
if [ -e jam ]; then
  echo 'STATE: +media-jam-error' >&2
  exit 1
fi
if [ -e empty ]; then
  echo 'STATE: +media-empty-error,media-needed-error' >&2
  while [ -e empty ]; do sleep 0.05; done
  echo 'STATE: -media-empty-error,media-needed-error' >&2
fi
while [ -e slow ]; do sleep 0.05; done
env > wishes
cp "$1" part && mv part printed
"#;

/// How the printer breaks; each by a file of that name.
#[derive(Clone, Copy)]
pub enum Fault {
    /// The next job jams.
    Jam,
    /// The tray is empty.
    Empty,
    /// A job takes until this is over.
    Slow,
}

impl Fault {
    fn file(self) -> &'static str {
        match self {
            Self::Jam => "jam",
            Self::Empty => "empty",
            Self::Slow => "slow",
        }
    }
}

/// The programs that the printer announces itself by.
pub struct Bus {
    folder: TempDir,
    daemon: Child,
}

impl Bus {
    /// Starts D-Bus and Avahi.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let avahi = folder.path().join("avahi.conf");
        fs::write(&avahi, AVAHI_CONFIGURATION).unwrap();
        let mut daemon = Command::new("dbus-daemon")
            // A session's bus has no rules on who may talk; Avahi and the printer take it for the system's.
            .args(["--session", "--nofork", "--nopidfile", "--print-address", "--address", BUS])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon, from the Debian package dbus-daemon");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        assert!(address.starts_with(BUS), "D-Bus does not start");
        // As a daemon it returns when it can be asked.
        let avahi = Command::new("/usr/sbin/avahi-daemon")
            .args(["--daemonize", "--no-drop-root", "--no-chroot", "--no-rlimits", "--file"])
            .arg(avahi)
            .env("DBUS_SYSTEM_BUS_ADDRESS", BUS)
            .stdin(Stdio::null())
            .status()
            .expect("avahi-daemon, from the Debian package avahi-daemon");
        assert!(avahi.success(), "Avahi does not start");
        Self { folder, daemon }
    }

    /// Switches a printer on that says of itself what stands in `attributes`, in the language of
    /// ippeveprinter's `-a`, and the usual beyond that.
    pub fn printer(&self, attributes: &str) -> Ippeve {
        let file = self.folder.path().join("attributes");
        fs::write(&file, attributes).unwrap();
        self.switch_on(&["-a".as_ref(), file.as_ref()])
    }

    /// Switches a printer on that takes nothing but PWG raster; it can print on A4 and has US letter in its
    /// tray.
    pub fn raster_printer(&self) -> Ippeve {
        self.switch_on(&["-f".as_ref(), "image/pwg-raster".as_ref()])
    }

    fn switch_on(&self, description: &[&OsStr]) -> Ippeve {
        let folder = self.folder.path().to_owned();
        let command = folder.join("mechanism");
        fs::write(&command, MECHANISM).unwrap();
        fs::set_permissions(&command, Permissions::from_mode(0o755)).unwrap();
        let child = Command::new("/usr/sbin/ippeveprinter")
            .args(["-p", &PORT.to_string(), "-n", "localhost", "-r", "off", "-d"])
            .arg(&folder)
            .arg("-c")
            .arg(&command)
            .args(description)
            .arg("Model")
            .env("DBUS_SYSTEM_BUS_ADDRESS", BUS)
            .stdin(Stdio::null())
            .spawn()
            .expect("ippeveprinter, from the Debian package cups-ipp-utils");
        let mut printer = Ippeve { child, folder };
        printer.wait_until_it_listens();
        printer
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        // Avahi ends with the process tree that it was started in.
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// A printer that is on until this is dropped.
pub struct Ippeve {
    child: Child,
    folder: PathBuf,
}

impl Ippeve {
    /// Where it prints.
    pub fn uri() -> String {
        format!("ipp://localhost:{PORT}/ipp/print")
    }

    fn wait_until_it_listens(&mut self) {
        let started = Instant::now();
        while TcpStream::connect(("localhost", PORT)).is_err() {
            assert_eq!(self.child.try_wait().unwrap(), None, "ippeveprinter does not start");
            assert!(started.elapsed() < PATIENCE, "ippeveprinter does not listen");
            thread::sleep(LOOK);
        }
    }

    /// Breaks it.
    pub fn fault(&self, fault: Fault) {
        fs::write(self.folder.join(fault.file()), "").unwrap();
    }

    /// Mends it.
    pub fn clear(&self, fault: Fault) {
        fs::remove_file(self.folder.join(fault.file())).unwrap();
    }

    /// Connections are taken and nothing is answered any more.
    pub fn freeze(&self) {
        kill_process(Pid::from_child(&self.child), Signal::STOP).unwrap();
    }

    /// It goes on where it stood.
    pub fn thaw(&self) {
        kill_process(Pid::from_child(&self.child), Signal::CONT).unwrap();
    }

    /// The document that came out last.
    pub fn printed(&self) -> Option<Vec<u8>> {
        fs::read(self.folder.join("printed")).ok()
    }

    /// What the job that came out last asked for, as ippeveprinter tells its command: `IPP_COPIES=1`.
    pub fn wishes(&self) -> Vec<String> {
        let wishes = fs::read_to_string(self.folder.join("wishes")).unwrap();
        wishes.lines().map(str::to_owned).collect()
    }
}

impl Drop for Ippeve {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
