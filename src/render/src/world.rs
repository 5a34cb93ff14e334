//! The whole world a template can see: three files and one font family.

use std::sync::{LazyLock, OnceLock};

use typst::diag::{FileError, FileResult, PackageError, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use crate::error::{AuthorText, Diagnostic, RenderError};
use crate::fonts::Fonts;
use crate::job::RenderJob;

/// Typst's standard library; holds nothing of any job.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Builds Typst's standard library now rather than during the first render.
pub(crate) fn prepare_library() {
    LazyLock::force(&LIBRARY);
}

/// What a template asked for and did not get.
enum Refusal {
    File,
    Package,
}

/// One job as Typst sees it.
pub(crate) struct FormWorld<'f> {
    fonts: &'f Fonts,
    form: Source,
    house: Source,
    data_id: FileId,
    data: Bytes,
    refusal: OnceLock<Refusal>,
}

impl<'f> FormWorld<'f> {
    /// Takes copies of the job's texts.
    pub(crate) fn new(job: &RenderJob, fonts: &'f Fonts) -> Option<Self> {
        Some(Self {
            fonts,
            form: Source::new(project_file("/form.typ")?, job.template.clone()),
            house: Source::new(project_file("/house.typ")?, job.house.clone()),
            data_id: project_file("/data.json")?,
            data: Bytes::from_string(job.data.clone()),
            refusal: OnceLock::new(),
        })
    }

    /// The error for a failed compilation: the first one Typst reports.
    pub(crate) fn compile_error(&self, found: &[SourceDiagnostic]) -> RenderError {
        let first = self.first(found);
        match self.refusal.get() {
            Some(Refusal::File) => RenderError::FileRefused(first),
            Some(Refusal::Package) => RenderError::PackageRefused(first),
            None => RenderError::Template(first),
        }
    }

    /// The first of Typst's remarks.
    pub(crate) fn first(&self, found: &[SourceDiagnostic]) -> Diagnostic {
        let unknown = SourceDiagnostic::error(typst::syntax::Span::detached(), "");
        self.diagnostic(found.first().unwrap_or(&unknown))
    }

    /// One of Typst's remarks, with its place in the template.
    pub(crate) fn diagnostic(&self, found: &SourceDiagnostic) -> Diagnostic {
        let place = self.place(found).unwrap_or_default();
        // A kiosk has no such switch.
        let hints = found.hints.iter().map(|hint| hint.v.as_str()).filter(|hint| !hint.contains("--root"));
        let words: Vec<&str> = std::iter::once(found.message.as_str()).chain(hints).collect();
        Diagnostic {
            file: place.0,
            line: place.1,
            column: place.2,
            message: AuthorText::new(words.join("; ")),
        }
    }

    fn place(&self, found: &SourceDiagnostic) -> Option<(String, usize, usize)> {
        let id = found.span.id()?;
        let source = self.known_source(id)?;
        let start = self.range(found.span)?.start;
        let (line, column) = source.lines().byte_to_line_column(start)?;
        let file = id.vpath().get_without_slash().to_owned();
        Some((file, line + 1, column + 1))
    }

    fn known_source(&self, id: FileId) -> Option<&Source> {
        [&self.form, &self.house].into_iter().find(|source| source.id() == id)
    }

    fn refuse(&self, id: FileId) -> FileError {
        match id.root() {
            VirtualRoot::Project => {
                self.refusal.get_or_init(|| Refusal::File);
                FileError::AccessDenied
            }
            VirtualRoot::Package(spec) => {
                self.refusal.get_or_init(|| Refusal::Package);
                FileError::Package(PackageError::NotFound(spec.clone()))
            }
        }
    }
}

/// The id of a file under a fixed name. Typst keeps every name it ever saw in
/// a table of 65 535 places, so names must not vary from job to job.
fn project_file(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for FormWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.form.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = self.known_source(id).cloned();
        known.ok_or_else(|| self.refuse(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            return Ok(self.data.clone());
        }
        Err(self.refuse(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    /// No clock: a date on a form is part of its data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
