//! Official forms as data: what they contain, what is still to be asked, and how they are filled.

mod ask;
mod catalog;
mod fill;
mod schema;

pub use ask::{Answer, Draft, DraftError, Question, next_question};
pub use catalog::{BuiltIn, Catalog, HOUSE};
pub use fill::{Filled, fill};
pub use schema::{Ask, Choice, Field, Form, SchemaError, Served, Source, parse};
