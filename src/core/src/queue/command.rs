//! What staff can do with a ticket, and what it makes of where the ticket stands.

use thiserror::Error;

use super::{ClassId, CounterId, QueueRules, ServiceId, Standing, TicketState};

/// A command of staff about one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Call it to the counter: out of its turn from the queue, back from hold, or because a no-show has
    /// come after all.
    Call,
    /// Call it once more.
    Recall,
    /// The citizen is here.
    Serve,
    /// Set it aside until the citizen is back.
    Hold,
    /// Let it wait for another service, or for one counter alone; it keeps its arrival.
    Transfer {
        /// The service that it waits for from now on; it takes the place of the present errand.
        service: ServiceId,
        /// The one counter that is to call it, or any that calls the service.
        only_at: Option<CounterId>,
    },
    /// This errand is done.
    Done,
    /// Nobody came.
    NoShow,
    /// Back into the queue, with its old arrival, from hold or after a no-show.
    Return,
    /// It is given back, or was issued by mistake.
    Cancel,
    /// It belongs to this class, or to none: confirms a claim, refuses it, or corrects what was wrong.
    Classify(Option<ClassId>),
}

/// What happened to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transition {
    /// It joined the queue.
    Issued,
    /// It was called to a counter.
    Called,
    /// It was called once more.
    Recalled,
    /// The citizen came to the counter.
    Serving,
    /// It was set aside.
    Held,
    /// It waits for another service or counter.
    Transferred,
    /// An errand is done, and it waits for the next one.
    MovedOn,
    /// Its last errand is done.
    Done,
    /// Nobody came.
    NoShow,
    /// It is back in the queue.
    Returned,
    /// It was given back.
    Cancelled,
    /// Its class was confirmed, refused or corrected.
    Classified,
    /// An earlier command was taken back.
    Undone,
}

/// A change: what happened, and where the ticket stands after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What happened.
    pub transition: Transition,
    /// Where it stands now.
    pub standing: Standing,
}

/// Why a command is refused. Nothing has changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum Refusal {
    /// The counter does not stand where the clerk believes: a double click or a second window.
    #[error("the counter has moved on")]
    Stale,
    /// The command makes no sense for a ticket in this state.
    #[error("the ticket is in a state that does not allow this")]
    WrongState,
    /// Another counter has called the ticket.
    #[error("another counter has called the ticket")]
    AtAnotherCounter,
    /// The number has been called as often as the office allows.
    #[error("the number has been called as often as allowed")]
    RecallLimit,
    /// The counter has paused.
    #[error("the counter has paused")]
    Paused,
    /// The counter is busy with another ticket.
    #[error("the counter is busy with another ticket")]
    CounterBusy,
    /// The office has no such class.
    #[error("there is no such class")]
    NoSuchClass,
    /// Something else happened to the ticket since; only its latest change can be undone.
    #[error("only the latest change of a ticket can be undone")]
    NotTheLatest,
}

/// Where a command comes from, and what it is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The counter that gives it.
    pub counter: CounterId,
    /// The ticket's errands after the first, in their order.
    pub errands: &'a [ServiceId],
    /// The office's rules.
    pub rules: &'a QueueRules,
}

/// What `command` makes of a ticket that stands at `from`.
///
/// # Errors
/// Why it is refused.
pub fn apply(from: &Standing, command: &Command, context: Context<'_>) -> Result<Moved, Refusal> {
    match command {
        Command::Call => call(from, context.counter),
        Command::Recall => recall(from, context),
        Command::Serve => at_counter(from, context.counter, &[TicketState::Called])
            .map(|()| to(from, TicketState::Serving, Transition::Serving)),
        Command::Hold => {
            at_counter(from, context.counter, OPEN).map(|()| to(from, TicketState::OnHold, Transition::Held))
        }
        Command::Transfer { service, only_at } => transfer(from, context.counter, service.clone(), *only_at),
        Command::Done => done(from, context),
        Command::NoShow => at_counter(from, context.counter, &[TicketState::Called])
            .map(|()| to(from, TicketState::NoShow, Transition::NoShow)),
        Command::Return => back(from),
        Command::Cancel => cancel(from, context.counter),
        Command::Classify(class) => classify(from, class.clone(), context.rules),
    }
}

/// What the end of the service day makes of a ticket: who still waits or is on hold did not come; what is
/// open at a counter counts as done, as it would with the counter's next call. `None` for a ticket that is over.
pub fn close(from: &Standing) -> Option<Moved> {
    match from.state {
        TicketState::Waiting | TicketState::Transferred | TicketState::OnHold => {
            Some(to(from, TicketState::NoShow, Transition::NoShow))
        }
        TicketState::Called | TicketState::Serving => Some(to(from, TicketState::Done, Transition::Done)),
        TicketState::Done | TicketState::NoShow | TicketState::Cancelled => None,
    }
}

/// The states in which a counter is busy with a ticket.
const OPEN: &[TicketState] = &[TicketState::Called, TicketState::Serving];

fn to(from: &Standing, state: TicketState, transition: Transition) -> Moved {
    Moved { transition, standing: Standing { state, ..from.clone() } }
}

/// Only the counter that has the ticket may go on with it.
fn at_counter(from: &Standing, counter: CounterId, states: &[TicketState]) -> Result<(), Refusal> {
    if from.state.is_at_counter() && from.counter != Some(counter) {
        return Err(Refusal::AtAnotherCounter);
    }
    if states.contains(&from.state) { Ok(()) } else { Err(Refusal::WrongState) }
}

/// A ticket that no counter is busy with, or this one, in one of `states`.
fn free_or_here(from: &Standing, counter: CounterId, states: &[TicketState]) -> Result<(), Refusal> {
    let free = from.state.is_waiting() || from.state == TicketState::OnHold;
    if free { Ok(()) } else { at_counter(from, counter, states) }
}

fn call(from: &Standing, counter: CounterId) -> Result<Moved, Refusal> {
    let callable = from.state.is_waiting() || matches!(from.state, TicketState::OnHold | TicketState::NoShow);
    if !callable {
        return Err(if from.state.is_at_counter() && from.counter != Some(counter) {
            Refusal::AtAnotherCounter
        } else {
            Refusal::WrongState
        });
    }
    let standing = Standing {
        state: TicketState::Called,
        counter: Some(counter),
        only_at: None,
        calls: 1,
        ..from.clone()
    };
    Ok(Moved { transition: Transition::Called, standing })
}

fn recall(from: &Standing, context: Context<'_>) -> Result<Moved, Refusal> {
    at_counter(from, context.counter, &[TicketState::Called])?;
    if from.calls > context.rules.recalls {
        return Err(Refusal::RecallLimit);
    }
    let standing = Standing { calls: from.calls + 1, ..from.clone() };
    Ok(Moved { transition: Transition::Recalled, standing })
}

fn done(from: &Standing, context: Context<'_>) -> Result<Moved, Refusal> {
    at_counter(from, context.counter, OPEN)?;
    let next = context.errands.get(usize::try_from(from.errand).unwrap_or(usize::MAX));
    Ok(match next {
        None => to(from, TicketState::Done, Transition::Done),
        Some(service) => {
            let queued = waiting(from, TicketState::Waiting, service.clone());
            let standing = Standing { errand: from.errand + 1, ..queued };
            Moved { transition: Transition::MovedOn, standing }
        }
    })
}

fn transfer(
    from: &Standing,
    counter: CounterId,
    service: ServiceId,
    only_at: Option<CounterId>,
) -> Result<Moved, Refusal> {
    free_or_here(from, counter, OPEN)?;
    let standing = Standing { only_at, ..waiting(from, TicketState::Transferred, service) };
    Ok(Moved { transition: Transition::Transferred, standing })
}

fn back(from: &Standing) -> Result<Moved, Refusal> {
    match from.state {
        TicketState::OnHold | TicketState::NoShow => {
            let standing = waiting(from, TicketState::Waiting, from.service.clone());
            Ok(Moved { transition: Transition::Returned, standing })
        }
        TicketState::Waiting
        | TicketState::Transferred
        | TicketState::Called
        | TicketState::Serving
        | TicketState::Done
        | TicketState::Cancelled => Err(Refusal::WrongState),
    }
}

fn waiting(from: &Standing, state: TicketState, service: ServiceId) -> Standing {
    Standing { state, service, counter: None, only_at: None, calls: 0, ..from.clone() }
}

fn cancel(from: &Standing, counter: CounterId) -> Result<Moved, Refusal> {
    free_or_here(from, counter, &[TicketState::Called])?;
    Ok(to(from, TicketState::Cancelled, Transition::Cancelled))
}

fn classify(from: &Standing, class: Option<ClassId>, rules: &QueueRules) -> Result<Moved, Refusal> {
    if from.state.is_over() {
        return Err(Refusal::WrongState);
    }
    if class.as_ref().is_some_and(|id| rules.class(id).is_none()) {
        return Err(Refusal::NoSuchClass);
    }
    let priority = rules.has_priority(class.as_ref());
    let standing = Standing { class, claim: None, priority, ..from.clone() };
    Ok(Moved { transition: Transition::Classified, standing })
}
