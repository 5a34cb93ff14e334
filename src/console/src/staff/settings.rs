//! What administrators set of the office: services, counters, hours and texts, each on a page of its own.
//!
//! A page shows what holds, or what was typed when something of it could not be: nothing typed is lost, and each
//! mistake stands beside its field. What is saved holds at once for staff, and for the touchscreen from the next
//! visit on.

mod counters;
mod filled;
mod hours;
mod mistake;
mod page;
mod save;
mod services;
mod sheet;
mod texts;
mod told;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::options::Console;
pub(super) use told::log;

/// The pages of settings, whose forms are larger than any other.
pub(crate) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route("/staff/settings", get(page::first))
        .route("/staff/settings/undo", post(save::undo))
        .route("/staff/settings/{part}", get(page::page).post(save::save))
}
