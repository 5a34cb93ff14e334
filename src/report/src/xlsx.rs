//! An Excel workbook: a sheet a section, a chart of the hours.

use kiosk_core::text::Lang;
use rust_xlsxwriter::{
    Chart, ChartType, Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use crate::columns::{Column, Value, columns};
use crate::{Report, ReportError, Section, Subject};

/// Where the table's headings stand: below office, title and a blank row.
const HEADINGS: u32 = 4;

const SECONDS_A_DAY: f64 = 86_400.0;

/// How the cells look.
struct Looks {
    office: Format,
    title: Format,
    heading: Format,
    name: Format,
    count: Format,
    time: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xB8_C4D0));
        Self {
            office: Format::new().set_bold(),
            title: Format::new().set_bold().set_font_size(14),
            heading: cell()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0xDD_E6F0)),
            name: cell(),
            count: cell().set_num_format("0"),
            // Minutes beyond an hour go on as minutes.
            time: cell().set_num_format("[m]:ss"),
        }
    }
}

impl Report {
    /// As an Excel workbook with a sheet for each section. Times are Excel's own, shown as minutes and seconds.
    ///
    /// # Errors
    /// When the workbook cannot be made.
    pub fn xlsx(&self) -> Result<Vec<u8>, ReportError> {
        let mut book = Workbook::new();
        book.set_properties(&self.properties()?);
        let (looks, columns) = (Looks::new(), columns());
        for section in &self.sections {
            self.sheet(book.add_worksheet(), section, &columns, &looks)?;
        }
        Ok(book.save_to_buffer()?)
    }

    fn properties(&self) -> Result<DocProperties, XlsxError> {
        let (date, time) = (self.made.date(), self.made.time());
        let made = ExcelDateTime::from_ymd(
            date.year().unsigned_abs(),
            date.month().unsigned_abs(),
            date.day().unsigned_abs(),
        )?
        .and_hms(
            time.hour().unsigned_abs().into(),
            time.minute().unsigned_abs(),
            time.second().unsigned_abs(),
        )?;
        let title = format!("{} {}", self.title(), self.period.words(self.lang));
        Ok(DocProperties::new().set_title(&title).set_author(&self.office).set_creation_datetime(&made))
    }

    fn sheet(
        &self,
        sheet: &mut Worksheet,
        section: &Section,
        columns: &[Column],
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        sheet.set_name(section.subject.name().get(self.lang))?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.write_with_format(0, 0, &self.office, &looks.office)?;
        sheet.write_with_format(1, 0, self.title(), &looks.title)?;
        sheet.write(2, 0, sentence(&self.period.words(self.lang)))?;
        self.head(sheet, section.subject, columns, looks)?;
        for (at, row) in (HEADINGS + 1..).zip(&section.rows) {
            sheet.write_with_format(at, 0, &row.name, &looks.name)?;
            for (nth, column) in (1..).zip(columns) {
                write(sheet, (at, nth), (column.value)(&row.line), looks)?;
            }
        }
        if section.subject == Subject::Hour {
            self.chart(sheet, section)?;
        }
        Ok(())
    }

    fn head(
        &self,
        sheet: &mut Worksheet,
        subject: Subject,
        columns: &[Column],
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        let name = subject.name();
        sheet.write_with_format(HEADINGS, 0, name.get(self.lang), &looks.heading)?;
        for (nth, column) in (1..).zip(columns) {
            sheet.write_with_format(HEADINGS, nth, column.name.get(self.lang), &looks.heading)?;
            sheet.set_column_width(nth, 11)?;
        }
        sheet.set_row_height(HEADINGS, 48)?;
        sheet.set_column_width(0, 36)?;
        sheet.set_freeze_panes(HEADINGS + 1, 1)?;
        Ok(())
    }

    /// Issued and served by the hour, below the table.
    fn chart(&self, sheet: &mut Worksheet, section: &Section) -> Result<(), XlsxError> {
        let rows = u32::try_from(section.rows.len()).unwrap_or(0);
        let name = sheet.name();
        let (first, last) = (HEADINGS + 1, HEADINGS + rows);
        let mut chart = Chart::new(ChartType::Column);
        for column in [1, 2] {
            chart
                .add_series()
                .set_name((name.as_str(), HEADINGS, column))
                .set_categories((name.as_str(), first, 0, last, 0))
                .set_values((name.as_str(), first, column, last, column));
        }
        let title = match self.lang {
            Lang::Vi => "Số đã cấp và đã phục vụ theo giờ đến",
            Lang::En => "Issued and served by hour of arrival",
        };
        chart.title().set_name(title);
        chart.set_width(900).set_height(320);
        sheet.insert_chart(last + 2, 0, &chart)?;
        Ok(())
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: Value,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match value {
        Value::Count(count) => sheet.write_with_format(row, column, count, &looks.count)?,
        Value::Time(Some(seconds)) => {
            sheet.write_with_format(row, column, f64::from(seconds) / SECONDS_A_DAY, &looks.time)?
        }
        Value::Time(None) => sheet.write_blank(row, column, &looks.time)?,
    };
    Ok(())
}

/// With a capital at its beginning.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
