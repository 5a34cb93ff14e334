//! `make bench`: how quick the kiosk is, on the machine that runs this.
//!
//! Everything is real but the devices, see `support/rig.rs`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use kiosk_hardware::PrinterProfile;
use kiosk_hardware::sim::Watched;
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::sim::scanner::Manner;
use kiosk_tests::rig::{Rig, in_real_time};
use kiosk_tests::{CARD, Demo, resident_kib};

/// Tickets whose first byte is timed.
const TICKETS: usize = 100;
/// Forms whose preview is timed.
const FORMS: usize = 30;
/// Starts of the process.
const STARTS: usize = 10;

fn main() {
    let starts: Vec<Duration> = (0..STARTS).map(|_| Demo::start().first_frame).collect();
    memory();
    let (taps, previews) = visits();
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
    format!("{:.1} MiB", resident_kib(demo.pid()) as f64 / 1024.0)
}

fn visits() -> (Vec<Duration>, Vec<Duration>) {
    let profile = PrinterProfile::named("generic-80").unwrap();
    let (came, bytes) = mpsc::channel();
    let printer = Watched::new(SimPrinter::new(profile.clone(), Pace::Instant), move |_, _, bytes: &[u8]| {
        // ESC @ begins a slip; status requests begin with DLE.
        if bytes.windows(2).any(|pair| pair == b"\x1b@") {
            came.send(Instant::now()).unwrap();
        }
    });
    in_real_time(&profile, printer, move |rig| {
        let taps = (0..TICKETS).map(|_| ticket(rig, &bytes)).collect();
        let previews = (0..FORMS).map(|_| preview(rig)).collect();
        (taps, previews)
    })
}

fn ticket(rig: &Rig, bytes: &Receiver<Instant>) -> Duration {
    rig.tap("Chỉ lấy số thứ tự");
    rig.wait_for_page("services");
    let tapped = rig.tap("Cư trú");
    let came = bytes.recv_timeout(Duration::from_secs(10)).unwrap();
    rig.wait_for_page("done");
    rig.tap("Xong");
    rig.wait_for_page("welcome");
    came.saturating_duration_since(tapped)
}

fn preview(rig: &Rig) -> Duration {
    rig.tap("Xác nhận thông tin về cư trú");
    rig.wait_for_page("scan");
    // The scanner drops what it read a moment ago.
    thread::sleep(Duration::from_millis(1600));
    rig.devices.scanner.scan(CARD.as_bytes(), Manner::Whole);
    rig.wait_for_page("confirm");
    for label in ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay"] {
        rig.tap(label);
    }
    let tapped = rig.tap("Bỏ qua câu này");
    rig.wait_for_page("review");
    // The answer comes after the frame was drawn.
    rig.ui.elements().unwrap();
    let took = tapped.elapsed();
    rig.tap("Huỷ");
    rig.wait_for_page("welcome");
    took
}
