//! The A4 printer against programs that are not ours: CUPS's model printer, and a real print spooler before
//! one that knows only raster.

use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use ipp::prelude::PrinterState;
use kiosk_hardware::MonotonicClock;
use kiosk_hardware::office::{
    Copies, Document, OfficeCondition as Condition, OfficeEvent, OfficeHandle, OfficeResult, OfficeSettings,
    inspect, spawn_office,
};
use kiosk_tests::{Bus, Cups, Ippeve, PrinterFault as Fault, in_own_network};

/// Against a hang, not a measure of speed.
const HANG: Duration = Duration::from_secs(60);

/// A printer with A4 in its tray; by itself the model has US letter.
const WITH_A4: &str = "ATTR mimeMediaType document-format-supported application/pdf\n\
                       ATTR keyword media-supported iso_a4_210x297mm,na_letter_8.5x11in\n\
                       ATTR keyword media-ready iso_a4_210x297mm\n\
                       ATTR keyword media-default iso_a4_210x297mm\n\
                       ATTR rangeOfInteger copies-supported 1-99\n\
                       ATTR keyword sides-supported one-sided,two-sided-long-edge\n\
                       ATTR boolean color-supported false\n";
const LETTER_ALONE: &str = "ATTR mimeMediaType document-format-supported application/pdf\n\
                            ATTR keyword media-supported na_letter_8.5x11in\n";

/// The kiosk's end of the line.
struct Kiosk {
    office: OfficeHandle,
    events: Receiver<OfficeEvent>,
}

impl Kiosk {
    fn new(uri: &str, deadline: Duration) -> Self {
        let settings = OfficeSettings {
            deadline,
            cancel_grace: Duration::from_secs(1),
            job_poll: Duration::from_millis(20),
            idle_poll: Duration::from_millis(50),
            request_timeout: Duration::from_secs(2),
            ..OfficeSettings::default()
        };
        let (told, events) = channel();
        // At the end of a test no one listens any more.
        let tell = move |event| told.send(event).unwrap_or_default();
        let office = spawn_office(uri, settings, Arc::new(MonotonicClock::new()), tell).unwrap();
        Self { office, events }
    }

    /// A printer that is ready.
    fn ready(uri: &str) -> Self {
        let kiosk = Self::new(uri, HANG / 2);
        kiosk.await_condition(Condition::Ready);
        kiosk
    }

    /// Waits for this condition; no job may end meanwhile.
    fn await_condition(&self, wanted: Condition) {
        loop {
            match self.events.recv_timeout(HANG).unwrap() {
                OfficeEvent::Condition(condition) if condition == wanted => return,
                OfficeEvent::Condition(_) => {}
                OfficeEvent::JobEnded { job, result } => panic!("job {job} ended with {result:?}"),
            }
        }
    }

    /// Waits for the end of the job under way.
    fn await_end(&self) -> OfficeResult {
        loop {
            match self.events.recv_timeout(HANG).unwrap() {
                OfficeEvent::JobEnded { result, .. } => return result,
                OfficeEvent::Condition(_) => {}
            }
        }
    }

    fn print(&self, job: u64, pdf: &[u8]) {
        self.office.print(job, Document::new(pdf.to_vec()));
    }
}

/// A PDF of one A4 page with a black field on it, followed by every byte.
fn page() -> Vec<u8> {
    let drawing = "0 0 0 rg 100 100 200 300 re f";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Contents 4 0 R /Resources << >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawing}\nendstream", drawing.len()),
    ];
    let mut file = b"%PDF-1.4\n%".to_vec();
    file.extend((0..=u8::MAX).filter(|byte| !b"\r\n".contains(byte)));
    file.push(b'\n');
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(&objects) {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = file.len();
    file.extend(format!("{table}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

#[test]
fn a_document_comes_out_byte_for_byte_and_under_a_neutral_name() {
    in_own_network("office_printer::a_document_comes_out_byte_for_byte_and_under_a_neutral_name", || {
        let bus = Bus::start();
        let printer = bus.printer(WITH_A4);
        let kiosk = Kiosk::ready(&Ippeve::uri());
        let document = Document::new(page()).in_copies(Copies::new(2).unwrap());
        kiosk.office.print(1, document.clone());
        assert_eq!(kiosk.await_end(), OfficeResult::Printed);
        assert_eq!(printer.printed().unwrap(), page());
        let wishes = printer.wishes();
        for wish in ["IPP_JOB_NAME=khong-viet", "IPP_COPIES=2", "IPP_MEDIA=iso_a4_210x297mm"] {
            assert!(wishes.iter().any(|w| w == wish), "no {wish} in {wishes:#?}");
        }
        kiosk.office.print(2, document);
        assert_eq!(kiosk.await_end(), OfficeResult::Printed, "the second print");
    });
}

#[test]
fn paper_out_is_told_and_the_page_comes_out_when_there_is_paper() {
    in_own_network("office_printer::paper_out_is_told_and_the_page_comes_out_when_there_is_paper", || {
        let bus = Bus::start();
        let printer = bus.printer(WITH_A4);
        let kiosk = Kiosk::ready(&Ippeve::uri());
        printer.fault(Fault::Empty);
        kiosk.print(1, &page());
        kiosk.await_condition(Condition::PaperOut);
        assert_eq!(printer.printed(), None);
        printer.clear(Fault::Empty);
        assert_eq!(kiosk.await_end(), OfficeResult::Printed);
        assert_eq!(printer.printed().unwrap(), page());
    });
}

#[test]
fn without_paper_the_job_is_given_up_at_its_deadline() {
    in_own_network("office_printer::without_paper_the_job_is_given_up_at_its_deadline", || {
        let bus = Bus::start();
        let printer = bus.printer(WITH_A4);
        let deadline = Duration::from_secs(2);
        let kiosk = Kiosk::new(&Ippeve::uri(), deadline);
        kiosk.await_condition(Condition::Ready);
        printer.fault(Fault::Empty);
        let started = Instant::now();
        kiosk.print(1, &page());
        let result = kiosk.await_end();
        // The model ends a cancelled job only with its command, which waits for paper: nobody can be sure.
        assert_eq!(result, OfficeResult::Unconfirmed(Condition::PaperOut));
        assert!(started.elapsed() >= deadline && started.elapsed() < HANG / 2);
        assert_eq!(printer.printed(), None);
    });
}

#[test]
fn a_jam_ends_the_job_and_is_told() {
    in_own_network("office_printer::a_jam_ends_the_job_and_is_told", || {
        let bus = Bus::start();
        let printer = bus.printer(WITH_A4);
        let kiosk = Kiosk::ready(&Ippeve::uri());
        printer.fault(Fault::Jam);
        kiosk.print(1, &page());
        assert_eq!(kiosk.await_end(), OfficeResult::NotPrinted(Condition::PaperJam));
        assert_eq!(printer.printed(), None);
    });
}

#[test]
fn a_busy_printer_gets_the_document_when_it_is_free() {
    in_own_network("office_printer::a_busy_printer_gets_the_document_when_it_is_free", || {
        let bus = Bus::start();
        let printer = bus.printer(WITH_A4);
        let (other, kiosk) = (Kiosk::ready(&Ippeve::uri()), Kiosk::ready(&Ippeve::uri()));
        printer.fault(Fault::Slow);
        other.print(1, b"%PDF-1.4 somebody else's");
        // Answers that it is busy are told only once a document has been offered and sent back.
        while inspect(&Ippeve::uri(), HANG).unwrap().state != Some(PrinterState::Processing) {}
        kiosk.print(1, &page());
        kiosk.await_condition(Condition::Busy);
        printer.clear(Fault::Slow);
        assert_eq!((other.await_end(), kiosk.await_end()), (OfficeResult::Printed, OfficeResult::Printed));
        assert_eq!(printer.printed().unwrap(), page());
    });
}

#[test]
fn a_printer_that_is_off_is_told_and_found_again() {
    in_own_network("office_printer::a_printer_that_is_off_is_told_and_found_again", || {
        let bus = Bus::start();
        let printer = bus.printer(WITH_A4);
        let kiosk = Kiosk::ready(&Ippeve::uri());
        drop(printer);
        kiosk.await_condition(Condition::Unreachable);
        kiosk.print(1, &page());
        assert_eq!(kiosk.await_end(), OfficeResult::NotPrinted(Condition::Unreachable));
        let printer = bus.printer(WITH_A4);
        kiosk.await_condition(Condition::Ready);
        assert_eq!(printer.printed(), None, "what was given up does not come out");
    });
}

#[test]
fn a_printer_that_never_answers_is_told_and_gets_no_document() {
    in_own_network("office_printer::a_printer_that_never_answers_is_told_and_gets_no_document", || {
        let bus = Bus::start();
        let printer = bus.printer(WITH_A4);
        let kiosk = Kiosk::ready(&Ippeve::uri());
        printer.freeze();
        kiosk.await_condition(Condition::Unreachable);
        kiosk.print(1, &page());
        assert_eq!(kiosk.await_end(), OfficeResult::NotPrinted(Condition::Unreachable));
        printer.thaw();
        kiosk.await_condition(Condition::Ready);
        assert_eq!(printer.printed(), None);
    });
}

#[test]
fn a_printer_without_a4_or_pdf_is_told_before_any_job() {
    in_own_network("office_printer::a_printer_without_a4_or_pdf_is_told_before_any_job", || {
        let bus = Bus::start();
        let told = |printer: Ippeve, condition: Condition| {
            let kiosk = Kiosk::new(&Ippeve::uri(), HANG);
            kiosk.await_condition(condition);
            let inspection = inspect(&Ippeve::uri(), HANG).unwrap();
            assert_eq!(inspection.condition, condition);
            assert!(inspection.missing().contains(&condition.technician_text()), "{inspection:?}");
            drop(printer);
        };
        told(bus.printer(LETTER_ALONE), Condition::NoA4);
        told(bus.raster_printer(), Condition::NoPdf);
    });
}

/// Big-endian number at this place of a PWG raster file's first page header (PWG 5102.4 section 4.3).
fn header(raster: &[u8], at: usize) -> u32 {
    // The header follows the four bytes of the file's mark.
    u32::from_be_bytes(raster[4 + at..8 + at].try_into().unwrap())
}

#[test]
fn a_spooler_makes_raster_of_the_form_and_keeps_nothing() {
    in_own_network("office_printer::a_spooler_makes_raster_of_the_form_and_keeps_nothing", || {
        let bus = Bus::start();
        let printer = bus.raster_printer();
        let driver = Command::new("driverless").arg(Ippeve::uri()).output();
        let driver = driver.expect("driverless, from the Debian package cups-filters").stdout;
        assert!(driver.starts_with(b"*PPD-Adobe"), "driverless makes no driver");
        let cups = Cups::with_driver(&Ippeve::uri(), &driver);
        let kiosk = Kiosk::ready(&cups.uri());
        kiosk.print(1, &page());
        assert_eq!(kiosk.await_end(), OfficeResult::Printed);
        let raster = printer.printed().unwrap();
        assert!(raster.starts_with(b"RaS2PwgRaster\0"), "no PWG raster");
        let (resolution, width, height) = (header(&raster, 276), header(&raster, 372), header(&raster, 376));
        let dots = |mm: u32| (mm * resolution * 10).div_ceil(254);
        let near = |is: u32, mm: u32| is.abs_diff(dots(mm)) <= 2;
        assert!(near(width, 210) && near(height, 297), "{width} x {height} at {resolution} dpi is not A4");
        assert_eq!(cups.documents(), 0, "documents stay in the spool");
    });
}
