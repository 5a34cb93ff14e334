//! The ticket printer's driver: one job at a time, begun only on a printer known to be able,
//! and called printed only when the printer itself has confirmed it after the cut.

mod acknowledgement;
mod asking;
mod job;
mod outbox;
mod presenter;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use crate::driver::Driver;
use crate::encode::EncodedSlip;
use crate::profile::PrinterProfile;
use crate::status::{AUTOMATIC_STATUS_ON, Demultiplexer, PrinterStatus, StatusKind};
use crate::{JobResult, PrinterCondition, Tick};
use acknowledgement::Acknowledgements;
use job::Job;
use outbox::Outbox;
use presenter::Presenter;

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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// The sans-IO driver of a ticket printer.
#[derive(Debug)]
pub struct PrinterDriver {
    profile: PrinterProfile,
    open: bool,
    condition: PrinterCondition,
    told: Option<PrinterCondition>,
    status: PrinterStatus,
    presenter: Presenter,
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
    /// What puts that in order is being written.
    cleaning: bool,
    acknowledgements: Acknowledgements,
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
            presenter: Presenter::default(),
            answered: None,
            asked: VecDeque::new(),
            asked_at: Tick::ZERO,
            unanswered: 0,
            next_poll: Tick::ZERO,
            demux: Demultiplexer::default(),
            out: Outbox::new(&profile),
            stalled_since: None,
            dirty: false,
            cleaning: false,
            acknowledgements: Acknowledgements::default(),
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

    /// Prints `slip`, whose bytes end with the confirmation request of [`crate::JobTag::of`]`(job)`.
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
        self.interrupt_cleaning();
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
        self.end_reconciling(now);
        if now >= self.next_poll && self.may_ask() {
            self.ask(now);
        }
    }

    fn deadline(&self) -> Option<Tick> {
        if !self.open {
            return None;
        }
        let poll = self.may_ask().then_some(self.next_poll);
        let waits =
            [self.answers_due(), self.job_due(), poll, self.out.open_at(), self.acknowledgements.deadline()];
        waits.into_iter().flatten().min()
    }

    fn poll_event(&mut self) -> Option<PrinterEvent> {
        self.events.pop_front()
    }

    fn take_output(&mut self, now: Tick) -> Option<Vec<u8>> {
        if self.open { self.out.take(now) } else { None }
    }

    fn wrote(&mut self, now: Tick, n: usize) {
        let done_before = self.out.job_done();
        self.out.wrote(now, n);
        if !done_before && self.out.job_done() {
            self.job_is_out(now);
        }
        if let Some(carried) = self.out.carried_at() {
            self.cleaning = false;
            self.acknowledgements.written(carried);
        }
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
        if now.saturating_sub(since) < asking::STALL {
            return;
        }
        self.asked.clear();
        self.answered = None;
        self.out.drop_control();
        self.next_poll = now + asking::POLL;
        self.interrupt_cleaning();
        self.set_condition(now, PrinterCondition::Stalled);
        if self.job.is_some() {
            self.fail(now, PrinterCondition::Stalled);
        }
        self.admit(now);
    }
}
