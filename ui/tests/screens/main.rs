//! The screens as a citizen meets them: found by their labels, touched with real pointer events, drawn without
//! a display.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod caretaking;
mod harness;
mod keys;
mod longest;
mod looks;
mod privacy;
mod questions;
mod reference;
mod reviewing;
mod samples;
mod serving;
mod theme;
mod touching;
mod translations;
mod trouble;
