//! The paper of one citizen on its way to the printer.

use std::{fmt, sync::Arc};

use zeroize::Zeroizing;

/// A PDF in flight: personal data. Clones share the bytes, the last one to go wipes them, and
/// `Debug` shows only their number.
#[derive(Clone)]
pub struct Document(Arc<Zeroizing<Vec<u8>>>);

impl Document {
    /// Takes a whole PDF file.
    #[must_use]
    pub fn new(pdf: Vec<u8>) -> Self {
        Self(Arc::new(Zeroizing::new(pdf)))
    }

    /// How many hold the bytes.
    #[cfg(test)]
    pub(super) fn holders(&self) -> usize {
        Arc::strong_count(&self.0)
    }
}

impl AsRef<[u8]> for Document {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_content() {
        let document = Document::new(b"%PDF-1.4 Nguyen Van An".to_vec());
        assert_eq!(format!("{document:?}"), "Document(22 bytes)");
    }
}
