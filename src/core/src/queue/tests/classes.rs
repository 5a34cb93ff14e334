use jiff::civil::date;

use super::*;

#[test]
fn age_counts_completed_years() {
    let table = [
        (date(1966, 11, 23), 60),
        (date(1966, 11, 24), 59),
        (date(1966, 12, 1), 59),
        (date(1966, 1, 31), 60),
        (date(2026, 11, 23), 0),
        (date(2027, 1, 1), 0),
    ];
    for (birth, age) in table {
        assert_eq!(age_on(birth, date(2026, 11, 23)), age, "{birth}");
    }
    let leap = date(2004, 2, 29);
    let on = |month, day| age_on(leap, date(2023, month, day));
    assert_eq!((on(2, 28), on(3, 1)), (18, 19));
}

#[test]
fn age_gives_every_class_that_it_is_enough_for() {
    let classes = |year| {
        let found = classes_of_age(&rules(), date(year, 1, 1), date(2026, 11, 23));
        found.into_iter().map(|id| id.0).collect::<Vec<_>>()
    };
    assert_eq!(classes(1990), [""; 0]);
    assert_eq!(classes(1960), ["60"]);
    assert_eq!(classes(1940), ["80", "60"]);
}

#[test]
fn what_is_known_counts_at_once_and_what_is_said_waits_for_staff() {
    let table: [(&[&str], Option<&str>, Option<&str>); 8] = [
        (&[], None, None),
        (&["60", "80"], Some("80"), None),
        (&["thai-phu"], None, Some("thai-phu")),
        (&["ket-qua", "thai-phu"], Some("ket-qua"), Some("thai-phu")),
        // Nothing is gained by a second priority.
        (&["60", "thai-phu"], Some("60"), None),
        (&["khao-sat"], None, None),
        (&["hen"], Some("hen"), None),
        (&["unknown"], None, None),
    ];
    for (said, class, claim) in table {
        let said: Vec<_> = said.iter().map(|id| ClassId((*id).into())).collect();
        let claims = Claims::new(&said, &rules());
        let (counts, claimed) = (claims.class.map(|c| c.0), claims.claim.map(|c| c.0));
        assert_eq!((counts.as_deref(), claimed.as_deref()), (class, claim), "{said:?}");
    }
}

#[test]
fn a_class_without_priority_gives_none() {
    let rules = rules();
    let priority = |id: &str| rules.has_priority(Some(&ClassId(id.into())));
    assert!(priority("60") && priority("thai-phu"));
    assert!(!priority("ket-qua") && !priority("unknown") && !rules.has_priority(None));
}

#[test]
fn a_number_is_written_as_wide_as_its_service_wants_and_grows_past_it() {
    let number = |count, width| TicketNumber { prefix: "A".into(), count, width }.to_string();
    assert_eq!(
        [number(1, 3), number(1000, 3), number(7, 1), number(7, 4)],
        ["A001", "A1000", "A7", "A0007"].map(String::from)
    );
}

#[test]
fn a_command_is_named_by_32_digits_and_read_back() {
    let id = CommandId(0xabc);
    assert_eq!(id.to_string(), "00000000000000000000000000000abc");
    assert_eq!(id.to_string().parse(), Ok(id));
    assert!("not hexadecimal".parse::<CommandId>().is_err());
}
