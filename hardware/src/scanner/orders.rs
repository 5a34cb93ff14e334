//! What the scanner is told, and when.

use std::collections::VecDeque;
use std::time::Duration;

use crate::Tick;
use crate::profile::{Order, ScannerProfile};

/// Pause between two orders: small modules lose what comes while they write a setting (guess).
const GAP: Duration = Duration::from_millis(100);
/// Most bytes given to the port at once.
const CHUNK: usize = 256;
/// After a code, the scanner is told to read on: another may come, or this one was no card.
const READ_ON: Duration = Duration::from_millis(300);

/// The orders on their way to the scanner.
#[derive(Debug, Default)]
pub(super) struct Orders {
    setup: Vec<Vec<u8>>,
    trigger: Option<(Vec<u8>, Duration)>,
    stop: Option<Vec<u8>>,
    armed: bool,
    open: bool,
    queue: VecDeque<Vec<u8>>,
    written: usize,
    /// Nothing is sent before.
    quiet_until: Tick,
    trigger_at: Option<Tick>,
}

impl Orders {
    /// The orders of a profile.
    pub(super) fn new(profile: &ScannerProfile) -> Self {
        let bytes = |order: &Order| order.send.clone();
        let trigger = profile.trigger.as_ref();
        Self {
            setup: profile.setup.iter().map(bytes).collect(),
            trigger: trigger.map(|t| (bytes(&t.order), Duration::from_millis(t.again_ms))),
            stop: profile.stop.as_ref().map(bytes),
            ..Self::default()
        }
    }

    /// The line was opened: the scanner may have lost its settings.
    pub(super) fn opened(&mut self, now: Tick) {
        self.lost();
        self.open = true;
        self.quiet_until = now;
        self.queue.extend(self.setup.iter().cloned());
        self.trigger_at = self.armed.then_some(now);
    }

    /// The line is gone, and what was on its way with it.
    pub(super) fn lost(&mut self) {
        self.open = false;
        self.queue.clear();
        self.written = 0;
        self.trigger_at = None;
    }

    /// Codes are wanted, or no longer.
    pub(super) fn arm(&mut self, now: Tick, armed: bool) {
        let changed = self.armed != armed;
        self.armed = armed;
        if !self.open || !changed {
            return;
        }
        self.trigger_at = armed.then_some(now);
        // On a line that stalls for hours, one stop waits and not one of each visit.
        if !armed && self.queue.back() != self.stop.as_ref() {
            self.queue.extend(self.stop.clone());
        }
    }

    /// A code came: the scanner's turn to read is over.
    pub(super) fn code_came(&mut self, now: Tick) {
        if self.trigger_at.is_some() {
            self.trigger_at = Some(now + READ_ON);
        }
    }

    /// Time passed. Nothing is ordered in the middle of a code.
    pub(super) fn on_time(&mut self, now: Tick, in_code: bool) {
        let Some((order, again)) = &self.trigger else { return };
        if !in_code && self.queue.is_empty() && self.trigger_at.is_some_and(|at| at <= now) {
            self.queue.push_back(order.clone());
            self.trigger_at = Some(now + *again);
        }
    }

    /// When time matters next.
    pub(super) fn deadline(&self) -> Option<Tick> {
        let sending = (!self.queue.is_empty()).then_some(self.quiet_until);
        let trigger = self.trigger.as_ref().and(self.trigger_at);
        sending.or(trigger)
    }

    /// The next bytes for the port.
    pub(super) fn take_output(&self, now: Tick) -> Option<Vec<u8>> {
        let order = self.queue.front().filter(|_| self.open && now >= self.quiet_until)?;
        Some(order.iter().skip(self.written).take(CHUNK).copied().collect())
    }

    /// The port took `n` bytes.
    pub(super) fn wrote(&mut self, now: Tick, n: usize) {
        self.written += n;
        if self.queue.front().is_some_and(|order| self.written >= order.len()) {
            self.queue.pop_front();
            self.written = 0;
            self.quiet_until = now + GAP;
        }
    }

    /// The port took nothing: half an order is worth nothing and begins anew. A trigger is dropped, because its time
    /// comes again; that of a setting or of stop does not.
    pub(super) fn write_stalled(&mut self, now: Tick) {
        let trigger = self.trigger.as_ref().map(|(order, _)| order);
        self.queue.retain(|order| Some(order) != trigger);
        self.written = 0;
        self.quiet_until = now + GAP;
    }
}
