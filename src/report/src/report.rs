//! The lines with their names.

use jiff::civil::{Date, DateTime};
use kiosk_core::figures::{Figures, Line};
use kiosk_core::office::Office;
use kiosk_core::queue::ServiceId;
use kiosk_core::text::{Lang, Text};

/// The service days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
}

impl Period {
    /// In words: "ngày 23/11/2026", or "từ ngày 01/11/2026 đến ngày 23/11/2026".
    pub fn words(&self, lang: Lang) -> String {
        let (from, to) = (day(self.from), day(self.to));
        match (lang, self.from == self.to) {
            (Lang::Vi, true) => format!("ngày {from}"),
            (Lang::En, true) => from,
            (Lang::Vi, false) => format!("từ ngày {from} đến ngày {to}"),
            (Lang::En, false) => format!("{from} to {to}"),
        }
    }

    /// For the name of a file: `2026-11-23`, or `2026-11-01_2026-11-23`.
    pub fn file_name(&self) -> String {
        if self.from == self.to { self.from.to_string() } else { format!("{}_{}", self.from, self.to) }
    }
}

fn day(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

/// What the lines of a section are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// All in one line.
    Total,
    /// Services.
    Service,
    /// Counters.
    Counter,
    /// Hours of arrival.
    Hour,
    /// Staff.
    Staff,
    /// Service days.
    Day,
}

impl Subject {
    /// Its name, above its lines.
    pub fn name(self) -> Text {
        match self {
            Self::Total => Text::new("Tổng hợp", "Total"),
            Self::Service => Text::new("Dịch vụ", "Service"),
            Self::Counter => Text::new("Quầy", "Counter"),
            Self::Hour => Text::new("Giờ đến", "Hour of arrival"),
            Self::Staff => Text::new("Cán bộ", "Staff"),
            Self::Day => Text::new("Ngày", "Day"),
        }
    }
}

/// A line with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about, in the report's language.
    pub name: String,
    /// Its figures.
    pub line: Line,
}

/// Lines about the same kind of thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What they are about.
    pub subject: Subject,
    /// The lines; only what occurred.
    pub rows: Vec<Row>,
}

/// A report in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whose.
    pub office: String,
    /// Of which days.
    pub period: Period,
    /// Local time at which it was made.
    pub made: DateTime,
    /// Its language.
    pub lang: Lang,
    /// The total first; sections without lines are left out.
    pub sections: Vec<Section>,
}

impl Report {
    /// The report of `figures`, which are those of `period`.
    pub fn new(figures: &Figures, office: &Office, period: Period, made: DateTime, lang: Lang) -> Self {
        let all =
            Row { name: Text::new("Tất cả", "All").get(lang).to_owned(), line: figures.total.clone() };
        let sections = [
            Section { subject: Subject::Total, rows: vec![all] },
            Section { subject: Subject::Service, rows: services(figures, office, lang) },
            section(Subject::Counter, &figures.by_counter, |id| counter(id.0, lang)),
            section(Subject::Hour, &figures.by_hour, |hour| hours(*hour, lang)),
            section(Subject::Staff, &figures.by_staff, |id| id.0.clone()),
            section(Subject::Day, &figures.by_day, |of| day(*of)),
        ];
        let sections = sections.into_iter().filter(|section| !section.rows.is_empty()).collect();
        Self { office: office.name.get(lang).to_owned(), period, made, lang, sections }
    }

    /// Its title.
    pub fn title(&self) -> &'static str {
        match self.lang {
            Lang::Vi => "Báo cáo tiếp công dân và cấp số thứ tự",
            Lang::En => "Report on visitors and queue numbers",
        }
    }

    /// The section about `subject`, if it has lines.
    pub fn section(&self, subject: Subject) -> Option<&Section> {
        self.sections.iter().find(|section| section.subject == subject)
    }
}

fn section<K>(subject: Subject, lines: &[(K, Line)], name: impl Fn(&K) -> String) -> Section {
    let rows = lines.iter().map(|(key, line)| Row { name: name(key), line: line.clone() }).collect();
    Section { subject, rows }
}

/// In the office's order; then those that it has no longer, by their id.
fn services(figures: &Figures, office: &Office, lang: Lang) -> Vec<Row> {
    let place = |id: &ServiceId| office.services.iter().position(|service| service.id == *id);
    let mut lines: Vec<_> = figures.by_service.iter().collect();
    lines.sort_by_key(|(id, _)| place(id).unwrap_or(usize::MAX));
    let name = |id: &ServiceId| office.service(id).map_or(id.0.as_str(), |s| s.name.get(lang)).to_owned();
    lines.into_iter().map(|(id, line)| Row { name: name(id), line: line.clone() }).collect()
}

fn counter(number: u32, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Quầy {number}"),
        Lang::En => format!("Counter {number}"),
    }
}

fn hours(hour: i8, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{hour} – {} giờ", hour + 1),
        Lang::En => format!("{hour:02}:00 – {:02}:00", hour + 1),
    }
}
