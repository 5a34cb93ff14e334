//! The running kiosk: store, device threads, renderer, engine and console, put together.

mod database;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use kiosk_console::{
    Alarm, ConsoleError, ConsoleHandle, ConsoleOptions, DemoPanel, Network, OfficeInForce, StaffDoor,
    StaffSignal, VoiceOptions,
};
use kiosk_core::citizen::{Personal, address};
use kiosk_core::form::{Draft, fill};
use kiosk_core::office::{Office, PrinterId};
use kiosk_core::text::Lang;
use kiosk_core::time::Now;
use kiosk_core::visit::{Copies, DeviceEvent, Effect, Event, JobId, StaffEvent, State, StoreEvent};
use kiosk_hardware::font::FontError;
use kiosk_hardware::office::{self, OfficeError, OfficeHandle, OfficeSettings};
use kiosk_hardware::{
    EncodedSlip, Fonts, PrinterEvent, PrinterHandle, PrinterProfile, ScannerHandle, ScannerProfile,
    spawn_printer, spawn_scanner,
};
use kiosk_render::{RenderError, RenderJob, Renderer};
use kiosk_store::Store;
use kiosk_ui::{self as ui, UiHandle};
use tokio::sync::watch;

use crate::chores::Caretaking;
use crate::clock::{Clock, SystemClock};
use crate::engine::{Engine, World};
use crate::ports::{self, Audience, Devices, Ports, Shown};
use crate::read_aloud::{ReadAloud, ReadingAloud};
use crate::{devices, screen};

pub use database::open_fault;
use database::{look_after, open_store};

/// What a kiosk is made of. The devices are always reached by real ports: whether hardware or a
/// simulator is at the other end cannot be seen from here.
pub struct Plan {
    /// The office as configured.
    pub office: Arc<Office>,
    /// The machine's clock in the office's time zone.
    pub clock: Arc<SystemClock>,
    /// The folder of the queue's database.
    pub data: PathBuf,
    /// The ticket printer's port and profile.
    pub ticket_printer: (PathBuf, PrinterProfile),
    /// Where all that passes to and from the ticket printer is written down; needs the feature `record`.
    pub record: Option<PathBuf>,
    /// The scanner's port and profile.
    pub scanner: (PathBuf, ScannerProfile),
    /// The A4 printers' addresses, in the order of the office's list.
    pub form_printers: Vec<String>,
    /// The staff PIN as an argon2id PHC string.
    pub pin_hash: String,
    /// How calls are said aloud; `None` for silence.
    pub voice: Option<VoiceOptions>,
    /// How screens are read aloud; `None` where that is not offered.
    pub read_aloud: Option<ReadAloud>,
    /// How browsers reach the staff pages.
    pub network: Network,
    /// The program whose hidden subcommand makes documents: this one.
    pub renderer: PathBuf,
    /// Where the console listens, already bound.
    pub listener: Option<TcpListener>,
}

/// What only the demo has.
pub struct Demonstration {
    /// The panel of simulated devices.
    pub panel: Arc<dyn DemoPanel>,
    /// Sees every state before it is shown.
    pub observer: Observer,
}

/// Somebody who looks at every state before it is shown.
pub type Observer = Box<dyn FnMut(&State) + Send>;

/// Why a kiosk does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error("{}: the data folder cannot be used: {source}", .folder.display())]
    Data {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The slip's fonts are missing.
    #[error(transparent)]
    Fonts(#[from] FontError),
    /// The program's own path is unknown, or no thread could be started.
    #[error("the system refused a thread or a process: {0}")]
    System(#[from] std::io::Error),
    /// No randomness for names and tokens.
    #[error("the system gives no random numbers")]
    Random,
    /// The A4 printer's address is no address.
    #[error(transparent)]
    FormPrinter(#[from] OfficeError),
    /// The renderer's process does not start.
    #[error(transparent)]
    Renderer(#[from] RenderError),
    /// The staff pages cannot be served.
    #[error(transparent)]
    Console(#[from] ConsoleError),
}

/// A running kiosk. Dropping it closes the console; the engine ends with the last sender of events.
pub struct Machine {
    _console: Option<ConsoleHandle>,
    restart: Arc<AtomicBool>,
}

impl Machine {
    /// Whether the screen has ended because staff want the program to begin anew.
    pub fn begins_anew(&self) -> bool {
        self.restart.load(Ordering::Relaxed)
    }
}

/// The two ends of the engine's channel, made before the screen so that touches have where to go.
pub fn events() -> (Sender<Event>, Receiver<Event>) {
    mpsc::channel()
}

/// What a touch on the screen does.
pub fn on_touch(events: Sender<Event>) -> impl Fn(ui::Touch) + 'static {
    move |touch| {
        // The engine is gone only when the whole kiosk is going.
        let _ = events.send(Event::Touch(screen::touch(touch)));
    }
}

/// Starts everything but the screen, which runs on the main thread and is reached by `ui`.
///
/// # Errors
/// Whatever makes a kiosk useless; a device or a database that does not work is no error but is shown.
pub fn start(
    mut plan: Plan,
    demonstration: Option<Demonstration>,
    ui: UiHandle,
    (events, inbox): (Sender<Event>, Receiver<Event>),
) -> Result<Machine, StartError> {
    let folder = |source| StartError::Data { folder: plan.data.clone(), source };
    std::fs::create_dir_all(&plan.data).map_err(folder)?;
    let now = plan.clock.reading().civil;
    let store = open_store(&plan.data.join("queue.db"), plan.office.hours.service_day(now), now, &events);
    if let Err(fault) = store {
        let _ = events.send(Event::Store(StoreEvent::Condition(Some(fault))));
    }
    let office = OfficeInForce::new(plan.office.clone());
    if let Some(Err(error)) = store.as_ref().ok().map(|store| office.renew(store)) {
        tracing::error!(%error, "what is set of the office cannot be read; the configuration holds");
    }
    let reading = plan.read_aloud.as_ref().map(|wanted| ReadingAloud::start(wanted, &events)).transpose()?;
    if let (Some(voice), Some(reading)) = (&mut plan.voice, &reading) {
        voice.voice = reading.beside(voice.voice.clone());
    }
    let (alarms, heard) = watch::channel(Vec::new());
    let console =
        serve_console(&plan, &demonstration, (office.clone(), store.as_ref().ok().cloned()), heard, &events)?;
    let devices = Threads::start(&plan, reading, &events)?;
    let restart = Arc::new(AtomicBool::new(false));
    let caretaking = Caretaking {
        door: Arc::new(StaffDoor::new(store.as_ref().ok().cloned(), plan.pin_hash.clone())),
        aside: beside_the_engine,
        restart: restarting(restart.clone(), ui.clone()),
    };
    let ports = Ports {
        office: office.now(),
        zone: plan.clock.zone().clone(),
        store,
        upkeep: look_after,
        events,
        devices,
        profile: plan.ticket_printer.1.clone(),
        fonts: Arc::new(Fonts::system()?),
        demo: demonstration.is_some(),
        audience: Screens { ui, alarms },
        caretaking,
        shown: Shown::default(),
    };
    run_engine(plan, office, ports, demonstration, inbox)?;
    Ok(Machine { _console: console, restart })
}

/// Ends the screen, and remembers that it is to begin anew.
fn restarting(wanted: Arc<AtomicBool>, ui: UiHandle) -> Arc<dyn Fn() + Send + Sync> {
    Arc::new(move || {
        wanted.store(true, Ordering::Relaxed);
        // A screen that has ended already needs no telling.
        let _ = ui.quit();
    })
}

/// Runs what blocks on a thread of its own.
fn beside_the_engine(work: Box<dyn FnOnce() + Send>) {
    if let Err(error) = thread::Builder::new().name("aside".into()).spawn(work) {
        tracing::error!(%error, "no thread for what staff want");
    }
}

fn run_engine(
    plan: Plan,
    office: OfficeInForce,
    mut ports: Ports<Threads, Screens>,
    demonstration: Option<Demonstration>,
    inbox: Receiver<Event>,
) -> Result<(), StartError> {
    let run = getrandom::u64().map_err(|_| StartError::Random)?;
    let engine = Engine::new(office, run);
    thread::Builder::new().name("engine".into()).spawn(move || match demonstration {
        Some(demonstration) => {
            let mut world = Observed { world: ports, observer: demonstration.observer };
            engine.serve(&mut world, &*plan.clock, &inbox);
        }
        None => engine.serve(&mut ports, &*plan.clock, &inbox),
    })?;
    Ok(())
}

fn serve_console(
    plan: &Plan,
    demonstration: &Option<Demonstration>,
    (office, store): (OfficeInForce, Option<Store>),
    alarms: watch::Receiver<Vec<Alarm>>,
    events: &Sender<Event>,
) -> Result<Option<ConsoleHandle>, StartError> {
    let Some(listener) = &plan.listener else { return Ok(None) };
    let listener = listener.try_clone()?;
    let (clock, events) = (plan.clock.clone(), events.clone());
    let options = ConsoleOptions {
        office,
        store: watch::channel(store).1,
        alarms,
        time_zone: clock.zone().clone(),
        clock: Arc::new(move || clock.reading()),
        pin_hash: plan.pin_hash.clone(),
        voice: plan.voice.clone(),
        network: plan.network.clone(),
        demo: demonstration.as_ref().map(|d| d.panel.clone()),
        on_staff: Arc::new(move |signal| {
            // The engine is gone only when the whole kiosk is going.
            let _ = events.send(Event::Staff(staff_event(signal)));
        }),
    };
    Ok(Some(kiosk_console::serve(listener, options)?))
}

/// What staff said, in the visit's words.
pub fn staff_event(signal: StaffSignal) -> StaffEvent {
    match signal {
        StaffSignal::HelpGiven => StaffEvent::HelpGiven,
        StaffSignal::OfficeChanged => StaffEvent::OfficeChanged,
        StaffSignal::PrintNotice(procedure) => StaffEvent::PrintNotice(procedure),
        StaffSignal::PrintSlip { ticket, print } => StaffEvent::PrintSlip { ticket: *ticket, print },
    }
}

/// The real devices' threads and the renderer's.
struct Threads {
    printer: PrinterHandle,
    scanner: ScannerHandle,
    offices: Vec<OfficeHandle>,
    reading: Option<ReadingAloud>,
    renderer: Sender<(JobId, RenderJob)>,
}

impl Threads {
    fn start(plan: &Plan, reading: Option<ReadingAloud>, events: &Sender<Event>) -> Result<Self, StartError> {
        let tell = |events: &Sender<Event>| {
            let events = events.clone();
            move |event| {
                let _ = events.send(Event::Device(event));
            }
        };
        let said = tell(events);
        let printer = start_ticket_printer(plan, move |e| said(devices::ticket_printer(e)))?;
        let (port, profile) = plan.scanner.clone();
        let said = tell(events);
        let scanner = spawn_scanner(port, profile, plan.clock.clone(), move |e| said(devices::scanner(e)))?;
        let printers = plan.form_printers.iter().zip(0..);
        let offices =
            printers.map(|(uri, place)| start_form_printer(plan, uri, PrinterId(place), tell(events)));
        let offices = offices.collect::<Result<_, _>>()?;
        Ok(Self { printer, scanner, offices, reading, renderer: start_renderer(plan, events.clone())? })
    }

    fn office(&self, printer: PrinterId) -> Option<&OfficeHandle> {
        let office = self.offices.get(printer.0);
        if office.is_none() {
            tracing::error!(?printer, "there is no such A4 printer");
        }
        office
    }
}

fn start_form_printer(
    plan: &Plan,
    uri: &str,
    printer: PrinterId,
    said: impl Fn(DeviceEvent) + Send + 'static,
) -> Result<OfficeHandle, OfficeError> {
    let settings = OfficeSettings { deadline: plan.office.times.page(), ..OfficeSettings::default() };
    office::spawn_office(uri, settings, plan.clock.clone(), move |e| said(devices::form_printer(printer, e)))
}

fn start_ticket_printer(
    plan: &Plan,
    on_event: impl FnMut(PrinterEvent) + Send + 'static,
) -> std::io::Result<PrinterHandle> {
    let (port, profile) = plan.ticket_printer.clone();
    #[cfg(feature = "record")]
    if let Some(file) = &plan.record {
        let file = std::fs::File::create(file)?;
        return kiosk_hardware::spawn_printer_recorded(port, profile, plan.clock.clone(), file, on_event);
    }
    spawn_printer(port, profile, plan.clock.clone(), on_event)
}

/// The blank form of the first procedure, for the renderer to rehearse on.
pub fn blank_form(office: &Office, clock: &SystemClock) -> Option<RenderJob> {
    let now = clock.reading();
    let day = now.civil.date();
    let offer = office.offers(day).next()?;
    let form = office.form_for(&offer.procedure.code, day)?;
    let filled = fill(form, office, &Draft::blank(form), day);
    ports::render_job(office, clock.zone(), now, &form.folder, &filled.data)
}

/// One thread that renders one document after the other, each in a process of its own.
fn start_renderer(plan: &Plan, events: Sender<Event>) -> Result<Sender<(JobId, RenderJob)>, StartError> {
    let mut renderer = Renderer::new(plan.renderer.clone(), vec!["render".into()]);
    renderer.warm()?;
    let blank = blank_form(&plan.office, &plan.clock);
    let (jobs, inbox) = mpsc::channel::<(JobId, RenderJob)>();
    thread::Builder::new().name("render".into()).spawn(move || {
        // Here nobody waits for it yet; the engine would keep the first card's holder waiting.
        address::prepare();
        if let Some(blank) = blank {
            rehearse(&mut renderer, blank);
        }
        for (job, what) in inbox {
            let answer = ports::rendered(job, &what.title, renderer.render(&what));
            if events.send(Event::Render(answer)).is_err() {
                return;
            }
        }
    })?;
    Ok(jobs)
}

/// A form that cannot be made costs nothing but the quickness of the others.
fn rehearse(renderer: &mut Renderer, blank: RenderJob) {
    let form = blank.title.clone();
    if let Err(error) = renderer.rehearse(blank) {
        tracing::error!(form, %error, "a blank form could not be made");
    }
}

impl Devices for Threads {
    fn print_slip(&mut self, job: JobId, slip: EncodedSlip) {
        self.printer.print(job.0, slip);
    }

    fn clear_ticket_printer(&mut self) {
        self.printer.clear();
    }

    fn print_page(&mut self, job: JobId, printer: PrinterId, pdf: &Personal<Vec<u8>>, copies: Copies) {
        if let Some(office) = self.office(printer) {
            office.print(job.0, devices::document(pdf, copies));
        }
    }

    fn cancel_page(&mut self, job: JobId, printer: PrinterId) {
        if let Some(office) = self.office(printer) {
            office.cancel(job.0);
        }
    }

    fn arm_scanner(&mut self, armed: bool) {
        self.scanner.arm(armed);
    }

    fn speak(&mut self, lang: Lang, words: Personal<String>) {
        if let Some(reading) = &self.reading {
            reading.say(lang, words);
        }
    }

    fn hush(&mut self) {
        if let Some(reading) = &self.reading {
            reading.hush();
        }
    }

    fn render(&mut self, job: JobId, what: RenderJob) {
        if self.renderer.send((job, what)).is_err() {
            tracing::error!("the renderer's thread is gone");
        }
    }
}

/// The touchscreen and the staff pages.
struct Screens {
    ui: UiHandle,
    alarms: watch::Sender<Vec<Alarm>>,
}

impl Audience for Screens {
    fn screen(&mut self, screen: ui::Screen) {
        if self.ui.show(screen).is_err() {
            tracing::warn!("the screen is gone");
        }
    }

    fn alarms(&mut self, alarms: Vec<Alarm>) {
        for alarm in &alarms {
            tracing::warn!(key = alarm.key, "{}", alarm.text.en);
        }
        self.alarms.send_replace(alarms);
    }
}

/// A world that somebody watches.
struct Observed<W> {
    world: W,
    observer: Observer,
}

impl<W: World> World for Observed<W> {
    fn perform(&mut self, now: Now, effect: Effect) {
        self.world.perform(now, effect);
    }

    fn adopt(&mut self, office: &Arc<Office>) {
        self.world.adopt(office);
    }

    fn show(&mut self, now: Now, state: &State) {
        (self.observer)(state);
        self.world.show(now, state);
    }
}
