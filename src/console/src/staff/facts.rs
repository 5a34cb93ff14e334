//! What the database says for a counter's page, read in one go.

use std::sync::Arc;

use kiosk_core::queue::{Counter, SlipState, TicketId, TicketNumber};
use kiosk_store::{CounterView, Store, StoreError, TicketRecord};

use super::press::Shown;
use crate::live::asked;
use crate::options::Console;

/// What the database says for a counter's page.
pub(super) struct Facts {
    /// `None` when there is no database or it does not answer.
    pub(super) desk: Option<Desk>,
    /// The tickets whose holders may have no slip in hand.
    pub(super) unconfirmed: Vec<(TicketId, TicketNumber, SlipState)>,
}

/// A counter as the database sees it.
pub(super) struct Desk {
    pub(super) view: CounterView,
    /// The ticket that is open there.
    pub(super) open: Option<TicketRecord>,
}

impl Desk {
    /// What the page's buttons are drawn from.
    pub(super) fn shown(&self, counter: &Counter) -> Shown {
        let open = self.view.open.as_ref().map(|call| call.ticket);
        Shown { counter: counter.id, seq: self.view.seq, open }
    }
}

impl Facts {
    pub(super) async fn read(console: &Arc<Console>, counter: &Counter) -> Self {
        let Some(store) = console.store() else {
            return Self { desk: None, unconfirmed: Vec::new() };
        };
        let (asking, counter) = (Arc::clone(console), counter.clone());
        let read = asked(&store, move |store| {
            Ok(Self {
                desk: Some(desk(store, &asking, &counter)?),
                unconfirmed: store.unconfirmed(asking.day())?,
            })
        });
        read.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the counter's page cannot be read");
            Self { desk: None, unconfirmed: Vec::new() }
        })
    }
}

/// The counter as it stands; asked on a thread that may block.
pub(super) fn desk(store: &Store, console: &Console, counter: &Counter) -> Result<Desk, StoreError> {
    let office = console.office();
    let rules = (&counter.services[..], &office.queue);
    let view = store.counter_view(counter.id, rules, console.day())?;
    let open = view.open.as_ref().map(|call| store.ticket(call.ticket)).transpose()?.flatten();
    Ok(Desk { view, open })
}
