//! `make bench`: how long a card and an address take, and how large the table of units is.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use jiff::civil::date;
use kiosk_core::citizen::{address, parse};
use kiosk_tests::CARD;

/// Cards that are parsed.
const CARDS: usize = 20_000;
/// A child's card with all that a card can hold.
const LONGEST: &str = "048214001235|201234567|Nguyễn Hoàng Phương Thảo|20102014|Nữ|Số 12 đường Trưng Nữ Vương, Bình \
                       Hiên, Hải Châu, Đà Nẵng|15082024|048214009999|201234567|Nguyễn Hoàng Nam|Trần Thị Thu Hà";

/// Every former ward: "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội".
fn former_wards() -> Vec<String> {
    let table = include_str!("../../src/core/tables/former_wards.tsv");
    let (mut district, mut province) = ("", "");
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            for (above, cell) in [(&mut district, cells[1]), (&mut province, cells[2])] {
                if !cell.is_empty() {
                    *above = cell;
                }
            }
            format!("{}, {district}, {province}", cells[0])
        })
        .collect()
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    black_box(work());
    began.elapsed()
}

fn figures(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e6;
    let count = times.len();
    format!("n={count:6}  median {:7.1} µs  p99 {:7.1} µs  max {:7.1} µs", at(0.5), at(0.99), at(1.0))
}

fn main() {
    let today = date(2026, 11, 23);
    for (name, card) in [("a chip card", CARD), ("a child's new card", LONGEST)] {
        let times = (0..CARDS).map(|_| time(|| parse(black_box(card.as_bytes()), today).is_ok())).collect();
        println!("parsing {name:27} {}", figures(times));
    }
    let first = time(address::prepare);
    println!("the table of units, once at start   {:.1} ms", first.as_secs_f64() * 1e3);
    let wards = former_wards();
    let times =
        wards.iter().map(|ward| time(|| address::convert(black_box(ward), address::Era::Before))).collect();
    println!("an address of a former ward         {}", figures(times));
    let bare = wards.iter().map(|ward| ward.to_lowercase().replace("đ", "d"));
    let times = bare.map(|ward| time(|| address::convert(black_box(&ward), address::Era::Unknown))).collect();
    println!("the same in lower case, half bare   {}", figures(times));
    let size = include_str!("../../src/core/tables/units.tsv").len();
    println!("the table of units in the program   {:.1} KiB", size as f64 / 1024.0);
}
