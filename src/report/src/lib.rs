//! The office's figures as tables for people: an Excel workbook and CSV, and what web page and paper show of them.
//!
//! [`Report`] gives every line its name in the reader's language; the figures themselves come from
//! [`kiosk_core::figures`]. Nothing of a person is in them.

mod columns;
mod csv;
mod report;
mod xlsx;

pub use columns::{Column, Value, columns, minutes};
pub use report::{Period, Report, Row, Section, Subject};

use thiserror::Error;

/// Why there is no file.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The workbook cannot be made.
    #[error("the workbook cannot be made")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The table cannot be written.
    #[error("the CSV table cannot be written")]
    Table(#[from] ::csv::Error),
    /// The table cannot be finished.
    #[error("the CSV table cannot be finished")]
    Unfinished(#[from] std::io::Error),
}

#[cfg(test)]
mod tests;
