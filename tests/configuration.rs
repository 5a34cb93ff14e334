//! `kiosk.toml`: the example is good, and every mistake is told with file, line, key and remedy.

use std::path::Path;

use kiosk::config::{ConfigError, read};

const EXAMPLE: &str = include_str!("../hardware/kiosk.example.toml");

/// The example with a PIN, as a technician would have it.
fn good() -> String {
    let hash = kiosk_console::hash_pin("2468").unwrap();
    EXAMPLE.replace("run `kiosk hash-pin` and paste its line here", &hash)
}

fn refusal(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kiosk.toml");
    std::fs::write(&file, text).unwrap();
    match read(&file) {
        Ok(_) => "accepted".into(),
        Err(error) => error.to_string().replace(&folder.path().display().to_string(), ""),
    }
}

#[test]
fn the_example_wants_nothing_but_a_pin() {
    assert_eq!(refusal(&good()), "accepted");
    let refused = refusal(EXAMPLE);
    assert!(refused.contains("console.pin_hash") && refused.contains("kiosk hash-pin"), "{refused}");
}

#[test]
fn a_mistake_is_told_with_line_key_and_remedy() {
    let line = |needle: &str| good().lines().position(|l| l.contains(needle)).unwrap() + 1;
    let table: [(&str, &str, &str, &[&str]); 13] = [
        (
            "time_zone = \"Asia/Ho_Chi_Minh\"",
            "time_zone = \"Asia/Hanoi\"",
            "time_zone",
            &["office.time_zone", "Asia/Ho_Chi_Minh"],
        ),
        (
            "prefix = \"B\"",
            "prefix = \"A\"",
            "prefix = \"B\"",
            &["office.service.prefix", "no other service"],
        ),
        ("prefix = \"B\"", "prefix = \"b1\"", "prefix = \"B\"", &["office.service.prefix"]),
        (
            "services = [\"cu-tru\"]",
            "services = [\"cutru\"]",
            "services = [\"cu-tru\"]",
            &["office.counter.services", "cu-tru, ho-tich"],
        ),
        ("number = 2", "number = 1", "number = 2", &["office.counter.number"]),
        (
            "code = \"1.010041\"",
            "code = \"9.9\"",
            "code = \"1.010041\"",
            &["office.procedure.code", "1.010041"],
        ),
        (
            "listen = \"127.0.0.1:8080\"",
            "listen = \"localhost\"",
            "listen = ",
            &["console.listen", "127.0.0.1:8080"],
        ),
        (
            "profile = \"generic-80\"",
            "profile = \"epson\"",
            "profile = \"generic-80\"",
            &["ticket_printer.profile", "generic-80"],
        ),
        ("uri = \"ipp:", "uri = \"lpd:", "uri = ", &["form_printer.uri", "ipp://localhost:631"]),
        ("minutes = 10", "minutes = 0", "minutes = ", &["office.service.minutes", "1 to 240"]),
        ("ready_en = \"ID card, papers", "# ", "ready = ", &["office.service.ready:", "ready_en"]),
        (
            "# profiles = \"/etc/khong-viet/printers\"",
            "profiles = \"/nowhere/printers\"",
            "# profiles = ",
            &["ticket_printer.profiles", "/nowhere/printers"],
        ),
        ("place = ", "plaec = ", "place = ", &["plaec", "unknown field"]),
    ];
    for (from, to, at, wanted) in table {
        let refused = refusal(&good().replacen(from, to, 1));
        let place = format!("kiosk.toml:{}:", line(at));
        assert!(refused.contains(&place), "{to}: no {place} in {refused}");
        assert!(wanted.iter().all(|w| refused.contains(w)), "{to}: {refused}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = read(Path::new("/nowhere/kiosk.toml")).err();
    assert!(matches!(error, Some(ConfigError::Unreadable { .. })), "{error:?}");
}
