//! The form on its way to paper: how often, where, and once more.

use super::*;
use crate::office::{FormPrinter, PrinterId};

/// Before the page under review, in an office with two A4 printers.
fn play() -> Play {
    let mut play = Play::new();
    play.office.form_printers = vec![FormPrinter::default(), FormPrinter::default()];
    play.scan(HA);
    play.touch(Touch::Yes);
    play.reach_review();
    play
}

/// Touches print; the ticket is committed at once.
fn print(play: &mut Play) {
    play.touch(Touch::Print);
    play.commit();
}

/// The page that was sent last: its job, where it went, how often.
fn sent(play: &Play) -> (JobId, PrinterId, u8) {
    let page = play.effects.iter().find_map(|effect| {
        let Effect::PrintPage { job, printer, order } = effect else { return None };
        Some((*job, *printer, order.copies.get()))
    });
    page.unwrap()
}

fn slip_ends(play: &mut Play) {
    let Stage::Printing(paper) = play.stage().clone() else { panic!("{}", play.at()) };
    play.happen(Event::Device(DeviceEvent::SlipEnded(paper.slip_job, Outcome::Printed)));
}

fn page_ends(play: &mut Play, outcome: Outcome) {
    let (job, ..) = sent(play);
    play.happen(Event::Device(DeviceEvent::PageEnded(job, outcome)));
}

#[test]
fn a_form_goes_out_in_as_many_copies_as_were_asked_for_and_without_its_pictures() {
    let mut play = play();
    [Touch::MoreCopies, Touch::MoreCopies, Touch::FewerCopies]
        .into_iter()
        .for_each(|touch| play.touch(touch));
    let Stage::Reviewing(review) = play.stage() else { panic!("{}", play.at()) };
    assert_eq!(review.document.pages.len(), 1);
    print(&mut play);
    assert_eq!(sent(&play).2, 2);
    let Stage::Printing(paper) = play.stage() else { panic!("{}", play.at()) };
    assert!(paper.page.as_ref().unwrap().order.document.pages.is_empty());
}

#[test]
fn a_second_print_goes_to_a_printer_that_works() {
    let mut play = play();
    print(&mut play);
    assert_eq!(sent(&play).1, PrinterId(0));
    let out = Condition::Down(Fault::PaperOut);
    page_ends(&mut play, Outcome::NotPrinted);
    slip_ends(&mut play);
    play.happen(Event::Device(DeviceEvent::Condition(Device::FormPrinter(PrinterId(0)), out)));
    play.touch(Touch::PrintFormAgain);
    assert_eq!(sent(&play).1, PrinterId(1));
    page_ends(&mut play, Outcome::Printed);
    let Stage::Finished(paper) = play.stage() else { panic!("{}", play.at()) };
    assert_eq!(paper.page.as_ref().unwrap().progress, Progress::Printed);
}

#[test]
fn a_form_is_printed_three_times_and_no_more() {
    let mut play = play();
    print(&mut play);
    page_ends(&mut play, Outcome::Printed);
    slip_ends(&mut play);
    for _ in 0..2 {
        play.touch(Touch::PrintFormAgain);
        page_ends(&mut play, Outcome::Printed);
    }
    play.touch(Touch::PrintFormAgain);
    assert_eq!(play.effects, []);
    let Stage::Finished(paper) = play.stage() else { panic!("{}", play.at()) };
    assert!(!paper.page.as_ref().unwrap().may_run_again());
}

#[test]
fn who_leaves_before_the_page_is_out_has_it_called_back_where_it_is() {
    let mut play = play();
    let out = Condition::Down(Fault::Unplugged);
    play.happen(Event::Device(DeviceEvent::Condition(Device::FormPrinter(PrinterId(0)), out)));
    print(&mut play);
    let (job, printer, _) = sent(&play);
    let until = play.state.visit.as_ref().unwrap().until;
    play.late(until);
    assert!(play.effects.contains(&Effect::CancelPage { job, printer }) && printer == PrinterId(1));
}

#[test]
fn staff_get_a_notice_while_a_citizen_is_at_the_kiosk() {
    let mut play = play();
    let stage = play.stage().clone();
    play.happen(Event::Staff(StaffEvent::PrintNotice("1.004873".into())));
    let [Effect::RenderNotice { job, procedure }] = &play.effects[..] else { panic!("{:?}", play.effects) };
    assert_eq!(procedure, "1.004873");
    let job = *job;
    let document = Document { pdf: Arc::new(Personal::new(vec![1])), digest: [0; 32], pages: Vec::new() };
    play.happen(Event::Render(RenderEvent::Rendered(job, document)));
    assert_eq!(sent(&play), (job, PrinterId(0), 1));
    assert_eq!(*play.stage(), stage);
    play.happen(Event::Device(DeviceEvent::PageEnded(job, Outcome::Printed)));
    assert_eq!(*play.stage(), stage);
}

#[test]
fn a_notice_of_nothing_and_a_finger_on_the_button_print_nothing_more() {
    let mut play = Play::start();
    play.happen(Event::Staff(StaffEvent::PrintNotice("9.9".into())));
    assert!(!play.effects.iter().any(|effect| matches!(effect, Effect::RenderNotice { .. })));
    for ordered in 1..=7 {
        play.happen(Event::Staff(StaffEvent::PrintNotice("1.004873".into())));
        assert_eq!(play.effects.len(), usize::from(ordered <= 5), "order {ordered}");
    }
}
