//! Before the card: which procedure, or which queue, and what to bring.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a screen names the touches that it offers; all others mean nothing on it"
)]

use super::entry::keyed;
use super::step::Step;
use super::{Stage, Touch, asking, issuing, maintenance};
use crate::citizen::Personal;

/// The longest words that are looked for, in letters.
const LONGEST_SEARCH: usize = 40;

/// A touch on the welcome screen.
pub(super) fn welcomed(step: &mut Step, touch: Touch) {
    match touch {
        Touch::Procedure(code) if step.office.procedure(&code).is_some() => {
            step.when_open(|step| chosen(step, code, None));
        }
        Touch::Declare if step.office.queue.declared().next().is_some() => step.go(Stage::Declaring),
        Touch::LookUp => step.go(Stage::LookingUp { problem: None }),
        Touch::Maintain => maintenance::begin(step),
        Touch::TakeNumber => step.when_open(|step| step.go(Stage::ChoosingService)),
        Touch::AllProcedures => step.go(Stage::ChoosingField),
        Touch::Search => step.go(Stage::Searching { typed: Personal::new(String::new()) }),
        // A touch that the welcome screen does not offer begins no visit.
        _ => step.stay(Stage::Choosing),
    }
}

/// A touch on the list of classes that citizens declare.
pub(super) fn declared(step: &mut Step, touch: Touch) {
    let claim = match touch {
        Touch::Claim(class) if step.office.queue.declared().any(|known| known.id == class) => Some(class),
        Touch::NoClaim => None,
        _ => return step.stay(Stage::Declaring),
    };
    if let Some(visit) = &mut step.state.visit {
        visit.claim = claim;
    }
    step.go(Stage::Choosing);
}

/// A touch on the list of services.
pub(super) fn service(step: &mut Step, touch: Touch) {
    match touch {
        Touch::Service(service) if step.office.open_service(&service).is_some() => {
            issuing::issue(step, service);
        }
        _ => step.stay(Stage::ChoosingService),
    }
}

/// A touch on the list of fields.
pub(super) fn field(step: &mut Step, touch: Touch) {
    match touch {
        Touch::Field(field) if step.office.has_field(&field) => step.go(Stage::ChoosingProcedure { field }),
        _ => step.stay(Stage::ChoosingField),
    }
}

/// A touch on the search: a key, or one of the procedures that were found.
pub(super) fn searching(step: &mut Step, typed: Personal<String>, touch: Touch) {
    match touch {
        Touch::Procedure(code) if step.office.procedure(&code).is_some() => {
            step.when_open(|step| chosen(step, code, None));
        }
        touch => {
            let allowed = |key: char| key.is_alphanumeric() || key == ' ';
            let text = keyed(typed.expose(), &touch, LONGEST_SEARCH, allowed);
            let typed = text.map_or(typed, Personal::new);
            step.stay(Stage::Searching { typed });
        }
    }
}

/// A touch on the list of a field's procedures.
pub(super) fn procedure(step: &mut Step, field: String, touch: Touch) {
    match touch {
        Touch::Procedure(code) if step.office.procedure(&code).is_some() => {
            step.when_open(|step| chosen(step, code, Some(field)));
        }
        _ => step.stay(Stage::ChoosingProcedure { field }),
    }
}

/// A touch on what to bring.
pub(super) fn informed(step: &mut Step, procedure: String, touch: Touch) {
    match touch {
        Touch::GoOn => asking::begin(step, procedure),
        _ => step.stay(Stage::Informing { procedure }),
    }
}

/// What to bring is told before anything is scanned, unless the card is all that is usually needed.
fn chosen(step: &mut Step, procedure: String, field: Option<String>) {
    if card_suffices(step, &procedure) {
        asking::begin(step, procedure);
    } else {
        step.go(Stage::Informing { procedure });
    }
    if let Some(visit) = &mut step.state.visit {
        visit.field = field;
    }
}

/// One step back from what to bring.
pub(super) fn back_from_informing(step: &mut Step, procedure: String) {
    // There it was asked for on the scan page.
    if card_suffices(step, &procedure) { asking::begin(step, procedure) } else { back_to_list(step) }
}

/// One step back from the first card of `procedure`.
pub(super) fn back_from_card(step: &mut Step, procedure: String) {
    if card_suffices(step, &procedure) { back_to_list(step) } else { step.go(Stage::Informing { procedure }) }
}

/// To where the procedure was chosen.
fn back_to_list(step: &mut Step) {
    let field = step.state.visit.as_ref().and_then(|visit| visit.field.clone());
    step.go(field.map_or(Stage::Choosing, |field| Stage::ChoosingProcedure { field }));
}

fn card_suffices(step: &Step, procedure: &str) -> bool {
    step.office.procedure(procedure).is_some_and(|offer| offer.procedure.card_suffices)
}
