//! The notice of a procedure (niêm yết thủ tục hành chính) for the office's wall.

use jiff::tz::TimeZone;
use kiosk_core::form::HOUSE;
use kiosk_core::office::Office;
use kiosk_core::procedure::Procedure;
use kiosk_core::text::Text;
use kiosk_core::time::Now;
use kiosk_hardware::{PageCodeError, page_code};
use kiosk_render::RenderJob;
use serde_json::{Value, json};

use crate::ports::{PIXELS_PER_POINT, creation_time};

/// Its template; the data is that of [`notice_job`].
const TEMPLATE: &str = include_str!("../../core/catalog/notice.typ");

/// Why there is no notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// No procedure has this code.
    #[error("no procedure has the code \"{0}\": see `kiosk procedure list`")]
    NoProcedure(String),
    /// The address of its page is longer than a code holds.
    #[error("its page on the portal: {0}")]
    Page(#[from] PageCodeError),
}

/// What the renderer is asked for.
///
/// # Errors
/// [`NoticeError::Page`] when the address of the procedure's page does not fit a code.
pub fn notice_job(
    procedure: &Procedure,
    office: &Office,
    zone: &TimeZone,
    now: Now,
) -> Result<RenderJob, NoticeError> {
    // Only what the kiosk's own screens offer may be promised on the wall.
    let filled_here = office.offers(now.civil.date()).any(|offer| offer.procedure.code == procedure.code);
    let data = json!({
        "office": office.name.vi,
        "code": procedure.code,
        "field": text(&procedure.field),
        "name": text(&procedure.name),
        "documents": procedure.documents.iter().map(text).collect::<Vec<_>>(),
        "documents_note": text(&Procedure::documents_note()),
        "time": text(&procedure.time),
        "fee": text(&office.fee(&procedure.code)),
        "filled_here": filled_here,
        "decides": text(&procedure.decides),
        "page": procedure.page(),
        "qr": page_code(procedure.page())?,
    });
    Ok(RenderJob {
        template: TEMPLATE.to_owned(),
        house: HOUSE.to_owned(),
        data: data.to_string(),
        title: procedure.name.vi.clone(),
        lang: kiosk_render::Lang::Vi,
        created: creation_time(zone, now),
        pixels_per_point: PIXELS_PER_POINT,
    })
}

fn text(text: &Text) -> Value {
    json!({ "vi": text.vi, "en": text.en })
}
