//! The office printer's driver and simulator, joined message by message.

use std::io::{Cursor, Read};
use std::time::Duration;

use ipp::parser::IppParser;
use ipp::prelude::{IppRequestResponse, Uri};
use ipp::reader::IppReader;
use kiosk_core::time::Tick;
use kiosk_hardware::office::{OfficeDriver, OfficeEvent, OfficeSettings, SimAnswer, SimOffice, Unreachable};

/// How long a page takes.
const PAGE: Duration = Duration::from_millis(1500);

/// An IPP connection in memory.
pub struct OfficeLine {
    /// The kiosk's end.
    pub driver: OfficeDriver,
    /// The printer.
    pub printer: SimOffice,
    /// When a request that is never answered is given up.
    unanswered: Option<Tick>,
}

impl OfficeLine {
    /// Driver and printer that have not met yet.
    pub fn new(deadline: Duration) -> Self {
        let uri = Uri::from_static("ipp://127.0.0.1:631/ipp/print");
        let settings = OfficeSettings { deadline, ..OfficeSettings::default() };
        let driver = OfficeDriver::new(uri, settings).unwrap();
        Self { driver, printer: SimOffice::new(PAGE), unanswered: None }
    }

    /// Carries requests and answers until there are none; gives what the driver said.
    pub fn turn(&mut self, now: Tick) -> Vec<OfficeEvent> {
        if self.unanswered.is_some_and(|at| at <= now) {
            self.unanswered = None;
            self.driver.on_response(now, Err(Unreachable::NoAnswer));
        }
        self.driver.on_time(now);
        while let Some(request) = self.driver.take_request() {
            match self.printer.handle(now, &bytes(request)) {
                SimAnswer::Reply(answer) => self.driver.on_response(now, Ok(parse(answer))),
                SimAnswer::Refused => self.driver.on_response(now, Err(Unreachable::NotConnected)),
                SimAnswer::Silence => {
                    self.unanswered = Some(now + OfficeSettings::default().request_timeout);
                }
            }
        }
        std::iter::from_fn(|| self.driver.poll_event()).collect()
    }

    /// When the driver wants to be called.
    pub fn deadline(&self) -> Option<Tick> {
        self.driver.deadline().into_iter().chain(self.unanswered).min()
    }
}

fn bytes(request: IppRequestResponse) -> Vec<u8> {
    let mut bytes = Vec::new();
    request.into_read().read_to_end(&mut bytes).unwrap();
    bytes
}

fn parse(bytes: Vec<u8>) -> IppRequestResponse {
    IppParser::new(IppReader::new(Cursor::new(bytes))).parse().unwrap()
}
