//! The queue in SQLite. The only crate that knows `rusqlite`.
//!
//! Plain tables are the truth; every change adds a row to an append-only journal in the same
//! transaction, and that row's number is what boards and staff pages follow.
//!
//! One thread writes. It takes all commands that are queued into one transaction, each in a
//! savepoint of its own, and answers only after the commit has reached the disk
//! (`synchronous=FULL`): a number that a citizen has seen survives a power cut. Time and randomness
//! come as arguments.
//!
//! Every command takes a `reply` that is called exactly once, on the writer's thread;
//! [`wait`] turns a command into a blocking call.

mod attempt;
mod client;
mod command;
mod counter;
mod deed;
mod error;
mod figures;
mod history;
mod issuing;
mod journal;
mod open;
mod overview;
mod place;
mod rating;
mod reader;
mod reserve;
mod session;
mod setting;
mod staff;
mod store;
mod stored;
#[cfg(test)]
mod tests;
mod ticket;
mod upkeep;
mod writer;

pub use client::{Client, Scope};
pub use command::{CallOutcome, Origin};
pub use deed::{Deed, DeedEntry};
pub use error::{OpenError, StoreError};
pub use figures::read_figures;
pub use history::{Press, Trace, Wanted};
pub use issuing::TicketRequest;
pub use journal::{Change, Entry, Source};
pub use open::{Options, Tokens};
pub use overview::{CHANGES, News, Overview};
pub use place::Place;
pub use reader::{Board, CounterView, Listed};
pub use session::{Session, TokenHash};
pub use setting::{Removed, SettingAuthor, SettingChange, SettingOrder, StoredSettings, read_settings};
pub use staff::{Account, AccountChange, Author, Role, StaffAct, StaffEntry};
pub use store::{Store, wait};
pub use ticket::{Call, TicketRecord};
