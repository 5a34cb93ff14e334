//! An office's voice.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use kiosk_core::queue::{CounterId, TicketNumber};
use kiosk_core::text::Lang;
use kiosk_core::voice::{Manner, Sentence, ZeroWord, sentences};

use crate::error::VoiceError;
use crate::reader::Reader;
use crate::wave::Wave;
use crate::{child, clips};

/// Between the Vietnamese and the English sentence.
const PAUSE: Duration = Duration::from_millis(350);

/// What aplay gets on top of the sound's own length, to open the device.
const OPENING: Duration = Duration::from_secs(5);

/// The rate of a silence on its own, in Hz.
const RATE: u32 = 22_050;

/// How an office's calls sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Languages and wording.
    pub manner: Manner,
    /// A folder with the clips of [`kiosk_core::voice::record_list`], each as `NAME.wav`: 16 bits, one channel, all
    /// of the same rate. Without it, or where a clip is missing, the synthesizer speaks.
    pub clips: Option<PathBuf>,
    /// How fast the synthesizer speaks, in words a minute.
    pub speed: u16,
    /// The synthesizer, a program that takes espeak-ng's options.
    pub synthesizer: OsString,
    /// The player, a program that takes aplay's options.
    pub player: OsString,
    /// How long the synthesizer may take for a sentence.
    pub deadline: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            manner: Manner::default(),
            clips: None,
            speed: 140,
            synthesizer: "espeak-ng".into(),
            player: "aplay".into(),
            deadline: Duration::from_secs(3),
        }
    }
}

/// A call as sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// A WAV file of 16 bits and one channel.
    pub wav: Vec<u8>,
    /// Why the office's clips were not used although it has some.
    pub without_clips: Option<VoiceError>,
}

/// An office's voice. Its methods block: for a tenth of a second to say, for as long as the sound to play.
#[derive(Debug, Clone)]
pub struct Voice {
    settings: Settings,
    reader: Option<Reader>,
}

impl Voice {
    /// A voice that sounds so.
    pub fn new(settings: Settings) -> Self {
        Self { settings, reader: None }
    }

    /// The same beside `reader`, which falls silent for each call on the sound card that they share.
    #[must_use]
    pub fn beside(self, reader: Reader) -> Self {
        Self { reader: Some(reader), ..self }
    }

    /// Its languages and wording.
    pub fn manner(&self) -> Manner {
        self.settings.manner
    }

    /// The call of `number` to `counter`: from clips if the office has them, else by the synthesizer.
    ///
    /// # Errors
    /// When the synthesizer is needed and fails.
    pub fn say(&self, number: &TicketNumber, counter: CounterId) -> Result<Said, VoiceError> {
        let sentences = sentences(number, counter, self.settings.manner);
        let from_clips = match &self.settings.clips {
            Some(folder) => self.joined(&sentences, |sentence| clips::join(folder, &sentence.clips)),
            None => return self.spoken(&sentences, None),
        };
        match from_clips {
            Ok(wav) => Ok(Said { wav, without_clips: None }),
            Err(error) => self.spoken(&sentences, Some(error)),
        }
    }

    fn spoken(&self, sentences: &[Sentence], without_clips: Option<VoiceError>) -> Result<Said, VoiceError> {
        let wav = self.joined(sentences, |sentence| self.speak(sentence).map(Some))?;
        Ok(Said { wav, without_clips })
    }

    /// The sound of all sentences, each made by `make`.
    fn joined(
        &self,
        sentences: &[Sentence],
        make: impl Fn(&Sentence) -> Result<Option<Wave>, VoiceError>,
    ) -> Result<Vec<u8>, VoiceError> {
        let mut joined: Option<Wave> = None;
        for sentence in sentences {
            match (&mut joined, make(sentence)?) {
                (Some(before), Some(wave)) if before.rate == wave.rate => before.append(PAUSE, &wave),
                (Some(before), Some(wave)) => {
                    let reason = format!("{} and {} samples a second", before.rate, wave.rate);
                    return Err(self.no_sound(reason));
                }
                (None, wave) => joined = wave,
                (Some(_), None) => {}
            }
        }
        let joined = joined.ok_or_else(|| self.no_sound("nothing was to be said".to_owned()))?;
        joined.to_wav().map_err(|error| self.no_sound(error.to_string()))
    }

    /// One sentence by the synthesizer. Its words go by stdin, so that no text becomes an option.
    fn speak(&self, sentence: &Sentence) -> Result<Wave, VoiceError> {
        let mut command = Command::new(&self.settings.synthesizer);
        let speed = self.settings.speed.to_string();
        command.args(["-v", self.accent(sentence.lang), "-s", &speed, "--stdin", "--stdout"]);
        let wav = child::run(command, sentence.sound().as_bytes(), self.settings.deadline)?;
        Wave::read(&wav).map_err(|reason| self.no_sound(reason))
    }

    /// espeak-ng's name of the accent; who says "lẻ" speaks as in the south.
    fn accent(&self, lang: Lang) -> &'static str {
        match (lang, self.settings.manner.zero) {
            (Lang::Vi, ZeroWord::Linh) => "vi",
            (Lang::Vi, ZeroWord::Le) => "vi-vn-x-south",
            (Lang::En, _) => "en",
        }
    }

    fn no_sound(&self, reason: String) -> VoiceError {
        VoiceError::NoSound { program: self.settings.synthesizer.to_string_lossy().into_owned(), reason }
    }

    /// A tenth of a second of silence as a WAV file, by which a browser tells whether it lets sound through.
    ///
    /// # Errors
    /// Never, as far as is known: memory does not fail.
    pub fn silence(&self) -> Result<Vec<u8>, VoiceError> {
        let silence = Wave::silence(RATE, Duration::from_millis(100));
        silence.to_wav().map_err(|error| self.no_sound(error.to_string()))
    }

    /// Plays a WAV file on the kiosk's sound card and waits for its end.
    ///
    /// # Errors
    /// When `wav` is no sound, or the player fails.
    pub fn play(&self, wav: &[u8]) -> Result<(), VoiceError> {
        let length = Wave::read(wav).map_err(|reason| self.no_sound(reason))?.length();
        let mut command = Command::new(&self.settings.player);
        command.args(["-q", "-"]);
        let _floor = self.reader.as_ref().map(Reader::give_way);
        child::run(command, wav, length + OPENING).map(|_| ())
    }
}
