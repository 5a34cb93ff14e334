//! Official forms as data: what they contain, what is still wanted, and how they are filled.

mod carried;
mod catalog;
mod check;
mod draft;
mod fill;
mod holder;
mod need;
mod schema;
mod source;
mod when;

pub use carried::{Carried, CarriedError, MOST_DIGITS};
pub use catalog::{BuiltIn, Catalog, HOUSE};
pub use draft::{Answer, Draft, DraftError, Given, Person, Spelling};
pub use fill::{Filled, fill};
pub use need::{Need, Question, StepCount, next_need, step_count};
pub use schema::{Ask, Choice, Field, Form, SchemaError, Served, Slot, parse};
pub use source::{Item, Source, SourceError};
pub use when::{NOT_HERE, WITH_CARD, WITH_NUMBER, When};

#[cfg(test)]
pub(crate) mod tests;
