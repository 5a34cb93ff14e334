//! Recorded clips (đoạn ghi âm), the smallest pieces that a call is joined from.

/// One clip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clip {
    /// The name of its file without the ending, in ASCII: `21-mot`.
    pub name: &'static str,
    /// What is written for it: a word, or a letter.
    pub words: &'static str,
    /// What a reader says: the same, but for letters, whose names are spelled out.
    pub sound: &'static str,
}

impl Clip {
    /// A clip that is said as it is written.
    pub(super) const fn word(name: &'static str, words: &'static str) -> Self {
        Self { name, words, sound: words }
    }

    /// A letter with its name.
    pub(super) const fn letter(name: &'static str, words: &'static str, sound: &'static str) -> Self {
        Self { name, words, sound }
    }
}

/// The clips of the letters A to Z in a number's prefix. Nothing else in it is said.
pub(super) fn letters<'a>(prefix: &'a str, alphabet: &'a [Clip; 26]) -> impl Iterator<Item = Clip> + use<'a> {
    let place = |letter: char| {
        let letter = letter.to_ascii_uppercase();
        letter.is_ascii_uppercase().then(|| usize::from(letter as u8 - b'A'))
    };
    prefix.chars().filter_map(place).map(|at| alphabet[at])
}
