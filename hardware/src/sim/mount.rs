//! Puts a simulated device where a real one would be: behind a pty with a stable name, or on
//! any tty.
//!
//! The thread that serves it sleeps in poll(2) on the line and on a wake-up socket. It keeps
//! the kiosk's end of the pty open itself, since a pty whose other end nobody holds gives EIO.

use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use png::EncodingError;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, fcntl_setfl, open};
use rustix::io::Errno;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use thiserror::Error;

use super::Device;
use super::paper::Paper;
use super::printer::{PrinterFault, ProtocolError, SimPrinter};
use super::scanner::{Manner, SimScanner};
use crate::clock::lock;
use crate::{Clock, Tick};

/// Why a simulated device cannot be put up, or no longer be served.
#[derive(Debug, Error)]
pub enum MountError {
    /// The system gave no pty.
    #[error("no pseudo terminal: {0}")]
    Pty(#[source] Errno),
    /// The link with the device's name cannot be made.
    #[error("{}: {source}", path.display())]
    Link {
        /// The link.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The tty cannot be opened or set.
    #[error("{}: {source}", path.display())]
    Tty {
        /// The tty.
        path: PathBuf,
        /// The system's reason.
        source: Errno,
    },
    /// The line broke while it was served.
    #[error("the line broke: {0}")]
    Line(#[source] Errno),
    /// The system gave no thread or no wake-up socket.
    #[error("no thread for a simulated device: {0}")]
    Thread(#[source] std::io::Error),
}

/// A simulated device behind a pty, served by a thread. Dropping it takes it down.
struct Mount<S: Device> {
    shared: Arc<Shared<S>>,
    waker: UnixStream,
    thread: Option<JoinHandle<()>>,
}

struct Shared<S> {
    device: Mutex<S>,
    wish: Mutex<Wish>,
    clock: Arc<dyn Clock>,
}

/// What the thread is to bring about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Plugged,
    Unplugged,
    Ended,
}

impl<S: Device> Mount<S> {
    fn new(link: &Path, device: S, clock: Arc<dyn Clock>) -> Result<Self, MountError> {
        let shared = Arc::new(Shared { device: Mutex::new(device), wish: Mutex::new(Wish::Plugged), clock });
        let (waker, woken) = UnixStream::pair().map_err(MountError::Thread)?;
        // Opened here, so that the name is there when this function returns.
        let pty = Pty::open(link)?;
        let server = Server { shared: shared.clone(), link: link.to_owned(), woken, pty: Some(pty) };
        let thread = std::thread::Builder::new()
            .name("simulator".to_owned())
            .spawn(move || server.run())
            .map_err(MountError::Thread)?;
        Ok(Self { shared, waker, thread: Some(thread) })
    }

    fn with<R>(&self, act: impl FnOnce(Tick, &mut S) -> R) -> R {
        let now = self.shared.clock.now();
        let result = act(now, &mut lock(&self.shared.device));
        self.wake();
        result
    }

    fn wish(&self, wish: Wish) {
        *lock(&self.shared.wish) = wish;
        self.wake();
    }

    fn wake(&self) {
        if let Err(error) = (&self.waker).write_all(&[1]) {
            tracing::error!(%error, "a simulated device is gone");
        }
    }
}

impl<S: Device> Drop for Mount<S> {
    fn drop(&mut self) {
        self.wish(Wish::Ended);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("a simulator's thread panicked");
        }
    }
}

/// Puts simulated devices behind ptys.
#[derive(Debug)]
pub struct SimMount;

impl SimMount {
    /// Puts up a simulated printer; `link` becomes a symbolic link to its tty.
    pub fn printer(
        link: &Path,
        printer: SimPrinter,
        clock: Arc<dyn Clock>,
    ) -> Result<SimPrinterHandle, MountError> {
        Mount::new(link, printer, clock).map(SimPrinterHandle)
    }

    /// Puts up any simulated device; `link` becomes a symbolic link to its tty. It stays up for as long as
    /// the handle lives.
    pub fn device<S: Device>(
        link: &Path,
        device: S,
        clock: Arc<dyn Clock>,
    ) -> Result<SimHandle<S>, MountError> {
        Mount::new(link, device, clock).map(SimHandle)
    }

    /// Puts up a simulated scanner; `link` becomes a symbolic link to its tty.
    pub fn scanner(
        link: &Path,
        scanner: SimScanner,
        clock: Arc<dyn Clock>,
    ) -> Result<SimScannerHandle, MountError> {
        Mount::new(link, scanner, clock).map(SimScannerHandle)
    }
}

/// A simulated device that is put up. Dropping it takes it down.
pub struct SimHandle<S: Device>(#[expect(dead_code, reason = "held so that the device stays up")] Mount<S>);

/// A simulated printer that is put up. Dropping it takes it down.
pub struct SimPrinterHandle(Mount<SimPrinter>);

impl SimPrinterHandle {
    /// Breaks it, in addition to what is broken already.
    pub fn fault(&self, fault: PrinterFault) {
        self.0.with(|now, printer| printer.fault(now, fault));
    }

    /// Clears every fault and plugs it in.
    pub fn repair(&self) {
        self.0.with(|now, printer| printer.repair(now));
        self.replug();
    }

    /// Pulls the cable: the tty and its name vanish. The printer stays switched on.
    pub fn unplug(&self) {
        self.0.wish(Wish::Unplugged);
    }

    /// Plugs the cable in again: a new tty under the same name.
    pub fn replug(&self) {
        self.0.wish(Wish::Plugged);
    }

    /// The slips that came out, oldest first.
    pub fn papers(&self) -> Vec<Paper> {
        self.0.with(|_, printer| printer.papers().to_vec())
    }

    /// The newest slip as a PNG file.
    pub fn latest_png(&self) -> Option<Result<Vec<u8>, EncodingError>> {
        self.0.with(|_, printer| printer.papers().last().map(Paper::to_png))
    }

    /// The bytes that the kiosk sent for the newest slip.
    pub fn latest_bytes(&self) -> Option<Vec<u8>> {
        self.0.with(|_, printer| printer.papers().last().map(|paper| paper.bytes.clone()))
    }

    /// Everything that was refused; empty if the kiosk speaks properly.
    pub fn protocol_errors(&self) -> Vec<ProtocolError> {
        self.0.with(|_, printer| printer.protocol_errors().to_vec())
    }
}

/// A simulated scanner that is put up. Dropping it takes it down.
pub struct SimScannerHandle(Mount<SimScanner>);

impl SimScannerHandle {
    /// Reads a code holding `payload`.
    pub fn scan(&self, payload: &[u8], manner: Manner) {
        self.0.with(|now, scanner| scanner.scan(now, payload, manner));
    }

    /// Pulls the cable: the tty and its name vanish.
    pub fn unplug(&self) {
        self.0.wish(Wish::Unplugged);
    }

    /// Plugs the cable in again: a new tty under the same name.
    pub fn replug(&self) {
        self.0.wish(Wish::Plugged);
    }
}

/// Serves `device` on the tty at `path` at `baud` bit/s (8N1, raw) until the line breaks, and
/// says why it did.
pub fn serve_tty<S: Device>(path: &Path, baud: u32, device: S, clock: &dyn Clock) -> MountError {
    let device = Mutex::new(device);
    let line = match open_tty(path, baud) {
        Ok(line) => line,
        Err(source) => {
            let path = path.to_owned();
            return MountError::Tty { path, source };
        }
    };
    loop {
        if let Err(error) = turn(&line, None, &device, clock) {
            return MountError::Line(error);
        }
    }
}

fn open_tty(path: &Path, baud: u32) -> Result<OwnedFd, Errno> {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let line = open(path, flags, Mode::empty())?;
    set_raw(&line, Some(baud))?;
    Ok(line)
}

fn set_raw(tty: impl AsFd, baud: Option<u32>) -> Result<(), Errno> {
    let mut settings = tcgetattr(&tty)?;
    settings.make_raw();
    if let Some(baud) = baud {
        settings.set_speed(baud)?;
    }
    tcsetattr(&tty, OptionalActions::Now, &settings)
}

/// Both ends of a pty, and the link that names the kiosk's end.
struct Pty {
    device_end: OwnedFd,
    /// Held only, so that the device's end never sees the other end closed.
    _kiosk_end: OwnedFd,
    link: PathBuf,
}

impl Pty {
    fn open(link: &Path) -> Result<Self, MountError> {
        let (device_end, kiosk_end, name) = pty_pair().map_err(MountError::Pty)?;
        let failed = |source| MountError::Link { path: link.to_owned(), source };
        // A link left by a process that was killed.
        if link.is_symlink() {
            std::fs::remove_file(link).map_err(failed)?;
        }
        std::os::unix::fs::symlink(name, link).map_err(failed)?;
        Ok(Self { device_end, _kiosk_end: kiosk_end, link: link.to_owned() })
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.link) {
            tracing::warn!(link = %self.link.display(), %error, "link not removed");
        }
    }
}

fn pty_pair() -> Result<(OwnedFd, OwnedFd, PathBuf), Errno> {
    let device_end = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
    grantpt(&device_end)?;
    unlockpt(&device_end)?;
    let name = ptsname(&device_end, Vec::new())?;
    let name = PathBuf::from(name.to_string_lossy().into_owned());
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let kiosk_end = open(&name, flags, Mode::empty())?;
    set_raw(&kiosk_end, None)?;
    fcntl_setfl(&device_end, OFlags::RDWR | OFlags::NONBLOCK)?;
    Ok((device_end, kiosk_end, name))
}

struct Server<S: Device> {
    shared: Arc<Shared<S>>,
    link: PathBuf,
    woken: UnixStream,
    pty: Option<Pty>,
}

impl<S: Device> Server<S> {
    fn run(mut self) {
        loop {
            let wish = *lock(&self.shared.wish);
            match wish {
                Wish::Ended => return,
                Wish::Unplugged => self.pty = None,
                Wish::Plugged if self.pty.is_none() => self.plug(),
                Wish::Plugged => {}
            }
            match &self.pty {
                Some(pty) => {
                    let (shared, woken) = (&self.shared, Some(&self.woken));
                    if let Err(error) = turn(&pty.device_end, woken, &shared.device, &*shared.clock) {
                        tracing::error!(%error, "a simulated device lost its line");
                        *lock(&self.shared.wish) = Wish::Unplugged;
                    }
                }
                None => drain(&self.woken),
            }
        }
    }

    fn plug(&mut self) {
        match Pty::open(&self.link) {
            Ok(pty) => self.pty = Some(pty),
            Err(error) => {
                tracing::error!(%error, "a simulated device cannot be plugged in");
                *lock(&self.shared.wish) = Wish::Unplugged;
            }
        }
    }
}

/// Waits for bytes, a wake-up or the device's deadline, and does what is then to be done.
fn turn<S: Device>(
    line: &OwnedFd,
    woken: Option<&UnixStream>,
    device: &Mutex<S>,
    clock: &dyn Clock,
) -> Result<(), Errno> {
    let (accepts, deadline) = {
        let mut device = lock(device);
        device.on_time(clock.now());
        say(line, &mut *device)?;
        (device.accepts(), device.deadline())
    };
    let interest = if accepts { PollFlags::IN } else { PollFlags::empty() };
    let mut waits = vec![PollFd::new(line, interest)];
    waits.extend(woken.map(|woken| PollFd::new(woken, PollFlags::IN)));
    let timeout = deadline.and_then(|at| Timespec::try_from(at.saturating_sub(clock.now())).ok());
    match poll(&mut waits, timeout.as_ref()) {
        Ok(_) | Err(Errno::INTR) => {}
        Err(error) => return Err(error),
    }
    let line_events = waits[0].revents();
    if waits.get(1).is_some_and(|wait| !wait.revents().is_empty())
        && let Some(woken) = woken
    {
        drain(woken);
    }
    if line_events.intersects(PollFlags::IN | PollFlags::HUP | PollFlags::ERR) {
        hear(line, device, clock)?;
    }
    Ok(())
}

fn hear<S: Device>(line: &OwnedFd, device: &Mutex<S>, clock: &dyn Clock) -> Result<(), Errno> {
    let mut buffer = [0; 4096];
    match rustix::io::read(line, &mut buffer) {
        Ok(0) => Err(Errno::IO),
        Ok(n) => {
            let mut device = lock(device);
            device.on_bytes(clock.now(), &buffer[..n]);
            say(line, &mut *device)
        }
        Err(Errno::AGAIN | Errno::INTR) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Writes what the device says. What the line has no room for is lost, as on a real line that
/// nobody reads.
fn say<S: Device>(line: &OwnedFd, device: &mut S) -> Result<(), Errno> {
    let bytes = device.take_output();
    let mut rest = bytes.as_slice();
    while !rest.is_empty() {
        match rustix::io::write(line, rest) {
            Ok(n) => rest = &rest[n..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => return Ok(()),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn drain(mut woken: &UnixStream) {
    let mut buffer = [0; 64];
    if let Err(error) = woken.read(&mut buffer) {
        tracing::debug!(%error, "no wake-up");
    }
}
