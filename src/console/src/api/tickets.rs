//! Tickets: issued, looked at, and moved by commands.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kiosk_core::queue::{ClassId, Command, CommandId, CounterId, SlipPrint, SlipState, TicketId, VisitId};
use kiosk_store::{Entry, Store, TicketRecord, TicketRequest};
use serde::Deserialize;
use utoipa::ToSchema;

use super::client::{Caller, Client, Issuer, Key};
use super::database;
use super::given::{At, Body, Question};
use super::office::{known_counter, known_service};
use super::problem::{Always, Keyed, Kind, Numbered, OfTicket, Problem, Queried, Ruled, Scoped, WithBody};
use super::shapes::{Change, Ticket};
use crate::live::{asked, committed};
use crate::options::{Console, StaffSignal};
use crate::staff::print_once;

/// A ticket to be issued.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTicket {
    /// The service's id.
    service: String,
    /// What the citizen comes for after that, by the services' ids, in this order.
    #[serde(default)]
    #[schema(max_items = 10)]
    errands: Vec<String>,
    /// The classes that are known of the citizen. One that staff have to confirm is only claimed until then.
    #[serde(default)]
    classes: Vec<String>,
    /// Whether the kiosk prints the slip. Without it the client gives the number to the citizen itself.
    #[serde(default = "yes")]
    #[schema(default = true)]
    print: bool,
}

fn yes() -> bool {
    true
}

/// More errands than anybody has.
const ERRANDS: usize = 10;

/// Issues a ticket.
///
/// The same key again gets the same ticket, whatever else is asked for; a restart of the kiosk
/// changes nothing about that.
#[utoipa::path(post, path = "/api/v1/tickets", tag = "queue", request_body = NewTicket,
    params(("Idempotency-Key" = String, Header, description = "Chosen by the client, one for each visit of a citizen.")),
    responses((status = 201, body = Ticket, headers(("Location" = String, description = "The ticket's address."))),
        Always, Scoped, Keyed, WithBody, Numbered))]
pub(super) async fn issue(
    Issuer(client): Issuer,
    State(console): State<Arc<Console>>,
    key: Key,
    Body(wanted): Body<NewTicket>,
) -> Result<Response, Problem> {
    let store = database(&console)?;
    let press = key.command(&client);
    let request = request(&console, &client, press, &wanted)?;
    let ticket = committed(|reply| store.issue(request, reply)).await?;
    let id = ticket.id;
    if wanted.print {
        print_once(
            &console,
            press,
            StaffSignal::PrintSlip { ticket: Box::new(ticket), print: SlipPrint::First },
        );
    } else {
        let at = console.now().civil;
        committed(|reply| store.record_slip(id, SlipState::Printed, at, reply)).await?;
    }
    let record = record(&store, id).await?;
    let location = format!("/api/v1/tickets/{}", id.0);
    let ticket = Json(Ticket::new(&record, &console.options.time_zone));
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], ticket).into_response())
}

fn request(
    console: &Console,
    client: &Client,
    CommandId(key): CommandId,
    wanted: &NewTicket,
) -> Result<TicketRequest, Problem> {
    let office = console.office();
    let invalid = |detail: &str| Problem::with_detail(Kind::Invalid, detail);
    let service = known_service(console, wanted.service.clone(), Kind::Invalid)?;
    let service =
        office.open_service(&service).ok_or_else(|| invalid("The service gives out no new numbers."))?;
    if wanted.errands.len() > ERRANDS {
        return Err(invalid("A ticket has at most 10 further errands."));
    }
    let errand = |id: &String| known_service(console, id.clone(), Kind::Invalid);
    let errands = wanted.errands.iter().map(errand).collect::<Result<Vec<_>, _>>()?;
    let classes: Vec<_> = wanted.classes.iter().cloned().map(ClassId).collect();
    if classes.iter().any(|class| office.queue.class(class).is_none()) {
        return Err(invalid("There is no such class."));
    }
    let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).unwrap_or_default();
    let visit = VisitId { run: half(key >> 64), nth: half(key) };
    Ok(TicketRequest::new(visit, service, console.day(), console.now().civil)
        .with_errands(&errands)
        .with_classes(&classes, &office.queue)
        .by(client.staff()))
}

async fn record(store: &Store, id: TicketId) -> Result<TicketRecord, Problem> {
    asked(store, move |store| store.ticket(id)).await?.ok_or_else(|| Kind::NoSuchTicket.into())
}

/// A ticket of any day.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}", tag = "queue",
    params(("ticket" = i64, Path, description = "The ticket's id.")),
    responses((status = 200, body = Ticket), Always, OfTicket))]
pub(super) async fn ticket(
    _: Client,
    State(console): State<Arc<Console>>,
    At(id): At<i64>,
) -> Result<Json<Ticket>, Problem> {
    let record = record(&database(&console)?, TicketId(id)).await?;
    Ok(Json(Ticket::new(&record, &console.options.time_zone)))
}

/// Which ticket is looked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfNumber {
    /// The number on the slip, in small letters or capitals.
    number: String,
}

/// Today's ticket with this number.
#[utoipa::path(get, path = "/api/v1/tickets", tag = "queue",
    params(("number" = String, Query, description = "The number on the slip, in small letters or capitals.", example = "A001")),
    responses((status = 200, body = Ticket), Always, Queried, OfTicket))]
pub(super) async fn of_number(
    _: Client,
    State(console): State<Arc<Console>>,
    Question(OfNumber { number }): Question<OfNumber>,
) -> Result<Json<Ticket>, Problem> {
    let (store, day) = (database(&console)?, console.day());
    let id = asked(&store, move |store| store.ticket_of_number(day, &number)).await?;
    let record = record(&store, id.ok_or(Kind::NoSuchTicket)?).await?;
    Ok(Json(Ticket::new(&record, &console.options.time_zone)))
}

/// What can be done with a ticket. `call`: to the counter, out of its turn, back from hold, or although it was a
/// no-show; `serve`: the citizen is here; `hold`: until the citizen is back; `return`: into the queue again, from
/// hold or after a no-show; `classify`: confirm, refuse or correct its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verb {
    Call,
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

/// A command about a ticket.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    command: Verb,
    /// The counter that gives it.
    counter: u32,
    /// With `transfer`, which needs it: the id of the service that the ticket waits for from now on.
    service: Option<String>,
    /// With `transfer`: the one counter that is to call it.
    only_at: Option<u32>,
    /// With `classify`: the id of its class; `null` or nothing for none.
    class: Option<String>,
}

impl Order {
    fn command(&self, console: &Console) -> Result<Command, Problem> {
        let command = match self.command {
            Verb::Call => Command::Call,
            Verb::Recall => Command::Recall,
            Verb::Serve => Command::Serve,
            Verb::Hold => Command::Hold,
            Verb::Done => Command::Done,
            Verb::NoShow => Command::NoShow,
            Verb::Return => Command::Return,
            Verb::Cancel => Command::Cancel,
            Verb::Transfer => return self.transfer(console),
            Verb::Classify => return self.classify(),
        };
        self.without(self.service.is_none() && self.only_at.is_none() && self.class.is_none(), command)
    }

    fn transfer(&self, console: &Console) -> Result<Command, Problem> {
        let service = self.service.clone().unwrap_or_default();
        let service = known_service(console, service, Kind::Invalid)?;
        let only_at = self.only_at.map(|id| known_counter(console, id)).transpose()?;
        let only_at = only_at.map(|counter| counter.id);
        self.without(self.class.is_none(), Command::Transfer { service, only_at })
    }

    fn classify(&self) -> Result<Command, Problem> {
        let class = self.class.clone().map(ClassId);
        self.without(self.service.is_none() && self.only_at.is_none(), Command::Classify(class))
    }

    /// A field that the command does not know is a mistake that would go unnoticed.
    fn without(&self, fits: bool, command: Command) -> Result<Command, Problem> {
        let detail = || format!("The command {:?} has no such field.", self.command);
        if fits { Ok(command) } else { Err(Problem::with_detail(Kind::Invalid, detail())) }
    }
}

/// Gives a command about a ticket.
///
/// The same key again gets the same answer, a refusal too, and changes nothing.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/commands", tag = "queue", request_body = Order,
    params(("ticket" = i64, Path, description = "The ticket's id."),
        ("Idempotency-Key" = String, Header, description = "Chosen by the client, one for each command.")),
    responses((status = 200, body = Change), Always, Scoped, Keyed, WithBody, OfTicket, Ruled))]
pub(super) async fn command(
    Caller(client): Caller,
    State(console): State<Arc<Console>>,
    At(id): At<i64>,
    key: Key,
    Body(order): Body<Order>,
) -> Result<Json<Change>, Problem> {
    let (store, command) = (database(&console)?, order.command(&console)?);
    let CounterId(counter) = known_counter(&console, order.counter)?.id;
    let origin = key.origin(&console, &client, CounterId(counter));
    let office = console.office();
    let entry = committed(|reply| store.command(origin, TicketId(id), command, &office.queue, reply)).await?;
    told(&console, &store, &entry).await.map(Json)
}

/// A change with the number of its ticket.
pub(super) async fn told(console: &Console, store: &Store, entry: &Entry) -> Result<Change, Problem> {
    let number = match entry.change.ticket() {
        Some(id) => Some(record(store, id).await?.ticket.number),
        None => None,
    };
    Ok(Change::new(entry, number.as_ref(), &console.options.time_zone))
}
