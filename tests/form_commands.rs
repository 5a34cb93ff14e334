//! `kiosk form`, `kiosk procedure` and `kiosk notice`: forms without a screen.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use kiosk_tests::program;
use serde_json::{Value, json};
use tempfile::TempDir;

const WOMAN: &str = "048160001234|201234567|Trần Thị Thu Hà|14051960|Nữ|Số 12 đường Trưng Nữ Vương, Bình Hiên, Hải Châu, Đà Nẵng|22042021";
const MAN: &str = "048058001234|201234568|Võ Minh Tâm|14051958|Nam|Số 7 đường Hoàng Diệu, Bình Hiên, Hải Châu, Đà Nẵng|22042021";

/// The day of all forms here.
const DAY: &str = "2026-11-23";

fn kiosk(args: &[&str]) -> Output {
    Command::new(program()).args(args).stdin(Stdio::null()).output().unwrap()
}

fn printed(args: &[&str]) -> Value {
    let output = kiosk(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A folder with two cards, and what `kiosk form fill` makes in it.
struct Filling {
    folder: TempDir,
}

impl Filling {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("woman"), WOMAN).unwrap();
        fs::write(folder.path().join("man"), MAN).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Exit status and what was printed.
    fn fill(
        &self,
        form: &str,
        cards: &[(&str, &str)],
        answers: &Value,
        more: &[&str],
    ) -> (Option<i32>, Value) {
        fs::write(self.path("answers.json"), answers.to_string()).unwrap();
        let cards = cards.iter().map(|(slot, card)| format!("{slot}={}", self.path(card).display()));
        let mut command = Command::new(program());
        command.args(["form", "fill", "--form", form, "--date", DAY]).args(more);
        cards.for_each(|card| _ = command.args(["--card", &card]));
        command.arg("--answers").arg(self.path("answers.json"));
        command.arg("--pdf").arg(self.path("form.pdf")).arg("--png").arg(self.path("form.png"));
        let output = command.output().unwrap();
        (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or(Value::Null))
    }

    fn text(&self) -> String {
        let output =
            Command::new("pdftotext").arg("-layout").arg(self.path("form.pdf")).arg("-").output().unwrap();
        String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn fields(told: &Value) -> Vec<(&str, &str)> {
    let missing = told["missing"].as_array().unwrap().iter();
    missing.map(|m| (m["field"].as_str().unwrap(), m["reason"].as_str().unwrap())).collect()
}

#[test]
fn a_single_woman_answers_two_questions_for_the_certificate_of_marital_status() {
    let filling = Filling::new();
    let answers = json!({ "case": "single", "purpose": "loan" });
    let (code, told) = filling.fill("ht-xac-nhan-hon-nhan", &[("applicant", "woman")], &answers, &[]);
    assert_eq!((code, &told["missing"], &told["pages"]), (Some(0), &json!([]), &json!(2)));
    let text = filling.text();
    for value in [
        "Trần Thị Thu Hà",
        "14/05/1960",
        "048160001234",
        "Phường Hải Châu, Thành phố Đà Nẵng",
        "hiện tại chưa đăng ký kết hôn với ai",
        "Để làm thủ tục vay vốn ngân hàng",
        "ngày 23 tháng 11 năm 2026",
    ] {
        assert!(text.contains(value), "{value} is not in: {text}");
    }
    assert!(filling.path("form.png").exists() && filling.path("form-2.png").exists());
}

#[test]
fn both_spouses_stand_in_their_columns_whoever_comes() {
    for (applicant, other, slot) in [("woman", "man", "groom"), ("man", "woman", "bride")] {
        let filling = Filling::new();
        let cards = [("applicant", applicant), (slot, other)];
        let answers = json!({ "bride_count": "first", "groom_count": "first" });
        let (code, told) = filling.fill("ht-ket-hon", &cards, &answers, &[]);
        assert_eq!(code, Some(0), "{told}");
        let text = filling.text();
        let [bride, groom] = ["Trần Thị Thu Hà", "Võ Minh Tâm"].map(|name| text.find(name).unwrap());
        assert!(bride < groom, "{text}");
    }
}

#[test]
fn what_is_missing_or_wrong_is_named_and_ends_with_2_unless_allowed() {
    let filling = Filling::new();
    let me = [("applicant", "woman")];
    let table: [(Value, &[(&str, &str)]); 5] = [
        (json!({ "case": "single" }), &[("purpose", "no-answer")]),
        (json!({ "case": "single", "purpose": null }), &[("purpose", "pen")]),
        (json!({ "case": "single", "purpose": "lone" }), &[("purpose", "not-an-answer")]),
        (json!({ "case": "single", "purpose": "loan", "colour": "red" }), &[("colour", "no-such-question")]),
        (json!({ "case": "single", "purpose": "Xin việc ở tỉnh khác" }), &[]),
    ];
    for (answers, missing) in table {
        let (code, told) = filling.fill("ht-xac-nhan-hon-nhan", &me, &answers, &[]);
        assert_eq!(fields(&told), missing, "{answers}");
        assert_eq!(code, Some(if missing.is_empty() { 0 } else { 2 }), "{answers}");
        let (code, _) = filling.fill("ht-xac-nhan-hon-nhan", &me, &answers, &["--allow-missing"]);
        assert_eq!(code, Some(0), "{answers}");
    }
    let label =
        filling.fill("ht-xac-nhan-hon-nhan", &me, &json!({ "case": "single" }), &[]).1["missing"][0].clone();
    assert_eq!(label["label"]["vi"], "Mục đích sử dụng Giấy xác nhận tình trạng hôn nhân");
    let nobody = filling.fill("ht-ket-hon", &[("applicant", "woman"), ("uncle", "man")], &json!({}), &[]).1;
    assert!(fields(&nobody).contains(&("uncle", "no-such-person")), "{nobody}");
    let idle = filling.fill("ht-ket-hon", &[("applicant", "woman"), ("bride", "man")], &json!({}), &[]).1;
    assert!(fields(&idle).contains(&("bride", "card-not-wanted")), "{idle}");
    let twice = filling.fill("ht-ket-hon", &[("applicant", "woman"), ("groom", "woman")], &json!({}), &[]).1;
    assert!(fields(&twice).contains(&("groom", "same-card")), "{twice}");
}

#[test]
fn the_members_of_a_household_are_rows_by_card_or_answers() {
    let filling = Filling::new();
    let cards = [("applicant", "woman"), ("members.0", "man")];
    let answers = json!({ "members": [{ "relation": "spouse" }] });
    let (_, told) = filling.fill("ct01-thuong-tru", &cards, &answers, &["--allow-missing"]);
    assert!(fields(&told).iter().all(|(_, reason)| *reason != "no-such-question"), "{told}");
    let text = filling.text();
    assert!(text.contains("Võ Minh Tâm") && text.contains("048058001234"), "{text}");
}

#[test]
fn what_cannot_be_read_is_refused_without_a_word_of_it() {
    let filling = Filling::new();
    fs::write(filling.path("letter"), "Kính gửi ông Nguyễn Văn Bí Mật").unwrap();
    let output = Command::new(program())
        .args(["form", "fill", "--form", "ct01", "--pdf"])
        .arg(filling.path("form.pdf"))
        .arg("--card")
        .arg(format!("applicant={}", filling.path("letter").display()))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("letter: no card") && !told.contains("Bí Mật"), "{told}");
    assert!(!filling.path("form.pdf").exists());
    assert_eq!(kiosk(&["form", "fill", "--form", "nothing", "--pdf", "/nowhere/x"]).status.code(), Some(2));
}

#[test]
fn the_catalogue_is_listed_with_what_its_wording_rests_on() {
    let forms = printed(&["form", "list", "--json", "--date", DAY]);
    let forms = forms.as_array().unwrap();
    assert!(forms.len() >= 14);
    for form in forms {
        assert!(
            !form["edition"].as_str().unwrap().is_empty()
                && !form["title"]["en"].as_str().unwrap().is_empty()
        );
        assert!(["official", "two", "one", "none"].contains(&form["verified"].as_str().unwrap()));
        assert!(form["people"][0]["slot"].is_string() && form["fields"][0]["field"].is_string());
    }
    let lapsed = ["form", "fill", "--form", "ht-ket-hon", "--date", "2027-03-01", "--pdf", "/nowhere/x"];
    assert!(String::from_utf8_lossy(&kiosk(&lapsed).stderr).contains("none of its editions is in force"));
    let lapsing = kiosk(&["form", "list", "--date", "2027-01-15"]);
    assert!(String::from_utf8_lossy(&lapsing.stderr).contains("ht-khai-sinh: edition"), "nobody is warned");
}

#[test]
fn the_effort_counts_every_printed_blank_once() {
    let all = printed(&["form", "effort", "--json"]);
    for form in all.as_array().unwrap() {
        let count = |way: &str| form[way].as_u64().unwrap();
        let ways = ["card", "derived", "tap", "digits", "typed", "pen"];
        let blanks = form["blanks"].as_array().unwrap();
        assert_eq!(ways.map(count).iter().sum::<u64>(), blanks.len() as u64, "{}", form["id"]);
        for way in ways {
            assert_eq!(count(way), blanks.iter().filter(|blank| blank["way"] == way).count() as u64);
        }
        let unwritten = (count("card") + count("derived") + count("tap")) as f64;
        assert!((form["share"].as_f64().unwrap() - unwritten / blanks.len() as f64).abs() < 1e-9);
    }
}

#[test]
fn a_sound_form_is_checked_empty_and_full() {
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/core/catalog/ht-ket-hon");
    let out = tempfile::tempdir().unwrap();
    let output = kiosk(&["form", "check", form.to_str().unwrap(), "--out", out.path().to_str().unwrap()]);
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        ["empty: 2 pages, 0 warnings", "with the longest values: 2 pages, 0 warnings"]
    );
    assert!(out.path().join("longest-2.png").exists());
}

/// A form of an office's own.
pub const SCHEMA: &str = r#"schema = 2
id = "slip"
title = { vi = "Phiếu", en = "Slip" }
edition = "1"
basis = "none"
from = "2026-01-01"
verified = { level = "none", note = "made for a test" }
procedures = []
[[person]]
slot = "me"
title = { vi = "Quý khách", en = "you" }
[[field]]
key = "name"
label = { vi = "Tên", en = "Name" }
source = "me.full_name"
"#;
const TEMPLATE: &str =
    "#import \"/house.typ\": *\n#let data = json(\"/data.json\")\n#show: official-page\n#data.name\n";

#[test]
fn an_office_adds_forms_of_its_own() {
    let office = tempfile::tempdir().unwrap();
    let form = office.path().join("forms/slip");
    fs::create_dir_all(&form).unwrap();
    fs::write(form.join("form.toml"), SCHEMA).unwrap();
    fs::write(form.join("form.typ"), TEMPLATE).unwrap();
    let example = include_str!("../hardware/kiosk.example.toml");
    let own = format!("forms = \"{}\"", office.path().join("forms").display());
    let config = office.path().join("kiosk.toml");
    let example = example.replace("run `kiosk hash-pin` and paste its line here", kiosk::demo::PIN_HASH);
    fs::write(&config, example.replace("# forms = \"/etc/khong-viet/forms\"", &own)).unwrap();
    let forms = printed(&["form", "list", "--json", "--config", config.to_str().unwrap()]);
    assert!(forms.as_array().unwrap().iter().any(|form| form["id"] == "slip"), "{forms}");
}

#[test]
fn a_mistake_in_a_form_is_told_with_file_line_and_column() {
    let table = [
        (SCHEMA.replace("source =", "sauce ="), TEMPLATE.to_owned(), "form.toml:15:1"),
        (SCHEMA.replace("me.full_name", "you.full_name"), TEMPLATE.to_owned(), "form.toml:15:11"),
        (SCHEMA.to_owned(), TEMPLATE.replace("data.name", "data.nmae"), "form.typ:4:"),
        (SCHEMA.to_owned(), TEMPLATE.to_owned() + "#read(\"/etc/passwd\")", "form.typ:5:"),
        (SCHEMA.to_owned(), TEMPLATE.to_owned() + "#while true {}", "form.typ"),
        (SCHEMA.replace("\"slip\"", "\"slap\""), TEMPLATE.to_owned(), "call the folder \"slap\""),
        (SCHEMA.to_owned(), TEMPLATE.to_owned(), ""),
    ];
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("slip");
    fs::create_dir(&folder).unwrap();
    for (schema, template, place) in table {
        fs::write(folder.join("form.toml"), schema).unwrap();
        fs::write(folder.join("form.typ"), template).unwrap();
        let output = kiosk(&["form", "check", folder.to_str().unwrap()]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(if place.is_empty() { 0 } else { 2 }), "{told}");
        assert!(told.contains(place), "{place} is not in: {told}");
    }
}

#[test]
fn procedures_are_listed_and_each_has_a_notice_of_one_page() {
    let all = printed(&["procedure", "list", "--json", "--date", DAY]);
    let all = all.as_array().unwrap();
    assert!(all.len() >= 24);
    let residence = all.iter().find(|p| p["code"] == "1.010041").unwrap();
    assert_eq!(residence["form"], "ct01");
    assert_eq!(residence["fee"]["vi"], "Theo niêm yết tại nơi làm thủ tục");
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("notice.pdf");
    for procedure in all {
        let code = procedure["code"].as_str().unwrap();
        let output = kiosk(&["notice", code, "--pdf", pdf.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{code}: {}", String::from_utf8_lossy(&output.stderr));
        let text = Command::new("pdftotext").arg(&pdf).arg("-").output().unwrap().stdout;
        let text = String::from_utf8(text).unwrap();
        assert_eq!(text.matches('\u{c}').count(), 1, "{code} has more than one page");
        assert!(text.contains(code), "{code}");
        let promised = text.contains("Quý khách không phải viết");
        assert_eq!(promised, procedure["offered"] == true, "{code}: the wall and the screens disagree");
    }
    let unknown = kiosk(&["notice", "9.999999", "--pdf", pdf.to_str().unwrap()]);
    assert_eq!(unknown.status.code(), Some(2));
}
