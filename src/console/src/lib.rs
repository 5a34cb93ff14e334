//! Staff pages and lobby board over HTTP. The only crate that knows `axum`.
//!
//! Pages are made on the server (maud) in Vietnamese or English; scripts and styles are plain
//! files inside the program, so there is no build step and nothing to install on the counters'
//! computers. What changes reaches open pages through one event stream each.
//!
//! The console holds no state of the queue: it sends commands to [`kiosk_store::Store`] and shows
//! what the database says. Without a database it still runs, says so, and shows the alarms.

mod alarm;
mod api;
mod assets;
mod board;
mod certificate;
mod client;
mod connection;
mod demo;
mod limits;
mod live;
mod office;
mod options;
mod page;
mod phone;
mod routes;
mod server;
mod sessions;
mod staff;
#[cfg(test)]
mod tests;
mod voice;

pub use alarm::{Alarm, HELP, Severity};
pub use api::token_hash;
pub use certificate::alarm as certificate_alarm;
pub use demo::{DemoCard, DemoElement, DemoError, DemoPanel};
pub use office::OfficeInForce;
pub use options::{Clock, ConsoleOptions, Network, StaffSignal};
pub use server::{ConsoleError, ConsoleHandle, serve};
pub use staff::{PinError, StaffDoor, Turned, hash_pin};
pub use voice::VoiceOptions;
