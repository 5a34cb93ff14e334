//! One loop, one owner of the visit's state.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use kiosk_console::OfficeInForce;
use kiosk_core::office::Office;
use kiosk_core::time::Now;
use kiosk_core::visit::{ClockEvent, Effect, Event, State, next_wakeup, step};

use crate::clock::Clock;

/// What the engine acts upon: devices, store, renderer, screen.
pub trait World {
    /// Starts an effect. It must not block; answers come back as events.
    fn perform(&mut self, now: Now, effect: Effect);
    /// From now on this is the office that effects and screens go by.
    fn adopt(&mut self, office: &Arc<Office>);
    /// Shows the state to the citizen and to staff.
    fn show(&mut self, now: Now, state: &State);
}

/// The owner of the state.
pub struct Engine {
    in_force: OfficeInForce,
    /// The office that the visit goes by, which stays the same until it ends.
    office: Arc<Office>,
    state: State,
}

impl Engine {
    /// An engine in its first state. `run` is drawn at random by the caller.
    pub fn new(in_force: OfficeInForce, run: u64) -> Self {
        Self { office: in_force.now(), in_force, state: State::new(run) }
    }

    /// The state as it is now.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// When [`Engine::passed`] must be called although nothing happens.
    pub fn wakeup(&self, now: Now) -> Option<kiosk_core::time::Tick> {
        next_wakeup(&self.state, &self.office.times, now.tick)
    }

    /// Lets `event` happen: the state changes, its effects start, the new state is shown.
    pub fn happen(&mut self, world: &mut dyn World, now: Now, event: Event) {
        self.follow_the_office(world);
        // The state is moved through `step`; the empty one in between is never seen.
        let state = std::mem::replace(&mut self.state, State::new(0));
        let (state, effects) = step(&self.office, state, now, event);
        self.state = state;
        for effect in effects {
            world.perform(now, effect);
        }
        self.follow_the_office(world);
        world.show(now, &self.state);
    }

    /// Goes by the office that is in force now, unless somebody is in the middle of a visit.
    fn follow_the_office(&mut self, world: &mut dyn World) {
        let in_force = self.in_force.now();
        if self.state.visit.is_none() && !Arc::ptr_eq(&self.office, &in_force) {
            world.adopt(&in_force);
            self.office = in_force;
        }
    }

    /// Serves until nobody can send events any more.
    pub fn serve(mut self, world: &mut dyn World, clock: &dyn Clock, inbox: &Receiver<Event>) {
        world.show(clock.reading(), &self.state);
        loop {
            let now = clock.reading();
            let deadline = self.wakeup(now).map(|at| at.saturating_sub(now.tick));
            let wait = deadline.unwrap_or(Duration::MAX).min(until_next_minute(now));
            let event = match inbox.recv_timeout(wait) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => Event::Clock(ClockEvent::Passed),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            self.happen(world, clock.reading(), event);
        }
    }
}

/// The screens show the time of day.
fn until_next_minute(now: Now) -> Duration {
    let into = now.civil.second().unsigned_abs();
    Duration::from_secs(60 - u64::from(into.min(59)))
}
