//! What must hold for every card and for every string of bytes; cases are drawn from seeds that a failure names.

use super::*;
use crate::draw::Draw;

impl Draw {
    fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.index(of.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.index(10) as u8)).collect()
    }

    fn day(&mut self, years: std::ops::Range<i16>) -> Date {
        let span = usize::from(years.end.abs_diff(years.start));
        let year = years.start + self.index(span) as i16;
        date(year, 1 + self.index(12) as i8, 1 + self.index(28) as i8)
    }

    fn words(&mut self, most: usize) -> String {
        const WORDS: [&str; 16] = [
            "Nguyễn",
            "Trần",
            "Lê",
            "Đỗ",
            "Ngọc",
            "Ánh",
            "Ủy",
            "Ẩn",
            "Ễnh",
            "Phượng",
            "Khuê",
            "Hoàng",
            "Vũ",
            "Thị",
            "Y-Bhăm",
            "H'Ƀlơ",
        ];
        let count = 1 + self.index(most);
        (0..count).map(|_| self.one(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn residence(&mut self) -> String {
        let parts = 1 + self.index(5);
        let house = format!("{}/{}", self.index(900), self.index(90));
        (0..parts).map(|_| self.words(3)).chain([house]).collect::<Vec<_>>().join(", ")
    }
}

/// Any card that could be issued until today.
fn card(draw: &mut Draw) -> Option<Citizen> {
    let issued = draw.day(2021..2026);
    let new = issued >= MINISTRY_ISSUES_FROM;
    let child = new && draw.index(2) == 0;
    let old = draw.one(&["", "9", "12"]).parse::<usize>().ok().map(|count| draw.digits(count));
    let cancelled = if new && draw.index(2) == 0 { IdNumber::new(&draw.digits(12)).ok() } else { None };
    Some(Citizen {
        kind: if new { CardKind::CanCuoc } else { CardKind::Cccd },
        id_number: IdNumber::new(&draw.digits(12)).ok()?,
        old_id: old,
        full_name: draw.words(5),
        birth_date: draw.day(1900..2021),
        sex: if draw.index(2) == 0 { Sex::Male } else { Sex::Female },
        residence: draw.residence(),
        issued,
        cancelled_id: cancelled,
        father: child.then(|| draw.words(4)),
        mother: child.then(|| draw.words(4)),
        warnings: Vec::new(),
    })
}

/// The payload of a card as it is printed.
fn print(card: &Citizen) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = |day: Date| day.strftime("%d%m%Y").to_string();
    let mut fields = vec![
        card.id_number.digits().to_owned(),
        text(&card.old_id),
        card.full_name.clone(),
        day(card.birth_date),
        card.sex.vietnamese().to_owned(),
        card.residence.clone(),
        day(card.issued),
    ];
    if card.kind == CardKind::CanCuoc {
        let cancelled = card.cancelled_id.as_ref().map(|number| number.digits().to_owned());
        fields.extend([String::new(), cancelled.unwrap_or_default(), text(&card.father), text(&card.mother)]);
    }
    fields.join("|")
}

#[test]
fn any_card_printed_to_a_payload_reads_back_the_same() {
    for seed in 0..5_000 {
        let wanted = card(&mut Draw(seed));
        let found = wanted.as_ref().and_then(|card| read(&print(card)).ok()).map(|found| Citizen {
            // What fits the number is tested by the table.
            warnings: Vec::new(),
            ..found
        });
        assert!(wanted.is_some() && found == wanted, "seed {seed}");
    }
}

#[test]
fn any_bytes_are_refused_or_accepted_without_panic() {
    const PIECES: [&[u8]; 14] = [
        b"|",
        b"||||",
        b"048160001234",
        b"22042021",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"CCCD:",
        b"://",
        b"\r\n",
        "Nữ".as_bytes(),
        "Trần".as_bytes(),
        "\u{302}\u{301}".as_bytes(),
        b"201234567",
    ];
    for seed in 0..20_000 {
        let draw = &mut Draw(seed);
        let mut payload = Vec::new();
        for _ in 0..draw.index(30) {
            match draw.index(3) {
                0 => payload.push(draw.next() as u8),
                _ => payload.extend_from_slice(draw.one(&PIECES)),
            }
        }
        // Whether it is a card is not the question here.
        let _ = parse(&payload, today());
    }
}

#[test]
fn a_card_with_one_byte_changed_panics_nowhere_and_any_cut_is_no_card() {
    let whole = CCCD.as_bytes();
    for at in 0..whole.len() {
        for byte in [0, b'|', b'?', b'9', 0x80, 0xc3, 0xff] {
            let mut changed = whole.to_vec();
            changed[at] = byte;
            let _ = parse(&changed, today());
        }
        assert!(parse(&whole[..at], today()).is_err(), "cut at {at}");
    }
}

#[test]
fn a_new_card_that_was_cut_is_refused_or_warned_of_and_says_nothing_false() -> Result<(), CardError> {
    let child = CHILD.replace("15082024||", "15082024|201234567|");
    let (whole, last) = (read(&child)?, child.rfind('|').unwrap_or_default());
    assert_eq!(whole.warnings, []);
    for at in (0..=last).filter(|at| child.is_char_boundary(*at)) {
        let Ok(cut) = read(&child[..at]) else { continue };
        let odd = cut.warnings.contains(&CardWarning::FieldCount);
        assert!(odd && cut.kind == CardKind::CanCuoc, "cut at {at}");
        let said = [cut.old_id, cut.father, cut.mother].into_iter().flatten();
        let known = [&whole.old_id, &whole.father, &whole.mother];
        assert!(said.into_iter().all(|said| known.contains(&&Some(said.clone()))), "cut at {at}");
    }
    Ok(())
}

#[test]
fn a_hundred_kilobytes_of_noise_are_refused_without_being_looked_at() {
    let draw = &mut Draw(7);
    let noise: Vec<u8> = (0..100_000).map(|_| draw.next() as u8).collect();
    assert_eq!(parse(&noise, today()).err(), Some(CardError::TooLong));
    let card = format!("{CCCD}{}", "x".repeat(1025 - CCCD.len()));
    assert_eq!(read(&card).err(), Some(CardError::TooLong));
    assert_ne!(read(&card[..1024]).err(), Some(CardError::TooLong));
}
