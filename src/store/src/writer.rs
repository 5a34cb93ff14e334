//! The one thread that writes: group commit.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;

use rusqlite::Connection;

use crate::error::StoreError;
use crate::journal;
use crate::open::Tokens;
use crate::reserve::Reserve;

/// How many commands share one commit at most, so that a burst cannot keep the first waiting.
const BATCH: usize = 256;

/// What the writer works on.
pub(crate) struct Desk {
    pub(crate) conn: Connection,
    pub(crate) tokens: Tokens,
    pub(crate) reserve: Reserve,
}

/// Told the journal's newest number after a commit that added rows.
pub(crate) type Listener = Box<dyn Fn(u64) + Send>;

/// What can be sent to the writer.
pub(crate) enum Message {
    Command(Box<dyn Command>),
    Listener(Listener),
}

/// A command on its way: run inside a transaction, answered after its commit.
pub(crate) trait Command: Send {
    /// Does the work; an error undoes this command alone.
    fn run(&mut self, desk: &mut Desk) -> Result<(), StoreError>;
    /// Answers, with `failed` if the transaction did not reach the disk.
    fn answer(self: Box<Self>, failed: Option<StoreError>);
}

/// The command that does `W` and tells `R` what came of it.
pub(crate) struct Job<T, W, R: FnOnce(Result<T, StoreError>)> {
    work: Option<W>,
    result: Option<Result<T, StoreError>>,
    reply: Option<R>,
}

impl<T, W, R: FnOnce(Result<T, StoreError>)> Job<T, W, R> {
    pub(crate) fn new(work: W, reply: R) -> Self {
        Self { work: Some(work), result: None, reply: Some(reply) }
    }
}

impl<T, W, R> Command for Job<T, W, R>
where
    T: Send,
    W: FnOnce(&mut Desk) -> Result<T, StoreError> + Send,
    R: FnOnce(Result<T, StoreError>) + Send,
{
    fn run(&mut self, desk: &mut Desk) -> Result<(), StoreError> {
        let result = self.work.take().map_or(Err(StoreError::Closed), |work| work(desk));
        let verdict = result.as_ref().map(|_| ()).map_err(Clone::clone);
        self.result = Some(result);
        verdict
    }

    fn answer(mut self: Box<Self>, failed: Option<StoreError>) {
        let result = match (self.result.take(), failed) {
            // A refusal stays what it was, whatever became of the others in the batch.
            (Some(Err(refusal)), _) => Err(refusal),
            (Some(Ok(value)), None) => Ok(value),
            (_, Some(error)) => Err(error),
            (None, None) => Err(StoreError::Closed),
        };
        if let Some(reply) = self.reply.take() {
            reply(result);
        }
    }
}

/// A command that the writer never came to is answered too.
impl<T, W, R: FnOnce(Result<T, StoreError>)> Drop for Job<T, W, R> {
    fn drop(&mut self) {
        if let Some(reply) = self.reply.take() {
            reply(Err(StoreError::Closed));
        }
    }
}

/// Serves until every sender is gone.
pub(crate) fn serve(mut desk: Desk, inbox: &Receiver<Message>) {
    let mut listeners = Vec::new();
    let mut seq = journal::last(&desk.conn).unwrap_or(0);
    while let Ok(first) = inbox.recv() {
        let mut batch = VecDeque::new();
        for message in std::iter::once(first).chain(inbox.try_iter().take(BATCH - 1)) {
            match message {
                Message::Command(command) => batch.push_back(command),
                Message::Listener(listener) => listeners.push(listener),
            }
        }
        while !batch.is_empty() {
            settle(&mut desk, &mut batch);
        }
        seq = announce(&desk.conn, seq, &listeners);
    }
}

/// Runs and answers commands from the front of the batch: all of them, or up to one whose failure
/// made SQLite give up the whole transaction.
fn settle(desk: &mut Desk, batch: &mut VecDeque<Box<dyn Command>>) {
    let mut ran = Vec::with_capacity(batch.len());
    let failed = transact(desk, batch, &mut ran).err();
    if let Some(error) = &failed {
        tracing::error!(%error, commands = ran.len(), "transaction failed");
        roll_back(&desk.conn);
    }
    for command in ran {
        command.answer(failed.clone());
    }
}

fn transact(
    desk: &mut Desk,
    batch: &mut VecDeque<Box<dyn Command>>,
    ran: &mut Vec<Box<dyn Command>>,
) -> Result<(), StoreError> {
    if let Err(error) = execute(&desk.conn, "BEGIN IMMEDIATE") {
        // Nothing can be run now, so nobody waits for the next attempt.
        ran.extend(batch.drain(..));
        return Err(error);
    }
    while let Some(mut command) = batch.pop_front() {
        let outcome = in_savepoint(desk, command.as_mut());
        ran.push(command);
        outcome?;
    }
    execute(&desk.conn, "COMMIT")
}

/// Runs one command so that its refusal undoes nothing else. An error means that the transaction is lost.
fn in_savepoint(desk: &mut Desk, command: &mut dyn Command) -> Result<(), StoreError> {
    execute(&desk.conn, "SAVEPOINT command")?;
    match command.run(desk) {
        Ok(()) => execute(&desk.conn, "RELEASE command"),
        Err(error) if desk.conn.is_autocommit() => Err(error),
        Err(_) => {
            execute(&desk.conn, "ROLLBACK TO command")?;
            execute(&desk.conn, "RELEASE command")
        }
    }
}

fn roll_back(conn: &Connection) {
    if !conn.is_autocommit()
        && let Err(error) = execute(conn, "ROLLBACK")
    {
        tracing::error!(%error, "rollback failed");
    }
}

fn execute(conn: &Connection, sql: &str) -> Result<(), StoreError> {
    conn.prepare_cached(sql)?.execute([])?;
    Ok(())
}

fn announce(conn: &Connection, before: u64, listeners: &[Listener]) -> u64 {
    let seq = journal::last(conn).unwrap_or(before);
    if seq > before {
        listeners.iter().for_each(|tell| tell(seq));
    }
    seq
}
