//! What the demo remembers of the last form, beside the PDF that the simulated printer stores.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kiosk_core::visit::{Page, Stage, State};

use crate::machine::Observer;

/// The last form that was reviewed. Only demo and tour keep one; their persons are invented.
#[derive(Default)]
pub struct LastForm {
    /// Its first page.
    pub page: Option<Arc<Page>>,
    /// Keys of the fields that were left for the pen.
    pub left_for_pen: Vec<String>,
}

/// Something that looks at every state, and where it keeps the last form.
pub fn observer() -> (Observer, Arc<Mutex<LastForm>>) {
    let last = Arc::new(Mutex::new(LastForm::default()));
    let kept = last.clone();
    let observer = move |state: &State| {
        if let Some(Stage::Reviewing(review)) = state.visit.as_ref().map(|v| &v.stage) {
            let mut last = lock(&kept);
            last.page = review.document.pages.first().cloned();
            last.left_for_pen.clone_from(&review.left_for_pen);
        }
    };
    (Box::new(observer), last)
}

/// Locks what nobody leaves half done.
pub(super) fn lock(last: &Mutex<LastForm>) -> MutexGuard<'_, LastForm> {
    last.lock().unwrap_or_else(PoisonError::into_inner)
}

impl LastForm {
    /// The first page as a PNG.
    pub fn png(&self) -> Option<Vec<u8>> {
        let page = self.page.as_ref()?;
        super::png(page.width, page.height, png::ColorType::Rgba, page.rgba.expose())
    }
}
