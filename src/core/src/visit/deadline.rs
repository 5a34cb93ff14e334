//! When a visit leaves its screen, and when it warns.

use std::time::Duration;

use crate::office::Times;
use crate::time::Tick;

use super::{Comfort, Stage, State};

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
        | Stage::Asking { .. } => times.answering,
        Stage::Reviewing { .. } => times.reviewing,
        Stage::Preparing { .. } | Stage::Issuing { .. } | Stage::Printing(_) => times.working,
        Stage::Placed(_) | Stage::Finished(_) | Stage::Trouble(_) => times.finished,
    }
}

/// Whether the citizen is to be warned before `stage` leaves. While the kiosk itself is at work there is
/// nothing that the citizen could do.
pub(super) fn warns(stage: &Stage) -> bool {
    !matches!(stage, Stage::Preparing { .. } | Stage::Issuing { .. } | Stage::Printing(_))
}

/// Whole seconds until the screen leaves by itself, once the warning is due; `None` before.
pub fn closes_in(state: &State, times: &Times, now: Tick) -> Option<u32> {
    let visit = state.visit.as_ref().filter(|v| warns(&v.stage))?;
    let left = visit.until.saturating_sub(now);
    (left <= times.warning).then(|| u32::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u32::MAX))
}

/// The next moment at which the screen changes although nothing happens; `None` on the welcome screen.
pub fn next_wakeup(state: &State, times: &Times, now: Tick) -> Option<Tick> {
    let visit = state.visit.as_ref()?;
    if !warns(&visit.stage) || visit.until <= now {
        return Some(visit.until);
    }
    let left = visit.until - now;
    if left > times.warning {
        return Some(visit.until - times.warning);
    }
    // The next whole second before the end, so that the countdown is told once a second.
    let seconds_after = (left.as_millis().div_ceil(1000) - 1) as u64;
    Some(visit.until - Duration::from_secs(seconds_after))
}
