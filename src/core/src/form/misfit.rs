//! Who can be the person in a slot, by law and by sense, and why a card is not that person's.

use jiff::civil::Date;
use serde::Deserialize;

use super::known::Known;
use super::{Person, Slot, When};
use crate::citizen::{Identity, Sex};
use crate::text::Text;

/// What must hold of the person in a slot, all of it; of what is not known nothing is demanded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Demanded only when these hold.
    #[serde(default)]
    pub when: When,
    /// The person is a man, or a woman.
    pub sex: Option<Sex>,
    /// The person is of the other sex than the one in this slot (Luật Hôn nhân và gia đình 2014, Điều 8.2).
    pub other_sex_than: Option<String>,
    /// The person has completed so many years on the day of asking.
    pub from_age: Option<u8>,
    /// The person has completed no more years than these.
    pub to_age: Option<u8>,
    /// The person was born after the one in this slot.
    pub younger_than: Option<String>,
    /// The person was born before the one in this slot.
    pub older_than: Option<String>,
}

/// Why a card is not that of the person in a slot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a card of the person who is wanted: {why}")]
pub struct Misfit {
    /// The person of whom the rule is, as it stands in a sentence.
    pub person: Text,
    /// What does not hold.
    pub why: Unfit,
}

/// What does not hold of the person on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// `wrong-sex`: of this sex, where the other one is wanted.
    #[error("the other sex is wanted")]
    Sex(Sex),
    /// `too-young`: not of this age, in years.
    #[error("younger than {0}")]
    TooYoung(u8),
    /// `too-old`: older than this age, in years.
    #[error("older than {0}")]
    TooOld(u8),
    /// `not-younger`: born no later than somebody who must have been born before.
    #[error("born no later than another person")]
    NotYounger,
    /// `not-older`: born no earlier than somebody who must have been born after.
    #[error("born no earlier than another person")]
    NotOlder,
}

impl Rule {
    /// The slots that it compares with.
    pub(super) fn slots(&self) -> impl Iterator<Item = &String> {
        [&self.other_sex_than, &self.younger_than, &self.older_than].into_iter().flatten()
    }

    /// Whether it demands anything.
    pub(super) fn demands(&self) -> bool {
        let ages = self.from_age.is_some() || self.to_age.is_some();
        self.sex.is_some() || ages || self.slots().next().is_some()
    }
}

impl Unfit {
    /// The code of `kiosk form fill`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sex(_) => "wrong-sex",
            Self::TooYoung(_) => "too-young",
            Self::TooOld(_) => "too-old",
            Self::NotYounger => "not-younger",
            Self::NotOlder => "not-older",
        }
    }
}

impl Misfit {
    /// What is so, in one sentence for the citizen.
    pub fn what(&self) -> Text {
        let Text { vi, en } = &self.person;
        match self.why {
            Unfit::Sex(Sex::Male) => Text::new("Thẻ này của nam giới.", "This is a man’s card."),
            Unfit::Sex(Sex::Female) => Text::new("Thẻ này của nữ giới.", "This is a woman’s card."),
            Unfit::TooYoung(age) => Text::new(
                format!("Người có thẻ này chưa đủ {age} tuổi."),
                format!("The holder of this card is not yet {age} years old."),
            ),
            Unfit::TooOld(age) => Text::new(
                format!("Người có thẻ này đã quá {age} tuổi."),
                format!("The holder of this card is older than {age} years."),
            ),
            Unfit::NotYounger => Text::new(
                format!("Ngày sinh trên thẻ này quá sớm đối với {vi}."),
                format!("The date of birth on this card is too early for the {en}."),
            ),
            Unfit::NotOlder => Text::new(
                format!("Ngày sinh trên thẻ này quá muộn đối với {vi}."),
                format!("The date of birth on this card is too late for the {en}."),
            ),
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> Text {
        let Text { vi, en } = &self.person;
        match self.why {
            Unfit::TooYoung(age) => Text::new(
                format!(
                    "Theo quy định, {vi} phải từ đủ {age} tuổi. Nếu không nhầm thẻ, xin mời Quý khách hỏi cán bộ."
                ),
                format!("The {en} has to be at least {age}. If it is the right card, please ask the staff."),
            ),
            Unfit::Sex(_) | Unfit::TooOld(_) | Unfit::NotYounger | Unfit::NotOlder => Text::new(
                format!("Xin mời Quý khách đặt thẻ của {vi}. Nếu không nhầm thẻ, xin hỏi cán bộ."),
                format!("Please show the card of the {en}. If it is the right card, ask the staff."),
            ),
        }
    }
}

impl<'f, 'd> Known<'f, 'd> {
    /// The first thing that does not hold of a person whose card was given, on the day `today`; the person in the
    /// slot `of` is looked at before all others.
    pub(super) fn misfit(self, of: Option<&str>, today: Date) -> Option<Misfit> {
        let slots = || self.form.slots.iter();
        let first = slots().filter(|slot| of == Some(slot.key.as_str()));
        first.chain(slots()).find_map(|slot| {
            let identity = self.identity(slot)?;
            let mut rules = slot.rules.iter().filter(|rule| self.holds(&rule.when, None));
            let why = rules.find_map(|rule| self.unfit(rule, identity, today))?;
            Some(Misfit { person: slot.title.clone(), why })
        })
    }

    /// Whether an answer to the question `key` can decide who stands in a slot, or what is demanded there.
    pub(super) fn decides_on_persons(self, key: &str) -> bool {
        let asks = |when: &When| when.questions().any(|question| question == key);
        let of_rules = |slot: &Slot| slot.rules.iter().any(|rule| asks(&rule.when));
        let bound = self.form.slots.iter().any(|slot| !slot.rules.is_empty());
        bound && self.form.slots.iter().any(|s| asks(&s.when) || asks(&s.applicant_when) || of_rules(s))
    }

    fn identity(self, slot: &'f Slot) -> Option<&'d Identity> {
        self.person(slot).and_then(Person::identity)
    }

    fn unfit(self, rule: &Rule, who: &Identity, today: Date) -> Option<Unfit> {
        // Nobody is compared with himself, when he stands in both slots.
        let of = |key: &Option<String>| self.identity(self.form.slot(key.as_ref()?)?);
        let other = |key| of(key).filter(|other| other.number() != who.number());
        let sex = rule.sex.or_else(|| other(&rule.other_sex_than).map(|other| other.sex().other()));
        let elder = other(&rule.younger_than).filter(|elder| who.born_by() <= elder.born_from());
        let younger = other(&rule.older_than).filter(|younger| younger.born_by() <= who.born_from());
        let wrong_sex = sex.filter(|sex| *sex != who.sex()).map(|_| Unfit::Sex(who.sex()));
        let order = elder.map(|_| Unfit::NotYounger).or(younger.map(|_| Unfit::NotOlder));
        wrong_sex.or_else(|| wrong_age(rule, who, today)).or(order)
    }
}

/// Of somebody whose number alone is known the year of birth is, and the doubt is in favour of the card.
fn wrong_age(rule: &Rule, who: &Identity, today: Date) -> Option<Unfit> {
    let young = rule.from_age.filter(|age| !has_completed(who.born_from(), *age, today));
    let old = rule.to_age.filter(|age| has_completed(who.born_by(), age.saturating_add(1), today));
    young.map(Unfit::TooYoung).or(old.map(Unfit::TooOld))
}

/// Whether somebody born on `born` has completed `years` on `today`. Who was born on 29 February completes a year
/// on 1 March when there is no such day.
fn has_completed(born: Date, years: u8, today: Date) -> bool {
    let (year, month, day) = (born.year() + i16::from(years), born.month(), born.day());
    (year, month, day) <= (today.year(), today.month(), today.day())
}
