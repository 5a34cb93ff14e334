//! A headless Chromium on the other end of two pipes, in the words of the DevTools protocol.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a page may take: a crowded machine starts a renderer in seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with one window of an office's PC.
pub(super) struct Chromium {
    child: Child,
    to: File,
    from: BufReader<File>,
    session: Option<String>,
    asked: u64,
    _folder: TempDir,
}

/// Chromium speaks through its descriptors 3 and 4, which a shell opens for it.
const LAUNCH: &str = r#"cd "$0" && mkfifo in out && touch ready && exec chromium --headless --no-sandbox --disable-gpu \
    --remote-debugging-pipe --window-size=1366,768 --user-data-dir="$0/profile" "$@" about:blank 3<in 4>out"#;

impl Chromium {
    pub(super) fn start() -> Self {
        Self::start_with(&[])
    }

    /// With more switches of Chromium.
    pub(super) fn start_with(switches: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.arg("-c").arg(LAUNCH).arg(folder.path()).args(switches);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().unwrap();
        let began = Instant::now();
        while !folder.path().join("ready").exists() {
            assert!(began.elapsed() < PATIENCE, "no pipes");
            sleep(Duration::from_millis(5));
        }
        let to = OpenOptions::new().write(true).open(folder.path().join("in")).unwrap();
        let from = BufReader::new(File::open(folder.path().join("out")).unwrap());
        let mut browser = Self { child, to, from, session: None, asked: 0, _folder: folder };
        let targets = browser.ask("Target.getTargets", &json!({}));
        let page = targets["targetInfos"].as_array().unwrap().iter().find(|t| t["type"] == "page").unwrap();
        let attach = json!({"targetId": page["targetId"], "flatten": true});
        let session = browser.ask("Target.attachToTarget", &attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        browser
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        match self.asked(method, params) {
            Ok(result) => result,
            Err(error) => panic!("{method}: {error}"),
        }
    }

    fn asked(&mut self, method: &str, params: &Value) -> Result<Value, Value> {
        self.asked += 1;
        let mut question = json!({"id": self.asked, "method": method, "params": params});
        if let Some(session) = &self.session {
            question["sessionId"] = json!(session);
        }
        self.to.write_all(format!("{question}\0").as_bytes()).unwrap();
        loop {
            let mut line = Vec::new();
            self.from.read_until(0, &mut line).unwrap();
            line.pop().expect("Chromium has ended");
            let answer: Value = serde_json::from_slice(&line).unwrap();
            if answer["id"] == self.asked {
                return answer
                    .get("error")
                    .map_or_else(|| Ok(answer["result"].clone()), |error| Err(error.clone()));
            }
        }
    }

    pub(super) fn go(&mut self, address: &str) {
        self.ask("Page.navigate", &json!({"url": address}));
        self.wait_for(&format!("location.href === '{address}' && document.readyState === 'complete'"));
    }

    /// Makes the page as large as a screen of so many pixels.
    pub(super) fn size(&mut self, width: u32, height: u32) {
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.ask("Emulation.setDeviceMetricsOverride", &screen);
    }

    /// Runs `script` in every page that is opened from now on, before its own scripts.
    pub(super) fn before_pages(&mut self, script: &str) {
        self.ask("Page.enable", &json!({}));
        self.ask("Page.addScriptToEvaluateOnNewDocument", &json!({"source": script}));
    }

    /// Touches the page as a person does.
    pub(super) fn touch(&mut self, x: u32, y: u32) {
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.ask("Input.dispatchMouseEvent", &event);
        }
    }

    /// Leaves a picture of the page in the folder that `PICTURES` names, to be looked at; nothing without it.
    pub(super) fn picture(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("PICTURES") else { return };
        let picture = self.ask("Page.captureScreenshot", &json!({}));
        let data = picture["data"].as_str().unwrap();
        let file = std::path::Path::new(&folder).join(format!("{name}.base64"));
        std::fs::write(file, data).unwrap();
    }

    /// What `script` gives; null while a page is going and the next one is not there, and of a script that makes it go.
    pub(super) fn js(&mut self, script: &str) -> Value {
        match self.asked("Runtime.evaluate", &json!({"expression": script, "returnByValue": true})) {
            Ok(answer) => answer["result"]["value"].clone(),
            Err(error) if error["message"] == "Inspected target navigated or closed" => Value::Null,
            Err(error) => panic!("{script}: {error}"),
        }
    }

    /// Waits until `condition` holds on a page that is there in whole.
    pub(super) fn wait_for(&mut self, condition: &str) {
        let began = Instant::now();
        let script = format!("document.readyState === 'complete' && Boolean({condition})");
        while self.js(&script) != true {
            if began.elapsed() > PATIENCE {
                let page = self.js("location.href + ' ' + document.title + ' ' + document.body.innerText");
                panic!("{condition} does not hold: {page}");
            }
            sleep(Duration::from_millis(10));
        }
    }

    /// Presses and releases the key at this place of the keyboard.
    pub(super) fn key(&mut self, code: &str) {
        let text = match code {
            "Enter" => "\r".into(),
            "Escape" => String::new(),
            code => code.chars().last().unwrap().to_lowercase().to_string(),
        };
        let key = if text.len() == 1 && text != "\r" { text.clone() } else { code.to_owned() };
        let press = json!({"type": "keyDown", "code": code, "key": key, "text": text});
        self.ask("Input.dispatchKeyEvent", &press);
        self.ask("Input.dispatchKeyEvent", &json!({"type": "keyUp", "code": code, "key": key}));
    }

    /// Writes into the field that has the focus.
    pub(super) fn write(&mut self, text: &str) {
        self.ask("Input.insertText", &json!({"text": text}));
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // It may have ended by itself; a test that fails must leave none behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
