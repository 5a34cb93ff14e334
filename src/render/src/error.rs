//! Why a document could not be made.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Numbers of signals on Linux, see signal(7).
const SIGABRT: i32 = 6;
const SIGSEGV: i32 = 11;
const SIGXCPU: i32 = 24;

/// A failed render. Display and Debug name files, places and numbers, never a
/// value of the data, so both may be logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum RenderError {
    /// None of the folders holds all four faces of Liberation Serif.
    #[error(
        "no Liberation Serif in {}: install Debian's fonts-liberation2 \
         (fonts-liberation from Debian 13 on)",
        folders(looked_in)
    )]
    FontsMissing {
        /// The folders that were searched, in order.
        looked_in: Vec<PathBuf>,
    },
    /// A font file is there but is not a usable font.
    #[error("{} is not a readable font: reinstall Debian's font package", path.display())]
    FontUnreadable {
        /// The file.
        path: PathBuf,
    },
    /// The data is no JSON text.
    #[error("the form's data is no valid JSON (line {line}, column {column})")]
    Data {
        /// Line of the fault, from 1.
        line: usize,
        /// Column of the fault, from 1.
        column: usize,
    },
    /// The number of pixels per point is not a number above 0 and at most 9.
    #[error("pixels per point must lie above 0 and at most 9")]
    Scale,
    /// The time of creation is no date and time of the calendar.
    #[error("the time of creation is no date and time")]
    CreationTime,
    /// The template does not compile.
    #[error("the template fails at {0}")]
    Template(Diagnostic),
    /// The template asks for a file other than the house library and the data.
    #[error("the template may not read this file: {0}")]
    FileRefused(Diagnostic),
    /// The template imports a package; a kiosk has none and fetches none.
    #[error("the template may not import a package: {0}")]
    PackageRefused(Diagnostic),
    /// The document has more or larger pages than a form can have.
    #[error("the document is too large: {pages} pages, {pixels} pixels")]
    TooLarge {
        /// Number of pages.
        pages: usize,
        /// Pixels of all their pictures together.
        pixels: u64,
    },
    /// The document breaks a rule of PDF/A-1b, transparency for one.
    #[error("the document cannot become PDF/A-1b: {0}")]
    Pdf(Diagnostic),
    /// The child could not set its own resource limits.
    #[error("the render process cannot limit itself: {reason}")]
    Limits {
        /// The system's words.
        reason: String,
    },
    /// The child process or its thread could not be started.
    #[error("the render process {} does not start: {reason}", program.display())]
    Spawn {
        /// The program that was to run.
        program: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// The child gave no answer in time and was killed.
    #[error("stopped: no document after {after_ms} ms")]
    TimedOut {
        /// The deadline in milliseconds.
        after_ms: u64,
    },
    /// Typst itself broke down while it set or drew the document.
    #[error("Typst breaks down over this document")]
    Crashed,
    /// The child died of a signal: 24 (SIGXCPU) is its processor time used
    /// up, 6 (SIGABRT) its memory or its stack.
    #[error("stopped: {} (signal {signal})", meaning(*signal))]
    Killed {
        /// Number of the signal, see signal(7).
        signal: i32,
    },
    /// The child ended by itself without an answer.
    #[error("the render process ended with code {code} and no document")]
    Exited {
        /// Its exit code.
        code: i32,
    },
    /// The child's answer is not in the agreed form.
    #[error("the render process answered nonsense")]
    Garbled,
}

impl RenderError {
    /// The place in the template and Typst's words, when the template is to blame.
    pub fn diagnostic(&self) -> Option<&Diagnostic> {
        match self {
            Self::Template(at) | Self::FileRefused(at) | Self::PackageRefused(at) | Self::Pdf(at) => Some(at),
            Self::FontsMissing { .. }
            | Self::FontUnreadable { .. }
            | Self::Data { .. }
            | Self::Scale
            | Self::CreationTime
            | Self::TooLarge { .. }
            | Self::Limits { .. }
            | Self::Spawn { .. }
            | Self::TimedOut { .. }
            | Self::Crashed
            | Self::Killed { .. }
            | Self::Exited { .. }
            | Self::Garbled => None,
        }
    }
}

/// What a signal says of a process under [`crate::Limits`].
fn meaning(signal: i32) -> &'static str {
    match signal {
        SIGXCPU => "the document takes too much processor time",
        SIGABRT => "the document takes too much memory, or is nested too deeply",
        SIGSEGV => "the document is nested too deeply",
        _ => "something killed the render process",
    }
}

fn folders(paths: &[PathBuf]) -> String {
    let shown: Vec<_> = paths.iter().map(|p| p.display().to_string()).collect();
    shown.join(", ")
}

/// A remark of Typst about one place in a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// `form.typ`, `house.typ` or `data.json`; empty when the place is unknown.
    pub file: String,
    /// Line from 1; 0 when unknown.
    pub line: usize,
    /// Column from 1, in characters; 0 when unknown.
    pub column: usize,
    /// Typst's words and hints.
    pub message: AuthorText,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str("an unknown place"),
            _ => write!(f, "{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

/// Words for a template's author only. Typst quotes values in its messages,
/// so with a citizen's data in the job this may hold personal data: show it
/// where a form is checked with made-up data, never log it elsewhere. Debug
/// hides it and there is no Display.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorText(String);

impl AuthorText {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// The words themselves; see the type for who may see them.
    pub fn expose_to_author(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AuthorText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthorText({} bytes)", self.0.len())
    }
}
