//! Puts a question's values into the globals that its page reads.

use std::rc::Rc;

use slint::{ComponentHandle, SharedString, VecModel};

use crate::answer::{self, Answer, Grouping, Part};
use crate::generated::{App, AskKind, AskModel, DialBox, DialOption, DialPart, TileRow};
use crate::present::whole;
use crate::rows;
use crate::screen::Page;

/// The lists of a question: the boxes of a day and what the open one can be.
pub(crate) struct Asking {
    boxes: Rc<VecModel<DialBox>>,
    options: Rc<VecModel<DialOption>>,
    suggestions: Rc<VecModel<SharedString>>,
}

impl Asking {
    /// Connects the lists of `app`.
    pub(crate) fn new(app: &App) -> Self {
        let asking = Self { boxes: Rc::default(), options: Rc::default(), suggestions: Rc::default() };
        app.global::<AskModel>().set_boxes(asking.boxes.clone().into());
        app.global::<AskModel>().set_options(asking.options.clone().into());
        app.global::<AskModel>().set_suggestions(asking.suggestions.clone().into());
        asking
    }

    /// Shows the question `page`, without its list of answers; see [`rows`]. For a `fresh` one the keyboard is as at
    /// first.
    pub(crate) fn fill(&self, model: &AskModel<'_>, page: &Page, fresh: bool) {
        if fresh {
            model.set_shift(0);
            model.set_on_signs(false);
        }
        let Page::Ask { step, of, about, prompt, help, answer, leave_for_pen, skip } = page else { return };
        model.set_step(whole(*step));
        model.set_of(whole(*of));
        model.set_about(about.as_str().into());
        model.set_prompt(prompt.as_str().into());
        model.set_help(help.as_str().into());
        model.set_leave_for_pen(*leave_for_pen);
        model.set_skip(*skip);
        self.answer(model, answer);
    }

    /// Shows what was written to search for.
    pub(crate) fn search(&self, model: &AskModel<'_>, typed: &str, fresh: bool) {
        if fresh {
            model.set_shift(0);
            model.set_on_signs(false);
        }
        let (note, suggestions) = (String::new(), Vec::new());
        let value = typed.to_owned();
        let answer = Answer::Words { value, suggestions, capital: false, signs: true, note, complete: false };
        self.answer(model, &answer);
    }

    /// Overwrites everything with nothing.
    pub(crate) fn clear(&self, model: &AskModel<'_>) {
        let blank = String::new;
        let answer = Answer::Choices(Vec::new());
        let (about, prompt, help) = (blank(), blank(), blank());
        self.fill(
            model,
            &Page::Ask { step: 1, of: 1, about, prompt, help, answer, leave_for_pen: false, skip: false },
            true,
        );
    }

    fn answer(&self, model: &AskModel<'_>, answer: &Answer) {
        let (mut value, mut what, mut whole, mut part, mut noted) = (String::new(), "", false, None, "");
        let (mut shown, mut offered): (&[answer::DialBox], &[answer::DialOption]) = (&[], &[]);
        let (mut suggested, mut keys): (&[String], _) = (&[], (false, false));
        match answer {
            Answer::Choices(_) | Answer::YesNo => {}
            Answer::Digits { value: digits, grouping, unit, max, note, complete } => {
                (value, what, noted, whole) = (grouped(digits, *max, *grouping), unit, note, *complete);
            }
            Answer::Dial { boxes, open, options, words } => {
                (value, whole, part) = (words.clone(), open.is_none(), *open);
                (shown, offered) = (boxes, options);
            }
            Answer::Words { value: words, suggestions, capital, signs, note, complete } => {
                (value, noted, whole) = (words.clone(), note, *complete);
                (suggested, keys) = (suggestions, (*capital, *signs));
            }
        }
        model.set_kind(kind(answer));
        model.set_value(value.into());
        model.set_unit(what.into());
        model.set_note(noted.into());
        model.set_complete(whole);
        model.set_capital(keys.0);
        model.set_signs(keys.1);
        rows::set(&self.boxes, shown.iter().map(Into::into));
        rows::set(&self.options, offered.iter().map(Into::into));
        rows::set(&self.suggestions, suggested.iter().map(|text| text.as_str().into()));
        model.set_open(part.map_or(DialPart::None, dial_part));
    }
}

/// The answers of the question `page` that are chosen from a list.
pub(crate) fn rows(page: &Page) -> Vec<TileRow> {
    let Page::Ask { answer: Answer::Choices(choices), .. } = page else { return Vec::new() };
    choices.iter().map(Into::into).collect()
}

fn kind(answer: &Answer) -> AskKind {
    match answer {
        Answer::Choices(_) => AskKind::Choices,
        Answer::YesNo => AskKind::YesNo,
        Answer::Digits { .. } => AskKind::Digits,
        Answer::Dial { .. } => AskKind::Dial,
        Answer::Words { .. } => AskKind::Words,
    }
}

fn dial_part(part: Part) -> DialPart {
    match part {
        Part::Day => DialPart::Day,
        Part::Month => DialPart::Month,
        Part::Decade => DialPart::Decade,
        Part::Year => DialPart::Year,
        Part::Hour => DialPart::Hour,
        Part::Ten => DialPart::Ten,
        Part::Minute => DialPart::Minute,
    }
}

impl From<&answer::DialBox> for DialBox {
    fn from(shown: &answer::DialBox) -> Self {
        Self { part: dial_part(shown.part), value: shown.value.as_str().into(), open: shown.open }
    }
}

impl From<&answer::DialOption> for DialOption {
    fn from(option: &answer::DialOption) -> Self {
        let label = SharedString::from(option.label.as_str());
        Self { value: i32::from(option.value), label, possible: option.possible }
    }
}

/// Digits as they are read aloud.
fn grouped(digits: &str, max: u32, grouping: Grouping) -> String {
    let first = match grouping {
        // So few are read one by one, or as a year.
        Grouping::Number if max <= 5 => return digits.to_owned(),
        Grouping::Number => {
            if max == 10 {
                4
            } else {
                3
            }
        }
        Grouping::Quantity if digits.len() <= 4 => return digits.to_owned(),
        Grouping::Quantity => digits.len() % 3,
    };
    let mut out = String::with_capacity(digits.len() + 6);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place >= first && (place - first) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Grouping, grouped};

    #[test]
    fn digits_are_grouped_as_they_are_read_aloud() {
        let cases = [
            ("", 10, ""),
            ("0905", 10, "0905"),
            ("09051", 10, "0905 1"),
            ("0905123456", 10, "0905 123 456"),
            ("048155001234", 12, "048 155 001 234"),
            ("0481", 12, "048 1"),
            ("1960", 4, "1960"),
        ];
        for (typed, max, shown) in cases {
            assert_eq!(grouped(typed, max, Grouping::Number), shown);
        }
        for (typed, shown) in
            [("1998", "1998"), ("15000", "15 000"), ("1500000", "1 500 000"), ("150000", "150 000")]
        {
            assert_eq!(grouped(typed, 8, Grouping::Quantity), shown);
        }
    }
}
