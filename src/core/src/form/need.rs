//! What is still wanted: cards first, then where their holders live, then questions, then the rows of tables.

use super::holder::DayStyle;
use super::known::Known;
use super::phrase::Stretch;
use super::{
    Answer, Ask, Blank, Draft, Field, Form, Group, How, Item, OfficeItem, Person, Row, Slot, Source,
};
use crate::office::Office;
use crate::text::Text;

/// What the screen that asks can do. What it cannot ask is left for the pen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// It has a keyboard for words.
    pub text: bool,
}

impl Capabilities {
    /// The touchscreen: it has a keyboard.
    pub const TOUCHSCREEN: Self = Self::ALL;
    /// Everything can be asked.
    pub const ALL: Self = Self { text: true };
    /// A screen on which nothing can be written.
    pub const NO_KEYBOARD: Self = Self { text: false };
}

/// The next thing that a draft wants of the citizen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need<'f> {
    /// The card of this person, or the word that it is not here.
    Card(Whose<'f>),
    /// Where this person lives: the ward on the card was divided among several communes.
    Residence(Whose<'f>),
    /// What this person is called: the scan gave the number alone, or a name without its diacritics.
    Name(Whose<'f>),
    /// An answer.
    Question(Question<'f>),
    /// Whether this repeated part has another row: yes or no.
    Another(&'f Group),
}

/// The person whose card or residence is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose<'f> {
    /// The slot, or the row such as `members.0`.
    pub key: String,
    /// The person, as it stands in a sentence.
    pub title: Text,
    /// The row whose person it is.
    pub row: Option<Row<'f>>,
}

/// A question that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'f> {
    /// The blank that it fills.
    pub blank: Blank<'f>,
    /// How it is asked.
    pub ask: &'f Ask,
}

/// How far the asking is, after the applicant's card: other persons' cards and questions are its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepCount {
    /// The step that is open, from 1.
    pub step: u32,
    /// How many steps there are by what is known now; an answer may bring a further one.
    pub of: u32,
}

/// What `draft` of `form` wants next of somebody at a screen that `can` ask; `None` when the form's data is
/// complete. The blank form wants nothing.
pub fn next_need<'f>(form: &'f Form, office: &Office, draft: &Draft, can: Capabilities) -> Option<Need<'f>> {
    Asking { known: Known { form, draft }, office, can }.needs().into_iter().next()
}

/// How far the asking is.
pub fn step_count(form: &Form, office: &Office, draft: &Draft, can: Capabilities) -> StepCount {
    let after_card = |need: &Need<'_>| !matches!(need, Need::Card(whose) if form.is_applicant(&whose.key));
    let done = draft.steps(form);
    let needs = Asking { known: Known { form, draft }, office, can }.needs();
    let open = needs.iter().filter(|need| after_card(need)).count();
    StepCount { step: count(done + 1), of: count(done + open) }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whether something gives a value without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outlook {
    /// It does.
    Given,
    /// It may, once a card or an answer is given that is wanted yet.
    Awaited,
    /// It does not.
    Nothing,
}

impl Outlook {
    fn given(given: bool) -> Self {
        if given { Self::Given } else { Self::Nothing }
    }
}

/// Somebody is asked for the values of a form.
#[derive(Clone, Copy)]
struct Asking<'f, 'd> {
    known: Known<'f, 'd>,
    office: &'d Office,
    can: Capabilities,
}

impl<'f> Asking<'f, '_> {
    /// Everything that is wanted by what is known now, in the order of asking.
    fn needs(self) -> Vec<Need<'f>> {
        if self.known.is_blank() {
            return Vec::new();
        }
        let form = self.known.form;
        let slots = || form.slots.iter();
        let cards = slots().filter(|slot| self.is_wanted(slot)).map(|slot| Need::Card(whose(slot)));
        let homes =
            slots().filter(|slot| self.is_residence_open(&slot.key)).map(|slot| Need::Residence(whose(slot)));
        let names = slots().filter(|slot| self.is_name_open(&slot.key)).map(|slot| Need::Name(whose(slot)));
        let fields = form.fields.iter().map(|field| Blank { field, row: None });
        let questions = fields.filter_map(|blank| self.question(blank)).map(Need::Question);
        let tables = form.groups.iter().flat_map(|group| self.table(group));
        cards.chain(names).chain(homes).chain(questions).chain(tables).collect()
    }

    /// What the rows of `group` want, and whether there is another one.
    fn table(self, group: &'f Group) -> Vec<Need<'f>> {
        let rows = self.known.rows(group).flat_map(|row| self.row(row));
        let another = self.known.is_open(group).then_some(Need::Another(group));
        rows.chain(another).collect()
    }

    fn row(self, row: Row<'f>) -> Vec<Need<'f>> {
        let whose = || Whose { key: row.key(), title: row.group.title(), row: Some(row) };
        let card = self.is_row_wanted(row).then(|| Need::Card(whose()));
        let home = self.is_residence_open(&row.key()).then(|| Need::Residence(whose()));
        let name = self.is_name_open(&row.key()).then(|| Need::Name(whose()));
        let questions = row.blanks().filter_map(|blank| self.question(blank)).map(Need::Question);
        card.into_iter().chain(name).chain(home).chain(questions).collect()
    }

    fn is_wanted(self, slot: &'f Slot) -> bool {
        let known = self.known;
        known.draft.person(&slot.key).is_none()
            && !known.is_the_applicant(slot)
            && known.holds(&slot.when, None)
    }

    fn is_row_wanted(self, row: Row<'_>) -> bool {
        row.group.person && self.known.draft.person(&row.key()).is_none()
    }

    /// Whether only the person in the slot or the row `key` can tell where the house stands now, and the form
    /// says it.
    fn is_residence_open(self, key: &str) -> bool {
        let draft = self.known.draft;
        let identity = draft.person(key).and_then(Person::identity);
        identity.is_some_and(|identity| !identity.residences().is_empty())
            && draft.residence(key).is_none()
            && self.says_of(key, Item::is_residence_now)
    }

    /// Whether only the citizen can tell what the person in the slot or the row `key` is called, and the form says
    /// it.
    fn is_name_open(self, key: &str) -> bool {
        let known = self.known;
        self.can.text
            && known.draft.name(key).is_none()
            && known.counts(key)
            && known
                .holder_of(key)
                .is_some_and(|holder| holder.gives(Item::FullName, DayStyle::Iso).is_none())
            && self.says_of(key, |item| item == Item::FullName)
    }

    /// Whether the form says such an item of the person in the slot or the row `key`.
    fn says_of(self, key: &str, such: impl Fn(Item) -> bool) -> bool {
        let form = self.known.form;
        let rows = form.groups.iter().filter(|group| key.starts_with(&format!("{}.", group.key)));
        let mut sources =
            form.fields.iter().chain(rows.flat_map(|group| &group.fields)).flat_map(Field::sources);
        sources.any(|source| match source {
            Source::Card { slot, item } => such(*item) && self.holder_key(slot) == Some(key),
            Source::Row(item) => such(*item) && form.slot(key).is_none(),
            Source::Office(_) | Source::Field(_) | Source::Today => false,
        })
    }

    fn holder_key(self, slot: &str) -> Option<&'f str> {
        let slot = self.known.holder_slot(self.known.form.slot(slot)?)?;
        Some(&slot.key)
    }

    fn question(self, blank: Blank<'f>) -> Option<Question<'f>> {
        let ask = self.open(&blank)?;
        (self.unasked(&blank) == Outlook::Nothing).then_some(Question { blank, ask })
    }

    /// How `blank` can be asked now: it applies, was not answered, and this screen can ask it.
    fn open(self, blank: &Blank<'f>) -> Option<&'f Ask> {
        let (known, ask) = (self.known, blank.field.ask.as_ref()?);
        let open = self.can_ask(ask)
            && known.applies(blank)
            && known.holds(&ask.when, blank.row)
            && known.answer(blank).is_none()
            && (self.office.fill_optional || !known.may_stay_blank(blank));
        open.then_some(ask)
    }

    fn can_ask(self, ask: &Ask) -> bool {
        match &ask.how {
            How::Text { .. } => self.can.text,
            // The office has not told what is on its list.
            How::Choice { choices, other, .. } if choices.is_empty() => *other && self.can.text,
            How::Choice { .. }
            | How::YesNo
            | How::Digits { .. }
            | How::Number { .. }
            | How::Day { .. }
            | How::Time => true,
        }
    }

    /// Whether `blank` gets a value without its question.
    fn unasked(self, blank: &Blank<'f>) -> Outlook {
        match (&blank.field.source, &blank.field.value) {
            (Some(source), _) => self.outlook(source, blank.row),
            (None, Some(value)) => self.worst(value.stretches(), blank.row),
            (None, None) => Outlook::Nothing,
        }
    }

    /// A text has a value when all its places have.
    fn worst(self, stretches: &[Stretch], row: Option<Row<'f>>) -> Outlook {
        let places = stretches.iter().map(|stretch| match stretch {
            Stretch::Words(_) => Outlook::Given,
            Stretch::Place(source) => self.outlook(source, row),
        });
        places.max().unwrap_or(Outlook::Nothing)
    }

    fn outlook(self, source: &Source, row: Option<Row<'f>>) -> Outlook {
        match source {
            Source::Card { slot, item } => self.card_outlook(slot, *item),
            Source::Row(item) => row.map_or(Outlook::Nothing, |row| self.row_outlook(row, *item)),
            Source::Office(item) => Outlook::given(self.office_gives(*item)),
            Source::Field(key) => {
                let blank = self.known.blank(key, row);
                blank.map_or(Outlook::Nothing, |blank| self.field_outlook(&blank))
            }
            Source::Today => Outlook::Given,
        }
    }

    fn office_gives(self, item: OfficeItem) -> bool {
        !self.office.item(item).is_empty()
    }

    fn card_outlook(self, slot: &str, item: Item) -> Outlook {
        let Some(slot) = self.known.form.slot(slot) else { return Outlook::Nothing };
        if self.is_wanted(slot) {
            return Outlook::Awaited;
        }
        let key = self.known.holder_slot(slot).map_or("", |slot| &slot.key);
        self.given_by(key, item)
    }

    fn row_outlook(self, row: Row<'_>, item: Item) -> Outlook {
        if self.is_row_wanted(row) {
            return Outlook::Awaited;
        }
        self.given_by(&row.key(), item)
    }

    /// Whether the person in the slot or the row `key` gives `item`. A name that will be written by hand is not asked
    /// for a second time.
    fn given_by(self, key: &str, item: Item) -> Outlook {
        let by_hand = item == Item::FullName && self.known.draft.name(key) == Some(None);
        let holder = self.known.holder_of(key);
        Outlook::given(by_hand || holder.is_some_and(|holder| holder.gives(item, DayStyle::Iso).is_some()))
    }

    fn field_outlook(self, blank: &Blank<'f>) -> Outlook {
        if !self.known.applies(blank) {
            return Outlook::Nothing;
        }
        match self.known.answer(blank) {
            Some(Answer::Nothing | Answer::Pen) => Outlook::Nothing,
            Some(Answer::Chosen(key)) => self.choice_outlook(blank, key),
            Some(
                Answer::Digits(_) | Answer::Number(_) | Answer::Day(_) | Answer::Time(_) | Answer::Text(_),
            ) => Outlook::Given,
            None => match self.unasked(blank) {
                Outlook::Nothing if self.open(blank).is_some() => Outlook::Awaited,
                unasked @ (Outlook::Given | Outlook::Awaited | Outlook::Nothing) => unasked,
            },
        }
    }

    fn choice_outlook(self, blank: &Blank<'f>, key: &str) -> Outlook {
        let choice = blank.field.choice(key);
        choice.map_or(Outlook::Nothing, |choice| self.worst(choice.value.stretches(), blank.row))
    }
}

fn whose<'f>(slot: &Slot) -> Whose<'f> {
    Whose { key: slot.key.clone(), title: slot.title.clone(), row: None }
}
