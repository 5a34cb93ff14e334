//! One exchange with a page printer: IPP over HTTP.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use ipp::{
    parser::{IppParseError, IppParser},
    prelude::{IppRequestResponse, Uri},
    reader::IppReader,
};
use ureq::{Agent, SendBody};

use super::{OfficeError, Unreachable};

/// Setting up a connection; shorter than an exchange, so that the two failures differ.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// An answer to the kiosk's questions has a few thousand bytes.
const ANSWER_LIMIT: u64 = 1024 * 1024;
/// RFC 8010 section 3.3.
const IPP_PORT: u16 = 631;

/// An answer, or why there is none.
pub(super) type Answer = Result<IppRequestResponse, Unreachable>;

/// Carries IPP over HTTP. An own agent instead of the one in `ipp`, which would send citizens'
/// papers through a proxy named in the environment and follow redirects.
pub(super) struct Courier {
    agent: Agent,
    url: String,
}

impl Courier {
    /// For the printer at `uri`; each exchange may take `request_timeout`.
    pub(super) fn new(uri: &Uri, request_timeout: Duration) -> Result<Self, OfficeError> {
        // No kept connections: a printer may close an idle one just as a document starts out,
        // which would look like a document that may have arrived.
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(0)
            .max_idle_connections(0)
            .timeout_connect(Some(CONNECT_TIMEOUT.min(request_timeout)))
            .timeout_global(Some(request_timeout))
            .user_agent("khong-viet")
            .build();
        Ok(Self { agent: config.into(), url: http_url(uri)? })
    }

    /// Sends one request and waits for its answer.
    pub(super) fn ask(&self, request: IppRequestResponse) -> Answer {
        // The parser of ipp 8.0 panics on a text with a false inner length.
        catch_unwind(AssertUnwindSafe(|| self.carry(request))).unwrap_or(Err(Unreachable::Garbled))
    }

    fn carry(&self, request: IppRequestResponse) -> Answer {
        let response = self
            .agent
            .post(&self.url)
            .content_type("application/ipp")
            .send(SendBody::from_owned_reader(request.into_read()))
            .map_err(|error| unreachable_by(&error))?;
        if !response.status().is_success() {
            return Err(Unreachable::Http(response.status().as_u16()));
        }
        let body = response.into_body().into_with_config().limit(ANSWER_LIMIT);
        let parser = IppParser::new(IppReader::new(body.reader()));
        parser.parse().map_err(|error| unreadable_by(&error))
    }
}

/// A connection that breaks within the answer is no answer; one that ends early is a bad one.
fn unreadable_by(error: &IppParseError) -> Unreachable {
    let broke = |error: &io::Error| error.kind() != io::ErrorKind::UnexpectedEof;
    if matches!(error, IppParseError::IoError(error) if broke(error)) {
        Unreachable::NoAnswer
    } else {
        Unreachable::Garbled
    }
}

fn unreachable_by(error: &ureq::Error) -> Unreachable {
    if let ureq::Error::StatusCode(status) = error {
        Unreachable::Http(*status)
    } else if before_connecting(error) {
        Unreachable::NotConnected
    } else {
        Unreachable::NoAnswer
    }
}

fn before_connecting(error: &ureq::Error) -> bool {
    if let ureq::Error::Io(error) = error {
        return never_connected(error.kind());
    }
    matches!(
        error,
        ureq::Error::HostNotFound
            | ureq::Error::ConnectionFailed
            | ureq::Error::BadUri(_)
            | ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve)
    )
}

/// Errors that only connecting gives; a reset may also come later.
fn never_connected(kind: io::ErrorKind) -> bool {
    let kinds = [
        io::ErrorKind::ConnectionRefused,
        io::ErrorKind::HostUnreachable,
        io::ErrorKind::NetworkUnreachable,
        io::ErrorKind::AddrNotAvailable,
    ];
    kinds.contains(&kind)
}

fn http_url(uri: &Uri) -> Result<String, OfficeError> {
    let authority = uri.authority().ok_or(OfficeError::BadUri)?;
    let path = uri.path();
    match (uri.scheme_str(), authority.port_u16()) {
        (Some("ipp"), None) => Ok(format!("http://{authority}:{IPP_PORT}{path}")),
        (Some("ipp" | "http"), _) => Ok(format!("http://{authority}{path}")),
        _ => Err(OfficeError::Scheme),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::{
        io::{Read, Write},
        net::TcpListener,
        thread,
    };

    use super::*;
    use crate::office::{OfficeDriver, OfficeSettings};

    fn url(uri: &str) -> Result<String, OfficeError> {
        http_url(&uri.parse().unwrap())
    }

    #[test]
    fn the_port_is_631_for_ipp_unless_written() {
        assert_eq!(url("ipp://printer/ipp/print").unwrap(), "http://printer:631/ipp/print");
        assert_eq!(url("ipp://printer:80/ipp").unwrap(), "http://printer:80/ipp");
        assert_eq!(url("http://printer/ipp").unwrap(), "http://printer/ipp");
    }

    #[test]
    fn tls_and_bare_paths_are_refused() {
        assert!(matches!(url("ipps://printer/ipp"), Err(OfficeError::Scheme)));
        assert!(matches!(url("https://printer/ipp"), Err(OfficeError::Scheme)));
        assert!(matches!(url("/ipp/print"), Err(OfficeError::BadUri)));
    }

    /// Asks a server that reads one request and writes these bytes.
    fn ask(answer: Vec<u8>) -> Answer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let uri: Uri = format!("ipp://{}/ipp", listener.local_addr().unwrap()).parse().unwrap();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            read_chunked(&mut stream);
            stream.write_all(&answer).unwrap();
        });
        let mut driver = OfficeDriver::new(uri.clone(), OfficeSettings::default()).unwrap();
        let courier = Courier::new(&uri, Duration::from_secs(10)).unwrap();
        let answer = courier.ask(driver.take_request().unwrap());
        server.join().unwrap();
        answer
    }

    fn read_chunked(stream: &mut impl Read) {
        let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
        while !seen.ends_with(b"0\r\n\r\n") {
            let n = stream.read(&mut buffer).unwrap();
            assert!(n > 0, "the request ended early");
            seen.extend_from_slice(&buffer[..n]);
        }
    }

    fn http(ipp: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", ipp.len());
        [head.as_bytes(), ipp].concat()
    }

    #[test]
    fn an_answer_that_makes_the_parser_panic_is_garbled() {
        // text-with-language whose language claims 65535 bytes
        let hostile = [1, 1, 0, 0, 0, 0, 0, 1, 1, 0x35, 0, 1, b'x', 0, 2, 0xff, 0xff, 3];
        assert_eq!(ask(http(&hostile)).err(), Some(Unreachable::Garbled));
    }

    #[test]
    fn answers_that_are_not_ipp_have_a_cause_each() {
        assert_eq!(ask(http(b"<html>")).err(), Some(Unreachable::Garbled));
        assert_eq!(ask(Vec::new()).err(), Some(Unreachable::NoAnswer));
        let status = |line: &str| format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n").into();
        assert_eq!(ask(status("401 Unauthorized")).err(), Some(Unreachable::Http(401)));
        let moved = b"HTTP/1.1 307 Moved\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(ask(moved.to_vec()).err(), Some(Unreachable::Http(307)));
    }

    #[test]
    fn a_closed_port_is_not_connected() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let uri: Uri = format!("ipp://{}/ipp", listener.local_addr().unwrap()).parse().unwrap();
        drop(listener);
        let mut driver = OfficeDriver::new(uri.clone(), OfficeSettings::default()).unwrap();
        let courier = Courier::new(&uri, Duration::from_secs(10)).unwrap();
        let answer = courier.ask(driver.take_request().unwrap());
        assert_eq!(answer.err(), Some(Unreachable::NotConnected));
    }
}
