//! libFuzzer on the simulated printer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| subjects::simulator(data));
