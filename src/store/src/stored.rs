//! How values of the core are written in columns.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{
    ClassId, CommandId, CounterId, Refusal, ServiceId, SlipState, Standing, TicketNumber, TicketState,
    Transition, VisitId, Wait,
};
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
    const ALL: &'static [Self] = &Self::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Transferred => "transferred",
            Self::Called => "called",
            Self::Serving => "serving",
            Self::OnHold => "on_hold",
            Self::Done => "done",
            Self::NoShow => "no_show",
            Self::Cancelled => "cancelled",
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

impl Word for Transition {
    const ALL: &'static [Self] = &[
        Self::Issued,
        Self::Called,
        Self::Recalled,
        Self::Serving,
        Self::Held,
        Self::Transferred,
        Self::MovedOn,
        Self::Done,
        Self::NoShow,
        Self::Returned,
        Self::Cancelled,
        Self::Classified,
        Self::Undone,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Called => "called",
            Self::Recalled => "recalled",
            Self::Serving => "serving",
            Self::Held => "held",
            Self::Transferred => "transferred",
            Self::MovedOn => "moved_on",
            Self::Done => "done",
            Self::NoShow => "no_show",
            Self::Returned => "returned",
            Self::Cancelled => "cancelled",
            Self::Classified => "classified",
            Self::Undone => "undone",
        }
    }
}

impl Word for Refusal {
    const ALL: &'static [Self] = &[
        Self::Stale,
        Self::WrongState,
        Self::AtAnotherCounter,
        Self::RecallLimit,
        Self::Paused,
        Self::CounterBusy,
        Self::NoSuchClass,
        Self::NotTheLatest,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::WrongState => "wrong_state",
            Self::AtAnotherCounter => "at_another_counter",
            Self::RecallLimit => "recall_limit",
            Self::Paused => "paused",
            Self::CounterBusy => "counter_busy",
            Self::NoSuchClass => "no_such_class",
            Self::NotTheLatest => "not_the_latest",
        }
    }
}

impl<W: Word> ToSql for Stored<W> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.word().into())
    }
}

/// The state whose word is `text`.
pub(crate) fn from_word<W: Word>(text: &str) -> Option<W> {
    W::ALL.iter().find(|w| w.word() == text).copied()
}

impl<W: Word> FromSql for Stored<W> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        from_word(value.as_str()?).map(Self).ok_or(FromSqlError::InvalidType)
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
stored_as_text!(Date, DateTime, VisitId, CommandId);

/// A value that is read back from the text that it prints.
macro_rules! read_from_text {
    ($($kind:ty),+) => {$(
        impl FromSql for Stored<$kind> {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_str()?.parse().map(Self).map_err(|_| FromSqlError::InvalidType)
            }
        }
    )+};
}
read_from_text!(Date, DateTime, CommandId);

/// A row's number in the journal; SQLite counts in signed integers.
impl FromSql for Stored<u64> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        u64::try_from(number).map(Self).map_err(|_| FromSqlError::OutOfRange(number))
    }
}

impl ToSql for Stored<u64> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        // More than SQLite can count is more than there ever was.
        Ok(i64::try_from(self.0).unwrap_or(i64::MAX).into())
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

/// The number from a row with `prefix`, `count` and `width`.
pub(crate) fn number(row: &Row<'_>) -> rusqlite::Result<TicketNumber> {
    Ok(TicketNumber { prefix: row.get("prefix")?, count: row.get("count")?, width: row.get("width")? })
}

/// Where a ticket stands, from a row of the tickets or of the journal.
pub(crate) fn standing(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing {
        state: row.get::<_, Stored<TicketState>>("state")?.0,
        service: ServiceId(row.get("service")?),
        errand: row.get("errand")?,
        counter: counter(row, "counter")?,
        only_at: counter(row, "only_at")?,
        calls: row.get("calls")?,
        class: class(row, "class")?,
        claim: class(row, "claim")?,
        priority: row.get("priority")?,
    })
}

/// The counter in the column `name`, if there is one.
pub(crate) fn counter(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<CounterId>> {
    Ok(row.get::<_, Option<u32>>(name)?.map(CounterId))
}

/// The class in the column `name`, if there is one.
pub(crate) fn class(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<ClassId>> {
    Ok(row.get::<_, Option<String>>(name)?.map(ClassId))
}

/// The wait from a row with `wait_from` and `wait_to`.
pub(crate) fn wait(row: &Row<'_>) -> rusqlite::Result<Option<Wait>> {
    let (from, to) = (row.get::<_, Option<u32>>("wait_from")?, row.get::<_, Option<u32>>("wait_to")?);
    Ok(from.zip(to).map(|(from, to)| Wait { from, to }))
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
