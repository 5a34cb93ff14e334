//! The counters' form: a row for each, the services to tick, and an empty row for another.

use kiosk_core::office::Office;
use kiosk_core::queue::{Counter, CounterId, ServiceId};
use maud::{Markup, html};

use super::filled::{Filled, row_field};
use super::sheet::Sheet;

pub(super) fn fill(counters: &[Counter]) -> Filled {
    let mut filled = Filled::default();
    for (row, counter) in counters.iter().enumerate() {
        filled.put_at("number", row, counter.id.0);
        for service in &counter.services {
            filled.put_at(&calls(service), row, "1");
        }
    }
    filled.put_at("number", counters.len(), "");
    filled
}

/// The field that is ticked when a counter calls `service`.
fn calls(service: &ServiceId) -> String {
    format!("calls-{}", service.0)
}

/// The counters and the rows that they stand in; a row without a number is none.
pub(super) fn read(filled: &Filled, office: &Office) -> (Vec<Counter>, Vec<usize>) {
    let rows: Vec<usize> = filled
        .rows("number")
        .into_iter()
        .filter(|row| !filled.at("number", *row).is_empty() && !filled.ticked("gone", *row))
        .collect();
    let counter = |row: &usize| Counter {
        id: CounterId(filled.number("number", *row, 0)),
        services: services(filled, *row, office),
    };
    (rows.iter().map(counter).collect(), rows)
}

fn services(filled: &Filled, row: usize, office: &Office) -> Vec<ServiceId> {
    let ids = office.services.iter().map(|service| &service.id);
    ids.filter(|id| filled.ticked(&calls(id), row)).cloned().collect()
}

pub(super) fn form(sheet: Sheet<'_>, office: &Office) -> Markup {
    html! { @for row in sheet.filled.rows("number") { (one(sheet, row, office)) } }
}

fn one(sheet: Sheet<'_>, row: usize, office: &Office) -> Markup {
    let number = sheet.filled.at("number", row);
    let stands = office.counters.iter().any(|counter| counter.id.0.to_string() == number);
    html! {
        fieldset.counter-row {
            legend {
                @if stands { (sheet.say("Quầy", "Counter")) " " b { (number) } }
                @else { (sheet.say("Thêm quầy", "Another counter")) }
            }
            @if stands { input type="hidden" name=(row_field("number", row)) value=(number); (sheet.wrong(&row_field("number", row))) }
            @else { div.many { (sheet.number(&row_field("number", row), sheet.say("Số quầy", "Number"))) } }
            div.ticks {
                @for service in &office.services {
                    (sheet.tick(&row_field(&calls(&service.id), row), &format!("{} {}", service.prefix, service.name.get(sheet.lang))))
                }
                @if stands {
                    span.gap {}
                    (sheet.tick(&row_field("gone", row), sheet.say("Bỏ quầy này", "Remove this counter")))
                }
            }
        }
    }
}
