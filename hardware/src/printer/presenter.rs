//! The slip that a kiosk mechanism holds out until somebody takes it.

use std::time::Duration;

use crate::{PrinterCondition, Tick};

/// How long a slip may be held out before staff hear of it: a citizen who reads the screen, puts a
/// card away and then reaches for the slip needs no alarm.
const TAKING: Duration = Duration::from_secs(30);

/// Since when a slip has been held out without being taken.
#[derive(Debug, Default)]
pub(super) struct Presenter {
    since: Option<Tick>,
}

impl Presenter {
    /// The sensor was read.
    pub fn sensed(&mut self, now: Tick, held: bool) {
        self.since = if held { self.since.or(Some(now)) } else { None };
    }

    /// Another slip was given out: its citizen has the whole time again.
    pub fn restart(&mut self) {
        self.since = None;
    }

    /// The printer's condition, given what else is `known` of it. A slip that waits is told only of a
    /// printer that works: what keeps it from working comes first.
    pub fn condition(&self, now: Tick, known: PrinterCondition) -> PrinterCondition {
        let forgotten = self.since.is_some_and(|since| now.saturating_sub(since) >= TAKING);
        if forgotten && known.can_print() { PrinterCondition::SlipWaiting } else { known }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PrinterCondition as C;

    #[test]
    fn a_slip_is_forgotten_after_half_a_minute_and_not_before() {
        let mut presenter = Presenter::default();
        let at = Tick::from_secs;
        presenter.sensed(at(10), true);
        presenter.sensed(at(25), true);
        assert_eq!(presenter.condition(at(39), C::Ready), C::Ready);
        assert_eq!(presenter.condition(at(40), C::Ready), C::SlipWaiting);
        assert_eq!(presenter.condition(at(40), C::NearEnd), C::SlipWaiting);
        assert_eq!(presenter.condition(at(40), C::PaperOut), C::PaperOut);
        presenter.sensed(at(41), false);
        presenter.sensed(at(42), true);
        assert_eq!(presenter.condition(at(71), C::Ready), C::Ready);
    }

    #[test]
    fn the_next_slip_has_the_whole_time_again() {
        let mut presenter = Presenter::default();
        presenter.sensed(Tick::from_secs(0), true);
        presenter.restart();
        presenter.sensed(Tick::from_secs(29), true);
        assert_eq!(presenter.condition(Tick::from_secs(31), C::Ready), C::Ready);
    }
}
