//! The built program as a stranger starts it.

use std::process::Command;

use kiosk_tests::{CARD, Demo, program};
use serde_json::{Value, json};

#[test]
fn a_visit_over_http_from_welcome_to_both_papers() {
    let demo = Demo::start();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", demo.pid())).unwrap();
    let core = limits.lines().find(|l| l.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "a crash would leave a core file");
    let screen = demo.get("/screen.png").unwrap();
    assert!(screen.starts_with(b"\x89PNG"));
    assert_eq!(demo.get("/demo/paper.png"), None, "paper before the first ticket");
    demo.tap("Xác nhận thông tin về cư trú");
    demo.wait_for("Tôi không mang thẻ", |_| true);
    demo.post("/demo/scan", &json!({ "payload": CARD }));
    for label in
        ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này", "In tờ khai và lấy số"]
    {
        demo.tap(label);
    }
    demo.wait_for("Xong", |e| e["role"] == "button");
    let paper = demo.get("/demo/paper.png").unwrap();
    assert!(paper.starts_with(b"\x89PNG"));
    let text = super::forms::pdf_text(&demo.get("/demo/pages/latest.pdf").unwrap());
    assert!(text.contains("Trần Thị Thu Hà") && text.contains("048160001234"), "{text}");
    let board = String::from_utf8(demo.get("/board").unwrap()).unwrap();
    assert!(!board.contains("Thu Hà"), "a name on the board");
}

#[test]
fn a_fault_from_the_panel_reaches_screen_and_staff() {
    let demo = Demo::start();
    demo.post("/demo/fault", &json!({ "device": "ticket-printer", "fault": "paper-out" }));
    demo.wait_for("Máy in phiếu", |_| true);
    demo.tap("Chỉ lấy số thứ tự");
    demo.tap("Cư trú");
    demo.wait_for("A001", |_| true);
    demo.post("/demo/fault", &json!({ "device": "ticket-printer", "fault": "none" }));
    demo.tap("In lại phiếu");
    let paper = demo.wait_until("slip", || demo.get("/demo/paper.png"));
    assert!(paper.starts_with(b"\x89PNG"));
}

#[test]
fn a_killed_kiosk_goes_on_with_the_next_number() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for number in ["A001", "A002"] {
        // Dropping it kills it, as a power cut would.
        let demo = Demo::start_in(&data, free_port());
        demo.tap("Chỉ lấy số thứ tự");
        demo.tap("Cư trú");
        demo.wait_for(number, |_| true);
    }
}

#[test]
fn a_damaged_queue_is_put_aside_and_no_number_is_given_twice() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let issue = |number: &str| {
        let demo = Demo::start_in(&data, free_port());
        demo.tap("Chỉ lấy số thứ tự");
        demo.tap("Cư trú");
        demo.wait_for(number, |_| true);
        // Each start makes sure of a copy.
        let copy = demo.wait_until("copy", || std::fs::read_dir(data.join("backup")).ok()?.next());
        assert!(copy.is_ok());
    };
    issue("A001");
    let damaged = "không phải cơ sở dữ liệu ".repeat(200);
    // The killed process has left a log, from which a damaged file alone would be made whole again.
    for end in ["", "-wal"] {
        std::fs::write(data.join(format!("queue.db{end}")), &damaged).unwrap();
    }
    std::fs::remove_dir_all(data.join("backup")).unwrap();
    // Of the first hundred each one may be in somebody's hand.
    issue("A101");
    let kept = |name: &str| {
        name.starts_with("queue.db.damaged-") && !name.ends_with("-wal") && !name.ends_with("-shm")
    };
    let aside = std::fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap())
        .find(|entry| kept(&entry.file_name().into_string().unwrap()))
        .unwrap();
    assert_eq!(std::fs::read_to_string(aside.path()).unwrap(), damaged);
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn run_has_nothing_of_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kiosk.toml");
    let port = free_port();
    let text = include_str!("../hardware/kiosk.example.toml")
        .replace("run `kiosk hash-pin` and paste its line here", &kiosk_console::hash_pin("2468").unwrap())
        .replace("/var/lib/khong-viet", folder.path().join("data").to_str().unwrap())
        .replace("127.0.0.1:8080", &format!("127.0.0.1:{port}"));
    std::fs::write(&file, text).unwrap();
    let mut child =
        Command::new(program()).args(["run", "--headless", "--config"]).arg(&file).spawn().unwrap();
    let url = format!("http://127.0.0.1:{port}");
    let status = |path: &str| match ureq::get(format!("{url}{path}")).call() {
        Ok(answer) => answer.status().as_u16(),
        Err(ureq::Error::StatusCode(code)) => code,
        Err(_) => 0,
    };
    let started = std::time::Instant::now();
    while status("/board") != 200 && started.elapsed().as_secs() < 20 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let seen: Vec<(&str, u16)> = [
        "/board",
        "/staff",
        "/screen",
        "/screen.png",
        "/screen/elements",
        "/demo",
        "/demo/paper.png",
        "/demo/pages/latest.pdf",
    ]
    .map(|path| (path, status(path)))
    .to_vec();
    child.kill().unwrap();
    child.wait().unwrap();
    let wanted: Vec<(&str, u16)> = seen
        .iter()
        .map(|(path, _)| (*path, if ["/board", "/staff"].contains(path) { 200 } else { 404 }))
        .collect();
    assert_eq!(seen, wanted);
}

#[test]
fn a_tour_leaves_everything_that_it_promises() {
    for lang in ["vi", "en"] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("tour");
        let output =
            Command::new(program()).args(["tour", "--lang", lang, "--out"]).arg(&out).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let report: Value = serde_json::from_slice(&std::fs::read(out.join("tour.json")).unwrap()).unwrap();
        assert_eq!((&report["ticket"], &report["typed"]), (&json!("A001"), &json!(0)), "{report}");
        assert_eq!(report["taps"], if lang == "vi" { 6 } else { 7 }, "{report}");
        assert_eq!(report["left_for_pen"], json!([]));
        let decoded = Command::new("zbarimg").args(["-q", "--raw"]).arg(out.join("ticket.png")).output();
        let code = decoded.expect("zbarimg, from the Debian package zbar-tools").stdout;
        assert!(String::from_utf8(code).unwrap().trim().len() >= 20, "the ticket's code is not read");
        let text = super::forms::pdf_text(&std::fs::read(out.join("form.pdf")).unwrap());
        for part in ["Trần Thị Thu Hà", "048160001234", "Trưng Nữ Vương"] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        for file in ["01-welcome.png", "ticket.png", "ticket.bin", "form.png"] {
            assert!(out.join(file).exists(), "{file}");
        }
    }
}

/// The cookies that an answer sets, as the next request sends them.
fn cookies(answer: &ureq::http::Response<ureq::Body>) -> String {
    let set = answer.headers().get_all("set-cookie").iter();
    let pairs = set.filter_map(|c| c.to_str().ok()?.split(';').next().map(str::to_owned));
    pairs.collect::<Vec<_>>().join("; ")
}

#[test]
fn staff_call_the_number_and_the_board_shows_it() {
    let demo = Demo::start();
    demo.tap("Chỉ lấy số thứ tự");
    demo.tap("Cư trú");
    demo.wait_for("A001", |_| true);
    let agent: ureq::Agent = ureq::Agent::config_builder().max_redirects(0).build().into();
    let post = |path: &str, cookie: &str, form: &str| {
        let request = agent.post(format!("{}{path}", demo.url)).header("cookie", cookie);
        request.header("content-type", "application/x-www-form-urlencoded").send(form).unwrap()
    };
    let session = cookies(&post("/staff/sign-in", "", &format!("pin={}", kiosk::demo::PIN)));
    post("/staff/counter", &session, "counter=1");
    let called = post("/staff/next", &session, "seen=");
    assert_eq!(called.status().as_u16(), 303);
    let mut page = agent.get(format!("{}/staff/panel", demo.url)).header("cookie", &session).call().unwrap();
    let page = page.body_mut().read_to_string().unwrap();
    assert!(page.contains("A001"), "{page}");

    let events = ureq::get(format!("{}/board/events", demo.url)).call().unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(events.into_body().into_reader()));
    // The board is remade beside the call: a stream opened at once may begin with the one before.
    let call = lines.take(40).find_map(|line| {
        let board: Value = serde_json::from_str(line.unwrap().strip_prefix("data: ")?).ok()?;
        board["calls"].get(0).cloned()
    });
    let call = call.unwrap_or_default();
    assert_eq!((&call["number"], &call["counter"]), (&json!("A001"), &json!(1)));
}

/// The same process with another program in it: whoever supervises it sees no end.
#[test]
fn staff_restart_the_program_at_its_own_screen() {
    let demo = Demo::start();
    demo.tap("Chỉ lấy số thứ tự");
    demo.tap("Cư trú");
    demo.wait_for("A001", |_| true);
    demo.tap("Xong");
    demo.wait_for("Tìm theo tên", |_| true);
    // Every run of a program is put at other addresses (ASLR).
    let run = || {
        std::fs::read_to_string(format!("/proc/{}/maps", demo.pid()))
            .unwrap()
            .lines()
            .next()
            .map(str::to_owned)
    };
    let before = run();
    demo.post("/screen/touch", &json!({ "x": 200, "y": 60, "ms": 5000 }));
    demo.tap("admin");
    kiosk::demo::PIN.chars().for_each(|digit| demo.tap(&digit.to_string()));
    for label in ["Tiếp tục", "Khởi động lại máy", "Chạm lần nữa để khởi động lại"]
    {
        demo.tap(label);
    }
    demo.wait_until("another run", || (run() != before).then_some(()));
    demo.wait_until("the screen", || ureq::get(format!("{}/screen.png", demo.url)).call().ok());
    demo.tap("Chỉ lấy số thứ tự");
    demo.tap("Cư trú");
    demo.wait_for("A002", |_| true);
}
