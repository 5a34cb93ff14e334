//! `kiosk notice`: a procedure's notice for the wall, on A4.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use kiosk_core::procedure::Procedures;

use super::document::write_pictures;
use super::form::{OfficeArg, renderer};
use crate::notice::{NoticeError, notice_job};

#[derive(clap::Args)]
pub(super) struct Notice {
    /// The procedure's code on the national portal
    #[arg(value_name = "CODE")]
    code: String,
    /// The notice
    #[arg(long, value_name = "FILE")]
    pdf: PathBuf,
    /// A picture of it
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    #[command(flatten)]
    office: OfficeArg,
}

pub(super) fn notice(start: Instant, order: &Notice) -> Result<(), Box<dyn Error>> {
    let desk = order.office.open(start)?;
    let known = Procedures::built_in()?;
    let procedure = known.get(&order.code).ok_or_else(|| NoticeError::NoProcedure(order.code.clone()))?;
    let job = notice_job(procedure, &desk.office, &desk.zone, desk.now)?;
    let document = renderer().render(&job)?;
    std::fs::write(&order.pdf, &document.pdf)?;
    if let Some(png) = &order.png {
        write_pictures(png, &document)?;
    }
    Ok(())
}
