//! Every kind of question: what is an answer, what is printed, what a screen that cannot ask it does.

use super::*;

const PAPER: &str = r#"
[[person]]
slot = "me"
title = { vi = "Quý khách", en = "applicant" }
[[field]]
key = "group"
label = { vi = "", en = "" }
ask = { kind = "choice", prompt = { vi = "", en = "" }, help = { vi = "", en = "" }, list = "ethnic-groups", other = true }
[[field]]
key = "copies"
label = { vi = "", en = "" }
printed = false
required = true
ask = { kind = "yes-no", prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "how_many"
label = { vi = "", en = "" }
when = { copies = "yes" }
required = true
ask = { kind = "number", min = 1, max = 20, prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "account"
label = { vi = "", en = "" }
ask = { kind = "digits", min = 6, max = 9, prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "died"
label = { vi = "", en = "" }
ask = { kind = "day", prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "ends"
label = { vi = "", en = "" }
ask = { kind = "day", latest = "any", prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "hour"
label = { vi = "", en = "" }
ask = { kind = "time", prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "reason"
label = { vi = "", en = "" }
required = true
ask = { kind = "text", max = 12, prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }
[[field]]
key = "told"
label = { vi = "", en = "" }
value = "{group}, {field.ends}, {field.hour}, {today}, {office.commune}"
"#;

fn chosen(key: &str) -> Answer {
    Answer::Chosen(key.into())
}

fn text(text: &str) -> Answer {
    Answer::Text(Personal::new(text.into()))
}

#[test]
fn an_answer_fits_its_question_or_is_refused() {
    let form = form(PAPER);
    let digits = |text: &str| Answer::Digits(Personal::new(text.into()));
    let number = |number| Answer::Number(Personal::new(number));
    let day = |text: &str| Answer::Day(Personal::new(text.into()));
    let time = |text: &str| Answer::Time(Personal::new(text.into()));
    let table = [
        ("group", chosen("tay"), Ok(())),
        ("group", chosen("martian"), Err(DraftError::Choice)),
        ("group", text("Nguồn"), Ok(())),
        ("group", text(&"a".repeat(61)), Err(DraftError::Text)),
        ("copies", chosen("yes"), Ok(())),
        ("copies", chosen("perhaps"), Err(DraftError::Choice)),
        ("copies", text("yes"), Err(DraftError::Text)),
        ("copies", Answer::Nothing, Err(DraftError::Required)),
        ("copies", Answer::Pen, Ok(())),
        ("how_many", number(20), Ok(())),
        ("how_many", number(0), Err(DraftError::Number)),
        ("how_many", number(21), Err(DraftError::Number)),
        ("how_many", digits("3"), Err(DraftError::Digits)),
        ("account", digits("012345"), Ok(())),
        ("account", digits("01234"), Err(DraftError::Digits)),
        ("account", digits("0123456789"), Err(DraftError::Digits)),
        ("account", digits("01234x"), Err(DraftError::Digits)),
        ("account", number(123_456), Err(DraftError::Number)),
        ("died", day("2026-11-23"), Ok(())),
        ("died", day("2026-11-24"), Err(DraftError::Day)),
        ("died", day("1899-12-31"), Err(DraftError::Day)),
        ("died", day("2026-02-30"), Err(DraftError::Day)),
        ("ends", day("2027-11-24"), Ok(())),
        ("hour", time("07:05"), Ok(())),
        ("hour", time("7:05"), Err(DraftError::Time)),
        ("hour", time("24:00"), Err(DraftError::Time)),
        ("hour", time("07:05:00"), Err(DraftError::Time)),
        ("reason", text("  đi học "), Ok(())),
        ("reason", text("đi học xa nhà"), Err(DraftError::Text)),
        ("reason", text("   "), Err(DraftError::Text)),
        ("reason", text("đi\nhọc"), Err(DraftError::Text)),
        ("told", Answer::Pen, Ok(())),
        ("told", text("x"), Err(DraftError::Text)),
    ];
    for (key, answer, outcome) in table {
        let blank = form.blank(key).unwrap();
        assert_eq!(
            Draft::new("birth").give(&form, &blank, answer.clone(), TODAY),
            outcome,
            "{key} {answer:?}"
        );
    }
}

#[test]
fn every_kind_is_asked_in_turn_and_printed() {
    let form = form(PAPER);
    let steps = ["+1", "tay", "yes", "3", "012345", "2026-01-02", "2027-03-04", "07:05", "đi học"];
    let asked = ["ME", "group", "copies", "how_many", "account", "died", "ends", "hour", "reason"];
    for (taken, name) in asked.iter().enumerate() {
        let wanted = wanted(&form, &after(&form, &steps[..taken]));
        assert!(wanted.ends_with(&format!(" {name}")), "{wanted}, not {name}");
    }
    let (said, left) = data(&form, &after(&form, &steps));
    let printed = ["group", "copies", "how_many", "account", "died", "ends", "hour", "reason", "told"]
        .map(|key| said[key].as_str().unwrap());
    let told = "Tày, 04/03/2027, 07:05, 23/11/2026, phường Hải Hòa";
    assert_eq!(printed, ["Tày", "yes", "3", "012345", "2026-01-02", "2027-03-04", "07:05", "đi học", told]);
    assert_eq!(left, [""; 0]);
    assert_eq!(said["made_at"], serde_json::json!({ "place": "Hải Hòa", "date": "2026-11-23" }));
    assert_eq!(said["office"]["civil_agency"], "Ủy ban nhân dân phường Hải Hòa");
}

#[test]
fn words_are_kept_trimmed_and_composed() {
    let form = form(PAPER);
    // With the marks apart, as some keyboards send it.
    let draft = after(&form, &["+1", "tay", "no", "none", "none", "none", "none", " ho\u{323}c "]);
    assert_eq!(data(&form, &draft).0["reason"], "h\u{1ecd}c");
}

#[test]
fn a_field_that_does_not_apply_is_blank_and_not_missing() {
    let form = form(PAPER);
    let mut draft = after(&form, &["+1", "tay", "no"]);
    assert_eq!(wanted(&form, &draft), "3/7 account");
    // An answer from before the condition changed counts no more.
    let how_many = form.blank("how_many").unwrap();
    draft.give(&form, &how_many, Answer::Number(Personal::new(3)), TODAY).unwrap();
    let (said, left) = data(&form, &draft);
    assert_eq!(said["how_many"], "");
    assert_eq!(left, ["reason", "told"], "copies is no blank of the paper, how_many does not apply");
}

#[test]
fn why_a_blank_is_left_is_told() {
    let form = form(PAPER);
    let draft = after(&form, &["+1", "pen", "pen"]);
    let missing = fill(&form, &office(), &draft, TODAY).missing;
    let told: Vec<_> = missing.iter().map(|missing| (missing.key.as_str(), missing.why)).collect();
    assert_eq!(told, [("group", Why::Pen), ("reason", Why::NoValue), ("told", Why::Gap)]);
}

#[test]
fn a_screen_without_a_keyboard_leaves_words_for_the_pen() {
    let form = form(PAPER);
    let draft = after(&form, &["+1", "tay", "no", "none", "none", "none", "none"]);
    let touch = Capabilities::NO_KEYBOARD;
    assert_eq!(next_need(&form, &office(), &draft, touch), None);
    assert_eq!(step_count(&form, &office(), &draft, touch).of, 6);
    assert_eq!(wanted(&form, &draft), "7/7 reason");
    assert_eq!(data(&form, &draft).1, ["reason", "told"]);
}

#[test]
fn a_list_of_which_the_office_told_nothing_is_not_asked() {
    let ask = "kind = \"choice\"\nlist = \"hospitals\"\nprompt = { vi = \"\", en = \"\" }\nhelp = { vi = \"\", en = \"\" }\n";
    let paper = |other: &str| {
        let me = "[[person]]\nslot = \"me\"\ntitle = { vi = \"\", en = \"\" }\n";
        let field =
            "[[field]]\nkey = \"born_at\"\nlabel = { vi = \"\", en = \"\" }\nrequired = true\n[field.ask]\n";
        format!("{HEAD}{me}{field}{ask}{other}")
    };
    let lists = Lists::built_in().unwrap();
    let named = lists.clone().with(ListName::Hospitals, &["Bệnh viện Hải Hòa".to_owned()]);
    let table = [
        (&lists, "", Capabilities::ALL, false),
        (&lists, "other = true", Capabilities::NO_KEYBOARD, false),
        (&lists, "other = true", Capabilities::ALL, true),
        (&named, "", Capabilities::NO_KEYBOARD, true),
    ];
    for (lists, other, can, asked) in table {
        let form = parse(&paper(other), lists).unwrap();
        let draft = after(&form, &["+1"]);
        assert_eq!(next_need(&form, &office(), &draft, can).is_some(), asked, "{other} {can:?}");
    }
}

#[test]
fn what_was_typed_instead_of_a_choice_is_printed_and_known_to_conditions() {
    let more = r#"
[[field]]
key = "why"
label = { vi = "", en = "" }
when = { group = "other" }
source = "me.full_name"
"#;
    let form = form(&format!("{PAPER}{more}"));
    for (answer, printed, why) in [("~Nguồn", "Nguồn", "Người thứ B"), ("tay", "Tày", "")] {
        let (said, _) = data(&form, &after(&form, &["+1", answer]));
        assert_eq!((&said["group"], &said["why"]), (&printed.into(), &why.into()));
    }
}

#[test]
fn the_words_follow_the_sex_of_the_person_that_they_are_about() {
    let relation = |of: &str| {
        format!(
            r#"
[[person]]
slot = "me"
title = {{ vi = "", en = "" }}
[[person]]
slot = "child"
title = {{ vi = "", en = "" }}
[[field]]
key = "relation"
label = {{ vi = "", en = "" }}
[field.ask]
kind = "choice"
{of}
prompt = {{ vi = "", en = "" }}
help = {{ vi = "", en = "" }}
choices = [{{ key = "elder", label = {{ vi = "", en = "" }}, value = "Anh", female = "Chị" }}]
"#
        )
    };
    let woman = || {
        let payload = "048160001234||Trần Thị Thu Hà|14051960|Nữ|Hải Châu, Đà Nẵng|22042021";
        person(citizen::parse(payload.as_bytes(), TODAY).unwrap(), Spelling::AsRead)
    };
    let table = [
        ("", woman(), given(1), "Chị", 0),
        ("", given(1), woman(), "Anh", 0),
        ("of = \"child\"", woman(), given(1), "Anh", 0),
        ("of = \"child\"", given(1), woman(), "Chị", 0),
        ("of = \"child\"", woman(), Person::NotHere, "", 1),
    ];
    for (of, me, child, printed, left_for_pen) in table {
        let form = form(&relation(of));
        let mut draft = Draft::new("birth");
        draft.place(&form, "me", me, TODAY).unwrap();
        draft.place(&form, "child", child, TODAY).unwrap();
        take(&form, &mut draft, "elder");
        let (said, left) = data(&form, &draft);
        assert_eq!((said["relation"].as_str(), left.len()), (Some(printed), left_for_pen), "{of}");
    }
}
