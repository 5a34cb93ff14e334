//! libFuzzer on the ticket printer's driver.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| subjects::driver(data));
