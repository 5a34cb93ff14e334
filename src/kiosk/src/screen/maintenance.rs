//! Staff's screens: who they are, and how every device is.

use kiosk_core::office::{Office, PrinterId};
use kiosk_core::text::{Lang, Text};
use kiosk_core::time::Tick;
use kiosk_core::visit::{
    Condition, Denial, Device, Devices, Maintenance, Proof, StaffName, State, Trial, cleaned_in,
};
use kiosk_ui as ui;

use super::progress;
use crate::alarm;

/// The page for `maintenance` at `now`.
pub fn page(office: &Office, state: &State, maintenance: &Maintenance, now: Tick, lang: Lang) -> ui::Page {
    match maintenance {
        Maintenance::Naming { staff } => {
            ui::Page::Staff { names: staff.iter().flatten().map(tile).collect() }
        }
        Maintenance::Proving { who, pin, proof } => ui::Page::Pin {
            who: who.name.clone(),
            digits: u32::try_from(pin.expose().len()).unwrap_or(u32::MAX),
            state: proven(*proof),
        },
        Maintenance::Tending { trial, restarting, .. } => ui::Page::Maintain {
            devices: rows(office, &state.devices, *trial, lang),
            restarting: *restarting,
        },
        Maintenance::Cleaning { .. } => {
            ui::Page::Cleaning { seconds: cleaned_in(state, now).unwrap_or_default() }
        }
    }
}

/// The printer at this place of the list, which the ticket printer begins.
pub fn printer(place: usize) -> Device {
    match place.checked_sub(1) {
        None => Device::TicketPrinter,
        Some(place) => Device::FormPrinter(PrinterId(place)),
    }
}

fn tile(staff: &StaffName) -> ui::Tile {
    ui::Tile { key: staff.id.0.clone(), title: staff.name.clone(), hint: staff.id.0.clone() }
}

fn proven(proof: Proof) -> ui::Pin {
    match proof {
        Proof::Wanted => ui::Pin::Wanted,
        Proof::Looking => ui::Pin::Looking,
        Proof::Refused(Denial::Wrong) => ui::Pin::Wrong,
        Proof::Refused(Denial::Locked { minutes }) => ui::Pin::Locked { minutes },
    }
}

fn rows(office: &Office, devices: &Devices, trial: Option<Trial>, lang: Lang) -> Vec<ui::DeviceRow> {
    let forms = (0..office.form_printers.len()).map(|place| Device::FormPrinter(PrinterId(place)));
    let printers = std::iter::once(Device::TicketPrinter).chain(forms).enumerate();
    let row = |device, test| row(office, devices, (device, test), trial, lang);
    let mut rows: Vec<_> = printers.map(|(place, device)| row(device, Some(place))).collect();
    rows.push(row(Device::Scanner, None));
    // Where nothing is read aloud, nothing has ever been heard of the voice.
    if devices.voice != Condition::Unknown {
        rows.push(row(Device::Voice, None));
    }
    rows.push(queue(devices, lang));
    rows
}

fn row(
    office: &Office,
    devices: &Devices,
    (device, test): (Device, Option<usize>),
    trial: Option<Trial>,
    lang: Lang,
) -> ui::DeviceRow {
    let name = alarm::name(&office.form_printers, device);
    let (health, words) = told(condition(devices, device));
    ui::DeviceRow {
        name: name.get(lang).to_owned(),
        words: words.get(lang).to_owned(),
        health,
        test,
        tested: trial.filter(|trial| trial.device == device).map(|trial| progress(trial.progress)),
    }
}

fn condition(devices: &Devices, device: Device) -> Condition {
    match device {
        Device::TicketPrinter => devices.ticket_printer,
        Device::FormPrinter(printer) => devices.form_printer(printer),
        Device::Scanner => devices.scanner,
        Device::Voice => devices.voice,
    }
}

fn told(condition: Condition) -> (ui::Health, Text) {
    match condition {
        Condition::Unknown => (ui::Health::Unknown, Text::new("Chưa trả lời", "No answer yet")),
        Condition::Ready => works(),
        Condition::Busy => (ui::Health::Good, Text::new("Đang in việc khác", "Busy with another job")),
        Condition::Low(fault) => (ui::Health::Caution, alarm::remedy(fault)),
        Condition::Down(fault) => (ui::Health::Bad, alarm::remedy(fault)),
    }
}

fn works() -> (ui::Health, Text) {
    (ui::Health::Good, Text::new("Hoạt động tốt", "Works"))
}

/// The queue's database as a device among the others.
fn queue(devices: &Devices, lang: Lang) -> ui::DeviceRow {
    let (health, words) = match (devices.store, devices.queue) {
        (Some(fault), _) => (ui::Health::Bad, alarm::store(fault)),
        (None, Some(notice)) => (ui::Health::Caution, alarm::queue(notice)),
        (None, None) => works(),
    };
    let name = Text::new("Dữ liệu hàng chờ", "Queue data");
    ui::DeviceRow {
        name: name.get(lang).to_owned(),
        words: words.get(lang).to_owned(),
        health,
        test: None,
        tested: None,
    }
}
