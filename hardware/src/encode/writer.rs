//! What all ways share: start, feeds, alignment, cut, confirmation.

use std::cell::RefCell;
use std::rc::Rc;

use escpos::driver::Driver as Sink;
use escpos::errors::Result as SinkResult;
use escpos::printer::Printer;
use escpos::utils::{JustifyMode, Protocol};

use super::{EncodeError, JobTag};
use crate::profile::{Completion, Cutter, PrinterProfile};
use crate::receipt::Align;

/// What the crate `escpos` writes to; the port is ours (port.rs).
#[derive(Clone, Default)]
struct Capture(Rc<RefCell<Vec<u8>>>);

impl Sink for Capture {
    fn name(&self) -> String {
        "capture".to_owned()
    }
    fn write(&self, data: &[u8]) -> SinkResult<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }
    fn read(&self, _buf: &mut [u8]) -> SinkResult<usize> {
        Ok(0)
    }
    fn flush(&self) -> SinkResult<()> {
        Ok(())
    }
}

/// Collects a slip's bytes.
pub(super) struct Writer<'a> {
    profile: &'a PrinterProfile,
    capture: Capture,
    printer: Printer<Capture>,
    /// Blank rows not fed yet.
    blank: usize,
    align: Align,
}

impl<'a> Writer<'a> {
    /// Begins with ESC @, after which everything stands at the left.
    pub fn new(profile: &'a PrinterProfile) -> Result<Self, EncodeError> {
        let capture = Capture::default();
        let mut printer = Printer::new(capture.clone(), Protocol::default(), None);
        printer.init()?;
        Ok(Self { profile, capture, printer, blank: 0, align: Align::Left })
    }

    /// Leaves `dots` rows blank.
    pub fn leave_blank(&mut self, dots: usize) {
        self.blank += dots;
    }

    /// Sends `command` as it is; nothing that was left blank is fed first.
    pub fn command(&mut self, command: &[u8]) -> Result<(), EncodeError> {
        self.printer.custom(command)?;
        Ok(())
    }

    /// Feeds what was left blank, and sends `command` to print where `align` says.
    pub fn print(&mut self, command: &[u8], align: Align) -> Result<(), EncodeError> {
        self.feed()?;
        if align != self.align {
            self.printer.justify(match align {
                Align::Left => JustifyMode::LEFT,
                Align::Centre => JustifyMode::CENTER,
            })?;
            self.align = align;
        }
        self.command(command)
    }

    fn feed(&mut self) -> Result<(), EncodeError> {
        let mut units = std::mem::take(&mut self.blank) * self.profile.feed_units_per_dot;
        while units > 0 {
            let step = units.min(255);
            self.printer.custom(&[0x1B, b'J', step as u8])?;
            units -= step;
        }
        Ok(())
    }

    /// Feeds, cuts, asks for the confirmation of `job`, and gives the bytes.
    pub fn finish(mut self, job: JobTag) -> Result<Vec<u8>, EncodeError> {
        self.feed()?;
        self.cut()?;
        match self.profile.completion {
            Completion::ProcessId => {
                let [a, b, c, d] = job.bytes();
                self.printer.custom(&[0x1D, b'(', b'H', 6, 0, 48, 48, a, b, c, d])?;
            }
            Completion::PaperStatus => {
                self.printer.custom(&[0x1D, b'r', 1])?;
            }
            Completion::Nothing => {}
        }
        self.printer.print()?;
        Ok(self.capture.0.take())
    }

    fn cut(&mut self) -> Result<(), EncodeError> {
        // The crate's own partial_cut() gives GS V 65 1, which cuts through.
        match self.profile.cutter {
            Cutter::Partial => self.printer.custom(&[0x1D, b'V', 66, 0])?,
            Cutter::Full => self.printer.custom(&[0x1D, b'V', 65, 0])?,
            Cutter::None => self.printer.feeds(6)?,
        };
        Ok(())
    }
}
