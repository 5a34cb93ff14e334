//! The printer under test, behind the driver that the kiosk uses.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use kiosk_core::visit::{Condition, Device, Fault};
use kiosk_hardware::{
    Clock, EncodedSlip, JobResult, PrinterCondition, PrinterEvent, PrinterHandle, PrinterProfile, Tick,
    spawn_printer,
};

use crate::clock::SystemClock;
use crate::{alarm, devices};

/// Time for a printer to say what it is like, at first and after a section that it refused.
const PATIENCE: Duration = Duration::from_secs(10);
/// Added to what a section needs on wire and paper; the driver itself gives up earlier.
const MARGIN: Duration = Duration::from_secs(30);

/// Why the page cannot be printed.
#[derive(Debug, thiserror::Error)]
pub(super) enum PressError {
    /// The printer is in a condition in which it does not print.
    #[error("{}", words(.0))]
    Condition(PrinterCondition),
    /// The driver's thread could not be started.
    #[error("the system refused a thread: {0}")]
    Thread(#[from] std::io::Error),
    /// Every section was refused.
    #[error(
        "máy in không nhận phần nào; xin thử hồ sơ máy in khác. / the printer refused every section; try another profile"
    )]
    NothingPrinted,
}

/// The printer's condition as staff read it, with what to do.
fn words(condition: &PrinterCondition) -> String {
    let fault = match devices::printer_condition(*condition) {
        Condition::Down(fault) | Condition::Low(fault) => fault,
        Condition::Unknown | Condition::Ready | Condition::Busy => Fault::Silent,
    };
    let text = alarm::sentence(&alarm::name(&[], Device::TicketPrinter), fault);
    format!("{} / {}", text.vi, text.en)
}

/// What became of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Printed {
    /// The printer has confirmed it.
    Confirmed,
    /// The printer has said nothing, and nothing is wrong with it: it most likely printed.
    Silently,
    /// The printer stopped at it, and prints again.
    Refused,
}

/// The printer under test.
pub(super) struct Press {
    handle: PrinterHandle,
    events: Receiver<PrinterEvent>,
    clock: Arc<SystemClock>,
    profile: PrinterProfile,
    condition: PrinterCondition,
}

impl Press {
    /// The printer at `device`, once it has said how it is.
    ///
    /// # Errors
    /// Its condition, when it cannot print.
    pub fn new(device: PathBuf, profile: PrinterProfile, clock: SystemClock) -> Result<Self, PressError> {
        let clock = Arc::new(clock);
        let (sender, events) = mpsc::channel();
        let tell = move |event| {
            // Nobody listens any more once the page is out.
            let _ = sender.send(event);
        };
        let handle = spawn_printer(device, profile.clone(), clock.clone(), tell)?;
        let condition = PrinterCondition::Unplugged;
        let mut press = Self { handle, events, clock, profile, condition };
        press.next(press.clock.now() + PATIENCE);
        if press.condition.can_print() { Ok(press) } else { Err(PressError::Condition(press.condition)) }
    }

    /// Prints `slip` as job number `job` and waits for its end.
    ///
    /// # Errors
    /// The printer's condition, when it prints no more.
    pub fn print(&mut self, job: u64, slip: EncodedSlip) -> Result<Printed, PressError> {
        let needs = self.profile.wire_time(slip.bytes.len()) + self.profile.paper_time(slip.dots);
        let until = self.clock.now() + needs + MARGIN;
        self.handle.print(job, slip);
        while let Some(event) = self.next(until) {
            match event {
                PrinterEvent::JobEnded { job: ended, result } if ended == job => return self.ended(result),
                PrinterEvent::JobEnded { .. } | PrinterEvent::Condition(_) => {}
            }
        }
        Err(PressError::Condition(self.condition))
    }

    fn ended(&mut self, result: JobResult) -> Result<Printed, PressError> {
        match result {
            JobResult::Printed => Ok(Printed::Confirmed),
            JobResult::Unconfirmed(condition) if condition.can_print() => Ok(Printed::Silently),
            JobResult::Unconfirmed(_) => self.recover().map(|()| Printed::Refused),
            JobResult::NotPrinted(condition) => Err(PressError::Condition(condition)),
        }
    }

    /// Waits until the printer can print.
    fn recover(&mut self) -> Result<(), PressError> {
        let until = self.clock.now() + PATIENCE;
        while !self.condition.can_print() {
            if self.next(until).is_none() {
                return Err(PressError::Condition(self.condition));
            }
        }
        Ok(())
    }

    /// The next event before `until`; a condition is noted.
    fn next(&mut self, until: Tick) -> Option<PrinterEvent> {
        let event = self.events.recv_timeout(until.saturating_sub(self.clock.now())).ok()?;
        if let PrinterEvent::Condition(condition) = event {
            self.condition = condition;
        }
        Some(event)
    }
}
