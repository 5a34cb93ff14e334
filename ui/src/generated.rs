//! What Slint makes of `slint/*.slint`. Nothing of it leaves this crate.
#![allow(
    missing_docs,
    unused_qualifications,
    clippy::all,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::wildcard_enum_match_arm,
    clippy::allow_attributes_without_reason,
    reason = "generated code is not ours to style"
)]
slint::include_modules!();
