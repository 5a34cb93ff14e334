//! The main thread of a kiosk: serves the screen and the wishes of the other threads.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use crate::error::UiError;
use crate::handle::Request;
use crate::headless::Headless;
use crate::keypad::{Key, Keyboard};
use crate::picture::Snapshot;
use crate::screen::{Page, Screen};
use crate::touch::Touch;
use crate::ui::{Clock, Ui};

/// Touches that may wait for a new page to take them.
const MOST_WAITING: usize = 64;

/// How long a moment's wait must last to be shown. A shorter one would only flicker, and drawing it would
/// take the processor from those that are waited for.
const SHORTEST_WAIT: Duration = Duration::from_millis(100);

/// Where the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In memory.
    Headless {
        /// Width and height in pixels; 1080 and 1920 for the kiosk's panel.
        size: (u32, u32),
    },
    /// On the display. `SLINT_SCALE_FACTOR=0.5` makes it fit a desk.
    Window {
        /// Whether it covers the display, as on a kiosk.
        fullscreen: bool,
    },
}

/// Runs the screen on this thread until [`Request::Quit`], until every handle is gone, or until somebody
/// closes the window. Touches go to `on_touch`; `first_frame` is called once, after the first frame was
/// drawn. `clock` is the time of guards (and, in memory, of animations). `keyboard` says whether keys do anything.
///
/// # Errors
/// If there is no display for a window, or the thread has a screen already.
pub fn run(
    mode: Mode,
    keyboard: Keyboard,
    clock: Clock,
    inbox: Receiver<Request>,
    on_touch: impl Fn(Touch) + 'static,
    first_frame: impl FnOnce() + 'static,
) -> Result<(), UiError> {
    match mode {
        Mode::Headless { size } => {
            let memory = Headless::install(size, clock.clone())?;
            let desk = Desk::new(Ui::new(clock, on_touch)?, keyboard);
            serve_memory(&memory, desk, &inbox, first_frame)
        }
        Mode::Window { fullscreen } => {
            crate::window::select()?;
            let desk = Desk::new(Ui::new(clock, on_touch)?, keyboard);
            crate::window::serve(desk, inbox, fullscreen, first_frame)
        }
    }
}

fn serve_memory(
    memory: &Headless,
    mut desk: Desk,
    inbox: &Receiver<Request>,
    first_frame: impl FnOnce(),
) -> Result<(), UiError> {
    let mut first_frame = Some(first_frame);
    loop {
        let first = match next(inbox, earlier(memory.next_frame_in(), desk.due_in())) {
            Ok(request) => Some(request),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        let batch = first.into_iter().chain(inbox.try_iter()).collect();
        let pixels = |_: &Ui| {
            memory.frame();
            Ok(memory.pixels())
        };
        if desk.serve(batch, |_| _ = memory.frame(), pixels)? == Flow::Quit {
            return Ok(());
        }
        memory.frame();
        if desk.has_shown()
            && let Some(first_frame) = first_frame.take()
        {
            first_frame();
        }
    }
}

fn next(inbox: &Receiver<Request>, within: Option<Duration>) -> Result<Request, RecvTimeoutError> {
    match within {
        Some(within) => inbox.recv_timeout(within),
        None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
    }
}

fn earlier(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    one.into_iter().chain(other).min()
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    Continue,
    Quit,
}

/// What is done once touches count.
enum Deed {
    Touch(f32, f32),
    FingerDown(f32, f32),
    Key(Key),
    Nothing,
}

/// Something that waits until touches count.
struct Waiting {
    deed: Deed,
    reply: Sender<Result<(), UiError>>,
}

/// Serves requests in their order, and keeps touches back while a new page takes none.
pub(crate) struct Desk {
    ui: Ui,
    waiting: VecDeque<Waiting>,
    /// A moment's wait that is not shown yet, and when it will be.
    held: Option<(Box<Screen>, Duration)>,
}

impl Desk {
    pub(crate) fn new(ui: Ui, keyboard: Keyboard) -> Self {
        ui.heed(keyboard);
        Self { ui, waiting: VecDeque::new(), held: None }
    }

    /// How long until something that waits is due; `None` if nothing waits.
    pub(crate) fn due_in(&self) -> Option<Duration> {
        let touch = (!self.waiting.is_empty()).then(|| self.ui.settled_in());
        let held = self.held.as_ref().map(|(_, at)| at.saturating_sub(self.ui.now()));
        earlier(touch, held)
    }

    /// The window, for the event loop.
    pub(crate) fn window(&self) -> &slint::Window {
        self.ui.window()
    }

    /// Whether a screen was shown yet.
    pub(crate) fn has_shown(&self) -> bool {
        self.ui.page_name() != "blank"
    }

    /// Serves `batch` and whatever waited and is due. `draw` draws what has changed, since elements come
    /// into being with the frame that shows them; `look` reads the screen's pixels.
    pub(crate) fn serve(
        &mut self,
        batch: Vec<Request>,
        draw: impl Fn(&Ui),
        look: impl Fn(&Ui) -> Result<Snapshot, UiError>,
    ) -> Result<Flow, UiError> {
        let mut requests = batch.into_iter().peekable();
        while let Some(request) = requests.next() {
            let outdated =
                matches!(request, Request::Show(_)) && matches!(requests.peek(), Some(Request::Show(_)));
            if !outdated && self.answer(request, &draw, &look)? == Flow::Quit {
                return Ok(Flow::Quit);
            }
        }
        self.show_what_lasts()?;
        self.settle();
        Ok(Flow::Continue)
    }

    fn show(&mut self, screen: Box<Screen>) -> Result<(), UiError> {
        let begins = matches!(screen.page, Page::Working { .. }) && self.ui.page_name() != screen.page.name();
        self.held = None;
        if begins {
            self.held = Some((screen, self.ui.now() + SHORTEST_WAIT));
            return Ok(());
        }
        self.ui.show(&screen)
    }

    fn show_what_lasts(&mut self) -> Result<(), UiError> {
        match self.held.take() {
            Some((screen, at)) if at <= self.ui.now() => self.ui.show(&screen),
            held => {
                self.held = held;
                Ok(())
            }
        }
    }

    // Whoever asked may have stopped waiting: an answer that nobody takes is no fault.
    fn answer(
        &mut self,
        request: Request,
        draw: &impl Fn(&Ui),
        look: &impl Fn(&Ui) -> Result<Snapshot, UiError>,
    ) -> Result<Flow, UiError> {
        match request {
            Request::Show(screen) => self.show(screen)?,
            Request::Touch { x, y, reply } => self.wait(Waiting { deed: Deed::Touch(x, y), reply }),
            Request::FingerDown { x, y, reply } => {
                self.wait(Waiting { deed: Deed::FingerDown(x, y), reply });
            }
            // A finger that goes away does so at any time.
            Request::FingerUp { x, y, reply } => drop(reply.send(self.ui.finger_up(x, y))),
            Request::Key { key, reply } => self.wait(Waiting { deed: Deed::Key(key), reply }),
            Request::Settle { reply } => self.wait(Waiting { deed: Deed::Nothing, reply }),
            Request::Elements { reply } => {
                draw(&self.ui);
                drop(reply.send(self.ui.elements()));
            }
            Request::Snapshot { reply } => drop(reply.send(look(&self.ui))),
            Request::Page { reply } => drop(reply.send(self.ui.page_name())),
            Request::Quit => return Ok(Flow::Quit),
        }
        Ok(Flow::Continue)
    }

    fn wait(&mut self, waiting: Waiting) {
        if self.waiting.len() < MOST_WAITING {
            self.waiting.push_back(waiting);
            self.settle();
        } else {
            drop(waiting.reply.send(Err(UiError::Busy)));
        }
    }

    fn settle(&mut self) {
        while self.ui.settled_in().is_zero()
            && let Some(waiting) = self.waiting.pop_front()
        {
            let done = match waiting.deed {
                Deed::Touch(x, y) => self.ui.touch(x, y),
                Deed::FingerDown(x, y) => self.ui.finger_down(x, y),
                Deed::Key(key) => self.ui.key(key),
                Deed::Nothing => Ok(()),
            };
            drop(waiting.reply.send(done));
        }
    }
}
