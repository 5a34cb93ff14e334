//! The pure half of the kiosk: cards, forms, the queue's rules and the citizen's visit.
//!
//! Nothing here reads a clock, a file, a socket or randomness; all of it comes in as arguments and
//! leaves as values, so that a whole day in a ward office can be played in milliseconds.
//!
//! * [`citizen`]: the payload of an ID card becomes a [`citizen::Citizen`].
//! * [`figures`]: what the journal of some days tells of the office's work, in numbers.
//! * [`form`]: the catalogue of official forms, what is still to be asked, and filling.
//! * [`procedure`]: what a citizen should know of a procedure before going to the counter.
//! * [`queue`]: services, numbers, counters and whose turn it is.
//! * [`rating`]: how satisfied a citizen was, in four steps.
//! * [`speech`]: a screen in spoken words, for who has it read aloud.
//! * [`typing`]: Vietnamese words from the keys of the on-screen keyboard.
//! * [`visit`]: the state machine that the touchscreen, the printers and the store are driven by.
//! * [`voice`]: a call in words.

pub mod citizen;
#[cfg(test)]
mod draw;
pub mod figures;
pub mod form;
pub mod office;
pub mod procedure;
pub mod queue;
pub mod rating;
pub mod speech;
pub mod text;
pub mod time;
pub mod typing;
pub mod visit;
pub mod voice;
