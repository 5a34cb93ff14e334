//! The driver and the simulated printer, wired together in memory, the clock turned by hand.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod bench;
mod by_hand;
mod completion;
mod matrix;

use std::time::Duration;

use super::asking::FRESH;
use super::*;
use crate::JobTag;
use crate::profile::Completion;
use crate::sim::printer::{Pace, PrinterFault as F};
use PrinterCondition as C;
use bench::Bench;

/// Every fault with the condition that it shows, and whether the printer prints all the same.
const FAULTS: [(F, C, bool); 8] = [
    (F::PaperOut, C::PaperOut, false),
    (F::NearEnd, C::NearEnd, true),
    (F::CoverOpen, C::CoverOpen, false),
    (F::CutterJam, C::CutterJam, false),
    (F::Offline, C::Offline, false),
    (F::Stall, C::Stalled, false),
    (F::Mute, C::Offline, false),
    (F::DieAfterBytes(0), C::Offline, false),
];

#[test]
fn a_job_is_printed_as_drawn_and_confirmed() {
    let mut bench = Bench::new();
    bench.print(7);
    bench.run_secs(5);
    assert_eq!(bench.ended, [(7, JobResult::Printed)]);
    assert_eq!(bench.sim.papers().len(), 1);
    assert_eq!(bench.sim.papers()[0].bitmap, bench.picture(7));
    assert_eq!(bench.sim.papers()[0].bytes, bench.bytes(7));
    assert_eq!(bench.sim.protocol_errors(), []);
}

#[test]
fn the_first_byte_is_ready_at_once_on_a_printer_known_to_be_able() {
    let mut bench = Bench::new();
    bench.print(7);
    let first = bench.driver.take_output(bench.now).unwrap();
    assert!(first.starts_with(b"\x1b@"));
}

#[test]
fn a_stale_status_is_asked_for_before_the_first_byte() {
    let mut bench = Bench::new();
    bench.now += FRESH;
    bench.print(7);
    let first = bench.driver.take_output(bench.now).unwrap();
    assert_eq!(first, b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04");
}

#[test]
fn a_second_job_waits_for_the_first() {
    let mut bench = Bench::new();
    bench.print(1);
    bench.print(2);
    bench.run_secs(5);
    let printed = JobResult::Printed;
    assert_eq!(bench.ended, [(1, printed), (2, printed)]);
    assert_eq!(bench.sim.papers()[1].bitmap, bench.picture(2));
}

#[test]
fn at_the_real_pace_printed_comes_no_sooner_than_the_paper() {
    let mut bench = Bench::with(Pace::Real, |_| {});
    bench.run(Duration::from_millis(100));
    let start = bench.now;
    bench.print(1);
    let wire = bench.profile.wire_time(bench.bytes(1).len());
    while bench.ended.is_empty() {
        assert!(bench.now < start + Duration::from_secs(20));
        bench.run(Duration::from_millis(5));
    }
    assert_eq!(bench.ended, [(1, JobResult::Printed)]);
    assert!(bench.now - start >= wire);
    assert_eq!(bench.sim.papers()[0].bitmap, bench.picture(1));
}

#[test]
fn idle_faults_are_noticed_and_their_end_too() {
    for (fault, condition, _) in FAULTS {
        let mut bench = Bench::new();
        bench.fault(fault);
        bench.run_secs(4);
        assert_eq!(bench.conditions, [C::Ready, condition], "{fault:?}");
        bench.repair();
        bench.run_secs(4);
        assert_eq!(bench.conditions, [C::Ready, condition, C::Ready], "{fault:?}");
        bench.assert_recovers(&format!("{fault:?} idle"));
    }
}

#[test]
fn a_job_is_refused_when_the_fault_came_before() {
    for (fault, condition, prints) in FAULTS {
        let mut bench = Bench::new();
        bench.fault(fault);
        bench.run_secs(5);
        bench.print(1);
        bench.run_secs(20);
        let expected = if prints { JobResult::Printed } else { JobResult::NotPrinted(condition) };
        assert_eq!(bench.ended, [(1, expected)], "{fault:?}");
        assert_eq!(bench.sim.papers().len(), usize::from(prints), "{fault:?}");
        bench.assert_recovers(&format!("{fault:?} before"));
    }
}

#[test]
fn a_job_is_unconfirmed_when_the_fault_comes_during_it() {
    for (fault, condition, prints) in FAULTS {
        let mut bench = Bench::new();
        bench.print_half(1);
        bench.fault(fault);
        bench.run_secs(20);
        let expected = if prints { JobResult::Printed } else { JobResult::Unconfirmed(condition) };
        assert_eq!(bench.ended, [(1, expected)], "{fault:?}");
        bench.assert_recovers(&format!("{fault:?} during"));
        let whole = bench.picture(1);
        let copies = bench.sim.papers().iter().filter(|p| p.bitmap == whole);
        // A mute printer prints on unheard; any other must not print the rest later.
        let expected = usize::from(prints || fault == F::Mute);
        assert_eq!(copies.count(), expected, "{fault:?}: no silent reprint");
    }
}

#[test]
fn a_fault_after_the_confirmation_changes_nothing_of_the_job() {
    for (fault, condition, _) in FAULTS {
        let mut bench = Bench::new();
        bench.print(1);
        bench.run_secs(5);
        bench.fault(fault);
        bench.run_secs(20);
        assert_eq!(bench.ended, [(1, JobResult::Printed)], "{fault:?}");
        assert_eq!(bench.driver.condition(), condition, "{fault:?}");
        bench.assert_recovers(&format!("{fault:?} after"));
    }
}

#[test]
fn unplugging_idle_before_and_during() {
    let mut bench = Bench::new();
    bench.plug(false);
    assert_eq!(bench.conditions, [C::Ready, C::Unplugged]);
    bench.print(1);
    bench.settle();
    assert_eq!(bench.ended, [(1, JobResult::NotPrinted(C::Unplugged))]);
    bench.assert_recovers("unplugged before");

    let mut bench = Bench::new();
    bench.print_half(1);
    bench.print(2);
    bench.plug(false);
    assert_eq!(
        bench.ended,
        [(1, JobResult::Unconfirmed(C::Unplugged)), (2, JobResult::NotPrinted(C::Unplugged))]
    );
    bench.assert_recovers("unplugged during");
}

#[test]
fn a_printer_that_dies_at_any_byte_never_counts_as_printed_and_never_hangs() {
    let total = Bench::new().bytes(1).len() as u64;
    for after in (0..total).step_by(97) {
        let mut bench = Bench::new();
        bench.fault(F::DieAfterBytes(after));
        bench.print(1);
        bench.run_secs(20);
        let expected = JobResult::Unconfirmed(C::Offline);
        assert_eq!(bench.ended, [(1, expected)], "after {after}");
        bench.assert_recovers(&format!("died after {after}"));
    }
}

#[test]
fn the_confirmation_of_another_job_is_ignored() {
    let mut bench = Bench::new();
    bench.fault(F::Mute);
    bench.print(5);
    bench.run_secs(1);
    let [a, b, c, d] = JobTag::of(4).bytes();
    let late = [0x37, 0x22, a, b, c, d, 0];
    bench.driver.on_bytes(bench.now, &late);
    bench.settle();
    assert_eq!(bench.ended, []);
    let [a, b, c, d] = JobTag::of(5).bytes();
    bench.driver.on_bytes(bench.now, &[0x37, 0x22, a, b, c, d, 0]);
    bench.settle();
    assert_eq!(bench.ended, [(5, JobResult::Printed)]);
}

#[test]
fn a_model_that_answers_nothing_prints_when_its_profile_says_so() {
    let mut bench = Bench::with(Pace::Instant, |profile| {
        profile.status.clear();
        profile.completion = Completion::Nothing;
        profile.automatic_status = false;
    });
    assert_eq!(bench.conditions, [C::Unknown]);
    bench.print(1);
    bench.run_secs(20);
    assert_eq!(bench.ended, [(1, JobResult::Unconfirmed(C::Unknown))]);
    assert_eq!(bench.sim.papers()[0].bitmap, bench.picture(1));
    assert_eq!(bench.sim.protocol_errors(), []);
}

#[test]
fn noise_from_the_printer_neither_breaks_nor_confirms() {
    let mut bench = Bench::new();
    let mut seed = 1_u32;
    for _ in 0..2000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bench.driver.on_bytes(bench.now, &[(seed >> 24) as u8]);
        bench.settle();
    }
    assert_eq!(bench.ended, []);
    bench.run_secs(5);
    assert_eq!(bench.driver.condition(), C::Ready);
    bench.assert_recovers("noise");
}
