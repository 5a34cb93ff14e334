//! The ticket printer's driver: one job at a time, begun only on a printer known to be able,
//! and called printed only when the printer itself has confirmed it after the cut.

mod outbox;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

use crate::driver::Driver;
use crate::encode::{EncodedSlip, JobTag};
use crate::profile::{Completion, PrinterProfile};
use crate::status::{
    AUTOMATIC_STATUS_ON, Answer, CLEAR_BUFFERS, Demultiplexer, PrinterStatus, StatusKind, confirmed_tag,
};
use crate::{JobResult, PrinterCondition, Tick};
use outbox::Outbox;

/// How often an idle printer is asked for its status.
const POLL: Duration = Duration::from_secs(1);
/// How often it is asked while a confirmation is awaited.
const POLL_AWAITING: Duration = Duration::from_millis(250);
/// Time in which a printer answers a status request.
const ANSWER: Duration = Duration::from_millis(500);
/// Requests in a row that must stay without answer before the printer counts as offline.
const UNANSWERED: u32 = 2;
/// Age up to which a status is good enough to begin a job on.
const FRESH: Duration = Duration::from_secs(3);
/// Time after which a port that takes no byte counts as stalled.
const STALL: Duration = Duration::from_secs(2);
/// Added to the reckoned time of a job before it counts as unconfirmed.
const MARGIN: Duration = Duration::from_secs(5);

/// What the kiosk is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterEvent {
    /// The condition has changed.
    Condition(PrinterCondition),
    /// A job has ended.
    JobEnded {
        /// The job's number.
        job: u64,
        /// How it ended.
        result: JobResult,
    },
}

/// What the kiosk orders.
#[derive(Debug)]
pub enum PrinterCommand {
    /// Print; see [`PrinterDriver::print`].
    Print {
        /// The job's number.
        job: u64,
        /// What [`crate::encode()`] gave for it.
        slip: EncodedSlip,
    },
    /// Clear the printer's buffers; see [`PrinterDriver::clear`].
    Clear,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The status is asked before the first byte.
    Asking,
    /// Bytes are going out, or are out and the confirmation is awaited.
    Sending,
}

#[derive(Debug)]
struct Job {
    id: u64,
    slip: EncodedSlip,
    phase: Phase,
    /// When it counts as unconfirmed, once it is sent.
    deadline: Tick,
}

/// The sans-IO driver of a ticket printer.
#[derive(Debug)]
pub struct PrinterDriver {
    profile: PrinterProfile,
    open: bool,
    condition: PrinterCondition,
    told: Option<PrinterCondition>,
    status: PrinterStatus,
    /// When all requests of a round were last answered.
    answered: Option<Tick>,
    /// Requests without answer yet, oldest first.
    asked: VecDeque<StatusKind>,
    asked_at: Tick,
    unanswered: u32,
    next_poll: Tick,
    demux: Demultiplexer,
    out: Outbox,
    stalled_since: Option<Tick>,
    /// A part of a job may lie in the printer's buffer or on the paper.
    dirty: bool,
    job: Option<Job>,
    queue: VecDeque<(u64, EncodedSlip)>,
    events: VecDeque<PrinterEvent>,
}

impl PrinterDriver {
    /// A driver whose port is not open yet.
    pub fn new(profile: PrinterProfile) -> Self {
        Self {
            open: false,
            condition: PrinterCondition::Unknown,
            told: None,
            status: PrinterStatus::default(),
            answered: None,
            asked: VecDeque::new(),
            asked_at: Tick::ZERO,
            unanswered: 0,
            next_poll: Tick::ZERO,
            demux: Demultiplexer::default(),
            out: Outbox::new(&profile),
            stalled_since: None,
            dirty: false,
            job: None,
            queue: VecDeque::new(),
            events: VecDeque::new(),
            profile,
        }
    }

    /// The condition as last known.
    pub fn condition(&self) -> PrinterCondition {
        self.condition
    }

    /// Prints `slip`, whose bytes end with the confirmation request of [`JobTag::of`]`(job)`.
    ///
    /// Every job ends with exactly one [`PrinterEvent::JobEnded`]. A second job waits for the
    /// first. On a printer known within the last 3 s to be able the first byte is ready at once.
    pub fn print(&mut self, now: Tick, job: u64, slip: EncodedSlip) {
        self.queue.push_back((job, slip));
        self.admit(now);
    }

    /// Clears the printer's buffers and cuts off what a broken job left, before a reprint.
    /// Done by itself after a broken job; does nothing while a job runs.
    pub fn clear(&mut self, now: Tick) {
        if self.job.is_none() {
            self.dirty = true;
            self.clean(now);
        }
    }

    fn admit(&mut self, now: Tick) {
        while self.job.is_none() {
            let Some((id, slip)) = self.queue.pop_front() else {
                return;
            };
            let job = Job { id, slip, phase: Phase::Asking, deadline: now };
            self.job = Some(job);
            if !self.open {
                self.end_job(now, JobResult::NotPrinted(PrinterCondition::Unplugged));
            } else if self.profile.status.is_empty() || self.is_fresh(now) {
                self.begin(now);
            } else if self.asked.is_empty() {
                self.ask(now);
            }
        }
    }

    fn is_fresh(&self, now: Tick) -> bool {
        self.answered.is_some_and(|at| now.saturating_sub(at) < FRESH)
    }

    /// Begins the job that was asking, or refuses it.
    fn begin(&mut self, now: Tick) {
        if !self.condition.can_print() {
            self.end_job(now, JobResult::NotPrinted(self.condition));
            return;
        }
        self.clean(now);
        let Some(job) = &mut self.job else { return };
        job.phase = Phase::Sending;
        let wire = self.profile.wire_time(job.slip.bytes.len());
        job.deadline = now + wire + self.profile.paper_time(job.slip.dots) + MARGIN;
        self.out.begin_job(std::mem::take(&mut job.slip.bytes));
    }

    /// Sends what makes a printer forget a broken job: clear the buffers, fill up a command
    /// that was cut short (elsewhere NUL is ignored), reset, cut off the scrap.
    fn clean(&mut self, now: Tick) {
        if !self.dirty || !self.open || !self.condition.can_print() {
            return;
        }
        self.dirty = false;
        self.out.push_control(&CLEAR_BUFFERS);
        self.out.push_control(&vec![0; self.profile.longest_command()]);
        self.out.push_control(&[0x1B, b'@', 0x1D, b'V', 66, 0]);
        if self.profile.automatic_status {
            self.out.push_control(&AUTOMATIC_STATUS_ON);
        }
        self.next_poll = now + POLL;
    }

    fn end_job(&mut self, now: Tick, result: JobResult) {
        let Some(job) = self.job.take() else { return };
        self.out.end_job();
        let event = PrinterEvent::JobEnded { job: job.id, result };
        self.events.push_back(event);
        self.next_poll = self.next_poll.min(now + POLL);
    }

    /// Ends the running job for the reason `condition`, before or after its first byte.
    fn fail(&mut self, now: Tick, condition: PrinterCondition) {
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

    fn ask(&mut self, now: Tick) {
        for kind in &self.profile.status {
            self.out.push_control(&kind.request());
        }
        self.asked = self.profile.status.iter().copied().collect();
        self.asked_at = now;
        let pause = if self.job.is_some() { POLL_AWAITING } else { POLL };
        self.next_poll = now + pause;
    }

    fn may_ask(&self) -> bool {
        self.open && !self.profile.status.is_empty() && self.asked.is_empty() && self.out.is_empty()
    }

    /// A round of answers is complete, or status came unasked.
    fn learned(&mut self, now: Tick) {
        self.answered = Some(now);
        self.unanswered = 0;
        self.set_condition(now, self.status.condition());
        if self.is_in(Phase::Asking) {
            self.begin(now);
        }
        self.admit(now);
        if self.job.is_none() {
            self.clean(now);
        }
    }

    fn set_condition(&mut self, now: Tick, condition: PrinterCondition) {
        self.condition = condition;
        if self.told != Some(condition) {
            self.told = Some(condition);
            self.events.push_back(PrinterEvent::Condition(condition));
        }
        if self.is_in(Phase::Sending) && !condition.can_print() {
            self.fail(now, condition);
        }
    }

    fn is_in(&self, phase: Phase) -> bool {
        self.job.as_ref().is_some_and(|job| job.phase == phase)
    }

    fn answer(&mut self, now: Tick, answer: Answer) {
        match answer {
            Answer::RealTime(byte) => {
                // Without a request it is an echo of picture bytes that look like one.
                let Some(kind) = self.asked.pop_front() else {
                    return;
                };
                self.status.apply(kind, byte);
                if self.asked.is_empty() {
                    self.learned(now);
                }
            }
            Answer::Automatic(frame) => {
                self.status = PrinterStatus::from_automatic(frame);
                self.learned(now);
            }
            Answer::Block(block) => self.confirmed(now, &block),
        }
    }

    fn confirmed(&mut self, now: Tick, block: &[u8]) {
        let ours = self.job.as_ref().is_some_and(|job| {
            job.phase == Phase::Sending && confirmed_tag(block) == Some(JobTag::of(job.id).bytes())
        });
        if ours && self.out.job_done() {
            self.end_job(now, JobResult::Printed);
            self.admit(now);
        }
    }

    fn give_up_answers(&mut self, now: Tick) {
        if self.asked.is_empty() || now < self.asked_at + ANSWER {
            return;
        }
        self.asked.clear();
        self.unanswered += 1;
        if self.unanswered >= UNANSWERED || self.is_in(Phase::Asking) {
            self.answered = None;
            let silent = if self.stalled_since.is_some() {
                PrinterCondition::Stalled
            } else if self.profile.silent {
                PrinterCondition::Unknown
            } else {
                PrinterCondition::Offline
            };
            // A job that is out may still be printing; its own deadline decides.
            if self.is_in(Phase::Sending) {
                self.condition = silent;
            } else {
                self.set_condition(now, silent);
            }
        }
        if self.is_in(Phase::Asking) {
            self.begin(now);
            self.admit(now);
        }
    }

    fn end_overdue(&mut self, now: Tick) {
        let overdue = self.job.as_ref().is_some_and(|job| job.phase == Phase::Sending && now >= job.deadline);
        if !overdue {
            return;
        }
        if self.profile.completion != Completion::Nothing || !self.out.job_done() {
            self.fail(now, self.condition);
        } else {
            // A model that confirms nothing has most likely printed; leave its buffer alone.
            self.end_job(now, JobResult::Unconfirmed(self.condition));
        }
        self.set_condition(now, self.condition);
        self.admit(now);
    }
}

impl Driver for PrinterDriver {
    type Command = PrinterCommand;
    type Event = PrinterEvent;

    fn opened(&mut self, now: Tick) {
        self.open = true;
        self.condition = PrinterCondition::Unknown;
        self.answered = None;
        self.unanswered = 0;
        self.stalled_since = None;
        self.demux = Demultiplexer::default();
        if self.profile.automatic_status {
            self.out.push_control(&AUTOMATIC_STATUS_ON);
        }
        if self.profile.status.is_empty() {
            self.set_condition(now, PrinterCondition::Unknown);
        } else {
            self.ask(now);
        }
    }

    fn lost(&mut self, now: Tick) {
        self.open = false;
        self.answered = None;
        self.asked.clear();
        self.set_condition(now, PrinterCondition::Unplugged);
        if self.job.is_some() {
            self.fail(now, PrinterCondition::Unplugged);
        }
        self.out.clear();
        self.admit(now);
    }

    fn command(&mut self, now: Tick, command: PrinterCommand) {
        match command {
            PrinterCommand::Print { job, slip } => self.print(now, job, slip),
            PrinterCommand::Clear => self.clear(now),
        }
    }

    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        for answer in self.demux.push(now, bytes) {
            self.answer(now, answer);
        }
    }

    fn on_time(&mut self, now: Tick) {
        self.give_up_answers(now);
        self.end_overdue(now);
        if now >= self.next_poll && self.may_ask() {
            self.ask(now);
        }
    }

    fn deadline(&self) -> Option<Tick> {
        if !self.open {
            return None;
        }
        let answers = (!self.asked.is_empty()).then(|| self.asked_at + ANSWER);
        let sending = self.job.as_ref().filter(|job| job.phase == Phase::Sending);
        let job = sending.map(|job| job.deadline);
        let poll = self.may_ask().then_some(self.next_poll);
        [answers, job, poll, self.out.open_at()].into_iter().flatten().min()
    }

    fn poll_event(&mut self) -> Option<PrinterEvent> {
        self.events.pop_front()
    }

    fn take_output(&mut self, now: Tick) -> Option<Vec<u8>> {
        if self.open { self.out.take(now) } else { None }
    }

    fn wrote(&mut self, now: Tick, n: usize) {
        self.out.wrote(now, n);
        if n > 0 {
            self.stalled_since = None;
        }
        if self.condition == PrinterCondition::Stalled && n > 0 {
            self.condition = PrinterCondition::Unknown;
            self.next_poll = now;
        }
    }

    fn write_stalled(&mut self, now: Tick) {
        self.out.take_back();
        let since = *self.stalled_since.get_or_insert(now);
        if now.saturating_sub(since) < STALL {
            return;
        }
        self.asked.clear();
        self.answered = None;
        self.out.drop_control();
        self.next_poll = now + POLL;
        self.set_condition(now, PrinterCondition::Stalled);
        if self.job.is_some() {
            self.fail(now, PrinterCondition::Stalled);
        }
        self.admit(now);
    }
}
