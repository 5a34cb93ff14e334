//! The office's figures: on screen with charts, and as files.

mod chart;

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use kiosk_core::figures::{Figures, Line, Times};
use kiosk_core::text::Lang;
use kiosk_report::{Column, Period, Report, ReportError, Section, Subject, Value, columns, minutes};
use maud::{Markup, html};
use serde::Deserialize;

use super::clerk::{Clerk, Unsigned};
use super::sign_in;
use crate::live::asked;
use crate::options::Console;
use crate::page::{PageLang, frame, language_switch, say};

/// A longer period takes longer than a browser waits.
const LONGEST: i64 = 400;

/// Which days are asked for; today when nothing is.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    from: Option<Date>,
    to: Option<Date>,
}

impl Asked {
    /// The days in their order, and no more of them than fit.
    fn period(&self, today: Date) -> Period {
        let from = self.from.or(self.to).unwrap_or(today);
        let to = self.to.unwrap_or(from);
        let (from, to) = (from.min(to), from.max(to));
        Period { from: from.max(to.saturating_sub(LONGEST.days())), to }
    }
}

/// What does not read as days asks for today.
type Days = Result<Query<Asked>, QueryRejection>;

fn asked_for(query: Days, console: &Console) -> Period {
    let asked = query.map(|Query(asked)| asked).unwrap_or_default();
    asked.period(console.day())
}

/// `None` when there is no database, or it fails.
async fn figures(console: &Console, period: Period) -> Option<Figures> {
    let store = console.store()?;
    match asked(&store, move |store| store.figures(period.from, period.to)).await {
        Ok(figures) => Some(figures),
        Err(error) => {
            tracing::error!(%error, "the figures cannot be read");
            None
        }
    }
}

async fn report(console: &Console, period: Period, lang: Lang) -> Option<Report> {
    let figures = figures(console, period).await?;
    Some(Report::new(&figures, &console.office(), period, console.now().civil, lang))
}

/// `/staff/figures?from=&to=`.
pub(super) async fn page(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    query: Days,
    clerk: Result<Clerk, Unsigned>,
) -> Markup {
    if clerk.is_err() {
        return sign_in::pin_page(lang, &console, None).await;
    }
    let period = asked_for(query, &console);
    let title = say(lang, "Số liệu", "Figures");
    let report = report(&console, period, lang).await;
    let body = html! {
        link rel="stylesheet" href="/assets/figures.css";
        (bar(lang, &console))
        main.figures {
            (choice(lang, period, console.day()))
            @match &report {
                Some(report) => (shown(lang, report)),
                None => p.missing role="alert" {
                    (say(lang, "Cơ sở dữ liệu chưa sẵn sàng. Xin thử lại sau giây lát.",
                        "The database is not available. Please try again shortly."))
                }
            }
        }
    };
    frame(lang, title, &[], &body)
}

/// `/staff/figures.xlsx`.
pub(super) async fn xlsx(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    query: Days,
    _: Clerk,
) -> Response {
    const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file(&console, lang, asked_for(query, &console), ("xlsx", EXCEL), Report::xlsx).await
}

/// `/staff/figures.csv`.
pub(super) async fn csv(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    query: Days,
    _: Clerk,
) -> Response {
    let kind = ("csv", "text/csv; charset=utf-8");
    file(&console, lang, asked_for(query, &console), kind, Report::csv).await
}

async fn file(
    console: &Console,
    lang: Lang,
    period: Period,
    (ending, kind): (&str, &'static str),
    make: fn(&Report) -> Result<Vec<u8>, ReportError>,
) -> Response {
    let Some(report) = report(console, period, lang).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    match make(&report) {
        Ok(bytes) => {
            let name = format!("attachment; filename=\"so-lieu_{}.{ending}\"", period.file_name());
            ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
                .into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the figures cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn bar(lang: Lang, console: &Console) -> Markup {
    html! {
        header.bar {
            strong.place { (say(lang, "Số liệu", "Figures")) }
            span.serves { (console.office().name.get(lang)) }
            span.gap {}
            (language_switch(lang, "/staff/figures"))
            a.button.quiet href="/staff" { (say(lang, "Về trang gọi số", "Back to calling")) }
        }
    }
}

/// The days that are asked for most, and any others.
fn choice(lang: Lang, period: Period, today: Date) -> Markup {
    let days = |from: Date, to: Date| Period { from, to };
    let yesterday = today.saturating_sub(1.day());
    let often = [
        (days(today, today), say(lang, "Hôm nay", "Today")),
        (days(yesterday, yesterday), say(lang, "Hôm qua", "Yesterday")),
        (days(today.saturating_sub(6.days()), today), say(lang, "7 ngày", "7 days")),
        (days(today.first_of_month(), today), say(lang, "Tháng này", "This month")),
    ];
    html! {
        nav.days aria-label=(say(lang, "Chọn ngày", "Choose days")) {
            @for (of, name) in often {
                a.button href=(address("/staff/figures", of)) aria-current=[(of == period).then_some("true")] { (name) }
            }
            form action="/staff/figures" {
                label { (say(lang, "Từ ngày", "From")) input type="date" name="from" value=(period.from) required; }
                label { (say(lang, "đến ngày", "to")) input type="date" name="to" value=(period.to) required; }
                button { (say(lang, "Xem", "Show")) }
            }
        }
    }
}

fn address(path: &str, period: Period) -> String {
    format!("{path}?from={}&to={}", period.from, period.to)
}

fn shown(lang: Lang, report: &Report) -> Markup {
    let total = report.section(Subject::Total).and_then(|section| section.rows.first());
    let line = total.map(|row| row.line.clone()).unwrap_or_default();
    html! {
        div.head {
            h1 { (say(lang, "Số liệu", "Figures")) " " (report.period.words(lang)) }
            a.button href=(address("/staff/figures.xlsx", report.period)) { (say(lang, "Tải Excel", "Excel file")) }
            a.button href=(address("/staff/figures.csv", report.period)) { (say(lang, "Tải CSV", "CSV file")) }
        }
        (tiles(lang, &line))
        @if line.issued == 0 {
            p.missing { (say(lang, "Chưa có số nào được cấp trong thời gian này.", "No number was issued in this time.")) }
        } @else {
            div.charts {
                (chart::hours(lang, report))
                (chart::waiting(lang, report))
                (chart::ratings(lang, &line))
            }
            @for section in report.sections.iter().filter(|section| section.subject != Subject::Total) {
                (table(lang, section))
            }
        }
    }
}

fn tiles(lang: Lang, line: &Line) -> Markup {
    let time = |times: Option<Times>| times.map_or("–".to_owned(), |times| minutes(times.median, lang));
    let tiles = [
        (say(lang, "Số đã cấp", "Issued"), line.issued.to_string(), ""),
        (say(lang, "Đã phục vụ", "Served"), line.served.to_string(), ""),
        (say(lang, "Không đến", "No-show"), line.no_show.to_string(), ""),
        (say(lang, "Chờ (trung vị)", "Waiting (median)"), time(line.waiting), say(lang, "phút", "min")),
        (say(lang, "Phục vụ (trung vị)", "Serving (median)"), time(line.serving), say(lang, "phút", "min")),
        (say(lang, "Hài lòng", "Satisfied"), satisfied(line), "%"),
    ];
    html! {
        div.tiles {
            @for (name, value, unit) in tiles {
                div.tile { span { (name) } strong { (value) @if !unit.is_empty() && value != "–" { small { " " (unit) } } } }
            }
        }
    }
}

/// The share of the two better steps.
fn satisfied(line: &Line) -> String {
    match line.rated() {
        0 => "–".to_owned(),
        rated => ((line.ratings[0] + line.ratings[1]) * 100 / rated).to_string(),
    }
}

fn table(lang: Lang, section: &Section) -> Markup {
    let told = |column: &Column| section.rows.iter().any(|row| !is_empty((column.value)(&row.line)));
    let columns: Vec<Column> = columns().into_iter().filter(told).collect();
    let subject = section.subject.name();
    html! {
        section {
            h2 { (subject.get(lang)) }
            div.wide {
                table {
                    thead { tr {
                        th scope="col" { (subject.get(lang)) }
                        @for column in &columns { th scope="col" { (heading(lang, column)) } }
                    } }
                    tbody {
                        @for row in &section.rows {
                            tr {
                                th scope="row" { (row.name) }
                                @for column in &columns { td { (cell(lang, (column.value)(&row.line))) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A column of nothing but these says nothing.
fn is_empty(value: Value) -> bool {
    matches!(value, Value::Count(0) | Value::Time(None))
}

fn heading(lang: Lang, column: &Column) -> String {
    let name = column.name.get(lang);
    match (column.value)(&Line::default()) {
        Value::Count(_) => name.to_owned(),
        Value::Time(_) => format!("{name} ({})", say(lang, "phút", "min")),
    }
}

fn cell(lang: Lang, value: Value) -> String {
    match value {
        Value::Count(count) => count.to_string(),
        Value::Time(seconds) => seconds.map_or_else(|| "–".to_owned(), |seconds| minutes(seconds, lang)),
    }
}
