//! The services' form: a box for each, and an empty one for another.

use kiosk_core::office::rule::LABEL_LENGTH;
use kiosk_core::queue::{Numbering, Service, ServiceId};
use kiosk_core::text::Text;
use maud::{Markup, html};

use super::filled::{Filled, row_field};
use super::sheet::Sheet;

/// Stands for what is no number, and is none that can be.
const NO_NUMBER: u32 = 0;

pub(super) fn fill(services: &[Service]) -> Filled {
    let mut filled = Filled::default();
    for (row, service) in services.iter().enumerate() {
        let number = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
        filled.put_at("id", row, &service.id.0);
        filled.put_at("place", row, row + 1);
        filled.put_text("name", row, &service.name);
        filled.put_at("prefix", row, &service.prefix);
        filled.put_text("ready", row, service.ready.as_ref().unwrap_or(&Text::new("", "")));
        filled.put_at("minutes", row, number(service.minutes));
        filled.put_at("start", row, service.numbering.start);
        filled.put_at("width", row, service.numbering.width);
        filled.put_at("limit", row, number(service.per_day));
        filled.put_at("open", row, if service.open { "1" } else { "" });
    }
    let (usual, row) = (Numbering::default(), services.len());
    filled.put_at("id", row, "");
    filled.put_at("place", row, row + 1);
    filled.put_at("start", row, usual.start);
    filled.put_at("width", row, usual.width);
    filled.put_at("open", row, "1");
    filled
}

/// The services in the order of their places, and the rows that they stand in. A row that was ticked to go, and one in
/// which nothing names a service, is none.
pub(super) fn read(filled: &Filled) -> (Vec<Service>, Vec<usize>) {
    let empty =
        |row| ["id", "name_vi", "name_en", "prefix"].iter().all(|field| filled.at(field, row).is_empty());
    let mut rows: Vec<usize> =
        filled.rows("id").into_iter().filter(|row| !empty(*row) && !filled.ticked("gone", *row)).collect();
    // Of two with the same place the one that stood first comes first; without a place it stays where it stood.
    rows.sort_by_key(|row| filled.number("place", *row, row + 1));
    (rows.iter().map(|row| service(filled, *row)).collect(), rows)
}

fn service(filled: &Filled, row: usize) -> Service {
    let ready = filled.text("ready", row);
    Service {
        id: ServiceId(filled.at("id", row).to_lowercase()),
        name: filled.text("name", row),
        prefix: filled.at("prefix", row).to_uppercase(),
        ready: (ready != Text::new("", "")).then_some(ready),
        minutes: filled.optional("minutes", row, NO_NUMBER),
        numbering: Numbering {
            start: filled.number("start", row, NO_NUMBER),
            width: filled.number("width", row, 0),
        },
        per_day: filled.optional("limit", row, NO_NUMBER),
        open: filled.ticked("open", row),
    }
}

pub(super) fn form(sheet: Sheet<'_>, known: &[ServiceId]) -> Markup {
    html! { @for row in sheet.filled.rows("id") { (one(sheet, row, known)) } }
}

fn one(sheet: Sheet<'_>, row: usize, known: &[ServiceId]) -> Markup {
    let at = |field| row_field(field, row);
    let id = sheet.filled.at("id", row);
    let stands = known.iter().any(|known| known.0 == id);
    let (prefix, name) = (sheet.filled.at("prefix", row), sheet.filled.text("name", row));
    html! {
        fieldset.service {
            legend {
                @if stands { b { (prefix) } " " (name.get(sheet.lang)) }
                @else { (sheet.say("Thêm dịch vụ", "Another service")) }
            }
            (sheet.wrong(&at("row")))
            div.pair { (sheet.both("name", row, sheet.say("Tên", "Name"), LABEL_LENGTH)) }
            div.pair { (sheet.both("ready", row, sheet.say("Chuẩn bị sẵn", "To have ready"), LABEL_LENGTH)) }
            div.many {
                @if stands { input type="hidden" name=(at("id")) value=(id); (sheet.wrong(&at("id"))) }
                @else { (sheet.line(&at("id"), sheet.say("Mã (vd. ho-tich)", "Id (e.g. ho-tich)"), 40)) }
                (sheet.number(&at("place"), sheet.say("Thứ tự", "Place")))
                (sheet.line(&at("prefix"), sheet.say("Chữ đầu số", "Prefix"), 2))
                (sheet.number(&at("start"), sheet.say("Số đầu ngày", "First number")))
                (sheet.number(&at("width"), sheet.say("Số chữ số", "Digits")))
                (sheet.number(&at("limit"), sheet.say("Tối đa/ngày", "Limit a day")))
                (sheet.number(&at("minutes"), sheet.say("Phút/người", "Minutes each")))
                (sheet.tick(&at("open"), sheet.say("Đang cấp số", "Gives numbers")))
                @if stands { (sheet.tick(&at("gone"), sheet.say("Bỏ dịch vụ này", "Remove"))) }
            }
        }
    }
}
