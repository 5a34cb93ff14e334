//! Puts a [`Page`]'s values into the globals that the screens read, and takes them out again.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use slint::{Color, ComponentHandle, Image, Rgba8Pixel, SharedPixelBuffer, SharedString, VecModel};

use crate::asking::Asking;
use crate::comfort;
use crate::generated::{
    App, Colours, Comfort, ConfirmModel, Frame, HolderRow, InformModel, JobState, JobsModel, LookUpModel,
    NoCardModel, NoticeKind, PageKind, ProceduresModel, ReviewModel, ReviewRoom, ScanModel, Shell,
    TroubleKind, TroubleModel, WelcomeModel, WorkingModel,
};
use crate::lists::Lists;
use crate::maintenance;
use crate::number;
use crate::picture::Picture;
use crate::rows;
use crate::screen::{CardWarning, FormRun, Holder, Notice, Page, Progress, Screen, Trouble, Work};
use crate::shelf::Layout;

/// The screens' values, page by page.
pub(crate) struct Presenter {
    app: slint::Weak<App>,
    lists: Lists,
    asking: Asking,
    review: Rc<RefCell<Vec<Arc<Picture>>>>,
    notices: Rc<VecModel<SharedString>>,
    house_rules: Rc<VecModel<SharedString>>,
}

impl Presenter {
    /// Connects the lists and the review's "look" of `app`.
    pub(crate) fn new(app: &App) -> Self {
        let presenter = Self {
            app: app.as_weak(),
            lists: Lists::new(app),
            asking: Asking::new(app),
            review: Rc::default(),
            notices: Rc::default(),
            house_rules: Rc::default(),
        };
        app.global::<Shell>().set_notices(presenter.notices.clone().into());
        app.global::<Shell>().set_house_rules(presenter.house_rules.clone().into());
        let (weak, pages) = (app.as_weak(), presenter.review.clone());
        app.global::<ReviewModel>().on_look(move || {
            if let Some(app) = weak.upgrade() {
                look(&app, &pages.borrow());
            }
        });
        presenter
    }

    /// Sets header, footer, notice and the time-out question.
    pub(crate) fn shell(&self, screen: &Screen) {
        let Some(app) = self.app.upgrade() else { return };
        let shell = app.global::<Shell>();
        self.comfort(&app, screen.comfort);
        shell.set_english(screen.lang == crate::screen::Lang::En);
        shell.set_office(screen.office.as_str().into());
        self.colour(&app, screen.colour);
        shell.set_time(screen.time.as_str().into());
        shell.set_back(screen.back);
        shell.set_cancel(screen.cancel);
        shell.set_demo(screen.demo);
        shell.set_reads_aloud(screen.reads_aloud);
        shell.set_warning(screen.warning.map_or(-1, whole));
        shell.set_closing(screen.closing.map_or(-1, whole));
        if shell.get_covered() != screen.covered {
            shell.set_covered(screen.covered);
            look(&app, &self.review.borrow());
        }
        shell.set_notice(notice(screen.notice));
        rows::set(&self.notices, screen.notices.iter().map(Into::into));
        rows::set(&self.house_rules, screen.house_rules.iter().map(Into::into));
    }

    fn colour(&self, app: &App, colour: Option<[u8; 3]>) {
        let frame = app.global::<Frame>();
        frame.set_coloured(colour.is_some());
        if let Some([red, green, blue]) = colour {
            frame.set_colour(Color::from_rgb_u8(red, green, blue));
        }
    }

    /// Lets the screen suit `comfort`; the page under review is drawn anew for its new room.
    fn comfort(&self, app: &App, comfort: comfort::Comfort) {
        let model = app.global::<Comfort>();
        let before = model.get_text();
        model.set_text(comfort.text.into());
        model.set_colours(colours(comfort.colours));
        model.set_low(comfort.low);
        model.set_slow(comfort.slow);
        model.set_aloud(comfort.aloud);
        if before != model.get_text() {
            look(app, &self.review.borrow());
        }
    }

    /// Shows `page`, and forgets every value of the one before it if that was another.
    pub(crate) fn page(&self, before: Option<&Page>, page: &Page) {
        let Some(app) = self.app.upgrade() else { return };
        app.global::<Shell>().set_page(kind(page));
        if let Some(before) = before.filter(|before| before.name() != page.name()) {
            self.clear(&app, before);
        }
        let fresh = before.is_none_or(|before| !before.same_place(page));
        self.fill(&app, page, fresh);
    }

    fn fill(&self, app: &App, page: &Page, fresh: bool) {
        match page {
            Page::Welcome { procedures, more, waiting, claim, declares } => {
                let model = app.global::<WelcomeModel>();
                model.set_more(*more);
                model.set_waiting(waiting.map_or(-1, whole));
                model.set_claim(text(claim.as_deref()));
                model.set_declares(*declares);
                self.lists.fill(
                    app,
                    procedures.iter().map(Into::into),
                    |rows: &[_]| Layout::start(rows.len()),
                    fresh,
                );
            }
            Page::Services { services: tiles }
            | Page::Declare { classes: tiles }
            | Page::Staff { names: tiles } => {
                self.lists.fill(app, tiles.iter().map(Into::into), |_: &[_]| Layout::entries(), fresh);
            }
            Page::LookUp { problem, scanner_works } => {
                let model = app.global::<LookUpModel>();
                model.set_problem(number::problem(*problem));
                model.set_scanner_works(*scanner_works);
            }
            Page::Place { .. } => number::place(&app.global(), page),
            Page::Fields { fields: tiles } | Page::Procedures { procedures: tiles, .. } => {
                if let Page::Procedures { field, .. } = page {
                    app.global::<ProceduresModel>().set_field(field.as_str().into());
                }
                self.lists.fill(app, tiles.iter().map(Into::into), |_: &[_]| Layout::entries(), fresh);
            }
            Page::Amend { answers } => {
                self.lists.fill(app, answers.iter().map(Into::into), |_: &[_]| Layout::entries(), fresh);
            }
            Page::Search { typed, found } => {
                self.asking.search(&app.global(), typed, fresh);
                self.lists.fill(app, found.iter().map(Into::into), |_: &[_]| Layout::found(), fresh);
            }
            Page::Inform { .. } => inform(&app.global(), page),
            Page::Scan { .. } => scan(&app.global(), page),
            Page::NoCard { procedure } => {
                app.global::<NoCardModel>().set_procedure(procedure.as_str().into())
            }
            Page::Confirm { .. } => confirm(&app.global(), page),
            Page::Ask { .. } => {
                self.asking.fill(&app.global(), page, fresh);
                self.lists.fill(app, crate::asking::rows(page), Layout::answers, fresh);
            }
            Page::Working { what } => app.global::<WorkingModel>().set_issuing(*what == Work::Issuing),
            Page::Review { pages, left_for_pen, copies, most_copies, amendable } => {
                let model = app.global::<ReviewModel>();
                model.set_amendable(*amendable);
                model.set_copies(whole(*copies));
                model.set_most_copies(whole(*most_copies));
                self.review(app, pages, left_for_pen);
            }
            Page::Printing { number, slip, form } => {
                jobs(&app.global(), number.as_deref(), *slip, form.as_ref());
            }
            Page::Done { number, services, ahead, slip, form, rating, another } => {
                let model = app.global::<JobsModel>();
                model.set_another(*another);
                model.set_service(errands(services).into());
                model.set_several(services.len() > 1);
                model.set_ahead(whole(*ahead));
                model.set_ask_rating(rating.is_some());
                model.set_rated(rating.flatten().map_or(0, i32::from));
                jobs(&model, number.as_deref(), *slip, form.as_ref());
            }
            Page::Trouble { what, number } => {
                let model = app.global::<TroubleModel>();
                let (kind, opens) = trouble(what);
                model.set_kind(kind);
                model.set_opens(opens.into());
                model.set_number(text(number.as_deref()));
            }
            Page::Pin { .. } | Page::Maintain { .. } | Page::Cleaning { .. } => maintenance::fill(app, page),
        }
    }

    fn review(&self, app: &App, pages: &[Arc<Picture>], left_for_pen: &[String]) {
        let model = app.global::<ReviewModel>();
        model.set_left_for_pen(left_for_pen.join(", ").into());
        model.set_left_count(whole(left_for_pen.len().try_into().unwrap_or(u32::MAX)));
        if self.review.borrow().as_slice() == pages {
            return;
        }
        *self.review.borrow_mut() = pages.to_vec();
        model.set_count(whole(pages.len().try_into().unwrap_or(u32::MAX)));
        model.set_index(0);
        model.set_zoomed(false);
        look(app, pages);
    }

    /// Overwrites what `page` showed with nothing.
    fn clear(&self, app: &App, page: &Page) {
        match page {
            Page::Welcome { .. } => {
                app.global::<WelcomeModel>().set_claim(SharedString::new());
                self.lists.clear(app);
            }
            Page::Services { .. }
            | Page::Fields { .. }
            | Page::Declare { .. }
            | Page::Amend { .. }
            | Page::Staff { .. } => self.lists.clear(app),
            Page::Pin { .. } => maintenance::forget(app),
            Page::Maintain { .. } | Page::Cleaning { .. } => {}
            Page::LookUp { .. } => {}
            Page::Place { .. } => number::forget(&app.global()),
            Page::Procedures { .. } => {
                app.global::<ProceduresModel>().set_field(SharedString::new());
                self.lists.clear(app);
            }
            Page::Inform { .. } => inform(&app.global(), &blank_inform()),
            Page::Scan { .. } => scan(&app.global(), &blank_scan()),
            Page::NoCard { .. } => app.global::<NoCardModel>().set_procedure(SharedString::new()),
            Page::Confirm { .. } => confirm(&app.global(), &blank_confirm()),
            Page::Ask { .. } | Page::Search { .. } => {
                self.asking.clear(&app.global());
                self.lists.clear(app);
            }
            Page::Working { .. } => {}
            Page::Review { .. } => self.review(app, &[], &[]),
            Page::Printing { .. } | Page::Done { .. } => {
                let model = app.global::<JobsModel>();
                model.set_service(SharedString::new());
                model.set_rated(0);
                jobs(&model, None, Progress::Waiting, None);
            }
            Page::Trouble { .. } => app.global::<TroubleModel>().set_number(SharedString::new()),
        }
    }
}

fn scan(model: &ScanModel<'_>, page: &Page) {
    let Page::Scan { procedure, holder, problem, scanner_works, inform } = page else { return };
    model.set_inform(*inform);
    model.set_procedure(procedure.as_str().into());
    model.set_holder(row(holder.as_ref()));
    model.set_scanner_works(*scanner_works);
    let (what, advice) = problem.as_ref().map_or(("", ""), |p| (&p.what, &p.advice));
    model.set_problem(what.into());
    model.set_advice(advice.into());
}

fn inform(model: &InformModel<'_>, page: &Page) {
    let Page::Inform { procedure, documents, note, time, fee, decides } = page else { return };
    model.set_procedure(procedure.as_str().into());
    let documents: Vec<SharedString> = documents.iter().map(|document| document.as_str().into()).collect();
    model.set_documents(documents.as_slice().into());
    model.set_note(note.as_str().into());
    model.set_time(time.as_str().into());
    model.set_fee(fee.as_str().into());
    model.set_decides(decides.as_str().into());
}

fn confirm(model: &ConfirmModel<'_>, page: &Page) {
    let Page::Confirm { holder, name, birth_date, sex, id_masked, residence, residence_now, warnings } = page
    else {
        return;
    };
    model.set_holder(row(holder.as_ref()));
    model.set_name(name.as_str().into());
    model.set_birth_date(birth_date.as_str().into());
    model.set_sex(sex.as_str().into());
    model.set_id_masked(id_masked.as_str().into());
    model.set_residence(residence.as_str().into());
    model.set_residence_now(residence_now.as_str().into());
    model.set_missing_diacritics(warnings.contains(&CardWarning::MissingDiacritics));
    model.set_plain_residence(warnings.contains(&CardWarning::ResidenceWithoutDiacritics));
    model.set_no_residence(warnings.contains(&CardWarning::NoResidence));
    model.set_number_mismatch(warnings.contains(&CardWarning::NumberMismatch));
    model.set_number_only(warnings.contains(&CardWarning::NumberOnly));
}

/// Without a holder the title is empty: the card is the visitor's own.
fn row(holder: Option<&Holder>) -> HolderRow {
    let Some(Holder { title, step, of }) = holder else { return HolderRow::default() };
    HolderRow { title: title.as_str().into(), step: whole(*step), of: whole(*of) }
}

/// One errand by its name, several by their numbers and names.
fn errands(services: &[String]) -> String {
    match services {
        [one] => one.clone(),
        several => {
            let numbered = (1..).zip(several).map(|(nth, name)| format!("{nth}. {name}"));
            numbered.collect::<Vec<_>>().join("   ")
        }
    }
}

fn jobs(model: &JobsModel<'_>, number: Option<&str>, slip: Progress, form: Option<&FormRun>) {
    model.set_number(text(number));
    model.set_slip(job(slip));
    model.set_form(form.map_or(JobState::None, |form| job(form.progress)));
    model.set_form_at(form.map_or("", |form| &form.at).into());
    model.set_form_again(form.is_some_and(|form| form.again));
}

/// Puts the page looked at into the picture, at exactly the pixels that it gets.
fn look(app: &App, pages: &[Arc<Picture>]) {
    // The frame around the page, see review.slint.
    const FRAME: f32 = 12.0;
    // So many pixels wide are the squares of a covered page: a line of writing and more.
    const COARSE: u32 = 48;
    let model = app.global::<ReviewModel>();
    let page = usize::try_from(model.get_index()).ok().and_then(|index| pages.get(index));
    let image = page.filter(|page| page.is_whole()).and_then(|page| {
        let room = app.global::<ReviewRoom>();
        let room = ((room.get_width() - FRAME) as u32, (room.get_room_height() - FRAME) as u32);
        let (width, height) = page.fit(room);
        let times = if model.get_zoomed() { 2 } else { 1 };
        let size = (width * times, height * times);
        let covered = app.global::<Shell>().get_covered();
        let shown = if covered { page.coarse(size, COARSE) } else { page.resized(size) };
        shown.map(|shown| image(&shown))
    });
    model.set_picture(image.unwrap_or_default());
}

fn image(picture: &Picture) -> Image {
    Image::from_rgba8_premultiplied(SharedPixelBuffer::<Rgba8Pixel>::clone_from_slice(
        (*picture.rgba).as_ref(),
        picture.width,
        picture.height,
    ))
}

fn text(value: Option<&str>) -> SharedString {
    value.unwrap_or_default().into()
}

/// Slint counts with `i32`.
pub(crate) fn whole(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn blank_scan() -> Page {
    Page::Scan { procedure: String::new(), holder: None, problem: None, scanner_works: true, inform: false }
}

fn blank_inform() -> Page {
    let blank = String::new;
    Page::Inform {
        procedure: blank(),
        documents: Vec::new(),
        note: blank(),
        time: blank(),
        fee: blank(),
        decides: blank(),
    }
}

fn blank_confirm() -> Page {
    let blank = String::new;
    Page::Confirm {
        holder: None,
        name: blank(),
        birth_date: blank(),
        sex: blank(),
        id_masked: blank(),
        residence: blank(),
        residence_now: blank(),
        warnings: Vec::new(),
    }
}

fn kind(page: &Page) -> PageKind {
    match page {
        Page::Welcome { .. } => PageKind::Welcome,
        Page::Declare { .. } => PageKind::Declare,
        Page::LookUp { .. } => PageKind::LookUp,
        Page::Place { .. } => PageKind::Place,
        Page::Services { .. } => PageKind::Services,
        Page::Fields { .. } => PageKind::Fields,
        Page::Search { .. } => PageKind::Search,
        Page::Procedures { .. } => PageKind::Procedures,
        Page::Inform { .. } => PageKind::Inform,
        Page::Scan { .. } => PageKind::Scan,
        Page::NoCard { .. } => PageKind::NoCard,
        Page::Confirm { .. } => PageKind::Confirm,
        Page::Ask { .. } => PageKind::Ask,
        Page::Working { .. } => PageKind::Working,
        Page::Review { .. } => PageKind::Review,
        Page::Amend { .. } => PageKind::Amend,
        Page::Printing { .. } => PageKind::Printing,
        Page::Done { .. } => PageKind::Done,
        Page::Trouble { .. } => PageKind::Trouble,
        Page::Staff { .. } => PageKind::Staff,
        Page::Pin { .. } => PageKind::Pin,
        Page::Maintain { .. } => PageKind::Maintain,
        Page::Cleaning { .. } => PageKind::Cleaning,
    }
}

fn colours(colours: comfort::Colours) -> Colours {
    match colours {
        comfort::Colours::Normal => Colours::Normal,
        comfort::Colours::Contrast => Colours::Contrast,
        comfort::Colours::Inverted => Colours::Inverted,
    }
}

fn notice(notice: Option<Notice>) -> NoticeKind {
    match notice {
        None => NoticeKind::None,
        Some(Notice::TicketPrinterDown) => NoticeKind::TicketPrinter,
        Some(Notice::FormPrinterDown) => NoticeKind::FormPrinter,
        Some(Notice::PrintersDown) => NoticeKind::Printers,
        Some(Notice::ScannerDown) => NoticeKind::Scanner,
        Some(Notice::TakingNumbersDown) => NoticeKind::Numbers,
    }
}

pub(crate) fn job(progress: Progress) -> JobState {
    match progress {
        Progress::Waiting => JobState::Waiting,
        Progress::Running => JobState::Running,
        Progress::Done => JobState::Done,
        Progress::Failed => JobState::Failed,
        Progress::Unconfirmed => JobState::Unconfirmed,
    }
}

/// What it is, and when numbers are to be had again.
fn trouble(trouble: &Trouble) -> (TroubleKind, &str) {
    match trouble {
        Trouble::NumbersUnavailable => (TroubleKind::Numbers, ""),
        Trouble::FormUnavailable => (TroubleKind::Form, ""),
        Trouble::Closed { opens } => (TroubleKind::Closed, opens),
        Trouble::Over { opens } => (TroubleKind::Over, opens),
        Trouble::UsedUp { opens } => (TroubleKind::UsedUp, opens),
    }
}
