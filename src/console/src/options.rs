//! What the console is given, and what it holds while it runs.

use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kiosk_core::office::Office;
use kiosk_core::queue::{SlipPrint, Ticket};
use kiosk_core::time::Now;
use kiosk_store::Store;
use kiosk_tls::Files;
use tokio::sync::{Semaphore, watch};

use crate::alarm::Alarm;
use crate::api::Streams;
use crate::board::Snapshot;
use crate::demo::DemoPanel;
use crate::limits::Limits;
use crate::office::OfficeInForce;
use crate::staff::{Prints, Throttle};
use crate::voice::{Announcer, VoiceOptions};

/// How many requests are answered at the same time; an office has some twenty browsers.
pub(crate) const ANSWERING: usize = 128;

/// How many PINs are verified at the same time; the others wait.
const VERIFYING: usize = 2;

/// Reads the clock.
pub type Clock = Arc<dyn Fn() -> Now + Send + Sync>;

/// What staff tell the kiosk itself, besides what goes to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaffSignal {
    /// Somebody has gone to the citizen who called for help.
    HelpGiven,
    /// Print this ticket's slip, in Vietnamese, and note in the database what became of it.
    PrintSlip {
        /// A committed ticket.
        ticket: Box<Ticket>,
        /// Whether it was printed before, or may have been.
        print: SlipPrint,
    },
    /// The office in force is another one now.
    OfficeChanged,
    /// The notice (niêm yết) of the procedure with this portal code is to be printed.
    PrintNotice(String),
}

/// How browsers reach the pages.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// The certificate and the key by which HTTPS is spoken, and the office's time zone; plain HTTP without them.
    /// Files that are replaced are picked up within the hour.
    pub tls: Option<(Files, TimeZone)>,
    /// The proxies that stand before the kiosk: in a request of theirs the last entry of `X-Forwarded-For` is the client
    /// that limits count for.
    pub proxies: Vec<IpAddr>,
}

/// What the console is given.
#[derive(Clone)]
pub struct ConsoleOptions {
    /// Names, services and counters. What administrators set is told to it.
    pub office: OfficeInForce,
    /// The database; `None` while there is none. A new value is picked up at once.
    pub store: watch::Receiver<Option<Store>>,
    /// The alarms that stand now.
    pub alarms: watch::Receiver<Vec<Alarm>>,
    /// The clock that all pages go by.
    pub clock: Clock,
    /// The office's time zone, in which that clock's local time is.
    pub time_zone: TimeZone,
    /// How calls are said aloud; `None` for an office that wants silence.
    pub voice: Option<VoiceOptions>,
    /// The PIN of the first administrator, who signs in as `admin` or with no name at all, as an argon2
    /// PHC string; see [`hash_pin`](crate::hash_pin). All other accounts are in the database.
    pub pin_hash: String,
    /// How browsers reach the pages.
    pub network: Network,
    /// The simulated devices; the demo's pages exist only with it.
    pub demo: Option<Arc<dyn DemoPanel>>,
    /// Told what staff say. Must not block.
    pub on_staff: Arc<dyn Fn(StaffSignal) + Send + Sync>,
}

/// What every page's handler holds.
pub(crate) struct Console {
    pub(crate) options: ConsoleOptions,
    /// The board as it is now, remade at every change.
    pub(crate) board: watch::Receiver<Arc<Snapshot>>,
    /// Judges sign-ins while there is no database to do it.
    pub(crate) throttle: Mutex<Throttle>,
    /// PINs that are being verified at the same time: each takes a core for 50 ms.
    pub(crate) verifying: Semaphore,
    pub(crate) prints: Mutex<Prints>,
    /// Requests that may be answered at the same time.
    pub(crate) answering: Semaphore,
    /// What one client may ask and hold.
    pub(crate) limits: Limits,
    /// What is wrong with the certificate, if something is.
    pub(crate) certificate: watch::Sender<Option<Alarm>>,
    /// The event streams of the API's clients.
    pub(crate) streams: Streams,
    /// Says calls, if the office wants them said.
    pub(crate) announcer: Option<Announcer>,
}

impl Console {
    pub(crate) fn new(options: ConsoleOptions, board: watch::Receiver<Arc<Snapshot>>) -> Arc<Self> {
        let announcer = options.voice.clone().map(Announcer::new);
        Arc::new(Self {
            options,
            board,
            throttle: Mutex::default(),
            verifying: Semaphore::new(VERIFYING),
            prints: Mutex::default(),
            answering: Semaphore::new(ANSWERING),
            limits: Limits::default(),
            certificate: watch::channel(None).0,
            streams: Streams::default(),
            announcer,
        })
    }

    pub(crate) fn now(&self) -> Now {
        (self.options.clock)()
    }

    /// The service day that it is.
    pub(crate) fn day(&self) -> Date {
        self.office().hours.service_day(self.now().civil)
    }

    /// The office as it is now.
    pub(crate) fn office(&self) -> Arc<Office> {
        self.options.office.now()
    }

    pub(crate) fn store(&self) -> Option<Store> {
        self.options.store.borrow().clone()
    }

    pub(crate) fn alarms(&self) -> Vec<Alarm> {
        let mut alarms = self.options.alarms.borrow().clone();
        alarms.extend(self.options.office.alarm());
        alarms.extend(self.announcer.iter().flat_map(Announcer::alarms));
        alarms.extend(self.certificate.borrow().clone());
        alarms.sort_by_key(|alarm| std::cmp::Reverse(alarm.severity));
        alarms
    }
}
