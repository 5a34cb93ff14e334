//! The loop that serves other threads.

use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use kiosk_ui::{Keyboard, Mode, Touch, UiError, UiHandle};

use crate::harness::PANEL;
use crate::samples::{self, screen};

/// A screen served on a thread of its own, and what comes of it.
struct Served {
    handle: UiHandle,
    touched: Receiver<Touch>,
    first_frame: Receiver<()>,
    thread: JoinHandle<Result<(), UiError>>,
}

fn kiosk() -> Served {
    let (handle, inbox) = kiosk_ui::channel();
    let (touches, touched) = channel();
    let (framed, first_frame) = channel();
    let thread = std::thread::spawn(move || {
        let start = Instant::now();
        let on_touch = move |touch| touches.send(touch).unwrap_or_default();
        let on_frame = move || framed.send(()).unwrap_or_default();
        let clock = Rc::new(move || start.elapsed());
        kiosk_ui::run(Mode::Headless { size: PANEL }, Keyboard::Ignored, clock, inbox, on_touch, on_frame)
    });
    Served { handle, touched, first_frame, thread }
}

fn tap(handle: &UiHandle, label: &str) {
    let elements = handle.elements().unwrap();
    let (x, y) = elements.iter().find(|e| e.label == label).expect("a label").centre();
    handle.touch(x, y).unwrap();
}

#[test]
fn a_touch_during_the_guard_is_late_but_not_lost() {
    let Served { handle, touched, first_frame, thread } = kiosk();
    handle.show(screen(samples::welcome())).unwrap();
    first_frame.recv_timeout(Duration::from_secs(10)).unwrap();
    assert_eq!(handle.page_name().unwrap(), "welcome");
    tap(&handle, samples::PROCEDURE);
    tap(&handle, "Cần giúp đỡ");
    assert_eq!(touched.try_iter().collect::<Vec<_>>(), [Touch::Procedure("1.010041".into()), Touch::Help]);
    handle.settle().unwrap();
    handle.quit().unwrap();
    thread.join().unwrap().unwrap();
    assert!(matches!(handle.page_name(), Err(UiError::NoAnswer)));
}

#[test]
fn the_newest_screen_is_the_one_seen() {
    let Served { handle, thread, .. } = kiosk();
    for page in [samples::welcome(), samples::scan(None), samples::services(3)] {
        handle.show(screen(page)).unwrap();
    }
    assert_eq!(handle.page_name().unwrap(), "services");
    let seen = handle.snapshot().unwrap();
    assert_eq!((seen.width, seen.height), PANEL);
    assert!(handle.elements().unwrap().iter().any(|e| e.label == "Hộ tịch"));
    drop(handle);
    thread.join().unwrap().unwrap();
}
