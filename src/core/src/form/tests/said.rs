//! Saying one thing anew, in every built-in form: the rest stays, and what depends on it is asked.

use super::visits::{MOST_STEPS, OFFICE, USUAL, Visit, Visitor};
use super::*;

const CAN: Capabilities = Capabilities::ALL;

fn visitors() -> impl Iterator<Item = Visitor> {
    (0..4).map(|choice| Visitor { choice, ..USUAL })
}

fn listed<'f>(form: &'f Form, draft: &Draft) -> Vec<Said<'f>> {
    said(form, &OFFICE, draft, CAN, TODAY)
}

fn page(form: &Form, draft: &Draft) -> String {
    fill(form, &OFFICE, draft, TODAY).data.expose().clone()
}

/// Whether `given` is in the list: no card, and not the word that there was a further row after which another came.
fn may_be_said_anew(draft: &Draft, at: usize) -> bool {
    match &draft.given[at] {
        Given::Person { .. } => false,
        Given::Another { group, .. } => {
            let same = |given: &Given| matches!(given, Given::Another { group: other, .. } if other == group);
            !draft.given[at + 1..].iter().any(same)
        }
        Given::Residence { .. } | Given::Name { .. } | Given::Answer { .. } => true,
    }
}

#[test]
fn whatever_was_said_is_listed_in_its_order_and_said_again_leaves_the_page_as_it_was() {
    let mut said_again = 0;
    for form in OFFICE.forms.forms() {
        for visitor in visitors() {
            let draft = visitor.visit(form).draft;
            let list = listed(form, &draft);
            let given = (0..draft.given.len()).filter(|at| may_be_said_anew(&draft, *at));
            let given: Vec<&Given> = given.map(|at| &draft.given[at]).collect();
            assert_eq!(list.iter().map(|said| &said.given).collect::<Vec<_>>(), given, "{}", form.id);
            for said in list {
                let mut again = said.without;
                again.give_again(form, &said.need, said.given.clone(), TODAY).unwrap();
                assert_eq!(again.take_up(form, &OFFICE, CAN, TODAY), None, "{} {:?}", form.id, said.given);
                assert_eq!(again, draft, "{} {:?}", form.id, said.given);
                said_again += 1;
            }
        }
    }
    assert!(said_again > 500, "{said_again}");
}

#[test]
fn another_answer_leads_to_a_whole_page_again() {
    let (mut changed, mut asked_again) = (0, 0);
    for form in OFFICE.forms.forms() {
        for visitor in visitors() {
            let draft = visitor.visit(form).draft;
            for said in listed(form, &draft) {
                let Need::Question(question) = &said.need else { continue };
                for choice in choices(form, &said.without, &question.blank, TODAY) {
                    let mut visit = Visit { draft: said.without.clone(), asked: Vec::new() };
                    let answer = Answer::Chosen(choice.key.clone());
                    visit.draft.give(form, &question.blank, answer.clone(), TODAY).unwrap();
                    go_on(form, visitor, &mut visit);
                    assert_eq!(visit.draft.answer(&question.blank.key()), Some(&answer));
                    assert!(!page(form, &visit.draft).is_empty() && visit.draft.aside.is_empty());
                    changed += 1;
                    asked_again += visit.asked.len();
                }
            }
        }
    }
    assert!(changed > 200 && asked_again > 20, "{changed} {asked_again}");
}

/// Answers what is wanted besides what was said before.
fn go_on<'f>(form: &'f Form, visitor: Visitor, visit: &mut Visit<'f>) {
    for step in 1..MOST_STEPS {
        let Some(need) = visit.draft.take_up(form, &OFFICE, CAN, TODAY) else { return };
        visitor.meet(form, need, visit, step + MOST_STEPS);
    }
    panic!("{} comes to no end", form.id);
}
