//! Procedures (thủ tục hành chính) as data: what a citizen should know of one before going to the counter.

mod search;

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::form::is_procedure_code;
use crate::text::Text;

pub use search::search;

/// What stands in a page's pattern for the procedure's code.
const CODE: &str = "{code}";

/// The most documents that a screen has room for.
const MOST_DOCUMENTS: usize = 6;

/// One procedure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Its code on the national portal, for example `1.010041`.
    pub code: String,
    /// The field of administration (lĩnh vực).
    pub field: Text,
    /// Its name, shortened.
    pub name: Text,
    /// What it is good for, in everyday words.
    pub hint: Text,
    /// What citizens call it, in Vietnamese with diacritics, for a search.
    pub words: Vec<String>,
    /// What to bring, at most six short lines; the counter tells the rest.
    pub documents: Vec<Text>,
    /// How long it takes.
    pub time: Text,
    /// Whether the identity card is all that is needed in the usual case: then the form begins at once, and what to
    /// bring is told to those who ask.
    #[serde(default)]
    pub card_suffices: bool,
    /// Who decides.
    pub decides: Text,
    /// The service whose queue it usually joins, by its usual id, as in hardware/kiosk.example.toml.
    pub service: String,
    /// Its page on the national portal, when that was seen to be right; else it is guessed from the code.
    page: Option<String>,
    #[serde(skip)]
    guess: String,
}

/// All procedures that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedures(Vec<Procedure>);

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    page: String,
    #[serde(rename = "procedure")]
    procedures: Vec<Procedure>,
}

/// Why a file of procedures is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProcedureError {
    /// Not TOML, an unknown key or a wrong type; the text shows line and column.
    #[error("{0}")]
    Toml(String),
    /// A code of another shape.
    #[error("\"{0}\" is no procedure's code: write it as \"1.001193\"")]
    Code(String),
    /// Two procedures share a code.
    #[error("procedure {0} is there twice")]
    Twice(String),
    /// More documents than a screen has room for.
    #[error("procedure {0} names more than {MOST_DOCUMENTS} documents")]
    Documents(String),
    /// The pattern of pages names no place for the code.
    #[error("page = \"{0}\" has no {CODE} in it")]
    Page(String),
}

impl Procedures {
    /// The built-in procedures.
    ///
    /// # Errors
    /// Never for a released program: a test reads them.
    pub fn built_in() -> Result<Self, ProcedureError> {
        Self::parse(include_str!("../catalog/procedures.toml"))
    }

    /// Reads a file of procedures.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(toml: &str) -> Result<Self, ProcedureError> {
        let file: File = toml::from_str(toml).map_err(|e| ProcedureError::Toml(e.to_string()))?;
        if !file.page.contains(CODE) {
            return Err(ProcedureError::Page(file.page));
        }
        let mut procedures = file.procedures;
        check(&procedures)?;
        procedures.iter_mut().for_each(|p| p.guess = file.page.replace(CODE, &p.code));
        Ok(Self(procedures))
    }

    /// All of them.
    pub fn all(&self) -> &[Procedure] {
        &self.0
    }

    /// The procedure with this portal code.
    pub fn get(&self, code: &str) -> Option<&Procedure> {
        self.0.iter().find(|p| p.code == code)
    }
}

fn check(procedures: &[Procedure]) -> Result<(), ProcedureError> {
    let mut seen = BTreeSet::new();
    procedures.iter().try_for_each(|p| {
        let code = || p.code.clone();
        if !is_procedure_code(&p.code) {
            return Err(ProcedureError::Code(code()));
        }
        if p.documents.len() > MOST_DOCUMENTS {
            return Err(ProcedureError::Documents(code()));
        }
        if seen.insert(&p.code) { Ok(()) } else { Err(ProcedureError::Twice(code())) }
    })
}

impl Procedure {
    /// The address of its page on the national portal.
    pub fn page(&self) -> &str {
        self.page.as_deref().unwrap_or(&self.guess)
    }

    /// Whether that address is a guess that nobody has looked at.
    pub fn is_page_guessed(&self) -> bool {
        self.page.is_none()
    }

    /// The sentence under the documents: they are not all of them in every case.
    pub fn documents_note() -> Text {
        Text::new(
            "Cán bộ tại quầy sẽ hướng dẫn thêm nếu cần giấy tờ khác.",
            "The counter will tell you if another paper is needed.",
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_built_in_procedures_are_whole() {
        let procedures = Procedures::built_in().unwrap();
        assert_eq!(procedures.all().len(), 32);
        for p in procedures.all() {
            let texts = [&p.field, &p.name, &p.hint, &p.time, &p.decides];
            for text in texts.into_iter().chain(&p.documents) {
                assert!(!text.vi.is_empty() && !text.en.is_empty() && !text.vi.is_ascii(), "{}", p.code);
                assert!(text.vi.chars().count() <= 90 && text.en.chars().count() <= 90, "{}", text.vi);
            }
            assert!(!p.words.is_empty() && !p.documents.is_empty(), "{}", p.code);
        }
    }

    #[test]
    fn a_page_is_guessed_until_it_was_looked_at() {
        let birth = Procedures::built_in().unwrap().get("1.001193").unwrap().clone();
        assert!(
            birth.is_page_guessed() && birth.page().ends_with("?ma_thu_tuc=1.001193"),
            "{}",
            birth.page()
        );
        let seen = Procedure { page: Some("https://dichvucong.gov.vn/x".into()), ..birth };
        assert!(!seen.is_page_guessed());
        assert_eq!(seen.page(), "https://dichvucong.gov.vn/x");
    }

    #[test]
    fn a_mistake_is_named() {
        let text = "{ vi = \"\", en = \"\" }";
        let procedure = |code: &str, documents: usize| {
            let documents = vec![text; documents].join(", ");
            format!(
                "[[procedure]]\ncode = \"{code}\"\nfield = {text}\nname = {text}\nhint = {text}\nwords = []\n\
                 documents = [{documents}]\ntime = {text}\ndecides = {text}\nservice = \"s\"\n"
            )
        };
        let page = "page = \"x{code}\"\n";
        let table = [
            (format!("page = \"x\"\n{}", procedure("1.001193", 0)), Err(ProcedureError::Page("x".into()))),
            (format!("{page}{}", procedure("1001193", 0)), Err(ProcedureError::Code("1001193".into()))),
            (
                format!("{page}{}", procedure("1.001193", 7)),
                Err(ProcedureError::Documents("1.001193".into())),
            ),
            (
                format!("{page}{0}{0}", procedure("1.001193", 6)),
                Err(ProcedureError::Twice("1.001193".into())),
            ),
            (format!("{page}{}", procedure("1.001193", 6)), Ok(1)),
        ];
        for (toml, outcome) in table {
            assert_eq!(Procedures::parse(&toml).map(|p| p.all().len()), outcome, "{toml}");
        }
        let unknown = Procedures::parse(&format!("{page}fee = 1\n{}", procedure("1.001193", 0)));
        assert!(unknown.unwrap_err().to_string().contains("line 2, column 1"));
    }
}
