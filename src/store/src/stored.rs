//! How values of the core are written in columns.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{ServiceId, SlipState, Ticket, TicketId, TicketNumber, TicketState, VisitId};
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// A value of the core on its way into or out of a column.
pub(crate) struct Stored<T>(pub(crate) T);

/// A state that is stored as a word.
pub(crate) trait Word: Copy + 'static {
    /// Every state.
    const ALL: &'static [Self];
    /// Its word.
    fn word(self) -> &'static str;
}

impl Word for TicketState {
    const ALL: &'static [Self] = &[Self::Waiting, Self::Called, Self::Done, Self::NoShow];

    fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Done => "done",
            Self::NoShow => "no_show",
        }
    }
}

impl Word for SlipState {
    const ALL: &'static [Self] = &[Self::Pending, Self::Printed, Self::NotPrinted, Self::Unconfirmed];

    fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Printed => "printed",
            Self::NotPrinted => "not_printed",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}

impl<W: Word> ToSql for Stored<W> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.word().into())
    }
}

impl<W: Word> FromSql for Stored<W> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        W::ALL.iter().find(|w| w.word() == text).map(|w| Self(*w)).ok_or(FromSqlError::InvalidType)
    }
}

/// A value that is stored as the text that it prints.
macro_rules! stored_as_text {
    ($($kind:ty),+) => {$(
        impl ToSql for Stored<$kind> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.to_string().into())
            }
        }
    )+};
}
stored_as_text!(Date, DateTime, VisitId);

/// A row's number in the journal; SQLite counts in signed integers.
impl FromSql for Stored<u64> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        u64::try_from(number).map(Self).map_err(|_| FromSqlError::OutOfRange(number))
    }
}

impl FromSql for Stored<Date> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

impl FromSql for Stored<DateTime> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

impl FromSql for Stored<VisitId> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let half = |range| value.as_str().ok()?.get(range).and_then(|hex| u64::from_str_radix(hex, 16).ok());
        match (half(0..16), half(16..32)) {
            (Some(run), Some(nth)) => Ok(Self(VisitId { run, nth })),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

/// The columns that [`ticket`] reads.
pub(crate) const TICKET_COLUMNS: &str = "id, visit, service, day, prefix, count, issued_at, ahead, token";

/// A ticket from a row that begins with [`TICKET_COLUMNS`].
pub(crate) fn ticket(row: &Row<'_>) -> rusqlite::Result<Ticket> {
    Ok(Ticket {
        id: TicketId(row.get("id")?),
        number: number(row)?,
        service: ServiceId(row.get("service")?),
        visit: row.get::<_, Stored<VisitId>>("visit")?.0,
        day: row.get::<_, Stored<Date>>("day")?.0,
        issued_at: row.get::<_, Stored<DateTime>>("issued_at")?.0,
        ahead: row.get("ahead")?,
        token: row.get("token")?,
    })
}

/// The number from a row with `prefix` and `count`.
pub(crate) fn number(row: &Row<'_>) -> rusqlite::Result<TicketNumber> {
    Ok(TicketNumber { prefix: row.get("prefix")?, count: row.get("count")? })
}

/// 128 bits in RFC 4648's base32 without padding, lower case: 26 characters.
pub(crate) fn token(bits: [u8; 16]) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let bits = u128::from_be_bytes(bits);
    let digit = |at: u32| {
        // The last character has only 3 bits left, which stand at its upper end.
        let shifted = if at == 25 { bits << 2 } else { bits >> (123 - 5 * at) };
        char::from(ALPHABET[(shifted & 31) as usize])
    };
    (0..26).map(digit).collect()
}
