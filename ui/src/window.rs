//! The screen as a window, in the event loop of X11 or Wayland.

use std::cell::RefCell;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use crate::error::UiError;
use crate::handle::Request;
use crate::run::{Desk, Flow};
use crate::ui::Ui;

thread_local! {
    /// What drains the inbox. The event loop runs only `Send` closures from other threads, and no part of a
    /// window is `Send`; so they come to this thread and find it here.
    static PUMP: RefCell<Option<Pump>> = const { RefCell::new(None) };
}

struct Pump {
    desk: Desk,
    inbox: Receiver<Request>,
    fault: Option<UiError>,
}

/// Whether there is a display, as the environment says.
#[must_use]
pub fn display_present() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Makes this thread's platform the display, drawn by the software renderer.
pub(crate) fn select() -> Result<(), UiError> {
    let selector =
        slint::BackendSelector::new().backend_name("winit".into()).renderer_name("software".into());
    Ok(selector.select()?)
}

/// Runs the event loop until it ends, serving `inbox` whenever it is woken.
pub(crate) fn serve(
    desk: Desk,
    inbox: Receiver<Request>,
    fullscreen: bool,
    first_frame: impl FnOnce() + 'static,
) -> Result<(), UiError> {
    desk.window().set_fullscreen(fullscreen);
    PUMP.with_borrow_mut(|pump| *pump = Some(Pump { desk, inbox, fault: None }));
    // The software renderer announces no frames; the first turn of the loop with time to spare follows the first one.
    slint::Timer::single_shot(Duration::from_millis(1), first_frame);
    slint::Timer::single_shot(Duration::ZERO, pump);
    let ended = slint::run_event_loop();
    let pump = PUMP.with_borrow_mut(Option::take);
    ended?;
    pump.and_then(|pump| pump.fault).map_or(Ok(()), Err)
}

/// Tells the event loop that the inbox has something. In memory there is no such loop, and the inbox wakes by itself.
pub(crate) fn wake() {
    drop(slint::invoke_from_event_loop(pump));
}

fn pump() {
    let (over, due) = PUMP.with_borrow_mut(|pump| match pump {
        Some(pump) => (pump.turn() == Flow::Quit, pump.desk.due_in()),
        None => (false, None),
    });
    if over {
        drop(slint::quit_event_loop());
    } else if let Some(due) = due {
        // A timer counts whole milliseconds, and the guard must be over when it fires.
        slint::Timer::single_shot(due + Duration::from_millis(1), pump);
    }
}

impl Pump {
    fn turn(&mut self) -> Flow {
        let mut batch = Vec::new();
        let gone = loop {
            match self.inbox.try_recv() {
                Ok(request) => batch.push(request),
                Err(TryRecvError::Empty) => break false,
                Err(TryRecvError::Disconnected) => break true,
            }
        };
        match self.desk.serve(batch, |ui| drop(ui.snapshot()), Ui::snapshot) {
            Ok(flow) if !gone => flow,
            Ok(_) => Flow::Quit,
            Err(fault) => {
                self.fault = Some(fault);
                Flow::Quit
            }
        }
    }
}
