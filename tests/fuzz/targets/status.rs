//! libFuzzer on the decoding of what a printer says.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| subjects::status(data));
