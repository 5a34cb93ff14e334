//! A job's way from the order to its end.

use std::time::Duration;

use super::acknowledgement::{PAPER_STATUS, Reconciled};
use super::asking::{POLL, POLL_AWAITING};
use super::{PrinterDriver, PrinterEvent};
use crate::encode::{EncodedSlip, JobTag};
use crate::profile::{Completion, Cutter};
use crate::status::{AUTOMATIC_STATUS_ON, CLEAR_BUFFERS, confirmed_tag};
use crate::{JobResult, PrinterCondition, Tick};

/// Added to the reckoned time of a job before it counts as unconfirmed.
const MARGIN: Duration = Duration::from_secs(5);
/// The same where no confirmation is to be expected: time for the cut, and no more, since the
/// citizen waits for nothing.
const MARGIN_UNHEARD: Duration = Duration::from_secs(1);

/// How far a job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The status is asked before the first byte.
    Asking,
    /// Bytes are going out, or are out and the confirmation is awaited.
    Sending,
    /// The printer has acknowledged every byte. One more round of status must show no fault;
    /// `asked` says whether that round has begun.
    Checking { asked: bool },
}

/// The job under way.
#[derive(Debug)]
pub(super) struct Job {
    pub id: u64,
    slip: EncodedSlip,
    pub phase: Phase,
    /// When it counts as unconfirmed, once it is sent.
    deadline: Tick,
    /// Whether a confirmation is to be expected.
    confirms: bool,
}

impl Job {
    fn new(id: u64, slip: EncodedSlip) -> Self {
        Self { id, slip, phase: Phase::Asking, deadline: Tick::ZERO, confirms: true }
    }

    fn is_begun(&self) -> bool {
        self.phase != Phase::Asking
    }
}

impl PrinterDriver {
    /// Begins the next job in the queue, or refuses it, if none is under way.
    pub(super) fn admit(&mut self, now: Tick) {
        while self.job.is_none() {
            let Some((id, slip)) = self.queue.pop_front() else {
                return;
            };
            self.job = Some(Job::new(id, slip));
            if !self.open {
                self.end_job(now, JobResult::NotPrinted(PrinterCondition::Unplugged));
            } else if self.needs_no_asking(now) {
                self.begin(now);
            } else if self.asked.is_empty() {
                self.ask(now);
            }
        }
    }

    pub(super) fn is_in(&self, phase: Phase) -> bool {
        self.job.as_ref().is_some_and(|job| job.phase == phase)
    }

    pub(super) fn is_begun(&self) -> bool {
        self.job.as_ref().is_some_and(Job::is_begun)
    }

    /// When the job under way counts as unconfirmed.
    pub(super) fn job_due(&self) -> Option<Tick> {
        self.job.as_ref().filter(|job| job.is_begun()).map(|job| job.deadline)
    }

    /// Begins the job that was asking, or refuses it, or lets it wait for the printer's buffer to be
    /// in order.
    pub(super) fn begin(&mut self, now: Tick) {
        if !self.condition.can_print() {
            self.end_job(now, JobResult::NotPrinted(self.condition));
            return;
        }
        self.clean(now);
        if self.acknowledgements.is_reconciling() {
            return;
        }
        let confirms = self.confirms();
        let Some(job) = &mut self.job else { return };
        job.phase = Phase::Sending;
        job.confirms = confirms;
        let wire = self.profile.wire_time(job.slip.bytes.len());
        let margin = if confirms { MARGIN } else { MARGIN_UNHEARD };
        job.deadline = now + wire + self.profile.paper_time(job.slip.dots) + margin;
        self.out.begin_job(std::mem::take(&mut job.slip.bytes));
    }

    /// Whether a confirmation is to be expected: a printer that leaves its status requests unanswered
    /// will not confirm a job either.
    fn confirms(&self) -> bool {
        let answers = self.condition != PrinterCondition::Unknown || self.profile.status.is_empty();
        self.profile.completion != Completion::Nothing && answers
    }

    /// Sends what makes a printer forget a broken job: clear the buffers, fill up a command
    /// that was cut short (elsewhere NUL is ignored), reset, cut off the scrap.
    pub(super) fn clean(&mut self, now: Tick) {
        if !self.open || !self.condition.can_print() {
            return;
        }
        if self.dirty {
            self.dirty = false;
            self.cleaning = true;
            self.out.push_control(&CLEAR_BUFFERS);
            self.out.push_control(&vec![0; self.profile.longest_command()]);
            self.out.push_control(&[0x1B, b'@']);
            self.out.push_control(scrap_off(self.profile.cutter));
            if self.profile.automatic_status {
                self.out.push_control(&AUTOMATIC_STATUS_ON);
            }
            self.next_poll = now + POLL;
        }
        if self.acknowledgements.is_doubtful() && self.confirms() {
            self.acknowledgements.reconcile();
            self.out.push_control(&PAPER_STATUS);
        }
    }

    /// What was to put the printer in order was not written to the end.
    pub(super) fn interrupt_cleaning(&mut self) {
        self.dirty |= std::mem::take(&mut self.cleaning);
        self.acknowledgements.interrupt();
    }

    /// Ends reconciling when it is due; a job that waited for it begins.
    pub(super) fn end_reconciling(&mut self, now: Tick) {
        let Some(end) = self.acknowledgements.end(now) else { return };
        // A printer that could not print could not answer either: once more when it can.
        self.dirty |= end == Reconciled::Unanswered && !self.condition.can_print();
        if self.is_in(Phase::Asking) && self.asked.is_empty() {
            self.begin(now);
            self.admit(now);
        }
    }

    pub(super) fn end_job(&mut self, now: Tick, result: JobResult) {
        let Some(job) = self.job.take() else { return };
        if job.is_begun() {
            self.presenter.restart();
        }
        self.out.end_job();
        let event = PrinterEvent::JobEnded { job: job.id, result };
        self.events.push_back(event);
        self.next_poll = self.next_poll.min(now + POLL);
    }

    /// Ends the running job for the reason `condition`, before or after its first byte.
    pub(super) fn fail(&mut self, now: Tick, condition: PrinterCondition) {
        if self.out.job_sent() == 0 {
            self.end_job(now, JobResult::NotPrinted(condition));
            return;
        }
        self.end_job(now, JobResult::Unconfirmed(condition));
        self.dirty = true;
        if self.open {
            // At once, since a printer out of paper would print the rest when reloaded.
            self.out.push_control(&CLEAR_BUFFERS);
        }
    }

    /// The port took the job's last byte.
    pub(super) fn job_is_out(&mut self, now: Tick) {
        self.next_poll = self.next_poll.min(now + POLL_AWAITING);
        if self.profile.completion == Completion::PaperStatus {
            self.acknowledgements.asked();
        }
    }

    /// A block came; the process id of this very job confirms it.
    pub(super) fn identified(&mut self, now: Tick, block: &[u8]) {
        let ours = self.job.as_ref().is_some_and(|job| {
            job.phase == Phase::Sending && confirmed_tag(block) == Some(JobTag::of(job.id).bytes())
        });
        if ours && self.out.job_done() {
            self.printed(now);
        }
    }

    /// An answer to GS r came; the last one owed acknowledges the job.
    pub(super) fn acknowledged(&mut self, now: Tick) {
        if !self.acknowledgements.answered(now) || !self.is_in(Phase::Sending) || !self.out.job_done() {
            return;
        }
        self.check(now);
    }

    /// Asks for the status that must show no fault, or waits for the round under way to end first:
    /// that one may have been answered before the cut.
    pub(super) fn check(&mut self, now: Tick) {
        let asked = self.asked.is_empty();
        if let Some(job) = &mut self.job {
            job.phase = Phase::Checking { asked };
        }
        if asked {
            self.ask(now);
        }
    }

    pub(super) fn printed(&mut self, now: Tick) {
        self.end_job(now, JobResult::Printed);
        self.admit(now);
    }

    pub(super) fn end_overdue(&mut self, now: Tick) {
        if self.job_due().is_none_or(|due| now < due) {
            return;
        }
        let confirms = self.job.as_ref().is_some_and(|job| job.confirms);
        if confirms || !self.out.job_done() {
            self.fail(now, self.condition);
        } else {
            // A model that confirms nothing has most likely printed; leave its buffer alone.
            self.end_job(now, JobResult::Unconfirmed(self.condition));
        }
        self.set_condition(now, self.condition);
        self.admit(now);
    }
}

/// What brings a half-printed slip out of the printer.
fn scrap_off(cutter: Cutter) -> &'static [u8] {
    match cutter {
        Cutter::Partial => &[0x1D, b'V', 66, 0],
        Cutter::Full => &[0x1D, b'V', 65, 0],
        Cutter::None => &[0x1B, b'd', 6],
    }
}
