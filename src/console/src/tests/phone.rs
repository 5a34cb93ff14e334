//! What the code on a slip opens.

use kiosk_core::queue::{Command, CommandId};
use kiosk_core::rating::Satisfaction;
use kiosk_store::Origin;

use super::*;

/// A console of an office that phones reach.
pub(super) fn reached() -> Bench {
    Bench::new().restarted(|options| {
        let mut office = office();
        office.public_url = Some("https://so.example.vn".into());
        office.services[0].minutes = Some(10);
        office.services[0].ready = Some(Text::new("thẻ căn cước", "ID card"));
        options.office = OfficeInForce::new(Arc::new(office));
    })
}

pub(super) fn give(bench: &Bench, nth: u128, ticket: &Ticket, command: Command) {
    let origin = Origin { command: CommandId(nth), counter: CounterId(2), staff: None, at: MORNING };
    wait(|reply| bench.store.command(origin, ticket.id, command, &QueueRules::default(), reply)).unwrap();
}

pub(super) fn path(ticket: &Ticket) -> String {
    format!("/t/{}", ticket.token)
}

#[tokio::test]
async fn the_place_goes_down_until_the_counter_calls() {
    let bench = reached();
    let (first, second) = (bench.issue(1, "cu-tru"), bench.issue(2, "cu-tru"));
    let third = bench.issue(3, "cu-tru");
    let mut phone = bench.browser_at("10.0.0.7");
    let page = phone.get(&path(&third)).await.text;
    for said in
        ["A003", "Cư trú", "Còn 2 người trước Quý khách", "2 people before you", "Chờ khoảng 5 đến 15 phút"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("Xin chuẩn bị sẵn: thẻ căn cước") && page.contains(r#"data-next="15""#));
    give(&bench, 1, &first, Command::Call);
    give(&bench, 2, &first, Command::Done);
    assert!(phone.get(&path(&third)).await.text.contains("Còn 1 người trước Quý khách"));
    give(&bench, 3, &second, Command::Call);
    let part = phone.get(&format!("{}/place", path(&third))).await.text;
    assert!(part.contains("Quý khách là người tiếp theo") && part.starts_with("<section"), "{part}");
    give(&bench, 4, &second, Command::Done);
    give(&bench, 5, &third, Command::Call);
    let page = phone.get(&path(&third)).await.text;
    assert!(
        page.contains("Xin mời Quý khách đến quầy") && page.contains(r#"<p class="counter">2</p>"#),
        "{page}"
    );
    assert!(page.contains("<title>A003 → quầy 2</title>"));
}

#[tokio::test]
async fn each_state_has_its_sentence() {
    let bench = reached();
    let ticket = bench.issue(1, "cu-tru");
    let mut phone = bench.browser();
    let steps = [
        (Command::Call, "Xin mời Quý khách đến quầy"),
        (Command::Serve, "Đang phục vụ Quý khách tại quầy 2."),
        (Command::Hold, "Xin Quý khách trở lại quầy 2 khi đã đủ giấy tờ."),
        (Command::Return, "Quý khách là người tiếp theo."),
        (Command::Call, "Xin mời Quý khách đến quầy"),
        (Command::NoShow, "Đã gọi số này mà chưa gặp Quý khách."),
        (Command::Call, "Xin mời Quý khách đến quầy"),
        (Command::Done, "Đã xong. Xin cảm ơn Quý khách."),
    ];
    for (nth, (command, said)) in (1..).zip(steps) {
        give(&bench, nth, &ticket, command);
        let page = phone.get(&path(&ticket)).await;
        assert!(page.status == StatusCode::OK && page.text.contains(said), "{said}: {}", page.text);
    }
    let cancelled = bench.issue(2, "cu-tru");
    give(&bench, 99, &cancelled, Command::Cancel);
    assert!(phone.get(&path(&cancelled)).await.text.contains("Số này đã được huỷ."));
}

#[tokio::test]
async fn a_page_belongs_to_nobody_and_to_no_search_engine() {
    let bench = reached();
    let ticket = bench.issue(1, "cu-tru");
    let page = bench.browser().get(&path(&ticket)).await;
    assert_eq!(page.headers["x-robots-tag"], "noindex, nofollow");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    assert!(page.headers.get(header::SET_COOKIE).is_none());
    assert!(page.text.contains(r#"<meta name="robots" content="noindex, nofollow">"#));
    assert!(page.text.contains(r#"<noscript><meta http-equiv="refresh" content="30"></noscript>"#));
    assert!(!page.text.contains(" style=") && !page.text.contains(" onclick="));
}

#[tokio::test]
async fn an_office_that_phones_do_not_reach_has_no_such_page() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru");
    let page = bench.browser().get(&path(&ticket)).await;
    assert!(page.status == StatusCode::NOT_FOUND && !page.text.contains("A001"));
}

#[tokio::test]
async fn tokens_that_do_not_exist_are_answered_alike_and_soon_not_at_all() {
    let bench = reached();
    let ticket = bench.issue(1, "cu-tru");
    let near = format!("{}b", &ticket.token[..25]);
    let (mut guesser, mut other) = (bench.browser_at("10.0.0.66"), bench.browser_at("10.0.0.7"));
    let mut answers = Vec::new();
    for token in ["a", "A001", near.as_str(), "%27%20OR%201", &"z".repeat(3000)] {
        for part in ["", "/place"] {
            let page = guesser.get(&format!("/t/{token}{part}")).await;
            answers.push((page.status, page.text));
        }
    }
    assert!(
        answers.iter().all(|answer| *answer == answers[0] && answer.0 == StatusCode::NOT_FOUND),
        "{answers:?}"
    );
    let refused = guesser.get(&path(&ticket)).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers[header::RETRY_AFTER], "30");
    assert!(!refused.text.contains("A001"));
    assert_eq!(other.get(&path(&ticket)).await.status, StatusCode::OK);
    bench.later(31);
    assert_eq!(guesser.get(&path(&ticket)).await.status, StatusCode::OK);
    assert_eq!(guesser.get("/t/guess").await.status, StatusCode::NOT_FOUND);
    assert_eq!(guesser.get("/t/guess").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn looking_often_at_the_own_number_is_no_guessing() {
    let bench = reached();
    let ticket = bench.issue(1, "cu-tru");
    let mut phone = bench.browser_at("10.0.0.7");
    for _ in 0..100 {
        assert_eq!(phone.get(&format!("{}/place", path(&ticket))).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_number_of_yesterday_has_expired() {
    let bench = reached();
    let ticket = bench.issue(1, "cu-tru");
    bench.later(24 * 60 * 60);
    let page = bench.browser().get(&path(&ticket)).await;
    assert!(page.text.contains("Số này đã hết hạn: chỉ dùng trong ngày 23/11/2026."), "{}", page.text);
    assert!(page.text.contains(r#"data-next="0""#) && !page.text.contains("người tiếp theo"));
}

pub(super) fn rating(bench: &Bench) -> Option<Satisfaction> {
    let figures = bench.store.figures(MORNING.date(), MORNING.date()).unwrap();
    let given = figures.total.ratings;
    Satisfaction::ALL.into_iter().zip(given).find(|(_, count)| *count > 0).map(|(rating, _)| rating)
}

#[tokio::test]
async fn after_the_work_one_touch_rates_it_once() {
    let bench = reached();
    let ticket = bench.issue(1, "cu-tru");
    let mut phone = bench.browser();
    let rate = format!("{}/rating", path(&ticket));
    assert!(!phone.get(&path(&ticket)).await.text.contains("hài lòng"));
    assert_eq!(to(&phone.post(&rate, "step=4").await), path(&ticket));
    assert_eq!(rating(&bench), None);
    give(&bench, 1, &ticket, Command::Call);
    give(&bench, 2, &ticket, Command::Done);
    let asked = phone.get(&path(&ticket)).await.text;
    assert_eq!(asked.matches("<button").count(), 4);
    assert!(asked.contains("Rất hài lòng") && asked.contains("Not satisfied"));
    for bad in ["step=0", "step=5", "step=x", ""] {
        assert_eq!(phone.post(&rate, bad).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
    assert_eq!(
        phone.post_from(&rate, "step=1", Some("http://evil.example")).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(to(&phone.post(&rate, "step=3").await), path(&ticket));
    assert_eq!(to(&phone.post(&rate, "step=1").await), path(&ticket));
    assert_eq!(rating(&bench), Some(Satisfaction::Satisfied));
    let page = phone.get(&path(&ticket)).await.text;
    assert!(page.contains("Cảm ơn Quý khách đã đánh giá.") && !page.contains("<button"), "{page}");
}

#[tokio::test]
async fn without_a_database_the_page_says_so_and_counts_nothing_as_a_guess() {
    let bench = reached();
    let ticket = bench.issue(1, "cu-tru");
    bench.stores.send_replace(None);
    let mut phone = bench.browser_at("10.0.0.7");
    for _ in 0..20 {
        let page = phone.get(&path(&ticket)).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(page.text.contains("tạm ngừng"));
    }
}
