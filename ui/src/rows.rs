//! Lists on the screen, changed row by row so that what has not changed keeps its state.

use slint::{Model, VecModel};

use crate::answer::Choice;
use crate::generated::TileRow;
use crate::screen::Tile;

/// Shows exactly `rows` in `list`.
pub(crate) fn set<T: Clone + PartialEq + 'static>(list: &VecModel<T>, rows: impl IntoIterator<Item = T>) {
    let rows: Vec<T> = rows.into_iter().collect();
    if rows.len() != list.row_count() {
        return list.set_vec(rows);
    }
    for (place, row) in rows.into_iter().enumerate() {
        if list.row_data(place).as_ref() != Some(&row) {
            list.set_row_data(place, row);
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
