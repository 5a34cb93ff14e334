use super::*;
use TicketState::{Called, Cancelled, Done, NoShow, OnHold, Serving, Transferred, Waiting as Queued};

const HERE: CounterId = CounterId(1);
const THERE: CounterId = CounterId(2);

/// A ticket in `state`, as counter 1 has it where a counter has it.
fn standing(state: TicketState) -> Standing {
    let calls = if state.is_waiting() { 0 } else { 1 };
    let counter = (calls > 0).then_some(HERE);
    Standing { state, counter, calls, ..Standing::new(service("a")) }
}

fn give(from: &Standing, counter: CounterId, command: &Command) -> Result<Moved, Refusal> {
    apply(from, command, Context { counter, errands: &[], rules: &rules() })
}

fn transfer() -> Command {
    Command::Transfer { service: service("b"), only_at: Some(THERE) }
}

/// What each command makes of each state, given by the counter that has the ticket.
#[test]
fn every_command_in_every_state() {
    let commands: [(Command, [Option<TicketState>; 8]); 10] = [
        // Waiting, Transferred, Called, Serving, OnHold, Done, NoShow, Cancelled
        (Command::Call, [Some(Called), Some(Called), None, None, Some(Called), None, Some(Called), None]),
        (Command::Recall, [None, None, Some(Called), None, None, None, None, None]),
        (Command::Serve, [None, None, Some(Serving), None, None, None, None, None]),
        (Command::Hold, [None, None, Some(OnHold), Some(OnHold), None, None, None, None]),
        (
            transfer(),
            [
                Some(Transferred),
                Some(Transferred),
                Some(Transferred),
                Some(Transferred),
                Some(Transferred),
                None,
                None,
                None,
            ],
        ),
        (Command::Done, [None, None, Some(Done), Some(Done), None, None, None, None]),
        (Command::NoShow, [None, None, Some(NoShow), None, None, None, None, None]),
        (Command::Return, [None, None, None, None, Some(Queued), None, Some(Queued), None]),
        (
            Command::Cancel,
            [Some(Cancelled), Some(Cancelled), Some(Cancelled), None, Some(Cancelled), None, None, None],
        ),
        (
            Command::Classify(None),
            [Some(Queued), Some(Transferred), Some(Called), Some(Serving), Some(OnHold), None, None, None],
        ),
    ];
    for (command, wanted) in commands {
        for (from, to) in TicketState::ALL.into_iter().zip(wanted) {
            let got = give(&standing(from), HERE, &command).map(|moved| moved.standing.state);
            assert_eq!(got, to.ok_or(Refusal::WrongState), "{command:?} from {from:?}");
        }
    }
}

#[test]
fn what_another_counter_has_is_left_alone() {
    let commands = [
        Command::Call,
        Command::Recall,
        Command::Serve,
        Command::Hold,
        transfer(),
        Command::Done,
        Command::NoShow,
    ];
    for command in commands {
        for state in [Called, Serving] {
            let got = give(&standing(state), THERE, &command);
            assert_eq!(got, Err(Refusal::AtAnotherCounter), "{command:?} from {state:?}");
        }
    }
    assert_eq!(give(&standing(Called), THERE, &Command::Cancel), Err(Refusal::AtAnotherCounter));
    // What no counter is busy with may be taken by any.
    assert_eq!(give(&standing(OnHold), THERE, &Command::Call).unwrap().standing.counter, Some(THERE));
    // A confirmation is about the citizen, not about the counter.
    assert!(give(&standing(Called), THERE, &Command::Classify(None)).is_ok());
}

#[test]
fn a_number_is_called_again_as_often_as_the_office_allows() {
    let mut standing = give(&standing(Queued), HERE, &Command::Call).unwrap().standing;
    for nth in 0..rules().recalls {
        standing = give(&standing, HERE, &Command::Recall).unwrap().standing;
        assert_eq!(standing.calls, nth + 2);
    }
    assert_eq!(give(&standing, HERE, &Command::Recall), Err(Refusal::RecallLimit));
    // Who comes back after a no-show is called anew.
    let gone = give(&standing, HERE, &Command::NoShow).unwrap().standing;
    assert_eq!(give(&gone, THERE, &Command::Call).unwrap().standing.calls, 1);
}

#[test]
fn errands_are_done_in_their_order_and_then_it_is_over() {
    let errands = [service("b"), service("a")];
    let context = Context { counter: HERE, errands: &errands, rules: &rules() };
    let mut standing = Standing::new(service("a"));
    let mut seen = Vec::new();
    loop {
        standing = apply(&standing, &Command::Call, context).unwrap().standing;
        let moved = apply(&standing, &Command::Done, context).unwrap();
        seen.push((moved.transition, moved.standing.service.0.clone(), moved.standing.errand));
        standing = moved.standing;
        if standing.state == Done {
            break;
        }
        assert_eq!((standing.state, standing.calls, standing.counter), (Queued, 0, None));
    }
    let wanted = [
        (Transition::MovedOn, "b".to_owned(), 1),
        (Transition::MovedOn, "a".to_owned(), 2),
        (Transition::Done, "a".to_owned(), 2),
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn a_transfer_takes_the_place_of_the_present_errand_only() {
    let errands = [service("c")];
    let context = Context { counter: HERE, errands: &errands, rules: &rules() };
    let moved = apply(&standing(Serving), &transfer(), context).unwrap();
    assert_eq!(moved.transition, Transition::Transferred);
    let at_b = moved.standing;
    assert_eq!((at_b.service.0.as_str(), at_b.only_at, at_b.errand, at_b.calls), ("b", Some(THERE), 0, 0));
    let there = Context { counter: THERE, ..context };
    let called = apply(&at_b, &Command::Call, there).unwrap().standing;
    assert_eq!(called.only_at, None);
    let next = apply(&called, &Command::Done, there).unwrap().standing;
    assert_eq!((next.service.0.as_str(), next.state), ("c", Queued));
}

#[test]
fn staff_confirm_refuse_and_correct_a_class() {
    let claimed = Standing { claim: Some(ClassId("thai-phu".into())), ..Standing::new(service("a")) };
    let confirmed = give(&claimed, HERE, &Command::Classify(claimed.claim.clone())).unwrap().standing;
    assert_eq!((confirmed.class.clone(), confirmed.claim.clone()), (claimed.claim.clone(), None));
    assert!(confirmed.priority && !claimed.priority);
    let refused = give(&claimed, HERE, &Command::Classify(None)).unwrap().standing;
    assert_eq!((refused.class, refused.claim, refused.priority), (None, None, false));
    let unknown = Command::Classify(Some(ClassId("unknown".into())));
    assert_eq!(give(&claimed, HERE, &unknown), Err(Refusal::NoSuchClass));
    let corrected = Command::Classify(Some(ClassId("ket-qua".into())));
    assert!(!give(&confirmed, HERE, &corrected).unwrap().standing.priority);
}

#[test]
fn the_end_of_the_day_ends_every_ticket() {
    let ends = TicketState::ALL.map(|state| close(&standing(state)).map(|moved| moved.standing.state));
    assert_eq!(ends, [Some(NoShow), Some(NoShow), Some(Done), Some(Done), Some(NoShow), None, None, None]);
}
