//! The fields of a settings form, as they are shown and as they come back.

use std::collections::BTreeMap;

use kiosk_core::text::Text;

/// Fields by their names; a field of a row is named after it: `name.2`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Filled(BTreeMap<String, String>);

impl Filled {
    /// What a browser sent; of a field that it sent twice, the last.
    pub(super) fn sent(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// What was typed there without the spaces around it; empty when nothing was sent.
    pub(super) fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |value| value.trim())
    }

    /// Likewise in the row `row`.
    pub(super) fn at(&self, field: &str, row: usize) -> &str {
        self.get(&row_field(field, row))
    }

    /// Whether the box of the row was ticked.
    pub(super) fn ticked(&self, field: &str, row: usize) -> bool {
        !self.at(field, row).is_empty()
    }

    /// The row's text in both languages.
    pub(super) fn text(&self, field: &str, row: usize) -> Text {
        Text::new(self.at(&format!("{field}_vi"), row), self.at(&format!("{field}_en"), row))
    }

    /// A number, or `otherwise` for anything else.
    pub(super) fn number<N: std::str::FromStr>(&self, field: &str, row: usize, otherwise: N) -> N {
        self.at(field, row).parse().unwrap_or(otherwise)
    }

    /// A number that may be missing; `Some(wrong)` for what is no number.
    pub(super) fn optional(&self, field: &str, row: usize, wrong: u32) -> Option<u32> {
        (!self.at(field, row).is_empty()).then(|| self.number(field, row, wrong))
    }

    /// Puts a value into a field.
    pub(super) fn put(&mut self, field: impl Into<String>, value: impl ToString) {
        self.0.insert(field.into(), value.to_string());
    }

    /// Puts a value into a row's field.
    pub(super) fn put_at(&mut self, field: &str, row: usize, value: impl ToString) {
        self.put(row_field(field, row), value);
    }

    /// Puts a text into a row's two fields.
    pub(super) fn put_text(&mut self, field: &str, row: usize, text: &Text) {
        self.put_at(&format!("{field}_vi"), row, &text.vi);
        self.put_at(&format!("{field}_en"), row, &text.en);
    }

    /// The rows of which anything was sent in `field`, in their order.
    pub(super) fn rows(&self, field: &str) -> Vec<usize> {
        let start = format!("{field}.");
        let rows = self.0.keys().filter_map(|key| key.strip_prefix(&start)?.parse().ok());
        let mut rows: Vec<usize> = rows.collect();
        rows.sort_unstable();
        rows
    }
}

/// The name of a row's field.
pub(super) fn row_field(field: &str, row: usize) -> String {
    format!("{field}.{row}")
}
