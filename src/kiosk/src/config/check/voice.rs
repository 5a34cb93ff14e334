//! How calls are said aloud.

use std::path::PathBuf;

use kiosk_console::VoiceOptions;
use kiosk_core::voice::{Manner, ZeroWord};
use kiosk_voice::{Settings, Voice};
use toml::Spanned;

use super::Reader;
use crate::config::{Mistake, file};

impl Reader<'_> {
    /// Without the table boards speak, by the synthesizer.
    pub(super) fn voice(&self, file: file::Voice) -> Result<VoiceOptions, Mistake> {
        let defaults = Settings::default();
        let zero = file.zero.as_ref().map(|word| self.zero_word(word)).transpose()?;
        let settings = Settings {
            manner: Manner { zero: zero.unwrap_or_default(), english: file.english.unwrap_or(false) },
            clips: file.clips.map(|folder| self.clips(&folder)).transpose()?,
            speed: file
                .speed
                .map(|speed| self.speed(&speed, "voice.speed"))
                .transpose()?
                .unwrap_or(defaults.speed),
            ..defaults
        };
        Ok(VoiceOptions {
            voice: Voice::new(settings),
            board: file.board.unwrap_or(true),
            sound_card: file.sound_card.unwrap_or(false),
        })
    }

    fn zero_word(&self, word: &Spanned<String>) -> Result<ZeroWord, Mistake> {
        match word.get_ref().as_str() {
            "linh" => Ok(ZeroWord::Linh),
            "lẻ" => Ok(ZeroWord::Le),
            other => {
                let problem = format!("nobody reads a zero as \"{other}\"");
                Err(self.wrong(word, "voice.zero", problem, "Write \"linh\" or \"lẻ\".".into()))
            }
        }
    }

    fn clips(&self, folder: &Spanned<String>) -> Result<PathBuf, Mistake> {
        let path = PathBuf::from(folder.get_ref());
        if path.is_dir() {
            return Ok(path);
        }
        let problem = format!("there is no folder {}", path.display());
        let remedy =
            "Give the folder of the clips that `kiosk say --record-list` names, or leave the key out.";
        Err(self.wrong(folder, "voice.clips", problem, remedy.into()))
    }

    /// Within what espeak-ng takes.
    pub(super) fn speed(&self, speed: &Spanned<u16>, key: &str) -> Result<u16, Mistake> {
        if (80..=450).contains(speed.get_ref()) {
            return Ok(*speed.get_ref());
        }
        let problem = format!("{} words a minute cannot be spoken", speed.get_ref());
        Err(self.wrong(speed, key, problem, "Write 80 to 450; 140 is calm.".into()))
    }
}
