//! The kiosk's program.

use std::process::ExitCode;

fn main() -> ExitCode {
    kiosk::cli::main()
}
