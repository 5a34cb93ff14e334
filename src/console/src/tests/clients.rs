//! The administrators' page of other software.

use kiosk_store::{Scope, StaffAct};

use super::*;

/// The token that a page shows.
fn token(page: &str) -> String {
    page.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().to_owned()
}

async fn status(bench: &Bench, token: &str) -> StatusCode {
    let request = Request::get("/api/v1/services").header(header::AUTHORIZATION, format!("Bearer {token}"));
    bench.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
}

#[tokio::test]
async fn a_token_is_shown_once_works_and_is_revoked() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let made = admin.post("/staff/clients", "name=Mot-Cua&scope=issue").await;
    let token = token(&made.text);
    assert_eq!((made.status, token.len()), (StatusCode::OK, 67));
    assert_eq!(status(&bench, &token).await, StatusCode::OK);
    let page = admin.get("/staff/clients").await.text;
    assert!(
        page.contains("<b>mot-cua</b>") && page.contains("Xem và cấp số") && !page.contains("kv_"),
        "{page}"
    );
    assert_eq!(to(&admin.post("/staff/clients/mot-cua/revoke", "").await), "/staff/clients?note=saved");
    assert_eq!(status(&bench, &token).await, StatusCode::UNAUTHORIZED);
    assert!(!admin.get("/staff/clients").await.text.contains("/revoke"));
    let trail = admin.get("/staff/trail").await.text;
    assert!(trail.contains("thêm phần mềm") && trail.contains("thu hồi mã của phần mềm"), "{trail}");
    assert_eq!(bench.store.clients().unwrap()[0].scope, Scope::Issue);
}

#[tokio::test]
async fn names_that_cannot_be_or_were_given_are_refused() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    admin.post("/staff/clients", "name=web&scope=read").await;
    for (form, note) in [
        ("name=web&scope=call", "name-taken"),
        ("name=&scope=read", "bad-client"),
        ("name=một+cửa&scope=read", "bad-client"),
        ("name=a%2Fb&scope=read", "bad-client"),
    ] {
        let answer = admin.post("/staff/clients", form).await;
        assert_eq!(to(&answer), format!("/staff/clients?note={note}"), "{form}");
    }
    assert_eq!(to(&admin.post("/staff/clients/none/revoke", "").await), "/staff/clients?note=bad-account");
    assert_eq!(bench.store.clients().unwrap().len(), 1);
}

#[tokio::test]
async fn only_administrators_make_and_revoke_tokens() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    admin.post("/staff/accounts", "id=lan&name=Lan&pin=1357&role=clerk").await;
    let mut lan = bench.browser();
    lan.post("/staff/sign-in", "name=lan&pin=1357").await;
    assert_eq!(lan.get("/staff/clients").await.status, StatusCode::FORBIDDEN);
    assert_eq!(lan.post("/staff/clients", "name=web&scope=call").await.status, StatusCode::FORBIDDEN);
    assert_eq!(to(&bench.browser().post("/staff/clients", "name=web&scope=call").await), "/staff");
    assert_eq!(bench.store.clients().unwrap(), []);
    admin.post("/staff/clients", "name=web&scope=call").await;
    assert_eq!(lan.post("/staff/clients/web/revoke", "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(bench.store.clients().unwrap()[0].revoked, None);
    let log = bench.store.staff_log(MORNING.date()).unwrap();
    assert!(
        log.iter()
            .any(|entry| entry.act == StaffAct::ClientAdded && entry.staff.as_ref().unwrap().0 == "admin")
    );
}

#[tokio::test]
async fn the_database_knows_no_token() {
    let bench = Bench::new();
    let token = token(&bench.clerk(1).await.post("/staff/clients", "name=web&scope=call").await.text);
    let mut files = Vec::new();
    for file in std::fs::read_dir(bench._folder.path()).unwrap() {
        files.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    assert!(files.windows(4).any(|w| w == b"call"));
    assert!(!files.windows(32).any(|w| w == &token.as_bytes()[3..35]));
}
