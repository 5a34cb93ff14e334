//! The list of a page on the screen, and what turning its pages and picking a letter does.

use std::cell::RefCell;
use std::rc::Rc;

use slint::{ComponentHandle, VecModel};

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
        let (turned, weak) = (lists.clone(), app.as_weak());
        model.on_turn(move |by| {
            turned.shelf.borrow_mut().turn(by);
            weak.upgrade().iter().for_each(|app| turned.show(app));
        });
        let (picked, weak) = (lists.clone(), app.as_weak());
        model.on_pick(move |letter| {
            picked.shelf.borrow_mut().pick(&letter);
            weak.upgrade().iter().for_each(|app| picked.show(app));
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
        self.shelf.borrow_mut().fill(rows, layout, fresh);
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
        rows::set(&self.rows, shelf.shown());
        rows::set(&self.letters, shelf.letters());
        model.set_columns(count(shelf.layout().columns));
        model.set_lines(count(shelf.layout().lines));
        model.set_page(count(shelf.page()));
        model.set_pages(count(shelf.pages()));
    }
}
