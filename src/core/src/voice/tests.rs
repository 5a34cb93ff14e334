//! Words by table, numbers read back by a reader of their own, and calls one after the other.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use jiff::civil::{DateTime, date};

use super::*;
use crate::form::tests::office;
use crate::office::Office;
use crate::queue::{Counter, CounterId, Service, ServiceId, TicketNumber};
use crate::text::Lang;

fn number(prefix: &str, count: u32) -> TicketNumber {
    TicketNumber { prefix: prefix.into(), count, width: 3 }
}

fn said(prefix: &str, count: u32, counter: u32, manner: Manner) -> Vec<String> {
    sentences(&number(prefix, count), CounterId(counter), manner).iter().map(Sentence::words).collect()
}

/// A number alone, in Vietnamese.
fn in_words(count: u32, zero: ZeroWord) -> String {
    let manner = Manner { zero, english: false };
    let call = said("", count, 0, manner).remove(0);
    call.strip_prefix("Mời số ").unwrap().strip_suffix(" đến quầy số không").unwrap().to_owned()
}

fn in_english(count: u32) -> String {
    let call = said("", count, 0, Manner { english: true, ..Manner::default() }).remove(1);
    call.strip_prefix("Number ").unwrap().strip_suffix(" please go to counter zero").unwrap().to_owned()
}

#[test]
fn calls_are_worded_as_they_are_heard() {
    let north = Manner { english: true, ..Manner::default() };
    assert_eq!(
        said("A", 105, 2, north),
        [
            "Mời số A một trăm linh năm đến quầy số hai",
            "Number A one hundred and five please go to counter two"
        ]
    );
    let south = Manner { zero: ZeroWord::Le, english: false };
    assert_eq!(said("A", 105, 2, south), ["Mời số A một trăm lẻ năm đến quầy số hai"]);
    assert_eq!(said("BK", 21, 15, south), ["Mời số B K hai mươi mốt đến quầy số mười lăm"]);
    assert_eq!(said("", 7, 1, south), ["Mời số bảy đến quầy số một"]);
}

#[test]
fn letters_are_spelled_out_for_a_synthesizer() {
    let call = sentences(&number("Bk", 7), CounterId(1), Manner { english: true, ..Manner::default() });
    assert_eq!(call[0].sound(), "Mời số bê ca bảy đến quầy số một");
    assert_eq!(call[1].sound(), "Number bee kay seven please go to counter one");
    assert_eq!((call[0].lang, call[1].lang), (Lang::Vi, Lang::En));
}

#[test]
fn numbers_follow_the_rules() {
    let table = [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (141, "một trăm bốn mươi mốt"),
        (555, "năm trăm năm mươi lăm"),
        (999, "chín trăm chín mươi chín"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1010, "một nghìn không trăm mười"),
        (1024, "một nghìn không trăm hai mươi tư"),
        (1100, "một nghìn một trăm"),
        (5105, "năm nghìn một trăm linh năm"),
        (9999, "chín nghìn chín trăm chín mươi chín"),
        (10_205, "một không hai không năm"),
    ];
    for (count, words) in table {
        assert_eq!(in_words(count, ZeroWord::Linh), words, "{count}");
        assert_eq!(in_words(count, ZeroWord::Le), words.replace("linh", "lẻ"), "{count}");
    }
}

#[test]
fn english_numbers_follow_the_rules() {
    let table = [
        (0, "zero"),
        (13, "thirteen"),
        (20, "twenty"),
        (42, "forty two"),
        (100, "one hundred"),
        (115, "one hundred and fifteen"),
        (1000, "one thousand"),
        (1005, "one thousand and five"),
        (1100, "one thousand one hundred"),
        (9999, "nine thousand nine hundred and ninety nine"),
        (10_205, "one zero two zero five"),
    ];
    for (count, words) in table {
        assert_eq!(in_english(count), words, "{count}");
    }
}

/// Reads a number back from its words, as a listener would: by what each word is worth, not by the rules that
/// made it.
fn heard(words: &str) -> u32 {
    let (mut total, mut part) = (0, 0);
    for word in words.split(' ') {
        match word {
            "nghìn" => total += std::mem::take(&mut part) * 1000,
            "trăm" => total += std::mem::take(&mut part) * 100,
            "mươi" => total += std::mem::take(&mut part) * 10,
            "mười" => total += 10,
            "linh" | "lẻ" => assert_eq!(part, 0, "{words}"),
            digit => part = worth(digit),
        }
    }
    total + part
}

fn worth(word: &str) -> u32 {
    match word {
        "không" => 0,
        "một" | "mốt" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "tư" => 4,
        "năm" | "lăm" => 5,
        "sáu" => 6,
        "bảy" => 7,
        "tám" => 8,
        "chín" => 9,
        other => panic!("{other}"),
    }
}

#[test]
fn every_number_is_heard_as_what_it_is() {
    for zero in [ZeroWord::Linh, ZeroWord::Le] {
        for count in 0..=9999 {
            let words = in_words(count, zero);
            assert_eq!(heard(&words), count, "{words}");
        }
    }
}

/// What never occurs in a rightly spelled number: pairs of neighbouring words.
#[test]
fn no_number_breaks_a_rule_of_sound() {
    let wrong = [
        ("mươi", "một"),
        ("mươi", "năm"),
        ("mười", "năm"),
        ("mười", "mốt"),
        ("mười", "tư"),
        ("linh", "lăm"),
        ("linh", "mốt"),
        ("linh", "tư"),
        ("linh", "mười"),
        ("một", "mươi"),
        ("không", "mươi"),
        ("trăm", "không"),
        ("trăm", "một"),
    ];
    for count in 0..=9999 {
        let words = in_words(count, ZeroWord::Linh);
        let words: Vec<&str> = words.split(' ').collect();
        for pair in words.windows(2) {
            assert!(!wrong.contains(&(pair[0], pair[1])), "{count}: {words:?}");
        }
    }
}

#[test]
fn no_two_english_numbers_sound_alike() {
    let all: std::collections::BTreeSet<_> = (0..=9999).map(in_english).collect();
    assert_eq!(all.len(), 10_000);
}

/// Two services and two counters.
fn two_counters() -> Office {
    let mut office = office();
    let other =
        Service { prefix: "BX".into(), id: ServiceId("ho-tich".into()), ..office.services[0].clone() };
    office.services.push(other);
    office.counters = [1, 15].map(|id| Counter { id: CounterId(id), services: Vec::new() }).to_vec();
    office
}

#[test]
fn the_list_of_clips_has_all_that_any_call_needs_and_nothing_else() {
    let office = two_counters();
    for manner in [
        Manner::default(),
        Manner { zero: ZeroWord::Le, english: false },
        Manner { zero: ZeroWord::Linh, english: true },
    ] {
        let list = record_list(&office, manner);
        let mut used = std::collections::BTreeSet::new();
        for service in &office.services {
            for counter in &office.counters {
                for count in 0..=999 {
                    let call = sentences(&number(&service.prefix, count), counter.id, manner);
                    used.extend(call.into_iter().flat_map(|sentence| sentence.clips));
                }
            }
        }
        assert_eq!(list, used.into_iter().collect::<Vec<_>>());
        let names: std::collections::BTreeSet<_> = list.iter().map(|clip| clip.name).collect();
        assert_eq!(names.len(), list.len(), "two clips of one name");
        assert!(list.iter().all(|clip| clip.name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')));
    }
}

#[test]
fn seventeen_words_and_the_frame_say_every_number_of_three_digits() {
    let list = record_list(&two_counters(), Manner::default());
    let words = list.iter().filter(|clip| clip.name.starts_with(|c: char| c.is_ascii_digit()));
    assert_eq!(words.count(), 17);
}

const NOW: DateTime = date(2026, 11, 23).at(9, 0, 0, 0);

fn call(seq: u64, open: bool) -> Pending<u64> {
    Pending { seq, at: NOW, open, what: seq }
}

fn next(backlog: &mut Backlog, calls: &[Pending<u64>]) -> Option<u64> {
    backlog.next(calls, NOW).map(|call| call.what)
}

#[test]
fn what_was_called_before_the_first_look_is_not_said() {
    let mut backlog = Backlog::default();
    assert_eq!(next(&mut backlog, &[call(5, true), call(3, true)]), None);
    assert_eq!(next(&mut backlog, &[call(6, true), call(5, true)]), Some(6));
    assert_eq!(next(&mut backlog, &[call(6, true), call(5, true)]), None);
}

#[test]
fn two_calls_at_once_are_said_one_after_the_other_in_their_order() {
    let mut backlog = Backlog::default();
    next(&mut backlog, &[]);
    let calls = [call(9, true), call(8, true)];
    assert_eq!(
        [next(&mut backlog, &calls), next(&mut backlog, &calls), next(&mut backlog, &calls)],
        [Some(8), Some(9), None]
    );
}

#[test]
fn a_counter_that_has_gone_on_is_not_called_for() {
    let mut backlog = Backlog::default();
    next(&mut backlog, &[]);
    assert_eq!(next(&mut backlog, &[call(9, true), call(8, false), call(7, true)]), Some(7));
    assert_eq!(next(&mut backlog, &[call(10, true), call(9, false), call(8, false)]), Some(10));
}

#[test]
fn a_call_that_was_made_long_ago_is_not_said() {
    let mut backlog = Backlog::default();
    next(&mut backlog, &[]);
    let calls = [call(9, true)];
    let mut in_time = backlog;
    assert!(in_time.next(&calls, NOW.saturating_add(jiff::Span::new().seconds(STALE))).is_some());
    assert!(backlog.next(&calls, NOW.saturating_add(jiff::Span::new().seconds(STALE + 1))).is_none());
}

#[test]
fn a_database_that_began_anew_is_followed() {
    let mut backlog = Backlog::default();
    next(&mut backlog, &[call(500, true)]);
    assert_eq!(next(&mut backlog, &[call(2, true)]), None);
    assert_eq!(next(&mut backlog, &[call(3, true), call(2, true)]), Some(3));
}
