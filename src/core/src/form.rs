//! Official forms as data: what they contain, what is still wanted, and how they are filled.

mod answer;
mod ask;
mod blank;
mod carried;
mod catalog;
mod check;
mod days;
mod draft;
mod effort;
mod error;
mod fill;
mod holder;
mod known;
mod lists;
mod longest;
mod misfit;
mod need;
mod offer;
mod phrase;
mod position;
mod said;
mod schema;
mod source;
mod when;
mod writing;

pub use answer::Answer;
pub use ask::{Ask, Choice, How, Latest, NO, Suggest, YES};
pub use blank::{Blank, Row};
pub use carried::{Carried, CarriedError, MOST_DIGITS, wipe};
pub use catalog::{Catalog, CatalogError, FormFolder, HOUSE, NoForm};
pub(crate) use check::is_procedure as is_procedure_code;
pub use days::{Bound, Days, days};
pub use draft::{Draft, DraftError, Given, Person, Spelling};
pub use effort::{Effort, Way, effort, ways};
pub use error::{BadName, Mistake, SchemaError};
pub use fill::{Filled, Missing, Why, fill};
pub use lists::{ListName, Lists};
pub use longest::longest;
pub use misfit::{Misfit, Rule, Unfit};
pub use need::{Capabilities, Need, Question, StepCount, Whose, next_need, step_count};
pub use offer::choices;
pub use phrase::{Phrase, PhraseError};
pub use said::{Said, said};
pub use schema::{Field, Form, Group, Level, Slot, Verified, parse};
pub use source::{Item, OfficeItem, Source, SourceError};
pub use when::{APPLICANT_SEX, FEMALE, MALE, NOT_HERE, OTHER, Unless, WITH_CARD, WITH_NUMBER, When};
pub use writing::{Letters, Writing};

#[cfg(test)]
pub(crate) mod tests;
