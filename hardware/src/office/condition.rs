//! What a page printer says about itself, in device words.

use ipp::prelude::{DelimiterTag, IppAttribute, IppAttributes, IppValue, PrinterState};
use serde::Serialize;

use super::message::{A4_PREFIX, value};

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
}

/// Keywords of `printer-state-reasons` (RFC 8011 section 5.4.12; `interlock-open` and
/// `marker-supply-*` from PWG 5100.9, `offline` from CUPS), the gravest first. Compared as
/// prefixes, since printers differ in the severity suffix: `media-empty-error`, `-warning`,
/// `-report` or none.
const REASONS: [(&str, OfficeCondition); 17] = [
    ("media-jam", OfficeCondition::PaperJam),
    ("cover-open", OfficeCondition::CoverOpen),
    ("door-open", OfficeCondition::CoverOpen),
    ("interlock-open", OfficeCondition::CoverOpen),
    ("media-empty", OfficeCondition::PaperOut),
    ("media-needed", OfficeCondition::PaperOut),
    ("input-tray-missing", OfficeCondition::PaperOut),
    ("toner-empty", OfficeCondition::TonerEmpty),
    ("marker-supply-empty", OfficeCondition::TonerEmpty),
    ("offline", OfficeCondition::Unreachable),
    ("shutdown", OfficeCondition::Unreachable),
    ("timed-out", OfficeCondition::Unreachable),
    ("paused", OfficeCondition::Refused),
    ("hold-new-jobs", OfficeCondition::Refused),
    ("connecting-to-device", OfficeCondition::Busy),
    ("toner-low", OfficeCondition::TonerLow),
    ("marker-supply-low", OfficeCondition::TonerLow),
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
            | Self::Refused => false,
        }
    }

    /// Reads the answer to Get-Printer-Attributes.
    pub(super) fn of_printer(attributes: &IppAttributes) -> Self {
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

fn printer_value<'a>(attributes: &'a IppAttributes, name: &str) -> Option<&'a IppValue> {
    value(attributes, DelimiterTag::PrinterAttributes, name)
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

fn keywords(value: &IppValue) -> impl Iterator<Item = &str> {
    value.into_iter().filter_map(|one| one.as_keyword().map(|keyword| keyword.as_str()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

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
        let cases: [(&[&str], OfficeCondition); 12] = [
            (&["none"], OfficeCondition::Ready),
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
