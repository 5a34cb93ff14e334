//! The paper of one citizen on its way to the printer.

use std::{fmt, num::NonZeroU8, sync::Arc};

use zeroize::Zeroizing;

/// How often a document is printed: 1 to 9 times, since a citizen may ask for several and a slip of the
/// finger must not empty the tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Copies(NonZeroU8);

impl Copies {
    /// Once.
    pub const ONE: Self = Self(NonZeroU8::MIN);
    /// The most that one job prints.
    pub const MOST: u8 = 9;

    /// `copies` of 1 to 9; `None` for any other number.
    #[must_use]
    pub fn new(copies: u8) -> Option<Self> {
        NonZeroU8::new(copies).filter(|copies| copies.get() <= Self::MOST).map(Self)
    }

    /// The number, 1 to 9.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0.get()
    }
}

/// A PDF in flight, and how often it is wanted: personal data. Clones share the bytes, the last one to go
/// wipes them, and `Debug` shows only their number.
///
/// Printing a clone under a new job number prints it again; who wants that keeps one, and lets it go with
/// the visit.
#[derive(Clone)]
pub struct Document {
    pdf: Arc<Zeroizing<Vec<u8>>>,
    copies: Copies,
}

impl Document {
    /// Takes a whole PDF file, to be printed once.
    #[must_use]
    pub fn new(pdf: Vec<u8>) -> Self {
        Self { pdf: Arc::new(Zeroizing::new(pdf)), copies: Copies::ONE }
    }

    /// The same, to be printed `copies` times in one job.
    #[must_use]
    pub fn in_copies(self, copies: Copies) -> Self {
        Self { copies, ..self }
    }

    /// How often it is wanted.
    #[must_use]
    pub fn copies(&self) -> Copies {
        self.copies
    }

    /// How many hold the bytes.
    #[cfg(test)]
    pub(super) fn holders(&self) -> usize {
        Arc::strong_count(&self.pdf)
    }
}

impl AsRef<[u8]> for Document {
    fn as_ref(&self) -> &[u8] {
        &self.pdf
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} bytes)", self.pdf.len())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn copies_are_one_to_nine() {
        let taken: Vec<u8> = (0..=u8::MAX).filter_map(Copies::new).map(Copies::get).collect();
        assert_eq!(taken, (1..=9).collect::<Vec<u8>>());
        let document = Document::new(Vec::new());
        assert_eq!(document.copies(), Copies::ONE);
        assert_eq!(document.in_copies(Copies::new(9).unwrap()).copies().get(), 9);
    }

    #[test]
    fn debug_shows_no_content() {
        let document = Document::new(b"%PDF-1.4 Nguyen Van An".to_vec());
        assert_eq!(format!("{document:?}"), "Document(22 bytes)");
    }
}
