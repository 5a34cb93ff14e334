//! The buttons: what each of them sends to the database, and where its page goes then.

use std::sync::{Arc, PoisonError};

use axum::Form;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kiosk_core::queue::{
    ClassId, Command, CommandId, Counter, CounterId, ServiceId, SlipPrint, StaffId, TicketId, Transition,
};
use kiosk_store::{CallOutcome, Change, Deed, Entry, Origin, Store, StoreError};
use serde::Deserialize;

use super::clerk::{Clerk, Unsigned};
use super::note::Note;
use super::press::drawn;
use crate::live::{asked, committed};
use crate::options::{Console, StaffSignal};

/// What the forms of the counter's pages send.
#[derive(Deserialize)]
pub(super) struct Pressed {
    /// The button's id.
    #[serde(default)]
    press: String,
    /// The ticket that the page showed open at the counter; empty when it showed none.
    #[serde(default)]
    seen: String,
    /// The ticket that the command is about; the open one when it is empty.
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    only_at: String,
    #[serde(default)]
    class: String,
    /// The press to take back.
    #[serde(default)]
    undo: String,
}

impl Pressed {
    fn seen(&self) -> Option<TicketId> {
        self.seen.parse().ok().map(TicketId)
    }

    fn ticket(&self) -> Option<TicketId> {
        self.ticket.parse().ok().map(TicketId).or_else(|| self.seen())
    }

    /// The button's id, or a new one for a form of other software that sends none.
    fn id(&self) -> Option<CommandId> {
        self.press.parse().ok().or_else(drawn)
    }
}

/// The commands about one ticket, as their addresses call them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Verb {
    Recall,
    Serve,
    Hold,
    Transfer,
    Done,
    NoShow,
    Return,
    Cancel,
    Classify,
}

impl Verb {
    /// The command; `None` when the form names a service that the office has not got.
    fn command(self, console: &Console, pressed: &Pressed) -> Option<Command> {
        Some(match self {
            Self::Recall => Command::Recall,
            Self::Serve => Command::Serve,
            Self::Hold => Command::Hold,
            Self::Done => Command::Done,
            Self::NoShow => Command::NoShow,
            Self::Return => Command::Return,
            Self::Cancel => Command::Cancel,
            Self::Classify => {
                Command::Classify((!pressed.class.is_empty()).then(|| ClassId(pressed.class.clone())))
            }
            Self::Transfer => {
                let service = ServiceId(pressed.service.clone());
                console.office().service(&service)?;
                let only_at = pressed.only_at.parse().ok().map(CounterId);
                Command::Transfer { service, only_at }
            }
        })
    }
}

/// Where a command leads: back to the counter's page, with a note if there is something to say.
pub(super) fn back(note: Option<Note>) -> Redirect {
    match note {
        None => Redirect::to("/staff"),
        Some(note) => Redirect::to(&format!("/staff?note={}", note.name())),
    }
}

/// The database and the counter that a command is about.
pub(super) fn at_counter(console: &Console, clerk: &Clerk) -> Result<(Store, Counter), Redirect> {
    let counter = clerk.at(console).ok_or_else(|| back(None))?;
    let store = console.store().ok_or_else(|| back(Some(Note::Failed)))?;
    Ok((store, counter))
}

/// The database, the counter, and the press of a button there by this clerk.
fn press(console: &Console, clerk: &Clerk, pressed: &Pressed) -> Result<(Store, Counter, Origin), Redirect> {
    let (store, counter) = at_counter(console, clerk)?;
    let command = pressed.id().ok_or_else(|| back(Some(Note::Failed)))?;
    let staff = Some(clerk.id.clone());
    let origin = Origin { command, counter: counter.id, staff, at: console.now().civil };
    Ok((store, counter, origin))
}

/// Calls whose turn it is.
pub(super) async fn next(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(pressed): Form<Pressed>,
) -> Result<Redirect, Redirect> {
    let (store, counter, origin) = press(&console, &clerk, &pressed)?;
    let office = console.office();
    let (rules, day) = ((&counter.services[..], &office.queue), console.day());
    let called = committed(|reply| store.call_next(origin, rules, pressed.seen(), day, reply)).await;
    Ok(back(match called {
        Ok(CallOutcome::Called(_)) => moved_on(&store, pressed.seen()).await,
        Ok(CallOutcome::NobodyWaiting) => moved_on(&store, pressed.seen()).await.or(Some(Note::Nobody)),
        Err(error) => Some(error.into()),
    }))
}

/// Calls one ticket, whose turn it need not be.
pub(super) async fn call(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(pressed): Form<Pressed>,
) -> Result<Redirect, Redirect> {
    let (store, _, origin) = press(&console, &clerk, &pressed)?;
    let ticket = pressed.ticket().ok_or_else(|| back(Some(Note::Stale)))?;
    let office = console.office();
    let called = committed(|reply| store.call(origin, ticket, pressed.seen(), &office.queue, reply)).await;
    Ok(back(match called {
        Ok(_) => moved_on(&store, pressed.seen()).await,
        Err(error) => Some(error.into()),
    }))
}

/// Whether the ticket that was ended by a call has another errand, which is to be said.
async fn moved_on(store: &Store, ended: Option<TicketId>) -> Option<Note> {
    let ended = ended?;
    let record = asked(store, move |store| store.ticket(ended)).await.ok().flatten()?;
    record.standing.state.is_waiting().then_some(Note::MovedOn)
}

/// A command about one ticket.
pub(super) async fn about_ticket(
    State(console): State<Arc<Console>>,
    verb: Result<Path<Verb>, PathRejection>,
    clerk: Result<Clerk, Unsigned>,
    Form(pressed): Form<Pressed>,
) -> Response {
    let Ok(Path(verb)) = verb else { return StatusCode::NOT_FOUND.into_response() };
    match clerk {
        Ok(clerk) => give(&console, &clerk, verb, &pressed).await.into_response(),
        Err(unsigned) => unsigned.into_response(),
    }
}

async fn give(console: &Console, clerk: &Clerk, verb: Verb, pressed: &Pressed) -> Result<Redirect, Redirect> {
    let (store, _, origin) = press(console, clerk, pressed)?;
    let ticket = pressed.ticket().ok_or_else(|| back(Some(Note::Stale)))?;
    let command = verb.command(console, pressed).ok_or_else(|| back(Some(Note::WrongState)))?;
    let office = console.office();
    let given = committed(|reply| store.command(origin, ticket, command, &office.queue, reply)).await;
    Ok(back(note_of(given)))
}

fn note_of(given: Result<Entry, StoreError>) -> Option<Note> {
    match given {
        Ok(Entry { change: Change::Moved { transition: Transition::MovedOn, .. }, .. }) => {
            Some(Note::MovedOn)
        }
        Ok(_) => None,
        Err(error) => Some(error.into()),
    }
}

pub(super) async fn pause(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(pressed): Form<Pressed>,
) -> Result<Redirect, Redirect> {
    let (store, _, origin) = press(&console, &clerk, &pressed)?;
    let paused = committed(|reply| store.pause(origin, reply)).await;
    Ok(back(paused.err().map(Note::from)))
}

pub(super) async fn resume(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(pressed): Form<Pressed>,
) -> Result<Redirect, Redirect> {
    let (store, _, origin) = press(&console, &clerk, &pressed)?;
    let resumed = committed(|reply| store.resume(origin, reply)).await;
    Ok(back(resumed.err().map(Note::from)))
}

/// Takes back the counter's last press.
pub(super) async fn undo(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(pressed): Form<Pressed>,
) -> Result<Redirect, Redirect> {
    let (store, _, origin) = press(&console, &clerk, &pressed)?;
    let press = pressed.undo.parse().map_err(|_| back(Some(Note::Stale)))?;
    let undone = committed(|reply| store.undo_press(origin, press, reply)).await;
    Ok(back(Some(undone.map_or_else(Note::from, |_| Note::Undone))))
}

/// Somebody went to the citizen who asked for help.
pub(super) async fn help_given(State(console): State<Arc<Console>>, clerk: Clerk) -> Redirect {
    (console.options.on_staff)(StaffSignal::HelpGiven);
    note_deed(&console, &clerk.id, Deed::HelpGiven).await;
    back(None)
}

/// Writes down what somebody did. That it cannot be written down does not undo it.
pub(super) async fn note_deed(console: &Console, staff: &StaffId, deed: Deed) {
    let Some(store) = console.store() else { return };
    let (staff, at) = (staff.clone(), console.now().civil);
    if let Err(error) = committed(|reply| store.note_deed(staff, deed, at, reply)).await {
        tracing::error!(?deed, %error, "what staff did could not be noted");
    }
}

/// Prints a ticket's slip at the kiosk once more.
pub(super) async fn reprint(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(pressed): Form<Pressed>,
) -> Result<Redirect, Redirect> {
    let store = console.store().ok_or_else(|| back(Some(Note::Failed)))?;
    let ticket = pressed.ticket().ok_or_else(|| back(Some(Note::NoTicket)))?;
    let press = pressed.id().ok_or_else(|| back(Some(Note::Failed)))?;
    let record = asked(&store, move |store| store.ticket(ticket)).await;
    let record = record.map_err(|error| back(Some(error.into())))?;
    let ticket = record.ok_or_else(|| back(Some(Note::NoTicket)))?.ticket;
    let id = ticket.id;
    if print_once(
        &console,
        press,
        StaffSignal::PrintSlip { ticket: Box::new(ticket), print: SlipPrint::Again },
    ) {
        note_deed(&console, &clerk.id, Deed::Reprinted(id)).await;
    }
    Ok(back(Some(Note::Printing)))
}

/// Tells the kiosk to print, unless this very press has done so. Gives whether it was told.
pub(crate) fn print_once(console: &Console, press: CommandId, signal: StaffSignal) -> bool {
    let first = console.prints.lock().unwrap_or_else(PoisonError::into_inner).first_time(press);
    if first {
        (console.options.on_staff)(signal);
    }
    first
}

/// The citizen has the slip after all.
pub(super) async fn slip_seen(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(pressed): Form<Pressed>,
) -> Result<Redirect, Redirect> {
    let store = console.store().ok_or_else(|| back(Some(Note::Failed)))?;
    let ticket = pressed.ticket().ok_or_else(|| back(Some(Note::NoTicket)))?;
    let at = console.now().civil;
    let (staff, deed) = (clerk.id.clone(), Deed::SlipSeen(ticket));
    let noted = committed(|reply| store.note_deed(staff, deed, at, reply)).await;
    Ok(back(noted.err().map(Note::from)))
}
