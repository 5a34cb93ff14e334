//! Accounts, roles, what survives a restart, and the audit trail.

use kiosk_core::queue::StaffId;

use super::*;

async fn sign_in(bench: &Bench, form: &str) -> (Browser, StatusCode) {
    let mut browser = bench.browser();
    let status = browser.post("/staff/sign-in", form).await.status;
    (browser, status)
}

/// A console with a clerk, lan, whose PIN is 1357; the administrator's browser.
async fn with_lan(bench: &Bench) -> Browser {
    let mut admin = bench.clerk(1).await;
    let added = admin.post("/staff/accounts", "id=Lan&name=Nguyễn+Thị+Lan&pin=1357&role=clerk").await;
    assert_eq!(to(&added), "/staff/accounts?note=saved");
    admin
}

#[tokio::test]
async fn an_account_signs_in_and_what_it_does_bears_its_name() {
    let bench = Bench::new();
    bench.issue(1, "cu-tru");
    assert!(!bench.browser().get("/staff").await.text.contains(r#"name="name""#));
    with_lan(&bench).await;
    assert!(bench.browser().get("/staff").await.text.contains(r#"name="name""#));
    let (mut lan, status) = sign_in(&bench, "name=+LAN+&pin=1357").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    lan.post("/staff/counter", "counter=1").await;
    lan.post("/staff/next", "seen=").await;
    let journal = bench.store.journal_since(0).unwrap();
    assert_eq!(journal.last().unwrap().source.staff, Some(StaffId("lan".into())));
    for wrong in
        ["name=lan&pin=2580", "name=admin&pin=1357", "name=ai&pin=1357", "pin=1357", "name=&pin=1357"]
    {
        assert_eq!(sign_in(&bench, wrong).await.1, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    for right in ["pin=2580", "name=&pin=2580", "name=Admin&pin=2580"] {
        assert_eq!(sign_in(&bench, right).await.1, StatusCode::SEE_OTHER, "{right}");
    }
}

#[tokio::test]
async fn a_clerk_sees_nothing_of_administrators() {
    let bench = Bench::new();
    with_lan(&bench).await;
    let (mut lan, _) = sign_in(&bench, "name=lan&pin=1357").await;
    assert!(!lan.get("/staff").await.text.contains("/staff/accounts"));
    for path in ["/staff/accounts", "/staff/trail"] {
        assert_eq!(lan.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(to(&bench.browser().get(path).await), "/staff");
    }
    let forms = [
        ("/staff/accounts", "id=ai&name=Ai&pin=1357&role=administrator"),
        ("/staff/accounts/lan", "what=administrator"),
        ("/staff/trail/undo", "press=1&seq=1"),
    ];
    for (path, form) in forms {
        assert_eq!(lan.post(path, form).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(to(&bench.browser().post(path, form).await), "/staff", "{path}");
    }
    assert_eq!(bench.store.accounts().unwrap().len(), 1);
}

#[tokio::test]
async fn accounts_that_cannot_be_are_refused() {
    let bench = Bench::new();
    let mut admin = with_lan(&bench).await;
    let bad = [
        "id=admin&name=A&pin=1357&role=clerk",
        "id=Nguyễn&name=A&pin=1357&role=clerk",
        "id=a/b&name=A&pin=1357&role=clerk",
        "id=&name=A&pin=1357&role=clerk",
        "id=ai&name=+&pin=1357&role=clerk",
        "id=ai&name=A&pin=135&role=clerk",
    ];
    for form in bad {
        assert_eq!(
            to(&admin.post("/staff/accounts", form).await),
            "/staff/accounts?note=bad-account",
            "{form}"
        );
    }
    let twice = admin.post("/staff/accounts", "id=lan&name=A&pin=1357&role=clerk").await;
    assert_eq!(to(&twice), "/staff/accounts?note=name-taken");
    assert_eq!(
        to(&admin.post("/staff/accounts/ai", "what=disable").await),
        "/staff/accounts?note=bad-account"
    );
    assert_eq!(
        to(&admin.post("/staff/accounts/lan", "what=pin&pin=1").await),
        "/staff/accounts?note=bad-account"
    );
    assert_eq!(bench.store.accounts().unwrap().len(), 1);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_a_new_pin_ends_the_old_sessions() {
    let bench = Bench::new();
    let mut admin = with_lan(&bench).await;
    let (mut lan, _) = sign_in(&bench, "name=lan&pin=1357").await;
    assert_eq!(lan.get("/staff/panel").await.status, StatusCode::CONFLICT);
    admin.post("/staff/accounts/lan", "what=pin&pin=9753").await;
    assert_eq!(lan.get("/staff/panel").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&bench, "name=lan&pin=1357").await.1, StatusCode::UNAUTHORIZED);
    let (mut lan, status) = sign_in(&bench, "name=lan&pin=9753").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    admin.post("/staff/accounts/lan", "what=disable").await;
    assert_eq!(lan.get("/staff/panel").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&bench, "name=lan&pin=9753").await.1, StatusCode::UNAUTHORIZED);
    admin.post("/staff/accounts/lan", "what=enable").await;
    admin.post("/staff/accounts/lan", "what=administrator").await;
    let (mut lan, _) = sign_in(&bench, "name=lan&pin=9753").await;
    assert_eq!(lan.get("/staff/accounts").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_restart_signs_nobody_out_and_a_new_pin_in_the_configuration_does() {
    let bench = Bench::new();
    let mut clerk = bench.clerk(2).await;
    let bench = bench.restarted(|_| {});
    clerk.app = bench.app.clone();
    assert_eq!(clerk.get("/staff/panel").await.status, StatusCode::OK);
    let bench = bench.restarted(|options| options.pin_hash = hash_pin("8642").unwrap());
    clerk.app = bench.app.clone();
    assert_eq!(clerk.get("/staff/panel").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_sign_in_ends_after_a_working_day() {
    let bench = Bench::new();
    let mut clerk = bench.clerk(1).await;
    bench.later(12 * 3600 - 1);
    assert_eq!(clerk.get("/staff/panel").await.status, StatusCode::OK);
    bench.later(1);
    assert_eq!(clerk.get("/staff/panel").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_database_knows_no_token_that_opens_a_session() {
    let bench = Bench::new();
    let clerk = bench.clerk(1).await;
    let token = clerk
        .cookies
        .iter()
        .find(|c| c.starts_with("kiosk-staff="))
        .unwrap()
        .split_once('=')
        .unwrap()
        .1
        .to_owned();
    let mut files = Vec::new();
    for file in std::fs::read_dir(bench._folder.path()).unwrap() {
        files.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    assert!(files.windows(5).any(|w| w == b"admin"));
    assert!(!files.windows(token.len()).any(|w| w == token.as_bytes()));
    assert!(!files.windows(PIN.len() + 2).any(|w| w == format!("\"{PIN}\"").as_bytes()));
}

#[tokio::test]
async fn a_locked_name_stays_locked_over_a_restart_and_locks_nobody_else() {
    let bench = Bench::new();
    with_lan(&bench).await;
    for _ in 0..5 {
        assert_eq!(sign_in(&bench, "name=lan&pin=0000").await.1, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(sign_in(&bench, "name=lan&pin=1357").await.1, StatusCode::TOO_MANY_REQUESTS);
    let bench = bench.restarted(|_| {});
    assert_eq!(sign_in(&bench, "name=lan&pin=1357").await.1, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(sign_in(&bench, "pin=2580").await.1, StatusCode::SEE_OTHER);
    bench.later(61);
    assert_eq!(sign_in(&bench, "name=lan&pin=1357").await.1, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_trail_is_read_by_day_name_and_number_and_takes_back() {
    let bench = Bench::new();
    let first = bench.issue(1, "cu-tru");
    bench.issue(2, "cu-tru");
    let mut admin = with_lan(&bench).await;
    admin.post("/staff/next", "seen=").await;
    let page = admin.get("/staff/trail").await.text;
    assert!(page.contains("admin · quầy 1") && page.contains("thêm tài khoản"), "{page}");
    let only = |page: &str| (page.contains("<b>A001</b>"), page.contains("<b>A002</b>"));
    assert_eq!(only(&page), (true, true));
    assert_eq!(only(&admin.get("/staff/trail?number=a2").await.text), (false, true));
    assert_eq!(only(&admin.get("/staff/trail?staff=admin").await.text), (true, false));
    assert_eq!(only(&admin.get("/staff/trail?staff=lan").await.text), (false, false));
    assert_eq!(only(&admin.get("/staff/trail?day=2026-11-22").await.text), (false, false));
    assert!(admin.get("/staff/trail?number=Z1").await.text.contains("Không có gì được ghi"));
    assert_eq!(admin.get("/staff/trail?day=nonsense&before=1").await.status, StatusCode::OK);
    let undo = form(&page, "/staff/trail/undo", "");
    assert_eq!(to(&admin.post("/staff/trail/undo", &undo).await), "/staff/trail?note=undone");
    assert_eq!(bench.state(&first), TicketState::Waiting);
}
