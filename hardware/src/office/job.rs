//! The life of one print job as a state machine by value: a stage and an answer give the next
//! stage or the end.

use std::time::Duration;

use ipp::prelude::{JobState, StatusCode};

use super::{
    Document, OfficeCondition, OfficeResult, OfficeSettings,
    message::{JobReport, Submission, Unreachable},
};
use crate::Tick;

/// A request worth sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Get-Printer-Attributes.
    Printer,
    /// Print-Job of the current job.
    Submit,
    /// Get-Job-Attributes.
    Job(i32),
    /// Cancel-Job of the current job.
    Cancel(i32),
    /// Cancel-Job of a job given up earlier.
    Withdraw(i32),
}

/// The next request and when it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: Tick,
    pub(super) ask: Ask,
}

impl Step {
    fn now(ask: Ask) -> Self {
        Self { at: Tick::ZERO, ask }
    }
}

/// How far the printer has come with a job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    started: bool,
    pages: i32,
}

/// Which of the two looks of a polling round comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Job,
    Printer,
}

/// Where a job stands.
#[derive(Debug)]
pub(super) enum Stage {
    /// The printer is asked whether it can print; the document has not left.
    Checking(Document),
    /// Print-Job is out, or due again at `at` after a busy answer.
    Submitting { document: Document, at: Tick, pause: Duration },
    /// The printer has the job; both are looked at in turns.
    Watching { id: i32, at: Tick, look: Look, progress: Progress },
    /// The job shall not be printed; `asked` once Cancel-Job has been answered.
    Cancelling { id: i32, at: Tick, asked: bool, progress: Progress },
    /// The job ended without being complete; one more look at the printer tells why.
    Judging { progress: Progress },
}

/// What a stage needs to know of its surroundings.
pub(super) struct Facts<'a> {
    pub(super) now: Tick,
    pub(super) condition: OfficeCondition,
    /// The deadline has passed or the job was called off.
    pub(super) stopping: bool,
    pub(super) rules: &'a OfficeSettings,
}

/// What follows from an answer.
pub(super) enum Turn {
    To(Stage),
    Ended(OfficeResult),
}

impl Stage {
    /// The request that this stage waits to send.
    pub(super) fn step(&self) -> Step {
        match *self {
            Self::Checking(_) | Self::Judging { .. } => Step::now(Ask::Printer),
            Self::Submitting { at, .. } => Step { at, ask: Ask::Submit },
            Self::Watching { id, at, look: Look::Job, .. } => Step { at, ask: Ask::Job(id) },
            Self::Watching { look: Look::Printer, .. } => Step::now(Ask::Printer),
            Self::Cancelling { id, at, asked: true, .. } => Step { at, ask: Ask::Job(id) },
            Self::Cancelling { id, at, asked: false, .. } => Step { at, ask: Ask::Cancel(id) },
        }
    }

    /// The printer's number for a job that may still come out of it.
    pub(super) fn printers_id(&self) -> Option<i32> {
        match *self {
            Self::Watching { id, .. } | Self::Cancelling { id, .. } => Some(id),
            Self::Checking(_) | Self::Submitting { .. } | Self::Judging { .. } => None,
        }
    }

    fn waiting(document: Document, at: Tick, pause: Duration) -> Turn {
        Turn::To(Self::Submitting { document, at, pause })
    }

    fn watching(id: i32, at: Tick, look: Look, progress: Progress) -> Turn {
        Turn::To(Self::Watching { id, at, look, progress })
    }

    fn cancelling(id: i32, at: Tick, asked: bool, progress: Progress) -> Turn {
        Turn::To(Self::Cancelling { id, at, asked, progress })
    }

    /// The job shall stop. `in_flight`: its Print-Job is being answered just now.
    pub(super) fn stop(self, f: &Facts<'_>, in_flight: bool) -> Turn {
        match self {
            Self::Submitting { .. } if in_flight => Turn::To(self),
            Self::Checking(_) | Self::Submitting { .. } => Turn::Ended(OfficeResult::NotPrinted(f.condition)),
            Self::Watching { id, progress, .. } => Self::cancelling(id, f.now, false, progress),
            Self::Cancelling { .. } | Self::Judging { .. } => Turn::To(self),
        }
    }

    /// The answer to Get-Printer-Attributes is in `f.condition`.
    pub(super) fn on_printer(self, f: &Facts<'_>) -> Turn {
        match self {
            Self::Checking(document) if f.condition.can_print() => {
                Self::waiting(document, f.now, f.rules.busy_pause)
            }
            Self::Checking(_) => Turn::Ended(OfficeResult::NotPrinted(f.condition)),
            Self::Watching { id, progress, .. } => {
                Self::watching(id, f.now + f.rules.job_poll, Look::Job, progress)
            }
            Self::Judging { progress } => Turn::Ended(progress.verdict(f)),
            Self::Submitting { .. } | Self::Cancelling { .. } => Turn::To(self),
        }
    }

    /// The answer to Print-Job.
    pub(super) fn on_submitted(self, answer: Result<Submission, Unreachable>, f: &Facts<'_>) -> Turn {
        let Self::Submitting { document, pause, .. } = self else {
            return Turn::To(self);
        };
        match answer {
            Ok(Submission::Accepted(Some(id))) if f.stopping => {
                Self::cancelling(id, f.now, false, Progress::default())
            }
            Ok(Submission::Accepted(Some(id))) => Self::watching(id, f.now, Look::Job, Progress::default()),
            Ok(Submission::Accepted(None)) => Turn::Ended(OfficeResult::Unconfirmed(f.condition)),
            Ok(Submission::Busy) if f.stopping => {
                Turn::Ended(OfficeResult::NotPrinted(OfficeCondition::Busy))
            }
            Ok(Submission::Busy) => {
                let next = (pause * 2).min(f.rules.busy_pause_max);
                Self::waiting(document, f.now + pause, next)
            }
            Ok(Submission::Refused) => Turn::Ended(OfficeResult::NotPrinted(OfficeCondition::Refused)),
            Err(why) if why.may_have_arrived() => Turn::Ended(OfficeResult::Unconfirmed(why.condition())),
            Err(why) => Turn::Ended(OfficeResult::NotPrinted(why.condition())),
        }
    }

    /// The answer to Get-Job-Attributes of job `about`; one that is no longer ours is dropped.
    pub(super) fn on_job(self, about: i32, report: JobReport, f: &Facts<'_>) -> Turn {
        let (id, progress, look) = match self {
            Self::Watching { id, progress, .. } => (id, progress, true),
            Self::Cancelling { id, progress, .. } => (id, progress, false),
            Self::Checking(_) | Self::Submitting { .. } | Self::Judging { .. } => {
                return Turn::To(self);
            }
        };
        if id != about {
            return Turn::To(self);
        }
        match report {
            JobReport::Known { state, pages } => self.on_state(state, progress.seen(state, pages), f),
            JobReport::Gone if look => Turn::Ended(OfficeResult::Unconfirmed(f.condition)),
            JobReport::Gone => Turn::To(Self::Judging { progress }),
            JobReport::Unclear => Turn::To(self.later(f)),
        }
    }

    fn on_state(self, state: JobState, progress: Progress, f: &Facts<'_>) -> Turn {
        match (state, self) {
            (JobState::Completed, _) => Turn::Ended(OfficeResult::Printed),
            (JobState::Canceled | JobState::Aborted, _) => Turn::To(Self::Judging { progress }),
            (_, Self::Watching { id, .. }) => Self::watching(id, f.now, Look::Printer, progress),
            (_, Self::Cancelling { id, asked, .. }) => {
                let at = if asked { f.now + f.rules.job_poll } else { f.now };
                Self::cancelling(id, at, asked, progress)
            }
            (_, other) => Turn::To(other),
        }
    }

    /// The answer to Cancel-Job. Whatever it was, the job's state decides: `not-possible` may
    /// mean that the job is complete.
    pub(super) fn on_cancelled(
        self,
        about: i32,
        answer: Result<StatusCode, Unreachable>,
        f: &Facts<'_>,
    ) -> Turn {
        let Self::Cancelling { id, progress, .. } = self else {
            return Turn::To(self);
        };
        match answer {
            _ if id != about => Turn::To(self),
            Ok(_) => Self::cancelling(id, f.now, true, progress),
            Err(_) => Turn::To(self.later(f)),
        }
    }

    /// The same again after the polling interval.
    fn later(mut self, f: &Facts<'_>) -> Self {
        match &mut self {
            Self::Watching { at, .. } | Self::Cancelling { at, .. } => *at = f.now + f.rules.job_poll,
            Self::Checking(_) | Self::Submitting { .. } | Self::Judging { .. } => {}
        }
        self
    }

    /// The printer's time to answer is over.
    pub(super) fn give_up(&self, f: &Facts<'_>) -> OfficeResult {
        match self {
            Self::Judging { progress } => progress.verdict(f),
            Self::Checking(_) => OfficeResult::NotPrinted(f.condition),
            Self::Submitting { .. } | Self::Watching { .. } | Self::Cancelling { .. } => {
                OfficeResult::Unconfirmed(f.condition)
            }
        }
    }
}

impl Progress {
    fn seen(self, state: JobState, pages: i32) -> Self {
        let working = [JobState::Processing, JobState::ProcessingStopped].contains(&state);
        Self { started: self.started || working, pages: self.pages.max(pages) }
    }

    /// The result of a job that was cancelled or aborted.
    fn verdict(self, f: &Facts<'_>) -> OfficeResult {
        let condition = f.condition;
        if self.pages > 0 {
            OfficeResult::Unconfirmed(condition)
        } else if !condition.can_print() {
            OfficeResult::NotPrinted(condition)
        } else if !f.stopping {
            OfficeResult::NotPrinted(OfficeCondition::Refused)
        } else if !self.started {
            OfficeResult::NotPrinted(OfficeCondition::Busy)
        } else {
            OfficeResult::Unconfirmed(condition)
        }
    }
}
