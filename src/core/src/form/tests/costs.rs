//! What a form costs the citizen.

use super::*;

#[test]
fn each_printed_blank_is_counted_once_by_how_it_is_filled() {
    let text = "prompt = { vi = \"\", en = \"\" }, help = { vi = \"\", en = \"\" }";
    let ask = |kind: &str| format!("ask = {{ kind = {kind}, {text} }}");
    let choices = |first: &str, second: &str| {
        let choice = |key: &str, value: &str| {
            format!("{{ key = \"{key}\", label = {{ vi = \"\", en = \"\" }}, value = \"{value}\" }}")
        };
        ask(&format!("\"choice\", choices = [{}, {}]", choice("a", first), choice("b", second)))
    };
    let table = [
        ("source = \"me.full_name\"".into(), Way::Card),
        (format!("source = \"me.full_name\"\n{}", ask("\"text\", max = 9")), Way::Card),
        ("source = \"me.father\"".into(), Way::Pen),
        (format!("source = \"me.father\"\n{}", ask("\"text\", max = 9")), Way::Typed),
        ("source = \"office.name\"".into(), Way::Derived),
        ("source = \"today\"".into(), Way::Derived),
        ("value = \"Việt Nam\"".into(), Way::Derived),
        ("value = \"{me.sex}, {today}\"".into(), Way::Derived),
        ("value = \"{me.sex}, {me.mother}\"".into(), Way::Pen),
        ("source = \"field.last\"".into(), Way::Derived),
        ("source = \"field.never\"".into(), Way::Pen),
        ("source = \"field.typed\"".into(), Way::Typed),
        ("value = \"{typed}, {last}\"".into(), Way::Typed),
        ("value = \"{counted}, {last}\"".into(), Way::Digits),
        (choices("", "{typed}"), Way::Tap),
        (choices("{typed}", ""), Way::Typed),
        (choices("{never}", ""), Way::Pen),
        (choices("{last}", "{typed}"), Way::Tap),
        (ask("\"yes-no\""), Way::Tap),
        (ask("\"choice\", list = \"banks\""), Way::Tap),
        (ask("\"digits\", min = 1, max = 2"), Way::Digits),
        (ask("\"number\", min = 1, max = 2"), Way::Digits),
        (ask("\"day\""), Way::Tap),
        (ask("\"time\""), Way::Tap),
        (ask("\"text\", max = 9"), Way::Typed),
        (String::new(), Way::Pen),
    ];
    for (rest, expected) in table {
        let field = |key: &str, rest: &str| {
            format!("[[field]]\nkey = \"{key}\"\nlabel = {{ vi = \"\", en = \"\" }}\n{rest}\n")
        };
        let me = "[[person]]\nslot = \"me\"\ntitle = { vi = \"\", en = \"\" }\n";
        let others = field("last", "source = \"me.sex\"")
            + &field("never", "printed = false")
            + &field("typed", &format!("printed = false\n{}", ask("\"text\", max = 9")))
            + &field("counted", &format!("printed = false\n{}", ask("\"digits\", min = 1, max = 2")));
        let form = form(&format!("{me}{}{others}", field("f", &rest)));
        assert_eq!(ways(&form), [("f".to_owned(), expected), ("last".to_owned(), Way::Card)], "{rest}");
    }
}

#[test]
fn a_table_counts_as_one_row() {
    let form = form(
        "[[person]]\nslot = \"me\"\ntitle = { vi = \"\", en = \"\" }\n\
         [[field]]\nkey = \"f\"\nlabel = { vi = \"\", en = \"\" }\n\
         [[group]]\nkey = \"g\"\nlabel = { vi = \"\", en = \"\" }\nmax = 8\nperson = true\nmore = { vi = \"\", en = \"\" }\n\
         [[group.field]]\nkey = \"name\"\nlabel = { vi = \"\", en = \"\" }\nsource = \"row.full_name\"\n\
         [[group.field]]\nkey = \"again\"\nlabel = { vi = \"\", en = \"\" }\nsource = \"field.name\"\n",
    );
    let effort = effort(&form);
    assert_eq!(effort, Effort { card: 1, derived: 1, pen: 1, ..Effort::default() });
    assert_eq!((effort.blanks(), effort.unwritten()), (3, 2));
    assert!((effort.share() - 2.0 / 3.0).abs() < 1e-9);
    assert!((Effort::default().share() - 1.0).abs() < 1e-9);
}

#[test]
fn the_confirmation_of_residence_costs_two_taps_and_a_telephone_number() {
    let office = office();
    let effort = effort(office.forms.form("ct01").unwrap());
    assert_eq!(effort, Effort { card: 6, derived: 1, tap: 2, digits: 1, typed: 0, pen: 1 });
}

#[test]
fn little_is_written() {
    let share = |of: fn(&Form) -> bool| {
        let office = office();
        let efforts: Vec<Effort> = office.forms.forms().filter(|form| of(form)).map(effort).collect();
        assert!(efforts.len() > 10);
        efforts.into_iter().fold(Effort::default(), Effort::and).share()
    };
    let residence_or_civil_status = |form: &Form| form.id.starts_with("ct01") || form.id.starts_with("ht-");
    assert!(share(|_| true) >= 0.85);
    assert!(share(residence_or_civil_status) >= 0.92);
}
