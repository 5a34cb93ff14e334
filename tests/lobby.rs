//! A kiosk as `kiosk run` puts it together, for the tests that look at it from outside: the touchscreen lies in
//! memory and is worked through stdin, and the name of each page that comes goes to stdout. No sample card is used
//! here: this process learns of a person only by its scanner.
//!
//!     lobby CONFIG REVIEW_SECONDS    a kiosk, until stdin ends
//!     lobby render                   what `kiosk render` does, for the kiosk's own use
//!
//! A line on stdin is the label of a button to touch; with `?` before it, words to wait for on the screen; with
//! `!`, a file for the screen's pixels (red, green, blue, row by row). The last two are said back when done.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's program that cannot go on must fail"
)]

use std::fs::File;
use std::io::{self, BufRead};
use std::os::fd::AsFd;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use kiosk::clock::SystemClock;
use kiosk::config::{self, Config};
use kiosk::machine::{self, Plan};
use kiosk_hardware::Clock as _;
use kiosk_render::Limits;
use kiosk_tests::rig;
use kiosk_ui::{Keyboard, Mode, UiHandle};

/// How often the page is looked at.
const LOOK: Duration = Duration::from_millis(5);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["render"] => render(),
        [config, seconds] => serve(Path::new(config), Duration::from_secs(seconds.parse().unwrap())),
        _ => panic!("lobby CONFIG REVIEW_SECONDS"),
    }
}

fn render() {
    let output = File::from(io::stdout().as_fd().try_clone_to_owned().unwrap());
    kiosk_render::run_child(Limits::default(), io::stdin().lock(), output).unwrap();
}

fn serve(file: &Path, review: Duration) {
    kiosk::cli::diagnostics();
    let start = Instant::now();
    let mut config = config::read(file).unwrap();
    config.office.times.reviewing = review;
    let clock = Arc::new(SystemClock::new(start, config.time_zone.clone()));
    let (ui, requests) = kiosk_ui::channel();
    let (events, inbox) = machine::events();
    let _machine =
        machine::start(plan(config, clock.clone()), None, ui.clone(), (events.clone(), inbox)).unwrap();
    let seen = ui.clone();
    thread::spawn(move || tell_pages(&seen));
    thread::spawn(move || take_touches(&ui));
    let mode = Mode::Headless { size: (1080, 1920) };
    let ticks: kiosk_ui::Clock = Rc::new(move || clock.now());
    kiosk_ui::run(mode, Keyboard::Ignored, ticks, requests, machine::on_touch(events), || {}).unwrap();
}

fn plan(config: Config, clock: Arc<SystemClock>) -> Plan {
    Plan {
        office: Arc::new(config.office),
        clock,
        data: config.data,
        ticket_printer: (config.ticket_port, config.ticket_profile),
        record: None,
        scanner: (config.scanner_port, config.scanner_profile),
        form_printers: config.form_printers,
        pin_hash: config.pin_hash,
        voice: Some(config.voice),
        read_aloud: config.read_aloud,
        network: config.network,
        renderer: "/proc/self/exe".into(),
        listener: Some(std::net::TcpListener::bind(config.listen).unwrap()),
    }
}

fn tell_pages(ui: &UiHandle) {
    let mut told = "";
    while let Ok(page) = ui.page_name() {
        if page != told {
            println!("{page}");
            told = page;
        }
        thread::sleep(LOOK);
    }
}

fn take_touches(ui: &UiHandle) {
    for line in io::stdin().lock().lines().map(Result::unwrap) {
        match line.split_at_checked(1) {
            Some(("?", words)) => wait_for(ui, words),
            Some(("!", file)) => std::fs::write(file, ui.snapshot().unwrap().rgb).unwrap(),
            Some(_) | None => {
                rig::tap(ui, &line);
                continue;
            }
        }
        println!("{line}");
    }
    ui.quit().unwrap();
}

fn wait_for(ui: &UiHandle, words: &str) {
    while !ui.elements().unwrap().iter().any(|element| element.label.starts_with(words)) {
        thread::sleep(LOOK);
    }
}
