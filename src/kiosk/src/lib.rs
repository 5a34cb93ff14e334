//! The kiosk: command line, configuration, the engine, and the translators between the rooms.
//!
//! * [`engine`] owns the visit's state and is the only one that changes it.
//! * [`ports`] turns the visit's effects into calls of store, devices and renderer.
//! * [`screen`], [`slip`], [`paper`], [`devices`] and [`alarm`] translate between the rooms' vocabularies.
//! * [`machine`] puts a kiosk together on real ports; [`demo`] puts simulators behind them.

pub mod alarm;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod devices;
pub mod engine;
pub mod machine;
pub mod paper;
pub mod ports;
pub mod screen;
pub mod slip;
pub mod tour;
