//! The demo: simulators behind real ports, and a panel to work and break them.

mod cards;
mod folder;
mod observe;
mod panel;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kiosk_hardware::office::{SimOfficeError, SimOfficeHandle, SimOfficeServer};
use kiosk_hardware::sim::mount::{MountError, SimMount, SimPrinterHandle, SimScannerHandle};
use kiosk_hardware::sim::printer::{Pace, SimPrinter};
use kiosk_hardware::sim::scanner::SimScanner;
use kiosk_hardware::{Clock, PrinterProfile, ProfileError, ScannerProfile};

pub use cards::{Card, SAMPLES};
pub use folder::{FolderError, claim, default_folder};
pub use observe::{LastForm, observer};
pub(crate) use panel::snapshot_png;
pub use panel::{PIN, PIN_HASH, Panel, png};

/// The profile of the simulated ticket printer.
const PRINTER: &str = "generic-80";
/// The profile of the simulated scanner.
const SCANNER: &str = "generic-cdc";
/// How long the simulated office printer takes for a page, about what a desktop laser takes.
const PAGE_TIME: Duration = Duration::from_millis(1500);

/// The simulated devices and where they are reached.
pub struct SimDevices {
    /// The ticket printer.
    pub printer: SimPrinterHandle,
    /// Its port and profile.
    pub printer_port: (std::path::PathBuf, PrinterProfile),
    /// The scanner.
    pub scanner: SimScannerHandle,
    /// Its port and profile.
    pub scanner_port: (std::path::PathBuf, ScannerProfile),
    /// The A4 printer.
    pub office: SimOfficeHandle,
}

/// Why the simulators cannot be put up.
#[derive(Debug, thiserror::Error)]
pub enum SimError {
    /// The folder of the devices' names cannot be made.
    #[error("the folder of the simulated devices cannot be made: {0}")]
    Folder(#[source] std::io::Error),
    /// A profile is missing.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// No pseudo terminal.
    #[error(transparent)]
    Mount(#[from] MountError),
    /// No loopback port for the A4 printer.
    #[error(transparent)]
    Office(#[from] SimOfficeError),
}

impl SimDevices {
    /// Puts up all three: the serial ones behind pseudo terminals linked in `folder`, the A4 printer
    /// behind HTTP on loopback. They take the time that real ones take.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn mount(folder: &Path, clock: &Arc<impl Clock + 'static>) -> Result<Self, SimError> {
        std::fs::create_dir_all(folder).map_err(SimError::Folder)?;
        let printer_port = (folder.join("ticket-printer"), PrinterProfile::named(PRINTER)?);
        let scanner_port = (folder.join("scanner"), ScannerProfile::named(SCANNER)?);
        let printer = SimPrinter::new(printer_port.1.clone(), Pace::Real);
        Ok(Self {
            printer: SimMount::printer(&printer_port.0, printer, clock.clone())?,
            printer_port,
            scanner: SimMount::scanner(&scanner_port.0, SimScanner::new(), clock.clone())?,
            scanner_port,
            office: SimOfficeServer::start(PAGE_TIME, clock.clone())?,
        })
    }
}
