//! What a visit asks of the queue: the day, the hours, the classes.

use super::*;
use crate::queue::{Class, ClassId, Closed, Grounds, OpeningHours, ServiceId, SlipPrint, Span};
use crate::text::Text;

/// The office with a class from 60 years on, open in the morning only.
fn play() -> Play {
    let mut play =
        Play { office: office(), state: State::new(7), effects: Vec::new(), civil: TODAY.at(8, 15, 0, 0) };
    let (id, name) = (ClassId("60".into()), Text::new("Người cao tuổi", "Elderly"));
    play.office.queue.classes = vec![Class { id, name, grounds: Grounds::Age { from: 60 }, priority: true }];
    let morning = Span { from: jiff::civil::time(7, 30, 0, 0), to: jiff::civil::time(11, 30, 0, 0) };
    let week = [(); 7].map(|()| vec![morning]);
    play.office.hours = OpeningHours { week: Some(week), ..OpeningHours::default() };
    play
}

/// Plays the form up to the number, with the card of `payload`.
fn issue(play: &mut Play, payload: &str) -> Effect {
    play.touch(Touch::Procedure("1.010041".into()));
    play.scan(payload);
    play.touch(Touch::Yes);
    to_the_number(play)
}

/// The same with a card of which the scanner told the number alone.
fn issue_of_number(play: &mut Play, number: &str) -> Effect {
    play.touch(Touch::Procedure("1.010041".into()));
    play.scan_number(number);
    play.touch(Touch::Yes);
    play.touch(Touch::LeaveForPen);
    play.set_14_may_1960();
    play.choose("female");
    to_the_number(play)
}

fn to_the_number(play: &mut Play) -> Effect {
    play.reach_review();
    play.touch(Touch::Print);
    play.effects.pop().unwrap()
}

#[test]
fn of_the_card_only_the_class_goes_with_the_number() {
    for (payload, wanted) in [(HA, vec![ClassId("60".into())]), (BAO, Vec::new())] {
        let effect = issue(&mut play(), payload);
        let Effect::IssueTicket { classes, .. } = &effect else { panic!("{effect:?}") };
        assert_eq!(classes, &wanted);
        assert!(!format!("{effect:?}").contains("19"), "{effect:?}");
    }
}

#[test]
fn a_cards_number_alone_tells_the_class_once_the_year_of_birth_leaves_no_doubt() {
    for (number, wanted) in [("048166001234", vec![ClassId("60".into())]), ("048167001234", Vec::new())] {
        let mut play = play();
        play.civil = date(2027, 11, 23).at(8, 15, 0, 0);
        let effect = issue_of_number(&mut play, number);
        let Effect::IssueTicket { classes, .. } = &effect else { panic!("{effect:?}") };
        assert_eq!(classes, &wanted, "{number}");
    }
}

#[test]
fn a_ticket_number_alone_has_no_class() {
    let mut play = play();
    play.touch(Touch::TakeNumber);
    play.touch(Touch::Service(ServiceId("cu-tru".into())));
    assert!(matches!(&play.effects[..], [Effect::IssueTicket { classes, .. }] if classes.is_empty()));
}

#[test]
fn what_a_citizen_declares_goes_with_every_number_of_the_visit_beside_the_age() {
    let pregnant = ClassId("thai-phu".into());
    let with_class = || {
        let mut play = play();
        let name = Text::new("Phụ nữ mang thai", "Pregnant women");
        let class = Class { id: pregnant.clone(), name, grounds: Grounds::Declared, priority: true };
        play.office.queue.classes.push(class);
        play
    };
    let mut play = with_class();
    play.touch(Touch::Declare);
    assert_eq!(*play.stage(), Stage::Declaring);
    // By age one belongs to a class without a word; nobody declares it.
    play.touch(Touch::Claim(ClassId("60".into())));
    assert_eq!(*play.stage(), Stage::Declaring);
    play.touch(Touch::Claim(pregnant.clone()));
    assert_eq!(*play.stage(), Stage::Choosing);
    let effect = issue(&mut play, HA);
    let Effect::IssueTicket { classes, .. } = &effect else { panic!("{effect:?}") };
    assert_eq!(classes, &[ClassId("60".into()), pregnant.clone()]);
    for (touch, wanted) in
        [(Touch::Claim(pregnant.clone()), vec![pregnant.clone()]), (Touch::NoClaim, vec![])]
    {
        let mut play = with_class();
        play.touch(Touch::Declare);
        play.touch(Touch::Claim(pregnant.clone()));
        play.touch(Touch::Declare);
        play.touch(touch);
        play.touch(Touch::TakeNumber);
        play.touch(Touch::Service(ServiceId("cu-tru".into())));
        let [Effect::IssueTicket { classes, .. }] = &play.effects[..] else { panic!("{:?}", play.effects) };
        assert_eq!(classes, &wanted);
    }
}

#[test]
fn where_no_class_is_declared_nothing_is_asked() {
    let mut play = play();
    play.touch(Touch::Declare);
    assert!(!matches!(play.state.visit.map(|visit| visit.stage), Some(Stage::Declaring)));
}

#[test]
fn outside_the_hours_no_visit_begins_and_one_that_has_begun_gets_its_number() {
    let opens = Some(TODAY.tomorrow().unwrap().at(7, 30, 0, 0));
    for touch in [Touch::TakeNumber, Touch::Procedure("1.010041".into())] {
        let mut play = play();
        play.civil = TODAY.at(11, 30, 0, 0);
        play.touch(touch);
        assert_eq!(play.stage(), &Stage::Trouble(Trouble::Closed(Closed::NotOpen { opens })));
    }
    let mut play = play();
    play.touch(Touch::TakeNumber);
    play.civil = TODAY.at(11, 30, 0, 0);
    play.touch(Touch::Service(ServiceId("cu-tru".into())));
    assert!(matches!(play.stage(), Stage::Issuing { .. }));
}

#[test]
fn a_service_that_has_no_number_left_says_so_and_alarms_nobody() {
    let mut play = play();
    play.touch(Touch::TakeNumber);
    play.touch(Touch::Service(ServiceId("cu-tru".into())));
    let visit = play.state.visit.as_ref().unwrap().id;
    let other = crate::queue::VisitId { run: 9, nth: 9 };
    play.happen(Event::Store(StoreEvent::UsedUp(other)));
    assert!(matches!(play.stage(), Stage::Issuing { .. }));
    play.happen(Event::Store(StoreEvent::UsedUp(visit)));
    assert_eq!(play.stage(), &Stage::Trouble(Trouble::UsedUp));
    assert!(alarms(&play.state.devices).is_empty());
}

#[test]
fn a_day_begins_at_start_and_at_its_cut_off_once() {
    let mut play = play();
    play.office.hours.day_begins = jiff::civil::time(3, 0, 0, 0);
    let mut begun = Vec::new();
    for (day, hour) in [(23, 8), (23, 23), (24, 2), (24, 3), (24, 4), (26, 1)] {
        play.civil = date(2026, 11, day).at(hour, 0, 0, 0);
        play.happen(Event::Clock(ClockEvent::Passed));
        play.effects.retain(|effect| matches!(effect, Effect::BeginDay(_)));
        begun.push(play.effects.clone());
    }
    let begins = |day| vec![Effect::BeginDay(date(2026, 11, day))];
    assert_eq!(begun, [begins(23), vec![], vec![], begins(24), vec![], begins(25)]);
}

#[test]
fn what_is_to_be_known_about_the_queue_is_told_for_the_day() {
    let mut play = play();
    play.happen(Event::Store(StoreEvent::Notice(QueueNotice::BegunAnew)));
    play.touch(Touch::Help);
    assert_eq!(alarms(&play.state.devices), [Alarm::HelpWanted, Alarm::Queue(QueueNotice::BegunAnew)]);
    play.happen(Event::Staff(StaffEvent::HelpGiven));
    play.civil = TODAY.tomorrow().unwrap().at(0, 0, 0, 0);
    play.happen(Event::Clock(ClockEvent::Passed));
    assert_eq!(alarms(&play.state.devices), []);
}

#[test]
fn staff_print_a_slip_beside_the_visit_and_its_end_is_noted() {
    let mut play = play();
    play.touch(Touch::TakeNumber);
    let visit = play.state.visit.clone();
    let ticket = of_a_counter();
    play.happen(Event::Staff(StaffEvent::PrintSlip { ticket: ticket.clone(), print: SlipPrint::Again }));
    let [Effect::PrintSlip { job, ticket: printed, lang: crate::text::Lang::Vi, print: SlipPrint::Again }] =
        &play.effects[..]
    else {
        panic!("{:?}", play.effects)
    };
    assert_eq!(printed, &ticket);
    let job = *job;
    let end = |job| Event::Device(DeviceEvent::SlipEnded(job, Outcome::Unconfirmed));
    play.happen(end(JobId(99)));
    assert_eq!(play.effects, []);
    play.happen(end(job));
    let noted = Effect::RecordSlip { ticket: ticket.id, slip: crate::queue::SlipState::Unconfirmed };
    assert_eq!(play.effects, [noted]);
    play.happen(end(job));
    assert_eq!(play.effects, []);
    assert_eq!(play.state.visit, visit);
}

fn of_a_counter() -> Ticket {
    Ticket {
        id: TicketId(5),
        number: TicketNumber { prefix: "A".into(), count: 5, width: 3 },
        service: ServiceId("cu-tru".into()),
        errands: Vec::new(),
        class: None,
        visit: crate::queue::VisitId { run: 3, nth: 4 },
        day: TODAY,
        issued_at: TODAY.at(8, 0, 0, 0),
        ahead: 0,
        wait: None,
        token: "t".into(),
    }
}
