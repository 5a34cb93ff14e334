//! The screens worked by the keys of an assistive keypad alone.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use kiosk_ui::{Comfort, GUARD, Key, Keyboard, Lang, Page, Screen, Touch, Work};

use crate::harness::{Kiosk, alone, alone_on, differing};
use crate::looks::{Look, draw, plain};
use crate::samples::{self, screen};

const SMALL: (u32, u32) = (1280, 800);
/// What moves a page that is too long for its room.
const MOVES: [&str; 2] = ["Xem tiếp", "Trở lên"];
const ARROWS: [Key; 4] = [Key::Down, Key::Right, Key::Up, Key::Left];
const EVERY: [Key; 11] = [
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Tab,
    Key::Backtab,
    Key::Enter,
    Key::Space,
    Key::Escape,
    Key::Backspace,
    Key::F1,
];

/// A button by its label and, where the page does not move, its middle.
type Spot = (String, i32, i32);

impl Kiosk {
    fn key(&self, key: Key) {
        self.ui.key(key).unwrap();
        self.memory.frame();
    }

    fn keys(&self, keys: &[Key]) {
        keys.iter().for_each(|key| self.key(*key));
    }

    /// What keys point at, by its label; nothing while that is nothing.
    fn pointed(&self) -> String {
        self.ui.pointed().map(|element| element.label).unwrap_or_default()
    }

    /// Goes on with Tab until the button that says `label` is pointed at.
    fn tab_to(&self, label: &str) {
        for _ in 0..200 {
            if self.pointed() == label {
                return;
            }
            self.ui.key(Key::Tab).unwrap();
        }
        panic!("keys do not lead to {label:?} on {}", self.ui.page_name());
    }

    /// Shows `screen` as if nobody had been there before.
    fn show_anew(&self, screen: &Screen) {
        for page in [samples::welcome(), Page::Working { what: Work::Preparing }] {
            self.ui.show(&samples::screen(page)).unwrap();
            // A page comes and goes when somebody looks; drawing it too would take most of the time.
            let _ = self.ui.elements();
        }
        self.show(screen);
        self.ui.heed(Keyboard::Heard);
        self.touched();
    }

    /// What was touched, whatever was pointed at on the way.
    fn pressed(&self) -> Vec<Touch> {
        let touched = self.touched().into_iter();
        touched.filter(|touch| !matches!(touch, Touch::PointAt(_))).collect()
    }

    fn moves(&self) -> bool {
        MOVES.iter().any(|label| self.says(label))
    }

    fn spot(&self) -> Option<Spot> {
        let element = self.ui.pointed()?;
        Some(spot(&element, self.moves()))
    }

    /// The buttons that a finger can touch.
    fn touchable(&self) -> BTreeSet<Spot> {
        let buttons = self.ui.elements().into_iter().filter(|element| element.role == "button");
        buttons.map(|element| spot(&element, self.moves())).collect()
    }
}

fn spot(element: &kiosk_ui::Element, moves: bool) -> Spot {
    let (x, y) = element.centre();
    let (x, y) = if moves { (0, 0) } else { (x.round() as i32, y.round() as i32) };
    (element.label.clone(), x, y)
}

/// Where `keys` lead from the button at which the page is begun, each of them pressed at each button.
fn explore(kiosk: &Kiosk, keys: &[Key]) -> BTreeSet<Spot> {
    kiosk.key(keys[0]);
    let mut known: BTreeMap<(Spot, usize), Spot> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    while let Some(at) = kiosk.spot() {
        seen.insert(at.clone());
        let Some(next) = way_on(&known, &at, keys.len()) else { return seen };
        kiosk.ui.key(keys[next]).unwrap();
        known.insert((at, next), kiosk.spot().expect("no key loses its way"));
    }
    seen
}

/// The first key of the shortest known way from `at` to a key that was not pressed yet.
fn way_on(known: &BTreeMap<(Spot, usize), Spot>, at: &Spot, keys: usize) -> Option<usize> {
    let mut open = VecDeque::from([(at.clone(), None)]);
    let mut been = BTreeSet::from([at.clone()]);
    while let Some((spot, first)) = open.pop_front() {
        for key in 0..keys {
            let first = first.or(Some(key));
            match known.get(&(spot.clone(), key)) {
                None => return first,
                Some(next) if been.insert(next.clone()) => open.push_back((next.clone(), first)),
                Some(_) => {}
            }
        }
    }
    None
}

fn every_button_is_reached(kiosk: &Kiosk, comfort: Comfort, keys: &[Key]) {
    for (name, sample) in samples::all() {
        kiosk.show_anew(&Screen { comfort, ..sample });
        let mut touchable = kiosk.touchable();
        // Keys move the page by themselves, and where it ends these are no buttons.
        touchable.retain(|(label, _, _)| !MOVES.contains(&label.as_str()));
        let reached = explore(kiosk, keys);
        let missed: Vec<_> = touchable.difference(&reached).collect();
        assert!(missed.is_empty(), "{name}: {missed:?} of {}", touchable.len());
    }
}

#[test]
fn arrows_alone_reach_every_button_of_every_page() {
    alone(|kiosk| every_button_is_reached(&kiosk, Comfort::default(), &ARROWS));
    alone_on(SMALL, |kiosk| every_button_is_reached(&kiosk, Comfort::default(), &ARROWS));
}

#[test]
fn two_keys_reach_every_button_of_every_page() {
    alone(|kiosk| every_button_is_reached(&kiosk, Comfort::default(), &[Key::Tab]));
    alone(|kiosk| every_button_is_reached(&kiosk, plain(3), &[Key::Backtab]));
    alone_on(SMALL, |kiosk| every_button_is_reached(&kiosk, plain(2), &[Key::Tab]));
}

#[test]
fn arrows_reach_every_button_among_the_largest_letters() {
    alone(|kiosk| every_button_is_reached(&kiosk, plain(3), &ARROWS));
    let low = Comfort { low: true, aloud: true, ..plain(0) };
    alone(move |kiosk| every_button_is_reached(&kiosk, low, &ARROWS));
}

/// The labels of the buttons that can be touched without moving anything, each once.
fn labels(kiosk: &Kiosk) -> Vec<String> {
    let mut labels: Vec<String> = kiosk.touchable().into_iter().map(|(label, _, _)| label).collect();
    let all = labels.clone();
    labels.dedup();
    labels.retain(|label| all.iter().filter(|other| *other == label).count() == 1);
    labels
}

#[test]
fn each_button_does_by_a_key_what_it_does_by_a_finger() {
    alone(|kiosk| {
        let mut pressed = 0;
        for (name, sample) in samples::all() {
            kiosk.show_anew(&sample);
            for label in labels(&kiosk) {
                kiosk.show_anew(&sample);
                kiosk.tap(&label);
                let finger = (kiosk.pressed(), kiosk.touchable());
                kiosk.show_anew(&sample);
                kiosk.tab_to(&label);
                kiosk.key(Key::Enter);
                assert_eq!((kiosk.pressed(), kiosk.touchable()), finger, "{name}: {label}");
                pressed += finger.0.len();
            }
        }
        assert!(pressed > 500, "{pressed}");
    });
}

/// What is scrolled away is brought into sight and pressed there.
#[test]
fn a_key_scrolls_to_what_it_points_at() {
    alone_on(SMALL, |kiosk| {
        let mut moved = 0;
        for (name, sample) in samples::all() {
            kiosk.show_anew(&Screen { comfort: plain(3), ..sample });
            let (before, first) = (kiosk.touchable(), kiosk.moves());
            if !first {
                continue;
            }
            kiosk.key(Key::Tab);
            for _ in 0..40 {
                kiosk.key(Key::Tab);
                let at = kiosk.spot().unwrap();
                let seen = kiosk.ui.pointed().unwrap();
                assert!(kiosk.touchable().contains(&at) && seen.h > 40.0, "{name}: {at:?} {seen:?}");
                moved += usize::from(!before.contains(&at));
            }
        }
        assert!(moved > 0, "nothing was scrolled away, or the test could not fail");
    });
}

#[test]
fn while_keys_are_ignored_nothing_that_is_plugged_in_reaches_the_screen() {
    alone(|kiosk| {
        kiosk.show(&screen(samples::welcome_of(7)));
        let before = kiosk.memory.pixels();
        // What a scanner that plays a keyboard writes, and then every key.
        "048160001234|123456789|Trần Thị Thu Hà".chars().for_each(|letter| kiosk.key(Key::Letter(letter)));
        kiosk.keys(&EVERY);
        assert_eq!((kiosk.touched(), kiosk.pointed()), (vec![], String::new()));
        assert!(kiosk.memory.pixels() == before);
    });
}

#[test]
fn a_scanner_that_plays_a_keyboard_presses_nothing_while_keys_are_heeded() {
    alone(|kiosk| {
        kiosk.show_anew(&screen(samples::welcome_of(7)));
        kiosk.key(Key::Down);
        let pointed = kiosk.pointed();
        for letter in "048160001234|Trần Thị Thu Hà".chars() {
            kiosk.key(if letter == ' ' { Key::Space } else { Key::Letter(letter) });
        }
        kiosk.key(Key::Enter);
        assert_eq!((kiosk.pressed(), kiosk.pointed()), (vec![], pointed));
        kiosk.key(Key::Enter);
        assert_eq!(kiosk.pressed().len(), 1, "the next Enter is somebody's wish");
    });
}

#[test]
fn the_first_key_shows_where_it_points_and_a_finger_ends_it() {
    alone(|kiosk| {
        let page = screen(samples::welcome_of(7));
        kiosk.show_anew(&page);
        let (plain, first) = (kiosk.memory.pixels(), labels_in_order(&kiosk)[2].clone());
        for key in [Key::Enter, Key::Down, Key::Up, Key::Tab, Key::Space] {
            kiosk.key(key);
            assert_eq!(
                (kiosk.pointed(), kiosk.pressed()),
                (first.clone(), vec![]),
                "{key:?}: the first tile"
            );
            assert!(differing(&kiosk.memory.pixels(), &plain) > 5000);
            // Where nothing is to be touched.
            kiosk.ui.touch(5.0, 170.0).unwrap();
            kiosk.memory.frame();
            assert_eq!(kiosk.pointed(), "");
            assert_eq!(differing(&kiosk.memory.pixels(), &plain), 0);
        }
    });
}

fn labels_in_order(kiosk: &Kiosk) -> Vec<String> {
    let buttons = kiosk.ui.elements().into_iter().filter(|element| element.role == "button");
    buttons.map(|element| element.label).collect()
}

#[test]
fn a_new_page_begins_at_its_first_choice_and_the_start_without_a_ring() {
    alone(|kiosk| {
        kiosk.show_anew(&screen(samples::choices()));
        kiosk.key(Key::Down);
        assert_eq!(kiosk.pointed(), "Tôi là chủ hộ");
        kiosk.key(Key::Down);
        kiosk.show(&screen(samples::yes_no()));
        assert_eq!(kiosk.pointed(), "Có");
        kiosk.show(&screen(samples::welcome_of(7)));
        assert_eq!(kiosk.pointed(), "", "the next citizen may have no keypad");
    });
}

#[test]
fn what_lies_over_a_page_is_pointed_at_alone_and_the_page_remembers() {
    alone(|kiosk| {
        kiosk.show_anew(&screen(samples::yes_no()));
        kiosk.keys(&[Key::Down, Key::Down]);
        let before = kiosk.pointed();
        kiosk.key(Key::F1);
        assert_eq!((kiosk.pointed().as_str(), kiosk.pressed()), ("Đóng", vec![Touch::Help]));
        kiosk.keys(&[Key::Down, Key::Tab]);
        assert_eq!(kiosk.pointed(), "Đóng", "no key leads under it");
        kiosk.pass(GUARD);
        kiosk.key(Key::Escape);
        assert_eq!((kiosk.pointed(), kiosk.pressed()), (before, vec![Touch::StillHere]));
        kiosk.pass(GUARD);
        kiosk.tab_to("Dễ đọc hơn");
        kiosk.key(Key::Space);
        assert_eq!(kiosk.pointed(), "Chữ cỡ thường");
        kiosk.pass(GUARD);
        kiosk.key(Key::Backspace);
        assert_eq!(kiosk.pointed(), "Dễ đọc hơn");
        assert_eq!(kiosk.pressed(), [Touch::Easier, Touch::StillHere]);
    });
}

#[test]
fn escape_is_the_pages_way_back() {
    let back = Screen { back: true, ..screen(samples::choices()) };
    let cancel = Screen { back: false, ..back.clone() };
    let asked = Screen { warning: Some(9), ..back.clone() };
    let covered = Screen { covered: true, ..screen(samples::review(1, &[])) };
    let table = [
        (back, vec![Touch::Back]),
        (cancel, vec![Touch::Cancel]),
        (asked, vec![Touch::StillHere]),
        (covered, vec![Touch::StillHere]),
        (screen(samples::welcome_of(7)), vec![]),
    ];
    alone(|kiosk| {
        for (page, touches) in table {
            kiosk.show_anew(&page);
            kiosk.key(Key::Escape);
            assert_eq!(kiosk.pressed(), touches);
        }
    });
}

#[test]
fn the_guard_holds_for_keys() {
    alone(|kiosk| {
        kiosk.show_anew(&screen(samples::yes_no()));
        kiosk.key(Key::Down);
        kiosk.ui.show(&screen(samples::choices())).unwrap();
        kiosk.keys(&[Key::Enter, Key::Space, Key::Escape, Key::Enter]);
        assert_eq!(kiosk.pressed(), []);
        kiosk.pass(GUARD - Duration::from_millis(1));
        kiosk.key(Key::Enter);
        assert_eq!(kiosk.pressed(), []);
        kiosk.pass(Duration::from_millis(1));
        kiosk.key(Key::Enter);
        assert_eq!(kiosk.pressed(), [Touch::Choose("self".into())]);
    });
}

#[test]
fn a_label_is_told_only_while_screens_are_read_aloud() {
    alone(|kiosk| {
        let page = screen(samples::choices());
        kiosk.show_anew(&page);
        kiosk.key(Key::Down);
        assert_eq!(kiosk.touched(), [Touch::PointAt(String::new())]);
        kiosk.show(&Screen { comfort: Comfort { aloud: true, ..plain(0) }, ..page });
        kiosk.key(Key::Up);
        let label = kiosk.pointed();
        assert!(!label.is_empty());
        assert_eq!(kiosk.touched(), [Touch::PointAt(label)]);
    });
}

#[test]
fn the_ring_stays_at_its_button_when_the_page_changes_around_it() {
    alone(|kiosk| {
        kiosk.show_anew(&screen(samples::words("Ngu", &["Nguyễn", "Nguyên"], false)));
        kiosk.tab_to("n");
        kiosk.key(Key::Enter);
        assert_eq!(kiosk.pressed(), [Touch::Write('n')]);
        kiosk.show(&screen(samples::words("", &[], false)));
        assert_eq!(kiosk.pointed(), "N", "the same key, now a capital");
        let large = Screen { comfort: plain(3), ..screen(samples::words("", &[], false)) };
        kiosk.show(&large);
        assert_eq!(kiosk.pointed(), "N");
    });
}

/// A suggestion that has gone leaves the keys at what stands nearest.
#[test]
fn what_has_gone_hands_on_to_what_stands_beside_it() {
    alone(|kiosk| {
        kiosk.show_anew(&screen(samples::words("Tr", &["Trần", "Trinh", "Trương"], false)));
        kiosk.tab_to("Trương");
        kiosk.show(&screen(samples::words("Tri", &["Trinh"], false)));
        let at = kiosk.pointed();
        assert!(!at.is_empty() && at != "Trương", "{at}");
        kiosk.key(Key::Down);
        assert!(!kiosk.pointed().is_empty());
    });
}

/// Pictures of the ring to look at; that nothing else moves is what the others say.
#[test]
fn the_ring_lies_over_everything_in_every_colour() {
    use kiosk_ui::Colours;
    let colours =
        [("normal", Colours::Normal), ("contrast", Colours::Contrast), ("inverted", Colours::Inverted)];
    alone(move |kiosk| {
        for (name, colours) in colours {
            let look = Look::USUAL.with(Comfort { colours, ..plain(0) });
            let shot = |page: &str| drop(draw(&kiosk, look, &format!("ring-{page}-{name}")));
            let show =
                |page| kiosk.show_anew(&Screen { comfort: look.comfort, lang: Lang::Vi, ..screen(page) });
            show(samples::welcome_of(7));
            let plain = kiosk.memory.pixels();
            kiosk.keys(&[Key::Down, Key::Right]);
            assert!(differing(&kiosk.memory.pixels(), &plain) > 5000);
            shot("welcome");
            kiosk.tab_to("Chỉ lấy số thứ tự");
            shot("main");
            kiosk.tab_to("Tiếng Việt");
            shot("header");
            kiosk.key(Key::F1);
            let help = kiosk.memory.pixels();
            shot("help");
            kiosk.ui.touch(5.0, 5.0).unwrap();
            kiosk.memory.frame();
            assert!(differing(&kiosk.memory.pixels(), &help) > 5000, "it lay over the help");
            show(samples::choices());
            kiosk.keys(&[Key::Down, Key::Down]);
            shot("question");
            show(samples::words("Nguyễn Thị Th", &["Thanh", "Thu", "Thành", "Thảo"], false));
            kiosk.tab_to("t");
            shot("keyboard");
        }
    });
}
