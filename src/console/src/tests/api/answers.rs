//! Every answer that the document tells of is asked for and held against its schema, and none comes that the document
//! does not tell of.

use std::collections::BTreeSet;

use super::schema::mistake;
use super::*;

/// The document, with what has been asked so far.
struct Ledger {
    document: Value,
    seen: BTreeSet<(String, String)>,
}

/// All that the document tells of: method and address, status, and what the answer is.
fn documented(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let name = format!("{} {path}", method.to_uppercase());
            for (status, answer) in operation["responses"].as_object().unwrap() {
                all.push((name.clone(), status.clone(), answer["content"].clone()));
            }
        }
    }
    all
}

/// An address in which a place of the description is filled in.
fn filled(path: &str) -> String {
    path.replace("{counter}", "1").replace("{ticket}", "1").replace("{seq}", "1").replace("{kind}", "stale")
}

impl Ledger {
    async fn new(program: &Program) -> Self {
        Self { document: program.get("/api/v1/openapi.json").await.ok(), seen: BTreeSet::new() }
    }

    /// Notes an answer to `operation` that has to be as the document says.
    #[track_caller]
    fn note(&mut self, operation: &str, answer: &Answer) {
        let status = answer.status.as_str().to_owned();
        let told = documented(&self.document);
        let told = told.iter().find(|(name, code, _)| name == operation && *code == status);
        let (_, _, content) =
            told.unwrap_or_else(|| panic!("{operation} {status} is not documented: {}", answer.json));
        let kind = answer.headers[header::CONTENT_TYPE].to_str().unwrap();
        let schema = &content[kind]["schema"];
        assert!(schema.is_object(), "{operation} {status} is not {kind}");
        if kind.ends_with("json") {
            assert_eq!(
                mistake(&self.document, schema, &answer.json),
                None,
                "{operation} {status}: {}",
                answer.json
            );
        }
        self.seen.insert((operation.to_owned(), status));
    }

    fn missing(&self) -> Vec<(String, String)> {
        let all = documented(&self.document).into_iter().map(|(name, status, _)| (name, status));
        all.filter(|told| !self.seen.contains(told)).collect()
    }
}

/// A question to be asked, what it is called in the document, and its body.
type Asked = (&'static str, &'static str, Option<Value>);

/// In this order, on a morning with the tickets 1 and 2 for `cu-tru`.
fn questions() -> Vec<Asked> {
    let order = |command: &str| Some(json!({"command": command, "counter": 1}));
    vec![
        ("GET /api/v1/services", "/api/v1/services", None),
        ("GET /api/v1/classes", "/api/v1/classes", None),
        ("GET /api/v1/counters", "/api/v1/counters", None),
        ("GET /api/v1/counters/{counter}", "/api/v1/counters/1", None),
        ("GET /api/v1/counters/{counter}", "/api/v1/counters/9", None),
        ("GET /api/v1/waiting", "/api/v1/waiting?service=cu-tru&limit=1", None),
        ("GET /api/v1/waiting", "/api/v1/waiting?service=none", None),
        ("GET /api/v1/tickets", "/api/v1/tickets?number=a1", None),
        ("GET /api/v1/tickets", "/api/v1/tickets?number=z1", None),
        ("GET /api/v1/tickets", "/api/v1/tickets", None),
        ("GET /api/v1/tickets/{ticket}", "/api/v1/tickets/1", None),
        ("GET /api/v1/tickets/{ticket}", "/api/v1/tickets/none", None),
        ("POST /api/v1/tickets", "/api/v1/tickets", Some(json!({"service": "ho-tich"}))),
        ("POST /api/v1/tickets", "/api/v1/tickets", Some(json!({"service": "ho-tich"}))),
        ("POST /api/v1/tickets", "/api/v1/tickets", Some(json!({"service": "ho-tich", "class": "x"}))),
        ("POST /api/v1/tickets", "/api/v1/tickets", Some(json!({"service": "cu-tru", "classes": ["x"]}))),
        ("POST /api/v1/calls", "/api/v1/calls", Some(json!({"counter": 1}))),
        ("POST /api/v1/calls", "/api/v1/calls", Some(json!({"counter": 1}))),
        ("POST /api/v1/calls", "/api/v1/calls", Some(json!({"counter": 9}))),
        ("POST /api/v1/calls", "/api/v1/calls", Some(json!({"counter": 1, "open": 1, "ticket": 99}))),
        ("GET /api/v1/calls", "/api/v1/calls", None),
        ("GET /api/v1/counters", "/api/v1/counters", None),
        ("POST /api/v1/tickets/{ticket}/commands", "/api/v1/tickets/1/commands", order("recall")),
        ("POST /api/v1/tickets/{ticket}/commands", "/api/v1/tickets/2/commands", order("recall")),
        ("POST /api/v1/tickets/{ticket}/commands", "/api/v1/tickets/1/commands", order("transfer")),
        ("POST /api/v1/tickets/{ticket}/commands", "/api/v1/tickets/99/commands", order("done")),
        ("GET /api/v1/counters/{counter}", "/api/v1/counters/1", None),
        ("POST /api/v1/changes/{seq}/undo", "/api/v1/changes/5/undo", Some(Value::Null)),
        ("POST /api/v1/changes/{seq}/undo", "/api/v1/changes/5/undo", Some(Value::Null)),
        ("POST /api/v1/changes/{seq}/undo", "/api/v1/changes/99/undo", Some(Value::Null)),
        ("POST /api/v1/counters/{counter}/pause", "/api/v1/counters/2/pause", Some(Value::Null)),
        ("POST /api/v1/counters/{counter}/pause", "/api/v1/counters/9/pause", Some(Value::Null)),
        ("POST /api/v1/counters/{counter}/resume", "/api/v1/counters/2/resume", Some(Value::Null)),
        ("POST /api/v1/counters/{counter}/resume", "/api/v1/counters/x/resume", Some(Value::Null)),
        ("GET /api/v1/events", "/api/v1/events?after=x", None),
        ("GET /api/v1/openapi.json", "/api/v1/openapi.json", None),
        ("GET /api/v1/problems/{kind}", "/api/v1/problems/stale", None),
        ("GET /api/v1/problems/{kind}", "/api/v1/problems/none", None),
    ]
}

#[tokio::test]
async fn every_documented_answer_comes_and_is_as_documented() {
    let mut narrow = office();
    narrow.services[1].per_day = Some(1);
    let bench = Bench::new().restarted(|options| options.office = OfficeInForce::new(Arc::new(narrow)));
    bench.issue(1, "cu-tru");
    bench.issue(2, "cu-tru");
    let mut program = bench.program(Scope::Call);
    let mut ledger = Ledger::new(&program).await;
    for (operation, path, body) in questions() {
        let answer = match body {
            None => program.get(path).await,
            Some(body) => program.post(path, body).await,
        };
        ledger.note(operation, &answer);
    }
    refused_bodies(&program, &mut ledger).await;
    streams(&program, &mut ledger).await;
    by_others(&bench, &mut ledger).await;
    assert_eq!(ledger.missing(), []);
}

/// What is wrong before anything is looked at.
async fn refused_bodies(program: &Program, ledger: &mut Ledger) {
    let posts: Vec<String> = documented(&ledger.document)
        .into_iter()
        .filter_map(|(name, status, _)| (status == "400" && name.starts_with("POST")).then_some(name))
        .collect();
    for operation in posts {
        let path = filled(operation.split_once(' ').unwrap().1);
        let keyless = program.send(program.asks("POST", &path).body(Body::empty()).unwrap()).await;
        assert_eq!(keyless.kind(), "key_missing");
        ledger.note(&operation, &keyless);
        if !documented(&ledger.document).iter().any(|(name, status, _)| *name == operation && status == "413")
        {
            continue;
        }
        for (kind, body, told) in [
            ("application/json", "{".to_owned(), "bad_request"),
            ("application/json", " ".repeat(20_000), "too_large"),
            ("text/plain", "{}".to_owned(), "unsupported_media_type"),
            ("application/json", "{}".to_owned(), "invalid"),
        ] {
            let request =
                program.asks("POST", &path).header("Idempotency-Key", "x").header(header::CONTENT_TYPE, kind);
            let answer = program.send(request.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.kind(), told, "{operation}");
            ledger.note(&operation, &answer);
        }
    }
}

/// As many streams as a client may have, and one more.
async fn streams(program: &Program, ledger: &mut Ledger) {
    let mut open = Vec::new();
    for _ in 0..8 {
        let request = program.asks("GET", "/api/v1/events").body(Body::empty()).unwrap();
        open.push(program.app.clone().oneshot(request).await.unwrap());
    }
    assert!(open.iter().all(|stream| stream.status() == StatusCode::OK));
    let (status, headers) = (open[0].status(), open[0].headers().clone());
    ledger.note("GET /api/v1/events", &Answer { status, headers, json: Value::Null });
    let refused = program.get("/api/v1/events").await;
    assert_eq!(refused.kind(), "too_many_streams");
    ledger.note("GET /api/v1/events", &refused);
}

/// Nobody, somebody with too small a scope, and when there is no database.
async fn by_others(bench: &Bench, ledger: &mut Ledger) {
    let (mut reader, caller) = (bench.program(Scope::Read), bench.program(Scope::Call));
    let told = documented(&ledger.document);
    let of = |wanted: &str| -> Vec<String> {
        told.iter().filter(|(_, status, _)| status == wanted).map(|(name, _, _)| name.clone()).collect()
    };
    for operation in of("401") {
        let (method, path) = operation.split_once(' ').unwrap();
        let request = Request::builder().method(method).uri(filled(path)).body(Body::empty()).unwrap();
        let answer = caller.send(request).await;
        assert_eq!(answer.kind(), "unauthorized");
        assert!(answer.headers[header::WWW_AUTHENTICATE].to_str().unwrap().starts_with("Bearer"));
        ledger.note(&operation, &answer);
    }
    for operation in of("403") {
        let path = filled(operation.split_once(' ').unwrap().1);
        let answer = reader.post(&path, json!({})).await;
        assert_eq!(answer.kind(), "forbidden", "{operation}");
        ledger.note(&operation, &answer);
    }
    bench.stores.send_replace(None);
    for operation in of("503") {
        let (method, path) = operation.split_once(' ').unwrap();
        let answer = caller.send(caller.asks(method, &filled(path)).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.kind(), "no_database", "{operation}");
        ledger.note(&operation, &answer);
    }
}

/// Whatever changes something needs more than a reader's token: a new address cannot forget it.
#[tokio::test]
async fn nothing_is_changed_without_a_scope_for_it_and_nothing_but_the_description_is_open() {
    let bench = Bench::new();
    let ledger = Ledger::new(&bench.program(Scope::Read)).await;
    let told = documented(&ledger.document);
    let of = |name: &str, status: &str| told.iter().any(|(n, s, _)| n == name && s == status);
    for (name, _, _) in &told {
        assert_eq!(of(name, "403"), name.starts_with("POST"), "{name}");
        let about = name.ends_with("openapi.json") || name.contains("/problems/");
        assert_eq!(of(name, "401"), !about, "{name}");
        let path = name.split_once(' ').unwrap().1;
        let operation = &ledger.document["paths"][path][name.split_once(' ').unwrap().0.to_lowercase()];
        assert_eq!(operation["security"] == json!([{}]), about, "{name}");
    }
    let mut issuer = bench.program(Scope::Issue);
    assert_eq!(
        issuer.post("/api/v1/tickets", json!({"service": "cu-tru"})).await.status,
        StatusCode::CREATED
    );
    assert_eq!(issuer.post("/api/v1/calls", json!({"counter": 1})).await.kind(), "forbidden");
}
