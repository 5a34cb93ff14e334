//! Where a number stands, as the screens' models have it.

use slint::SharedString;

use crate::generated::{LookUpProblem as ShownProblem, PlaceKind, PlaceModel};
use crate::present::whole;
use crate::screen::{LookUpProblem, Page, Stand};

/// Why a code told nothing.
pub(crate) fn problem(problem: Option<LookUpProblem>) -> ShownProblem {
    match problem {
        None => ShownProblem::None,
        Some(LookUpProblem::NoSlip) => ShownProblem::NoSlip,
        Some(LookUpProblem::NotToday) => ShownProblem::NotToday,
        Some(LookUpProblem::Unavailable) => ShownProblem::Unavailable,
    }
}

/// Shows a [`Page::Place`].
pub(crate) fn place(model: &PlaceModel<'_>, page: &Page) {
    let Page::Place { number, stand, counter, ahead, wait } = page else { return };
    model.set_number(number.as_str().into());
    model.set_kind(kind(*stand));
    model.set_counter(counter.map_or(0, whole));
    model.set_ahead(whole(*ahead));
    model.set_wait(wait.as_str().into());
}

/// Overwrites what it showed.
pub(crate) fn forget(model: &PlaceModel<'_>) {
    model.set_number(SharedString::new());
    model.set_wait(SharedString::new());
}

fn kind(stand: Stand) -> PlaceKind {
    match stand {
        Stand::Waiting => PlaceKind::Waiting,
        Stand::Called => PlaceKind::Called,
        Stand::Serving => PlaceKind::Serving,
        Stand::OnHold => PlaceKind::OnHold,
        Stand::Over => PlaceKind::Over,
        Stand::Missed => PlaceKind::Missed,
    }
}
