//! The queue's rules by table and by property.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod classes;
mod commands;
mod errands;
mod hours;
mod turns;
mod waits;

use super::*;
use crate::draw::Draw;

fn service(id: &str) -> ServiceId {
    ServiceId(id.into())
}

fn class(id: &str, grounds: Grounds, priority: bool) -> Class {
    Class { id: ClassId(id.into()), name: crate::text::Text::new(id, id), grounds, priority }
}

/// An office with one class of each kind.
fn rules() -> QueueRules {
    let classes = vec![
        class("80", Grounds::Age { from: 80 }, true),
        class("60", Grounds::Age { from: 60 }, true),
        class("hen", Grounds::Appointment, true),
        class("ket-qua", Grounds::Collect, false),
        class("thai-phu", Grounds::Declared, true),
        class("khao-sat", Grounds::Declared, false),
    ];
    QueueRules { classes, ..QueueRules::default() }
}
