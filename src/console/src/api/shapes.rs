//! What the API answers. Names of fields are in snake case, times are RFC 3339 with the office's offset, and what
//! is not known is `null`. Nothing here is about a person: a ticket's class and number are all that is known.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use kiosk_core::queue::TicketNumber;
use kiosk_core::text::Text;
use kiosk_store::{CounterView, Entry, Overview, TicketRecord};
use serde::Serialize;
use utoipa::ToSchema;

use super::words::{ChangeKind, Slip, State};

/// A moment of the office's local time, as it is written in answers. A time that an autumn's clock shows twice is
/// the first of the two.
pub(super) fn moment(at: DateTime, zone: &TimeZone) -> String {
    match at.to_zoned(zone.clone()) {
        Ok(zoned) => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        // Beyond the year 9999.
        Err(_) => at.to_string(),
    }
}

/// A name in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Name {
    vi: String,
    en: String,
}

impl From<&Text> for Name {
    fn from(text: &Text) -> Self {
        Self { vi: text.vi.clone(), en: text.en.clone() }
    }
}

/// What citizens queue for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Service {
    /// What requests name it by.
    pub(super) id: String,
    pub(super) name: Name,
    /// What its numbers begin with.
    pub(super) prefix: String,
    /// How many wait for it.
    pub(super) waiting: u32,
}

/// The office's services.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Services {
    /// The journal's newest row at this moment.
    pub(super) seq: u64,
    /// The service day; numbers begin anew with it.
    #[schema(format = Date)]
    pub(super) day: String,
    pub(super) services: Vec<Service>,
}

/// A class of citizens (đối tượng ưu tiên).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Class {
    /// What requests name it by.
    pub(super) id: String,
    pub(super) name: Name,
    /// Whether its tickets are called before others.
    pub(super) priority: bool,
    /// Whether it counts only after staff have confirmed it (`classify`).
    pub(super) confirmed_by_staff: bool,
}

/// The office's classes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Classes {
    pub(super) classes: Vec<Class>,
}

/// A call of a ticket to a counter.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Call {
    /// The journal's row of the latest call.
    seq: u64,
    ticket: i64,
    #[schema(example = "A001")]
    number: String,
    /// What it is called for.
    service: String,
    counter: u32,
    #[schema(format = DateTime)]
    at: String,
    /// How often it has been called.
    times: u32,
    state: State,
}

impl Call {
    pub(super) fn new(call: &kiosk_store::Call, zone: &TimeZone) -> Self {
        Self {
            seq: call.seq,
            ticket: call.ticket.0,
            number: call.number.to_string(),
            service: call.service.0.clone(),
            counter: call.counter.0,
            at: moment(call.at, zone),
            times: call.times,
            state: call.state.into(),
        }
    }
}

/// The day's latest calls.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Calls {
    /// The journal's newest row at this moment.
    pub(super) seq: u64,
    /// The latest first, at most 8; ended ones too.
    pub(super) calls: Vec<Call>,
}

/// What came of calling.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Called {
    /// What was called; `null` when nobody waits for the counter's services. What was open there is done either way.
    pub(super) call: Option<Call>,
}

/// A counter (quầy).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Counter {
    /// The number above it.
    pub(super) id: u32,
    /// What it calls.
    pub(super) services: Vec<String>,
    /// Whether it calls nobody at the moment.
    pub(super) paused: bool,
    /// What it is busy with.
    pub(super) open: Option<Call>,
}

impl Counter {
    pub(super) fn new(
        counter: &kiosk_core::queue::Counter,
        paused: bool,
        open: Option<&kiosk_store::Call>,
        zone: &TimeZone,
    ) -> Self {
        Self {
            id: counter.id.0,
            services: counter.services.iter().map(|service| service.0.clone()).collect(),
            paused,
            open: open.map(|call| Call::new(call, zone)),
        }
    }

    /// As the overview has it.
    pub(super) fn within(counter: &kiosk_core::queue::Counter, all: &Overview, zone: &TimeZone) -> Self {
        let open = all.open.iter().find(|call| call.counter == counter.id);
        Self::new(counter, all.paused.contains(&counter.id), open, zone)
    }
}

/// The office's counters.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Counters {
    /// The journal's newest row at this moment.
    pub(super) seq: u64,
    pub(super) counters: Vec<Counter>,
}

/// A counter with those who wait for it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Desk {
    /// The journal's newest row at this moment.
    seq: u64,
    counter: Counter,
    /// How many wait for its services, whoever may call them.
    waiting: u32,
    /// Who would be called next if nobody else came or called, in that order, at most 30.
    line: Vec<Listed>,
    /// What is on hold for it, at most 20.
    on_hold: Vec<Listed>,
    /// Who did not come, at most 20.
    no_shows: Vec<Listed>,
}

impl Desk {
    pub(super) fn new(counter: &kiosk_core::queue::Counter, view: &CounterView, zone: &TimeZone) -> Self {
        let list = |listed: &[kiosk_store::Listed]| listed.iter().map(|l| Listed::new(l, zone)).collect();
        Self {
            seq: view.seq,
            counter: Counter::new(counter, view.paused, view.open.as_ref(), zone),
            waiting: view.waiting,
            line: list(&view.line),
            on_hold: list(&view.on_hold),
            no_shows: list(&view.no_shows),
        }
    }
}

/// Where a ticket stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Standing {
    state: State,
    /// What it waits or is served for now.
    service: String,
    /// Which of its errands that is, counted from 0.
    errand: u32,
    /// The counter that it was called to last.
    counter: Option<u32>,
    /// The one counter that may call it.
    only_at: Option<u32>,
    /// How often it has been called since it last began to wait.
    calls: u32,
    /// The class that counts.
    class: Option<String>,
    /// The class that it claims and staff have not confirmed yet.
    claim: Option<String>,
    /// Whether it is called before others.
    priority: bool,
}

impl From<&kiosk_core::queue::Standing> for Standing {
    fn from(standing: &kiosk_core::queue::Standing) -> Self {
        Self {
            state: standing.state.into(),
            service: standing.service.0.clone(),
            errand: standing.errand,
            counter: standing.counter.map(|counter| counter.0),
            only_at: standing.only_at.map(|counter| counter.0),
            calls: standing.calls,
            class: standing.class.as_ref().map(|class| class.0.clone()),
            claim: standing.claim.as_ref().map(|class| class.0.clone()),
            priority: standing.priority,
        }
    }
}

/// A ticket in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Listed {
    id: i64,
    #[schema(example = "A001")]
    number: String,
    #[schema(format = DateTime)]
    issued_at: String,
    standing: Standing,
}

impl Listed {
    pub(super) fn new(listed: &kiosk_store::Listed, zone: &TimeZone) -> Self {
        Self {
            id: listed.ticket.0,
            number: listed.number.to_string(),
            issued_at: moment(listed.arrived_at, zone),
            standing: (&listed.standing).into(),
        }
    }
}

/// Who waits for a service.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Waiting {
    /// The journal's newest row at this moment.
    pub(super) seq: u64,
    /// Those with priority first, then by arrival. In which order a counter calls them is said by its `line`.
    pub(super) tickets: Vec<Listed>,
}

/// How long a ticket will probably wait, in minutes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Wait {
    from: u32,
    to: u32,
}

/// A ticket (phiếu số thứ tự).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Ticket {
    /// What requests name it by.
    pub(super) id: i64,
    /// What stands on the slip; unique within its day.
    #[schema(example = "A001")]
    number: String,
    #[schema(format = Date)]
    day: String,
    /// What it was issued for.
    service: String,
    /// What its citizen came for after that, in this order.
    errands: Vec<String>,
    #[schema(format = DateTime)]
    issued_at: String,
    /// How many were before it when it was issued.
    ahead: u32,
    /// How long it would wait, as it was told when it was issued, if enough was known.
    wait: Option<Wait>,
    standing: Standing,
    slip: Slip,
    /// Its latest call.
    #[schema(format = DateTime)]
    called_at: Option<String>,
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

impl Ticket {
    pub(super) fn new(record: &TicketRecord, zone: &TimeZone) -> Self {
        let ticket = &record.ticket;
        Self {
            id: ticket.id.0,
            number: ticket.number.to_string(),
            day: ticket.day.to_string(),
            service: ticket.service.0.clone(),
            errands: ticket.errands.iter().map(|service| service.0.clone()).collect(),
            issued_at: moment(ticket.issued_at, zone),
            ahead: ticket.ahead,
            wait: ticket.wait.map(|wait| Wait { from: wait.from, to: wait.to }),
            standing: (&record.standing).into(),
            slip: record.slip.into(),
            called_at: record.called_at.map(|at| moment(at, zone)),
            ended_at: record.ended_at.map(|at| moment(at, zone)),
        }
    }
}

/// A row of the journal: what happened to a ticket or a counter.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Change {
    /// Counts all changes from 1 without a gap; the id of its event.
    pub(super) seq: u64,
    #[schema(format = DateTime)]
    at: String,
    kind: ChangeKind,
    /// The ticket that it is about; `null` for what is about a counter.
    ticket: Option<i64>,
    #[schema(example = "A001")]
    number: Option<String>,
    /// The counter at which it was done.
    counter: Option<u32>,
    /// Where the ticket stands after it, if it moved one.
    standing: Option<Standing>,
    /// The service that was added to the ticket's errands, if it is about that.
    errand: Option<String>,
    /// What became known about the ticket's slip, if it is about that.
    slip: Option<Slip>,
}

impl Change {
    pub(super) fn new(entry: &Entry, number: Option<&TicketNumber>, zone: &TimeZone) -> Self {
        Self {
            seq: entry.seq,
            at: moment(entry.at, zone),
            kind: (&entry.change).into(),
            ticket: entry.change.ticket().map(|ticket| ticket.0),
            number: number.map(ToString::to_string),
            // Administrators undo at no counter, which the journal writes as 0.
            counter: entry.source.counter.map(|counter| counter.0).filter(|counter| *counter > 0),
            standing: entry.change.standing().map(Standing::from),
            errand: errand_of(&entry.change),
            slip: slip_of(&entry.change),
        }
    }
}

fn errand_of(change: &kiosk_store::Change) -> Option<String> {
    match change {
        kiosk_store::Change::ErrandAdded { service, .. } => Some(service.0.clone()),
        kiosk_store::Change::Issued { .. }
        | kiosk_store::Change::Moved { .. }
        | kiosk_store::Change::Slip { .. }
        | kiosk_store::Change::Paused(_)
        | kiosk_store::Change::Resumed(_) => None,
    }
}

fn slip_of(change: &kiosk_store::Change) -> Option<Slip> {
    match change {
        kiosk_store::Change::Slip { slip, .. } => Some((*slip).into()),
        kiosk_store::Change::Issued { .. }
        | kiosk_store::Change::Moved { .. }
        | kiosk_store::Change::ErrandAdded { .. }
        | kiosk_store::Change::Paused(_)
        | kiosk_store::Change::Resumed(_) => None,
    }
}

/// That nothing can be told from where the client stopped: it has to read the state anew. What follows in the
/// stream is what happened after `seq`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Reset {
    pub(super) seq: u64,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_moment_bears_the_offices_offset() {
        let at = date(2026, 11, 23).at(8, 5, 9, 123);
        assert_eq!(moment(at, &TimeZone::get("Asia/Ho_Chi_Minh").unwrap()), "2026-11-23T08:05:09+07:00");
        assert_eq!(moment(at, &TimeZone::UTC), "2026-11-23T08:05:09+00:00");
    }
}
