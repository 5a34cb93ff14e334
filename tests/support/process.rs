//! The built program as a process of its own, reached over HTTP.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

/// Longest wait for anything of another process.
const PATIENCE: Duration = Duration::from_secs(30);

/// The built `kiosk`, which lies beside this test's own folder. `make test` builds it first.
pub fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let folder = own.parent().and_then(|deps| deps.parent()).unwrap();
    let program = folder.join("kiosk");
    assert!(program.exists(), "{} is missing: run `make build` first", program.display());
    program
}

/// A running `kiosk demo --headless`.
pub struct Demo {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// From the start of the process to its first frame, as the process itself tells.
    pub first_frame: Duration,
    _folder: Option<tempfile::TempDir>,
}

impl Demo {
    /// Starts one in a folder of its own.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let mut demo = Self::start_in(&data, free_port());
        demo._folder = Some(folder);
        demo
    }

    /// Starts one on this folder and port.
    pub fn start_in(data: &std::path::Path, port: u16) -> Self {
        let started = Instant::now();
        let mut child = Command::new(program())
            .args(["demo", "--headless", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let first = lines.by_ref().map_while(Result::ok).find(|line| line.contains("first frame"));
        assert!(first.is_some(), "the demo ended before its first frame");
        let first_frame = started.elapsed();
        // What else it says must not fill the pipe.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { child, url: format!("http://127.0.0.1:{port}"), first_frame, _folder: None }
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// GET as bytes; `None` for 404.
    pub fn get(&self, path: &str) -> Option<Vec<u8>> {
        match ureq::get(format!("{}{path}", self.url)).call() {
            Ok(mut answer) => Some(answer.body_mut().read_to_vec().unwrap()),
            Err(ureq::Error::StatusCode(404)) => None,
            Err(error) => panic!("GET {path}: {error}"),
        }
    }

    /// POST of a JSON value.
    pub fn post(&self, path: &str, value: &Value) {
        ureq::post(format!("{}{path}", self.url))
            .send_json(value)
            .unwrap_or_else(|e| panic!("POST {path}: {e}"));
    }

    /// What stands on the screen.
    pub fn elements(&self) -> Vec<Value> {
        serde_json::from_slice(&self.get("/screen/elements").unwrap()).unwrap()
    }

    /// Waits until a button with this label is there, and touches it.
    pub fn tap(&self, label: &str) {
        let button = self.wait_for(label, |e| e["role"] == "button");
        let middle =
            |at: &str, size: &str| button[at].as_f64().unwrap() + button[size].as_f64().unwrap() / 2.0;
        self.post("/screen/touch", &serde_json::json!({ "x": middle("x", "w"), "y": middle("y", "h") }));
    }

    /// Waits until something whose label begins so is on the screen.
    pub fn wait_for(&self, label: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let started = Instant::now();
        loop {
            let elements = self.elements();
            let named = |e: &&Value| e["label"].as_str().is_some_and(|l| l.starts_with(label)) && wanted(e);
            if let Some(found) = elements.iter().find(named) {
                return found.clone();
            }
            assert!(started.elapsed() < PATIENCE, "no \"{label}\" among {elements:#?}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until `there` gives something.
    pub fn wait_until<T>(&self, what: &str, mut there: impl FnMut() -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(found) = there() {
                return found;
            }
            assert!(started.elapsed() < PATIENCE, "no {what}");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Resident memory of a process, in KiB.
pub fn resident_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
