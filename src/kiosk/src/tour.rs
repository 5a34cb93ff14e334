//! `kiosk tour`: plays one visit through the real engine, screens and simulated devices, by pointer
//! events at elements, and leaves pictures and papers of it.

mod citizen;
mod player;
mod report;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kiosk_ui::UiError;

use crate::demo::{LastForm, SimDevices};

pub use citizen::{Act, Citizen};
pub use player::Player;
pub use report::{Report, Step};

/// What is played.
pub struct Tour {
    /// Where pictures and papers go.
    pub out: PathBuf,
    /// Who plays.
    pub citizen: Citizen,
    /// The devices.
    pub devices: Arc<SimDevices>,
    /// The last form.
    pub last: Arc<Mutex<LastForm>>,
}

/// Longest wait for the next screen or paper.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a tour does not end well.
#[derive(Debug, thiserror::Error)]
pub enum TourError {
    /// The screen does not answer.
    #[error(transparent)]
    Screen(#[from] UiError),
    /// A file cannot be written.
    #[error("{}: cannot be written: {source}", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A picture cannot be encoded.
    #[error("a picture cannot be encoded")]
    Picture,
    /// Nothing on the screen leads on.
    #[error("the page \"{page}\" leads nowhere: {labels}")]
    NoWay {
        /// The page.
        page: &'static str,
        /// What stands on it.
        labels: String,
    },
    /// The screen did not go on.
    #[error("nothing followed the page \"{page}\" within {} s", PATIENCE.as_secs())]
    Stuck {
        /// The page.
        page: &'static str,
    },
    /// The visit ended in a trouble screen.
    #[error("the visit ended in trouble: {0}")]
    Trouble(String),
    /// No paper came out.
    #[error("no {0} came out")]
    NoPaper(&'static str),
}
