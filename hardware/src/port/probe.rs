//! The thread behind `kiosk scan-test`.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Line, ScannerHandle, keyboard, spawn};
use crate::Clock;
use crate::keyboard::KeyboardDriver;
use crate::profile::{FlowControl, Interface, ScannerProfile};
use crate::scanner::{Probe, ProbeEvent, ScannerDriver, ScannerEvent};

/// Starts the thread of the scanner at `path` as [`super::spawn_scanner`] does, and tells `on_event` of
/// every byte besides; of a keyboard scanner, of every [`crate::keyboard::KeyRecord`].
///
/// Fails only if the system gives no thread.
pub fn spawn_probe(
    path: impl Into<PathBuf>,
    profile: ScannerProfile,
    clock: Arc<dyn Clock>,
    on_event: impl FnMut(ProbeEvent<ScannerEvent>) + Send + 'static,
) -> std::io::Result<ScannerHandle> {
    let path = path.into();
    if profile.interface == Interface::Keyboard {
        let driver = Probe::new(KeyboardDriver::new(profile));
        return keyboard::spawn(path, driver, clock, on_event).map(ScannerHandle);
    }
    let line = Line { path, baud: profile.baud, flow: FlowControl::None };
    spawn("scan-test", line, Probe::new(ScannerDriver::new(profile)), clock, on_event).map(ScannerHandle)
}
