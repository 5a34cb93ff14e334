//! A small day whose figures were reckoned on paper.

use super::*;

fn times(count: u32, mean: u32, median: u32, p90: u32) -> Option<Times> {
    Some(Times { count, mean, median, p90 })
}

/// Six tickets: two served in the first hour, one with two errands, one that did not come, one given back, one that
/// nobody had called when the day was closed.
fn day() -> Journal {
    let mut day = Journal::default();
    let (an, binh) = ((1, "an"), (2, "binh"));
    let first = day.issue(at(8, 0), &["cu-tru"]);
    let second = day.issue(at(8, 2), &["cu-tru"]);
    let both = day.issue(at(8, 5), &["cu-tru", "ho-tich"]);
    let missing = day.issue(at(9, 0), &["ho-tich"]);
    let back = day.issue(at(9, 10), &["ho-tich"]);
    day.issue(at(9, 20), &["cu-tru"]);
    // Waited 4 min; came at 8:05 and was served 5 min.
    assert!(day.give(at(8, 4), an, first, Command::Call));
    assert!(day.give(at(8, 5), an, first, Command::Serve));
    assert!(day.give(at(8, 10), an, first, Command::Done));
    // Waited 8 min; 2 min, on hold for 10, and 3 min again at the other counter.
    assert!(day.give(at(8, 10), an, second, Command::Call));
    assert!(day.give(at(8, 12), an, second, Command::Hold));
    assert!(day.give(at(8, 22), binh, second, Command::Call));
    assert!(day.give(at(8, 25), binh, second, Command::Done));
    // Waited 15 min, 10 min; then 35 min for the other errand, 20 min.
    assert!(day.give(at(8, 20), an, both, Command::Call));
    assert!(day.give(at(8, 30), an, both, Command::Done));
    assert!(day.give(at(9, 5), binh, both, Command::Call));
    assert!(day.give(at(9, 25), binh, both, Command::Done));
    // Waited 30 min and did not come.
    assert!(day.give(at(9, 30), binh, missing, Command::Call));
    assert!(day.give(at(9, 31), binh, missing, Command::Recall));
    assert!(day.give(at(9, 33), binh, missing, Command::NoShow));
    assert!(day.give(at(9, 40), an, back, Command::Cancel));
    day.close(date(2026, 11, 24).at(4, 0, 0, 0));
    day
}

#[test]
fn all_lines_are_as_on_paper() {
    let rated = [(TicketId(1), Satisfaction::Satisfied), (TicketId(4), Satisfaction::Dissatisfied)];
    let figures = figures(&day().records, &rated);
    let m = 60;
    let waiting = times(5, 1104, 15 * m, 35 * m);
    let serving = times(4, 10 * m, 450, 20 * m);
    let total = Line {
        issued: 6,
        served: 4,
        no_show: 2,
        cancelled: 1,
        open: 0,
        waiting,
        serving,
        ratings: [0, 1, 0, 1],
    };
    assert_eq!(figures.total, total);
    assert_eq!(figures.by_day, [(DAY, total)]);
    let residence = Line {
        issued: 4,
        served: 3,
        no_show: 1,
        waiting: times(3, 9 * m, 8 * m, 15 * m),
        serving: times(3, 400, 5 * m, 10 * m),
        ratings: [0, 1, 0, 0],
        ..Line::default()
    };
    let civil_status = Line {
        issued: 2,
        served: 1,
        no_show: 1,
        cancelled: 1,
        waiting: times(2, 1950, 1950, 35 * m),
        serving: times(1, 20 * m, 20 * m, 20 * m),
        ratings: [0, 0, 0, 1],
        ..Line::default()
    };
    assert_eq!(figures.by_service, [(service("cu-tru"), residence), (service("ho-tich"), civil_status)]);
}

#[test]
fn counters_staff_and_hours_are_as_on_paper() {
    let figures = figures(&day().records, &[]);
    let m = 60;
    let first = Line {
        served: 2,
        waiting: times(3, 9 * m, 8 * m, 15 * m),
        serving: times(2, 450, 450, 10 * m),
        ..Line::default()
    };
    let second = Line {
        served: 2,
        no_show: 1,
        waiting: times(2, 1950, 1950, 35 * m),
        serving: times(2, 750, 750, 20 * m),
        ..Line::default()
    };
    assert_eq!(figures.by_counter, [(CounterId(1), first.clone()), (CounterId(2), second.clone())]);
    assert_eq!(figures.by_staff, [(StaffId("an".into()), first), (StaffId("binh".into()), second)]);
    let [(8, morning), (9, later)] = &figures.by_hour[..] else { panic!("{:?}", figures.by_hour) };
    assert_eq!((morning.issued, morning.served, morning.no_show), (3, 4, 0));
    assert_eq!((later.issued, later.served, later.no_show, later.cancelled), (3, 0, 2, 1));
    assert_eq!(morning.waiting, times(4, 930, 690, 35 * m));
}

#[test]
fn what_was_undone_did_not_happen() {
    let mut day = Journal::default();
    let ticket = day.issue(at(8, 0), &["cu-tru"]);
    day.give(at(8, 5), (1, "an"), ticket, Command::Call);
    day.undo(at(8, 6), ticket);
    let waits_on = figures(&day.records, &[]);
    assert_eq!((waits_on.total.open, waits_on.total.waiting), (1, None));
    assert_eq!(waits_on.by_counter, []);
    day.give(at(8, 10), (2, "binh"), ticket, Command::Call);
    day.give(at(8, 15), (2, "binh"), ticket, Command::NoShow);
    day.undo(at(8, 16), ticket);
    day.give(at(8, 20), (2, "binh"), ticket, Command::Done);
    let served = figures(&day.records, &[]);
    assert_eq!(served.total.waiting, times(1, 600, 600, 600));
    assert_eq!(served.total.serving, times(1, 600, 600, 600));
    assert_eq!((served.total.served, served.total.no_show), (1, 0));
    // Undo of an undo brings the change back.
    day.undo(at(8, 21), ticket);
    day.undo(at(8, 22), ticket);
    assert_eq!(figures(&day.records, &[]), served);
}

#[test]
fn who_is_passed_on_waits_anew_unless_still_waiting() {
    let mut day = Journal::default();
    let to = |id: &str| Command::Transfer { service: service(id), only_at: None };
    let waits = day.issue(at(8, 0), &["cu-tru"]);
    day.give(at(8, 3), (1, "an"), waits, to("ho-tich"));
    day.give(at(8, 10), (2, "binh"), waits, Command::Call);
    day.give(at(8, 14), (2, "binh"), waits, to("cu-tru"));
    day.give(at(8, 20), (1, "an"), waits, Command::Call);
    day.give(at(8, 21), (1, "an"), waits, Command::Done);
    let figures = figures(&day.records, &[]);
    assert_eq!(figures.total.waiting, times(2, 480, 480, 600));
    assert_eq!(figures.total.serving, times(1, 60, 60, 60));
    assert_eq!(figures.by_service[1].1.waiting, times(1, 600, 600, 600));
    assert_eq!(figures.by_service[1].1.served, 0);
}

#[test]
fn what_was_open_when_the_day_was_closed_counts_without_a_time() {
    let mut day = Journal::default();
    let ticket = day.issue(at(16, 0), &["cu-tru"]);
    day.give(at(16, 5), (1, "an"), ticket, Command::Call);
    day.close(date(2026, 11, 24).at(4, 0, 0, 0));
    let figures = figures(&day.records, &[]);
    assert_eq!((figures.total.served, figures.total.serving), (1, None));
    assert_eq!(figures.by_staff[0].1.served, 1);
}

#[test]
fn a_ticket_without_its_issue_is_left_out() {
    let records = day().records;
    let without: Vec<Record> = records[1..].iter().filter(|row| row.ticket == TicketId(1)).cloned().collect();
    assert!(!without.is_empty());
    assert_eq!(figures(&without, &[(TicketId(1), Satisfaction::Neutral)]), Figures::default());
}

#[test]
fn a_clock_that_was_set_back_gives_no_negative_time() {
    let mut day = Journal::default();
    let ticket = day.issue(at(8, 30), &["cu-tru"]);
    day.give(at(8, 0), (1, "an"), ticket, Command::Call);
    assert_eq!(figures(&day.records, &[]).total.waiting, times(1, 0, 0, 0));
}
