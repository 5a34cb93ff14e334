//! Certificates of the staff pages: issued for an office that has none, read, judged and served. The only crate that
//! knows `rcgen` and `x509-cert`. The day and the time come as arguments.
//!
//! Cryptography is ring's, which needs no more than the C compiler that SQLite needs.

mod certificate;
mod issue;
mod server;
#[cfg(test)]
mod tests;

pub use certificate::{Certificate, RENEW_DAYS};
pub use issue::{IssueError, Issued, Order, issue};
pub use server::{Files, Server, TlsError, read};
