//! Simulated devices at the wire: they take and give the bytes that a real device would, refuse
//! what it would not know, and break in named ways at any moment.

mod code_page;
pub mod command;
mod fault;
mod mechanism;
pub mod mount;
pub mod paper;
mod print_buffer;
pub mod printer;
mod rom;
pub mod scanner;
pub mod symbol;
#[cfg(test)]
mod tests;
mod user_defined;
mod watched;
mod wire;

pub use watched::Watched;

use crate::Tick;

/// A simulated device without a port and without a clock.
pub trait Device: Send + 'static {
    /// Bytes came from the kiosk.
    fn on_bytes(&mut self, now: Tick, bytes: &[u8]);
    /// Time passed.
    fn on_time(&mut self, now: Tick);
    /// When [`Device::on_time`] wants to be called next.
    fn deadline(&self) -> Option<Tick>;
    /// Bytes for the kiosk, in order; empty when there are none.
    fn take_output(&mut self) -> Vec<u8>;
    /// Whether the device takes bytes now; if not, the line is to hold them back.
    fn accepts(&self) -> bool {
        true
    }
}
