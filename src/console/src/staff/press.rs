//! The id of each button of a page, which makes a press happen once.
//!
//! It is drawn from what the page shows: the counter, the journal's row up to which the page is true, the
//! button and its ticket. The same page shown again, in a second window or after a reload, has the same ids,
//! so that the second press is answered as the first was; every change makes other ones.

use std::collections::VecDeque;

use kiosk_core::queue::{CommandId, CounterId, TicketId};
use maud::{Markup, html};
use sha2::{Digest, Sha256};

/// What the ids of a page's buttons are drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    /// The counter at which the page is shown.
    pub(super) counter: CounterId,
    /// The journal's row up to which it is true.
    pub(super) seq: u64,
    /// The ticket that it shows open at the counter.
    pub(super) open: Option<TicketId>,
}

impl Shown {
    /// The id of the button that does `what` to `ticket`.
    pub(super) fn id(&self, what: &str, ticket: Option<TicketId>) -> CommandId {
        let ticket = ticket.map_or(-1, |ticket| ticket.0);
        let text = format!("press {} {} {what} {ticket}", self.counter.0, self.seq);
        let digest: [u8; 32] = Sha256::digest(text).into();
        CommandId(digest[..16].iter().fold(0, |id, byte| id << 8 | u128::from(*byte)))
    }

    /// The hidden fields of a form that does `what` to `ticket`.
    pub(super) fn fields(&self, what: &str, ticket: Option<TicketId>) -> Markup {
        html! {
            input type="hidden" name="press" value=(self.id(what, ticket));
            @if let Some(open) = self.open { input type="hidden" name="seen" value=(open.0); }
            @if let Some(ticket) = ticket { input type="hidden" name="ticket" value=(ticket.0); }
        }
    }
}

/// An id of a form that is filled in and not only pressed; `None` when the system gives no random numbers.
pub(super) fn drawn() -> Option<CommandId> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).ok()?;
    Some(CommandId(u128::from_be_bytes(id)))
}

/// How many presses are remembered: more than a reload brings back.
const REMEMBERED: usize = 256;

/// The latest presses that made the kiosk print, which the database does not remember.
#[derive(Debug, Default)]
pub(crate) struct Prints(VecDeque<CommandId>);

impl Prints {
    /// Whether this press has not printed yet; from now on it has.
    pub(super) fn first_time(&mut self, press: CommandId) -> bool {
        if self.0.contains(&press) {
            return false;
        }
        self.0.truncate(REMEMBERED - 1);
        self.0.push_front(press);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_by_counter_row_button_and_ticket_and_by_nothing_else() {
        let shown = Shown { counter: CounterId(1), seq: 7, open: None };
        let ids = [
            shown.id("next", None),
            shown.id("done", None),
            shown.id("next", Some(TicketId(1))),
            Shown { seq: 8, ..shown }.id("next", None),
            Shown { counter: CounterId(2), ..shown }.id("next", None),
        ];
        for (nth, id) in ids.iter().enumerate() {
            assert_eq!(ids.iter().position(|other| other == id), Some(nth));
        }
        assert_eq!(shown.id("next", None), shown.id("next", None));
    }

    #[test]
    fn a_press_prints_once_and_old_ones_are_forgotten() {
        let mut prints = Prints::default();
        assert!(prints.first_time(CommandId(0)) && !prints.first_time(CommandId(0)));
        assert!((1..256).all(|n| prints.first_time(CommandId(n))));
        assert!(!prints.first_time(CommandId(0)));
        assert!(prints.first_time(CommandId(256)) && prints.first_time(CommandId(0)));
    }
}
