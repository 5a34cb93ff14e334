//! `kiosk form`: the catalogue of forms, and the values that printed ones carry.

mod read;

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Subcommand)]
pub(super) enum FormCommand {
    /// Read the values that a printed form carries in its QR codes
    ///
    /// Prints them as JSON: {form, edition, values}. Takes pictures of the page (PNG or JPEG), or the digits that
    /// a scanner delivers, one code a line, from files or from stdin; several codes in any order.
    Read {
        /// Pictures or files of digits; stdin without any
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

pub(super) fn form(command: FormCommand) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        FormCommand::Read { files } => read::read(&files),
    }
}
