//! The handle that the rest of the kiosk holds.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use jiff::civil::{Date, DateTime};
use kiosk_core::figures::Figures;
use kiosk_core::queue::{
    Command, CommandId, CounterId, QueueRules, ServiceId, SlipState, Ticket, TicketId, TicketNumber,
};
use kiosk_core::rating::Satisfaction;
use rusqlite::Connection;

use crate::command::{self, Asking, CallOutcome, Judged, Origin};
use crate::error::{OpenError, StoreError};
use crate::figures;
use crate::issuing::{self, TicketRequest};
use crate::journal::Entry;
use crate::open::{self, Options};
use crate::place::{self, Place};
use crate::rating;
use crate::reader::{Board, CounterView, Reader};
use crate::reserve::Reserve;
use crate::ticket::{Call, TicketRecord};
use crate::upkeep;
use crate::writer::{self, Desk, Job, Message};

/// An open database. Clones share it; the last one to go waits for the writer to finish.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    commands: Option<Sender<Message>>,
    writer: Option<JoinHandle<()>>,
    reader: Reader,
    path: PathBuf,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.commands = None;
        if let Some(writer) = self.writer.take()
            // A reply may hold the last handle, and then this runs on the writer itself.
            && writer.thread().id() != thread::current().id()
            && writer.join().is_err()
        {
            tracing::error!("the database's writer panicked");
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

/// Runs a command and blocks until it is on the disk:
/// `wait(|reply| store.issue(request, reply))`. Not for async code.
pub fn wait<T: Send + 'static>(
    command: impl FnOnce(Box<dyn FnOnce(Result<T, StoreError>) + Send>),
) -> Result<T, StoreError> {
    let (sender, receiver) = mpsc::sync_channel(1);
    command(Box::new(move |result| {
        // The receiver below outlives every reply, so this cannot fail.
        let _ = sender.send(result);
    }));
    receiver.recv().unwrap_or(Err(StoreError::Closed))
}

impl Store {
    /// Opens the database at `path`, creates it when there is none, and brings an older one up to date.
    ///
    /// # Errors
    /// See [`OpenError`]. A damaged database is [`OpenError::Corrupt`]; see [`Store::open_anew`].
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let mut reserve = Reserve::beside(path);
        let conn = open::writer(path, options.max_pages, &mut reserve)?;
        let desk = Desk { conn, tokens: options.tokens, reserve };
        let reader = Reader::new(open::reader(path)?);
        let (commands, inbox) = mpsc::channel();
        let writer = thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || writer::serve(desk, &inbox))
            .map_err(OpenError::Thread)?;
        let (commands, writer) = (Some(commands), Some(writer));
        Ok(Self { inner: Arc::new(Inner { commands, writer, reader, path: path.to_owned() }) })
    }

    /// Moves a damaged database aside, deleting nothing, and begins a new one in its place whose numbers of
    /// the service day `day` come after all that the old one may have given out. Local time `at` is part of
    /// the old one's new name, which is given too.
    ///
    /// # Errors
    /// When a file cannot be moved or the new one cannot be made.
    pub fn open_anew(
        path: impl AsRef<Path>,
        options: Options,
        day: Date,
        at: DateTime,
    ) -> Result<(Self, PathBuf), OpenError> {
        let aside = upkeep::move_aside(path.as_ref(), day, at)?;
        Ok((Self::open(path, options)?, aside))
    }

    pub(crate) fn send<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk) -> Result<T, StoreError> + Send + 'static,
        reply: impl FnOnce(Result<T, StoreError>) + Send + 'static,
    ) {
        if let Some(commands) = &self.inner.commands {
            // A writer that is gone hands the job back, and dropping it answers `Closed`.
            let _ = commands.send(Message::Command(Box::new(Job::new(work, reply))));
        }
    }

    /// Asks the reader's connection.
    pub(crate) fn read<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.inner.reader.read(question)
    }

    /// A command whose refusals are kept, so that it is answered in the same way when it comes again.
    fn judge<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk) -> Judged<T> + Send + 'static,
        reply: impl FnOnce(Result<T, StoreError>) + Send + 'static,
    ) {
        self.send(work, |judged| reply(judged.and_then(|judged| judged.map_err(StoreError::Refused))));
    }

    /// Issues the visit's ticket. The same visit again gets the same ticket, with what was ahead of it at
    /// first. [`StoreError::UsedUp`] when the service has given out all its numbers of the day.
    pub fn issue(
        &self,
        request: TicketRequest,
        reply: impl FnOnce(Result<Ticket, StoreError>) + Send + 'static,
    ) {
        self.send(
            move |desk| issuing::issue(&desk.conn, &mut desk.reserve, &request, &mut desk.tokens),
            reply,
        );
    }

    /// Notes what is known of a ticket's slip.
    pub fn record_slip(
        &self,
        ticket: TicketId,
        slip: SlipState,
        at: DateTime,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| issuing::record_slip(&desk.conn, ticket, slip, at).map(|_| ()), reply);
    }

    /// Notes how satisfied the holder of `ticket` was. Gives whether it was noted: what a citizen has said
    /// stands, and saying it again changes nothing.
    pub fn rate(
        &self,
        ticket: TicketId,
        rating: Satisfaction,
        reply: impl FnOnce(Result<bool, StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| rating::rate(&desk.conn, ticket, rating), reply);
    }

    /// Once at start, before the first ticket: slips that were on their way when the kiosk stopped
    /// become unconfirmed. Gives how many there were.
    pub fn reconcile(&self, at: DateTime, reply: impl FnOnce(Result<u32, StoreError>) + Send + 'static) {
        self.send(move |desk| issuing::reconcile(&desk.conn, at), reply);
    }

    /// Ends the counter's open ticket as done and calls whose turn it is among `serves` on `day`.
    /// `seen` is the ticket that the clerk saw open at the counter; if another one is open there, the answer
    /// is [`Refusal::Stale`](kiosk_core::queue::Refusal::Stale) and nothing has changed.
    pub fn call_next(
        &self,
        origin: Origin,
        (serves, rules): (&[ServiceId], &QueueRules),
        seen: Option<TicketId>,
        day: Date,
        reply: impl FnOnce(Result<CallOutcome, StoreError>) + Send + 'static,
    ) {
        let asking = Asking { serves: serves.to_vec(), seen, rules: rules.clone(), day };
        self.judge(move |desk| command::call_next(&desk.conn, &origin, &asking), reply);
    }

    /// Ends the counter's open ticket as done and calls `ticket`, whether it is its turn, it is on hold, or
    /// it had not come. `seen` as in [`Store::call_next`].
    pub fn call(
        &self,
        origin: Origin,
        ticket: TicketId,
        seen: Option<TicketId>,
        rules: &QueueRules,
        reply: impl FnOnce(Result<Call, StoreError>) + Send + 'static,
    ) {
        let rules = rules.clone();
        self.judge(move |desk| command::call(&desk.conn, &origin, ticket, seen, &rules), reply);
    }

    /// Any command about `ticket`. Gives the change as the journal tells it.
    pub fn command(
        &self,
        origin: Origin,
        ticket: TicketId,
        command: Command,
        rules: &QueueRules,
        reply: impl FnOnce(Result<Entry, StoreError>) + Send + 'static,
    ) {
        let rules = rules.clone();
        self.judge(move |desk| command::command(&desk.conn, &origin, ticket, &command, &rules), reply);
    }

    /// Lets the counter call nobody until [`Store::resume`]; what is open there stays.
    pub fn pause(&self, origin: Origin, reply: impl FnOnce(Result<(), StoreError>) + Send + 'static) {
        self.judge(move |desk| command::pause(&desk.conn, &origin, true), reply);
    }

    /// Lets the counter call again.
    pub fn resume(&self, origin: Origin, reply: impl FnOnce(Result<(), StoreError>) + Send + 'static) {
        self.judge(move |desk| command::pause(&desk.conn, &origin, false), reply);
    }

    /// Takes back the change that the journal's row `seq` tells of: the ticket stands again where it stood
    /// before. Only its latest change, and only while its counter is free. One press of "next" makes two
    /// changes, of two tickets; they are taken back one by one, the latest first.
    pub fn undo(
        &self,
        origin: Origin,
        seq: u64,
        reply: impl FnOnce(Result<Entry, StoreError>) + Send + 'static,
    ) {
        self.judge(move |desk| command::undo(&desk.conn, &origin, seq), reply);
    }

    /// Takes back all that one press did to tickets, as by [`Store::undo`] and in one: all of it or nothing.
    pub fn undo_press(
        &self,
        origin: Origin,
        press: CommandId,
        reply: impl FnOnce(Result<Entry, StoreError>) + Send + 'static,
    ) {
        self.judge(move |desk| command::undo_press(&desk.conn, &origin, press), reply);
    }

    /// Ends what is left of the service days before `day`: who still waits or is on hold did not come, what
    /// is open at a counter is done. Gives how many tickets there were.
    pub fn close_days_before(
        &self,
        day: Date,
        at: DateTime,
        reply: impl FnOnce(Result<u32, StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| command::close_days_before(&desk.conn, day, at), reply);
    }

    /// Checks the whole database and copies it to the folder `backup` beside it, one copy a day, of which
    /// the latest 14 are kept. Gives the copy's path; local time `at` names it. To be called at start and
    /// every night. It blocks, for about a second in a database of years, and holds nobody up meanwhile: it
    /// reads on a connection of its own.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for a damaged database, of which no copy is made.
    pub fn check_and_copy(&self, at: DateTime) -> Result<PathBuf, StoreError> {
        upkeep::check_and_copy(&self.inner.path, at)
    }

    /// Answers when the writer is alive and can take its lock; changes nothing.
    pub fn ping(&self, reply: impl FnOnce(Result<(), StoreError>) + Send + 'static) {
        self.send(|_| Ok(()), reply);
    }

    /// `listener` is told the journal's newest number after each commit that added rows, on the
    /// writer's thread: it must not block. It stays for as long as the database is open.
    pub fn subscribe(&self, listener: impl Fn(u64) + Send + 'static) {
        if let Some(commands) = &self.inner.commands {
            // Without a writer there is nothing to listen to.
            let _ = commands.send(Message::Listener(Box::new(listener)));
        }
    }

    /// What the lobby board shows on `day`.
    pub fn board(&self, day: Date) -> Result<Board, StoreError> {
        self.inner.reader.board(day)
    }

    /// What the clerk at `counter`, which calls `serves` by these rules, sees on `day`.
    pub fn counter_view(
        &self,
        counter: CounterId,
        (serves, rules): (&[ServiceId], &QueueRules),
        day: Date,
    ) -> Result<CounterView, StoreError> {
        self.inner.reader.counter_view(counter, (serves, rules.ratio), day)
    }

    /// The tickets of `day` that are not served yet and whose holders may have no slip in hand.
    pub fn unconfirmed(&self, day: Date) -> Result<Vec<(TicketId, TicketNumber, SlipState)>, StoreError> {
        self.inner.reader.unconfirmed(day)
    }

    /// The journal after row `seq` in order, at most 1000 rows; ask again from the last one.
    pub fn journal_since(&self, seq: u64) -> Result<Vec<Entry>, StoreError> {
        self.inner.reader.journal_since(seq)
    }

    /// The figures of the service days from `from` to `to`, both included. It blocks, for about a second for
    /// a year, and holds nobody up meanwhile: it reads on a connection of its own.
    pub fn figures(&self, from: Date, to: Date) -> Result<Figures, StoreError> {
        Ok(figures::between(&mut open::reader(&self.inner.path)?, from, to)?)
    }

    /// The ticket with this token and its place in the line that `rules` make; `None` if no ticket has it.
    pub fn place(&self, token: &str, rules: &QueueRules) -> Result<Option<Place>, StoreError> {
        self.read(|conn| place::by_token(conn, token, rules.ratio))
    }

    /// The ticket `id` and where it stands.
    pub fn ticket(&self, id: TicketId) -> Result<Option<TicketRecord>, StoreError> {
        self.inner.reader.ticket(id)
    }
}
