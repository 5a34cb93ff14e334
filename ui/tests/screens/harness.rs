//! One screen in memory with the clock in the test's hand.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use kiosk_ui::{Element, GUARD, Headless, Screen, Snapshot, Touch, Ui};

/// The kiosk's panel in pixels.
pub const PANEL: (u32, u32) = (1080, 1920);

/// A screen, its memory, its clock and what was touched on it.
pub struct Kiosk {
    pub ui: Ui,
    pub memory: Headless,
    clock: Rc<Cell<Duration>>,
    touches: Rc<RefCell<Vec<Touch>>>,
}

/// Runs `test` on a thread of its own, because Slint keeps one platform a thread and the test runner reuses threads.
pub fn alone(test: impl FnOnce(Kiosk) + Send + 'static) {
    alone_on(PANEL, test);
}

/// The same on a panel of another size.
pub fn alone_on(size: (u32, u32), test: impl FnOnce(Kiosk) + Send + 'static) {
    let run = std::thread::spawn(move || test(Kiosk::new(size)));
    if let Err(fault) = run.join() {
        std::panic::resume_unwind(fault);
    }
}

impl Kiosk {
    fn new(size: (u32, u32)) -> Self {
        let clock = Rc::new(Cell::new(Duration::from_secs(1)));
        let touches = Rc::new(RefCell::new(Vec::new()));
        let hand = clock.clone();
        let now: kiosk_ui::Clock = Rc::new(move || hand.get());
        let memory = Headless::install(size, now.clone()).unwrap();
        let seen = touches.clone();
        let ui = Ui::new(now, move |touch| seen.borrow_mut().push(touch)).unwrap();
        Self { ui, memory, clock, touches }
    }

    /// Turns the clock on.
    pub fn pass(&self, time: Duration) {
        self.clock.set(self.clock.get() + time);
        self.memory.frame();
    }

    /// Shows `screen` and lets the guard pass.
    pub fn show(&self, screen: &Screen) {
        self.ui.show(screen).unwrap();
        self.pass(GUARD);
    }

    /// The button that says `label`.
    pub fn button(&self, label: &str) -> Element {
        let found = self.ui.elements();
        let labels: Vec<_> = found.iter().filter(|e| e.role == "button").map(|e| e.label.clone()).collect();
        let button = found.into_iter().find(|e| e.role == "button" && e.label == label);
        button.unwrap_or_else(|| panic!("no button {label:?} among {labels:?}"))
    }

    /// Whether some element says `label`.
    pub fn says(&self, label: &str) -> bool {
        self.ui.elements().iter().any(|e| e.label == label)
    }

    /// Touches the button that says `label` in its middle.
    pub fn tap(&self, label: &str) {
        let (x, y) = self.button(label).centre();
        self.ui.touch(x, y).unwrap();
        self.memory.frame();
    }

    /// What was touched since the last call.
    pub fn touched(&self) -> Vec<Touch> {
        self.touches.take()
    }
}

/// How many pixels differ. A round corner that is drawn again in part differs in a handful.
pub fn differing(one: &Snapshot, other: &Snapshot) -> usize {
    one.rgb.chunks(3).zip(other.rgb.chunks(3)).filter(|(a, b)| a != b).count()
}
