//! PINs and their hashes.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use thiserror::Error;
use tokio::task::spawn_blocking;

use crate::options::Console;

/// How many characters a PIN of an account has at least.
pub(super) const SHORTEST: usize = 4;

/// How many characters a PIN has at most.
pub(super) const LONGEST: usize = 32;

/// What is wrong with a PIN or its hash. The PIN itself is never shown.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PinError {
    /// The hash is not an argon2 PHC string such as `$argon2id$v=19$m=19456,t=2,p=1$…`.
    #[error("the staff PIN's hash is not an argon2 PHC string")]
    Hash,
    /// The PIN cannot be hashed: no randomness for the salt.
    #[error("the staff PIN cannot be hashed")]
    Hashing,
}

/// The argon2id PHC string of `pin`, with a fresh salt and the crate's default cost (19 MiB, 2 passes).
pub fn hash_pin(pin: &str) -> Result<String, PinError> {
    let hash = Argon2::default().hash_password(pin.as_bytes()).map_err(|_| PinError::Hashing)?;
    Ok(hash.to_string())
}

/// Whether `hash` can be verified against at all.
pub(crate) fn check_hash(hash: &str) -> Result<(), PinError> {
    PasswordHash::new(hash).map(|_| ()).map_err(|_| PinError::Hash)
}

/// Takes 50 ms and 19 MiB on purpose.
pub(super) fn verify(pin: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok())
}

/// Whether `pin` is the one of `hash`; waits while too many others are being verified.
pub(super) async fn matches(console: &Console, pin: String, hash: String) -> bool {
    let _turn = console.verifying.acquire().await;
    spawn_blocking(move || verify(&pin, &hash)).await.unwrap_or(false)
}

/// The hash of a new PIN, made beside the requests.
pub(super) async fn hashed(console: &Console, pin: String) -> Result<String, PinError> {
    let _turn = console.verifying.acquire().await;
    spawn_blocking(move || hash_pin(&pin)).await.unwrap_or(Err(PinError::Hashing))
}
