//! The same over real HTTP on the loopback interface.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    process::{Command, Stdio},
    sync::{Arc, mpsc},
    time::Duration,
};

use super::bench::{pdf, seconds};
use crate::{
    MonotonicClock,
    office::{
        Document, InspectionError, OfficeCondition as Condition, OfficeError, OfficeEvent,
        OfficeFault as Fault, OfficeHandle, OfficeResult as Outcome, OfficeSettings, SimOfficeHandle,
        SimOfficeServer, Unreachable, inspect, print_trial, spawn_office,
    },
};

/// Against a hang, not a measure of speed.
const HANG: Duration = Duration::from_secs(30);

struct Wire {
    printer: SimOfficeHandle,
    office: OfficeHandle,
    events: mpsc::Receiver<OfficeEvent>,
}

impl Wire {
    fn new(processing: Duration, settings: OfficeSettings) -> Self {
        let clock = Arc::new(MonotonicClock::new());
        let printer = SimOfficeServer::start(processing, clock.clone()).unwrap();
        let (sender, events) = mpsc::channel();
        // At the end of a test no one listens any more.
        let report = move |event| sender.send(event).unwrap_or_default();
        let office = spawn_office(&printer.uri(), settings, clock, report).unwrap();
        Self { printer, office, events }
    }

    fn next(&self) -> OfficeEvent {
        self.events.recv_timeout(HANG).unwrap()
    }

    fn await_condition(&self, condition: Condition) {
        assert_eq!(self.next(), OfficeEvent::Condition(condition));
    }
}

fn brisk() -> OfficeSettings {
    OfficeSettings {
        idle_poll: Duration::from_millis(20),
        job_poll: Duration::from_millis(10),
        request_timeout: Duration::from_millis(500),
        ..OfficeSettings::default()
    }
}

#[test]
fn a_document_comes_out_of_the_served_printer_byte_for_byte() {
    let wire = Wire::new(Duration::from_millis(50), OfficeSettings::default());
    wire.await_condition(Condition::Ready);
    wire.office.print(4, Document::new(pdf(3)));
    assert_eq!(wire.next(), OfficeEvent::JobEnded { job: 4, result: Outcome::Printed });
    assert_eq!(wire.printer.latest_pdf().unwrap(), pdf(3));
    assert_eq!((wire.printer.received(), wire.printer.printed()), (1, 1));
}

#[test]
fn faults_show_and_pass_on_the_served_printer() {
    let wire = Wire::new(Duration::ZERO, brisk());
    wire.await_condition(Condition::Ready);
    let faults = [
        (Fault::Off, Condition::Unreachable),
        (Fault::PaperOut, Condition::PaperOut),
        (Fault::Silent, Condition::Unreachable),
    ];
    for (fault, condition) in faults {
        wire.printer.fault(fault);
        wire.await_condition(condition);
        wire.printer.repair();
        wire.await_condition(Condition::Ready);
    }
}

/// Runs the first test of this module again, in a process whose environment names a proxy.
#[test]
fn a_proxy_in_the_environment_sees_no_document() {
    let test = "office::tests::wire::a_document_comes_out_of_the_served_printer_byte_for_byte";
    let dead_end = "http://127.0.0.1:9";
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .envs([("ALL_PROXY", dead_end), ("HTTP_PROXY", dead_end), ("http_proxy", dead_end)])
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && report.contains("1 passed"), "{report}");
}

#[test]
fn switching_off_breaks_the_connections_at_once() {
    let printer = SimOfficeServer::start(Duration::ZERO, Arc::new(MonotonicClock::new())).unwrap();
    let address = printer.uri().replace("ipp://", "").replace("/ipp/print", "");
    let mut visitor = TcpStream::connect(&address).unwrap();
    visitor.set_read_timeout(Some(HANG)).unwrap();
    visitor.write_all(b"GET /ipp/print HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut answer = [0; 12];
    visitor.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 405");
    printer.fault(Fault::Off);
    assert!(TcpStream::connect(&address).is_err());
    let end = visitor.read_to_end(&mut Vec::new());
    let broken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::ConnectionReset;
    assert!(end.as_ref().is_ok() || end.as_ref().is_err_and(broken), "{end:?}");
    printer.repair();
    assert!(TcpStream::connect(&address).is_ok());
}

#[test]
fn a_cancelled_job_leaves_the_served_printer() {
    let wire = Wire::new(seconds(3600), brisk());
    wire.await_condition(Condition::Ready);
    wire.office.print(1, Document::new(pdf(0)));
    wire.office.cancel(1);
    assert!(matches!(wire.next(), OfficeEvent::JobEnded { job: 1, .. }));
    assert_eq!(wire.printer.printed(), 0);
}

#[test]
fn an_unusable_address_is_refused_at_once() {
    let spawn = |uri: &str| {
        let clock = Arc::new(MonotonicClock::new());
        spawn_office(uri, OfficeSettings::default(), clock, |_| {}).err().unwrap()
    };
    assert!(matches!(spawn("not a uri"), OfficeError::BadUri));
    assert!(matches!(spawn("ipps://printer:631/ipp/print"), OfficeError::Scheme));
    assert!(matches!(spawn(&format!("ipp://printer/{}", "a".repeat(1100))), OfficeError::TooLong));
}

#[test]
fn a_printer_describes_itself_and_prints_a_trial() {
    let clock = Arc::new(MonotonicClock::new());
    let printer = SimOfficeServer::start(Duration::ZERO, clock.clone()).unwrap();
    let inspection = inspect(&printer.uri(), HANG).unwrap();
    assert_eq!(inspection.missing(), [] as [&str; 0]);
    assert_eq!(inspection.name.as_deref(), Some("Simulator"));
    assert_eq!(
        (inspection.duplex, inspection.colour, inspection.copies),
        (Some(true), Some(false), Some(99))
    );
    let lines = inspection.lines();
    assert!(
        lines.contains(&"A4: có / yes".to_owned()) && lines.contains(&"PDF: có / yes".to_owned()),
        "{lines:#?}"
    );
    let result = print_trial(&printer.uri(), Document::new(pdf(8)), brisk(), clock).unwrap();
    assert_eq!(result, Outcome::Printed);
    assert_eq!(printer.latest_pdf().unwrap(), pdf(8));
}

#[test]
fn a_printer_that_cannot_be_asked_says_why() {
    let printer = SimOfficeServer::start(Duration::ZERO, Arc::new(MonotonicClock::new())).unwrap();
    let wrong = printer.uri().replace("/ipp/print", "/nowhere");
    assert!(matches!(inspect(&wrong, HANG), Err(InspectionError::Unreachable(Unreachable::Http(404)))));
    printer.fault(Fault::Off);
    let off = inspect(&printer.uri(), HANG);
    assert!(matches!(off, Err(InspectionError::Unreachable(Unreachable::NotConnected))));
    assert!(matches!(inspect("a4", HANG), Err(InspectionError::Address(_))));
}
