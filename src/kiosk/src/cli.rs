//! The command line. Results go to stdout, diagnostics to stderr; it ends with 0 done, 2 refused,
//! 64 wrong usage.

mod address;
mod card;
mod check;
mod commands;
mod document;
mod form;
mod notice;
mod office;
mod print_test;
mod procedure;
mod report;
mod say;
mod scan_test;
mod simulate;
mod ticket;
mod tls;

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
        /// Write all that passes to and from the ticket printer to a file, a JSON object a line
        #[cfg(feature = "record")]
        #[arg(long, value_name = "FILE")]
        record: Option<PathBuf>,
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
        /// Write all that passes to and from the ticket printer to a file, a JSON object a line
        #[cfg(feature = "record")]
        #[arg(long, value_name = "FILE")]
        record: Option<PathBuf>,
    },
    /// Play one visit and leave its pictures, ticket and form in a folder
    ///
    /// Leaves NN-PAGE.png of every screen, ticket.png, ticket.bin (the bytes that went over the wire),
    /// form.pdf, form.png, and tour.json with the number of taps and typed characters. Questions get their first
    /// choice, yes or no is answered with no, and digits are skipped or left for the pen.
    /// Sample cards stand in for other persons.
    Tour {
        /// The folder; made when it is new
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The procedure, by its code on the national portal [default: the first one]
        #[arg(long, value_name = "CODE")]
        procedure: Option<String>,
        /// Touch what is called so rather than the first choice; may be given several times
        #[arg(long, value_name = "LABEL")]
        choose: Vec<String>,
        /// A file with the payload of a card's QR code [default: a sample card]
        #[arg(long, value_name = "FILE")]
        card: Option<PathBuf>,
        /// The language of the visit
        #[arg(long, value_enum, default_value = "vi")]
        lang: LangArg,
    },
    /// Write a ticket as the bytes that a printer would get
    ///
    /// Without options it is the reference slip. Every option replaces one thing on it; an empty text
    /// leaves that line out. Prints the number of bytes, the length of paper and the way on one line.
    Ticket(Box<ticket::TicketArgs>),
    /// Print a test page on a printer and say what to put into its profile
    ///
    /// The page has a ruler, QR codes, and all 134 Vietnamese letters in each way of printing. Then it asks
    /// what came out right; the answers are read from stdin, one a line. The lines for the profile go to
    /// stdout. With --ipp an A4 printer says what it is and what it lacks, and nothing is asked.
    PrintTest(print_test::PrintTestArgs),
    /// Play a simulated device on a tty or serial line
    Simulate {
        #[command(subcommand)]
        device: simulate::SimulatedDevice,
    },
    /// Read the payload of one card's QR code from stdin and print what it says as JSON
    ///
    /// Takes the raw bytes that a scanner delivers. A card: exit status 0 and one JSON object with kind, id_number,
    /// old_id, full_name, birth_date, sex, residence, issued, issuer, cancelled_id, father, mother, province and
    /// warnings; what is absent or empty is null. Anything else: exit status 2 and {"error", "message": {"vi",
    /// "en"}}. Nothing of the payload goes to stderr.
    #[command(after_long_help = card::codes())]
    Card,
    /// Try a configuration and every device that it names, and say what is not in order
    ///
    /// Nothing is printed. Asks the devices as the running kiosk would, so stop that first. A print spooler on this
    /// machine that keeps citizens' documents is refused. Exit status 0 when everything is in order.
    Check(check::Check),
    /// Show what a scanner sends, byte by byte, and what to set on it
    ///
    /// Every byte is shown: scan a sample code or your own card, not a citizen's.
    ScanTest(scan_test::ScanTest),
    /// The catalogue of forms: list, check, fill, effort; and what printed ones carry
    Form {
        #[command(subcommand)]
        command: form::FormCommand,
    },
    /// The procedures that the kiosk knows
    Procedure {
        #[command(subcommand)]
        command: procedure::ProcedureCommand,
    },
    /// Make the notice of a procedure for the wall: documents, time, fee, its page on the national portal
    Notice(notice::Notice),
    /// Report the work of some days: numbers, waiting and serving times, ratings
    ///
    /// Reads the queue's database while the kiosk runs or not, and changes nothing. Without a file it prints CSV.
    Report(report::ReportArgs),
    /// Say a call, as the board does
    ///
    /// Without --out it is played on this computer's sound card.
    Say(say::SayArgs),
    /// Bring an address from before 1 July 2025 up to date
    ///
    /// Prints JSON: status is current (names a commune of today, kept), converted, choose (a divided ward, a
    /// name of two communes, a slip in a name: one of choices) or unknown (kept); commune_code has 5 digits
    /// and province_code 2, or both are null.
    Address {
        /// As a card writes it: "detail, ward, district, province"
        #[arg(value_name = "TEXT", allow_hyphen_values = true)]
        text: String,
        /// When the card was issued, as YYYY-MM-DD: decides where one text names two communes
        #[arg(long, value_name = "DATE")]
        issued: Option<jiff::civil::Date>,
    },
    /// Make or renew a certificate for the staff pages (HTTPS)
    ///
    /// Makes an authority of the office's own, which the counters' PCs are told to trust and which can vouch for the
    /// given names alone, and a certificate from it that lasts 13 months. Run again, it renews the certificate by the
    /// same authority. Keys are readable by their owner alone: run it as the kiosk's user.
    Tls(tls::TlsArgs),
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

impl From<LangArg> for kiosk_core::text::Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Vi => Self::Vi,
            LangArg::En => Self::En,
        }
    }
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

/// Diagnostics go to stderr, those of `RUST_LOG` or from `info` on. Once a process.
pub fn diagnostics() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
}

fn perform(command: Command, start: Instant) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        Command::Demo {
            headless,
            listen,
            expose,
            data,
            #[cfg(feature = "record")]
            record,
        } => commands::demo(
            start,
            headless,
            listen,
            expose,
            data,
            #[cfg(feature = "record")]
            record,
        ),
        Command::Run {
            config,
            headless,
            #[cfg(feature = "record")]
            record,
        } => commands::run(
            start,
            &config,
            headless,
            #[cfg(feature = "record")]
            record,
        ),
        Command::Tour { out, procedure, choose, card, lang } => {
            commands::tour(start, out, procedure.as_deref(), choose, card.as_deref(), lang.into())
        }
        Command::PrintTest(args) => print_test::print_test(start, args),
        Command::Ticket(args) => ticket::ticket(*args),
        Command::Simulate { device } => simulate::simulate(start, device),
        Command::Card => card::card(start),
        Command::Check(order) => check::check(start, &order),
        Command::ScanTest(test) => scan_test::scan_test(start, &test),
        Command::Form { command } => form::form(start, command),
        Command::Procedure { command } => procedure::procedure(start, command),
        Command::Notice(order) => notice::notice(start, &order),
        Command::Report(order) => report::report(start, &order),
        Command::Say(order) => say::say(&order),
        Command::Address { text, issued } => address::address(&text, issued),
        Command::Tls(args) => tls::tls(start, &args),
        Command::HashPin => commands::hash_pin(),
        Command::Render => commands::render(),
    }
}
