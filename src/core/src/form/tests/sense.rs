//! What cannot be so is not taken: persons who cannot stand in a slot, days before others, answers that contradict.

use super::*;
use crate::citizen::{IdNumber, Sex};

/// A form of the catalogue and whose cards are given first, each as what tells the person: `nữ 1999-03-09`.
struct Desk {
    office: Office,
    form: Form,
    draft: Draft,
    cards: u8,
}

impl Desk {
    fn at(id: &str) -> Self {
        let office = office();
        let form = office.forms.form(id).unwrap().clone();
        Self { draft: Draft::new(&form.folder), office, form, cards: 0 }
    }

    /// The card of `who`, for whoever is wanted.
    fn card(&mut self, who: &str) -> Result<(), Misfit> {
        let Some(Need::Card(whose)) = next_need(&self.form, &self.office, &self.draft, Capabilities::ALL)
        else {
            panic!("no card is wanted at {who}");
        };
        self.cards += 1;
        match self.draft.place(&self.form, &whose.key, holder(who, self.cards), TODAY) {
            Ok(()) => Ok(()),
            Err(DraftError::Misfit(misfit)) => Err(misfit),
            Err(error) => panic!("{error}"),
        }
    }

    /// `nữ 1999-03-09; -; relation=child`: a card, a card that is not here, an answer.
    fn steps(&mut self, steps: &str) {
        for step in steps.split("; ").filter(|step| !step.is_empty()) {
            match step.split_once('=') {
                Some((key, choice)) => self.say(key, choice),
                None if step == "-" => self.no_card(),
                None => assert_eq!(self.card(step), Ok(()), "{} {step}", self.form.id),
            }
        }
    }

    fn no_card(&mut self) {
        let Some(Need::Card(whose)) = next_need(&self.form, &self.office, &self.draft, Capabilities::ALL)
        else {
            panic!("no card is wanted");
        };
        self.draft.place(&self.form, &whose.key, Person::NotHere, TODAY).unwrap();
    }

    fn blank(&self, key: &str) -> Blank<'_> {
        self.form.blank(key).unwrap()
    }

    fn give(&mut self, key: &str, answer: Answer) -> Result<(), DraftError> {
        let form = self.form.clone();
        self.draft.give(&form, &form.blank(key).unwrap(), answer, TODAY)
    }

    fn say(&mut self, key: &str, choice: &str) {
        assert_eq!(self.give(key, Answer::Chosen(choice.into())), Ok(()), "{key} {choice}");
    }

    fn day(&mut self, key: &str, day: &str) -> Result<(), DraftError> {
        self.give(key, Answer::Day(Personal::new(day.into())))
    }

    fn offered(&self, key: &str) -> Vec<&str> {
        let offered = choices(&self.form, &self.draft, &self.blank(key), TODAY);
        offered.into_iter().map(|choice| choice.key.as_str()).collect()
    }

    fn days(&self, key: &str) -> (Date, Date) {
        let days = days(&self.form, &self.draft, &self.blank(key), TODAY);
        (days.first, days.last)
    }
}

/// The person on a card, `nữ 1999-03-09`, or of whom the number alone is known, `#nữ 1999`.
fn holder(who: &str, nth: u8) -> Person {
    let (sex, born) = who.split_once(' ').unwrap();
    let (year, number_only) = (born[..4].parse::<u16>().unwrap(), sex.starts_with('#'));
    let woman = sex.ends_with("nữ");
    let century = (year / 100 - 19) * 2 + u16::from(woman);
    let number = format!("048{century}{:02}0000{nth:02}", year % 100);
    if number_only {
        let identity = Personal::new(Identity::Number(IdNumber::new(&number).unwrap()));
        return Person::Card { identity, spelling: Spelling::AsRead };
    }
    let (sex, born): (_, Date) = (if woman { "Nữ" } else { "Nam" }, born.parse().unwrap());
    let payload =
        format!("{number}||Người Thử|{}|{sex}|Nam Dương, Đà Nẵng|04102024", born.strftime("%d%m%Y"));
    person(citizen::parse(payload.as_bytes(), TODAY).unwrap(), Spelling::AsRead)
}

#[test]
fn a_card_is_refused_for_a_person_who_cannot_be_its_holder() {
    let male = Unfit::Sex(Sex::Male);
    let female = Unfit::Sex(Sex::Female);
    // The form, what comes before, the card, and what becomes of it; "-" is a card that is not here.
    let table = [
        ("ht-ket-hon", "nữ 1999-03-09", "nam 1998-01-01", None),
        ("ht-ket-hon", "nữ 1999-03-09", "nữ 1998-01-01", Some(("bên nam", female))),
        ("ht-ket-hon", "nam 1999-03-09", "nam 1998-01-01", Some(("bên nữ", male))),
        ("ht-ket-hon", "", "nữ 2008-11-23", None),
        ("ht-ket-hon", "", "nữ 2008-11-24", Some(("bên nữ", Unfit::TooYoung(18)))),
        ("ht-ket-hon", "", "nam 2006-11-23", None),
        ("ht-ket-hon", "", "nam 2006-11-24", Some(("bên nam", Unfit::TooYoung(20)))),
        ("ht-ket-hon", "nữ 1999-03-09", "nam 2006-11-24", Some(("bên nam", Unfit::TooYoung(20)))),
        // The year alone leaves a doubt, which is the citizen's.
        ("ht-ket-hon", "", "#nam 2006", None),
        ("ht-ket-hon", "", "#nam 2007", Some(("bên nam", Unfit::TooYoung(20)))),
        (
            "ht-khai-sinh",
            "nữ 1960-01-01; relation=maternal; parents=married",
            "nam 1990-01-01",
            Some(("mẹ của trẻ", male)),
        ),
        (
            "ht-khai-sinh",
            "nữ 1960-01-01; relation=maternal; parents=married",
            "nữ 1959-01-01",
            Some(("mẹ của trẻ", Unfit::NotYounger)),
        ),
        (
            "ht-khai-sinh",
            "nữ 1960-01-01; relation=maternal; parents=married; nữ 1990-01-01",
            "nữ 1989-01-01",
            Some(("cha của trẻ", female)),
        ),
        (
            "ht-khai-sinh",
            "nữ 1990-01-01; relation=parent; parents=married",
            "nữ 1989-01-01",
            Some(("cha của trẻ", female)),
        ),
        (
            "ht-nhan-cha-me-con",
            "nam 1980-01-01; recognition=child",
            "nữ 1979-12-31",
            Some(("người con", Unfit::NotYounger)),
        ),
        ("ht-nhan-cha-me-con", "nam 1980-01-01; recognition=child", "nữ 2010-12-31", None),
        (
            "ht-nhan-cha-me-con",
            "nam 1980-01-01; recognition=father",
            "nữ 1950-12-31",
            Some(("người cha hoặc mẹ", female)),
        ),
        (
            "ht-nhan-cha-me-con",
            "nam 1980-01-01; recognition=father",
            "nam 1985-12-31",
            Some(("người cha hoặc mẹ", Unfit::NotOlder)),
        ),
        (
            "ht-giam-ho",
            "nam 1980-01-01; guardian_is=other",
            "nữ 2010-01-01",
            Some(("người giám hộ", Unfit::TooYoung(18))),
        ),
        (
            "ht-xac-nhan-hon-nhan",
            "nữ 1980-01-01; case=spouse",
            "nữ 1979-01-01",
            Some(("vợ hoặc chồng của Quý khách", female)),
        ),
        (
            "ht-xac-nhan-hon-nhan",
            "nữ 1980-01-01; case=single; purpose=marriage",
            "nữ 1979-01-01",
            Some(("người sẽ kết hôn", female)),
        ),
        ("ht-xac-nhan-hon-nhan", "nữ 1980-01-01; case=single; purpose=marriage", "nam 1979-01-01", None),
        ("ct01", "nữ 1980-01-01; relation=spouse", "nữ 1979-01-01", Some(("chủ hộ", female))),
        ("ct01", "nữ 1980-01-01; relation=child", "nam 1985-01-01", Some(("chủ hộ", Unfit::NotOlder))),
        ("ct01", "nữ 1980-01-01; relation=parent", "nam 1975-01-01", Some(("chủ hộ", Unfit::NotYounger))),
        ("ct01", "nữ 1980-01-01; relation=parent", "nam 2001-01-01", None),
        (
            "ct01-thuong-tru",
            "nữ 1980-01-01; who=child-own",
            "nam 1979-01-01",
            Some(("con (cháu) được đăng ký", Unfit::NotYounger)),
        ),
        (
            "btxh-huu-tri-xa-hoi",
            "nữ 1980-01-01; who=proxy",
            "nam 1957-01-01",
            Some(("người đề nghị hưởng trợ cấp", Unfit::TooYoung(70))),
        ),
        ("btxh-huu-tri-xa-hoi", "nữ 1980-01-01; who=proxy", "nam 1956-11-23", None),
        (
            "giay-uy-quyen",
            "nữ 1950-01-01",
            "nam 2012-01-01",
            Some(("người được ủy quyền", Unfit::TooYoung(15))),
        ),
    ];
    for (id, before, card, expected) in table {
        let mut desk = Desk::at(id);
        desk.steps(before);
        let draft = desk.draft.clone();
        let refused = desk.card(card).err();
        let told = refused.as_ref().map(|misfit| (misfit.person.vi.as_str(), misfit.why));
        assert_eq!(told, expected, "{id} {before} {card}");
        assert_eq!(desk.draft == draft, expected.is_some(), "{id} {card}: a refused card changes nothing");
    }
}

#[test]
fn what_is_told_of_a_card_that_does_not_fit_says_what_to_do() {
    let person = Text::new("mẹ của trẻ", "mother of the child");
    let told = |why| {
        let misfit = Misfit { person: person.clone(), why };
        format!("{} {} / {} {}", misfit.what().vi, misfit.advice().vi, misfit.what().en, misfit.advice().en)
    };
    assert_eq!(
        told(Unfit::Sex(Sex::Male)),
        "Thẻ này của nam giới. Xin mời Quý khách đặt thẻ của mẹ của trẻ. Nếu không nhầm thẻ, xin hỏi cán bộ. / \
         This is a man’s card. Please show the card of the mother of the child. If it is the right card, ask the staff."
    );
    for why in [Unfit::TooYoung(18), Unfit::TooOld(17), Unfit::NotYounger, Unfit::NotOlder] {
        assert!(told(why).contains("mẹ của trẻ") && told(why).contains("cán bộ"), "{}", told(why));
    }
}

#[test]
fn answers_that_contradict_what_was_said_are_not_offered() {
    let all: [(&str, &str, &str, &str, &str); 16] = [
        ("ht-xac-nhan-hon-nhan", "nữ 1980-01-01; case=spouse; -", "purpose", "loan", "marriage"),
        ("ht-xac-nhan-hon-nhan", "nữ 1980-01-01; case=single", "purpose", "marriage; loan", ""),
        (
            "ht-xac-nhan-hon-nhan",
            "nữ 1980-01-01; case=other-person; -; relation=spouse",
            "other_status",
            "married-to-me",
            "single; divorced; widowed; married",
        ),
        (
            "ht-xac-nhan-hon-nhan",
            "nữ 1980-01-01; case=other-person; -; relation=child; other_status=married",
            "purpose",
            "loan",
            "marriage",
        ),
        (
            "ht-xac-nhan-hon-nhan",
            "nữ 1980-01-01; case=other-person; nam 2001-01-01",
            "relation",
            "parent; elder",
            "child",
        ),
        (
            "ht-xac-nhan-hon-nhan",
            "nữ 1980-01-01; case=spouse; -",
            "spouse_case",
            "certificate",
            "before-1987",
        ),
        ("ht-xac-nhan-hon-nhan", "nữ 1960-01-01; case=spouse; -", "spouse_case", "before-1987", ""),
        (
            "ht-khai-sinh",
            "nam 1990-01-01; relation=parent",
            "parents",
            "married; unmarried",
            "mother-only; unknown",
        ),
        ("ht-khai-sinh", "nữ 1990-01-01; relation=parent", "parents", "mother-only", "unknown"),
        ("ht-khai-sinh", "nữ 1990-01-01; relation=carer", "parents", "mother-only; unknown", ""),
        ("ht-khai-tu", "nữ 1990-01-01; nữ 1960-01-01", "relation", "child; in-law", "parent; spouse"),
        (
            "ht-giam-ho",
            "nữ 1990-01-01; guardian_is=self; nữ 2015-01-01",
            "reason",
            "dead",
            "adult; difficulty",
        ),
        ("ht-giam-ho", "nữ 1990-01-01; guardian_is=self; nữ 1970-01-01", "reason", "adult", "dead; agreed"),
        (
            "ht-cai-chinh",
            "nữ 1990-01-01; relation=self; change=ethnicity",
            "reason",
            "parent",
            "clerk; missing",
        ),
        ("ct01-dieu-chinh", "nữ 1990-01-01; request=householder-self", "relation", "child", "self"),
        ("btxh-huu-tri-xa-hoi", "nữ 1990-01-01", "who", "proxy; carrier", "self; self-proxy"),
    ];
    for (id, before, key, there, hidden) in all {
        let mut desk = Desk::at(id);
        desk.steps(before);
        let offered = desk.offered(key);
        assert!(there.split("; ").all(|choice| offered.contains(&choice)), "{id} {before}: {offered:?}");
        assert!(!hidden.split("; ").any(|choice| offered.contains(&choice)), "{id} {before}: {offered:?}");
        for choice in hidden.split("; ") {
            assert_eq!(
                desk.give(key, Answer::Chosen(choice.into())),
                Err(DraftError::Choice),
                "{id} {choice}"
            );
        }
    }
}

#[test]
fn no_day_is_before_one_that_it_follows() {
    let mut desk = Desk::at("ht-khai-tu");
    desk.card("nữ 1990-01-01").unwrap();
    desk.card("nam 1950-05-06").unwrap();
    assert_eq!(desk.day("death_date", "1950-05-05"), Err(DraftError::Day));
    assert_eq!(desk.day("death_date", "2026-11-24"), Err(DraftError::Day), "to come");
    assert_eq!(desk.day("death_date", "2026-11-20"), Ok(()));
    desk.say("notice_kind", "notice");
    assert_eq!(desk.days("notice_date"), (date(2026, 11, 20), TODAY));
    assert_eq!(desk.day("notice_date", "2026-11-19"), Err(DraftError::Day));
    assert_eq!(desk.day("notice_date", "2026-11-21"), Ok(()));
    // And the other way round: the death is asked again, when the day of the paper is known.
    assert_eq!(desk.days("death_date"), (date(1950, 5, 6), date(2026, 11, 21)));
}

#[test]
fn days_are_compared_with_answers_as_with_cards() {
    let mut desk = Desk::at("ht-khai-sinh");
    desk.card("nữ 1960-01-01").unwrap();
    desk.say("relation", "maternal");
    desk.say("parents", "married");
    desk.card("nữ 1990-07-08").unwrap();
    desk.no_card();
    desk.day("father_birth_date", "1992-02-02").unwrap();
    assert_eq!(desk.days("child_birth_date"), (date(1992, 2, 2), TODAY));
    desk.day("child_birth_date", "2026-10-01").unwrap();
    assert_eq!(desk.days("father_birth_date").1, date(2026, 10, 1), "nobody is born after his child");

    let mut desk = Desk::at("ht-xac-nhan-hon-nhan");
    desk.card("nữ 1980-01-01").unwrap();
    desk.say("case", "spouse");
    desk.card("nam 1985-01-01").unwrap();
    desk.say("spouse_case", "before-marriage");
    desk.day("single_from", "1998-01-01").unwrap();
    assert_eq!(desk.days("single_to"), (date(1998, 1, 1), TODAY));
    desk.day("single_to", "2010-01-01").unwrap();
    assert_eq!(desk.days("certificate_date"), (date(2010, 1, 1), TODAY));

    let mut desk = Desk::at("ht-ket-hon");
    desk.card("nữ 1980-01-01").unwrap();
    desk.no_card();
    assert_eq!(desk.days("groom_birth_date").1, date(2006, 11, 23), "old enough to marry");
    let mut desk = Desk::at("ht-dang-ky-lai-khai-sinh");
    desk.card("nữ 1980-01-01").unwrap();
    desk.say("relation", "self");
    desk.say("has_paper", "yes");
    assert_eq!(desk.days("registered_date"), (date(1980, 1, 1), date(2015, 12, 31)));
}

#[test]
fn the_mother_is_not_asked_whether_she_is_alive() {
    let asked = |sex: &str| {
        let mut desk = Desk::at("ht-dang-ky-lai-khai-sinh");
        desk.card(&format!("{sex} 1980-01-01")).unwrap();
        desk.say("relation", "parent");
        let known = Capabilities::ALL;
        let mut life = Vec::new();
        while let Some(need) = next_need(&desk.form, &desk.office, &desk.draft.clone(), known) {
            match need {
                Need::Card(_) => desk.card("nữ 2001-01-01").unwrap(),
                Need::Question(question) => {
                    let key = question.blank.key();
                    life.extend(key.ends_with("_life").then(|| key.clone()));
                    let answer =
                        if key.ends_with("_life") { Answer::Chosen("dead".into()) } else { Answer::Pen };
                    let form = desk.form.clone();
                    desk.draft.give(&form, &form.blank(&key).unwrap(), answer, TODAY).unwrap();
                }
                Need::Residence(_) | Need::Name(_) | Need::Another(_) => panic!("{need:?}"),
            }
        }
        (life, data(&desk.form, &desk.draft).0)
    };
    let (life, said) = asked("nữ");
    assert_eq!((life, said["mother_name"].as_str()), (vec!["father_life".to_owned()], Some("Người Thử")));
    let (life, said) = asked("nam");
    assert_eq!((life, said["father_name"].as_str()), (vec!["mother_life".to_owned()], Some("Người Thử")));
}

#[test]
fn a_place_of_death_is_written_with_the_names_of_today() {
    for (id, key) in [("ht-khai-tu", "death_setting"), ("btxh-mai-tang", "death_place")] {
        let mut desk = Desk::at(id);
        desk.card("nữ 1990-01-01").unwrap();
        let old = "048050000009||Người Đã Mất|06051950|Nam|Nam Dương, Hải Châu, Đà Nẵng|22042021";
        let old = person(citizen::parse(old.as_bytes(), TODAY).unwrap(), Spelling::AsRead);
        desk.draft.place(&desk.form, "deceased", old, TODAY).unwrap();
        desk.say(key, "home");
        let said = data(&desk.form, &desk.draft).0;
        let (place, residence) = (said["death_place"].to_string(), said["deceased_residence"].to_string());
        assert!(place.contains("Phường Hải Châu") && !place.contains("trên thẻ ghi"), "{id}: {place}");
        assert!(residence.contains("trên thẻ ghi: Nam Dương, Hải Châu, Đà Nẵng"), "{id}: {residence}");
    }
}

#[test]
fn what_is_missing_in_a_text_is_told_by_its_own_name() {
    let mut desk = Desk::at("ht-xac-nhan-hon-nhan");
    desk.card("nữ 1980-01-01").unwrap();
    desk.say("case", "ended");
    desk.say("ended_case", "divorced");
    desk.say("divorce_paper", "judgment");
    desk.day("divorce_date", "2020-01-01").unwrap();
    desk.say("purpose", "loan");
    assert_eq!(data(&desk.form, &desk.draft).1, ["divorce_number", "divorce_court"]);
    // What stands instead of a blank is missing like it.
    let mut desk = Desk::at("ct01-tam-tru");
    desk.card("nữ 1980-01-01").unwrap();
    desk.say("relation", "self");
    desk.say("owner_consent", "vneid");
    desk.no_card();
    desk.give("other_owner_id", Answer::Pen).unwrap();
    let left = data(&desk.form, &desk.draft).1;
    assert!(left.contains(&"other_owner_id".to_owned()), "{left:?}");
}
