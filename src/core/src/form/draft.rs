//! A form in the making: whose cards were given, and what was answered.

use jiff::civil::Date;
use zeroize::Zeroize;

use super::when::{NOT_HERE, WITH_CARD, WITH_NUMBER};
use super::{Ask, Field, Form};
use crate::citizen::address::Place;
use crate::citizen::{CardWarning, Citizen, IdNumber, Identity, Personal, is_unaccented};

/// What was said to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The choice with this key.
    Chosen(String),
    /// Digits from the keypad.
    Digits(Personal<String>),
    /// A day, in ISO 8601.
    Day(Personal<String>),
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
        /// What the scan told.
        identity: Personal<Identity>,
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
        citizen.warnings.contains(&CardWarning::LostDiacritics) && is_unaccented(&citizen.full_name)
    }
}

impl Person {
    /// What the scan told; `None` when the card is not here.
    pub fn identity(&self) -> Option<&Identity> {
        match self {
            Person::Card { identity, .. } => Some(identity.expose()),
            Person::NotHere => None,
        }
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
    /// It was said where the person in a slot lives.
    Residence {
        /// The slot.
        slot: String,
        /// There; `None` when the citizen does not know.
        place: Option<Personal<Place>>,
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
    /// No day is asked for, or there is no such day.
    #[error("no such day")]
    Day,
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
            Given::Person { .. } | Given::Residence { .. } | Given::Answer { .. } => None,
        })
    }

    /// What was answered for the field `key`.
    pub fn answer(&self, key: &str) -> Option<&Answer> {
        self.given.iter().find_map(|given| match given {
            Given::Answer { field, answer } if field == key => Some(answer),
            Given::Person { .. } | Given::Residence { .. } | Given::Answer { .. } => None,
        })
    }

    /// What was said about where the person in the slot `key` lives: there, or that it is not known.
    pub(super) fn residence(&self, key: &str) -> Option<Option<&Place>> {
        self.given.iter().find_map(|given| match given {
            Given::Residence { slot, place } if slot == key => Some(place.as_ref().map(Personal::expose)),
            Given::Person { .. } | Given::Residence { .. } | Given::Answer { .. } => None,
        })
    }

    /// What `question` was answered, in the words of conditions: the key of a choice, or what was given
    /// for a slot.
    pub fn said(&self, question: &str) -> Option<&str> {
        if let Some(person) = self.person(question) {
            return Some(match person.identity() {
                Some(Identity::Card { .. }) => WITH_CARD,
                Some(Identity::Number(_)) => WITH_NUMBER,
                None => NOT_HERE,
            });
        }
        match self.answer(question) {
            Some(Answer::Chosen(key)) => Some(key),
            Some(Answer::Digits(_) | Answer::Day(_) | Answer::Nothing | Answer::Pen) | None => None,
        }
    }

    /// Whether some slot holds the card with this number.
    pub fn has_card(&self, number: &IdNumber) -> bool {
        self.given.iter().any(|given| match given {
            Given::Person { person, .. } => person.identity().is_some_and(|i| i.number() == number),
            Given::Residence { .. } | Given::Answer { .. } => false,
        })
    }

    /// Takes what is given for the slot `key`.
    ///
    /// # Errors
    /// [`DraftError::SameCard`] when another slot holds the same card; the draft is as before.
    pub fn place(&mut self, key: &str, person: Person) -> Result<(), DraftError> {
        if person.identity().is_some_and(|identity| self.has_card(identity.number())) {
            return Err(DraftError::SameCard);
        }
        self.given.push(Given::Person { slot: key.to_owned(), person });
        Ok(())
    }

    /// Takes the commune that was chosen for the person in the slot `key`, by its code; `None` when the citizen
    /// does not know it: then the residence stays as the card has it.
    ///
    /// # Errors
    /// [`DraftError::Choice`] when the card leaves no such choice; the draft is as before.
    pub fn settle(&mut self, key: &str, commune: Option<&str>) -> Result<(), DraftError> {
        let identity = self.person(key).and_then(Person::identity).ok_or(DraftError::Choice)?;
        let place = match commune {
            None => None,
            Some(code) => {
                let place = identity.residences().iter().find(|place| place.commune_code == code);
                Some(Personal::new(place.ok_or(DraftError::Choice)?.clone()))
            }
        };
        self.given.push(Given::Residence { slot: key.to_owned(), place });
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
        Answer::Day(text) => check_day(field, text.expose()),
        Answer::Nothing if field.required => Err(DraftError::Required),
        Answer::Nothing | Answer::Pen => Ok(()),
    }
}

fn check_digits(field: &Field, text: &str) -> Result<(), DraftError> {
    let Some(Ask::Digits { min, max, .. }) = &field.ask else { return Err(DraftError::Digits) };
    let fits = (*min as usize..=*max as usize).contains(&text.len());
    if fits && text.bytes().all(|b| b.is_ascii_digit()) { Ok(()) } else { Err(DraftError::Digits) }
}

fn check_day(field: &Field, text: &str) -> Result<(), DraftError> {
    let asked = matches!(field.ask, Some(Ask::Day { .. }));
    let day = text.parse::<Date>();
    if asked && day.is_ok() { Ok(()) } else { Err(DraftError::Day) }
}

impl Zeroize for Draft {
    fn zeroize(&mut self) {
        // Whatever tells something of a person is inside a Personal, which wipes itself.
        self.given.clear();
    }
}
