//! The thin thread between a headphone socket's input device and its driver.

use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;

use evdev::raw_stream::RawDevice;
use evdev::{EventType, InputEvent, SwitchCode};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::RETRY;
use crate::jack::{JackDriver, JackInput};

/// In which the thread notices that it is to end.
const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 250_000_000 };
/// Code of SYN_DROPPED (input-event-codes.h).
const SYN_DROPPED: u16 = 3;

/// Holds the thread that watches a socket. Dropping it ends the thread.
#[derive(Debug)]
pub struct JackHandle {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for JackHandle {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread of the headphone socket panicked");
        }
    }
}

/// Starts the thread of the socket whose input device is at `path`, preferably a name in /dev/input/by-path. The
/// device need not be there yet. `on_event` is called on that thread with whether a plug is in, whenever that changes;
/// until it is called none is.
///
/// Fails only if the system gives no thread.
pub fn spawn_jack(
    path: impl Into<PathBuf>,
    on_event: impl FnMut(bool) + Send + 'static,
) -> std::io::Result<JackHandle> {
    let (stop, stopped) = channel();
    let watch = Watch { path: path.into(), driver: JackDriver::new(), on_event, stopped };
    let thread = std::thread::Builder::new().name("headphones".to_owned()).spawn(move || watch.run())?;
    Ok(JackHandle { stop: Some(stop), thread: Some(thread) })
}

struct Watch<F> {
    path: PathBuf,
    driver: JackDriver,
    on_event: F,
    stopped: Receiver<()>,
}

impl<F: FnMut(bool)> Watch<F> {
    fn run(mut self) {
        loop {
            let watched = RawDevice::open(&self.path).and_then(|device| self.watch(device));
            let Err(error) = watched else { return };
            tracing::debug!(path = %self.path.display(), %error, "headphone socket not heard");
            self.tell(JackInput::Lost);
            if self.stopped.recv_timeout(RETRY) != Err(RecvTimeoutError::Timeout) {
                return;
            }
        }
    }

    /// Until the handle is dropped.
    fn watch(&mut self, mut device: RawDevice) -> std::io::Result<()> {
        self.tell(state(&device)?);
        while self.stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            for input in switches(&mut device)? {
                match input {
                    Some(input) => self.tell(input),
                    None => self.tell(state(&device)?),
                }
            }
        }
        Ok(())
    }

    fn tell(&mut self, input: JackInput) {
        if let Some(plugged) = self.driver.on_input(input) {
            (self.on_event)(plugged);
        }
    }
}

fn state(device: &RawDevice) -> std::io::Result<JackInput> {
    let on = device.get_switch_state()?;
    Ok(JackInput::Found(on.contains(SwitchCode::SW_HEADPHONE_INSERT)))
}

/// What came within [`LOOK`]; `None` stands where the kernel has dropped something.
fn switches(device: &mut RawDevice) -> std::io::Result<Vec<Option<JackInput>>> {
    match poll(&mut [PollFd::new(&device.as_fd(), PollFlags::IN)], Some(&LOOK)) {
        Ok(0) | Err(rustix::io::Errno::INTR) => return Ok(Vec::new()),
        Ok(_) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(device.fetch_events()?.filter_map(input).collect())
}

fn input(event: InputEvent) -> Option<Option<JackInput>> {
    match event.event_type() {
        EventType::SWITCH => Some(Some(JackInput::Switched { code: event.code(), on: event.value() != 0 })),
        EventType::SYNCHRONIZATION if event.code() == SYN_DROPPED => Some(None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_that_is_not_there_says_nothing_and_lets_go() {
        let (told, heard) = channel();
        let jack = spawn_jack("/nowhere/jack", move |plugged| told.send(plugged).unwrap_or_default());
        drop(jack);
        assert!(heard.recv().is_err(), "the thread has ended and told nothing");
    }
}
