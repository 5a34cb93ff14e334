//! What happens to a visit, and what a visit makes happen.

use jiff::civil::Date;

use crate::citizen::{CardError, IdNumber, Personal};
use crate::queue::{ClassId, ServiceId, SlipPrint, SlipState, StaffId, Ticket, TicketId, VisitId};
use crate::rating::Satisfaction;
use crate::text::Lang;
use crate::typing::Tone;

use crate::office::PrinterId;

use super::{
    Chore, Condition, Denial, Device, Document, NumberPlace, Order, Part, QueueNotice, StaffName, StoreFault,
    Wish,
};

/// Names one print or render job of this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// Everything that can happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The citizen touched something.
    Touch(Touch),
    /// A device said something.
    Device(DeviceEvent),
    /// The store answered.
    Store(StoreEvent),
    /// The renderer answered.
    Render(RenderEvent),
    /// Time has passed.
    Clock(ClockEvent),
    /// Staff did something.
    Staff(StaffEvent),
}

/// A touch, in the words of the screens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touch {
    /// Switch the language.
    Language(Lang),
    /// The screen is to suit me in this way.
    Comfort(Wish),
    /// Prepare the procedure with this portal code.
    Procedure(String),
    /// All procedures, by their fields.
    AllProcedures,
    /// I will say in words what I need.
    Search,
    /// The procedures of this field (lĩnh vực), by its Vietnamese name.
    Field(String),
    /// What to bring for the procedure?
    Inform,
    /// I know what to bring.
    GoOn,
    /// I am to be called before others.
    Declare,
    /// I belong to this class.
    Claim(ClassId),
    /// I belong to none of these classes.
    NoClaim,
    /// Where does my number stand?
    LookUp,
    /// Just a number.
    TakeNumber,
    /// A number for this service.
    Service(ServiceId),
    /// The card that is wanted is not here.
    NoCard,
    /// A number only.
    NumberOnly,
    /// The blank form and a number.
    BlankForm,
    /// Yes, this is the person whose card is wanted.
    Yes,
    /// Yes, and the name that was read without diacritics is right so.
    NameAsRead,
    /// Not that person, or not right: scan again.
    ScanAgain,
    /// The choice with this key.
    Choose(String),
    /// A digit of the keypad.
    Digit(char),
    /// The last digit or letter was wrong.
    Erase,
    /// A letter, a digit or a sign of the keyboard.
    Write(Personal<char>),
    /// A tone mark of the keyboard.
    Tone(Tone),
    /// The suggestion at this place above the keyboard, from 0.
    Suggestion(usize),
    /// Everything entered was wrong.
    Clear,
    /// None of the choices: I will write something else on the keyboard.
    Other,
    /// This part of a day or a time is so.
    Set(Part, u16),
    /// This part of a day or a time is to be set anew.
    Change(Part),
    /// What was entered is complete.
    Enter,
    /// I will write it myself: an answer, or a name that was read without diacritics.
    LeaveForPen,
    /// I have none.
    Skip,
    /// One step back.
    Back,
    /// Leave everything.
    Cancel,
    /// Print this page.
    Print,
    /// Something on this page is to be another.
    Amend,
    /// The answer at this place of the list, from 0, is to be another.
    AmendAnswer(usize),
    /// One copy of the form more.
    MoreCopies,
    /// One copy of the form less.
    FewerCopies,
    /// Print the ticket again, the same number.
    PrintAgain,
    /// Print the form again.
    PrintFormAgain,
    /// I have another errand.
    AnotherErrand,
    /// I was so satisfied.
    Rate(Satisfaction),
    /// I am still here.
    StillHere,
    /// Read this screen to me again.
    HearAgain,
    /// Another part of a list is looked at, which the screen itself shows.
    Browse,
    /// The keys of a keypad point at the button of this label; it is empty where nobody listens.
    PointAt(Personal<String>),
    /// How may the screen be easier to read? The screen itself already offers it.
    Easier,
    /// I have my papers.
    Finish,
    /// Somebody please help me.
    Help,
    /// The hidden gesture of those who look after the kiosk.
    Maintain,
    /// That is me.
    Staff(StaffId),
    /// New paper is in the ticket printer.
    PaperChanged,
    /// Print a test on this printer.
    TryPrinter(Device),
    /// Let no touch count while I wipe the screen.
    CleanScreen,
    /// Restart the program; the second touch does it.
    Restart,
}

/// What devices say.
#[derive(Debug, Clone, PartialEq)]
pub enum DeviceEvent {
    /// A device's condition changed.
    Condition(Device, Condition),
    /// Headphones are in their socket, or not any more.
    Headphones(bool),
    /// The scanner read something.
    Scanned(Personal<Vec<u8>>),
    /// The scanner read a card of which it can deliver the number alone.
    NumberScanned(Personal<IdNumber>),
    /// The scanner read something that is no payload of a card, for this reason.
    Garbled(CardError),
    /// A slip's job ended.
    SlipEnded(JobId, Outcome),
    /// A page's job ended.
    PageEnded(JobId, Outcome),
}

/// How a printing job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The paper is out.
    Printed,
    /// Refused; nothing was printed.
    NotPrinted,
    /// Begun, and nobody knows how it ended.
    Unconfirmed,
}

/// What the store answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreEvent {
    /// A ticket is committed for this visit: a new one, or the one that was held, with one errand more.
    Issued(VisitId, Ticket),
    /// Where the number stands that this visit asked for; nothing for a token that no ticket has.
    Found(VisitId, Result<Option<NumberPlace>, StoreFault>),
    /// So many people wait.
    Waiting(u32),
    /// No ticket was issued for this visit, and no number is lost.
    Refused(VisitId, StoreFault),
    /// No ticket was issued for this visit: the service has given out as many as it does in a day.
    UsedUp(VisitId),
    /// These may sign in at the touchscreen.
    Staff(VisitId, Vec<StaffName>),
    /// Whether the PIN was the right one.
    PinChecked(VisitId, Result<(), Denial>),
    /// Something is to be known about the queue's data.
    Notice(QueueNotice),
    /// The store works again, or not any more.
    Condition(Option<StoreFault>),
}

/// What the renderer answers.
#[derive(Debug, Clone, PartialEq)]
pub enum RenderEvent {
    /// The page is there.
    Rendered(JobId, Document),
    /// There will be no page.
    Failed(JobId),
}

/// What the clock says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockEvent {
    /// A moment named by [`super::next_wakeup`] has come.
    Passed,
}

/// What staff do at the kiosk from their pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaffEvent {
    /// Somebody went to the citizen who asked for help.
    HelpGiven,
    /// The slip of a ticket that a counter has issued, or wants once more; whoever is standing at the kiosk
    /// has nothing to do with it.
    PrintSlip {
        /// The ticket.
        ticket: Ticket,
        /// Whether it was printed before, or may have been.
        print: SlipPrint,
    },
    /// The office in force is another one; whoever steps the visit goes by it when no visit runs.
    OfficeChanged,
    /// Print the notice (niêm yết) of the procedure with this portal code.
    PrintNotice(String),
}

/// What the world has to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Commit a ticket, then answer with a [`StoreEvent`].
    IssueTicket {
        /// Whose: a second request of the same visit gets the same ticket.
        visit: VisitId,
        /// For which service.
        service: ServiceId,
        /// The priority classes that the visit knows of; of the card they are drawn from nothing else.
        classes: Vec<ClassId>,
        /// The ticket that the citizen holds: unless it is over, the service is added to its errands, and it is
        /// the answer.
        held: Option<TicketId>,
    },
    /// Look where the ticket with this token stands, then answer [`StoreEvent::Found`].
    LookUp {
        /// Who asks.
        visit: VisitId,
        /// The unguessable name that its slip bears.
        token: String,
    },
    /// Count who waits on this service day, then answer [`StoreEvent::Waiting`].
    CountWaiting(Date),
    /// Print a committed ticket, then answer [`DeviceEvent::SlipEnded`].
    PrintSlip {
        /// The job to answer with.
        job: JobId,
        /// The ticket.
        ticket: Ticket,
        /// The language of the visit.
        lang: Lang,
        /// Whether it was printed before.
        print: SlipPrint,
    },
    /// Note what became of a slip.
    RecordSlip {
        /// The ticket.
        ticket: TicketId,
        /// What became of it.
        slip: SlipState,
    },
    /// Note how satisfied the ticket's holder was; nobody waits for an answer.
    Rate {
        /// The ticket.
        ticket: TicketId,
        /// What was said.
        rating: Satisfaction,
    },
    /// Make the page, then answer with a [`RenderEvent`].
    Render {
        /// The job to answer with.
        job: JobId,
        /// The form's id.
        form: String,
        /// The template's data.
        data: Personal<String>,
    },
    /// Make the notice of a procedure, then answer with a [`RenderEvent`].
    RenderNotice {
        /// The job to answer with.
        job: JobId,
        /// The procedure's code on the national portal.
        procedure: String,
    },
    /// Print the document that was shown, then answer [`DeviceEvent::PageEnded`].
    PrintPage {
        /// The job to answer with.
        job: JobId,
        /// Where.
        printer: PrinterId,
        /// The document, whose digest is checked again before it is sent, and how often.
        order: Order,
    },
    /// Nobody waits for this page any more: it must not come out later.
    CancelPage {
        /// The job that was to print it.
        job: JobId,
        /// Where.
        printer: PrinterId,
    },
    /// Say this, instead of whatever is being said.
    Speak {
        /// The language.
        lang: Lang,
        /// The words, which hold something of a person only when headphones are in.
        words: Personal<String>,
    },
    /// Say nothing any more.
    Hush,
    /// Listen to the scanner, or stop.
    ArmScanner(bool),
    /// What staff want who look after the kiosk.
    Maintain(Chore),
    /// A service day has begun, or the kiosk has started in it: what is left of earlier days ends, and the
    /// database is looked after.
    BeginDay(Date),
}
