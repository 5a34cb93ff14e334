//! A whole kiosk in this process and in real time, for benches: touches are pointer events, the database
//! lies on the disk, the ticket goes through a pty, the form is made in a child process.

use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use kiosk::clock::SystemClock;
use kiosk::config;
use kiosk::demo::SimDevices;
use kiosk::machine::{self, Plan};
use kiosk_hardware::sim::Device;
use kiosk_hardware::sim::mount::SimMount;
use kiosk_hardware::{Clock as _, PrinterProfile};
use kiosk_ui::{Keyboard, Mode, UiHandle};

use super::program;

/// Limit of every wait.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a page is looked for.
const LOOK: Duration = Duration::from_micros(500);
/// As `kiosk demo` does: the screen steps back behind the threads that print.
const SCREEN_NICE: i32 = 10;

/// A running kiosk, seen from outside.
pub struct Rig {
    /// The touchscreen.
    pub ui: UiHandle,
    /// The other simulated devices.
    pub devices: Arc<SimDevices>,
}

/// Runs a kiosk whose ticket printer is `printer`, of `profile`, with `play` beside it; gives what `play`
/// gives. The screen takes this thread.
pub fn in_real_time<S: Device, R: Send + 'static>(
    profile: &PrinterProfile,
    printer: S,
    play: impl FnOnce(&Rig) -> R + Send + 'static,
) -> R {
    let folder = tempfile::tempdir().unwrap();
    let (plan, devices) = plan(folder.path(), profile);
    let clock = plan.clock.clone();
    let _printer = SimMount::device(&plan.ticket_printer.0, printer, clock.clone()).unwrap();
    let (ui, requests) = kiosk_ui::channel();
    let (events, inbox) = machine::events();
    let _machine = machine::start(plan, None, ui.clone(), (events.clone(), inbox)).unwrap();
    let played = thread::spawn(move || {
        let rig = Rig { ui, devices };
        rig.wait_for_page("welcome");
        // The drivers find their devices, the first form warms the disk's cache.
        thread::sleep(Duration::from_secs(2));
        let result = play(&rig);
        rig.ui.quit().unwrap();
        result
    });
    let ticks: kiosk_ui::Clock = Rc::new(move || clock.now());
    rustix::process::setpriority_process(None, SCREEN_NICE).unwrap();
    let mode = Mode::Headless { size: (1080, 1920) };
    kiosk_ui::run(mode, Keyboard::Ignored, ticks, requests, machine::on_touch(events), || {}).unwrap();
    played.join().unwrap()
}

fn plan(folder: &Path, profile: &PrinterProfile) -> (Plan, Arc<SimDevices>) {
    let (office, zone) = config::demo().unwrap();
    let clock = Arc::new(SystemClock::new(Instant::now(), zone));
    let devices = Arc::new(SimDevices::mount(&folder.join("devices"), &clock).unwrap());
    let plan = Plan {
        office: Arc::new(office),
        clock,
        data: folder.join("data"),
        ticket_printer: (folder.join("watched-printer"), profile.clone()),
        scanner: devices.scanner_port.clone(),
        form_printers: vec![devices.office.uri()],
        pin_hash: String::new(),
        voice: None,
        read_aloud: None,
        network: kiosk_console::Network::default(),
        renderer: program(),
        listener: None,
        record: None,
    };
    (plan, devices)
}

impl Rig {
    /// Waits until the page is on the screen.
    pub fn wait_for_page(&self, page: &str) {
        let started = Instant::now();
        while self.ui.page_name().unwrap() != page {
            assert!(started.elapsed() < PATIENCE, "no page {page}");
            thread::sleep(LOOK);
        }
    }

    /// Touches the button whose label begins so, once its page takes touches; gives the moment of the touch.
    pub fn tap(&self, label: &str) -> Instant {
        tap(&self.ui, label)
    }
}

/// Touches the button of the screen `ui` whose label begins so, once its page takes touches; gives the moment of
/// the touch.
pub fn tap(ui: &UiHandle, label: &str) -> Instant {
    let started = Instant::now();
    loop {
        let elements = ui.elements().unwrap();
        if let Some(button) = super::button(&elements, label) {
            // Only now: the page may have come a moment ago, and a touch too early counts for nothing.
            ui.settle().unwrap();
            let tapped = Instant::now();
            ui.touch(button.x + button.w / 2.0, button.y + button.h / 2.0).unwrap();
            return tapped;
        }
        assert!(started.elapsed() < PATIENCE, "no button {label}");
        thread::sleep(LOOK);
    }
}
