//! What is to be written to the printer, in which order, and how fast.

use std::collections::VecDeque;
use std::time::Duration;

use crate::{PrinterProfile, Tick};

/// Most bytes in one write: a larger one could block past the port's time limit, which
/// `serialport` keeps only until the first byte fits.
const CHUNK: usize = 256;
/// How far the writes may run ahead of the wire. A status request waits behind what is ahead
/// of it, so this is the delay of an answer; 50 ms keep a line at any speed busy.
const LEAD: Duration = Duration::from_millis(50);

/// Where a chunk came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Control,
    Job,
}

/// Control bytes go before job bytes, but never between them: a request in the middle of a
/// raster command would be taken for a picture by printers that are not Epson's.
#[derive(Debug)]
pub(super) struct Outbox {
    control: VecDeque<u8>,
    job: VecDeque<u8>,
    /// Bytes of the present job that the port took.
    job_sent: usize,
    in_flight: Option<(Source, Vec<u8>)>,
    /// When the wire will have carried all that the port took.
    wire_free: Tick,
    ns_per_byte: u64,
}

impl Outbox {
    pub fn new(profile: &PrinterProfile) -> Self {
        Self {
            control: VecDeque::new(),
            job: VecDeque::new(),
            job_sent: 0,
            in_flight: None,
            wire_free: Tick::ZERO,
            ns_per_byte: profile.wire_time(1).as_nanos() as u64,
        }
    }

    pub fn push_control(&mut self, bytes: &[u8]) {
        self.control.extend(bytes);
    }

    pub fn begin_job(&mut self, bytes: Vec<u8>) {
        self.job = bytes.into();
        self.job_sent = 0;
    }

    /// Drops what is left of the job, and says how many bytes of it the port took.
    pub fn end_job(&mut self) -> usize {
        self.job.clear();
        if matches!(self.in_flight, Some((Source::Job, _))) {
            self.in_flight = None;
        }
        std::mem::take(&mut self.job_sent)
    }

    pub fn job_sent(&self) -> usize {
        self.job_sent
    }

    /// Whether every byte of the job was taken by the port.
    pub fn job_done(&self) -> bool {
        self.job.is_empty() && !matches!(self.in_flight, Some((Source::Job, _)))
    }

    pub fn is_empty(&self) -> bool {
        self.control.is_empty() && self.job.is_empty() && self.in_flight.is_none()
    }

    pub fn clear(&mut self) {
        *self =
            Self { control: VecDeque::new(), job: VecDeque::new(), job_sent: 0, in_flight: None, ..*self };
    }

    pub fn take(&mut self, now: Tick) -> Option<Vec<u8>> {
        if self.in_flight.is_some() || now < self.open_at()? {
            return None;
        }
        let amid_job = self.job_sent > 0 && !self.job.is_empty();
        let (source, queue) = if self.control.is_empty() || amid_job {
            (Source::Job, &mut self.job)
        } else {
            (Source::Control, &mut self.control)
        };
        let chunk: Vec<u8> = queue.drain(..queue.len().min(CHUNK)).collect();
        self.in_flight = Some((source, chunk.clone()));
        Some(chunk)
    }

    /// When the wire will have carried everything; `None` while something waits to be written.
    pub fn carried_at(&self) -> Option<Tick> {
        self.is_empty().then_some(self.wire_free)
    }

    /// When the next chunk may go; `None` if there is nothing to send.
    pub fn open_at(&self) -> Option<Tick> {
        let waits = !(self.control.is_empty() && self.job.is_empty()) && self.in_flight.is_none();
        waits.then(|| self.wire_free.saturating_sub(LEAD))
    }

    pub fn wrote(&mut self, now: Tick, n: usize) {
        let Some((source, chunk)) = self.in_flight.take() else {
            return;
        };
        let taken = n.min(chunk.len());
        let queue = match source {
            Source::Control => &mut self.control,
            Source::Job => &mut self.job,
        };
        for byte in chunk[taken..].iter().rev() {
            queue.push_front(*byte);
        }
        if source == Source::Job {
            self.job_sent += taken;
        }
        let carry = Duration::from_nanos(self.ns_per_byte * taken as u64);
        self.wire_free = self.wire_free.max(now) + carry;
    }

    /// The port took nothing: the chunk goes back to where it came from.
    pub fn take_back(&mut self) {
        self.wrote(Tick::ZERO, 0);
    }

    /// Drops control bytes that could not be written, so that they do not pile up.
    pub fn drop_control(&mut self) {
        self.control.clear();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn outbox() -> Outbox {
        Outbox::new(&PrinterProfile::named("generic-80").unwrap())
    }

    #[test]
    fn a_partial_write_sends_the_rest_next() {
        let mut out = outbox();
        out.begin_job(vec![1, 2, 3, 4]);
        assert_eq!(out.take(Tick::ZERO), Some(vec![1, 2, 3, 4]));
        assert_eq!(out.take(Tick::ZERO), None);
        out.wrote(Tick::ZERO, 1);
        assert_eq!(out.take(Tick::ZERO), Some(vec![2, 3, 4]));
        out.take_back();
        assert_eq!(out.job_sent(), 1);
        assert_eq!(out.take(Tick::ZERO), Some(vec![2, 3, 4]));
    }

    #[test]
    fn control_goes_before_a_job_and_not_into_it() {
        let mut out = outbox();
        out.push_control(&[9]);
        out.begin_job(vec![7; 300]);
        assert_eq!(out.take(Tick::ZERO), Some(vec![9]));
        out.wrote(Tick::ZERO, 1);
        assert_eq!(out.take(Tick::ZERO).map(|chunk| chunk.len()), Some(256));
        out.wrote(Tick::ZERO, 256);
        out.push_control(&[8]);
        assert_eq!(out.take(Tick::ZERO), Some(vec![7; 44]));
        out.wrote(Tick::ZERO, 44);
        assert_eq!(out.take(Tick::ZERO), Some(vec![8]));
    }

    #[test]
    fn writes_run_ahead_of_the_wire_by_the_lead_only() {
        let mut out = outbox();
        out.begin_job(vec![0; 11_520]);
        let mut sent = 0;
        while let Some(chunk) = out.take(Tick::ZERO) {
            sent += chunk.len();
            out.wrote(Tick::ZERO, chunk.len());
        }
        // 50 ms at 115200 are 576 bytes; the chunk that crosses the mark still goes.
        assert_eq!(sent, 768);
        let open = out.open_at().unwrap();
        assert!(out.take(open).is_some());
    }
}
