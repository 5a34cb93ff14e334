//! How numbers count and how they are called: `[[office.service]]`, `[queue]`, `[[queue.class]]`.

use std::ops::RangeInclusive;

use kiosk_core::office::rule;
use kiosk_core::queue::{Class, ClassId, Grounds, Numbering, QueueRules};
use kiosk_core::text::Text;
use toml::Spanned;

use super::Reader;
use crate::config::{Mistake, file};

impl Reader<'_> {
    pub(super) fn numbering(
        &self,
        start: Option<Spanned<u32>>,
        width: Option<Spanned<u8>>,
    ) -> Result<Numbering, Mistake> {
        let usual = Numbering::default();
        let remedy = "Write 1 to 9000, or leave it out: then the numbers begin with 1.";
        let start = self.within(start, "office.service.start", rule::START, remedy)?;
        let remedy = "Write 1 to 6, or leave it out: then a number has three digits.";
        let width = self.within(width, "office.service.width", rule::WIDTH, remedy)?;
        Ok(Numbering { start: start.unwrap_or(usual.start), width: width.unwrap_or(usual.width) })
    }

    pub(super) fn limit(&self, limit: Option<Spanned<u32>>) -> Result<Option<u32>, Mistake> {
        let remedy = "Write 1 to 9000 numbers a day, or leave it out: then there is no limit.";
        self.within(limit, "office.service.limit", rule::PER_DAY, remedy)
    }

    pub(super) fn queue_rules(&self, file: file::Queue) -> Result<QueueRules, Mistake> {
        let usual = QueueRules::default();
        let remedy = "Write 1 to 20: so many with priority are called before one of the others.";
        let ratio = self.within(file.ratio, "queue.ratio", 1..=20, remedy)?;
        let remedy = "Write 0 to 20: so often a number is called again after the first time.";
        let recalls = self.within(file.recalls, "queue.recalls", 0..=20, remedy)?;
        Ok(QueueRules {
            classes: self.classes(file.classes)?,
            ratio: ratio.unwrap_or(usual.ratio),
            recalls: recalls.unwrap_or(usual.recalls),
        })
    }

    fn classes(&self, files: Vec<file::Class>) -> Result<Vec<Class>, Mistake> {
        let mut classes: Vec<Class> = Vec::new();
        for file in files {
            if classes.iter().any(|class| &class.id.0 == file.id.get_ref()) {
                let problem = format!("two classes are called \"{}\"", file.id.get_ref());
                let remedy = "Give each its own id.";
                return Err(self.wrong(&file.id, "queue.class.id", problem, remedy.into()));
            }
            classes.push(Class {
                grounds: self.grounds(&file.grounds, file.from_age)?,
                id: ClassId(file.id.into_inner()),
                name: Text::new(file.name, file.name_en),
                priority: file.priority.unwrap_or(true),
            });
        }
        Ok(classes)
    }

    fn grounds(&self, name: &Spanned<String>, from_age: Option<Spanned<u16>>) -> Result<Grounds, Mistake> {
        let remedy = "Write an age of 1 to 120 in completed years.";
        let age = self.within(from_age.clone(), "queue.class.from_age", 1..=120, remedy)?;
        let grounds = match (name.get_ref().as_str(), age) {
            ("age", Some(from)) => Grounds::Age { from },
            ("age", None) => return Err(self.no_age(name)),
            ("appointment", _) => Grounds::Appointment,
            ("collect", _) => Grounds::Collect,
            ("declared", _) => Grounds::Declared,
            _ => {
                let problem = format!("\"{}\" is no way to belong to a class", name.get_ref());
                let remedy = "Write one of: age, appointment, collect, declared.";
                return Err(self.wrong(name, "queue.class.grounds", problem, remedy.into()));
            }
        };
        match (grounds, from_age) {
            (Grounds::Appointment | Grounds::Collect | Grounds::Declared, Some(age)) => {
                let problem = "an age is said, and the class is not one of age".to_owned();
                let remedy = "Write grounds = \"age\", or leave from_age out.";
                Err(self.wrong(&age, "queue.class.from_age", problem, remedy.into()))
            }
            (grounds, _) => Ok(grounds),
        }
    }

    fn no_age(&self, name: &Spanned<String>) -> Mistake {
        let problem = "it is not said from which age on".to_owned();
        self.wrong(name, "queue.class.grounds", problem, "Write from_age = 60 as well.".into())
    }

    /// A number that has to lie in `range` if it is there at all.
    pub(super) fn within<N: Copy + PartialOrd + std::fmt::Display>(
        &self,
        value: Option<Spanned<N>>,
        key: &str,
        range: RangeInclusive<N>,
        remedy: &str,
    ) -> Result<Option<N>, Mistake> {
        let Some(value) = value else { return Ok(None) };
        if range.contains(value.get_ref()) {
            return Ok(Some(value.into_inner()));
        }
        let problem = format!("{} cannot be used", value.get_ref());
        Err(self.wrong(&value, key, problem, remedy.to_owned()))
    }
}
