//! What goes in and what comes out.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::Diagnostic;

/// One document to make. Holds a citizen's data: Debug shows sizes only.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RenderJob {
    /// Typst source of the form, seen as `/form.typ`.
    pub template: String,
    /// Typst source of the house library, seen as `/house.typ`.
    pub house: String,
    /// The form's data, a JSON text, seen as `/data.json`.
    pub data: String,
    /// Title in the PDF's metadata. It shows in viewers and print queues, so
    /// it names the form and never the citizen.
    pub title: String,
    /// Main language of the document, for the PDF's metadata.
    pub lang: Lang,
    /// When the document is made; PDF/A wants it in the metadata.
    pub created: CreationTime,
    /// Size of the pictures: pixels per typographic point (1/72 inch). 1.8
    /// gives an A4 page 1071 pixels wide. Must lie above 0 and at most 9.
    pub pixels_per_point: f32,
}

impl fmt::Debug for RenderJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RenderJob")
            .field("template_bytes", &self.template.len())
            .field("house_bytes", &self.house.len())
            .field("data_bytes", &self.data.len())
            .field("lang", &self.lang)
            .field("pixels_per_point", &self.pixels_per_point)
            .finish_non_exhaustive()
    }
}

/// A date and time of day on the wall clock, with its distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreationTime {
    /// Year of the common era, 0 or later.
    pub year: i32,
    /// Month from 1.
    pub month: u8,
    /// Day of the month from 1.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
    /// Minutes east of UTC: 420 in Vietnam.
    pub utc_offset_minutes: i32,
}

/// Language of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese, `vi`.
    Vi,
    /// English, `en`.
    En,
}

/// A finished document. Holds a citizen's data: Debug shows sizes only.
#[derive(Clone, PartialEq)]
pub struct Rendered {
    /// The PDF/A-1b file. The same job always gives the same bytes.
    pub pdf: Vec<u8>,
    /// One picture a page, as many as the PDF has pages.
    pub pages: Vec<PagePixels>,
    /// What Typst found odd in the template, for the template's author.
    pub warnings: Vec<Diagnostic>,
}

impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rendered")
            .field("pdf_bytes", &self.pdf.len())
            .field("pages", &self.pages)
            .field("warnings", &self.warnings)
            .finish()
    }
}

/// The picture of one page, on white. Debug shows its size only.
#[derive(Clone, PartialEq, Eq)]
pub struct PagePixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Rows from the top, four bytes a pixel: red, green, blue, alpha, with
    /// the colours already multiplied by alpha.
    pub rgba: Vec<u8>,
}

impl PagePixels {
    /// Bytes that `rgba` must have for this width and height.
    pub(crate) fn expected_bytes(width: u32, height: u32) -> u64 {
        u64::from(width) * u64::from(height) * 4
    }
}

impl fmt::Debug for PagePixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PagePixels({}x{})", self.width, self.height)
    }
}
