//! One flat table for other programs.

use kiosk_core::figures::Line;
use kiosk_core::text::Lang;

use crate::columns::{Column, Value, columns};
use crate::{Report, ReportError};

/// Excel takes a file without it for one of another alphabet.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

impl Report {
    /// As CSV (RFC 4180, UTF-8 with byte order mark): one line of headings, then all lines of all sections. Times
    /// are whole seconds; what was not measured is empty.
    ///
    /// # Errors
    /// When the table cannot be written, which memory does not refuse.
    pub fn csv(&self) -> Result<Vec<u8>, ReportError> {
        let columns = columns();
        let mut table =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
        table.write_record(self.headings(&columns))?;
        for section in &self.sections {
            for row in &section.rows {
                let subject = section.subject.name().get(self.lang).to_owned();
                let cells = columns.iter().map(|column| cell(column, &row.line));
                table.write_record([subject, row.name.clone()].into_iter().chain(cells))?;
            }
        }
        table.into_inner().map_err(|error| error.into_error().into())
    }

    fn headings(&self, columns: &[Column]) -> Vec<String> {
        let (first, second, unit) = match self.lang {
            Lang::Vi => ("Theo", "Mục", "giây"),
            Lang::En => ("By", "Item", "s"),
        };
        let heading = |column: &Column| match (column.value)(&Line::default()) {
            Value::Count(_) => column.name.get(self.lang).to_owned(),
            Value::Time(_) => format!("{} ({unit})", column.name.get(self.lang)),
        };
        let first = [first.to_owned(), second.to_owned()];
        first.into_iter().chain(columns.iter().map(heading)).collect()
    }
}

fn cell(column: &Column, line: &Line) -> String {
    match (column.value)(line) {
        Value::Count(count) => count.to_string(),
        Value::Time(seconds) => seconds.map_or_else(String::new, |seconds| seconds.to_string()),
    }
}
