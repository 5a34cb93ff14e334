//! The IPP messages of a kiosk: four requests, and what their answers say.

use std::io::Cursor;

use ipp::{
    attribute::IppAttributeName,
    parser::IppParseError,
    prelude::*,
    value::{IppKeywordLiteral, IppMimeMediaTypeLiteral, IppNameLiteral},
};

use super::{Document, OfficeCondition, OfficeError};

/// A4 by its PWG 5101.1 self-describing name.
pub(super) const A4: &str = "iso_a4_210x297mm";
/// Also matches borderless and other variants (`iso_a4_210x297mm_borderless`).
pub(super) const A4_PREFIX: &str = "iso_a4";
pub(super) const PDF: &str = "application/pdf";

/// PWG 5100.13 section 5.2.4; the crate does not know it.
const PRINT_SCALING: IppAttributeName = IppAttributeName::const_new("print-scaling");
pub(super) const PRINT_SCALING_SUPPORTED: &str = "print-scaling-supported";
/// The keyword for it.
pub(super) const TRUE_SIZE: &str = "none";
/// Whole copies one after the other (RFC 8011 section 5.2.4).
const COLLATED: &str = "separate-documents-collated-copies";

/// Says nothing of the citizen: job names stand on the printer's panel and in its log.
const JOB_NAME: &str = "khong-viet";
const USER_NAME: &str = "kiosk";

/// Why an exchange with the printer gave no IPP answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// No connection: not one byte of the request has left.
    #[error("the page printer cannot be connected to")]
    NotConnected,
    /// The connection broke, or the time ran out, after the request may have gone out.
    #[error("the page printer gave no answer")]
    NoAnswer,
    /// An answer that is not IPP.
    #[error("the page printer's answer is no IPP message")]
    Garbled,
    /// An HTTP status other than success, for example 401 or 404: the request was turned away.
    #[error("the page printer answered with HTTP status {0}")]
    Http(u16),
}

impl Unreachable {
    /// The condition that this means for staff.
    pub(super) fn condition(self) -> OfficeCondition {
        match self {
            Self::NotConnected | Self::NoAnswer | Self::Garbled => OfficeCondition::Unreachable,
            Self::Http(_) => OfficeCondition::Refused,
        }
    }

    /// Whether a document in the request may have reached the printer.
    pub(super) fn may_have_arrived(self) -> bool {
        match self {
            Self::NotConnected | Self::Http(_) => false,
            Self::NoAnswer | Self::Garbled => true,
        }
    }
}

/// What [`OfficeCondition`] is read from.
const OF_CONDITION: [&str; 6] = [
    IppAttribute::PRINTER_STATE,
    IppAttribute::PRINTER_STATE_REASONS,
    IppAttribute::PRINTER_IS_ACCEPTING_JOBS,
    IppAttribute::MEDIA_READY,
    IppAttribute::MEDIA_SUPPORTED,
    IppAttribute::DOCUMENT_FORMAT_SUPPORTED,
];

/// Writes requests to one printer. All are IPP/1.1, which every printer speaks.
pub(super) struct Requests {
    uri: Uri,
}

impl Requests {
    pub(super) fn new(uri: Uri) -> Result<Self, OfficeError> {
        let requests = Self { uri };
        match requests.printer() {
            Ok(_) => Ok(requests),
            Err(_) => Err(OfficeError::TooLong),
        }
    }

    /// Get-Printer-Attributes, only what [`OfficeCondition`] needs.
    pub(super) fn printer(&self) -> Result<IppRequestResponse, IppParseError> {
        let mut request = self.request(Operation::GetPrinterAttributes)?;
        add_wanted(&mut request, &OF_CONDITION)?;
        Ok(request)
    }

    /// Get-Printer-Attributes, what a technician wants to know.
    pub(super) fn inspection(&self) -> Result<IppRequestResponse, IppParseError> {
        let mut request = self.request(Operation::GetPrinterAttributes)?;
        let more = [
            IppAttribute::PRINTER_NAME,
            IppAttribute::PRINTER_MAKE_AND_MODEL,
            IppAttribute::SIDES_SUPPORTED,
            IppAttribute::COLOR_SUPPORTED,
            IppAttribute::COPIES_SUPPORTED,
            PRINT_SCALING_SUPPORTED,
        ];
        add_wanted(&mut request, &[&OF_CONDITION[..], &more].concat())?;
        Ok(request)
    }

    /// Print-Job: the whole document in one request, on A4 and in its true size: a form is measured, and
    /// its QR code must be read again. What a printer does not know of these it may leave out.
    pub(super) fn print(&self, document: Document) -> Result<IppRequestResponse, IppParseError> {
        let mut request = self.request(Operation::PrintJob)?;
        let name = IppValue::NameWithoutLanguage(IppNameLiteral::const_new(JOB_NAME).into());
        let format = IppValue::MimeMediaType(IppMimeMediaTypeLiteral::const_new(PDF).into());
        let copies = i32::from(document.copies().get());
        add(&mut request, IppAttributeName::JOB_NAME, name);
        add(&mut request, IppAttributeName::DOCUMENT_FORMAT, format);
        let mut wish = |name, value| {
            let attribute = IppAttribute::new(name, value);
            request.attributes_mut().add(DelimiterTag::JobAttributes, attribute);
        };
        wish(IppAttributeName::COPIES, IppValue::Integer(copies));
        wish(IppAttributeName::MEDIA, keyword(A4));
        wish(PRINT_SCALING, keyword(TRUE_SIZE));
        if copies > 1 {
            wish(IppAttributeName::MULTIPLE_DOCUMENT_HANDLING, keyword(COLLATED));
        }
        *request.payload_mut() = IppPayload::new(Cursor::new(document));
        Ok(request)
    }

    /// Get-Job-Attributes of the printer's job `id`.
    pub(super) fn job(&self, id: i32) -> Result<IppRequestResponse, IppParseError> {
        let mut request = self.job_request(Operation::GetJobAttributes, id)?;
        let wanted = [
            IppAttribute::JOB_STATE,
            IppAttribute::JOB_IMPRESSIONS_COMPLETED,
            IppAttribute::JOB_MEDIA_SHEETS_COMPLETED,
        ];
        add_wanted(&mut request, &wanted)?;
        Ok(request)
    }

    /// Cancel-Job of the printer's job `id`.
    pub(super) fn cancel(&self, id: i32) -> Result<IppRequestResponse, IppParseError> {
        self.job_request(Operation::CancelJob, id)
    }

    fn job_request(&self, operation: Operation, id: i32) -> Result<IppRequestResponse, IppParseError> {
        let mut request = self.request(operation)?;
        add(&mut request, IppAttributeName::JOB_ID, IppValue::Integer(id));
        Ok(request)
    }

    fn request(&self, operation: Operation) -> Result<IppRequestResponse, IppParseError> {
        let uri = Some(self.uri.clone());
        let mut request = IppRequestResponse::new(IppVersion::v1_1(), operation, uri)?;
        let user = IppValue::NameWithoutLanguage(IppNameLiteral::const_new(USER_NAME).into());
        add(&mut request, IppAttributeName::REQUESTING_USER_NAME, user);
        Ok(request)
    }
}

fn add(request: &mut IppRequestResponse, name: IppAttributeName, value: IppValue) {
    let attribute = IppAttribute::new(name, value);
    request.attributes_mut().add(DelimiterTag::OperationAttributes, attribute);
}

fn keyword(text: &'static str) -> IppValue {
    IppValue::Keyword(IppKeywordLiteral::const_new(text).into())
}

fn add_wanted(request: &mut IppRequestResponse, names: &[&str]) -> Result<(), IppParseError> {
    let wanted = names.iter().map(|name| IppValue::new_keyword(*name));
    let wanted = IppValue::Array(wanted.collect::<Result<_, _>>()?);
    add(request, IppAttributeName::REQUESTED_ATTRIBUTES, wanted);
    Ok(())
}

/// The first value of that name in the groups of that kind.
pub(super) fn value<'a>(
    attributes: &'a IppAttributes,
    group: DelimiterTag,
    name: &str,
) -> Option<&'a IppValue> {
    attributes.groups_of(group).find_map(|group| group.get(name)).map(IppAttribute::value)
}

/// The first value of that name in an answer to Get-Printer-Attributes.
pub(super) fn printer_value<'a>(attributes: &'a IppAttributes, name: &str) -> Option<&'a IppValue> {
    value(attributes, DelimiterTag::PrinterAttributes, name)
}

pub(super) fn keywords(value: &IppValue) -> impl Iterator<Item = &str> {
    value.into_iter().filter_map(|one| one.as_keyword().map(|keyword| keyword.as_str()))
}

/// What the answer to Print-Job means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Submission {
    /// Taken; `None` when the printer forgot to name the job.
    Accepted(Option<i32>),
    /// Not taken now; may be tried again.
    Busy,
    /// Not taken.
    Refused,
}

impl Submission {
    pub(super) fn of(answer: &IppRequestResponse) -> Self {
        let status = answer.header().status_code();
        if status.is_success() {
            return Self::Accepted(job_integer(answer, IppAttribute::JOB_ID));
        }
        let later = [
            StatusCode::ServerErrorBusy,
            StatusCode::ServerErrorTemporaryError,
            StatusCode::ServerErrorServiceUnavailable,
        ];
        if later.contains(&status) { Self::Busy } else { Self::Refused }
    }
}

/// What the answer to Get-Job-Attributes says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JobReport {
    /// The job's state, and how many sheets or sides have come out as far as the printer counts.
    Known { state: JobState, pages: i32 },
    /// The printer does not know such a job (any more).
    Gone,
    /// Nothing to learn from this answer.
    Unclear,
}

impl JobReport {
    pub(super) fn of(answer: &IppRequestResponse) -> Self {
        let status = answer.header().status_code();
        if [StatusCode::ClientErrorNotFound, StatusCode::ClientErrorGone].contains(&status) {
            return Self::Gone;
        }
        match job_value(answer, IppAttribute::JOB_STATE)
            .and_then(IppValue::as_enum)
            .and_then(|&state| JobState::from_i32(state))
        {
            Some(state) => Self::Known { state, pages: pages(answer) },
            None => Self::Unclear,
        }
    }
}

fn pages(answer: &IppRequestResponse) -> i32 {
    let counts = [IppAttribute::JOB_IMPRESSIONS_COMPLETED, IppAttribute::JOB_MEDIA_SHEETS_COMPLETED];
    let counts = counts.iter().filter_map(|name| job_integer(answer, name));
    counts.max().unwrap_or(0)
}

fn job_integer(answer: &IppRequestResponse, name: &str) -> Option<i32> {
    job_value(answer, name).and_then(IppValue::as_integer).copied()
}

fn job_value<'a>(answer: &'a IppRequestResponse, name: &str) -> Option<&'a IppValue> {
    value(answer.attributes(), DelimiterTag::JobAttributes, name)
}
