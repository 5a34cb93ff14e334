//! Every page drawn, in both languages; nothing may stick out of its place.

use std::path::{Path, PathBuf};

use kiosk_ui::{Element, Lang, Screen, Snapshot};

use crate::harness::{Kiosk, PANEL, alone};
use crate::samples;

/// Lower edges of header and page; the footer follows. See theme.slint.
const HEADER: f32 = 152.0;
const PAGE: f32 = 1920.0 - 168.0;
/// What the page leaves free above the footer, so that the main action stands always at the same place.
const MARGIN: f32 = 48.0;
/// 20 mm on the panel.
const TARGET: f32 = 81.0;

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

/// What is wrong with the place of `element`, if anything.
fn fault(element: &Element) -> Option<&'static str> {
    // Lengths are divided among what stands beside each other.
    let (right, bottom) = (element.x + element.w - 0.5, element.y + element.h - 0.5);
    if element.x < 0.0 || right > PANEL.0 as f32 || element.y < 0.0 || bottom > PANEL.1 as f32 {
        return Some("sticks out");
    }
    let inside = bottom <= HEADER || (element.y >= HEADER && bottom <= PAGE - MARGIN) || element.y >= PAGE;
    if !inside {
        return Some("crosses header or footer, or comes too near");
    }
    let small = element.role == "button" && (element.w < TARGET || element.h < TARGET);
    small.then_some("is too small for a finger")
}

/// Saves what is drawn and gives what is wrong with it.
fn draw(kiosk: &Kiosk, name: &str) -> Vec<String> {
    save(&folder().join(format!("{name}.png")), &kiosk.memory.pixels());
    let told = |e: &Element| Some(format!("{name}: {:?} {}: {e:?}", e.label, fault(e)?));
    kiosk.ui.elements().iter().filter_map(told).collect()
}

/// Draws every page in `lang`.
fn draw_all(kiosk: &Kiosk, lang: Lang, code: &str) {
    let mut faults = Vec::new();
    for (name, screen) in samples::all() {
        kiosk.show(&Screen { lang, ..screen });
        faults.extend(draw(kiosk, &format!("{name}-{code}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_page_keeps_its_place_in_vietnamese() {
    alone(|kiosk| draw_all(&kiosk, Lang::Vi, "vi"));
}

#[test]
fn every_page_keeps_its_place_in_english() {
    alone(|kiosk| draw_all(&kiosk, Lang::En, "en"));
}

/// 37 mm on the panel: what an unsteady finger hits.
const ANSWER: f32 = 150.0;

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
        let mut faults = draw(&kiosk, "review-zoomed-vi");
        kiosk.tap("Cần giúp đỡ");
        faults.extend(draw(&kiosk, "help-vi"));
        // The enlarged page itself is larger than its room, as it should be.
        faults.retain(|fault| !fault.contains("image"));
        assert!(faults.is_empty(), "{faults:#?}");
    });
}

#[test]
fn the_keyboards_digits_and_signs_keep_their_place() {
    alone(|kiosk| {
        kiosk.show(&samples::screen(samples::words("12/", &[], true)));
        kiosk.tap("Chữ số và dấu");
        let faults = draw(&kiosk, "ask-words-signs-vi");
        assert!(faults.is_empty(), "{faults:#?}");
    });
}
