//! How much one client may ask and hold, so that nobody keeps the console from the others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kiosk_core::time::Tick;

use crate::client::Client;

/// How many clients a limit remembers: who has more addresses than that is not stopped by counting them.
const REMEMBERED: usize = 4096;

/// What is limited.
pub(crate) struct Limits {
    /// All requests. Twenty staff pages behind one address ask for some hundred parts a second at most.
    pub(crate) requests: Rate,
    /// Tokens of the phone page that do not exist: somebody mistypes one or two, nobody needs hundreds.
    pub(crate) misses: Rate,
    /// Open event streams.
    pub(crate) streams: Arc<Places>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests: Rate::new(2000, Duration::from_millis(5)),
            misses: Rate::new(10, Duration::from_secs(30)),
            streams: Places::new(256, 64),
        }
    }
}

/// So many at once, and one more after each while: the generic cell rate algorithm (ITU-T I.371), which keeps one
/// moment for each client.
pub(crate) struct Rate {
    burst: u32,
    every: Duration,
    /// When each client will have regained all that it has spent.
    whole: Mutex<HashMap<Client, Tick>>,
}

impl Rate {
    /// `burst` at once, and one more every `every`.
    pub(crate) fn new(burst: u32, every: Duration) -> Self {
        Self { burst, every, whole: Mutex::default() }
    }

    /// Whether `client` has one left at `now`; the error is how long until then. Changes nothing.
    pub(crate) fn look(&self, client: Client, now: Tick) -> Result<(), Duration> {
        let whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        self.after_one(whole.get(&client), now).map(|_| ())
    }

    /// Takes one from `client` at `now`; the error is how long until it has one.
    pub(crate) fn spend(&self, client: Client, now: Tick) -> Result<(), Duration> {
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        let after = self.after_one(whole.get(&client), now)?;
        if whole.len() >= REMEMBERED {
            whole.retain(|_, at| *at > now);
        }
        if whole.len() >= REMEMBERED {
            whole.clear();
        }
        whole.insert(client, after);
        Ok(())
    }

    fn after_one(&self, whole: Option<&Tick>, now: Tick) -> Result<Tick, Duration> {
        let after = whole.copied().unwrap_or_default().max(now) + self.every;
        let latest = now + self.every * self.burst;
        if after <= latest { Ok(after) } else { Err(after - latest) }
    }
}

/// Places that clients hold for a while: so many in all, so many each.
pub(crate) struct Places {
    most: usize,
    each: usize,
    held: Mutex<HashMap<Client, usize>>,
}

/// A place that is held until this is dropped.
pub(crate) struct Held {
    places: Arc<Places>,
    client: Client,
}

impl Places {
    /// `most` in all, `each` for one client; the kiosk itself may hold all.
    pub(crate) fn new(most: usize, each: usize) -> Arc<Self> {
        Arc::new(Self { most, each, held: Mutex::default() })
    }

    /// A place for `client`, if there is one.
    pub(crate) fn take(self: &Arc<Self>, client: Client) -> Option<Held> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let own = held.get(&client).copied().unwrap_or_default();
        let full = held.values().sum::<usize>() >= self.most || (own >= self.each && !client.is_kiosk());
        if full {
            return None;
        }
        held.insert(client, own + 1);
        Some(Held { places: Arc::clone(self), client })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.places.held.lock().unwrap_or_else(PoisonError::into_inner);
        match held.get_mut(&self.client) {
            Some(own) if *own > 1 => *own -= 1,
            Some(_) | None => drop(held.remove(&self.client)),
        }
    }
}

/// What is answered when no place is free. Pages come again by themselves.
pub(crate) fn no_place() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")], "Too many open pages.\n").into_response()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::net::IpAddr;

    use super::*;

    fn client(nth: u16) -> Client {
        Client::of(IpAddr::from([10, 0, nth.to_be_bytes()[0], nth.to_be_bytes()[1]]))
    }

    fn s(seconds: u64) -> Tick {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_burst_is_let_through_and_then_one_after_each_while() {
        let rate = Rate::new(3, s(10));
        for _ in 0..3 {
            assert_eq!(rate.spend(client(1), s(100)), Ok(()));
        }
        assert_eq!(rate.look(client(1), s(101)), Err(s(9)));
        assert_eq!(rate.spend(client(1), s(104)), Err(s(6)));
        assert_eq!(rate.spend(client(2), s(104)), Ok(()));
        assert_eq!(rate.spend(client(1), s(110)), Ok(()));
        assert_eq!(rate.spend(client(1), s(110)), Err(s(10)));
        for _ in 0..3 {
            assert_eq!(rate.spend(client(1), s(200)), Ok(()));
        }
    }

    #[test]
    fn looking_costs_nothing() {
        let rate = Rate::new(1, s(10));
        for _ in 0..5 {
            assert_eq!(rate.look(client(1), s(1)), Ok(()));
        }
        assert_eq!(rate.spend(client(1), s(1)), Ok(()));
    }

    #[test]
    fn however_many_addresses_come_the_memory_is_bounded() {
        let rate = Rate::new(1, s(1000));
        for nth in 0..20_000 {
            rate.spend(client(nth), s(1)).unwrap();
            assert!(rate.whole.lock().unwrap().len() <= REMEMBERED);
        }
    }

    #[test]
    fn places_are_bounded_for_each_and_for_all_and_come_back() {
        let places = Places::new(4, 2);
        let first = [places.take(client(1)).unwrap(), places.take(client(1)).unwrap()];
        assert!(places.take(client(1)).is_none());
        let second = [places.take(client(2)).unwrap(), places.take(client(2)).unwrap()];
        assert!(places.take(client(3)).is_none());
        drop(first);
        let third = places.take(client(3)).unwrap();
        assert!(places.take(client(1)).is_some());
        drop((second, third));
        assert!(places.held.lock().unwrap().is_empty());
    }

    #[test]
    fn the_kiosks_own_browser_may_hold_all_places() {
        let places = Places::new(3, 1);
        let kiosk = Client::of(IpAddr::from([127, 0, 0, 1]));
        let held: Vec<_> = std::iter::from_fn(|| places.take(kiosk)).collect();
        assert_eq!(held.len(), 3);
    }
}
