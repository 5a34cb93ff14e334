//! What staff have printed to see whether a printer is as it should be: a slip and an A4 page, neither of which is
//! anybody's.

use jiff::tz::TimeZone;
use kiosk_core::form::HOUSE;
use kiosk_core::office::{Office, PrinterId};
use kiosk_core::text::Lang;
use kiosk_core::time::Now;
use kiosk_core::visit::Device;
use kiosk_hardware::{Align, Line, Receipt, TextSize, Weight};
use kiosk_render::RenderJob;
use serde_json::json;

use crate::alarm;
use crate::ports::{PIXELS_PER_POINT, creation_time};

/// The page's template; the data is that of [`test_page`].
const TEMPLATE: &str = include_str!("../../core/catalog/test-page.typ");

/// Every vowel of Vietnamese with a mark of its own, and đ: a printer with the wrong code page shows it here.
const LETTERS: &str = "ă â đ ê ô ơ ư   ắ ầ ể ỗ ợ ữ ỳ";

/// A slip that is plainly no number.
pub fn test_slip(office: &Office, now: Now, lang: Lang) -> Receipt {
    let (title, no_number) = match lang {
        Lang::Vi => ("PHIẾU IN THỬ", "Phiếu này không phải số thứ tự."),
        Lang::En => ("TEST PRINT", "This slip is no queue number."),
    };
    let line = |text: &str, weight| Line::Text {
        text: text.to_owned(),
        size: TextSize::Normal,
        weight,
        align: Align::Centre,
    };
    let heading = office.name.get(lang).lines().map(|name| line(name, Weight::Bold));
    let body = [
        Line::Rule,
        line(title, Weight::Bold),
        Line::Feed { mm: 2 },
        line(LETTERS, Weight::Regular),
        line(&LETTERS.to_uppercase(), Weight::Bold),
        Line::Feed { mm: 2 },
        line(&now.civil.strftime("%H:%M %d/%m/%Y").to_string(), Weight::Regular),
        line(no_number, Weight::Regular),
    ];
    Receipt { lines: heading.chain(body).collect() }
}

/// What the renderer is asked for: a page for `printer` with a frame that shows what it cuts off at the edges.
pub fn test_page(office: &Office, printer: PrinterId, zone: &TimeZone, now: Now) -> RenderJob {
    let name = alarm::name(&office.form_printers, Device::FormPrinter(printer));
    let data = json!({
        "office": office.name.vi,
        "printer": { "vi": name.vi, "en": name.en },
        "at": now.civil.strftime("%H:%M %d/%m/%Y").to_string(),
        "version": env!("CARGO_PKG_VERSION"),
    });
    RenderJob {
        template: TEMPLATE.to_owned(),
        house: HOUSE.to_owned(),
        data: data.to_string(),
        title: "Trang in thử".to_owned(),
        lang: kiosk_render::Lang::Vi,
        created: creation_time(zone, now),
        pixels_per_point: PIXELS_PER_POINT,
    }
}
