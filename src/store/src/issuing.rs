//! Issuing tickets, and what becomes of their slips. Runs inside the writer's transaction.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{
    Addition, Claims, ClassId, Numbering, QueueRules, Service, ServiceId, SlipState, StaffId, Standing,
    Ticket, TicketId, TicketNumber, VisitId, Wait, ahead_of, busy_gaps, measured_wait,
};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::journal::{self, Change, Source};
use crate::reserve::Reserve;
use crate::stored::{self, Stored};
use crate::ticket::{self, TicketRecord};

/// How many of a service's latest calls its pace is measured from.
const PACE_CALLS: u32 = 21;

/// Who asks for a ticket, and for what.
#[derive(Debug, Clone)]
pub struct TicketRequest {
    visit: VisitId,
    service: ServiceId,
    prefix: String,
    numbering: Numbering,
    per_day: Option<u32>,
    errands: Vec<ServiceId>,
    claims: Claims,
    priority: bool,
    ratio: u32,
    day: Date,
    at: DateTime,
    staff: Option<StaffId>,
    held: Option<TicketId>,
}

impl TicketRequest {
    /// One ticket for `service` on the service day `day`, local time `at`. The same visit again gets the
    /// ticket that it has, whatever else is asked for.
    pub fn new(visit: VisitId, service: &Service, day: Date, at: DateTime) -> Self {
        Self {
            visit,
            service: service.id.clone(),
            prefix: service.prefix.clone(),
            numbering: service.numbering,
            per_day: service.per_day,
            errands: Vec::new(),
            claims: Claims::default(),
            priority: false,
            ratio: QueueRules::default().ratio,
            day,
            at,
            staff: None,
            held: None,
        }
    }

    /// What the citizen comes for after that, in this order.
    #[must_use]
    pub fn with_errands(self, errands: &[ServiceId]) -> Self {
        Self { errands: errands.to_vec(), ..self }
    }

    /// The classes that are known of the citizen, sorted by the office's rules.
    #[must_use]
    pub fn with_classes(self, classes: &[ClassId], rules: &QueueRules) -> Self {
        let claims = Claims::new(classes, rules);
        let priority = rules.has_priority(claims.class.as_ref());
        Self { claims, priority, ratio: rules.ratio, ..self }
    }

    /// The class that staff have seen themselves: it counts at once, whatever its grounds.
    #[must_use]
    pub fn with_seen_class(self, class: Option<ClassId>, rules: &QueueRules) -> Self {
        let class = class.filter(|id| rules.class(id).is_some());
        let priority = rules.has_priority(class.as_ref());
        Self { claims: Claims { class, claim: None }, priority, ratio: rules.ratio, ..self }
    }

    /// For the holder of a ticket: unless that is over, the service is added to its errands, and no new number is
    /// given.
    #[must_use]
    pub fn for_holder_of(self, ticket: Option<TicketId>) -> Self {
        Self { held: ticket, ..self }
    }

    /// Who issues it, when that is not the kiosk.
    #[must_use]
    pub fn by(self, staff: StaffId) -> Self {
        Self { staff: Some(staff), ..self }
    }

    fn source(&self) -> Source {
        Source { staff: self.staff.clone(), ..Source::default() }
    }

    fn standing(&self) -> Standing {
        Standing {
            class: self.claims.class.clone(),
            claim: self.claims.claim.clone(),
            priority: self.priority,
            ..Standing::new(self.service.clone())
        }
    }
}

/// The visit's ticket: the one that it has already, the one that its citizen holds, with one errand more, or a new
/// one with the day's next number.
pub(crate) fn issue(
    conn: &Connection,
    reserve: &mut Reserve,
    request: &TicketRequest,
    token: impl FnOnce() -> [u8; 16],
) -> Result<Ticket, StoreError> {
    if let Some(ticket) = ticket::of_visit(conn, request.visit)? {
        return Ok(ticket);
    }
    if let Some(ticket) = with_errand(conn, request)? {
        return Ok(ticket);
    }
    let draft = draft(conn, request, stored::token(token()))?;
    reserve.cover(request.day, &draft.number)?;
    let standing = request.standing();
    let id = ticket::insert(conn, &draft, &standing)?;
    let change = Change::Issued { ticket: id, day: draft.day, number: draft.number.clone(), standing };
    journal::append(conn, request.at, &request.source(), &change)?;
    Ok(Ticket { id, ..draft })
}

/// The ticket that the citizen holds, with the service among its errands; `None` when there is none or it is over.
fn with_errand(conn: &Connection, request: &TicketRequest) -> Result<Option<Ticket>, StoreError> {
    let Some(id) = request.held else { return Ok(None) };
    let Some(TicketRecord { ticket, standing, .. }) = ticket::record(conn, id)? else { return Ok(None) };
    let service = &request.service;
    match Addition::of(&standing, &ticket.errands, service) {
        Addition::Over => Ok(None),
        Addition::Already => Ok(Some(ticket)),
        Addition::Added => {
            let ticket = ticket::with_errand(conn, ticket, service)?;
            let change = Change::ErrandAdded { ticket: id, service: service.clone() };
            journal::append(conn, request.at, &request.source(), &change)?;
            Ok(Some(ticket))
        }
    }
}

fn draft(conn: &Connection, request: &TicketRequest, token: String) -> Result<Ticket, StoreError> {
    let count = next_count(conn, request)?;
    let ahead = ahead(conn, request)?;
    Ok(Ticket {
        id: TicketId(0),
        number: TicketNumber { prefix: request.prefix.clone(), count, width: request.numbering.width },
        service: request.service.clone(),
        errands: request.errands.clone(),
        class: request.claims.class.clone(),
        visit: request.visit,
        day: request.day,
        issued_at: request.at,
        ahead,
        wait: measured(conn, (&request.service, request.day), ahead)?,
        token,
    })
}

/// The day's next number of the prefix. Numbers begin where the service wants them, or after those that an
/// earlier file of the same day may have given out.
fn next_count(conn: &Connection, request: &TicketRequest) -> Result<u32, StoreError> {
    let (count, issued): (u32, u32) = conn
        .prepare_cached(
            "INSERT INTO number (day, prefix, last, issued)
             VALUES (?1, ?2, max(?3, 1 + coalesce((SELECT last FROM number WHERE day = ?1 AND prefix = '*'), 0)), 1)
             ON CONFLICT (day, prefix) DO UPDATE SET last = max(last + 1, ?3), issued = issued + 1
             RETURNING last, issued",
        )?
        .query_row((Stored(request.day), &request.prefix, request.numbering.start), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    if request.per_day.is_some_and(|most| issued > most) {
        return Err(StoreError::UsedUp);
    }
    Ok(count)
}

fn ahead(conn: &Connection, request: &TicketRequest) -> rusqlite::Result<u32> {
    let waiting = |priority: bool| {
        conn.prepare_cached(
            "SELECT tickets FROM queue_length WHERE day = ?1 AND service = ?2 AND priority = ?3",
        )?
        .query_row((Stored(request.day), &request.service.0, priority), |row| row.get(0))
        .optional()
        .map(Option::unwrap_or_default)
    };
    Ok(ahead_of(request.priority, waiting(true)?, waiting(false)?, request.ratio))
}

/// The wait of somebody who has `ahead` people before them, from the pace of the service's latest calls of the day.
pub(crate) fn measured(
    conn: &Connection,
    (service, day): (&ServiceId, Date),
    ahead: u32,
) -> rusqlite::Result<Option<Wait>> {
    if ahead == 0 {
        return Ok(None);
    }
    let mut calls = latest_calls(conn, service, day)?;
    calls.reverse();
    Ok(measured_wait(ahead, &busy_gaps(&calls)))
}

/// When the service's latest callers of the day had begun to wait for it, and when they were called; the
/// latest first. Who was passed on or came back has waited since then and not since the morning.
fn latest_calls(
    conn: &Connection,
    service: &ServiceId,
    day: Date,
) -> rusqlite::Result<Vec<(DateTime, DateTime)>> {
    let mut select = conn.prepare_cached(
        "SELECT (SELECT w.at FROM journal w
                 WHERE w.ticket = j.ticket AND w.seq < j.seq AND w.state IN ('waiting', 'transferred') AND w.kind <> 'classified'
                 ORDER BY w.seq DESC LIMIT 1),
                j.at
         FROM journal j CROSS JOIN ticket t ON t.id = j.ticket
         WHERE j.kind = 'called' AND j.service = ?1 AND t.day = ?2 ORDER BY j.seq DESC LIMIT ?3",
    )?;
    let rows = select.query_map((&service.0, Stored(day), PACE_CALLS), |row| {
        Ok((row.get::<_, Stored<DateTime>>(0)?.0, row.get::<_, Stored<DateTime>>(1)?.0))
    })?;
    rows.collect()
}

/// Notes what is known of a ticket's slip; the same word again changes nothing. Gives whether it was news.
pub(crate) fn record_slip(
    conn: &Connection,
    ticket: TicketId,
    slip: SlipState,
    at: DateTime,
) -> Result<bool, StoreError> {
    let known: Stored<SlipState> = conn
        .prepare_cached("SELECT slip FROM ticket WHERE id = ?1")?
        .query_row([ticket.0], |row| row.get(0))
        .optional()?
        .ok_or(StoreError::NoSuchTicket)?;
    if known.0 != slip {
        conn.prepare_cached("UPDATE ticket SET slip = ?2 WHERE id = ?1")?
            .execute((ticket.0, Stored(slip)))?;
        journal::append(conn, at, &Source::default(), &Change::Slip { ticket, slip })?;
    }
    Ok(known.0 != slip)
}

/// After a restart nobody can say any more what became of a slip that was on its way.
/// Gives the number of such tickets.
pub(crate) fn reconcile(conn: &Connection, at: DateTime) -> Result<u32, StoreError> {
    let pending: Vec<i64> = conn
        .prepare_cached("SELECT id FROM ticket WHERE slip <> 'printed' AND slip = 'pending' ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in &pending {
        record_slip(conn, TicketId(*id), SlipState::Unconfirmed, at)?;
    }
    Ok(u32::try_from(pending.len()).unwrap_or(u32::MAX))
}
