//! Any bytes are refused as a card or accepted, and what is accepted can be on a card.

#![no_main]

use jiff::civil::date;
use kiosk_core::citizen::{CardError, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|payload: &[u8]| {
    let today = date(2026, 11, 23);
    let read = parse(payload, today);
    assert!(payload.len() <= 1024 || matches!(read, Err(CardError::TooLong)));
    let Ok(citizen) = read else { return };
    assert_eq!(citizen.id_number.digits().len(), 12);
    assert!(citizen.birth_date <= citizen.issued && citizen.issued <= today);
    assert!(citizen.full_name.chars().any(char::is_alphabetic));
    let texts = [
        Some(&citizen.full_name),
        Some(&citizen.residence),
        citizen.father.as_ref(),
        citizen.mother.as_ref(),
    ];
    for text in texts.into_iter().flatten() {
        assert!(!text.contains(['|', '?', '\u{fffd}']) && !text.chars().any(char::is_control));
        assert_eq!(text.trim(), text);
    }
    assert!(parse(payload, today).is_ok_and(|again| again == citizen), "the same bytes, another card");
});
