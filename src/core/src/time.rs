//! Time as the core sees it: always an argument.

use std::time::Duration;

use jiff::civil::DateTime;

/// Monotonic time since an epoch that the caller chooses; deadlines are counted in it.
pub type Tick = Duration;

/// One reading of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Monotonic time: never jumps when the wall clock is set.
    pub tick: Tick,
    /// The office's local date and time, for tickets, forms and the service day.
    pub civil: DateTime,
}
