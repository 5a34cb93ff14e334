//! What a finger can mean.

use std::fmt;

use crate::generated::TouchKind;
use crate::screen::Lang;

/// One meaningful touch. Its `Debug` never shows a chosen answer or a typed digit.
#[derive(Clone, PartialEq, Eq)]
pub enum Touch {
    /// Speak this language.
    Language(Lang),
    /// This procedure, by its tile's key.
    Procedure(String),
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
    /// This answer, by its key.
    Choose(String),
    /// One digit, '0' to '9'.
    Digit(char),
    /// Take the last digit back.
    Erase,
    /// The typed answer is complete.
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
    /// Print the ticket once more.
    PrintAgain,
    /// Somebody is still there.
    StillHere,
    /// The visit is over.
    Finish,
    /// Somebody needs help; the screen itself already says where to find it.
    Help,
}

impl Touch {
    /// The touch that the screens call `kind`, with the key or digit that came along.
    /// `None` if a digit key came without its digit.
    pub(crate) fn from_screen(kind: TouchKind, key: &str) -> Option<Self> {
        Some(match kind {
            TouchKind::Vietnamese => Self::Language(Lang::Vi),
            TouchKind::English => Self::Language(Lang::En),
            TouchKind::Procedure => Self::Procedure(key.to_owned()),
            TouchKind::TakeNumber => Self::TakeNumber,
            TouchKind::Service => Self::Service(key.to_owned()),
            TouchKind::NoCard => Self::NoCard,
            TouchKind::NumberOnly => Self::NumberOnly,
            TouchKind::BlankForm => Self::BlankForm,
            TouchKind::Yes => Self::Yes,
            TouchKind::NameAsRead => Self::NameAsRead,
            TouchKind::ScanAgain => Self::ScanAgain,
            TouchKind::Choose => Self::Choose(key.to_owned()),
            TouchKind::Digit => Self::Digit(key.chars().next()?),
            TouchKind::Erase => Self::Erase,
            TouchKind::Enter => Self::Enter,
            TouchKind::LeaveForPen => Self::LeaveForPen,
            TouchKind::Skip => Self::Skip,
            TouchKind::Back => Self::Back,
            TouchKind::Cancel => Self::Cancel,
            TouchKind::Print => Self::Print,
            TouchKind::PrintAgain => Self::PrintAgain,
            TouchKind::StillHere => Self::StillHere,
            TouchKind::Finish => Self::Finish,
            TouchKind::Help => Self::Help,
        })
    }

    /// The touch's name for logs, such as "print-again".
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Language(_) => "language",
            Self::Procedure(_) => "procedure",
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
            Self::Enter => "enter",
            Self::LeaveForPen => "leave-for-pen",
            Self::Skip => "skip",
            Self::Back => "back",
            Self::Cancel => "cancel",
            Self::Print => "print",
            Self::PrintAgain => "print-again",
            Self::StillHere => "still-here",
            Self::Finish => "finish",
            Self::Help => "help",
        }
    }
}

impl fmt::Debug for Touch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Touch({})", self.name())
    }
}
