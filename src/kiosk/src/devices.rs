//! Devices' words become the visit's words.

use kiosk_core::citizen::{CardError, IdNumber, Personal};
use kiosk_core::office::PrinterId;
use kiosk_core::visit::{Condition, Copies, Device, DeviceEvent, Fault, JobId, Outcome};
use kiosk_hardware::office::{self, Document, OfficeCondition, OfficeEvent, OfficeResult};
use kiosk_hardware::{Garbling, JobResult, PrinterCondition, PrinterEvent, ScannerCondition, ScannerEvent};

/// What the ticket printer said.
pub fn ticket_printer(event: PrinterEvent) -> DeviceEvent {
    match event {
        PrinterEvent::Condition(condition) => {
            DeviceEvent::Condition(Device::TicketPrinter, printer_condition(condition))
        }
        PrinterEvent::JobEnded { job, result } => DeviceEvent::SlipEnded(
            JobId(job),
            match result {
                JobResult::Printed => Outcome::Printed,
                JobResult::NotPrinted(_) => Outcome::NotPrinted,
                JobResult::Unconfirmed(_) => Outcome::Unconfirmed,
            },
        ),
    }
}

/// How the ticket printer is.
pub fn printer_condition(condition: PrinterCondition) -> Condition {
    match condition {
        // The driver tells this only of a printer that was asked and answers nothing.
        PrinterCondition::Unknown => Condition::Low(Fault::Unreported),
        PrinterCondition::Ready => Condition::Ready,
        PrinterCondition::SlipWaiting => Condition::Low(Fault::SlipWaiting),
        PrinterCondition::NearEnd => Condition::Low(Fault::PaperLow),
        PrinterCondition::PaperOut => Condition::Down(Fault::PaperOut),
        PrinterCondition::CoverOpen => Condition::Down(Fault::CoverOpen),
        PrinterCondition::CutterJam => Condition::Down(Fault::Jam),
        PrinterCondition::Offline => Condition::Down(Fault::Offline),
        PrinterCondition::Fault => Condition::Down(Fault::Broken),
        PrinterCondition::Unplugged => Condition::Down(Fault::Unplugged),
        PrinterCondition::Stalled => Condition::Down(Fault::Silent),
    }
}

/// What the scanner said.
pub fn scanner(event: ScannerEvent) -> DeviceEvent {
    match event {
        ScannerEvent::Condition(ScannerCondition::Ready) => {
            DeviceEvent::Condition(Device::Scanner, Condition::Ready)
        }
        ScannerEvent::Condition(ScannerCondition::Unplugged) => {
            DeviceEvent::Condition(Device::Scanner, Condition::Down(Fault::Unplugged))
        }
        ScannerEvent::Scanned(frame) => DeviceEvent::Scanned(Personal::new(frame.into_bytes())),
        ScannerEvent::Wedge(number) => wedge(number.expose()),
        ScannerEvent::Garbled(reason) => DeviceEvent::Garbled(no_card(reason)),
    }
}

/// What a citizen is told about a scan that never became a payload.
fn no_card(reason: Garbling) -> CardError {
    match reason {
        Garbling::TooLong => CardError::TooLong,
        Garbling::NotUtf8 => CardError::NotUtf8,
        Garbling::CutLetter => CardError::Incomplete,
        Garbling::NoNumber => CardError::OtherCode,
    }
}

/// A keyboard scanner's number, of digits alone by its type.
fn wedge(digits: &[u8]) -> DeviceEvent {
    let number = std::str::from_utf8(digits).ok().and_then(|digits| IdNumber::new(digits).ok());
    number.map_or(DeviceEvent::Garbled(CardError::Number), |number| {
        DeviceEvent::NumberScanned(Personal::new(number))
    })
}

/// What the A4 printer called `printer` said.
pub fn form_printer(printer: PrinterId, event: OfficeEvent) -> DeviceEvent {
    match event {
        OfficeEvent::Condition(condition) => {
            DeviceEvent::Condition(Device::FormPrinter(printer), office_condition(condition))
        }
        OfficeEvent::JobEnded { job, result } => DeviceEvent::PageEnded(
            JobId(job),
            match result {
                OfficeResult::Printed => Outcome::Printed,
                OfficeResult::NotPrinted(_) => Outcome::NotPrinted,
                OfficeResult::Unconfirmed(_) => Outcome::Unconfirmed,
            },
        ),
    }
}

fn office_condition(condition: OfficeCondition) -> Condition {
    match condition {
        OfficeCondition::Unknown => Condition::Unknown,
        OfficeCondition::Ready => Condition::Ready,
        // Another's job is an office printer's ordinary life: the driver waits for its turn.
        OfficeCondition::Busy => Condition::Busy,
        OfficeCondition::TonerLow => Condition::Low(Fault::TonerLow),
        OfficeCondition::PaperOut => Condition::Down(Fault::PaperOut),
        OfficeCondition::PaperJam => Condition::Down(Fault::Jam),
        OfficeCondition::CoverOpen => Condition::Down(Fault::CoverOpen),
        OfficeCondition::TonerEmpty => Condition::Down(Fault::TonerEmpty),
        OfficeCondition::Unreachable => Condition::Down(Fault::Unplugged),
        OfficeCondition::Refused => Condition::Down(Fault::Broken),
        OfficeCondition::NoA4 => Condition::Down(Fault::NoA4),
        OfficeCondition::NoPdf => Condition::Down(Fault::NoPdf),
    }
}

/// `pdf` as the A4 printer's driver takes it.
pub fn document(pdf: &Personal<Vec<u8>>, copies: Copies) -> Document {
    let document = Document::new(pdf.expose().clone());
    match office::Copies::new(copies.get()) {
        Some(copies) => document.in_copies(copies),
        None => document,
    }
}
