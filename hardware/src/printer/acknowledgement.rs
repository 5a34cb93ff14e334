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
    reconciling: bool,
    /// When an answer last came while reconciling.
    heard: Option<Tick>,
    /// The printer left the reconciling question unanswered although it was able to answer.
    unwilling: bool,
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
        if self.owed == 0 {
            return false;
        }
        if self.reconciling {
            self.heard = Some(now);
            return false;
        }
        self.owed -= 1;
        self.owed == 0
    }

    /// Whether an answer to an earlier question could be taken for that of the next job.
    pub fn is_doubtful(&self) -> bool {
        self.owed > 0 && !self.reconciling && !self.unwilling
    }

    pub fn is_reconciling(&self) -> bool {
        self.reconciling
    }

    /// The question that reconciles is being sent.
    pub fn reconcile(&mut self) {
        self.reconciling = true;
        self.heard = None;
    }

    /// The line broke: an answer may have been lost, so there is still doubt.
    pub fn interrupt(&mut self) {
        self.reconciling = false;
    }

    /// When reconciling ends if nothing more comes; `carried` is when the wire will have carried the
    /// question, `None` as long as it is not written.
    pub fn deadline(&self, carried: Option<Tick>) -> Option<Tick> {
        let carried = carried.filter(|_| self.reconciling)?;
        Some(self.heard.map_or(carried + PATIENCE, |heard| heard.max(carried) + QUIET))
    }

    /// Ends reconciling if it is due.
    pub fn end(&mut self, now: Tick, carried: Option<Tick>) -> Option<Reconciled> {
        self.deadline(carried).filter(|due| *due <= now)?;
        self.reconciling = false;
        if self.heard.is_some() {
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
        assert_eq!(acks.deadline(None), None, "the question is not out yet");
        assert_eq!(acks.deadline(Some(at(500))), Some(at(1500)));
        assert!(!acks.answered(at(900)), "its own");
        assert_eq!(acks.end(at(1899), Some(at(500))), None);
        assert_eq!(acks.end(at(1900), Some(at(500))), Some(Reconciled::Even));
        assert!(!acks.is_doubtful());
        assert!(!acks.answered(at(2000)));
    }

    #[test]
    fn an_unanswered_question_leaves_the_debt_and_is_not_asked_for_ever() {
        let mut acks = Acknowledgements::default();
        acks.asked();
        acks.reconcile();
        assert_eq!(acks.end(at(2000), Some(at(0))), Some(Reconciled::Unanswered));
        assert!(!acks.is_doubtful());
        acks.asked();
        assert!(!acks.answered(at(2100)), "it could be the old one");
        assert!(acks.is_doubtful());
    }
}
