//! The theme's colours can be told apart by weak eyes.

/// The colour that theme.slint calls `name`.
fn colour(name: &str) -> [f64; 3] {
    let theme = include_str!("../../slint/theme.slint");
    let line = theme.lines().find(|line| line.contains(&format!(" {name}: #"))).expect(name);
    let hex = line.split('#').nth(1).unwrap();
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

#[test]
fn text_stands_out_at_least_four_and_a_half_to_one() {
    let pairs = [
        ("ink", "canvas"),
        ("ink", "brand-tint"),
        ("ink-soft", "canvas"),
        ("ink-soft", "surface"),
        ("brand", "canvas"),
        ("ink-inverse", "brand"),
        ("ink-inverse", "brand-pressed"),
        ("gold", "brand"),
        ("good", "good-tint"),
        ("caution", "caution-tint"),
        ("bad", "bad-tint"),
        ("good", "surface"),
        ("bad", "surface"),
        ("caution", "surface"),
    ];
    for (ink, ground) in pairs {
        let (one, other) = (luminance(colour(ink)), luminance(colour(ground)));
        let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
        assert!(ratio >= 4.5, "{ink} on {ground}: {ratio:.2}");
    }
}
