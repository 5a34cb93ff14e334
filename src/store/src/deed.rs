//! What staff did that moves no ticket and changes no account. Runs inside the writer's transaction.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{SlipState, StaffId, TicketId, TicketNumber};
use rusqlite::{Connection, Row};

use crate::error::StoreError;
use crate::history::Wanted;
use crate::issuing;
use crate::store::Store;
use crate::stored::{Stored, Word, number};

/// What somebody of the staff did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Signed out.
    SignedOut,
    /// Went to a citizen who had asked for help.
    HelpGiven,
    /// Had a ticket's slip printed once more.
    Reprinted(TicketId),
    /// Saw that a ticket's holder has the slip, of which the kiosk was not sure.
    SlipSeen(TicketId),
    /// Had a procedure's notice printed.
    NoticePrinted,
    /// Put new paper into the ticket printer, and said so at the touchscreen.
    PaperChanged,
    /// Had a test printed from the touchscreen.
    TestPrinted,
    /// Restarted the kiosk's program from the touchscreen.
    Restarted,
}

impl Deed {
    /// The ticket that it is about.
    pub fn ticket(self) -> Option<TicketId> {
        match self {
            Self::Reprinted(ticket) | Self::SlipSeen(ticket) => Some(ticket),
            Self::SignedOut
            | Self::HelpGiven
            | Self::NoticePrinted
            | Self::PaperChanged
            | Self::TestPrinted
            | Self::Restarted => None,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::SignedOut => Kind::SignedOut,
            Self::HelpGiven => Kind::HelpGiven,
            Self::Reprinted(_) => Kind::Reprinted,
            Self::SlipSeen(_) => Kind::SlipSeen,
            Self::NoticePrinted => Kind::NoticePrinted,
            Self::PaperChanged => Kind::PaperChanged,
            Self::TestPrinted => Kind::TestPrinted,
            Self::Restarted => Kind::Restarted,
        }
    }
}

/// A row of the log of deeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeedEntry {
    /// Counts from 1.
    pub seq: u64,
    /// Local time.
    pub at: DateTime,
    /// What was done.
    pub deed: Deed,
    /// By whom.
    pub staff: StaffId,
    /// The number of the ticket that it is about.
    pub number: Option<TicketNumber>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    SignedOut,
    HelpGiven,
    Reprinted,
    SlipSeen,
    NoticePrinted,
    PaperChanged,
    TestPrinted,
    Restarted,
}

impl Word for Kind {
    const ALL: &'static [Self] = &[
        Self::SignedOut,
        Self::HelpGiven,
        Self::Reprinted,
        Self::SlipSeen,
        Self::NoticePrinted,
        Self::PaperChanged,
        Self::TestPrinted,
        Self::Restarted,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::HelpGiven => "help_given",
            Self::Reprinted => "reprinted",
            Self::SlipSeen => "slip_seen",
            Self::NoticePrinted => "notice_printed",
            Self::PaperChanged => "paper_changed",
            Self::TestPrinted => "test_printed",
            Self::Restarted => "restarted",
        }
    }
}

impl Store {
    /// Notes what `staff` did at local time `at`. That the slip was seen is noted of the ticket as well, and a slip
    /// that is known to be printed is noted no second time.
    pub fn note_deed(
        &self,
        staff: StaffId,
        deed: Deed,
        at: DateTime,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| note(&desk.conn, &staff, deed, at), reply);
    }

    /// What was done on `day` of the calendar by whom and about which ticket is wanted, the latest first, at most
    /// 500 rows.
    pub fn deeds(&self, day: Date, wanted: &Wanted) -> Result<Vec<DeedEntry>, StoreError> {
        self.read(|conn| {
            conn.prepare_cached(DEEDS)?
                .query_map(
                    (
                        Stored(day),
                        wanted.staff.as_ref().map(|staff| &staff.0),
                        wanted.ticket.map(|ticket| ticket.0),
                    ),
                    entry,
                )?
                .collect()
        })
    }
}

const DEEDS: &str = "SELECT d.seq, d.at, d.kind, d.staff, d.ticket, t.prefix, t.count, t.width
     FROM staff_deed d LEFT JOIN ticket t ON t.id = d.ticket
     WHERE d.at >= ?1 AND d.at < ?1 || 'U' AND (?2 IS NULL OR d.staff = ?2) AND (?3 IS NULL OR d.ticket = ?3)
     ORDER BY d.seq DESC LIMIT 500";

fn note(conn: &Connection, staff: &StaffId, deed: Deed, at: DateTime) -> Result<(), StoreError> {
    if let Deed::SlipSeen(ticket) = deed
        && !issuing::record_slip(conn, ticket, SlipState::Printed, at)?
    {
        return Ok(());
    }
    conn.prepare_cached("INSERT INTO staff_deed (at, kind, staff, ticket) VALUES (?1, ?2, ?3, ?4)")?
        .execute((Stored(at), Stored(deed.kind()), &staff.0, deed.ticket().map(|ticket| ticket.0)))?;
    Ok(())
}

fn entry(row: &Row<'_>) -> rusqlite::Result<DeedEntry> {
    let ticket = || row.get("ticket").map(TicketId);
    let deed = match row.get::<_, Stored<Kind>>("kind")?.0 {
        Kind::SignedOut => Deed::SignedOut,
        Kind::HelpGiven => Deed::HelpGiven,
        Kind::Reprinted => Deed::Reprinted(ticket()?),
        Kind::SlipSeen => Deed::SlipSeen(ticket()?),
        Kind::NoticePrinted => Deed::NoticePrinted,
        Kind::PaperChanged => Deed::PaperChanged,
        Kind::TestPrinted => Deed::TestPrinted,
        Kind::Restarted => Deed::Restarted,
    };
    let number = if deed.ticket().is_some() { Some(number(row)?) } else { None };
    Ok(DeedEntry {
        seq: row.get::<_, Stored<u64>>("seq")?.0,
        at: row.get::<_, Stored<DateTime>>("at")?.0,
        deed,
        staff: StaffId(row.get("staff")?),
        number,
    })
}
