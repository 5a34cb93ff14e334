//! The touchscreen of the kiosk: [`Screen`]s in, [`Touch`]es out.
//!
//! The crate knows no domain type. The program says what stands on the screen as plain values; what a
//! finger does comes back as a plain value. [`run`] serves both on the main thread, either in a window or
//! into memory; a [`UiHandle`] lets other threads show, touch and look.

mod answer;
mod asking;
mod comfort;
mod cut;
mod elements;
mod error;
mod focus;
mod generated;
mod guard;
mod handle;
mod headless;
mod keypad;
mod lists;
mod maintenance;
mod number;
mod picture;
mod present;
mod rows;
mod run;
mod screen;
mod shelf;
mod targets;
mod touch;
mod ui;
mod window;

pub use answer::{Answer, Choice, DialBox, DialOption, Grouping, Part, Tone};
pub use comfort::{Colours, Comfort};
pub use elements::Element;
pub use error::UiError;
pub use guard::GUARD;
pub use handle::{Request, UiHandle, channel};
pub use headless::Headless;
pub use keypad::{Key, Keyboard};
pub use maintenance::{DeviceRow, Health, Pin};
pub use picture::{Picture, Pixels, Snapshot};
pub use run::{Mode, run};
pub use screen::{
    CardWarning, FormRun, Holder, Lang, LookUpProblem, Notice, Page, Progress, ScanProblem, Screen, Stand,
    Tile, Trouble, Work,
};
pub use touch::Touch;
pub use ui::{Clock, Ui};
pub use window::display_present;
