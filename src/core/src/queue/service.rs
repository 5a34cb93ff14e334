//! What the office offers, who calls it, and the rules of its queue.

use serde::{Deserialize, Serialize};

use super::{Class, ClassId, CounterId, ServiceId};
use crate::text::Text;

/// What citizens queue for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its name in configuration and database.
    pub id: ServiceId,
    /// Its name on screens and slips.
    pub name: Text,
    /// What the numbers begin with; unique among the services.
    pub prefix: String,
    /// What to have ready when called (chuẩn bị sẵn), if the office has said so.
    pub ready: Option<Text>,
    /// How long one person usually takes, in minutes, if the office has said so.
    pub minutes: Option<u32>,
    /// How its numbers count.
    pub numbering: Numbering,
    /// How many tickets it gives out in one service day at most; without it there is no limit.
    pub per_day: Option<u32>,
    /// Whether it gives out numbers; those that are out are called all the same.
    pub open: bool,
}

/// How a service's numbers count and how they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbering {
    /// The first number of each service day.
    pub start: u32,
    /// How many digits a number has at least; smaller numbers get zeros before them.
    pub width: u8,
}

impl Default for Numbering {
    fn default() -> Self {
        Self { start: 1, width: 3 }
    }
}

/// A counter (quầy) and the services that it calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// The number above the counter.
    pub id: CounterId,
    /// The services that are called to it.
    pub services: Vec<ServiceId>,
}

/// How the office calls its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRules {
    /// The priority classes, the one that goes before the others on a slip first.
    pub classes: Vec<Class>,
    /// How many tickets with priority a counter calls in a row at most while others wait; at least 1.
    pub ratio: u32,
    /// How often a number is called again after its first call at most.
    pub recalls: u32,
}

impl Default for QueueRules {
    fn default() -> Self {
        Self { classes: Vec::new(), ratio: 2, recalls: 3 }
    }
}

impl QueueRules {
    /// The class called `id`.
    pub fn class(&self, id: &ClassId) -> Option<&Class> {
        self.classes.iter().find(|class| &class.id == id)
    }

    /// The classes that citizens declare themselves (tự khai), for staff to confirm.
    pub fn declared(&self) -> impl Iterator<Item = &Class> {
        self.classes.iter().filter(|class| class.grounds.wants_confirmation())
    }

    /// Whether a ticket of `class` is called before others. A class that the office has since taken out of
    /// its configuration gives none.
    pub fn has_priority(&self, class: Option<&ClassId>) -> bool {
        class.and_then(|id| self.class(id)).is_some_and(|class| class.priority)
    }
}
