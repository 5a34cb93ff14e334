//! Whole visits to every built-in form: they come to an end, and the paper is filled.

use std::sync::LazyLock;

use super::*;
use crate::citizen::IdNumber;

/// No form asks so much; a visit that is longer turns in a circle.
pub(super) const MOST_STEPS: usize = 120;

/// Few questions outside of lists have more.
const MOST_CHOICES: usize = 9;

/// An office that told its hospitals and its neighbourhoods.
pub(super) static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let lists = Lists::built_in()
        .unwrap()
        .with(ListName::Hospitals, &["Bệnh viện Hải Hòa".to_owned()])
        .with(ListName::Neighbourhoods, &["Tổ dân phố 1".to_owned(), "Tổ dân phố 2".to_owned()]);
    Office { forms: Catalog::built_in(&lists).unwrap(), ..office() }
});

/// Who visits, and how the questions are answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visitor {
    pub(super) woman: bool,
    pub(super) others: Others,
    /// Of several choices the one at this place, counted round.
    pub(super) choice: usize,
    pub(super) can: Capabilities,
}

/// What becomes of the other persons' cards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Others {
    Here,
    OnlyNumbers,
    NotHere,
}

pub(super) const USUAL: Visitor =
    Visitor { woman: true, others: Others::Here, choice: 0, can: Capabilities::ALL };

/// A finished visit: the draft, and the question asked for each blank in turn.
pub(super) struct Visit<'f> {
    pub(super) draft: Draft,
    pub(super) asked: Vec<Question<'f>>,
}

impl Visitor {
    pub(super) fn visit(self, form: &Form) -> Visit<'_> {
        let mut visit = Visit { draft: Draft::new(&form.folder), asked: Vec::new() };
        for step in 0..MOST_STEPS {
            let Some(need) = next_need(form, &OFFICE, &visit.draft, self.can) else { return visit };
            let count = step_count(form, &OFFICE, &visit.draft, self.can);
            assert!(count.step <= count.of, "{} {self:?}: {count:?} at {need:?}", form.id);
            self.meet(form, need, &mut visit, step);
        }
        panic!("{} {self:?} comes to no end", form.id)
    }

    pub(super) fn meet<'f>(self, form: &'f Form, need: Need<'f>, visit: &mut Visit<'f>, step: usize) {
        match need {
            Need::Card(whose) => {
                let mut persons = self.persons(step).into_iter();
                let fits = |person| visit.draft.place(form, &whose.key, person, TODAY).is_ok();
                assert!(persons.any(fits), "{} {self:?}: nobody can be {}", form.id, whose.key);
            }
            Need::Residence(whose) => visit.draft.settle(&whose.key, None).unwrap(),
            Need::Name(whose) => visit.draft.call(&whose.key, Some("Lê Thị Tên")).unwrap(),
            Need::Question(question) => {
                let answer = self.answer(form, &visit.draft, &question);
                let given = visit.draft.give(form, &question.blank, answer.clone(), TODAY);
                assert_eq!(given, Ok(()), "{} {self:?}: {} {answer:?}", form.id, question.blank.key());
                visit.asked.push(question);
            }
            Need::Another(group) => {
                let rows = visit.draft.wanted(group).count();
                visit.draft.another(group, rows == 0);
            }
        }
    }

    /// Who comes at `step`, the likeliest first: the visitor, or others of either sex and of several ages.
    fn persons(self, step: usize) -> Vec<Person> {
        if step == 0 {
            return vec![self.person(step, self.woman, 1975)];
        }
        let others = [1975, 1950, 1998, 1930, 2015].into_iter();
        others
            .flat_map(|born| [!self.woman, self.woman].map(|woman| self.person(step, woman, born)))
            .collect()
    }

    fn person(self, step: usize, woman: bool, born: u16) -> Person {
        let sex = if woman { "Nữ" } else { "Nam" };
        let century = u8::from(woman) + if born < 2000 { 0 } else { 2 };
        let number = format!("048{century}{:02}{step:06}", born % 100);
        if step > 0 && self.others == Others::NotHere {
            return Person::NotHere;
        }
        if step > 0 && self.others == Others::OnlyNumbers {
            let identity = Personal::new(Identity::Number(IdNumber::new(&number).unwrap()));
            return Person::Card { identity, spelling: Spelling::AsRead };
        }
        let letter = char::from(b'A' + u8::try_from(step % 26).unwrap());
        let payload =
            format!("{number}||Người Thứ {letter}|0903{born}|{sex}|Nam Dương, Hải Châu, Đà Nẵng|22042021");
        person(citizen::parse(payload.as_bytes(), TODAY).unwrap(), Spelling::AsRead)
    }

    fn answer(self, form: &Form, draft: &Draft, question: &Question<'_>) -> Answer {
        let text = |text: &str| Personal::new(text.to_owned());
        match &question.ask.how {
            How::Choice { .. } | How::YesNo => match &choices(form, draft, &question.blank, TODAY)[..] {
                [] if question.ask.writing().is_some() => Answer::Text(text("Chữ")),
                [] => Answer::Pen,
                offered => Answer::Chosen(offered[self.choice % offered.len()].key.clone()),
            },
            How::Digits { min, .. } => Answer::Digits(text(&"1".repeat(*min as usize))),
            How::Number { min, .. } => Answer::Number(Personal::new(*min)),
            How::Day { .. } => {
                let days = days(form, draft, &question.blank, TODAY);
                assert!(days.first <= days.last, "{}: no day is left for {}", form.id, question.blank.key());
                Answer::Day(text(&days.last.to_string()))
            }
            How::Time => Answer::Time(text("08:30")),
            How::Text { max, .. } => Answer::Text(text(&"Chữ".chars().take(*max).collect::<String>())),
        }
    }
}

#[test]
fn every_visit_comes_to_an_end() {
    for form in OFFICE.forms.forms() {
        for woman in [true, false] {
            for others in [Others::Here, Others::OnlyNumbers, Others::NotHere] {
                for can in [Capabilities::ALL, Capabilities::NO_KEYBOARD] {
                    for choice in 0..MOST_CHOICES {
                        Visitor { woman, others, choice, can }.visit(form);
                    }
                }
            }
        }
    }
}

#[test]
fn with_every_card_here_nothing_is_left_for_the_pen() {
    for form in OFFICE.forms.forms() {
        for (choice, woman) in (0..MOST_CHOICES).flat_map(|choice| [(choice, true), (choice, false)]) {
            let visit = Visitor { woman, choice, ..USUAL }.visit(form);
            let (said, left) = data(form, &visit.draft);
            // Numbers and dates of another person's papers are written later, and the question says so.
            if visit.draft.answer("other_status").is_none() {
                assert_eq!(left, [""; 0], "{} {choice}", form.id);
            }
            for question in &visit.asked {
                let key = question.blank.key();
                let pointer = format!("/{}", key.replace('.', "/"));
                let printed = said.pointer(&pointer).and_then(|value| value.as_str());
                let says_nothing = visit.draft.answer(&key).is_some_and(|answer| is_empty(question, answer));
                assert_eq!(printed == Some(""), says_nothing, "{} {key}: {printed:?}", form.id);
            }
        }
    }
}

/// Whether the choice prints nothing, as "no such thing" does.
fn is_empty(question: &Question<'_>, answer: &Answer) -> bool {
    let Answer::Chosen(key) = answer else { return false };
    question
        .blank
        .field
        .choice(key)
        .is_some_and(|choice| choice.value == Phrase::try_from(String::new()).unwrap())
}

#[test]
fn for_oneself_nothing_is_typed() {
    let forms = [
        "btxh-huu-tri-xa-hoi",
        "chung-thuc-phieu-yeu-cau",
        "ct01",
        "ct01-dieu-chinh",
        "ct01-gia-han",
        "ct01-tam-tru",
        "ct01-thuong-tru",
        "giay-uy-quyen",
        "ht-dang-ky-lai-khai-sinh",
        "ht-ket-hon",
        "ht-trich-luc",
        "ht-xac-nhan-hon-nhan",
    ];
    for id in forms {
        let form = OFFICE.forms.form(id).unwrap();
        for woman in [true, false] {
            let visit = Visitor { woman, ..USUAL }.visit(form);
            let letters = |question: &&Question<'_>| matches!(question.ask.how, How::Text { .. });
            assert_eq!(visit.asked.iter().find(letters), None, "{id}");
        }
    }
}

#[test]
fn a_single_person_answers_two_questions_for_the_paper_that_says_so() {
    let form = OFFICE.forms.form("ht-xac-nhan-hon-nhan").unwrap();
    let draft = after(form, &["+1", "single", "loan"]);
    assert_eq!(wanted(form, &draft), "nothing");
    assert_eq!(data(form, &draft).1, [""; 0]);
}
