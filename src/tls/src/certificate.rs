//! What a certificate says of itself.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use jiff::Timestamp;
use rustls::pki_types::CertificateDer;
use sha2::{Digest, Sha256};
use x509_cert::Certificate as Parsed;
use x509_cert::der::Decode;
use x509_cert::der::asn1::{ObjectIdentifier, Utf8StringRef};
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

/// So many days before its end a certificate should be renewed.
pub const RENEW_DAYS: i64 = 30;

/// commonName (RFC 5280, appendix A.1: id-at 3).
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

/// What a certificate says of itself, as far as an office needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The common name of whom it belongs to; empty if it has none.
    pub subject: String,
    /// The host names and addresses that it is valid for.
    pub names: Vec<String>,
    /// It is valid from then on.
    pub begins: Timestamp,
    /// It is valid until then.
    pub ends: Timestamp,
    /// SHA-256 of its DER in upper-case hexadecimal, as systems show it.
    pub fingerprint: String,
}

impl Certificate {
    /// What `der` says; `None` if it is no certificate.
    pub(crate) fn of(der: &CertificateDer<'_>) -> Option<Self> {
        let parsed = Parsed::from_der(der).ok()?;
        let validity = &parsed.tbs_certificate.validity;
        Some(Self {
            subject: subject(&parsed),
            names: names(&parsed),
            begins: timestamp(validity.not_before.to_unix_duration())?,
            ends: timestamp(validity.not_after.to_unix_duration())?,
            fingerprint: Sha256::digest(der).iter().map(|byte| format!("{byte:02X}")).collect(),
        })
    }

    /// Whole days from `now` to its end; negative when it has ended.
    pub fn days_left(&self, now: Timestamp) -> i64 {
        self.ends.duration_since(now).as_secs().div_euclid(24 * 60 * 60)
    }

    /// Whether it should be renewed at `now`, or has ended.
    pub fn should_be_renewed(&self, now: Timestamp) -> bool {
        self.days_left(now) < RENEW_DAYS
    }
}

fn timestamp(since_1970: Duration) -> Option<Timestamp> {
    Timestamp::from_second(i64::try_from(since_1970.as_secs()).ok()?).ok()
}

fn subject(parsed: &Parsed) -> String {
    let attributes = parsed.tbs_certificate.subject.0.iter().flat_map(|rdn| rdn.0.iter());
    let name = attributes.filter(|attribute| attribute.oid == COMMON_NAME).find_map(|attribute| {
        attribute.value.decode_as::<Utf8StringRef<'_>>().ok().map(|text| text.as_str().to_owned())
    });
    name.unwrap_or_default()
}

fn names(parsed: &Parsed) -> Vec<String> {
    match parsed.tbs_certificate.get::<SubjectAltName>() {
        Ok(Some((_, names))) => names.0.iter().filter_map(name).collect(),
        Ok(None) | Err(_) => Vec::new(),
    }
}

fn name(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DnsName(name) => Some(name.as_str().to_owned()),
        GeneralName::IpAddress(octets) => address(octets.as_bytes()).map(|address| address.to_string()),
        GeneralName::OtherName(_)
        | GeneralName::Rfc822Name(_)
        | GeneralName::DirectoryName(_)
        | GeneralName::EdiPartyName(_)
        | GeneralName::UniformResourceIdentifier(_)
        | GeneralName::RegisteredId(_) => None,
    }
}

fn address(octets: &[u8]) -> Option<IpAddr> {
    let v4 = || <[u8; 4]>::try_from(octets).ok().map(|octets| IpAddr::V4(Ipv4Addr::from(octets)));
    let v6 = || <[u8; 16]>::try_from(octets).ok().map(|octets| IpAddr::V6(Ipv6Addr::from(octets)));
    v4().or_else(v6)
}
