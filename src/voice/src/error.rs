//! Why a call was not heard.

use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

/// Why there is no sound, or none from the office's clips.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VoiceError {
    /// A clip that the call needs cannot be read.
    #[error("{}: the clip cannot be read: {reason}", .file.display())]
    NoClip {
        /// The file.
        file: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A file is no WAV file of 16 bits and one channel.
    #[error("{}: not a WAV file of 16 bits and one channel: {reason}", .file.display())]
    Format {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A clip has another sample rate than those before it.
    #[error("{}: has {found} samples a second, the clips before it {wanted}", .file.display())]
    Rate {
        /// The file.
        file: PathBuf,
        /// Its rate in Hz.
        found: u32,
        /// That of the others.
        wanted: u32,
    },
    /// The program is not installed.
    #[error("{program} is not installed")]
    NotInstalled {
        /// Its name.
        program: String,
    },
    /// The program cannot be started.
    #[error("{program} cannot be started: {reason}")]
    NotStarted {
        /// Its name.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// The program ended with an error.
    #[error("{program} failed ({status})")]
    Failed {
        /// Its name.
        program: String,
        /// How it ended.
        status: String,
    },
    /// The program did not end in time and was killed.
    #[error("{program} did not end within {} ms", .deadline.as_millis())]
    TooSlow {
        /// Its name.
        program: String,
        /// The time that it had.
        deadline: Duration,
    },
    /// What the synthesizer gave is no sound.
    #[error("{program} gave no sound: {reason}")]
    NoSound {
        /// Its name.
        program: String,
        /// What is wrong with it.
        reason: String,
    },
}
