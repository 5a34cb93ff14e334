//! The store against a simple model of the queue: whatever staff press in whatever order, both say the same.

mod reference;

use std::collections::BTreeMap;

use jiff::ToSpan;
use proptest::test_runner::{Config, RngSeed};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use self::reference::{CLASS, COUNTERS, Counter, Errands, Outcome, Queue, SERVICES, Step, serves};
use super::fold::assert_consistent;
use super::*;
use crate::Change;

/// The store, with what joins it to the model.
struct Real {
    bench: Bench,
    conn: rusqlite::Connection,
    /// The model's tickets by their place.
    ids: Vec<TicketId>,
    /// The last press and what it was answered, to be pressed again.
    last: Option<(Press, Outcome)>,
    run: u8,
}

/// A button with its command id.
#[derive(Clone)]
struct Press {
    origin: Origin,
    step: Step,
}

fn service_of(index: usize) -> Service {
    service(SERVICES[index], ["A", "B", "C"][index])
}

fn day(index: u8) -> Date {
    DAY + i64::from(index).days()
}

impl Real {
    fn new() -> Self {
        let bench = Bench::new();
        let conn = bench.sqlite();
        Self { bench, conn, ids: Vec::new(), last: None, run: 1 }
    }

    fn index(&self, id: TicketId) -> usize {
        self.ids.iter().position(|known| *known == id).unwrap()
    }

    fn issue(&mut self, service: usize, errands: &Errands, claims: &[&str], queue: &Queue) -> Outcome {
        let errands: Vec<_> = errands.iter().map(|index| service_of(*index).id).collect();
        let classes: Vec<_> = claims.iter().map(|id| ClassId((*id).into())).collect();
        let at = day(queue.day).at(8, 0, 0, 0) + i64::from(queue.minute).minutes();
        let nth = self.ids.len() as u64;
        let asked = Service { per_day: Some(reference::PER_DAY), ..service_of(service) };
        let request =
            request(nth, &asked, day(queue.day), at).with_errands(&errands).with_classes(&classes, &rules());
        match wait(|r| self.bench.store.issue(request, r)) {
            Ok(ticket) => {
                self.ids.push(ticket.id);
                Outcome::Issued(ticket.number.count)
            }
            Err(StoreError::UsedUp) => Outcome::UsedUp,
            Err(error) => panic!("{error}"),
        }
    }

    fn join(&mut self, ticket: usize, service: usize, queue: &Queue) -> Outcome {
        let at = day(queue.day).at(8, 0, 0, 0) + i64::from(queue.minute).minutes();
        let asked = Service { per_day: Some(reference::PER_DAY), ..service_of(service) };
        let request = request(self.ids.len() as u64, &asked, day(queue.day), at)
            .for_holder_of(Some(self.ids[ticket]))
            .with_classes(&[], &rules());
        match wait(|r| self.bench.store.issue(request, r)) {
            Ok(ticket) if self.ids.contains(&ticket.id) => {
                let place = |id: &ServiceId| SERVICES.iter().position(|known| *known == id.0).unwrap();
                Outcome::Holds(self.index(ticket.id), ticket.errands.iter().map(place).collect())
            }
            Ok(ticket) => {
                self.ids.push(ticket.id);
                Outcome::Issued(ticket.number.count)
            }
            Err(StoreError::UsedUp) => Outcome::UsedUp,
            Err(error) => panic!("{error}"),
        }
    }

    /// What the store answers to a press; changes come out as the state that the ticket has then.
    fn press(&self, press: &Press, queue: &Queue) -> Outcome {
        let (store, origin) = (&self.bench.store, press.origin.clone());
        let counter = press.origin.counter;
        match &press.step {
            Step::Next { honest, .. } => {
                let serves: Vec<_> = serves(counter.0).iter().map(|index| service_of(*index).id).collect();
                let open = || self.bench.view(counter.0, &[]).open.map(|call| call.ticket);
                let seen = if *honest { open() } else { Some(TicketId(i64::MAX)) };
                let rules = rules();
                let asked = wait(|r| store.call_next(origin, (&serves, &rules), seen, day(queue.day), r));
                outcome(asked, |called| match called {
                    CallOutcome::Called(call) => Outcome::Called(self.index(call.ticket)),
                    CallOutcome::NobodyWaiting => Outcome::Nobody,
                })
            }
            Step::Give { ticket, command, .. } => {
                let given = wait(|r| store.command(origin, self.ids[*ticket], command.clone(), &rules(), r));
                outcome(given, |entry| self.moved(&entry))
            }
            Step::Undo { ticket, .. } => {
                let journal = fold::journal(store);
                let latest = journal
                    .iter()
                    .rfind(|e| e.change.standing().is_some() && e.change.ticket() == Some(self.ids[*ticket]))
                    .map(|entry| entry.seq);
                outcome(wait(|r| store.undo(origin, latest.unwrap(), r)), |entry| self.moved(&entry))
            }
            Step::Pause { .. } => outcome(wait(|r| store.pause(origin, r)), |()| Outcome::Nothing),
            Step::Resume { .. } => outcome(wait(|r| store.resume(origin, r)), |()| Outcome::Nothing),
            Step::Issue { .. } | Step::Join { .. } | Step::CloseDay | Step::Repeat | Step::Reopen => {
                panic!("{:?} is no press", press.step)
            }
        }
    }

    fn moved(&self, entry: &Entry) -> Outcome {
        let Change::Moved { ticket, standing, .. } = &entry.change else { panic!("{entry:?}") };
        Outcome::Moved(self.index(*ticket), standing.state)
    }

    fn repeat(&self, queue: &Queue) {
        let Some((press, answer)) = &self.last else { return };
        let before = self.bench.store.board(DAY).unwrap().seq;
        // Whatever the button says now: its command was answered once and for all.
        assert_eq!(&self.press(press, queue), answer, "a repeated command is answered differently");
        assert_eq!(self.bench.store.board(DAY).unwrap().seq, before, "a repeated command does something");
    }

    fn reopen(&mut self) {
        self.run += 1;
        let path = self.bench.path();
        // The file is let go before it is opened again.
        let other = Bench::new();
        let Bench { folder, store } = std::mem::replace(&mut self.bench, other);
        drop(store);
        let store = Store::open(path, options_of_run(self.run, None)).unwrap();
        self.bench = Bench { folder, store };
    }
}

fn outcome<T>(answer: Result<T, StoreError>, of: impl FnOnce(T) -> Outcome) -> Outcome {
    match answer {
        Ok(value) => of(value),
        Err(StoreError::Refused(refusal)) => Outcome::Refused(refusal),
        Err(error) => panic!("{error}"),
    }
}

struct Machine;

impl StateMachineTest for Machine {
    type SystemUnderTest = Real;
    type Reference = Queue;

    fn init_test(_: &Queue) -> Real {
        Real::new()
    }

    fn apply(mut real: Real, queue: &Queue, step: Step) -> Real {
        let at = day(queue.day).at(9, 0, 0, 0) + i64::from(queue.minute).minutes();
        let got = match &step {
            Step::Issue { service, errands, claims } => real.issue(*service, errands, claims, queue),
            Step::Join { ticket, service } => real.join(*ticket, *service, queue),
            Step::CloseDay => {
                let closed = wait(|r| real.bench.store.close_days_before(day(queue.day), at, r)).unwrap();
                // Answers of earlier days are forgotten with their day.
                real.last = None;
                Outcome::Closed(closed)
            }
            Step::Repeat => {
                real.repeat(queue);
                Outcome::Nothing
            }
            Step::Reopen => {
                real.reopen();
                Outcome::Nothing
            }
            Step::Next { counter, .. }
            | Step::Give { counter, .. }
            | Step::Undo { counter, .. }
            | Step::Pause { counter }
            | Step::Resume { counter } => {
                let press = Press { origin: origin(*counter, at), step: step.clone() };
                let answer = real.press(&press, queue);
                real.last = Some((press, answer.clone()));
                answer
            }
        };
        assert_eq!(got, queue.outcome, "{step:?}");
        real
    }

    fn check_invariants(real: &Real, queue: &Queue) {
        assert_consistent(&real.bench.store, &real.conn);
        let (tickets, paused) = fold::tables(&real.conn);
        let stands: Vec<_> = real.ids.iter().map(|id| &tickets[&id.0].standing).collect();
        let wanted: Vec<_> = queue.tickets.iter().map(reference::Ticket::standing).collect();
        assert_eq!(stands, wanted.iter().collect::<Vec<_>>());
        let wanted: Vec<Counter> =
            COUNTERS.into_iter().filter(|counter| queue.paused.contains(counter)).collect();
        assert_eq!(paused.into_iter().collect::<Vec<_>>(), wanted);
        let mut numbers = BTreeMap::new();
        for told in tickets.values() {
            let key = (told.day, told.number.to_string());
            assert!(numbers.insert(key, ()).is_none(), "{} twice", told.number);
        }
    }
}

/// Every step is on the disk before the next one, so the short run has fewer of them.
fn config(cases: u32, seed: RngSeed) -> Config {
    Config { cases, rng_seed: seed, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() }
}

prop_state_machine! {
    #![proptest_config(config(40, RngSeed::Fixed(1)))]
    #[test]
    fn the_store_does_what_a_simple_queue_does(sequential 1..80 => Machine);
}

prop_state_machine! {
    #![proptest_config(config(600, RngSeed::Random))]
    #[test]
    #[ignore = "long: tens of thousands of steps, other ones each time"]
    fn the_store_does_what_a_simple_queue_does_for_long(sequential 50..150 => Machine);
}

/// The model is not so simple that it never gets anywhere.
#[test]
fn the_models_steps_reach_every_state() {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(config(1, RngSeed::Fixed(1)));
    let mut seen: BTreeMap<TicketState, u32> = BTreeMap::new();
    let mut refused = BTreeMap::new();
    for _ in 0..60 {
        let strategy = Queue::sequential_strategy(70..80);
        let (mut queue, steps, _) = strategy.new_tree(&mut runner).unwrap().current();
        for step in steps {
            queue = Queue::apply(queue, &step);
            if let Outcome::Moved(_, state) = &queue.outcome {
                *seen.entry(*state).or_default() += 1;
            }
            if let Outcome::Refused(refusal) = &queue.outcome {
                *refused.entry(format!("{refusal:?}")).or_insert(0_u32) += 1;
            }
        }
    }
    assert!(TicketState::ALL.iter().all(|state| seen.get(state).is_some_and(|n| *n > 5)), "{seen:?}");
    // All refusals but that of an unknown class and that of an older change, which have tests of their own.
    assert!(refused.len() >= 6, "{refused:?}");
    assert_eq!(CLASS, "60");
}
