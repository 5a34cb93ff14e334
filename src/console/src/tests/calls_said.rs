//! Calls as sound: what boards fetch, what the sound card plays, and what staff hear of a voice that fails.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use kiosk_voice::{Settings, Voice};

use super::*;

/// A program of a shell script's lines.
fn program(folder: &Path, name: &str, script: &str) -> OsString {
    let file = folder.join(name);
    fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    file.into_os_string()
}

/// A synthesizer that notes each sentence in `said` and gives a tenth of a second of silence, and a player that
/// notes in `played`.
pub(super) fn stand_ins(folder: &Path) -> Settings {
    let silence = Voice::new(Settings::default()).silence().unwrap();
    fs::write(folder.join("sound.wav"), silence).unwrap();
    let (said, played) = (folder.join("said"), folder.join("played"));
    let sound = folder.join("sound.wav");
    let script = format!("cat >> '{0}'; echo >> '{0}'; cat '{1}'", said.display(), sound.display());
    let player =
        format!("cat > /dev/null; echo begins >> '{0}'; sleep 0.05; echo ends >> '{0}'", played.display());
    Settings {
        synthesizer: program(folder, "synthesizer", &script),
        player: program(folder, "player", &player),
        deadline: Duration::from_secs(20),
        ..Settings::default()
    }
}

pub(super) fn options(settings: Settings, sound_card: bool) -> VoiceOptions {
    VoiceOptions { voice: Voice::new(settings), board: true, sound_card }
}

/// The call's number in the journal, once the board shows it.
async fn seq_of(bench: &Bench, number: &str) -> u64 {
    let mut board = bench.browser().stream("/board/events").await;
    loop {
        let text = event(&mut board, "board").await;
        let data = text.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
        let shown: serde_json::Value = serde_json::from_str(data).unwrap();
        if shown["calls"][0]["number"] == number {
            assert_eq!(shown["calls"][0]["at"], "2026-11-23T08:00:00");
            return shown["calls"][0]["seq"].as_u64().unwrap();
        }
    }
}

#[tokio::test]
async fn a_board_fetches_a_call_as_sound_and_it_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::with_voice(options(stand_ins(folder.path()), false));
    bench.issue(1, "ho-tich");
    bench.clerk(2).await.post("/staff/next", "seen=").await;
    let seq = seq_of(&bench, "B001").await;
    for _ in 0..3 {
        let sound = bench.browser().get(&format!("/board/voice/{seq}.wav")).await;
        assert_eq!(
            (sound.status, &sound.headers[header::CONTENT_TYPE]),
            (StatusCode::OK, &"audio/wav".parse().unwrap())
        );
        assert!(sound.bytes.starts_with(b"RIFF") && sound.bytes.len() > 4000);
    }
    let said = fs::read_to_string(folder.path().join("said")).unwrap();
    assert_eq!(said, "Mời số bê một đến quầy số hai\n");
    assert_eq!(bench.browser().get("/board/voice/silence.wav").await.status, StatusCode::OK);
    assert!(bench.browser().get("/board").await.text.contains("data-voice"));
}

#[tokio::test]
async fn what_was_not_called_is_no_sound() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::with_voice(options(stand_ins(folder.path()), false));
    bench.issue(1, "cu-tru");
    for name in ["1.wav", "999.wav", "silence", "A001.wav", "..%2f1.wav"] {
        assert_eq!(bench.browser().get(&format!("/board/voice/{name}")).await.status, StatusCode::NOT_FOUND);
    }
    assert!(!folder.path().join("said").exists());
}

#[tokio::test]
async fn an_office_without_a_voice_has_no_sound() {
    let bench = Bench::new();
    assert_eq!(bench.browser().get("/board/voice/silence.wav").await.status, StatusCode::NOT_FOUND);
    assert!(!bench.browser().get("/board").await.text.contains("data-voice"));
}

#[tokio::test]
async fn a_voice_that_fails_is_told_to_staff_once_and_numbers_go_on() {
    let broken = Settings { synthesizer: "/nowhere/espeak-ng".into(), ..Settings::default() };
    let bench = Bench::with_voice(options(broken, false));
    let (first, _) = (bench.issue(1, "cu-tru"), bench.issue(2, "cu-tru"));
    let mut clerk = bench.clerk(1).await;
    clerk.post("/staff/next", "seen=").await;
    let mut staff = clerk.stream("/staff/events").await;
    let sound = format!("/board/voice/{}.wav", seq_of(&bench, "A001").await);
    assert_eq!(bench.browser().get(&sound).await.status, StatusCode::SERVICE_UNAVAILABLE);
    event(&mut staff, "panel").await;
    let told = |page: &Page| page.text.matches("chưa cài /nowhere/espeak-ng").count();
    assert_eq!(told(&clerk.get("/staff").await), 1);
    clerk.post("/staff/next", &format!("seen={}", first.id.0)).await;
    let sound = format!("/board/voice/{}.wav", seq_of(&bench, "A002").await);
    assert_eq!(bench.browser().get(&sound).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(told(&clerk.get("/staff").await), 1);
}

#[tokio::test]
async fn the_sound_card_plays_two_calls_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::with_voice(options(stand_ins(folder.path()), true));
    bench.issue(1, "cu-tru");
    bench.issue(2, "cu-tru");
    // The first look at the board says nothing of what was called before it.
    let mut board = bench.browser().stream("/board/events").await;
    while !event(&mut board, "board").await.contains("\"waiting\":2") {}
    let (mut one, mut two) = (bench.clerk(1).await, bench.clerk(2).await);
    tokio::join!(one.post("/staff/next", "seen="), two.post("/staff/next", "seen="));
    let played = folder.path().join("played");
    let both = async {
        while fs::read_to_string(&played).unwrap_or_default().lines().count() < 4 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), both).await.expect("two calls are played");
    assert_eq!(fs::read_to_string(played).unwrap(), "begins\nends\nbegins\nends\n");
    let said = fs::read_to_string(folder.path().join("said")).unwrap();
    assert_eq!(said.lines().count(), 2);
}
