//! Every paper is PDF/A-1b, by two judges that are not ours: Apache PDFBox Preflight and qpdf. `make check-pdf`

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kiosk_tests::program;

/// PDFBox Preflight and what it needs, from Debian's libpdfbox2-java, libactivation-java and libjaxb-api-java; some
/// of it comes with these.
const PREFLIGHT: [&str; 7] =
    ["preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"];

/// What Preflight says of a file that conforms.
const VALID: &str = "<isValid type=\"PDF/A1-b\">true</isValid>";

fn run(command: &mut Command) -> Output {
    let name = command.get_program().to_owned();
    command.output().unwrap_or_else(|error| panic!("{}: {error}; see `make check-pdf`", name.display()))
}

fn kiosk(args: &[&str]) -> Output {
    let output = run(Command::new(program()).args(args));
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Every form of the catalogue, empty and with its longest values, and the notice of every procedure.
fn papers(folder: &Path) -> Vec<PathBuf> {
    for form in super::form_pictures::folders() {
        let name = form.file_name().unwrap().to_str().unwrap();
        kiosk(&["form", "check", form.to_str().unwrap(), "--out", folder.to_str().unwrap()]);
        for what in ["empty", "longest"] {
            let paper = folder.join(format!("{name}-{what}.pdf"));
            fs::rename(folder.join(format!("{what}.pdf")), paper).unwrap();
        }
    }
    let procedures = kiosk(&["procedure", "list", "--json"]);
    let procedures: Vec<serde_json::Value> = serde_json::from_slice(&procedures.stdout).unwrap();
    for code in procedures.iter().map(|procedure| procedure["code"].as_str().unwrap()) {
        let paper = folder.join(format!("notice-{code}.pdf"));
        kiosk(&["notice", code, "--pdf", paper.to_str().unwrap()]);
    }
    pdfs(folder)
}

fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "pdf")).collect()
}

/// Preflight judges every PDF in `folder`, in one run: starting Java takes longer than all its judging.
fn judge(folder: &Path) {
    let jars = PREFLIGHT.map(|jar| format!("/usr/share/java/{jar}.jar")).join(":");
    let validator = "org.apache.pdfbox.preflight.Validator_A1b";
    let cache = format!("-Dpdfbox.fontcache={}", folder.display());
    let output =
        run(Command::new("java").args([&cache, "-cp", &jars, validator, "xml", "batch"]).arg(folder));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What [`judge`] wrote about `paper`.
fn judgement(paper: &Path) -> String {
    let file = format!("{}.preflight.xml", paper.display());
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What qpdf says of it, when it finds anything.
fn damage(paper: &Path) -> Option<String> {
    let output = run(Command::new("qpdf").arg("--check").arg(paper));
    let said = [output.stdout, output.stderr].concat();
    let clean = output.status.code() == Some(0);
    (!clean).then(|| String::from_utf8_lossy(&said).into_owned())
}

/// What readers, archives and screen readers look for: the title, the language and the marks of its structure.
fn describes_itself(paper: &Path) -> bool {
    let info = String::from_utf8(run(Command::new("pdfinfo").arg(paper)).stdout).unwrap();
    let line = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
    let bytes = fs::read(paper).unwrap();
    let in_vietnamese = bytes.windows(9).any(|window| window == b"/Lang(vi)");
    !line("Title:").is_empty() && line("Tagged:") == "yes" && line("PDF version:") == "1.4" && in_vietnamese
}

#[test]
#[ignore = "a hundred papers and a Java machine: make check-pdf"]
fn every_form_and_notice_is_pdf_a_1b() {
    let folder = tempfile::tempdir().unwrap();
    let papers = papers(folder.path());
    assert!(papers.len() >= 70, "only {} papers", papers.len());
    judge(folder.path());
    for paper in &papers {
        let judgement = judgement(paper);
        assert!(judgement.contains(VALID), "{}: {judgement}", paper.display());
        assert_eq!(damage(paper), None, "{}", paper.display());
        assert!(describes_itself(paper), "{}: no title, language or structure", paper.display());
    }
}

/// The same file with one thing in it that PDF/A-1b forbids, as long as before.
fn spoilt(paper: &[u8], good: &[u8], bad: &[u8]) -> Vec<u8> {
    let mut bytes = paper.to_vec();
    let mut found = 0;
    for at in 0..=bytes.len() - good.len() {
        if bytes[at..].starts_with(good) {
            bytes[at..at + bad.len()].copy_from_slice(bad);
            found += 1;
        }
    }
    assert!(found > 0, "{} is not in the file", String::from_utf8_lossy(good));
    bytes
}

#[test]
#[ignore = "a Java machine: make check-pdf"]
fn the_judges_find_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("notice.pdf");
    kiosk(&["notice", "1.010041", "--pdf", paper.to_str().unwrap()]);
    let good = fs::read(&paper).unwrap();
    let (part, font) = (folder.path().join("part.pdf"), folder.path().join("font.pdf"));
    fs::write(&part, spoilt(&good, b"<pdfaid:part>1", b"<pdfaid:part>2")).unwrap();
    fs::write(&font, spoilt(&good, b"/FontFile2 ", b"/FontFile9 ")).unwrap();
    let cut = folder.path().join("cut.pdf");
    fs::write(&cut, &good[..good.len() / 2]).unwrap();
    judge(folder.path());
    assert!(judgement(&paper).contains(VALID));
    for bad in [&part, &font, &cut] {
        assert!(!judgement(bad).contains(VALID), "{} passes for PDF/A-1b", bad.display());
    }
    assert!(damage(&cut).is_some() && damage(&paper).is_none());
}
