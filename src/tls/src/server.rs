//! A certificate and its key become what a server needs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{Error as Refused, ServerConfig};
use thiserror::Error;

use crate::certificate::Certificate;

/// Where a server's certificate and key lie, both PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The server's certificate, followed by those between it and its authority if there are any.
    pub certificate: PathBuf,
    /// Its private key: PKCS #8, PKCS #1 or SEC 1.
    pub key: PathBuf,
}

/// What a server needs, read and found fitting.
#[derive(Debug, Clone)]
pub struct Server {
    /// For whoever accepts connections; speaks HTTP/1.1 over TLS 1.2 and 1.3.
    pub config: Arc<ServerConfig>,
    /// What the certificate says.
    pub certificate: Certificate,
}

/// Why a certificate cannot be served.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{}: cannot be read: {source}", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no certificate in the file.
    #[error("{}: holds no certificate in PEM", .0.display())]
    NoCertificate(PathBuf),
    /// There is no private key in the file.
    #[error("{}: holds no private key in PEM, or one with a password", .0.display())]
    NoKey(PathBuf),
    /// The key is of a kind that cannot be used.
    #[error("{}: holds a key of a kind that cannot be used", .0.display())]
    UnusableKey(PathBuf),
    /// The key is another certificate's.
    #[error("{} is not the key of {}", .key.display(), .certificate.display())]
    OtherKey {
        /// The certificate.
        certificate: PathBuf,
        /// The key.
        key: PathBuf,
    },
}

/// Reads both files and finds out whether they fit.
///
/// # Errors
/// See [`TlsError`].
pub fn read(files: &Files) -> Result<Server, TlsError> {
    let chain = chain(&files.certificate)?;
    let no_certificate = || TlsError::NoCertificate(files.certificate.clone());
    let certificate = chain.first().and_then(Certificate::of).ok_or_else(no_certificate)?;
    let key = PrivateKeyDer::from_pem_slice(&contents(&files.key)?)
        .map_err(|_| TlsError::NoKey(files.key.clone()))?;
    let mut config = config(chain, key).map_err(|refused| misfit(&refused, files))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Server { config: Arc::new(config), certificate })
}

fn misfit(refused: &Refused, files: &Files) -> TlsError {
    if matches!(refused, Refused::InconsistentKeys(_)) {
        TlsError::OtherKey { certificate: files.certificate.clone(), key: files.key.clone() }
    } else {
        TlsError::UnusableKey(files.key.clone())
    }
}

fn config(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Result<ServerConfig, Refused> {
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)
}

/// The certificates in `file`, at least one.
pub(crate) fn chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let contents = contents(file)?;
    let chain: Vec<_> = CertificateDer::pem_slice_iter(&contents).filter_map(Result::ok).collect();
    if chain.is_empty() { Err(TlsError::NoCertificate(file.to_owned())) } else { Ok(chain) }
}

pub(crate) fn contents(file: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(file).map_err(|source| TlsError::Unreadable { file: file.to_owned(), source })
}
