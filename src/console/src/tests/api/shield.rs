//! Who is let in, and what is told to those who are not.

use super::*;

#[tokio::test]
async fn a_cookie_opens_nothing_and_neither_does_a_token_that_is_not_one() {
    let bench = Bench::new();
    let mut clerk = bench.clerk(1).await;
    assert_eq!(clerk.get("/staff/panel").await.status, StatusCode::OK);
    assert_eq!(clerk.get("/api/v1/services").await.status, StatusCode::UNAUTHORIZED);
    let program = bench.program(Scope::Read);
    for header in ["Basic kv_Read", "Bearer", "Bearer kv_Read x", "Bearer KV_READ", "kv_Read"] {
        let request = Request::get("/api/v1/services").header(header::AUTHORIZATION, header);
        let answer = program.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.kind(), "unauthorized", "{header}");
    }
    let request = Request::get("/api/v1/services").header(header::AUTHORIZATION, "bearer kv_Read");
    assert_eq!(program.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_of_other_sites_are_not_invited() {
    let bench = Bench::new();
    let program = bench.program(Scope::Read);
    let preflight =
        program.asks("OPTIONS", "/api/v1/services").header(header::ORIGIN, "https://evil.example");
    let answer = program.send(preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.kind(), "method_not_allowed");
    assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control")));
    let asked = program.asks("GET", "/api/v1/services").header(header::ORIGIN, "https://evil.example");
    let answer = program.send(asked.body(Body::empty()).unwrap()).await;
    assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control")));
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
}

#[tokio::test]
async fn whatever_is_asked_of_the_api_is_answered_as_a_problem() {
    let bench = Bench::new();
    let program = bench.program(Scope::Read);
    for path in ["/api/v1/nowhere", "/api/v2/tickets", "/api/v1/tickets/1/2/3"] {
        assert_eq!(program.get(path).await.kind(), "not_found", "{path}");
    }
    let deleted =
        program.send(program.asks("DELETE", "/api/v1/tickets/1").body(Body::empty()).unwrap()).await;
    assert_eq!(deleted.kind(), "method_not_allowed");
    for kind in ["stale", "used_up", "overloaded"] {
        let told = program.get(&format!("/api/v1/problems/{kind}")).await.ok();
        assert_eq!(
            (&told["kind"], &told["type"]),
            (&json!(kind), &json!(format!("/api/v1/problems/{kind}")))
        );
    }
}

#[tokio::test]
async fn keys_that_are_none_are_refused() {
    let bench = Bench::new();
    let program = bench.program(Scope::Issue);
    for key in ["", "\"\"", "a b", &"k".repeat(129)] {
        let answer = program.post_as(key, "/api/v1/tickets", json!({"service": "cu-tru"})).await;
        assert_eq!(answer.kind(), "key_missing", "{key:?}");
    }
    assert_eq!(bench.store.journal_since(0).unwrap(), []);
}

#[tokio::test]
async fn a_flood_is_refused_as_a_problem() {
    let bench = Bench::new();
    let program = bench.program(Scope::Read);
    let held: Vec<_> = (0..crate::options::ANSWERING * 2)
        .map(|_| {
            let request = program.asks("GET", "/api/v1/services").body(Body::empty()).unwrap();
            let app = program.app.clone();
            tokio::spawn(async move { app.oneshot(request).await.unwrap() })
        })
        .collect();
    let mut refused = 0;
    for answer in held {
        let answer = answer.await.unwrap();
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
            assert_eq!(answer.headers()[header::RETRY_AFTER], "1");
            refused += 1;
        }
    }
    assert!(refused > 0 && refused <= crate::options::ANSWERING, "{refused}");
}

/// An error repeats nothing of what the office knows, and no field of the API is about a person.
#[tokio::test]
async fn the_document_names_nothing_personal() {
    let bench = Bench::new();
    let document = bench.program(Scope::Read).get("/api/v1/openapi.json").await.ok();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let fields =
        schemas.values().filter_map(|schema| schema["properties"].as_object()).flat_map(|all| all.keys());
    let fields: Vec<&String> = fields.collect();
    assert!(fields.len() > 50);
    for word in ["person", "citizen", "birth", "phone", "address", "visit", "token"] {
        assert!(fields.iter().all(|field| !field.contains(word)), "{word}");
    }
}
