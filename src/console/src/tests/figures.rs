use kiosk_core::rating::Satisfaction;

use super::*;

/// Two numbers issued, one served, one rating.
async fn morning() -> (Bench, Browser) {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru").id;
    bench.issue(2, "ho-tich");
    wait(|reply| bench.store.rate(ticket, Satisfaction::VerySatisfied, reply)).unwrap();
    let mut clerk = bench.clerk(1).await;
    clerk.post("/staff/next", "seen=").await;
    clerk.post("/staff/done", &format!("seen={}", ticket.0)).await;
    (bench, clerk)
}

#[tokio::test]
async fn the_days_figures_are_shown_in_both_languages() {
    let (_bench, mut clerk) = morning().await;
    let page = clerk.get("/staff/figures").await.text;
    for words in [
        "Số liệu ngày 23/11/2026",
        "<span>Số đã cấp</span><strong>2</strong>",
        "<span>Đã phục vụ</span><strong>1</strong>",
        "Mức độ hài lòng",
        "<strong>100<small> %</small></strong>",
        "Quầy 1",
        "Theo giờ đến",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(" style="), "the content policy forbids styles in the page");
    clerk.post("/lang", "lang=en&back=/staff/figures").await;
    let page = clerk.get("/staff/figures").await.text;
    assert!(page.contains("Residence") && page.contains("Counter 1") && page.contains("By hour of arrival"));
}

#[tokio::test]
async fn other_days_can_be_chosen_and_nonsense_is_today() {
    let (_bench, mut clerk) = morning().await;
    let page = clerk.get("/staff/figures?from=2026-11-20&to=2026-11-22").await.text;
    assert!(
        page.contains("từ ngày 20/11/2026 đến ngày 22/11/2026") && page.contains("Chưa có số nào được cấp")
    );
    let turned = clerk.get("/staff/figures?from=2026-11-23&to=2026-11-20").await.text;
    assert!(turned.contains("từ ngày 20/11/2026 đến ngày 23/11/2026") && turned.contains("Quầy 1"));
    assert!(clerk.get("/staff/figures?from=yesterday&to=").await.text.contains("ngày 23/11/2026"));
    let ages = clerk.get("/staff/figures?from=0001-01-01&to=2026-11-23").await.text;
    assert!(ages.contains("từ ngày 19/10/2025 đến ngày 23/11/2026"), "{ages}");
}

#[tokio::test]
async fn the_same_figures_are_there_as_files() {
    let (_bench, mut clerk) = morning().await;
    let csv = clerk.get("/staff/figures.csv?from=2026-11-23&to=2026-11-23").await;
    assert_eq!(csv.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"so-lieu_2026-11-23.csv\"");
    assert!(csv.text.contains("\r\nTổng hợp,Tất cả,2,1,0,0,1,"), "{}", csv.text);
    let xlsx = clerk.get("/staff/figures.xlsx").await;
    assert!(xlsx.bytes.starts_with(b"PK") && xlsx.bytes.len() > 4000);
}

#[tokio::test]
async fn figures_are_for_staff_and_want_a_database() {
    let bench = Bench::new();
    let mut stranger = bench.browser();
    assert!(stranger.get("/staff/figures").await.text.contains("Mã PIN"));
    for file in ["/staff/figures.xlsx", "/staff/figures.csv"] {
        assert_eq!(stranger.get(file).await.status, StatusCode::UNAUTHORIZED);
    }
    let mut clerk = bench.clerk(1).await;
    bench.stores.send_replace(None);
    // The session was in the database.
    clerk.post("/staff/sign-in", "pin=2580").await;
    assert!(clerk.get("/staff/figures").await.text.contains("Cơ sở dữ liệu chưa sẵn sàng"));
    assert_eq!(clerk.get("/staff/figures.csv").await.status, StatusCode::SERVICE_UNAVAILABLE);
}
