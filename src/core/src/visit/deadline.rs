//! When a visit leaves its screen, and when it warns.

use std::time::Duration;

use crate::office::Times;
use crate::time::Tick;

use super::maintenance::is_cleaning;
use super::{Comfort, Maintenance, Stage, State, Visit};

/// How long a page with all that was said stands open after the last touch; then a passer-by sees a cover.
const OPEN_UNTOUCHED: Duration = Duration::from_secs(20);

/// How long no touch counts while the screen is wiped: a 24-inch pane with a cloth, twice.
const CLEANING: Duration = Duration::from_secs(30);

/// How long `stage` stays without a touch of a citizen with these wishes. The kiosk's own work is no faster or slower
/// for anybody.
pub(super) fn stay(stage: &Stage, times: &Times, comfort: Comfort) -> Duration {
    let usually = usually(stage, times);
    if warns(stage) { comfort.time(usually) } else { usually }
}

fn usually(stage: &Stage, times: &Times) -> Duration {
    match stage {
        Stage::Choosing
        | Stage::Declaring
        | Stage::ChoosingService
        | Stage::ChoosingField
        | Stage::ChoosingProcedure { .. }
        | Stage::NoCard { .. } => times.choosing,
        Stage::Scanning { .. } | Stage::LookingUp { .. } => times.scanning,
        Stage::Searching { .. }
        | Stage::Informing { .. }
        | Stage::Confirming { .. }
        | Stage::Asking { .. }
        | Stage::Maintaining(
            Maintenance::Naming { .. } | Maintenance::Proving { .. } | Maintenance::Tending { .. },
        ) => times.answering,
        Stage::Maintaining(Maintenance::Cleaning { .. }) => CLEANING,
        Stage::Reviewing(_) | Stage::Amending(_) => times.reviewing,
        Stage::Preparing { .. } | Stage::Issuing { .. } | Stage::Printing(_) => times.working,
        Stage::Placed(_) | Stage::Finished(_) | Stage::Trouble(_) => times.finished,
    }
}

/// Whether the citizen is to be warned before `stage` leaves. While the kiosk itself is at work there is
/// nothing that the citizen could do.
pub(super) fn warns(stage: &Stage) -> bool {
    !matches!(
        stage,
        Stage::Preparing { .. }
            | Stage::Issuing { .. }
            | Stage::Printing(_)
            | Stage::Maintaining(Maintenance::Cleaning { .. })
    )
}

/// Whole seconds until the screen leaves by itself, once the warning is due; `None` before.
pub fn closes_in(state: &State, times: &Times, now: Tick) -> Option<u32> {
    let visit = state.visit.as_ref().filter(|v| warns(&v.stage))?;
    let left = visit.until.saturating_sub(now);
    (left <= times.warning).then(|| u32::try_from(whole_seconds(left)).unwrap_or(u32::MAX))
}

/// Whole seconds until touches count again; `None` while they do.
pub fn cleaned_in(state: &State, now: Tick) -> Option<u32> {
    let visit = state.visit.as_ref().filter(|visit| is_cleaning(Some(visit)))?;
    Some(u32::try_from(whole_seconds(visit.until.saturating_sub(now))).unwrap_or(u32::MAX))
}

fn whole_seconds(left: Duration) -> u128 {
    left.as_millis().div_ceil(1000)
}

/// Whether the page under review is covered, because nobody has touched the screen for a while.
pub fn is_covered(state: &State, times: &Times, now: Tick) -> bool {
    state.visit.as_ref().and_then(|visit| covered_from(visit, times)).is_some_and(|from| from <= now)
}

/// From when on the page is covered unless the screen is touched; `None` for what need not be.
fn covered_from(visit: &Visit, times: &Times) -> Option<Tick> {
    let shows_all = matches!(visit.stage, Stage::Reviewing(_) | Stage::Amending(_));
    let touched = visit.until.saturating_sub(stay(&visit.stage, times, visit.comfort));
    shows_all.then(|| touched + visit.comfort.time(OPEN_UNTOUCHED))
}

/// The next moment at which the screen changes although nothing happens; `None` on the welcome screen.
pub fn next_wakeup(state: &State, times: &Times, now: Tick) -> Option<Tick> {
    let visit = state.visit.as_ref()?;
    let warned_or_left = next_of_leaving(visit, times, now);
    let covered = covered_from(visit, times).filter(|from| now < *from);
    Some(covered.map_or(warned_or_left, |covered| covered.min(warned_or_left)))
}

/// The next moment at which the visit warns, counts down or leaves.
fn next_of_leaving(visit: &Visit, times: &Times, now: Tick) -> Tick {
    let cleaning = is_cleaning(Some(visit));
    if !(warns(&visit.stage) || cleaning) || visit.until <= now {
        return visit.until;
    }
    let left = visit.until - now;
    if left > times.warning && !cleaning {
        return visit.until - times.warning;
    }
    // The next whole second before the end, so that the countdown is told once a second.
    let seconds_after = (whole_seconds(left) - 1) as u64;
    visit.until - Duration::from_secs(seconds_after)
}
