//! What a page printer says about itself, in device words.

use ipp::prelude::{IppAttribute, IppAttributes, IppValue, PrinterState};
use serde::Serialize;

use super::ability::Abilities;
use super::message::{A4_PREFIX, keywords, printer_value};

/// The condition of the office's page printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfficeCondition {
    /// Not asked yet.
    Unknown,
    /// Prints.
    Ready,
    /// No paper, its tray is missing, or no tray holds A4.
    PaperOut,
    /// Paper is jammed.
    PaperJam,
    /// A cover or door is open.
    CoverOpen,
    /// Toner (or another marker supply) is used up.
    TonerEmpty,
    /// Toner runs low; it still prints.
    TonerLow,
    /// Works for someone else.
    Busy,
    /// No usable answer, or a queue that cannot reach its printer.
    Unreachable,
    /// Takes no jobs, is paused, or does not take what the kiosk sends.
    Refused,
    /// Does not support A4 at all: the wrong printer, or a queue with the wrong driver.
    NoA4,
    /// Takes no PDF: only a CUPS queue can serve it.
    NoPdf,
}

/// Keywords of `printer-state-reasons` (RFC 8011 section 5.4.12; `interlock-open` and
/// `marker-*` from PWG 5100.9, `offline` from CUPS), the gravest first. Compared as
/// prefixes, since printers differ in the severity suffix: `media-empty-error`, `-warning`,
/// `-report` or none.
const REASONS: [(&str, OfficeCondition); 21] = [
    ("media-jam", OfficeCondition::PaperJam),
    ("cover-open", OfficeCondition::CoverOpen),
    ("door-open", OfficeCondition::CoverOpen),
    ("interlock-open", OfficeCondition::CoverOpen),
    ("media-empty", OfficeCondition::PaperOut),
    ("media-needed", OfficeCondition::PaperOut),
    ("input-tray-missing", OfficeCondition::PaperOut),
    ("toner-empty", OfficeCondition::TonerEmpty),
    ("marker-supply-empty", OfficeCondition::TonerEmpty),
    ("marker-ink-empty", OfficeCondition::TonerEmpty),
    ("marker-toner-cartridge-missing", OfficeCondition::TonerEmpty),
    ("offline", OfficeCondition::Unreachable),
    ("shutdown", OfficeCondition::Unreachable),
    ("timed-out", OfficeCondition::Unreachable),
    ("paused", OfficeCondition::Refused),
    ("moving-to-paused", OfficeCondition::Refused),
    ("hold-new-jobs", OfficeCondition::Refused),
    ("connecting-to-device", OfficeCondition::Busy),
    ("toner-low", OfficeCondition::TonerLow),
    ("marker-supply-low", OfficeCondition::TonerLow),
    ("marker-ink-almost-empty", OfficeCondition::TonerLow),
];

impl OfficeCondition {
    /// Whether a job sent now has a chance.
    #[must_use]
    pub fn can_print(self) -> bool {
        match self {
            Self::Unknown | Self::Ready | Self::TonerLow | Self::Busy => true,
            Self::PaperOut
            | Self::PaperJam
            | Self::CoverOpen
            | Self::TonerEmpty
            | Self::Unreachable
            | Self::Refused
            | Self::NoA4
            | Self::NoPdf => false,
        }
    }

    /// What it means and what to do, for a technician, in Vietnamese and English.
    #[must_use]
    pub fn technician_text(self) -> &'static str {
        match self {
            Self::Unknown => "chưa hỏi máy in / the printer has not been asked yet",
            Self::Ready => "sẵn sàng in / ready to print",
            Self::PaperOut => {
                "không có giấy A4 trong khay: nạp giấy và đặt khổ khay là A4 / no A4 in the trays: load it and set the tray's size to A4"
            }
            Self::PaperJam => "kẹt giấy: mở máy và gỡ giấy / paper is jammed: open and clear it",
            Self::CoverOpen => "nắp đang mở: đóng nắp lại / a cover is open: close it",
            Self::TonerEmpty => "hết mực: thay mực / out of toner: replace it",
            Self::TonerLow => "sắp hết mực, vẫn in được / toner is low, it still prints",
            Self::Busy => "đang in việc khác / busy with another job",
            Self::Unreachable => {
                "không liên lạc được: kiểm tra nguồn điện, dây mạng và địa chỉ / cannot be reached: check power, cable and address"
            }
            Self::Refused => {
                "không nhận lệnh in: đang tạm dừng, hoặc cần đăng nhập / takes no jobs: paused, or it wants a password"
            }
            Self::NoA4 => {
                "không hỗ trợ khổ A4 (iso_a4_210x297mm): chọn máy in khác, hoặc sửa trình điều khiển của hàng đợi CUPS / does not support A4 (iso_a4_210x297mm): choose another printer, or mend the CUPS queue's driver"
            }
            Self::NoPdf => {
                "không nhận PDF (application/pdf): đặt một hàng đợi CUPS trước máy in này / takes no PDF (application/pdf): put a CUPS queue before this printer"
            }
        }
    }

    /// Reads the answer to Get-Printer-Attributes. What no repair mends is told before all else.
    pub(super) fn of_printer(attributes: &IppAttributes) -> Self {
        if let Some(unfit) = Abilities::of(attributes).shortcoming() {
            return unfit;
        }
        let named = worst_reason(attributes);
        match named {
            Some(condition) if !condition.can_print() => condition,
            _ if takes_no_jobs(attributes) => Self::Refused,
            _ if lacks_a4(attributes) => Self::PaperOut,
            Some(condition) => condition,
            None => Self::Ready,
        }
    }
}

fn worst_reason(attributes: &IppAttributes) -> Option<OfficeCondition> {
    let reasons = printer_value(attributes, IppAttribute::PRINTER_STATE_REASONS)?;
    let given = |prefix| keywords(reasons).any(|keyword| keyword.starts_with(prefix));
    REASONS.iter().find(|(prefix, _)| given(prefix)).map(|&(_, condition)| condition)
}

fn takes_no_jobs(attributes: &IppAttributes) -> bool {
    let state = printer_value(attributes, IppAttribute::PRINTER_STATE).and_then(IppValue::as_enum);
    let accepting =
        printer_value(attributes, IppAttribute::PRINTER_IS_ACCEPTING_JOBS).and_then(IppValue::as_boolean);
    state == Some(&(PrinterState::Stopped as i32)) || accepting == Some(&false)
}

/// Only a printer that lists what its trays hold can lack A4; many list nothing.
fn lacks_a4(attributes: &IppAttributes) -> bool {
    printer_value(attributes, IppAttribute::MEDIA_READY).is_some_and(|ready| {
        keywords(ready).next().is_some() && !keywords(ready).any(|k| k.starts_with(A4_PREFIX))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use ipp::prelude::DelimiterTag;

    use super::*;

    fn printer(state: PrinterState, reasons: &[&str]) -> IppAttributes {
        let mut attributes = IppAttributes::new();
        let mut add = |name: &str, value| {
            let attribute = IppAttribute::with_name(name, value).unwrap();
            attributes.add(DelimiterTag::PrinterAttributes, attribute);
        };
        add(IppAttribute::PRINTER_STATE, IppValue::Enum(state as i32));
        add(IppAttribute::PRINTER_STATE_REASONS, list(reasons));
        attributes
    }

    fn list(keywords: &[&str]) -> IppValue {
        let values = keywords.iter().map(|k| IppValue::new_keyword(*k).unwrap());
        IppValue::Array(values.collect())
    }

    fn with(mut attributes: IppAttributes, name: &str, value: IppValue) -> IppAttributes {
        let attribute = IppAttribute::with_name(name, value).unwrap();
        attributes.add(DelimiterTag::PrinterAttributes, attribute);
        attributes
    }

    #[test]
    fn reasons_count_by_prefix_and_the_gravest_wins() {
        let cases: [(&[&str], OfficeCondition); 24] = [
            (&["none"], OfficeCondition::Ready),
            (&["other", "com.example-unheard-of"], OfficeCondition::Ready),
            (&["cups-remote-processing", "cups-waiting-for-job-completed"], OfficeCondition::Ready),
            (&["media-needed-error"], OfficeCondition::PaperOut),
            (&["input-tray-missing-report"], OfficeCondition::PaperOut),
            (&["media-jam"], OfficeCondition::PaperJam),
            (&["cover-open-error", "media-empty"], OfficeCondition::CoverOpen),
            (&["interlock-open-warning"], OfficeCondition::CoverOpen),
            (&["marker-supply-empty-error"], OfficeCondition::TonerEmpty),
            (&["marker-toner-cartridge-missing"], OfficeCondition::TonerEmpty),
            (&["marker-ink-almost-empty-report"], OfficeCondition::TonerLow),
            (&["moving-to-paused"], OfficeCondition::Refused),
            (&["shutdown", "paused"], OfficeCondition::Unreachable),
            (&["media-low-warning"], OfficeCondition::Ready),
            (&["media-empty-error"], OfficeCondition::PaperOut),
            (&["media-empty-warning"], OfficeCondition::PaperOut),
            (&["media-needed"], OfficeCondition::PaperOut),
            (&["media-needed", "media-jam-error"], OfficeCondition::PaperJam),
            (&["door-open-report"], OfficeCondition::CoverOpen),
            (&["toner-low-warning", "toner-empty-error"], OfficeCondition::TonerEmpty),
            (&["toner-low-report"], OfficeCondition::TonerLow),
            (&["offline-report"], OfficeCondition::Unreachable),
            (&["connecting-to-device"], OfficeCondition::Busy),
            (&["paused"], OfficeCondition::Refused),
        ];
        for (reasons, expected) in cases {
            let attributes = printer(PrinterState::Idle, reasons);
            assert_eq!(OfficeCondition::of_printer(&attributes), expected, "{reasons:?}");
        }
    }

    #[test]
    fn a_stopped_printer_without_a_known_reason_refuses() {
        let attributes = printer(PrinterState::Stopped, &["toner-low-report"]);
        assert_eq!(OfficeCondition::of_printer(&attributes), OfficeCondition::Refused);
        let attributes = printer(PrinterState::Stopped, &["media-empty"]);
        assert_eq!(OfficeCondition::of_printer(&attributes), OfficeCondition::PaperOut);
    }

    #[test]
    fn a_printer_that_accepts_no_jobs_refuses() {
        let attributes = with(
            printer(PrinterState::Idle, &["none"]),
            IppAttribute::PRINTER_IS_ACCEPTING_JOBS,
            IppValue::Boolean(false),
        );
        assert_eq!(OfficeCondition::of_printer(&attributes), OfficeCondition::Refused);
    }

    #[test]
    fn what_no_repair_mends_is_told_first() {
        let empty = printer(PrinterState::Stopped, &["media-empty-error"]);
        let letter = with(empty, IppAttribute::MEDIA_SUPPORTED, list(&["na_letter_8.5x11in"]));
        assert_eq!(OfficeCondition::of_printer(&letter), OfficeCondition::NoA4);
        let raster = IppValue::new_mime_media_type("image/pwg-raster").unwrap();
        let raster = with(letter, IppAttribute::DOCUMENT_FORMAT_SUPPORTED, raster);
        assert_eq!(OfficeCondition::of_printer(&raster), OfficeCondition::NoPdf);
        assert!(!OfficeCondition::NoA4.can_print() && !OfficeCondition::NoPdf.can_print());
    }

    #[test]
    fn letter_alone_is_no_paper_and_a4_in_a_second_tray_is() {
        let ready = |sizes: &[&str]| {
            let idle = printer(PrinterState::Idle, &["none"]);
            OfficeCondition::of_printer(&with(idle, IppAttribute::MEDIA_READY, list(sizes)))
        };
        assert_eq!(ready(&["na_letter_8.5x11in"]), OfficeCondition::PaperOut);
        assert_eq!(ready(&["na_letter_8.5x11in", "iso_a4_210x297mm"]), OfficeCondition::Ready);
        assert_eq!(ready(&[]), OfficeCondition::Ready);
    }
}
