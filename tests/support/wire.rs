//! The three devices of a kiosk, in memory.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use kiosk::devices;
use kiosk::ports::{self, Devices};
use kiosk_core::citizen::Personal;
use kiosk_core::office::PrinterId;
use kiosk_core::text::Lang;
use kiosk_core::time::Tick;
use kiosk_core::visit::{Copies, Event, JobId};
use kiosk_hardware::driver::Driver;
use kiosk_hardware::printer::PrinterCommand;
use kiosk_hardware::scanner::ScannerCommand;
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::sim::scanner::SimScanner;
use kiosk_hardware::{EncodedSlip, PrinterDriver, PrinterProfile, ScannerDriver, ScannerProfile};
use kiosk_render::{RenderJob, Renderer};

use super::clock::HandClock;
use super::office::OfficeLine;
use super::program;
use super::serial::SerialLine;

/// All devices and the lines to them.
pub struct Wire {
    clock: Arc<HandClock>,
    events: Sender<Event>,
    /// The ticket printer.
    pub ticket: SerialLine<PrinterDriver, SimPrinter>,
    /// The length in bytes of the slip that was ordered last.
    pub slip_length: usize,
    /// The scanner.
    pub scanner: SerialLine<ScannerDriver, SimScanner>,
    /// The A4 printer.
    pub office: OfficeLine,
    /// What was said aloud, and where it was cut off.
    pub said: Vec<Said>,
    renderer: Renderer,
    /// Whether the renderer's program is missing.
    pub renderer_broken: bool,
}

/// What the voice was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// To say this.
    Words(Lang, String),
    /// To say nothing any more.
    Hush,
}

/// Shared by the engine's ports and the test.
pub type SharedWire = Rc<RefCell<Wire>>;

impl Wire {
    /// Everything plugged in and in order.
    pub fn new(
        clock: Arc<HandClock>,
        events: Sender<Event>,
        patience: std::time::Duration,
        printer: PrinterProfile,
    ) -> SharedWire {
        let now = clock.tick();
        let scanner = ScannerProfile::named("generic-cdc").unwrap();
        let ticket =
            SerialLine::new(now, PrinterDriver::new(printer.clone()), SimPrinter::new(printer, Pace::Real));
        Rc::new(RefCell::new(Self {
            ticket,
            slip_length: 0,
            scanner: SerialLine::new(now, ScannerDriver::new(scanner), SimScanner::new()),
            office: OfficeLine::new(patience),
            said: Vec::new(),
            renderer: Renderer::new(program(), vec!["render".into()]),
            renderer_broken: false,
            clock,
            events,
        }))
    }

    /// Lets everything happen that happens now.
    pub fn turn(&mut self) {
        let now = self.clock.tick();
        let said = self.ticket.turn(now).into_iter().map(devices::ticket_printer);
        let said: Vec<_> = said
            .chain(self.scanner.turn(now).into_iter().map(devices::scanner))
            .chain(self.office.turn(now).into_iter().map(|e| devices::form_printer(PrinterId(0), e)))
            .collect();
        for event in said {
            self.events.send(Event::Device(event)).unwrap();
        }
    }

    /// Lets the kiosk hear of `event`.
    pub fn tell(&self, event: Event) {
        self.events.send(event).unwrap();
    }

    /// The next moment at which a device wants to be called.
    pub fn deadline(&self) -> Option<Tick> {
        let lines = [self.ticket.deadline(), self.scanner.deadline(), self.office.deadline()];
        lines.into_iter().flatten().min()
    }
}

/// The engine's end of the wire.
pub struct Ends(pub SharedWire);

impl Devices for Ends {
    fn print_slip(&mut self, job: JobId, slip: EncodedSlip) {
        let mut wire = self.0.borrow_mut();
        let now = wire.clock.tick();
        wire.slip_length = slip.bytes.len();
        wire.ticket.taken.clear();
        wire.ticket.driver.command(now, PrinterCommand::Print { job: job.0, slip });
    }

    fn clear_ticket_printer(&mut self) {
        let mut wire = self.0.borrow_mut();
        let now = wire.clock.tick();
        wire.ticket.driver.command(now, PrinterCommand::Clear);
    }

    fn print_page(&mut self, job: JobId, _: PrinterId, pdf: &Personal<Vec<u8>>, copies: Copies) {
        let mut wire = self.0.borrow_mut();
        let now = wire.clock.tick();
        wire.office.driver.print(now, job.0, devices::document(pdf, copies));
    }

    fn cancel_page(&mut self, job: JobId, _: PrinterId) {
        let mut wire = self.0.borrow_mut();
        let now = wire.clock.tick();
        wire.office.driver.cancel(now, job.0);
    }

    fn arm_scanner(&mut self, armed: bool) {
        let mut wire = self.0.borrow_mut();
        let now = wire.clock.tick();
        wire.scanner.driver.command(now, ScannerCommand::Arm(armed));
    }

    fn speak(&mut self, lang: Lang, words: Personal<String>) {
        self.0.borrow_mut().said.push(Said::Words(lang, words.expose().clone()));
    }

    fn hush(&mut self) {
        self.0.borrow_mut().said.push(Said::Hush);
    }

    fn render(&mut self, job: JobId, mut what: RenderJob) {
        let wire = self.0.borrow();
        if wire.renderer_broken {
            what.template = "#panic()".into();
        }
        let answer = ports::rendered(job, &what.title, wire.renderer.render(&what));
        wire.events.send(Event::Render(answer)).unwrap();
    }
}
