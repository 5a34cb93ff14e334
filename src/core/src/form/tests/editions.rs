//! The catalogue: editions, folders of the office, provinces, and what lapses.

use super::*;

fn folder(name: &'static str, head: &str) -> FormFolder {
    let schema = format!("{}{BIRTH}", HEAD.replace("from = \"2026-01-01\"", head));
    FormFolder { name: name.into(), schema: schema.into(), template: name.into() }
}

fn catalog(folders: &[(&'static str, &str)]) -> Catalog {
    let lists = Lists::built_in().unwrap();
    let add = |forms: Catalog, (name, head): &(&'static str, &str)| forms.with(folder(name, head), &lists);
    folders.iter().try_fold(Catalog::default(), add).unwrap()
}

const OLD: (&str, &str) = ("birth", "from = \"2024-06-06\"\nuntil = \"2027-02-28\"");
const NEW: (&str, &str) = ("birth-2027", "from = \"2027-03-01\"");

#[test]
fn every_built_in_form_is_whole_and_its_procedures_are_known() {
    let forms = Catalog::built_in(&Lists::built_in().unwrap()).unwrap();
    let procedures = Procedures::built_in().unwrap();
    for form in forms.forms() {
        assert_eq!(forms.form(&form.folder), Some(form));
        assert!(forms.template(&form.folder).unwrap().contains("/data.json"), "{}", form.folder);
        for code in &form.procedures {
            assert!(procedures.get(code).is_some(), "{}: {code}", form.folder);
        }
    }
}

#[test]
fn the_edition_in_force_on_the_day_is_used() {
    let forms = catalog(&[OLD, NEW]);
    let table = [
        (date(2024, 6, 5), None),
        (date(2024, 6, 6), Some("birth")),
        (date(2027, 2, 28), Some("birth")),
        (date(2027, 3, 1), Some("birth-2027")),
        (date(2030, 1, 1), Some("birth-2027")),
    ];
    for (day, expected) in table {
        assert_eq!(forms.in_force("birth", day).map(|form| form.folder.as_str()), expected, "{day}");
    }
    let both = catalog(&[OLD, ("birth-new", "from = \"2026-01-01\"")]);
    assert_eq!(both.in_force("birth", TODAY).map(|form| form.folder.as_str()), Some("birth-new"));
    assert_eq!(forms.template("birth-2027"), Some("birth-2027"));
}

#[test]
fn a_folder_replaces_the_one_of_its_name() {
    let forms = catalog(&[OLD, ("birth", "from = \"2026-11-01\"")]);
    assert_eq!(forms.forms().filter(|form| form.id == "birth").count(), 1);
    assert_eq!(forms.form("birth").unwrap().from, date(2026, 11, 1));
}

#[test]
fn a_folder_with_a_mistake_is_named() {
    let lists = Lists::built_in().unwrap();
    let told = |folder| Catalog::default().with(folder, &lists).unwrap_err().to_string();
    let named = told(folder("death", "from = \"2026-01-01\""));
    assert_eq!(
        named,
        "death/form.toml: id = \"birth\", so call the folder \"birth\", or \"birth-…\" for a further edition"
    );
    let wrong = told(folder("birth", "from = \"2026-01-01\"\nfee = 5"));
    assert!(wrong.starts_with("birth/form.toml:8:1: unknown field `fee`"), "{wrong}");
}

#[test]
fn a_form_without_a_successor_is_told_sixty_days_ahead_and_after_its_end() {
    const GAP: (&str, &str) = ("birth-2028", "from = \"2028-01-01\"");
    let table = [
        (&[OLD][..], date(2026, 12, 29), 0),
        (&[OLD], date(2026, 12, 30), 1),
        (&[OLD], date(2029, 1, 1), 1),
        (&[OLD, NEW], date(2027, 2, 1), 0),
        (&[OLD, GAP], date(2027, 2, 1), 1),
        (&[NEW], date(2027, 2, 1), 0),
    ];
    for (folders, day, told) in table {
        assert_eq!(catalog(folders).lapsing(day).len(), told, "{folders:?} on {day}");
    }
}

#[test]
fn a_procedure_has_the_form_of_the_province_before_that_of_all() {
    let serve = |rest: &str| format!("from = \"2026-01-01\"\n{rest}");
    let lists = Lists::built_in().unwrap();
    let serving = |name: &'static str, rest: &str| {
        let FormFolder { schema, template, .. } = folder(name, &serve(rest));
        let schema = schema.replace("procedures = []", "procedures = [\"1.001193\"]");
        FormFolder { name: name.into(), schema: schema.into(), template }
    };
    let forms = Catalog::default().with(serving("birth-dn", "provinces = [\"48\"]"), &lists).unwrap();
    let forms = forms.with(serving("birth", ""), &lists).unwrap();
    for (province, expected) in [(Some("48"), "birth-dn"), (Some("01"), "birth"), (None, "birth")] {
        let form = forms.serving("1.001193", TODAY, province).unwrap();
        assert_eq!(form.folder, expected, "{province:?}");
    }
    assert_eq!(forms.serving("1.001193", date(2025, 1, 1), None), None);
    assert_eq!(forms.serving("1.000656", TODAY, None), None);
}

#[test]
fn only_what_has_a_form_is_offered() {
    let office = office();
    let offered = |day| office.offers(day).map(|offer| offer.procedure.code.as_str()).collect::<Vec<_>>();
    assert!(offered(TODAY).contains(&"1.010041"));
    assert!(!offered(date(2026, 6, 30)).contains(&"1.010041"), "CT01 in this edition is not in force yet");
    assert!(!offered(TODAY).contains(&"1.005461"), "no form serves it");
    assert!(!offered(TODAY).contains(&"1.013980"), "its form is that of another province");
}

#[test]
fn a_fee_is_a_figure_only_when_the_office_confirmed_it() {
    let mut offer = office().procedures[0].clone();
    assert!(offer.fee().vi.starts_with("Theo niêm yết"));
    offer.confirmed_fee = Some(Text::new("8.000 đồng một bản", "8,000 dong a copy"));
    assert_eq!(offer.fee().en, "8,000 dong a copy");
}
