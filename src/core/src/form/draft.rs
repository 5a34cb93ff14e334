//! A form in the making: whose cards were given, and what was answered.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "each search looks for one kind of step; a step of another kind is none"
)]

use jiff::civil::Date;
use zeroize::Zeroize;

use super::answer::fitting;
use super::known::Known;
use super::offer::is_offered;
use super::{Answer, Blank, Days, Form, Group, Misfit, Writing, days};
use crate::citizen::address::Place;
use crate::citizen::{CardWarning, Citizen, IdNumber, Identity, Personal, is_unaccented};

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
    /// The form's folder in the catalogue.
    pub form: String,
    pub(super) given: Vec<Given>,
    /// What an earlier form of the same visit was given. No steps of this one: none is taken back.
    pub(super) earlier: Vec<Given>,
    /// What was said after something that is being said anew; it does not count until it is taken up again.
    pub(super) aside: Vec<Given>,
}

/// One step of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A slot was answered.
    Person {
        /// The slot, or the row whose person it is.
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
    /// It was said what the person in a slot is called, whose name no scan gave.
    Name {
        /// The slot.
        slot: String,
        /// So; `None` when it will be written by hand.
        name: Option<Personal<String>>,
    },
    /// A question was answered.
    Answer {
        /// The blank.
        field: String,
        /// With what.
        answer: Answer,
    },
    /// It was said whether a repeated part has another row.
    Another {
        /// The part.
        group: String,
        /// Whether.
        wanted: bool,
    },
}

/// Why a step was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The question does not offer this choice, or not beside what was given before.
    #[error("no such choice")]
    Choice,
    /// Too few or too many digits, or something else than digits.
    #[error("not so many digits")]
    Digits,
    /// No number is asked for, or none like this.
    #[error("no such number")]
    Number,
    /// No day is asked for, there is no such day, it is still to come, or another day forbids it.
    #[error("no such day")]
    Day,
    /// No time is asked for, or there is no such time.
    #[error("no such time")]
    Time,
    /// No words are asked for, or there are none, or too many.
    #[error("no words, or too many")]
    Text,
    /// A letter, a digit or a sign that does not belong into such words.
    #[error("letters that do not belong there")]
    Letters,
    /// The form needs this field.
    #[error("the form needs an answer")]
    Required,
    /// The card with this number is in another slot already.
    #[error("the same card twice")]
    SameCard,
    /// The card is not that of the person who is wanted.
    #[error(transparent)]
    Misfit(#[from] Misfit),
}

impl DraftError {
    /// What speaks against a card; `None` for all other errors, of which [`Self::SameCard`] alone is about cards.
    pub fn into_misfit(self) -> Option<Misfit> {
        if let Self::Misfit(misfit) = self { Some(misfit) } else { None }
    }
}

impl Draft {
    /// A draft of the form in the folder `form` in which nothing is given yet.
    pub fn new(form: &str) -> Self {
        Self { form: form.to_owned(), given: Vec::new(), earlier: Vec::new(), aside: Vec::new() }
    }

    /// The blank form: the applicant has no card here.
    pub fn blank(form: &Form) -> Self {
        let nobody = |slot: &str| Given::Person { slot: slot.to_owned(), person: Person::NotHere };
        let given = form.applicant().map(|slot| nobody(&slot.key));
        Self { given: given.into_iter().collect(), ..Self::new(&form.folder) }
    }

    /// A draft of `form` that knows what `draft`, one of the form `of`, was given earlier in the same visit: the
    /// persons whose slots have the same key and title (the applicants are one person), and the answers to
    /// questions with the same key, kind, and label or prompt. Rows of repeated parts are asked anew.
    pub fn after(draft: &Draft, of: &Form, form: &Form) -> Self {
        let all = draft.all().filter_map(|given| given.carried(of, form));
        Self { earlier: all.collect(), ..Self::new(&form.folder) }
    }

    /// The same as if the earlier forms had not told who is in the slot `key`.
    pub fn without_person(mut self, key: &str) -> Self {
        self.earlier.retain(|given| !matches!(given, Given::Person { slot, .. } if slot == key));
        self
    }

    /// Whether no step was taken yet.
    pub fn is_new(&self) -> bool {
        self.given.is_empty()
    }

    /// The steps taken, without the applicant's card.
    pub(super) fn steps(&self, form: &Form) -> usize {
        let applicant =
            |given: &&Given| matches!(given, Given::Person { slot, .. } if form.is_applicant(slot));
        self.given.len() - self.given.iter().filter(applicant).count()
    }

    fn all(&self) -> impl Iterator<Item = &Given> {
        self.given.iter().chain(&self.earlier)
    }

    /// What was given for the slot `key`.
    pub fn person(&self, key: &str) -> Option<&Person> {
        self.all().find_map(|given| match given {
            Given::Person { slot, person } if slot == key => Some(person),
            _ => None,
        })
    }

    /// What was answered for the blank `key`.
    pub fn answer(&self, key: &str) -> Option<&Answer> {
        self.all().find_map(|given| match given {
            Given::Answer { field, answer } if field == key => Some(answer),
            _ => None,
        })
    }

    /// What was said about where the person in the slot `key` lives: there, or that it is not known.
    pub(super) fn residence(&self, key: &str) -> Option<Option<&Place>> {
        self.all().find_map(|given| match given {
            Given::Residence { slot, place } if slot == key => Some(place.as_ref().map(Personal::expose)),
            _ => None,
        })
    }

    /// What was said about the name of the person in the slot `key`: the name, or that it will be written by hand.
    pub(super) fn name(&self, key: &str) -> Option<Option<&Personal<String>>> {
        self.all().find_map(|given| match given {
            Given::Name { slot, name } if slot == key => Some(name.as_ref()),
            _ => None,
        })
    }

    /// The persons whose cards were given.
    pub fn identities(&self) -> impl Iterator<Item = &Identity> {
        self.all().filter_map(|given| match given {
            Given::Person { person, .. } => person.identity(),
            _ => None,
        })
    }

    /// The words that were written, with the blank's key; names without one.
    pub fn written(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        self.all().filter_map(|given| match given {
            Given::Name { name: Some(name), .. } => Some((None, name.expose().as_str())),
            Given::Answer { field, answer: Answer::Text(text) } => {
                Some((Some(field.as_str()), text.expose().as_str()))
            }
            _ => None,
        })
    }

    /// Whether another row was wanted, each time that it was asked for `group`.
    pub(super) fn wanted(&self, group: &Group) -> impl Iterator<Item = bool> {
        self.all().filter_map(|given| match given {
            Given::Another { group: key, wanted } if *key == group.key => Some(*wanted),
            _ => None,
        })
    }

    /// Whether some slot or row that counts in `form` holds the card with this number.
    pub fn has_card(&self, form: &Form, number: &IdNumber) -> bool {
        let known = Known { form, draft: self };
        self.all().any(|given| match given {
            Given::Person { slot, person } => {
                person.identity().is_some_and(|i| i.number() == number) && known.counts(slot)
            }
            Given::Residence { .. } | Given::Name { .. } | Given::Answer { .. } | Given::Another { .. } => {
                false
            }
        })
    }

    /// Takes what is given on `today` for the slot or the row `key` of `form`.
    ///
    /// # Errors
    /// [`DraftError::SameCard`] when another slot or row holds the same card, [`DraftError::Misfit`] when a rule of
    /// the form speaks against it; the draft is as before.
    pub fn place(&mut self, form: &Form, key: &str, person: Person, today: Date) -> Result<(), DraftError> {
        let is_card = person.identity().is_some();
        if person.identity().is_some_and(|identity| self.has_card(form, identity.number())) {
            return Err(DraftError::SameCard);
        }
        self.given.push(Given::Person { slot: key.to_owned(), person });
        match (Known { form, draft: self }).misfit(Some(key), today).filter(|_| is_card) {
            None => Ok(()),
            Some(misfit) => {
                self.given.pop();
                Err(misfit.into())
            }
        }
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

    /// Takes the name of the person in the slot `key`, which no scan gave; `None` when it will be written by hand.
    ///
    /// # Errors
    /// [`DraftError::Text`] and [`DraftError::Letters`] when that is no name; the draft is as before.
    pub fn call(&mut self, key: &str, name: Option<&str>) -> Result<(), DraftError> {
        let name = name.map(|name| Writing::NAME.written(name)).transpose()?;
        self.given.push(Given::Name { slot: key.to_owned(), name });
        Ok(())
    }

    /// Takes an answer, given on `today`, to the question for `blank` of `form`; an earlier one is forgotten.
    ///
    /// # Errors
    /// When the question cannot be answered so; the draft is as before.
    pub fn give(
        &mut self,
        form: &Form,
        blank: &Blank<'_>,
        answer: Answer,
        today: Date,
    ) -> Result<(), DraftError> {
        let answer = fitting(blank.field, answer, days(form, self, blank, today))?;
        if let Answer::Chosen(key) = &answer
            && !is_offered(form, self, blank, key, today)
        {
            return Err(DraftError::Choice);
        }
        self.keep(blank, answer);
        Ok(())
    }

    /// Puts `answer` in the place of an earlier one for `blank`.
    pub(super) fn keep(&mut self, blank: &Blank<'_>, answer: Answer) {
        let key = blank.key();
        let other = |given: &Given| !matches!(given, Given::Answer { field, .. } if *field == key);
        self.given.retain(other);
        self.given.push(Given::Answer { field: key, answer });
    }

    /// Takes the word whether `group` has another row.
    pub fn another(&mut self, group: &Group, wanted: bool) {
        self.given.push(Given::Another { group: group.key.clone(), wanted });
    }

    /// Takes the last step back and gives it out; `None` when there was none.
    pub fn take_back(&mut self) -> Option<Given> {
        self.given.pop()
    }
}

impl Given {
    /// What of this step of a draft of the form `of` a draft of `form` knows too.
    fn carried(&self, of: &Form, form: &Form) -> Option<Given> {
        match self {
            Given::Person { slot, .. } | Given::Residence { slot, .. } | Given::Name { slot, .. } => {
                let given = self.clone();
                same_person(of, form, slot).map(|slot| given.in_slot(slot))
            }
            Given::Answer { field, answer } => {
                let (asked, asks) = (of.field(field)?, form.field(field)?);
                let (was, is) = (asked.ask.as_ref()?, asks.ask.as_ref()?);
                let same = was.is_like(is) && (asked.label == asks.label || was.prompt == is.prompt);
                let said = *answer != Answer::Pen;
                (same && said && still_fits(asks, answer)).then(|| self.clone())
            }
            Given::Another { .. } => None,
        }
    }

    fn in_slot(self, key: &str) -> Given {
        let slot = key.to_owned();
        match self {
            Given::Person { person, .. } => Given::Person { slot, person },
            Given::Residence { place, .. } => Given::Residence { slot, place },
            Given::Name { name, .. } => Given::Name { slot, name },
            given @ (Given::Answer { .. } | Given::Another { .. }) => given,
        }
    }
}

/// The slot of `form` that is about the person in the slot `key` of the form `of`.
fn same_person<'f>(of: &Form, form: &'f Form, key: &str) -> Option<&'f str> {
    if of.is_applicant(key) {
        return form.applicant().map(|slot| slot.key.as_str());
    }
    let same = form
        .slot(key)
        .filter(|slot| !form.is_applicant(key) && of.slot(key).is_some_and(|was| was.title == slot.title))?;
    Some(same.key.as_str())
}

/// Whether an answer to a question of the same kind answers `field` as well.
fn still_fits(field: &super::Field, answer: &Answer) -> bool {
    // A day that was allowed once is a day that this visit knows; it needs no second look at the clock.
    fitting(field, answer.clone(), Days::ALL).is_ok()
}

impl Zeroize for Draft {
    fn zeroize(&mut self) {
        for given in self.given.iter_mut().chain(&mut self.earlier).chain(&mut self.aside) {
            if let Given::Answer { answer, .. } = given {
                answer.wipe();
            }
        }
        self.given.clear();
        self.earlier.clear();
        self.aside.clear();
    }
}
