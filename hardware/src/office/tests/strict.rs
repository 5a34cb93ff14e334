//! What the simulated printer refuses, as a real one would.

use ipp::{
    attribute::IppAttributeName,
    prelude::{DelimiterTag, IppAttribute, IppRequestResponse, IppValue, IppVersion, Operation, StatusCode},
};

use super::bench::{PROCESSING, bytes, parse, pdf, seconds, uri};
use crate::office::{Copies, Document, SimAnswer, SimOffice, message::Requests};

fn print_request() -> IppRequestResponse {
    Requests::new(uri()).unwrap().print(Document::new(pdf(0))).unwrap()
}

fn answer(request: &[u8]) -> IppRequestResponse {
    let mut sim = SimOffice::new(PROCESSING);
    let answer = match sim.handle(seconds(0), request) {
        SimAnswer::Reply(answer) => parse(answer),
        SimAnswer::Refused | SimAnswer::Silence => panic!("a printer without faults answers"),
    };
    assert_eq!(sim.received(), u64::from(answer.header().status_code().is_success()));
    answer
}

/// Print-Job with one attribute replaced.
fn print_with(group: DelimiterTag, name: IppAttributeName, value: IppValue) -> IppRequestResponse {
    let mut request = print_request();
    let attributes = request.attributes_mut().first_of_mut(group).unwrap().attributes_mut();
    attributes.retain(|attribute| attribute.name().as_str() != name.as_ref());
    attributes.push(IppAttribute::new(name, value));
    answer(&bytes(request))
}

fn unsupported(answer: &IppRequestResponse) -> Vec<&str> {
    let groups = answer.attributes().groups_of(DelimiterTag::UnsupportedAttributes);
    groups.flat_map(|group| group.attributes()).map(|a| a.name().as_str()).collect()
}

#[test]
fn what_the_kiosk_sends_is_accepted() {
    assert_eq!(answer(&bytes(print_request())).header().status_code(), StatusCode::SuccessfulOk);
}

/// The job attributes of Print-Job, as text.
fn wishes(document: Document) -> Vec<String> {
    let request = Requests::new(uri()).unwrap().print(document).unwrap();
    let groups = request.attributes().groups_of(DelimiterTag::JobAttributes);
    groups.flat_map(|group| group.attributes()).map(|a| format!("{}={}", a.name(), a.value())).collect()
}

#[test]
fn a_job_asks_for_a4_in_its_true_size_and_for_whole_copies() {
    let once = ["copies=1", "media=iso_a4_210x297mm", "print-scaling=none"];
    assert_eq!(wishes(Document::new(pdf(0))), once);
    let collated = "multiple-document-handling=separate-documents-collated-copies";
    let twice = ["copies=2", once[1], once[2], collated];
    let copies = Copies::new(2).unwrap();
    assert_eq!(wishes(Document::new(pdf(0)).in_copies(copies)), twice);
}

#[test]
fn more_copies_than_the_printer_makes_and_unknown_scaling_are_refused_by_name() {
    let status = StatusCode::ClientErrorAttributesOrValuesNotSupported;
    for (name, value) in [
        (IppAttributeName::COPIES, IppValue::Integer(100)),
        (IppAttributeName::COPIES, IppValue::Integer(0)),
        (IppAttributeName::const_new("print-scaling"), IppValue::new_keyword("fill").unwrap()),
    ] {
        let at_fault = name.as_ref().to_owned();
        let answer = print_with(DelimiterTag::JobAttributes, name, value);
        assert_eq!((answer.header().status_code(), unsupported(&answer)), (status, vec![at_fault.as_str()]));
    }
}

#[test]
fn another_paper_is_refused_by_name() {
    let letter = IppValue::new_keyword("na_letter_8.5x11in").unwrap();
    let answer = print_with(DelimiterTag::JobAttributes, IppAttributeName::MEDIA, letter);
    let status = StatusCode::ClientErrorAttributesOrValuesNotSupported;
    assert_eq!((answer.header().status_code(), unsupported(&answer)), (status, vec!["media"]));
}

#[test]
fn another_format_is_refused_by_name() {
    let word = IppValue::new_mime_media_type("application/msword").unwrap();
    let answer = print_with(DelimiterTag::OperationAttributes, IppAttributeName::DOCUMENT_FORMAT, word);
    let status = StatusCode::ClientErrorDocumentFormatNotSupported;
    assert_eq!((answer.header().status_code(), unsupported(&answer)), (status, vec!["document-format"]));
}

#[test]
fn other_charsets_are_refused() {
    let latin = IppValue::new_charset("iso-8859-1").unwrap();
    let answer = print_with(DelimiterTag::OperationAttributes, IppAttributeName::ATTRIBUTES_CHARSET, latin);
    assert_eq!(answer.header().status_code(), StatusCode::ClientErrorCharsetNotSupported);
}

/// Print-Job with its header changed.
fn print_under(change: impl FnOnce(&mut ipp::IppHeader)) -> StatusCode {
    let mut request = print_request();
    change(request.header_mut());
    answer(&bytes(request)).header().status_code()
}

#[test]
fn wrong_headers_are_refused() {
    let version = print_under(|header| header.version = IppVersion(0x0300));
    assert_eq!(version, StatusCode::ServerErrorVersionNotSupported);
    let id = print_under(|header| header.request_id = 0);
    assert_eq!(id, StatusCode::ClientErrorBadRequest);
    let operation = print_under(|header| header.operation_or_status = Operation::PurgeJobs as i16);
    assert_eq!(operation, StatusCode::ServerErrorOperationNotSupported);
}

#[test]
fn noise_and_a_request_without_a_target_are_bad_requests() {
    let nowhere = IppRequestResponse::new(IppVersion::v1_1(), Operation::PrintJob, None).unwrap();
    for request in [b"GET / HTTP/1.1".to_vec(), Vec::new(), bytes(nowhere)] {
        assert_eq!(answer(&request).header().status_code(), StatusCode::ClientErrorBadRequest);
    }
}

#[test]
fn a_document_that_is_no_pdf_is_refused() {
    let request = Requests::new(uri()).unwrap().print(Document::new(b"PK\x03\x04".to_vec())).unwrap();
    assert_eq!(answer(&bytes(request)).header().status_code(), StatusCode::ClientErrorDocumentFormatError);
}

#[test]
fn the_job_is_named_after_the_kiosk_alone() {
    let request = bytes(print_request());
    let head = &request[..request.windows(5).position(|w| w == b"%PDF-").unwrap()];
    let text = String::from_utf8_lossy(head);
    assert!(text.contains("khong-viet") && text.contains("kiosk") && text.contains("iso_a4_210x297mm"));
}
