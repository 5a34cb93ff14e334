//! One scan.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// What was scanned, without its suffix. It may be a citizen's card: Debug shows the length
/// alone, and the bytes are overwritten when the value is dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Frame(Vec<u8>);

impl Frame {
    /// Wraps the bytes of a scan.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes; the caller is from now on responsible for overwriting them.
    pub fn into_bytes(mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }

    /// The bytes.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame({} bytes)", self.0.len())
    }
}

/// The 12-digit number at the beginning of what a scanner typed as a keyboard. The rest of the card did not come
/// through and must be asked. Debug shows nothing of it.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct WedgeNumber([u8; 12]);

impl WedgeNumber {
    /// The number that a typed line begins with: twelve digits and the bar that ends a card's first field. `None` for
    /// a barcode, which has the digits alone, and for a health code of the COVID years, whose third field is a day
    /// in ISO 8601.
    pub fn of(typed: &[u8]) -> Option<Self> {
        let (digits, rest) = typed.split_first_chunk::<12>()?;
        let card = rest.first() == Some(&b'|') && !rest.split(|b| *b == b'|').nth(2).is_some_and(is_iso_day);
        (card && digits.iter().all(u8::is_ascii_digit)).then_some(Self(*digits))
    }

    /// The twelve digits, in ASCII.
    pub fn expose(&self) -> &[u8; 12] {
        &self.0
    }
}

impl std::fmt::Debug for WedgeNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WedgeNumber(12 digits)")
    }
}

fn is_iso_day(field: &[u8]) -> bool {
    let day = field.iter().map(|b| if b.is_ascii_digit() { b'0' } else { *b });
    day.eq(*b"0000-00-00")
}

/// Why something that came is no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Garbling {
    /// More bytes without an end than the profile allows; all were dropped.
    #[error("longer than any code that is read here")]
    TooLong,
    /// Bytes that are not UTF-8: the scanner's output has another encoding, or bytes were lost.
    #[error("not UTF-8")]
    NotUtf8,
    /// UTF-8 of which the last letter is not whole: the code was cut.
    #[error("cut within a letter")]
    CutLetter,
    /// Keys that do not begin with a 12-digit number and a bar, or that are a health code.
    #[error("no 12-digit number of a card at the beginning")]
    NoNumber,
}
