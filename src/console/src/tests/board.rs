use serde_json::Value;

use super::*;

/// The snapshot in a `board` event.
fn snapshot(event: &str) -> Value {
    let data = event.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
    serde_json::from_str(data).unwrap()
}

/// Waits for a snapshot that fulfils `wanted`; each event carries everything.
async fn until(
    stream: &mut (impl Stream<Item = Bytes> + Unpin),
    wanted: impl Fn(&Value) -> bool,
) -> (Value, String) {
    loop {
        let text = event(stream, "board").await;
        let shown = snapshot(&text);
        if wanted(&shown) {
            return (shown, text);
        }
    }
}

#[tokio::test]
async fn a_call_at_a_counter_reaches_the_board() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    bench.issue(2, "cu-tru");
    let mut board = bench.browser().stream("/board/events").await;
    let (before, _) = until(&mut board, |s| s["waiting"][0]["waiting"] == 2).await;
    assert_eq!(before["calls"].as_array().unwrap().len(), 0);
    bench.clerk(2).await.post("/staff/next", "seen=").await;
    let (after, text) = until(&mut board, |s| s["calls"][0]["number"] == "A001").await;
    assert_eq!(after["calls"][0]["counter"], 2);
    assert_eq!(after["waiting"][0]["waiting"], 1);
    assert_eq!(after["waiting"][1]["name"]["vi"], "Hộ tịch");
    assert!(text.contains(&format!("id: {}\n", after["seq"])));
}

#[tokio::test]
async fn a_recall_is_news_to_the_board() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru");
    let mut clerk = bench.clerk(1).await;
    clerk.post("/staff/next", "seen=").await;
    let mut board = bench.browser().stream("/board/events").await;
    let (called, _) = until(&mut board, |s| s["calls"][0]["number"] == "A001").await;
    clerk.post("/staff/recall", &format!("seen={}", ticket.id.0)).await;
    let first = called["calls"][0]["seq"].as_u64().unwrap();
    until(&mut board, |s| s["calls"][0]["seq"].as_u64().unwrap() > first).await;
}

#[tokio::test]
async fn a_board_that_comes_late_gets_everything_at_once_and_the_offices_time() {
    let bench = Bench::new();
    bench.issue(1, "ho-tich");
    bench.clerk(2).await.post("/staff/next", "seen=").await;
    let mut board = bench.browser().stream("/board/events").await;
    assert!(event(&mut board, "ping").await.contains("data: 2026-11-23T08:00:00\n"));
    let mut board = bench.browser().stream("/board/events").await;
    until(&mut board, |s| s["calls"][0]["number"] == "B001").await;
}

#[tokio::test]
async fn without_a_database_the_board_says_so_and_recovers() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    let mut board = bench.browser().stream("/board/events").await;
    until(&mut board, |s| s["available"] == true).await;
    bench.stores.send_replace(None);
    until(&mut board, |s| s["available"] == false).await;
    assert_eq!(bench.browser().get("/healthz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    bench.stores.send_replace(Some(bench.store.clone()));
    until(&mut board, |s| s["waiting"][0]["waiting"] == 1).await;
    assert_eq!(bench.browser().get("/healthz").await.text, "ok\n");
}

#[tokio::test]
async fn the_page_names_the_office_and_loads_only_from_the_kiosk() {
    let bench = Bench::new();
    let page = bench.browser().get("/board").await;
    assert!(page.text.contains("UBND phường Hải Châu"));
    for asset in ["board.css", "board.js", "stream.js", "console.css", "staff.js", "icon.svg"] {
        assert_eq!(bench.browser().get(&format!("/assets/{asset}")).await.status, StatusCode::OK, "{asset}");
    }
    assert_eq!(bench.browser().get("/assets/../Cargo.toml").await.status, StatusCode::NOT_FOUND);
}
