//! Another errand in the same visit.

use super::*;
use crate::queue::{SlipPrint, VisitId};

/// The last page after a confirmation of residence, everything printed.
fn finished() -> Play {
    let mut play = Play::new();
    play.scan(HA);
    play.touch(Touch::Yes);
    play.reach_review();
    play.touch(Touch::Print);
    play.commit();
    play.papers_come_out();
    play
}

impl Play {
    fn papers_come_out(&mut self) {
        let Stage::Printing(paper) = self.stage().clone() else { panic!("{}", self.at()) };
        let page = paper.page.as_ref().unwrap().job;
        self.happen(Event::Device(DeviceEvent::SlipEnded(paper.slip_job, Outcome::Printed)));
        self.happen(Event::Device(DeviceEvent::PageEnded(page, Outcome::Printed)));
        assert!(matches!(self.stage(), Stage::Finished(_)), "{}", self.at());
    }

    /// Begins another confirmation of residence.
    fn another(&mut self) {
        self.touch(Touch::AnotherErrand);
        assert_eq!(*self.stage(), Stage::ChoosingField);
        self.touch(Touch::Field("Đăng ký, quản lý cư trú".into()));
        self.touch(Touch::Procedure("1.010041".into()));
    }

    /// Begins another one, for which everything was said before, and prints its form.
    fn print_another(&mut self) {
        self.another();
        self.touch(Touch::Yes);
        let Stage::Preparing { job, .. } = self.stage().clone() else { panic!("{}", self.at()) };
        let document =
            Document { pdf: Arc::new(Personal::new(Vec::new())), digest: [0; 32], pages: Vec::new() };
        self.happen(Event::Render(RenderEvent::Rendered(job, document)));
        self.touch(Touch::Print);
    }
}

#[test]
fn what_one_form_was_told_the_next_does_not_ask_and_the_number_serves_for_both() {
    let mut play = finished();
    play.another();
    assert_eq!(play.at(), "confirm applicant Trần Thị Thu Hà");
    play.touch(Touch::Yes);
    // Relation, request and the skipped telephone number were said before.
    let Stage::Preparing { job, .. } = play.stage().clone() else { panic!("{}", play.at()) };
    let document = Document { pdf: Arc::new(Personal::new(Vec::new())), digest: [0; 32], pages: Vec::new() };
    play.happen(Event::Render(RenderEvent::Rendered(job, document)));
    play.touch(Touch::Print);
    assert!(matches!(&play.effects[..], [Effect::PrintPage { .. }]), "{:?}", play.effects);
    let Stage::Printing(paper) = play.stage() else { panic!("{}", play.at()) };
    assert_eq!((paper.ticket.id, paper.slip), (TicketId(1), Progress::Printed));
}

/// The last touch before the papers of another errand, for the service `khac`; the first visit's name.
fn another_queue() -> (Play, VisitId) {
    let mut play = finished();
    let first = play.state.visit.as_ref().unwrap().id;
    let other = ServiceId("khac".into());
    play.office.procedures.iter_mut().for_each(|offer| offer.service = other.clone());
    play.print_another();
    (play, first)
}

/// The print of a slip that is under way.
fn slip_print(play: &Play) -> (SlipPrint, usize) {
    let [Effect::PrintSlip { ticket, print, .. }, Effect::PrintPage { .. }] = &play.effects[..] else {
        panic!("{:?}", play.effects)
    };
    (*print, ticket.errands.len())
}

#[test]
fn an_errand_for_another_queue_joins_the_ticket_and_a_new_slip_takes_the_place_of_the_old_one() {
    let (mut play, first) = another_queue();
    let [Effect::IssueTicket { visit, service, held, .. }] = &play.effects[..] else {
        panic!("{:?}", play.effects)
    };
    assert_eq!((service.0.as_str(), *held), ("khac", Some(TicketId(1))));
    let (visit, service) = (*visit, service.clone());
    assert_ne!(visit, first);
    let ticket = Ticket { visit: first, errands: vec![service.clone()], ..play.ticket() };
    play.happen(Event::Store(StoreEvent::Issued(visit, ticket)));
    assert_eq!(slip_print(&play), (SlipPrint::Replacing, 1));
    play.papers_come_out();
    // A third errand for either queue needs neither number nor slip.
    play.print_another();
    assert!(matches!(&play.effects[..], [Effect::PrintPage { .. }]), "{:?}", play.effects);
}

#[test]
fn where_the_ticket_is_over_the_errand_gets_a_number_of_its_own() {
    let (mut play, _) = another_queue();
    let visit = play.state.visit.as_ref().unwrap().id;
    let ticket = Ticket { id: TicketId(2), ..play.ticket() };
    play.happen(Event::Store(StoreEvent::Issued(visit, ticket)));
    assert_eq!(slip_print(&play), (SlipPrint::First, 0));
}

#[test]
fn a_ticket_of_yesterday_takes_no_errand() {
    let mut play = finished();
    play.civil = TODAY.tomorrow().unwrap().at(8, 0, 0, 0);
    play.print_another();
    assert!(matches!(&play.effects[..], [Effect::IssueTicket { held: None, .. }]), "{:?}", play.effects);
}

#[test]
fn a_slip_that_takes_the_place_of_another_does_so_when_it_is_printed_once_more() {
    let (mut play, first) = another_queue();
    let visit = play.state.visit.as_ref().unwrap().id;
    let ticket = Ticket { visit: first, errands: vec![ServiceId("khac".into())], ..play.ticket() };
    play.happen(Event::Store(StoreEvent::Issued(visit, ticket)));
    let Stage::Printing(paper) = play.stage().clone() else { panic!("{}", play.at()) };
    let page = paper.page.as_ref().unwrap().job;
    play.happen(Event::Device(DeviceEvent::SlipEnded(paper.slip_job, Outcome::NotPrinted)));
    play.happen(Event::Device(DeviceEvent::PageEnded(page, Outcome::Printed)));
    play.touch(Touch::PrintAgain);
    let [Effect::PrintSlip { print, .. }] = &play.effects[..] else { panic!("{:?}", play.effects) };
    assert_eq!(*print, SlipPrint::Replacing);
}

#[test]
fn for_somebody_else_nothing_of_the_errand_before_stays() {
    for touch in [Touch::ScanAgain, Touch::Back] {
        let mut play = finished();
        play.another();
        play.touch(touch);
        play.scan(BAO);
        play.touch(Touch::Yes);
        assert_eq!(play.at(), "ask relation");
    }
    let mut play = finished();
    play.touch(Touch::AnotherErrand);
    play.touch(Touch::Back);
    play.touch(Touch::Procedure("1.010041".into()));
    assert_eq!(play.at(), "scan applicant None");
}

#[test]
fn with_a_paper_that_is_missing_there_is_no_next_errand_yet() {
    let mut play = finished();
    let Some(Stage::Finished(paper)) = play.state.visit.as_mut().map(|visit| &mut visit.stage) else {
        panic!()
    };
    paper.slip = Progress::Failed;
    play.touch(Touch::AnotherErrand);
    assert!(matches!(play.stage(), Stage::Finished(_)), "{}", play.at());
}
