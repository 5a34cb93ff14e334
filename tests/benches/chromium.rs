//! Chromium in kiosk mode with a static page that looks like the start of the kiosk: how soon its first picture is
//! there, and what memory it takes.
//!
//! The page itself tells when it was first painted (Paint Timing, `first-contentful-paint`, as time since the epoch) by
//! asking this program for a picture of that name; so neither a screenshot nor the debugger is in the way.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use kiosk_tests::{Demo, apart};
use kiosk_ui::{Element, Headless, Screen, Ui};

use crate::{CALM, PANEL};

/// Starts of each, alternating, after one of each that is not counted.
const STARTS: usize = 7;
/// Longest wait for a first picture.
const PATIENCE: Duration = Duration::from_secs(60);
/// After which a program has started what it will start.
const SETTLED: Duration = Duration::from_secs(2);

/// What one start took.
struct Start {
    first_picture: Duration,
    /// In KiB: all that is resident, each page divided among those that share it.
    proportional: u64,
    processes: usize,
}

/// Starts both in turn and prints what it took. `welcome` is the screen that the page shows as well.
pub fn beside(welcome: &Screen) {
    let folder = tempfile::tempdir().unwrap();
    let (port, painted) = listen();
    let screen = welcome.clone();
    let page = page(&apart(move || elements(&screen)), port);
    fs::write(folder.path().join("page.html"), page).unwrap();
    let mut both = (Vec::new(), Vec::new());
    for _ in 0..=STARTS {
        both.0.push(ours());
        both.1.extend(theirs(folder.path(), &painted));
    }
    print("kiosk demo, all of it", &both.0[1..]);
    match both.1.get(1..) {
        Some(starts) if !starts.is_empty() => print("chromium --headless=new --kiosk", starts),
        _ => println!("  chromium                               not installed"),
    }
}

fn print(what: &str, starts: &[Start]) {
    let middle = |of: &dyn Fn(&Start) -> f64| {
        let mut all: Vec<f64> = starts.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        (all[all.len() / 2], all[0], all[all.len() - 1])
    };
    let (ms, least, most) = middle(&|start| start.first_picture.as_secs_f64() * 1000.0);
    let (mib, _, _) = middle(&|start| start.proportional as f64 / 1024.0);
    let (processes, _, _) = middle(&|start| start.processes as f64);
    println!(
        "  {what:<38} n={:3}  median {ms:6.0} ms ({least:.0} to {most:.0})  PSS {mib:6.1} MiB in {processes} processes",
        starts.len()
    );
}

fn ours() -> Start {
    let demo = Demo::start();
    thread::sleep(SETTLED);
    let (proportional, processes) = memory(demo.pid());
    Start { first_picture: demo.first_frame, proportional, processes }
}

/// `None` where there is no Chromium.
fn theirs(folder: &Path, painted: &Receiver<Duration>) -> Option<Start> {
    let began = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut child = launch(folder)?;
    let first = painted.recv_timeout(PATIENCE);
    thread::sleep(SETTLED);
    let (proportional, processes) = memory(child.id());
    child.kill().unwrap();
    child.wait().unwrap();
    Some(Start { first_picture: first.unwrap() - began, proportional, processes })
}

fn launch(folder: &Path) -> Option<Child> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let size = format!("--window-size={},{}", PANEL.0, PANEL.1);
    // There is no display here, and no sandbox for root.
    let switches =
        ["--headless=new", "--no-sandbox", "--kiosk", "--disable-gpu", "--no-first-run", &size, &profile];
    let mut command = Command::new("chromium");
    command.args(switches).arg(format!("file://{}", folder.join("page.html").display()));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}

/// Hears from the page when it was painted, as time since the epoch.
fn listen() -> (u16, Receiver<Duration>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, painted) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut line = String::new();
            let asked = BufReader::new(&stream).read_line(&mut line);
            let _ = (&stream).write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
            let at =
                line.split_whitespace().nth(1).and_then(|path| path.strip_prefix('/')?.parse::<f64>().ok());
            if let (Ok(_), Some(ms)) = (asked, at) {
                let _ = tell.send(Duration::from_secs_f64(ms / 1000.0));
            }
        }
    });
    (port, painted)
}

/// What stands on the screen, and where.
fn elements(screen: &Screen) -> Vec<Element> {
    let clock: kiosk_ui::Clock = std::rc::Rc::new(|| CALM);
    let memory = Headless::install(PANEL, clock.clone()).unwrap();
    let ui = Ui::new(clock, drop).unwrap();
    ui.show(screen).unwrap();
    memory.frame();
    ui.elements()
}

const HEAD: &str = r#"<!doctype html><meta charset="utf-8"><title>Kiosk</title><style>
body { margin: 0; background: #f5f3ee; font-family: "Noto Sans"; color: #16212c; overflow: hidden }
header { position: absolute; inset: 0 0 auto 0; height: 146px; background: #123f6d; border-bottom: 6px solid #d9a429 }
p, button { position: absolute; margin: 0; box-sizing: border-box; font-size: 36px; line-height: 1.3 }
p.light { color: #fff; font-weight: 700 }
button { border: 4px solid #123f6d; border-radius: 20px; background: #fff; color: #123f6d; font: 700 36px "Noto Sans" }
</style><header></header>"#;

/// A page with these elements, which tells `port` when it was painted.
fn page(elements: &[Element], port: u16) -> String {
    let body: String = elements.iter().map(shown).collect();
    let tell = format!(
        r#"<script>new PerformanceObserver((list) => {{ for (const entry of list.getEntriesByName("first-contentful-paint"))
new Image().src = `http://127.0.0.1:{port}/${{performance.timeOrigin + entry.startTime}}`;
}}).observe({{ type: "paint", buffered: true }});</script>"#
    );
    [HEAD, &body, &tell].concat()
}

fn shown(element: &Element) -> String {
    let Element { label, role, x, y, w, h } = element;
    let label = label.replace('&', "&amp;").replace('<', "&lt;");
    let tag = if role == "button" { "button" } else { "p" };
    let class = if *y < 146.0 { " class=light" } else { "" };
    format!("<{tag}{class} style=\"left:{x}px;top:{y}px;width:{w}px;height:{h}px\">{label}</{tag}>\n")
}

/// The memory of a process and of all that it has started, in KiB, and how many those are.
fn memory(pid: u32) -> (u64, usize) {
    let parents = parents();
    let mut family = vec![pid];
    let mut at = 0;
    while let Some(&parent) = family.get(at) {
        family.extend(parents.iter().filter(|(_, of)| **of == parent).map(|(child, _)| *child));
        at += 1;
    }
    (family.iter().filter_map(|pid| proportional(*pid)).sum(), family.len())
}

/// Of every process its parent (proc(5)).
fn parents() -> HashMap<u32, u32> {
    let processes = fs::read_dir("/proc").unwrap().map_while(Result::ok);
    let of = |entry: fs::DirEntry| {
        let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        // The name before it may hold anything, brackets too.
        let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
        Some((pid, parent))
    };
    processes.filter_map(of).collect()
}

fn proportional(pid: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}
