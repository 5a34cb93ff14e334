//! The threads between the driver and the network: one owns the driver and keeps time, one
//! carries a request at a time, so that a silent printer never delays a deadline.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

use ipp::prelude::{IppRequestResponse, Uri};

use super::{
    Document, OfficeDriver, OfficeError, OfficeEvent, OfficeSettings, Unreachable,
    courier::{Answer, Courier},
};
use crate::Clock;

/// The longest sleep: a clock turned by hand may have passed a deadline meanwhile.
const NAP: Duration = Duration::from_millis(100);

enum Inbox {
    Print(u64, Document),
    Cancel(u64),
    Answer(Answer),
    Close,
}

/// A running page printer. Dropping it ends the threads, the network one after the exchange
/// under way; a job already at the printer goes on there.
pub struct OfficeHandle {
    inbox: Sender<Inbox>,
}

impl OfficeHandle {
    /// Prints a whole PDF file on A4 as job number `job`; see [`OfficeDriver::print`].
    pub fn print(&self, job: u64, pdf: Document) {
        self.tell(Inbox::Print(job, pdf));
    }

    /// Calls a job off; see [`OfficeDriver::cancel`].
    pub fn cancel(&self, job: u64) {
        self.tell(Inbox::Cancel(job));
    }

    fn tell(&self, message: Inbox) {
        if self.inbox.send(message).is_err() {
            tracing::error!("the page printer's thread is gone");
        }
    }
}

impl Drop for OfficeHandle {
    fn drop(&mut self) {
        // A thread that has ended needs no telling.
        let _ = self.inbox.send(Inbox::Close);
    }
}

/// Starts driving the printer or queue at `uri` (`ipp://HOST[:631]/PATH` or `http://…`, no TLS).
/// `on_event` is called on the driver's thread.
///
/// # Errors
/// An address that cannot be used, or no threads; a printer that is off is no error here but the
/// condition `Unreachable`.
pub fn spawn_office(
    uri: &str,
    settings: OfficeSettings,
    clock: Arc<dyn Clock>,
    on_event: impl FnMut(OfficeEvent) + Send + 'static,
) -> Result<OfficeHandle, OfficeError> {
    let uri: Uri = uri.parse().map_err(|_| OfficeError::BadUri)?;
    let courier = Courier::new(&uri, settings.request_timeout)?;
    let driver = OfficeDriver::new(uri, settings)?;
    let (inbox, messages) = channel();
    let (outbox, requests) = channel();
    let answers = inbox.clone();
    start("office-http", move || carry(&courier, &requests, &answers))?;
    start("office", move || drive(driver, &*clock, &messages, &outbox, on_event))?;
    Ok(OfficeHandle { inbox })
}

fn start(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), OfficeError> {
    let thread = thread::Builder::new().name(name.to_owned());
    thread.spawn(body).map(drop).map_err(OfficeError::Thread)
}

fn carry(courier: &Courier, requests: &Receiver<IppRequestResponse>, answers: &Sender<Inbox>) {
    for request in requests {
        if answers.send(Inbox::Answer(courier.ask(request))).is_err() {
            return;
        }
    }
}

fn drive(
    mut driver: OfficeDriver,
    clock: &dyn Clock,
    messages: &Receiver<Inbox>,
    outbox: &Sender<IppRequestResponse>,
    mut on_event: impl FnMut(OfficeEvent),
) {
    loop {
        driver.on_time(clock.now());
        if driver.take_request().is_some_and(|request| outbox.send(request).is_err()) {
            driver.on_response(clock.now(), Err(Unreachable::NotConnected));
        }
        while let Some(event) = driver.poll_event() {
            on_event(event);
        }
        let left = driver.deadline().map(|at| at.saturating_sub(clock.now()));
        match messages.recv_timeout(left.unwrap_or(NAP).min(NAP)) {
            Ok(Inbox::Print(job, pdf)) => driver.print(clock.now(), job, pdf),
            Ok(Inbox::Cancel(job)) => driver.cancel(clock.now(), job),
            Ok(Inbox::Answer(answer)) => driver.on_response(clock.now(), answer),
            Err(RecvTimeoutError::Timeout) => {}
            Ok(Inbox::Close) | Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
