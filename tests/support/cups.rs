//! A real print spooler with the configuration that the kiosk ships, in a folder and on a port of its own.

use std::fs::{self, File, Permissions};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::process::free_port;

/// Longest wait for the spooler to begin or to end.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(10);

/// The configuration that is shipped.
const CUPSD: &str = include_str!("../../hardware/cups/cupsd.conf");
const FILES: &str = include_str!("../../hardware/cups/cups-files.conf");

/// A running cupsd with one queue; without a driver it passes documents on as they are.
pub struct Cups {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Cups {
    /// Starts one whose queue prints on the printer at `printer`. `change` may alter cupsd.conf.
    pub fn start(printer: &str, change: impl Fn(String) -> String) -> Self {
        Self::launch(printer, None, change)
    }

    /// Starts one whose queue turns documents into what this driver (a PPD file) says.
    pub fn with_driver(printer: &str, driver: &[u8]) -> Self {
        Self::launch(printer, Some(driver), |conf| conf)
    }

    fn launch(printer: &str, driver: Option<&[u8]>, change: impl Fn(String) -> String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // cupsd's backends run as another user, who must reach their own files in it.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).unwrap();
        let port = free_port();
        let at = |text: &str| in_folder(text, folder.path(), port);
        let etc = folder.path().join("etc");
        fs::create_dir(&etc).unwrap();
        fs::write(etc.join("cupsd.conf"), change(at(CUPSD))).unwrap();
        fs::write(etc.join("cups-files.conf"), at(FILES)).unwrap();
        fs::write(etc.join("printers.conf"), queue(printer)).unwrap();
        if let Some(driver) = driver {
            fs::create_dir(etc.join("ppd")).unwrap();
            fs::write(etc.join("ppd/a4.ppd"), driver).unwrap();
        }
        for part in ["log", "run", "cache"] {
            fs::create_dir(folder.path().join(part)).unwrap();
        }
        let said = File::create(folder.path().join("log/said")).unwrap();
        let child = Command::new("/usr/sbin/cupsd")
            .arg("-f")
            .arg("-c")
            .arg(etc.join("cupsd.conf"))
            .arg("-s")
            .arg(etc.join("cups-files.conf"))
            .stdin(Stdio::null())
            .stdout(said.try_clone().unwrap())
            .stderr(said)
            .spawn()
            .expect("cupsd, from the Debian package cups-daemon");
        let mut cups = Self { child, port, folder };
        cups.wait_until_it_listens();
        cups
    }

    fn wait_until_it_listens(&mut self) {
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert_eq!(self.child.try_wait().unwrap(), None, "cupsd refuses its configuration");
            assert!(started.elapsed() < PATIENCE, "cupsd does not listen");
            thread::sleep(LOOK);
        }
    }

    /// The queue's address.
    pub fn uri(&self) -> String {
        format!("ipp://127.0.0.1:{}/printers/a4", self.port)
    }

    /// Documents in its spool, whatever became of their jobs: files whose names begin with d.
    pub fn documents(&self) -> usize {
        let spool = fs::read_dir(self.folder.path().join("run/spool")).unwrap();
        spool.filter(|file| file.as_ref().unwrap().file_name().as_encoded_bytes().starts_with(b"d")).count()
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// All that it writes: configuration, spool, cache, state and logs.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Cups {
    fn drop(&mut self) {
        let pid = Pid::from_child(&self.child);
        // It has its backends to end; it may have ended already itself.
        let _ = kill_process(pid, Signal::TERM);
        let asked = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && asked.elapsed() < PATIENCE {
            thread::sleep(LOOK);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The shipped text with nothing but places and the port replaced.
fn in_folder(text: &str, folder: &Path, port: u16) -> String {
    let part = |name: &str| folder.join(name).display().to_string();
    let text = text.replace("127.0.0.1:631", &format!("127.0.0.1:{port}"));
    let text = text.replace("/run/cups", &part("run")).replace("/etc/cups", &part("etc"));
    text.replace("/var/cache/cups", &part("cache")).replace("/var/log/cups", &part("log"))
}

/// What `lpadmin -p a4 -E -v PRINTER` writes. Without a driver the document goes to the printer as it came.
fn queue(printer: &str) -> String {
    format!("<Printer a4>\nDeviceURI {printer}\nState Idle\nAccepting Yes\nShared No\n</Printer>\n")
}
