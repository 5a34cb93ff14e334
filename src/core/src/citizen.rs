//! From the QR code of an ID card to a person, and the type that keeps a person's data to itself.

pub mod address;
mod card;
mod diacritics;
mod id_number;
mod identity;
mod personal;

pub use card::{CardError, CardKind, CardWarning, Citizen, Issuer, Sex, parse};
pub use diacritics::is_unaccented;
pub use id_number::{IdNumber, NumberError};
pub use identity::Identity;
pub use personal::Personal;
