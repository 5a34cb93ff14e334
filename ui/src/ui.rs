//! The screen on a platform that has been chosen already.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use slint::platform::{PointerEventButton, WindowEvent};
use slint::{ComponentHandle, LogicalPosition};

use crate::cut;
use crate::elements::{self, Element};
use crate::error::UiError;
use crate::generated::{App, Frame, Shell, Touches};
use crate::guard::TapGuard;
use crate::keypad::{Key, Keyboard, Keypad};
use crate::picture::Snapshot;
use crate::present::Presenter;
use crate::screen::{Lang, Page, Screen};
use crate::touch::Touch;

/// The time since some moment, for guards and animations. Only differences matter.
pub type Clock = Rc<dyn Fn() -> Duration>;

/// The touchscreen of this thread.
pub struct Ui {
    app: App,
    presenter: Presenter,
    guard: Rc<TapGuard>,
    keypad: Rc<Keypad>,
    shown: RefCell<Option<Screen>>,
}

impl Ui {
    /// Makes the window on the platform of this thread, and shows it, blank and in Vietnamese.
    /// Touches that count go to `on_touch`; `clock` is the guard's time. Keys are ignored until [`Ui::heed`] says
    /// otherwise.
    ///
    /// # Errors
    /// If the platform gives no window, or the Vietnamese texts are missing in the program.
    pub fn new(clock: Clock, on_touch: impl Fn(Touch) + 'static) -> Result<Self, UiError> {
        let app = App::new()?;
        select(Lang::Vi)?;
        let guard = Rc::new(TapGuard::new(clock));
        let watch = guard.clone();
        let on_touch = Rc::new(on_touch);
        let told = on_touch.clone();
        let keypad = Keypad::install(&app, guard.clone(), move |touch| told(touch));
        let fingers = keypad.clone();
        let on_touch = Rc::new(move |touch: Option<Touch>| {
            fingers.touched();
            if watch.opens_in().is_zero()
                && let Some(touch) = touch
            {
                // These open or close what lies over the page, and the page shows under the same finger.
                if matches!(touch, Touch::Help | Touch::Easier | Touch::StillHere) {
                    watch.close();
                }
                on_touch(touch);
            }
        });
        let on_dial = on_touch.clone();
        app.global::<Touches>().on_touched(move |kind, key| on_touch(Touch::from_screen(kind, &key)));
        app.global::<Touches>().on_dialled(move |part, value| on_dial(Touch::from_dial(part, value)));
        app.show()?;
        Ok(Self { presenter: Presenter::new(&app), app, guard, keypad, shown: RefCell::default() })
    }

    /// Shows `screen`. Only what differs from the one before is set, so that animations and the reader's
    /// place survive; a page that is left forgets its texts and pictures.
    ///
    /// # Errors
    /// If the language is not in the program.
    pub fn show(&self, screen: &Screen) -> Result<(), UiError> {
        let before = self.shown.replace(Some(screen.clone()));
        if before.as_ref() == Some(screen) {
            return Ok(());
        }
        let before = before.as_ref();
        if before.is_none_or(|before| before.lang != screen.lang) {
            select(screen.lang)?;
        }
        if before.is_none_or(|before| moved(before, screen)) {
            self.guard.close();
            self.app.global::<Shell>().set_helping(false);
            self.app.global::<Shell>().set_easing(false);
        } else if before.is_some_and(|before| before.covered && !screen.covered) {
            // What lies over the page stays: a touch there uncovers it too.
            self.guard.close();
        }
        self.measure();
        self.presenter.shell(screen);
        if before.is_none_or(|before| before.page != screen.page) {
            self.presenter.page(before.map(|before| &before.page), &screen.page);
        }
        self.repoint(before, screen);
        Ok(())
    }

    /// Lets the ring follow what keys point at. Whoever comes to the start next may have no keypad.
    fn repoint(&self, before: Option<&Screen>, screen: &Screen) {
        if before.is_some_and(|before| before.page.same_place(&screen.page)) {
            self.keypad.follow();
        } else if matches!(screen.page, Page::Welcome { .. }) {
            self.keypad.forget();
        } else {
            self.keypad.turned();
        }
    }

    /// The button that keys point at; `None` before the first key and after a finger.
    #[must_use]
    pub fn pointed(&self) -> Option<Element> {
        self.keypad.pointed()
    }

    /// Whether keys point and press from now on.
    pub fn heed(&self, keyboard: Keyboard) {
        self.keypad.set(keyboard);
    }

    /// Tells the screens how large the window is before they are laid out in it; later changes they see themselves.
    fn measure(&self) {
        let size = self.app.window().size().to_logical(self.app.window().scale_factor());
        if size.width > 0.0 && size.height > 0.0 {
            let frame = self.app.global::<Frame>();
            frame.set_width(size.width);
            frame.set_height(size.height);
        }
    }

    /// The name of the page shown, such as "scan"; "blank" before the first.
    #[must_use]
    pub fn page_name(&self) -> &'static str {
        self.shown.borrow().as_ref().map_or("blank", |screen| screen.page.name())
    }

    /// What can be read and touched now, in reading order.
    #[must_use]
    pub fn elements(&self) -> Vec<Element> {
        elements::collect(self.app.window())
    }

    /// The texts that are shown now and need more room than they have, each with what is wrong; for tests, because a
    /// text that is cut off is seen by nobody who wrote it.
    #[must_use]
    pub fn cut_texts(&self) -> Vec<String> {
        cut::texts(self.app.window())
    }

    /// How long until touches count after a change of page (at most [`GUARD`](crate::GUARD)); zero if they do now.
    #[must_use]
    pub fn settled_in(&self) -> Duration {
        self.guard.opens_in()
    }

    /// Touches the window at `x`, `y` (pixels from its top left) as one finger does: down, up and away.
    ///
    /// # Errors
    /// If the window refuses the events.
    pub fn touch(&self, x: f32, y: f32) -> Result<(), UiError> {
        self.finger_down(x, y)?;
        self.finger_up(x, y)
    }

    /// Puts a finger down at `x`, `y` and leaves it there.
    ///
    /// # Errors
    /// If the window refuses the event.
    pub fn finger_down(&self, x: f32, y: f32) -> Result<(), UiError> {
        self.keypad.touched();
        let (position, button) = (LogicalPosition::new(x, y), PointerEventButton::Left);
        self.app.window().dispatch_event_with_result(WindowEvent::PointerPressed { position, button })?;
        Ok(())
    }

    /// Takes the finger away at `x`, `y`.
    ///
    /// # Errors
    /// If the window refuses the events.
    pub fn finger_up(&self, x: f32, y: f32) -> Result<(), UiError> {
        let (position, button) = (LogicalPosition::new(x, y), PointerEventButton::Left);
        let window = self.app.window();
        window.dispatch_event_with_result(WindowEvent::PointerReleased { position, button })?;
        window.dispatch_event_with_result(WindowEvent::PointerExited)?;
        Ok(())
    }

    /// Presses `key` and lets it go, as a keypad does.
    ///
    /// # Errors
    /// If the window refuses the events.
    pub fn key(&self, key: Key) -> Result<(), UiError> {
        let (window, text) = (self.app.window(), key.text());
        window.dispatch_event_with_result(WindowEvent::KeyPressed { text: text.clone() })?;
        window.dispatch_event_with_result(WindowEvent::KeyReleased { text })?;
        Ok(())
    }

    /// Draws the whole window into a picture.
    ///
    /// # Errors
    /// If the window has no size yet, or its renderer cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, UiError> {
        let pixels = self.app.window().take_snapshot()?;
        let rgb = pixels.as_slice().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
        Ok(Snapshot { width: pixels.width(), height: pixels.height(), rgb })
    }

    /// The time now, by the clock that was given.
    pub(crate) fn now(&self) -> Duration {
        self.guard.now()
    }

    /// The window, for the event loop.
    pub(crate) fn window(&self) -> &slint::Window {
        self.app.window()
    }
}

/// Whether a finger that meant the old screen could hit something else on the new one.
fn moved(before: &Screen, screen: &Screen) -> bool {
    !before.page.same_place(&screen.page) || before.warning.is_some() != screen.warning.is_some()
}

fn select(lang: Lang) -> Result<(), UiError> {
    let code = match lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    };
    slint::select_bundled_translation(code).map_err(|_| UiError::Language(code))
}
