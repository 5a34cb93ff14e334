//! Where values come from: every item of a card, the office, other fields, and what may stay blank.

use super::*;

const ME: &str = "[[person]]\nslot = \"me\"\ntitle = { vi = \"\", en = \"\" }\n";

/// One field `f` of an applicant `me`.
fn field(rest: &str) -> String {
    format!("{ME}[[field]]\nkey = \"f\"\nlabel = {{ vi = \"\", en = \"\" }}\n{rest}\n")
}

/// What `payload`'s holder gives the field `f` with `rest`.
fn printed(payload: &str, rest: &str) -> String {
    let form = form(&field(rest));
    let mut draft = Draft::new("birth");
    let citizen = citizen::parse(payload.as_bytes(), TODAY).unwrap();
    draft.place(&form, "me", person(citizen, Spelling::AsRead), TODAY).unwrap();
    data(&form, &draft).0["f"].as_str().unwrap().to_owned()
}

const CCCD: &str = "048160001234|201234567|Trần Thị Thu Hà|04031960|Nữ|Bình Hiên, Hải Châu, Đà Nẵng|22042021";
const CHILD: &str = "048316001234||Lê An|05062016|Nam|Hải Châu, Đà Nẵng|04102024||05062016|Lê Bình|Trần Chi";

#[test]
fn a_card_gives_its_items() {
    let now = "Phường Hải Châu, Thành phố Đà Nẵng";
    let both = format!("{now} (trên thẻ ghi: Bình Hiên, Hải Châu, Đà Nẵng)");
    let document = "Căn cước công dân số 048160001234 do Cục Cảnh sát QLHC về TTXH cấp ngày 22/04/2021";
    let table = [
        (CCCD, "full_name", "Trần Thị Thu Hà"),
        (CCCD, "birth_date", "1960-03-04"),
        (CCCD, "birth_year", "1960"),
        (CCCD, "sex", "Nữ"),
        (CCCD, "id_number", "048160001234"),
        (CCCD, "residence", "Bình Hiên, Hải Châu, Đà Nẵng"),
        (CCCD, "residence_now", now),
        (CCCD, "residence_with_former", &both),
        (CCCD, "old_id", "201234567"),
        (CCCD, "issued", "2021-04-22"),
        (CCCD, "issuer", "Cục Cảnh sát quản lý hành chính về trật tự xã hội"),
        (CCCD, "id_document", document),
        (CCCD, "nationality", "Việt Nam"),
        (CCCD, "father", ""),
        (CHILD, "father", "Lê Bình"),
        (CHILD, "mother", "Trần Chi"),
        (CHILD, "old_id", ""),
        (CHILD, "issuer", "Bộ Công an"),
        (CHILD, "id_document", "Căn cước số 048316001234 do Bộ Công an cấp ngày 04/10/2024"),
    ];
    for (card, item, value) in table {
        assert_eq!(printed(card, &format!("source = \"me.{item}\"")), value, "{item}");
    }
    assert_eq!(printed(CCCD, "value = \"sinh ngày {me.birth_date}, {me.sex}\""), "sinh ngày 04/03/1960, Nữ");
}

#[test]
fn a_number_alone_gives_little() {
    for (item, value) in [
        ("id_number", "048160001234"),
        ("id_document", "Số định danh cá nhân 048160001234"),
        ("nationality", "Việt Nam"),
        ("sex", ""),
        ("birth_year", ""),
        ("full_name", ""),
    ] {
        let form = form(&field(&format!("source = \"me.{item}\"")));
        let mut draft = Draft::new("birth");
        let number = Identity::Number(citizen::IdNumber::new("048160001234").unwrap());
        let me = Person::Card { identity: Personal::new(number), spelling: Spelling::AsRead };
        draft.place(&form, "me", me, TODAY).unwrap();
        assert_eq!(data(&form, &draft).0["f"], value, "{item}");
    }
}

#[test]
fn the_office_gives_what_it_told() {
    let table = [
        ("name", "UBND phường Hải Hòa"),
        ("residence_agency", "Công an phường Hải Hòa"),
        ("civil_agency", "Ủy ban nhân dân phường Hải Hòa"),
        ("chairman", "Chủ tịch Ủy ban nhân dân phường Hải Hòa"),
        ("commune", "phường Hải Hòa"),
        ("province", "thành phố Đà Nẵng"),
        ("place", "Hải Hòa"),
    ];
    for (item, value) in table {
        assert_eq!(printed(CCCD, &format!("source = \"office.{item}\"")), value, "{item}");
    }
    assert_eq!(printed(CCCD, "source = \"today\""), "2026-11-23");
}

#[test]
fn what_the_office_did_not_tell_is_asked() {
    let text = "prompt = { vi = \"\", en = \"\" }, help = { vi = \"\", en = \"\" }";
    let form =
        form(&field(&format!("source = \"office.province\"\nask = {{ kind = \"text\", max = 30, {text} }}")));
    let draft = after(&form, &["+1"]);
    assert_eq!(next(&form, &draft), None);
    let silent = Office { commune: Commune::default(), ..office() };
    assert!(next_need(&form, &silent, &draft, Capabilities::ALL).is_some());
}

const OTHERS: &str = r#"
[[field]]
key = "home"
label = { vi = "", en = "" }
value = "{field.house}, {street}"
[field.ask]
kind = "text"
max = 60
prompt = { vi = "", en = "" }
help = { vi = "", en = "" }
[[field]]
key = "house"
label = { vi = "", en = "" }
ask = { kind = "digits", min = 1, max = 3, prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "street"
label = { vi = "", en = "" }
ask = { kind = "text", max = 30, prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "again"
label = { vi = "", en = "" }
source = "field.home"
"#;

#[test]
fn a_field_waits_for_those_it_is_made_of_and_is_asked_when_they_give_nothing() {
    let form = form(&format!("{ME}{OTHERS}"));
    let table: [(&[&str], &str); 5] = [
        (&["+1"], "1/2 house"),
        (&["+1", "12"], "2/2 street"),
        (&["+1", "12", "Lê Lợi"], "nothing"),
        (&["+1", "12", "none"], "3/3 home"),
        (&["+1", "pen"], "2/3 home"),
    ];
    for (steps, expected) in table {
        assert_eq!(wanted(&form, &after(&form, steps)), expected, "after {steps:?}");
    }
    let (said, _) = data(&form, &after(&form, &["+1", "12", "Lê Lợi"]));
    assert_eq!((&said["home"], &said["again"]), (&"12, Lê Lợi".into(), &"12, Lê Lợi".into()));
    let (said, left) = data(&form, &after(&form, &["+1", "12", "none", "pen"]));
    assert_eq!((&said["home"], left.as_slice()), (&"".into(), &["home".to_owned()][..]));
}

#[test]
fn a_choice_without_words_gives_nothing() {
    let none = "{ key = \"nowhere\", label = { vi = \"\", en = \"\" }, value = \"\" }";
    let here = "{ key = \"here\", label = { vi = \"\", en = \"\" }, value = \"Ở đây\" }";
    let texts = "prompt = { vi = \"\", en = \"\" }, help = { vi = \"\", en = \"\" }";
    let form = form(&format!(
        "{}ask = {{ kind = \"choice\", choices = [{none}, {here}], {texts} }}\n\
         [[field]]\nkey = \"g\"\nlabel = {{ vi = \"\", en = \"\" }}\nsource = \"field.f\"\nrequired = true\n\
         ask = {{ kind = \"yes-no\", {texts} }}\n",
        field("required = true")
    ));
    let table: [(&[&str], &str, &[&str]); 3] = [
        (&["+1", "here"], "nothing", &[]),
        (&["+1", "nowhere"], "2/2 g", &["f", "g"]),
        (&["+1", "nowhere", "yes"], "nothing", &["f"]),
    ];
    for (steps, open, missing) in table {
        let draft = after(&form, steps);
        assert_eq!(
            (wanted(&form, &draft).as_str(), data(&form, &draft).1),
            (open, missing.iter().map(|key| (*key).to_owned()).collect())
        );
    }
}

#[test]
fn the_blank_form_prints_what_the_office_knows_and_no_text_with_a_gap() {
    let form = form(&format!(
        "{ME}{OTHERS}[[field]]\nkey = \"to\"\nlabel = {{ vi = \"\", en = \"\" }}\nsource = \"office.civil_agency\"\n\
         [[field]]\nkey = \"day\"\nlabel = {{ vi = \"\", en = \"\" }}\nsource = \"today\"\n"
    ));
    let (said, _) = data(&form, &Draft::blank(&form));
    let printed = ["home", "again", "to", "day"].map(|key| said[key].as_str().unwrap());
    assert_eq!(printed, ["", "", "Ủy ban nhân dân phường Hải Hòa", ""]);
    assert_eq!(said["made_at"], serde_json::json!({ "place": "", "date": "" }));
}

#[test]
fn what_may_stay_blank_with_a_card_is_filled_or_left_out_as_the_office_likes() {
    let form = form(&field(
        "required = true\noptional_with_card = \"me\"\nask = { kind = \"yes-no\", prompt = { vi = \"\", en = \"\" }, \
         help = { vi = \"\", en = \"\" } }",
    ));
    let office = |fill_optional| Office { fill_optional, ..office() };
    for (fill_optional, asked, answered) in [(true, true, "yes"), (false, false, "")] {
        let office = office(fill_optional);
        let draft = after(&form, &["+1"]);
        let need = next_need(&form, &office, &draft, Capabilities::ALL);
        assert_eq!(need.is_some(), asked, "{fill_optional}");
        assert_eq!(fill(&form, &office, &draft, TODAY).missing, [], "with a card it is never missing");
        let filled = fill(&form, &office, &after(&form, &["+1", "yes"]), TODAY);
        let said: serde_json::Value = serde_json::from_str(filled.data.expose()).unwrap();
        assert_eq!(said["f"], answered);
    }
    let missing = fill(&form, &office(false), &Draft::blank(&form), TODAY).missing;
    assert_eq!(missing, [Missing { key: "f".into(), why: Why::NoValue }]);
}
