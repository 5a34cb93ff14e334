//! The simple queue: a list of tickets, searched from the front.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

use super::super::*;

pub const SERVICES: [&str; 3] = ["cu-tru", "ho-tich", "dat-dai"];
pub const COUNTERS: [Counter; 3] = [1, 2, 3];
pub const CLASS: &str = "60";
/// How many numbers a service gives out in a day.
pub const PER_DAY: u32 = 6;
const RATIO: u32 = 2;
const RECALLS: u32 = 1;

pub type Counter = u32;
pub type Errands = Vec<usize>;

/// The services that a counter calls, by their place.
pub fn serves(counter: Counter) -> &'static [usize] {
    match counter {
        1 => &[0],
        2 => &[0, 1],
        _ => &[2, 1],
    }
}

/// What can be done to the queue.
#[derive(Debug, Clone)]
pub enum Step {
    Issue {
        service: usize,
        errands: Errands,
        claims: Vec<&'static str>,
    },
    /// Another errand of a ticket's holder.
    Join {
        ticket: usize,
        service: usize,
    },
    Next {
        counter: Counter,
        honest: bool,
    },
    Give {
        counter: Counter,
        ticket: usize,
        command: Command,
    },
    Undo {
        counter: Counter,
        ticket: usize,
    },
    Pause {
        counter: Counter,
    },
    Resume {
        counter: Counter,
    },
    CloseDay,
    Repeat,
    Reopen,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Nothing,
    Issued(u32),
    /// The ticket, and all errands after its first.
    Holds(usize, Errands),
    UsedUp,
    Called(usize),
    Nobody,
    Moved(usize, TicketState),
    Refused(Refusal),
    Closed(u32),
}

#[derive(Debug, Clone)]
pub struct Ticket {
    day: u8,
    errands: Errands,
    /// Where it stands, and where it stood before each change.
    now: Place,
    before: Vec<Place>,
    /// The counter whose turn its latest change was, and the streak that it had before.
    by_turn: Option<(Counter, u32)>,
}

#[derive(Debug, Clone)]
struct Place {
    state: TicketState,
    service: usize,
    errand: usize,
    counter: Option<Counter>,
    sent_to: Option<Counter>,
    calls: u32,
    class: Option<&'static str>,
    claim: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub struct Queue {
    pub tickets: Vec<Ticket>,
    pub paused: BTreeSet<Counter>,
    pub day: u8,
    pub minute: u32,
    pub outcome: Outcome,
    streaks: BTreeMap<Counter, u32>,
    issued: BTreeMap<(u8, usize), u32>,
}

impl Ticket {
    pub fn standing(&self) -> Standing {
        let class = |id: Option<&str>| id.map(|id| ClassId(id.into()));
        Standing {
            state: self.now.state,
            service: ServiceId(SERVICES[self.now.service].into()),
            errand: u32::try_from(self.now.errand).unwrap(),
            counter: self.now.counter.map(CounterId),
            only_at: self.now.sent_to.map(CounterId),
            calls: self.now.calls,
            class: class(self.now.class),
            claim: class(self.now.claim),
            priority: self.now.class.is_some(),
        }
    }

    fn is(&self, states: &[TicketState]) -> bool {
        states.contains(&self.now.state)
    }

    fn waits(&self) -> bool {
        self.is(&[TicketState::Waiting, TicketState::Transferred])
    }

    fn busy_at(&self) -> Option<Counter> {
        if self.is(&[TicketState::Called, TicketState::Serving]) { self.now.counter } else { None }
    }

    fn change(&mut self, place: Place) {
        self.by_turn = None;
        self.before.push(std::mem::replace(&mut self.now, place));
    }

    /// Back into the line for `service`.
    fn queues(&self, state: TicketState, service: usize) -> Place {
        Place { state, service, counter: None, sent_to: None, calls: 0, ..self.now.clone() }
    }

    fn called(&self, counter: Counter) -> Place {
        Place {
            state: TicketState::Called,
            counter: Some(counter),
            sent_to: None,
            calls: 1,
            ..self.now.clone()
        }
    }

    fn in_state(&self, state: TicketState) -> Place {
        Place { state, ..self.now.clone() }
    }

    fn done(&self) -> Place {
        match self.errands.get(self.now.errand) {
            Some(next) => Place { errand: self.now.errand + 1, ..self.queues(TicketState::Waiting, *next) },
            None => self.in_state(TicketState::Done),
        }
    }
}

impl Queue {
    fn open_at(&self, counter: Counter) -> Option<usize> {
        self.tickets.iter().position(|ticket| ticket.busy_at() == Some(counter))
    }

    fn issue(&mut self, service: usize, errands: Errands, claims: &[&'static str]) -> Outcome {
        let issued = self.issued.entry((self.day, service)).or_default();
        if *issued == PER_DAY {
            return Outcome::UsedUp;
        }
        *issued += 1;
        let number = *issued;
        let class = claims.iter().find(|id| **id == CLASS).copied();
        let claim = claims.iter().find(|id| **id != CLASS).copied().filter(|_| class.is_none());
        let (state, counter, sent_to) = (TicketState::Waiting, None, None);
        let now = Place { state, service, errand: 0, counter, sent_to, calls: 0, class, claim };
        self.tickets.push(Ticket { day: self.day, errands, now, before: Vec::new(), by_turn: None });
        Outcome::Issued(number)
    }

    fn join(&mut self, index: usize, service: usize) -> Outcome {
        let ticket = &mut self.tickets[index];
        if ticket.is(&[TicketState::Done, TicketState::NoShow, TicketState::Cancelled]) {
            return self.issue(service, Vec::new(), &[]);
        }
        if ticket.now.service != service && !ticket.errands[ticket.now.errand..].contains(&service) {
            ticket.errands.push(service);
        }
        Outcome::Holds(index, ticket.errands.clone())
    }

    fn next(&mut self, counter: Counter, honest: bool) -> Outcome {
        if !honest {
            return Outcome::Refused(Refusal::Stale);
        }
        if self.paused.contains(&counter) {
            return Outcome::Refused(Refusal::Paused);
        }
        if let Some(open) = self.open_at(counter) {
            let place = self.tickets[open].done();
            self.tickets[open].change(place);
        }
        // Tickets stand in the order of their arrival.
        let first = |priority: bool| {
            self.tickets.iter().position(|ticket| {
                let mine = match ticket.now.sent_to {
                    Some(sent_to) => sent_to == counter,
                    None => serves(counter).contains(&ticket.now.service),
                };
                ticket.day == self.day && ticket.waits() && mine && ticket.now.class.is_some() == priority
            })
        };
        let streak = self.streaks.get(&counter).copied().unwrap_or(0);
        let wanted = if streak < RATIO { first(true).or(first(false)) } else { first(false).or(first(true)) };
        let Some(ticket) = wanted else { return Outcome::Nobody };
        let priority = self.tickets[ticket].now.class.is_some();
        self.streaks.insert(counter, if priority { streak + 1 } else { 0 });
        let place = self.tickets[ticket].called(counter);
        self.tickets[ticket].change(place);
        self.tickets[ticket].by_turn = Some((counter, streak));
        Outcome::Called(ticket)
    }

    fn give(&mut self, counter: Counter, index: usize, command: &Command) -> Outcome {
        match self.judge(counter, index, command) {
            Ok(place) => self.put(index, place),
            Err(refusal) => Outcome::Refused(refusal),
        }
    }

    fn put(&mut self, index: usize, place: Place) -> Outcome {
        let at = matches!(place.state, TicketState::Called | TicketState::Serving)
            .then_some(place.counter)
            .flatten();
        if at.and_then(|counter| self.open_at(counter)).is_some_and(|open| open != index) {
            return Outcome::Refused(Refusal::CounterBusy);
        }
        let state = place.state;
        self.tickets[index].change(place);
        Outcome::Moved(index, state)
    }

    fn judge(&self, counter: Counter, index: usize, command: &Command) -> Result<Place, Refusal> {
        use TicketState as S;
        let ticket = &self.tickets[index];
        let allowed = |states: &[S]| if ticket.is(states) { Ok(()) } else { Err(Refusal::WrongState) };
        if *command == Command::Call && self.paused.contains(&counter) {
            return Err(Refusal::Paused);
        }
        let about_the_counter = !matches!(command, Command::Classify(_) | Command::Return);
        if about_the_counter && ticket.busy_at().is_some_and(|at| at != counter) {
            return Err(Refusal::AtAnotherCounter);
        }
        match command {
            Command::Call => {
                allowed(&[S::Waiting, S::Transferred, S::OnHold, S::NoShow])?;
                Ok(ticket.called(counter))
            }
            Command::Recall => {
                allowed(&[S::Called])?;
                if ticket.now.calls == RECALLS + 1 {
                    return Err(Refusal::RecallLimit);
                }
                Ok(Place { calls: ticket.now.calls + 1, ..ticket.now.clone() })
            }
            Command::Serve => allowed(&[S::Called]).map(|()| ticket.in_state(S::Serving)),
            Command::Hold => allowed(&[S::Called, S::Serving]).map(|()| ticket.in_state(S::OnHold)),
            Command::Done => allowed(&[S::Called, S::Serving]).map(|()| ticket.done()),
            Command::NoShow => allowed(&[S::Called]).map(|()| ticket.in_state(S::NoShow)),
            Command::Return => {
                allowed(&[S::OnHold, S::NoShow])?;
                Ok(ticket.queues(S::Waiting, ticket.now.service))
            }
            Command::Cancel => {
                allowed(&[S::Waiting, S::Transferred, S::OnHold, S::Called])?;
                Ok(ticket.in_state(S::Cancelled))
            }
            Command::Transfer { service, only_at } => {
                allowed(&[S::Waiting, S::Transferred, S::OnHold, S::Called, S::Serving])?;
                let service = SERVICES.iter().position(|id| *id == service.0).unwrap();
                let sent_to = only_at.map(|counter| counter.0);
                Ok(Place { sent_to, ..ticket.queues(S::Transferred, service) })
            }
            Command::Classify(class) => {
                allowed(&[S::Waiting, S::Transferred, S::OnHold, S::Called, S::Serving])?;
                let class = class.as_ref().map(|id| if id.0 == CLASS { CLASS } else { "thai-phu" });
                Ok(Place { class, claim: None, ..ticket.now.clone() })
            }
        }
    }

    fn undo(&mut self, index: usize) -> Outcome {
        match self.tickets[index].before.last().cloned() {
            None => Outcome::Refused(Refusal::WrongState),
            Some(before) => {
                let by_turn = self.tickets[index].by_turn;
                let outcome = self.put(index, before);
                if let (Outcome::Moved(..), Some((counter, streak))) = (&outcome, by_turn) {
                    self.streaks.insert(counter, streak);
                }
                outcome
            }
        }
    }

    fn close_day(&mut self) -> Outcome {
        self.day += 1;
        let mut closed = 0;
        for ticket in &mut self.tickets {
            let ends = match ticket.now.state {
                TicketState::Called | TicketState::Serving => TicketState::Done,
                TicketState::Waiting | TicketState::Transferred | TicketState::OnHold => TicketState::NoShow,
                TicketState::Done | TicketState::NoShow | TicketState::Cancelled => continue,
            };
            let place = ticket.in_state(ends);
            ticket.change(place);
            closed += 1;
        }
        Outcome::Closed(closed)
    }
}

fn commands() -> impl Strategy<Value = Command> {
    let transfer = (0..SERVICES.len(), prop::option::of(prop::sample::select(&COUNTERS[..])));
    let classes = prop::option::of(prop::sample::select(&[CLASS, "thai-phu"][..]));
    prop_oneof![
        3 => Just(Command::Call),
        3 => Just(Command::Recall),
        2 => Just(Command::Serve),
        2 => Just(Command::Hold),
        2 => Just(Command::Done),
        2 => Just(Command::NoShow),
        2 => Just(Command::Return),
        1 => Just(Command::Cancel),
        2 => transfer.prop_map(|(service, counter)| Command::Transfer {
            service: ServiceId(SERVICES[service].into()),
            only_at: counter.map(CounterId),
        }),
        1 => classes.prop_map(|class| Command::Classify(class.map(|id| ClassId(id.into())))),
    ]
}

fn issue() -> impl Strategy<Value = Step> {
    let errands = prop::collection::vec(0..SERVICES.len(), 0..3);
    let claims = prop::sample::subsequence(vec![CLASS, "thai-phu"], 0..=2);
    (0..SERVICES.len(), errands, claims).prop_map(|(service, errands, claims)| Step::Issue {
        service,
        errands,
        claims,
    })
}

/// Mostly commands about a ticket that the counter is busy with, so that they lead somewhere.
fn gives(queue: &Queue) -> BoxedStrategy<Step> {
    let count = queue.tickets.len();
    let open: Vec<(Counter, usize)> =
        COUNTERS.iter().filter_map(|counter| Some((*counter, queue.open_at(*counter)?))).collect();
    let any = (prop::sample::select(&COUNTERS[..]), 0..count);
    let about = match open.is_empty() {
        true => any.boxed(),
        false => prop_oneof![2 => prop::sample::select(open), 1 => any].boxed(),
    };
    prop_oneof![
        9 => (about.clone(), commands())
            .prop_map(|((counter, ticket), command)| Step::Give { counter, ticket, command }),
        1 => about.prop_map(|(counter, ticket)| Step::Undo { counter, ticket }),
        2 => (0..count, 0..SERVICES.len()).prop_map(|(ticket, service)| Step::Join { ticket, service }),
        4 => comebacks(queue),
    ]
    .boxed()
}

/// Who is set aside or has not come is called or comes back; without anybody a counter looks for the first.
fn comebacks(queue: &Queue) -> BoxedStrategy<Step> {
    let away = |(_, ticket): &(usize, &Ticket)| ticket.is(&[TicketState::OnHold, TicketState::NoShow]);
    let mut away: Vec<usize> =
        queue.tickets.iter().enumerate().filter(away).map(|(index, _)| index).collect();
    if away.is_empty() {
        away.push(0);
    }
    let command = prop::sample::select(vec![Command::Call, Command::Return]);
    (prop::sample::select(&COUNTERS[..]), prop::sample::select(away), command)
        .prop_map(|(counter, ticket, command)| Step::Give { counter, ticket, command })
        .boxed()
}

impl ReferenceStateMachine for Queue {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self {
            tickets: Vec::new(),
            paused: BTreeSet::new(),
            day: 0,
            minute: 0,
            outcome: Outcome::Nothing,
            streaks: BTreeMap::new(),
            issued: BTreeMap::new(),
        })
        .boxed()
    }

    fn transitions(queue: &Self) -> BoxedStrategy<Step> {
        let counter = || prop::sample::select(&COUNTERS[..]);
        let next = (counter(), prop::bool::weighted(0.9))
            .prop_map(|(counter, honest)| Step::Next { counter, honest });
        let give = if queue.tickets.is_empty() { issue().boxed() } else { gives(queue) };
        prop_oneof![
            8 => issue(),
            8 => next,
            14 => give,
            1 => counter().prop_map(|counter| Step::Pause { counter }),
            3 => counter().prop_map(|counter| Step::Resume { counter }),
            2 => Just(Step::Repeat),
            1 => Just(Step::Reopen),
            1 => Just(Step::CloseDay),
        ]
        .boxed()
    }

    /// While a failure is made smaller, tickets may vanish that later steps are about.
    fn preconditions(queue: &Self, step: &Step) -> bool {
        match step {
            Step::Give { ticket, .. } | Step::Undo { ticket, .. } | Step::Join { ticket, .. } => {
                *ticket < queue.tickets.len()
            }
            Step::Issue { .. }
            | Step::Next { .. }
            | Step::Pause { .. }
            | Step::Resume { .. }
            | Step::CloseDay
            | Step::Repeat
            | Step::Reopen => true,
        }
    }

    fn apply(mut queue: Self, step: &Step) -> Self {
        queue.minute += 1;
        queue.outcome = match step {
            Step::Issue { service, errands, claims } => queue.issue(*service, errands.clone(), claims),
            Step::Join { ticket, service } => queue.join(*ticket, *service),
            Step::Next { counter, honest } => queue.next(*counter, *honest),
            Step::Give { counter, ticket, command } => queue.give(*counter, *ticket, command),
            Step::Undo { ticket, .. } => queue.undo(*ticket),
            Step::CloseDay => queue.close_day(),
            Step::Pause { counter } => {
                queue.paused.insert(*counter);
                Outcome::Nothing
            }
            Step::Resume { counter } => {
                queue.paused.remove(counter);
                Outcome::Nothing
            }
            Step::Repeat | Step::Reopen => Outcome::Nothing,
        };
        queue
    }
}
