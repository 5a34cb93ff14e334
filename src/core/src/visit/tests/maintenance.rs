//! Staff at the touchscreen: who they are, and what they do there.

use super::*;
use crate::office::PrinterId;
use crate::queue::StaffId;
use crate::text::Lang;

fn an() -> StaffName {
    StaffName { id: StaffId("an".into()), name: "Nguyễn Văn An".into() }
}

fn visit(play: &Play) -> crate::queue::VisitId {
    play.state.visit.as_ref().unwrap().id
}

fn chores(play: &Play) -> Vec<Chore> {
    let chore =
        |effect: &Effect| if let Effect::Maintain(chore) = effect { Some(chore.clone()) } else { None };
    play.effects.iter().filter_map(chore).collect()
}

fn maintenance(play: &Play) -> &Maintenance {
    let Stage::Maintaining(maintenance) = play.stage() else { panic!("{}", play.at()) };
    maintenance
}

/// Where the names are shown.
fn names() -> Play {
    let mut play = Play::start();
    play.touch(Touch::Maintain);
    assert_eq!(chores(&play), [Chore::ListStaff(visit(&play))]);
    play.happen(Event::Store(StoreEvent::Staff(visit(&play), vec![an()])));
    play
}

/// Where the PIN was entered.
fn entered() -> Play {
    let mut play = names();
    play.touch(Touch::Staff(an().id));
    "24681".chars().for_each(|digit| play.touch(Touch::Digit(digit)));
    play.touch(Touch::Erase);
    play.touch(Touch::Enter);
    let pin = Personal::new("2468".to_owned());
    assert_eq!(chores(&play), [Chore::CheckPin { visit: visit(&play), staff: an().id, pin }]);
    play
}

fn answer(play: &mut Play, proof: Result<(), Denial>) {
    play.happen(Event::Store(StoreEvent::PinChecked(visit(play), proof)));
}

/// Among the devices.
fn tending() -> Play {
    let mut play = entered();
    answer(&mut play, Ok(()));
    play
}

fn trial(play: &Play) -> Trial {
    let Maintenance::Tending { trial: Some(trial), .. } = maintenance(play) else { panic!("{}", play.at()) };
    *trial
}

#[test]
fn only_a_pin_that_was_right_leads_to_the_devices() {
    let mut play = entered();
    play.touch(Touch::Restart);
    play.touch(Touch::TryPrinter(Device::TicketPrinter));
    assert!(chores(&play).is_empty());
    for denial in [Denial::Wrong, Denial::Locked { minutes: 2 }] {
        answer(&mut play, Err(denial));
        let Maintenance::Proving { pin, proof, .. } = maintenance(&play) else { panic!("{}", play.at()) };
        assert_eq!((pin.expose().as_str(), *proof), ("", Proof::Refused(denial)));
        // An answer that nobody waits for.
        answer(&mut play, Ok(()));
        assert!(matches!(maintenance(&play), Maintenance::Proving { .. }));
        play.touch(Touch::Digit('1'));
        play.touch(Touch::Enter);
    }
    answer(&mut play, Ok(()));
    assert!(matches!(maintenance(&play), Maintenance::Tending { trial: None, restarting: false, .. }));
}

#[test]
fn the_answer_of_another_visit_opens_nothing() {
    let mut play = entered();
    let other = visit(&play);
    play.touch(Touch::Cancel);
    play.touch(Touch::Maintain);
    play.happen(Event::Store(StoreEvent::Staff(other, vec![an()])));
    play.happen(Event::Store(StoreEvent::PinChecked(other, Ok(()))));
    assert_eq!(maintenance(&play), &Maintenance::Naming { staff: None });
}

#[test]
fn the_gesture_means_nothing_in_a_visit_and_names_that_are_not_listed_neither() {
    let mut play = Play::new();
    play.touch(Touch::Maintain);
    assert!(chores(&play).is_empty());
    let mut play = names();
    play.touch(Touch::Staff(StaffId("minh".into())));
    assert_eq!(maintenance(&play), &Maintenance::Naming { staff: Some(vec![an()]) });
}

#[test]
fn new_paper_is_noted_and_tried_at_once() {
    let mut play = tending();
    play.touch(Touch::PaperChanged);
    let Trial { job, .. } = trial(&play);
    let noted = Chore::NoteDeed { staff: an().id, deed: StaffDeed::PaperChanged };
    let print = Chore::PrintTestSlip { job, lang: Lang::Vi };
    assert_eq!(chores(&play), [Chore::ClearTicketPrinter, noted, print]);
    assert_eq!(trial(&play).progress, Progress::Running);
    // Nothing is begun beside it.
    play.touch(Touch::PaperChanged);
    play.touch(Touch::TryPrinter(Device::FormPrinter(PrinterId(0))));
    assert!(chores(&play).is_empty());
    play.happen(Event::Device(DeviceEvent::SlipEnded(job, Outcome::NotPrinted)));
    assert_eq!(trial(&play), Trial { device: Device::TicketPrinter, job, progress: Progress::Failed });
}

#[test]
fn a_test_page_is_made_printed_and_its_end_told() {
    let device = Device::FormPrinter(PrinterId(0));
    let mut play = tending();
    play.touch(Touch::TryPrinter(device));
    let Trial { job, .. } = trial(&play);
    let noted = Chore::NoteDeed { staff: an().id, deed: StaffDeed::TestPrinted };
    assert_eq!(chores(&play), [Chore::RenderTestPage { job, printer: PrinterId(0) }, noted]);
    let document = Document { pdf: Arc::new(Personal::new(Vec::new())), digest: [0; 32], pages: Vec::new() };
    let order = Order::new(document.clone(), Copies::ONE);
    play.happen(Event::Render(RenderEvent::Rendered(job, document)));
    assert_eq!(play.effects, [Effect::PrintPage { job, printer: PrinterId(0), order }]);
    play.happen(Event::Device(DeviceEvent::PageEnded(job, Outcome::Printed)));
    assert_eq!(trial(&play), Trial { device, job, progress: Progress::Printed });
    // A printer that the office has not.
    play.touch(Touch::TryPrinter(Device::FormPrinter(PrinterId(7))));
    assert!(chores(&play).is_empty());
}

#[test]
fn while_the_screen_is_wiped_no_touch_counts() {
    let mut play = tending();
    play.happen_at(Duration::from_secs(10), Event::Touch(Touch::CleanScreen));
    let at = |seconds| Duration::from_secs(seconds);
    assert_eq!(cleaned_in(&play.state, at(10)), Some(30));
    assert_eq!(next_wakeup(&play.state, &play.office.times, at(10)), Some(at(11)));
    for touch in [Touch::Cancel, Touch::Help, Touch::Language(Lang::En), Touch::StillHere, Touch::Back] {
        play.happen_at(at(39), Event::Touch(touch));
    }
    assert_eq!(cleaned_in(&play.state, at(39)), Some(1));
    assert!(!play.state.devices.help_wanted && closes_in(&play.state, &play.office.times, at(39)).is_none());
    play.late(at(40));
    assert!(matches!(maintenance(&play), Maintenance::Tending { .. }));
    assert_eq!(cleaned_in(&play.state, at(40)), None);
}

#[test]
fn restarting_takes_two_touches_in_a_row() {
    let mut play = tending();
    play.touch(Touch::Restart);
    play.touch(Touch::Browse);
    play.touch(Touch::TryPrinter(Device::TicketPrinter));
    play.touch(Touch::Restart);
    assert!(chores(&play).is_empty());
    play.touch(Touch::Restart);
    assert_eq!((chores(&play), play.state.visit), (vec![Chore::Restart(an().id)], None));
}

#[test]
fn nobody_stays_signed_in() {
    for (mut play, until) in [(names(), 1), (entered(), 1), (tending(), 1)] {
        let over = Duration::from_secs(until) + play.office.times.answering;
        play.late(over);
        assert_eq!(play.state.visit, None);
    }
}
