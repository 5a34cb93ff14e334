//! A call in words.

use std::collections::BTreeSet;

use super::clip::letters;
use super::{Clip, ZeroWord, english, vietnamese};
use crate::office::Office;
use crate::queue::{CounterId, Service, TicketNumber};
use crate::text::Lang;

/// How an office wants its numbers called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// The word for a zero between hundreds and units.
    pub zero: ZeroWord,
    /// Whether each call is said in English too, after the Vietnamese.
    pub english: bool,
}

/// A call in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its language.
    pub lang: Lang,
    /// Its pieces in their order.
    pub clips: Vec<Clip>,
}

impl Sentence {
    /// As it is written: "Mời số A một trăm linh năm đến quầy số hai".
    pub fn words(&self) -> String {
        joined(self.clips.iter().map(|clip| clip.words))
    }

    /// As a synthesizer has to be told it, with the names of letters spelled out.
    pub fn sound(&self) -> String {
        joined(self.clips.iter().map(|clip| clip.sound))
    }
}

fn joined(words: impl Iterator<Item = &'static str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// The call of `number` to `counter`, one sentence a language, in the order in which they are said. Zeros that
/// only fill a number's width are not said: A005 is "A năm".
pub fn sentences(number: &TicketNumber, counter: CounterId, manner: Manner) -> Vec<Sentence> {
    let mut said = vec![vietnamese(number, counter, manner.zero)];
    if manner.english {
        said.push(english(number, counter));
    }
    said
}

fn vietnamese(number: &TicketNumber, counter: CounterId, zero: ZeroWord) -> Sentence {
    let mut clips = vec![vietnamese::INVITE];
    clips.extend(letters(&number.prefix, &vietnamese::ALPHABET));
    clips.extend(vietnamese::number(number.count, zero));
    clips.push(vietnamese::TO_COUNTER);
    clips.extend(vietnamese::number(counter.0, zero));
    Sentence { lang: Lang::Vi, clips }
}

fn english(number: &TicketNumber, counter: CounterId) -> Sentence {
    let mut clips = vec![english::INVITE];
    clips.extend(letters(&number.prefix, &english::ALPHABET));
    clips.extend(english::number(number.count));
    clips.push(english::TO_COUNTER);
    clips.extend(english::number(counter.0));
    Sentence { lang: Lang::En, clips }
}

/// A count as a synthesizer has to be told it in `lang`: "một trăm linh năm".
pub fn counted(count: u32, lang: Lang) -> String {
    sound(match lang {
        Lang::Vi => vietnamese::number(count, ZeroWord::default()),
        Lang::En => english::number(count),
    })
}

/// A ticket's number as a synthesizer has to be told it in `lang`: "bê một trăm linh năm".
pub fn numbered(number: &TicketNumber, lang: Lang) -> String {
    let alphabet = match lang {
        Lang::Vi => &vietnamese::ALPHABET,
        Lang::En => &english::ALPHABET,
    };
    let prefix = sound(letters(&number.prefix, alphabet).collect());
    [prefix, counted(number.count, lang)].join(" ").trim_start().to_owned()
}

fn sound(clips: Vec<Clip>) -> String {
    joined(clips.iter().map(|clip| clip.sound))
}

/// The largest number that is said in words; larger ones are said digit by digit and need no further clip.
const LARGEST_IN_WORDS: u32 = 9999;

/// Every clip that a call of the office can need, by name: any number that its services' widths have room for
/// or its limits allow, at any of its counters.
pub fn record_list(office: &Office, manner: Manner) -> Vec<Clip> {
    let largest = office.services.iter().map(largest_number).max().unwrap_or(0);
    let number = |prefix: &str, count| TicketNumber { prefix: prefix.to_owned(), count, width: 1 };
    let counters = office.counters.iter().map(|counter| (number("", 0), counter.id));
    let prefixes = office.services.iter().map(|service| (number(&service.prefix, 0), CounterId(0)));
    let numbers = (0..=largest).map(|count| (number("", count), CounterId(0)));
    let calls = counters.chain(prefixes).chain(numbers);
    let clips = calls.flat_map(|(number, counter)| sentences(&number, counter, manner));
    let clips: BTreeSet<Clip> = clips.flat_map(|sentence| sentence.clips).collect();
    clips.into_iter().collect()
}

fn largest_number(service: &Service) -> u32 {
    let by_width = 10_u32.checked_pow(u32::from(service.numbering.width)).map_or(u32::MAX, |end| end - 1);
    let by_limit = service.per_day.map_or(0, |limit| service.numbering.start.saturating_add(limit));
    by_width.max(by_limit).min(LARGEST_IN_WORDS)
}
