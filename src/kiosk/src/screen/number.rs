//! Where a number stands.

use kiosk_core::queue::TicketState;
use kiosk_core::text::Lang;
use kiosk_core::visit::{LookupProblem, NumberPlace};
use kiosk_ui as ui;

/// A slip is wanted.
pub fn look_up(problem: Option<LookupProblem>, scanner_works: bool) -> ui::Page {
    ui::Page::LookUp { problem: problem.map(told), scanner_works }
}

fn told(problem: LookupProblem) -> ui::LookUpProblem {
    match problem {
        LookupProblem::NoSlip => ui::LookUpProblem::NoSlip,
        LookupProblem::NotToday => ui::LookUpProblem::NotToday,
        LookupProblem::Unavailable => ui::LookUpProblem::Unavailable,
    }
}

/// There it stands.
pub fn place(place: &NumberPlace, lang: Lang) -> ui::Page {
    ui::Page::Place {
        number: place.number.to_string(),
        stand: stand(place.state),
        counter: place.counter.map(|counter| counter.0),
        ahead: place.ahead,
        wait: place.wait.map(|wait| wait.in_words(lang)).unwrap_or_default(),
    }
}

fn stand(state: TicketState) -> ui::Stand {
    match state {
        TicketState::Waiting | TicketState::Transferred => ui::Stand::Waiting,
        TicketState::Called => ui::Stand::Called,
        TicketState::Serving => ui::Stand::Serving,
        TicketState::OnHold => ui::Stand::OnHold,
        TicketState::Done | TicketState::Cancelled => ui::Stand::Over,
        TicketState::NoShow => ui::Stand::Missed,
    }
}
