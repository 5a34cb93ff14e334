//! The API: every address, every answer that its document tells of, and what clients rely on.

mod answers;
mod events;
mod load;
mod schema;
mod shield;

use kiosk_core::queue::{SlipPrint, StaffId};
use kiosk_store::Scope;
use serde_json::{Value, json};

use super::*;
use crate::token_hash;

/// An answer in JSON.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    json: Value,
}

/// Other software of the office.
struct Program {
    app: Router,
    token: String,
    keys: u64,
}

impl Bench {
    /// A program with a token of this scope, which is called after it.
    fn program(&self, scope: Scope) -> Program {
        let token = format!("kv_{scope:?}");
        let (name, author) = (format!("{scope:?}").to_lowercase(), (StaffId("admin".into()), MORNING));
        if self.store.client(token_hash(&token)).unwrap().is_none() {
            wait(|reply| self.store.add_client(author, (name, scope), token_hash(&token), reply)).unwrap();
        }
        Program { app: self.app.clone(), token, keys: 0 }
    }
}

impl Program {
    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, json }
    }

    fn asks(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let bearer = format!("Bearer {}", self.token);
        Request::builder().method(method).uri(path).header(header::AUTHORIZATION, bearer)
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(self.asks("GET", path).body(Body::empty()).unwrap()).await
    }

    /// With a key that has not been used.
    async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.keys += 1;
        self.post_as(&format!("k{}", self.keys), path, body).await
    }

    async fn post_as(&self, key: &str, path: &str, body: Value) -> Answer {
        let request = self.asks("POST", path).header("Idempotency-Key", key);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }
}

impl Answer {
    /// The kind of the problem that it tells.
    fn kind(&self) -> &str {
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json", "{}", self.json);
        assert_eq!(self.json["status"], self.status.as_u16());
        self.json["kind"].as_str().unwrap()
    }

    #[track_caller]
    fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}", self.json);
        self.json
    }
}

#[tokio::test]
async fn a_program_plays_a_morning() {
    let bench = Bench::new();
    let mut program = bench.program(Scope::Call);
    let wanted =
        json!({"service": "cu-tru", "errands": ["ho-tich"], "classes": ["thai-phu"], "print": false});
    let issued = program.post("/api/v1/tickets", wanted).await;
    assert_eq!(
        (issued.status, &issued.headers[header::LOCATION]),
        (StatusCode::CREATED, &"/api/v1/tickets/1".parse().unwrap())
    );
    let ticket = issued.ok();
    assert_eq!(ticket["number"], "A001");
    assert_eq!(ticket["issued_at"], "2026-11-23T08:00:00+07:00");
    assert_eq!((&ticket["standing"]["claim"], &ticket["slip"]), (&json!("thai-phu"), &json!("printed")));
    let called = program.post("/api/v1/calls", json!({"counter": 1})).await.ok();
    assert_eq!((&called["call"]["number"], &called["call"]["counter"]), (&json!("A001"), &json!(1)));
    let order = |command: &str| json!({"command": command, "counter": 1});
    for (command, state) in
        [("recall", "called"), ("serve", "serving"), ("hold", "on_hold"), ("call", "called")]
    {
        let change = program.post("/api/v1/tickets/1/commands", order(command)).await.ok();
        assert_eq!(
            (&change["standing"]["state"], &change["number"]),
            (&json!(state), &json!("A001")),
            "{command}"
        );
    }
    let moved = program.post("/api/v1/calls", json!({"counter": 1, "open": 1})).await.ok();
    assert_eq!(moved["call"], Value::Null);
    let waits = program.get("/api/v1/waiting?service=ho-tich").await.ok();
    assert_eq!(waits["tickets"][0]["standing"]["errand"], 1);
    let journal = bench.store.journal_since(0).unwrap();
    assert!(journal.iter().all(|entry| entry.source.staff.as_ref().is_none_or(|s| s.0 == "api:call")));
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer_and_changes_nothing() {
    let bench = Bench::new();
    let program = bench.program(Scope::Call);
    let new = || json!({"service": "cu-tru"});
    let first = program.post_as("visit-1", "/api/v1/tickets", new()).await.ok();
    assert_eq!(program.post_as("visit-1", "/api/v1/tickets", new()).await.ok(), first);
    assert_eq!(program.post_as("\"visit-1\"", "/api/v1/tickets", new()).await.ok(), first);
    let call = || json!({"counter": 1});
    let called = program.post_as("c", "/api/v1/calls", call()).await.ok();
    assert_eq!(program.post_as("c", "/api/v1/calls", call()).await.ok(), called);
    let stale = program.post_as("d", "/api/v1/calls", call()).await;
    assert_eq!(stale.kind(), "stale");
    let (commands, done) = ("/api/v1/tickets/1/commands", || json!({"command": "done", "counter": 1}));
    let ended = program.post_as("c", commands, done()).await.ok();
    assert_eq!(program.post_as("c", commands, done()).await.ok(), ended);
    // A refusal stays what it was, although the counter is free by now.
    assert_eq!(program.post_as("d", "/api/v1/calls", call()).await.kind(), "stale");
    assert_eq!(program.post_as("e", commands, done()).await.kind(), "wrong_state");
    let signals = bench.signals.lock().unwrap();
    assert!(matches!(&signals[..], [StaffSignal::PrintSlip { print: SlipPrint::First, .. }]), "{signals:?}");
    assert_eq!(bench.store.journal_since(0).unwrap().len(), 3);
}

#[tokio::test]
async fn keys_of_other_programs_and_after_a_restart() {
    let bench = Bench::new();
    let new = || json!({"service": "cu-tru", "print": false});
    let first = bench.program(Scope::Call).post_as("1", "/api/v1/tickets", new()).await.ok();
    let other = bench.program(Scope::Issue).post_as("1", "/api/v1/tickets", new()).await.ok();
    assert_ne!(first["id"], other["id"]);
    let bench = bench.restarted(|_| {});
    assert_eq!(bench.program(Scope::Call).post_as("1", "/api/v1/tickets", new()).await.ok(), first);
}

#[tokio::test]
async fn what_was_done_is_taken_back_once() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru");
    let mut program = bench.program(Scope::Call);
    let called = program.post("/api/v1/calls", json!({"counter": 2})).await.ok();
    let undo = format!("/api/v1/changes/{}/undo", called["call"]["seq"]);
    let change = program.post(&undo, Value::Null).await.ok();
    assert_eq!((&change["kind"], &change["counter"]), (&json!("undone"), &Value::Null));
    assert_eq!(bench.state(&ticket), TicketState::Waiting);
    assert_eq!(program.post(&undo, Value::Null).await.kind(), "not_the_latest");
}
