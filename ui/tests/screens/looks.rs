//! Every page drawn, in both languages; nothing may stick out of its place.

use std::path::{Path, PathBuf};

use kiosk_ui::{Colours, Comfort, Element, Lang, Screen, Snapshot};

use crate::harness::{Kiosk, PANEL, alone, alone_on};
use crate::samples;

/// What the page leaves free above the footer on the usual panel, so that the main action stands always at the same
/// place.
const MARGIN: f32 = 48.0;
/// 20 mm on the panel.
const TARGET: f32 = 81.0;

/// A panel and how its screen suits the citizen.
#[derive(Clone, Copy)]
pub struct Look {
    pub size: (u32, u32),
    pub comfort: Comfort,
    /// Lower edge of the header and upper edge of the footer, see theme.slint.
    header: f32,
    footer: f32,
}

impl Look {
    pub const USUAL: Self = Self { size: PANEL, comfort: plain(0), header: 152.0, footer: 1920.0 - 168.0 };
    pub const WIDE: Self =
        Self { size: (1920, 1080), comfort: plain(0), header: 112.0, footer: 1080.0 - 136.0 };
    pub const SMALL: Self =
        Self { size: (1280, 800), comfort: plain(0), header: 112.0, footer: 800.0 - 112.0 };

    pub const fn with(self, comfort: Comfort) -> Self {
        // Large letters need a higher header.
        let higher = match (self.size.0 < self.size.1, comfort.text) {
            (true, 0) | (false, 0 | 1) => 0.0,
            (true, 1) => 16.0,
            (true, _) => 80.0,
            (false, _) if self.size.1 < 900 => 0.0,
            (false, _) => 40.0,
        };
        Self { comfort, header: self.header + higher, ..self }
    }

    /// The least width and height of what is touched: 20 mm on the upright panel, less on the small one, which stands
    /// on a counter.
    fn target(self) -> f32 {
        if self.size == PANEL { TARGET } else { 56.0 }
    }
}

pub const fn plain(text: u8) -> Comfort {
    Comfort { text, colours: Colours::Normal, low: false, slow: false, aloud: false }
}

/// Where the pictures go: `KIOSK_UI_SHOTS`, or the build's own folder for such things.
fn folder() -> PathBuf {
    let folder = std::env::var_os("KIOSK_UI_SHOTS")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens"), PathBuf::from);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn save(path: &Path, shot: &Snapshot) {
    let file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let mut encoder = png::Encoder::new(file, shot.width, shot.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(&shot.rgb).unwrap();
}

/// What is wrong with the place of `element`, if anything. `cut` says that the page is moved by buttons, so that what
/// stands at its edge is cut off there.
fn fault(element: &Element, look: Look, cut: bool) -> Option<&'static str> {
    // Lengths are divided among what stands beside each other.
    let (right, bottom) = (element.x + element.w - 0.5, element.y + element.h - 0.5);
    let (width, height) = (look.size.0 as f32, look.size.1 as f32);
    if element.x < 0.0 || right > width || element.y < 0.0 || bottom > height {
        return Some("sticks out");
    }
    let margin = if look.size == PANEL { MARGIN } else { 24.0 };
    // What asks something lies over all of the page.
    let over = ["Tôi vẫn ở đây", "Yes, I am here"].contains(&element.label.as_str());
    let inside = over
        || bottom <= look.header
        || (element.y >= look.header && bottom <= look.footer - margin)
        || element.y >= look.footer;
    if !inside {
        return Some("crosses header or footer, or comes too near");
    }
    let button = element.role == "button";
    if button && look.comfort.low && look.size == PANEL && element.y < height * 0.4 - 1.0 {
        return Some("is out of reach");
    }
    let small = button && !cut && (element.w < look.target() || element.h < look.target());
    small.then_some("is too small for a finger")
}

/// Whether two of `elements` lie over each other; lengths are divided, and lines reach a little into each other.
fn overlaps(elements: &[Element]) -> Vec<String> {
    let said: Vec<&Element> = elements.iter().filter(|e| e.role != "image").collect();
    let across = |a: &Element, b: &Element| (a.x + a.w).min(b.x + b.w) - a.x.max(b.x);
    let along = |a: &Element, b: &Element| (a.y + a.h).min(b.y + b.h) - a.y.max(b.y);
    let pairs = said.iter().enumerate().flat_map(|(at, a)| said[at + 1..].iter().map(move |b| (*a, *b)));
    let over = pairs.filter(|(a, b)| across(a, b) > 14.0 && along(a, b) > 14.0);
    over.map(|(a, b)| format!("{:?} lies over {:?}", a.label, b.label)).collect()
}

/// Saves what is drawn and gives what is wrong with it.
pub fn draw(kiosk: &Kiosk, look: Look, name: &str) -> Vec<String> {
    save(&folder().join(format!("{name}.png")), &kiosk.memory.pixels());
    let elements = kiosk.ui.elements();
    let cut = elements.iter().any(|e| ["Xem tiếp", "Further down"].contains(&e.label.as_str()));
    let told = |e: &Element| Some(format!("{name}: {:?} {}: {e:?}", e.label, fault(e, look, cut)?));
    let mut faults: Vec<String> = elements.iter().filter_map(told).collect();
    faults.extend(kiosk.ui.cut_texts().into_iter().map(|fault| format!("{name}: {fault}")));
    faults.extend(overlaps(&elements).into_iter().map(|fault| format!("{name}: {fault}")));
    if cut && look.comfort == Comfort::default() && look.size == PANEL {
        faults.push(format!("{name}: does not fit"));
    }
    faults
}

/// Draws every page in `lang` as `look` says.
fn draw_all(kiosk: &Kiosk, look: Look, lang: Lang, code: &str) {
    let mut faults = Vec::new();
    for (name, screen) in samples::all() {
        kiosk.show(&Screen { lang, comfort: look.comfort, ..screen });
        faults.extend(draw(kiosk, look, &format!("{name}-{code}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

fn all_keep_their_place(look: Look, lang: Lang, code: &'static str) {
    alone_on(look.size, move |kiosk| draw_all(&kiosk, look, lang, code));
}

#[test]
fn every_page_keeps_its_place_in_vietnamese() {
    all_keep_their_place(Look::USUAL, Lang::Vi, "vi");
}

#[test]
fn every_page_keeps_its_place_in_english() {
    all_keep_their_place(Look::USUAL, Lang::En, "en");
}

#[test]
fn every_page_keeps_its_place_with_large_letters() {
    all_keep_their_place(Look::USUAL.with(plain(1)), Lang::Vi, "vi-large");
    all_keep_their_place(Look::USUAL.with(plain(2)), Lang::En, "en-larger");
}

#[test]
fn every_page_keeps_its_place_with_the_largest_letters_in_strong_contrast() {
    let comfort = Comfort { colours: Colours::Contrast, ..plain(3) };
    all_keep_their_place(Look::USUAL.with(comfort), Lang::Vi, "vi-largest");
}

#[test]
fn every_page_keeps_its_place_white_on_black() {
    let comfort = Comfort { colours: Colours::Inverted, ..plain(0) };
    all_keep_their_place(Look::USUAL.with(comfort), Lang::En, "en-inverted");
}

#[test]
fn every_button_can_be_reached_from_below() {
    let comfort = Comfort { low: true, ..plain(0) };
    all_keep_their_place(Look::USUAL.with(comfort), Lang::Vi, "vi-low");
    all_keep_their_place(Look::USUAL.with(Comfort { text: 3, ..comfort }), Lang::En, "en-low-largest");
}

#[test]
fn every_page_keeps_its_place_on_a_wide_panel() {
    all_keep_their_place(Look::WIDE, Lang::Vi, "vi-wide");
    let comfort = Comfort { colours: Colours::Contrast, ..plain(3) };
    all_keep_their_place(Look::WIDE.with(comfort), Lang::En, "en-wide-largest");
}

#[test]
fn every_page_keeps_its_place_on_a_small_panel() {
    all_keep_their_place(Look::SMALL, Lang::Vi, "vi-small");
    all_keep_their_place(Look::SMALL.with(plain(2)), Lang::En, "en-small-larger");
}

/// Whoever has the pages read aloud has one key more in the lowest row.
#[test]
fn every_page_keeps_its_place_while_it_is_read_aloud() {
    let comfort = Comfort { aloud: true, ..plain(0) };
    all_keep_their_place(Look::USUAL.with(comfort), Lang::Vi, "vi-aloud");
    all_keep_their_place(Look::USUAL.with(Comfort { text: 3, ..comfort }), Lang::En, "en-aloud-largest");
    all_keep_their_place(Look::SMALL.with(Comfort { text: 2, ..comfort }), Lang::Vi, "vi-aloud-small");
}

/// 35 mm on the panel: what an unsteady finger hits.
const ANSWER: f32 = 140.0;

#[test]
fn answers_to_choose_from_are_large() {
    alone(|kiosk| {
        let pages = [
            (samples::lettered(), "Kinh"),
            (samples::long_choices(), "Chuyển nhượng"),
            (samples::many_choices(), "Quan hệ với chủ hộ, loại 1"),
            (samples::yes_no(), "Có"),
        ];
        for (page, label) in pages {
            kiosk.show(&samples::screen(page));
            let button = kiosk.button(label);
            assert!(button.h >= ANSWER && button.w >= ANSWER, "{label}: {button:?}");
        }
    });
}

#[test]
fn the_enlarged_page_and_the_help_keep_their_place() {
    alone(|kiosk| {
        kiosk.show(&samples::screen(samples::review(2, &["Số điện thoại"])));
        kiosk.tap("Phóng to");
        let mut faults = draw(&kiosk, Look::USUAL, "review-zoomed-vi");
        kiosk.tap("Cần giúp đỡ");
        faults.extend(draw(&kiosk, Look::USUAL, "help-vi"));
        // The enlarged page itself is larger than its room, as it should be.
        faults.retain(|fault| !fault.contains("image"));
        assert!(faults.is_empty(), "{faults:#?}");
    });
}

#[test]
fn what_makes_the_screen_easier_to_read_keeps_its_place() {
    let low = Comfort { low: true, ..plain(3) };
    let looks = [
        ("vi", Look::USUAL, Lang::Vi),
        ("vi-aloud", Look::USUAL.with(Comfort { aloud: true, ..plain(0) }), Lang::Vi),
        ("en-low-largest", Look::USUAL.with(low), Lang::En),
        ("vi-low-largest", Look::USUAL.with(low), Lang::Vi),
        ("vi-low-large", Look::USUAL.with(Comfort { text: 1, ..low }), Lang::Vi),
        ("vi-low", Look::USUAL.with(Comfort { text: 0, ..low }), Lang::Vi),
        ("vi-wide", Look::WIDE, Lang::Vi),
        ("vi-small", Look::SMALL, Lang::Vi),
        ("en-small-larger", Look::SMALL.with(plain(2)), Lang::En),
    ];
    for (code, look, lang) in looks {
        alone_on(look.size, move |kiosk| {
            kiosk.show(&Screen { lang, comfort: look.comfort, ..samples::screen(samples::welcome()) });
            kiosk.tap(if lang == Lang::Vi { "Dễ đọc hơn" } else { "Easier to read" });
            let mut faults = draw(&kiosk, look, &format!("easier-{code}"));
            // It lies over all of the page.
            faults.retain(|fault| !fault.contains("crosses"));
            assert!(faults.is_empty(), "{faults:#?}");
        });
    }
}

#[test]
fn the_keyboards_digits_and_signs_keep_their_place() {
    alone(|kiosk| {
        kiosk.show(&samples::screen(samples::words("12/", &[], true)));
        kiosk.tap("Chữ số và dấu");
        let faults = draw(&kiosk, Look::USUAL, "ask-words-signs-vi");
        assert!(faults.is_empty(), "{faults:#?}");
    });
}
