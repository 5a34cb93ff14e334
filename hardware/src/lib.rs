//! Drivers, profiles and simulators of the kiosk's devices.
//!
//! This crate knows bytes, paper and conditions; it knows no ticket, citizen or form.
//!
//! Drivers are sans-IO: they take bytes and the time, and give bytes, a deadline and
//! events ([`driver::Driver`]). A thin thread ([`port`]) moves the bytes to and from a
//! serial port. The simulators ([`sim`]) sit at the other end of the same wire.

pub mod bitmap;
pub mod cell;
pub mod clock;
pub mod code_page;
pub mod condition;
pub mod driver;
pub mod encode;
pub mod font;
pub mod jack;
pub mod keyboard;
pub mod layout;
pub mod office;
mod page_code;
pub mod port;
pub mod print_test;
pub mod printer;
pub mod profile;
pub mod raster;
pub mod receipt;
#[cfg(feature = "record")]
pub mod recording;
pub mod scanner;
pub mod sim;
pub mod status;
mod text;
mod wrap;

pub use clock::{Clock, ManualClock, MonotonicClock, Tick};
pub use condition::{JobResult, PrinterCondition, ScannerCondition};
pub use encode::{EncodeError, EncodedSlip, JobTag, encode, encode_as};
pub use font::Fonts;
pub use layout::Layout;
pub use page_code::{PageCodeError, page_code};
#[cfg(feature = "record")]
pub use port::spawn_printer_recorded;
pub use port::{
    JackHandle, PrinterHandle, ScannerHandle, spawn_jack, spawn_printer, spawn_probe, spawn_scanner,
};
pub use printer::{PrinterDriver, PrinterEvent};
pub use profile::{PrinterProfile, ProfileError, ScannerProfile, Way};
pub use receipt::{Align, Line, Receipt, TextSize, Weight};
pub use scanner::{Frame, Garbling, ProbeEvent, ScannerDriver, ScannerEvent, WedgeNumber};
