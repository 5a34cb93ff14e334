//! Every fault at every moment.

use ipp::prelude::Operation;

use super::bench::{Bench, PROCESSING, pdf, seconds};
use crate::office::{
    OfficeCondition as Condition, OfficeFault as Fault, OfficeResult as Outcome, OfficeSettings,
};

const FAULTS: [Fault; 7] = [
    Fault::PaperOut,
    Fault::PaperJam,
    Fault::CoverOpen,
    Fault::TonerLow,
    Fault::Busy,
    Fault::Off,
    Fault::Silent,
];

/// The condition that staff see in this fault, where it can be seen.
fn condition(fault: Fault) -> Condition {
    match fault {
        Fault::PaperOut => Condition::PaperOut,
        Fault::PaperJam => Condition::PaperJam,
        Fault::CoverOpen => Condition::CoverOpen,
        Fault::TonerLow => Condition::TonerLow,
        Fault::Busy => Condition::Busy,
        Fault::Off | Fault::Silent => Condition::Unreachable,
    }
}

fn whole_patience() -> std::time::Duration {
    let settings = OfficeSettings::default();
    settings.deadline + settings.cancel_grace
}

#[test]
fn idle_faults_are_seen_once_and_so_is_their_end() {
    for fault in FAULTS.into_iter().filter(|&fault| fault != Fault::Busy) {
        let mut bench = Bench::idle();
        bench.fault(fault);
        bench.run(seconds(30));
        bench.repair();
        bench.run(seconds(30));
        let expected = [Condition::Ready, condition(fault), Condition::Ready];
        assert_eq!(bench.conditions(), expected, "{fault:?}");
    }
}

#[test]
fn before_the_job() {
    for fault in FAULTS {
        let mut bench = Bench::idle();
        bench.fault(fault);
        bench.run(seconds(20));
        bench.print(1, 0);
        bench.run(whole_patience());
        let prints = condition(fault) == Condition::TonerLow;
        let expected = if prints { Outcome::Printed } else { Outcome::NotPrinted(condition(fault)) };
        assert_eq!(bench.result(1), expected, "{fault:?}");
        assert_eq!(bench.sim.received(), u64::from(prints), "{fault:?}: the document stayed here");
    }
}

#[test]
fn before_the_job_the_answer_comes_at_once() {
    for fault in [Fault::PaperOut, Fault::PaperJam, Fault::CoverOpen, Fault::Off] {
        let mut bench = Bench::idle();
        bench.fault(fault);
        bench.print(1, 0);
        bench.run(seconds(0));
        assert_eq!(bench.result(1), Outcome::NotPrinted(condition(fault)), "{fault:?}");
    }
}

#[test]
fn during_the_job() {
    for fault in FAULTS {
        let mut bench = Bench::idle();
        bench.print(1, 0);
        bench.run(PROCESSING / 2);
        bench.fault(fault);
        bench.run(whole_patience());
        let expected = match fault {
            Fault::TonerLow | Fault::Busy => Outcome::Printed,
            Fault::Off | Fault::Silent => Outcome::Unconfirmed(condition(fault)),
            Fault::PaperOut | Fault::PaperJam | Fault::CoverOpen => Outcome::NotPrinted(condition(fault)),
        };
        assert_eq!(bench.result(1), expected, "{fault:?}");
    }
}

#[test]
fn a_fault_mended_in_time_costs_only_time() {
    for fault in [Fault::PaperOut, Fault::CoverOpen, Fault::TonerLow, Fault::Busy, Fault::Silent] {
        let mut bench = Bench::idle();
        bench.print(1, 0);
        bench.run(PROCESSING / 2);
        bench.fault(fault);
        bench.run(seconds(20));
        bench.repair();
        bench.run(seconds(15));
        assert_eq!(bench.result(1), Outcome::Printed, "{fault:?}");
        assert_eq!(bench.sim.latest_pdf().unwrap(), pdf(0), "{fault:?}");
    }
}

#[test]
fn nothing_comes_out_after_the_job_was_given_up() {
    for fault in FAULTS {
        let mut bench = Bench::idle();
        bench.print(1, 0);
        bench.run(PROCESSING / 2);
        bench.fault(fault);
        bench.run(whole_patience());
        // Long enough for an attempt at withdrawing to fail.
        bench.run(seconds(40));
        let printed = bench.sim.printed();
        // It answers again, but cannot print before it has been asked to drop the job.
        bench.fault(Fault::PaperOut);
        bench.sim.clear(bench.now, fault);
        bench.run(seconds(30));
        bench.repair();
        let cancelled = bench.count(Operation::CancelJob);
        bench.run(seconds(60));
        assert_eq!(bench.sim.printed(), printed, "{fault:?}");
        assert_eq!(bench.sim.unfinished(), 0, "{fault:?}");
        assert_eq!(bench.count(Operation::CancelJob), cancelled, "{fault:?}: once is enough");
    }
}

#[test]
fn silence_at_the_moment_of_sending_leaves_the_document_in_doubt() {
    let mut bench = Bench::idle();
    bench.fault(Fault::Busy);
    bench.print(1, 0);
    bench.run(seconds(1));
    bench.repair();
    bench.fault(Fault::Silent);
    bench.run(seconds(15));
    assert_eq!(bench.result(1), Outcome::Unconfirmed(Condition::Unreachable));
}

#[test]
fn a_busy_printer_is_asked_again_ever_more_slowly() {
    let mut bench = Bench::idle();
    bench.fault(Fault::Busy);
    bench.print(1, 0);
    bench.run(seconds(10));
    let tries: Vec<_> = bench.asked.iter().filter(|a| a.1 == Operation::PrintJob).map(|a| a.0).collect();
    let pauses: Vec<_> = tries.windows(2).map(|pair| (pair[1] - pair[0]).as_millis()).collect();
    assert_eq!(pauses[..6], [250, 500, 1000, 2000, 2000, 2000]);
    bench.repair();
    bench.run(seconds(5));
    assert_eq!(bench.result(1), Outcome::Printed);
}

/// A small reproducible generator (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

#[test]
fn whatever_breaks_each_job_ends_once_in_time_and_the_result_is_true() {
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let mut bench = Bench::new();
        let mut due = Vec::new();
        for job in 0..3 {
            let printed = bench.sim.printed();
            bench.print(job, 0);
            due.push(bench.now + whole_patience());
            for _ in 0..dice.roll(6) {
                bench.run(std::time::Duration::from_millis(dice.roll(4_000)));
                match dice.roll(9) {
                    n @ 0..7 => bench.fault(FAULTS[n as usize]),
                    7 => bench.driver.cancel(bench.now, job),
                    _ => bench.repair(),
                }
            }
            bench.run(whole_patience());
            let ends = bench.ends(job);
            assert_eq!(ends.len(), 1, "seed {seed} job {job}");
            assert!(ends[0].0 <= due[job as usize], "seed {seed} job {job}: too late");
            bench.repair();
            bench.run(seconds(100));
            let came_out = bench.sim.printed() - printed;
            match ends[0].1 {
                Outcome::Printed => assert_eq!(came_out, 1, "seed {seed} job {job}"),
                Outcome::NotPrinted(_) => assert_eq!(came_out, 0, "seed {seed} job {job}"),
                Outcome::Unconfirmed(_) => assert!(came_out <= 1, "seed {seed} job {job}"),
            }
        }
    }
}
