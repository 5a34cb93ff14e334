//! A field where it stands: on the form, or in a row of a repeated part.

use super::{Field, Group};

/// A field in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blank<'f> {
    /// The field.
    pub field: &'f Field,
    /// The row in which it stands; `None` outside of repeated parts.
    pub row: Option<Row<'f>>,
}

/// A row of a repeated part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'f> {
    /// The part.
    pub group: &'f Group,
    /// Which row, from 0.
    pub at: usize,
}

impl Blank<'_> {
    /// Its name in a draft: `phone`, or `members.0.relation` in a row.
    pub fn key(&self) -> String {
        match self.row {
            Some(row) => format!("{}.{}", row.key(), self.field.key),
            None => self.field.key.clone(),
        }
    }
}

impl<'f> Row<'f> {
    /// Its name in a draft, and the slot of its person: `members.0`.
    pub fn key(&self) -> String {
        format!("{}.{}", self.group.key, self.at)
    }

    /// The blanks of the row.
    pub fn blanks(self) -> impl Iterator<Item = Blank<'f>> {
        self.group.fields.iter().map(move |field| Blank { field, row: Some(self) })
    }

    /// The row's blank called `key`.
    pub(super) fn blank(self, key: &str) -> Option<Blank<'f>> {
        self.blanks().find(|blank| blank.field.key == key)
    }
}
