//! The event stream: nothing is lost, nothing is told twice, and who was away too long starts anew.

use super::*;

/// A stream of a program, as it asks for it.
async fn stream(
    program: &Program,
    path: &str,
    last: Option<u64>,
) -> impl Stream<Item = Bytes> + Unpin + use<> {
    let mut request = program.asks("GET", path);
    if let Some(last) = last {
        request = request.header("Last-Event-ID", last.to_string());
    }
    let response = program.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body().into_data_stream().map(Result::unwrap)
}

/// The next event: its name, its id, and its data.
async fn next(stream: &mut (impl Stream<Item = Bytes> + Unpin)) -> (String, u64, Value) {
    let text = tokio::time::timeout(Duration::from_secs(10), stream.next()).await.expect("no event").unwrap();
    let text = String::from_utf8(text.to_vec()).unwrap();
    let line = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
    (line("event: "), line("id: ").parse().unwrap(), serde_json::from_str(&line("data: ")).unwrap())
}

#[tokio::test]
async fn a_call_reaches_a_program_that_was_there_and_one_that_comes_back() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    let mut program = bench.program(Scope::Call);
    let mut events = stream(&program, "/api/v1/events", None).await;
    assert_eq!(next(&mut events).await, ("reset".into(), 1, json!({"seq": 1})));
    program.post("/api/v1/calls", json!({"counter": 2})).await.ok();
    let (name, id, change) = next(&mut events).await;
    assert_eq!(
        (name.as_str(), id, &change["kind"], &change["number"]),
        ("change", 2, &json!("called"), &json!("A001"))
    );
    assert_eq!((&change["counter"], &change["standing"]["counter"]), (&json!(2), &json!(2)));
    program.post("/api/v1/tickets", json!({"service": "cu-tru", "print": false})).await.ok();
    assert_eq!(next(&mut events).await.2["kind"], "issued");
    let slip = next(&mut events).await.2;
    assert_eq!(
        (&slip["kind"], &slip["slip"], &slip["number"]),
        (&json!("slip"), &json!("printed"), &json!("A002"))
    );
    drop(events);
    bench.issue(2, "ho-tich");
    let mut again = stream(&program, "/api/v1/events?after=0", Some(4)).await;
    let (_, id, change) = next(&mut again).await;
    assert_eq!((id, &change["kind"], &change["number"]), (5, &json!("issued"), &json!("B001")));
    let mut all = stream(&program, "/api/v1/events?after=0", None).await;
    for seq in 1..=5 {
        assert_eq!(next(&mut all).await.1, seq);
    }
}

#[tokio::test]
async fn who_was_away_too_long_or_knows_another_database_starts_anew() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    let program = bench.program(Scope::Read);
    let mut other = stream(&program, "/api/v1/events", Some(17)).await;
    assert_eq!(next(&mut other).await.0, "reset");
    bench.later(24 * 3600);
    let mut yesterday = stream(&program, "/api/v1/events", Some(0)).await;
    assert_eq!(next(&mut yesterday).await, ("reset".into(), 1, json!({"seq": 1})));
}

#[tokio::test]
async fn a_long_gap_is_told_in_whole_and_a_longer_one_is_not() {
    let bench = Bench::new();
    let program = bench.program(Scope::Read);
    for nth in 0..999 {
        let office = office();
        bench.store.issue(
            TicketRequest::new(VisitId { run: 3, nth }, &office.services[0], MORNING.date(), MORNING),
            |_| {},
        );
    }
    bench.issue(1, "cu-tru");
    let mut events = stream(&program, "/api/v1/events", Some(0)).await;
    for seq in 1..=1000 {
        assert_eq!(next(&mut events).await.1, seq);
    }
    bench.issue(2, "cu-tru");
    assert_eq!(next(&mut events).await.1, 1001);
    assert_eq!(next(&mut stream(&program, "/api/v1/events", Some(0)).await).await.0, "reset");
}

#[tokio::test]
async fn a_revoked_program_hears_nothing_more() {
    let bench = Bench::new();
    let program = bench.program(Scope::Read);
    let mut events = stream(&program, "/api/v1/events", None).await;
    next(&mut events).await;
    let author = (StaffId("admin".into()), MORNING);
    wait(|reply| bench.store.revoke_client(author, "read".into(), reply)).unwrap();
    bench.issue(1, "cu-tru");
    let end = tokio::time::timeout(Duration::from_secs(10), events.next()).await.expect("it goes on");
    assert_eq!(end, None);
    assert_eq!(program.get("/api/v1/services").await.kind(), "unauthorized");
}

/// As many streams as there are places; the task behind a closed one gives its place back in its own time.
async fn fill(program: &Program) -> Vec<Response<Body>> {
    let mut open = Vec::new();
    while open.len() < 8 {
        let request = program.asks("GET", "/api/v1/events").body(Body::empty()).unwrap();
        let answer = program.app.clone().oneshot(request).await.unwrap();
        match answer.status() {
            StatusCode::OK => open.push(answer),
            _ => tokio::task::yield_now().await,
        }
    }
    open
}

#[tokio::test]
async fn a_stream_that_is_closed_makes_room_for_another() {
    let bench = Bench::new();
    let program = bench.program(Scope::Read);
    for _ in 0..3 {
        let open = tokio::time::timeout(Duration::from_secs(10), fill(&program)).await.expect("no room");
        assert_eq!(program.get("/api/v1/events").await.kind(), "too_many_streams");
        drop(open);
    }
}
