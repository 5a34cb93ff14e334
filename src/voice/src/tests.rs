//! Calls out of a folder of clips, out of programs that fail in every way, and out of the real synthesizer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod reader;

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kiosk_core::queue::{CounterId, TicketNumber};
use kiosk_core::voice::{Clip, Manner, ZeroWord, sentences};
use tempfile::TempDir;

use crate::wave::Wave;
use crate::{Settings, Voice, VoiceError};

const RATE: u32 = 16_000;

fn number(count: u32) -> TicketNumber {
    TicketNumber { prefix: "A".into(), count, width: 3 }
}

/// The clips of a call.
fn clips(count: u32, manner: Manner) -> Vec<Clip> {
    sentences(&number(count), CounterId(2), manner).into_iter().flat_map(|s| s.clips).collect()
}

/// A clip of this many samples, each of which is `mark`.
fn record(folder: &Path, name: &str, rate: u32, mark: i16) {
    let wave = Wave { rate, samples: vec![mark; 1000] };
    fs::write(folder.join(format!("{name}.wav")), wave.to_wav().unwrap()).unwrap();
}

/// A folder in which each clip of the call sounds different; their marks in the order of the call.
fn recorded(manner: Manner) -> (TempDir, Vec<i16>) {
    let folder = tempfile::tempdir().unwrap();
    let clips = clips(105, manner);
    let marks: Vec<i16> = (0..clips.len()).map(|nth| 100 + i16::try_from(nth).unwrap()).collect();
    for (clip, mark) in clips.iter().zip(&marks) {
        record(folder.path(), clip.name, RATE, *mark);
    }
    (folder, marks)
}

/// A program of a shell script's lines.
fn program(folder: &Path, name: &str, script: &str) -> OsString {
    let file = folder.join(name);
    fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    file.into_os_string()
}

fn nowhere() -> OsString {
    "/nowhere/espeak-ng".into()
}

fn with_clips(folder: &Path, manner: Manner, synthesizer: OsString) -> Voice {
    let clips = Some(PathBuf::from(folder));
    Voice::new(Settings { manner, clips, synthesizer, ..Settings::default() })
}

/// The marks that are heard, in their order.
fn heard(wav: &[u8]) -> Vec<i16> {
    let mut marks: Vec<i16> = Wave::read(wav).unwrap().samples;
    marks.dedup();
    marks.retain(|mark| *mark != 0);
    marks
}

#[test]
fn a_call_is_its_clips_in_their_order_with_gaps_between() {
    for manner in [Manner::default(), Manner { english: true, zero: ZeroWord::Le }] {
        let (folder, marks) = recorded(manner);
        let said = with_clips(folder.path(), manner, nowhere()).say(&number(105), CounterId(2)).unwrap();
        assert_eq!((heard(&said.wav), said.without_clips), (marks.clone(), None));
        let wave = Wave::read(&said.wav).unwrap();
        let gaps = wave.samples.iter().filter(|sample| **sample == 0).count();
        let pauses = usize::from(manner.english);
        assert_eq!(gaps, (marks.len() - 1 - pauses) * 640 + pauses * 5600);
        assert_eq!(wave.rate, RATE);
    }
}

/// A synthesizer that writes the sound in `folder`.
fn stand_in(folder: &Path) -> OsString {
    record(folder, "spoken", 22_050, 7);
    program(folder, "synthesizer", &format!("cat > /dev/null; cat '{}'", folder.join("spoken.wav").display()))
}

#[test]
fn without_one_of_its_clips_a_call_is_spoken_and_the_reason_is_told() {
    let (folder, _) = recorded(Manner::default());
    let synthesizer = stand_in(folder.path());
    let voice = with_clips(folder.path(), Manner::default(), synthesizer);
    fs::remove_file(folder.path().join("105-linh.wav")).unwrap();
    let said = voice.say(&number(105), CounterId(2)).unwrap();
    assert_eq!(heard(&said.wav), [7]);
    let Some(VoiceError::NoClip { file, .. }) = said.without_clips else { panic!("{said:?}") };
    assert_eq!(file, folder.path().join("105-linh.wav"));
}

#[test]
fn clips_of_another_rate_or_kind_are_named() {
    let (folder, _) = recorded(Manner::default());
    let synthesizer = stand_in(folder.path());
    let voice = with_clips(folder.path(), Manner::default(), synthesizer);
    record(folder.path(), "2-hai", 44_100, 1);
    let reason = voice.say(&number(105), CounterId(2)).unwrap().without_clips.unwrap();
    let file = folder.path().join("2-hai.wav");
    assert_eq!(reason, VoiceError::Rate { file, found: 44_100, wanted: RATE });
    fs::write(folder.path().join("moi-so.wav"), "recorded as MP3").unwrap();
    let reason = voice.say(&number(105), CounterId(2)).unwrap().without_clips.unwrap();
    assert!(matches!(reason, VoiceError::Format { .. }), "{reason:?}");
}

#[test]
fn a_synthesizer_that_fails_in_any_way_is_an_error_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let fails = program(folder.path(), "fails", "exit 1");
    let mute = program(folder.path(), "mute", "cat > /dev/null");
    let chatters = program(folder.path(), "chatters", "echo no sound");
    let hangs = program(folder.path(), "hangs", "exec sleep 600");
    let say = |synthesizer: &OsString| {
        let deadline = Duration::from_millis(300);
        let settings = Settings { synthesizer: synthesizer.clone(), deadline, ..Settings::default() };
        Voice::new(settings).say(&number(1), CounterId(1)).unwrap_err()
    };
    assert!(matches!(say(&nowhere()), VoiceError::NotInstalled { .. }));
    assert!(matches!(say(&fails), VoiceError::Failed { .. }));
    assert!(matches!(say(&mute), VoiceError::NoSound { .. }));
    assert!(matches!(say(&chatters), VoiceError::NoSound { .. }));
    assert!(matches!(say(&hangs), VoiceError::TooSlow { .. }));
}

#[test]
fn the_synthesizer_gets_words_by_stdin_and_the_accent_of_the_office() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), "spoken", 22_050, 7);
    let told = folder.path().join("told");
    let spoken = folder.path().join("spoken.wav");
    let script = format!(
        "echo \"$@\" >> '{0}'; cat >> '{0}'; echo >> '{0}'; cat '{1}'",
        told.display(),
        spoken.display()
    );
    let synthesizer = program(folder.path(), "synthesizer", &script);
    let manner = Manner { zero: ZeroWord::Le, english: true };
    let voice = Voice::new(Settings { manner, synthesizer, speed: 120, ..Settings::default() });
    voice.say(&number(105), CounterId(2)).unwrap();
    assert_eq!(
        fs::read_to_string(told).unwrap(),
        "-v vi-vn-x-south -s 120 --stdin --stdout\nMời số a một trăm lẻ năm đến quầy số hai\n\
         -v en -s 120 --stdin --stdout\nNumber ay one hundred and five please go to counter two\n"
    );
}

#[test]
fn espeak_speaks_vietnamese_and_english() {
    let voice =
        |manner| Voice::new(Settings { manner, deadline: Duration::from_secs(30), ..Settings::default() });
    let length = |manner| {
        let said = voice(manner).say(&number(105), CounterId(2)).unwrap();
        Wave::read(&said.wav).unwrap().length()
    };
    let vietnamese = length(Manner::default());
    assert!(vietnamese > Duration::from_secs(2) && vietnamese < Duration::from_secs(8), "{vietnamese:?}");
    assert!(length(Manner { zero: ZeroWord::Le, english: true }) > vietnamese + Duration::from_secs(1));
}

#[test]
fn the_player_gets_the_whole_sound_and_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let played = folder.path().join("played");
    let player = program(folder.path(), "player", &format!("echo \"$@\"; cat > '{}'", played.display()));
    let voice = Voice::new(Settings { player, ..Settings::default() });
    let wav = Wave { rate: RATE, samples: vec![3; 400_000] }.to_wav().unwrap();
    voice.play(&wav).unwrap();
    assert_eq!(fs::read(played).unwrap(), wav);
    assert!(matches!(voice.play(b"no sound"), Err(VoiceError::NoSound { .. })));
    let without = Voice::new(Settings { player: nowhere(), ..Settings::default() });
    assert!(matches!(without.play(&wav), Err(VoiceError::NotInstalled { .. })));
}

#[test]
fn silence_is_silent() {
    let silence = Wave::read(&Voice::new(Settings::default()).silence().unwrap()).unwrap();
    assert_eq!(silence.length(), Duration::from_millis(100));
    assert!(silence.samples.iter().all(|sample| *sample == 0));
}
