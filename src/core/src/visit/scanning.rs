//! A card: waiting for it, doing without it, and "is this you".
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a screen names the touches that it offers; all others mean nothing on it"
)]

use jiff::civil::Date;

use crate::citizen::{self, CardError, Identity, Personal};
use crate::form::{Capabilities, Draft, DraftError, Form, Need, Person, Spelling, Whose, next_need};

use super::step::Step;
use super::{ScanProblem, Stage, Touch, asking, errand, issuing};

/// A touch while the scanner listens.
pub(super) fn touched(
    step: &mut Step,
    procedure: String,
    draft: Personal<Draft>,
    problem: Option<ScanProblem>,
    touch: Touch,
) {
    match touch {
        Touch::Inform if draft.expose().is_new() => step.go(Stage::Informing { procedure }),
        Touch::NoCard if draft.expose().is_new() => step.go(Stage::NoCard { procedure }),
        Touch::NoCard => match placed(step, draft.expose(), Person::NotHere) {
            Some(Ok(draft)) => asking::go_on(step, procedure, draft),
            Some(Err(_)) | None => asking::no_form(step, &procedure),
        },
        _ => step.stay(Stage::Scanning { procedure, draft, problem }),
    }
}

/// What `payload` tells.
pub(super) fn read(payload: &Personal<Vec<u8>>, today: Date) -> Result<Personal<Identity>, CardError> {
    citizen::parse(payload.expose(), today).map(|citizen| Personal::new(Identity::of_card(citizen)))
}

/// The scanner delivered something. Nobody listens on any other screen.
pub(super) fn scanned(step: &mut Step, read: Result<Personal<Identity>, CardError>) {
    let listening = step.state.visit.as_ref().is_some_and(|v| v.stage.wants_scan());
    if !listening {
        return;
    }
    let Some(Stage::Scanning { procedure, draft, .. }) = step.take_stage() else { return };
    step.go(match read {
        Ok(identity) => match objection(step, draft.expose(), &identity) {
            None => Stage::Confirming { procedure, draft, identity },
            // The card is dropped here: it belongs to somebody else's slot, or to nobody's.
            problem => Stage::Scanning { procedure, draft, problem },
        },
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
    identity: Personal<Identity>,
    touch: Touch,
) {
    if touch == Touch::ScanAgain {
        let draft = errand::forget(step, draft);
        return step.go(Stage::Scanning { procedure, draft, problem: None });
    }
    let Some(spelling) = decided(&touch, identity.expose()) else {
        return step.stay(Stage::Confirming { procedure, draft, identity });
    };
    match placed(step, draft.expose(), Person::Card { identity, spelling }) {
        Some(Ok(draft)) => asking::go_on(step, procedure, draft),
        Some(Err(error)) => {
            step.go(Stage::Scanning { procedure, draft, problem: Some(ScanProblem::of(error)) });
        }
        None => asking::no_form(step, &procedure),
    }
}

/// What `touch` decides about the name. A name that lost its diacritics is never taken by a mere yes.
fn decided(touch: &Touch, identity: &Identity) -> Option<Spelling> {
    match (touch, identity.citizen().is_some_and(Spelling::is_doubtful)) {
        (Touch::Yes, false) | (Touch::NameAsRead, true) => Some(Spelling::AsRead),
        (Touch::LeaveForPen, true) => Some(Spelling::LeftForPen),
        _ => None,
    }
}

/// What speaks against this card for the person who is wanted.
fn objection(step: &Step, draft: &Draft, identity: &Personal<Identity>) -> Option<ScanProblem> {
    let person = Person::Card { identity: identity.clone(), spelling: Spelling::AsRead };
    placed(step, draft, person)?.err().map(ScanProblem::of)
}

impl ScanProblem {
    /// Why a draft does not take a card.
    fn of(error: DraftError) -> Self {
        error.into_misfit().map_or(Self::SameCard, Self::Misfit)
    }
}

/// The draft with `person` in the slot that is wanted; `None` when it wants no card.
fn placed(step: &Step, draft: &Draft, person: Person) -> Option<Result<Personal<Draft>, DraftError>> {
    let (form, whose) = (form_of(step, draft)?, wanted(step, draft)?);
    let mut draft = draft.clone();
    Some(draft.place(form, &whose.key, person, step.now.civil.date()).map(|()| Personal::new(draft)))
}

/// The person whose card is wanted.
fn wanted<'a>(step: &Step<'a>, draft: &Draft) -> Option<Whose<'a>> {
    match next_need(form_of(step, draft)?, step.office, draft, Capabilities::TOUCHSCREEN)? {
        Need::Card(whose) => Some(whose),
        Need::Residence(_) | Need::Name(_) | Need::Question(_) | Need::Another(_) => None,
    }
}

fn form_of<'a>(step: &Step<'a>, draft: &Draft) -> Option<&'a Form> {
    step.office.forms.form(&draft.form)
}
