//! The US keyboard: key codes of Linux (input-event-codes.h) and what they write.

use evdev::KeyCode;

/// The keys that write something, in the order of their codes: key, plain, with Shift.
const KEYS: [(KeyCode, u8, u8); 67] = [
    (KeyCode::KEY_1, b'1', b'!'),
    (KeyCode::KEY_2, b'2', b'@'),
    (KeyCode::KEY_3, b'3', b'#'),
    (KeyCode::KEY_4, b'4', b'$'),
    (KeyCode::KEY_5, b'5', b'%'),
    (KeyCode::KEY_6, b'6', b'^'),
    (KeyCode::KEY_7, b'7', b'&'),
    (KeyCode::KEY_8, b'8', b'*'),
    (KeyCode::KEY_9, b'9', b'('),
    (KeyCode::KEY_0, b'0', b')'),
    (KeyCode::KEY_MINUS, b'-', b'_'),
    (KeyCode::KEY_EQUAL, b'=', b'+'),
    (KeyCode::KEY_TAB, b'\t', b'\t'),
    (KeyCode::KEY_Q, b'q', b'Q'),
    (KeyCode::KEY_W, b'w', b'W'),
    (KeyCode::KEY_E, b'e', b'E'),
    (KeyCode::KEY_R, b'r', b'R'),
    (KeyCode::KEY_T, b't', b'T'),
    (KeyCode::KEY_Y, b'y', b'Y'),
    (KeyCode::KEY_U, b'u', b'U'),
    (KeyCode::KEY_I, b'i', b'I'),
    (KeyCode::KEY_O, b'o', b'O'),
    (KeyCode::KEY_P, b'p', b'P'),
    (KeyCode::KEY_LEFTBRACE, b'[', b'{'),
    (KeyCode::KEY_RIGHTBRACE, b']', b'}'),
    (KeyCode::KEY_ENTER, b'\r', b'\r'),
    (KeyCode::KEY_A, b'a', b'A'),
    (KeyCode::KEY_S, b's', b'S'),
    (KeyCode::KEY_D, b'd', b'D'),
    (KeyCode::KEY_F, b'f', b'F'),
    (KeyCode::KEY_G, b'g', b'G'),
    (KeyCode::KEY_H, b'h', b'H'),
    (KeyCode::KEY_J, b'j', b'J'),
    (KeyCode::KEY_K, b'k', b'K'),
    (KeyCode::KEY_L, b'l', b'L'),
    (KeyCode::KEY_SEMICOLON, b';', b':'),
    (KeyCode::KEY_APOSTROPHE, b'\'', b'"'),
    (KeyCode::KEY_GRAVE, b'`', b'~'),
    (KeyCode::KEY_BACKSLASH, b'\\', b'|'),
    (KeyCode::KEY_Z, b'z', b'Z'),
    (KeyCode::KEY_X, b'x', b'X'),
    (KeyCode::KEY_C, b'c', b'C'),
    (KeyCode::KEY_V, b'v', b'V'),
    (KeyCode::KEY_B, b'b', b'B'),
    (KeyCode::KEY_N, b'n', b'N'),
    (KeyCode::KEY_M, b'm', b'M'),
    (KeyCode::KEY_COMMA, b',', b'<'),
    (KeyCode::KEY_DOT, b'.', b'>'),
    (KeyCode::KEY_SLASH, b'/', b'?'),
    (KeyCode::KEY_KPASTERISK, b'*', b'*'),
    (KeyCode::KEY_SPACE, b' ', b' '),
    (KeyCode::KEY_KP7, b'7', b'7'),
    (KeyCode::KEY_KP8, b'8', b'8'),
    (KeyCode::KEY_KP9, b'9', b'9'),
    (KeyCode::KEY_KPMINUS, b'-', b'-'),
    (KeyCode::KEY_KP4, b'4', b'4'),
    (KeyCode::KEY_KP5, b'5', b'5'),
    (KeyCode::KEY_KP6, b'6', b'6'),
    (KeyCode::KEY_KPPLUS, b'+', b'+'),
    (KeyCode::KEY_KP1, b'1', b'1'),
    (KeyCode::KEY_KP2, b'2', b'2'),
    (KeyCode::KEY_KP3, b'3', b'3'),
    (KeyCode::KEY_KP0, b'0', b'0'),
    (KeyCode::KEY_KPDOT, b'.', b'.'),
    (KeyCode::KEY_102ND, b'\\', b'|'),
    (KeyCode::KEY_KPENTER, b'\r', b'\r'),
    (KeyCode::KEY_KPSLASH, b'/', b'/'),
];

const SHIFTS: [KeyCode; 2] = [KeyCode::KEY_LEFTSHIFT, KeyCode::KEY_RIGHTSHIFT];
const OTHERS: [KeyCode; 6] = [
    KeyCode::KEY_LEFTCTRL,
    KeyCode::KEY_RIGHTCTRL,
    KeyCode::KEY_LEFTALT,
    KeyCode::KEY_RIGHTALT,
    KeyCode::KEY_LEFTMETA,
    KeyCode::KEY_RIGHTMETA,
];

/// The ASCII character that the key with this code writes.
pub(super) fn ascii(code: u16, shifted: bool) -> Option<u8> {
    let (_, plain, with_shift) = KEYS.iter().find(|(key, _, _)| key.code() == code)?;
    Some(if shifted { *with_shift } else { *plain })
}

/// Whether the key is a Shift.
pub(super) fn is_shift(code: u16) -> bool {
    SHIFTS.iter().any(|key| key.code() == code)
}

/// Whether the key changes what others mean.
pub(super) fn is_modifier(code: u16) -> bool {
    is_shift(code) || OTHERS.iter().any(|key| key.code() == code)
}
