//! The report of some days on paper (báo cáo), for the office's self-inspection.

use jiff::tz::TimeZone;
use kiosk_core::figures::{Line, Times};
use kiosk_core::form::HOUSE;
use kiosk_core::office::Office;
use kiosk_core::rating::Satisfaction;
use kiosk_core::text::Lang;
use kiosk_core::time::Now;
use kiosk_render::RenderJob;
use kiosk_report::{Report, Row, Section, Subject, minutes};
use serde_json::{Value, json};

use crate::ports::{PIXELS_PER_POINT, creation_time};

/// Its template; the data is that of [`report_job`].
const TEMPLATE: &str = include_str!("../../core/catalog/report.typ");

/// What the renderer is asked for. An official paper is in Vietnamese, so `report` should be.
pub fn report_job(report: &Report, office: &Office, zone: &TimeZone, now: Now) -> RenderJob {
    RenderJob {
        template: TEMPLATE.to_owned(),
        house: HOUSE.to_owned(),
        data: data(report, office).to_string(),
        title: format!("{} {}", report.title(), report.period.words(Lang::Vi)),
        lang: kiosk_render::Lang::Vi,
        created: creation_time(zone, now),
        pixels_per_point: PIXELS_PER_POINT,
    }
}

fn data(report: &Report, office: &Office) -> Value {
    let total = report.section(Subject::Total).and_then(|section| section.rows.first());
    let total = total.map(|row| row.line.clone()).unwrap_or_default();
    let sections = report.sections.iter().filter(|section| section.subject != Subject::Total);
    json!({
        "agency": agency(office),
        "place": office.place,
        "date": report.made.date().to_string(),
        "period": report.period.words(Lang::Vi),
        "total": cells(&total),
        "sections": sections.map(section).collect::<Vec<_>>(),
        "rated": total.rated(),
        "ratings": ratings(&total),
    })
}

/// On two lines, as Nghị định 30/2020/NĐ-CP has it.
fn agency(office: &Office) -> Vec<&str> {
    match office.commune.name.as_str() {
        "" => vec![&office.name.vi],
        commune => vec!["Ủy ban nhân dân", commune],
    }
}

fn section(section: &Section) -> Value {
    let row = |row: &Row| json!({ "name": row.name, "cells": cells(&row.line) });
    json!({
        "subject": section.subject.name().vi,
        "issues": !matches!(section.subject, Subject::Counter | Subject::Staff),
        "rows": section.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// Counts as they are, times in minutes.
fn cells(line: &Line) -> Value {
    let times = |times: Option<Times>| {
        let minutes = |seconds| minutes(seconds, Lang::Vi);
        let told = times.map(|t| [minutes(t.mean), minutes(t.median), minutes(t.p90)]);
        told.unwrap_or_else(|| ["–", "–", "–"].map(str::to_owned))
    };
    json!({
        "issued": line.issued,
        "served": line.served,
        "no_show": line.no_show,
        "cancelled": line.cancelled,
        "open": line.open,
        "waiting": times(line.waiting),
        "serving": times(line.serving),
    })
}

fn ratings(line: &Line) -> Value {
    let share = |count: u32| match line.rated() {
        0 => String::new(),
        rated => format!("{}%", (count * 100 + rated / 2) / rated),
    };
    let steps = Satisfaction::ALL.into_iter().zip(line.ratings);
    steps
        .map(|(step, count)| json!({ "name": step.name().vi, "count": count, "share": share(count) }))
        .collect()
}
