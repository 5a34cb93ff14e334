//! Priority classes (đối tượng ưu tiên): who belongs to one, and what a ticket may claim.

use jiff::civil::Date;

use super::{ClassId, QueueRules};
use crate::text::Text;

/// A class of citizens that the office treats apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Its name in configuration and database.
    pub id: ClassId,
    /// Its name on screens and slips.
    pub name: Text,
    /// How somebody comes to belong to it.
    pub grounds: Grounds,
    /// Whether its tickets are called before others; without it the class is only counted apart.
    pub priority: bool,
}

/// How a citizen comes to belong to a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grounds {
    /// By age in completed years, as the ID card says.
    Age {
        /// From this age on.
        from: u16,
    },
    /// By an appointment (hẹn trước).
    Appointment,
    /// By coming for a result that is ready (nhận kết quả).
    Collect,
    /// By the citizen's own word, which staff confirm: pregnant, with a small child, disabled, of merit.
    Declared,
}

impl Grounds {
    /// Whether staff have to confirm it before it counts.
    pub fn wants_confirmation(self) -> bool {
        match self {
            Self::Declared => true,
            Self::Age { .. } | Self::Appointment | Self::Collect => false,
        }
    }
}

/// What a new ticket brings along: the class that counts, and the one that staff still have to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claims {
    /// The class that counts at once.
    pub class: Option<ClassId>,
    /// The class that the citizen declared, until staff have looked.
    pub claim: Option<ClassId>,
}

impl Claims {
    /// Sorts `classes`, as known from the visit, by `rules`: of those that count at once and of those that
    /// are only declared the first one in the rules' order. Classes that the rules do not know are dropped,
    /// and so is a claim that would give no priority which the ticket has not got already.
    pub fn new(classes: &[ClassId], rules: &QueueRules) -> Self {
        let first = |declared: bool| {
            let mut known = rules.classes.iter().filter(|class| classes.contains(&class.id));
            known.find(|class| class.grounds.wants_confirmation() == declared)
        };
        let class = first(false);
        let claim = first(true).filter(|claim| claim.priority && !class.is_some_and(|c| c.priority));
        Self { class: class.map(|c| c.id.clone()), claim: claim.map(|c| c.id.clone()) }
    }
}

/// Completed years on `day` of somebody born on `birth`; 0 before birth. Who was born on 29 February completes
/// a year on 1 March when there is no such day.
pub fn age_on(birth: Date, day: Date) -> u16 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    let years = day.year() - birth.year() - i16::from(!had_birthday);
    u16::try_from(years).unwrap_or(0)
}

/// The classes that somebody born on `birth` belongs to on `day` by age alone. The date itself goes no
/// further than this.
pub fn classes_of_age(rules: &QueueRules, birth: Date, day: Date) -> Vec<ClassId> {
    let age = age_on(birth, day);
    let old_enough = |class: &&Class| matches!(class.grounds, Grounds::Age { from } if age >= from);
    rules.classes.iter().filter(old_enough).map(|class| class.id.clone()).collect()
}
