//! Signing in at the touchscreen, for those who look after the kiosk: a name off the list, and the PIN of the staff
//! pages.

use std::sync::{Mutex, PoisonError};

use kiosk_core::citizen::Personal;
use kiosk_core::queue::StaffId;
use kiosk_core::time::{Now, Tick};
use kiosk_store::{Store, StoreError, wait};

use super::clerk::FIRST;
use super::pin::{LONGEST, verify};
use super::sign_in::candidate;
use super::throttle::Throttle;

/// Who may sign in, and whether a PIN is theirs. Every answer blocks: for the disk, and 50 ms for a PIN.
pub struct StaffDoor {
    store: Option<Store>,
    pin_hash: String,
    throttle: Mutex<Throttle>,
}

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// The PIN is another one, or nobody has that name.
    Wrong,
    /// No PIN is looked at for so many seconds, because too many were wrong.
    Locked {
        /// At least 1.
        seconds: u64,
    },
}

impl StaffDoor {
    /// A door to the accounts in `store`; without it to the first administrator's alone, whose PIN has the argon2id
    /// PHC string `pin_hash`.
    pub fn new(store: Option<Store>, pin_hash: String) -> Self {
        Self { store, pin_hash, throttle: Mutex::default() }
    }

    /// Everybody who may sign in, with the name that colleagues read; the first administrator comes last.
    pub fn names(&self) -> Vec<(StaffId, String)> {
        let accounts = self.store.as_ref().map(Store::accounts).unwrap_or(Ok(Vec::new()));
        let accounts = accounts.unwrap_or_else(|error| {
            tracing::error!(%error, "the accounts cannot be read; the first administrator may sign in");
            Vec::new()
        });
        let active = accounts.into_iter().filter(|account| account.active);
        let first = (StaffId(FIRST.into()), FIRST.to_owned());
        active.map(|account| (account.id, account.name)).chain([first]).collect()
    }

    /// Whether `pin` is the one of `staff` at `now`.
    ///
    /// # Errors
    /// Why not. Wrong PINs count together with those of the staff pages.
    pub fn admit(&self, staff: &StaffId, pin: &Personal<String>, now: Now) -> Result<(), Turned> {
        if let Some(seconds) = self.locked(staff, now) {
            return Err(Turned::Locked { seconds });
        }
        let found = if staff.0 == FIRST { None } else { self.account(staff) };
        let (known, hash) = candidate(staff, &self.pin_hash, found);
        let short = pin.expose().chars().count() <= LONGEST;
        if known.is_none() || !short || !verify(pin.expose(), &hash) {
            tracing::warn!("wrong staff PIN at the touchscreen");
            return Err(Turned::Wrong);
        }
        self.forgive(staff, now);
        Ok(())
    }

    fn account(&self, staff: &StaffId) -> Option<(kiosk_store::Account, String)> {
        let found = self.store.as_ref()?.account(staff);
        found.unwrap_or_else(|error| {
            tracing::error!(%error, "an account cannot be read");
            None
        })
    }

    /// Counts the attempt, and gives the seconds to wait when there were too many.
    fn locked(&self, staff: &StaffId, now: Now) -> Option<u64> {
        let counted: Option<Result<_, StoreError>> =
            self.store.as_ref().map(|store| wait(|reply| store.attempt(staff.clone(), now.civil, reply)));
        match counted {
            Some(Ok(left)) => return left.map(|left| left.as_secs().unsigned_abs().max(1)),
            Some(Err(error)) => tracing::error!(%error, "an attempt to sign in cannot be noted"),
            None => {}
        }
        self.throttled(|throttle| throttle.admit(now.tick)).err().map(|left| left.as_secs().max(1))
    }

    fn forgive(&self, staff: &StaffId, now: Now) {
        let tick: Tick = now.tick;
        self.throttled(|throttle| throttle.forgive(tick));
        let Some(store) = &self.store else { return };
        if let Err(error) = wait(|reply| store.signed_in(staff.clone(), now.civil, reply)) {
            tracing::error!(%error, "a sign-in cannot be noted");
        }
    }

    fn throttled<T>(&self, ask: impl FnOnce(&mut Throttle) -> T) -> T {
        ask(&mut self.throttle.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::time::Duration;

    use jiff::civil::{DateTime, date};
    use kiosk_store::{Options, Role};

    use super::*;
    use crate::staff::hash_pin;

    fn at(seconds: u64) -> Now {
        let civil: DateTime = date(2026, 11, 23).at(8, 0, 0, 0);
        Now { tick: Duration::from_secs(seconds), civil }
    }

    fn staff(id: &str) -> StaffId {
        StaffId(id.into())
    }

    fn try_pin(door: &StaffDoor, id: &str, pin: &str, now: Now) -> Result<(), Turned> {
        door.admit(&staff(id), &Personal::new(pin.to_owned()), now)
    }

    /// A door with one clerk beside the first administrator.
    fn door() -> (tempfile::TempDir, StaffDoor) {
        let folder = tempfile::tempdir().unwrap();
        let mut count = 0;
        let tokens = Box::new(move || {
            count += 1;
            [count; 16]
        });
        let store = Store::open(folder.path().join("queue.db"), Options { max_pages: None, tokens }).unwrap();
        let hash = hash_pin("1357").unwrap();
        let account =
            kiosk_store::Account { id: staff("an"), name: "An".into(), role: Role::Clerk, active: true };
        let author = (staff(FIRST), at(0).civil);
        wait(|reply| store.add_account(author, account, hash, reply)).unwrap();
        let first = hash_pin("2468").unwrap();
        (folder, StaffDoor::new(Some(store), first))
    }

    #[test]
    fn each_is_let_in_by_their_own_pin() {
        let (_folder, door) = door();
        assert_eq!(door.names(), [(staff("an"), "An".to_owned()), (staff(FIRST), FIRST.to_owned())]);
        assert_eq!(try_pin(&door, "an", "1357", at(1)), Ok(()));
        assert_eq!(try_pin(&door, FIRST, "2468", at(1)), Ok(()));
        for (id, pin) in [("an", "2468"), (FIRST, "1357"), ("minh", "2468"), ("an", "")] {
            assert_eq!(try_pin(&door, id, pin, at(1)), Err(Turned::Wrong), "{id} {pin}");
        }
    }

    #[test]
    fn wrong_pins_lock_the_name_with_and_without_a_database() {
        let (_folder, door) = door();
        let alone = StaffDoor::new(None, door.pin_hash.clone());
        assert_eq!(alone.names().len(), 1);
        for (door, id, right) in [(&door, "an", "1357"), (&alone, FIRST, "2468")] {
            let tries: Vec<_> = (1..=6).map(|second| try_pin(door, id, "0000", at(second))).collect();
            assert_eq!(tries[..5], [Err(Turned::Wrong); 5]);
            assert!(matches!(tries[5], Err(Turned::Locked { seconds: 1..=60 })), "{tries:?}");
            assert!(matches!(try_pin(door, id, right, at(7)), Err(Turned::Locked { .. })));
        }
    }
}
