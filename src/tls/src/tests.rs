//! Certificates as a browser and a server see them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConnection, StreamOwned};

use crate::{Files, IssueError, Issued, Order, Server, TlsError, issue, read};

/// Certificates begin the day before, and the handshake below goes by the machine's clock.
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

fn ordered(folder: &Path, names: &[&str], today: Date, new_authority: bool) -> Result<Issued, IssueError> {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    issue(&Order { folder, names: &names, today, new_authority })
}

fn issued(folder: &Path, names: &[&str]) -> Issued {
    ordered(folder, names, today(), false).unwrap()
}

/// What a client that trusts `authority` reads from `server` under `name`.
fn visit(authority: &Path, server: &Server, name: &str) -> Result<String, String> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(authority).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let client = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let client = client.with_root_certificates(roots).with_no_client_auth();
    let host = ServerName::try_from(name.to_owned()).unwrap();
    let client = ClientConnection::new(Arc::new(client), host).unwrap();
    let (near, far) = std::os::unix::net::UnixStream::pair().unwrap();
    let config = server.config.clone();
    let serving = std::thread::spawn(move || {
        let connection = ServerConnection::new(config).unwrap();
        let mut stream = StreamOwned::new(connection, far);
        // A client that refuses the certificate goes away.
        if stream.write_all(b"xin chao").is_ok() {
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    let mut text = String::new();
    let read = StreamOwned::new(client, near).read_to_string(&mut text).map_err(|error| error.to_string());
    serving.join().unwrap();
    read.map(|_| text)
}

#[test]
fn a_browser_that_trusts_the_authority_opens_the_pages_by_each_name() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["kiosk.phuong.local", "192.168.1.20", "fd00::20"];
    let issued = issued(folder.path(), &names);
    assert!(issued.new_authority);
    assert_eq!(issued.certificate.names, names);
    let server = read(&issued.files).unwrap();
    assert_eq!(server.certificate, issued.certificate);
    for name in names {
        assert_eq!(visit(&issued.authority, &server, name).as_deref(), Ok("xin chao"), "{name}");
    }
    for name in ["192.168.1.21", "example.vn", "phuong.local"] {
        assert!(visit(&issued.authority, &server, name).is_err(), "{name}");
    }
}

#[test]
fn keys_are_their_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("new/tls");
    let issued = issued(&inner, &["kiosk.local"]);
    let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&issued.authority_key), mode(&issued.files.key)), (0o600, 0o600));
    assert_eq!((mode(&issued.authority), mode(&issued.files.certificate)), (0o644, 0o644));
    assert_eq!(fs::read_dir(&inner).unwrap().count(), 4);
}

#[test]
fn a_renewal_keeps_authority_and_names_and_takes_a_new_key() {
    let folder = tempfile::tempdir().unwrap();
    let first = issued(folder.path(), &["kiosk.local", "10.0.0.5"]);
    let (authority, key) = (fs::read(&first.authority).unwrap(), fs::read(&first.files.key).unwrap());
    let second = issued(folder.path(), &[]);
    assert!(!second.new_authority);
    assert_eq!(second.trusted, first.trusted);
    assert_eq!(second.certificate.names, first.certificate.names);
    assert_eq!(fs::read(&second.authority).unwrap(), authority);
    assert_ne!(fs::read(&second.files.key).unwrap(), key);
    let server = read(&second.files).unwrap();
    assert_eq!(visit(&first.authority, &server, "10.0.0.5").as_deref(), Ok("xin chao"));
    assert_eq!(fs::metadata(&second.files.key).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn an_authority_vouches_for_its_own_names_only() {
    let folder = tempfile::tempdir().unwrap();
    let first = issued(folder.path(), &["10.0.0.5"]);
    let before = fs::read(&first.files.certificate).unwrap();
    for name in ["10.0.0.6", "example.vn", "fd00::5"] {
        let refused = ordered(folder.path(), &[name], today(), false);
        assert!(matches!(refused, Err(IssueError::OutsideAuthority { .. })), "{name}: {refused:?}");
    }
    assert_eq!(fs::read(&first.files.certificate).unwrap(), before);
    let anew = ordered(folder.path(), &["10.0.0.6"], today(), true).unwrap();
    assert!(anew.new_authority && anew.trusted != first.trusted);
    let by_name = tempfile::tempdir().unwrap();
    issued(by_name.path(), &["kiosk.local"]);
    let refused = ordered(by_name.path(), &["10.0.0.5"], today(), false);
    assert!(matches!(refused, Err(IssueError::OutsideAuthority { .. })), "{refused:?}");
}

#[test]
fn what_is_no_name_is_refused_and_without_names_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["", "kiosk local", "http://kiosk", "kiosk:8080", "10.0.0.300"] {
        let refused = ordered(folder.path(), &[name], today(), false);
        assert!(matches!(refused, Err(IssueError::BadName(_))), "{name}: {refused:?}");
    }
    assert!(matches!(ordered(folder.path(), &[], today(), false), Err(IssueError::NoNames)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_certificate_says_when_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let issued = ordered(folder.path(), &["kiosk.local"], date(2026, 11, 23), false).unwrap();
    let at = |day: Date| day.at(8, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
    let certificate = &issued.certificate;
    assert_eq!(certificate.ends.to_string(), "2027-12-25T00:00:00Z");
    assert_eq!(certificate.days_left(at(date(2027, 12, 24))), 0);
    assert!(!certificate.should_be_renewed(at(date(2027, 11, 20))));
    assert!(certificate.should_be_renewed(at(date(2027, 11, 26))));
    assert_eq!(certificate.days_left(at(date(2027, 12, 26))), -2);
    assert_eq!(issued.trusted.subject, "khong-viet kiosk.local 2026-11-23");
    assert_eq!(certificate.fingerprint.len(), 64);
}

#[test]
fn nothing_outlives_its_authority() {
    let folder = tempfile::tempdir().unwrap();
    let first = ordered(folder.path(), &["kiosk.local"], date(2026, 11, 23), false).unwrap();
    let late = date(2041, 6, 1);
    let renewed = ordered(folder.path(), &[], late, false).unwrap();
    assert!(renewed.certificate.ends <= first.trusted.ends, "{renewed:?}");
    let too_late = ordered(folder.path(), &[], date(2041, 11, 1), false);
    assert!(matches!(too_late, Err(IssueError::AuthorityEnds(_))), "{too_late:?}");
}

#[test]
fn files_that_do_not_fit_are_told_apart() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, other) = (issued(one.path(), &["kiosk.local"]), issued(other.path(), &["kiosk.local"]));
    let files = |certificate: &Path, key: &Path| {
        read(&Files { certificate: certificate.to_owned(), key: key.to_owned() }).map(|_| ())
    };
    let (certificate, key) = (&one.files.certificate, &one.files.key);
    assert!(matches!(files(certificate, &other.files.key), Err(TlsError::OtherKey { .. })));
    assert!(matches!(files(key, key), Err(TlsError::NoCertificate(_))));
    assert!(matches!(files(certificate, certificate), Err(TlsError::NoKey(_))));
    let gone = files(certificate, Path::new("/nowhere/server.key"));
    assert!(matches!(gone, Err(TlsError::Unreadable { .. })));
    assert!(files(certificate, key).is_ok());
}

#[test]
fn a_broken_authority_is_told_and_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let issued = issued(folder.path(), &["kiosk.local"]);
    fs::write(&issued.authority_key, "no key").unwrap();
    let refused = ordered(folder.path(), &[], today(), false);
    assert!(matches!(refused, Err(IssueError::Authority(TlsError::NoKey(_)))), "{refused:?}");
    fs::remove_file(&issued.authority_key).unwrap();
    let refused = ordered(folder.path(), &[], today(), false);
    assert!(matches!(refused, Err(IssueError::Authority(TlsError::Unreadable { .. }))), "{refused:?}");
}
