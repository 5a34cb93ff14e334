//! `kiosk.toml`: the example is good, and every mistake is told with file, line, key and remedy.

use std::path::Path;

use jiff::civil::date;
use kiosk::config::{ConfigError, read};
use kiosk_core::queue::{Grounds, Numbering, OpeningHours, QueueRules};
use kiosk_ui::Keyboard;

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
    let table: [(&str, &str, &str, &[&str]); 45] = [
        (
            "# colour = \"#a00e14\"",
            "colour = \"#ffcd00\"",
            "# colour",
            &["office.colour", "hard to read", "dark colour"],
        ),
        (
            "# colour = \"#a00e14\"",
            "colour = \"red\"",
            "# colour",
            &["office.colour", "no colour", "#133f6e"],
        ),
        ("# keyboard = true", "keybord = true", "# keyboard", &["keybord", "kiosk.example.toml"]),
        (
            "# proxies = [\"192.168.1.5\"]",
            "proxies = [\"kiosk\"]",
            "# proxies",
            &["console.proxies", "192.168.1.5"],
        ),
        ("# zero = \"lẻ\"", "zero = \"o\"", "# zero", &["voice.zero", "\"lẻ\""]),
        ("# clips = \"/etc", "clips = \"/nowhere", "# clips", &["voice.clips", "--record-list"]),
        ("# speed = 140", "speed = 20", "# speed", &["voice.speed", "80 to 450"]),
        ("# volume = 100", "volume = 0", "# volume", &["read_aloud.volume", "10 to 200"]),
        ("# volume = 100", "speed = 500", "# volume", &["read_aloud.speed", "80 to 450"]),
        ("# jack = \"/dev", "jack = \"/mnt", "# jack", &["read_aloud.jack", "/dev/input"]),
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
        (
            "# name = \"quầy số 2\"",
            "name = \"quầy số 2\"",
            "# name = \"quầy số 2",
            &["form_printer.name", "name_en"],
        ),
        (
            "# services = [\"ho-tich\"]",
            "services = [\"x\"]",
            "# services = [\"ho-tich",
            &["form_printer.services", "ho-tich"],
        ),
        (
            "[scanner]",
            "[[form_printer]]\nuri = \"ipp://h/a\"\n[scanner]",
            "# Set the scanner to",
            &["form_printer.name", "quầy số 2"],
        ),
        ("minutes = 10", "minutes = 0", "minutes = ", &["office.service.minutes", "1 to 240"]),
        ("ready_en = \"ID card, papers", "# ", "ready = ", &["office.service.ready:", "ready_en"]),
        (
            "# profiles = \"/etc/khong-viet/printers\"",
            "profiles = \"/nowhere/printers\"",
            "# profiles = ",
            &["ticket_printer.profiles", "/nowhere/printers"],
        ),
        (
            "# forms = \"/etc/khong-viet/forms\"",
            "forms = \"/nowhere/forms\"",
            "# forms = ",
            &["office.forms", "/nowhere/forms"],
        ),
        ("minutes = 10", "start = 0", "minutes = ", &["office.service.start", "1 to 9000"]),
        ("minutes = 10", "width = 7", "minutes = ", &["office.service.width", "1 to 6"]),
        ("minutes = 10", "limit = 0", "minutes = ", &["office.service.limit", "no limit"]),
        ("ratio = 2", "ratio = 0", "ratio = ", &["queue.ratio", "1 to 20"]),
        ("recalls = 3", "recalls = 21", "recalls = ", &["queue.recalls", "0 to 20"]),
        (
            "id = \"nguoi-khuyet-tat\"",
            "id = \"nguoi-cao-tuoi\"",
            "id = \"nguoi-khuyet-tat\"",
            &["queue.class.id", "its own id"],
        ),
        ("grounds = \"age\"", "grounds = \"old\"", "grounds = \"age\"", &["queue.class.grounds", "declared"]),
        ("from_age = 60", "", "grounds = \"age\"", &["queue.class.grounds", "from_age = 60"]),
        (
            "grounds = \"age\"",
            "grounds = \"declared\"",
            "from_age = ",
            &["queue.class.from_age:", "leave from_age out"],
        ),
        (
            "day_begins = \"00:00\"",
            "day_begins = \"24:30\"",
            "day_begins = ",
            &["hours.day_begins", "\"00:00\""],
        ),
        (
            "# monday = [\"07:30-11:30\", \"13:30",
            "monday = [\"07:30-11:30\", \"11:00",
            "# monday = ",
            &["hours.monday", "in their order"],
        ),
        (
            "# closed_on = [\"2027-01-01\"]",
            "closed_on = [\"2027-02-29\"]",
            "# closed_on = ",
            &["hours.closed_on", "2027-01-01"],
        ),
        ("name = \"UBND", "name = \"\" # ", "name = \"UBND", &["office.name:", "up to 3 lines"]),
        ("name_en = \"Residence", "name_en = \"\" # ", "name_en = \"Residence", &["office.service.name_en"]),
        ("id = \"cu-tru\"", "id = \"cư trú\"", "id = \"cu-tru\"", &["office.service.id", "ho-tich"]),
        ("vi = \"Công dân", "vi = \"\" # ", "vi = \"Công dân", &["office.notice.vi", "1 to 160"]),
        ("en = \"People aged", "en = \"\\n", "en = \"People aged", &["office.notice.en", "1 to 160"]),
        ("en = \"People aged", "# ", "[[office.notice]]", &["office.notice", "missing field `en`"]),
        ("place = ", "plaec = ", "place = ", &["plaec", "unknown field"]),
    ];
    for (from, to, at, wanted) in table {
        let refused = refusal(&good().replacen(from, to, 1));
        let place = format!("kiosk.toml:{}:", line(at));
        assert!(refused.contains(&place), "{to}: no {place} in {refused}");
        assert!(wanted.iter().all(|w| refused.contains(w)), "{to}: {refused}");
    }
}

fn config(text: &str) -> kiosk::config::Config {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kiosk.toml");
    std::fs::write(&file, text).unwrap();
    read(&file).unwrap()
}

#[test]
fn what_is_said_of_numbers_classes_and_hours_takes_effect() {
    let text = good()
        .replacen("minutes = 10", "minutes = 10\nstart = 100\nwidth = 4\nlimit = 80", 1)
        .replace("# monday = ", "monday = ")
        .replace("# closed_on = ", "closed_on = ")
        .replace("# last_ticket = ", "last_ticket = ")
        .replace("day_begins = \"00:00\"", "day_begins = \"03:00\"");
    let office = config(&text).office;
    let service = &office.services[0];
    assert_eq!((service.numbering, service.per_day), (Numbering { start: 100, width: 4 }, Some(80)));
    assert_eq!((office.services[1].numbering, office.services[1].per_day), (Numbering::default(), None));
    let grounds: Vec<_> = office.queue.classes.iter().map(|class| (class.grounds, class.priority)).collect();
    assert_eq!(
        grounds,
        [(Grounds::Age { from: 60 }, true), (Grounds::Declared, true), (Grounds::Declared, true)]
    );
    // 23 November 2026 is a Monday; the days that are not named are closed.
    let admits = |day, hour, minute| office.hours.admits(date(2026, 11, day).at(hour, minute, 0, 0)).is_ok();
    assert!(admits(23, 7, 30) && admits(23, 16, 44) && !admits(23, 12, 0) && !admits(23, 16, 45));
    assert!(!admits(24, 9, 0));
    assert_eq!(office.hours.closed_on, [date(2027, 1, 1)]);
    assert_eq!(office.hours.service_day(date(2026, 11, 24).at(2, 59, 0, 0)), date(2026, 11, 23));
}

/// A file of before these settings were there is read as it was.
#[test]
fn a_file_without_queue_and_hours_gives_the_usual() {
    let text = good();
    let (before, rest) = text.split_once("[queue]").unwrap();
    let office = config(&format!("{before}[data]{}", rest.split_once("[data]").unwrap().1)).office;
    assert_eq!((office.queue, office.hours), (QueueRules::default(), OpeningHours::default()));
}

#[test]
fn what_is_announced_is_read_and_there_is_not_too_much_of_it() {
    let rule = |n: usize| format!("[[office.house_rule]]\nvi = \"Điều {n}\"\nen = \"Rule {n}\"\n");
    let with = |rules: usize| {
        let rules: String = (1..=rules).map(rule).collect();
        good().replacen("[[office.service]]", &format!("{rules}[[office.service]]"), 1)
    };
    let office = config(&with(12)).office;
    assert!(office.notices.len() == 1 && office.notices[0].vi.starts_with("Công dân từ 60 tuổi"));
    assert_eq!((office.house_rules.len(), office.house_rules[11].en.as_str()), (12, "Rule 12"));
    let refused = refusal(&with(13));
    assert!(refused.contains("office.house_rule") && refused.contains("12 at most"), "{refused}");
}

#[test]
fn keys_do_nothing_on_the_screen_unless_that_is_said() {
    let allowed = good().replace("# keyboard = true", "keyboard = true");
    let table = [
        (good(), Keyboard::Ignored),
        (allowed, Keyboard::Heard),
        (good().replace("[screen]", ""), Keyboard::Ignored),
    ];
    for (text, keyboard) in table {
        assert_eq!(config(&text).keyboard, keyboard);
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = read(Path::new("/nowhere/kiosk.toml")).err();
    assert!(matches!(error, Some(ConfigError::Unreadable { .. })), "{error:?}");
}
