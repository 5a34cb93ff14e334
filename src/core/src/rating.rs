//! How satisfied a citizen was (mức độ hài lòng).

use crate::text::Text;

/// One of four steps, the best first, as Vietnamese offices ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Satisfaction {
    /// Rất hài lòng.
    VerySatisfied,
    /// Hài lòng.
    Satisfied,
    /// Bình thường.
    Neutral,
    /// Không hài lòng.
    Dissatisfied,
}

impl Satisfaction {
    /// Every step, the best first.
    pub const ALL: [Self; 4] = [Self::VerySatisfied, Self::Satisfied, Self::Neutral, Self::Dissatisfied];

    /// Its number: 4 for the best, 1 for the worst.
    pub fn step(self) -> u8 {
        match self {
            Self::VerySatisfied => 4,
            Self::Satisfied => 3,
            Self::Neutral => 2,
            Self::Dissatisfied => 1,
        }
    }

    /// The step with this number; `None` outside 1 to 4.
    pub fn of_step(step: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.step() == step)
    }

    /// Its name on the screen.
    pub fn name(self) -> Text {
        match self {
            Self::VerySatisfied => Text::new("Rất hài lòng", "Very satisfied"),
            Self::Satisfied => Text::new("Hài lòng", "Satisfied"),
            Self::Neutral => Text::new("Bình thường", "Neither"),
            Self::Dissatisfied => Text::new("Không hài lòng", "Not satisfied"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_found_by_its_number_and_no_other_is() {
        for rating in Satisfaction::ALL {
            assert_eq!(Satisfaction::of_step(rating.step()), Some(rating));
        }
        assert_eq!((Satisfaction::of_step(0), Satisfaction::of_step(5)), (None, None));
        assert!(Satisfaction::VerySatisfied.step() > Satisfaction::Dissatisfied.step());
    }
}
