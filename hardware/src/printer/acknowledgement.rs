//! Answers to GS r 1, which carry no job's name.
//!
//! A printer executes GS r in the order of printing, so its answer means that everything before it
//! is done. Whose question it answers can only be known by counting: a job is acknowledged when
//! nothing is owed any more. After a job that ended without its answer the count is doubtful, since
//! the question may have been cleared or may still lie in the printer's buffer. Then the two ends
//! reconcile: one more question, and quiet after its answer.

use std::time::Duration;

use crate::Tick;

/// GS r 1: send the paper sensor's state, in the order of printing.
pub(super) const PAPER_STATUS: [u8; 3] = [0x1D, b'r', 1];

/// Quiet after which no answer to an earlier question can be on its way: longer than the cut that may
/// lie between two questions.
const QUIET: Duration = Duration::from_secs(1);
/// Time in which the question that reconciles must be answered, once the wire has carried it.
const PATIENCE: Duration = Duration::from_secs(2);

/// Counts the answers that may still come.
#[derive(Debug, Default)]
pub(super) struct Acknowledgements {
    owed: u32,
    reconciling: Option<Reconciling>,
    /// The printer left the reconciling question unanswered although it was able to answer.
    unwilling: bool,
}

/// How far reconciling has come.
#[derive(Debug, Default)]
struct Reconciling {
    /// When the wire has carried the question, once it is written.
    carried: Option<Tick>,
    /// When an answer last came.
    heard: Option<Tick>,
}

/// How reconciling ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reconciled {
    /// Nothing is owed any more.
    Even,
    /// No answer came.
    Unanswered,
}

impl Acknowledgements {
    /// A question went out with a job.
    pub fn asked(&mut self) {
        self.owed += 1;
        self.unwilling = false;
    }

    /// An answer came. Gives whether it was the last one owed, outside of reconciling.
    pub fn answered(&mut self, now: Tick) -> bool {
        if let Some(reconciling) = &mut self.reconciling {
            reconciling.heard = Some(now);
            return false;
        }
        let last = self.owed == 1;
        self.owed = self.owed.saturating_sub(1);
        last
    }

    /// Whether an answer to an earlier question could be taken for that of the next job.
    pub fn is_doubtful(&self) -> bool {
        self.owed > 0 && !self.is_reconciling() && !self.unwilling
    }

    pub fn is_reconciling(&self) -> bool {
        self.reconciling.is_some()
    }

    /// The question that reconciles waits to be written.
    pub fn reconcile(&mut self) {
        self.reconciling = Some(Reconciling::default());
    }

    /// Everything is written, and the wire will have carried it at `carried`.
    pub fn written(&mut self, carried: Tick) {
        if let Some(reconciling) = &mut self.reconciling {
            reconciling.carried.get_or_insert(carried);
        }
    }

    /// The line broke: an answer may have been lost, so there is still doubt.
    pub fn interrupt(&mut self) {
        self.reconciling = None;
    }

    /// When reconciling ends if nothing more comes; `None` as long as the question is not written.
    pub fn deadline(&self) -> Option<Tick> {
        let reconciling = self.reconciling.as_ref()?;
        let carried = reconciling.carried?;
        Some(reconciling.heard.map_or(carried + PATIENCE, |heard| heard.max(carried) + QUIET))
    }

    /// Ends reconciling if it is due.
    pub fn end(&mut self, now: Tick) -> Option<Reconciled> {
        self.deadline().filter(|due| *due <= now)?;
        if self.reconciling.take()?.heard.is_some() {
            self.owed = 0;
            return Some(Reconciled::Even);
        }
        self.unwilling = true;
        Some(Reconciled::Unanswered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Tick {
        Tick::from_millis(ms)
    }

    #[test]
    fn only_the_last_answer_owed_acknowledges() {
        let mut acks = Acknowledgements::default();
        assert!(!acks.answered(at(0)), "nobody asked");
        acks.asked();
        assert!(acks.answered(at(1)));
        acks.asked();
        acks.asked();
        assert!(!acks.answered(at(2)));
        assert!(acks.answered(at(3)));
        assert!(!acks.answered(at(4)));
    }

    #[test]
    fn reconciling_swallows_old_answers_until_it_is_quiet() {
        let mut acks = Acknowledgements::default();
        acks.asked();
        assert!(acks.is_doubtful());
        acks.reconcile();
        assert!(!acks.answered(at(100)), "the old one");
        assert_eq!(acks.deadline(), None, "the question is not out yet");
        acks.written(at(500));
        assert_eq!(acks.deadline(), Some(at(1500)));
        assert!(!acks.answered(at(900)), "its own");
        acks.written(at(1800));
        assert_eq!(acks.end(at(1899)), None);
        assert_eq!(acks.end(at(1900)), Some(Reconciled::Even));
        assert!(!acks.is_doubtful());
        assert!(!acks.answered(at(2000)));
    }

    #[test]
    fn an_unanswered_question_leaves_the_debt_and_is_not_asked_for_ever() {
        let mut acks = Acknowledgements::default();
        acks.asked();
        acks.reconcile();
        acks.written(at(0));
        assert_eq!(acks.end(at(2000)), Some(Reconciled::Unanswered));
        assert!(!acks.is_doubtful());
        acks.asked();
        assert!(!acks.answered(at(2100)), "it could be the old one");
        assert!(acks.is_doubtful());
    }
}
