//! Templates and data that must not get their way.

use super::*;

fn failure(template: &str) -> RenderError {
    typeset(&job(template, &filled())).expect_err("must fail")
}

#[test]
fn no_file_of_the_machine_can_be_read() {
    let templates = [
        r#"#read("/etc/passwd")"#,
        r#"#read("../../etc/passwd")"#,
        r#"#image("/logo.png")"#,
        r#"#plugin("/x.wasm")"#,
        r#"#import "/other.typ": x"#,
    ];
    for template in templates {
        let why = failure(template);
        let refused = matches!(why, RenderError::FileRefused(_) | RenderError::Template(_));
        assert!(refused, "{template}: {why:?}");
    }
    let RenderError::FileRefused(place) = failure("\n  #read(\"/etc/passwd\")") else {
        panic!("must be a refused file");
    };
    assert_eq!((place.file.as_str(), place.line), ("form.typ", 2));
}

#[test]
fn no_package_is_fetched() {
    let why = failure(r#"#import "@preview/cetz:0.3.4""#);
    assert!(matches!(why, RenderError::PackageRefused(_)), "{why:?}");
}

#[test]
fn a_fault_is_named_with_file_line_and_column() {
    let why = failure("#import \"/house.typ\": *\n#let d = json(\"/data.json\")\n#d.nane");
    let RenderError::Template(place) = &why else {
        panic!("{why:?}");
    };
    assert_eq!((place.line, place.column), (3, 4));
    assert!(place.message.expose_to_author().contains("nane"));
    assert_eq!(why.to_string(), "the template fails at form.typ:3:4");
}

#[test]
fn an_error_never_shows_a_value() {
    let why = failure(r#"#panic(json("/data.json").full_name)"#);
    let shown = format!("{why} {why:?}");
    assert!(!shown.contains("NGỌC"), "{shown}");
    let RenderError::Template(place) = why else {
        panic!("{shown}");
    };
    assert!(place.message.expose_to_author().contains("NGỌC"));
}

#[test]
fn jobs_and_documents_hide_their_contents_from_debug() {
    let rendered = ct01(&filled());
    let shown = format!("{:?} {rendered:?}", filled_job());
    assert!(!shown.contains("NGỌC"), "{shown}");
    assert!(shown.len() < 400, "{shown}");
}

#[test]
fn transparency_is_no_pdf_a_1b() {
    let why = failure("#rect(fill: rgb(0, 0, 0, 50%))");
    assert!(matches!(why, RenderError::Pdf(_)), "{why:?}");
}

#[test]
fn a_document_too_large_to_draw_is_refused() {
    let templates = ["#set page(width: 99999pt, height: 99999pt)\nx", "#for i in range(50) { pagebreak() }"];
    for template in templates {
        let why = failure(template);
        assert!(matches!(why, RenderError::TooLarge { .. }), "{why:?}");
    }
}

#[test]
fn broken_data_is_named_without_being_shown() {
    let mut job = filled_job();
    job.data = "{\"full_name\":\n \"NGỌC\",,}".to_owned();
    let why = typeset(&job).expect_err("must fail");
    assert!(matches!(why, RenderError::Data { line: 2, .. }), "{why:?}");
}

#[test]
fn a_scale_that_is_no_size_is_refused() {
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 9.5] {
        let job = RenderJob { pixels_per_point: scale, ..filled_job() };
        assert_eq!(typeset(&job), Err(RenderError::Scale), "{scale}");
    }
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_refused() {
    let created = CreationTime { month: 2, day: 29, ..CREATED };
    let job = RenderJob { created, ..filled_job() };
    assert_eq!(typeset(&job), Err(RenderError::CreationTime));
}

#[test]
fn missing_fonts_name_the_package() {
    let why = Fonts::load(&["/nonexistent"]).expect_err("must fail");
    assert!(why.to_string().contains("fonts-liberation2"), "{why}");
}
