//! Repeated parts: rows that are asked for, their persons' cards, their questions.

use super::*;

const TABLE: &str = r#"
[[person]]
slot = "me"
title = { vi = "Quý khách", en = "applicant" }
[[field]]
key = "phone"
label = { vi = "", en = "" }
ask = { kind = "digits", min = 1, max = 9, prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "together"
label = { vi = "", en = "" }
ask = { kind = "yes-no", prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[group]]
key = "members"
label = { vi = "", en = "" }
title = { vi = "thành viên", en = "member" }
max = 2
when = { together = "yes" }
person = true
more = { vi = "Có thêm người nào không?", en = "Is there another person?" }
[[group.field]]
key = "name"
label = { vi = "", en = "" }
source = "row.full_name"
required = true
[[group.field]]
key = "born"
label = { vi = "", en = "" }
source = "row.birth_date"
[group.field.ask]
kind = "day"
when = { row = "not-here" }
prompt = { vi = "", en = "" }
help = { vi = "", en = "" }
[[group.field]]
key = "lives"
label = { vi = "", en = "" }
source = "row.residence_now"
[[group.field]]
key = "relation"
label = { vi = "", en = "" }
required = true
[group.field.ask]
kind = "choice"
prompt = { vi = "", en = "" }
help = { vi = "", en = "" }
choices = [
  { key = "child", label = { vi = "", en = "" }, value = "Con" },
  { key = "spouse", label = { vi = "", en = "" }, value = "Chồng", female = "Vợ" },
]
[[group.field]]
key = "told"
label = { vi = "", en = "" }
when = { relation = "child" }
value = "{name}, {field.phone}"
"#;

#[test]
fn rows_are_asked_for_one_by_one_with_their_cards_and_questions() {
    let form = form(TABLE);
    let table: [(&[&str], &str); 10] = [
        (&["+1", "7"], "2/2 together"),
        (&["+1", "7", "no"], "nothing"),
        (&["+1", "7", "yes"], "3/3 another of members"),
        (&["+1", "7", "yes", "no"], "nothing"),
        (&["+1", "7", "yes", "yes"], "4/6 MEMBERS.0"),
        (&["+1", "7", "yes", "yes", "+2"], "5/6 members.0.relation"),
        (&["+1", "7", "yes", "yes", "-"], "5/7 members.0.born"),
        (&["+1", "7", "yes", "yes", "+2", "child"], "6/6 another of members"),
        (&["+1", "7", "yes", "yes", "+2", "child", "yes", "+3"], "8/8 members.1.relation"),
        (&["+1", "7", "yes", "yes", "+2", "child", "yes", "+3", "pen"], "nothing"),
    ];
    for (steps, expected) in table {
        assert_eq!(wanted(&form, &after(&form, steps)), expected, "after {steps:?}");
    }
}

#[test]
fn every_row_is_printed_from_its_own_card_and_answers() {
    let form = form(TABLE);
    let steps = ["+1", "7", "yes", "yes", "+2", "child", "yes", "-", "1980-01-02", "pen"];
    let (said, left) = data(&form, &after(&form, &steps));
    let row = |name: &str, born: &str, lives: &str, relation: &str, told: &str| serde_json::json!({ "name": name, "born": born, "lives": lives, "relation": relation, "told": told });
    let expected = serde_json::json!([
        row("Người thứ C", "1999-03-09", "Nam Dương, Đà Nẵng", "Con", "Người thứ C, 7"),
        row("", "1980-01-02", "", "", ""),
    ]);
    let mut members = said["members"].clone();
    // What becomes of a residence is another test's.
    members[0]["lives"] = "Nam Dương, Đà Nẵng".into();
    assert_eq!(members, expected);
    assert_eq!(left, ["members.1.name", "members.1.relation"]);
}

#[test]
fn without_rows_the_table_is_empty() {
    let form = form(TABLE);
    for draft in [Draft::blank(&form), after(&form, &["+1", "7", "no"])] {
        assert_eq!(data(&form, &draft).0["members"], serde_json::json!([]));
    }
}

#[test]
fn a_word_in_a_row_follows_the_sex_of_its_person() {
    let form = form(TABLE);
    let mut draft = after(&form, &["+1", "7", "yes", "yes"]);
    let payload = "048160001234||Trần Thị Thu Hà|14051960|Nữ|Hải Châu, Đà Nẵng|22042021";
    let wife = person(citizen::parse(payload.as_bytes(), TODAY).unwrap(), Spelling::AsRead);
    draft.place(&form, "members.0", wife, TODAY).unwrap();
    take(&form, &mut draft, "spouse");
    assert_eq!(data(&form, &draft).0["members"][0]["relation"], "Vợ");
    let unknown = after(&form, &["+1", "7", "yes", "yes", "-", "none", "spouse", "no"]);
    let (said, left) = data(&form, &unknown);
    assert_eq!(said["members"][0]["relation"], "", "nobody knows whether it is Chồng or Vợ");
    assert!(left.contains(&"members.0.relation".to_owned()));
}

#[test]
fn a_card_in_a_row_is_nobody_elses() {
    let form = form(TABLE);
    let mut draft = after(&form, &["+1", "7", "yes", "yes", "+2", "child", "yes"]);
    assert_eq!(draft.place(&form, "members.1", given(2), TODAY), Err(DraftError::SameCard));
    assert_eq!(draft.place(&form, "members.1", given(1), TODAY), Err(DraftError::SameCard));
    draft.place(&form, "members.1", given(3), TODAY).unwrap();
}

#[test]
fn back_goes_through_the_rows() {
    let form = form(TABLE);
    let steps = ["+1", "7", "yes", "yes", "+2", "child", "yes", "-", "none", "spouse"];
    let mut draft = after(&form, &steps);
    for left in (0..steps.len()).rev() {
        draft.take_back().unwrap();
        assert_eq!(wanted(&form, &draft), wanted(&form, &after(&form, &steps[..left])));
        assert_eq!(data(&form, &draft), data(&form, &after(&form, &steps[..left])));
    }
}

#[test]
fn rows_that_there_must_be_are_not_asked_for() {
    let form = form(&TABLE.replace("max = 2", "min = 1\nmax = 2"));
    assert_eq!(wanted(&form, &after(&form, &["+1", "7", "yes"])), "3/5 MEMBERS.0");
    assert_eq!(wanted(&form, &after(&form, &["+1", "7", "no"])), "nothing");
    let both = after(&form, &["+1", "7", "yes", "+2", "child", "yes", "+3", "child"]);
    assert_eq!(wanted(&form, &both), "nothing");
}

#[test]
fn a_divided_ward_is_asked_about_in_a_row_too() {
    let form = form(TABLE);
    let payload =
        "079170002345||Võ Minh Tâm|02021970|Nữ|5 Cống Lở, Phường 15, Tân Bình, Hồ Chí Minh|22042021";
    let tam = || person(citizen::parse(payload.as_bytes(), TODAY).unwrap(), Spelling::AsRead);
    let mut draft = after(&form, &["+1", "7", "yes", "yes"]);
    draft.place(&form, "members.0", tam(), TODAY).unwrap();
    assert_eq!(wanted(&form, &draft), "5/7 where members.0");
    take(&form, &mut draft, "27007");
    assert_eq!(
        data(&form, &draft).0["members"][0]["lives"],
        "5 Cống Lở, Phường Tân Sơn, Thành phố Hồ Chí Minh"
    );
    // The form does not say where the applicant lives.
    let mut draft = Draft::new("birth");
    draft.place(&form, "me", tam(), TODAY).unwrap();
    assert_eq!(wanted(&form, &draft), "1/2 phone");
}

#[test]
fn a_blank_is_found_by_its_name() {
    let form = form(TABLE);
    for key in ["phone", "members.0.relation", "members.1.told"] {
        assert_eq!(form.blank(key).unwrap().key(), key);
    }
    for key in
        ["phon", "members", "members.0", "members.2.told", "members.x.told", "members.0.phone", "a.0.b.c"]
    {
        assert!(form.blank(key).is_none(), "{key}");
    }
}
