//! Commands of staff. Runs inside the writer's transaction.
//!
//! A command is judged once. What it was answered, a refusal too, is written down under its id in the same
//! transaction; when it comes again it gets that answer and nothing happens.

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{
    Command, CommandId, Context, CounterId, Moved, QueueRules, Refusal, ServiceId, StaffId, TicketId,
    Transition, Turn, apply, close, next,
};
use rusqlite::{Connection, OptionalExtension};

use crate::counter;
use crate::error::StoreError;
use crate::history;
use crate::journal::{self, Change, Entry, Source};
use crate::stored::{Stored, Word, from_word};
use crate::ticket::{self, Call, Subject};

/// Where a command of staff comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its id, drawn at random by whoever offers the button.
    pub command: CommandId,
    /// The counter at which it is given.
    pub counter: CounterId,
    /// Who gives it, if that is known.
    pub staff: Option<StaffId>,
    /// Local time.
    pub at: DateTime,
}

impl Origin {
    fn source(&self) -> Source {
        Source { command: Some(self.command), staff: self.staff.clone(), counter: Some(self.counter) }
    }
}

/// What came of asking for the next ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallOutcome {
    /// This one has been called.
    Called(Call),
    /// The counter is free now, and nobody waits for its services.
    NobodyWaiting,
}

/// What a command is answered, as it is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It made this row of the journal, and maybe others before it.
    Changed(u64),
    /// Nobody waits.
    Nobody,
    /// Nothing has changed.
    Refused(Refusal),
}

/// A command's result that is kept when its refusals are too.
pub(crate) type Judged<T> = Result<Result<T, Refusal>, StoreError>;

/// What asking for the next ticket is judged by.
pub(crate) struct Asking {
    pub(crate) serves: Vec<ServiceId>,
    /// The ticket that the clerk saw open at the counter.
    pub(crate) seen: Option<TicketId>,
    pub(crate) rules: QueueRules,
    pub(crate) day: Date,
}

/// Ends the counter's open ticket and calls whose turn it is.
pub(crate) fn call_next(conn: &Connection, origin: &Origin, asking: &Asking) -> Judged<CallOutcome> {
    let answer = once(conn, origin, || {
        free_counter(conn, origin, asking.seen, &asking.rules, None)?;
        let (_, streak) = counter::read(conn, origin.counter)?;
        let turn =
            Turn { counter: origin.counter, serves: &asking.serves, streak, ratio: asking.rules.ratio };
        let waiting = counter::first_waiting(conn, turn, asking.day, 1)?;
        let Some(called) = next(&waiting, turn) else { return Ok(Answer::Nobody) };
        counter::remember_streak(conn, origin.command, origin.at.date(), streak)?;
        counter::set_streak(conn, origin.counter, turn.streak_after(called.priority))?;
        give(conn, origin, &ticket::subject(conn, called.ticket)?, &Command::Call, &asking.rules)
    })?;
    match answer {
        Answer::Changed(seq) => Ok(Ok(CallOutcome::Called(ticket::call_at(conn, seq)?))),
        Answer::Nobody => Ok(Ok(CallOutcome::NobodyWaiting)),
        Answer::Refused(refusal) => Ok(Err(refusal)),
    }
}

/// Ends the counter's open ticket and calls `id`, whose turn it need not be.
pub(crate) fn call(
    conn: &Connection,
    origin: &Origin,
    id: TicketId,
    seen: Option<TicketId>,
    rules: &QueueRules,
) -> Judged<Call> {
    let answer = once(conn, origin, || {
        let subject = ticket::subject(conn, id)?;
        free_counter(conn, origin, seen, rules, Some(&subject))?;
        give(conn, origin, &subject, &Command::Call, rules)
    })?;
    changed(answer, |seq| Ok(ticket::call_at(conn, seq)?))
}

/// Any command about one ticket.
pub(crate) fn command(
    conn: &Connection,
    origin: &Origin,
    id: TicketId,
    command: &Command,
    rules: &QueueRules,
) -> Judged<Entry> {
    let answer = once(conn, origin, || {
        if *command == Command::Call && counter::read(conn, origin.counter)?.0 {
            return Err(Refusal::Paused.into());
        }
        give(conn, origin, &ticket::subject(conn, id)?, command, rules)
    })?;
    changed(answer, |seq| entry(conn, seq))
}

/// Lets the counter call nobody for a while, or call again; the same twice changes nothing.
pub(crate) fn pause(conn: &Connection, origin: &Origin, paused: bool) -> Judged<()> {
    let answer = once(conn, origin, || {
        if counter::read(conn, origin.counter)?.0 == paused {
            return Ok(Answer::Nobody);
        }
        counter::set_paused(conn, origin.counter, paused)?;
        let change = if paused { Change::Paused(origin.counter) } else { Change::Resumed(origin.counter) };
        Ok(Answer::Changed(journal::append(conn, origin.at, &origin.source(), &change)?))
    })?;
    match answer {
        Answer::Changed(_) | Answer::Nobody => Ok(Ok(())),
        Answer::Refused(refusal) => Ok(Err(refusal)),
    }
}

/// Takes back the change that the journal's row `seq` tells of, if it is its ticket's latest one.
pub(crate) fn undo(conn: &Connection, origin: &Origin, seq: u64) -> Judged<Entry> {
    let answer = once(conn, origin, || take_back(conn, origin, &entry(conn, seq)?))?;
    changed(answer, |seq| entry(conn, seq))
}

/// Takes back all that the command `press` did to tickets, the latest change first, or nothing.
pub(crate) fn undo_press(conn: &Connection, origin: &Origin, press: CommandId) -> Judged<Entry> {
    let answer = once(conn, origin, || {
        let rows = history::rows_of(conn, press)?;
        if rows.iter().any(|row| matches!(row.change, Change::Moved { transition: Transition::Undone, .. })) {
            return Err(Refusal::WrongState.into());
        }
        in_whole(conn, || {
            let mut answer = Err(Refusal::WrongState.into());
            for row in &rows {
                answer = Ok(take_back(conn, origin, row)?);
            }
            answer
        })
    })?;
    changed(answer, |seq| entry(conn, seq))
}

/// A refusal in the middle takes back what was written before it, and only that: the refusal itself is kept.
fn in_whole(
    conn: &Connection,
    work: impl FnOnce() -> Result<Answer, StoreError>,
) -> Result<Answer, StoreError> {
    conn.execute_batch("SAVEPOINT whole")?;
    let answer = work();
    conn.execute_batch(if answer.is_ok() { "RELEASE whole" } else { "ROLLBACK TO whole; RELEASE whole" })?;
    answer
}

fn take_back(conn: &Connection, origin: &Origin, undone: &Entry) -> Result<Answer, StoreError> {
    let Change::Moved { ticket, transition, .. } = undone.change else {
        return Err(Refusal::WrongState.into());
    };
    let latest = journal::latest_of(conn, ticket, 2)?;
    let [newest, before] = &latest[..] else { return Err(StoreError::Corrupt) };
    if newest.seq != undone.seq {
        return Err(Refusal::NotTheLatest.into());
    }
    let standing = before.change.standing().cloned().ok_or(StoreError::Corrupt)?;
    let answer = put(conn, origin, ticket, Moved { transition: Transition::Undone, standing })?;
    // The ticket still stands called there, so that the counter has called nobody since.
    if let (Transition::Called, Source { command: Some(command), counter: Some(counter), .. }) =
        (transition, &undone.source)
    {
        counter::restore_streak(conn, *counter, *command)?;
    }
    Ok(answer)
}

/// Ends every ticket of the days before `day`. Gives how many there were.
pub(crate) fn close_days_before(conn: &Connection, day: Date, at: DateTime) -> Result<u32, StoreError> {
    let left: Vec<TicketId> = conn
        .prepare_cached(
            "SELECT id FROM ticket WHERE day < ?1 AND state NOT IN ('done', 'no_show', 'cancelled') ORDER BY id",
        )?
        .query_map([Stored(day)], |row| row.get(0).map(TicketId))?
        .collect::<Result<_, _>>()?;
    for id in &left {
        if let Some(moved) = close(&ticket::subject(conn, *id)?.standing) {
            ticket::put(conn, *id, moved, &Source::default(), at)?;
        }
    }
    forget_before(conn, day)?;
    Ok(u32::try_from(left.len()).unwrap_or(u32::MAX))
}

/// What only helps while a day runs: nobody repeats a command of yesterday, and nobody waits any more.
fn forget_before(conn: &Connection, day: Date) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM command WHERE day < ?1")?.execute([Stored(day)])?;
    conn.prepare_cached("DELETE FROM streak_before WHERE day < ?1")?.execute([Stored(day)])?;
    conn.prepare_cached("DELETE FROM queue_length WHERE day < ?1 AND tickets = 0")?.execute([Stored(day)])?;
    Ok(())
}

/// The answer that the command got before, or the one that `work` gives it now.
fn once(
    conn: &Connection,
    origin: &Origin,
    work: impl FnOnce() -> Result<Answer, StoreError>,
) -> Result<Answer, StoreError> {
    if let Some(answer) = answered(conn, origin.command)? {
        return Ok(answer);
    }
    let answer = match work() {
        Err(StoreError::Refused(refusal)) => Answer::Refused(refusal),
        other => other?,
    };
    let (word, seq) = match answer {
        Answer::Changed(seq) => ("changed", Some(Stored(seq))),
        Answer::Nobody => ("nobody", None),
        Answer::Refused(refusal) => (refusal.word(), None),
    };
    conn.prepare_cached("INSERT INTO command (id, day, answer, seq) VALUES (?1, ?2, ?3, ?4)")?.execute((
        Stored(origin.command),
        Stored(origin.at.date()),
        word,
        seq,
    ))?;
    Ok(answer)
}

fn answered(conn: &Connection, command: CommandId) -> Result<Option<Answer>, StoreError> {
    let row: Option<(String, Option<Stored<u64>>)> = conn
        .prepare_cached("SELECT answer, seq FROM command WHERE id = ?1")?
        .query_row([Stored(command)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((word, seq)) = row else { return Ok(None) };
    let answer = match (word.as_str(), seq) {
        ("changed", Some(seq)) => Answer::Changed(seq.0),
        ("nobody", None) => Answer::Nobody,
        (word, _) => Answer::Refused(from_word(word).ok_or(StoreError::Corrupt)?),
    };
    Ok(Some(answer))
}

/// The result of a command that changes something or is refused.
fn changed<T>(answer: Answer, result: impl FnOnce(u64) -> Result<T, StoreError>) -> Judged<T> {
    match answer {
        Answer::Changed(seq) => Ok(Ok(result(seq)?)),
        Answer::Refused(refusal) => Ok(Err(refusal)),
        // Only asking for the next ticket and pausing are answered so: an id that was used for both.
        Answer::Nobody => Ok(Err(Refusal::Stale)),
    }
}

/// Ends what is open at a counter that is about to call. Everything is judged before anything is written,
/// so that a refused call ends nothing; `called` is what will be called, if that is known.
fn free_counter(
    conn: &Connection,
    origin: &Origin,
    seen: Option<TicketId>,
    rules: &QueueRules,
    called: Option<&Subject>,
) -> Result<(), StoreError> {
    if ticket::at_counter(conn, origin.counter)? != seen {
        return Err(Refusal::Stale.into());
    }
    if counter::read(conn, origin.counter)?.0 {
        return Err(Refusal::Paused.into());
    }
    if let Some(called) = called {
        judge(origin, called, &Command::Call, rules)?;
    }
    if let Some(open) = seen {
        give(conn, origin, &ticket::subject(conn, open)?, &Command::Done, rules)?;
    }
    Ok(())
}

fn judge(
    origin: &Origin,
    subject: &Subject,
    command: &Command,
    rules: &QueueRules,
) -> Result<Moved, Refusal> {
    apply(&subject.standing, command, Context { counter: origin.counter, errands: &subject.errands, rules })
}

fn give(
    conn: &Connection,
    origin: &Origin,
    subject: &Subject,
    command: &Command,
    rules: &QueueRules,
) -> Result<Answer, StoreError> {
    put(conn, origin, subject.id, judge(origin, subject, command, rules)?)
}

/// A counter has one ticket at most.
fn put(conn: &Connection, origin: &Origin, ticket: TicketId, moved: Moved) -> Result<Answer, StoreError> {
    if moved.standing.state.is_at_counter()
        && let Some(counter) = moved.standing.counter
        && ticket::at_counter(conn, counter)?.is_some_and(|open| open != ticket)
    {
        return Err(Refusal::CounterBusy.into());
    }
    Ok(Answer::Changed(ticket::put(conn, ticket, moved, &origin.source(), origin.at)?))
}

fn entry(conn: &Connection, seq: u64) -> Result<Entry, StoreError> {
    journal::at(conn, seq)?.ok_or(StoreError::NoSuchEntry)
}
