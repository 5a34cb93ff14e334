//! The demo's simulated devices. Their pages exist only when the console is given a panel.

mod page;
mod routes;

use serde::Serialize;
use thiserror::Error;

pub(crate) use routes::routes;

/// Why a simulated device could not do something.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DemoError {
    /// No simulated device has this name.
    #[error("unknown device")]
    UnknownDevice,
    /// The device cannot break in this way.
    #[error("unknown fault of this device")]
    UnknownFault,
    /// The touchscreen knows no key of this name.
    #[error("unknown key")]
    UnknownKey,
    /// The kiosk is stopping, or its screen has ended.
    #[error("the simulated device is gone")]
    Gone,
}

/// Something on the touchscreen, as the screen itself names it; in pixels of the screen's picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DemoElement {
    /// Its accessible label.
    pub label: String,
    /// Its accessible role, such as `button`.
    pub role: String,
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

/// An invented ID card that can be held before the simulated scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCard {
    /// What the panel calls it.
    pub name: String,
    /// What its QR code says.
    pub payload: String,
}

/// The simulated devices. Methods may block; they are called on threads that may.
pub trait DemoPanel: Send + Sync {
    /// The touchscreen's picture as PNG.
    fn screen_png(&self) -> Result<Vec<u8>, DemoError>;
    /// Changes whenever the picture changes.
    fn frame_version(&self) -> u64;
    /// A tap at this pixel of the picture.
    fn touch(&self, x: f32, y: f32);
    /// A finger that rests at this pixel for so long; blocks until it is gone.
    fn hold(&self, x: f32, y: f32, span: std::time::Duration);
    /// A key of a keypad at the touchscreen, by the name that browsers give it: `ArrowDown`, `Enter`.
    fn key(&self, key: &str) -> Result<(), DemoError>;
    /// What is on the screen.
    fn elements(&self) -> Vec<DemoElement>;
    /// Holds a code with this payload before the scanner.
    fn scan(&self, payload: Vec<u8>);
    /// Breaks a device, or repairs it with the fault `none`.
    fn fault(&self, device: &str, fault: &str) -> Result<(), DemoError>;
    /// Every device with the faults that it knows, without `none`.
    fn faults(&self) -> Vec<(String, Vec<String>)>;
    /// The sample cards.
    fn cards(&self) -> Vec<DemoCard>;
    /// The ticket printer's latest slip as PNG.
    fn paper_png(&self) -> Option<Vec<u8>>;
    /// Bytes that the ticket printer did not know, each with its place, oldest first.
    fn refused(&self) -> Vec<String>;
    /// The office printer's latest document as PDF.
    fn form_pdf(&self) -> Option<Vec<u8>>;
    /// The first page of that document as PNG.
    fn form_png(&self) -> Option<Vec<u8>>;
    /// The staff's PIN, shown because it is a demo.
    fn staff_pin(&self) -> String;
}
