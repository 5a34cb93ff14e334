//! Nobody keeps the console from the others: floods, hoarded streams, slow heads and slow readers.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use axum::routing::get;
use tokio::sync::oneshot;

use super::*;
use crate::connection::{Patience, serve_within};
use crate::limits::Places;

#[tokio::test]
async fn who_asks_too_much_is_refused_and_others_are_not() {
    let bench = Bench::new();
    let (mut flood, mut other) = (bench.browser_at("10.0.0.66"), bench.browser_at("10.0.0.7"));
    let mut answered = 0;
    let refused = loop {
        let page = flood.get("/assets/icon.svg").await;
        if page.status == StatusCode::TOO_MANY_REQUESTS {
            break page;
        }
        answered += 1;
        assert!(answered < 10_000, "a flood is answered for ever");
    };
    assert_eq!(answered, 2000);
    assert_eq!(refused.headers[header::RETRY_AFTER], "1");
    assert!(refused.headers.contains_key(header::CONTENT_SECURITY_POLICY));
    assert_eq!(other.get("/staff").await.status, StatusCode::OK);
    assert_eq!(bench.browser().get("/staff").await.status, StatusCode::OK);
    bench.later(1);
    assert_eq!(flood.get("/staff").await.status, StatusCode::OK);
}

#[tokio::test]
async fn streams_are_bounded_for_one_client_and_free_again_when_they_end() {
    let bench = Bench::new();
    let mut boards = Vec::new();
    for _ in 0..64 {
        boards.push(bench.browser_at("10.0.0.7").stream("/board/events").await);
    }
    let refused = bench.browser_at("10.0.0.7").get("/board/events").await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers[header::RETRY_AFTER], "10");
    let _other = bench.browser_at("10.0.0.8").stream("/board/events").await;
    boards.pop();
    let _again = bench.browser_at("10.0.0.7").stream("/board/events").await;
}

#[tokio::test]
async fn streams_are_bounded_in_all_and_staff_pages_count() {
    let bench = Bench::new();
    let mut clerk = bench.clerk(1).await;
    let mut streams = Vec::new();
    for _ in 0..255 {
        streams.push(bench.browser().stream("/board/events").await);
    }
    let _panel = clerk.stream("/staff/events").await;
    assert_eq!(clerk.get("/staff/events").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        bench.browser_at("10.0.0.9").get("/board/events").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    // Who has no stream still has the pages.
    assert_eq!(clerk.get("/staff").await.status, StatusCode::OK);
}

const BRIEF: Duration = Duration::from_millis(200);

/// Serves `app` to connections with little patience, and gives a connection to it.
async fn impatient(app: Router) -> TcpStream {
    connect(within(app, Patience { head: BRIEF, stalled: BRIEF }, 8).await)
}

/// Serves `app` to so many connections, and gives the address.
async fn within(app: Router, patience: Patience, connections: usize) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let places = Places::new(connections, connections);
    tokio::spawn(serve_within(listener, None, app, (patience, places)));
    address
}

fn connect(address: SocketAddr) -> TcpStream {
    let connection = TcpStream::connect(address).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    connection
}

/// Whether a page is answered on a new connection to `address`, and the connection.
fn answered(address: SocketAddr) -> (bool, TcpStream) {
    let mut connection = connect(address);
    let mut first = [0; 12];
    // A connection without a place is closed, maybe before the request is written.
    let asked = connection.write_all(b"GET /healthz HTTP/1.1\r\nHost: kiosk\r\n\r\n");
    let told = asked.and_then(|()| connection.read_exact(&mut first));
    (told.is_ok() && first.starts_with(b"HTTP/1.1"), connection)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_too_many_is_closed_and_the_next_one_has_the_place_of_one_that_ended() {
    let bench = Bench::new();
    let long = Duration::from_secs(60);
    let address = within(bench.app.clone(), Patience { head: long, stalled: long }, 2).await;
    let [first, second] = [answered(address), answered(address)];
    assert_eq!((first.0, second.0, answered(address).0), (true, true, false));
    drop(first);
    // The kiosk sees the end of a connection a moment later.
    let again = (0..1000).map(|_| answered(address)).find(|(answered, _)| *answered);
    assert!(again.is_some(), "the place is not free again");
    assert!(!answered(address).0);
}

#[tokio::test]
#[ignore = "long: waits for the ten seconds that a body may pause"]
async fn a_body_that_pauses_is_given_up() {
    let bench = Bench::new();
    let begun = tokio_stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"lang="))]);
    let request = Request::post("/lang")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, "http://kiosk:8080")
        .body(Body::from_stream(begun.chain(tokio_stream::pending())))
        .unwrap();
    let start = std::time::Instant::now();
    let response = bench.browser().send(request).await;
    assert!(response.status().is_client_error(), "{}", response.status());
    assert!(start.elapsed() >= Duration::from_secs(10), "{:?}", start.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_a_request_letter_by_letter_is_hung_up_on() {
    let bench = Bench::new();
    for beginning in ["", "GET /board HTTP/1.1\r\nHost: kiosk\r\nX-Slow: "] {
        let mut connection = impatient(bench.app.clone()).await;
        connection.write_all(beginning.as_bytes()).unwrap();
        let mut rest = Vec::new();
        // Either a clean end or a reset: what matters is that it ends before this side gives up.
        let ended = connection.read_to_end(&mut rest);
        assert!(!ended.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock), "{beginning:?}");
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_take_what_is_sent_is_dropped() {
    let (gone, dropped) = oneshot::channel::<()>();
    let held = Mutex::new(Some(gone));
    let endless = move || {
        let held = held.lock().unwrap().take();
        let pieces = tokio_stream::iter(std::iter::repeat_with(move || {
            let _ = &held;
            Ok::<_, std::io::Error>(Bytes::from_static(&[b'x'; 65_536]))
        }));
        std::future::ready(Body::from_stream(pieces))
    };
    let endless = Arc::new(endless);
    let app = Router::new().route("/endless", get(move || endless()));
    let mut connection = impatient(app).await;
    connection.write_all(b"GET /endless HTTP/1.1\r\nHost: kiosk\r\n\r\n").unwrap();
    // Never read: the end is told by what the body held.
    let ended = tokio::time::timeout(Duration::from_secs(20), dropped).await;
    assert!(ended.expect("the stream goes on although nobody reads it").is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_keeps_up_is_kept() {
    let app = Router::new().route(
        "/three",
        get(|| async {
            let slow = tokio_stream::iter(0..3).then(|nth| async move {
                tokio::time::sleep(BRIEF * 2).await;
                Ok::<_, std::io::Error>(Bytes::from(format!("{nth};")))
            });
            Body::from_stream(slow)
        }),
    );
    let mut connection = impatient(app).await;
    connection.write_all(b"GET /three HTTP/1.1\r\nHost: kiosk\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    connection.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200") && text.contains("2;"), "{text}");
}
