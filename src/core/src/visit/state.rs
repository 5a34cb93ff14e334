//! The states of a visit.

use std::sync::Arc;

use jiff::civil::Date;

use crate::citizen::{CardError, Identity, Personal};
use crate::form::{Draft, Misfit};
use crate::queue::{ClassId, Closed, ServiceId, SlipPrint, Ticket, TicketId, VisitId};
use crate::rating::Satisfaction;
use crate::text::Lang;
use crate::time::Tick;

use super::notice::Making;
use super::reading::Told;
use super::{
    Comfort, Copies, Devices, Earlier, Entry, JobId, LookupProblem, Maintenance, NumberPlace, Order, PageRun,
};

/// Everything that the kiosk knows at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The devices, whoever is standing there.
    pub devices: Devices,
    /// The running visit; `None` shows the welcome screen.
    pub visit: Option<Visit>,
    /// How many people wait, as was counted last; told on the welcome screen.
    pub waiting: Option<u32>,
    pub(super) day: Option<Date>,
    /// Slips that staff had printed and whose end is not known yet.
    pub(super) staff_slips: Vec<(JobId, TicketId)>,
    pub(super) notices: Vec<Making>,
    run: u64,
    visits: u64,
    jobs: u64,
}

/// One citizen's time at the kiosk.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// Its name: issuing a ticket is idempotent in it.
    pub id: VisitId,
    /// The language of its screens.
    pub lang: Lang,
    /// How its screens suit the citizen.
    pub comfort: Comfort,
    /// The priority class that the citizen declared (tự khai), which staff will confirm.
    pub claim: Option<ClassId>,
    /// The field in whose list the procedure was chosen; `None` when it was on the welcome screen.
    pub field: Option<String>,
    /// What the form was told that was printed last.
    pub told: Option<Personal<Draft>>,
    /// The errand before this one.
    pub earlier: Option<Earlier>,
    /// What was read aloud last.
    pub(super) heard: Option<Told>,
    /// The page to which Back leads while one of its answers is given anew.
    pub amended: Option<Review>,
    /// What is on the screen.
    pub stage: Stage,
    /// When the stage leaves by itself.
    pub until: Tick,
}

/// What is on the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// The welcome screen after a touch on it (a language was chosen).
    Choosing,
    /// Which priority class does the citizen belong to?
    Declaring,
    /// Where does my number stand? Waiting for its slip.
    LookingUp {
        /// Why the last code told nothing.
        problem: Option<LookupProblem>,
    },
    /// There it stands.
    Placed(NumberPlace),
    /// Just a number: for which service?
    ChoosingService,
    /// All procedures: of which field?
    ChoosingField,
    /// What is the matter called? By words from the keyboard.
    Searching {
        /// What was written so far; it may be anything.
        typed: Personal<String>,
    },
    /// Which procedure of this field?
    ChoosingProcedure {
        /// The field's Vietnamese name.
        field: String,
    },
    /// What to bring, before anything is scanned.
    Informing {
        /// Portal code of the procedure.
        procedure: String,
    },
    /// Waiting for the card that the draft wants next.
    Scanning {
        /// Portal code of the procedure.
        procedure: String,
        /// The form so far.
        draft: Personal<Draft>,
        /// Why the last code was not taken.
        problem: Option<ScanProblem>,
    },
    /// The applicant has no card at hand: a number only, or the blank form?
    NoCard {
        /// Portal code of the procedure.
        procedure: String,
    },
    /// Is this the person whose card is wanted?
    Confirming {
        /// Portal code of the procedure.
        procedure: String,
        /// The form so far, without this card.
        draft: Personal<Draft>,
        /// What the card said.
        identity: Personal<Identity>,
    },
    /// One question.
    Asking {
        /// Portal code of the procedure.
        procedure: String,
        /// The form so far.
        draft: Personal<Draft>,
        /// What was entered for this question so far.
        entry: Personal<Entry>,
    },
    /// The page is being made.
    Preparing {
        /// Portal code of the procedure.
        procedure: String,
        /// The complete form.
        draft: Personal<Draft>,
        /// Which rendering is awaited.
        job: JobId,
        /// Keys of the fields that stay for the pen.
        left_for_pen: Vec<String>,
    },
    /// The page as it will be printed.
    Reviewing(Review),
    /// Which answer on that page is to be another?
    Amending(Review),
    /// The database is issuing the number.
    Issuing {
        /// What the number is for.
        service: ServiceId,
        /// The priority classes that are known of the citizen.
        classes: Vec<ClassId>,
        /// What is printed with it.
        order: Option<Order>,
    },
    /// The printers are at work.
    Printing(Paper),
    /// Take your papers.
    Finished(Paper),
    /// Something does not work; what does is offered.
    Trouble(Trouble),
    /// Staff look after the kiosk.
    Maintaining(Maintenance),
}

/// The page under review, and what it was made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Portal code of the procedure.
    pub procedure: String,
    /// The complete form, to go back to.
    pub draft: Personal<Draft>,
    /// The very document that print will send.
    pub document: Document,
    /// How often it will be printed.
    pub copies: Copies,
    /// Keys of the fields that stay for the pen.
    pub left_for_pen: Vec<String>,
}

/// A ticket and what is becoming of its papers.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// The committed ticket.
    pub ticket: Ticket,
    /// Which print of its slip this visit is about.
    pub print: SlipPrint,
    /// The job that prints the slip.
    pub slip_job: JobId,
    /// How far the slip is.
    pub slip: Progress,
    /// The A4 page, when there is one.
    pub page: Option<PageRun>,
    /// How satisfied the citizen was, once said.
    pub rated: Option<Satisfaction>,
}

/// How far a printing job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// At work.
    Running,
    /// The paper is out.
    Printed,
    /// Nothing was printed.
    Failed,
    /// Nobody knows.
    Unconfirmed,
}

/// A rendered form. Cloning shares the bytes; they are overwritten with the last clone.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The PDF.
    pub pdf: Arc<Personal<Vec<u8>>>,
    /// SHA-256 of the PDF whose pages were shown.
    pub digest: [u8; 32],
    /// The pages as pictures.
    pub pages: Vec<Arc<Page>>,
}

/// One page as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Premultiplied RGBA, 8 bits each.
    pub rgba: Personal<Vec<u8>>,
}

/// Why a scan led nowhere; each has its own sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanProblem {
    /// What was read is no card.
    NoCard(CardError),
    /// A card that was given for another person already.
    SameCard,
    /// A card of somebody who cannot be the person that is wanted.
    Misfit(Misfit),
}

/// What does not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No number could be issued.
    NoNumber,
    /// The form could not be made; a number can still be had for this service.
    NoForm(ServiceId),
    /// No numbers are given out at this hour.
    Closed(Closed),
    /// The service has given out all its numbers of the day.
    UsedUp,
}

/// Why the store issues no numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoreFault {
    /// The disk, or the database's quota, is full.
    Full,
    /// The database was written by a newer version of this program.
    Newer,
    /// The database's file is damaged.
    Corrupt,
    /// Anything else.
    Broken,
}

impl State {
    /// The state at start. `run` is drawn at random, so that visits of two runs never share an id.
    pub fn new(run: u64) -> Self {
        let devices = Devices::default();
        let (notices, staff_slips) = (Vec::new(), Vec::new());
        let (visit, waiting, day) = (None, None, None);
        Self { devices, visit, waiting, day, staff_slips, notices, run, visits: 0, jobs: 0 }
    }

    /// How the screen suits whoever stands there: as it is made, unless the running visit has wished otherwise.
    pub fn comfort(&self) -> Comfort {
        self.visit.as_ref().map(|visit| visit.comfort).unwrap_or_default()
    }

    pub(super) fn next_visit(&mut self) -> VisitId {
        self.visits += 1;
        VisitId { run: self.run, nth: self.visits }
    }

    pub(super) fn next_job(&mut self) -> JobId {
        self.jobs += 1;
        JobId(self.jobs)
    }
}

impl Stage {
    /// Whether the visit is over but for reading.
    pub fn is_last(&self) -> bool {
        matches!(self, Stage::Placed(_) | Stage::Finished(_) | Stage::Trouble(_))
    }

    /// Whether the scanner listens.
    pub fn wants_scan(&self) -> bool {
        matches!(self, Stage::Scanning { .. } | Stage::LookingUp { .. })
    }
}
