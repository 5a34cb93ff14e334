//! `kiosk card` and `kiosk scan-test`, and cards in a whole visit.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use kiosk_core::citizen::{CardError, CardWarning};
use kiosk_hardware::MonotonicClock;
use kiosk_hardware::sim::mount::SimMount;
use kiosk_hardware::sim::scanner::{Manner, SimScanner};
use kiosk_tests::{CARD, Kiosk, apart, program};
use serde_json::{Value, json};

fn card(payload: &[u8]) -> Output {
    let mut child = Command::new(program())
        .arg("card")
        .env("RUST_LOG", "trace")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(payload).unwrap();
    child.wait_with_output().unwrap()
}

fn result(payload: &[u8]) -> (i32, Value) {
    let output = card(payload);
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn a_chip_card_becomes_json_with_every_field() {
    let wanted = json!({
        "kind": "cccd",
        "id_number": "048160001234",
        "old_id": "201234567",
        "full_name": "Trần Thị Thu Hà",
        "birth_date": "1960-05-14",
        "sex": "female",
        "residence": "Số 12 đường Trưng Nữ Vương, Bình Hiên, Hải Châu, Đà Nẵng",
        "issued": "2021-04-22",
        "issuer": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "cancelled_id": null,
        "father": null,
        "mother": null,
        "province": "Đà Nẵng",
        "warnings": [],
    });
    assert_eq!(result(CARD.as_bytes()), (0, wanted));
}

#[test]
fn a_childs_card_becomes_json_with_its_parents() {
    let child = "231214003344||Lê Gia Hân|20102014|Nam||15082024||048214009999|Lê Văn Tài|Ngô Thị Mai\r\n";
    let wanted = json!({
        "kind": "can-cuoc",
        "id_number": "231214003344",
        "old_id": null,
        "full_name": "Lê Gia Hân",
        "birth_date": "2014-10-20",
        "sex": "male",
        "residence": null,
        "issued": "2024-08-15",
        "issuer": "Bộ Công an",
        "cancelled_id": "048214009999",
        "father": "Lê Văn Tài",
        "mother": "Ngô Thị Mai",
        "province": null,
        "warnings": ["no-residence"],
    });
    assert_eq!(result(child.as_bytes()), (0, wanted));
}

#[test]
fn everything_else_ends_with_2_a_code_and_both_languages() {
    let noise: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let table: [(&[u8], &str); 7] = [
        (b"", "empty"),
        (b"https://example.com/abc", "link"),
        (b"{\"identityNo\":\"048160001234\"}", "json"),
        (b"048160001234|201234567|Tr\xe2\xccn", "not-utf8"),
        (&CARD.as_bytes()[..60], "incomplete"),
        (b"048160001234||Thu|31021960|Nam|Hu\xe1\xba\xbf|22042021", "birth-date"),
        (&noise, "too-long"),
    ];
    for (payload, error) in table {
        let (code, value) = result(payload);
        assert_eq!((code, &value["error"]), (2, &json!(error)));
        for lang in ["vi", "en"] {
            let message = value["message"][lang].as_str().unwrap();
            assert!(message.len() > 30 && message.ends_with('.'), "{error}: {message}");
        }
        assert_eq!(value.as_object().unwrap().len(), 2, "{error}");
    }
}

#[test]
fn nothing_of_a_payload_goes_to_stderr() {
    let wrong = CARD.replace("14051960", "31021960");
    let twice = CARD.repeat(2);
    for payload in [CARD.as_bytes(), wrong.as_bytes(), &CARD.as_bytes()[..60], twice.as_bytes()] {
        let stderr = String::from_utf8(card(payload).stderr).unwrap();
        for value in CARD.split('|').filter(|field| field.len() > 3).chain(["1960"]) {
            assert!(!stderr.contains(value), "{value}: {stderr}");
        }
    }
}

#[test]
fn the_help_lists_every_code() {
    let output = Command::new(program()).args(["card", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let codes =
        CardError::ALL.map(CardError::code).into_iter().chain(CardWarning::ALL.map(CardWarning::code));
    for code in codes {
        assert!(help.contains(&format!("  {code} ")), "{code}:\n{help}");
    }
}

/// Starts `kiosk scan-test` on a simulated scanner and lets it read `payload`; gives the whole output.
fn scan_test(profile: &str, sim: SimScanner, payload: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("scanner");
    let sim = SimMount::scanner(&link, sim, Arc::new(MonotonicClock::new())).unwrap();
    let mut child = Command::new(program())
        .args(["scan-test", "--scans", "1", "--seconds", "30", "--profile", profile, "--device"])
        .arg(&link)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut text = String::new();
    let mut scanned = false;
    for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
        if !scanned && line.contains("the scanner is there") {
            sim.scan(payload, Manner::Whole);
            scanned = true;
        }
        text.extend([&line, "\n"]);
    }
    assert_eq!(child.wait().unwrap().code(), Some(0), "{text}");
    text
}

#[test]
fn a_technician_sees_bytes_frames_and_a_masked_card() {
    let text = scan_test("generic-cdc", SimScanner::new(), CARD.as_bytes());
    for part in [
        "On the scanner:",
        "<- 30 34 38 31 36 30",
        "ended by CR\n",
        "encoding: UTF-8\n",
        "a card (cccd), number •••• •••• 1234, field lengths 12 9 15 8 2 56 8, warnings: none",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn a_technician_sees_the_orders_and_the_answers_of_a_module() {
    let profile = kiosk_hardware::ScannerProfile::named("gm65").unwrap();
    let text = scan_test("gm65", SimScanner::of(&profile), b"Tr\xe2\xccn Th\xf2");
    for part in [
        "-> 7e 00 08 01 00 02 01 ab cd",
        "<- 02 00 00 01 00 33 31",
        "not UTF-8",
        "to do: set the character set",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn a_scan_test_without_a_scanner_ends_and_says_so() {
    let output = Command::new(program())
        .args(["scan-test", "--device", "/nowhere/scanner", "--seconds", "1"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("the scanner is not there"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no code came within 1 s"));
}

#[test]
fn the_screen_says_what_the_command_says() {
    let payloads: [&[u8]; 4] =
        [b"https://example.com/abc", b"048160001234", &CARD.as_bytes()[..60], CARD.as_bytes()];
    for payload in payloads {
        apart(|| {
            let mut kiosk = Kiosk::new();
            kiosk.tap("Xác nhận thông tin về cư trú");
            kiosk.scan(payload);
            let (code, value) = result(payload);
            if code == 0 {
                return assert_eq!(kiosk.page(), "confirm");
            }
            let (text, message) = (kiosk.text(), value["message"]["vi"].as_str().unwrap());
            let shown: Vec<&str> = text.lines().filter(|line| message.contains(line)).collect();
            assert!(
                shown.iter().map(|line| line.len()).sum::<usize>() + 1 >= message.len(),
                "{message}\n{text}"
            );
        });
    }
}

#[test]
fn a_code_run_together_with_itself_is_refused_and_the_next_scan_counts() {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan_as(CARD.as_bytes(), Manner::RunTogether);
    assert!(kiosk.text().contains("Máy đọc mã hai lần liền nhau."), "{}", kiosk.text());
    kiosk.scan(CARD.as_bytes());
    assert_eq!(kiosk.page(), "confirm");
}
