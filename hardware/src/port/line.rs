//! A serial line: how it is opened, and a write that keeps its time limit.

use std::io;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use serialport::{ClearBuffer, SerialPort, TTYPort};

use crate::profile::FlowControl;

/// Limit of one write, and the time in which a reading thread notices that it is to end.
pub(super) const TIMEOUT: Duration = Duration::from_millis(250);

/// Where the device is and how its line is set.
pub(super) struct Line {
    pub path: PathBuf,
    pub baud: u32,
    pub flow: FlowControl,
}

/// A line that is open.
pub(super) struct OpenLine {
    /// For reading; it holds the line's settings and its lock.
    pub reading: TTYPort,
    /// For writing.
    pub writing: Writing,
}

impl Line {
    /// Opens the line at 8N1 and throws away what it has received.
    ///
    /// Fails if it is not there, is no tty, or somebody else has it.
    pub fn open(&self) -> serialport::Result<OpenLine> {
        // Before serialport claims the tty for itself: what is open already stays open.
        let writing = Writing::open(&self.path)?;
        let flow = match self.flow {
            FlowControl::None => serialport::FlowControl::None,
            FlowControl::Software => serialport::FlowControl::Software,
            FlowControl::Hardware => serialport::FlowControl::Hardware,
        };
        let reading = serialport::new(self.path.to_string_lossy(), self.baud)
            .flow_control(flow)
            .timeout(TIMEOUT)
            .open_native()?;
        // What came while nobody listened answers no question of ours. A line that cannot do
        // this is no worse for it.
        if let Err(error) = reading.clear(ClearBuffer::Input) {
            tracing::debug!(%error, "input not cleared");
        }
        Ok(OpenLine { reading, writing })
    }
}

/// The writing end. `serialport`'s own write waits for room, and then writes without a limit: when there
/// is room for a part only it blocks until the device takes the rest, which may be never.
pub(super) struct Writing(OwnedFd);

impl Writing {
    fn open(path: &PathBuf) -> io::Result<Self> {
        let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        Ok(Self(open(path, flags, Mode::empty())?))
    }

    /// Writes what there is room for, at least one byte, and gives the count.
    ///
    /// Fails with `TimedOut` when there is no room within 250 ms, and with any other kind when the line
    /// is gone.
    pub fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        match rustix::io::write(&self.0, bytes) {
            Err(Errno::AGAIN) => self.wait().and_then(|()| Ok(rustix::io::write(&self.0, bytes)?)),
            written => Ok(written?),
        }
    }

    fn wait(&self) -> io::Result<()> {
        let limit = Timespec::try_from(TIMEOUT).ok();
        let mut room = [PollFd::new(&self.0, PollFlags::OUT)];
        match poll(&mut room, limit.as_ref())? {
            0 => Err(io::ErrorKind::TimedOut.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_write_larger_than_the_room_takes_what_there_is_and_then_times_out() {
        let (_printer, line) = TTYPort::pair().unwrap();
        let writing = Writing::open(&line.name().unwrap().into()).unwrap();
        let (sender, ended) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let mut taken = 0;
            let error = loop {
                match writing.write(&[0; 4095]) {
                    Ok(n) => taken += n,
                    Err(error) => break error,
                }
            };
            sender.send((taken, error.kind())).unwrap();
        });
        let (taken, kind) = ended.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(taken > 0);
        assert_eq!(kind, io::ErrorKind::TimedOut);
    }
}
