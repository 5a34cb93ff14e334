//! The handle that the rest of the kiosk holds.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use jiff::civil::{Date, DateTime};
use kiosk_core::queue::{CounterId, Service, ServiceId, SlipState, Ticket, TicketId, TicketNumber, VisitId};

use crate::calling::{self, Call, CallOutcome, End};
use crate::error::{OpenError, StoreError};
use crate::issuing::{self, Request};
use crate::journal::Entry;
use crate::open::{self, Options};
use crate::reader::{Board, CounterView, Reader, TicketRecord};
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
/// `wait(|reply| store.done(counter, ticket, at, reply))`. Not for async code.
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
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, OpenError> {
        let desk = Desk { conn: open::writer(path.as_ref(), options.max_pages)?, tokens: options.tokens };
        let reader = Reader::new(open::reader(path.as_ref())?);
        let (commands, inbox) = mpsc::channel();
        let writer = thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || writer::serve(desk, &inbox))
            .map_err(OpenError::Thread)?;
        Ok(Self { inner: Arc::new(Inner { commands: Some(commands), writer: Some(writer), reader }) })
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

    /// Issues the visit's ticket for `service` on the service day `day`, local time `at`.
    /// The same visit again gets the same ticket, with what was ahead of it at first.
    pub fn issue(
        &self,
        visit: VisitId,
        service: &Service,
        day: Date,
        at: DateTime,
        reply: impl FnOnce(Result<Ticket, StoreError>) + Send + 'static,
    ) {
        let request = Request { visit, service: service.id.clone(), prefix: service.prefix.clone(), day, at };
        self.send(move |desk| issuing::issue(&desk.conn, &request, &mut desk.tokens), reply);
    }

    /// Notes what is known of a ticket's slip.
    pub fn record_slip(
        &self,
        ticket: TicketId,
        slip: SlipState,
        at: DateTime,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| issuing::record_slip(&desk.conn, ticket, slip, at), reply);
    }

    /// Once at start, before the first ticket: slips that were on their way when the kiosk stopped
    /// become unconfirmed. Gives how many there were.
    pub fn reconcile(&self, at: DateTime, reply: impl FnOnce(Result<u32, StoreError>) + Send + 'static) {
        self.send(move |desk| issuing::reconcile(&desk.conn, at), reply);
    }

    /// Ends the counter's open call as done and calls whose turn it is among `serves` on `day`.
    /// `seen` is the ticket that the clerk saw open at the counter; if another one is open there,
    /// the answer is [`StoreError::Stale`] and nothing has changed.
    pub fn call_next(
        &self,
        counter: CounterId,
        serves: &[ServiceId],
        seen: Option<TicketId>,
        day: Date,
        at: DateTime,
        reply: impl FnOnce(Result<CallOutcome, StoreError>) + Send + 'static,
    ) {
        let serves = serves.to_vec();
        self.send(move |desk| calling::call_next(&desk.conn, counter, &serves, seen, (day, at)), reply);
    }

    /// Calls the counter's open ticket once more; [`StoreError::Stale`] if it is not `ticket`.
    pub fn recall(
        &self,
        counter: CounterId,
        ticket: TicketId,
        at: DateTime,
        reply: impl FnOnce(Result<Call, StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| calling::recall(&desk.conn, counter, ticket, at), reply);
    }

    /// Ends the counter's call because nobody came; [`StoreError::Stale`] if it is not `ticket`'s.
    pub fn no_show(
        &self,
        counter: CounterId,
        ticket: TicketId,
        at: DateTime,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| calling::end(&desk.conn, counter, ticket, End::NoShow, at), reply);
    }

    /// Ends the counter's call as served; [`StoreError::Stale`] if it is not `ticket`'s.
    pub fn done(
        &self,
        counter: CounterId,
        ticket: TicketId,
        at: DateTime,
        reply: impl FnOnce(Result<(), StoreError>) + Send + 'static,
    ) {
        self.send(move |desk| calling::end(&desk.conn, counter, ticket, End::Done, at), reply);
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

    /// What the clerk at `counter`, which calls `serves`, sees on `day`.
    pub fn counter_view(
        &self,
        counter: CounterId,
        serves: &[ServiceId],
        day: Date,
    ) -> Result<CounterView, StoreError> {
        self.inner.reader.counter_view(counter, serves, day)
    }

    /// The tickets of `day` that are not served yet and whose holders may have no slip in hand.
    pub fn unconfirmed(&self, day: Date) -> Result<Vec<(TicketNumber, SlipState)>, StoreError> {
        self.inner.reader.unconfirmed(day)
    }

    /// The journal after row `seq` in order, at most 1000 rows; ask again from the last one.
    pub fn journal_since(&self, seq: u64) -> Result<Vec<Entry>, StoreError> {
        self.inner.reader.journal_since(seq)
    }

    /// The ticket `id` and where it stands.
    pub fn ticket(&self, id: TicketId) -> Result<Option<TicketRecord>, StoreError> {
        self.inner.reader.ticket(id)
    }
}
