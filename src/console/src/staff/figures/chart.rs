//! Charts, drawn as SVG into the page. Colours and letters come from `figures.css`.

use kiosk_core::figures::Line;
use kiosk_core::rating::Satisfaction;
use kiosk_core::text::Lang;
use kiosk_report::{Report, Row, Subject, minutes};
use maud::{Markup, html};

use crate::page::say;

/// Units of the drawings; the page scales them.
const WIDTH: u32 = 640;

/// How high the highest column is, and where it begins.
const COLUMN: u32 = 180;
const TOP: u32 = 24;

/// The height of a bar with its space, and where bars begin.
const BAR: u32 = 34;
const LEFT: u32 = 230;

/// Issued and served by the hour of arrival.
pub(super) fn hours(lang: Lang, report: &Report) -> Markup {
    let Some(section) = report.section(Subject::Hour) else { return html! {} };
    let most = section.rows.iter().map(|row| row.line.issued.max(row.line.served)).max().unwrap_or(0);
    let slot = WIDTH / u32::try_from(section.rows.len()).unwrap_or(1).clamp(1, 24);
    let title = say(lang, "Theo giờ đến", "By hour of arrival");
    html! {
        figure {
            figcaption {
                (title)
                span.key.issued { (say(lang, "đã cấp", "issued")) }
                span.key.served { (say(lang, "đã phục vụ", "served")) }
            }
            svg viewBox={ "0 0 " (WIDTH) " " (TOP + COLUMN + 30) } role="img" aria-label=(title) {
                @for (nth, row) in (0..).zip(&section.rows) { (hour(nth * slot, slot, row, most)) }
            }
        }
    }
}

fn hour(x: u32, slot: u32, row: &Row, most: u32) -> Markup {
    let width = (slot * 2 / 5).clamp(6, 48);
    let middle = x + slot / 2;
    let columns = [("issued", row.line.issued, middle - width), ("served", row.line.served, middle)];
    html! {
        @for (class, count, x) in columns {
            @let height = share(count, most, COLUMN);
            rect.(class) x=(x + 1) y=(TOP + COLUMN - height) width=(width - 2) height=(height) rx="2" {}
            @if count > 0 { text.value x=(x + width / 2) y=(TOP + COLUMN - height - 6) { (count) } }
        }
        text.name x=(middle) y=(TOP + COLUMN + 20) { (row.name.split(['–', ':']).next().unwrap_or_default().trim()) }
    }
}

/// How long people waited, by service: the median, and what nine in ten did not exceed.
pub(super) fn waiting(lang: Lang, report: &Report) -> Markup {
    let Some(section) = report.section(Subject::Service) else { return html! {} };
    let measured: Vec<_> =
        section.rows.iter().filter_map(|row| Some((&row.name, row.line.waiting?))).collect();
    let most = measured.iter().map(|(_, times)| times.p90).max().unwrap_or(0);
    let title = say(lang, "Thời gian chờ (phút)", "Waiting time (minutes)");
    let height = BAR * u32::try_from(measured.len()).unwrap_or(0);
    html! {
        @if !measured.is_empty() {
            figure {
                figcaption {
                    (title)
                    span.key.issued { (say(lang, "trung vị", "median")) }
                    span.key.late { (say(lang, "90% không quá", "90th percentile")) }
                }
                svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label=(title) {
                    @for (nth, (name, times)) in (0..).zip(&measured) {
                        (bar_name(nth, name))
                        (bar(nth, "late", times.p90, most, &minutes(times.p90, lang)))
                        (bar(nth, "issued", times.median, most, ""))
                    }
                }
            }
        }
    }
}

/// How satisfied citizens were.
pub(super) fn ratings(lang: Lang, line: &Line) -> Markup {
    let most = line.ratings.iter().copied().max().unwrap_or(0);
    let title = say(lang, "Mức độ hài lòng", "Satisfaction");
    html! {
        @if most > 0 {
            figure {
                figcaption { (title) }
                svg viewBox={ "0 0 " (WIDTH) " " (4 * BAR) } role="img" aria-label=(title) {
                    @for (nth, (step, count)) in (0..).zip(Satisfaction::ALL.into_iter().zip(line.ratings)) {
                        (bar_name(nth, step.name().get(lang)))
                        (bar(nth, if nth < 2 { "served" } else { "late" }, count, most, &count.to_string()))
                    }
                }
            }
        }
    }
}

fn bar_name(nth: u32, name: &str) -> Markup {
    // About as many letters as there is room for.
    let short: String = name.chars().take(26).collect();
    let more = if name.chars().count() > 26 { "…" } else { "" };
    html! { text.bar-name x=(LEFT - 10) y=(nth * BAR + 22) { (short) (more) title { (name) } } }
}

fn bar(nth: u32, class: &str, value: u32, most: u32, label: &str) -> Markup {
    let width = share(value, most, WIDTH - LEFT - 60);
    html! {
        rect.(class) x=(LEFT) y=(nth * BAR + 6) width=(width) height=(BAR - 12) rx="2" {}
        @if !label.is_empty() { text.bar-value x=(LEFT + width + 8) y=(nth * BAR + 22) { (label) } }
    }
}

/// `value` of `most`, drawn on a length of `whole`.
fn share(value: u32, most: u32, whole: u32) -> u32 {
    let drawn = u64::from(value) * u64::from(whole) / u64::from(most.max(1));
    u32::try_from(drawn).unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_fills_the_whole_and_nothing_is_drawn_for_nothing() {
        assert_eq!([share(0, 9, 180), share(9, 9, 180), share(3, 9, 180), share(0, 0, 180)], [0, 180, 60, 0]);
        assert_eq!(share(u32::MAX, u32::MAX, 400), 400);
    }

    #[test]
    fn a_long_name_is_cut_and_told_whole_beside() {
        let drawn = bar_name(0, "Hộ tịch: khai sinh, kết hôn, khai tử").into_string();
        assert!(drawn.contains("Hộ tịch: khai sinh, kết hô…"), "{drawn}");
        assert!(drawn.contains("<title>Hộ tịch: khai sinh, kết hôn, khai tử</title>"), "{drawn}");
    }
}
