//! The lobby board: what stands large, how large it is, and what a gap in the connection costs.

use serde_json::Value;

use super::*;

/// One pixel of a 43-inch panel of 1920 by 1080 in millimetres.
const PITCH: f64 = 43.0 * 25.4 / 2203.0;

/// Every text that is seen: itself, the height of its capitals in pixels, whether it is a number called, and its box.
const TEXTS: &str = "(() => {
    const draws = document.createElement('canvas').getContext('2d');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
        const text = walker.currentNode, parent = text.parentElement, range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (!text.data.trim() || !box.width) continue;
        const style = getComputedStyle(parent);
        draws.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const capital = draws.measureText('H').actualBoundingBoxAscent;
        texts.push([text.data, capital, parent.matches('.number'), box.left, box.top, box.right, box.bottom]);
    }
    return texts;
})()";

/// What is cut off, or stands over its neighbour. A number's own box is as high as its digits need; the line of its
/// font, which would be higher, is not drawn.
const CUT: &str = "(() => {
    const full = (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
    const spoilt = (call) => {
        const box = call.getBoundingClientRect();
        const [number, target] = ['.number', '.target'].map((part) => call.querySelector(part).getBoundingClientRect());
        const beside = number.right <= target.left || number.bottom <= target.top;
        const inside = (part) =>
            part.top >= box.top && part.bottom <= box.bottom && part.left >= box.left && part.right <= box.right;
        return !beside || !inside(number) || !inside(target);
    };
    const boxes = [...document.querySelectorAll('.calls, .queues, #notices, .alerts p')].filter(full);
    const calls = [...document.querySelectorAll('.call')].filter(spoilt);
    return [...boxes, ...calls].map((box) => box.outerHTML).join();
})()";

fn board(address: SocketAddr, (width, height): (u32, u32)) -> Chromium {
    let mut window = Chromium::start();
    window.size(width, height);
    window.go(&format!("http://{address}/board"));
    connected(&mut window);
    window
}

fn connected(window: &mut Chromium) {
    window.wait_for("document.querySelector('#lost').hidden && document.querySelectorAll('.service').length");
}

/// The large numbers with their counters, in their order.
const LARGE: &str = "[...document.querySelectorAll('.call')]
    .map((call) => call.querySelector('.number').textContent + ' ' + call.querySelector('strong').textContent)
    .join()";

fn stands_large(window: &mut Chromium, calls: &str) {
    window.wait_for(&format!("{LARGE} === '{calls}'"));
}

/// Everybody can read it: capitals of 40 mm for what is called and 16 mm for the rest, and nothing is cut off.
fn is_legible(window: &mut Chromium, name: &str) {
    window.picture(name);
    let texts = window.js(TEXTS);
    let texts = texts.as_array().unwrap();
    assert!(texts.len() > 8, "{texts:?}");
    let (width, height) = (window.js("innerWidth"), window.js("innerHeight"));
    for text in texts {
        let number = |nth: usize| text[nth].as_f64().unwrap();
        let millimetres = number(1) * PITCH;
        let least = if text[2] == true { 40.0 } else { 16.0 };
        assert!(millimetres >= least, "{name}: {} has capitals of {millimetres:.1} mm", text[0]);
        let inside = number(3) >= 0.0
            && number(4) >= 0.0
            && number(5) <= width.as_f64().unwrap()
            && number(6) <= height.as_f64().unwrap();
        // A long name of a service ends in an ellipsis.
        assert!(
            inside || text[0].as_str().unwrap().len() > 20,
            "{name}: {text} does not stand on the screen"
        );
    }
    let cut = window.js(CUT);
    assert_eq!(cut, "", "{name}");
}

const LANDSCAPE: (u32, u32) = (1920, 1080);
const PORTRAIT: (u32, u32) = (1080, 1920);

/// An office with the names of a real one, four counters and two notices.
fn full_office() -> Bench {
    Bench::new().restarted(|options| {
        let mut office = office();
        office.name = Text::new("Trung tâm Phục vụ hành chính công phường Hải Châu", "Public Service Centre");
        office.services[1].name = Text::new("Hộ tịch: khai sinh, kết hôn, khai tử", "Civil status");
        for (id, prefix, name) in [
            ("chung-thuc", "C", "Chứng thực bản sao, chữ ký"),
            ("dat-dai", "D", "Đất đai, xây dựng"),
            ("bao-tro", "E", "Bảo trợ xã hội"),
        ] {
            let mut service = office.services[0].clone();
            (service.id, service.prefix, service.name) =
                (ServiceId(id.into()), prefix.into(), Text::new(name, id));
            office.services.push(service);
        }
        for id in [3, 4, 12] {
            office.counters.push(Counter { id: CounterId(id), services: vec![ServiceId("cu-tru".into())] });
        }
        office.notices = vec![Text::new(
            "Thứ bảy ngày 28/11 nghỉ làm việc buổi chiều. Xin Quý khách đến trước 11 giờ 30.",
            "Closed on the afternoon of Saturday, 28 November.",
        )];
        options.office = OfficeInForce::new(Arc::new(office));
    })
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn calls_of_the_same_moment_stand_large_beside_each_other_and_then_give_way() {
    let bench = Bench::new();
    (0..3).for_each(|nth| drop(bench.issue(nth, "cu-tru")));
    let console = served(&bench, "127.0.0.1:0");
    let mut window = board(console.local_addr, LANDSCAPE);
    window.wait_for("document.querySelector('.empty').innerText.includes('vui lòng chờ gọi số')");
    let (mut one, mut two) = (bench.clerk(1).await, bench.clerk(2).await);
    one.post("/staff/next", "seen=").await;
    stands_large(&mut window, "A001 1");
    two.post("/staff/next", "seen=").await;
    stands_large(&mut window, "A002 2,A001 1");
    assert_eq!(window.js("document.querySelectorAll('.call.fresh').length"), 2);
    // Half a minute later only the latest stands large, and the other among the last calls.
    bench.later(30);
    stands_large(&mut window, "A002 2");
    window.wait_for("document.querySelector('#calls tr td').textContent === 'A001'");
    // Served and gone: nobody is called any more.
    for ticket in bench.store.board(MORNING.date()).unwrap().calls {
        let origin = kiosk_store::Origin {
            command: kiosk_core::queue::CommandId(u128::from(ticket.seq)),
            counter: ticket.counter,
            staff: None,
            at: MORNING,
        };
        let done = kiosk_core::queue::Command::Done;
        wait(|reply| bench.store.command(origin, ticket.ticket, done, &QueueRules::default(), reply))
            .unwrap();
    }
    stands_large(&mut window, "");
    window.wait_for("document.querySelectorAll('#calls tr').length === 2");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn everything_is_read_from_eight_metres_on_both_kinds_of_screen() {
    let bench = full_office();
    (0..14).for_each(|nth| drop(bench.issue(nth, "cu-tru")));
    (20..25).for_each(|nth| drop(bench.issue(nth, "ho-tich")));
    let console = served(&bench, "127.0.0.1:0");
    let mut window = board(console.local_addr, LANDSCAPE);
    is_legible(&mut window, "board-idle");
    // Counter 1 has been at work for a while.
    let mut clerk = bench.clerk(1).await;
    for _ in 0..7 {
        let seen =
            bench.store.board(MORNING.date()).unwrap().calls.first().map(|call| call.ticket.0.to_string());
        clerk.post("/staff/next", &format!("seen={}", seen.unwrap_or_default())).await;
    }
    for (large, counter) in [(1, 3), (2, 12), (3, 4)] {
        is_legible_both_ways(&mut window, &bench, large);
        bench.clerk(counter).await.post("/staff/next", "seen=").await;
    }
    is_legible_both_ways(&mut window, &bench, 3);
    drop(console);
    window.wait_for("!document.querySelector('#lost').hidden");
    is_legible_both_ways(&mut window, &bench, 3);
}

/// The same on a screen that lies and on one that stands, with so many calls large.
fn is_legible_both_ways(window: &mut Chromium, bench: &Bench, large: usize) {
    let calls = bench.store.board(MORNING.date()).unwrap().calls;
    let open = calls.iter().filter(|call| call.state.is_at_counter()).take(3);
    let calls: Vec<_> = open.map(|call| format!("{} {}", call.number, call.counter.0)).collect();
    assert_eq!(calls.len(), large);
    for ((width, height), kind) in [(LANDSCAPE, "landscape"), (PORTRAIT, "portrait")] {
        window.size(width, height);
        window.wait_for(&format!("innerWidth === {width}"));
        stands_large(window, &calls.join(","));
        let lost = if window.js("document.querySelector('#lost').hidden") == true { "" } else { "-lost" };
        is_legible(window, &format!("board-{large}-{kind}{lost}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn every_service_of_a_large_office_has_its_place() {
    let bench = full_office().restarted(|options| {
        let mut office = (*options.office.now()).clone();
        for letter in "GHKLMNP".chars() {
            let mut service = office.services[2].clone();
            (service.id, service.prefix) = (ServiceId(format!("viec-{letter}")), letter.into());
            office.services.push(service);
        }
        options.office = OfficeInForce::new(Arc::new(office));
    });
    (0..14).for_each(|nth| drop(bench.issue(nth, "cu-tru")));
    let console = served(&bench, "127.0.0.1:0");
    let mut window = board(console.local_addr, LANDSCAPE);
    bench.clerk(1).await.post("/staff/next", "seen=").await;
    for ((width, height), kind) in [(LANDSCAPE, "landscape"), (PORTRAIT, "portrait")] {
        window.size(width, height);
        window.wait_for(&format!("innerWidth === {width}"));
        stands_large(&mut window, "A001 1");
        is_legible(&mut window, &format!("board-services-{kind}"));
    }
    assert_eq!(window.js("document.querySelectorAll('.service').length"), 12);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn a_long_number_stays_in_its_place() {
    let bench = Bench::new().restarted(|options| {
        let mut office = office();
        for service in &mut office.services {
            (service.prefix, service.numbering) =
                (format!("X{}", service.prefix), Numbering { start: 1234, width: 4 });
        }
        options.office = OfficeInForce::new(Arc::new(office));
    });
    let service = |nth: usize| bench.options.office.now().services[nth].clone();
    for nth in [0, 1] {
        let request =
            TicketRequest::new(VisitId { run: 1, nth: nth as u64 }, &service(nth), MORNING.date(), MORNING);
        wait(|reply| bench.store.issue(request, reply)).unwrap();
    }
    let console = served(&bench, "127.0.0.1:0");
    let mut window = board(console.local_addr, LANDSCAPE);
    bench.clerk(1).await.post("/staff/next", "seen=").await;
    stands_large(&mut window, "XA1234 1");
    is_legible(&mut window, "board-long");
    bench.clerk(2).await.post("/staff/next", "seen=").await;
    stands_large(&mut window, "XB1234 2,XA1234 1");
    is_legible(&mut window, "board-long-2");
    window.size(PORTRAIT.0, PORTRAIT.1);
    window.wait_for(&format!("innerWidth === {}", PORTRAIT.0));
    is_legible(&mut window, "board-long-portrait");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn what_was_called_in_a_gap_is_still_shown_large() {
    let bench = Bench::new();
    (0..3).for_each(|nth| drop(bench.issue(nth, "cu-tru")));
    let console = served(&bench, "127.0.0.1:0");
    let address = console.local_addr;
    let mut window = board(address, LANDSCAPE);
    bench.clerk(1).await.post("/staff/next", "seen=").await;
    stands_large(&mut window, "A001 1");
    drop(console);
    window.wait_for("!document.querySelector('#lost').hidden");
    bench.clerk(2).await.post("/staff/next", "seen=").await;
    // Longer than a call stands large, shorter than it is worth saying.
    bench.later(60);
    let _console = served(&bench, &address.to_string());
    connected(&mut window);
    stands_large(&mut window, "A002 2");
    window.wait_for("document.querySelector('.call').classList.contains('fresh')");
}

/// The rule by itself: which calls stand large.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn three_at_most_stand_large_the_newest_first() {
    let bench = Bench::new();
    let console = served(&bench, "127.0.0.1:0");
    let mut window = Chromium::start();
    window.go(&format!("http://{}/healthz", console.local_addr));
    window.js("import('/assets/large.js').then((module) => (window.large = module.largeCalls))");
    window.wait_for("window.large");
    let mut large = |calls: &str, seen: &str, now: &str| -> Value {
        let call = "(seq, second, open = true) => ({seq, open, at: `2026-11-23T08:00:${second}`})";
        let now = if now == "null" { now.to_owned() } else { format!("Date.parse('2026-11-23T{now}Z')") };
        let script = format!(
            "(() => {{ const call = {call}; return large([{calls}], new Map({seen}), {now}).map((c) => c.seq).join(); }})()"
        );
        window.js(&script)
    };
    assert_eq!(large("", "[]", "08:00:30"), "");
    assert_eq!(large("call(1, 10), call(2, 15)", "[]", "08:00:20"), "2,1");
    assert_eq!(large("call(5, 18), call(3, 16), call(4, 17), call(2, 15)", "[]", "08:00:20"), "5,4,3");
    // Twenty seconds, and not one more.
    assert_eq!(large("call(1, 10), call(2, 15)", "[]", "08:00:30"), "2");
    // A counter that has gone on calls nobody.
    assert_eq!(large("call(2, 15, false), call(1, 14)", "[]", "08:00:20"), "1");
    assert_eq!(large("call(2, 15, false)", "[]", "08:00:20"), "");
    // Long ago, and still the newest.
    assert_eq!(large("call(2, 15), call(1, 10)", "[]", "09:00:00"), "2");
    // Seen late, after a gap; but not when it is of no use any more.
    let seen = "[[1, Date.parse('2026-11-23T08:01:30Z')], [2, Date.parse('2026-11-23T08:01:30Z')]]";
    assert_eq!(large("call(2, 15), call(1, 10)", seen, "08:01:40"), "2,1");
    assert_eq!(large("call(2, 15), call(1, 10)", seen, "08:03:00"), "2");
    // Before the clock is known nothing is recent.
    assert_eq!(large("call(2, 15), call(1, 10)", "[]", "null"), "2");
}
