//! Turns of a single job that a well-behaved printer never causes.

use ipp::prelude::JobState;

use super::bench::seconds;
use crate::office::{
    Document, OfficeCondition as Condition, OfficeResult as Outcome, OfficeSettings,
    job::{Facts, Look, Progress, Stage, Turn},
    message::{JobReport, Submission},
};

const ID: i32 = 7;

fn facts(rules: &OfficeSettings, condition: Condition, stopping: bool) -> Facts<'_> {
    Facts { now: seconds(1), condition, stopping, rules }
}

fn watching() -> Stage {
    Stage::Watching { id: ID, at: seconds(0), look: Look::Job, progress: Progress::default() }
}

fn submitting() -> Stage {
    Stage::Submitting { document: Document::new(Vec::new()), at: seconds(0), pause: seconds(1) }
}

fn ended(turn: Turn) -> Outcome {
    match turn {
        Turn::Ended(result) => result,
        Turn::To(stage) => panic!("goes on to {stage:?}"),
    }
}

/// The result of a job that the printer reports as ended in this state, asked for or not.
fn judged(state: JobState, pages: i32, condition: Condition, stopping: bool) -> Outcome {
    let rules = OfficeSettings::default();
    let facts = facts(&rules, condition, stopping);
    let Turn::To(stage) = watching().on_job(ID, JobReport::Known { state, pages }, &facts) else {
        panic!("the printer must be asked why")
    };
    ended(stage.on_printer(&facts))
}

#[test]
fn a_job_thrown_away_by_the_printer_was_refused_unless_a_condition_tells_why() {
    use JobState::{Aborted, Canceled};
    let refused = Outcome::NotPrinted(Condition::Refused);
    assert_eq!(judged(Aborted, 0, Condition::Ready, false), refused);
    assert_eq!(judged(Canceled, 0, Condition::TonerLow, false), refused);
    let jammed = Outcome::NotPrinted(Condition::PaperJam);
    assert_eq!(judged(Aborted, 0, Condition::PaperJam, false), jammed);
}

#[test]
fn once_a_sheet_is_out_nothing_is_called_not_printed() {
    for (condition, stopping) in [(Condition::PaperJam, false), (Condition::PaperOut, true)] {
        let result = judged(JobState::Aborted, 1, condition, stopping);
        assert_eq!(result, Outcome::Unconfirmed(condition));
    }
}

#[test]
fn a_job_that_the_printer_has_forgotten_is_in_doubt() {
    let rules = OfficeSettings::default();
    let turn = watching().on_job(ID, JobReport::Gone, &facts(&rules, Condition::Ready, false));
    assert_eq!(ended(turn), Outcome::Unconfirmed(Condition::Ready));
}

#[test]
fn the_state_of_another_job_changes_nothing() {
    let rules = OfficeSettings::default();
    let report = JobReport::Known { state: JobState::Completed, pages: 1 };
    let turn = watching().on_job(ID + 1, report, &facts(&rules, Condition::Ready, false));
    assert!(matches!(turn, Turn::To(Stage::Watching { id: ID, .. })));
}

#[test]
fn an_accepted_job_without_a_number_is_in_doubt() {
    let rules = OfficeSettings::default();
    let answer = Ok(Submission::Accepted(None));
    let turn = submitting().on_submitted(answer, &facts(&rules, Condition::Ready, false));
    assert_eq!(ended(turn), Outcome::Unconfirmed(Condition::Ready));
}

#[test]
fn a_busy_answer_after_the_deadline_ends_the_job() {
    let rules = OfficeSettings::default();
    let turn = submitting().on_submitted(Ok(Submission::Busy), &facts(&rules, Condition::Ready, true));
    assert_eq!(ended(turn), Outcome::NotPrinted(Condition::Busy));
}
