//! Every fault at every moment on every built-in profile, in every way of printing.

use super::bench::{Bench, profiles};
use super::*;

/// When the trouble begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// Long enough before the slip for the printer to have told of it.
    Before,
    /// After about 40 % of the bytes.
    During,
    /// After the last byte and before the cut.
    AfterLastByte,
    /// After the slip was confirmed.
    AfterConfirmation,
}

const MOMENTS: [Moment; 4] =
    [Moment::Before, Moment::During, Moment::AfterLastByte, Moment::AfterConfirmation];

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Printer(F),
    Unplugged,
}

const TROUBLES: [Trouble; 11] = [
    Trouble::Printer(F::PaperOut),
    Trouble::Printer(F::NearEnd),
    Trouble::Printer(F::CoverOpen),
    Trouble::Printer(F::CutterJam),
    Trouble::Printer(F::PassingError),
    Trouble::Printer(F::Offline),
    Trouble::Printer(F::SlipNotTaken),
    Trouble::Printer(F::Stall),
    Trouble::Printer(F::Mute),
    Trouble::Printer(F::DieAfterBytes(0)),
    Trouble::Unplugged,
];

/// The condition that the trouble shows in a printer that can be asked.
fn shown(trouble: Trouble, profile: &PrinterProfile) -> C {
    let unheard = if profile.silent { C::Unknown } else { C::Offline };
    match trouble {
        Trouble::Printer(F::PaperOut) => C::PaperOut,
        Trouble::Printer(F::NearEnd) => C::NearEnd,
        Trouble::Printer(F::CoverOpen) => C::CoverOpen,
        Trouble::Printer(F::CutterJam) => C::CutterJam,
        Trouble::Printer(F::PassingError) => C::Fault,
        Trouble::Printer(F::Offline) => C::Offline,
        Trouble::Printer(F::SlipNotTaken) if profile.slip_sensor => C::SlipWaiting,
        Trouble::Printer(F::SlipNotTaken) => C::Ready,
        Trouble::Printer(F::Stall) => C::Stalled,
        Trouble::Printer(F::Mute | F::DieAfterBytes(_)) => unheard,
        Trouble::Unplugged => C::Unplugged,
    }
}

/// Whether the printer goes on printing and answering.
fn is_harmless(trouble: Trouble) -> bool {
    matches!(trouble, Trouble::Printer(F::NearEnd | F::SlipNotTaken))
}

/// How a slip ends. `stuck` says that the printer had no room for the rest of it, and did not tell of the
/// trouble by itself: then the line itself is all that is seen.
fn expected(trouble: Trouble, moment: Moment, profile: &PrinterProfile, stuck: bool) -> JobResult {
    let shown = shown(trouble, profile);
    let able = matches!(shown, C::Ready | C::NearEnd | C::SlipWaiting | C::Unknown);
    match moment {
        Moment::AfterConfirmation => JobResult::Printed,
        _ if is_harmless(trouble) => JobResult::Printed,
        Moment::Before if !able => JobResult::NotPrinted(shown),
        Moment::During if stuck => JobResult::Unconfirmed(C::Stalled),
        Moment::Before | Moment::During | Moment::AfterLastByte => JobResult::Unconfirmed(shown),
    }
}

/// How many whole slips lie there while the trouble lasts.
fn papers(trouble: Trouble, result: JobResult, moment: Moment) -> usize {
    let unheard = trouble == Trouble::Printer(F::Mute);
    let cut_off = trouble == Trouble::Unplugged && moment == Moment::AfterLastByte;
    match result {
        JobResult::Printed => 1,
        JobResult::NotPrinted(_) => 0,
        JobResult::Unconfirmed(_) => usize::from(unheard || cut_off),
    }
}

fn strike(bench: &mut Bench, trouble: Trouble) {
    match trouble {
        Trouble::Printer(fault) => bench.fault(fault),
        Trouble::Unplugged => bench.plug(false),
    }
}

/// Prints slip 1 with `trouble` at `moment`, and gives the bytes that were still to come when it struck.
fn play(bench: &mut Bench, trouble: Trouble, moment: Moment) -> usize {
    let length = bench.bytes(1).len();
    let limit = Duration::from_secs(60);
    match moment {
        Moment::Before => {
            strike(bench, trouble);
            bench.run_secs(5);
            bench.print(1);
        }
        Moment::During => {
            bench.print(1);
            bench.run_until(limit, |bench| bench.driver.out.job_sent() * 10 >= length * 4);
        }
        Moment::AfterLastByte => {
            bench.print(1);
            bench.run_until(limit, |bench| bench.driver.out.job_sent() == length);
            assert_eq!(bench.sim.papers().len(), 0);
        }
        Moment::AfterConfirmation => {
            bench.print(1);
            bench.run_until(limit, |bench| !bench.ended.is_empty());
        }
    }
    let rest = length - bench.driver.out.job_sent();
    if moment != Moment::Before {
        strike(bench, trouble);
    }
    rest
}

/// Whether the printer, once stopped, has no room for the rest of a slip and cannot tell why by itself.
fn has_no_room(rest: usize, trouble: Trouble, moment: Moment, profile: &PrinterProfile) -> bool {
    use F::{CoverOpen, CutterJam, Offline, PaperOut, PassingError};
    let stops = [PaperOut, CoverOpen, CutterJam, PassingError, Offline].map(Trouble::Printer);
    let room = profile.buffer_bytes.max(profile.longest_command());
    moment == Moment::During && stops.contains(&trouble) && !profile.automatic_status && rest > room
}

fn case(profile: &PrinterProfile, trouble: Trouble, moment: Moment) {
    let name = format!("{} by {}: {trouble:?} {moment:?}", profile.name, profile.way.name());
    let mut bench = Bench::on(profile.clone(), Pace::Real);
    bench.run_secs(1);
    let rest = play(&mut bench, trouble, moment);
    let stuck = has_no_room(rest, trouble, moment, profile);
    let result = expected(trouble, moment, profile, stuck);
    bench.run_until(Duration::from_secs(60), |bench| !bench.ended.is_empty());
    bench.run_secs(40);
    assert_eq!(bench.ended, [(1, result)], "{name}");
    let condition = if stuck { C::Stalled } else { shown(trouble, profile) };
    assert_eq!(bench.driver.condition(), condition, "{name}");
    assert_eq!(bench.conditions.last(), Some(&condition), "{name}: told");
    assert_eq!(bench.complete(0, 1, &name), papers(trouble, result, moment), "{name}");

    bench.repair();
    bench.run_secs(8);
    // All of it lies in the printer, which may go on before it can be told to forget it.
    let late = usize::from(trouble == Trouble::Printer(F::Stall) && moment == Moment::AfterLastByte);
    let came = bench.complete(0, 1, &name) - papers(trouble, result, moment);
    assert!(came <= late, "{name}: a slip came out late");
    bench.assert_recovers(&name);
}

#[test]
fn every_fault_at_every_moment_on_every_profile() {
    for profile in profiles() {
        for trouble in TROUBLES {
            for moment in MOMENTS {
                case(&profile, trouble, moment);
            }
        }
    }
}
