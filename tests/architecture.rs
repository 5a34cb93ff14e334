//! The invariants of ARCHITECTURE.md, and what guards each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kiosk_core::form::{Catalog, Lists};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The crates by their folder, with the names of what each depends on (tests aside).
fn crates() -> BTreeMap<String, (PathBuf, Vec<String>)> {
    let workspace: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let members = workspace["workspace"]["members"].as_array().unwrap();
    let read = |folder: &toml::Value| {
        let folder = root().join(folder.as_str().unwrap());
        let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap().to_owned();
        let dependencies = manifest["dependencies"].as_table().unwrap().keys().cloned().collect();
        (name, (folder, dependencies))
    };
    members.iter().map(read).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() && !entry.ends_with("target") {
            found.extend(sources(&entry));
        } else if entry.extension().is_some_and(|e| e == "rs" || e == "slint") {
            found.push(entry);
        }
    }
    found
}

fn all_sources() -> Vec<PathBuf> {
    ["src", "ui", "hardware", "tests"].iter().flat_map(|folder| sources(&root().join(folder))).collect()
}

/// Which of our own crates each crate may know.
const GRAPH: [(&str, &[&str]); 11] = [
    ("kiosk-core", &[]),
    ("kiosk-render", &[]),
    ("kiosk-ui", &[]),
    ("kiosk-hardware", &[]),
    ("kiosk-store", &["kiosk-core"]),
    ("kiosk-voice", &["kiosk-core"]),
    ("kiosk-report", &["kiosk-core"]),
    ("kiosk-tls", &[]),
    ("kiosk-console", &["kiosk-core", "kiosk-report", "kiosk-store", "kiosk-tls", "kiosk-voice"]),
    (
        "kiosk",
        &[
            "kiosk-console",
            "kiosk-core",
            "kiosk-hardware",
            "kiosk-render",
            "kiosk-report",
            "kiosk-store",
            "kiosk-tls",
            "kiosk-ui",
            "kiosk-voice",
        ],
    ),
    (
        "kiosk-tests",
        &[
            "kiosk",
            "kiosk-console",
            "kiosk-core",
            "kiosk-hardware",
            "kiosk-render",
            "kiosk-store",
            "kiosk-ui",
            "kiosk-voice",
        ],
    ),
];

#[test]
fn the_crates_know_each_other_as_drawn() {
    for (name, (_, dependencies)) in crates() {
        let mut ours: Vec<&str> = dependencies
            .iter()
            .map(String::as_str)
            .filter(|d| *d == "kiosk" || d.starts_with("kiosk-"))
            .collect();
        ours.sort_unstable();
        let drawn = GRAPH.iter().find(|(crate_name, _)| *crate_name == name);
        assert_eq!(Some(&ours[..]), drawn.map(|(_, known)| *known), "{name}");
    }
}

/// A library that only one crate may know.
const OWNERS: [(&str, &str); 15] = [
    ("rcgen", "kiosk-tls"),
    ("x509-cert", "kiosk-tls"),
    ("tokio-rustls", "kiosk-console"),
    ("rusqlite", "kiosk-store"),
    ("axum", "kiosk-console"),
    ("maud", "kiosk-console"),
    ("hound", "kiosk-voice"),
    ("rust_xlsxwriter", "kiosk-report"),
    ("csv", "kiosk-report"),
    ("slint", "kiosk-ui"),
    ("i-slint-core", "kiosk-ui"),
    ("typst", "kiosk-render"),
    ("escpos", "kiosk-hardware"),
    ("serialport", "kiosk-hardware"),
    ("qrcode", "kiosk-hardware"),
];

#[test]
fn each_library_has_one_owner() {
    for (name, (_, dependencies)) in crates() {
        for (library, owner) in OWNERS {
            assert!(name == owner || !dependencies.iter().any(|d| d == library), "{name} knows {library}");
        }
    }
}

#[test]
fn the_core_is_pure() {
    let pure = [
        "crc32fast",
        "jiff",
        "miniz_oxide",
        "serde",
        "serde_json",
        "thiserror",
        "toml",
        "unicode-normalization",
        "vi",
        "zeroize",
    ];
    let (folder, dependencies) = &crates()["kiosk-core"];
    let foreign: Vec<_> = dependencies.iter().filter(|d| !pure.contains(&d.as_str())).collect();
    assert!(foreign.is_empty(), "{foreign:?} may not be pure");
    let doors = ["std::fs", "std::net", "std::thread", "std::process", "std::env", "SystemTime", "Instant"];
    for file in sources(&folder.join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let open: Vec<_> = doors.iter().filter(|door| text.contains(**door)).collect();
        assert!(open.is_empty(), "{}: {open:?}", file.display());
    }
}

#[test]
fn clocks_are_read_in_named_places_only() {
    let allowed = [
        "src/kiosk/src/clock.rs",
        "src/kiosk/src/cli.rs",
        "src/kiosk/src/tour/player.rs",
        "hardware/src/clock.rs",
    ];
    let readers = ["Instant::now", "SystemTime::now", "Timestamp::now", "Zoned::now"];
    for file in all_sources() {
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        let test = name.starts_with("tests/") || name.contains("/tests") || name.contains("/examples/");
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let reads = readers.iter().any(|r| code.contains(r));
        assert!(!reads || test || allowed.contains(&name.as_str()), "{name} reads a clock");
    }
}

#[test]
fn only_the_engine_steps_the_visit() {
    for file in sources(&root().join("src")) {
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        if name == "src/core/src/visit/tests.rs" {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let steps = text.contains("visit::step(") || text.contains(" step(&self.office");
        assert!(!steps || name == "src/kiosk/src/engine.rs", "{name} steps the visit");
    }
}

#[test]
fn no_code_of_ours_is_unsafe() {
    for file in all_sources() {
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        let text = fs::read_to_string(&file).unwrap();
        let word = ["unsafe", " {"].concat();
        assert!(!text.contains(&word), "{name} has an unsafe block");
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"deny\""));
}

#[test]
fn files_are_short_enough_to_be_read() {
    for file in all_sources() {
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        let most = if name.ends_with(".slint") { 200 } else { 500 };
        assert!(lines <= most, "{name} has {lines} lines, more than {most}");
    }
}

#[test]
fn every_form_of_the_catalogue_is_in_the_program() {
    let folders = fs::read_dir(root().join("src/core/catalog")).unwrap().map(|entry| entry.unwrap());
    let with_form = folders.filter(|entry| entry.path().join("form.toml").exists());
    let there: BTreeSet<String> = with_form.map(|entry| entry.file_name().into_string().unwrap()).collect();
    let forms = Catalog::built_in(&Lists::built_in().unwrap()).unwrap();
    let built_in: BTreeSet<String> = forms.forms().map(|form| form.folder.clone()).collect();
    assert_eq!(built_in, there);
}

#[test]
fn the_top_level_is_as_promised() {
    let folders = ["hardware", "src", "tests", "ui"];
    let mut found: Vec<String> = fs::read_dir(root())
        .unwrap()
        .map(|e| e.unwrap())
        .filter(|e| e.path().is_dir())
        .map(|e| e.file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && name != "target" && name != "tour")
        .collect();
    found.sort();
    assert_eq!(found, folders);
}

/// Each invariant of ARCHITECTURE.md ends with `Guard: name, name.`; each name is a test of ours or a lint.
#[test]
fn every_invariant_names_a_guard_that_exists() {
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let section = document.split("## Invariants").nth(1).unwrap().split("\n## ").next().unwrap();
    let code: String = all_sources().iter().map(|f| fs::read_to_string(f).unwrap()).collect();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut count = 0;
    for (number, text) in
        section.split("\n\n").filter(|p| p.trim_start().starts_with(|c: char| c.is_ascii_digit())).enumerate()
    {
        count += 1;
        let guards =
            text.split("Guard:").nth(1).unwrap_or_else(|| panic!("invariant {} has no guard", number + 1));
        for guard in guards.split(',').map(|g| g.trim().trim_end_matches('.').trim_matches('`')) {
            let test = code.contains(&format!("fn {guard}("));
            let lint = manifest.contains(&format!("{guard} = "));
            let file = root().join(guard).exists();
            assert!(test || lint || file, "invariant {}: no guard called {guard}", number + 1);
        }
    }
    assert_eq!(count, 10);
}
