//! Finding a procedure by the words that citizens use for it, with or without diacritics.

use unicode_normalization::UnicodeNormalization;

use super::Procedure;
use crate::typing::bare;

/// What a phrase that is written as citizens say it is worth, besides its words.
const PHRASE: f32 = 3.0;
/// What a word is worth that stands in what citizens call it, or in its name.
const CALLED: f32 = 2.0;
/// What a word is worth that stands in its explanation only.
const EXPLAINED: f32 = 1.0;
/// What it is worth that a word has the very diacritics that were written.
const ACCENTS: f32 = 0.5;
/// A procedure that is worth less than this share of the best one is not meant.
const SHARE: f32 = 0.5;

/// A word in small letters: as it is written, composed, and without its diacritics.
struct Word {
    written: String,
    bare: String,
}

/// The words of `text`.
fn words(text: &str) -> Vec<Word> {
    let text: String = text.nfc().flat_map(char::to_lowercase).collect();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| Word { written: word.to_owned(), bare: bare(word) }).collect()
}

/// One procedure as it is searched.
struct Entry {
    /// What citizens call it, and its names, each as bare words with a blank before, between and after.
    phrases: Vec<String>,
    called: Vec<Word>,
    explained: Vec<Word>,
}

impl Entry {
    fn new(procedure: &Procedure) -> Self {
        let names = [procedure.name.vi.as_str(), &procedure.name.en];
        let called: Vec<&str> = procedure.words.iter().map(String::as_str).chain(names).collect();
        let hints = [&procedure.hint.vi, &procedure.hint.en, &procedure.field.vi, &procedure.field.en];
        Self {
            phrases: called.iter().map(|phrase| phrase_of(&words(phrase))).collect(),
            called: called.iter().flat_map(|text| words(text)).collect(),
            explained: hints.into_iter().flat_map(|text| words(text)).collect(),
        }
    }

    /// What `word` is worth here; `None` if it does not stand here at all. The last word may be written in part.
    fn worth(&self, word: &Word, unfinished: bool) -> Option<f32> {
        let marked = word.bare != word.written;
        let fits = |other: &&Word| {
            if unfinished { other.bare.starts_with(&word.bare) } else { other.bare == word.bare }
        };
        let of = |words: &[Word], worth: f32| {
            let mut found = words.iter().filter(fits).peekable();
            found.peek()?;
            let accents = marked && found.any(|other| other.written.starts_with(&word.written));
            Some(if accents { worth + ACCENTS } else { worth })
        };
        of(&self.called, CALLED).or_else(|| of(&self.explained, EXPLAINED))
    }
}

/// Bare words with a blank before, between and after.
fn phrase_of(words: &[Word]) -> String {
    let bare: Vec<&str> = words.iter().map(|word| word.bare.as_str()).collect();
    format!(" {} ", bare.join(" "))
}

/// Those of `procedures` that `typed` may mean, the best first, as places in the list; nothing for no words. A word that
/// stands in many procedures ("giấy", "đăng ký") says little; what is written in the order in which citizens say it
/// says most.
pub fn search(procedures: &[&Procedure], typed: &str) -> Vec<usize> {
    let asked = words(typed);
    let Some((last, _)) = asked.split_last() else { return Vec::new() };
    let entries: Vec<Entry> = procedures.iter().map(|procedure| Entry::new(procedure)).collect();
    let unfinished = |word: &Word| std::ptr::eq(word, last) && !typed.ends_with(char::is_whitespace);
    let rare: Vec<f32> = asked.iter().map(|word| rarity(&entries, word, unfinished(word))).collect();
    let phrase = phrase_of(&asked);
    // The end may be written in part.
    let phrase = phrase.trim_end();
    let mut found: Vec<(usize, f32)> = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let words: f32 = asked
            .iter()
            .zip(&rare)
            .filter_map(|(word, rare)| Some(rare * entry.worth(word, unfinished(word))?))
            .sum();
        let said = entry.phrases.iter().any(|known| known.contains(phrase));
        let whole: f32 = if said { PHRASE * rare.iter().sum::<f32>() } else { 0.0 };
        if words > 0.0 {
            found.push((place, words + whole));
        }
    }
    // Equal ones keep the office's order.
    found.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let best = found.first().map_or(0.0, |(_, worth)| *worth);
    found.into_iter().filter(|(_, worth)| *worth >= SHARE * best).map(|(place, _)| place).collect()
}

/// How much `word` says: the fewer procedures it stands in, the more.
fn rarity(entries: &[Entry], word: &Word, unfinished: bool) -> f32 {
    let with = entries.iter().filter(|entry| entry.worth(word, unfinished).is_some()).count();
    let (all, with) = (entries.len() as f32, with as f32);
    (1.0 + all / with.max(1.0)).ln()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::super::Procedures;
    use super::*;

    fn found(typed: &str) -> Vec<String> {
        let procedures = Procedures::built_in().unwrap();
        let all: Vec<&Procedure> = procedures.all().iter().collect();
        search(&all, typed).into_iter().map(|place| all[place].code.clone()).collect()
    }

    #[test]
    fn what_citizens_say_finds_what_the_portal_calls_otherwise() {
        let table = [
            ("giấy độc thân", "1.004873"),
            ("giay doc than", "1.004873"),
            ("GIAY DOC THAN", "1.004873"),
            ("độc thân", "1.004873"),
            ("lấy vợ", "1.000894"),
            ("cưới", "1.000894"),
            ("ở trọ", "1.004194"),
            ("o tro", "1.004194"),
            ("nhập hộ khẩu", "1.004222"),
            ("nhap khau", "1.004222"),
            ("ct07", "1.010041"),
            ("mất giấy khai sinh", "2.000635"),
            ("sổ đỏ", "1.013978"),
            ("so do", "1.013978"),
            ("sang tên sổ đỏ", "1.013980"),
            ("xây nhà", "1.013225"),
            ("sao y", "2.000815"),
            ("sơ yếu lý lịch", "2.000884"),
            ("tiền người già", "1.014027"),
            ("báo tử", "1.000656"),
            ("marriage", "1.000894"),
            ("Birth", "1.001193"),
        ];
        for (typed, code) in table {
            let codes = found(typed);
            assert_eq!(codes.first().map(String::as_str), Some(code), "{typed}: {codes:?}");
        }
    }

    #[test]
    fn a_word_is_found_before_it_is_written_to_its_end() {
        for typed in ["giấy độc th", "giay doc t", "độc th"] {
            assert_eq!(found(typed).first().map(String::as_str), Some("1.004873"), "{typed}");
        }
        assert!(!found("khai s").is_empty());
        assert!(found("th ").is_empty(), "a word that was ended is meant as it stands");
    }

    #[test]
    fn accents_that_were_written_tell_words_apart() {
        let (first, second) = (found("hộ khẩu"), found("ho khau"));
        assert_eq!(first.first(), second.first());
        // "cưới" and "cuối" are the same without diacritics.
        assert_eq!(found("cưới").first().map(String::as_str), Some("1.000894"));
        let marriage = Entry::new(Procedures::built_in().unwrap().get("1.000894").unwrap());
        let worth = |word: &str| marriage.worth(&words(word)[0], false);
        assert_eq!(worth("cưới"), Some(CALLED + ACCENTS));
        assert_eq!((worth("cuối"), worth("cuoi")), (Some(CALLED), Some(CALLED)));
    }

    #[test]
    fn what_nothing_is_called_finds_nothing() {
        for typed in ["", "   ", "!?", "xyzzy"] {
            assert!(found(typed).is_empty(), "{typed:?}");
        }
    }

    #[test]
    fn few_are_offered_where_one_is_meant() {
        assert!(found("giấy độc thân").len() <= 3, "{:?}", found("giấy độc thân"));
        assert!(found("khai sinh").len() >= 3, "{:?}", found("khai sinh"));
    }

    #[test]
    fn every_word_that_citizens_have_for_a_procedure_leads_to_it() {
        let procedures = Procedures::built_in().unwrap();
        let all: Vec<&Procedure> = procedures.all().iter().collect();
        for procedure in &all {
            for word in &procedure.words {
                for typed in [word.clone(), bare(word)] {
                    let codes = found(&typed);
                    let place = codes.iter().position(|code| *code == procedure.code);
                    assert!(place.is_some_and(|place| place < 4), "{typed} {} {codes:?}", procedure.code);
                }
            }
        }
    }
}
