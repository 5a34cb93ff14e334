//! What was found, one line each.

use std::fmt::Write;

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Good,
    /// It works; somebody should know.
    Note,
    Bad,
}

/// One part of the kiosk and how it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    mark: Mark,
    part: String,
    text: String,
}

impl Finding {
    /// `part` is in order; `text` says what was found.
    pub(super) fn good(part: impl Into<String>, text: impl Into<String>) -> Self {
        Self { mark: Mark::Good, part: part.into(), text: text.into() }
    }

    /// `part` works, and `text` says what to know about it.
    pub(super) fn note(part: impl Into<String>, text: impl Into<String>) -> Self {
        Self { mark: Mark::Note, part: part.into(), text: text.into() }
    }

    /// `part` is not in order; `text` says why and what to do.
    pub(super) fn bad(part: impl Into<String>, text: impl Into<String>) -> Self {
        Self { mark: Mark::Bad, part: part.into(), text: text.into() }
    }

    /// Whether the kiosk should not be started so.
    pub(super) fn is_bad(&self) -> bool {
        self.mark == Mark::Bad
    }
}

/// The findings below each other: a sign, the part, what was found.
pub(super) fn table(findings: &[Finding]) -> String {
    let width = findings.iter().map(|finding| finding.part.chars().count()).max().unwrap_or(0);
    findings.iter().fold(String::new(), |mut lines, Finding { mark, part, text }| {
        let sign = match mark {
            Mark::Good => "✓",
            Mark::Note => "·",
            Mark::Bad => "!",
        };
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{sign} {part:<width$}  {text}");
        lines
    })
}
