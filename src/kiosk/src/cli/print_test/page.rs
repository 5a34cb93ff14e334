//! `kiosk print-test --ipp`: an A4 printer or its queue.

use std::error::Error;
use std::io::{Write, stdout};
use std::path::Path;
use std::sync::Arc;

use kiosk_hardware::office::{Document, OfficeCondition, OfficeResult, OfficeSettings, inspect, print_trial};

use crate::clock::SystemClock;

/// Why the A4 printer cannot serve.
#[derive(Debug, thiserror::Error)]
enum PageError {
    /// It would refuse any form now.
    #[error("{}", .0.technician_text())]
    CannotPrint(OfficeCondition),
    /// The file did not come out.
    #[error("chưa in / not printed: {}", .0.technician_text())]
    NotPrinted(OfficeCondition),
    /// Somebody has to look at the tray.
    #[error(
        "không rõ đã in chưa, xin xem khay giấy ra / it may or may not have printed: look at the output tray"
    )]
    Unconfirmed,
}

/// Tells what the printer at `uri` is and lacks, one fact a line on stdout; prints `pdf` on it when given.
///
/// # Errors
/// When it does not answer, cannot print now, or the file did not surely come out.
pub(super) fn page_test(clock: SystemClock, uri: &str, pdf: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let settings = OfficeSettings::default();
    let inspection = inspect(uri, settings.request_timeout)?;
    for line in inspection.lines() {
        writeln!(stdout(), "{line}")?;
    }
    if !inspection.condition.can_print() {
        return Err(PageError::CannotPrint(inspection.condition).into());
    }
    let Some(file) = pdf else { return Ok(()) };
    let document = Document::new(std::fs::read(file)?);
    match print_trial(uri, document, settings, Arc::new(clock))? {
        OfficeResult::Printed => Ok(writeln!(stdout(), "Đã in / Printed")?),
        OfficeResult::NotPrinted(condition) => Err(PageError::NotPrinted(condition).into()),
        OfficeResult::Unconfirmed(_) => Err(PageError::Unconfirmed.into()),
    }
}
