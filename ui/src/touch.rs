//! What a finger can mean.

use std::fmt;

use crate::answer::{Part, Tone};
use crate::comfort::Colours;
use crate::generated::{DialPart, TouchKind};
use crate::screen::Lang;

/// One meaningful touch. Its `Debug` never shows a chosen answer or a typed digit.
#[derive(Clone, PartialEq, Eq)]
pub enum Touch {
    /// Speak this language.
    Language(Lang),
    /// How may the screen be easier to read? The screen itself already offers it.
    Easier,
    /// Letters of this size, 0 to 3.
    TextSize(u8),
    /// These colours.
    Colours(Colours),
    /// Everything to touch in the lower part, or not any more.
    Low(bool),
    /// Twice as much time, or not any more.
    Slow(bool),
    /// The pages read aloud, or not any more.
    Aloud(bool),
    /// Read this page to me again.
    HearAgain,
    /// This procedure, by its tile's key.
    Procedure(String),
    /// All procedures, by their fields.
    AllProcedures,
    /// I will say in words what I need.
    Search,
    /// The procedures of this field, by its tile's key.
    Field(String),
    /// What to bring for this procedure?
    Inform,
    /// I know what to bring.
    GoOn,
    /// I am to be called before others.
    Declare,
    /// I belong to this class, by its tile's key.
    Claim(String),
    /// I belong to none of them.
    NoClaim,
    /// Where does my number stand?
    LookUp,
    /// Just a number.
    TakeNumber,
    /// This service, by its tile's key.
    Service(String),
    /// The card that is wanted is not here.
    NoCard,
    /// Without a card: a number and no form.
    NumberOnly,
    /// Without a card: the blank form and a number.
    BlankForm,
    /// The card shown is mine, or that of the person asked for.
    Yes,
    /// So it is, and the name without accents is right.
    NameAsRead,
    /// It is not; scan another.
    ScanAgain,
    /// This answer, by its key; of a yes-no question "yes" or "no".
    Choose(String),
    /// One digit, '0' to '9'.
    Digit(char),
    /// Take the last digit or letter back.
    Erase,
    /// Something else than the choices: on the keyboard.
    Other,
    /// A letter, a digit or a sign of the keyboard.
    Write(char),
    /// A tone mark of the keyboard.
    Tone(Tone),
    /// The suggestion at this place.
    Suggestion(usize),
    /// Take everything back.
    Clear,
    /// This part of a day or a time is so.
    Set(Part, u16),
    /// This part of a day or a time is to be set anew.
    Change(Part),
    /// The answer is complete.
    Enter,
    /// I will write this by hand.
    LeaveForPen,
    /// No answer.
    Skip,
    /// One step back.
    Back,
    /// To the start, forgetting everything.
    Cancel,
    /// Print the form and take a number.
    Print,
    /// Something on the form is to be another.
    Amend,
    /// The answer at this place of the list.
    AmendAnswer(usize),
    /// One copy of the form more.
    MoreCopies,
    /// One copy of the form less.
    FewerCopies,
    /// Print the ticket once more.
    PrintAgain,
    /// Print the form once more.
    PrintFormAgain,
    /// Another errand of the same citizen.
    AnotherErrand,
    /// How satisfied the citizen was: 4 for the best, 1 for the worst.
    Rate(u8),
    /// Another page of a list is looked at: nothing but a sign of life.
    Browse,
    /// The keys of a keypad point at the button of this label, which tells nothing while no screen is read aloud.
    PointAt(String),
    /// Somebody is still there.
    StillHere,
    /// The visit is over.
    Finish,
    /// Somebody needs help; the screen itself already says where to find it.
    Help,
    /// The hidden gesture of staff: a finger rested on the office's name.
    Maintain,
    /// That is me, by the tile's key.
    Staff(String),
    /// New paper is in the ticket printer.
    PaperChanged,
    /// Print a test, by [`DeviceRow::test`](crate::DeviceRow).
    TestPrint(usize),
    /// Take no touch while the screen is wiped.
    CleanScreen,
    /// Restart the program.
    Restart,
}

impl Touch {
    /// The touch that the screens call `kind`, with the key or digit that came along.
    /// `None` if a key came without what it writes or says.
    pub(crate) fn from_screen(kind: TouchKind, key: &str) -> Option<Self> {
        Some(match kind {
            TouchKind::Vietnamese => Self::Language(Lang::Vi),
            TouchKind::English => Self::Language(Lang::En),
            TouchKind::Easier => Self::Easier,
            TouchKind::TextSize => Self::TextSize(key.parse().ok()?),
            TouchKind::Colours => Self::Colours(colours(key)?),
            TouchKind::Low => Self::Low(key == "on"),
            TouchKind::Slow => Self::Slow(key == "on"),
            TouchKind::Aloud => Self::Aloud(key == "on"),
            TouchKind::HearAgain => Self::HearAgain,
            TouchKind::Procedure => Self::Procedure(key.to_owned()),
            TouchKind::AllProcedures => Self::AllProcedures,
            TouchKind::Search => Self::Search,
            TouchKind::Field => Self::Field(key.to_owned()),
            TouchKind::Inform => Self::Inform,
            TouchKind::GoOn => Self::GoOn,
            TouchKind::Browse => Self::Browse,
            TouchKind::TakeNumber => Self::TakeNumber,
            TouchKind::Service => Self::Service(key.to_owned()),
            TouchKind::NoCard => Self::NoCard,
            TouchKind::NumberOnly => Self::NumberOnly,
            TouchKind::Declare => Self::Declare,
            TouchKind::Claim => Self::Claim(key.to_owned()),
            TouchKind::NoClaim => Self::NoClaim,
            TouchKind::LookUp => Self::LookUp,
            TouchKind::BlankForm => Self::BlankForm,
            TouchKind::Yes => Self::Yes,
            TouchKind::NameAsRead => Self::NameAsRead,
            TouchKind::ScanAgain => Self::ScanAgain,
            TouchKind::Choose => Self::Choose(key.to_owned()),
            TouchKind::Digit => Self::Digit(key.chars().next()?),
            TouchKind::Erase => Self::Erase,
            TouchKind::Other => Self::Other,
            TouchKind::Write => Self::Write(key.chars().next()?),
            TouchKind::Tone => Self::Tone(tone(key)?),
            TouchKind::Suggestion => Self::Suggestion(key.parse().ok()?),
            TouchKind::Clear => Self::Clear,
            TouchKind::Enter => Self::Enter,
            TouchKind::LeaveForPen => Self::LeaveForPen,
            TouchKind::Skip => Self::Skip,
            TouchKind::Back => Self::Back,
            TouchKind::Cancel => Self::Cancel,
            TouchKind::Print => Self::Print,
            TouchKind::Amend => Self::Amend,
            TouchKind::AmendAnswer => Self::AmendAnswer(key.parse().ok()?),
            TouchKind::MoreCopies => Self::MoreCopies,
            TouchKind::FewerCopies => Self::FewerCopies,
            TouchKind::PrintAgain => Self::PrintAgain,
            TouchKind::PrintFormAgain => Self::PrintFormAgain,
            TouchKind::AnotherErrand => Self::AnotherErrand,
            TouchKind::Rate => Self::Rate(key.parse().ok()?),
            TouchKind::StillHere => Self::StillHere,
            TouchKind::Finish => Self::Finish,
            TouchKind::Help => Self::Help,
            TouchKind::Maintain => Self::Maintain,
            TouchKind::Staff => Self::Staff(key.to_owned()),
            TouchKind::PaperChanged => Self::PaperChanged,
            TouchKind::TestPrint => Self::TestPrint(key.parse().ok()?),
            TouchKind::CleanScreen => Self::CleanScreen,
            TouchKind::Restart => Self::Restart,
        })
    }

    /// The touch on a part of a day or a time; with a negative value it is to be set anew. `None` without a part.
    pub(crate) fn from_dial(part: DialPart, value: i32) -> Option<Self> {
        let part = match part {
            DialPart::None => return None,
            DialPart::Day => Part::Day,
            DialPart::Month => Part::Month,
            DialPart::Decade => Part::Decade,
            DialPart::Year => Part::Year,
            DialPart::Hour => Part::Hour,
            DialPart::Ten => Part::Ten,
            DialPart::Minute => Part::Minute,
        };
        Some(u16::try_from(value).map_or(Self::Change(part), |value| Self::Set(part, value)))
    }

    /// The touch's name for logs, such as "print-again".
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Language(_) => "language",
            Self::TextSize(_) => "text-size",
            Self::Colours(_) => "colours",
            Self::Low(_) => "low",
            Self::Slow(_) => "slow",
            Self::Aloud(_) => "aloud",
            Self::HearAgain => "hear-again",
            Self::Easier => "easier",
            Self::Procedure(_) => "procedure",
            Self::AllProcedures => "all-procedures",
            Self::Search => "search",
            Self::Field(_) => "field",
            Self::Inform => "inform",
            Self::GoOn => "go-on",
            Self::Set(..) => "set",
            Self::Change(_) => "change",
            Self::Browse => "browse",
            Self::PointAt(_) => "point-at",
            Self::Declare => "declare",
            Self::Claim(_) => "claim",
            Self::NoClaim => "no-claim",
            Self::LookUp => "look-up",
            Self::TakeNumber => "take-number",
            Self::Service(_) => "service",
            Self::NoCard => "no-card",
            Self::NumberOnly => "number-only",
            Self::BlankForm => "blank-form",
            Self::Yes => "yes",
            Self::NameAsRead => "name-as-read",
            Self::ScanAgain => "scan-again",
            Self::Choose(_) => "choose",
            Self::Digit(_) => "digit",
            Self::Erase => "erase",
            Self::Other => "other",
            Self::Write(_) => "write",
            // Which one it was tells what was written.
            Self::Tone(_) => "tone",
            Self::Suggestion(_) => "suggestion",
            Self::Clear => "clear",
            Self::Enter => "enter",
            Self::LeaveForPen => "leave-for-pen",
            Self::Skip => "skip",
            Self::Back => "back",
            Self::Cancel => "cancel",
            Self::Print => "print",
            Self::Amend => "amend",
            Self::AmendAnswer(_) => "amend-answer",
            Self::MoreCopies => "more-copies",
            Self::FewerCopies => "fewer-copies",
            Self::PrintAgain => "print-again",
            Self::PrintFormAgain => "print-form-again",
            Self::AnotherErrand => "another-errand",
            Self::Rate(_) => "rate",
            Self::StillHere => "still-here",
            Self::Finish => "finish",
            Self::Help => "help",
            Self::Maintain => "maintain",
            Self::Staff(_) => "staff",
            Self::PaperChanged => "paper-changed",
            Self::TestPrint(_) => "test-print",
            Self::CleanScreen => "clean-screen",
            Self::Restart => "restart",
        }
    }
}

fn colours(key: &str) -> Option<Colours> {
    Some(match key {
        "normal" => Colours::Normal,
        "contrast" => Colours::Contrast,
        "inverted" => Colours::Inverted,
        _ => return None,
    })
}

fn tone(key: &str) -> Option<Tone> {
    Some(match key {
        "acute" => Tone::Acute,
        "grave" => Tone::Grave,
        "hook" => Tone::Hook,
        "tilde" => Tone::Tilde,
        "dot" => Tone::Dot,
        _ => return None,
    })
}

impl fmt::Debug for Touch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Touch({})", self.name())
    }
}
