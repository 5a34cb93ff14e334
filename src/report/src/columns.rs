//! What stands in the columns of every table.

use kiosk_core::figures::{Line, Times};
use kiosk_core::rating::Satisfaction;
use kiosk_core::text::{Lang, Text};

/// A figure in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// How many.
    Count(u32),
    /// How long, in seconds; `None` when nothing was measured.
    Time(Option<u32>),
}

/// A column of figures.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading; of times without the unit.
    pub name: Text,
    /// Its figure in a line.
    pub value: fn(&Line) -> Value,
}

impl Column {
    fn new(vi: &str, en: &str, value: fn(&Line) -> Value) -> Self {
        Self { name: Text::new(vi, en), value }
    }
}

/// All columns in their order: counts, waiting, serving, ratings.
pub fn columns() -> Vec<Column> {
    let mut columns = vec![
        Column::new("Số đã cấp", "Issued", |line| Value::Count(line.issued)),
        Column::new("Đã phục vụ", "Served", |line| Value::Count(line.served)),
        Column::new("Không đến", "No-show", |line| Value::Count(line.no_show)),
        Column::new("Đã huỷ", "Cancelled", |line| Value::Count(line.cancelled)),
        Column::new("Chưa xong", "Open", |line| Value::Count(line.open)),
        Column::new("Chờ trung bình", "Waiting, mean", |line| time(line.waiting, |t| t.mean)),
        Column::new("Chờ trung vị", "Waiting, median", |line| time(line.waiting, |t| t.median)),
        Column::new("Chờ, 90% không quá", "Waiting, 90th percentile", |line| {
            time(line.waiting, |t| t.p90)
        }),
        Column::new("Phục vụ trung bình", "Serving, mean", |line| time(line.serving, |t| t.mean)),
        Column::new("Phục vụ trung vị", "Serving, median", |line| time(line.serving, |t| t.median)),
        Column::new("Phục vụ, 90% không quá", "Serving, 90th percentile", |line| {
            time(line.serving, |t| t.p90)
        }),
    ];
    let ratings: [fn(&Line) -> Value; 4] = [
        |line| Value::Count(line.ratings[0]),
        |line| Value::Count(line.ratings[1]),
        |line| Value::Count(line.ratings[2]),
        |line| Value::Count(line.ratings[3]),
    ];
    let rated = Satisfaction::ALL.iter().zip(ratings);
    columns.extend(rated.map(|(step, value)| Column { name: step.name(), value }));
    columns
}

fn time(times: Option<Times>, which: fn(Times) -> u32) -> Value {
    Value::Time(times.map(which))
}

/// A time in minutes with one decimal, as `lang` writes it: "12,5" or "12.5".
pub fn minutes(seconds: u32, lang: Lang) -> String {
    let tenths = (u64::from(seconds) + 3) / 6;
    let point = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}
