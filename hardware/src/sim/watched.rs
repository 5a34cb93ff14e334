//! A simulated device with somebody who watches it.

use std::time::Duration;

use super::Device;
use crate::Tick;

/// A device, and a hook that is called after everything that happens to it.
///
/// The hook gets the device, the time, and the bytes that came from the kiosk (none when only time
/// passed); it may work the device.
pub struct Watched<D, F> {
    device: D,
    hook: F,
    every: Option<Duration>,
    looked: Tick,
}

impl<D: Device, F: FnMut(&mut D, Tick, &[u8])> Watched<D, F> {
    /// Watches `device` by `hook`.
    pub fn new(device: D, hook: F) -> Self {
        Self { device, hook, every: None, looked: Tick::ZERO }
    }

    /// Has the hook called at least this often, though nothing happens.
    #[must_use]
    pub fn every(self, pause: Duration) -> Self {
        Self { every: Some(pause), ..self }
    }
}

impl<D: Device, F: FnMut(&mut D, Tick, &[u8]) + Send + 'static> Device for Watched<D, F> {
    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        self.device.on_bytes(now, bytes);
        (self.hook)(&mut self.device, now, bytes);
    }

    fn on_time(&mut self, now: Tick) {
        self.looked = now;
        self.device.on_time(now);
        (self.hook)(&mut self.device, now, &[]);
    }

    fn deadline(&self) -> Option<Tick> {
        let look = self.every.map(|pause| self.looked + pause);
        self.device.deadline().into_iter().chain(look).min()
    }

    fn take_output(&mut self) -> Vec<u8> {
        self.device.take_output()
    }

    fn accepts(&self) -> bool {
        self.device.accepts()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::sim::scanner::{Manner, SimScanner};

    #[test]
    fn the_hook_sees_what_comes_and_works_the_device() {
        let (seen, hook) = mpsc::channel();
        let mut watched =
            Watched::new(SimScanner::new(), move |scanner: &mut SimScanner, now, bytes: &[u8]| {
                scanner.scan(now, bytes, Manner::Whole);
                let _ = seen.send((now, bytes.to_vec()));
            });
        assert_eq!(watched.deadline(), None);
        watched.on_bytes(Tick::from_secs(1), b"x");
        watched.on_time(Tick::from_secs(2));
        let calls: Vec<_> = hook.try_iter().collect();
        assert_eq!(calls, [(Tick::from_secs(1), b"x".to_vec()), (Tick::from_secs(2), Vec::new())]);
        assert!(watched.take_output().starts_with(b"x"));
    }

    #[test]
    fn a_watch_that_looks_often_has_a_deadline_of_its_own() {
        let pause = Duration::from_millis(20);
        let mut watched = Watched::new(SimScanner::new(), |_: &mut SimScanner, _, _: &[u8]| {}).every(pause);
        watched.on_time(Tick::from_secs(3));
        assert_eq!(watched.deadline(), Some(Tick::from_secs(3) + pause));
    }
}
