//! What each subcommand does.

use std::error::Error;
use std::fmt;
use std::io::{BufRead, Write, stdin, stdout};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::Instant;

use kiosk_console::Network;
use kiosk_core::office::{Offer, Office};
use kiosk_core::text::Lang;
use kiosk_hardware::Clock as _;
use kiosk_render::Limits;
use kiosk_ui::{Keyboard, Mode, Request};

use crate::clock::SystemClock;
use crate::config;
use crate::demo::{self, Panel, SAMPLES, SimDevices};
use crate::machine::{self, Demonstration, Plan};
use crate::tour::{Citizen, Player, Tour};

type Outcome = Result<(), Box<dyn Error>>;

/// The kiosk's panel: 1080 by 1920 pixels, portrait.
const PANEL: (u32, u32) = (1080, 1920);

/// This very program, also when its file was replaced while it ran (proc(5)).
pub(super) const SELF: &str = "/proc/self/exe";

/// How many other persons' cards a tour brings along; the samples after these are none, or lost their diacritics.
const OTHER_CARDS: usize = 2;

/// How far the screen's thread steps back behind the others.
const SCREEN_NICE: i32 = 10;

/// A refusal that has no type of its own.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Refused {}

fn bind(listen: SocketAddr) -> Result<TcpListener, Refused> {
    TcpListener::bind(listen).map_err(|error| {
        Refused(format!(
            "{listen} cannot be listened on ({error}): another kiosk may run; choose another --listen"
        ))
    })
}

pub(super) fn demo(
    start: Instant,
    headless: bool,
    listen: SocketAddr,
    expose: bool,
    data: Option<PathBuf>,
    #[cfg(feature = "record")] record: Option<PathBuf>,
) -> Outcome {
    if !expose && !listen.ip().is_loopback() {
        let why = format!(
            "{listen} is reached by other machines, and a demo takes taps from anyone: add --expose if you mean it"
        );
        return Err(Refused(why).into());
    }
    let data = data.unwrap_or_else(demo::default_folder);
    demo::claim(&data)?;
    let listener = bind(listen)?;
    let (office, zone) = config::demo()?;
    let mut stage = DemoStage::new(start, office, zone, data, Some(listener))?;
    stage.plan.read_aloud = Some(config::demo_reading());
    #[cfg(feature = "record")]
    let stage = stage.recorded(record);
    let mode = if headless || !kiosk_ui::display_present() {
        Mode::Headless { size: PANEL }
    } else {
        Mode::Window { fullscreen: false }
    };
    eprintln!(
        "The touchscreen: http://{listen}/screen   Devices: http://{listen}/demo   Staff: http://{listen}/staff (PIN {})   Lobby: http://{listen}/board",
        demo::PIN
    );
    stage.serve(mode, start, |_| Ok(()))
}

/// A demo kiosk that is ready to start.
struct DemoStage {
    plan: Plan,
    devices: Arc<SimDevices>,
}

impl DemoStage {
    fn new(
        start: Instant,
        office: Office,
        zone: jiff::tz::TimeZone,
        data: PathBuf,
        listener: Option<TcpListener>,
    ) -> Result<Self, Box<dyn Error>> {
        let clock = Arc::new(SystemClock::new(start, zone));
        let devices = Arc::new(SimDevices::mount(&data.join("devices"), &clock)?);
        let plan = Plan {
            office: Arc::new(office),
            clock,
            data,
            ticket_printer: devices.printer_port.clone(),
            record: None,
            scanner: devices.scanner_port.clone(),
            form_printers: vec![devices.office.uri()],
            pin_hash: demo::PIN_HASH.to_owned(),
            voice: Some(config::demo_voice()),
            read_aloud: None,
            network: Network::default(),
            renderer: SELF.into(),
            listener,
        };
        Ok(Self { plan, devices })
    }

    /// The same, with all that passes to and from the ticket printer written to `file`.
    #[cfg(feature = "record")]
    fn recorded(mut self, file: Option<PathBuf>) -> Self {
        self.plan.record = file;
        self
    }

    /// Runs the screen on this thread and everything else beside it, until the screen ends.
    /// `beside` is called when all runs, with what it needs to look from outside.
    fn serve(self, mode: Mode, start: Instant, beside: impl FnOnce(Outside) -> Outcome) -> Outcome {
        let (ui, requests) = kiosk_ui::channel();
        let (events, inbox) = machine::events();
        let (observer, last) = demo::observer();
        let panel = Panel { ui: ui.clone(), devices: self.devices.clone(), last: last.clone() };
        let demonstration = Demonstration { panel: Arc::new(panel), observer };
        let clock = self.plan.clock.clone();
        let machine = machine::start(self.plan, Some(demonstration), ui.clone(), (events.clone(), inbox))?;
        beside(Outside { ui, devices: self.devices, last })?;
        show(mode, Keyboard::Heard, start, &clock, requests, events)?;
        if machine.begins_anew() { begin_anew() } else { Ok(()) }
    }
}

/// What stands outside a demo kiosk.
struct Outside {
    ui: kiosk_ui::UiHandle,
    devices: Arc<SimDevices>,
    last: Arc<std::sync::Mutex<demo::LastForm>>,
}

/// Runs the screen on this thread until it ends.
fn show(
    mode: Mode,
    keyboard: Keyboard,
    start: Instant,
    clock: &Arc<SystemClock>,
    requests: Receiver<Request>,
    events: std::sync::mpsc::Sender<kiosk_core::visit::Event>,
) -> Outcome {
    // Drawing is the one heavy work in this program. It yields to the threads that print; where the
    // system refuses, the screen draws as eagerly as before. This thread alone is meant (setpriority(2)).
    let _ = rustix::process::setpriority_process(None, SCREEN_NICE);
    let ticks = clock.clone();
    let first_frame = move || tracing::info!(ms = start.elapsed().as_millis(), "first frame");
    let ticks: kiosk_ui::Clock = Rc::new(move || ticks.now());
    kiosk_ui::run(mode, keyboard, ticks, requests, machine::on_touch(events), first_frame)?;
    Ok(())
}

pub(super) fn run(
    start: Instant,
    file: &Path,
    headless: bool,
    #[cfg(feature = "record")] record: Option<PathBuf>,
) -> Outcome {
    let config = config::read(file)?;
    let mode = if headless { Mode::Headless { size: PANEL } } else { Mode::Window { fullscreen: true } };
    let listener = bind(config.listen)?;
    let clock = Arc::new(SystemClock::new(start, config.time_zone));
    let plan = Plan {
        office: Arc::new(config.office),
        clock: clock.clone(),
        data: config.data,
        ticket_printer: (config.ticket_port, config.ticket_profile),
        #[cfg(feature = "record")]
        record,
        #[cfg(not(feature = "record"))]
        record: None,
        scanner: (config.scanner_port, config.scanner_profile),
        form_printers: config.form_printers,
        pin_hash: config.pin_hash,
        voice: Some(config.voice),
        read_aloud: config.read_aloud,
        network: config.network,
        renderer: SELF.into(),
        listener: Some(listener),
    };
    let (ui, requests) = kiosk_ui::channel();
    let (events, inbox) = machine::events();
    let machine = machine::start(plan, None, ui, (events.clone(), inbox))?;
    show(mode, config.keyboard, start, &clock, requests, events)?;
    if machine.begins_anew() { begin_anew() } else { Ok(()) }
}

/// This process becomes a new run of the program with the same words on its command line: whoever supervises it sees
/// no end. The program is found anew, so that one that was replaced meanwhile is the one that runs. All files close
/// with the old run (Rust opens them with `O_CLOEXEC`), and whoever lives of its pipes ends.
fn begin_anew() -> Outcome {
    let mut words = std::env::args_os();
    let program = words.next().unwrap_or_else(|| SELF.into());
    Err(Command::new(program).args(words).exec().into())
}

pub(super) fn tour(
    start: Instant,
    out: PathBuf,
    procedure: Option<&str>,
    wishes: Vec<String>,
    card: Option<&Path>,
    lang: Lang,
) -> Outcome {
    let (office, zone) = config::demo()?;
    let own = match card {
        Some(file) => std::fs::read(file).map_err(|e| Refused(format!("{}: {e}", file.display())))?,
        None => SAMPLES[0].payload.as_bytes().to_vec(),
    };
    let others = SAMPLES[1..=OTHER_CARDS].iter().map(|card| card.payload.as_bytes().to_vec());
    let citizen =
        Citizen::new(find(&office, procedure)?, [own].into_iter().chain(others), lang).wishing(wishes);
    std::fs::create_dir_all(&out).map_err(|e| Refused(format!("{}: {e}", out.display())))?;
    let data = tempfile::tempdir()?;
    let stage = DemoStage::new(start, office, zone, data.path().to_owned(), None)?;
    let mut playing = None;
    stage.serve(Mode::Headless { size: PANEL }, start, |outside| {
        let tour = Tour { out: out.clone(), citizen, devices: outside.devices, last: outside.last };
        let ui = outside.ui;
        playing = Some(thread::Builder::new().name("tour".into()).spawn(move || {
            let played = Player::new(tour, ui.clone()).play();
            // A screen that has ended already needs no telling.
            let _ = ui.quit();
            played
        })?);
        Ok(())
    })?;
    let played = playing.ok_or_else(|| Refused("the tour did not start".into()))?;
    let report = played.join().map_err(|_| Refused("the tour broke off".into()))??;
    let words = format!(
        "{}: number {}, {} taps, {} characters typed, {} fields left for the pen",
        out.display(),
        report.ticket,
        report.taps,
        report.typed,
        report.left_for_pen.len()
    );
    writeln!(stdout(), "{words}")?;
    Ok(())
}

fn find<'a>(office: &'a Office, code: Option<&str>) -> Result<&'a Offer, Refused> {
    let found = match code {
        Some(code) => office.procedure(code),
        None => office.procedures.first(),
    };
    let known =
        || office.procedures.iter().map(|offer| offer.procedure.code.as_str()).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| Refused(format!("no procedure {}; there are: {}", code.unwrap_or(""), known())))
}

pub(super) fn hash_pin() -> Outcome {
    let mut pin = String::new();
    eprintln!("The staff PIN (4 to 12 digits), then Enter:");
    stdin().lock().read_line(&mut pin)?;
    let pin = pin.trim();
    if !(4..=12).contains(&pin.len()) || !pin.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refused("a PIN has 4 to 12 digits".into()).into());
    }
    writeln!(stdout(), "{}", kiosk_console::hash_pin(pin)?)?;
    Ok(())
}

pub(super) fn render() -> Outcome {
    // Not through Rust's stdout, which looks for line ends in the pixels.
    let output = std::fs::File::from(stdout().as_fd().try_clone_to_owned()?);
    kiosk_render::run_child(Limits::default(), stdin().lock(), output)?;
    Ok(())
}
