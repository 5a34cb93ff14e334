//! The life of a job on a printer that works.

use std::time::Duration;

use ipp::prelude::Operation;

use super::bench::{Bench, PROCESSING, bytes, parse, pdf, seconds, uri};
use crate::office::{
    Copies, Document, OfficeCondition as Condition, OfficeDriver, OfficeEvent, OfficeFault as Fault,
    OfficeResult as Outcome, OfficeSettings, SimAnswer, SimOffice, Unreachable, message::Requests,
};

#[test]
fn an_idle_printer_is_looked_at_every_five_seconds_and_reported_once() {
    let mut bench = Bench::new();
    bench.run(Duration::from_millis(29_999));
    assert_eq!(bench.count(Operation::GetPrinterAttributes), 6);
    assert_eq!(bench.asked.len(), 6);
    assert_eq!(bench.conditions(), [Condition::Ready]);
}

#[test]
fn a_document_comes_out_byte_for_byte() {
    let mut bench = Bench::idle();
    bench.print(1, 7);
    bench.run(PROCESSING + seconds(1));
    assert_eq!(bench.result(1), Outcome::Printed);
    assert_eq!(bench.sim.latest_pdf().unwrap(), pdf(7));
    assert_eq!(bench.sim.printed(), 1);
    let end = bench.ends(1)[0].0 - seconds(6);
    assert!(end <= PROCESSING + OfficeSettings::default().job_poll, "seen late: {end:?}");
}

#[test]
fn two_documents_come_out_one_after_the_other() {
    let mut bench = Bench::idle();
    bench.print(1, 1);
    bench.print(2, 2);
    bench.run(PROCESSING + seconds(1));
    assert_eq!(bench.ends(2).len(), 0);
    bench.run(PROCESSING + seconds(1));
    assert_eq!((bench.result(1), bench.result(2)), (Outcome::Printed, Outcome::Printed));
    assert_eq!(bench.sim.latest_pdf().unwrap(), pdf(2));
}

#[test]
fn the_bytes_are_let_go_once_the_printer_has_them() {
    let mut bench = Bench::idle();
    let document = Document::new(pdf(0));
    bench.driver.print(bench.now, 1, document.clone());
    assert_eq!(document.holders(), 2);
    bench.run(seconds(1));
    assert_eq!(bench.ends(1).len(), 0, "still printing");
    assert_eq!(document.holders(), 1);
}

#[test]
fn the_bytes_are_let_go_when_the_printer_cannot_print() {
    let mut bench = Bench::idle();
    bench.fault(Fault::PaperOut);
    let document = Document::new(pdf(0));
    bench.driver.print(bench.now, 1, document.clone());
    bench.run(seconds(1));
    assert_eq!(document.holders(), 1);
}

/// Someone else's job of an hour is at work.
fn occupied() -> Bench {
    let mut bench = Bench::idle();
    bench.sim.set_processing(seconds(3600));
    let request = Requests::new(uri()).unwrap().print(Document::new(pdf(9))).unwrap();
    assert!(matches!(bench.sim.handle(bench.now, &bytes(request)), SimAnswer::Reply(_)));
    bench.sim.set_processing(PROCESSING);
    bench
}

#[test]
fn a_job_whose_turn_never_comes_is_cancelled_at_the_deadline() {
    let mut bench = occupied();
    let start = bench.now;
    bench.print(1, 0);
    bench.run(seconds(61));
    assert_eq!(bench.result(1), Outcome::NotPrinted(Condition::Busy));
    assert_eq!(bench.ends(1)[0].0 - start, OfficeSettings::default().deadline);
    assert_eq!(bench.sim.unfinished(), 1, "only the other's job is left");
    bench.run(seconds(2 * 3600));
    assert_eq!(bench.sim.printed(), 1);
}

#[test]
fn a_job_in_its_queue_is_cancelled_without_a_sheet() {
    let mut bench = occupied();
    bench.print(1, 0);
    bench.run(seconds(1));
    bench.driver.cancel(bench.now, 1);
    bench.run(seconds(1));
    assert_eq!(bench.result(1), Outcome::NotPrinted(Condition::Busy));
    assert_eq!(bench.sim.unfinished(), 1);
}

#[test]
fn a_job_at_work_is_cancelled_but_a_sheet_may_lie_there() {
    let mut bench = Bench::idle();
    bench.print(1, 0);
    bench.run(seconds(1));
    bench.driver.cancel(bench.now, 1);
    bench.run(seconds(1));
    assert_eq!(bench.result(1), Outcome::Unconfirmed(Condition::Ready));
    bench.run(seconds(60));
    assert_eq!(bench.sim.printed(), 0);
}

#[test]
fn a_job_still_waiting_here_is_cancelled_without_asking_anyone() {
    let mut bench = Bench::idle();
    bench.print(1, 1);
    bench.print(2, 2);
    bench.run(seconds(1));
    bench.driver.cancel(bench.now, 2);
    bench.run(seconds(5));
    assert_eq!((bench.result(1), bench.result(2)), (Outcome::Printed, Outcome::NotPrinted(Condition::Ready)));
    assert_eq!((bench.sim.received(), bench.count(Operation::CancelJob)), (1, 0));
}

#[test]
fn cancelling_what_ended_or_never_was_does_nothing() {
    let mut bench = Bench::idle();
    bench.print(1, 1);
    bench.run(seconds(5));
    bench.driver.cancel(bench.now, 1);
    bench.driver.cancel(bench.now, 99);
    bench.run(seconds(5));
    assert_eq!(bench.result(1), Outcome::Printed);
    assert_eq!(bench.events.len(), 2, "one condition, one end");
}

#[test]
fn a_job_that_completes_while_being_cancelled_counts_as_printed() {
    let mut bench = Bench::idle();
    bench.print(1, 0);
    bench.run(PROCESSING - Duration::from_millis(100));
    // The next look would be too early; the cancellation arrives after the last sheet.
    bench.now += Duration::from_millis(101);
    bench.driver.cancel(bench.now, 1);
    bench.run(seconds(1));
    assert_eq!(bench.count(Operation::CancelJob), 1);
    assert_eq!(bench.result(1), Outcome::Printed);
}

/// A driver with its Print-Job out, and the printer's answer to it.
fn in_flight() -> (OfficeDriver, SimOffice, Vec<u8>) {
    let mut driver = OfficeDriver::new(uri(), OfficeSettings::default()).unwrap();
    let mut sim = SimOffice::new(PROCESSING);
    driver.print(seconds(0), 1, Document::new(pdf(0)));
    let mut ask = |driver: &mut OfficeDriver| {
        let request = driver.take_request().unwrap();
        match sim.handle(seconds(0), &bytes(request)) {
            SimAnswer::Reply(answer) => answer,
            SimAnswer::Refused | SimAnswer::Silence => panic!("a printer without faults answers"),
        }
    };
    let ready = ask(&mut driver);
    driver.on_response(seconds(0), Ok(parse(ready)));
    let accepted = ask(&mut driver);
    while driver.poll_event().is_some() {}
    (driver, sim, accepted)
}

fn operation(driver: &mut OfficeDriver) -> i16 {
    driver.take_request().unwrap().header().operation_or_status
}

#[test]
fn a_job_called_off_while_it_is_being_sent_is_cancelled_on_arrival() {
    let (mut driver, _, accepted) = in_flight();
    driver.cancel(seconds(1), 1);
    assert!(driver.take_request().is_none(), "one at a time");
    driver.on_response(seconds(2), Ok(parse(accepted)));
    assert_eq!(operation(&mut driver), Operation::CancelJob as i16);
}

#[test]
fn a_job_accepted_after_it_was_given_up_is_withdrawn() {
    let (mut driver, mut sim, accepted) = in_flight();
    driver.cancel(seconds(1), 1);
    driver.on_time(seconds(6));
    let result = Outcome::Unconfirmed(Condition::Ready);
    assert_eq!(driver.poll_event(), Some(OfficeEvent::JobEnded { job: 1, result }));
    driver.on_response(seconds(7), Ok(parse(accepted)));
    assert_eq!(sim.unfinished(), 1);
    sim.handle(seconds(1), &bytes(driver.take_request().unwrap()));
    assert_eq!(sim.unfinished(), 0);
}

#[test]
fn nothing_is_taken_for_sent_when_no_connection_was_made() {
    let ends = [
        (Unreachable::NotConnected, Outcome::NotPrinted(Condition::Unreachable)),
        (Unreachable::Http(401), Outcome::NotPrinted(Condition::Refused)),
        (Unreachable::NoAnswer, Outcome::Unconfirmed(Condition::Unreachable)),
        (Unreachable::Garbled, Outcome::Unconfirmed(Condition::Unreachable)),
    ];
    for (why, result) in ends {
        let (mut driver, _, _) = in_flight();
        driver.on_response(seconds(1), Err(why));
        assert!(matches!(driver.poll_event(), Some(OfficeEvent::Condition(_))));
        assert_eq!(driver.poll_event(), Some(OfficeEvent::JobEnded { job: 1, result }), "{why:?}");
    }
}

/// The driver and a printer that lacks something, after six seconds and one document.
fn unfit(sizes: &[&str], formats: &[&str]) -> Bench {
    let mut bench = Bench::new();
    bench.sim = SimOffice::supporting(PROCESSING, sizes, formats);
    bench.run(seconds(6));
    bench.print(1, 0);
    bench.run(seconds(0));
    bench
}

#[test]
fn an_unfit_printer_is_told_before_the_first_job_and_gets_no_document() {
    let cases: [(&[&str], &[&str], Condition); 2] = [
        (&["na_letter_8.5x11in"], &["application/pdf"], Condition::NoA4),
        (&["iso_a4_210x297mm"], &["image/pwg-raster"], Condition::NoPdf),
    ];
    for (sizes, formats, condition) in cases {
        let bench = unfit(sizes, formats);
        assert_eq!(bench.events[0], (seconds(0), OfficeEvent::Condition(condition)));
        assert_eq!(bench.result(1), Outcome::NotPrinted(condition));
        assert_eq!((bench.count(Operation::PrintJob), bench.sim.received()), (0, 0), "{condition:?}");
    }
}

#[test]
fn several_copies_come_out_of_one_job_with_time_for_each() {
    let mut bench = Bench::idle();
    bench.sim.set_processing(seconds(11));
    let copies = Copies::new(9).unwrap();
    bench.driver.print(bench.now, 1, Document::new(pdf(3)).in_copies(copies));
    bench.run(seconds(100));
    assert_eq!(bench.result(1), Outcome::Printed);
    assert_eq!((bench.sim.received(), bench.sim.latest_copies()), (1, 9));
    bench.driver.print(bench.now, 2, Document::new(pdf(3)).in_copies(copies));
    let start = bench.now;
    bench.fault(Fault::Busy);
    bench.run(seconds(200));
    let settings = OfficeSettings::default();
    assert_eq!(bench.ends(2)[0].0 - start, settings.deadline + settings.per_copy * 8);
}

#[test]
fn the_same_document_prints_again_under_another_number() {
    let mut bench = Bench::idle();
    let document = Document::new(pdf(5));
    for job in 1..=2 {
        bench.driver.print(bench.now, job, document.clone());
        bench.run(PROCESSING + seconds(1));
        assert_eq!(bench.result(job), Outcome::Printed);
        assert_eq!(bench.sim.latest_pdf().unwrap(), pdf(5));
    }
    assert_eq!((bench.sim.printed(), bench.sim.latest_copies(), document.holders()), (2, 1, 1));
}
