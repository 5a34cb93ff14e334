//! `kiosk ticket`: the bytes of a slip, and the picture that those bytes make.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use kiosk_hardware::PrinterProfile;
use kiosk_tests::program;

use crate::slips::read_qr;

/// What the reference slip's QR code holds.
const REFERENCE: &str = "https://motcua.example.vn/t/0123456789abcdefghijklmnop";

struct Run {
    output: Output,
    folder: tempfile::TempDir,
}

impl Run {
    /// `kiosk ticket` with these arguments, which leaves t.bin and t.png.
    fn new(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = if args.contains(&"--out") { &[][..] } else { &["--out", "t.bin"] };
        let output = Command::new(program())
            .args(["ticket", "--png", "t.png"])
            .args(out)
            .args(args)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Self { output, folder }
    }

    fn code(&self) -> Option<i32> {
        self.output.status.code()
    }

    fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        assert_eq!(self.code(), Some(0), "{}", self.stderr());
        std::fs::read(self.file(name)).unwrap()
    }
}

/// Every profile in every way that it has.
fn profiles_and_ways() -> Vec<(&'static str, &'static str)> {
    let ways = |name| {
        let profile = PrinterProfile::named(name).unwrap();
        profile.ways().map(|way| (name, way.name())).collect::<Vec<_>>()
    };
    PrinterProfile::names().flat_map(ways).collect()
}

#[test]
fn every_profile_prints_the_reference_slip_with_a_code_that_can_be_read() {
    for (name, way) in profiles_and_ways() {
        let run = Run::new(&["--profile", name, "--way", way]);
        let bytes = run.bytes("t.bin");
        assert!(bytes.starts_with(b"\x1b@"), "{name} {way}");
        assert_eq!(read_qr(&run.bytes("t.png")), REFERENCE, "{name} {way}");
        let line = run.stdout();
        assert!(line.starts_with(&format!("t.bin: {} bytes, ", bytes.len())), "{line}");
        assert!(line.ends_with(&format!(" mm of paper, {way}\n")), "{line}");
    }
}

#[test]
fn the_same_words_give_the_same_bytes() {
    let own = Run::new(&["--profile", "generic-80"]).bytes("t.bin");
    assert_eq!(Run::new(&["--profile", "generic-80", "--way", "raster"]).bytes("t.bin"), own);
    assert_eq!(Run::new(&["--profile", "generic-80", "--number", "A105"]).bytes("t.bin"), own);
    assert_ne!(Run::new(&["--profile", "generic-80", "--number", "A106"]).bytes("t.bin"), own);
}

#[test]
fn every_option_changes_the_paper_and_an_empty_text_takes_a_line_away() {
    let usual = Run::new(&["--profile", "generic-80"]).bytes("t.png");
    let table: [&[&str]; 14] = [
        &["--office", "ỦY BAN NHÂN DÂN", "--office", "XÃ ĐẠI MỖ"],
        &["--caption", "Số của ông bà"],
        &["--number", "B001"],
        &["--service", "Chứng thực"],
        &["--time", "07:30"],
        &["--ahead", "0"],
        &["--wait", ""],
        &["--ready", "thẻ căn cước"],
        &["--priority", "người khuyết tật"],
        &["--errand", "Chứng thực", "--errand", "Cư trú"],
        &["--again"],
        &["--qr", "k3j2h4"],
        &["--footer", "Xin cảm ơn Quý khách."],
        &["--lang", "en"],
    ];
    let mut seen = vec![usual];
    for args in table {
        let png = Run::new(&[&["--profile", "generic-80"][..], args].concat()).bytes("t.png");
        assert!(!seen.contains(&png), "{args:?} changes nothing");
        seen.push(png);
    }
}

#[test]
fn a_letter_that_cannot_be_printed_is_told() {
    let run = Run::new(&["--profile", "generic-80", "--service", "Cư trú 漢"]);
    assert_eq!(run.code(), Some(0));
    assert!(run.stderr().contains('漢'), "{}", run.stderr());
    assert!(Run::new(&["--profile", "generic-80"]).stderr().is_empty());
}

/// What the project promises of the reference slip.
#[test]
fn the_reference_slip_keeps_to_its_size() {
    let table = [
        ("generic-80", "raster", 16_500),
        ("epson-tm-t20iii", "user-defined", 1_900),
        ("generic-58", "raster", 8_500),
        ("kp-628e", "user-defined", 1_900),
    ];
    for (name, way, most) in table {
        let bytes = Run::new(&["--profile", name, "--way", way]).bytes("t.bin").len();
        assert!(bytes <= most, "{name} {way}: {bytes}");
    }
}

#[test]
fn a_profile_of_the_technicians_own_is_found_in_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let generic = Path::new(env!("CARGO_MANIFEST_DIR")).join("../hardware/profiles/printers/generic-80.toml");
    let text = std::fs::read_to_string(generic).unwrap();
    std::fs::write(folder.path().join("lobby.toml"), &text).unwrap();
    std::fs::write(folder.path().join("broken.toml"), text.replace("dots = 576", "dots = 577")).unwrap();
    let at = folder.path().to_str().unwrap();
    assert_eq!(Run::new(&["--profile", "lobby", "--profiles", at]).code(), Some(0));
    let broken = Run::new(&["--profile", "broken", "--profiles", at]);
    assert_eq!(broken.code(), Some(2));
    let line = text.lines().position(|line| line.starts_with("dots =")).unwrap() + 1;
    let place = format!("broken.toml:{line}: dots: must be");
    assert!(broken.stderr().contains(&place), "{}", broken.stderr());
}

#[test]
fn what_cannot_be_done_ends_with_2_and_leaves_no_file() {
    let table: [(&[&str], &str); 5] = [
        (&["--profile", "generic-90"], "generic-80"),
        (&["--profile", "generic-80", "--way", "code-page"], "code-page"),
        (&["--profile", "generic-80", "--profiles", "/nowhere"], "/nowhere"),
        (&["--profile", "generic-80", "--qr", &"x".repeat(3000)], "QR"),
        (&["--profile", "generic-80", "--out", "/nowhere/t.bin"], "/nowhere/t.bin"),
    ];
    for (args, reason) in table {
        let run = Run::new(args);
        assert_eq!(run.code(), Some(2), "{args:?}: {}", run.stderr());
        assert!(run.stderr().contains(reason), "{args:?}: {}", run.stderr());
        assert!(run.stdout().is_empty() && !run.file("t.png").exists(), "{args:?}");
    }
}

#[test]
fn wrong_usage_ends_with_64() {
    for args in [&[][..], &["--profile", "generic-80", "--way", "by-hand"], &["--ahead", "many"]] {
        assert_eq!(Run::new(args).code(), Some(64), "{args:?}");
    }
}
