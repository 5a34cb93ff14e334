use super::*;

#[tokio::test]
async fn nobody_calls_without_having_signed_in() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    let mut stranger = bench.browser();
    for path in ["/staff/next", "/staff/recall", "/staff/no-show", "/staff/done", "/staff/help-given"] {
        let page = stranger.post(path, "seen=").await;
        assert_eq!(
            (page.status, &page.headers[header::LOCATION]),
            (StatusCode::SEE_OTHER, &"/staff".parse().unwrap())
        );
    }
    for path in ["/staff/panel", "/staff/events", "/staff/form/labels?form=ct01"] {
        assert_eq!(stranger.get(path).await.status, StatusCode::UNAUTHORIZED);
    }
    assert!(bench.store.board(MORNING.date()).unwrap().calls.is_empty());
    assert!(bench.signals.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_session_is_a_strict_http_only_cookie_and_ends_with_sign_out() {
    let bench = Bench::new();
    let mut clerk = bench.browser();
    let page = clerk.post("/staff/sign-in", "pin=2580").await;
    let cookie = page.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.starts_with("kiosk-staff=")
            && cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Strict")
    );
    let before = clerk.cookies.clone();
    clerk.post("/staff/sign-out", "").await;
    clerk.cookies = before;
    assert_eq!(clerk.get("/staff/events").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn guessing_pins_is_slowed_down() {
    let bench = Bench::new();
    let mut guesser = bench.browser();
    for pin in 0..5 {
        assert_eq!(
            guesser.post("/staff/sign-in", &format!("pin={pin}")).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    let refused = bench.browser().post("/staff/sign-in", "pin=2580").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers[header::RETRY_AFTER], "60");
    assert!(refused.text.contains("Xin thử lại sau 1 phút"));
    bench.later(61);
    assert_eq!(guesser.post("/staff/sign-in", "pin=2580").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_on_another_site_is_refused() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    let mut clerk = bench.clerk(1).await;
    for origin in ["http://evil.example", "null", "http://kiosk:9090"] {
        assert_eq!(clerk.post_from("/staff/next", "seen=", Some(origin)).await.status, StatusCode::FORBIDDEN);
    }
    assert!(bench.store.board(MORNING.date()).unwrap().calls.is_empty());
    assert_eq!(clerk.post_from("/staff/next", "seen=", None).await.status, StatusCode::SEE_OTHER);
    assert_eq!(bench.store.board(MORNING.date()).unwrap().calls.len(), 1);
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_big_bodies_are_refused() {
    let bench = Bench::new();
    for path in ["/", "/board", "/staff", "/assets/board.js", "/nowhere", "/healthz"] {
        let page = bench.browser().get(path).await;
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(page.headers[header::X_FRAME_OPTIONS], "DENY", "{path}");
        assert_eq!(page.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(page.headers["cross-origin-resource-policy"], "same-origin", "{path}");
        assert!(!page.text.contains(" style=") && !page.text.contains(" onclick="), "{path}");
    }
    let page = bench.browser().post("/staff/sign-in", &format!("pin={}", "1".repeat(20_000))).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// Many people press at once and all of them are answered; a flood is refused and passes.
#[tokio::test]
async fn a_flood_is_refused_and_passes() {
    let bench = Bench::new();
    let ask = |_| {
        let mut browser = bench.browser();
        tokio::spawn(async move { browser.post("/staff/sign-in", "name=ai&pin=0000").await.status })
    };
    let flood: Vec<_> = (0..crate::options::ANSWERING * 2).map(ask).collect();
    let mut refused = 0;
    for answer in flood {
        refused += usize::from(answer.await.unwrap() == StatusCode::SERVICE_UNAVAILABLE);
    }
    assert!(refused > 0 && refused <= crate::options::ANSWERING, "{refused}");
    assert_eq!(bench.browser().get("/staff").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_console_over_a_real_socket_stops_although_a_board_is_connected() {
    use std::io::{Read, Write};
    let bench = Bench::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let (_keep, alarms) = watch::channel(Vec::new());
    let (_keep, store) = watch::channel(Some(bench.store.clone()));
    let options = ConsoleOptions {
        office: OfficeInForce::new(Arc::new(office())),
        store,
        alarms,
        clock: Arc::new(|| Now { tick: Duration::ZERO, civil: MORNING }),
        time_zone: TimeZone::UTC,
        pin_hash: hash_pin(PIN).unwrap(),
        voice: None,
        network: Network::default(),
        demo: None,
        on_staff: Arc::new(|_| {}),
    };
    let bad = ConsoleOptions { pin_hash: "2580".into(), ..options.clone() };
    assert!(matches!(crate::serve(listener.try_clone().unwrap(), bad), Err(crate::ConsoleError::Pin(_))));
    let handle = crate::serve(listener, options).unwrap();
    let mut board = std::net::TcpStream::connect(handle.local_addr).unwrap();
    board.write_all(b"GET /board/events HTTP/1.1\r\nHost: kiosk\r\n\r\n").unwrap();
    let mut start = [0; 15];
    board.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 200 OK");
    drop(handle);
    let mut rest = Vec::new();
    // Either a clean end or a reset: what matters is that it ends.
    let _ = board.read_to_end(&mut rest);
}
