//! The slip of paper that a citizen takes along: what may stand on it, and how it is laid out.
//!
//! [`slip_of`] translates a ticket into a [`Slip`]; [`Slip::receipt`] lays it out. What is not known has
//! no line.

mod reference;
mod words;

use kiosk_core::office::Office;
use kiosk_core::queue::{ServiceId, SlipPrint, Ticket, expected_wait};
use kiosk_core::text::Lang;
use kiosk_hardware::{Align, Line, Receipt, TextSize, Weight};

use words::Words;

/// Everything that may stand on a slip, in the words of its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The language of the labels.
    pub lang: Lang,
    /// The office's name, line by line.
    pub office: Vec<String>,
    /// What the number is.
    pub caption: String,
    /// The number, for example `A105`.
    pub number: String,
    /// Which print of this number it is.
    pub print: SlipPrint,
    /// Why the citizen is called before others, if so.
    pub priority: Option<String>,
    /// What it queues for; empty if that is not known.
    pub service: String,
    /// The citizen's errands in their order; shown when there are several.
    pub errands: Vec<String>,
    /// When the number was taken.
    pub when: Option<String>,
    /// How many people wait before the citizen.
    pub ahead: Option<u32>,
    /// How long the wait will probably be.
    pub wait: Option<String>,
    /// What to have ready when called.
    pub ready: Option<String>,
    /// What the QR code holds.
    pub qr: Option<String>,
    /// The last lines.
    pub closing: Vec<String>,
}

/// The slip of `ticket` in `lang`. `print` tells which print of its number it is.
pub fn slip_of(office: &Office, ticket: &Ticket, lang: Lang, print: SlipPrint) -> Slip {
    let words = Words::of(lang);
    let service = office.service(&ticket.service);
    let minutes = service.and_then(|s| s.minutes);
    let expected = || expected_wait(ticket.ahead, minutes, office.counters_of(&ticket.service));
    let wait = ticket.wait.or_else(expected);
    Slip {
        lang,
        office: office.name.get(lang).lines().map(str::to_owned).collect(),
        caption: words.caption.to_owned(),
        number: ticket.number.to_string(),
        print,
        priority: priority(office, ticket, lang),
        service: service.map_or_else(String::new, |s| s.name.get(lang).to_owned()),
        errands: errands(office, ticket, lang),
        when: Some(words.when(ticket.issued_at)),
        ahead: Some(ticket.ahead),
        wait: wait.map(|wait| wait.in_words(lang)),
        ready: service.and_then(|s| s.ready.as_ref()).map(|ready| ready.get(lang).to_owned()),
        qr: Some(qr_text(office, ticket)),
        closing: words.closing.map(str::to_owned).to_vec(),
    }
}

/// The class by which the citizen is called before others.
fn priority(office: &Office, ticket: &Ticket, lang: Lang) -> Option<String> {
    let class = office.queue.class(ticket.class.as_ref()?)?;
    class.priority.then(|| class.name.get(lang).to_owned())
}

/// All errands by name when there are several.
fn errands(office: &Office, ticket: &Ticket, lang: Lang) -> Vec<String> {
    if ticket.errands.is_empty() {
        return Vec::new();
    }
    let name = |id: &ServiceId| office.service(id).map(|s| s.name.get(lang).to_owned());
    ticket.services().filter_map(name).collect()
}

/// What the QR code holds: an address that phones can open, or the bare token. Never a dead link.
pub fn qr_text(office: &Office, ticket: &Ticket) -> String {
    match &office.public_url {
        Some(url) => format!("{url}/t/{}", ticket.token),
        None => ticket.token.clone(),
    }
}

impl Slip {
    /// The slip laid out: the number as the largest thing on it, then what the citizen asks next.
    pub fn receipt(&self) -> Receipt {
        let parts = [self.heading(), self.call(), self.purpose(), self.queue(), self.code(), self.end()];
        Receipt { lines: parts.concat().into_iter().filter(|line| !is_empty(line)).collect() }
    }

    fn heading(&self) -> Vec<Line> {
        self.office.iter().map(|line| bold(line)).chain([Line::Rule]).collect()
    }

    fn call(&self) -> Vec<Line> {
        let words = Words::of(self.lang);
        let again = match self.print {
            SlipPrint::Again => words.again,
            SlipPrint::First | SlipPrint::Replacing => "",
        };
        let mut lines = vec![
            centred(&format!("{}{again}", self.caption)),
            Line::Feed { mm: 3 },
            Line::Number(self.number.clone()),
            Line::Feed { mm: 3 },
        ];
        if self.print == SlipPrint::Replacing {
            lines.extend([centred(words.replaces), Line::Feed { mm: 1 }]);
        }
        if let Some(why) = &self.priority {
            lines.extend([bold(&format!("{}{why}", words.priority)), Line::Feed { mm: 1 }]);
        }
        lines
    }

    fn purpose(&self) -> Vec<Line> {
        let words = Words::of(self.lang);
        let mut lines = vec![bold(&self.service), Line::Feed { mm: 2 }];
        if self.errands.len() > 1 {
            lines.push(left(words.errands));
            lines.extend((1..).zip(&self.errands).map(|(nth, errand)| left(&format!("{nth}. {errand}"))));
            lines.push(Line::Feed { mm: 2 });
        }
        lines
    }

    fn queue(&self) -> Vec<Line> {
        let words = Words::of(self.lang);
        let labelled = |label: &str, value: &Option<String>| {
            value.as_ref().map(|value| left(&format!("{label}{value}")))
        };
        [
            labelled(words.taken, &self.when),
            self.ahead.map(|ahead| left(&words.ahead(ahead))),
            labelled(words.wait, &self.wait),
            labelled(words.ready, &self.ready),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn code(&self) -> Vec<Line> {
        self.qr.iter().map(|payload| Line::Qr(payload.clone())).collect()
    }

    fn end(&self) -> Vec<Line> {
        let small = |line: &String| text(line, TextSize::Small, Weight::Regular, Align::Centre);
        self.closing.iter().map(small).collect()
    }
}

/// Whether a line would take up paper without saying anything.
fn is_empty(line: &Line) -> bool {
    match line {
        Line::Text { text, .. } | Line::Number(text) | Line::Qr(text) => text.trim().is_empty(),
        Line::Rule | Line::Feed { .. } => false,
    }
}

fn text(text: &str, size: TextSize, weight: Weight, align: Align) -> Line {
    Line::Text { text: text.to_owned(), size, weight, align }
}

fn bold(line: &str) -> Line {
    text(line, TextSize::Normal, Weight::Bold, Align::Centre)
}

fn centred(line: &str) -> Line {
    text(line, TextSize::Normal, Weight::Regular, Align::Centre)
}

fn left(line: &str) -> Line {
    text(line, TextSize::Normal, Weight::Regular, Align::Left)
}
