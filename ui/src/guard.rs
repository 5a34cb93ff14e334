//! The guard against the second tap of one intent.

use std::cell::Cell;
use std::time::Duration;

use crate::ui::Clock;

/// How long a new page takes no touches. Who taps twice does so within about a quarter of a second; the
/// second tap must not answer the next question.
pub const GUARD: Duration = Duration::from_millis(300);

/// Says whether a touch counts.
pub(crate) struct TapGuard {
    clock: Clock,
    open_at: Cell<Duration>,
}

impl TapGuard {
    /// A guard that is open, by `clock`'s time.
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, open_at: Cell::new(Duration::ZERO) }
    }

    /// The time now, by the guard's clock.
    pub(crate) fn now(&self) -> Duration {
        (self.clock)()
    }

    /// The page has changed: closed for [`GUARD`].
    pub(crate) fn close(&self) {
        self.open_at.set((self.clock)() + GUARD);
    }

    /// How long until touches count; zero if they do.
    pub(crate) fn opens_in(&self) -> Duration {
        self.open_at.get().saturating_sub((self.clock)())
    }
}
