//! What can go wrong with the screen. No text here holds anything of a person.

/// Why the screen could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum UiError {
    /// Slint could not make, show or read the window.
    #[error("the screen's window does not work: {0}")]
    Platform(#[from] slint::PlatformError),
    /// This thread has a screen already; a second one needs a thread of its own.
    #[error("this thread has a screen already")]
    SecondScreen,
    /// The translations that belong into the program are not in it.
    #[error("the bundled language is missing: {0}")]
    Language(&'static str),
    /// The screen's thread has ended, or did not answer in time.
    #[error("the screen does not answer")]
    NoAnswer,
    /// More touches wait for the screen than a person can make.
    #[error("too many touches are waiting")]
    Busy,
}
