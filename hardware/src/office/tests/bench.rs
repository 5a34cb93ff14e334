//! A driver and a printer on one table.

use std::{
    io::{Cursor, Read as _},
    time::Duration,
};

use ipp::{parser::IppParser, prelude::*, reader::IppReader};

use crate::{
    Tick,
    office::{
        Document, OfficeCondition, OfficeDriver, OfficeEvent, OfficeFault, OfficeResult, OfficeSettings,
        SimAnswer, SimOffice, Unreachable,
    },
};

/// How long a job takes the printer.
pub(super) const PROCESSING: Duration = Duration::from_secs(2);

pub(super) fn seconds(s: u64) -> Duration {
    Duration::from_secs(s)
}

pub(super) fn uri() -> Uri {
    Uri::from_static("ipp://127.0.0.1:631/ipp/print")
}

/// A file that begins as a PDF and holds every byte, so that any conversion shows.
pub(super) fn pdf(mark: u8) -> Vec<u8> {
    let body = (0..=u8::MAX).cycle().take(70_001);
    b"%PDF-1.4\n".iter().copied().chain([mark]).chain(body).collect()
}

pub(super) fn bytes(request: IppRequestResponse) -> Vec<u8> {
    let mut bytes = Vec::new();
    request.into_read().read_to_end(&mut bytes).unwrap();
    bytes
}

pub(super) fn parse(bytes: Vec<u8>) -> IppRequestResponse {
    IppParser::new(IppReader::new(Cursor::new(bytes))).parse().unwrap()
}

pub(super) struct Bench {
    pub(super) driver: OfficeDriver,
    pub(super) sim: SimOffice,
    pub(super) now: Tick,
    pub(super) asked: Vec<(Tick, Operation)>,
    pub(super) events: Vec<(Tick, OfficeEvent)>,
    timeout_at: Option<Tick>,
}

impl Bench {
    /// Both new, the driver with its usual patience.
    pub(super) fn new() -> Self {
        Self {
            driver: OfficeDriver::new(uri(), OfficeSettings::default()).unwrap(),
            sim: SimOffice::new(PROCESSING),
            now: Tick::ZERO,
            asked: Vec::new(),
            events: Vec::new(),
            timeout_at: None,
        }
    }

    /// Both have seen each other idle for six seconds.
    pub(super) fn idle() -> Self {
        let mut bench = Self::new();
        bench.run(seconds(6));
        bench
    }

    pub(super) fn print(&mut self, job: u64, mark: u8) {
        self.driver.print(self.now, job, Document::new(pdf(mark)));
    }

    pub(super) fn fault(&mut self, fault: OfficeFault) {
        self.sim.fault(self.now, fault);
    }

    pub(super) fn repair(&mut self) {
        self.sim.repair(self.now);
    }

    /// Lets everything happen that happens within `span`.
    pub(super) fn run(&mut self, span: Duration) {
        let until = self.now + span;
        for _ in 0..1_000_000 {
            while self.exchange() {}
            let due = self.driver.deadline().into_iter().chain(self.timeout_at).min().unwrap();
            self.now = due.max(self.now).min(until);
            if self.timeout_at.is_some_and(|at| at <= self.now) {
                self.timeout_at = None;
                self.driver.on_response(self.now, Err(Unreachable::NoAnswer));
            } else {
                self.driver.on_time(self.now);
            }
            self.collect();
            if due > until {
                return;
            }
        }
        panic!("the driver spins");
    }

    /// Carries one request over and its answer back; false if none is due.
    fn exchange(&mut self) -> bool {
        let Some(request) = self.driver.take_request() else {
            return false;
        };
        let operation = Operation::from_i16(request.header().operation_or_status).unwrap();
        self.asked.push((self.now, operation));
        match self.sim.handle(self.now, &bytes(request)) {
            SimAnswer::Reply(answer) => self.driver.on_response(self.now, Ok(parse(answer))),
            SimAnswer::Refused => self.driver.on_response(self.now, Err(Unreachable::NotConnected)),
            SimAnswer::Silence => {
                self.timeout_at = Some(self.now + OfficeSettings::default().request_timeout);
            }
        }
        self.collect();
        true
    }

    fn collect(&mut self) {
        while let Some(event) = self.driver.poll_event() {
            self.events.push((self.now, event));
        }
    }

    /// Every end reported for this job, with its time.
    pub(super) fn ends(&self, number: u64) -> Vec<(Tick, OfficeResult)> {
        let end = |&(at, event): &(Tick, OfficeEvent)| match event {
            OfficeEvent::JobEnded { job, result } if job == number => Some((at, result)),
            OfficeEvent::JobEnded { .. } | OfficeEvent::Condition(_) => None,
        };
        self.events.iter().filter_map(end).collect()
    }

    /// The one end of this job.
    pub(super) fn result(&self, job: u64) -> OfficeResult {
        match self.ends(job)[..] {
            [(_, result)] => result,
            ref ends => panic!("job {job} ended {} times", ends.len()),
        }
    }

    /// The conditions reported so far.
    pub(super) fn conditions(&self) -> Vec<OfficeCondition> {
        let condition = |&(_, event): &(Tick, OfficeEvent)| match event {
            OfficeEvent::Condition(condition) => Some(condition),
            OfficeEvent::JobEnded { .. } => None,
        };
        self.events.iter().filter_map(condition).collect()
    }

    /// How often this was asked.
    pub(super) fn count(&self, operation: Operation) -> usize {
        self.asked.iter().filter(|&&(_, asked)| asked == operation).count()
    }
}
