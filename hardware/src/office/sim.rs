//! A page printer in memory, at the IPP message: what goes in and comes out are the bytes that
//! HTTP would carry. As strict as a real one about what it accepts.

mod envelope;
mod ticket;

use std::{collections::BTreeSet, io::Cursor, io::Read as _, time::Duration};

use ipp::{IppHeader, parser::IppParser, prelude::*, reader::IppReader};
use serde::{Deserialize, Serialize};

use self::envelope::{Group, Outcome, Rejection, check_envelope, operation_value, reply};
use self::ticket::Ticket;
use super::message::{A4, PDF};
use crate::Tick;

/// How a simulated page printer can be out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfficeFault {
    /// The tray is empty: jobs are accepted and wait.
    PaperOut,
    /// Paper is jammed: the job at work is aborted, later ones wait.
    PaperJam,
    /// A door is open: jobs are accepted and wait.
    CoverOpen,
    /// Toner is low: it prints all the same.
    TonerLow,
    /// Print-Job is answered with server-error-busy.
    Busy,
    /// Switched off: connections are refused, and its jobs are forgotten.
    Off,
    /// Connections are accepted and never answered; nothing is printed.
    Silent,
}

/// What a request meets.
#[derive(Debug, PartialEq, Eq)]
pub enum SimAnswer {
    /// These bytes of IPP come back.
    Reply(Vec<u8>),
    /// No connection can be made.
    Refused,
    /// Nothing ever comes back.
    Silence,
}

/// Finished jobs that the printer still knows.
const HISTORY: usize = 32;
const OPERATIONS: [Operation; 4] =
    [Operation::PrintJob, Operation::CancelJob, Operation::GetJobAttributes, Operation::GetPrinterAttributes];

struct SimJob {
    id: i32,
    state: JobState,
    left: Duration,
    document: Vec<u8>,
    copies: u8,
}

/// A simulated page printer that holds A4, takes PDF, and prints one job after another.
pub struct SimOffice {
    processing: Duration,
    sizes: Vec<String>,
    formats: Vec<String>,
    faults: BTreeSet<OfficeFault>,
    jobs: Vec<SimJob>,
    last_id: i32,
    now: Tick,
    latest: Option<Vec<u8>>,
    latest_copies: u8,
    received: u64,
    printed: u64,
}

impl SimOffice {
    /// A ready printer whose jobs take `processing` for each copy.
    #[must_use]
    pub fn new(processing: Duration) -> Self {
        Self::supporting(processing, &[A4], &[PDF])
    }

    /// One that has these sizes of paper (`iso_a4_210x297mm`) and takes these formats (`application/pdf`).
    #[must_use]
    pub fn supporting(processing: Duration, sizes: &[&str], formats: &[&str]) -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            processing,
            sizes: owned(sizes),
            formats: owned(formats),
            faults: BTreeSet::new(),
            jobs: Vec::new(),
            last_id: 0,
            now: Tick::ZERO,
            latest: None,
            latest_copies: 0,
            received: 0,
            printed: 0,
        }
    }

    /// The time that jobs accepted from now on take.
    pub fn set_processing(&mut self, processing: Duration) {
        self.processing = processing;
    }

    /// Breaks it in one more way.
    pub fn fault(&mut self, now: Tick, fault: OfficeFault) {
        self.advance(now);
        self.faults.insert(fault);
        match fault {
            OfficeFault::PaperJam => self.abort_current(),
            OfficeFault::Off => self.jobs.retain(SimJob::ended),
            OfficeFault::PaperOut
            | OfficeFault::CoverOpen
            | OfficeFault::TonerLow
            | OfficeFault::Busy
            | OfficeFault::Silent => {}
        }
    }

    /// Mends one fault; jobs that waited go on.
    pub fn clear(&mut self, now: Tick, fault: OfficeFault) {
        self.advance(now);
        self.faults.remove(&fault);
    }

    /// Mends everything.
    pub fn repair(&mut self, now: Tick) {
        self.advance(now);
        self.faults.clear();
    }

    /// Whether this fault is present.
    #[must_use]
    pub fn has(&self, fault: OfficeFault) -> bool {
        self.faults.contains(&fault)
    }

    /// The document printed last, byte for byte.
    #[must_use]
    pub fn latest_pdf(&self) -> Option<&[u8]> {
        self.latest.as_deref()
    }

    /// How often the document printed last came out; 0 before the first.
    #[must_use]
    pub fn latest_copies(&self) -> u8 {
        self.latest_copies
    }

    /// Documents accepted so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Documents that came out so far.
    #[must_use]
    pub fn printed(&self) -> u64 {
        self.printed
    }

    /// Jobs accepted that have not ended.
    #[must_use]
    pub fn unfinished(&self) -> usize {
        self.jobs.iter().filter(|job| !job.ended()).count()
    }

    /// Answers one request, attributes and document in one piece as HTTP carries them.
    pub fn handle(&mut self, now: Tick, request: &[u8]) -> SimAnswer {
        self.advance(now);
        if self.has(OfficeFault::Off) {
            return SimAnswer::Refused;
        }
        if self.has(OfficeFault::Silent) {
            return SimAnswer::Silence;
        }
        let parser = IppParser::new(IppReader::new(Cursor::new(request.to_vec())));
        let Ok(request) = parser.parse() else {
            let header = IppHeader::new(IppVersion::v1_1(), 0, 0);
            return reply(header, Err(StatusCode::ClientErrorBadRequest.into()));
        };
        let header = *request.header();
        let outcome = check_envelope(&request).and_then(|()| self.perform(request));
        reply(header, outcome)
    }

    fn perform(&mut self, request: IppRequestResponse) -> Outcome {
        let operation = Operation::from_i16(request.header().operation_or_status);
        match operation.filter(|known| OPERATIONS.contains(known)) {
            Some(Operation::GetPrinterAttributes) => Ok(self.describe(&request)),
            Some(Operation::PrintJob) => self.print(request),
            Some(Operation::GetJobAttributes) => self.find(&request).map(|job| describe_job(job)),
            Some(Operation::CancelJob) => self.cancel(&request),
            _ => Err(StatusCode::ServerErrorOperationNotSupported.into()),
        }
    }

    fn describe(&self, request: &IppRequestResponse) -> IppAttributes {
        let mut all = Group::new(DelimiterTag::PrinterAttributes);
        all.add(IppAttribute::PRINTER_STATE, IppValue::Enum(self.state() as i32));
        all.add_keywords(IppAttribute::PRINTER_STATE_REASONS, &self.reasons());
        all.add(IppAttribute::PRINTER_IS_ACCEPTING_JOBS, IppValue::Boolean(true));
        let sizes: Vec<&str> = self.sizes.iter().map(String::as_str).collect();
        all.add_keywords(IppAttribute::MEDIA_SUPPORTED, &sizes);
        all.add_keywords(IppAttribute::MEDIA_READY, &sizes);
        all.add_keywords(IppAttribute::IPP_VERSIONS_SUPPORTED, &["1.1", "2.0"]);
        let operations = OPERATIONS.map(|operation| IppValue::Enum(operation as i32));
        all.add(IppAttribute::OPERATIONS_SUPPORTED, IppValue::Array(operations.into()));
        let formats = self.formats.iter().flat_map(IppValue::new_mime_media_type);
        all.add(IppAttribute::DOCUMENT_FORMAT_SUPPORTED, IppValue::Array(formats.collect()));
        all.add(IppAttribute::COPIES_SUPPORTED, IppValue::new_range_of_integer(1, 99));
        all.add(IppAttribute::COLOR_SUPPORTED, IppValue::Boolean(false));
        all.add_keywords(IppAttribute::SIDES_SUPPORTED, &["one-sided", "two-sided-long-edge"]);
        all.add_keywords("print-scaling-supported", &["auto", "none"]);
        if let (Ok(name), Ok(model)) = (
            IppValue::new_name_without_language("Simulator"),
            IppValue::new_text_without_language("khong-viet simulated printer"),
        ) {
            all.add(IppAttribute::PRINTER_NAME, name);
            all.add(IppAttribute::PRINTER_MAKE_AND_MODEL, model);
        }
        all.only_requested(request)
    }

    fn state(&self) -> PrinterState {
        if self.halted() {
            PrinterState::Stopped
        } else if self.unfinished() > 0 {
            PrinterState::Processing
        } else {
            PrinterState::Idle
        }
    }

    /// With differing severity suffixes on purpose: real printers do not agree on them.
    fn reasons(&self) -> Vec<&'static str> {
        let mut reasons = Vec::new();
        for fault in &self.faults {
            match fault {
                OfficeFault::PaperOut => reasons.extend(["media-empty-warning", "media-needed"]),
                OfficeFault::PaperJam => reasons.push("media-jam-error"),
                OfficeFault::CoverOpen => reasons.push("door-open"),
                OfficeFault::TonerLow => reasons.push("toner-low-report"),
                OfficeFault::Busy | OfficeFault::Off | OfficeFault::Silent => {}
            }
        }
        if reasons.is_empty() {
            reasons.push("none");
        }
        reasons
    }

    fn print(&mut self, request: IppRequestResponse) -> Outcome {
        let ticket = Ticket::read(request.attributes(), &self.sizes, &self.formats)?;
        if self.has(OfficeFault::Busy) {
            return Err(StatusCode::ServerErrorBusy.into());
        }
        let mut document = Vec::new();
        let read = request.into_payload().read_to_end(&mut document);
        if read.is_err() || !document.starts_with(b"%PDF-") {
            return Err(StatusCode::ClientErrorDocumentFormatError.into());
        }
        self.accept(document, ticket.copies)
    }

    fn accept(&mut self, document: Vec<u8>, copies: u8) -> Outcome {
        self.last_id += 1;
        self.received += 1;
        self.forget_oldest();
        let left = self.processing * u32::from(copies);
        let job = SimJob { id: self.last_id, state: JobState::Pending, left, document, copies };
        let description = describe_job(&job);
        self.jobs.push(job);
        Ok(description)
    }

    fn forget_oldest(&mut self) {
        let surplus = (self.jobs.len() + 1).saturating_sub(HISTORY);
        let old: Vec<i32> = self.jobs.iter().filter(|job| job.ended()).map(|job| job.id).collect();
        let old = &old[..surplus.min(old.len())];
        self.jobs.retain(|job| !old.contains(&job.id));
    }

    fn cancel(&mut self, request: &IppRequestResponse) -> Outcome {
        let job = self.find(request)?;
        if job.ended() {
            return Err(StatusCode::ClientErrorNotPossible.into());
        }
        job.end(JobState::Canceled);
        Ok(IppAttributes::new())
    }

    fn find(&mut self, request: &IppRequestResponse) -> Result<&mut SimJob, Rejection> {
        let id = operation_value(request.attributes(), IppAttribute::JOB_ID)
            .and_then(IppValue::as_integer)
            .ok_or(StatusCode::ClientErrorBadRequest)?;
        let job = self.jobs.iter_mut().find(|job| job.id == *id);
        job.ok_or(StatusCode::ClientErrorNotFound.into())
    }

    /// Lets time pass: the first unfinished job gets the time that has gone by.
    fn advance(&mut self, now: Tick) {
        let mut spare = now.saturating_sub(self.now);
        self.now = self.now.max(now);
        let halted = self.halted();
        while let Some(job) = self.jobs.iter_mut().find(|job| !job.ended()) {
            job.state = JobState::Processing;
            if halted {
                return;
            }
            let worked = spare.min(job.left);
            spare -= worked;
            job.left -= worked;
            if !job.left.is_zero() {
                return;
            }
            self.latest_copies = job.copies;
            self.latest = Some(job.end(JobState::Completed));
            self.printed += 1;
        }
    }

    fn halted(&self) -> bool {
        let halting = [
            OfficeFault::PaperOut,
            OfficeFault::PaperJam,
            OfficeFault::CoverOpen,
            OfficeFault::Off,
            OfficeFault::Silent,
        ];
        halting.iter().any(|fault| self.faults.contains(fault))
    }

    fn abort_current(&mut self) {
        if let Some(job) = self.jobs.iter_mut().find(|job| job.state == JobState::Processing) {
            job.end(JobState::Aborted);
        }
    }
}

impl SimJob {
    fn ended(&self) -> bool {
        [JobState::Completed, JobState::Canceled, JobState::Aborted].contains(&self.state)
    }

    /// Ends it and gives its document, which it no longer holds.
    fn end(&mut self, state: JobState) -> Vec<u8> {
        self.state = state;
        std::mem::take(&mut self.document)
    }
}

fn describe_job(job: &SimJob) -> IppAttributes {
    let sheets = if job.state == JobState::Completed { i32::from(job.copies) } else { 0 };
    let mut group = Group::new(DelimiterTag::JobAttributes);
    group.add(IppAttribute::JOB_ID, IppValue::Integer(job.id));
    group.add(IppAttribute::JOB_STATE, IppValue::Enum(job.state as i32));
    group.add(IppAttribute::JOB_MEDIA_SHEETS_COMPLETED, IppValue::Integer(sheets));
    group.attributes
}
