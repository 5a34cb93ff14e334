use jiff::ToSpan;
use jiff::civil::{DateTime, date};

use super::*;

#[test]
fn a_wait_is_a_range_around_the_pace() {
    let wait = |ahead, minutes, counters| {
        expected_wait(ahead, Some(minutes), counters).map(|wait| (wait.from, wait.to))
    };
    assert_eq!(wait(4, 10, 1), Some((30, 60)));
    assert_eq!(wait(4, 10, 2), Some((15, 30)));
    assert_eq!(wait(5, 7, 3), Some((10, 20)));
    assert_eq!(wait(40, 10, 1), Some((280, 600)));
    assert_eq!(wait(u32::MAX, u32::MAX, 1), Some((u32::MAX, u32::MAX)));
}

#[test]
fn a_short_wait_is_five_minutes_and_never_none() {
    assert_eq!(expected_wait(1, Some(1), 1), Some(Wait { from: 5, to: 5 }));
    assert_eq!(expected_wait(1, Some(1), 100), Some(Wait { from: 5, to: 5 }));
}

#[test]
fn without_data_nothing_is_promised() {
    assert_eq!(expected_wait(0, Some(10), 1), None);
    assert_eq!(expected_wait(4, None, 1), None);
    assert_eq!(expected_wait(4, Some(0), 1), None);
    assert_eq!(expected_wait(4, Some(10), 0), None);
    assert_eq!(measured_wait(0, &[300; 20]), None);
    assert_eq!(measured_wait(4, &[300; LEAST_GAPS - 1]), None);
}

fn at(minute: i64) -> DateTime {
    date(2026, 11, 23).at(8, 0, 0, 0) + minute.minutes()
}

#[test]
fn only_gaps_in_which_somebody_waited_are_measured() {
    let calls = [
        (at(0), at(5)),
        (at(1), at(12)),
        // Came when nobody was being called: the counter was waiting for this one.
        (at(30), at(31)),
        (at(31), at(33)),
        // A break.
        (at(32), at(100)),
        (at(40), at(104)),
    ];
    assert_eq!(busy_gaps(&calls), [420, 120, 240]);
    assert!(busy_gaps(&calls[..1]).is_empty() && busy_gaps(&[]).is_empty());
}

#[test]
fn an_even_pace_gives_a_narrow_range_and_an_uneven_one_a_wide_one() {
    let wait = |ahead, gaps: &[u32]| measured_wait(ahead, gaps).map(|w| (w.from, w.to));
    assert_eq!(wait(4, &[600; 10]), Some((40, 50)));
    let uneven = [60, 1140, 60, 1140, 60, 1140, 60, 1140, 60, 1140];
    assert_eq!(wait(4, &uneven), Some((10, 85)));
    assert_eq!(wait(1, &[10; 10]), Some((5, 5)));
    assert_eq!(wait(u32::MAX, &[3600; 10]), Some((u32::MAX, u32::MAX)));
}

#[test]
fn the_fewer_were_measured_the_wider_the_range() {
    let gaps = |n: usize| (0..n).map(|i| if i % 2 == 0 { 300 } else { 900 }).collect::<Vec<u32>>();
    let width = |n| measured_wait(10, &gaps(n)).map(|w| w.to - w.from).unwrap();
    assert!(width(8) > width(20) && width(20) > width(200), "{} {} {}", width(8), width(20), width(200));
}

/// Gaps as they are at a busy counter: mostly short, sometimes very long.
fn gap(draw: &mut Draw) -> u32 {
    let uniform = (draw.below(1_000_000) + 1) as f64 / 1_000_001.0;
    // An exponential with a mean of seven minutes.
    (-uniform.ln() * 420.0) as u32
}

/// What is promised has to come true about as often as promised: four times out of five.
#[test]
fn the_range_holds_as_often_as_it_says() {
    let mut draw = Draw(1);
    let mut held = 0;
    const TRIALS: u32 = 2000;
    for _ in 0..TRIALS {
        let gaps: Vec<u32> = (0..20).map(|_| gap(&mut draw)).collect();
        let ahead = 1 + draw.below(15) as u32;
        let promised = measured_wait(ahead, &gaps).unwrap();
        // Nobody is promised less than five minutes.
        let least = if promised.from == 5 { 0 } else { promised.from };
        // The running gap is somewhere in its middle.
        let rest = gap(&mut draw) * draw.below(100) as u32 / 100;
        let waited = rest + (0..ahead).map(|_| gap(&mut draw)).sum::<u32>();
        held += u32::from(least * 60 <= waited && waited <= promised.to * 60);
    }
    let share = held * 100 / TRIALS;
    assert!((75..=97).contains(&share), "it holds in {share} of 100 cases");
}

#[test]
fn a_wait_reads_as_people_say_it() {
    use crate::text::Lang::{En, Vi};
    let said = |lang, from, to| Wait { from, to }.in_words(lang);
    assert_eq!(said(Vi, 5, 5), "5 phút");
    assert_eq!(said(Vi, 15, 30), "15 đến 30 phút");
    assert_eq!(said(En, 15, 30), "15 to 30 minutes");
    assert_eq!(said(Vi, 55, 120), "55 đến 120 phút");
    assert_eq!(said(Vi, 60, 130), "1 đến 3 giờ");
    assert_eq!(said(En, 280, 600), "4 to 10 hours");
}
