//! The queue's rules by table and by property.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod classes;
mod commands;
mod hours;
mod turns;
mod waits;

use super::*;

/// Draws numbers from a seed (splitmix64), so that a failure can be played again.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

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
