//! A whole kiosk, played from outside: touch what is on the screen, scan, break, let time pass.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

use jiff::tz::TimeZone;
use kiosk::chores::Caretaking;
use kiosk::clock::Clock;
use kiosk::engine::Engine;
use kiosk::ports::{Audience, Ports, Shown};
use kiosk::{config, machine};
use kiosk_console::{Alarm, OfficeInForce, StaffDoor};
use kiosk_core::office::Office;
use kiosk_core::time::Tick;
use kiosk_core::visit::{
    ClockEvent, Condition, Device, DeviceEvent, Event, StaffEvent, State, StoreEvent, StoreFault,
};
use kiosk_hardware::office::OfficeFault;
use kiosk_hardware::sim::paper::Paper;
use kiosk_hardware::sim::printer::PrinterFault;
use kiosk_hardware::sim::scanner::Manner;
use kiosk_hardware::{Fonts, PrinterProfile};
use kiosk_store::{Store, wait};
use kiosk_ui::{Element, Headless, Screen, Snapshot, Ui};
use tempfile::TempDir;

use super::clock::HandClock;
use super::database::{empty_queue, queue};
use super::wire::{Ends, Said, SharedWire, Wire};

/// An invented person's card.
pub const CARD: &str = kiosk::demo::SAMPLES[0].payload;

/// The card of another invented person, in whose household the first one lives.
pub const HOUSEHOLDER: &str = kiosk::demo::SAMPLES[1].payload;

/// A whole kiosk.
pub struct Kiosk {
    /// The clock.
    pub clock: Arc<HandClock>,
    /// The office as configured.
    pub office: Arc<Office>,
    /// The office with what was set.
    pub in_force: OfficeInForce,
    engine: Engine,
    ports: Ports<Ends, Viewer>,
    inbox: Receiver<Event>,
    wire: SharedWire,
    pub(super) ui: Ui,
    memory: Headless,
    touches: Rc<RefCell<VecDeque<kiosk_ui::Touch>>>,
    seen: Rc<RefCell<Seen>>,
    restarts: Arc<AtomicUsize>,
    _folder: Option<TempDir>,
}

/// What citizen and staff see.
#[derive(Default)]
struct Seen {
    screen: Option<Screen>,
    alarms: Vec<Alarm>,
}

struct Viewer(Rc<RefCell<Seen>>);

impl Audience for Viewer {
    fn screen(&mut self, screen: Screen) {
        self.0.borrow_mut().screen = Some(screen);
    }

    fn alarms(&mut self, alarms: Vec<Alarm>) {
        self.0.borrow_mut().alarms = alarms;
    }
}

fn usual_printer() -> PrinterProfile {
    PrinterProfile::named("generic-80").unwrap()
}

impl Kiosk {
    /// A kiosk with an empty queue, everything in order, at the welcome screen.
    pub fn new() -> Self {
        Self::with_quota(None)
    }

    /// The same with a ticket printer of `profile`.
    pub fn with_printer(profile: PrinterProfile) -> Self {
        let (folder, store) = empty_queue(None);
        Self::put_together(store, Some(folder), profile)
    }

    /// The same in an office that differs in something.
    pub fn in_office(differs: impl FnOnce(&mut Office)) -> Self {
        let (folder, store) = empty_queue(None);
        let (mut office, zone) = config::demo().unwrap();
        differs(&mut office);
        Self::put_together_in((office, zone), store, Some(folder), usual_printer())
    }

    /// A kiosk whose database may have so many pages of 4096 bytes.
    pub fn with_quota(max_pages: Option<u32>) -> Self {
        let (folder, store) = empty_queue(max_pages);
        Self::put_together(store, Some(folder), usual_printer())
    }

    /// A kiosk on an existing database, such as one of another run or another version.
    pub fn on(database: &Path) -> Self {
        Self::put_together(queue(database, None), None, usual_printer())
    }

    fn put_together(
        store: Result<Store, StoreFault>,
        folder: Option<TempDir>,
        profile: PrinterProfile,
    ) -> Self {
        Self::put_together_in(config::demo().unwrap(), store, folder, profile)
    }

    fn put_together_in(
        (office, zone): (Office, TimeZone),
        store: Result<Store, StoreFault>,
        folder: Option<TempDir>,
        profile: PrinterProfile,
    ) -> Self {
        let clock = Arc::new(HandClock::default());
        let office = Arc::new(office);
        let in_force = OfficeInForce::new(office.clone());
        if let Ok(store) = &store {
            in_force.renew(store).unwrap();
        }
        let (events, inbox) = machine::events();
        if let Err(fault) = store {
            events.send(Event::Store(StoreEvent::Condition(Some(fault)))).unwrap();
        }
        let wire = Wire::new(clock.clone(), events.clone(), office.times.page(), profile.clone());
        let seen = Rc::new(RefCell::new(Seen::default()));
        let restarts = Arc::new(AtomicUsize::new(0));
        let restarted = restarts.clone();
        let caretaking = Caretaking {
            door: Arc::new(StaffDoor::new(store.as_ref().ok().cloned(), kiosk::demo::PIN_HASH.into())),
            aside: |work| work(),
            restart: Arc::new(move || _ = restarted.fetch_add(1, Ordering::SeqCst)),
        };
        let ports = Ports {
            office: in_force.now(),
            zone,
            store,
            upkeep: |_, _, _| {},
            events,
            devices: Ends(wire.clone()),
            profile,
            fonts: Arc::new(Fonts::system().unwrap()),
            audience: Viewer(seen.clone()),
            caretaking,
            demo: false,
            shown: Shown::default(),
        };
        let ticks = clock.clone();
        let ticks: kiosk_ui::Clock = Rc::new(move || ticks.tick());
        let memory = Headless::install((1080, 1920), ticks.clone()).unwrap();
        let touches = Rc::new(RefCell::new(VecDeque::new()));
        let touched = touches.clone();
        let ui = Ui::new(ticks, move |touch| touched.borrow_mut().push_back(touch)).unwrap();
        let engine = Engine::new(in_force.clone(), 7);
        let mut kiosk = Self {
            clock,
            office,
            in_force,
            engine,
            ports,
            inbox,
            wire,
            ui,
            memory,
            touches,
            seen,
            restarts,
            _folder: folder,
        };
        kiosk.happen(Event::Clock(ClockEvent::Passed));
        kiosk.advance(Duration::from_secs(2));
        kiosk
    }

    /// The queue.
    pub fn store(&self) -> &Store {
        self.ports.store.as_ref().unwrap()
    }

    /// Where events go, for whoever stands outside.
    pub fn events(&self) -> Sender<Event> {
        self.ports.events.clone()
    }

    /// The state, to assert what is left of a visit.
    pub fn state(&self) -> &State {
        self.engine.state()
    }

    fn happen(&mut self, event: Event) {
        self.engine.happen(&mut self.ports, self.clock.reading(), event);
        if let Some(screen) = self.seen.borrow().screen.clone() {
            self.ui.show(&screen).unwrap();
        }
        self.memory.frame();
    }

    /// Lets everything happen that happens at this moment.
    pub(super) fn settle(&mut self) {
        for _ in 0..1000 {
            self.wire.borrow_mut().turn();
            if let Ok(store) = &self.ports.store {
                // Behind every earlier command: their answers are in the inbox when this one is.
                wait(|reply| store.ping(reply)).unwrap();
            }
            let touch = self.touches.borrow_mut().pop_front();
            let touch = touch.map(|t| Event::Touch(kiosk::screen::touch(t)));
            match touch.or_else(|| self.inbox.try_recv().ok()) {
                Some(event) => self.happen(event),
                None => return,
            }
        }
        panic!("the kiosk does not come to rest");
    }

    /// Lets `span` pass, and everything happen that is due in it.
    pub fn advance(&mut self, span: Duration) {
        self.advance_until(span, |_| false);
    }

    /// Lets time pass until `reached`, at most `span`. Gives whether it was reached.
    pub fn advance_until(&mut self, span: Duration, reached: impl Fn(&Self) -> bool) -> bool {
        let until = self.clock.tick() + span;
        for _ in 0..200_000 {
            self.settle();
            if reached(self) {
                self.memory.frame();
                return true;
            }
            let wakeup = self.engine.wakeup(self.clock.reading());
            let due = self.next_moment(wakeup).filter(|at| *at <= until);
            self.clock.turn_to(due.unwrap_or(until));
            if wakeup.is_some_and(|at| at <= self.clock.tick()) {
                self.happen(Event::Clock(ClockEvent::Passed));
            }
            if due.is_none() {
                self.settle();
                self.memory.frame();
                return reached(self);
            }
        }
        panic!("time does not pass");
    }

    fn next_moment(&self, wakeup: Option<Tick>) -> Option<Tick> {
        let moment = self.wire.borrow().deadline().into_iter().chain(wakeup).min()?;
        // A moment that is due already and not served yet must not stop the clock.
        Some(moment.max(self.clock.tick() + Duration::from_millis(1)))
    }

    /// The page on the screen.
    pub fn page(&self) -> &'static str {
        self.ui.page_name()
    }

    /// What the program last said is to stand on the screen.
    pub fn screen(&self) -> Screen {
        self.seen.borrow().screen.clone().unwrap()
    }

    /// What stands on the screen.
    pub fn elements(&self) -> Vec<Element> {
        self.ui.elements()
    }

    /// Everything that can be read on the screen.
    pub fn text(&self) -> String {
        self.elements().iter().map(|e| e.label.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Ends every ticket, and lets the minute pass after which the welcome screen has counted who waits.
    pub fn serve_everybody(&mut self) {
        let tomorrow = self.clock.reading().civil.date().tomorrow().unwrap();
        let at = self.clock.reading().civil;
        wait(|reply| self.store().close_days_before(tomorrow, at, reply)).unwrap();
        self.advance(Duration::from_secs(61));
        self.happen(Event::Clock(ClockEvent::Passed));
        self.settle();
        assert_eq!(self.state().waiting, Some(0));
    }

    /// The screen below the header, in which a clock goes on, as rows of pixels.
    pub fn below_the_header(&self) -> Vec<u8> {
        let picture = self.snapshot();
        picture.rgb[200 * picture.width as usize * 3..].to_vec()
    }

    /// The screen as pixels.
    pub fn snapshot(&self) -> Snapshot {
        self.memory.frame();
        self.memory.pixels()
    }

    /// Touches the button whose label begins so, once its page takes touches.
    pub fn tap(&mut self, label: &str) {
        self.advance(self.ui.settled_in());
        self.tap_now(label);
    }

    /// Lets time pass until the page takes touches.
    pub fn settle_guard(&mut self) {
        self.advance(self.ui.settled_in());
    }

    /// Touches at once, as a second tap of a trembling hand does.
    pub fn tap_now(&mut self, label: &str) {
        let button = self.button(label);
        self.touch_at(button.x + button.w / 2.0, button.y + button.h / 2.0);
    }

    /// Rests a finger on a place for `span`.
    pub fn hold_at(&mut self, (x, y): (f32, f32), span: Duration) {
        self.ui.finger_down(x, y).unwrap();
        self.memory.frame();
        self.advance(span);
        self.settle();
        self.ui.finger_up(x, y).unwrap();
        self.settle();
    }

    /// How often staff have restarted the program.
    pub fn restarts(&self) -> usize {
        self.restarts.load(Ordering::SeqCst)
    }

    /// Touches a place.
    pub fn touch_at(&mut self, x: f32, y: f32) {
        self.ui.touch(x, y).unwrap();
        self.settle();
    }

    /// The button whose label begins so.
    pub fn button(&self, label: &str) -> Element {
        let elements = self.elements();
        super::button(&elements, label)
            .cloned()
            .unwrap_or_else(|| panic!("no button \"{label}\" on {}:\n{}", self.page(), self.text()))
    }

    /// Holds a code to the scanner.
    pub fn scan(&mut self, payload: &[u8]) {
        self.scan_as(payload, Manner::Whole);
    }

    /// Holds a code to the scanner, which reads it in this manner.
    pub fn scan_as(&mut self, payload: &[u8], manner: Manner) {
        let now = self.clock.tick();
        self.wire.borrow_mut().scanner.device.scan(now, payload, manner);
        self.advance(Duration::from_millis(400));
    }

    /// Breaks the ticket printer.
    pub fn break_ticket_printer(&mut self, fault: PrinterFault) {
        let now = self.clock.tick();
        self.wire.borrow_mut().ticket.device.fault(now, fault);
    }

    /// Puts the ticket printer right.
    pub fn repair_ticket_printer(&mut self) {
        let now = self.clock.tick();
        self.wire.borrow_mut().ticket.device.repair(now);
    }

    /// Pulls the ticket printer's cable, or puts it back.
    pub fn plug_ticket_printer(&mut self, plugged: bool) {
        let now = self.clock.tick();
        self.wire.borrow_mut().ticket.plug(now, plugged);
    }

    /// Pulls the scanner's cable, or puts it back.
    pub fn plug_scanner(&mut self, plugged: bool) {
        let now = self.clock.tick();
        self.wire.borrow_mut().scanner.plug(now, plugged);
    }

    /// Breaks the A4 printer.
    pub fn break_office(&mut self, fault: OfficeFault) {
        let now = self.clock.tick();
        self.wire.borrow_mut().office.printer.fault(now, fault);
    }

    /// Puts the A4 printer right.
    pub fn repair_office(&mut self) {
        let now = self.clock.tick();
        self.wire.borrow_mut().office.printer.repair(now);
    }

    /// How many copies of the latest form were asked for.
    pub fn form_copies(&self) -> u8 {
        self.wire.borrow().office.printer.latest_copies()
    }

    /// Staff do something on their pages.
    pub fn staff(&mut self, event: StaffEvent) {
        self.wire.borrow().tell(Event::Staff(event));
        self.advance(Duration::ZERO);
    }

    /// Makes every rendering fail.
    pub fn break_renderer(&mut self) {
        self.wire.borrow_mut().renderer_broken = true;
    }

    /// Lets renderings succeed again.
    pub fn repair_renderer(&mut self) {
        self.wire.borrow_mut().renderer_broken = false;
    }

    /// The voice tells that it works.
    pub fn give_voice(&mut self) {
        self.device(DeviceEvent::Condition(Device::Voice, Condition::Ready));
    }

    /// Puts headphones into their socket, or takes them out.
    pub fn plug_headphones(&mut self, plugged: bool) {
        self.device(DeviceEvent::Headphones(plugged));
    }

    fn device(&mut self, event: DeviceEvent) {
        self.wire.borrow().tell(Event::Device(event));
        self.advance(Duration::ZERO);
    }

    /// What the voice was told since the last call.
    pub fn said(&mut self) -> Vec<Said> {
        std::mem::take(&mut self.wire.borrow_mut().said)
    }

    /// The slips that came out.
    pub fn slips(&self) -> Vec<Paper> {
        let wire = self.wire.borrow();
        assert_eq!(wire.ticket.device.protocol_errors(), [], "the printer did not understand the kiosk");
        wire.ticket.device.papers().to_vec()
    }

    /// How many bytes of the last slip the ticket printer's line has taken, and how many it has.
    pub fn slip_bytes(&self) -> (usize, usize) {
        let wire = self.wire.borrow();
        let taken = &wire.ticket.taken;
        // Requests for status may come before its ESC @.
        let slip = taken.windows(2).position(|two| two == b"\x1b@").map_or(0, |at| taken.len() - at);
        (slip.min(wire.slip_length), wire.slip_length)
    }

    /// How many more bytes the ticket printer takes in if it stops now.
    pub fn ticket_printer_room(&self) -> usize {
        // The driver writes pieces of 256 bytes.
        self.wire.borrow().ticket.device.room(256)
    }

    /// The last PDF that the A4 printer took.
    pub fn form(&self) -> Option<Vec<u8>> {
        self.wire.borrow().office.printer.latest_pdf().map(<[u8]>::to_vec)
    }

    /// How many pages jobs came out.
    pub fn forms_printed(&self) -> u64 {
        self.wire.borrow().office.printer.printed()
    }

    /// Staff's alarms.
    pub fn alarms(&self) -> Vec<Alarm> {
        self.seen.borrow().alarms.clone()
    }

    /// The text of every alarm, in Vietnamese.
    pub fn alarm_texts(&self) -> String {
        self.alarms().iter().map(|a| a.text.vi.as_str()).collect::<Vec<_>>().join("\n")
    }
}

impl Default for Kiosk {
    fn default() -> Self {
        Self::new()
    }
}
