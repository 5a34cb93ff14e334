//! How the screen suits the citizen who stands before it. It begins anew with each visit.

use std::time::Duration;

/// How the screen suits this citizen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comfort {
    /// How large the letters are.
    pub text: TextSize,
    /// The colours.
    pub colours: Colours,
    /// Whether everything to touch stands in the lower part of the screen.
    pub low: bool,
    /// Whether every screen stays twice as long.
    pub slow: bool,
    /// Whether every screen is read aloud; it stays twice as long too, because hearing takes longer than reading.
    pub aloud: bool,
}

/// The size of the letters: four steps, of which the last has capitals of 9 mm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextSize {
    /// As the screens are made.
    #[default]
    Usual,
    /// One step more.
    Large,
    /// Two steps more.
    Larger,
    /// As large as there are.
    Largest,
}

/// The colours of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Colours {
    /// As the screens are made.
    #[default]
    Usual,
    /// Black on white (tương phản cao).
    Contrast,
    /// White on black (nền tối).
    Inverted,
}

/// One wish of the citizen about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Letters of this size.
    Text(TextSize),
    /// These colours.
    Colours(Colours),
    /// Everything to touch in the lower part, or not any more.
    Low(bool),
    /// Twice as much time, or not any more.
    Slow(bool),
    /// The screens read aloud, or not any more.
    Aloud(bool),
}

impl TextSize {
    /// All of them, from the smallest.
    const ALL: [Self; 4] = [Self::Usual, Self::Large, Self::Larger, Self::Largest];

    /// How many steps larger than usual, 0 to 3.
    pub fn step(self) -> u8 {
        self as u8
    }

    /// So many steps larger than usual; the largest for more than there are.
    pub fn of_step(step: u8) -> Self {
        Self::ALL.get(usize::from(step)).copied().unwrap_or(Self::Largest)
    }
}

impl Comfort {
    /// The same with `wish` fulfilled.
    #[must_use]
    pub fn with(mut self, wish: Wish) -> Self {
        match wish {
            Wish::Text(text) => self.text = text,
            Wish::Colours(colours) => self.colours = colours,
            Wish::Low(low) => self.low = low,
            Wish::Slow(slow) => self.slow = slow,
            Wish::Aloud(aloud) => self.aloud = aloud,
        }
        self
    }

    /// How long a screen stays that stays `usually` for others.
    #[must_use]
    pub fn time(self, usually: Duration) -> Duration {
        if self.slow || self.aloud { usually * 2 } else { usually }
    }
}
