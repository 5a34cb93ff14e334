//! The thin threads between a keyboard scanner's input device and its driver.

use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use evdev::raw_stream::RawDevice;
use evdev::{EventType, InputEvent};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use zeroize::Zeroizing;

use super::{LONGEST_WAIT, Message, RETRY, Thread};
use crate::driver::Driver;
use crate::keyboard::KeyRecord;
use crate::scanner::ScannerCommand;
use crate::{Clock, Tick};

/// In which a reading thread notices that it is to end.
const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 250_000_000 };
/// Code of SYN_DROPPED (input-event-codes.h).
const SYN_DROPPED: u16 = 3;

/// Starts the thread of the keyboard scanner at `path`, preferably a name in /dev/input/by-id. The
/// device need not be there yet; while it is, nobody else hears its keys.
///
/// Fails only if the system gives no thread.
pub(super) fn spawn<D>(
    path: PathBuf,
    driver: D,
    clock: Arc<dyn Clock>,
    on_event: impl FnMut(D::Event) + Send + 'static,
) -> std::io::Result<Thread<ScannerCommand>>
where
    D: Driver<Command = ScannerCommand> + Send + 'static,
{
    let (sender, receiver) = channel();
    let pump = Pump {
        path,
        driver,
        clock,
        on_event,
        sender: sender.clone(),
        receiver,
        reader: None,
        sessions: 0,
        retry_at: Tick::ZERO,
    };
    let thread = std::thread::Builder::new().name("scanner keys".to_owned()).spawn(move || pump.run())?;
    Ok(Thread { sender, thread: Some(thread) })
}

/// The thread that reads a device while it is there. The grab ends with the device's file.
struct Reader {
    session: u64,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // Two readers cannot grab one device.
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("a reading thread panicked");
        }
    }
}

struct Pump<D, F> {
    path: PathBuf,
    driver: D,
    clock: Arc<dyn Clock>,
    on_event: F,
    sender: Sender<Message<ScannerCommand>>,
    receiver: Receiver<Message<ScannerCommand>>,
    reader: Option<Reader>,
    sessions: u64,
    retry_at: Tick,
}

impl<D, F> Pump<D, F>
where
    D: Driver<Command = ScannerCommand>,
    F: FnMut(D::Event),
{
    fn run(mut self) {
        loop {
            self.connect();
            self.driver.on_time(self.clock.now());
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
        let retry = self.reader.is_none().then_some(self.retry_at);
        let next = [self.driver.deadline(), retry].into_iter().flatten().min();
        let now = self.clock.now();
        next.map_or(LONGEST_WAIT, |at| at.saturating_sub(now)).min(LONGEST_WAIT)
    }

    fn receive(&mut self, message: Message<ScannerCommand>) {
        let now = self.clock.now();
        let current = self.reader.as_ref().map(|reader| reader.session);
        match message {
            Message::Order(command) => self.driver.command(now, command),
            Message::Bytes(session, records) if Some(session) == current => {
                self.driver.on_bytes(now, &records);
            }
            Message::HungUp(session) if Some(session) == current => {
                tracing::warn!(path = %self.path.display(), "keyboard scanner lost");
                self.reader = None;
                self.retry_at = now + RETRY;
                self.driver.lost(now);
            }
            Message::Bytes(..) | Message::HungUp(_) | Message::Wake | Message::Stop => {}
        }
    }

    fn connect(&mut self) {
        let now = self.clock.now();
        if self.reader.is_some() || now < self.retry_at {
            return;
        }
        self.retry_at = now + RETRY;
        match self.open() {
            Ok(reader) => {
                tracing::info!(path = %self.path.display(), "keyboard scanner grabbed");
                self.reader = Some(reader);
                self.driver.opened(now);
            }
            Err(error) => {
                tracing::debug!(path = %self.path.display(), %error, "keyboard scanner not grabbed");
                self.driver.lost(now);
            }
        }
    }

    fn open(&mut self) -> std::io::Result<Reader> {
        let device = grab(&self.path)?;
        self.sessions += 1;
        let session = self.sessions;
        let ended = Arc::new(AtomicBool::new(false));
        let (flag, sender) = (ended.clone(), self.sender.clone());
        let thread = std::thread::Builder::new()
            .name("keys read".to_owned())
            .spawn(move || read(device, session, &flag, &sender))?;
        Ok(Reader { session, ended, thread: Some(thread) })
    }
}

/// Opens the device so that no console and no window hears it any more.
fn grab(path: &Path) -> std::io::Result<RawDevice> {
    let mut device = RawDevice::open(path)?;
    device.grab()?;
    Ok(device)
}

fn read(mut device: RawDevice, session: u64, ended: &AtomicBool, sender: &Sender<Message<ScannerCommand>>) {
    while !ended.load(Ordering::Relaxed) {
        let message = match keys(&mut device) {
            Ok(records) if records.is_empty() => continue,
            Ok(records) => Message::Bytes(session, records),
            Err(_) => Message::HungUp(session),
        };
        let hung_up = matches!(message, Message::HungUp(_));
        if sender.send(message).is_err() || hung_up {
            return;
        }
    }
}

/// The records of the events that came within [`LOOK`].
fn keys(device: &mut RawDevice) -> std::io::Result<Zeroizing<Vec<u8>>> {
    match poll(&mut [PollFd::new(&device.as_fd(), PollFlags::IN)], Some(&LOOK)) {
        Ok(0) | Err(rustix::io::Errno::INTR) => return Ok(Zeroizing::default()),
        Ok(_) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Zeroizing::new(device.fetch_events()?.filter_map(record).flat_map(KeyRecord::to_bytes).collect()))
}

fn record(event: InputEvent) -> Option<KeyRecord> {
    match event.event_type() {
        EventType::KEY => Some(KeyRecord { code: event.code(), value: u8::try_from(event.value()).ok()? }),
        EventType::SYNCHRONIZATION if event.code() == SYN_DROPPED => Some(KeyRecord::DROPPED),
        _ => None,
    }
}
