//! The clerk's work page and a ticket's page, button by button, as a browser presses them.

use kiosk_core::queue::{SlipPrint, SlipState};

use super::*;

/// Presses the button of the form to `/staff/{verb}` that holds `part`, on the page at `path`.
async fn press_at(clerk: &mut Browser, path: &str, verb: &str, part: &str) -> Page {
    let page = clerk.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    let action = format!("/staff/{verb}");
    let fields = form(&page.text, &action, part);
    clerk.post(&action, &fields).await
}

async fn press(clerk: &mut Browser, verb: &str) -> Page {
    press_at(clerk, "/staff", verb, "").await
}

/// The part of a list's form that is about `ticket`.
fn about(ticket: &Ticket) -> String {
    format!(r#"name="ticket" value="{}""#, ticket.id.0)
}

#[tokio::test]
async fn the_usual_path_is_one_button() {
    let bench = Bench::new();
    let tickets: Vec<_> = (0..3).map(|nth| bench.issue(nth, "cu-tru")).collect();
    let mut clerk = bench.clerk(1).await;
    for _ in 0..3 {
        assert_eq!(to(&press(&mut clerk, "next").await), "/staff");
    }
    let states: Vec<_> = tickets.iter().map(|ticket| bench.state(ticket)).collect();
    assert_eq!(states, [TicketState::Done, TicketState::Done, TicketState::Called]);
    assert!(clerk.get("/staff").await.text.contains("còn 3"));
}

#[tokio::test]
async fn hold_and_no_show_are_taken_up_again_from_their_lists() {
    let bench = Bench::new();
    let (first, second) = (bench.issue(1, "cu-tru"), bench.issue(2, "cu-tru"));
    let mut clerk = bench.clerk(1).await;
    press(&mut clerk, "next").await;
    press(&mut clerk, "hold").await;
    press(&mut clerk, "next").await;
    press(&mut clerk, "no-show").await;
    assert_eq!((bench.state(&first), bench.state(&second)), (TicketState::OnHold, TicketState::NoShow));
    let page = clerk.get("/staff").await.text;
    assert!(page.contains("Đang tạm giữ") && page.contains("Không đến</b>") || page.contains("Không đến"));
    assert_eq!(to(&press_at(&mut clerk, "/staff", "call", &about(&first)).await), "/staff");
    assert_eq!(bench.state(&first), TicketState::Called);
    assert_eq!(to(&press_at(&mut clerk, "/staff", "return", &about(&second)).await), "/staff");
    assert_eq!(bench.state(&second), TicketState::Waiting);
}

#[tokio::test]
async fn this_one_is_called_from_the_list_of_waiting() {
    let bench = Bench::new();
    let (first, second) = (bench.issue(1, "cu-tru"), bench.issue(2, "cu-tru"));
    let mut clerk = bench.clerk(1).await;
    press_at(&mut clerk, "/staff", "call", &about(&second)).await;
    assert_eq!((bench.state(&first), bench.state(&second)), (TicketState::Waiting, TicketState::Called));
    // Calling another one ends what is open.
    press_at(&mut clerk, "/staff", "call", &about(&first)).await;
    assert_eq!((bench.state(&first), bench.state(&second)), (TicketState::Called, TicketState::Done));
}

#[tokio::test]
async fn a_transfer_keeps_the_arrival_and_goes_to_a_service_or_a_counter() {
    let bench = Bench::new();
    let (first, second) = (bench.issue(1, "cu-tru"), bench.issue(2, "cu-tru"));
    let mut clerk = bench.clerk(1).await;
    press(&mut clerk, "next").await;
    let page = format!("/staff/ticket/{}", first.id.0);
    let to_service = r#"name="service" value="ho-tich""#;
    assert_eq!(to(&press_at(&mut clerk, &page, "transfer", to_service).await), "/staff");
    let record = bench.store.ticket(first.id).unwrap().unwrap();
    assert_eq!((record.standing.state, &*record.standing.service.0), (TicketState::Transferred, "ho-tich"));
    assert_eq!(record.ticket.issued_at, first.issued_at);
    let page = format!("/staff/ticket/{}", second.id.0);
    press_at(&mut clerk, &page, "transfer", r#"name="only_at" value="2""#).await;
    let record = bench.store.ticket(second.id).unwrap().unwrap();
    assert_eq!(record.standing.only_at, Some(CounterId(2)));
    let mut other = bench.clerk(2).await;
    assert!(other.get("/staff").await.text.contains("chuyển đến quầy này"));
    // A service that the office has not got moves nothing.
    let nowhere = format!("ticket={}&service=none", first.id.0);
    assert_eq!(to(&clerk.post("/staff/transfer", &nowhere).await), "/staff?note=wrong-state");
}

#[tokio::test]
async fn a_paused_counter_says_so_and_offers_to_go_on() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    let mut clerk = bench.clerk(1).await;
    press(&mut clerk, "pause").await;
    let page = clerk.get("/staff").await.text;
    assert!(page.contains("Quầy đang tạm dừng") && !page.contains("/staff/call"));
    assert!(page.contains(r#"<button id="do-next" data-code="KeyN" disabled>"#), "{page}");
    assert_eq!(to(&press(&mut clerk, "next").await), "/staff?note=paused");
    press(&mut clerk, "resume").await;
    assert_eq!(to(&press(&mut clerk, "next").await), "/staff");
}

#[tokio::test]
async fn a_press_that_comes_again_does_nothing_and_says_what_it_said() {
    let bench = Bench::new();
    let first = bench.issue(1, "cu-tru");
    bench.issue(2, "cu-tru");
    let mut clerk = bench.clerk(1).await;
    let next = form(&clerk.get("/staff").await.text, "/staff/next", "");
    for _ in 0..3 {
        assert_eq!(to(&clerk.post("/staff/next", &next).await), "/staff");
    }
    let page = clerk.get("/staff").await.text;
    let recall = form(&page, "/staff/recall", "");
    for _ in 0..3 {
        assert_eq!(to(&clerk.post("/staff/recall", &recall).await), "/staff");
    }
    let record = bench.store.ticket(first.id).unwrap().unwrap();
    assert_eq!((record.standing.state, record.standing.calls), (TicketState::Called, 2));
    // The recall after that is another one.
    press(&mut clerk, "recall").await;
    assert_eq!(bench.store.ticket(first.id).unwrap().unwrap().standing.calls, 3);
    assert_eq!(bench.store.board(MORNING.date()).unwrap().calls.len(), 1);
}

#[tokio::test]
async fn two_windows_that_show_the_same_press_the_same_button() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    bench.issue(2, "cu-tru");
    let (mut here, mut there) = (bench.clerk(1).await, bench.clerk(1).await);
    let (one, other) = (here.get("/staff").await.text, there.get("/staff").await.text);
    let (one, other) = (form(&one, "/staff/next", ""), form(&other, "/staff/next", ""));
    assert_eq!(one, other);
    here.post("/staff/next", &one).await;
    assert_eq!(to(&there.post("/staff/next", &other).await), "/staff");
    assert_eq!(bench.store.board(MORNING.date()).unwrap().calls.len(), 1);
}

#[tokio::test]
async fn the_last_press_is_taken_back_in_whole() {
    let bench = Bench::new();
    let (first, second) = (bench.issue(1, "cu-tru"), bench.issue(2, "cu-tru"));
    let mut clerk = bench.clerk(1).await;
    assert!(!clerk.get("/staff").await.text.contains("Hoàn tác"));
    press(&mut clerk, "next").await;
    press(&mut clerk, "next").await;
    let page = clerk.get("/staff").await.text;
    assert!(page.contains("<b>A001</b> xong, <b>A002</b> mời"), "{page}");
    assert_eq!(to(&press(&mut clerk, "undo").await), "/staff?note=undone");
    assert_eq!((bench.state(&first), bench.state(&second)), (TicketState::Called, TicketState::Waiting));
    let page = clerk.get("/staff?note=undone").await.text;
    assert!(page.contains("Đã hoàn tác.") && !page.contains("do-undo"));
}

#[tokio::test]
async fn the_page_says_when_a_number_goes_on_to_its_next_errand() {
    let bench = Bench::new();
    let office = office();
    let request =
        TicketRequest::new(VisitId { run: 1, nth: 1 }, &office.services[0], MORNING.date(), MORNING)
            .with_errands(&[office.services[1].id.clone()]);
    let ticket = wait(|reply| bench.store.issue(request, reply)).unwrap();
    let mut clerk = bench.clerk(1).await;
    press(&mut clerk, "next").await;
    assert!(clerk.get("/staff").await.text.contains("Việc tiếp theo: <b>Hộ tịch</b>"));
    assert_eq!(to(&press(&mut clerk, "done").await), "/staff?note=moved-on");
    assert!(clerk.get("/staff?note=moved-on").await.text.contains("còn việc tiếp theo"));
    assert_eq!(bench.state(&ticket), TicketState::Waiting);
}

#[tokio::test]
async fn a_declared_class_is_confirmed_or_not() {
    let bench = Bench::new();
    let office = office();
    for (nth, deny) in [(1, false), (2, true)] {
        let visit = VisitId { run: 1, nth };
        let request = TicketRequest::new(visit, &office.services[0], MORNING.date(), MORNING)
            .with_classes(&[ClassId("thai-phu".into())], &office.queue);
        let ticket = wait(|reply| bench.store.issue(request, reply)).unwrap();
        let mut clerk = bench.clerk(1).await;
        let path = format!("/staff/ticket/{}", ticket.id.0);
        assert!(clerk.get(&path).await.text.contains("Công dân khai: <b>Phụ nữ mang thai</b>"));
        press_at(&mut clerk, &path, "classify", if deny { "Không đúng" } else { "Xác nhận" }).await;
        let standing = bench.store.ticket(ticket.id).unwrap().unwrap().standing;
        assert_eq!((standing.claim, standing.priority), (None, !deny));
    }
}

#[tokio::test]
async fn a_number_is_issued_once_printed_once_and_shown_large() {
    let bench = Bench::new();
    let mut clerk = bench.clerk(1).await;
    let page = clerk.get("/staff/issue").await.text;
    let filled = format!("{}&service=ho-tich&class=cao-tuoi", form(&page, "/staff/issue", ""));
    let shown = to(&clerk.post("/staff/issue", &filled).await).to_owned();
    assert_eq!(to(&clerk.post("/staff/issue", &filled).await), shown);
    let page = clerk.get(&shown).await.text;
    assert!(page.contains(r#"<p class="number">B001</p>"#) && page.contains("Người cao tuổi"), "{page}");
    let id = shown.rsplit('/').next().unwrap().parse().unwrap();
    let record = bench.store.ticket(kiosk_core::queue::TicketId(id)).unwrap().unwrap();
    assert!(record.standing.priority);
    let printed = StaffSignal::PrintSlip { ticket: Box::new(record.ticket), print: SlipPrint::First };
    assert_eq!(*bench.signals.lock().unwrap(), [printed]);
    let by: Vec<_> = bench.store.journal_since(0).unwrap().into_iter().map(|e| e.source.staff).collect();
    assert_eq!(by, [Some(kiosk_core::queue::StaffId("admin".into()))]);
    let unknown = format!("{}&service=none", form(&clerk.get("/staff/issue").await.text, "/staff/issue", ""));
    assert_eq!(to(&clerk.post("/staff/issue", &unknown).await), "/staff/issue?note=wrong-state");
}

#[tokio::test]
async fn a_doubtful_slip_is_printed_again_or_known_to_be_there() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru");
    wait(|r| bench.store.record_slip(ticket.id, SlipState::NotPrinted, MORNING, r)).unwrap();
    let mut clerk = bench.clerk(1).await;
    let again = form(&clerk.get("/staff").await.text, "/staff/reprint", "");
    for _ in 0..2 {
        assert_eq!(to(&clerk.post("/staff/reprint", &again).await), "/staff?note=printing");
    }
    let printed = StaffSignal::PrintSlip { ticket: Box::new(ticket), print: SlipPrint::Again };
    assert_eq!(*bench.signals.lock().unwrap(), [printed]);
    press(&mut clerk, "slip-seen").await;
    assert!(bench.store.unconfirmed(MORNING.date()).unwrap().is_empty());
}

#[tokio::test]
async fn a_number_is_found_and_offers_only_what_the_rules_allow() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru");
    let mut clerk = bench.clerk(1).await;
    let path = format!("/staff/ticket/{}", ticket.id.0);
    assert_eq!(to(&clerk.get("/staff/ticket?number=a1").await), path);
    assert_eq!(to(&clerk.get("/staff/ticket?number=Z9").await), "/staff?note=no-ticket");
    assert_eq!(to(&clerk.get("/staff/ticket/999").await), "/staff?note=no-ticket");
    let offers = async |clerk: &mut Browser| {
        let page = clerk.get(&path).await.text;
        let verbs = ["call", "serve", "hold", "no-show", "done", "return", "cancel", "transfer"];
        verbs
            .into_iter()
            .filter(|verb| page.contains(&format!(r#"action="/staff/{verb}""#)))
            .collect::<Vec<_>>()
    };
    assert_eq!(offers(&mut clerk).await, ["call", "cancel", "transfer"]);
    press_at(&mut clerk, &path, "call", "").await;
    assert_eq!(offers(&mut clerk).await, ["serve", "hold", "no-show", "done", "cancel", "transfer"]);
    press_at(&mut clerk, &path, "serve", "").await;
    assert_eq!(offers(&mut clerk).await, ["hold", "done", "transfer"]);
    press_at(&mut clerk, &path, "done", "").await;
    assert!(offers(&mut clerk).await.is_empty());
    assert!(clerk.get(&path).await.text.contains("admin · quầy 1"));
    assert_eq!(clerk.post("/staff/nonsense", "seen=").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_pages_speak_english_too() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru");
    let mut clerk = bench.clerk(1).await;
    clerk.post("/lang", "lang=en&back=/staff").await;
    press(&mut clerk, "next").await;
    let page = clerk.get("/staff").await.text;
    assert!(page.contains("Call next") && page.contains("left: 3") && page.contains("Undo"), "{page}");
    let page = clerk.get(&format!("/staff/ticket/{}", ticket.id.0)).await.text;
    assert!(
        page.contains("Transfer to (keeps its place)") && page.contains("Pregnant")
            || page.contains("thai-phu")
    );
    assert!(clerk.get("/staff/issue").await.text.contains("Issue a number"));
}
