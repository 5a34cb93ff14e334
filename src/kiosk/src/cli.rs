//! The command line. Results go to stdout, diagnostics to stderr; it ends with 0 done, 2 refused,
//! 64 wrong usage.

mod address;
mod commands;
mod simulate;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand, ValueEnum};
use rustix::process::{Resource, Rlimit, setrlimit};
use tracing_subscriber::EnvFilter;

/// Wrong usage, as in sysexits(3).
const USAGE: u8 = 64;
/// The command was understood and refused.
const REFUSED: u8 = 2;

/// Self-service kiosk for a ward office: the citizen does not write.
///
/// A citizen picks a procedure, holds the ID card's QR code to the scanner, sees the official form filled
/// in, and leaves with the printed form and a queue number. Staff call the numbers from a browser.
#[derive(Parser)]
#[command(name = "kiosk", version, after_help = "Exit status: 0 done, 2 refused, 64 wrong usage.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a whole kiosk with simulated devices
    ///
    /// Opens a window when there is a display. Without one, or with --headless, the touchscreen is shown
    /// at http://127.0.0.1:8080/screen and takes taps there. /demo is the panel of simulated devices:
    /// scan a sample card, take the paper away, see what was printed. /staff and /board are for the
    /// clerks and the lobby.
    Demo {
        /// No window, even when there is a display
        #[arg(long)]
        headless: bool,
        /// Where to serve the pages
        #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// Allow --listen to name an address that other machines reach
        #[arg(long)]
        expose: bool,
        /// Folder of the demo's queue; made when it is new [default: in the user's state folder]
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
    /// Run the real kiosk with the devices that a configuration names
    ///
    /// hardware/kiosk.example.toml is a commented example.
    Run {
        /// The configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// No display: devices and staff pages only, to try a configuration out
        #[arg(long)]
        headless: bool,
    },
    /// Play one visit and leave its pictures, ticket and form in a folder
    ///
    /// Leaves NN-PAGE.png of every screen, ticket.png, ticket.bin (the bytes that went over the wire),
    /// form.pdf, form.png, and tour.json with the number of taps and typed characters.
    Tour {
        /// The folder; made when it is new
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The procedure, by its code on the national portal [default: the first one]
        #[arg(long, value_name = "CODE")]
        procedure: Option<String>,
        /// A file with the payload of a card's QR code [default: a sample card]
        #[arg(long, value_name = "FILE")]
        card: Option<PathBuf>,
        /// The language of the visit
        #[arg(long, value_enum, default_value = "vi")]
        lang: LangArg,
    },
    /// Play a simulated device on a tty or serial line
    Simulate {
        #[command(subcommand)]
        device: simulate::SimulatedDevice,
    },
    /// Bring an address from before 1 July 2025 up to date
    ///
    /// Prints JSON: status is current (names a commune of today, kept), converted, choose (a divided ward:
    /// one of choices) or unknown (kept); commune_code has 5 digits and province_code 2, or both are null.
    Address {
        /// As a card writes it: "detail, ward, district, province"
        #[arg(value_name = "TEXT")]
        text: String,
    },
    /// Read a staff PIN from stdin and print the hash that kiosk.toml wants
    HashPin,
    /// Make one document from stdin to stdout; started by the kiosk itself
    #[command(hide = true)]
    Render,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangArg {
    /// Vietnamese
    Vi,
    /// English
    En,
}

/// Runs the program.
pub fn main() -> ExitCode {
    let start = Instant::now();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { USAGE } else { 0 };
            // Nothing can be told when neither stdout nor stderr takes it.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    diagnostics();
    no_core_dumps();
    match perform(cli.command, start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("kiosk: {refusal}");
            ExitCode::from(REFUSED)
        }
    }
}

/// A crash must not leave a citizen's data in a file.
fn no_core_dumps() {
    let nothing = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, nothing) {
        tracing::warn!(%error, "core dumps cannot be switched off");
    }
}

fn diagnostics() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
}

fn perform(command: Command, start: Instant) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        Command::Demo { headless, listen, expose, data } => {
            commands::demo(start, headless, listen, expose, data)
        }
        Command::Run { config, headless } => commands::run(start, &config, headless),
        Command::Tour { out, procedure, card, lang } => {
            let lang = match lang {
                LangArg::Vi => kiosk_core::text::Lang::Vi,
                LangArg::En => kiosk_core::text::Lang::En,
            };
            commands::tour(start, out, procedure.as_deref(), card.as_deref(), lang)
        }
        Command::Simulate { device } => simulate::simulate(start, device),
        Command::Address { text } => address::address(&text),
        Command::HashPin => commands::hash_pin(),
        Command::Render => commands::render(),
    }
}
