//! The transition function.

use std::mem;

use crate::citizen::{Identity, Personal};
use crate::office::Office;
use crate::queue::ServiceId;
use crate::text::Lang;
use crate::time::Now;

use super::deadline::{is_covered, stay, warns};
use super::reading::Cue;
use super::{
    ClockEvent, Comfort, DeviceEvent, Effect, Event, RenderEvent, Review, StaffEvent, Stage, State,
    StoreEvent, Touch, Trouble, Visit, Wish,
};
use super::{asking, choosing, errand, issuing, lookup, maintenance, notice, reading, reviewing, scanning};

/// A step in the making: the state, and the effects so far.
pub(super) struct Step<'a> {
    pub(super) office: &'a Office,
    pub(super) now: Now,
    pub(super) state: State,
    pub(super) effects: Vec<Effect>,
}

/// One event happens to the kiosk.
pub fn step(office: &Office, state: State, now: Now, event: Event) -> (State, Vec<Effect>) {
    let listened = listens(&state);
    // Who waits is counted when the welcome screen comes, and every minute while it stands.
    let counts = state.visit.is_some() || matches!(event, Event::Clock(_));
    let heard = state.visit.as_ref().and_then(|visit| visit.heard.clone());
    let cue = Cue::of(&event);
    let mut step = Step { office, now, state, effects: Vec::new() };
    step.look_at_the_day();
    match event {
        Event::Touch(touch) => step.touched(touch),
        Event::Device(event) => step.device(event),
        Event::Store(event) => step.store(event),
        Event::Render(event) => step.rendered(event),
        Event::Clock(ClockEvent::Passed) => step.passed(),
        Event::Staff(event) => step.staff(event),
    }
    if counts && step.state.visit.is_none() {
        step.effects.extend(step.state.day.map(Effect::CountWaiting));
    }
    let listens = listens(&step.state);
    if listened != listens {
        step.effects.push(Effect::ArmScanner(listens));
    }
    reading::read(&mut step, heard.as_ref(), &cue);
    (step.state, step.effects)
}

fn listens(state: &State) -> bool {
    state.visit.as_ref().is_some_and(|v| v.stage.wants_scan())
}

impl Step<'_> {
    /// Notices that another service day has begun; it is noticed at start too.
    fn look_at_the_day(&mut self) {
        let day = self.office.hours.service_day(self.now.civil);
        let before = self.state.day.replace(day);
        if before == Some(day) {
            return;
        }
        if before.is_some() {
            // Nobody holds a number of yesterday any more; a check will say whether damage is still there.
            self.state.devices.queue = None;
        }
        self.effects.push(Effect::BeginDay(day));
    }

    /// Goes to `stage`, beginning a visit when there is none, and starts its time.
    pub(super) fn go(&mut self, stage: Stage) {
        let until = self.now.tick + stay(&stage, &self.office.times, self.state.comfort());
        match &mut self.state.visit {
            Some(visit) => (visit.stage, visit.until) = (stage, until),
            None => {
                let id = self.state.next_visit();
                let (lang, comfort) = (Lang::default(), Comfort::default());
                let (claim, field, told, earlier, heard, amended) = (None, None, None, None, None, None);
                let visit =
                    Visit { id, lang, comfort, claim, field, told, earlier, heard, amended, stage, until };
                self.state.visit = Some(visit);
            }
        }
    }

    /// Takes the stage out to work on it; [`Step::go`] puts the next one in.
    pub(super) fn take_stage(&mut self) -> Option<Stage> {
        let visit = self.state.visit.as_mut()?;
        Some(mem::replace(&mut visit.stage, Stage::Choosing))
    }

    /// Keeps the page to which Back leads while one of its answers is given anew, or drops it.
    pub(super) fn amend(&mut self, review: Option<Review>) {
        if let Some(visit) = &mut self.state.visit {
            visit.amended = review;
        }
    }

    /// Puts back what [`Step::take_stage`] took, unchanged and with the time that it had.
    pub(super) fn stay(&mut self, stage: Stage) {
        if let Some(visit) = &mut self.state.visit {
            visit.stage = stage;
        }
    }

    /// Ends the visit. Whatever was personal is dropped here.
    pub(super) fn leave(&mut self) {
        if let Some(Visit { stage: Stage::Printing(paper), .. }) = self.state.visit.take() {
            issuing::abandon(self, paper);
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "these touches mean the same on every screen; the others go to theirs"
    )]
    fn touched(&mut self, touch: Touch) {
        if maintenance::is_cleaning(self.state.visit.as_ref()) {
            return;
        }
        let covered = is_covered(&self.state, &self.office.times, self.now.tick);
        self.extend();
        match touch {
            Touch::StillHere | Touch::HearAgain | Touch::Browse | Touch::PointAt(_) | Touch::Easier => {}
            Touch::Help => self.state.devices.help_wanted = true,
            Touch::Comfort(wish) => self.suit(wish),
            // Whoever touches the cover means what is under it to be seen, and nothing else.
            _ if covered => {}
            Touch::Cancel | Touch::Finish => self.leave_by_touch(),
            Touch::Language(lang) => self.speak(lang),
            Touch::Back => self.back(),
            touch => self.touched_on_stage(touch),
        }
    }

    /// A touch shows that somebody is there. The kiosk's own work gets no more time by it.
    fn extend(&mut self) {
        if let Some(visit) = self.state.visit.as_mut().filter(|v| warns(&v.stage)) {
            visit.until = self.now.tick + stay(&visit.stage, &self.office.times, visit.comfort);
        }
    }

    /// The running visit; on the welcome screen one begins.
    fn begun(&mut self) -> Option<&mut Visit> {
        if self.state.visit.is_none() {
            self.go(Stage::Choosing);
        }
        self.state.visit.as_mut()
    }

    fn speak(&mut self, lang: Lang) {
        if let Some(visit) = self.begun() {
            visit.lang = lang;
        }
    }

    fn suit(&mut self, wish: Wish) {
        if let Some(visit) = self.begun() {
            visit.comfort = visit.comfort.with(wish);
        }
        self.extend();
    }

    fn leave_by_touch(&mut self) {
        let busy =
            matches!(self.state.visit, Some(Visit { stage: Stage::Issuing { .. } | Stage::Printing(_), .. }));
        // A number that is being issued or printed is not to be lost by a second tap.
        if !busy {
            self.leave();
        }
    }

    fn touched_on_stage(&mut self, touch: Touch) {
        let stage = self.take_stage().unwrap_or(Stage::Choosing);
        match stage {
            Stage::Choosing => choosing::welcomed(self, touch),
            Stage::Declaring => choosing::declared(self, touch),
            Stage::ChoosingService => choosing::service(self, touch),
            Stage::ChoosingField => choosing::field(self, touch),
            Stage::Searching { typed } => choosing::searching(self, typed, touch),
            Stage::ChoosingProcedure { field } => choosing::procedure(self, field, touch),
            Stage::Informing { procedure } => choosing::informed(self, procedure, touch),
            Stage::Scanning { procedure, draft, problem } => {
                scanning::touched(self, procedure, draft, problem, touch);
            }
            Stage::NoCard { procedure } => scanning::without_card(self, procedure, touch),
            Stage::Confirming { procedure, draft, identity } => {
                scanning::confirmed(self, procedure, draft, identity, touch);
            }
            Stage::Asking { procedure, draft, entry } => {
                asking::touched(self, procedure, draft, entry, touch);
            }
            Stage::Reviewing(review) => reviewing::touched(self, review, touch),
            Stage::Amending(review) => reviewing::amended(self, review, touch),
            Stage::Finished(paper) => issuing::finished(self, paper, touch),
            Stage::Trouble(trouble) => issuing::troubled(self, trouble, touch),
            Stage::Maintaining(maintenance) => maintenance::touched(self, maintenance, touch),
            stage @ (Stage::LookingUp { .. }
            | Stage::Placed(_)
            | Stage::Preparing { .. }
            | Stage::Issuing { .. }
            | Stage::Printing(_)) => self.stay(stage),
        }
    }

    /// Goes on if numbers are given out at this hour. Asked at the beginning alone: who began in time gets a
    /// number, however long the form takes.
    pub(super) fn when_open(&mut self, go_on: impl FnOnce(&mut Self)) {
        match self.office.hours.admits(self.now.civil) {
            Ok(()) => go_on(self),
            Err(closed) => self.go(Stage::Trouble(Trouble::Closed(closed))),
        }
    }

    fn back(&mut self) {
        let Some(stage) = self.take_stage() else { return };
        match stage {
            Stage::Choosing => self.leave(),
            Stage::ChoosingService | Stage::Declaring | Stage::LookingUp { .. } => self.go(Stage::Choosing),
            Stage::ChoosingField | Stage::Searching { .. } => {
                errand::forget_all(self);
                self.go(Stage::Choosing);
            }
            Stage::ChoosingProcedure { .. } => self.go(Stage::ChoosingField),
            Stage::Informing { procedure } => choosing::back_from_informing(self, procedure),
            Stage::NoCard { procedure } => asking::begin(self, procedure),
            Stage::Confirming { procedure, draft, .. } => {
                let draft = errand::forget(self, draft);
                self.go(Stage::Scanning { procedure, draft, problem: None });
            }
            // From the keyboard back to the choices.
            Stage::Asking { procedure, draft, entry } if entry.expose().other => {
                asking::go_on(self, procedure, draft);
            }
            Stage::Scanning { procedure, draft, .. }
            | Stage::Asking { procedure, draft, .. }
            | Stage::Preparing { procedure, draft, .. }
            | Stage::Reviewing(Review { procedure, draft, .. }) => asking::back(self, procedure, &draft),
            Stage::Amending(review) => self.go(Stage::Reviewing(review)),
            Stage::Maintaining(maintenance) => maintenance::back(self, maintenance),
            stage @ (Stage::Placed(_)
            | Stage::Issuing { .. }
            | Stage::Printing(_)
            | Stage::Finished(_)
            | Stage::Trouble(_)) => self.stay(stage),
        }
    }

    fn device(&mut self, event: DeviceEvent) {
        match event {
            DeviceEvent::Headphones(plugged) => self.plugged(plugged),
            DeviceEvent::Condition(device, condition) => self.state.devices.set(device, condition),
            DeviceEvent::Scanned(payload) => self.scanned(&payload),
            DeviceEvent::NumberScanned(_) | DeviceEvent::Garbled(_) if self.looks_up() => {
                lookup::unreadable(self);
            }
            DeviceEvent::NumberScanned(number) => {
                scanning::scanned(self, Ok(Personal::new(Identity::Number(number.expose().clone()))));
            }
            DeviceEvent::Garbled(reason) => scanning::scanned(self, Err(reason)),
            DeviceEvent::SlipEnded(job, outcome) => {
                maintenance::ended(self, job, outcome);
                issuing::slip_ended(self, job, outcome);
            }
            DeviceEvent::PageEnded(job, outcome) => {
                maintenance::ended(self, job, outcome);
                issuing::page_ended(self, job, outcome);
            }
        }
    }

    /// Who does not see the screen finds no button on it: headphones in their socket say the same.
    fn plugged(&mut self, plugged: bool) {
        self.state.devices.headphones = plugged;
        if plugged && self.state.devices.can_read_aloud() {
            self.suit(Wish::Aloud(true));
        }
    }

    fn scanned(&mut self, payload: &Personal<Vec<u8>>) {
        if self.looks_up() {
            return lookup::scanned(self, payload.expose());
        }
        scanning::scanned(self, scanning::read(payload, self.now.civil.date()));
    }

    fn looks_up(&self) -> bool {
        matches!(self.state.visit, Some(Visit { stage: Stage::LookingUp { .. }, .. }))
    }

    fn staff(&mut self, event: StaffEvent) {
        match event {
            // What the screen says of the office is shown anew; nothing else happens.
            StaffEvent::OfficeChanged => {}
            StaffEvent::HelpGiven => self.state.devices.help_wanted = false,
            StaffEvent::PrintNotice(procedure) => notice::ordered(self, procedure),
            StaffEvent::PrintSlip { ticket, print } => issuing::print_for_staff(self, &ticket, print),
        }
    }

    fn rendered(&mut self, event: RenderEvent) {
        let event = notice::rendered(self, event).and_then(|event| maintenance::rendered(self, event));
        if let Some(event) = event {
            asking::rendered(self, event);
        }
    }

    fn store(&mut self, event: StoreEvent) {
        match event {
            StoreEvent::Issued(visit, ticket) => {
                self.state.devices.store = None;
                issuing::issued(self, visit, ticket);
            }
            StoreEvent::Found(visit, place) => lookup::found(self, visit, place),
            StoreEvent::Waiting(waiting) => self.state.waiting = Some(waiting),
            StoreEvent::Refused(visit, fault) => {
                self.state.devices.store = Some(fault);
                issuing::refused(self, visit);
            }
            StoreEvent::UsedUp(visit) => issuing::used_up(self, visit),
            StoreEvent::Staff(visit, names) => maintenance::listed(self, visit, names),
            StoreEvent::PinChecked(visit, proof) => maintenance::proven(self, visit, proof),
            StoreEvent::Notice(notice) => self.state.devices.queue = Some(notice),
            StoreEvent::Condition(fault) => self.state.devices.store = fault,
        }
    }

    fn passed(&mut self) {
        let Some(visit) = &self.state.visit else { return };
        if self.now.tick < visit.until {
            return;
        }
        match self.take_stage() {
            Some(Stage::Printing(paper)) => issuing::printing_too_long(self, paper),
            Some(Stage::Issuing { .. }) => issuing::no_number(self),
            Some(Stage::Preparing { procedure, .. }) => asking::no_form(self, &procedure),
            Some(Stage::Maintaining(maintenance)) => maintenance::over(self, maintenance),
            Some(_) | None => self.leave(),
        }
    }

    /// The service whose queue a procedure joins.
    pub(super) fn service_of(&self, procedure: &str) -> Option<ServiceId> {
        self.office.procedure(procedure).map(|p| p.service.clone())
    }
}
