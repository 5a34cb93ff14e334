//! Joining recorded clips.

use std::path::{Path, PathBuf};
use std::time::Duration;

use kiosk_core::voice::Clip;

use crate::error::VoiceError;
use crate::wave::Wave;

/// Between two clips of a sentence.
const GAP: Duration = Duration::from_millis(40);

/// The file of `clip` in `folder`.
fn file(folder: &Path, clip: &Clip) -> PathBuf {
    folder.join(format!("{}.wav", clip.name))
}

/// The clips of a sentence, one after the other. All have to be there and of the same rate.
pub(crate) fn join(folder: &Path, clips: &[Clip]) -> Result<Option<Wave>, VoiceError> {
    let mut joined: Option<Wave> = None;
    for clip in clips {
        let file = file(folder, clip);
        let wave = read(&file)?;
        match &mut joined {
            None => joined = Some(wave),
            Some(before) if before.rate == wave.rate => before.append(GAP, &wave),
            Some(before) => return Err(VoiceError::Rate { file, found: wave.rate, wanted: before.rate }),
        }
    }
    Ok(joined)
}

fn read(file: &Path) -> Result<Wave, VoiceError> {
    let bytes = std::fs::read(file)
        .map_err(|error| VoiceError::NoClip { file: file.to_owned(), reason: error.to_string() })?;
    Wave::read(&bytes).map_err(|reason| VoiceError::Format { file: file.to_owned(), reason })
}
