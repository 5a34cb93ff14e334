//! Vietnamese letters by Telex, by mark keys, or by both. The rules of syllables are those of crate `vi`.

use vi::processor::{AccentStyle, ToneMark, Transformation, add_tone, modify_letter, remove_tone};
use vi::validation::is_valid_syllable;
use vi::{Action, Syllable, TELEX};

use super::segment::last_word;

/// A tone mark of a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Dấu sắc.
    Acute,
    /// Dấu huyền.
    Grave,
    /// Dấu hỏi.
    Hook,
    /// Dấu ngã.
    Tilde,
    /// Dấu nặng.
    Dot,
}

/// `text` after a letter, a digit or a sign, by the rules of Telex: s f r x j z for tones, a double letter or w for
/// the others' marks. The same key again takes the mark back and is the letter itself. A mark that leaves no
/// Vietnamese syllable is none: "Ksor" stays "Ksor".
pub fn press(text: &str, key: char) -> String {
    let (before, word) = last_word(text);
    let word = if key.is_ascii_alphabetic() { composed(word, key) } else { appended(word, key) };
    format!("{before}{word}")
}

/// `text` with `tone` on its last syllable; the same tone again takes it away. Nothing changes where no vowel is.
pub fn toned(text: &str, tone: Tone) -> String {
    let (before, word) = last_word(text);
    let word = syllable(word).map(|mut syllable| {
        // Where no vowel is, the library leaves the syllable as it was.
        let _ = add_tone(&mut syllable, &tone.mark());
        syllable.to_string()
    });
    word.map_or_else(|| text.to_owned(), |word| format!("{before}{word}"))
}

impl Tone {
    fn mark(self) -> ToneMark {
        match self {
            Tone::Acute => ToneMark::Acute,
            Tone::Grave => ToneMark::Grave,
            Tone::Hook => ToneMark::HookAbove,
            Tone::Tilde => ToneMark::Tilde,
            Tone::Dot => ToneMark::Underdot,
        }
    }
}

/// What a key of Telex does to a syllable.
enum Outcome {
    /// The key means nothing here: it is a letter.
    Letter,
    /// It took a mark back and is a letter.
    Undone,
    /// It set or changed a mark.
    Marked,
}

fn composed(word: &str, key: char) -> String {
    let Some(mut syllable) = syllable(word) else { return appended(word, key) };
    match marked(&mut syllable, key) {
        // A further letter can move the tone: "hòa", "hoàn".
        Outcome::Letter => lengthened(syllable, word, key),
        Outcome::Undone => appended(&syllable.to_string(), key),
        Outcome::Marked => {
            let marked = syllable.to_string();
            if is_syllable(&marked) { marked } else { appended(word, key) }
        }
    }
}

/// What the library makes of `word`, when that is `word` again: a name of the Highlands may be more than it knows.
fn syllable(word: &str) -> Option<Syllable> {
    let mut syllable = Syllable::new(word);
    // As the identity cards write: "Hòa", "Thúy".
    syllable.accent_style = AccentStyle::Old;
    (!word.is_empty() && syllable.to_string() == word).then_some(syllable)
}

fn marked(syllable: &mut Syllable, key: char) -> Outcome {
    let actions = TELEX.get(&key.to_ascii_lowercase()).copied().unwrap_or_default();
    for action in actions {
        let done = match action {
            Action::AddTonemark(tone) => add_tone(syllable, tone),
            Action::ModifyLetter(mark) => modify_letter(syllable, mark),
            Action::ModifyLetterOnCharacterFamily(mark, letter) if has(syllable, *letter) => {
                modify_letter(syllable, mark)
            }
            Action::RemoveToneMark => remove_tone(syllable),
            // A lone w stays one: ư has a key of its own, and foreign names begin with W.
            Action::ModifyLetterOnCharacterFamily(..) | Action::InsertƯ | Action::ResetInsertedƯ => {
                Transformation::Ignored
            }
        };
        match done {
            Transformation::Ignored => {}
            Transformation::LetterModificationRemoved => return Outcome::Undone,
            Transformation::ToneMarkRemoved if *action != Action::RemoveToneMark => return Outcome::Undone,
            Transformation::ToneMarkAdded
            | Transformation::ToneMarkReplaced
            | Transformation::ToneMarkRemoved
            | Transformation::LetterModificationAdded
            | Transformation::LetterModificationReplaced => return Outcome::Marked,
        }
    }
    Outcome::Letter
}

fn has(syllable: &Syllable, letter: char) -> bool {
    syllable.vowel.chars().any(|vowel| vowel.eq_ignore_ascii_case(&letter))
}

/// The syllable with one letter more; as it was typed when it is none.
fn lengthened(mut syllable: Syllable, word: &str, key: char) -> String {
    syllable.push(key);
    let longer = syllable.to_string();
    if is_syllable(&longer) { longer } else { appended(word, key) }
}

/// The library's judgement; it does not know the final k of Đắk Lắk.
fn is_syllable(word: &str) -> bool {
    let last_k = word.strip_suffix(['k', 'K']);
    is_valid_syllable(word)
        || last_k.is_some_and(|rest| !rest.is_empty() && is_valid_syllable(&format!("{rest}c")))
}

fn appended(word: &str, key: char) -> String {
    let mut word = word.to_owned();
    word.push(key);
    word
}

#[cfg(test)]
mod tests;
