//! The demo's panel: the touchscreen from outside, cards to scan, devices to break.

use std::hash::{DefaultHasher, Hasher};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kiosk_console::{DemoCard, DemoElement, DemoError, DemoPanel};
use kiosk_hardware::office::OfficeFault;
use kiosk_hardware::sim::printer::PrinterFault;
use kiosk_hardware::sim::scanner::Manner;
use kiosk_ui::{Key, Snapshot, UiHandle};

use super::observe::lock;
use super::{LastForm, SAMPLES, SimDevices};

/// The staff PIN of the demo, shown on its panel. `run` has none built in.
pub const PIN: &str = "2468";

/// The hash of [`PIN`], made once: hashing is slow on purpose, and a demo should start quickly.
pub const PIN_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$XAarP0F8UenjqxsP2xSg1Q$5UCZSaoVJqK0FVJXsIGooRhQhLNjkWIeCaaVSg9dFsM";

/// How many bytes the ticket printer still takes before it dies, in the fault of that name: in the middle
/// of a slip.
const DIES_AFTER: u64 = 2000;

/// What `/demo` and `/screen` work on.
pub struct Panel {
    /// The touchscreen.
    pub ui: UiHandle,
    /// The simulated devices.
    pub devices: Arc<SimDevices>,
    /// The last form that was reviewed.
    pub last: Arc<Mutex<LastForm>>,
}

/// [`PrinterFault::DieAfterBytes`] as the panel calls it.
const DIE_MID_SLIP: &str = "die-mid-slip";

const OFFICE_FAULTS: [(&str, OfficeFault); 7] = [
    ("paper-out", OfficeFault::PaperOut),
    ("paper-jam", OfficeFault::PaperJam),
    ("toner-low", OfficeFault::TonerLow),
    ("cover-open", OfficeFault::CoverOpen),
    ("busy", OfficeFault::Busy),
    ("off", OfficeFault::Off),
    ("silent", OfficeFault::Silent),
];

/// The keys that the touchscreen heeds, as browsers name them.
const KEYS: [(&str, Key); 10] = [
    ("ArrowUp", Key::Up),
    ("ArrowDown", Key::Down),
    ("ArrowLeft", Key::Left),
    ("ArrowRight", Key::Right),
    ("Tab", Key::Tab),
    ("Enter", Key::Enter),
    (" ", Key::Space),
    ("Escape", Key::Escape),
    ("Backspace", Key::Backspace),
    ("F1", Key::F1),
];

const NONE: &str = "none";
const UNPLUGGED: &str = "unplugged";

fn find<F: Copy>(faults: &[(&str, F)], name: &str) -> Result<F, DemoError> {
    faults.iter().find(|(known, _)| *known == name).map(|(_, fault)| *fault).ok_or(DemoError::UnknownFault)
}

fn names<F>(faults: &[(&str, F)]) -> Vec<String> {
    faults.iter().map(|(name, _)| (*name).to_owned()).collect()
}

impl Panel {
    /// The faults that the simulated printer can have.
    fn printer_faults(&self) -> impl Iterator<Item = PrinterFault> {
        let sensor = self.devices.printer_port.1.slip_sensor;
        PrinterFault::PLAIN.into_iter().filter(move |fault| sensor || *fault != PrinterFault::SlipNotTaken)
    }

    fn printer_fault(&self, name: &str) -> Result<PrinterFault, DemoError> {
        self.printer_faults().find(|fault| fault.name() == name).ok_or(DemoError::UnknownFault)
    }

    fn break_printer(&self, fault: &str) -> Result<(), DemoError> {
        let printer = &self.devices.printer;
        match fault {
            NONE => {
                printer.repair();
                printer.replug();
            }
            UNPLUGGED => printer.unplug(),
            DIE_MID_SLIP => printer.fault(PrinterFault::DieAfterBytes(DIES_AFTER)),
            name => printer.fault(self.printer_fault(name)?),
        }
        Ok(())
    }

    fn break_office(&self, fault: &str) -> Result<(), DemoError> {
        match fault {
            NONE => self.devices.office.repair(),
            name => self.devices.office.fault(find(&OFFICE_FAULTS, name)?),
        }
        Ok(())
    }

    fn break_scanner(&self, fault: &str) -> Result<(), DemoError> {
        match fault {
            NONE => self.devices.scanner.replug(),
            UNPLUGGED => self.devices.scanner.unplug(),
            _ => return Err(DemoError::UnknownFault),
        }
        Ok(())
    }
}

impl DemoPanel for Panel {
    fn screen_png(&self) -> Result<Vec<u8>, DemoError> {
        let snapshot = self.ui.snapshot().map_err(|_| DemoError::Gone)?;
        snapshot_png(&snapshot).ok_or(DemoError::Gone)
    }

    fn frame_version(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        if let Ok(snapshot) = self.ui.snapshot() {
            hasher.write(&snapshot.rgb);
        }
        // Programs in a browser count exactly to 2^53.
        hasher.finish() >> 11
    }

    fn touch(&self, x: f32, y: f32) {
        if let Err(error) = self.ui.touch(x, y) {
            tracing::warn!(%error, "a touch from outside was lost");
        }
    }

    fn hold(&self, x: f32, y: f32, span: Duration) {
        if let Err(error) = self.ui.hold(x, y, span) {
            tracing::warn!(%error, "a touch from outside was lost");
        }
    }

    fn key(&self, key: &str) -> Result<(), DemoError> {
        let (_, key) = KEYS.iter().find(|(known, _)| *known == key).ok_or(DemoError::UnknownKey)?;
        self.ui.key(*key).map_err(|_| DemoError::Gone)
    }

    fn elements(&self) -> Vec<DemoElement> {
        let elements = self.ui.elements().unwrap_or_default();
        let element = |e: kiosk_ui::Element| DemoElement {
            label: e.label,
            role: e.role,
            x: e.x,
            y: e.y,
            w: e.w,
            h: e.h,
        };
        elements.into_iter().map(element).collect()
    }

    fn scan(&self, payload: Vec<u8>) {
        self.devices.scanner.scan(&payload, Manner::Whole);
    }

    fn fault(&self, device: &str, fault: &str) -> Result<(), DemoError> {
        match device {
            "ticket-printer" => self.break_printer(fault),
            "form-printer" => self.break_office(fault),
            "scanner" => self.break_scanner(fault),
            _ => Err(DemoError::UnknownDevice),
        }
    }

    fn faults(&self) -> Vec<(String, Vec<String>)> {
        let printer = self.printer_faults().map(PrinterFault::name).chain([DIE_MID_SLIP, UNPLUGGED]);
        vec![
            ("ticket-printer".into(), printer.map(str::to_owned).collect()),
            ("form-printer".into(), names(&OFFICE_FAULTS)),
            ("scanner".into(), vec![UNPLUGGED.to_owned()]),
        ]
    }

    fn cards(&self) -> Vec<DemoCard> {
        SAMPLES.map(|c| DemoCard { name: c.name.to_owned(), payload: c.payload.to_owned() }).to_vec()
    }

    fn paper_png(&self) -> Option<Vec<u8>> {
        self.devices.printer.latest_png()?.ok()
    }

    fn refused(&self) -> Vec<String> {
        self.devices.printer.protocol_errors().iter().map(ToString::to_string).collect()
    }

    fn form_pdf(&self) -> Option<Vec<u8>> {
        self.devices.office.latest_pdf()
    }

    fn form_png(&self) -> Option<Vec<u8>> {
        // Only what was printed is shown as printed.
        self.form_pdf()?;
        lock(&self.last).png()
    }

    fn staff_pin(&self) -> String {
        PIN.to_owned()
    }
}

/// A screen's picture as a PNG.
pub(crate) fn snapshot_png(snapshot: &Snapshot) -> Option<Vec<u8>> {
    png(snapshot.width, snapshot.height, png::ColorType::Rgb, &snapshot.rgb)
}

/// Pixels of 8 bits a channel as a PNG; `None` when there are not as many as the size says.
pub fn png(width: u32, height: u32, color: png::ColorType, pixels: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header().ok()?.write_image_data(pixels).ok()?;
    Some(bytes)
}
