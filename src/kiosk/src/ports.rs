//! The world as the engine acts upon it: effects become calls of store, devices and renderer.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use kiosk_console::Alarm;
use kiosk_core::citizen::Personal;
use kiosk_core::form::HOUSE;
use kiosk_core::office::{Office, PrinterId};
use kiosk_core::queue::{ClassId, ServiceId, SlipPrint, SlipState, Ticket, TicketId, VisitId};
use kiosk_core::rating::Satisfaction;
use kiosk_core::text::Lang;
use kiosk_core::time::Now;
use kiosk_core::visit::{
    Copies, DeviceEvent, Document, Effect, Event, JobId, NumberPlace, Order, Outcome, Page, RenderEvent,
    Stage, State, StoreEvent, StoreFault,
};
use kiosk_hardware::{EncodedSlip, Fonts, JobTag, PrinterProfile, Receipt, encode};
use kiosk_render::{CreationTime, RenderJob};
use kiosk_store::{Place, Store, StoreError, TicketRecord, TicketRequest};
use kiosk_ui as ui;
use sha2::{Digest, Sha256};

use crate::chores::Caretaking;
use crate::engine::World;
use crate::notice::notice_job;
use crate::{alarm, paper, screen, slip};

/// Pixels of a page's picture for each typographic point: an A4 page is 893 pixels wide, a little more
/// than the screen shows at once.
pub(crate) const PIXELS_PER_POINT: f32 = 1.5;

/// The devices and the renderer, each started without waiting; they answer by events.
pub trait Devices {
    /// Sends a ticket's bytes to the ticket printer.
    fn print_slip(&mut self, job: JobId, slip: EncodedSlip);
    /// Clears what the ticket printer keeps of a broken slip.
    fn clear_ticket_printer(&mut self);
    /// Sends a PDF to an A4 printer.
    fn print_page(&mut self, job: JobId, printer: PrinterId, pdf: &Personal<Vec<u8>>, copies: Copies);
    /// Takes a page back that has not come out.
    fn cancel_page(&mut self, job: JobId, printer: PrinterId);
    /// Lets the scanner listen, or not.
    fn arm_scanner(&mut self, armed: bool);
    /// Says `words`, instead of whatever is being said.
    fn speak(&mut self, lang: Lang, words: Personal<String>);
    /// Says nothing any more.
    fn hush(&mut self);
    /// Makes a document.
    fn render(&mut self, job: JobId, what: RenderJob);
}

/// Where screens and alarms go.
pub trait Audience {
    /// The citizen's screen.
    fn screen(&mut self, screen: ui::Screen);
    /// Staff's alarms; told only when they change.
    fn alarms(&mut self, alarms: Vec<Alarm>);
}

/// Everything that the engine acts upon.
pub struct Ports<D, A> {
    /// The office that the engine goes by.
    pub office: Arc<Office>,
    /// The office's time zone.
    pub zone: TimeZone,
    /// The queue, or why there is none.
    pub store: Result<Store, StoreFault>,
    /// Looks after the database, at start and at the beginning of each service day, and tells what is to be
    /// known. Must not block.
    pub upkeep: fn(&Store, DateTime, Sender<Event>),
    /// Where answers go.
    pub events: Sender<Event>,
    /// The devices.
    pub devices: D,
    /// The ticket printer's profile.
    pub profile: PrinterProfile,
    /// The slip's fonts.
    pub fonts: Arc<Fonts>,
    /// Who looks.
    pub audience: A,
    /// What staff need who look after the kiosk.
    pub caretaking: Caretaking,
    /// Marks the screens as a demonstration.
    pub demo: bool,
    /// What was told last, and the pictures of the document under review.
    pub shown: Shown,
}

/// What was shown last, and what is shown all day.
#[derive(Default)]
pub struct Shown {
    alarms: Option<Vec<Alarm>>,
    lapsing: Option<Alarm>,
    digest: Option<[u8; 32]>,
    pages: Vec<Arc<ui::Picture>>,
}

impl<D: Devices, A: Audience> World for Ports<D, A> {
    fn perform(&mut self, now: Now, effect: Effect) {
        match effect {
            Effect::IssueTicket { visit, service, classes, held } => {
                self.issue(now, (visit, held), service, &classes);
            }
            Effect::LookUp { visit, token } => self.look_up(visit, &token),
            Effect::CountWaiting(day) => self.count_waiting(day),
            Effect::PrintSlip { job, ticket, lang, print } => self.print_slip(job, &ticket, lang, print),
            Effect::RecordSlip { ticket, slip } => self.record_slip(now, ticket, slip),
            Effect::Rate { ticket, rating } => self.rate(ticket, rating),
            Effect::Render { job, form, data } => self.render(now, job, &form, &data),
            Effect::RenderNotice { job, procedure } => self.render_notice(now, job, &procedure),
            Effect::PrintPage { job, printer, order } => self.print_page(job, printer, &order),
            Effect::CancelPage { job, printer } => self.devices.cancel_page(job, printer),
            Effect::Speak { lang, words } => self.devices.speak(lang, words),
            Effect::Hush => self.devices.hush(),
            Effect::ArmScanner(armed) => self.devices.arm_scanner(armed),
            Effect::BeginDay(day) => self.begin_day(now, day),
            Effect::Maintain(chore) => self.maintain(now, chore),
        }
    }

    fn adopt(&mut self, office: &Arc<Office>) {
        self.office = Arc::clone(office);
    }

    fn show(&mut self, now: Now, state: &State) {
        self.keep_pictures(state);
        let screen = screen::screen(&self.office, state, now, &self.shown.pages, self.demo);
        self.audience.screen(screen);
        let mut alarms = alarm::alarms(&self.office, &state.devices);
        alarms.extend(self.shown.lapsing.clone());
        if self.shown.alarms.as_ref() != Some(&alarms) {
            self.shown.alarms = Some(alarms.clone());
            self.audience.alarms(alarms);
        }
    }
}

impl<D: Devices, A: Audience> Ports<D, A> {
    /// An answer that nobody can hear any more means that the kiosk is closing down.
    fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }

    fn issue(
        &self,
        now: Now,
        (visit, held): (VisitId, Option<TicketId>),
        service: ServiceId,
        classes: &[ClassId],
    ) {
        let store = match (&self.store, self.office.service(&service)) {
            (Ok(store), Some(service)) => {
                let events = self.events.clone();
                let day = self.office.hours.service_day(now.civil);
                let request = TicketRequest::new(visit, service, day, now.civil)
                    .with_classes(classes, &self.office.queue)
                    .for_holder_of(held);
                return store.issue(request, move |issued| {
                    let _ = events.send(Event::Store(issue_answer(visit, issued)));
                });
            }
            (Err(fault), _) => *fault,
            (Ok(_), None) => StoreFault::Broken,
        };
        self.tell(Event::Store(StoreEvent::Refused(visit, store)));
    }

    /// The reader is its own connection: the answer takes less than a frame, however busy the writer is.
    fn look_up(&self, visit: VisitId, token: &str) {
        let found = match &self.store {
            Ok(store) => store.place(token, &self.office.queue).map_err(|error| {
                tracing::error!(%error, "a number cannot be looked up");
                store_fault(&error)
            }),
            Err(fault) => Err(*fault),
        };
        let place = found.map(|place| place.map(number_place));
        self.tell(Event::Store(StoreEvent::Found(visit, place)));
    }

    /// Without an answer the screen goes on saying what was counted last.
    fn count_waiting(&self, day: Date) {
        let Ok(store) = &self.store else { return };
        match store.overview(day) {
            Ok(overview) => {
                let waiting = overview.waiting.iter().map(|(_, tickets)| tickets).sum();
                self.tell(Event::Store(StoreEvent::Waiting(waiting)));
            }
            Err(error) => tracing::error!(%error, "who waits cannot be counted"),
        }
    }

    /// Looks which forms end soon, ends what earlier days left, then looks after the database.
    fn begin_day(&mut self, now: Now, day: Date) {
        self.shown.lapsing = alarm::lapsing(&self.office, now.civil.date());
        let Ok(store) = &self.store else { return };
        store.close_days_before(day, now.civil, |closed| match closed {
            Ok(0) => {}
            Ok(tickets) => tracing::info!(tickets, "tickets of earlier days have ended"),
            Err(error) => tracing::error!(%error, "tickets of earlier days could not be ended"),
        });
        (self.upkeep)(store, now.civil, self.events.clone());
    }

    fn record_slip(&self, now: Now, ticket: TicketId, slip: SlipState) {
        if let Ok(store) = &self.store {
            store.record_slip(ticket, slip, now.civil, move |noted| {
                if let Err(error) = noted {
                    tracing::error!(?ticket, %error, "what became of a slip could not be noted");
                }
            });
        }
    }

    fn rate(&self, ticket: TicketId, rating: Satisfaction) {
        if let Ok(store) = &self.store {
            store.rate(ticket, rating, move |noted| {
                if let Err(error) = noted {
                    tracing::error!(?ticket, %error, "a rating could not be noted");
                }
            });
        }
    }

    fn print_slip(&mut self, job: JobId, ticket: &Ticket, lang: Lang, print: SlipPrint) {
        self.print_receipt(job, &slip::slip_of(&self.office, ticket, lang, print).receipt());
    }

    /// Prints `receipt` as the slip of `job`.
    pub(crate) fn print_receipt(&mut self, job: JobId, receipt: &Receipt) {
        match encode(receipt, &self.profile, &self.fonts, job_tag(job)) {
            Ok(slip) => {
                if !slip.missing.is_empty() {
                    tracing::warn!(letters = ?slip.missing, "the ticket printer lacks letters of the configuration");
                }
                self.devices.print_slip(job, slip);
            }
            Err(error) => {
                tracing::error!(%error, "a slip cannot be encoded");
                self.tell(Event::Device(DeviceEvent::SlipEnded(job, Outcome::NotPrinted)));
            }
        }
    }

    fn render(&mut self, now: Now, job: JobId, form: &str, data: &Personal<String>) {
        match render_job(&self.office, &self.zone, now, form, data) {
            Some(what) => self.devices.render(job, what),
            None => self.tell(Event::Render(RenderEvent::Failed(job))),
        }
    }

    fn render_notice(&mut self, now: Now, job: JobId, procedure: &str) {
        let offer = self.office.procedure(procedure);
        let made = offer.map(|offer| notice_job(&offer.procedure, &self.office, &self.zone, now));
        match made {
            Some(Ok(what)) => self.devices.render(job, what),
            Some(Err(error)) => {
                tracing::error!(procedure, %error, "a notice cannot be made");
                self.tell(Event::Render(RenderEvent::Failed(job)));
            }
            None => self.tell(Event::Render(RenderEvent::Failed(job))),
        }
    }

    /// What is printed is what was shown: the bytes are compared with the digest taken at the preview.
    fn print_page(&mut self, job: JobId, printer: PrinterId, order: &Order) {
        let document = &order.document;
        if digest(document.pdf.expose()) == document.digest {
            self.devices.print_page(job, printer, &document.pdf, order.copies);
        } else {
            tracing::error!("a document changed between preview and print; it is not printed");
            self.tell(Event::Device(DeviceEvent::PageEnded(job, Outcome::NotPrinted)));
        }
    }

    /// Converts a document's pages once, when it comes, and drops them when it goes.
    fn keep_pictures(&mut self, state: &State) {
        let document = match state.visit.as_ref().map(|v| &v.stage) {
            Some(Stage::Reviewing(review) | Stage::Amending(review)) => Some(&review.document),
            Some(_) | None => None,
        };
        let wanted = document.map(|d| d.digest);
        if self.shown.digest != wanted {
            self.shown.digest = wanted;
            self.shown.pages = document.map(|d| d.pages.iter().map(picture).collect()).unwrap_or_default();
        }
    }
}

/// What the renderer is asked for; `None` when there is no such form.
pub fn render_job(
    office: &Office,
    zone: &TimeZone,
    now: Now,
    form: &str,
    data: &Personal<String>,
) -> Option<RenderJob> {
    let shape = office.forms.form(form)?;
    Some(RenderJob {
        template: office.forms.template(form)?.to_owned(),
        house: HOUSE.to_owned(),
        data: paper::with_codes(shape, data).expose().clone(),
        title: shape.title.vi.clone(),
        lang: kiosk_render::Lang::Vi,
        created: creation_time(zone, now),
        pixels_per_point: PIXELS_PER_POINT,
    })
}

/// PDF/A wants to know when a document was made.
pub(crate) fn creation_time(zone: &TimeZone, now: Now) -> CreationTime {
    let civil = now.civil;
    let seconds = match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.seconds(),
        AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before.seconds(),
    };
    CreationTime {
        year: civil.year().into(),
        month: civil.month().unsigned_abs(),
        day: civil.day().unsigned_abs(),
        hour: civil.hour().unsigned_abs(),
        minute: civil.minute().unsigned_abs(),
        second: civil.second().unsigned_abs(),
        utc_offset_minutes: seconds / 60,
    }
}

/// A page's pixels, lent to the screen: they are overwritten when both have let them go.
struct Lent(Arc<Page>);

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        self.0.rgba.expose()
    }
}

fn picture(page: &Arc<Page>) -> Arc<ui::Picture> {
    let rgba: ui::Pixels = Arc::new(Lent(page.clone()));
    Arc::new(ui::Picture { width: page.width, height: page.height, rgba })
}

fn job_tag(job: JobId) -> JobTag {
    JobTag::of(job.0)
}

/// SHA-256 of a PDF.
pub fn digest(pdf: &[u8]) -> [u8; 32] {
    Sha256::digest(pdf).into()
}

/// What the renderer made of the form with this title, in the visit's words.
pub fn rendered(
    job: JobId,
    form: &str,
    outcome: Result<kiosk_render::Rendered, kiosk_render::RenderError>,
) -> RenderEvent {
    match outcome {
        Ok(rendered) => {
            let page = |p: kiosk_render::PagePixels| {
                Arc::new(Page { width: p.width, height: p.height, rgba: Personal::new(p.rgba) })
            };
            let digest = digest(&rendered.pdf);
            let pages = rendered.pages.into_iter().map(page).collect();
            RenderEvent::Rendered(job, Document { pdf: Arc::new(Personal::new(rendered.pdf)), digest, pages })
        }
        Err(error) => {
            tracing::error!(form, %error, "a form could not be made");
            RenderEvent::Failed(job)
        }
    }
}

fn number_place(place: Place) -> NumberPlace {
    let Place { record: TicketRecord { ticket, standing, .. }, ahead, wait, .. } = place;
    NumberPlace {
        number: ticket.number,
        day: ticket.day,
        state: standing.state,
        counter: standing.counter.or(standing.only_at),
        ahead,
        wait,
    }
}

fn issue_answer(visit: VisitId, issued: Result<Ticket, StoreError>) -> StoreEvent {
    match issued {
        Ok(ticket) => StoreEvent::Issued(visit, ticket),
        Err(StoreError::UsedUp) => StoreEvent::UsedUp(visit),
        Err(error) => StoreEvent::Refused(visit, store_fault(&error)),
    }
}

/// Why the store refuses, in the visit's words.
pub fn store_fault(error: &StoreError) -> StoreFault {
    match error {
        StoreError::Full => StoreFault::Full,
        StoreError::Corrupt => StoreFault::Corrupt,
        StoreError::Refused(_)
        | StoreError::UsedUp
        | StoreError::NoSuchTicket
        | StoreError::NoSuchEntry
        | StoreError::NoSuchAccount
        | StoreError::NoSuchClient
        | StoreError::NameTaken
        | StoreError::SettingMoved
        | StoreError::ServiceInUse(_)
        | StoreError::CounterInUse(_)
        | StoreError::Locked
        | StoreError::Closed
        | StoreError::Io(_)
        | StoreError::Sqlite(_)
        | StoreError::System(_) => StoreFault::Broken,
    }
}
