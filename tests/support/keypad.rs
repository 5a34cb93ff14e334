//! A keypad at the kiosk: what somebody does who has four arrows, one key to press and no finger.

use kiosk_ui::{Element, Key, Keyboard};

use super::Kiosk;

/// More keys than any way over any screen takes.
const MOST: usize = 120;

impl Kiosk {
    /// Keys are heeded from now on, as in the demo.
    pub fn heed_keys(&self) {
        self.ui.heed(Keyboard::Heard);
    }

    /// Presses one key.
    pub fn key(&mut self, key: Key) {
        self.ui.key(key).unwrap();
        self.settle();
    }

    /// What keys point at, if anything.
    pub fn pointed(&self) -> Option<Element> {
        self.ui.pointed()
    }

    /// Goes by arrows to the button whose label begins so. Gives how many keys it took.
    pub fn point_at(&mut self, label: &str) -> usize {
        for keys in 0..MOST {
            let there = self.button(label);
            match self.pointed() {
                Some(at) if at == there => return keys,
                Some(at) => self.key(arrow(&at, &there, keys)),
                None => self.key(Key::Down),
            }
        }
        panic!("arrows do not lead to \"{label}\" on {}:\n{}", self.page(), self.text());
    }

    /// Goes by arrows to the button whose label begins so, and presses it once its page takes touches.
    pub fn press(&mut self, label: &str) {
        self.settle_guard();
        self.point_at(label);
        self.key(Key::Enter);
    }
}

/// The arrow that points from one button to another. Who gets nowhere by one way tries the other one for a while.
fn arrow(at: &Element, there: &Element, keys: usize) -> Key {
    let across = if there.centre().0 < at.centre().0 { Key::Left } else { Key::Right };
    if there.y >= at.y + at.h - 14.0 {
        if keys % 16 < 12 { Key::Down } else { across }
    } else if there.y + there.h <= at.y + 14.0 {
        if keys % 16 < 12 { Key::Up } else { across }
    } else {
        across
    }
}
