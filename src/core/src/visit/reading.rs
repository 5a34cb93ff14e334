//! When a screen is read aloud: what is said is [`speech`]'s.

use crate::citizen::Personal;
use crate::office::Office;
use crate::queue::VisitId;
use crate::speech::{self, Hearing, Script};
use crate::text::Lang;
use crate::time::Now;

use super::step::Step;
use super::{Effect, Event, Stage, State, Touch, Visit, Wish};

/// The screen that a listener was told last, by how it opens.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    visit: VisitId,
    lang: Lang,
    hearing: Hearing,
    opening: Personal<String>,
}

/// What an event asks of the voice.
#[derive(Clone, PartialEq)]
pub(super) enum Cue {
    /// Nothing by itself.
    None,
    /// A touch: whatever is being said is cut off.
    Touch,
    /// The screen from its beginning: it is wanted again, or lay under something.
    Again,
    /// Reading aloud was switched on.
    SwitchedOn,
    /// What makes the screen easier to read lies over it.
    Easier,
    /// The help lies over it.
    Help,
    /// Keys point at the button of this label.
    Pointed(Personal<String>),
}

impl Cue {
    /// What `event` asks for.
    pub(super) fn of(event: &Event) -> Self {
        let Event::Touch(touch) = event else { return Self::None };
        if let Touch::PointAt(label) = touch {
            return Self::Pointed(label.clone());
        }
        let cues = [
            (Touch::HearAgain, Self::Again),
            (Touch::StillHere, Self::Again),
            (Touch::Comfort(Wish::Aloud(true)), Self::SwitchedOn),
            (Touch::Easier, Self::Easier),
            (Touch::Help, Self::Help),
        ];
        cues.into_iter().find(|(of, _)| of == touch).map_or(Self::Touch, |(_, cue)| cue)
    }
}

/// The screen of `state` as it is told; `None` while nothing is read aloud, and for what is staff's.
fn told(office: &Office, state: &State, now: Now) -> Option<Told> {
    let listens = |visit: &&Visit| visit.comfort.aloud && !matches!(visit.stage, Stage::Maintaining(_));
    let visit = state.visit.as_ref().filter(listens)?;
    let (lang, hearing) = (visit.lang, state.devices.hearing());
    let opening = speech::of(office, state, now).opening.words(lang, hearing);
    Some(Told { visit: visit.id, lang, hearing, opening })
}

/// Tells the voice what to do after an event that asks for `cue`; `before` is what was told before it.
pub(super) fn read(step: &mut Step, before: Option<&Told>, cue: &Cue) {
    let told = told(step.office, &step.state, step.now);
    let effect = match &told {
        Some(told) => speak(step, before, told, cue),
        None => before.map(|_| Effect::Hush),
    };
    step.effects.extend(effect);
    if let Some(visit) = &mut step.state.visit {
        visit.heard = told;
    }
}

fn speak(step: &Step, before: Option<&Told>, told: &Told, cue: &Cue) -> Option<Effect> {
    let (lang, hearing) = (told.lang, told.hearing);
    let moved = before != Some(told);
    let words = match cue {
        Cue::SwitchedOn => speech::switched_on().words(lang, hearing),
        Cue::Easier => speech::easier().words(lang, hearing),
        Cue::Help => speech::help(step.office).words(lang, hearing),
        Cue::None | Cue::Touch | Cue::Again | Cue::Pointed(_) if moved || *cue == Cue::Again => {
            speech::of(step.office, &step.state, step.now).words(lang, hearing)
        }
        Cue::Pointed(label) if hearing == Hearing::Headphones && !label.expose().is_empty() => {
            Script::new().value(label.clone()).words(lang, hearing)
        }
        // What a button says may be somebody's name: the hall is told nothing of it.
        Cue::Touch | Cue::Pointed(_) => return Some(Effect::Hush),
        Cue::None | Cue::Again => return None,
    };
    Some(Effect::Speak { lang, words })
}
