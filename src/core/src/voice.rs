//! What is said when a number is called (gọi số): the words, the recorded clips that they are joined from, and
//! which call is said next.
//!
//! Numbers are spelled here, by rule: a synthesizer that is given digits misreads them.
//!
//! * [`sentences`]: a call in the languages of a [`Manner`].
//! * [`counted`] and [`numbered`]: a count and a ticket's number, as a synthesizer has to be told them.
//! * [`record_list`]: every clip that an office's calls can need.
//! * [`Backlog`]: calls one after the other, and none that is no longer current.

mod backlog;
mod clip;
mod english;
mod sentence;
mod vietnamese;

pub use backlog::{Backlog, Pending, STALE};
pub use clip::Clip;
pub use sentence::{Manner, Sentence, counted, numbered, record_list, sentences};
pub use vietnamese::ZeroWord;

#[cfg(test)]
mod tests;
