//! One loop, one owner of the visit's state.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use kiosk_core::office::Office;
use kiosk_core::time::Now;
use kiosk_core::visit::{ClockEvent, Effect, Event, State, next_wakeup, step};

use crate::clock::Clock;

/// What the engine acts upon: devices, store, renderer, screen.
pub trait World {
    /// Starts an effect. It must not block; answers come back as events.
    fn perform(&mut self, now: Now, effect: Effect);
    /// Shows the state to the citizen and to staff.
    fn show(&mut self, now: Now, state: &State);
}

/// The owner of the state.
pub struct Engine {
    office: Arc<Office>,
    state: State,
}

impl Engine {
    /// An engine in its first state. `run` is drawn at random by the caller.
    pub fn new(office: Arc<Office>, run: u64) -> Self {
        Self { office, state: State::new(run) }
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
        // The state is moved through `step`; the empty one in between is never seen.
        let state = std::mem::replace(&mut self.state, State::new(0));
        let (state, effects) = step(&self.office, state, now, event);
        self.state = state;
        for effect in effects {
            world.perform(now, effect);
        }
        world.show(now, &self.state);
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
