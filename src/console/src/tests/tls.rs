//! The pages over HTTPS, on a real socket.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kiosk_tls::{Files, Issued, Order, issue};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto::ring};

use super::*;
use crate::{ConsoleError, ConsoleHandle, certificate, serve};

fn issued(folder: &TempDir) -> Issued {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let names = ["127.0.0.1".to_owned()];
    let order = Order { folder: &folder.path().join("tls"), names: &names, today, new_authority: false };
    issue(&order).unwrap()
}

fn encrypted(bench: &Bench, files: &Files) -> Result<ConsoleHandle, ConsoleError> {
    let network = Network { tls: Some((files.clone(), TimeZone::UTC)), proxies: Vec::new() };
    let options = ConsoleOptions { network, ..bench.options.clone() };
    serve(TcpListener::bind("127.0.0.1:0").unwrap(), options)
}

/// What `request` is answered when it comes from a browser that trusts the authority.
fn ask(address: SocketAddr, authority: &Issued, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(&authority.authority).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let host = ServerName::try_from("127.0.0.1").unwrap();
    let client = ClientConnection::new(Arc::new(config), host).unwrap();
    let mut stream = StreamOwned::new(client, TcpStream::connect(address).unwrap());
    stream.write_all(request.as_bytes()).unwrap();
    said(stream)
}

/// All that comes; a server may close without a word of farewell.
fn said(mut stream: impl Read) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_are_encrypted_and_the_session_stays_so() {
    let (bench, folder) = (Bench::new(), tempfile::tempdir().unwrap());
    let issued = issued(&folder);
    let console = encrypted(&bench, &issued.files).unwrap();
    let address = console.local_addr;
    let page = ask(address, &issued, "GET /board HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    assert!(page.contains("UBND phường Hải Châu"));
    let sign_in = "POST /staff/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nOrigin: https://127.0.0.1\r\n\
                   Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\npin=2580";
    let answer = ask(address, &issued, sign_in);
    let cookie =
        answer.lines().find(|line| line.to_lowercase().starts_with("set-cookie: kiosk-staff=")).unwrap();
    assert!(cookie.contains("; Secure"), "{cookie}");
    // Plain HTTP gets no page.
    let mut plain = TcpStream::connect(address).unwrap();
    plain.write_all(b"GET /board HTTP/1.1\r\nHost: kiosk\r\n\r\n").unwrap();
    assert!(!said(plain).starts_with("HTTP/"));
}

#[tokio::test]
async fn without_tls_cookies_are_not_kept_from_plain_http() {
    let bench = Bench::new();
    let page = bench.browser().post("/staff/sign-in", "pin=2580").await;
    assert!(!page.headers[header::SET_COOKIE].to_str().unwrap().contains("Secure"));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_do_not_fit_are_told_before_anything_is_served() {
    let (bench, one, other) = (Bench::new(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let files = Files { key: issued(&other).files.key, ..issued(&one).files };
    assert!(matches!(encrypted(&bench, &files), Err(ConsoleError::Tls(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_certificate_is_served_without_a_restart_and_a_broken_one_is_told() {
    let (bench, folder) = (Bench::new(), tempfile::tempdir().unwrap());
    let files = issued(&folder).files;
    let first = kiosk_tls::read(&files).unwrap();
    let (config, served) = watch::channel(first.config.clone());
    let console = Console::new(bench.options.clone(), watch::channel(Arc::new(Snapshot::default())).1);
    issued(&folder);
    certificate::look(&console, &files, &TimeZone::UTC, &config).await;
    let second = Arc::clone(&served.borrow());
    assert!(!Arc::ptr_eq(&first.config, &second) && console.alarms().is_empty());
    std::fs::write(&files.key, "half a ke").unwrap();
    certificate::look(&console, &files, &TimeZone::UTC, &config).await;
    assert!(Arc::ptr_eq(&second, &served.borrow()));
    assert!(console.alarms().iter().any(|alarm| alarm.key == "certificate"));
    issued(&folder);
    certificate::look(&console, &files, &TimeZone::UTC, &config).await;
    assert!(console.alarms().is_empty());
}
