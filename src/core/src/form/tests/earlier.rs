//! A second form in the same visit: what was given once is not asked again, and nothing else is taken over.

use super::*;

/// A form about the applicant and a householder; `relation` and `phone` are the labels of its questions.
fn paper(householder: &str, relation: &str, choices: &str, phone: &str) -> Form {
    let choice =
        |key: &str| format!("{{ key = \"{key}\", label = {{ vi = \"\", en = \"\" }}, value = \"{key}\" }}");
    let choices: Vec<String> = choices.split(' ').map(choice).collect();
    form(&format!(
        r#"
[[person]]
slot = "applicant"
title = {{ vi = "Quý khách", en = "applicant" }}
[[person]]
slot = "householder"
title = {{ vi = "{householder}", en = "" }}
when = {{ relation = "child" }}
[[field]]
key = "relation"
label = {{ vi = "{relation}", en = "" }}
[field.ask]
kind = "choice"
prompt = {{ vi = "{relation}?", en = "" }}
help = {{ vi = "", en = "" }}
choices = [{}]
[[field]]
key = "name"
label = {{ vi = "", en = "" }}
source = "householder.full_name"
[[field]]
key = "phone"
label = {{ vi = "{phone}", en = "" }}
[field.ask]
kind = "digits"
min = 1
max = 9
prompt = {{ vi = "{phone}?", en = "" }}
help = {{ vi = "", en = "" }}
"#,
        choices.join(", ")
    ))
}

fn first() -> Form {
    paper("chủ hộ", "Quan hệ với chủ hộ", "self child", "Điện thoại")
}

#[test]
fn what_was_given_once_is_not_asked_again() {
    let first = first();
    let table = [
        (paper("chủ hộ", "Quan hệ với chủ hộ", "self child", "Điện thoại"), "nothing", "Người thứ C"),
        // Another relation, in the same words: nobody is the householder's child because of that.
        (paper("chủ hộ", "Quan hệ với người chết", "self child", "Điện thoại"), "1/1 relation", ""),
        (paper("mẹ", "Quan hệ với chủ hộ", "self child", "Điện thoại"), "1/1 HOUSEHOLDER", ""),
        (
            paper("chủ hộ", "Quan hệ với chủ hộ", "self child", "Điện thoại của vợ"),
            "1/1 phone",
            "Người thứ C",
        ),
    ];
    for (second, expected, name) in table {
        let draft = Draft::after(&after(&first, &["+1", "child", "+2", "7"]), &first, &second);
        assert!(draft.is_new());
        assert_eq!(wanted(&second, &draft), expected);
        assert_eq!(data(&second, &draft).0["name"], name);
    }
}

#[test]
fn a_choice_that_is_not_offered_here_is_no_answer() {
    let first = first();
    let second = paper("chủ hộ", "Quan hệ với chủ hộ", "child alone", "Điện thoại");
    let draft = Draft::after(&after(&first, &["+1", "self", "7"]), &first, &second);
    assert_eq!(wanted(&second, &draft), "1/1 relation");
}

#[test]
fn steps_and_back_are_the_second_forms_own() {
    let first = first();
    let second = paper("chủ hộ", "Quan hệ với người chết", "self child", "Điện thoại");
    let mut draft = Draft::after(&after(&first, &["+1", "child", "+2", "7"]), &first, &second);
    assert_eq!(draft.take_back(), None);
    take(&second, &mut draft, "child");
    assert_eq!(wanted(&second, &draft), "nothing", "the householder's card is known");
    draft.take_back().unwrap();
    assert_eq!(wanted(&second, &draft), "1/1 relation");
}

#[test]
fn an_earlier_card_that_does_not_count_here_can_be_given_for_somebody_else() {
    let first = first();
    let second = paper("chủ hộ", "Quan hệ với người chết", "self child", "Điện thoại");
    let mut draft = Draft::after(&after(&first, &["+1", "child", "+2", "7"]), &first, &second);
    assert!(draft.has_card(&second, &card(1, "").id_number));
    assert!(!draft.has_card(&second, &card(2, "").id_number), "nobody is the householder yet");
    take(&second, &mut draft, "child");
    assert!(draft.has_card(&second, &card(2, "").id_number));
}

#[test]
fn what_was_skipped_is_not_asked_again_but_what_was_left_for_the_pen_is() {
    let (first, second) = (first(), first());
    for (said, expected) in [("none", "nothing"), ("pen", "1/1 phone"), ("7", "nothing")] {
        let draft = Draft::after(&after(&first, &["+1", "self", said]), &first, &second);
        assert_eq!(wanted(&second, &draft), expected, "{said}");
    }
}
