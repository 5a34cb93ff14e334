//! Screens read aloud: the voice and the headphones as the visit hears of them.

use std::path::PathBuf;
use std::sync::mpsc::Sender;

use kiosk_core::citizen::Personal;
use kiosk_core::text::Lang;
use kiosk_core::visit::{Condition, Device, DeviceEvent, Event, Fault};
use kiosk_hardware::{JackHandle, spawn_jack};
use kiosk_voice::{Reader, ReaderSettings, Voice, VoiceError};

/// How screens are read aloud, for who wishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadAloud {
    /// How it sounds.
    pub settings: ReaderSettings,
    /// The input device of the headphone socket, preferably a name in /dev/input/by-path; without it headphones are
    /// never in.
    pub jack: Option<PathBuf>,
    /// Whether staff are told when it does not work. In a demo nobody waits for it.
    pub alarm: bool,
}

/// The voice of a running kiosk, and who watches its headphones.
pub struct ReadingAloud {
    reader: Reader,
    _jack: Option<JackHandle>,
}

impl ReadingAloud {
    /// Starts voice and watch; `events` hears of both.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(wanted: &ReadAloud, events: &Sender<Event>) -> std::io::Result<Self> {
        let (told, alarm) = (events.clone(), wanted.alarm);
        let reader = Reader::start(wanted.settings.clone(), move |works| {
            // The engine is gone only when the whole kiosk is going.
            let _ = told.send(Event::Device(DeviceEvent::Condition(Device::Voice, condition(&works, alarm))));
        })?;
        let jack = wanted.jack.as_ref().map(|path| {
            let events = events.clone();
            spawn_jack(path, move |plugged| {
                let _ = events.send(Event::Device(DeviceEvent::Headphones(plugged)));
            })
        });
        Ok(Self { reader, _jack: jack.transpose()? })
    }

    /// Says `words`, instead of whatever is being said.
    pub fn say(&self, lang: Lang, words: Personal<String>) {
        self.reader.say(lang, words);
    }

    /// Says nothing any more.
    pub fn hush(&self) {
        self.reader.hush();
    }

    /// `voice`, which shares the sound card, with its calls before what is read aloud.
    #[must_use]
    pub fn beside(&self, voice: Voice) -> Voice {
        voice.beside(self.reader.clone())
    }
}

/// How the voice is, in the visit's words; what no `alarm` is wanted of is unknown.
fn condition(works: &Result<(), VoiceError>, alarm: bool) -> Condition {
    let Err(error) = works else { return Condition::Ready };
    tracing::warn!(%error, "screens are not read aloud");
    match error {
        _ if !alarm => Condition::Unknown,
        VoiceError::NotInstalled { .. } => Condition::Down(Fault::NotInstalled),
        VoiceError::NoClip { .. }
        | VoiceError::Format { .. }
        | VoiceError::Rate { .. }
        | VoiceError::NotStarted { .. }
        | VoiceError::Failed { .. }
        | VoiceError::TooSlow { .. }
        | VoiceError::NoSound { .. } => Condition::Down(Fault::Broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_told_as_such_and_in_a_demo_nothing_is() {
        let missing = || Err(VoiceError::NotInstalled { program: "espeak-ng".into() });
        let failed = Err(VoiceError::Failed { program: "aplay".into(), status: "exit status: 1".into() });
        assert_eq!(condition(&Ok(()), true), Condition::Ready);
        assert_eq!(condition(&missing(), true), Condition::Down(Fault::NotInstalled));
        assert_eq!(condition(&failed, true), Condition::Down(Fault::Broken));
        assert_eq!(condition(&missing(), false), Condition::Unknown);
    }
}
