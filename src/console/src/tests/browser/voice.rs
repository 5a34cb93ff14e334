//! The board's voice: which call is said next, that none is said over another, and what a browser does that lets no
//! sound through.

use serde_json::Value;

use super::super::calls_said::{options, stand_ins};
use super::*;

/// The switch that the README gives for a screen that nobody touches.
const SOUND: &str = "--autoplay-policy=no-user-gesture-required";

/// Writes down when each sound begins and ends.
const LISTEN: &str = "window.heard = [];
    window.Audio = new Proxy(window.Audio, { construct(made, what) {
        const sound = new made(...what);
        const name = what[0].split('/').pop();
        sound.addEventListener('playing', () => window.heard.push('begins ' + name));
        sound.addEventListener('ended', () => window.heard.push('ends ' + name));
        return sound;
    } });";

fn board(address: SocketAddr, switches: &[&str]) -> Chromium {
    let mut window = Chromium::start_with(switches);
    window.before_pages(LISTEN);
    window.go(&format!("http://{address}/board"));
    window.wait_for("document.querySelector('#lost').hidden && document.querySelectorAll('.service').length");
    window
}

/// The calls' own sounds, without the silence by which the board tries whether it is heard.
const HEARD: &str = "window.heard.filter((sound) => !sound.includes('silence')).join()";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn two_calls_at_once_are_heard_one_after_the_other_without_a_touch() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::with_voice(options(stand_ins(folder.path()), false));
    (0..3).for_each(|nth| drop(bench.issue(nth, "cu-tru")));
    bench.clerk(1).await.post("/staff/next", "seen=").await;
    let console = served(&bench, "127.0.0.1:0");
    let mut window = board(console.local_addr, &[SOUND]);
    assert_eq!(window.js("document.querySelector('#muted').hidden"), true);
    // What was called before the board was there is not said.
    window.wait_for("window.heard.includes('ends silence.wav')");
    let first = bench.store.board(MORNING.date()).unwrap().calls[0].ticket;
    let (mut one, mut two) = (bench.clerk(1).await, bench.clerk(2).await);
    let seen = format!("seen={}", first.0);
    tokio::join!(one.post("/staff/next", &seen), two.post("/staff/next", "seen="));
    let mut calls: Vec<_> =
        bench.store.board(MORNING.date()).unwrap().calls.iter().take(2).map(|call| call.seq).collect();
    calls.sort_unstable();
    let said: Vec<_> = calls.iter().map(|seq| format!("begins {seq}.wav,ends {seq}.wav")).collect();
    window.wait_for(&format!("{HEARD} === '{}'", said.join(",")));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn what_was_called_in_a_gap_is_still_said() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::with_voice(options(stand_ins(folder.path()), false));
    bench.issue(1, "cu-tru");
    let console = served(&bench, "127.0.0.1:0");
    let address = console.local_addr;
    let mut window = board(address, &[SOUND]);
    window.wait_for("window.heard.includes('ends silence.wav')");
    drop(console);
    window.wait_for("!document.querySelector('#lost').hidden");
    bench.clerk(1).await.post("/staff/next", "seen=").await;
    bench.later(60);
    let _console = served(&bench, &address.to_string());
    let seq = bench.store.board(MORNING.date()).unwrap().calls[0].seq;
    window.wait_for(&format!("{HEARD} === 'begins {seq}.wav,ends {seq}.wav'"));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn a_browser_that_blocks_sound_says_so_until_it_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::with_voice(options(stand_ins(folder.path()), false));
    (0..2).for_each(|nth| drop(bench.issue(nth, "cu-tru")));
    let console = served(&bench, "127.0.0.1:0");
    let mut window = board(console.local_addr, &[]);
    window.wait_for("!document.querySelector('#muted').hidden");
    window.wait_for("document.querySelector('#muted').innerText.includes('xin chạm vào màn hình')");
    bench.clerk(1).await.post("/staff/next", "seen=").await;
    window.wait_for("document.querySelector('.number')?.textContent === 'A001'");
    assert_eq!(window.js(HEARD), "");
    window.touch(300, 300);
    window.wait_for("document.querySelector('#muted').hidden");
    let seq = bench.store.board(MORNING.date()).unwrap().calls[0].seq;
    window.wait_for(&format!("{HEARD} === 'begins {seq}.wav,ends {seq}.wav'"));
}

/// The rule in the browser is the one in `kiosk_core::voice::Backlog`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn the_next_call_is_the_oldest_that_is_open_and_new() {
    let bench = Bench::new();
    let console = served(&bench, "127.0.0.1:0");
    let mut window = Chromium::start();
    window.go(&format!("http://{}/healthz", console.local_addr));
    window.js("import('/assets/voice.js').then((module) => (window.nextCall = module.nextCall))");
    window.wait_for("window.nextCall");
    let mut next = |calls: &str, said: &str, now: &str| -> Value {
        let call = "(seq, second, open = true) => ({seq, open, at: `2026-11-23T08:00:${second}`})";
        let now = if now == "null" { now.to_owned() } else { format!("Date.parse('2026-11-23T{now}Z')") };
        let script = format!(
            "(() => {{ const call = {call}; const next = nextCall([{calls}], {said}, {now});
                return `${{next.call?.seq ?? 'none'}} ${{next.said}}`; }})()"
        );
        window.js(&script)
    };
    // The first look says nothing; then the oldest of what is new.
    assert_eq!(next("call(4, 10), call(3, 10)", "null", "08:00:11"), "none 4");
    assert_eq!(next("call(6, 12), call(5, 11), call(4, 10)", "4", "08:00:13"), "5 5");
    assert_eq!(next("call(6, 12), call(5, 11), call(4, 10)", "5", "08:00:13"), "6 6");
    assert_eq!(next("call(6, 12), call(5, 11), call(4, 10)", "6", "08:00:13"), "none 6");
    // A counter that has gone on is passed over, and so is what was called too long ago.
    assert_eq!(next("call(6, 12), call(5, 11, false)", "4", "08:00:13"), "6 6");
    assert_eq!(next("call(5, 10)", "4", "08:02:10"), "5 5");
    assert_eq!(next("call(5, 10)", "4", "08:02:11"), "none 5");
    // A clock that is not known passes nothing over; a new database begins anew.
    assert_eq!(next("call(5, 10)", "4", "null"), "5 5");
    assert_eq!(next("call(1, 10)", "900", "08:00:11"), "none 1");
    assert_eq!(next("", "7", "08:00:11"), "none 0");
}
