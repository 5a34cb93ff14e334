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
mod check;
mod comfort;
mod commands;
mod configuration;
mod fault_matrix;
mod faults;
mod form_commands;
mod form_pictures;
mod forms;
mod fuzzing;
mod hostile;
mod keyboard;
mod keypad;
mod maintenance;
mod office_printer;
mod pdf_a;
mod place;
mod print_test;
mod printed_values;
mod privacy;
mod privacy_process;
mod procedures;
mod process;
mod queue;
mod random_taps;
mod read_aloud;
mod recordings;
mod report;
mod reviewing;
mod say;
mod screens;
mod settings;
mod simulate;
mod slips;
#[path = "fuzz/subjects.rs"]
mod subjects;
mod ticket;
mod visits;
