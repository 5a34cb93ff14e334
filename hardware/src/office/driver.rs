//! The page printer's protocol without sockets and without a clock.

use std::collections::VecDeque;

use ipp::prelude::{IppRequestResponse, Uri};

use super::{
    Document, OfficeCondition, OfficeError, OfficeEvent, OfficeResult, OfficeSettings, Unreachable,
    job::{Ask, Facts, Stage, Step, Turn},
    message::{JobReport, Requests, Submission},
};
use crate::Tick;

/// An answer from the transport, or why there is none.
type Answer = Result<IppRequestResponse, Unreachable>;

struct Job {
    number: u64,
    /// The deadline; once `stopping`, the moment the job was called off.
    until: Tick,
    stopping: bool,
    stage: Stage,
}

struct Waiting {
    number: u64,
    until: Tick,
    document: Document,
}

/// Drives one page printer. Whoever owns it sends what [`take_request`](Self::take_request)
/// gives (one at a time, with a time limit), brings the answer to
/// [`on_response`](Self::on_response), and calls [`on_time`](Self::on_time) when
/// [`deadline`](Self::deadline) is reached.
pub struct OfficeDriver {
    requests: Requests,
    rules: OfficeSettings,
    now: Tick,
    condition: OfficeCondition,
    next_look: Tick,
    current: Option<Job>,
    waiting: VecDeque<Waiting>,
    /// Jobs given up while the printer may still hold them; cancelled when it answers again.
    abandoned: VecDeque<i32>,
    outstanding: Option<Ask>,
    events: VecDeque<OfficeEvent>,
}

impl OfficeDriver {
    /// A driver for the printer or queue at `uri`, which has not been asked anything yet.
    ///
    /// # Errors
    /// [`OfficeError::TooLong`] when IPP cannot carry the URI.
    pub fn new(uri: Uri, settings: OfficeSettings) -> Result<Self, OfficeError> {
        Ok(Self {
            requests: Requests::new(uri)?,
            rules: settings,
            now: Tick::ZERO,
            condition: OfficeCondition::Unknown,
            next_look: Tick::ZERO,
            current: None,
            waiting: VecDeque::new(),
            abandoned: VecDeque::new(),
            outstanding: None,
            events: VecDeque::new(),
        })
    }

    /// The last condition seen.
    #[must_use]
    pub fn condition(&self) -> OfficeCondition {
        self.condition
    }

    /// Prints a document on A4, in as many copies as it says, as the kiosk's job number `job`, after those
    /// still waiting. The deadline runs from now.
    pub fn print(&mut self, now: Tick, job: u64, document: Document) {
        let until = now + self.rules.patience(&document);
        self.waiting.push_back(Waiting { number: job, until, document });
        self.on_time(now);
    }

    /// Calls a job off; its end is still reported. Unknown or ended jobs are ignored.
    pub fn cancel(&mut self, now: Tick, job: u64) {
        let waiting = self.waiting.iter_mut().map(|w| (w.number, &mut w.until));
        let current = self.current.iter_mut().map(|c| (c.number, &mut c.until));
        for (number, until) in waiting.chain(current) {
            if number == job {
                *until = now.min(*until);
            }
        }
        self.on_time(now);
    }

    /// The next request to send, if one is due and none is being answered. The document's bytes
    /// are in its payload.
    #[must_use]
    pub fn take_request(&mut self) -> Option<IppRequestResponse> {
        let step = self.step();
        if self.outstanding.is_some() || step.at > self.now {
            return None;
        }
        let request = self.request(step.ask)?;
        self.outstanding = Some(step.ask);
        Some(request)
    }

    /// The answer to the request taken last, or why there is none.
    pub fn on_response(&mut self, now: Tick, answer: Answer) {
        self.now = now;
        match self.outstanding.take() {
            Some(Ask::Printer) => self.on_printer(&answer),
            Some(Ask::Submit) => self.on_submitted(&answer),
            Some(Ask::Job(id)) => self.on_job(id, &answer),
            Some(Ask::Cancel(id)) => self.on_cancelled(id, &answer),
            Some(Ask::Withdraw(id)) => self.on_withdrawn(id, &answer),
            None => {}
        }
        self.on_time(now);
    }

    /// Time has come to `now`.
    pub fn on_time(&mut self, now: Tick) {
        self.now = now;
        self.expire_waiting();
        self.stop_when_due();
        self.give_up_when_due();
        self.start_next();
    }

    /// When [`on_time`](Self::on_time) and [`take_request`](Self::take_request) are due next.
    #[must_use]
    pub fn deadline(&self) -> Option<Tick> {
        let grace = self.rules.cancel_grace;
        let current = self.current.iter();
        let current = current.map(|c| if c.stopping { c.until + grace } else { c.until });
        let waiting = self.waiting.iter().map(|w| w.until);
        let step = self.outstanding.is_none().then(|| self.step().at);
        current.chain(waiting).chain(step).min()
    }

    /// What happened, oldest first.
    #[must_use]
    pub fn poll_event(&mut self) -> Option<OfficeEvent> {
        self.events.pop_front()
    }

    fn step(&self) -> Step {
        match (&self.current, self.abandoned.front()) {
            (Some(job), _) => job.stage.step(),
            (None, Some(&id)) => Step { at: self.next_look, ask: Ask::Withdraw(id) },
            (None, None) => Step { at: self.next_look, ask: Ask::Printer },
        }
    }

    fn request(&self, ask: Ask) -> Option<IppRequestResponse> {
        let request = match (ask, &self.current) {
            (Ask::Submit, Some(Job { stage: Stage::Submitting { document, .. }, .. })) => {
                self.requests.print(document.clone())
            }
            (Ask::Submit, _) => return None,
            (Ask::Printer, _) => self.requests.printer(),
            (Ask::Job(id), _) => self.requests.job(id),
            (Ask::Cancel(id) | Ask::Withdraw(id), _) => self.requests.cancel(id),
        };
        // Only the URI's length could fail, and `new` has tried that.
        request.ok()
    }

    fn on_printer(&mut self, answer: &Answer) {
        self.next_look = self.now + self.rules.idle_poll;
        let condition = match answer {
            Ok(answer) if answer.header().status_code().is_success() => {
                OfficeCondition::of_printer(answer.attributes())
            }
            Ok(_) => OfficeCondition::Refused,
            Err(why) => why.condition(),
        };
        self.note(condition);
        self.turn(Stage::on_printer);
    }

    fn on_submitted(&mut self, answer: &Answer) {
        self.note_failure(answer);
        let submission = answer.as_ref().map(Submission::of).map_err(|why| *why);
        if submission == Ok(Submission::Busy) {
            self.note(OfficeCondition::Busy);
        }
        let stage = self.current.as_ref().map(|job| &job.stage);
        match (submission, stage) {
            (Ok(Submission::Accepted(Some(id))), stage)
                if !matches!(stage, Some(Stage::Submitting { .. })) =>
            {
                self.abandoned.push_back(id);
            }
            _ => self.turn(|stage, facts| stage.on_submitted(submission, facts)),
        }
    }

    fn on_job(&mut self, id: i32, answer: &Answer) {
        self.note_failure(answer);
        let report = answer.as_ref().map_or(JobReport::Unclear, JobReport::of);
        self.turn(|stage, facts| stage.on_job(id, report, facts));
    }

    fn on_cancelled(&mut self, id: i32, answer: &Answer) {
        self.note_failure(answer);
        let status = answer.as_ref().map(|a| a.header().status_code());
        let status = status.map_err(|why| *why);
        self.turn(|stage, facts| stage.on_cancelled(id, status, facts));
    }

    /// Any IPP answer settles it: cancelled, long gone, or not to be had.
    fn on_withdrawn(&mut self, id: i32, answer: &Answer) {
        self.note_failure(answer);
        match answer {
            Ok(_) => self.abandoned.retain(|&other| other != id),
            Err(_) => self.next_look = self.now + self.rules.idle_poll,
        }
    }

    fn expire_waiting(&mut self) {
        let (now, condition) = (self.now, self.condition);
        let events = &mut self.events;
        self.waiting.retain(|job| {
            let alive = now < job.until;
            if !alive {
                let result = OfficeResult::NotPrinted(condition);
                events.push_back(OfficeEvent::JobEnded { job: job.number, result });
            }
            alive
        });
    }

    fn stop_when_due(&mut self) {
        let in_flight = self.outstanding == Some(Ask::Submit);
        match &mut self.current {
            Some(job) if !job.stopping && self.now >= job.until => job.stopping = true,
            _ => return,
        }
        self.turn(|stage, facts| stage.stop(facts, in_flight));
    }

    fn give_up_when_due(&mut self) {
        let late = |job: &Job| job.stopping && self.now >= job.until + self.rules.cancel_grace;
        if !self.current.as_ref().is_some_and(late) {
            return;
        }
        let id = self.current.as_ref().and_then(|job| job.stage.printers_id());
        self.abandoned.extend(id);
        self.turn(|stage, facts| Turn::Ended(stage.give_up(facts)));
    }

    fn start_next(&mut self) {
        if self.current.is_some() {
            return;
        }
        self.current = self.waiting.pop_front().map(|next| Job {
            number: next.number,
            until: next.until,
            stopping: false,
            stage: Stage::Checking(next.document),
        });
    }

    /// Lets the current job, if any, take one turn.
    fn turn(&mut self, change: impl FnOnce(Stage, &Facts<'_>) -> Turn) {
        let Some(job) = self.current.take() else {
            return;
        };
        let facts =
            Facts { now: self.now, condition: self.condition, stopping: job.stopping, rules: &self.rules };
        match change(job.stage, &facts) {
            Turn::To(stage) => self.current = Some(Job { stage, ..job }),
            Turn::Ended(result) => self.events.push_back(OfficeEvent::JobEnded { job: job.number, result }),
        }
    }

    fn note_failure(&mut self, answer: &Answer) {
        if let Err(why) = answer {
            self.note(why.condition());
        }
    }

    fn note(&mut self, condition: OfficeCondition) {
        if condition != self.condition {
            self.condition = condition;
            self.events.push_back(OfficeEvent::Condition(condition));
        }
    }
}
