//! What other threads ask of the screen.

use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

use crate::elements::Element;
use crate::error::UiError;
use crate::keypad::Key;
use crate::picture::Snapshot;
use crate::screen::Screen;

/// How long a thread waits for the screen's answer: far more than a guard and a frame, far less than patience.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// One wish of another thread. Every `reply` gets one answer.
#[derive(Debug)]
pub enum Request {
    /// Show this. Of several in a row only the last is shown.
    Show(Box<Screen>),
    /// Touch here, as soon as touches count.
    Touch {
        /// Pixels from the left.
        x: f32,
        /// Pixels from the top.
        y: f32,
        /// Told once the touch is over.
        reply: Sender<Result<(), UiError>>,
    },
    /// Press this key, as soon as touches count.
    Key {
        /// Which.
        key: Key,
        /// Told once it is let go.
        reply: Sender<Result<(), UiError>>,
    },
    /// Put a finger down here, as soon as touches count.
    FingerDown {
        /// Pixels from the left.
        x: f32,
        /// Pixels from the top.
        y: f32,
        /// Told once it is down.
        reply: Sender<Result<(), UiError>>,
    },
    /// Take the finger away here.
    FingerUp {
        /// Pixels from the left.
        x: f32,
        /// Pixels from the top.
        y: f32,
        /// Told once it is gone.
        reply: Sender<Result<(), UiError>>,
    },
    /// What can be read and touched?
    Elements {
        /// Gets the elements in reading order.
        reply: Sender<Vec<Element>>,
    },
    /// What does the screen look like?
    Snapshot {
        /// Gets the pixels.
        reply: Sender<Result<Snapshot, UiError>>,
    },
    /// Which page is shown?
    Page {
        /// Gets the page's name.
        reply: Sender<&'static str>,
    },
    /// Wait until touches count.
    Settle {
        /// Told when they do.
        reply: Sender<Result<(), UiError>>,
    },
    /// End [`run`](crate::run).
    Quit,
}

/// The screen, from any thread. Clones reach the same screen.
#[derive(Clone, Debug)]
pub struct UiHandle {
    inbox: Sender<Request>,
}

/// A handle, and the inbox that [`run`](crate::run) serves.
#[must_use]
pub fn channel() -> (UiHandle, Receiver<Request>) {
    let (inbox, requests) = std::sync::mpsc::channel();
    (UiHandle { inbox }, requests)
}

impl UiHandle {
    /// Shows `screen`, without waiting for it.
    ///
    /// # Errors
    /// If the screen's thread has ended.
    pub fn show(&self, screen: Screen) -> Result<(), UiError> {
        self.send(Request::Show(Box::new(screen)))
    }

    /// Touches at `x`, `y` (pixels from the top left). A touch that comes while a new page takes none waits
    /// for it, so that a program never loses one.
    ///
    /// # Errors
    /// If too many touches wait already, or the screen does not answer.
    pub fn touch(&self, x: f32, y: f32) -> Result<(), UiError> {
        self.ask(|reply| Request::Touch { x, y, reply })?
    }

    /// Presses `key` as a keypad does, once touches count.
    ///
    /// # Errors
    /// If too many wait already, or the screen does not answer.
    pub fn key(&self, key: Key) -> Result<(), UiError> {
        self.ask(|reply| Request::Key { key, reply })?
    }

    /// Rests a finger at `x`, `y` for `span`, in which the caller sleeps.
    ///
    /// # Errors
    /// As [`UiHandle::touch`].
    pub fn hold(&self, x: f32, y: f32, span: Duration) -> Result<(), UiError> {
        self.ask(|reply| Request::FingerDown { x, y, reply })??;
        std::thread::sleep(span);
        self.ask(|reply| Request::FingerUp { x, y, reply })?
    }

    /// What can be read and touched now, in reading order.
    ///
    /// # Errors
    /// If the screen does not answer.
    pub fn elements(&self) -> Result<Vec<Element>, UiError> {
        self.ask(|reply| Request::Elements { reply })
    }

    /// The screen's pixels.
    ///
    /// # Errors
    /// If they cannot be read, or the screen does not answer.
    pub fn snapshot(&self) -> Result<Snapshot, UiError> {
        self.ask(|reply| Request::Snapshot { reply })?
    }

    /// The name of the page shown.
    ///
    /// # Errors
    /// If the screen does not answer.
    pub fn page_name(&self) -> Result<&'static str, UiError> {
        self.ask(|reply| Request::Page { reply })
    }

    /// Waits until touches count.
    ///
    /// # Errors
    /// If too many wait already, or the screen does not answer.
    pub fn settle(&self) -> Result<(), UiError> {
        self.ask(|reply| Request::Settle { reply })?
    }

    /// Ends [`run`](crate::run).
    ///
    /// # Errors
    /// If it has ended already.
    pub fn quit(&self) -> Result<(), UiError> {
        self.send(Request::Quit)
    }

    fn send(&self, request: Request) -> Result<(), UiError> {
        self.inbox.send(request).map_err(|_| UiError::NoAnswer)?;
        crate::window::wake();
        Ok(())
    }

    fn ask<T>(&self, request: impl FnOnce(Sender<T>) -> Request) -> Result<T, UiError> {
        let (reply, answer) = std::sync::mpsc::channel();
        self.send(request(reply))?;
        answer.recv_timeout(ANSWER_WITHIN).map_err(|_| UiError::NoAnswer)
    }
}
