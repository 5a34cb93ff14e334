//! A settings form on its way to the page: fields with what they hold, and mistakes beside them.

use kiosk_core::text::Lang;
use maud::{Markup, html};

use super::filled::{Filled, row_field};
use super::mistake::Mistake;
use crate::page::say;

/// A form, what stands in it, and what of it cannot be.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub(super) lang: Lang,
    pub(super) filled: &'a Filled,
    pub(super) mistakes: &'a [Mistake],
}

impl Sheet<'_> {
    /// One of two texts.
    pub(super) fn say<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        say(self.lang, vi, en)
    }

    /// A field of one line under its label.
    pub(super) fn line(&self, field: &str, label: &str, most: usize) -> Markup {
        html! {
            label.field {
                span { (label) }
                input name=(field) value=(self.filled.get(field)) maxlength=(most) autocomplete="off"
                    aria-invalid[self.is_wrong(field)] aria-describedby=[self.is_wrong(field).then(|| note_id(field))];
                (self.wrong(field))
            }
        }
    }

    /// A field of a number.
    pub(super) fn number(&self, field: &str, label: &str) -> Markup {
        html! {
            label.field.short {
                span { (label) }
                input name=(field) value=(self.filled.get(field)) inputmode="numeric" maxlength="6" autocomplete="off"
                    aria-invalid[self.is_wrong(field)] aria-describedby=[self.is_wrong(field).then(|| note_id(field))];
                (self.wrong(field))
            }
        }
    }

    /// A field of several lines.
    pub(super) fn lines(&self, field: &str, label: &str, rows: usize) -> Markup {
        html! {
            label.field {
                span { (label) }
                textarea name=(field) rows=(rows) aria-invalid[self.is_wrong(field)]
                    aria-describedby=[self.is_wrong(field).then(|| note_id(field))] { (self.filled.get(field)) }
                (self.wrong(field))
            }
        }
    }

    /// A time of day.
    pub(super) fn time(&self, field: &str, label: &str) -> Markup {
        html! {
            // Not of type "time", which asks for AM and PM on computers that are set to English.
            input.time name=(field) value=(self.filled.get(field)) aria-label=(label) placeholder="--:--" maxlength="5"
                autocomplete="off" aria-invalid[self.is_wrong(field)];
        }
    }

    /// A box to tick.
    pub(super) fn tick(&self, field: &str, label: &str) -> Markup {
        html! {
            label.tick { input type="checkbox" name=(field) value="1" checked[!self.filled.get(field).is_empty()];
                span { (label) } }
        }
    }

    /// A text of the row in both languages, side by side.
    pub(super) fn both(&self, field: &str, row: usize, label: &str, most: usize) -> Markup {
        let named = |lang: &str| row_field(&format!("{field}_{lang}"), row);
        html! {
            (self.line(&named("vi"), &format!("{label} ({})", self.say("tiếng Việt", "Vietnamese")), most))
            (self.line(&named("en"), &format!("{label} ({})", self.say("tiếng Anh", "English")), most))
            (self.wrong(&row_field(field, row)))
        }
    }

    /// What is wrong with a field, if anything is.
    pub(super) fn wrong(&self, field: &str) -> Markup {
        let mut found = self.mistakes.iter().filter(|mistake| mistake.field == field).peekable();
        html! {
            @if found.peek().is_some() {
                strong.wrong id=(note_id(field)) { @for mistake in found { (mistake.sentence) " " } }
            }
        }
    }

    fn is_wrong(&self, field: &str) -> bool {
        // A mistake in a text of two languages stands under both of its fields.
        let both = field.replace("_vi.", ".").replace("_en.", ".");
        self.mistakes.iter().any(|mistake| mistake.field == field || mistake.field == both)
    }
}

/// The name of the place in the page where the mistakes of a field stand.
pub(super) fn note_id(field: &str) -> String {
    format!("wrong-{field}")
}
