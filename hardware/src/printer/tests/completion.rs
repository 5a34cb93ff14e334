//! When a slip counts as printed, and when not: the traps of each kind of confirmation.

use super::by_hand::{ABLE, ByHand};
use super::*;
use crate::status::CLEAR_BUFFERS;

const ACKNOWLEDGED: [u8; 1] = [0x00];
const PAPER_OUT: [u8; 4] = [0x1A, 0x32, 0x12, 0x72];
const NEAR_END: [u8; 4] = [0x12, 0x12, 0x12, 0x1E];

/// A printer that acknowledges by GS r, with a job of 100 lines all out.
fn awaiting() -> ByHand {
    let mut hand = ByHand::new("kp-628e");
    hand.print(1, 100);
    hand.run(50);
    assert!(hand.driver.out.job_done());
    hand
}

#[test]
fn an_acknowledgement_and_a_round_without_fault_confirm() {
    for (status, answer) in [(ABLE, 0x00), (ABLE, 0x0C), (NEAR_END, 0x03), (NEAR_END, 0x0F)] {
        let mut hand = awaiting();
        hand.status = Some(status);
        hand.hear(&[answer]);
        assert_eq!(hand.ended(), [(1, JobResult::Printed)], "{answer:#x}");
    }
}

#[test]
fn a_fault_after_the_acknowledgement_leaves_it_unconfirmed() {
    let mut hand = awaiting();
    hand.status = Some(PAPER_OUT);
    hand.hear(&ACKNOWLEDGED);
    assert_eq!(hand.ended(), [(1, JobResult::Unconfirmed(C::PaperOut))]);
}

#[test]
fn status_without_an_acknowledgement_confirms_nothing() {
    let mut hand = awaiting();
    hand.run(4_000);
    assert_eq!(hand.ended(), []);
    hand.run(6_000);
    assert_eq!(hand.ended(), [(1, JobResult::Unconfirmed(C::Ready))]);
}

/// A line whose printer is switched off gives a NUL, which looks like an answer to GS r.
#[test]
fn the_noise_of_switching_off_confirms_nothing() {
    let mut hand = awaiting();
    hand.status = None;
    hand.hear(&ACKNOWLEDGED);
    hand.run(600);
    assert_eq!(hand.ended(), [(1, JobResult::Unconfirmed(C::Offline))]);
}

#[test]
fn an_answer_before_the_last_byte_belongs_to_no_question() {
    let mut hand = ByHand::new("kp-628e");
    hand.print(1, 5_000);
    assert!(!hand.driver.out.job_done());
    hand.hear(&ACKNOWLEDGED);
    hand.run(2_000);
    assert!(hand.driver.out.job_done());
    assert_eq!(hand.ended(), []);
}

/// Its answers may have been given before the cut.
#[test]
fn a_round_already_under_way_does_not_count() {
    let mut hand = awaiting();
    hand.status = None;
    hand.run(300);
    assert!(!hand.driver.asked.is_empty());
    hand.hear(&ACKNOWLEDGED);
    hand.hear(&ABLE);
    assert_eq!(hand.ended(), []);
    hand.hear(&PAPER_OUT);
    assert_eq!(hand.ended(), [(1, JobResult::Unconfirmed(C::PaperOut))]);
}

/// A printer that does not obey DLE ENQ prints a broken job to its end when it can, and answers then.
#[test]
fn a_late_acknowledgement_never_confirms_the_next_job() {
    let mut hand = awaiting();
    hand.run(8_000);
    assert_eq!(hand.ended(), [(1, JobResult::Unconfirmed(C::Ready))]);
    hand.events.clear();
    hand.sent.clear();
    hand.print(2, 3);
    hand.run(900);
    hand.hear(&ACKNOWLEDGED);
    hand.run(300);
    assert!(!hand.was_sent(b"\x1b@\n\n\n"), "not before both questions are answered");
    hand.hear(&ACKNOWLEDGED);
    hand.run(1_100);
    assert!(hand.was_sent(b"\x1b@\n\n\n"));
    assert_eq!(hand.ended(), []);
    hand.hear(&ACKNOWLEDGED);
    assert_eq!(hand.ended(), [(2, JobResult::Printed)]);
}

#[test]
fn without_an_answer_to_the_reconciling_question_a_single_answer_is_not_enough() {
    let mut hand = awaiting();
    hand.run(12_000);
    hand.events.clear();
    hand.sent.clear();
    hand.print(2, 3);
    hand.run(100);
    assert!(hand.was_sent(b"\x1b@\n\n\n"), "the printer had its time already");
    hand.hear(&ACKNOWLEDGED);
    hand.run(8_000);
    assert_eq!(hand.ended(), [(2, JobResult::Unconfirmed(C::Ready))]);
}

#[test]
fn what_was_to_clear_the_buffer_is_sent_again_after_a_stall() {
    let mut hand = ByHand::new("kp-628e");
    hand.stalled = true;
    hand.driver.clear(hand.now);
    hand.run(100);
    assert_eq!(hand.driver.condition(), C::Stalled);
    assert!(!hand.was_sent(&CLEAR_BUFFERS));
    hand.stalled = false;
    hand.run(3_000);
    assert_eq!(hand.driver.condition(), C::Ready);
    assert!(hand.was_sent(&CLEAR_BUFFERS));
}

#[test]
fn a_model_that_confirms_nothing_is_never_printed_and_its_buffer_is_left_alone() {
    let mut profile = PrinterProfile::named("generic-80").unwrap();
    profile.completion = Completion::Nothing;
    let mut hand = ByHand::with(profile);
    hand.print(1, 100);
    let paper = hand.profile.paper_time(3_000).as_millis() as u64;
    hand.run(paper + 900);
    assert_eq!(hand.ended(), []);
    hand.run(200);
    assert_eq!(hand.ended(), [(1, JobResult::Unconfirmed(C::Ready))]);
    hand.print(2, 100);
    hand.run(5_000);
    assert!(!hand.was_sent(&CLEAR_BUFFERS));
}

/// A model of which the profile says that it may be silent, and it is.
#[test]
fn a_silent_printer_keeps_nobody_waiting_and_its_buffer_is_left_alone() {
    let mut hand = ByHand::new("generic-58");
    hand.status = None;
    hand.run(6_000);
    assert_eq!(hand.driver.condition(), C::Unknown);
    hand.sent.clear();
    hand.print(1, 10);
    assert!(hand.was_sent(b"\x1b@\n\n"), "at once");
    hand.run(2_000);
    assert_eq!(hand.ended(), [(1, JobResult::Unconfirmed(C::Unknown))]);
    hand.print(2, 10);
    hand.run(2_000);
    assert_eq!(hand.ended().len(), 2);
    assert!(!hand.was_sent(&CLEAR_BUFFERS));
}

#[test]
fn a_printer_is_not_called_silent_before_it_had_its_time_to_answer() {
    let mut hand = ByHand::new("generic-58");
    assert_eq!(hand.events, [PrinterEvent::Condition(C::Ready)]);
    let mut silent = ByHand::with(hand.profile.clone());
    silent.status = None;
    silent.driver = PrinterDriver::new(hand.profile.clone());
    silent.events.clear();
    silent.driver.opened(silent.now);
    silent.run(1_000);
    assert_eq!(silent.events, [], "in the first second");
    silent.run(3_000);
    assert_eq!(silent.events, [PrinterEvent::Condition(C::Unknown)]);
    hand.run(10);
}

#[test]
fn a_slip_that_nobody_takes_is_told_after_half_a_minute() {
    const HELD: [u8; 4] = [0x92, 0x12, 0x12, 0x12];
    let mut hand = ByHand::new("kp-628e");
    hand.status = Some(HELD);
    hand.run(29_000);
    assert_eq!(hand.events, [PrinterEvent::Condition(C::Ready)]);
    hand.run(3_000);
    assert_eq!(hand.events[1..], [PrinterEvent::Condition(C::SlipWaiting)]);
    hand.print(1, 3);
    hand.run(100);
    hand.hear(&ACKNOWLEDGED);
    assert_eq!(hand.ended(), [(1, JobResult::Printed)], "it prints all the same");
    hand.status = Some(ABLE);
    hand.run(2_000);
    assert_eq!(hand.driver.condition(), C::Ready);

    let mut without_sensor = ByHand::new("xprinter-80");
    without_sensor.status = Some(HELD);
    without_sensor.run(40_000);
    assert_eq!(without_sensor.driver.condition(), C::Ready);
}
