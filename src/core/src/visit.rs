//! One citizen's visit as a pure state machine.
//!
//! [`step`] takes the state by value with one event and returns the next state and what the world
//! has to do. It never waits, never fails and never looks at a clock.

mod asking;
mod choosing;
mod comfort;
mod deadline;
mod device;
mod dial;
mod entry;
mod errand;
mod event;
mod issuing;
mod lookup;
mod maintenance;
mod notice;
mod page;
mod reading;
mod reviewing;
mod scanning;
mod state;
mod step;
mod suggestion;

pub use comfort::{Colours, Comfort, TextSize, Wish};
pub use deadline::{cleaned_in, closes_in, is_covered, next_wakeup};
pub use device::{Alarm, Condition, Device, Devices, Fault, QueueNotice, alarms};
pub use dial::{Dial, Part, parts};
pub use entry::{Entry, Open, keypad_digits};
pub use errand::Earlier;
pub use event::{
    ClockEvent, DeviceEvent, Effect, Event, JobId, Outcome, RenderEvent, StaffEvent, StoreEvent, Touch,
};
pub use lookup::{LookupProblem, NumberPlace};
pub use maintenance::{Chore, Denial, Maintenance, Proof, StaffDeed, StaffName, Trial};
pub use page::{Copies, Order, PageRun, choose};
pub use state::{
    Document, Page, Paper, Progress, Review, ScanProblem, Stage, State, StoreFault, Trouble, Visit,
};
pub use step::step;
pub use suggestion::{Suggestion, suggestions};

#[cfg(test)]
mod tests;
