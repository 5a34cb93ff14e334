//! The command line: what it prints where, and how it ends.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use kiosk_tests::program;

fn kiosk(args: &[&str]) -> Output {
    Command::new(program()).args(args).stdin(Stdio::null()).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn wrong_usage_ends_with_64() {
    for args in [&[][..], &["dance"], &["run"], &["tour"], &["demo", "--listen", "here"]] {
        let output = kiosk(args);
        assert_eq!(output.status.code(), Some(64), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn help_is_a_result() {
    for args in [
        &["--help"][..],
        &["demo", "--help"],
        &["simulate", "printer", "--help"],
        &["ticket", "--help"],
        &["print-test", "--help"],
        &["--version"],
    ] {
        let output = kiosk(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(output.stdout.len() > 10 && output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn what_is_refused_ends_with_2_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letters.txt"), "not a demo").unwrap();
    let folder = folder.path().to_str().unwrap();
    let table: [(&[&str], &str); 6] = [
        (&["run", "--config", "/nowhere/kiosk.toml"], "kiosk.example.toml"),
        (&["demo", "--headless", "--listen", "0.0.0.0:0"], "--expose"),
        (&["demo", "--headless", "--data", folder], "not a demo's folder"),
        (&["tour", "--out", "/tmp", "--procedure", "9.9"], "1.010041"),
        (&["simulate", "printer", "--profile", "generic-80", "--tty", "/nowhere/tty"], "/nowhere/tty"),
        (
            &["simulate", "printer", "--profile", "lobby", "--profiles", "/nowhere", "--tty", "/nowhere/tty"],
            "/nowhere: ",
        ),
    ];
    for (args, reason) in table {
        let output = kiosk(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(reason), "{args:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn a_pin_becomes_a_hash_that_the_configuration_takes() {
    let hash = |pin: &str| {
        let mut child = Command::new(program())
            .arg("hash-pin")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(pin.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let good = hash("135790\n");
    assert_eq!(good.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&good.stdout).starts_with("$argon2id$"));
    assert_eq!(hash("12\n").status.code(), Some(2));
}

#[test]
fn the_demos_pin_opens_the_demos_staff_page() {
    let demo = kiosk_tests::Demo::start();
    let sign_in = |pin: &str| {
        let agent: ureq::Agent = ureq::Agent::config_builder().max_redirects(0).build().into();
        let answer = agent
            .post(format!("{}/staff/sign-in", demo.url))
            .header("content-type", "application/x-www-form-urlencoded")
            .send(format!("pin={pin}"));
        match answer {
            Ok(answer) => answer.status().as_u16(),
            Err(ureq::Error::StatusCode(code)) => code,
            Err(error) => panic!("{error}"),
        }
    };
    assert_eq!(sign_in("1111"), 401);
    assert_eq!(sign_in(kiosk::demo::PIN), 303);
}
