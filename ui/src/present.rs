//! Puts a [`Page`]'s values into the globals that the screens read, and takes them out again.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use slint::{ComponentHandle, Image, Rgba8Pixel, SharedPixelBuffer, SharedString};

use crate::generated::{
    App, AskModel, ConfirmModel, HolderRow, JobState, JobsModel, NoCardModel, NoticeKind, PageKind,
    ReviewModel, ScanModel, ServicesModel, Shell, TroubleKind, TroubleModel, WelcomeModel, WorkingModel,
};
use crate::picture::Picture;
use crate::rows::Rows;
use crate::screen::{Answer, CardWarning, Grouping, Holder, Notice, Page, Progress, Screen, Trouble, Work};

/// The screens' values, page by page.
pub(crate) struct Presenter {
    app: slint::Weak<App>,
    procedures: Rows,
    services: Rows,
    choices: Rows,
    review: Rc<RefCell<Vec<Arc<Picture>>>>,
}

impl Presenter {
    /// Connects the lists and the review's "look" of `app`.
    pub(crate) fn new(app: &App) -> Self {
        let presenter = Self {
            app: app.as_weak(),
            procedures: Rows::new(),
            services: Rows::new(),
            choices: Rows::new(),
            review: Rc::default(),
        };
        app.global::<WelcomeModel>().set_procedures(presenter.procedures.model());
        app.global::<ServicesModel>().set_services(presenter.services.model());
        app.global::<AskModel>().set_choices(presenter.choices.model());
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
        shell.set_english(screen.lang == crate::screen::Lang::En);
        shell.set_office(screen.office.as_str().into());
        shell.set_time(screen.time.as_str().into());
        shell.set_back(screen.back);
        shell.set_cancel(screen.cancel);
        shell.set_demo(screen.demo);
        shell.set_warning(screen.warning.map_or(-1, whole));
        shell.set_closing(screen.closing.map_or(-1, whole));
        shell.set_notice(notice(screen.notice));
    }

    /// Shows `page`, and forgets every value of the one before it if that was another.
    pub(crate) fn page(&self, before: Option<&Page>, page: &Page) {
        let Some(app) = self.app.upgrade() else { return };
        app.global::<Shell>().set_page(kind(page));
        if let Some(before) = before.filter(|before| before.name() != page.name()) {
            self.clear(&app, before);
        }
        self.fill(&app, page);
    }

    fn fill(&self, app: &App, page: &Page) {
        match page {
            Page::Welcome { procedures } => self.procedures.set(procedures.iter().map(Into::into)),
            Page::Services { services } => self.services.set(services.iter().map(Into::into)),
            Page::Scan { .. } => scan(&app.global(), page),
            Page::NoCard { procedure } => {
                app.global::<NoCardModel>().set_procedure(procedure.as_str().into())
            }
            Page::Confirm { .. } => confirm(&app.global(), page),
            Page::Ask { .. } => self.ask(&app.global(), page),
            Page::Working { what } => app.global::<WorkingModel>().set_issuing(*what == Work::Issuing),
            Page::Review { pages, left_for_pen } => self.review(app, pages, left_for_pen),
            Page::Printing { number, slip, form } => jobs(&app.global(), number.as_deref(), *slip, *form),
            Page::Done { number, service, ahead, slip, form } => {
                let model = app.global::<JobsModel>();
                model.set_service(service.as_str().into());
                model.set_ahead(whole(*ahead));
                jobs(&model, number.as_deref(), *slip, *form);
            }
            Page::Trouble { what, number } => {
                let model = app.global::<TroubleModel>();
                model.set_kind(trouble(*what));
                model.set_number(text(number.as_deref()));
            }
        }
    }

    fn ask(&self, model: &AskModel<'_>, page: &Page) {
        let Page::Ask { step, of, prompt, help, answer, leave_for_pen, skip } = page else { return };
        model.set_step(whole(*step));
        model.set_of(whole(*of));
        model.set_prompt(prompt.as_str().into());
        model.set_help(help.as_str().into());
        model.set_leave_for_pen(*leave_for_pen);
        model.set_skip(*skip);
        match answer {
            Answer::Choices(choices) => {
                model.set_digits(false);
                model.set_value(SharedString::new());
                self.choices.set(choices.iter().map(Into::into));
            }
            Answer::Digits { value, grouping, max, complete } => {
                model.set_digits(true);
                model.set_value(grouped(value, *max, *grouping).into());
                model.set_complete(*complete);
                self.choices.set([]);
            }
        }
    }

    fn review(&self, app: &App, pages: &[Arc<Picture>], left_for_pen: &[String]) {
        let model = app.global::<ReviewModel>();
        model.set_left_for_pen(left_for_pen.join(", ").into());
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
            Page::Welcome { .. } => self.procedures.set([]),
            Page::Services { .. } => self.services.set([]),
            Page::Scan { .. } => scan(&app.global(), &blank_scan()),
            Page::NoCard { .. } => app.global::<NoCardModel>().set_procedure(SharedString::new()),
            Page::Confirm { .. } => confirm(&app.global(), &blank_confirm()),
            Page::Ask { .. } => self.ask(&app.global(), &blank_ask()),
            Page::Working { .. } => {}
            Page::Review { .. } => self.review(app, &[], &[]),
            Page::Printing { .. } | Page::Done { .. } => {
                let model = app.global::<JobsModel>();
                model.set_service(SharedString::new());
                jobs(&model, None, Progress::Waiting, None);
            }
            Page::Trouble { .. } => app.global::<TroubleModel>().set_number(SharedString::new()),
        }
    }
}

fn scan(model: &ScanModel<'_>, page: &Page) {
    let Page::Scan { procedure, holder, problem, scanner_works } = page else { return };
    model.set_procedure(procedure.as_str().into());
    model.set_holder(row(holder.as_ref()));
    model.set_scanner_works(*scanner_works);
    let (what, advice) = problem.as_ref().map_or(("", ""), |p| (&p.what, &p.advice));
    model.set_problem(what.into());
    model.set_advice(advice.into());
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

fn jobs(model: &JobsModel<'_>, number: Option<&str>, slip: Progress, form: Option<Progress>) {
    model.set_number(text(number));
    model.set_slip(job(slip));
    model.set_form(form.map_or(JobState::None, job));
}

/// Puts the page looked at into the picture, at exactly the pixels that it gets.
fn look(app: &App, pages: &[Arc<Picture>]) {
    // The frame around the page, see review.slint.
    const FRAME: f32 = 12.0;
    let model = app.global::<ReviewModel>();
    let page = usize::try_from(model.get_index()).ok().and_then(|index| pages.get(index));
    let image = page.filter(|page| page.is_whole()).and_then(|page| {
        let room = ((model.get_room_width() - FRAME) as u32, (model.get_room_height() - FRAME) as u32);
        let (width, height) = page.fit(room);
        let times = if model.get_zoomed() { 2 } else { 1 };
        page.resized((width * times, height * times)).map(|resized| image(&resized))
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

/// Digits as they are read aloud.
fn grouped(digits: &str, max: u32, grouping: Grouping) -> String {
    match grouping {
        Grouping::Number => in_threes(digits, max),
        Grouping::Day => as_day(digits),
    }
}

/// The day being typed, with a line where a digit is still missing.
fn as_day(digits: &str) -> String {
    let blank = "________";
    let typed = digits.len().min(blank.len());
    let all = [&digits[..typed], &blank[typed..]].concat();
    format!("{}/{}/{}", &all[..2], &all[2..4], &all[4..])
}

fn in_threes(digits: &str, max: u32) -> String {
    let first = if max == 10 { 4 } else { 3 };
    let mut out = String::with_capacity(digits.len() + 4);
    for (place, digit) in digits.chars().enumerate() {
        if place >= first && (place - first) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

fn text(value: Option<&str>) -> SharedString {
    value.unwrap_or_default().into()
}

/// Slint counts with `i32`.
fn whole(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn blank_scan() -> Page {
    Page::Scan { procedure: String::new(), holder: None, problem: None, scanner_works: true }
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

fn blank_ask() -> Page {
    Page::Ask {
        step: 1,
        of: 1,
        prompt: String::new(),
        help: String::new(),
        answer: Answer::Choices(Vec::new()),
        leave_for_pen: false,
        skip: false,
    }
}

fn kind(page: &Page) -> PageKind {
    match page {
        Page::Welcome { .. } => PageKind::Welcome,
        Page::Services { .. } => PageKind::Services,
        Page::Scan { .. } => PageKind::Scan,
        Page::NoCard { .. } => PageKind::NoCard,
        Page::Confirm { .. } => PageKind::Confirm,
        Page::Ask { .. } => PageKind::Ask,
        Page::Working { .. } => PageKind::Working,
        Page::Review { .. } => PageKind::Review,
        Page::Printing { .. } => PageKind::Printing,
        Page::Done { .. } => PageKind::Done,
        Page::Trouble { .. } => PageKind::Trouble,
    }
}

fn notice(notice: Option<Notice>) -> NoticeKind {
    match notice {
        None => NoticeKind::None,
        Some(Notice::TicketPrinterDown) => NoticeKind::TicketPrinter,
        Some(Notice::FormPrinterDown) => NoticeKind::FormPrinter,
        Some(Notice::ScannerDown) => NoticeKind::Scanner,
        Some(Notice::TakingNumbersDown) => NoticeKind::Numbers,
    }
}

fn job(progress: Progress) -> JobState {
    match progress {
        Progress::Waiting => JobState::Waiting,
        Progress::Running => JobState::Running,
        Progress::Done => JobState::Done,
        Progress::Failed => JobState::Failed,
        Progress::Unconfirmed => JobState::Unconfirmed,
    }
}

fn trouble(trouble: Trouble) -> TroubleKind {
    match trouble {
        Trouble::NumbersUnavailable => TroubleKind::Numbers,
        Trouble::FormUnavailable => TroubleKind::Form,
        Trouble::Closed => TroubleKind::Closed,
    }
}

#[cfg(test)]
mod tests {
    use super::{Grouping, grouped};

    #[test]
    fn digits_are_grouped_as_they_are_read_aloud() {
        let cases = [
            ("", 10, ""),
            ("0905", 10, "0905"),
            ("09051", 10, "0905 1"),
            ("0905123456", 10, "0905 123 456"),
            ("048155001234", 12, "048 155 001 234"),
            ("0481", 12, "048 1"),
        ];
        for (typed, max, shown) in cases {
            assert_eq!(grouped(typed, max, Grouping::Number), shown);
        }
        let days = [("", "__/__/____"), ("140", "14/0_/____"), ("14051960", "14/05/1960")];
        for (typed, shown) in days {
            assert_eq!(grouped(typed, 8, Grouping::Day), shown);
        }
    }
}
