//! `kiosk form effort`: what each form costs the citizen.

use std::error::Error;
use std::io::{Write, stdout};

use kiosk_core::form::{Effort, Form, Way, effort as cost, ways};
use serde::Serialize;

use super::Desk;

/// One form; the names are part of the command's promise.
#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    card: usize,
    derived: usize,
    tap: usize,
    digits: usize,
    typed: usize,
    pen: usize,
    share: f64,
    blanks: Vec<Blank>,
}

#[derive(Serialize)]
struct Blank {
    field: String,
    way: &'static str,
}

/// Prints the effort of every form, and in words that of all together.
pub(super) fn effort(desk: &Desk, json: bool) -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    if json {
        let all: Vec<Told<'_>> = desk.office.forms.forms().map(told).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
        return Ok(());
    }
    writeln!(
        out,
        "{}",
        line("form", ["card", "derived", "tap", "digits", "typed", "pen"].map(str::to_owned), "share")
    )?;
    let mut all = Effort::default();
    for form in desk.office.forms.forms() {
        let effort = cost(form);
        all = all.and(effort);
        writeln!(out, "{}", in_figures(&form.folder, effort))?;
    }
    writeln!(out, "{}", in_figures("all", all))?;
    Ok(())
}

fn told(form: &Form) -> Told<'_> {
    let effort = cost(form);
    let Effort { card, derived, tap, digits, typed, pen } = effort;
    let blanks = ways(form).into_iter().map(|(field, way)| Blank { field, way: word(way) }).collect();
    Told { id: &form.folder, card, derived, tap, digits, typed, pen, share: effort.share(), blanks }
}

fn in_figures(form: &str, effort: Effort) -> String {
    let Effort { card, derived, tap, digits, typed, pen } = effort;
    let share = format!("{:.0} %", effort.share() * 100.0);
    line(form, [card, derived, tap, digits, typed, pen].map(|count| count.to_string()), &share)
}

fn line(form: &str, [card, derived, tap, digits, typed, pen]: [String; 6], share: &str) -> String {
    format!("{form:<26} {card:>7} {derived:>7} {tap:>7} {digits:>7} {typed:>7} {pen:>7} {share:>7}")
}

fn word(way: Way) -> &'static str {
    match way {
        Way::Card => "card",
        Way::Derived => "derived",
        Way::Tap => "tap",
        Way::Digits => "digits",
        Way::Typed => "typed",
        Way::Pen => "pen",
    }
}
