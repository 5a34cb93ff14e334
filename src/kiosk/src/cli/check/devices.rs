//! The devices, each asked through the driver that the kiosk uses.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use kiosk_core::office::PrinterId;
use kiosk_core::text::Text;
use kiosk_core::visit::{Condition, Device, DeviceEvent};
use kiosk_hardware::office::{InspectionError, inspect};
use kiosk_hardware::{Clock as _, spawn_printer, spawn_scanner};

use super::finding::Finding;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::{alarm, devices};

/// Time for a device to say how it is.
const PATIENCE: Duration = Duration::from_secs(10);

/// The ticket printer and the scanner.
///
/// # Errors
/// The system refuses a thread.
pub(super) fn serial(config: &Config, clock: &Arc<SystemClock>) -> std::io::Result<Vec<Finding>> {
    let (sender, events) = channel();
    let said = sender.clone();
    // Nobody listens any more when the check is over.
    let printer = spawn_printer(
        config.ticket_port.clone(),
        config.ticket_profile.clone(),
        clock.clone(),
        move |event| drop(said.send(devices::ticket_printer(event))),
    )?;
    let scanner = spawn_scanner(
        config.scanner_port.clone(),
        config.scanner_profile.clone(),
        clock.clone(),
        move |event| drop(sender.send(devices::scanner(event))),
    )?;
    let (ticket, scan) = conditions(&events, clock);
    drop((printer, scanner));
    let of = |device, condition, port: &std::path::Path| {
        finding(&alarm::name(&config.office.form_printers, device), condition, &port.display().to_string())
    };
    Ok(vec![
        of(Device::TicketPrinter, ticket, &config.ticket_port),
        of(Device::Scanner, scan, &config.scanner_port),
    ])
}

/// What both say first, as far as they say anything in time.
fn conditions(events: &Receiver<DeviceEvent>, clock: &SystemClock) -> (Condition, Condition) {
    let until = clock.now() + PATIENCE;
    let mut known = (Condition::Unknown, Condition::Unknown);
    while known.0 == Condition::Unknown || known.1 == Condition::Unknown {
        match events.recv_timeout(until.saturating_sub(clock.now())) {
            Ok(DeviceEvent::Condition(Device::TicketPrinter, condition)) => known.0 = condition,
            Ok(DeviceEvent::Condition(Device::Scanner, condition)) => known.1 = condition,
            Ok(_) => {}
            Err(_) => break,
        }
    }
    known
}

fn finding(name: &Text, condition: Condition, port: &str) -> Finding {
    let part = both(name);
    match condition {
        Condition::Ready | Condition::Busy => Finding::good(part, port),
        Condition::Low(fault) => {
            Finding::note(part, format!("{port}: {}", both(&alarm::sentence(name, fault))))
        }
        Condition::Down(fault) => {
            Finding::bad(part, format!("{port}: {}", both(&alarm::sentence(name, fault))))
        }
        Condition::Unknown => Finding::bad(
            part,
            format!("{port}: chưa trả lời; xin xem nguồn và dây. / no answer yet; look at power and cable."),
        ),
    }
}

/// The A4 printers.
pub(super) fn form_printers(config: &Config) -> Vec<Finding> {
    let places = config.form_printers.iter().zip(0..);
    let of = |(uri, place): (&String, usize)| {
        let name = alarm::name(&config.office.form_printers, Device::FormPrinter(PrinterId(place)));
        form_printer(&both(&name), uri)
    };
    places.map(of).collect()
}

fn form_printer(part: &str, uri: &str) -> Finding {
    let inspection = match inspect(uri, PATIENCE) {
        Ok(inspection) => inspection,
        Err(error) => return Finding::bad(part, format!("{uri}: {error}. {}", remedy(&error))),
    };
    let missing = inspection.missing().join("; ");
    if missing.is_empty() {
        Finding::good(part, uri)
    } else if inspection.condition.can_print() {
        Finding::note(part, format!("{uri}: {missing}"))
    } else {
        Finding::bad(part, format!("{uri}: {missing}"))
    }
}

fn remedy(error: &InspectionError) -> &'static str {
    match error {
        InspectionError::Address(_) => "Xin sửa form_printer.uri. / Mend form_printer.uri.",
        InspectionError::Unreachable(_) => "Xin xem nguồn và mạng. / Look at power and network.",
        InspectionError::Status(_) => {
            "Xin xem tên hàng đợi: lpstat -v. / Look at the queue's name: lpstat -v."
        }
    }
}

fn both(text: &Text) -> String {
    format!("{} / {}", text.vi, text.en)
}
