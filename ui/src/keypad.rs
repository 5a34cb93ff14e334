//! What the keys of an assistive keypad do: they point at buttons and press what is pointed at.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use i_slint_core::item_tree::ItemWeak;
use slint::platform::{PointerEventButton, WindowEvent};
use slint::{ComponentHandle, LogicalPosition, SharedString};

use crate::elements::Element;
use crate::focus::{self, Rect, Way};
use crate::generated::{App, Comfort, Keypad as KeypadModel, Shell, TouchKind, Touches};
use crate::guard::TapGuard;
use crate::targets::{Target, Targets, reveal};
use crate::touch::Touch;

/// Whether keys do anything on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keyboard {
    /// Nothing, whatever is plugged in.
    #[default]
    Ignored,
    /// They point and press.
    Heard,
}

/// A key, as a keypad or a keyboard sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// On to the next.
    Tab,
    /// Back to the one before: Tab with Shift.
    Backtab,
    /// Press what is pointed at.
    Enter,
    /// The same.
    Space,
    /// One step back.
    Escape,
    /// The same.
    Backspace,
    /// Help.
    F1,
    /// A letter, a digit or a sign, which mean nothing.
    Letter(char),
}

impl Key {
    /// The key as Slint writes it.
    pub(crate) fn text(self) -> SharedString {
        use slint::platform::Key as Named;
        let named = match self {
            Self::Up => Named::UpArrow,
            Self::Down => Named::DownArrow,
            Self::Left => Named::LeftArrow,
            Self::Right => Named::RightArrow,
            Self::Tab => Named::Tab,
            Self::Backtab => Named::Backtab,
            Self::Enter => Named::Return,
            Self::Space => Named::Space,
            Self::Escape => Named::Escape,
            Self::Backspace => Named::Backspace,
            Self::F1 => Named::F1,
            Self::Letter(letter) => return letter.into(),
        };
        named.into()
    }
}

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Point(Way),
    Press,
    Back,
    Help,
}

fn meaning(text: &str, shift: bool) -> Option<Meaning> {
    let keys = [
        (Key::Down, Meaning::Point(Way::Down)),
        (Key::Up, Meaning::Point(Way::Up)),
        (Key::Right, Meaning::Point(Way::Right)),
        (Key::Left, Meaning::Point(Way::Left)),
        (Key::Tab, Meaning::Point(if shift { Way::Previous } else { Way::Next })),
        (Key::Backtab, Meaning::Point(Way::Previous)),
        (Key::Enter, Meaning::Press),
        (Key::Space, Meaning::Press),
        (Key::Escape, Meaning::Back),
        (Key::Backspace, Meaning::Back),
        (Key::F1, Meaning::Help),
    ];
    keys.into_iter().find_map(|(key, means)| (key.text() == text).then_some(means))
}

/// Whether `text` is written, by a keyboard or by a scanner that plays one.
fn is_written(text: &str) -> bool {
    // Slint keeps its named keys among control characters and in the private area.
    !text.is_empty() && text.chars().all(|c| !c.is_control() && !('\u{e000}'..='\u{f8ff}').contains(&c))
}

/// How much is seen around what is pointed at, in pixels: the ring and a little.
const MARGIN: f32 = 20.0;

/// A button that was pointed at.
#[derive(Clone, Default)]
struct Aim {
    item: ItemWeak,
    /// Where it was seen, to find what stands there when it has gone.
    seen: Rect,
}

impl Aim {
    fn at(target: &Target) -> Self {
        Self { item: target.item(), seen: target.spot.seen }
    }

    /// Its place among `targets`, or that of what is nearest to where it was.
    fn place(&self, targets: &Targets) -> Option<usize> {
        targets.find(&self.item).or_else(|| focus::nearest(&targets.spots(), self.seen))
    }
}

/// Where the keys point.
#[derive(Default)]
struct Pointing {
    aim: Option<Aim>,
    /// What lies over the page, and what was pointed at under it.
    over: Option<ItemWeak>,
    under: Option<Aim>,
}

/// The keys of one screen.
pub(crate) struct Keypad {
    app: slint::Weak<App>,
    guard: Rc<TapGuard>,
    tell: Box<dyn Fn(Touch)>,
    keyboard: Cell<Keyboard>,
    pointing: RefCell<Option<Pointing>>,
    /// While a key does what a finger does.
    acting: Cell<bool>,
    /// Whether letters came that no keypad has.
    written: Cell<bool>,
}

impl Keypad {
    /// The keys of `app`, ignored until they are to be heard. What is pointed at is told to `tell` at any time; what
    /// they press is heeded while `guard` is open.
    pub(crate) fn install(app: &App, guard: Rc<TapGuard>, tell: impl Fn(Touch) + 'static) -> Rc<Self> {
        let keypad = Rc::new(Self {
            app: app.as_weak(),
            guard,
            tell: Box::new(tell),
            keyboard: Cell::default(),
            pointing: RefCell::default(),
            acting: Cell::default(),
            written: Cell::default(),
        });
        let (keys, fingers) = (keypad.clone(), keypad.clone());
        let model = app.global::<KeypadModel>();
        model.on_pressed(move |text, shift, repeat| keys.pressed(&text, shift, repeat));
        model.on_missed(move || fingers.touched());
        keypad
    }

    /// Keys are heard from now on, or not.
    pub(crate) fn set(&self, keyboard: Keyboard) {
        self.keyboard.set(keyboard);
    }

    /// Something was touched. Unless a key did it, nothing is pointed at any more.
    pub(crate) fn touched(&self) {
        if !self.acting.get() {
            self.forget();
        }
    }

    /// Nothing is pointed at any more.
    pub(crate) fn forget(&self) {
        self.pointing.take();
        self.draw(None);
    }

    /// Another page has come: what is pointed at is where it begins.
    pub(crate) fn turned(&self) {
        if let Some(pointing) = self.pointing.borrow_mut().as_mut() {
            *pointing = Pointing::default();
        }
        self.follow();
    }

    /// What is on the screen may have moved: the ring goes with it.
    pub(crate) fn follow(&self) {
        if self.pointing.borrow().is_some()
            && let Some(app) = self.app.upgrade()
        {
            self.point(&app, None);
        }
    }

    /// The button that is pointed at, if any.
    pub(crate) fn pointed(&self) -> Option<Element> {
        let app = self.app.upgrade()?;
        let pointing = self.pointing.borrow();
        let targets = Targets::of(app.window());
        let place = targets.find(&pointing.as_ref()?.aim.as_ref()?.item)?;
        let Target { label, spot, .. } = targets.all.get(place)?;
        let Rect { x, y, w, h } = spot.seen;
        Some(Element { label: label.clone(), role: "button".to_owned(), x, y, w, h })
    }

    /// A key was pressed; gives whether it is one of ours.
    fn pressed(&self, text: &str, shift: bool, repeat: bool) -> bool {
        let Some(app) = self.app.upgrade().filter(|_| self.keyboard.get() == Keyboard::Heard) else {
            return false;
        };
        if self.is_scanner(text) {
            return true;
        }
        match meaning(text, shift) {
            Some(Meaning::Point(way)) => self.go(&app, Some(way)),
            // Who holds a key down means it once.
            Some(_) if repeat => {}
            Some(Meaning::Press) if self.pointing.borrow().is_none() => self.go(&app, None),
            Some(Meaning::Press) => self.as_finger(|| self.press(&app)),
            Some(Meaning::Back) => self.as_finger(|| back(&app)),
            Some(Meaning::Help) => self.as_finger(|| help(&app)),
            None => return false,
        }
        true
    }

    /// A scanner that plays a keyboard writes letters, spaces among them, and ends with Enter or Tab: that Enter is
    /// nobody's wish.
    fn is_scanner(&self, text: &str) -> bool {
        let (space, end) = (Key::Space.text() == text, Key::Enter.text() == text);
        if is_written(text) && !space {
            self.written.set(true);
            return true;
        }
        let scanner = (space || end) && self.written.get();
        if !space {
            self.written.set(false);
        }
        scanner
    }

    /// Points where `way` leads, and says so; the first key shows where it points.
    fn go(&self, app: &App, way: Option<Way>) {
        let shown = self.pointing.borrow().is_some();
        if !shown {
            self.pointing.replace(Some(Pointing::default()));
        }
        let label = self.point(app, way.filter(|_| shown)).unwrap_or_default();
        // It may be a person's name: it goes no further than it must.
        let heard = app.global::<Comfort>().get_aloud();
        (self.tell)(Touch::PointAt(if heard { label } else { String::new() }));
    }

    /// Points at what is to be pointed at now, one step further along `way`; gives its label.
    fn point(&self, app: &App, way: Option<Way>) -> Option<String> {
        let before = Targets::of(app.window());
        let place = self.place(app, &before)?;
        let place = way.map_or(place, |way| focus::step(&before.spots(), place, way));
        let target = before.all.get(place)?;
        reveal(target, MARGIN);
        // Where a page is moved to its end, its last moving button is none any more, and the others have other places.
        let after = Targets::of(app.window());
        let target = after.all.get(after.find(&target.item())?)?;
        if let Some(pointing) = self.pointing.borrow_mut().as_mut() {
            pointing.aim = Some(Aim::at(target));
        }
        self.draw(Some(target.spot.seen));
        Some(target.label.clone())
    }

    /// The place of what is pointed at among `targets`; where the screen begins if that is nothing yet.
    fn place(&self, app: &App, targets: &Targets) -> Option<usize> {
        let mut pointing = self.pointing.borrow_mut();
        let pointing = pointing.as_mut()?;
        pointing.heed(targets.over.as_ref());
        let aimed = pointing.aim.as_ref().and_then(|aim| aim.place(targets));
        let place =
            aimed.or_else(|| focus::start(&targets.spots(), (app.get_page_top(), app.get_page_bottom())));
        if place.is_none() {
            self.draw(None);
        }
        place
    }

    fn press(&self, app: &App) {
        if !self.guard.opens_in().is_zero() {
            return;
        }
        self.point(app, None);
        let seen = self.pointing.borrow().as_ref().and_then(|pointing| Some(pointing.aim.as_ref()?.seen));
        if let Some(seen) = seen {
            let (x, y) = seen.centre();
            // A window that refuses a pointer takes no finger either.
            let _ = tap(app.window(), x, y);
        }
    }

    /// Does what a finger could have done, and leaves the ring where it is.
    fn as_finger(&self, act: impl FnOnce()) {
        self.acting.set(true);
        act();
        self.acting.set(false);
        self.follow();
    }

    fn draw(&self, at: Option<Rect>) {
        let Some(app) = self.app.upgrade() else { return };
        let model = app.global::<KeypadModel>();
        if let Some(Rect { x, y, w, h }) = at {
            model.set_x(x);
            model.set_y(y);
            model.set_width(w);
            model.set_height(h);
        }
        model.set_pointing(at.is_some());
    }
}

impl Pointing {
    /// Keeps what is pointed at on the page while something lies `over` it.
    fn heed(&mut self, over: Option<&ItemWeak>) {
        if self.over.as_ref() == over {
            return;
        }
        self.aim = match (self.over.is_some(), over.is_some()) {
            (false, true) => {
                self.under = self.aim.take();
                None
            }
            (true, false) => self.under.take(),
            (true, true) | (false, false) => None,
        };
        self.over = over.cloned();
    }
}

/// Touches `window` at `x`, `y` as one finger does: down, up and away.
pub(crate) fn tap(window: &slint::Window, x: f32, y: f32) -> Result<(), slint::PlatformError> {
    let position = LogicalPosition::new(x, y);
    let button = PointerEventButton::Left;
    window.dispatch_event_with_result(WindowEvent::PointerPressed { position, button })?;
    window.dispatch_event_with_result(WindowEvent::PointerReleased { position, button })?;
    window.dispatch_event_with_result(WindowEvent::PointerExited)?;
    Ok(())
}

/// One step back: what lies over the page goes first, the topmost before the others.
fn back(app: &App) {
    let shell = app.global::<Shell>();
    let lies_over =
        shell.get_warning() >= 0 || shell.get_easing() || shell.get_helping() || shell.get_covered();
    let kind = if lies_over {
        TouchKind::StillHere
    } else if shell.get_back() {
        TouchKind::Back
    } else if shell.get_cancel() {
        TouchKind::Cancel
    } else {
        return;
    };
    if shell.get_warning() < 0 {
        if shell.get_easing() {
            shell.set_easing(false);
        } else {
            shell.set_helping(false);
        }
    }
    app.global::<Touches>().invoke_touched(kind, SharedString::new());
}

fn help(app: &App) {
    let shell = app.global::<Shell>();
    shell.set_easing(false);
    shell.set_helping(true);
    app.global::<Touches>().invoke_touched(TouchKind::Help, SharedString::new());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_meaning_and_no_other_has_any() {
        let table = [
            (Key::Up, Some(Meaning::Point(Way::Up))),
            (Key::Down, Some(Meaning::Point(Way::Down))),
            (Key::Left, Some(Meaning::Point(Way::Left))),
            (Key::Right, Some(Meaning::Point(Way::Right))),
            (Key::Tab, Some(Meaning::Point(Way::Next))),
            (Key::Backtab, Some(Meaning::Point(Way::Previous))),
            (Key::Enter, Some(Meaning::Press)),
            (Key::Space, Some(Meaning::Press)),
            (Key::Escape, Some(Meaning::Back)),
            (Key::Backspace, Some(Meaning::Back)),
            (Key::F1, Some(Meaning::Help)),
            (Key::Letter('7'), None),
            (Key::Letter('ă'), None),
        ];
        for (key, means) in table {
            assert_eq!(meaning(&key.text(), false), means, "{key:?}");
        }
        assert_eq!(meaning(&Key::Tab.text(), true), Some(Meaning::Point(Way::Previous)));
        assert_eq!(meaning("", false), None);
    }

    #[test]
    fn letters_are_written_and_named_keys_are_not() {
        assert!(["a", "Ă", "7", "|", " "].into_iter().all(is_written));
        let named = [Key::Up, Key::Tab, Key::Backtab, Key::Enter, Key::Escape, Key::Backspace, Key::F1];
        assert!(named.into_iter().all(|key| !is_written(&key.text())));
        assert!(!is_written("") && !is_written("\u{10}"), "Shift writes nothing");
    }
}
