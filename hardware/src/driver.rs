//! What a sans-IO driver of a serial device looks like to the thread that moves its bytes.

use crate::Tick;

/// A device driver without a port and without a clock: it is told what happened and when.
///
/// After any call, look for output ([`Driver::take_output`]) and events
/// ([`Driver::poll_event`]), and call [`Driver::on_time`] when [`Driver::deadline`] is reached.
pub trait Driver {
    /// An order from the kiosk.
    type Command: Send + 'static;
    /// What the kiosk is told.
    type Event;

    /// The port was opened.
    fn opened(&mut self, now: Tick);
    /// The port is not there, or no longer. May be told again and again.
    fn lost(&mut self, now: Tick);
    /// The kiosk orders something.
    fn command(&mut self, now: Tick, command: Self::Command);
    /// Bytes came from the device.
    fn on_bytes(&mut self, now: Tick, bytes: &[u8]);
    /// Time passed.
    fn on_time(&mut self, now: Tick);
    /// When [`Driver::on_time`] wants to be called next.
    fn deadline(&self) -> Option<Tick>;
    /// The next thing to tell the kiosk.
    fn poll_event(&mut self) -> Option<Self::Event>;

    /// The next bytes to write, at most 256. The answer comes by [`Driver::wrote`] or
    /// [`Driver::write_stalled`] before more is given.
    fn take_output(&mut self, _now: Tick) -> Option<Vec<u8>> {
        None
    }
    /// The port took the first `n` bytes of what was given.
    fn wrote(&mut self, _now: Tick, _n: usize) {}
    /// The port took nothing within its time limit.
    fn write_stalled(&mut self, _now: Tick) {}
}
