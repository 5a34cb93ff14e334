//! Reports of an invented day, read back from their files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::io::{Cursor, Read};

use jiff::civil::{Date, DateTime, date};
use kiosk_core::figures::{Figures, Line, Times};
use kiosk_core::form::{Catalog, Lists};
use kiosk_core::office::{Commune, Office};
use kiosk_core::queue::{
    Counter, CounterId, Numbering, OpeningHours, QueueRules, Service, ServiceId, StaffId,
};
use kiosk_core::text::{Lang, Text};

use crate::{Period, Report, Subject, minutes};

const DAY: Date = date(2026, 11, 23);
const MADE: DateTime = date(2026, 11, 24).at(9, 5, 30, 0);

fn office() -> Office {
    let service = |id: &str, prefix: &str, vi: &str, en: &str| Service {
        id: ServiceId(id.into()),
        name: Text::new(vi, en),
        prefix: prefix.into(),
        ready: None,
        minutes: None,
        numbering: Numbering::default(),
        per_day: None,
        open: true,
    };
    Office {
        name: Text::new("UBND phường Hải Hòa", "People's Committee of Hải Hòa Ward"),
        residence_agency: String::new(),
        commune: Commune::default(),
        place: "Hải Hòa".into(),
        public_url: None,
        notices: Vec::new(),
        house_rules: Vec::new(),
        colour: None,
        services: vec![
            service("ho-tich", "B", "Hộ tịch: khai sinh, \"kết hôn\"", "Civil status"),
            service("cu-tru", "A", "Cư trú", "Residence"),
        ],
        form_printers: Vec::new(),
        counters: vec![Counter { id: CounterId(1), services: Vec::new() }],
        queue: QueueRules::default(),
        hours: OpeningHours::default(),
        procedures: Vec::new(),
        forms: Catalog::built_in(&Lists::built_in().unwrap()).unwrap(),
        fill_optional: true,
        times: kiosk_core::office::Times::default(),
    }
}

fn line(issued: u32) -> Line {
    let times = |mean| Some(Times { count: 3, mean, median: 500, p90: 4000 });
    Line { issued, served: 2, no_show: 1, waiting: times(600), ratings: [4, 3, 2, 1], ..Line::default() }
}

fn figures() -> Figures {
    let service = |id: &str, issued| (ServiceId(id.into()), line(issued));
    Figures {
        total: line(9),
        by_service: vec![service("cu-tru", 5), service("gone", 1), service("ho-tich", 3)],
        by_counter: vec![(CounterId(1), line(0))],
        by_hour: vec![(8, line(6)), (9, line(3))],
        by_staff: vec![(StaffId("nv01".into()), line(0))],
        by_day: vec![(DAY, line(9))],
    }
}

fn report(lang: Lang) -> Report {
    Report::new(&figures(), &office(), Period { from: DAY, to: DAY }, MADE, lang)
}

fn names(report: &Report, subject: Subject) -> Vec<&str> {
    report.section(subject).unwrap().rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn lines_are_named_in_the_readers_language_and_the_offices_order() {
    let report = report(Lang::Vi);
    assert_eq!(names(&report, Subject::Service), ["Hộ tịch: khai sinh, \"kết hôn\"", "Cư trú", "gone"]);
    assert_eq!(report.section(Subject::Service).unwrap().rows[0].line, line(3));
    assert_eq!(names(&report, Subject::Hour), ["8 – 9 giờ", "9 – 10 giờ"]);
    assert_eq!(names(&report, Subject::Counter), ["Quầy 1"]);
    assert_eq!(names(&report, Subject::Staff), ["nv01"]);
    assert_eq!(names(&report, Subject::Day), ["23/11/2026"]);
    let english = Report::new(&figures(), &office(), report.period, MADE, Lang::En);
    assert_eq!(names(&english, Subject::Service), ["Civil status", "Residence", "gone"]);
    assert_eq!(names(&english, Subject::Hour), ["08:00 – 09:00", "09:00 – 10:00"]);
    assert_eq!(english.office, "People's Committee of Hải Hòa Ward");
}

#[test]
fn an_empty_day_has_a_total_and_nothing_else() {
    let period = Period { from: DAY, to: DAY };
    let report = Report::new(&Figures::default(), &office(), period, MADE, Lang::Vi);
    assert_eq!(report.sections.len(), 1);
    assert_eq!(report.sections[0].rows[0].line, Line::default());
    assert!(report.csv().is_ok() && report.xlsx().is_ok());
}

#[test]
fn a_period_is_named_by_its_days() {
    let day = Period { from: DAY, to: DAY };
    assert_eq!((day.words(Lang::Vi), day.file_name()), ("ngày 23/11/2026".into(), "2026-11-23".into()));
    let month = Period { from: date(2026, 11, 1), to: DAY };
    assert_eq!(month.words(Lang::Vi), "từ ngày 01/11/2026 đến ngày 23/11/2026");
    assert_eq!(month.words(Lang::En), "01/11/2026 to 23/11/2026");
    assert_eq!(month.file_name(), "2026-11-01_2026-11-23");
}

#[test]
fn minutes_have_one_decimal() {
    for (seconds, vi) in [(0, "0,0"), (2, "0,0"), (3, "0,1"), (60, "1,0"), (750, "12,5"), (4000, "66,7")] {
        assert_eq!(minutes(seconds, Lang::Vi), vi);
        assert_eq!(minutes(seconds, Lang::En), vi.replace(',', "."));
    }
}

#[test]
fn the_csv_table_is_read_back_cell_by_cell() {
    let bytes = report(Lang::Vi).csv().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let table = text.strip_prefix('\u{feff}').unwrap();
    assert!(table.ends_with("\r\n"));
    let mut reader = ::csv::Reader::from_reader(table.as_bytes());
    let headings: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(headings[..4], ["Theo", "Mục", "Số đã cấp", "Đã phục vụ"]);
    assert_eq!((headings[7].as_str(), headings.len()), ("Chờ trung bình (giây)", 17));
    let rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows.len(), 1 + 3 + 1 + 2 + 1 + 1);
    let wanted = [
        "Dịch vụ",
        "Hộ tịch: khai sinh, \"kết hôn\"",
        "3",
        "2",
        "1",
        "0",
        "0",
        "600",
        "500",
        "4000",
        "",
        "",
        "",
        "4",
        "3",
        "2",
        "1",
    ];
    assert_eq!(rows[1], wanted);
}

fn part(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_workbook_has_a_sheet_a_section_and_excels_own_times() {
    let book = report(Lang::Vi).xlsx().unwrap();
    let sheets = part(&book, "xl/workbook.xml");
    for subject in ["Tổng hợp", "Dịch vụ", "Quầy", "Giờ đến", "Cán bộ", "Ngày"] {
        assert!(sheets.contains(&format!("name=\"{subject}\"")), "{subject}: {sheets}");
    }
    let strings = part(&book, "xl/sharedStrings.xml");
    assert!(strings.contains("UBND phường Hải Hòa") && strings.contains("Ngày 23/11/2026"));
    let total = part(&book, "xl/worksheets/sheet1.xml");
    let cell = |place: &str| {
        let cell =
            total.split(&format!("r=\"{place}\"")).nth(1).unwrap().split("</c>").next().unwrap().to_owned();
        cell.split("<v>").nth(1).map(|v| v.split("</v>").next().unwrap().parse::<f64>().unwrap())
    };
    assert_eq!(cell("B6"), Some(9.0));
    assert!((cell("G6").unwrap() * 86_400.0 - 600.0).abs() < 1e-6);
    assert!(part(&book, "xl/styles.xml").contains("[m]:ss"));
    assert!(part(&book, "xl/charts/chart1.xml").contains("Giờ đến"));
    assert!(part(&book, "docProps/core.xml").contains("2026-11-24T09:05:30Z"));
}

#[test]
fn the_same_figures_make_the_same_bytes() {
    assert_eq!(report(Lang::En).xlsx().unwrap(), report(Lang::En).xlsx().unwrap());
}
