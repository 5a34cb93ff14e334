//! Days at random: every figure again, each by a search of its own through the rows.

use super::*;

const SERVICES: [&str; 3] = ["cu-tru", "ho-tich", "dat-dai"];

/// A day of random presses, undone ones among them.
fn random_day(seed: u64) -> Journal {
    let mut draw = Draw(seed);
    let mut day = Journal::default();
    let mut now = at(7, 30);
    for _ in 0..120 {
        now = now.saturating_add(jiff::Span::new().seconds(i64::try_from(draw.below(200)).unwrap()));
        press(&mut day, &mut draw, now);
    }
    if draw.below(2) == 0 {
        day.close(date(2026, 11, 24).at(4, 0, 0, 0));
    }
    day
}

fn press(day: &mut Journal, draw: &mut Draw, now: DateTime) {
    let count = day.tickets.len() as u64;
    if count == 0 || draw.below(4) == 0 {
        let errands = 1 + draw.below(2);
        let errands: Vec<&str> = (0..errands).map(|_| SERVICES[draw.below(3) as usize]).collect();
        day.issue(now, &errands);
        return;
    }
    let ticket = TicketId(i64::try_from(1 + draw.below(count)).unwrap());
    let who = [(1, "an"), (2, "binh"), (2, "chi")][draw.below(3) as usize];
    let target = service(SERVICES[draw.below(3) as usize]);
    let command = match draw.below(11) {
        0 | 1 => Command::Call,
        2 => Command::Recall,
        3 => Command::Serve,
        4 => Command::Hold,
        5 => Command::Transfer { service: target, only_at: None },
        6 | 7 => Command::Done,
        8 => Command::NoShow,
        9 => Command::Return,
        _ => Command::Cancel,
    };
    if draw.below(10) == 0 {
        day.undo(now, ticket);
    } else {
        day.give(now, who, ticket, command);
    }
}

/// A ticket's rows as if nothing had been undone, found from the end: a row stands unless the row after it,
/// which itself stands, is an undo of it.
fn standing_rows(journal: &Journal, ticket: TicketId) -> Vec<Record> {
    let rows: Vec<&Record> = journal.records.iter().filter(|row| row.ticket == ticket).collect();
    let mut kept: Vec<Record> = Vec::new();
    for (nth, row) in rows.iter().enumerate() {
        if row.transition == Transition::Undone {
            continue;
        }
        let undos = rows[nth + 1..].iter().take_while(|later| later.transition == Transition::Undone).count();
        if undos % 2 == 0 {
            kept.push((*row).clone());
        }
    }
    kept
}

/// Each wait: from the first row since which it waited, to the call.
fn waits(rows: &[Record]) -> Vec<(u32, Record)> {
    let mut found = Vec::new();
    for (nth, row) in rows.iter().enumerate() {
        let before = nth.checked_sub(1).map(|nth| &rows[nth]);
        if row.transition != Transition::Called || !before.is_some_and(|b| b.standing.state.is_waiting()) {
            continue;
        }
        let began = rows[..nth].iter().rposition(|b| !b.standing.state.is_waiting()).map_or(0, |at| at + 1);
        // An errand that is done at once waits for the next one from that row on.
        let moved_on = rows[..nth].iter().rposition(|b| b.transition == Transition::MovedOn);
        let since = rows[began.max(moved_on.unwrap_or(0))].at;
        found.push((u32::try_from(row.at.duration_since(since).as_secs()).unwrap(), row.clone()));
    }
    found
}

fn is_done(row: &Record) -> bool {
    matches!(row.transition, Transition::Done | Transition::MovedOn)
}

/// Each errand that was done, with the seconds at counters, by adding up every pair of neighbouring rows.
fn served(rows: &[Record]) -> Vec<(Option<u32>, Record, Record)> {
    let mut found = Vec::new();
    for (nth, row) in rows.iter().enumerate().filter(|(_, row)| is_done(row)) {
        let called = rows[..nth].iter().rposition(|b| b.transition == Transition::Called).unwrap();
        let queued = rows[..nth].iter().rposition(|b| b.standing.state.is_waiting()).unwrap();
        let no_show = rows[..nth].iter().rposition(|b| b.transition == Transition::NoShow).unwrap_or(0);
        let mut seconds = 0;
        for at in queued.max(no_show)..nth {
            let (from, to) = (&rows[at], &rows[at + 1]);
            let busy = from.standing.state.is_at_counter();
            let began_again = matches!(to.transition, Transition::Recalled | Transition::Serving);
            if busy && !began_again {
                seconds += u32::try_from(to.at.duration_since(from.at).as_secs()).unwrap();
            }
        }
        found.push((row.commanded.then_some(seconds), row.clone(), rows[called].clone()));
    }
    found
}

fn line_of(journal: &Journal, tickets: impl Fn(&Record) -> bool) -> Line {
    let (mut line, mut waiting, mut serving) = (Line::default(), Vec::new(), Vec::new());
    for issue in journal.records.iter().filter(|r| r.transition == Transition::Issued && tickets(r)) {
        let rows = standing_rows(journal, issue.ticket);
        waiting.extend(waits(&rows).into_iter().map(|(seconds, _)| seconds));
        let done = served(&rows);
        line.served += u32::try_from(done.len()).unwrap();
        serving.extend(done.into_iter().filter_map(|(seconds, ..)| seconds));
        line.issued += 1;
        let state = rows.last().unwrap().standing.state;
        line.no_show += u32::from(state == TicketState::NoShow);
        line.cancelled += u32::from(state == TicketState::Cancelled);
        line.open += u32::from(!state.is_over());
    }
    Line { waiting: Times::of(waiting), serving: Times::of(serving), ..line }
}

#[test]
fn random_days_are_reckoned_as_simply_as_can_be() {
    for seed in 0..400 {
        let journal = random_day(seed);
        let figures = figures(&journal.records, &[]);
        assert_eq!(figures.total, line_of(&journal, |_| true), "seed {seed}");
        for (hour, line) in &figures.by_hour {
            assert_eq!(
                line,
                &line_of(&journal, |issue| issue.at.hour() == *hour),
                "seed {seed}, hour {hour}"
            );
        }
        assert_counters(&journal, &figures, seed);
        assert_services(&journal, &figures, seed);
    }
}

fn all_rows(journal: &Journal) -> Vec<Vec<Record>> {
    (1..=journal.tickets.len())
        .map(|id| standing_rows(journal, TicketId(i64::try_from(id).unwrap())))
        .collect()
}

fn assert_counters(journal: &Journal, figures: &Figures, seed: u64) {
    for counter in [CounterId(1), CounterId(2)] {
        let line = figures.by_counter.iter().find(|(id, _)| *id == counter).map(|(_, line)| line.clone());
        let (mut waiting, mut serving, mut done) = (Vec::new(), Vec::new(), 0);
        for rows in all_rows(journal) {
            waiting.extend(
                waits(&rows).iter().filter(|(_, r)| r.standing.counter == Some(counter)).map(|w| w.0),
            );
            for (seconds, _, called) in served(&rows) {
                if called.standing.counter == Some(counter) {
                    done += 1;
                    serving.extend(seconds);
                }
            }
        }
        let line = line.unwrap_or_default();
        assert_eq!((line.served, line.issued), (done, 0), "seed {seed}");
        assert_eq!((line.waiting, line.serving), (Times::of(waiting), Times::of(serving)), "seed {seed}");
    }
    let sum = |part: fn(&Line) -> u32| figures.by_staff.iter().map(|(_, line)| part(line)).sum::<u32>();
    assert_eq!(sum(|line| line.served), figures.total.served, "seed {seed}");
}

fn assert_services(journal: &Journal, figures: &Figures, seed: u64) {
    let sum = |part: fn(&Line) -> u32| figures.by_service.iter().map(|(_, line)| part(line)).sum::<u32>();
    assert_eq!(sum(|line| line.issued), figures.total.issued, "seed {seed}");
    assert_eq!(sum(|line| line.no_show), figures.total.no_show, "seed {seed}");
    assert_eq!(sum(|line| line.open), figures.total.open, "seed {seed}");
    for (id, line) in &figures.by_service {
        let asked = journal
            .records
            .iter()
            .filter(|r| r.transition == Transition::Issued && r.standing.service == *id);
        let done = all_rows(journal)
            .into_iter()
            .flat_map(|rows| served(&rows))
            .filter(|s| s.2.standing.service == *id);
        assert_eq!((line.issued, line.served), (count(asked), count(done)), "seed {seed}");
    }
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap()
}
