//! The kiosk: command line, configuration, the engine, and the translators between the rooms.
//!
//! * [`engine`] owns the visit's state and is the only one that changes it.
//! * [`ports`] turns the visit's effects into calls of store, devices and renderer.
//! * [`screen`], [`slip`], [`paper`], [`devices`] and [`alarm`] translate between the rooms' vocabularies.
//! * [`machine`] puts a kiosk together on real ports; [`demo`] puts simulators behind them.

pub mod alarm;
pub mod chores;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod devices;
pub mod engine;
pub mod form_folder;
pub mod machine;
pub mod notice;
pub mod paper;
pub mod ports;
pub mod read_aloud;
pub mod report;
pub mod screen;
pub mod slip;
pub mod test_print;
pub mod tour;

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

/// Memory is overwritten when it is given back: what libraries copied of a citizen's data, and what a growing
/// text left behind, can be wiped by nobody else. Every program made of this crate has it, the tests' too.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);
