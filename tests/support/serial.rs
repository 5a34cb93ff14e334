//! A serial line in memory: a driver at one end, a simulated device at the other.

use std::time::Duration;

use kiosk_core::time::Tick;
use kiosk_hardware::driver::Driver;
use kiosk_hardware::sim::Device;

/// How long the port's thread waits for room to write.
const WRITE_LIMIT: Duration = Duration::from_millis(250);

/// A line that can be pulled out.
pub struct SerialLine<D, S> {
    /// The kiosk's end.
    pub driver: D,
    /// The device's end.
    pub device: S,
    /// Everything that the line took since this was last emptied.
    pub taken: Vec<u8>,
    plugged: bool,
    /// Bytes that the line has no room for, and until when the kiosk waits for it.
    waiting: Option<(Tick, Vec<u8>)>,
}

impl<D: Driver, S: Device> SerialLine<D, S> {
    /// A line that is plugged in.
    pub fn new(now: Tick, mut driver: D, device: S) -> Self {
        driver.opened(now);
        Self { driver, device, taken: Vec::new(), plugged: true, waiting: None }
    }

    /// Pulls the cable out, or puts it back.
    pub fn plug(&mut self, now: Tick, plugged: bool) {
        if self.plugged != plugged {
            self.plugged = plugged;
            self.waiting = None;
            if plugged { self.driver.opened(now) } else { self.driver.lost(now) }
        }
    }

    /// Moves bytes both ways until both ends are quiet; gives what the driver said.
    pub fn turn(&mut self, now: Tick) -> Vec<D::Event> {
        self.device.on_time(now);
        self.end_waiting(now);
        if self.waiting.is_none() {
            self.driver.on_time(now);
            while self.plugged && (self.write(now) | self.read(now)) {}
        }
        std::iter::from_fn(|| self.driver.poll_event()).collect()
    }

    fn end_waiting(&mut self, now: Tick) {
        let Some((until, bytes)) = self.waiting.take() else { return };
        if self.device.accepts() {
            self.pass(now, &bytes);
        } else if now < until {
            self.waiting = Some((until, bytes));
        } else {
            self.driver.write_stalled(now);
        }
    }

    fn write(&mut self, now: Tick) -> bool {
        if self.waiting.is_some() {
            return false;
        }
        let Some(bytes) = self.driver.take_output(now) else { return false };
        if !self.device.accepts() {
            self.waiting = Some((now + WRITE_LIMIT, bytes));
            return false;
        }
        self.pass(now, &bytes);
        true
    }

    fn pass(&mut self, now: Tick, bytes: &[u8]) {
        self.taken.extend(bytes);
        self.device.on_bytes(now, bytes);
        self.driver.wrote(now, bytes.len());
    }

    fn read(&mut self, now: Tick) -> bool {
        let bytes = self.device.take_output();
        if !bytes.is_empty() {
            self.driver.on_bytes(now, &bytes);
        }
        !bytes.is_empty()
    }

    /// When one of the two ends wants to be called.
    pub fn deadline(&self) -> Option<Tick> {
        let kiosk = match &self.waiting {
            Some((until, _)) => Some(*until),
            None => self.driver.deadline(),
        };
        kiosk.into_iter().chain(self.device.deadline()).min()
    }
}
