//! `tour.json`: what the visit took.

use serde::Serialize;

/// What a tour leaves in `tour.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// The number on the ticket.
    pub ticket: String,
    /// Every touch since the welcome screen.
    pub taps: u32,
    /// Every character or digit that was typed.
    pub typed: u32,
    /// Keys of the form's fields that the citizen has to write.
    pub left_for_pen: Vec<String>,
    /// The screens in their order.
    pub steps: Vec<Step>,
}

/// One screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The page's name.
    pub name: String,
    /// From the touch or scan before it to the moment when it stood, in milliseconds.
    pub ms: u64,
}
