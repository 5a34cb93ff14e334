//! The theme's colours can be told apart by weak eyes.

use kiosk_ui::{Colours, Comfort, Screen};

use crate::harness::alone;
use crate::samples::{screen, welcome};

/// The colour that the palette `palette` of theme.slint calls `name`.
fn colour(palette: &str, name: &str) -> [f64; 3] {
    let theme = include_str!("../../slint/theme.slint");
    let start = theme.find(&format!("<Palette> {palette}: {{")).expect(palette);
    let line =
        theme[start..].lines().find(|line| line.trim().starts_with(&format!("{name}: #"))).expect(name);
    let hex = line.split('#').nth(1).unwrap();
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

const PAIRS: [(&str, &str); 17] = [
    ("ink", "canvas"),
    ("ink", "surface"),
    ("ink", "brand-tint"),
    ("ink-soft", "canvas"),
    ("ink-soft", "surface"),
    ("brand", "canvas"),
    ("brand", "surface"),
    ("ink-inverse", "brand"),
    ("ink-inverse", "brand-pressed"),
    ("bar-ink", "bar"),
    ("gold", "bar"),
    ("good", "good-tint"),
    ("caution", "caution-tint"),
    ("bad", "bad-tint"),
    ("good", "surface"),
    ("bad", "surface"),
    ("caution", "canvas"),
];

fn all_stand_out(palette: &str, least: f64) {
    for (ink, ground) in PAIRS {
        let ratio = ratio(palette, ink, ground);
        assert!(ratio >= least, "{palette}: {ink} on {ground}: {ratio:.2}");
    }
}

/// All that a button may stand on or be filled with.
const GROUNDS: [&str; 13] = [
    "canvas",
    "surface",
    "bar",
    "gold",
    "brand",
    "brand-pressed",
    "brand-tint",
    "off",
    "line",
    "good-tint",
    "caution-tint",
    "bad-tint",
    "good",
];

fn ratio(palette: &str, one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(colour(palette, one)), luminance(colour(palette, other)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn one_of_the_rings_two_colours_stands_out_from_every_ground() {
    for palette in ["normal", "contrast", "inverted"] {
        assert!(ratio(palette, "ring", "ring-edge") >= 7.0, "{palette}");
        for ground in GROUNDS {
            let best = ratio(palette, "ring", ground).max(ratio(palette, "ring-edge", ground));
            assert!(best >= 3.0, "{palette}: the ring on {ground}: {best:.2}");
        }
    }
}

#[test]
fn text_stands_out_at_least_four_and_a_half_to_one() {
    all_stand_out("normal", 4.5);
}

#[test]
fn in_strong_contrast_text_stands_out_at_least_ten_to_one() {
    all_stand_out("contrast", 10.0);
    all_stand_out("inverted", 10.0);
}

/// The office's colour is the header's, and gives way to what weak eyes need.
#[test]
fn the_office_has_its_own_colour() {
    alone(|kiosk| {
        let own = [0xa0, 0x0e, 0x14];
        let header = |comfort| {
            kiosk.show(&Screen { colour: Some(own), comfort, ..screen(welcome()) });
            kiosk.memory.pixels().rgb[..3].to_vec()
        };
        assert_eq!(header(Comfort::default()), own);
        for colours in [Colours::Contrast, Colours::Inverted] {
            assert_eq!(header(Comfort { colours, ..Comfort::default() }), [0, 0, 0]);
        }
    });
}
