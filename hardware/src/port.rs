//! The thin threads that move bytes between a driver and a serial port.
//!
//! One thread drives and writes, one reads; both end when the handle is dropped. The driving
//! thread sleeps on a channel, so that an order is on the wire at once. `flush` is never
//! called: it waits without limit on a line that is held by flow control.

mod jack;
mod keyboard;
mod line;
mod probe;
#[cfg(test)]
mod tests;

use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use serialport::TTYPort;
use zeroize::{Zeroize, Zeroizing};

use crate::driver::Driver;
use crate::encode::EncodedSlip;
use crate::keyboard::KeyboardDriver;
use crate::printer::{PrinterCommand, PrinterDriver, PrinterEvent};
use crate::profile::{FlowControl, Interface, PrinterProfile, ScannerProfile};
#[cfg(feature = "record")]
use crate::recording::Recorded;
use crate::scanner::{ScannerCommand, ScannerDriver, ScannerEvent};
use crate::{Clock, Tick};
pub use jack::{JackHandle, spawn_jack};
use line::{Line, OpenLine, Writing};
pub use probe::spawn_probe;

/// Time between attempts to open a port that is not there.
const RETRY: Duration = Duration::from_millis(500);
/// Longest sleep; bounds a wait without any deadline.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Speaks to the thread of a ticket printer. Dropping it ends the thread; a job under way is
/// then left alone.
#[derive(Debug)]
pub struct PrinterHandle(Thread<PrinterCommand>);

impl PrinterHandle {
    /// Prints `slip` as job number `job`; it ends with one [`PrinterEvent::JobEnded`].
    pub fn print(&self, job: u64, slip: EncodedSlip) {
        self.0.order(PrinterCommand::Print { job, slip });
    }

    /// Has the printer forget what a broken job left, before a reprint.
    pub fn clear(&self) {
        self.0.order(PrinterCommand::Clear);
    }

    /// Has the thread look at its clock, after a clock turned by hand was turned.
    pub fn wake(&self) {
        self.0.send(Message::Wake);
    }
}

/// Speaks to the thread of a scanner. Dropping it ends the thread.
#[derive(Debug)]
pub struct ScannerHandle(Thread<ScannerCommand>);

impl ScannerHandle {
    /// Delivers scans from now on, or throws them away. A scanner begins disarmed.
    pub fn arm(&self, armed: bool) {
        self.0.order(ScannerCommand::Arm(armed));
    }

    /// Has the thread look at its clock, after a clock turned by hand was turned.
    pub fn wake(&self) {
        self.0.send(Message::Wake);
    }
}

/// Starts the thread of the ticket printer at `path`, preferably a name in
/// /dev/serial/by-id. The port need not be there yet. `on_event` is called on that thread.
///
/// Fails only if the system gives no thread.
pub fn spawn_printer(
    path: impl Into<PathBuf>,
    profile: PrinterProfile,
    clock: Arc<dyn Clock>,
    on_event: impl FnMut(PrinterEvent) + Send + 'static,
) -> std::io::Result<PrinterHandle> {
    let line = printer_line(path.into(), &profile);
    let driver = PrinterDriver::new(profile);
    spawn("printer", line, driver, clock, on_event).map(PrinterHandle)
}

/// The same, and writes all that passes between the kiosk and the printer to `file`, a JSON object a
/// line; see [`crate::recording`].
///
/// Fails only if the system gives no thread. A file that cannot be written costs the recording alone.
#[cfg(feature = "record")]
pub fn spawn_printer_recorded(
    path: impl Into<PathBuf>,
    profile: PrinterProfile,
    clock: Arc<dyn Clock>,
    file: impl std::io::Write + Send + 'static,
    on_event: impl FnMut(PrinterEvent) + Send + 'static,
) -> std::io::Result<PrinterHandle> {
    let line = printer_line(path.into(), &profile);
    let driver = Recorded::new(PrinterDriver::new(profile), file, clock.now());
    spawn("printer", line, driver, clock, on_event).map(PrinterHandle)
}

fn printer_line(path: PathBuf, profile: &PrinterProfile) -> Line {
    Line { path, baud: profile.baud, flow: profile.flow_control }
}

/// Starts the thread of the scanner at `path`; see [`spawn_printer`]. A scanner whose profile says that it
/// plays a keyboard is an input device, best named in /dev/input/by-id; it is grabbed.
pub fn spawn_scanner(
    path: impl Into<PathBuf>,
    profile: ScannerProfile,
    clock: Arc<dyn Clock>,
    on_event: impl FnMut(ScannerEvent) + Send + 'static,
) -> std::io::Result<ScannerHandle> {
    if profile.interface == Interface::Keyboard {
        let driver = KeyboardDriver::new(profile);
        return keyboard::spawn(path.into(), driver, clock, on_event).map(ScannerHandle);
    }
    let line = Line { path: path.into(), baud: profile.baud, flow: FlowControl::None };
    let driver = ScannerDriver::new(profile);
    spawn("scanner", line, driver, clock, on_event).map(ScannerHandle)
}

enum Message<C> {
    Order(C),
    /// Bytes read by the session of that number.
    Bytes(u64, Zeroizing<Vec<u8>>),
    /// The session of that number can read no more.
    HungUp(u64),
    Wake,
    Stop,
}

#[derive(Debug)]
struct Thread<C> {
    sender: Sender<Message<C>>,
    thread: Option<JoinHandle<()>>,
}

impl<C> Thread<C> {
    fn order(&self, command: C) {
        self.send(Message::Order(command));
    }

    fn send(&self, message: Message<C>) {
        // The thread ends before this handle only by a panic in on_event.
        if self.sender.send(message).is_err() {
            tracing::error!("a device thread is gone");
        }
    }
}

impl<C> Drop for Thread<C> {
    fn drop(&mut self) {
        self.send(Message::Stop);
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            tracing::error!("a device thread panicked");
        }
    }
}

fn spawn<D: Driver + Send + 'static>(
    name: &str,
    line: Line,
    driver: D,
    clock: Arc<dyn Clock>,
    on_event: impl FnMut(D::Event) + Send + 'static,
) -> std::io::Result<Thread<D::Command>> {
    let (sender, receiver) = channel();
    let pump = Pump {
        line,
        driver,
        clock,
        on_event,
        sender: sender.clone(),
        receiver,
        session: None,
        sessions: 0,
        retry_at: Tick::ZERO,
    };
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || pump.run())?;
    Ok(Thread { sender, thread: Some(thread) })
}

/// An open port and the thread that reads it.
struct Session {
    number: u64,
    writing: Writing,
    ended: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
}

impl Drop for Session {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // The reader holds the port's lock too; without waiting, reopening could fail.
        if let Some(reader) = self.reader.take()
            && reader.join().is_err()
        {
            tracing::error!("a reading thread panicked");
        }
    }
}

struct Pump<D: Driver, F> {
    line: Line,
    driver: D,
    clock: Arc<dyn Clock>,
    on_event: F,
    sender: Sender<Message<D::Command>>,
    receiver: Receiver<Message<D::Command>>,
    session: Option<Session>,
    sessions: u64,
    retry_at: Tick,
}

impl<D, F> Pump<D, F>
where
    D: Driver,
    F: FnMut(D::Event),
{
    fn run(mut self) {
        loop {
            self.connect();
            self.driver.on_time(self.clock.now());
            self.write();
            while let Some(event) = self.driver.poll_event() {
                (self.on_event)(event);
            }
            match self.receiver.recv_timeout(self.wait()) {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(message) => self.receive(message),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn wait(&self) -> Duration {
        let retry = self.session.is_none().then_some(self.retry_at);
        let next = [self.driver.deadline(), retry].into_iter().flatten().min();
        let now = self.clock.now();
        next.map_or(LONGEST_WAIT, |at| at.saturating_sub(now)).min(LONGEST_WAIT)
    }

    fn receive(&mut self, message: Message<D::Command>) {
        let now = self.clock.now();
        let current = self.session.as_ref().map(|session| session.number);
        match message {
            Message::Order(command) => self.driver.command(now, command),
            Message::Bytes(session, bytes) if Some(session) == current => {
                self.driver.on_bytes(now, &bytes);
            }
            Message::HungUp(session) if Some(session) == current => self.lose(),
            Message::Bytes(..) | Message::HungUp(_) | Message::Wake | Message::Stop => {}
        }
    }

    fn connect(&mut self) {
        let now = self.clock.now();
        if self.session.is_some() || now < self.retry_at {
            return;
        }
        self.retry_at = now + RETRY;
        match self.open() {
            Ok(session) => {
                tracing::info!(path = %self.line.path.display(), "port opened");
                self.session = Some(session);
                self.driver.opened(now);
            }
            Err(error) => {
                tracing::debug!(path = %self.line.path.display(), %error, "port not opened");
                self.driver.lost(now);
            }
        }
    }

    fn open(&mut self) -> serialport::Result<Session> {
        let OpenLine { mut reading, writing } = self.line.open()?;
        self.sessions += 1;
        let number = self.sessions;
        let ended = Arc::new(AtomicBool::new(false));
        let (flag, sender) = (ended.clone(), self.sender.clone());
        let reader = std::thread::Builder::new()
            .name("serial read".to_owned())
            .spawn(move || read(&mut reading, number, &flag, &sender))?;
        Ok(Session { number, writing, ended, reader: Some(reader) })
    }

    fn lose(&mut self) {
        tracing::warn!(path = %self.line.path.display(), "port lost");
        self.session = None;
        let now = self.clock.now();
        // Not at once: a port that opens but hangs up would keep this thread spinning.
        self.retry_at = now + RETRY;
        self.driver.lost(now);
    }

    /// Writes until the driver has no more or the port takes no more.
    fn write(&mut self) {
        while let Some(session) = &self.session {
            let Some(chunk) = self.driver.take_output(self.clock.now()) else {
                return;
            };
            match session.writing.write(&chunk) {
                Ok(0) => return self.lose(),
                Ok(n) => self.driver.wrote(self.clock.now(), n),
                Err(error) if is_passing(&error) => {
                    return self.driver.write_stalled(self.clock.now());
                }
                Err(_) => return self.lose(),
            }
        }
    }
}

fn read<C>(port: &mut TTYPort, session: u64, ended: &AtomicBool, sender: &Sender<Message<C>>) {
    let mut buffer = Zeroizing::new([0_u8; 512]);
    while !ended.load(Ordering::Relaxed) {
        let message = match port.read(buffer.as_mut_slice()) {
            Ok(n) if n > 0 => Message::Bytes(session, Zeroizing::new(buffer[..n].to_vec())),
            Err(error) if is_passing(&error) => continue,
            Ok(_) | Err(_) => Message::HungUp(session),
        };
        // This thread lives as long as the port is open, and so would a card's text in its buffer.
        buffer.zeroize();
        let hung_up = matches!(message, Message::HungUp(_));
        if sender.send(message).is_err() || hung_up {
            return;
        }
    }
}

fn is_passing(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::Interrupted | ErrorKind::WouldBlock)
}
