//! What somebody does who comes for one procedure, brings a few cards, takes the first choice and types nothing.

use std::collections::VecDeque;

use kiosk_core::office::Offer;
use kiosk_core::text::{Lang, Text};
use kiosk_ui::Element;

/// Lower edge of the header and upper edge of the footer, in pixels: between them is the page.
const PAGE: std::ops::Range<f32> = 152.0..1752.0;
/// Keys with a first letter are lower than whatever answers a question with one touch.
const LETTER_KEY: f32 = 90.0;

/// What the citizen does next.
#[derive(Debug, Clone)]
pub enum Act {
    /// Touches this button.
    Tap(Element),
    /// Holds this to the scanner.
    Scan(Vec<u8>),
    /// Waits for the machine.
    Wait,
    /// Takes the papers.
    Leave,
}

/// The citizen.
pub struct Citizen {
    title: String,
    field: String,
    cards: VecDeque<Vec<u8>>,
    lang: Lang,
    wishes: Vec<String>,
}

impl Citizen {
    /// Somebody who comes for `offer` and brings `cards` (payloads), the own one first.
    pub fn new(offer: &Offer, cards: impl IntoIterator<Item = Vec<u8>>, lang: Lang) -> Self {
        Self {
            title: offer.procedure.name.get(lang).to_owned(),
            field: offer.procedure.field.get(lang).to_owned(),
            cards: cards.into_iter().collect(),
            lang,
            wishes: Vec::new(),
        }
    }

    /// The same who touches whatever is called as one of `wishes`, before any first choice.
    #[must_use]
    pub fn wishing(self, wishes: Vec<String>) -> Self {
        Self { wishes, ..self }
    }

    /// What to do on the page called `page` with these `elements`; `None` when there is no way on.
    pub fn act(&mut self, page: &str, elements: &[Element]) -> Option<Act> {
        let seen = Seen { elements, lang: self.lang };
        match page {
            "welcome" => self.welcome(seen).map(Act::Tap),
            "fields" => seen.button(&self.field).map(Act::Tap),
            "procedures" => {
                seen.button(&self.title).or_else(|| seen.called("Trang sau", "Next page")).map(Act::Tap)
            }
            "inform" => seen.called("Tiếp tục", "Continue").map(Act::Tap),
            "scan" => match self.cards.pop_front() {
                Some(card) => Some(Act::Scan(card)),
                None => seen.ending("không có ở đây", "is not here").map(Act::Tap),
            },
            "confirm" => seen.called("Đúng, là", "Yes, this is").map(Act::Tap),
            "ask" => seen.answer(&self.wishes).map(Act::Tap),
            "review" => seen.called("In tờ khai và lấy số", "Print and take a number").map(Act::Tap),
            "done" => Some(Act::Leave),
            "trouble" => None,
            _ => Some(Act::Wait),
        }
    }

    /// In English, the first touch is on the language.
    fn welcome(&self, seen: Seen<'_>) -> Option<Element> {
        let speaks_english = seen.elements.iter().any(|e| e.label == "Welcome");
        if self.lang == Lang::En && !speaks_english {
            return seen.button("English");
        }
        seen.button(&self.title).or_else(|| seen.called("Tất cả thủ tục", "All procedures"))
    }
}

/// What stands on the screen.
#[derive(Clone, Copy)]
struct Seen<'a> {
    elements: &'a [Element],
    lang: Lang,
}

impl<'a> Seen<'a> {
    fn buttons(self) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(|e| e.role == "button")
    }

    fn button(self, label: &str) -> Option<Element> {
        self.buttons().find(|e| e.label == label).cloned()
    }

    /// The button whose label begins so in the visit's language.
    fn called(self, vi: &str, en: &str) -> Option<Element> {
        let words = Text::new(vi, en);
        self.buttons().find(|e| e.label.starts_with(words.get(self.lang))).cloned()
    }

    fn ending(self, vi: &str, en: &str) -> Option<Element> {
        let words = Text::new(vi, en);
        self.buttons().find(|e| e.label.ends_with(words.get(self.lang))).cloned()
    }

    /// What is wished. Else digits and words are skipped or left for the pen, and there is no further row; or it is the first
    /// choice, and of a day the first that is offered.
    fn answer(self, wishes: &[String]) -> Option<Element> {
        let wished = wishes.iter().find_map(|label| self.button(label));
        let keypad = self.called("Xoá", "Erase").is_some();
        let whole = self.called("Tiếp tục", "Continue").filter(|_| !keypad);
        let skip = || self.called("Bỏ qua câu này", "Skip this question").filter(|_| keypad);
        let pen = || self.called("Để trống", "Leave it").filter(|_| keypad);
        let no = || self.exactly("Không", "No").filter(|_| self.exactly("Có", "Yes").is_some());
        wished.or(whole).or_else(skip).or_else(pen).or_else(no).or_else(|| self.first_choice())
    }

    fn exactly(self, vi: &str, en: &str) -> Option<Element> {
        self.button(Text::new(vi, en).get(self.lang))
    }

    fn first_choice(self) -> Option<Element> {
        let ways = [
            ("Để trống", "Leave it"),
            ("Trang ", "Previous page"),
            ("Trang sau", "Next page"),
            ("Tất cả", "All"),
        ];
        let is_way =
            |e: &Element| ways.iter().any(|(vi, en)| e.label.starts_with(Text::new(*vi, *en).get(self.lang)));
        // A box of a day says its part and what it is set to.
        let is_set = |e: &Element| e.label.contains(": ");
        let on_page = |e: &&Element| PAGE.contains(&e.y);
        let mut choices = self.buttons().filter(on_page).filter(|e| !is_way(e) && !is_set(e));
        choices.find(|e| e.h > LETTER_KEY || e.label.chars().count() > 1).cloned()
    }
}
