//! Where a number stands (tra cứu số thứ tự): its slip is held to the scanner.

use jiff::civil::Date;

use crate::queue::{CounterId, TicketNumber, TicketState, VisitId, Wait};

use super::step::Step;
use super::{Effect, Stage, StoreFault, Visit};

/// How many characters a ticket's token has: 128 bits in base 32 (RFC 4648, in small letters).
const TOKEN: usize = 26;

/// Where a number stands, as its holder is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberPlace {
    /// The number.
    pub number: TicketNumber,
    /// The service day that it belongs to.
    pub day: Date,
    /// Where it is in its life.
    pub state: TicketState,
    /// The counter that called it, or that it was sent to.
    pub counter: Option<CounterId>,
    /// How many are called before it.
    pub ahead: u32,
    /// How long it will probably wait, if enough was measured.
    pub wait: Option<Wait>,
}

/// Why nothing can be told of a number; each has its own sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookupProblem {
    /// What was read is no slip of a kiosk: a card, an advertisement.
    NoSlip,
    /// No number has this code, or it was of another day.
    NotToday,
    /// The queue's database does not answer.
    Unavailable,
}

/// The token that a slip's code holds: by itself, or at the end of an address.
fn token(payload: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(payload).ok()?.trim();
    let last = text.rsplit('/').next()?;
    let letter = |c: u8| c.is_ascii_lowercase() || (b'2'..=b'7').contains(&c);
    (last.len() == TOKEN && last.bytes().all(letter)).then_some(last)
}

/// The scanner delivered something while a slip is wanted.
pub(super) fn scanned(step: &mut Step, payload: &[u8]) {
    let Some(visit) = &step.state.visit else { return };
    let visit = visit.id;
    match token(payload) {
        Some(token) => {
            step.effects.push(Effect::LookUp { visit, token: token.to_owned() });
            step.go(Stage::LookingUp { problem: None });
        }
        None => unreadable(step),
    }
}

/// The store has looked for whoever still waits for it.
pub(super) fn found(step: &mut Step, visit: VisitId, place: Result<Option<NumberPlace>, StoreFault>) {
    let waits = |v: &Visit| v.id == visit && matches!(v.stage, Stage::LookingUp { .. });
    if !step.state.visit.as_ref().is_some_and(waits) {
        return;
    }
    let today = step.office.hours.service_day(step.now.civil);
    step.go(match place {
        Ok(Some(place)) if place.day == today => Stage::Placed(place),
        Ok(_) => Stage::LookingUp { problem: Some(LookupProblem::NotToday) },
        Err(_) => Stage::LookingUp { problem: Some(LookupProblem::Unavailable) },
    });
}

/// Something was read that is no slip's: another code, no payload at all, or a keyboard scanner's number.
pub(super) fn unreadable(step: &mut Step) {
    step.go(Stage::LookingUp { problem: Some(LookupProblem::NoSlip) });
}
