//! `make bench`: what a form costs, beside LibreOffice with a comparable page, in one run.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a bench prints its figures")]

mod docx;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use kiosk::clock::Clock as _;
use kiosk::ports::render_job;
use kiosk_core::citizen::{self, Identity, Personal};
use kiosk_core::form::{Answer, Draft, Person, Spelling, fill};
use kiosk_render::{RenderJob, Renderer};
use kiosk_tests::{CARD, HandClock, program, resident_kib};

const TODAY: Date = date(2026, 11, 23);
/// Documents of each kind that are timed.
const TURNS: usize = 20;
/// Forms that are made one after the other by one kiosk.
const MANY: usize = 1000;
/// By then the parent has all that it keeps.
const SETTLED: usize = 100;
/// What the parent may grow by after that, in KiB: less than what one form in a hundred leaves behind would add up to.
const GROWTH: u64 = 4096;
/// A citizen needs longer for the next answer; a waiting process is ready by then.
const THOUGHT: Duration = Duration::from_millis(500);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = beside_libreoffice(folder.path());
    println!("CT01 filled, two pages, n={TURNS}, alternating");
    println!("  fresh process to PDF/A and pictures   {}", figures(&ours));
    match theirs {
        Some(times) => {
            let ratio = median(&times).as_secs_f64() / median(&ours).as_secs_f64();
            println!("  LibreOffice, docx to PDF              {}  = {ratio:.0} x", figures(&times));
        }
        None => println!("  LibreOffice                           not installed"),
    }
    println!("  preview after one changed answer      {}", figures(&previews()));
    println!("{MANY} forms by one kiosk, each in a process of its own");
    println!("  {}", many());
}

/// CT01 of the demo's first card, with this telephone number.
fn job(phone: &str) -> RenderJob {
    let (office, zone) = kiosk::config::demo().unwrap();
    let form = office.forms.form("ct01").unwrap();
    let citizen = citizen::parse(CARD.as_bytes(), TODAY).ok().unwrap();
    let identity = Personal::new(Identity::of_card(citizen));
    let mut draft = Draft::new("ct01");
    draft.place(form, "applicant", Person::Card { identity, spelling: Spelling::AsRead }, TODAY).unwrap();
    let answers = [
        ("relation", Answer::Chosen("self".into())),
        ("request", Answer::Chosen("permanent".into())),
        ("phone", Answer::Digits(Personal::new(phone.to_owned()))),
    ];
    for (key, answer) in answers {
        draft.give(form, &form.blank(key).unwrap(), answer, TODAY).unwrap();
    }
    let data = fill(form, &office, &draft, TODAY).data;
    render_job(&office, &zone, HandClock::default().reading(), "ct01", &data).unwrap()
}

fn renderer() -> Renderer {
    Renderer::new(program(), vec!["render".into()])
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// Our times and, when it is installed, LibreOffice's, turn by turn.
fn beside_libreoffice(folder: &Path) -> (Vec<Duration>, Option<Vec<Duration>>) {
    let (renderer, job) = (renderer(), job("0905123456"));
    let document = folder.join("form.docx");
    let notes = page_text(&renderer.render(&job).unwrap().pdf, 2);
    fs::write(&document, docx::form(&notes)).unwrap();
    // The first start of LibreOffice makes its profile.
    let installed = convert(folder, &document);
    let turns = (0..TURNS).map(|_| {
        let ours = timed(|| _ = renderer.render(&job).unwrap());
        (ours, timed(|| _ = installed && convert(folder, &document)))
    });
    let (ours, theirs) = turns.unzip();
    (ours, installed.then_some(theirs))
}

/// Whether LibreOffice is there and has made a PDF.
fn convert(folder: &Path, document: &Path) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut soffice = Command::new("soffice");
    soffice.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).arg(document);
    let ended = soffice.stdout(Stdio::null()).stderr(Stdio::null()).status();
    ended.is_ok_and(|status| status.success()) && document.with_extension("pdf").exists()
}

/// The text of one page of a PDF.
fn page_text(pdf: &[u8], page: usize) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), pdf).unwrap();
    let page = page.to_string();
    let output =
        Command::new("pdftotext").args(["-f", &page, "-l", &page]).arg(file.path()).arg("-").output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

/// As the kiosk does it: a process waits that has made the blank form already.
fn previews() -> Vec<Duration> {
    let mut renderer = renderer();
    renderer.warm().unwrap();
    renderer.rehearse(job("0905000000")).unwrap();
    let preview = |turn: usize| {
        let job = job(&format!("09051234{turn:02}"));
        thread::sleep(THOUGHT);
        timed(|| _ = renderer.render(&job).unwrap())
    };
    (0..TURNS).map(preview).collect()
}

fn many() -> String {
    let renderer = renderer();
    renderer.warm().unwrap();
    let render = |turn: usize| _ = renderer.render(&job(&format!("0905{turn:06}"))).unwrap();
    let before = resident_kib(std::process::id());
    (0..SETTLED).for_each(render);
    let settled = resident_kib(std::process::id());
    let took = timed(|| (SETTLED..MANY).for_each(render));
    let after = resident_kib(std::process::id());
    assert!(after < settled + GROWTH, "the parent has grown from {settled} to {after} KiB");
    let each = took.as_secs_f64() * 1000.0 / (MANY - SETTLED) as f64;
    let mib = |kib: u64| kib as f64 / 1024.0;
    let (before, settled, after) = (mib(before), mib(settled), mib(after));
    format!(
        "resident before {before:.1} MiB, after {SETTLED} {settled:.1} MiB, after {MANY} {after:.1} MiB; {each:.0} ms each"
    )
}

fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2]
}

fn figures(times: &[Duration]) -> String {
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let (least, most) = (times.iter().min().unwrap(), times.iter().max().unwrap());
    format!("median {:6.1} ms  ({:.1} to {:.1})", ms(median(times)), ms(*least), ms(*most))
}
