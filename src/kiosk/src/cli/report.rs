//! `kiosk report`: the figures of some days as files.

use std::error::Error;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kiosk_core::figures::Figures;
use kiosk_core::office::Office;
use kiosk_core::text::Lang;
use kiosk_core::time::Now;
use kiosk_report::{Period, Report};
use kiosk_store::read_figures;

use super::LangArg;
use super::document::write_pictures;
use super::form::renderer;
use super::office::in_force;
use crate::clock::{Clock, SystemClock};
use crate::report::report_job;
use crate::{config, demo};

#[derive(clap::Args)]
pub(super) struct ReportArgs {
    /// The first service day, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The last service day [default: the first one]
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// An Excel workbook, a sheet for each of total, service, counter, hour, staff and day
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    /// One flat table, times in seconds
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// The report on A4 in the format of Nghị định 30/2020/NĐ-CP, in Vietnamese
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Pictures of that report's pages
    #[arg(long, value_name = "FILE", requires = "pdf")]
    png: Option<PathBuf>,
    /// The language of the tables
    #[arg(long, value_enum, default_value = "vi")]
    lang: LangArg,
    /// The office's configuration [default: the demo's invented office and its queue]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of the queue's database [default: as configured]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Whose figures.
struct Desk {
    office: Office,
    zone: TimeZone,
    data: PathBuf,
    now: Now,
}

impl Desk {
    fn open(start: Instant, order: &ReportArgs) -> Result<Self, Box<dyn Error>> {
        let (office, zone, data) = match &order.config {
            Some(file) => config::read(file).map(|config| (config.office, config.time_zone, config.data))?,
            None => config::demo().map(|(office, zone)| (office, zone, demo::default_folder()))?,
        };
        let now = SystemClock::new(start, zone.clone()).reading();
        Ok(Self { office, zone, data: order.data.clone().unwrap_or(data), now })
    }
}

pub(super) fn report(start: Instant, order: &ReportArgs) -> Result<(), Box<dyn Error>> {
    let mut desk = Desk::open(start, order)?;
    let file = desk.data.join("queue.db");
    let told = |error| format!("{}: {error}", file.display());
    // As the staff pages have it.
    (desk.office, _) = in_force(&desk.office, &desk.data).map_err(told)?;
    let from = order.from.or(order.to).unwrap_or_else(|| desk.office.hours.service_day(desk.now.civil));
    let period = Period { from, to: order.to.unwrap_or(from) };
    if period.to < period.from {
        return Err(
            format!("{} is before {}: give --from and --to in their order", period.to, period.from).into()
        );
    }
    let figures = read_figures(&file, period.from, period.to).map_err(told)?;
    write(order, &desk, period, &figures)
}

fn write(order: &ReportArgs, desk: &Desk, period: Period, figures: &Figures) -> Result<(), Box<dyn Error>> {
    let of = |lang| Report::new(figures, &desk.office, period, desk.now.civil, lang);
    let table = of(order.lang.into());
    if let Some(file) = &order.xlsx {
        std::fs::write(file, table.xlsx()?)?;
    }
    if let Some(file) = &order.csv {
        std::fs::write(file, table.csv()?)?;
    }
    if let Some(file) = &order.pdf {
        paper(file, order.png.as_deref(), desk, &of(Lang::Vi))?;
    }
    if order.xlsx.is_none() && order.csv.is_none() && order.pdf.is_none() {
        stdout().lock().write_all(&table.csv()?)?;
    }
    Ok(())
}

fn paper(pdf: &Path, png: Option<&Path>, desk: &Desk, report: &Report) -> Result<(), Box<dyn Error>> {
    let document = renderer().render(&report_job(report, &desk.office, &desk.zone, desk.now))?;
    std::fs::write(pdf, &document.pdf)?;
    if let Some(png) = png {
        write_pictures(png, &document)?;
    }
    Ok(())
}
