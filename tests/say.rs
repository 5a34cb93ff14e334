//! `kiosk say`: words on stdout, sound in a file.

use std::process::{Command, Output, Stdio};

use kiosk_core::office::Setting;
use kiosk_tests::{program, set_office};

fn say(args: &[&str]) -> Output {
    Command::new(program()).arg("say").args(args).stdin(Stdio::null()).output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

#[test]
fn the_words_of_a_call_are_printed() {
    let output = say(&["--number", "A105", "--counter", "2", "--text"]);
    assert_eq!(stdout(&output), "Mời số A một trăm linh năm đến quầy số hai\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        stdout(&say(&["--number", "7", "--counter", "15", "--text"])),
        "Mời số bảy đến quầy số mười lăm\n"
    );
}

#[test]
fn the_clips_to_record_are_listed_with_what_to_read() {
    let empty = tempfile::tempdir().unwrap();
    let output = say(&["--record-list", "--data", empty.path().to_str().unwrap()]);
    let lines: Vec<&str> = stdout(&output).lines().collect();
    for line in ["moi-so.wav\tMời số", "chu-b.wav\tB (bê)", "21-mot.wav\tmốt", "den-quay-so.wav\tđến quầy số"]
    {
        assert!(lines.contains(&line), "{line}: {lines:?}");
    }
    let unnamed = lines.iter().filter(|line| line.split('\t').count() != 2);
    assert_eq!(unnamed.count(), 0, "{lines:?}");
}

#[test]
fn clips_are_listed_for_the_services_that_administrators_have_set() {
    let folder = tempfile::tempdir().unwrap();
    let (office, _) = kiosk::config::demo().unwrap();
    let mut services = office.services.clone();
    services[0].prefix = "Z".into();
    set_office(folder.path(), &Setting::Services(services));
    let data = folder.path().to_str().unwrap();
    let told = |args: &[&str]| stdout(&say(args)).contains("chu-z.wav\t");
    assert!(told(&["--record-list", "--data", data]) && !told(&["--record-list", "--data", "/nowhere"]));
    std::fs::write(folder.path().join("queue.db"), "no database").unwrap();
    assert_eq!(say(&["--record-list", "--data", data]).status.code(), Some(2));
}

#[test]
fn a_call_is_written_as_sound() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("call.wav");
    let output = say(&["--number", "A105", "--counter", "2", "--out", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let wav = std::fs::read(file).unwrap();
    // 16 bits at 22,050 Hz: more than two seconds.
    assert!(wav.starts_with(b"RIFF") && wav.len() > 2 * 44_100, "{} bytes", wav.len());
}

#[test]
fn what_cannot_be_called_is_wrong_usage() {
    for args in [
        &["--number", "A1B", "--counter", "2"][..],
        &["--number", "A", "--counter", "2"],
        &["--number", "-A1", "--counter", "2"],
        &["--number", "A105"],
        &["--counter", "2"],
        &[],
    ] {
        assert_eq!(say(args).status.code(), Some(64), "{args:?}");
    }
}
