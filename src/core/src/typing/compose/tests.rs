//! Keys in, text out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;
use crate::draw::Draw;

/// Types `keys`; tone keys are written as the marks themselves: ´ ` ? ~ .
fn typed(keys: &str) -> String {
    let tones =
        [('´', Tone::Acute), ('`', Tone::Grave), ('?', Tone::Hook), ('~', Tone::Tilde), ('.', Tone::Dot)];
    keys.chars().fold(String::new(), |text, key| match tones.iter().find(|(sign, _)| *sign == key) {
        Some((_, tone)) => toned(&text, *tone),
        None => press(&text, key),
    })
}

fn all(cases: &[(&str, &str)]) {
    for (keys, text) in cases {
        assert_eq!(typed(keys), *text, "{keys}");
    }
}

#[test]
fn telex_gives_names() {
    all(&[
        ("Nguyeenx Vawn", "Nguyễn Văn"),
        ("Nguyeexn Thij Thu Haf", "Nguyễn Thị Thu Hà"),
        ("Dduwcs", "Đức"),
        ("DDuwcs", "Đức"),
        ("Traanf", "Trần"),
        ("Phamj", "Phạm"),
        ("Huynhf", "Huỳnh"),
        ("HUYNHF", "HUỲNH"),
        ("Hoafng", "Hoàng"),
        ("Hofang", "Hoàng"),
        ("Hoaf", "Hòa"),
        ("Thuyr Tieen", "Thủy Tiên"),
        ("Quoocs", "Quốc"),
        ("Truwowngf", "Trường"),
        ("truongwf", "trường"),
        ("dduwowngf", "đường"),
        ("duongw", "dương"),
        ("thuowr", "thuở"),
        ("nghieengs", "nghiếng"),
        ("Yeens", "Yến"),
        ("Ys", "Ý"),
        ("Giangf", "Giàng"),
        ("Ruwowuj", "Rượu"),
        ("Uyeenr", "Uyển"),
        ("Ngocj", "Ngọc"),
        ("Huees", "Huế"),
    ]);
}

#[test]
fn mark_keys_give_the_same_names() {
    all(&[
        ("Nguyên~ Văn Đưc´", "Nguyễn Văn Đức"),
        ("Thi.", "Thị"),
        ("Huynh`", "Huỳnh"),
        ("Hoa`", "Hòa"),
        ("Hoa`ng", "Hoàng"),
        ("đương`", "đường"),
        ("Trương?", "Trưởng"),
        ("Quôc´", "Quốc"),
        ("Ngô", "Ngô"),
        ("Đăk´ Lăk´", "Đắk Lắk"),
        ("Quy´", "Quý"),
        ("Khuê", "Khuê"),
    ]);
}

#[test]
fn both_ways_mix_in_one_word() {
    all(&[
        ("Nguyênx", "Nguyễn"),
        ("Nguyeen~", "Nguyễn"),
        ("Đưcs", "Đức"),
        ("đuowng`", "đường"),
        ("thươngr", "thưởng"),
        ("Dda`", "Đà"),
        ("Ddawk´", "Đắk"),
        ("Ddawks", "Đắk"),
    ]);
}

#[test]
fn a_second_press_takes_a_mark_back() {
    all(&[
        ("aaa", "aa"),
        ("ass", "as"),
        ("Thi..", "Thi"),
        ("Thi´.", "Thị"),
        ("ddd", "dd"),
        ("uww", "uw"),
        ("Hafz", "Ha"),
        ("Thifs", "Thí"),
    ]);
}

#[test]
fn what_is_no_vietnamese_syllable_stays_as_it_is_typed() {
    all(&[
        ("Smith", "Smith"),
        ("William", "William"),
        ("Ksor H’Bia", "Ksor H’Bia"),
        ("Krajan", "Krajan"),
        ("12/3", "12/3"),
        ("12as", "12á"),
        ("s.´", "s"),
        ("´", ""),
        ("Kpă", "Kpă"),
        ("Niê Kđăm", "Niê Kđăm"),
        ("QL1A", "QL1A"),
        ("www", "www"),
    ]);
}

#[test]
fn no_keys_break_anything_and_none_is_lost() {
    let keys: Vec<char> = "qwertyuiopasdfghjklzxcvbnmăâđêôơưQUYAƯĐ ’-1".chars().collect();
    let tones = [Tone::Acute, Tone::Grave, Tone::Hook, Tone::Tilde, Tone::Dot];
    let mut draw = Draw(20_261_123);
    for _ in 0..60_000 {
        let mut text = String::new();
        for _ in 0..=draw.below(12) {
            let before = text.chars().count();
            let at = usize::try_from(draw.below((keys.len() + tones.len()) as u64)).unwrap();
            text =
                keys.get(at).map_or_else(|| toned(&text, tones[at - keys.len()]), |key| press(&text, *key));
            let after = text.chars().count();
            // A key adds a letter or marks one.
            assert!(after == before || after == before + 1, "{text:?}");
        }
    }
}
