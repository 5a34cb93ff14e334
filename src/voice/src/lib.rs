//! Calls as sound. The words come from [`kiosk_core::voice`]; here they become a WAV file, joined from a folder
//! of recorded clips or spoken by espeak-ng, and are played on the kiosk's own sound card by aplay. Screens that are read aloud
//! ([`Reader`]) share that sound card and give way to calls.
//!
//! Both programs are started as children, without a shell, with their input on stdin and a deadline, after which
//! they are killed. Whatever goes wrong is a [`VoiceError`] and touches nothing but the sound.

mod child;
mod clips;
mod error;
mod reader;
mod voice;
mod wave;

pub use error::VoiceError;
pub use reader::{Floor, Reader, ReaderSettings};
pub use voice::{Said, Settings, Voice};

#[cfg(test)]
mod tests;
