//! The states of the queue as words of the API. They are written out here and not taken from the core, so that a
//! name inside the program can change and the API's cannot.

use kiosk_core::queue::{SlipState, TicketState, Transition};
use kiosk_store::Change;
use serde::Serialize;
use utoipa::ToSchema;

/// Where a ticket is in its life. Waiting and transferred ones are in the queue; called and serving ones are at a
/// counter; done, no-show and cancelled ones are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Waiting,
    Transferred,
    Called,
    Serving,
    OnHold,
    Done,
    NoShow,
    Cancelled,
}

impl From<TicketState> for State {
    fn from(state: TicketState) -> Self {
        match state {
            TicketState::Waiting => Self::Waiting,
            TicketState::Transferred => Self::Transferred,
            TicketState::Called => Self::Called,
            TicketState::Serving => Self::Serving,
            TicketState::OnHold => Self::OnHold,
            TicketState::Done => Self::Done,
            TicketState::NoShow => Self::NoShow,
            TicketState::Cancelled => Self::Cancelled,
        }
    }
}

/// What is known of a ticket's slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Slip {
    Pending,
    Printed,
    NotPrinted,
    Unconfirmed,
}

impl From<SlipState> for Slip {
    fn from(slip: SlipState) -> Self {
        match slip {
            SlipState::Pending => Self::Pending,
            SlipState::Printed => Self::Printed,
            SlipState::NotPrinted => Self::NotPrinted,
            SlipState::Unconfirmed => Self::Unconfirmed,
        }
    }
}

/// What a row of the journal tells: of a ticket, of its slip, or of a counter (paused, resumed).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ChangeKind {
    Issued,
    Called,
    Recalled,
    Serving,
    Held,
    Transferred,
    MovedOn,
    Done,
    NoShow,
    Returned,
    Cancelled,
    Classified,
    Undone,
    ErrandAdded,
    Slip,
    Paused,
    Resumed,
}

impl From<&Change> for ChangeKind {
    fn from(change: &Change) -> Self {
        match change {
            Change::Issued { .. } => Self::Issued,
            Change::Moved { transition, .. } => (*transition).into(),
            Change::ErrandAdded { .. } => Self::ErrandAdded,
            Change::Slip { .. } => Self::Slip,
            Change::Paused(_) => Self::Paused,
            Change::Resumed(_) => Self::Resumed,
        }
    }
}

impl From<Transition> for ChangeKind {
    fn from(transition: Transition) -> Self {
        match transition {
            Transition::Issued => Self::Issued,
            Transition::Called => Self::Called,
            Transition::Recalled => Self::Recalled,
            Transition::Serving => Self::Serving,
            Transition::Held => Self::Held,
            Transition::Transferred => Self::Transferred,
            Transition::MovedOn => Self::MovedOn,
            Transition::Done => Self::Done,
            Transition::NoShow => Self::NoShow,
            Transition::Returned => Self::Returned,
            Transition::Cancelled => Self::Cancelled,
            Transition::Classified => Self::Classified,
            Transition::Undone => Self::Undone,
        }
    }
}
