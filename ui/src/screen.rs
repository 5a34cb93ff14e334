//! What stands on the screen, as plain values.

use std::fmt;
use std::sync::Arc;

use crate::answer::Answer;
use crate::comfort::Comfort;
use crate::maintenance::{DeviceRow, Pin};
use crate::picture::Picture;

/// The language of the screen's own sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

/// Everything on the screen at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// The language of all sentences that this crate owns.
    pub lang: Lang,
    /// How large, in which colours and where.
    pub comfort: Comfort,
    /// Whether pages can be read aloud: then it is offered, and while it is wished a page can be heard again.
    pub reads_aloud: bool,
    /// The office's name, as in its header.
    pub office: String,
    /// The office's colour in place of the screens' own, red, green and blue; white letters must be legible on it.
    pub colour: Option<[u8; 3]>,
    /// The time of day as shown, such as "08:15".
    pub time: String,
    /// The page between header and footer.
    pub page: Page,
    /// Whether "Back" is offered.
    pub back: bool,
    /// Whether "Cancel, go to start" is offered.
    pub cancel: bool,
    /// Seconds left before the screen returns by itself; `Some` asks whether anybody is still there.
    pub warning: Option<u32>,
    /// Seconds left on a last page, told quietly in the footer.
    pub closing: Option<u32>,
    /// Whether what the page shows of somebody is hidden until the screen is touched, because nobody has touched it for
    /// a while.
    pub covered: bool,
    /// What does not work just now, shown where a visit begins.
    pub notice: Option<Notice>,
    /// The office's notices, for who asks for help and where the first screen has room.
    pub notices: Vec<String>,
    /// The office's house rules, for who asks for help.
    pub house_rules: Vec<String>,
    /// Whether to mark the kiosk as a demonstration.
    pub demo: bool,
}

/// Why a code told nothing of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookUpProblem {
    /// It was no slip's.
    NoSlip,
    /// The number is of another day, or there is none.
    NotToday,
    /// The queue does not answer.
    Unavailable,
}

/// Where a number is in its life, as its holder is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// In the queue.
    Waiting,
    /// Called; nobody has come yet.
    Called,
    /// At the counter.
    Serving,
    /// Set aside until a paper is there.
    OnHold,
    /// Done, or given back.
    Over,
    /// Called in vain.
    Missed,
}

/// What does not work while the rest does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Numbers are given without a printed ticket.
    TicketPrinterDown,
    /// Forms cannot be printed.
    FormPrinterDown,
    /// Neither tickets nor forms can be printed.
    PrintersDown,
    /// Cards cannot be scanned.
    ScannerDown,
    /// No numbers can be given; the button for it is switched off.
    TakingNumbersDown,
}

/// One thing to choose from the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Comes back in the [`Touch`](crate::Touch).
    pub key: String,
    /// What it is called.
    pub title: String,
    /// One short line more, or empty.
    pub hint: String,
}

/// Whose card is wanted, when it is not the visitor's own, and how far the visit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who it is, as it stands in a sentence, such as "householder".
    pub title: String,
    /// The step's place, from 1.
    pub step: u32,
    /// How many steps there are.
    pub of: u32,
}

/// Why the last scan gave no card, in the citizen's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanProblem {
    /// What happened.
    pub what: String,
    /// What to do now.
    pub advice: String,
}

/// What to look at closely although the card was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardWarning {
    /// The name has no accents: the visitor decides what becomes of it.
    MissingDiacritics,
    /// The place of residence has no accents.
    ResidenceWithoutDiacritics,
    /// The place of residence (nơi thường trú) is empty.
    NoResidence,
    /// Date of birth or sex do not fit the personal number (số định danh cá nhân).
    NumberMismatch,
    /// Nothing but the number could be read: the rest is asked.
    NumberOnly,
}

/// What the kiosk is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The form is being laid out.
    Preparing,
    /// The number is being stored.
    Issuing,
}

/// How far one paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not begun.
    Waiting,
    /// Being printed.
    Running,
    /// Printed.
    Done,
    /// Not printed.
    Failed,
    /// Sent, but nothing tells whether it came out.
    Unconfirmed,
}

/// A form on its way to paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRun {
    /// How far it is.
    pub progress: Progress,
    /// Where it comes out, as it stands after "at": "quầy 2"; empty when there is one printer only.
    pub at: String,
    /// Whether it can be printed once more.
    pub again: bool,
}

/// Why the visit cannot go on as wished. `opens` is when numbers are to be had again, as it stands after "from": "13 giờ
/// 30 hôm nay"; empty when that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No number can be stored.
    NumbersUnavailable,
    /// The form cannot be laid out.
    FormUnavailable,
    /// The office does not give out numbers at this time.
    Closed {
        /// When it does.
        opens: String,
    },
    /// It is open, and gives out no more numbers today.
    Over {
        /// When it does again.
        opens: String,
    },
    /// The service has given out all its numbers of the day.
    UsedUp {
        /// When there are numbers again.
        opens: String,
    },
}

/// The page between header and footer. Its `Debug` gives the page's name only: pages hold personal data.
#[derive(Clone, PartialEq)]
pub enum Page {
    /// The start: procedures that fill in a form, and "just take a number".
    Welcome {
        /// The procedures (thủ tục) with a form that are asked for most.
        procedures: Vec<Tile>,
        /// Whether there are more of them.
        more: bool,
        /// How many people wait, if that was counted.
        waiting: Option<u32>,
        /// The class by which the citizen has declared to be called before others.
        claim: Option<String>,
        /// Whether there are classes to declare.
        declares: bool,
    },
    /// Which class does the citizen belong to?
    Declare {
        /// The classes (đối tượng ưu tiên).
        classes: Vec<Tile>,
    },
    /// A slip is wanted, to tell where its number stands.
    LookUp {
        /// Why the last code told nothing.
        problem: Option<LookUpProblem>,
        /// Whether cards and slips can be scanned.
        scanner_works: bool,
    },
    /// There the number stands.
    Place {
        /// The number.
        number: String,
        /// Where it is in its life.
        stand: Stand,
        /// The counter that it was called or sent to.
        counter: Option<u32>,
        /// How many people are before it.
        ahead: u32,
        /// How long it will probably take, in words; empty if nobody can say.
        wait: String,
    },
    /// All procedures: of which field?
    Fields {
        /// The fields (lĩnh vực).
        fields: Vec<Tile>,
    },
    /// A search for a procedure by words from the keyboard. What is written may be anything.
    Search {
        /// What was written so far.
        typed: String,
        /// What it finds, the likeliest first.
        found: Vec<Tile>,
    },
    /// The procedures of one field.
    Procedures {
        /// The field's name.
        field: String,
        /// Its procedures.
        procedures: Vec<Tile>,
    },
    /// What to bring, before anything is scanned.
    Inform {
        /// The procedure's name.
        procedure: String,
        /// What to bring.
        documents: Vec<String>,
        /// One sentence more about it.
        note: String,
        /// How long it takes.
        time: String,
        /// What it costs, in words.
        fee: String,
        /// Who decides.
        decides: String,
    },
    /// What the number is for.
    Services {
        /// The services (dịch vụ) with a queue.
        services: Vec<Tile>,
    },
    /// Waiting for a card at the scanner.
    Scan {
        /// The procedure's name.
        procedure: String,
        /// Whose card, unless it is the visitor's own.
        holder: Option<Holder>,
        /// Why the last scan gave nothing.
        problem: Option<ScanProblem>,
        /// Whether there is a working scanner to wait for.
        scanner_works: bool,
        /// Whether to offer the page that says what to bring.
        inform: bool,
    },
    /// The ways on without a card.
    NoCard {
        /// The procedure's name.
        procedure: String,
    },
    /// Is this you, or the person whose card is wanted?
    Confirm {
        /// Whose card, unless it is the visitor's own.
        holder: Option<Holder>,
        /// Full name (họ, chữ đệm và tên).
        name: String,
        /// Date of birth as shown.
        birth_date: String,
        /// Sex as shown.
        sex: String,
        /// Personal number with its middle hidden.
        id_masked: String,
        /// Place of residence, or empty.
        residence: String,
        /// The same under its name of today, or empty when that is no other or not known.
        residence_now: String,
        /// What to look at closely.
        warnings: Vec<CardWarning>,
    },
    /// One question.
    Ask {
        /// The step's place, from 1.
        step: u32,
        /// How many steps there are.
        of: u32,
        /// Which row of a table the question is about, or empty.
        about: String,
        /// The question.
        prompt: String,
        /// One or two sentences more, or empty.
        help: String,
        /// The way it is answered.
        answer: Answer,
        /// Whether it may be left for the pen.
        leave_for_pen: bool,
        /// Whether it may be skipped.
        skip: bool,
    },
    /// A moment's wait.
    Working {
        /// What for.
        what: Work,
    },
    /// The form as it will be printed.
    Review {
        /// Its pages.
        pages: Vec<Arc<Picture>>,
        /// Names of the fields that are left for the pen.
        left_for_pen: Vec<String>,
        /// How often it will be printed.
        copies: u32,
        /// How often it can be printed at most.
        most_copies: u32,
        /// Whether there are answers that can be changed.
        amendable: bool,
    },
    /// Which answer of the form is to be another?
    Amend {
        /// The answers under their questions.
        answers: Vec<Tile>,
    },
    /// The papers on their way.
    Printing {
        /// The queue number, once there is one.
        number: Option<String>,
        /// The ticket (phiếu số thứ tự).
        slip: Progress,
        /// The form (tờ khai), if one is printed.
        form: Option<FormRun>,
    },
    /// What happens next.
    Done {
        /// The queue number.
        number: Option<String>,
        /// What it is for: one errand after the other.
        services: Vec<String>,
        /// How many people are before.
        ahead: u32,
        /// The ticket.
        slip: Progress,
        /// The form, if one was printed.
        form: Option<FormRun>,
        /// Whether the citizen is asked how satisfied they were, and what they said: 4 for the best, 1 for the
        /// worst.
        rating: Option<Option<u8>>,
        /// Whether another errand is offered.
        another: bool,
    },
    /// What does not work, and the way on.
    Trouble {
        /// What it is.
        what: Trouble,
        /// The queue number, if one was given before.
        number: Option<String>,
    },
    /// Who looks after the kiosk?
    Staff {
        /// Everybody who may; empty for the moment in which they are looked up.
        names: Vec<Tile>,
    },
    /// Their PIN is wanted.
    Pin {
        /// Whose.
        who: String,
        /// How many digits were entered so far.
        digits: u32,
        /// How far it is.
        state: Pin,
    },
    /// How every device is, and what staff can do at the kiosk.
    Maintain {
        /// The devices.
        devices: Vec<DeviceRow>,
        /// Whether the next touch on "restart" does it.
        restarting: bool,
    },
    /// The screen is being wiped: it takes no touch.
    Cleaning {
        /// Seconds until it does.
        seconds: u32,
    },
}

impl Page {
    /// The page's name for programs, such as "welcome" or "no-card".
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Welcome { .. } => "welcome",
            Self::Declare { .. } => "declare",
            Self::LookUp { .. } => "look-up",
            Self::Place { .. } => "place",
            Self::Services { .. } => "services",
            Self::Fields { .. } => "fields",
            Self::Search { .. } => "search",
            Self::Procedures { .. } => "procedures",
            Self::Inform { .. } => "inform",
            Self::Scan { .. } => "scan",
            Self::NoCard { .. } => "no-card",
            Self::Confirm { .. } => "confirm",
            Self::Ask { .. } => "ask",
            Self::Working { .. } => "working",
            Self::Review { .. } => "review",
            Self::Amend { .. } => "amend",
            Self::Printing { .. } => "printing",
            Self::Done { .. } => "done",
            Self::Trouble { .. } => "trouble",
            Self::Staff { .. } => "staff",
            Self::Pin { .. } => "pin",
            Self::Maintain { .. } => "maintain",
            Self::Cleaning { .. } => "cleaning",
        }
    }

    /// Whether a finger that meant `self` may also touch `other`: the same page, of the questions the same one, of a
    /// day the same part, and of the cards that of the same person.
    pub(crate) fn same_place(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Ask { step, prompt, answer, .. },
                Self::Ask { step: step2, prompt: prompt2, answer: answer2, .. },
            ) => step == step2 && prompt == prompt2 && answer.place() == answer2.place(),
            (Self::Scan { holder, .. }, Self::Scan { holder: holder2, .. })
            | (Self::Confirm { holder, .. }, Self::Confirm { holder: holder2, .. }) => holder == holder2,
            _ => self.name() == other.name(),
        }
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Page({})", self.name())
    }
}
