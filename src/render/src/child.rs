//! The render process: one job, one answer, gone.

use std::io::{self, Read, Write};

use crate::error::RenderError;
use crate::fonts::Fonts;
use crate::job::{RenderJob, Rendered};
use crate::limits::Limits;
use crate::typeset::make;
use crate::wire;
use crate::world::prepare_library;

/// Body of the hidden subcommand `kiosk render`: loads fonts and Typst, limits
/// this process for good, rehearses on a document without a citizen if it is
/// given one, waits on `input` for one job and writes the answer to `output`.
/// The caller exits afterwards. Ends quietly when `input` closes without a job, which is how a process kept warm dies with its kiosk.
/// `output` must be a pipe: no file may be written any more.
///
/// # Errors
/// Only those of the two pipes; whatever goes wrong with the job itself is
/// part of the answer.
pub fn run_child(limits: Limits, mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    let ready = prepare(limits);
    if let (Ok(fonts), Some(rehearsal)) = (&ready, wire::read_rehearsal(&mut input)?) {
        // What is wrong with the form will be told with the job itself.
        let _ = make(&rehearsal, fonts);
    }
    let Some(job) = wire::read_job(&mut input)? else {
        return Ok(());
    };
    wire::write_answer(&mut output, &answer(&ready, &job))
}

/// All that can be done before there is a citizen.
fn prepare(limits: Limits) -> Result<Fonts, RenderError> {
    let fonts = Fonts::load(&Fonts::DEBIAN_FOLDERS)?;
    prepare_library();
    limits.apply()?;
    Ok(fonts)
}

fn answer(ready: &Result<Fonts, RenderError>, job: &RenderJob) -> Result<Rendered, RenderError> {
    let fonts = ready.as_ref().map_err(Clone::clone)?;
    make(job, fonts)
}
