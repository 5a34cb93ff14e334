//! The driver against the simulated printer, message by message, with the clock turned by hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod bench;
mod faults;
mod jobs;
mod stages;
mod strict;
mod wire;
