//! `make bench`: how quick the kiosk is, on the machine that runs this.
//!
//! Everything is real but the devices: touches are pointer events, the database lies on the disk, the
//! ticket goes through a pty, the form is made in a child process.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a bench prints its figures")]

use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use kiosk::clock::SystemClock;
use kiosk::demo::SimDevices;
use kiosk::machine::{self, Plan};
use kiosk_hardware::sim::mount::SimMount;
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::sim::scanner::Manner;
use kiosk_hardware::sim::{Device, Watched};
use kiosk_hardware::{Clock as _, PrinterProfile, Tick};
use kiosk_tests::{CARD, Demo};
use kiosk_ui::{Mode, UiHandle};

/// Tickets whose first byte is timed.
const TICKETS: usize = 100;
/// Forms whose preview is timed.
const FORMS: usize = 30;
/// Starts of the process.
const STARTS: usize = 10;

fn main() {
    let starts: Vec<Duration> = (0..STARTS).map(|_| Demo::start().first_frame).collect();
    memory();
    let (taps, previews) = in_one_process();
    println!("process start to first frame        {}", figures(starts));
    println!("tap to first byte on the wire       {}", figures(taps));
    println!("last answer to the preview's frame  {}", figures(previews));
}

fn figures(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0;
    format!(
        "n={:3}  median {:6.2} ms  p95 {:6.2} ms  p99 {:6.2} ms  max {:6.2} ms",
        times.len(),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    )
}

/// Resident memory of `kiosk demo --headless`, before and after a visit with a form.
fn memory() {
    let demo = Demo::start();
    demo.wait_for("Chỉ lấy số thứ tự", |_| true);
    println!("resident at the welcome screen      {}", resident(&demo));
    demo.tap("Xác nhận thông tin về cư trú");
    demo.wait_for("Tôi không mang thẻ", |_| true);
    demo.post("/demo/scan", &serde_json::json!({ "payload": CARD }));
    for label in ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"]
    {
        demo.tap(label);
    }
    demo.wait_for("In tờ khai và lấy số", |_| true);
    println!("resident with a form under review   {}", resident(&demo));
    demo.tap("In tờ khai và lấy số");
    demo.tap("Xong");
    demo.wait_for("Chỉ lấy số thứ tự", |_| true);
    println!("resident after the visit            {}", resident(&demo));
}

fn resident(demo: &Demo) -> String {
    let status = std::fs::read_to_string(format!("/proc/{}/status", demo.pid())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    format!("{:.1} MiB", kib / 1024.0)
}

/// A printer that tells when the first byte of a job came.
fn stopwatch(profile: PrinterProfile, came: Sender<Instant>) -> impl Device {
    Watched::new(SimPrinter::new(profile, Pace::Instant), move |_: &mut SimPrinter, _: Tick, bytes: &[u8]| {
        // ESC @ begins a slip; status requests begin with DLE.
        if bytes.windows(2).any(|pair| pair == b"\x1b@") {
            came.send(Instant::now()).unwrap();
        }
    })
}

fn in_one_process() -> (Vec<Duration>, Vec<Duration>) {
    let folder = tempfile::tempdir().unwrap();
    let (office, zone) = kiosk::config::demo().unwrap();
    let clock = Arc::new(SystemClock::new(Instant::now(), zone));
    let devices = Arc::new(SimDevices::mount(&folder.path().join("devices"), &clock).unwrap());
    let port = folder.path().join("stopwatch");
    let (came, bytes) = mpsc::channel();
    let profile = devices.printer_port.1.clone();
    let _printer = SimMount::device(&port, stopwatch(profile.clone(), came), clock.clone()).unwrap();
    let plan = Plan {
        office: Arc::new(office),
        clock: clock.clone(),
        data: folder.path().join("data"),
        ticket_printer: (port, profile),
        scanner: devices.scanner_port.clone(),
        form_printer: devices.office.uri(),
        pin_hash: String::new(),
        renderer: kiosk_tests::program(),
        listener: None,
    };
    let (ui, requests) = kiosk_ui::channel();
    let (events, inbox) = machine::events();
    let _machine = machine::start(plan, None, ui.clone(), (events.clone(), inbox)).unwrap();
    let played = thread::spawn(move || play(&ui, &devices, &bytes));
    let ticks: kiosk_ui::Clock = Rc::new(move || clock.now());
    let size = (1080, 1920);
    // As `kiosk demo` does.
    rustix::process::setpriority_process(None, 10).unwrap();
    kiosk_ui::run(Mode::Headless { size }, ticks, requests, machine::on_touch(events), || {}).unwrap();
    played.join().unwrap()
}

fn play(ui: &UiHandle, devices: &SimDevices, bytes: &Receiver<Instant>) -> (Vec<Duration>, Vec<Duration>) {
    wait_for_page(ui, "welcome");
    // The drivers find their devices, the first form warms the disk's cache.
    thread::sleep(Duration::from_secs(2));
    let taps = (0..TICKETS).map(|_| ticket(ui, bytes)).collect();
    let previews = (0..FORMS).map(|_| preview(ui, devices)).collect();
    ui.quit().unwrap();
    (taps, previews)
}

fn ticket(ui: &UiHandle, bytes: &Receiver<Instant>) -> Duration {
    tap(ui, "Chỉ lấy số thứ tự");
    wait_for_page(ui, "services");
    let tapped = tap(ui, "Cư trú");
    let came = bytes.recv_timeout(Duration::from_secs(10)).unwrap();
    wait_for_page(ui, "done");
    tap(ui, "Xong");
    wait_for_page(ui, "welcome");
    came.saturating_duration_since(tapped)
}

fn preview(ui: &UiHandle, devices: &SimDevices) -> Duration {
    tap(ui, "Xác nhận thông tin về cư trú");
    wait_for_page(ui, "scan");
    // The scanner drops what it read a moment ago.
    thread::sleep(Duration::from_millis(1600));
    devices.scanner.scan(CARD.as_bytes(), Manner::Whole);
    wait_for_page(ui, "confirm");
    for label in ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay"] {
        tap(ui, label);
    }
    let tapped = tap(ui, "Bỏ qua câu này");
    wait_for_page(ui, "review");
    // The answer comes after the frame was drawn.
    ui.elements().unwrap();
    let took = tapped.elapsed();
    tap(ui, "Huỷ");
    wait_for_page(ui, "welcome");
    took
}

fn wait_for_page(ui: &UiHandle, page: &str) {
    let started = Instant::now();
    while ui.page_name().unwrap() != page {
        assert!(started.elapsed() < Duration::from_secs(20), "no page {page}");
        thread::sleep(Duration::from_micros(500));
    }
}

/// Touches a button once its page takes touches; gives the moment of the touch.
fn tap(ui: &UiHandle, label: &str) -> Instant {
    let started = Instant::now();
    loop {
        let elements = ui.elements().unwrap();
        if let Some(button) = elements.iter().find(|e| e.role == "button" && e.label.starts_with(label)) {
            // Only now: the page may have come a moment ago, and a touch too early counts for nothing.
            ui.settle().unwrap();
            let tapped = Instant::now();
            ui.touch(button.x + button.w / 2.0, button.y + button.h / 2.0).unwrap();
            return tapped;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "no button {label}");
        thread::sleep(Duration::from_micros(500));
    }
}
