//! What a page printer says of itself, for a technician who sets it up; and one document on it.

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use ipp::prelude::{IppAttribute, IppAttributes, IppValue, PrinterState, StatusCode, Uri};

use super::{
    Abilities, Document, OfficeCondition, OfficeError, OfficeEvent, OfficeResult, OfficeSettings,
    Unreachable,
    ability::mime_types,
    courier::Courier,
    message::{PRINT_SCALING_SUPPORTED, Requests, TRUE_SIZE, keywords, printer_value},
    spawn_office,
};
use crate::Clock;

/// Why a printer says nothing.
#[derive(Debug, thiserror::Error)]
pub enum InspectionError {
    /// The address cannot be used.
    #[error(transparent)]
    Address(#[from] OfficeError),
    /// No answer.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// An answer that is no description: most often there is no such queue.
    #[error("the printer does not describe itself; IPP status {0:?}")]
    Status(StatusCode),
}

/// What a printer says of itself. `None` and empty lists where it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Its name, or the queue's.
    pub name: Option<String>,
    /// Make and model.
    pub model: Option<String>,
    /// What it does.
    pub state: Option<PrinterState>,
    /// Why, as keywords.
    pub reasons: Vec<String>,
    /// Whether it takes jobs.
    pub accepting: Option<bool>,
    /// What the kiosk makes of that.
    pub condition: OfficeCondition,
    /// What a form needs.
    pub abilities: Abilities,
    /// The formats that it takes.
    pub formats: Vec<String>,
    /// The paper in its trays.
    pub loaded: Vec<String>,
    /// Prints on both sides.
    pub duplex: Option<bool>,
    /// Prints in colour.
    pub colour: Option<bool>,
    /// The most copies of one job.
    pub copies: Option<i32>,
    /// Can be told not to scale a page.
    pub true_size: Option<bool>,
}

/// Asks the printer or queue at `uri` (as in [`spawn_office`]) what it is; waits `limit` at most.
///
/// # Errors
/// See [`InspectionError`].
pub fn inspect(uri: &str, limit: Duration) -> Result<Inspection, InspectionError> {
    let uri: Uri = uri.parse().map_err(|_| OfficeError::BadUri)?;
    let courier = Courier::new(&uri, limit)?;
    let request = Requests::new(uri)?.inspection().map_err(|_| OfficeError::TooLong)?;
    let answer = courier.ask(request)?;
    let status = answer.header().status_code();
    if !status.is_success() {
        return Err(InspectionError::Status(status));
    }
    Ok(Inspection::of(answer.attributes()))
}

/// Prints one document at `uri` and waits for its end, which comes by the deadlines of `settings`.
///
/// # Errors
/// As [`spawn_office`].
pub fn print_trial(
    uri: &str,
    document: Document,
    settings: OfficeSettings,
    clock: Arc<dyn Clock>,
) -> Result<OfficeResult, OfficeError> {
    let (sender, events) = mpsc::channel();
    let tell = move |event| {
        // Nobody listens any more once the job has ended.
        let _ = sender.send(event);
    };
    let office = spawn_office(uri, settings, clock, tell)?;
    office.print(1, document);
    let ended = events.iter().find_map(|event| match event {
        OfficeEvent::JobEnded { job: 1, result } => Some(result),
        OfficeEvent::JobEnded { .. } | OfficeEvent::Condition(_) => None,
    });
    Ok(ended.unwrap_or(OfficeResult::Unconfirmed(OfficeCondition::Unknown)))
}

impl Inspection {
    fn of(attributes: &IppAttributes) -> Self {
        let get = |name| printer_value(attributes, name);
        let listed = |name| get(name).map(|value| keywords(value).map(printable).collect::<Vec<_>>());
        let has = |name, wanted: fn(&str) -> bool| get(name).map(|value| keywords(value).any(wanted));
        let boolean = |name| get(name).and_then(IppValue::as_boolean).copied();
        let state = get(IppAttribute::PRINTER_STATE).and_then(IppValue::as_enum);
        let formats = get(IppAttribute::DOCUMENT_FORMAT_SUPPORTED);
        Self {
            name: get(IppAttribute::PRINTER_NAME).and_then(text),
            model: get(IppAttribute::PRINTER_MAKE_AND_MODEL).and_then(text),
            state: state.and_then(|&state| known(state)),
            reasons: listed(IppAttribute::PRINTER_STATE_REASONS).unwrap_or_default(),
            accepting: boolean(IppAttribute::PRINTER_IS_ACCEPTING_JOBS),
            condition: OfficeCondition::of_printer(attributes),
            abilities: Abilities::of(attributes),
            formats: formats.map(|all| mime_types(all).map(printable).collect()).unwrap_or_default(),
            loaded: listed(IppAttribute::MEDIA_READY).unwrap_or_default(),
            duplex: has(IppAttribute::SIDES_SUPPORTED, |sides| sides.starts_with("two-sided")),
            colour: boolean(IppAttribute::COLOR_SUPPORTED),
            copies: get(IppAttribute::COPIES_SUPPORTED).and_then(most),
            true_size: has(PRINT_SCALING_SUPPORTED, |way| way == TRUE_SIZE),
        }
    }

    /// One fact a line, Vietnamese and English, the last ones telling what is missing.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let facts = [
            ("Tên / Name", said(self.name.as_deref())),
            ("Kiểu máy / Model", said(self.model.as_deref())),
            ("Trạng thái / State", said(self.state.map(state))),
            ("Lý do / Reasons", listed(&self.reasons)),
            ("Nhận lệnh in / Accepts jobs", yes_or_no(self.accepting)),
            ("Kiosk thấy / The kiosk sees", self.condition.technician_text().to_owned()),
            ("A4", yes_or_no(self.abilities.a4)),
            ("PDF", yes_or_no(self.abilities.pdf)),
            ("Định dạng / Formats", listed(&self.formats)),
            ("Giấy trong khay / Paper loaded", listed(&self.loaded)),
            ("In hai mặt / Duplex", yes_or_no(self.duplex)),
            ("In màu / Colour", yes_or_no(self.colour)),
            ("Số bản nhiều nhất / Most copies", said(self.copies.map(|copies| copies.to_string()))),
            ("Giữ đúng cỡ / Prints in true size", yes_or_no(self.true_size)),
        ];
        let facts = facts.into_iter().map(|(what, fact)| format!("{what}: {fact}"));
        facts.chain(self.missing().into_iter().map(|text| format!("! {text}"))).collect()
    }

    /// What stands against printing forms on it, or cannot be known; empty when nothing does.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let Abilities { a4, pdf } = self.abilities;
        let unfit = |able: Option<bool>, condition: OfficeCondition| {
            (able == Some(false)).then(|| condition.technician_text())
        };
        let out = (!self.condition.can_print() && self.abilities.shortcoming().is_none())
            .then(|| self.condition.technician_text());
        let unsaid = (a4.is_none() || pdf.is_none()).then_some(
            "máy in không nói rõ về A4 hoặc PDF: xin in thử một tệp / the printer does not say enough about A4 or PDF: print a file to find out",
        );
        let scaled = (self.true_size == Some(false)).then_some(
            "máy in có thể co giãn trang: xin đo trang in thử / the printer may scale pages: measure a printed one",
        );
        let pdf = unfit(pdf, OfficeCondition::NoPdf);
        let a4 = unfit(a4, OfficeCondition::NoA4);
        [pdf, a4, out, unsaid, scaled].into_iter().flatten().collect()
    }
}

/// A name or text in whatever language.
fn text(value: &IppValue) -> Option<String> {
    let name = value.as_name_without_language().map(|name| name.as_str());
    let name = name.or_else(|| value.as_name_with_language().map(|(_, name)| name.as_str()));
    let text = || value.as_text_without_language().map(AsRef::as_ref);
    let tagged = || value.as_text_with_language().map(|(_, text)| text.as_ref());
    name.or_else(text).or_else(tagged).map(printable)
}

/// Without control characters, which would write on a technician's terminal.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn known(state: i32) -> Option<PrinterState> {
    [PrinterState::Idle, PrinterState::Processing, PrinterState::Stopped]
        .into_iter()
        .find(|one| *one as i32 == state)
}

fn most(copies: &IppValue) -> Option<i32> {
    let range = copies.as_range_of_integer().map(|(_, max)| *max);
    range.or_else(|| copies.as_integer().copied())
}

fn state(state: PrinterState) -> &'static str {
    match state {
        PrinterState::Idle => "đang rảnh / idle",
        PrinterState::Processing => "đang in / processing",
        PrinterState::Stopped => "đã dừng / stopped",
    }
}

fn yes_or_no(fact: Option<bool>) -> String {
    said(fact.map(|yes| if yes { "có / yes" } else { "không / no" }))
}

fn listed(all: &[String]) -> String {
    said((!all.is_empty()).then(|| all.join(", ")))
}

fn said(fact: Option<impl Into<String>>) -> String {
    fact.map_or_else(|| "không nói / not said".to_owned(), Into::into)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use ipp::prelude::DelimiterTag;

    use super::*;

    fn attributes(values: Vec<(&str, IppValue)>) -> IppAttributes {
        let mut attributes = IppAttributes::new();
        for (name, value) in values {
            let attribute = IppAttribute::with_name(name, value).unwrap();
            attributes.add(DelimiterTag::PrinterAttributes, attribute);
        }
        attributes
    }

    fn keyword(text: &str) -> IppValue {
        IppValue::new_keyword(text).unwrap()
    }

    fn mime(text: &str) -> IppValue {
        IppValue::new_mime_media_type(text).unwrap()
    }

    #[test]
    fn a_printer_that_says_nothing_is_told_as_such() {
        let inspection = Inspection::of(&IppAttributes::new());
        let lines = inspection.lines();
        assert_eq!(lines.iter().filter(|line| line.ends_with(": không nói / not said")).count(), 13);
        assert_eq!(inspection.missing().len(), 1, "{lines:#?}");
        assert!(lines.last().unwrap().contains("print a file to find out"));
    }

    #[test]
    fn what_is_missing_stands_last_and_once() {
        let inspection = Inspection::of(&attributes(vec![
            (IppAttribute::PRINTER_STATE, IppValue::Enum(5)),
            (IppAttribute::PRINTER_STATE_REASONS, keyword("media-empty-error")),
            (IppAttribute::MEDIA_SUPPORTED, keyword("na_letter_8.5x11in")),
            (IppAttribute::DOCUMENT_FORMAT_SUPPORTED, mime("image/pwg-raster")),
            (PRINT_SCALING_SUPPORTED, keyword("auto")),
        ]));
        let expected = [
            OfficeCondition::NoPdf.technician_text(),
            OfficeCondition::NoA4.technician_text(),
            "máy in có thể co giãn trang: xin đo trang in thử / the printer may scale pages: measure a printed one",
        ];
        assert_eq!(inspection.missing(), expected);
        let lines = inspection.lines();
        assert!(lines.contains(&"Trạng thái / State: đã dừng / stopped".to_owned()), "{lines:#?}");
        assert!(lines.contains(&"Lý do / Reasons: media-empty-error".to_owned()), "{lines:#?}");
        assert_eq!(lines.iter().filter(|line| line.starts_with("! ")).count(), 3);
    }

    #[test]
    fn a_printer_writes_nothing_on_the_terminal() {
        let name = IppValue::new_name_without_language("A\u{1b}[2J\r\n4").unwrap();
        let inspection = Inspection::of(&attributes(vec![(IppAttribute::PRINTER_NAME, name)]));
        assert_eq!(inspection.name.unwrap(), "A[2J4");
    }
}
