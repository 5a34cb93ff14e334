//! An authority of the office's own, and a certificate for the kiosk from it.
//!
//! Whoever trusts the authority trusts it for the kiosk's names alone: they stand in it as name constraints (RFC 5280,
//! section 4.2.1.10). Its key, were it stolen, could not pretend to be a bank.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::net::IpAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use thiserror::Error;

use crate::certificate::{Certificate, RENEW_DAYS};
use crate::server::{Files, TlsError, chain, contents};

/// How long a server's certificate lasts: browsers refuse longer ones (CA/Browser Forum, Baseline Requirements 6.3.2).
const SERVER_DAYS: i32 = 397;

/// How long an authority lasts: longer than the machine.
const AUTHORITY_DAYS: i32 = 15 * 365;

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// The folder of the files; made when it is new.
    pub folder: &'a Path,
    /// Host names and addresses by which browsers reach the kiosk; empty for those of the certificate that is there.
    pub names: &'a [String],
    /// The day from which on they are valid.
    pub today: Date,
    /// Whether a new authority takes the place of the one that is there.
    pub new_authority: bool,
}

/// What was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The authority's certificate, which has to be installed where browsers run.
    pub authority: PathBuf,
    /// Its key, which is needed to renew and for nothing else.
    pub authority_key: PathBuf,
    /// Whether the authority is new, so that it has to be installed.
    pub new_authority: bool,
    /// What the authority's certificate says.
    pub trusted: Certificate,
    /// The server's files.
    pub files: Files,
    /// What the server's certificate says.
    pub certificate: Certificate,
}

/// Why nothing was issued. Files that were there are as they were.
#[derive(Debug, Error)]
pub enum IssueError {
    /// No name was given and there is no certificate to take them from.
    #[error("no name was given, and there is no certificate whose names could be kept")]
    NoNames,
    /// Not a host name and not an address.
    #[error("\"{0}\" is neither a host name nor an address")]
    BadName(String),
    /// The authority must not vouch for it.
    #[error("the authority of {} was not made for {name}: make a new one, and install it again", .authority.display())]
    OutsideAuthority {
        /// The authority's certificate.
        authority: PathBuf,
        /// The name.
        name: String,
    },
    /// The authority ends too soon.
    #[error("the authority of {} ends soon: make a new one, and install it again", .0.display())]
    AuthorityEnds(PathBuf),
    /// The authority's files do not fit.
    #[error("the authority's files do not fit: {0}")]
    Authority(#[source] TlsError),
    /// A file cannot be written.
    #[error("{}: cannot be written: {source}", .file.display())]
    Unwritable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The library refuses.
    #[error("the certificate cannot be made: {0}")]
    Make(#[from] rcgen::Error),
}

/// An authority that can sign.
struct Authority {
    der: CertificateDer<'static>,
    pem: String,
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

/// Where everything lies in a folder.
struct Layout {
    authority: PathBuf,
    authority_key: PathBuf,
    files: Files,
}

impl Layout {
    fn of(folder: &Path) -> Self {
        let file = |name: &str| folder.join(name);
        let files = Files { certificate: file("server.crt"), key: file("server.key") };
        Self { authority: file("ca.crt"), authority_key: file("ca.key"), files }
    }
}

/// Issues a server's certificate with a new key, by the authority in the folder or by a new one. Nothing is written
/// before a browser would accept it.
///
/// # Errors
/// See [`IssueError`].
pub fn issue(order: &Order<'_>) -> Result<Issued, IssueError> {
    let layout = Layout::of(order.folder);
    let names = names(order, &layout)?;
    let known = if order.new_authority { None } else { known_authority(&layout)? };
    let new_authority = known.is_none();
    let authority = match known {
        Some(authority) => authority,
        None => new_one(&names, order.today)?,
    };
    let (server, key) = server(&authority, &names, order.today, &layout)?;
    check(&authority, &server, &names, order.today, &layout)?;
    write(&layout, new_authority.then_some(&authority), &server, &key)?;
    let certificate =
        Certificate::of(server.der()).ok_or(IssueError::Make(rcgen::Error::CouldNotParseCertificate))?;
    Ok(Issued {
        authority: layout.authority,
        authority_key: layout.authority_key,
        new_authority,
        trusted: authority.certificate,
        files: layout.files,
        certificate,
    })
}

/// The names that are ordered, or those of the certificate that is there.
fn names(order: &Order<'_>, layout: &Layout) -> Result<Vec<String>, IssueError> {
    let kept = || chain(&layout.files.certificate).ok()?.first().and_then(Certificate::of);
    let names = match order.names {
        [] => kept().map(|certificate| certificate.names).unwrap_or_default(),
        names => names.to_vec(),
    };
    if names.is_empty() {
        return Err(IssueError::NoNames);
    }
    match names.iter().find(|name| ServerName::try_from(name.as_str()).is_err()) {
        Some(bad) => Err(IssueError::BadName(bad.clone())),
        None => Ok(names),
    }
}

/// The authority in the folder, if there is one.
fn known_authority(layout: &Layout) -> Result<Option<Authority>, IssueError> {
    if !layout.authority.exists() && !layout.authority_key.exists() {
        return Ok(None);
    }
    let broken = || IssueError::Authority(TlsError::NoCertificate(layout.authority.clone()));
    let no_key = || IssueError::Authority(TlsError::NoKey(layout.authority_key.clone()));
    let pem = String::from_utf8(contents(&layout.authority).map_err(IssueError::Authority)?)
        .map_err(|_| broken())?;
    let der =
        chain(&layout.authority).map_err(IssueError::Authority)?.into_iter().next().ok_or_else(broken)?;
    let certificate = Certificate::of(&der).ok_or_else(broken)?;
    let key = contents(&layout.authority_key).map_err(IssueError::Authority)?;
    let key = String::from_utf8(key).map_err(|_| no_key())?;
    let key = KeyPair::from_pem(&key).map_err(|_| no_key())?;
    let issuer = Issuer::new(authority_params(&certificate.subject), key);
    Ok(Some(Authority { der, pem, certificate, issuer }))
}

fn authority_params(subject: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = common_name(subject);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn common_name(name: &str) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    distinguished.push(DnType::CommonName, name);
    distinguished
}

/// A new authority that may vouch for `names` and nothing else.
fn new_one(names: &[String], today: Date) -> Result<Authority, IssueError> {
    let first = names.first().map(String::as_str).unwrap_or_default();
    let mut params = authority_params(&format!("khong-viet {first} {today}"));
    params.name_constraints = Some(constraints(names));
    valid(&mut params, today, -1, AUTHORITY_DAYS);
    let key = KeyPair::generate()?;
    let made = params.self_signed(&key)?;
    let certificate =
        Certificate::of(made.der()).ok_or(IssueError::Make(rcgen::Error::CouldNotParseCertificate))?;
    Ok(Authority { der: made.der().clone(), pem: made.pem(), certificate, issuer: Issuer::new(params, key) })
}

/// A kind of name that is not permitted at all has to be excluded: constraints bind only the kinds that they name.
fn constraints(names: &[String]) -> NameConstraints {
    let (mut permitted_subtrees, mut excluded_subtrees) = (Vec::new(), Vec::new());
    for name in names {
        permitted_subtrees.push(match name.parse::<IpAddr>() {
            Ok(address @ IpAddr::V4(_)) => {
                GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, 32))
            }
            Ok(address @ IpAddr::V6(_)) => {
                GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, 128))
            }
            Err(_) => GeneralSubtree::DnsName(name.clone()),
        });
    }
    let has = |kind: fn(&GeneralSubtree) -> bool| permitted_subtrees.iter().any(kind);
    if !has(|subtree| matches!(subtree, GeneralSubtree::DnsName(_))) {
        excluded_subtrees.push(GeneralSubtree::DnsName(String::new()));
    }
    if !has(|subtree| matches!(subtree, GeneralSubtree::IpAddress(_))) {
        excluded_subtrees.push(GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix([0; 4], 0)));
        excluded_subtrees.push(GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix([0; 16], 0)));
    }
    NameConstraints { permitted_subtrees, excluded_subtrees }
}

/// A certificate for a server called `names`, which does not outlive its authority, and its key.
fn server(
    authority: &Authority,
    names: &[String],
    today: Date,
    layout: &Layout,
) -> Result<(rcgen::Certificate, KeyPair), IssueError> {
    let left = authority.certificate.days_left(noon(today));
    if left < RENEW_DAYS {
        return Err(IssueError::AuthorityEnds(layout.authority.clone()));
    }
    let lasts = SERVER_DAYS.min(i32::try_from(left).unwrap_or(SERVER_DAYS));
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = common_name(names.first().map(String::as_str).unwrap_or_default());
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    valid(&mut params, today, -1, lasts);
    let key = KeyPair::generate()?;
    Ok((params.signed_by(&key, &authority.issuer)?, key))
}

/// Judges the new certificate as a browser does that trusts the authority.
fn check(
    authority: &Authority,
    server: &rcgen::Certificate,
    names: &[String],
    today: Date,
    layout: &Layout,
) -> Result<(), IssueError> {
    let unusable = || IssueError::Authority(TlsError::NoCertificate(layout.authority.clone()));
    let mut roots = RootCertStore::empty();
    roots.add(authority.der.clone()).map_err(|_| unusable())?;
    let provider = Arc::new(ring::default_provider());
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
        .build()
        .map_err(|_| unusable())?;
    let now =
        UnixTime::since_unix_epoch(std::time::Duration::from_secs(noon(today).as_second().unsigned_abs()));
    for name in names {
        let outside =
            || IssueError::OutsideAuthority { authority: layout.authority.clone(), name: name.clone() };
        let host = ServerName::try_from(name.as_str()).map_err(|_| IssueError::BadName(name.clone()))?;
        verifier.verify_server_cert(server.der(), &[], &host, &[], now).map_err(|_| outside())?;
    }
    Ok(())
}

fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or_default()
}

/// From `from` to `to`, counted in days from `today`.
fn valid(params: &mut CertificateParams, today: Date, from: i32, to: i32) {
    let moment = |days: i32| {
        let day = today.saturating_add(days.days());
        date_time_ymd(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs())
    };
    (params.not_before, params.not_after) = (moment(from), moment(to));
}

fn write(
    layout: &Layout,
    authority: Option<&Authority>,
    server: &rcgen::Certificate,
    key: &KeyPair,
) -> Result<(), IssueError> {
    if let Some(folder) = layout.authority.parent() {
        fs::create_dir_all(folder)
            .map_err(|source| IssueError::Unwritable { file: folder.to_owned(), source })?;
    }
    if let Some(authority) = authority {
        put(&layout.authority_key, &authority.issuer.key().serialize_pem(), SECRET)?;
        put(&layout.authority, &authority.pem, PUBLIC)?;
    }
    put(&layout.files.key, &key.serialize_pem(), SECRET)?;
    put(&layout.files.certificate, &server.pem(), PUBLIC)
}

/// Modes of files: a key is its owner's alone.
const SECRET: u32 = 0o600;
const PUBLIC: u32 = 0o644;

/// Puts `text` in place of `file`, which at no moment holds half of it or is readable by others.
fn put(file: &Path, text: &str, mode: u32) -> Result<(), IssueError> {
    let new = file.with_extension("new");
    let written = || -> io::Result<()> {
        // What a broken attempt left behind may be open to others.
        let _ = fs::remove_file(&new);
        let mut opened = OpenOptions::new().write(true).create_new(true).mode(mode).open(&new)?;
        opened.write_all(text.as_bytes())?;
        opened.sync_all()?;
        fs::rename(&new, file)
    };
    written().map_err(|source| IssueError::Unwritable { file: file.to_owned(), source })
}
