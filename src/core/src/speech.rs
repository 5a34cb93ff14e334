//! A screen in spoken words (đọc to), for who does not see it well.
//!
//! [`of`] says a state in the words of a listener, politely and in the order in which one would be told: what this
//! screen is, what to do, and then what there is to choose, called as on the screen.
//!
//! What is known of a person is never heard by a hall. That is a matter of types: words get into a [`Script`] as a
//! part of the program (`&'static str`), as a text that the [`Office`](crate::office::Office) owns and that outlives
//! the state, as a count, as a ticket's number, which the hall is told anyway, or as a reason why no card was read,
//! which names no value of one. Everything else is a `String` of the visit, and the one door for that is
//! [`Script::value`], which asks for a [`Personal`] and is spoken into headphones alone.

mod card;
mod choosing;
mod number;
mod over;
mod paper;
mod question;
mod screen;

use crate::citizen::{CardError, Personal};
use crate::queue::TicketNumber;
use crate::text::{Lang, Text};
use crate::voice::{counted, numbered};

pub use over::{easier, help, switched_on};
pub use screen::of;

#[cfg(test)]
mod tests;

/// How many choices are said before the rest is left to the screen.
const MOST_CHOICES: usize = 8;

/// What the hall hears in place of a value.
const AS_SHOWN: (&str, &str) = ("thông tin trên màn hình", "as shown on the screen");

/// Who hears what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hearing {
    /// Everybody in the hall, by the loudspeaker.
    #[default]
    Hall,
    /// The citizen alone, by headphones.
    Headphones,
}

/// One piece of what is said.
#[derive(Debug, Clone, PartialEq)]
enum Piece<'o> {
    /// Words of the program in Vietnamese and English.
    Fixed(&'static str, &'static str),
    /// Words of the office.
    Office(&'o Text),
    Count(u32),
    Ticket(TicketNumber),
    Refusal(CardError),
    /// Whatever tells something about a person.
    Value(Personal<String>),
}

/// Words in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Script<'o>(Vec<Piece<'o>>);

/// A screen in words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Utterance<'o> {
    /// What the screen is, and what to do. A screen that opens in the same way as the one before is the same screen.
    pub opening: Script<'o>,
    /// What there is to choose.
    pub choices: Script<'o>,
}

impl<'o> Script<'o> {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// And these words of the program, in Vietnamese and English.
    #[must_use]
    pub fn say(self, vi: &'static str, en: &'static str) -> Self {
        self.and(Piece::Fixed(vi, en))
    }

    /// The same, if `holds`.
    #[must_use]
    pub fn say_if(self, holds: bool, vi: &'static str, en: &'static str) -> Self {
        if holds { self.say(vi, en) } else { self }
    }

    /// And this text of the office, which may be without its full stop.
    #[must_use]
    pub fn text(self, text: &'o Text) -> Self {
        self.and(Piece::Office(text))
    }

    /// And this text of the office as a sentence or a heading of its own.
    #[must_use]
    pub fn sentence(self, text: &'o Text) -> Self {
        self.text(text).say(".", ".")
    }

    /// And this many.
    #[must_use]
    pub fn count(self, count: usize) -> Self {
        self.and(Piece::Count(u32::try_from(count).unwrap_or(u32::MAX)))
    }

    /// And this ticket's number.
    #[must_use]
    pub fn ticket(self, number: &TicketNumber) -> Self {
        self.and(Piece::Ticket(number.clone()))
    }

    /// And why no card was read, and what to do now.
    #[must_use]
    pub fn refusal(self, why: CardError) -> Self {
        self.and(Piece::Refusal(why))
    }

    /// And what is known of a person: for headphones alone.
    #[must_use]
    pub fn value(self, value: Personal<String>) -> Self {
        self.and(Piece::Value(value))
    }

    /// And these choices, each a sentence; of many, the first.
    #[must_use]
    pub fn choices(self, labels: impl IntoIterator<Item = &'o Text>) -> Self {
        let labels: Vec<_> = labels.into_iter().collect();
        let said = labels.iter().take(MOST_CHOICES).fold(self, |script, label| script.sentence(label));
        match labels.len().saturating_sub(MOST_CHOICES) {
            0 => said,
            more => said
                .say("Và", "And")
                .count(more)
                .say("lựa chọn khác trên màn hình.", "more choices on the screen."),
        }
    }

    /// And all of `other`.
    #[must_use]
    pub fn then(mut self, other: Script<'o>) -> Self {
        self.0.extend(other.0);
        self
    }

    fn and(mut self, piece: Piece<'o>) -> Self {
        self.0.push(piece);
        self
    }

    /// The words in `lang` for those who hear them.
    pub fn words(&self, lang: Lang, hearing: Hearing) -> Personal<String> {
        let mut words = Personal::new(String::new());
        for piece in &self.0 {
            words = Personal::new(joined(words.expose(), piece.words(lang, hearing).expose()));
        }
        words
    }
}

/// `next` after `words`, with a space between unless a sign of punctuation follows or is there already.
fn joined(words: &str, next: &str) -> String {
    let sign = next.starts_with(['.', ',', ':', ';', '?']);
    // A text that ends as a sentence gets no second full stop.
    let next = if sign && words.ends_with(['.', '?', '!', '…']) { &next[1..] } else { next };
    let apart = !words.is_empty() && !next.is_empty() && !sign;
    [words, if apart { " " } else { "" }, next].concat()
}

impl Piece<'_> {
    fn words(&self, lang: Lang, hearing: Hearing) -> Personal<String> {
        let in_lang = |vi: &str, en: &str| match lang {
            Lang::Vi => vi.to_owned(),
            Lang::En => en.to_owned(),
        };
        let words = match self {
            Piece::Fixed(vi, en) => in_lang(vi, en),
            Piece::Office(text) => text.get(lang).to_owned(),
            Piece::Count(count) => counted(*count, lang),
            Piece::Ticket(number) => numbered(number, lang),
            Piece::Refusal(why) => [why.what().get(lang), why.advice().get(lang)].join(" "),
            Piece::Value(value) if hearing == Hearing::Headphones => return value.clone(),
            Piece::Value(_) => in_lang(AS_SHOWN.0, AS_SHOWN.1),
        };
        Personal::new(words)
    }
}

impl<'o> Utterance<'o> {
    /// A screen without anything to choose.
    pub fn told(opening: Script<'o>) -> Self {
        Self { opening, choices: Script::new() }
    }

    /// All of it in `lang` for those who hear it.
    pub fn words(&self, lang: Lang, hearing: Hearing) -> Personal<String> {
        self.opening.clone().then(self.choices.clone()).words(lang, hearing)
    }
}
