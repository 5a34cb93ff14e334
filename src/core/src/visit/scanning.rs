//! A card: waiting for it, doing without it, and "is this you".
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a screen names the touches that it offers; all others mean nothing on it"
)]

use crate::citizen::{self, CardError, Citizen, Personal};
use crate::form::{Draft, DraftError, Need, Person, Slot, Spelling, next_need};

use super::step::Step;
use super::{ScanProblem, Stage, Touch, asking, issuing};

/// A touch while the scanner listens.
pub(super) fn touched(
    step: &mut Step,
    procedure: String,
    draft: Personal<Draft>,
    problem: Option<ScanProblem>,
    touch: Touch,
) {
    match touch {
        Touch::NoCard if draft.expose().is_new() => step.go(Stage::NoCard { procedure }),
        Touch::NoCard => match placed(step, draft.expose(), Person::NotHere) {
            Some(Ok(draft)) => asking::go_on(step, procedure, draft),
            Some(Err(_)) | None => asking::no_form(step, &procedure),
        },
        _ => step.stay(Stage::Scanning { procedure, draft, problem }),
    }
}

/// The scanner delivered `payload`, or noise that is no frame. Nobody listens on any other screen.
pub(super) fn scanned(step: &mut Step, payload: Option<Personal<Vec<u8>>>) {
    let listening = step.state.visit.as_ref().is_some_and(|v| v.stage.wants_scan());
    if !listening {
        return;
    }
    let Some(Stage::Scanning { procedure, draft, .. }) = step.take_stage() else { return };
    let today = step.now.civil.date();
    let read = payload.ok_or(CardError::NotUtf8).and_then(|p| citizen::parse(p.expose(), today));
    step.go(match read {
        Ok(citizen) if draft.expose().has_card(&citizen.id_number) => {
            // The card is dropped here: it belongs to somebody else's slot.
            drop(Personal::new(citizen));
            Stage::Scanning { procedure, draft, problem: Some(ScanProblem::SameCard) }
        }
        Ok(citizen) => Stage::Confirming { procedure, draft, citizen: Personal::new(citizen) },
        Err(error) => Stage::Scanning { procedure, draft, problem: Some(ScanProblem::NoCard(error)) },
    });
}

/// Without the applicant's card: a number only, or the blank form with it.
pub(super) fn without_card(step: &mut Step, procedure: String, touch: Touch) {
    match (touch, step.service_of(&procedure)) {
        (Touch::NumberOnly, Some(service)) => issuing::issue(step, service),
        (Touch::BlankForm, Some(_)) => asking::begin_blank(step, procedure),
        _ => step.stay(Stage::NoCard { procedure }),
    }
}

/// Is this the person?
pub(super) fn confirmed(
    step: &mut Step,
    procedure: String,
    draft: Personal<Draft>,
    citizen: Personal<Citizen>,
    touch: Touch,
) {
    if touch == Touch::ScanAgain {
        return step.go(Stage::Scanning { procedure, draft, problem: None });
    }
    let Some(spelling) = decided(&touch, citizen.expose()) else {
        return step.stay(Stage::Confirming { procedure, draft, citizen });
    };
    match placed(step, draft.expose(), Person::Card { citizen, spelling }) {
        Some(Ok(draft)) => asking::go_on(step, procedure, draft),
        Some(Err(_)) => {
            step.go(Stage::Scanning { procedure, draft, problem: Some(ScanProblem::SameCard) });
        }
        None => asking::no_form(step, &procedure),
    }
}

/// What `touch` decides about the name. A name that lost its diacritics is never taken by a mere yes.
fn decided(touch: &Touch, citizen: &Citizen) -> Option<Spelling> {
    match (touch, Spelling::is_doubtful(citizen)) {
        (Touch::Yes, false) | (Touch::NameAsRead, true) => Some(Spelling::AsRead),
        (Touch::LeaveForPen, true) => Some(Spelling::LeftForPen),
        _ => None,
    }
}

/// The draft with `person` in the slot that is wanted; `None` when it wants no card.
fn placed(step: &Step, draft: &Draft, person: Person) -> Option<Result<Personal<Draft>, DraftError>> {
    let slot = wanted(step, draft)?;
    let mut draft = draft.clone();
    Some(draft.place(&slot.key, person).map(|()| Personal::new(draft)))
}

/// The slot whose card is wanted.
fn wanted<'a>(step: &Step<'a>, draft: &Draft) -> Option<&'a Slot> {
    match next_need(step.office.forms.form(&draft.form)?, draft)? {
        Need::Card(slot) => Some(slot),
        Need::Question(_) => None,
    }
}
