//! A serial line in memory: a driver at one end, a simulated device at the other.

use kiosk_core::time::Tick;
use kiosk_hardware::driver::Driver;
use kiosk_hardware::sim::Device;

/// A line that can be pulled out.
pub struct SerialLine<D, S> {
    /// The kiosk's end.
    pub driver: D,
    /// The device's end.
    pub device: S,
    plugged: bool,
}

impl<D: Driver, S: Device> SerialLine<D, S> {
    /// A line that is plugged in.
    pub fn new(now: Tick, mut driver: D, device: S) -> Self {
        driver.opened(now);
        Self { driver, device, plugged: true }
    }

    /// Pulls the cable out, or puts it back.
    pub fn plug(&mut self, now: Tick, plugged: bool) {
        if self.plugged != plugged {
            self.plugged = plugged;
            if plugged { self.driver.opened(now) } else { self.driver.lost(now) }
        }
    }

    /// Moves bytes both ways until both ends are quiet; gives what the driver said.
    pub fn turn(&mut self, now: Tick) -> Vec<D::Event> {
        self.driver.on_time(now);
        self.device.on_time(now);
        while self.plugged && (self.write(now) | self.read(now)) {}
        std::iter::from_fn(|| self.driver.poll_event()).collect()
    }

    fn write(&mut self, now: Tick) -> bool {
        let Some(bytes) = self.driver.take_output(now) else { return false };
        if !self.device.accepts() {
            self.driver.write_stalled(now);
            return false;
        }
        self.device.on_bytes(now, &bytes);
        self.driver.wrote(now, bytes.len());
        true
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
        self.driver.deadline().into_iter().chain(self.device.deadline()).min()
    }
}
