//! `kiosk say`: a call in words and as sound.

use std::error::Error;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use kiosk_core::office::Office;
use kiosk_core::queue::{CounterId, TicketNumber};
use kiosk_core::voice::{Clip, Manner, record_list, sentences};
use kiosk_voice::Voice;

use super::office::in_force;
use crate::{config, demo};

#[derive(clap::Args)]
pub(super) struct SayArgs {
    /// The number, as it stands on its slip: A105
    #[arg(long, value_name = "NUMBER", value_parser = number, required_unless_present = "record_list", requires = "counter")]
    number: Option<TicketNumber>,
    /// The counter that it is called to
    #[arg(long, value_name = "N")]
    counter: Option<u32>,
    /// Write the sound to a WAV file instead of playing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print the words, a line a language, and make no sound
    #[arg(long, conflicts_with = "out")]
    text: bool,
    /// List the clips that the office's calls need: the file to record, a tab, and what to read
    ///
    /// WAV files of 16 bits and one channel, all of the same sample rate, without silence at both ends.
    #[arg(long, conflicts_with_all = ["number", "counter", "out", "text"])]
    record_list: bool,
    /// The office's configuration [default: the demo's invented office]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of the queue's database, with what administrators have set [default: as configured]
    #[arg(long, value_name = "DIR", requires = "record_list")]
    data: Option<PathBuf>,
}

/// Letters, then digits.
fn number(text: &str) -> Result<TicketNumber, String> {
    let at = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(text.len());
    let (prefix, digits) = text.split_at(at);
    let wrong = || format!("\"{text}\" is no number: write letters and digits, such as A105");
    let width = u8::try_from(digits.len()).map_err(|_| wrong())?;
    if !prefix.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        return Err(wrong());
    }
    let count = digits.parse().map_err(|_| wrong())?;
    Ok(TicketNumber { prefix: prefix.to_owned(), count, width })
}

pub(super) fn say(order: &SayArgs) -> Result<(), Box<dyn Error>> {
    let Desk { office, data, voice } = Desk::open(order.config.as_deref())?;
    if order.record_list {
        let data = order.data.as_deref().unwrap_or(&data);
        let (office, _) = in_force(&office, data).map_err(|error| format!("{}: {error}", data.display()))?;
        return list(&record_list(&office, voice.manner()));
    }
    let (Some(number), Some(counter)) = (&order.number, order.counter.map(CounterId)) else { return Ok(()) };
    if order.text {
        return words(number, counter, voice.manner());
    }
    let said = voice.say(number, counter)?;
    if let Some(error) = said.without_clips {
        eprintln!("kiosk: spoken by the synthesizer: {error}");
    }
    match &order.out {
        Some(file) => std::fs::write(file, said.wav)?,
        None => voice.play(&said.wav)?,
    }
    Ok(())
}

/// Whose calls.
struct Desk {
    office: Office,
    data: PathBuf,
    voice: Voice,
}

impl Desk {
    fn open(file: Option<&Path>) -> Result<Self, config::ConfigError> {
        match file {
            Some(file) => config::read(file).map(|config| Self {
                office: config.office,
                data: config.data,
                voice: config.voice.voice,
            }),
            None => config::demo().map(|(office, _)| Self {
                office,
                data: demo::default_folder(),
                voice: config::demo_voice().voice,
            }),
        }
    }
}

fn list(clips: &[Clip]) -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    for Clip { name, words, sound } in clips {
        if words == sound {
            writeln!(out, "{name}.wav\t{words}")?;
        } else {
            writeln!(out, "{name}.wav\t{words} ({sound})")?;
        }
    }
    Ok(())
}

fn words(number: &TicketNumber, counter: CounterId, manner: Manner) -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    for sentence in sentences(number, counter, manner) {
        writeln!(out, "{}", sentence.words())?;
    }
    Ok(())
}
