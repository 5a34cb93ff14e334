#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use jiff::civil::date;

use super::super::tests::HEAD;
use super::super::{BadName, Form, Lists, Mistake, SchemaError, parse};

const PERSON: &str = "[[person]]\nslot = \"me\"\ntitle = { vi = \"M\", en = \"M\" }\n";
const OTHER: &str = "[[person]]\nslot = \"other\"\ntitle = { vi = \"O\", en = \"O\" }\n";
const FIELD: &str = "[[field]]\nkey = \"a\"\nlabel = { vi = \"A\", en = \"A\" }\n";
const B: &str = "[[field]]\nkey = \"b\"\nlabel = { vi = \"B\", en = \"B\" }\n";
const GROUP: &str = "[[group]]\nkey = \"g\"\nlabel = { vi = \"G\", en = \"G\" }\nmore = { vi = \"?\", en = \"?\" }\nmax = 3\n";
const ROW_FIELD: &str = "[[group.field]]\nkey = \"c\"\nlabel = { vi = \"C\", en = \"C\" }\n";

fn read(text: &str) -> Result<Form, SchemaError> {
    parse(text, &Lists::built_in().unwrap())
}

/// What is wrong with a good head and `rest`.
fn mistake(rest: &str) -> Mistake {
    match read(&format!("{HEAD}{rest}")) {
        Err(error) => error.mistake,
        Ok(_) => panic!("nothing is wrong with {rest}"),
    }
}

fn ask(kind: &str, rest: &str) -> String {
    let text = "{ vi = \"\", en = \"\" }";
    format!("[field.ask]\nkind = \"{kind}\"\nprompt = {text}\nhelp = {text}\n{rest}\n")
}

/// A question whose one choice `c` prints `value`.
fn choice(value: &str) -> String {
    ask(
        "choice",
        &format!("choices = [{{ key = \"c\", label = {{ vi = \"\", en = \"\" }}, value = \"{value}\" }}]"),
    )
}

fn condition(name: &str, question: &str, choice: &str) -> Mistake {
    Mistake::Condition { name: name.into(), question: question.into(), choice: choice.into() }
}

fn name(name: &str, bad: BadName) -> Mistake {
    Mistake::Name(name.into(), bad)
}

#[test]
fn a_name_that_clashes_is_told() {
    let a = format!("{PERSON}{FIELD}");
    let group = |field: &str| format!("{PERSON}{FIELD}{GROUP}{field}");
    let table = [
        (format!("{a}{FIELD}"), name("a", BadName::Taken)),
        (format!("{PERSON}{PERSON}{FIELD}"), name("me", BadName::Taken)),
        (a.replace("\"me\"", "\"a\""), name("a", BadName::Taken)),
        (a.replace("\"me\"", "\"office\""), name("office", BadName::Reserved)),
        (a.replace("\"a\"", "\"made_at\""), name("made_at", BadName::Reserved)),
        (a.replace("\"a\"", "\"two words\""), name("two words", BadName::Shape)),
        (a.replace("\"a\"", "\"Full\""), name("Full", BadName::Shape)),
        (group(ROW_FIELD).replace("\"g\"", "\"a\""), name("a", BadName::Taken)),
        (group(&format!("{ROW_FIELD}{ROW_FIELD}")), name("c", BadName::Taken)),
        (group(&ROW_FIELD.replace("\"c\"", "\"me\"")), name("me", BadName::Taken)),
        (group(&ROW_FIELD.replace("\"c\"", "\"row\"")), name("row", BadName::Reserved)),
    ];
    for (text, expected) in table {
        assert_eq!(mistake(&text), expected, "{text}");
    }
    // A row may name a field as the form does.
    assert!(read(&format!("{HEAD}{}", group(&ROW_FIELD.replace("\"c\"", "\"a\"")))).is_ok());
}

#[test]
fn a_source_that_dangles_is_told() {
    let slot = |slot: &str| Mistake::Slot { field: "a".into(), slot: slot.into() };
    let table = [
        (format!("{PERSON}{FIELD}source = \"you.sex\"\n"), slot("you")),
        (format!("{PERSON}{FIELD}value = \"x {{you.sex}}\"\n"), slot("you")),
        (format!("{PERSON}{FIELD}optional_with_card = \"you\"\n"), slot("you")),
        (format!("{PERSON}{FIELD}{}", choice("{you.sex}")), slot("you")),
        (format!("{PERSON}{FIELD}{}of = \"you\"\n", choice("")), slot("you")),
        (
            format!("{PERSON}{FIELD}source = \"field.z\"\n"),
            Mistake::Field { field: "a".into(), other: "z".into() },
        ),
        (format!("{PERSON}{FIELD}source = \"row.sex\"\n"), Mistake::Row("a".into())),
        (format!("{PERSON}{FIELD}{GROUP}{ROW_FIELD}source = \"row.sex\"\n"), Mistake::Row("c".into())),
        (format!("{PERSON}{FIELD}source = \"me.sex\"\nvalue = \"x\"\n"), Mistake::TwoSources("a".into())),
    ];
    for (text, expected) in table {
        assert_eq!(mistake(&text), expected, "{text}");
    }
    let row = format!("{HEAD}{PERSON}{FIELD}{GROUP}person = true\n{ROW_FIELD}source = \"row.sex\"\n");
    assert!(read(&row).is_ok());
}

#[test]
fn a_condition_that_nothing_meets_is_told() {
    let asked = format!("{PERSON}{OTHER}when = {{ a = WANT }}\n{FIELD}{}", choice(""));
    let person = |want: &str| asked.replace("WANT", want);
    let table = [
        (format!("{PERSON}when = {{ a = \"c\" }}\n{FIELD}"), Mistake::ConditionalApplicant("me".into())),
        (format!("{PERSON}{FIELD}when = {{ b = \"c\" }}\n"), condition("a", "b", "c")),
        (person("\"d\""), condition("other", "a", "d")),
        (person("[\"c\", \"d\"]"), condition("other", "a", "d")),
        (person("[]"), condition("other", "a", "")),
        (person("\"other\""), condition("other", "a", "other")),
        (format!("{PERSON}{FIELD}{}when = {{ me = \"here\" }}\n", choice("")), condition("a", "me", "here")),
        (format!("{PERSON}{FIELD}when = {{ row = \"card\" }}\n"), condition("a", "row", "card")),
        (
            format!("{PERSON}{FIELD}when = {{ applicant_sex = \"Nam\" }}\n"),
            condition("a", "applicant_sex", "Nam"),
        ),
        (format!("{PERSON}{FIELD}{GROUP}when = {{ a = \"c\" }}\n{ROW_FIELD}"), condition("g", "a", "c")),
        (
            format!("{PERSON}{FIELD}{GROUP}{ROW_FIELD}when = {{ row = \"card\" }}\n"),
            condition("c", "row", "card"),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(mistake(&text), expected, "{text}");
    }
    let good = [
        person("\"c\""),
        format!("{PERSON}{FIELD}when = {{ applicant_sex = \"female\" }}\n"),
        format!("{PERSON}{FIELD}{}{B}when = {{ a = [\"yes\", \"no\"] }}\n", ask("yes-no", "")),
        format!("{PERSON}{FIELD}{}{B}when = {{ a = \"kinh\" }}\n", ask("choice", "list = \"ethnic-groups\"")),
        format!("{PERSON}{FIELD}{}{B}when = {{ a = \"other\" }}\n", choice("") + "other = true\n"),
        format!("{PERSON}{FIELD}{GROUP}person = true\n{ROW_FIELD}when = {{ row = \"card\" }}\n"),
    ];
    for text in good {
        assert!(read(&format!("{HEAD}{text}")).is_ok(), "{text}");
    }
}

#[test]
fn a_rule_for_a_person_that_says_nothing_or_names_nobody_is_told() {
    let ruled = |rule: &str| format!("{PERSON}{OTHER}rules = [{rule}]\n{FIELD}");
    let stranger = |other: &str| Mistake::RuleSlot { slot: "other".into(), other: other.into() };
    let table = [
        (ruled("{ }"), Mistake::Rule("other".into())),
        (ruled("{ younger_than = \"you\" }"), stranger("you")),
        (ruled("{ other_sex_than = \"other\" }"), stranger("other")),
        (ruled("{ when = { a = \"c\" }, sex = \"male\" }"), condition("other", "a", "c")),
    ];
    for (text, expected) in table {
        assert_eq!(mistake(&text), expected, "{text}");
    }
    for (rule, told) in
        [("{ sex = \"nam\" }", "unknown variant `nam`"), ("{ age = 3 }", "unknown field `age`")]
    {
        assert!(mistake(&ruled(rule)).to_string().contains(told), "{}", mistake(&ruled(rule)));
    }
    let good = ruled("{ sex = \"male\", from_age = 20, older_than = \"me\" }");
    assert!(read(&format!("{HEAD}{good}")).is_ok());
}

#[test]
fn a_day_that_is_compared_with_no_day_is_told() {
    let day = |rest: &str| format!("{PERSON}{FIELD}{}{B}source = \"me.sex\"\n", ask("day", rest));
    let no_day = |other: &str| Mistake::NoDay { field: "a".into(), other: other.into() };
    let table = [
        ("not_before = \"b\"", no_day("b")),
        ("not_after = \"me.full_name\"", no_day("me")),
        ("not_after = \"office.place\"", no_day("office")),
        ("not_before = \"z\"", Mistake::Field { field: "a".into(), other: "z".into() }),
        (
            "not_before = [\"2015-12-31\", \"you.birth_date\"]",
            Mistake::Slot { field: "a".into(), slot: "you".into() },
        ),
    ];
    for (rest, expected) in table {
        assert_eq!(mistake(&day(rest)), expected, "{rest}");
    }
    for rest in [
        "not_before = \"me.birth_date\"",
        "not_before = [\"me.issued\", \"2015-12-31\"]\nlatest = { years-ago = 18 }",
        "not_after = \"today\"\nlatest = \"any\"",
    ] {
        assert!(read(&format!("{HEAD}{}", day(rest))).is_ok(), "{rest}");
    }
    let digits = format!("{PERSON}{FIELD}{}", ask("digits", "min = 1\nmax = 2\nnot_before = \"today\""));
    assert!(mistake(&digits).to_string().contains("has no \"not_before\""), "{}", mistake(&digits));
}

#[test]
fn a_choice_or_a_field_that_waits_for_nothing_is_told() {
    let limited = |condition: &str| choice("").replace("value =", &format!("{condition}, value ="));
    let table = [
        (format!("{PERSON}{FIELD}{}", limited("when = { b = \"c\" }")), condition("a", "b", "c")),
        (
            format!("{PERSON}{FIELD}{}", limited("unless = [{ me = \"card\" }, { b = \"c\" }]")),
            condition("a", "b", "c"),
        ),
        (format!("{PERSON}{FIELD}unless = {{ b = \"c\" }}\n"), condition("a", "b", "c")),
        (
            format!("{PERSON}{FIELD}instead_of = \"z\"\n"),
            Mistake::Field { field: "a".into(), other: "z".into() },
        ),
        (
            format!("{PERSON}{FIELD}{}", limited("unless = { a = \"c\" }")),
            Mistake::ConditionCircle("a".into(), "a → a".into()),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(mistake(&text), expected, "{text}");
    }
    let good =
        format!("{PERSON}{FIELD}{}", limited("unless = [{ me = \"card\" }, { applicant_sex = \"male\" }]"));
    assert!(read(&format!("{HEAD}{good}")).is_ok());
}

#[test]
fn what_depends_on_itself_is_told() {
    let circle = |name: &str, way: &str| Mistake::Circle(name.into(), way.into());
    let waits = |name: &str, way: &str| Mistake::ConditionCircle(name.into(), way.into());
    let when_b = choice("") + "when = { b = \"c\" }\n";
    let table = [
        (format!("{PERSON}{FIELD}source = \"field.a\"\n"), circle("a", "a → a")),
        (format!("{PERSON}{FIELD}value = \"x {{b}}\"\n{B}source = \"field.a\"\n"), circle("a", "a → b → a")),
        (format!("{PERSON}{FIELD}{}{B}source = \"a\"\n", choice("{b}")), circle("a", "a → b → a")),
        (format!("{PERSON}{FIELD}{GROUP}{ROW_FIELD}source = \"field.c\"\n"), circle("g.c", "g.c → g.c")),
        (format!("{PERSON}{FIELD}when = {{ a = \"c\" }}\n{}", choice("")), waits("a", "a → a")),
        (
            format!("{PERSON}{FIELD}{when_b}{B}{}when = {{ a = \"c\" }}\n", choice("")),
            waits("a", "a → b → a"),
        ),
        (
            format!(
                "{PERSON}{OTHER}when = {{ a = \"c\" }}\n{FIELD}{}when = {{ other = \"card\" }}\n",
                choice("")
            ),
            waits("other", "other → a → other"),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(mistake(&text), expected, "{text}");
    }
    // A choice may print a field that is asked only after it.
    let good = format!("{HEAD}{PERSON}{FIELD}{}{B}when = {{ a = \"c\" }}\n", choice("{b}"));
    assert!(read(&good).is_ok());
}

#[test]
fn a_question_of_the_wrong_shape_is_told() {
    let yes_no = "choices = [{ key = \"c\", label = { vi = \"\", en = \"\" }, value = \"\" }]\n";
    let table = [
        (ask("choice", ""), "write either choices or a list"),
        (ask("choice", "choices = []"), "write either choices or a list"),
        (ask("choice", &format!("{yes_no}list = \"banks\"")), "write either choices or a list"),
        (ask("choice", "list = \"friends\""), "unknown variant `friends`"),
        (ask("yes-no", yes_no), "a question of this kind has no \"choices\""),
        (ask("digits", "min = 1"), "a question of this kind needs \"max\""),
        (ask("digits", "min = 0\nmax = 3"), "min and max leave no answer"),
        (ask("digits", "min = 4\nmax = 3"), "min and max leave no answer"),
        (ask("number", "min = 0\nmax = 0"), "min and max leave no answer"),
        (ask("digits", "min = 1\nmax = 3\nlines = 2"), "a question of this kind has no \"lines\""),
        (ask("text", "max = 0"), "min and max leave no answer"),
        (ask("text", "max = 9\nsuggest = \"poems\""), "unknown variant `poems`"),
        (ask("day", "latest = \"tomorrow\""), "unknown variant `tomorrow`"),
        (ask("guess", ""), "unknown variant `guess`"),
        (ask("day", "lattest = \"any\""), "unknown field `lattest`"),
        (choice("{me.nmae}"), "{me.nmae}: no card gives \"nmae\""),
        (choice("{me.sex"), "lacks its closing brace"),
    ];
    for (text, expected) in table {
        let Mistake::Toml(told) = mistake(&format!("{PERSON}{FIELD}{text}")) else { panic!("{text}") };
        assert!(told.contains(expected), "{told}");
    }
    let twice = choice("").replace(
        "choices = [",
        "choices = [{ key = \"c\", label = { vi = \"\", en = \"\" }, value = \"\" }, ",
    );
    let expected = Mistake::TwoChoices { field: "a".into(), choice: "c".into() };
    assert_eq!(mistake(&format!("{PERSON}{FIELD}{twice}")), expected);
}

#[test]
fn a_head_that_is_wrong_is_told() {
    let whole = format!("{HEAD}{PERSON}{FIELD}");
    let code = |code: &str, of, like| Mistake::Code { code: code.into(), of, like };
    let period = Mistake::Period { from: date(2026, 1, 1), until: date(2025, 12, 31) };
    let table = [
        ("schema = 2", "schema = 1", Mistake::Schema(1)),
        ("\"birth\"", "\"Birth\"", code("Birth", "form's id", "ht-khai-sinh")),
        ("\"birth\"", "\"a_b\"", code("a_b", "form's id", "ht-khai-sinh")),
        ("procedures = []", "procedures = [\"1.19\"]", code("1.19", "procedure's code", "1.001193")),
        ("procedures = []", "procedures = []\nprovinces = [\"048\"]", code("048", "province's code", "48")),
        ("procedures = []", "procedures = []\nuntil = \"2025-12-31\"", period),
        (GROUP, GROUP, Mistake::Rows("g".into())),
    ];
    for (old, new, expected) in table {
        let group = format!("{}{ROW_FIELD}", GROUP.replace("max = 3", "max = 0"));
        let text = format!("{}{group}", whole.replace(old, new));
        assert_eq!(read(&text).unwrap_err().mistake, expected, "{new}");
    }
    let no_person = format!("person = []\n{FIELD}");
    assert_eq!(mistake(&no_person), Mistake::NoPerson);
}

#[test]
fn a_mistake_is_told_with_line_and_column() {
    let table = [
        ("[[person]]\nslot = \"me\"\nrole = \"x\"\n", "unknown field `role`", (3, 1)),
        (&format!("{PERSON}{FIELD}source = \"me.nmae\"\n"), "no card gives \"nmae\"", (7, 10)),
        (&format!("{PERSON}{FIELD}source = \"you.sex\"\n"), "\"you\"", (7, 11)),
        (&format!("{PERSON}{FIELD}when = {{ b = \"c\" }}\n"), "b = \"c\"", (7, 10)),
        (&format!("{PERSON}{FIELD}{FIELD}"), "something else has that name", (8, 8)),
        (&format!("{PERSON}{FIELD}{GROUP}{ROW_FIELD}source = \"you.sex\"\n"), "\"you\"", (15, 11)),
        (&format!("{PERSON}{FIELD}label = 1\n"), "duplicate key", (7, 1)),
    ];
    let before = HEAD.matches('\n').count();
    for (text, expected, (line, column)) in table {
        let error = read(&format!("{HEAD}{text}")).unwrap_err();
        assert!(error.mistake.to_string().contains(expected), "{error}");
        assert_eq!((error.line - before, error.column), (line, column), "{error}\n{text}");
    }
    let error =
        read(&HEAD.replace("schema = 2", "schema = 1").replace("id =", "person = []\nfield = []\nid ="));
    assert_eq!(error.unwrap_err().to_string(), "2:1: schema = 1, but this program reads schema = 2");
}
