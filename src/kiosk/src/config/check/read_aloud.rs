//! How screens are read aloud.

use std::path::PathBuf;

use kiosk_voice::ReaderSettings;
use toml::Spanned;

use super::Reader;
use crate::config::{Mistake, file};
use crate::read_aloud::ReadAloud;

impl Reader<'_> {
    /// Without the table, or without its wish, nothing is read aloud.
    pub(super) fn read_aloud(&self, file: file::ReadAloud) -> Result<Option<ReadAloud>, Mistake> {
        let defaults = ReaderSettings::default();
        let speed = file.speed.map(|speed| self.speed(&speed, "read_aloud.speed")).transpose()?;
        let settings = ReaderSettings {
            speed: speed.unwrap_or(defaults.speed),
            volume: file.volume.map(|volume| self.volume(&volume)).transpose()?.unwrap_or(defaults.volume),
            ..defaults
        };
        let jack = file.jack.map(|jack| self.jack(&jack)).transpose()?;
        Ok(file.offered.unwrap_or(false).then_some(ReadAloud { settings, jack, alarm: true }))
    }

    /// Within what espeak-ng takes, and not silent.
    fn volume(&self, volume: &Spanned<u16>) -> Result<u8, Mistake> {
        match u8::try_from(*volume.get_ref()) {
            Ok(fits @ 10..=200) => Ok(fits),
            Ok(_) | Err(_) => {
                let problem = format!("nobody can listen to a volume of {}", volume.get_ref());
                Err(self.wrong(volume, "read_aloud.volume", problem, "Write 10 to 200; 100 is usual.".into()))
            }
        }
    }

    /// An input device; it need not be there yet.
    fn jack(&self, path: &Spanned<String>) -> Result<PathBuf, Mistake> {
        if path.get_ref().starts_with("/dev/input/") {
            return Ok(PathBuf::from(path.get_ref()));
        }
        let problem = format!("\"{}\" is no input device", path.get_ref());
        let remedy =
            "Write a path in /dev/input, such as one of `ls /dev/input/by-path`, or leave the key out.";
        Err(self.wrong(path, "read_aloud.jack", problem, remedy.into()))
    }
}
