//! The list of a page on the screen, and what picking a letter does. Its pages are the screen's.

use std::cell::RefCell;
use std::rc::Rc;

use slint::{ComponentHandle, SharedString, VecModel};

use crate::generated::{App, LetterRow, ListModel, TileRow};
use crate::rows;
use crate::shelf::{Layout, Shelf};

/// The list, and the rows of it that the screen has.
#[derive(Clone)]
pub(crate) struct Lists {
    shelf: Rc<RefCell<Shelf>>,
    rows: Rc<VecModel<TileRow>>,
    letters: Rc<VecModel<LetterRow>>,
}

impl Lists {
    /// Connects the list of `app`.
    pub(crate) fn new(app: &App) -> Self {
        let lists = Self { shelf: Rc::default(), rows: Rc::default(), letters: Rc::default() };
        let model = app.global::<ListModel>();
        model.set_rows(lists.rows.clone().into());
        model.set_letters(lists.letters.clone().into());
        let (picked, weak) = (lists.clone(), app.as_weak());
        model.on_pick(move |letter| {
            picked.shelf.borrow_mut().pick(&letter);
            let Some(app) = weak.upgrade() else { return };
            app.global::<ListModel>().set_page(0);
            picked.show(&app);
        });
        lists
    }

    /// Shows `rows`. With `fresh` ones the first page is shown, whatever was looked at before.
    pub(crate) fn fill(
        &self,
        app: &App,
        rows: impl IntoIterator<Item = TileRow>,
        layout: impl Fn(&[TileRow]) -> Layout,
        fresh: bool,
    ) {
        let rows: Vec<TileRow> = rows.into_iter().collect();
        let layout = layout(&rows);
        if self.shelf.borrow_mut().fill(rows, layout, fresh) {
            app.global::<ListModel>().set_page(0);
        }
        self.show(app);
    }

    /// Forgets the list.
    pub(crate) fn clear(&self, app: &App) {
        self.shelf.borrow_mut().clear();
        self.show(app);
    }

    fn show(&self, app: &App) {
        let model = app.global::<ListModel>();
        let shelf = self.shelf.borrow();
        let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        // First what decides how much room a tile gets.
        let longest = shelf.shown().max_by_key(|row| length(row));
        let chars = |text: Option<&SharedString>| count(text.map_or(0, |text| text.chars().count()));
        model.set_title_length(chars(longest.map(|row| &row.title)));
        model.set_hint_length(chars(longest.map(|row| &row.hint)));
        rows::set(&self.rows, shelf.shown().cloned());
        rows::set(&self.letters, shelf.letters());
        model.set_columns(count(shelf.columns()));
    }
}

/// How much room the words of `row` take: a title's letters are larger and bold, by a third.
fn length(row: &TileRow) -> usize {
    4 * row.title.chars().count() + 3 * row.hint.chars().count()
}
