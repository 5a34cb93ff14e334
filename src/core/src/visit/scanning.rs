//! The card: waiting for it, doing without it, and "is this you".

use crate::citizen::{self, CardError, Citizen, Personal};
use crate::form::Draft;

use super::step::Step;
use super::{Stage, Touch, asking, issuing};

/// A touch while the scanner listens.
pub(super) fn touched(step: &mut Step, procedure: String, problem: Option<CardError>, touch: Touch) {
    if touch == Touch::NoCard {
        step.go(Stage::NoCard { procedure });
    } else {
        step.stay(Stage::Scanning { procedure, problem });
    }
}

/// The scanner delivered `payload`, or noise that is no frame. Nobody listens on any other screen.
pub(super) fn scanned(step: &mut Step, payload: Option<Personal<Vec<u8>>>) {
    let listening = step.state.visit.as_ref().is_some_and(|v| v.stage.wants_scan());
    if !listening {
        return;
    }
    let Some(Stage::Scanning { procedure, .. }) = step.take_stage() else { return };
    let today = step.now.civil.date();
    let read = payload.ok_or(CardError::NotUtf8).and_then(|p| citizen::parse(p.expose(), today));
    step.go(match read {
        Ok(citizen) => Stage::Confirming { procedure, citizen: Personal::new(citizen) },
        Err(error) => Stage::Scanning { procedure, problem: Some(error) },
    });
}

/// Without a card: a number only, or the blank form with it.
pub(super) fn without_card(step: &mut Step, procedure: String, touch: Touch) {
    match (touch, step.service_of(&procedure)) {
        (Touch::NumberOnly, Some(service)) => issuing::issue(step, service, None),
        (Touch::BlankForm, Some(_)) => asking::begin(step, procedure, None),
        _ => step.stay(Stage::NoCard { procedure }),
    }
}

/// Is this you?
pub(super) fn confirmed(step: &mut Step, procedure: String, citizen: Personal<Citizen>, touch: Touch) {
    if touch == Touch::Yes {
        asking::begin(step, procedure, Some(citizen));
    } else if touch == Touch::ScanAgain {
        step.go(Stage::Scanning { procedure, problem: None });
    } else {
        step.stay(Stage::Confirming { procedure, citizen });
    }
}

/// The draft of the procedure's form for the holder of a card, or the blank form.
pub(super) fn draft(step: &Step, procedure: &str, citizen: Option<Personal<Citizen>>) -> Option<Draft> {
    let procedure = step.office.procedure(procedure)?;
    Some(Draft::new(&procedure.form, citizen))
}
