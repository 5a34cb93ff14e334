//! Asking the printer how it is, and understanding what it says.

use std::time::Duration;

use super::job::Phase;
use super::{PrinterDriver, PrinterEvent};
use crate::status::{Answer, PrinterStatus, StatusKind};
use crate::{PrinterCondition, Tick};

/// How often an idle printer is asked for its status.
pub(super) const POLL: Duration = Duration::from_secs(1);
/// How often it is asked while a confirmation is awaited.
pub(super) const POLL_AWAITING: Duration = Duration::from_millis(250);
/// Time in which a printer answers a status request.
const ANSWER: Duration = Duration::from_millis(500);
/// Requests in a row that must stay without answer before the printer counts as offline.
const UNANSWERED: u32 = 2;
/// Age up to which a status is good enough to begin a job on.
pub(super) const FRESH: Duration = Duration::from_secs(3);
/// Time after which a port that takes no byte counts as stalled.
pub(super) const STALL: Duration = Duration::from_secs(2);

impl PrinterDriver {
    /// Whether a job may begin on what is known: the status is fresh, or the printer is one that
    /// answers nothing.
    pub(super) fn needs_no_asking(&self, now: Tick) -> bool {
        let fresh = self.answered.is_some_and(|at| now.saturating_sub(at) < FRESH);
        fresh || self.profile.status.is_empty() || self.is_known_to_be_silent()
    }

    fn is_known_to_be_silent(&self) -> bool {
        self.profile.silent
            && self.condition == PrinterCondition::Unknown
            && self.unanswered >= UNANSWERED
            && self.stalled_since.is_none()
    }

    pub(super) fn ask(&mut self, now: Tick) {
        for kind in &self.profile.status {
            self.out.push_control(&kind.request());
        }
        self.asked = self.profile.status.iter().copied().collect();
        self.asked_at = now;
        let pause = if self.job.is_some() { POLL_AWAITING } else { POLL };
        self.next_poll = now + pause;
    }

    pub(super) fn may_ask(&self) -> bool {
        self.open && !self.profile.status.is_empty() && self.asked.is_empty() && self.out.is_empty()
    }

    /// When the round under way counts as unanswered.
    pub(super) fn answers_due(&self) -> Option<Tick> {
        (!self.asked.is_empty()).then(|| self.asked_at + ANSWER)
    }

    pub(super) fn answer(&mut self, now: Tick, answer: Answer) {
        match answer {
            Answer::RealTime(byte) => self.answer_to_request(now, byte),
            Answer::Automatic(frame) => {
                let slip_not_taken = self.status.slip_not_taken;
                self.status = PrinterStatus { slip_not_taken, ..PrinterStatus::from_automatic(frame) };
                self.learned(now);
            }
            Answer::PaperSensor(_) => self.acknowledged(now),
            Answer::Block(block) => self.identified(now, &block),
        }
    }

    fn answer_to_request(&mut self, now: Tick, byte: u8) {
        // Without a request it is an echo of picture bytes that look like one.
        let Some(kind) = self.asked.pop_front() else {
            return;
        };
        self.status.apply(kind, byte);
        if kind == StatusKind::Printer && self.profile.slip_sensor {
            self.presenter.sensed(now, self.status.slip_not_taken);
        }
        if self.asked.is_empty() {
            self.round_ended(now);
        }
    }

    fn round_ended(&mut self, now: Tick) {
        self.learned(now);
        if self.is_in(Phase::Checking { asked: true }) {
            self.printed(now);
        } else if self.is_in(Phase::Checking { asked: false }) {
            self.check(now);
        }
    }

    /// A round of answers is complete, or status came unasked.
    fn learned(&mut self, now: Tick) {
        self.answered = Some(now);
        self.unanswered = 0;
        self.set_condition(now, self.presenter.condition(now, self.status.condition()));
        if self.is_in(Phase::Asking) {
            self.begin(now);
        }
        self.admit(now);
        if self.job.is_none() {
            self.clean(now);
        }
    }

    pub(super) fn set_condition(&mut self, now: Tick, condition: PrinterCondition) {
        self.condition = condition;
        if self.told != Some(condition) {
            self.told = Some(condition);
            self.events.push_back(PrinterEvent::Condition(condition));
        }
        if self.is_begun() && !condition.can_print() {
            self.fail(now, condition);
        }
    }

    pub(super) fn give_up_answers(&mut self, now: Tick) {
        if self.answers_due().is_none_or(|due| now < due) {
            return;
        }
        self.asked.clear();
        self.unanswered += 1;
        if self.unanswered >= UNANSWERED || self.is_in(Phase::Asking) {
            self.fell_silent(now);
        }
        if self.is_in(Phase::Checking { asked: true }) {
            // Acknowledged and then silent: most likely switched off, and no answer but its noise.
            self.fail(now, self.unheard());
        } else if self.is_in(Phase::Checking { asked: false }) {
            self.check(now);
        } else if self.is_in(Phase::Asking) {
            self.begin(now);
        }
        self.admit(now);
    }

    fn fell_silent(&mut self, now: Tick) {
        self.answered = None;
        let unheard = self.unheard();
        // A job that is out may still be printing; its own deadline decides.
        if self.is_begun() {
            self.condition = unheard;
        } else {
            self.set_condition(now, unheard);
        }
    }

    /// The condition of a printer that answers nothing.
    fn unheard(&self) -> PrinterCondition {
        if self.stalled_since.is_some() {
            PrinterCondition::Stalled
        } else if self.profile.silent {
            PrinterCondition::Unknown
        } else {
            PrinterCondition::Offline
        }
    }
}
