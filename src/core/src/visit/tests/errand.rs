//! Another errand in the same visit.

use super::*;

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

#[test]
fn another_queue_gives_another_number() {
    let mut play = finished();
    let first = play.state.visit.as_ref().unwrap().id;
    let other = ServiceId("khac".into());
    play.office.procedures.iter_mut().for_each(|offer| offer.service = other.clone());
    play.another();
    play.touch(Touch::Yes);
    let Stage::Preparing { job, .. } = play.stage().clone() else { panic!("{}", play.at()) };
    let document = Document { pdf: Arc::new(Personal::new(Vec::new())), digest: [0; 32], pages: Vec::new() };
    play.happen(Event::Render(RenderEvent::Rendered(job, document)));
    play.touch(Touch::Print);
    let [Effect::IssueTicket { visit, service, .. }] = &play.effects[..] else {
        panic!("{:?}", play.effects)
    };
    assert!(*visit != first && *service == other);
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
