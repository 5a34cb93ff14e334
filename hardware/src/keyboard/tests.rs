//! The decoder over rows of events as `evtest` shows them: code and value.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

fn ms(n: u64) -> Tick {
    Tick::from_millis(n)
}

/// Reads rows of `code value`, several on a line, divided by commas.
fn rows(text: &str) -> Vec<KeyRecord> {
    let row = |row: &str| {
        let (code, value) = row.trim().split_once(' ').unwrap();
        KeyRecord { code: code.parse().unwrap(), value: value.parse().unwrap() }
    };
    text.split(',').filter(|r| !r.trim().is_empty()).map(row).collect()
}

fn typed(text: &str) -> String {
    let mut decoder = KeyDecoder::new();
    rows(text).into_iter().filter_map(|record| decoder.key(record)).map(char::from).collect()
}

/// "048160001234|" as a scanner with a US layout types it: digits of the upper row, then Shift and backslash.
const NUMBER: &str = "11 1,11 0,5 1,5 0,9 1,9 0,2 1,2 0,7 1,7 0,11 1,11 0,11 1,11 0,11 1,11 0,2 1,2 0,3 1,3 0,4 1,4 0,\
    5 1,5 0,42 1,43 1,43 0,42 0,";
/// "|Tr" of a name whose other letters are lost, and Enter.
const REST: &str = "42 1,43 1,43 0,20 1,20 0,42 0,19 1,19 0,28 1,28 0,";

fn driver() -> KeyboardDriver {
    let mut driver = KeyboardDriver::new(ScannerProfile::named("hid-keyboard").unwrap());
    driver.opened(ms(0));
    driver.command(ms(0), ScannerCommand::Arm(true));
    driver.poll_event();
    driver
}

fn bytes(text: &str) -> Vec<u8> {
    rows(text).into_iter().flat_map(KeyRecord::to_bytes).collect()
}

fn events(driver: &mut KeyboardDriver) -> Vec<ScannerEvent> {
    std::iter::from_fn(|| driver.poll_event()).collect()
}

fn wedge(number: &str) -> ScannerEvent {
    ScannerEvent::Wedge(WedgeNumber::of(format!("{number}|").as_bytes()).unwrap())
}

#[test]
fn recorded_rows_become_characters() {
    let table = [
        (NUMBER, "048160001234|"),
        (REST, "|Tr\r"),
        // Shift of either side, released after the next key is down.
        ("54 1,30 1,30 0,54 0,30 1,30 0", "Aa"),
        ("42 1,54 1,30 1,30 0,42 0,30 1,30 0,54 0,30 1,30 0", "AAa"),
        // Keypad: 0 to 9, with and without Shift, and its Enter.
        ("82 1,79 1,80 1,81 1,75 1,76 1,77 1,71 1,72 1,73 1,96 1", "0123456789\r"),
        ("42 1,79 1,79 0,42 0", "1"),
        // Keys that write nothing, and keys that nobody knows.
        ("58 1,58 0,69 1,69 0,1 1,14 1,59 1,700 1,0 1,30 1", "a"),
        // A key held down counts once.
        ("30 1,30 2,30 2,30 0", "a"),
        // Alt+0225 for á, and Ctrl+M for Enter: no digits, no letters.
        ("56 1,82 1,82 0,80 1,80 0,80 1,80 0,76 1,76 0,56 0,30 1", "a"),
        ("29 1,50 1,50 0,29 0,30 1", "a"),
        // Events were lost while Shift was down.
        ("42 1,30 1,0 3,30 1", "A\0a"),
    ];
    for (rows, text) in table {
        assert_eq!(typed(rows), text, "{rows}");
    }
}

#[test]
fn every_printable_ascii_character_can_be_typed() {
    let plain = (0..256).filter_map(|code| layout::ascii(code, false));
    let mut all: Vec<u8> = plain.chain((0..256).filter_map(|code| layout::ascii(code, true))).collect();
    all.sort_unstable();
    all.dedup();
    let printable: Vec<u8> = [b'\t', b'\r'].into_iter().chain(b' '..=b'~').collect();
    assert_eq!(all, printable);
}

#[test]
fn a_card_typed_by_a_scanner_gives_its_number_and_nothing_else() {
    let mut driver = driver();
    driver.on_bytes(ms(1), &bytes(&[NUMBER, REST].concat()));
    assert_eq!(events(&mut driver), [wedge("048160001234")]);
}

#[test]
fn typing_ends_with_silence_too_and_slow_keys_are_one_scan() {
    let mut driver = driver();
    for (at, record) in rows(NUMBER).into_iter().enumerate() {
        driver.on_bytes(ms(25 * at as u64), &record.to_bytes());
    }
    assert_eq!(events(&mut driver), []);
    let end = driver.deadline().unwrap();
    driver.on_time(end);
    assert_eq!(events(&mut driver), [wedge("048160001234")]);
}

#[test]
fn what_is_no_number_of_twelve_digits_is_told_apart() {
    const BAR: &str = "42 1,43 1,43 0,42 0,";
    let digits = |count: usize| "2 1,2 0,".repeat(count);
    let number = |count: usize| digits(count) + BAR;
    let day = format!("{}12 1,{}12 1,{}", digits(4), digits(2), digits(2));
    let table = [
        (number(12), true),
        (format!("{}{BAR}20 1,", number(12)), true),
        // The key beside the left Shift, where a keyboard has one more.
        (format!("{}42 1,86 1,86 0,42 0,", digits(12)), true),
        (format!("{}20 1,{BAR}{}{BAR}", number(12), digits(8)), true),
        (number(11), false),
        (number(13), false),
        // A barcode of twelve digits, and one with something after it.
        (digits(12), false),
        (format!("{}30 1,", digits(12)), false),
        // A health code: number, name, day in ISO 8601.
        (format!("{}20 1,{BAR}{day}{BAR}", number(12)), false),
        (format!("30 1,{}", number(12)), false),
        (format!("{}0 3,{}", digits(5), number(7)), false),
        (format!("{}0 3,{BAR}", digits(12)), false),
        (format!("{}0 3,", number(12)), true),
    ];
    for (keys, good) in table {
        let mut driver = driver();
        driver.on_bytes(ms(1), &bytes(&format!("{keys}28 1")));
        let expected = if good { wedge("111111111111") } else { ScannerEvent::Garbled(Garbling::NoNumber) };
        assert_eq!(events(&mut driver), [expected], "{keys}");
    }
}

#[test]
fn nothing_is_heard_while_disarmed_and_a_code_held_there_is_one_scan() {
    let mut driver = driver();
    let card = bytes(&[NUMBER, REST].concat());
    driver.command(ms(0), ScannerCommand::Arm(false));
    driver.on_bytes(ms(1), &card);
    driver.command(ms(10), ScannerCommand::Arm(true));
    driver.on_bytes(ms(500), &card);
    driver.on_bytes(ms(1500), &card);
    assert_eq!(events(&mut driver), [wedge("048160001234")]);
}

#[test]
fn a_scanner_pulled_out_while_shift_is_down_types_small_letters_when_it_is_back() {
    let mut driver = driver();
    driver.on_bytes(ms(1), &bytes("42 1,3 1,3 0"));
    driver.lost(ms(2));
    driver.opened(ms(3));
    driver.on_bytes(ms(4), &bytes(NUMBER));
    driver.on_bytes(ms(4), &bytes("28 1"));
    assert_eq!(events(&mut driver)[2..], [wedge("048160001234")]);
}
