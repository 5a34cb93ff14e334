//! The time as the drivers see it: a span since an arbitrary beginning, never running back.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A moment: the time since an arbitrary beginning that is the same for one [`Clock`].
pub type Tick = Duration;

/// Where the port threads and the simulators' threads read the time.
pub trait Clock: Send + Sync {
    /// The present moment; never earlier than one given before.
    fn now(&self) -> Tick;
}

/// The machine's monotonic clock, counted from the making of the value.
#[derive(Debug)]
pub struct MonotonicClock {
    start: Instant,
}

impl MonotonicClock {
    /// A clock that shows zero now.
    pub fn new() -> Self {
        Self { start: Instant::now() }
    }
}

impl Default for MonotonicClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for MonotonicClock {
    fn now(&self) -> Tick {
        self.start.elapsed()
    }
}

/// A clock turned by hand, for tests.
#[derive(Debug, Default)]
pub struct ManualClock {
    now: Mutex<Tick>,
}

impl ManualClock {
    /// Turns the clock forward by `span`.
    pub fn advance(&self, span: Duration) {
        *lock(&self.now) += span;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Tick {
        *lock(&self.now)
    }
}

/// Locks a mutex whose value stays sound even if a holder panicked.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
