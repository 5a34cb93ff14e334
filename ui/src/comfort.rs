//! How the screen suits the one who stands before it.

/// The colours of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// The office's calm ones.
    #[default]
    Normal,
    /// Black on white, with strong lines.
    Contrast,
    /// White on black.
    Inverted,
}

/// How the screen suits the one who stands before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comfort {
    /// The size of the letters, 0 (capitals of 5.3 mm at least) to 3 (9 mm).
    pub text: u8,
    /// The colours.
    pub colours: Colours,
    /// Whether everything to touch stands in the lower 60 % of an upright panel.
    pub low: bool,
    /// Whether every page stays twice as long.
    pub slow: bool,
    /// Whether every page is read aloud.
    pub aloud: bool,
}
