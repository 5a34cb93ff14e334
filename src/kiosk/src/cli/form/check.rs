//! `kiosk form check`: what an author must know of a form before an office uses it.

use std::error::Error;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use kiosk_core::citizen::Personal;
use kiosk_core::form::{CatalogError, Draft, Form, Lists, NoForm, fill, longest};
use kiosk_render::{Diagnostic, RenderError, Rendered};

use super::{Desk, renderer};
use crate::cli::document::write_pictures;
use crate::form_folder::{FolderError, TEMPLATE, read_form};
use crate::ports::render_job;

/// Why a form is refused; each text begins with the place.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("{}:{why}", .folder.join("form.toml").display())]
    Schema { folder: PathBuf, why: Box<NoForm> },
    #[error("{}", in_template(.folder, .error))]
    Template { folder: PathBuf, error: RenderError },
    #[error("{}: {error}", .file.display())]
    Unwritten { file: PathBuf, error: std::io::Error },
    #[error("{}: is no form", .0.display())]
    NoForm(PathBuf),
}

pub(super) fn check(folder: &Path, out: Option<&Path>, mut desk: Desk) -> Result<(), Box<dyn Error>> {
    let read = read_form(folder).map_err(Refused::Folder)?;
    let name = read.name.clone();
    let lists = Lists::built_in()?;
    let schema =
        |error: CatalogError| Refused::Schema { folder: folder.to_owned(), why: Box::new(error.why) };
    desk.office.forms = std::mem::take(&mut desk.office.forms).with(read, &lists).map_err(schema)?;
    let form = desk.office.forms.form(&name).ok_or_else(|| Refused::NoForm(folder.to_owned()))?;

    let empty = fill(form, &desk.office, &Draft::blank(form), desk.today).data;
    for (what, file, data) in [
        ("empty", "empty.pdf", empty),
        ("with the longest values", "longest.pdf", longest(form, &desk.office)),
    ] {
        let document = rendered(folder, form, &desk, &data)?;
        tell(what, folder, &document)?;
        if let Some(out) = out {
            save(&out.join(file), &document)?;
        }
    }
    Ok(())
}

fn rendered(folder: &Path, form: &Form, desk: &Desk, data: &Personal<String>) -> Result<Rendered, Refused> {
    let job = render_job(&desk.office, &desk.zone, desk.now, &form.folder, data);
    let job = job.ok_or_else(|| Refused::NoForm(folder.to_owned()))?;
    renderer().render(&job).map_err(|error| Refused::Template { folder: folder.to_owned(), error })
}

fn tell(what: &str, folder: &Path, document: &Rendered) -> std::io::Result<()> {
    let mut out = stdout().lock();
    let pages = document.pages.len();
    writeln!(
        out,
        "{what}: {pages} page{}, {} warnings",
        if pages == 1 { "" } else { "s" },
        document.warnings.len()
    )?;
    document.warnings.iter().try_for_each(|warning| writeln!(out, "  {}", at(folder, warning)))
}

fn save(file: &Path, document: &Rendered) -> Result<(), Refused> {
    let unwritten = |error| Refused::Unwritten { file: file.to_owned(), error };
    std::fs::write(file, &document.pdf).map_err(unwritten)?;
    write_pictures(&file.with_extension("png"), document).map_err(unwritten)
}

/// `DIR/form.typ:3:9: words`; Typst's words hold no citizen's data, for nobody's was given. A remark without a place
/// is one on the whole template.
fn at(folder: &Path, diagnostic: &Diagnostic) -> String {
    let Diagnostic { file, line, column, message } = diagnostic;
    let words = message.expose_to_author();
    match file.as_str() {
        "" => format!("{}: {words}", folder.join(TEMPLATE).display()),
        TEMPLATE => format!("{}:{line}:{column}: {words}", folder.join(TEMPLATE).display()),
        shared => format!("{shared}:{line}:{column}: {words}"),
    }
}

fn in_template(folder: &Path, error: &RenderError) -> String {
    match error.diagnostic() {
        Some(diagnostic) => at(folder, diagnostic),
        None => format!("{}: {error}", folder.join(TEMPLATE).display()),
    }
}
