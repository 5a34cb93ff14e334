//! The office as it is in force: its configuration, with what administrators have set in the queue's database.

use std::path::Path;

use kiosk_core::office::{Office, Part};
use kiosk_store::{OpenError, read_settings};

/// The office that a kiosk with its database in `data` goes by, and the parts that were set and do not fit the
/// configuration any more. Before a database is there it is the configured one.
///
/// # Errors
/// What is wrong with the database.
pub(super) fn in_force(configured: &Office, data: &Path) -> Result<(Office, Vec<Part>), OpenError> {
    let file = data.join("queue.db");
    if !file.exists() {
        return Ok((configured.clone(), Vec::new()));
    }
    let (settings, unreadable) = read_settings(&file)?.read();
    let (office, misfits) = configured.with_what_fits(&settings);
    Ok((office, [unreadable, misfits].concat()))
}
