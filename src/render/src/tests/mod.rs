//! Tests of whole documents, with CT01 as the catalogue has it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod ct01;
mod hostile;
mod process;

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::{CreationTime, Fonts, Lang, RenderError, RenderJob, Rendered, Renderer, render};

const HOUSE: &str = include_str!("../../../core/catalog/house.typ");
const CT01: &str = include_str!("../../../core/catalog/ct01/form.typ");

const CREATED: CreationTime =
    CreationTime { year: 2026, month: 11, day: 23, hour: 9, minute: 5, second: 7, utc_offset_minutes: 420 };

/// A job for CT01, or for another template in its place.
pub(crate) fn job(template: &str, data: &Value) -> RenderJob {
    RenderJob {
        template: template.to_owned(),
        house: HOUSE.to_owned(),
        data: data.to_string(),
        title: "Tờ khai CT01".to_owned(),
        lang: Lang::Vi,
        created: CREATED,
        pixels_per_point: 1.0,
    }
}

fn ct01(data: &Value) -> Rendered {
    let rendered = typeset(&job(CT01, data)).expect("CT01 must compile");
    assert_eq!(rendered.warnings, [], "CT01 compiles without warnings");
    rendered
}

fn typeset(job: &RenderJob) -> Result<Rendered, RenderError> {
    render(job, &Fonts::load(&Fonts::DEBIAN_FOLDERS)?)
}

/// A complete job for tests of the process around it.
pub(crate) fn filled_job() -> RenderJob {
    job(CT01, &filled())
}

/// The test child of this crate, built by `cargo test` beside the tests.
pub(crate) fn child_with_limits(memory_mib: u64, cpu_seconds: u64) -> Renderer {
    let tests = std::env::current_exe().unwrap();
    let folder = tests.parent().unwrap().parent().unwrap();
    let program = folder.join("examples/render_child");
    let args = vec![memory_mib.to_string(), cpu_seconds.to_string()];
    Renderer::new(program, args)
}

/// The text of each page, as poppler finds it.
fn page_texts(pdf: &[u8]) -> Vec<String> {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext of Debian's poppler-utils");
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let output = reader.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\u{c}').map(str::to_owned).collect()
}

fn text(rendered: &Rendered) -> String {
    page_texts(&rendered.pdf).join("\n")
}

/// For values that wrap: the text without any white space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn blank() -> Value {
    json!({
        "agency": "", "full_name": "", "birth_date": "", "sex": "", "id_number": "",
        "phone": "", "email": "", "householder_name": "", "householder_id": "",
        "relation": "", "request": "", "members": [],
        "made_at": {"place": "", "date": ""},
    })
}

fn filled() -> Value {
    json!({
        "agency": "Công an phường Sài Gòn",
        "full_name": "NGUYỄN THỊ HỒNG NGỌC",
        "birth_date": "1960-05-14",
        "sex": "Nữ",
        "id_number": "079160012345",
        "phone": "0903 123 456",
        "email": "hongngoc@example.vn",
        "householder_name": "TRẦN VĂN ĐỨC",
        "householder_id": "079058054321",
        "relation": "Vợ",
        "request": "Xác nhận thông tin về cư trú: thường trú tại số 12 đường \
            Nguyễn Huệ, phường Sài Gòn, Thành phố Hồ Chí Minh",
        "members": [
            {"full_name": "TRẦN MINH ANH", "birth_date": "1990-01-02", "sex": "Nam",
             "id_number": "079090011111", "relation": "Con đẻ"},
        ],
        "made_at": {"place": "Phường Sài Gòn", "date": "2026-11-23"},
    })
}

/// The longest values the form's schema lets through.
fn longest() -> Value {
    let name = "NGUYỄN PHƯỚC VĨNH TƯỜNG HOÀNG THỊ BẢO CHÂU QUỲNH NGUYÊN NGHIÊM";
    let request = "Đề nghị xác nhận thông tin về cư trú tại số 12/34/56 đường Cách Mạng Tháng Tám, ";
    let members: Vec<Value> = (0..8)
        .map(|index| {
            json!({"full_name": name, "birth_date": "2001-12-31", "sex": "Nam",
                   "id_number": format!("07909001111{index}"),
                   "relation": "Người được giám hộ của chủ hộ"})
        })
        .collect();
    json!({
        "agency": "Công an phường Hòa Hưng, Thành phố Hồ Chí Minh",
        "full_name": name, "birth_date": "1960-05-14", "sex": "Nữ",
        "id_number": "079160012345", "phone": "+84 903 123 456 789",
        "email": "nguyen.phuoc.vinh.tuong.hoang.thi.bao.chau@phuonghoahung.vn",
        "householder_name": name, "householder_id": "079058054321",
        "relation": "Người được giám hộ của chủ hộ",
        "request": request.repeat(5),
        "members": members,
        "made_at": {"place": "Phường Hòa Hưng", "date": "2026-02-03"},
    })
}
