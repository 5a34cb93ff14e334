use kiosk_core::queue::SlipState;

use super::*;
use crate::{HELP, Severity};

#[tokio::test]
async fn a_clerk_signs_in_chooses_a_counter_and_calls() {
    let bench = Bench::new();
    bench.issue(1, "ho-tich");
    bench.issue(2, "cu-tru");
    let mut clerk = bench.browser();
    assert!(clerk.get("/staff").await.text.contains("Mã PIN"));
    assert_eq!(to(&clerk.post("/staff/sign-in", "pin=2580").await), "/staff");
    assert!(clerk.get("/staff").await.text.contains("Chọn quầy"));
    clerk.post("/staff/counter", "counter=1").await;
    let page = clerk.get("/staff").await.text;
    assert!(page.contains("Chưa mời số nào") && page.contains("Mời số tiếp theo"));
    assert_eq!(to(&clerk.post("/staff/next", "seen=").await), "/staff");
    assert!(clerk.get("/staff").await.text.contains(">A001</a></p>"));
}

#[tokio::test]
async fn recall_no_show_and_done_do_what_they_say() {
    let bench = Bench::new();
    let (first, second) = (bench.issue(1, "cu-tru").id, bench.issue(2, "cu-tru").id);
    let mut clerk = bench.clerk(1).await;
    clerk.post("/staff/next", "seen=").await;
    clerk.post("/staff/recall", &format!("seen={}", first.0)).await;
    assert!(clerk.get("/staff/panel").await.text.contains("lần thứ 2"));
    assert_eq!(to(&clerk.post("/staff/no-show", &format!("seen={}", first.0)).await), "/staff");
    clerk.post("/staff/next", "seen=").await;
    assert_eq!(to(&clerk.post("/staff/done", &format!("seen={}", second.0)).await), "/staff");
    let state = |id| bench.store.ticket(id).unwrap().unwrap().standing.state;
    assert_eq!((state(first), state(second)), (TicketState::NoShow, TicketState::Done));
    assert_eq!(to(&clerk.post("/staff/next", "seen=").await), "/staff?note=nobody");
}

#[tokio::test]
async fn a_number_that_was_called_often_enough_is_told_to_be_a_no_show() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru").id;
    let mut clerk = bench.clerk(1).await;
    clerk.post("/staff/next", "seen=").await;
    for _ in 0..office().queue.recalls {
        assert_eq!(to(&clerk.post("/staff/recall", &format!("seen={}", ticket.0)).await), "/staff");
    }
    let refused = clerk.post("/staff/recall", &format!("seen={}", ticket.0)).await;
    assert_eq!(to(&refused), "/staff?note=recall-limit");
    assert!(clerk.get("/staff?note=recall-limit").await.text.contains("Không đến”"));
}

#[tokio::test]
async fn a_double_click_calls_once_and_says_so_gently() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    bench.issue(2, "cu-tru");
    let mut clerk = bench.clerk(1).await;
    assert_eq!(to(&clerk.post("/staff/next", "seen=").await), "/staff");
    assert_eq!(to(&clerk.post("/staff/next", "seen=").await), "/staff?note=stale");
    let page = clerk.get("/staff?note=stale").await.text;
    assert!(page.contains("A001") && page.contains("không có gì thay đổi"));
    assert_eq!(bench.store.board(MORNING.date()).unwrap().calls.len(), 1);
    assert_eq!(clerk.get("/staff?note=nonsense").await.status, StatusCode::OK);
}

#[tokio::test]
async fn another_windows_call_reaches_this_one() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    let (mut here, mut there) = (bench.clerk(1).await, bench.clerk(1).await);
    let mut events = here.stream("/staff/events").await;
    event(&mut events, "ping").await;
    there.post("/staff/next", "seen=").await;
    event(&mut events, "panel").await;
    assert!(here.get("/staff/panel").await.text.contains("A001"));
}

#[tokio::test]
async fn alarms_and_doubtful_slips_are_shown_and_help_is_answered() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru").id;
    wait(|r| bench.store.record_slip(ticket, SlipState::Unconfirmed, MORNING, r)).unwrap();
    let mut clerk = bench.clerk(1).await;
    let mut events = clerk.stream("/staff/events").await;
    event(&mut events, "ping").await;
    let text = Text::new("Công dân cần giúp đỡ", "A citizen needs help");
    bench.alarms.send_replace(vec![Alarm { key: HELP.into(), text, severity: Severity::Trouble }]);
    event(&mut events, "panel").await;
    let panel = clerk.get("/staff/panel").await.text;
    assert!(panel.contains("Công dân cần giúp đỡ") && panel.contains("Đã giúp"));
    assert!(panel.contains("A001") && panel.contains("chưa rõ phiếu"));
    assert_eq!(to(&clerk.post("/staff/help-given", "").await), "/staff");
    assert_eq!(*bench.signals.lock().unwrap(), [StaffSignal::HelpGiven]);
}

#[tokio::test]
async fn without_a_database_alarms_are_still_shown() {
    let bench = Bench::new();
    bench.stores.send_replace(None);
    let text = Text::new("Ổ đĩa đầy", "Disk full");
    bench.alarms.send_replace(vec![Alarm { key: "disk".into(), text, severity: Severity::Trouble }]);
    let mut clerk = bench.clerk(1).await;
    let page = clerk.get("/staff").await.text;
    assert!(page.contains("Cơ sở dữ liệu chưa sẵn sàng") && page.contains("Ổ đĩa đầy"));
    assert_eq!(to(&clerk.post("/staff/next", "seen=").await), "/staff?note=failed");
}

#[tokio::test]
async fn the_language_is_remembered_and_leads_only_to_own_pages() {
    let bench = Bench::new();
    let mut clerk = bench.browser();
    assert_eq!(to(&clerk.post("/lang", "lang=en&back=/staff").await), "/staff");
    let page = clerk.get("/staff").await.text;
    assert!(page.contains("Staff sign-in") && page.contains(r#"<html lang="en">"#));
    assert_eq!(to(&clerk.post("/lang", "lang=vi&back=//evil.example/").await), "/");
    assert!(clerk.get("/staff").await.text.contains("Đăng nhập cán bộ"));
}

#[tokio::test]
async fn counters_can_be_changed_and_unknown_ones_are_not_taken() {
    let bench = Bench::new();
    let mut clerk = bench.clerk(1).await;
    clerk.post("/staff/counter", "counter=").await;
    assert!(clerk.get("/staff").await.text.contains("Chọn quầy"));
    clerk.post("/staff/counter", "counter=99").await;
    assert!(clerk.get("/staff").await.text.contains("Chọn quầy"));
    assert_eq!(clerk.get("/staff/panel").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_form_reader_is_for_staff_and_names_the_fields() {
    let bench = Bench::new();
    let page = bench.browser().get("/staff/form").await.text;
    assert!(page.contains("Đăng nhập cán bộ") && !page.contains("form.js"));
    let mut clerk = bench.clerk(1).await;
    let page = clerk.get("/staff/form").await.text;
    assert!(page.contains("Mã trên tờ khai") && page.contains("/assets/form.js"));
    assert!(clerk.get("/staff").await.text.contains("/staff/form"));
    let labels = clerk.get("/staff/form/labels?form=ct01").await.text;
    assert!(labels.contains(r#""id_number":"Số định danh cá nhân""#), "{labels}");
    let labels = clerk.get("/staff/form/labels?form=ct01-thuong-tru&edition=116%2F2026%2FTT-BCA").await.text;
    assert!(labels.contains(r#""members.relation":""#), "a repeated part has no label: {labels}");
    assert_eq!(clerk.get("/staff/form/labels?form=none").await.status, StatusCode::NOT_FOUND);
    for script in ["form.js", "form-code.js"] {
        assert_eq!(clerk.get(&format!("/assets/{script}")).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn staff_print_a_procedures_notice_by_one_touch() {
    let bench = Bench::new();
    assert_eq!(bench.browser().post("/staff/notices", "code=1.004873").await.status, StatusCode::SEE_OTHER);
    let mut clerk = bench.clerk(1).await;
    let page = clerk.get("/staff/notices").await.text;
    assert!(page.contains("Hộ tịch") && page.contains(r#"value="1.004873""#), "{page}");
    assert_eq!(to(&clerk.post("/staff/notices", "code=1.004873").await), "/staff/notices?code=1.004873");
    assert!(clerk.get("/staff/notices?code=1.004873").await.text.contains("Đã gửi đến máy in"));
    clerk.post("/staff/notices", "code=9.9").await;
    assert_eq!(*bench.signals.lock().unwrap(), [StaffSignal::PrintNotice("1.004873".into())]);
}
