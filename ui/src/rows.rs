//! Lists on the screen, changed row by row so that what has not changed keeps its state.

use std::rc::Rc;

use slint::{Model, ModelRc, VecModel};

use crate::generated::TileRow;
use crate::screen::{Choice, Tile};

/// One list and the rows shown in it.
pub(crate) struct Rows(Rc<VecModel<TileRow>>);

impl Rows {
    /// An empty list.
    pub(crate) fn new() -> Self {
        Self(Rc::default())
    }

    /// The list as Slint wants it.
    pub(crate) fn model(&self) -> ModelRc<TileRow> {
        self.0.clone().into()
    }

    /// Shows exactly `rows`.
    pub(crate) fn set(&self, rows: impl IntoIterator<Item = TileRow>) {
        let rows: Vec<TileRow> = rows.into_iter().collect();
        if rows.len() != self.0.row_count() {
            return self.0.set_vec(rows);
        }
        for (place, row) in rows.into_iter().enumerate() {
            if self.0.row_data(place).as_ref() != Some(&row) {
                self.0.set_row_data(place, row);
            }
        }
    }
}

impl From<&Tile> for TileRow {
    fn from(tile: &Tile) -> Self {
        Self {
            key: tile.key.as_str().into(),
            title: tile.title.as_str().into(),
            hint: tile.hint.as_str().into(),
        }
    }
}

impl From<&Choice> for TileRow {
    fn from(choice: &Choice) -> Self {
        Self {
            key: choice.key.as_str().into(),
            title: choice.label.as_str().into(),
            hint: choice.hint.as_str().into(),
        }
    }
}
