//! What the visit knows of the devices, in words that any device could use.

use crate::office::PrinterId;
use crate::speech::Hearing;

use super::StoreFault;

/// A device of the kiosk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Device {
    /// The thermal printer of the tickets.
    TicketPrinter,
    /// One of the office's A4 printers.
    FormPrinter(PrinterId),
    /// The QR scanner.
    Scanner,
    /// The voice that reads screens aloud: synthesizer and sound card.
    Voice,
}

/// What is wrong with a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Paper is nearly used up.
    PaperLow,
    /// A slip was printed long ago and nobody has taken it.
    SlipWaiting,
    /// It works, as far as anybody knows: the model reports no state.
    Unreported,
    /// No paper.
    PaperOut,
    /// A cover or door is open.
    CoverOpen,
    /// Paper jam, or the cutter is stuck.
    Jam,
    /// Toner is nearly used up.
    TonerLow,
    /// No toner.
    TonerEmpty,
    /// A page printer that does not support A4.
    NoA4,
    /// A page printer that takes no PDF.
    NoPdf,
    /// The device says that it is offline or busy with somebody else's job.
    Offline,
    /// The cable is out, the power is off, or the network does not reach it.
    Unplugged,
    /// It takes no more bytes, or does not answer.
    Silent,
    /// A program that it needs is not installed.
    NotInstalled,
    /// Any other error that it reports.
    Broken,
}

/// How a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Condition {
    /// It has not said anything yet; it is tried.
    #[default]
    Unknown,
    /// It works.
    Ready,
    /// It works, and has somebody else's job before ours.
    Busy,
    /// It works, and somebody should look after it.
    Low(Fault),
    /// It does not work.
    Down(Fault),
}

impl Condition {
    /// Whether a job should be given to it.
    pub fn works(self) -> bool {
        !matches!(self, Condition::Down(_))
    }
}

/// What staff have to know about the queue's data, although numbers can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueueNotice {
    /// It was damaged at start and is kept aside. A new queue has begun; who holds an older number of today
    /// is not in it.
    BegunAnew,
    /// A check has found damage, and the queue still works; at the next start a new one begins.
    Damaged,
}

/// All devices and the store, as last heard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Devices {
    /// The thermal printer.
    pub ticket_printer: Condition,
    /// The A4 printers, as far as they were heard of, each at its place.
    pub form_printers: Vec<Condition>,
    /// The scanner.
    pub scanner: Condition,
    /// The voice that reads screens aloud; unknown where there is none.
    pub voice: Condition,
    /// Whether headphones are in their socket.
    pub headphones: bool,
    /// Why no numbers can be issued, if so.
    pub store: Option<StoreFault>,
    /// What else is to be known about the queue's data, although numbers can be had.
    pub queue: Option<QueueNotice>,
    /// A citizen has asked for help.
    pub help_wanted: bool,
}

impl Devices {
    /// How this A4 printer is.
    pub fn form_printer(&self, printer: PrinterId) -> Condition {
        self.form_printers.get(printer.0).copied().unwrap_or_default()
    }

    /// Whether forms can be printed: not all A4 printers are known to be down.
    pub fn forms_can_be_printed(&self) -> bool {
        self.form_printers.is_empty() || self.form_printers.iter().any(|condition| condition.works())
    }

    /// Whether screens can be read aloud. Unlike a printer the voice is not tried before it said that it works: who
    /// needs it must not wait for it in vain.
    pub fn can_read_aloud(&self) -> bool {
        self.voice == Condition::Ready
    }

    /// Who hears what is said.
    pub fn hearing(&self) -> Hearing {
        if self.headphones { Hearing::Headphones } else { Hearing::Hall }
    }

    pub(super) fn set(&mut self, device: Device, condition: Condition) {
        match device {
            Device::TicketPrinter => self.ticket_printer = condition,
            Device::FormPrinter(printer) => *place(&mut self.form_printers, printer) = condition,
            Device::Scanner => self.scanner = condition,
            Device::Voice => self.voice = condition,
        }
    }
}

/// Where the condition of `printer` is kept; those before it that were not heard of are unknown.
fn place(printers: &mut Vec<Condition>, printer: PrinterId) -> &mut Condition {
    if printers.len() <= printer.0 {
        printers.resize(printer.0 + 1, Condition::Unknown);
    }
    &mut printers[printer.0]
}

/// What staff should see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// A citizen asks for help at the kiosk.
    HelpWanted,
    /// No numbers can be issued.
    Store(StoreFault),
    /// Something is to be known about the queue's data.
    Queue(QueueNotice),
    /// A device does not work.
    Down(Device, Fault),
    /// A device wants something soon.
    Low(Device, Fault),
}

/// The alarms of `devices`, the most urgent first.
pub fn alarms(devices: &Devices) -> Vec<Alarm> {
    let down = each(devices).filter_map(|(device, condition)| match condition {
        Condition::Down(fault) => Some(Alarm::Down(device, fault)),
        Condition::Low(_) | Condition::Ready | Condition::Busy | Condition::Unknown => None,
    });
    let low = each(devices).filter_map(|(device, condition)| match condition {
        Condition::Low(fault) => Some(Alarm::Low(device, fault)),
        Condition::Down(_) | Condition::Ready | Condition::Busy | Condition::Unknown => None,
    });
    let help = devices.help_wanted.then_some(Alarm::HelpWanted);
    let queue = devices.queue.map(Alarm::Queue);
    help.into_iter().chain(devices.store.map(Alarm::Store)).chain(queue).chain(down).chain(low).collect()
}

/// Every device with its condition.
fn each(devices: &Devices) -> impl Iterator<Item = (Device, Condition)> {
    let printers = devices.form_printers.iter().enumerate();
    let printers = printers.map(|(place, condition)| (Device::FormPrinter(PrinterId(place)), *condition));
    std::iter::once((Device::TicketPrinter, devices.ticket_printer))
        .chain(printers)
        .chain([(Device::Scanner, devices.scanner), (Device::Voice, devices.voice)])
}
