//! Templates that must not get their way: each is stopped and named, by the renderer and by `kiosk form check`, and
//! the next document is made as if nothing had been.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use kiosk_core::form::{FormFolder, Lists};
use kiosk_render::{CreationTime, DEADLINE, Lang, RenderError, RenderJob, Renderer};
use kiosk_tests::{Kiosk, program};

/// A template and what is said of it.
struct Attempt {
    /// What it tries.
    what: &'static str,
    template: String,
    told: Told,
}

/// How an attempt ends.
#[derive(Debug, Clone, Copy)]
enum Told {
    /// At this place of the template, in words that hold these.
    At(&'static str, &'static str),
    /// By a limit: which one comes first depends on the machine, and [`DEADLINE`] is the last.
    Stopped,
    /// Too many or too large pages.
    TooLarge,
    /// Typst breaks down, and says no more.
    Breaks,
    /// By its time, or by a break down when its memory is used up before: a fast machine gets that far.
    StoppedOrBreaks,
    /// It gets nothing by it: a document as any other.
    Harmless,
}

use Told::{At, Breaks, Harmless, Stopped, StoppedOrBreaks, TooLarge};

fn attempt(what: &'static str, template: impl Into<String>, told: Told) -> Attempt {
    Attempt { what, template: template.into(), told }
}

const DENIED: &str = "access denied";
const OUTSIDE: &str = "would escape the project root";

/// Files, packages and the network, by everything in Typst that takes a path.
fn thefts() -> Vec<Attempt> {
    let table = [
        ("read", "#read(\"/etc/passwd\")", "1:7", DENIED),
        ("read of the process itself", "#read(\"/proc/self/environ\")", "1:7", DENIED),
        ("read beside the template", "\n #read(\"form.toml\")", "2:8", DENIED),
        ("read above the template", "#read(\"../../../../etc/passwd\")", "1:7", OUTSIDE),
        ("read by a file's address", "#read(\"file:///etc/passwd\")", "1:7", DENIED),
        ("json", "#json(\"/etc/passwd\")", "1:7", DENIED),
        ("csv", "#csv(\"/etc/passwd\")", "1:6", DENIED),
        ("toml", "#toml(\"form.toml\")", "1:7", DENIED),
        ("yaml", "#yaml(\"/etc/passwd\")", "1:7", DENIED),
        ("xml", "#xml(\"/etc/passwd\")", "1:6", DENIED),
        ("cbor", "#cbor(\"/etc/passwd\")", "1:7", DENIED),
        ("image", "#image(\"/etc/logo.png\")", "1:8", DENIED),
        ("image from the network", "#image(\"https://example.com/logo.png\")", "1:8", DENIED),
        ("include", "#include \"/etc/passwd\"", "1:10", DENIED),
        ("include above the template", "#include \"../ct01/form.typ\"", "1:10", OUTSIDE),
        ("import", "#import \"/other.typ\": x", "1:9", DENIED),
        ("plugin", "#plugin(\"/x.wasm\")", "1:9", DENIED),
        ("bibliography", "#bibliography(\"/a.bib\")", "1:15", DENIED),
        ("theme", "#set raw(theme: \"/x.tmTheme\")\n```rust\nfn\n```", "1:17", DENIED),
        ("eval", "#eval(\"read(\\\"/etc/passwd\\\")\")", "1:7", DENIED),
        ("package", "#import \"@preview/cetz:0.3.4\"", "1:9", "package not found"),
        ("package of the machine", "#import \"@local/x:1.0.0\": *", "1:9", "package not found"),
        ("clock", "#datetime.today().display()", "1:2", "unable to get the current date"),
        (
            "picture in a picture",
            "#image(format: \"svg\", bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
             <image href='file:///etc/logo.png' width='9' height='9'/></svg>\"))",
            "1:23",
            "absolute paths are not allowed",
        ),
        (
            "entity of a picture",
            "#image(format: \"svg\", bytes(\"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\
             <svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&a;</text></svg>\"))",
            "1:23",
            "unknown entity",
        ),
    ];
    table.map(|(what, template, place, words)| attempt(what, template, At(place, words))).into()
}

/// What Typst itself refuses to go on with.
fn refused() -> Vec<Attempt> {
    let table = [
        ("endless loop", "#while true {}", "1:8", "condition is always true"),
        ("disguised loop", "#let i = 0\n#while i < 2 { i = 0 * i }", "2:2", "infinite"),
        ("endless recursion", "#let f(n) = f(n + 1)\n#f(0)", "1:13", "maximum function call depth"),
        ("endless show rule", "#show heading: it => it + heading[x]\n= a", "1:27", "show rule depth"),
        ("regular expression", "#regex(\"(((a{1000}){1000}){1000})\")", "1:8", "exceeds size limit"),
        ("huge number", "#calc.pow(2, 100000)", "1:2", "too large"),
    ];
    table.map(|(what, template, place, words)| attempt(what, template, At(place, words))).into()
}

/// What ends by the document's size, or comes to nothing.
fn outsized() -> Vec<Attempt> {
    vec![
        attempt("many pages", "#for i in range(50) { pagebreak() }", TooLarge),
        attempt("huge page", "#set page(width: 99999pt, height: 99999pt)\nx", TooLarge),
        attempt("page without an end", "#set page(width: 1e30pt, height: 1e30pt)\nx", TooLarge),
        attempt(
            "pattern too fine to draw",
            "#rect(width: 100%, height: 100%, fill: tiling(size: (0.01pt, 0.01pt))[x])",
            Breaks,
        ),
        attempt("replacing itself", "#show \"a\": \"aa\"\na", Harmless),
        attempt(
            "pages that depend on their number",
            "#context for _ in range(counter(page).final().first()) { pagebreak() }",
            Harmless,
        ),
        attempt(
            "five hundred unknown fonts",
            "#for i in range(500) { text(font: \"F\" + str(i))[x] }",
            Harmless,
        ),
    ]
}

/// What only a limit can end.
fn endless() -> Vec<Attempt> {
    vec![
        attempt("many steps", "#for a in range(9000) { for b in range(9000) { let c = a * b } }", Stopped),
        attempt(
            "eval of itself",
            "#let s = \"eval(s, scope: (s: s))\"\n#eval(s, scope: (s: s))",
            StoppedOrBreaks,
        ),
        attempt("doubling text", "#let s = \"x\"\n#for _ in range(60) { s = s + s }", Stopped),
        attempt("nested boxes", "#let c = [x]\n#for _ in range(100000) { c = box(c) }\n#c", Stopped),
        attempt("million pages", "#for i in range(1000000) { pagebreak() }", Stopped),
        attempt("text without an end", "#set page(height: 5mm, margin: 0pt)\n#lorem(10000000)", Stopped),
        attempt("block of ten thousand kilometres", "#block(height: 1e9cm, breakable: true)", Stopped),
        attempt("plugin that loops", plugin(&[LOOP, &[BRANCH, 0, END]].concat()), Stopped),
        attempt(
            "plugin that takes memory",
            plugin(&[LOOP, &[CONST, 0x80, 0x08, GROW, 0, DROP, BRANCH, 0, END]].concat()),
            Stopped,
        ),
    ]
}

// WebAssembly's words, as far as a plugin needs them (webassembly.github.io/spec/core/binary).
const LOOP: &[u8] = &[0x03, 0x40];
const BRANCH: u8 = 0x0c;
const CONST: u8 = 0x41;
const GROW: u8 = 0x40;
const DROP: u8 = 0x1a;
const END: u8 = 0x0b;

/// A template that calls the function of a plugin that it brings along.
fn plugin(code: &[u8]) -> String {
    let sized = |bytes: &[u8]| [&[u8::try_from(bytes.len()).unwrap()], bytes].concat();
    let section = |id: u8, content: &[u8]| [&[id], sized(content).as_slice()].concat();
    let body = sized(&[&[0], code, &[CONST, 0, END]].concat());
    let module = [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, &[1, 0x60, 0, 1, 0x7f]),
        section(3, &[1, 0]),
        section(5, &[1, 0, 1]),
        section(7, &[[2, 6].as_slice(), b"memory", &[2, 0], &[1], b"f", &[0, 0]].concat()),
        section(10, &[[1].as_slice(), &body].concat()),
    ];
    let bytes: Vec<String> = module.concat().iter().map(u8::to_string).collect();
    format!("#let p = plugin(bytes(({})))\n#str(p.f())", bytes.join(", "))
}

fn renderer() -> Renderer {
    Renderer::new(program(), vec!["render".into()])
}

fn job(template: &str) -> RenderJob {
    let created = CreationTime {
        year: 2026,
        month: 11,
        day: 23,
        hour: 9,
        minute: 5,
        second: 7,
        utc_offset_minutes: 420,
    };
    RenderJob {
        template: template.to_owned(),
        house: kiosk_core::form::HOUSE.to_owned(),
        data: "{}".to_owned(),
        title: "Phiếu".to_owned(),
        lang: Lang::Vi,
        created,
        pixels_per_point: 1.5,
    }
}

/// Whether the renderer's answer is what the table says.
fn is_told(told: Told, answer: &Result<kiosk_render::Rendered, RenderError>) -> bool {
    match (told, answer) {
        (At(place, words), Err(error)) => error.diagnostic().is_some_and(|at| {
            at.to_string() == format!("form.typ:{place}") && at.message.expose_to_author().contains(words)
        }),
        (Stopped | StoppedOrBreaks, Err(RenderError::Killed { .. } | RenderError::TimedOut { .. }))
        | (TooLarge, Err(RenderError::TooLarge { .. }))
        | (Breaks | StoppedOrBreaks, Err(RenderError::Crashed)) => true,
        (Harmless, Ok(document)) => document.pages.len() < 10 && document.warnings.len() <= 100,
        _ => false,
    }
}

fn each_is_stopped_by_the_renderer(attempts: Vec<Attempt>) {
    let renderer = renderer();
    renderer.warm().unwrap();
    for Attempt { what, template, told } in attempts {
        let answer = renderer.render(&job(&template));
        assert!(is_told(told, &answer), "{what}: {told:?}, but {answer:?}");
        let next = renderer.render(&job("next"));
        assert!(next.is_ok(), "after {what}: {next:?}");
    }
}

#[test]
fn a_template_gets_nothing_but_its_data() {
    each_is_stopped_by_the_renderer(thefts());
}

#[test]
fn a_template_that_typst_gives_up_is_told_with_its_place() {
    each_is_stopped_by_the_renderer(refused());
    each_is_stopped_by_the_renderer(outsized());
}

/// The deadline is what bounds it: a process is killed then, whatever it does.
#[test]
fn a_template_without_an_end_is_stopped_within_five_seconds() {
    const { assert!(DEADLINE.as_millis() <= 4500) };
    each_is_stopped_by_the_renderer(endless());
}

#[test]
fn a_blank_form_that_cannot_be_made_takes_no_process_from_the_others() {
    let mut renderer = renderer();
    renderer.warm().unwrap();
    assert!(renderer.rehearse(job(&endless().swap_remove(0).template)).is_err());
    for _ in 0..2 {
        assert!(renderer.render(&job("next")).is_ok());
    }
    assert_eq!(renderer.rehearse(job("blank")), Ok(()));
    assert!(renderer.render(&job("next")).is_ok());
}

/// What `form check` says of a template's folder.
fn checked(folder: &Path, template: &str) -> (Option<i32>, String) {
    fs::write(folder.join("form.typ"), template).unwrap();
    let mut check = Command::new(program());
    let output = check.args(["form", "check"]).arg(folder).stdin(Stdio::null()).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// Whether `form check` says what the table does, after the name of the file.
fn is_told_of(told: Told, file: &Path, said: &str) -> bool {
    let named = |words: &str| said.contains(&format!("{}:{words}", file.display()));
    match told {
        At(place, words) => named(place) && said.contains(words),
        Stopped => named(" stopped: "),
        TooLarge => named(" the document is too large: ") && said.contains("pages"),
        Breaks => named(" Typst breaks down"),
        StoppedOrBreaks => is_told_of(Stopped, file, said) || is_told_of(Breaks, file, said),
        Harmless => said.is_empty(),
    }
}

#[test]
fn form_check_names_each_of_them() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("slip");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("form.toml"), super::form_commands::SCHEMA).unwrap();
    for Attempt { what, template, told } in [thefts(), refused(), outsized(), endless()].into_iter().flatten()
    {
        let (code, said) = checked(&folder, &template);
        let wanted = if let Harmless = told { 0 } else { 2 };
        let named = is_told_of(told, &folder.join("form.typ"), &said);
        assert!(code == Some(wanted) && named, "{what}: {code:?} {said}");
    }
}

/// CT01 as an office could have it in its own folder, with another template.
fn with_template(office: &mut kiosk_core::office::Office, template: &str) {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/core/catalog/ct01/form.toml");
    let folder = FormFolder {
        name: "ct01".into(),
        schema: fs::read_to_string(ours).unwrap().into(),
        template: template.to_owned().into(),
    };
    let forms = std::mem::take(&mut office.forms);
    office.forms = forms.with(folder, &Lists::built_in().unwrap()).unwrap();
}

#[test]
fn a_visit_to_a_hostile_form_ends_with_a_number_and_the_next_one_with_papers() {
    for Attempt { what, template, .. } in [endless().swap_remove(0), thefts().swap_remove(0)] {
        kiosk_tests::apart(|| {
            let mut kiosk = Kiosk::in_office(|office| with_template(office, &template));
            kiosk.tap("Xác nhận thông tin về cư trú");
            kiosk.tap("Tôi không mang thẻ");
            kiosk.tap("In tờ khai trống và lấy số");
            assert_eq!(kiosk.page(), "trouble", "{what}");
            kiosk.tap("Chỉ lấy số");
            kiosk.advance(Duration::from_secs(4));
            assert_eq!(kiosk.page(), "done", "{what}");
            assert!(kiosk.text().contains("A001"), "{what}: {}", kiosk.text());
            kiosk.tap("Xong");
            kiosk.tap("Cấp Giấy xác nhận tình trạng hôn nhân");
            kiosk.tap("Tôi không mang thẻ");
            kiosk.tap("In tờ khai trống và lấy số");
            assert_eq!(kiosk.page(), "review", "after {what}");
        });
    }
}
