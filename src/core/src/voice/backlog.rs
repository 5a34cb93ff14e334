//! Which call is said next, so that calls never overlap and none is said that is no longer current.

use jiff::civil::DateTime;

/// A call is said for this many seconds at most after it was made: later, whoever it was for has seen the board.
pub const STALE: i64 = 120;

/// A call as it stands on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending<T> {
    /// Grows with each call and recall; a recall takes the place of the call before it.
    pub seq: u64,
    /// Local time of the call.
    pub at: DateTime,
    /// Whether the counter still waits for the number or serves it.
    pub open: bool,
    /// What is called.
    pub what: T,
}

/// What was said so far.
///
/// Nothing is queued: what comes next is asked of the calls as they stand at that moment. So a counter that
/// has gone on meanwhile is not called for again, and the backlog is never longer than one call a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backlog {
    /// The latest call that was said or passed over; `None` before the first look.
    said: Option<u64>,
}

impl Backlog {
    /// The call to be said now, of `calls` as they stand: the oldest that is open, was not said yet and is not
    /// stale. The first look says nothing, nor does the first look at a database that began anew.
    pub fn next<'c, T>(&mut self, calls: &'c [Pending<T>], now: DateTime) -> Option<&'c Pending<T>> {
        let newest = calls.iter().map(|call| call.seq).max().unwrap_or(0);
        let said = match self.said {
            Some(said) if said <= newest => said,
            Some(_) | None => newest,
        };
        let current = |call: &&Pending<T>| {
            call.open && call.seq > said && now.duration_since(call.at).as_secs() <= STALE
        };
        let next = calls.iter().filter(current).min_by_key(|call| call.seq);
        self.said = Some(next.map_or(newest, |call| call.seq));
        next
    }
}
