//! A network, a process tree and a `/run` of a test's own.

use std::process::{Command, Stdio};

use rustix::process::geteuid;

/// Set for the program that runs within.
const INSIDE: &str = "KIOSK_TEST_INSIDE";

/// Runs `test`, the body of the test called `name`, with a loopback network that nobody else hears, an empty
/// `/run`, and process numbers of its own: whatever it starts ends with it. This program is started again
/// for it, since a process cannot move itself there.
pub fn in_own_network(name: &str, test: impl FnOnce()) {
    if std::env::var_os(INSIDE).is_some() {
        run("ip", &["link", "set", "lo", "up"]);
        run("mount", &["-t", "tmpfs", "tmpfs", "/run"]);
        return test();
    }
    // Avahi gives its files to a user of its own, which takes more than a user's own namespace.
    let root: &[&str] = if geteuid().is_root() { &[] } else { &["sudo", "-n"] };
    let apart =
        ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--", "env"];
    let words: Vec<&str> = root.iter().chain(&apart).copied().collect();
    let output = Command::new(words[0])
        .args(&words[1..])
        .arg(format!("{INSIDE}=1"))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", name, "--include-ignored", "--nocapture"])
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|e| panic!("{}, from the Debian package sudo or util-linux: {e}", words[0]));
    let said = String::from_utf8_lossy(&output.stdout);
    let passed = output.status.success() && said.contains("1 passed");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(passed, "{name} in a network of its own, as root or by sudo:\n{said}{errors}");
}

/// Runs a program to its good end.
fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|e| panic!("{program}, from Debian's iproute2 or mount: {e}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}
