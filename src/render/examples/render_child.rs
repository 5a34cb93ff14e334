//! The render process on its own, for the tests of this crate. Takes the
//! limits as arguments: mebibytes of memory and seconds of processor time.

use std::process::ExitCode;

use kiosk_render::{Limits, run_child};

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).flat_map(|arg| arg.parse::<u64>());
    let limits = Limits {
        memory_bytes: numbers.next().unwrap_or(1024) << 20,
        cpu_seconds: numbers.next().unwrap_or(3),
    };
    let stdin = std::io::stdin().lock();
    let stdout = std::io::stdout().lock();
    match run_child(limits, stdin, stdout) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
