//! One integration binary over the whole kiosk, a module a subject.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test that cannot go on must fail"
)]

mod architecture;
mod bad_input;
mod cards;
mod commands;
mod configuration;
mod faults;
mod forms;
mod privacy;
mod process;
mod screens;
mod slips;
mod visits;
