//! A form in the making: whose cards were given, and what was answered.

use zeroize::Zeroize;

use super::when::{NOT_HERE, WITH_CARD};
use super::{Ask, Field, Form, Item};
use crate::citizen::{CardWarning, Citizen, IdNumber, Personal};

/// What was said to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The choice with this key.
    Chosen(String),
    /// Digits from the keypad.
    Digits(Personal<String>),
    /// The citizen has none, and the form does not need it.
    Nothing,
    /// The citizen will write it.
    Pen,
}

/// What was given for one slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// The person's card.
    Card {
        /// What it says.
        citizen: Personal<Citizen>,
        /// What becomes of the name.
        spelling: Spelling,
    },
    /// The card is not here.
    NotHere,
}

/// What becomes of a card's name on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Printed as it was read.
    AsRead,
    /// It lost its diacritics: left for the pen, and so is a residence that lost them with it.
    LeftForPen,
}

impl Spelling {
    /// Whether `citizen`'s name may have lost its diacritics, so that a person must decide.
    pub fn is_doubtful(citizen: &Citizen) -> bool {
        citizen.warnings.contains(&CardWarning::LostDiacritics) && citizen.full_name.is_ascii()
    }
}

impl Person {
    /// What the card says; `None` when it is not here.
    pub fn citizen(&self) -> Option<&Citizen> {
        match self {
            Person::Card { citizen, .. } => Some(citizen.expose()),
            Person::NotHere => None,
        }
    }

    /// `item` as `read` writes it; `None` when the card gives nothing, or when it is left for the pen.
    pub(super) fn gives(&self, item: Item, read: fn(Item, &Citizen) -> String) -> Option<Personal<String>> {
        let Person::Card { citizen, spelling } = self else { return None };
        let citizen = citizen.expose();
        let lost = match item {
            Item::FullName => true,
            Item::Residence => citizen.residence.is_ascii(),
            Item::BirthDate | Item::Sex | Item::IdNumber => false,
        };
        let value = Personal::new(read(item, citizen));
        let left = lost && *spelling == Spelling::LeftForPen;
        (!left && !value.expose().is_empty()).then_some(value)
    }
}

/// A form in the making, step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The form's id in the catalogue.
    pub form: String,
    given: Vec<Given>,
}

/// One step of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A slot was answered.
    Person {
        /// The slot.
        slot: String,
        /// With whom.
        person: Person,
    },
    /// A question was answered.
    Answer {
        /// The field.
        field: String,
        /// With what.
        answer: Answer,
    },
}

/// Why a step was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The question does not offer this choice.
    #[error("no such choice")]
    Choice,
    /// Too few or too many digits, or something else than digits.
    #[error("not so many digits")]
    Digits,
    /// The form needs this field.
    #[error("the form needs an answer")]
    Required,
    /// The card with this number is in another slot already.
    #[error("the same card twice")]
    SameCard,
}

impl Draft {
    /// A draft of the form called `form` in which nothing is given yet.
    pub fn new(form: &str) -> Self {
        Self { form: form.to_owned(), given: Vec::new() }
    }

    /// The blank form: the applicant has no card here.
    pub fn blank(form: &Form) -> Self {
        let nobody = |slot: &str| Given::Person { slot: slot.to_owned(), person: Person::NotHere };
        let given = form.applicant().map(|slot| nobody(&slot.key));
        Self { form: form.id.clone(), given: given.into_iter().collect() }
    }

    /// Whether nothing is given yet.
    pub fn is_new(&self) -> bool {
        self.given.is_empty()
    }

    /// How many steps were taken.
    pub(super) fn steps(&self) -> usize {
        self.given.len()
    }

    /// What was given for the slot `key`.
    pub fn person(&self, key: &str) -> Option<&Person> {
        self.given.iter().find_map(|given| match given {
            Given::Person { slot, person } if slot == key => Some(person),
            Given::Person { .. } | Given::Answer { .. } => None,
        })
    }

    /// What was answered for the field `key`.
    pub fn answer(&self, key: &str) -> Option<&Answer> {
        self.given.iter().find_map(|given| match given {
            Given::Answer { field, answer } if field == key => Some(answer),
            Given::Person { .. } | Given::Answer { .. } => None,
        })
    }

    /// What `question` was answered, in the words of conditions: the key of a choice, or whether a slot's
    /// card was given.
    pub fn said(&self, question: &str) -> Option<&str> {
        match (self.person(question), self.answer(question)) {
            (Some(Person::Card { .. }), _) => Some(WITH_CARD),
            (Some(Person::NotHere), _) => Some(NOT_HERE),
            (None, Some(Answer::Chosen(key))) => Some(key),
            (None, Some(Answer::Digits(_) | Answer::Nothing | Answer::Pen) | None) => None,
        }
    }

    /// Whether some slot holds the card with this number.
    pub fn has_card(&self, number: &IdNumber) -> bool {
        self.given.iter().any(|given| match given {
            Given::Person { person: Person::Card { citizen, .. }, .. } => {
                citizen.expose().id_number == *number
            }
            Given::Person { person: Person::NotHere, .. } | Given::Answer { .. } => false,
        })
    }

    /// Takes what is given for the slot `key`.
    ///
    /// # Errors
    /// [`DraftError::SameCard`] when another slot holds the same card; the draft is as before.
    pub fn place(&mut self, key: &str, person: Person) -> Result<(), DraftError> {
        if let Person::Card { citizen, .. } = &person
            && self.has_card(&citizen.expose().id_number)
        {
            return Err(DraftError::SameCard);
        }
        self.given.push(Given::Person { slot: key.to_owned(), person });
        Ok(())
    }

    /// Takes an answer to the question for `field`; an earlier one is forgotten.
    ///
    /// # Errors
    /// When the question cannot be answered so; the draft is as before.
    pub fn give(&mut self, field: &Field, answer: Answer) -> Result<(), DraftError> {
        check(field, &answer)?;
        self.given.retain(|given| !matches!(given, Given::Answer { field: key, .. } if *key == field.key));
        self.given.push(Given::Answer { field: field.key.clone(), answer });
        Ok(())
    }

    /// Takes the last step back and gives it out; `None` when there was none.
    pub fn take_back(&mut self) -> Option<Given> {
        self.given.pop()
    }
}

fn check(field: &Field, answer: &Answer) -> Result<(), DraftError> {
    match answer {
        Answer::Chosen(key) => field.choice(key).map(drop).ok_or(DraftError::Choice),
        Answer::Digits(text) => check_digits(field, text.expose()),
        Answer::Nothing if field.required => Err(DraftError::Required),
        Answer::Nothing | Answer::Pen => Ok(()),
    }
}

fn check_digits(field: &Field, text: &str) -> Result<(), DraftError> {
    let Some(Ask::Digits { min, max, .. }) = &field.ask else { return Err(DraftError::Digits) };
    let fits = (*min as usize..=*max as usize).contains(&text.len());
    if fits && text.bytes().all(|b| b.is_ascii_digit()) { Ok(()) } else { Err(DraftError::Digits) }
}

impl Zeroize for Draft {
    fn zeroize(&mut self) {
        // Whatever tells something of a person is inside a Personal, which wipes itself.
        self.given.clear();
    }
}
