use serde_json::{Value, json};

use super::*;
use crate::{DemoCard, DemoElement, DemoError};

/// Simulated devices that only remember what was asked of them.
#[derive(Default)]
struct Panel {
    asked: Mutex<Vec<String>>,
    paper: Mutex<Option<Vec<u8>>>,
}

impl Panel {
    fn note(&self, what: String) {
        self.asked.lock().unwrap().push(what);
    }
}

impl DemoPanel for Panel {
    fn screen_png(&self) -> Result<Vec<u8>, DemoError> {
        Ok(b"png".to_vec())
    }

    fn frame_version(&self) -> u64 {
        7
    }

    fn touch(&self, x: f32, y: f32) {
        self.note(format!("touch {x} {y}"));
    }

    fn hold(&self, x: f32, y: f32, span: Duration) {
        self.note(format!("hold {x} {y} {span:?}"));
    }

    fn key(&self, key: &str) -> Result<(), DemoError> {
        if key != "ArrowDown" {
            return Err(DemoError::UnknownKey);
        }
        self.note(format!("key {key}"));
        Ok(())
    }

    fn elements(&self) -> Vec<DemoElement> {
        vec![DemoElement {
            label: "Bắt đầu".into(), role: "button".into(), x: 1.0, y: 2.0, w: 3.0, h: 4.5
        }]
    }

    fn scan(&self, payload: Vec<u8>) {
        self.note(format!("scan {}", String::from_utf8(payload).unwrap()));
    }

    fn fault(&self, device: &str, fault: &str) -> Result<(), DemoError> {
        match (device, fault) {
            ("printer", "paper-out" | "none") => {
                self.note(format!("fault {device} {fault}"));
                Ok(())
            }
            ("printer", _) => Err(DemoError::UnknownFault),
            _ => Err(DemoError::UnknownDevice),
        }
    }

    fn faults(&self) -> Vec<(String, Vec<String>)> {
        vec![("printer".into(), vec!["paper-out".into()])]
    }

    fn cards(&self) -> Vec<DemoCard> {
        vec![DemoCard { name: "Nguyễn Văn Mẫu".into(), payload: "thẻ|mẫu".into() }]
    }

    fn paper_png(&self) -> Option<Vec<u8>> {
        self.paper.lock().unwrap().clone()
    }

    fn refused(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().filter(|asked| asked.starts_with("fault")).cloned().collect()
    }

    fn form_pdf(&self) -> Option<Vec<u8>> {
        None
    }

    fn form_png(&self) -> Option<Vec<u8>> {
        None
    }

    fn staff_pin(&self) -> String {
        PIN.into()
    }
}

fn demo() -> (Bench, Arc<Panel>) {
    let panel = Arc::new(Panel::default());
    (Bench::with_demo(Some(Arc::clone(&panel) as Arc<dyn DemoPanel>)), panel)
}

const PATHS: [&str; 7] = [
    "/screen",
    "/screen.png",
    "/screen/elements",
    "/demo",
    "/demo/paper.png",
    "/demo/refused",
    "/demo/pages/latest.pdf",
];

#[tokio::test]
async fn without_a_demo_none_of_its_pages_exists() {
    let bench = Bench::new();
    for path in PATHS {
        assert_eq!(bench.browser().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/screen/touch", "/screen/key", "/demo/scan", "/demo/fault"] {
        assert_eq!(bench.browser().post(path, "{}").await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!bench.browser().get("/").await.text.contains("/demo"));
}

#[tokio::test]
async fn programs_touch_scan_and_break_without_an_origin() {
    let (bench, panel) = demo();
    let mut program = bench.browser();
    for (path, body) in [
        ("/screen/touch", json!({"x": 10.5, "y": 20})),
        ("/screen/touch", json!({"x": 1, "y": 2, "ms": 60_000})),
        ("/screen/key", json!({"key": "ArrowDown"})),
        ("/demo/scan", json!({"payload": "0010|"})),
        ("/demo/fault", json!({"device": "printer", "fault": "paper-out"})),
        ("/demo/fault", json!({"device": "printer", "fault": "none"})),
    ] {
        assert_eq!(
            program.post_from(path, &body.to_string(), None).await.status,
            StatusCode::NO_CONTENT,
            "{path}"
        );
    }
    let expected = [
        "touch 10.5 20",
        "hold 1 2 10s",
        "key ArrowDown",
        "scan 0010|",
        "fault printer paper-out",
        "fault printer none",
    ];
    assert_eq!(*panel.asked.lock().unwrap(), expected);
    let foreign = program.post_from("/demo/scan", r#"{"payload":"x"}"#, Some("http://evil.example")).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert_eq!(panel.asked.lock().unwrap().len(), 6);
}

#[tokio::test]
async fn bad_requests_are_told_what_is_wrong() {
    let (bench, panel) = demo();
    let mut program = bench.browser();
    for body in [r#"{"device":"oven","fault":"hot"}"#, r#"{"device":"printer","fault":"hot"}"#] {
        let page = program.post("/demo/fault", body).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        let answer: Value = serde_json::from_str(&page.text).unwrap();
        assert_eq!(answer["known"]["printer"], json!(["paper-out", "none"]));
    }
    for (path, body) in [
        ("/screen/touch", "{\"x\": 1}"),
        ("/screen/key", r#"{"key":"x"}"#),
        ("/demo/scan", "no JSON"),
        ("/demo/fault", ""),
    ] {
        let page = program.post(path, body).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(page.text.contains("\"error\""), "{path}");
    }
    assert!(panel.asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn pictures_come_once_and_again_only_when_they_change() {
    let (bench, panel) = demo();
    let mut browser = bench.browser();
    let first = browser.get("/screen.png").await;
    assert_eq!(
        (first.text.as_str(), &first.headers[header::CONTENT_TYPE]),
        ("png", &"image/png".parse().unwrap())
    );
    let again = Request::get("/screen.png").header(header::IF_NONE_MATCH, &first.headers[header::ETAG]);
    assert_eq!(browser.page(again.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);
    assert_eq!(browser.get("/demo/paper.png").await.status, StatusCode::NOT_FOUND);
    *panel.paper.lock().unwrap() = Some(b"slip".to_vec());
    assert_eq!(browser.get("/demo/paper.png").await.text, "slip");
    let elements: Value = serde_json::from_str(&browser.get("/screen/elements").await.text).unwrap();
    assert_eq!(
        elements,
        json!([{"label": "Bắt đầu", "role": "button", "x": 1.0, "y": 2.0, "w": 3.0, "h": 4.5}])
    );
}

#[tokio::test]
async fn the_panel_offers_cards_faults_and_the_pin() {
    let (bench, _) = demo();
    let page = bench.browser().get("/demo").await.text;
    for part in ["Nguyễn Văn Mẫu", "thẻ|mẫu", "Hết giấy", "Sửa xong", PIN] {
        assert!(page.contains(part), "{part}");
    }
}

#[tokio::test]
async fn bytes_that_the_printer_refused_are_shown() {
    let (bench, panel) = demo();
    let mut browser = bench.browser();
    assert_eq!(browser.get("/demo/refused").await.text, "[]");
    panel.note("fault: FF".into());
    assert_eq!(browser.get("/demo/refused").await.text, r#"["fault: FF"]"#);
}
