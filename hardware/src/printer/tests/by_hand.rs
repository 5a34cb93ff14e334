//! A driver whose printer is played byte by byte.

use std::time::Duration;

use super::super::*;
use crate::status::StatusKind;

pub struct ByHand {
    pub now: Tick,
    pub driver: PrinterDriver,
    pub profile: PrinterProfile,
    /// Everything that was written.
    pub sent: Vec<u8>,
    /// What the printer answers to DLE EOT 1 to 4; `None` for silence.
    pub status: Option<[u8; 4]>,
    /// The port takes no bytes.
    pub stalled: bool,
    pub events: Vec<PrinterEvent>,
}

/// A printer with which nothing is wrong.
pub const ABLE: [u8; 4] = [0x12; 4];

impl ByHand {
    pub fn new(profile: &str) -> Self {
        Self::with(PrinterProfile::named(profile).unwrap())
    }

    pub fn with(profile: PrinterProfile) -> Self {
        let driver = PrinterDriver::new(profile.clone());
        let now = Tick::from_secs(5);
        let mut hand = Self {
            now,
            driver,
            profile,
            sent: Vec::new(),
            status: Some(ABLE),
            stalled: false,
            events: Vec::new(),
        };
        hand.driver.opened(now);
        hand.turn();
        hand
    }

    /// A job of so many blank lines.
    pub fn print(&mut self, job: u64, lines: usize) {
        let mut bytes = b"\x1b@".to_vec();
        bytes.extend(std::iter::repeat_n(b'\n', lines));
        self.driver.print(self.now, job, EncodedSlip { bytes, dots: 30 * lines });
        self.turn();
    }

    pub fn hear(&mut self, bytes: &[u8]) {
        self.driver.on_bytes(self.now, bytes);
        self.turn();
    }

    /// Writes all that may be written now, and answers the requests for status in it.
    fn turn(&mut self) {
        self.driver.on_time(self.now);
        if self.stalled && self.driver.take_output(self.now).is_some() {
            self.now += Duration::from_millis(250);
            self.driver.write_stalled(self.now);
        }
        while !self.stalled
            && let Some(chunk) = self.driver.take_output(self.now)
        {
            self.driver.wrote(self.now, chunk.len());
            self.sent.extend(&chunk);
            let asked = chunk
                .windows(3)
                .filter_map(|three| StatusKind::ALL.into_iter().find(|kind| three == kind.request()));
            let answers = asked.filter_map(|kind| Some(self.status?[usize::from(kind.number()) - 1]));
            let answers: Vec<u8> = answers.collect();
            self.driver.on_bytes(self.now, &answers);
        }
        self.events.extend(std::iter::from_fn(|| self.driver.poll_event()));
    }

    pub fn run(&mut self, ms: u64) {
        for _ in 0..ms {
            self.now += Duration::from_millis(1);
            self.turn();
        }
    }

    /// The jobs that ended, and how.
    pub fn ended(&self) -> Vec<(u64, JobResult)> {
        let ended = |event: &PrinterEvent| match *event {
            PrinterEvent::JobEnded { job, result } => Some((job, result)),
            PrinterEvent::Condition(_) => None,
        };
        self.events.iter().filter_map(ended).collect()
    }

    pub fn was_sent(&self, bytes: &[u8]) -> bool {
        self.sent.windows(bytes.len()).any(|window| window == bytes)
    }
}
