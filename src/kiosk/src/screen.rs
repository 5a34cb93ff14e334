//! From the visit's state to what stands on the screen, and from a touch back to the visit's words.

mod amending;
mod card;
mod choosing;
mod dial;
mod maintenance;
mod number;
mod question;
mod trouble;
mod writing;

use std::sync::Arc;

use jiff::civil::Date;
use kiosk_core::citizen::Personal;
use kiosk_core::form::Form;
use kiosk_core::office::{Colour, Office};
use kiosk_core::queue::{ClassId, ServiceId, StaffId, Ticket};
use kiosk_core::rating::Satisfaction;
use kiosk_core::text::{Lang, Text};
use kiosk_core::time::Now;
use kiosk_core::visit::{
    Colours, Comfort, Copies, Devices, Maintenance, PageRun, Paper, Progress, Review, Stage, State,
    StoreFault, TextSize, Touch, Visit, Wish, closes_in, is_covered,
};
use kiosk_ui as ui;

/// The screen for `state`. `pages` are the pictures of the document under review.
pub fn screen(
    office: &Office,
    state: &State,
    now: Now,
    pages: &[Arc<ui::Picture>],
    demo: bool,
) -> ui::Screen {
    let lang = state.visit.as_ref().map(|v| v.lang).unwrap_or_default();
    let warning = closes_in(state, &office.times, now.tick);
    let last = is_last_page(state.visit.as_ref());
    let (back, cancel) = ways_out(state.visit.as_ref());
    ui::Screen {
        lang: ui_lang(lang),
        comfort: comfort(state.comfort()),
        reads_aloud: state.devices.can_read_aloud(),
        office: office.name.get(lang).to_owned(),
        colour: office.colour.map(Colour::rgb),
        time: now.civil.strftime("%H:%M").to_string(),
        page: page(office, state, now, pages),
        back,
        cancel,
        warning: warning.filter(|_| !last),
        closing: warning.filter(|_| last),
        covered: is_covered(state, &office.times, now.tick),
        notice: notice(&state.devices),
        notices: texts(&office.notices, lang),
        house_rules: texts(&office.house_rules, lang),
        demo,
    }
}

fn texts(texts: &[Text], lang: Lang) -> Vec<String> {
    texts.iter().map(|text| text.get(lang).to_owned()).collect()
}

fn comfort(comfort: Comfort) -> ui::Comfort {
    let colours = match comfort.colours {
        Colours::Usual => ui::Colours::Normal,
        Colours::Contrast => ui::Colours::Contrast,
        Colours::Inverted => ui::Colours::Inverted,
    };
    ui::Comfort {
        text: comfort.text.step(),
        colours,
        low: comfort.low,
        slow: comfort.slow,
        aloud: comfort.aloud,
    }
}

fn core_colours(colours: ui::Colours) -> Colours {
    match colours {
        ui::Colours::Normal => Colours::Usual,
        ui::Colours::Contrast => Colours::Contrast,
        ui::Colours::Inverted => Colours::Inverted,
    }
}

fn ui_lang(lang: Lang) -> ui::Lang {
    match lang {
        Lang::Vi => ui::Lang::Vi,
        Lang::En => ui::Lang::En,
    }
}

/// Whether Back and Cancel are offered. While a number is issued or printed nothing can be taken back.
fn ways_out(visit: Option<&Visit>) -> (bool, bool) {
    match visit.map(|v| &v.stage) {
        None | Some(Stage::Choosing) => (false, false),
        Some(Stage::Placed(_) | Stage::Issuing { .. } | Stage::Printing(_) | Stage::Finished(_)) => {
            (false, false)
        }
        Some(Stage::Trouble(_)) => (false, true),
        Some(Stage::Maintaining(maintenance)) => {
            let out = !matches!(maintenance, Maintenance::Cleaning { .. });
            (out, out)
        }
        Some(
            Stage::Declaring
            | Stage::LookingUp { .. }
            | Stage::ChoosingService
            | Stage::ChoosingField
            | Stage::Searching { .. }
            | Stage::ChoosingProcedure { .. }
            | Stage::Informing { .. }
            | Stage::Scanning { .. }
            | Stage::NoCard { .. }
            | Stage::Confirming { .. }
            | Stage::Asking { .. }
            | Stage::Preparing { .. }
            | Stage::Reviewing(_)
            | Stage::Amending(_),
        ) => (true, true),
    }
}

/// Whether the visit is over but for reading: then a question over the page would hide what it says.
fn is_last_page(visit: Option<&Visit>) -> bool {
    visit.is_some_and(|visit| visit.stage.is_last())
}

/// The one thing that a citizen should know before beginning.
fn notice(devices: &Devices) -> Option<ui::Notice> {
    // A full disk may have room again: then the next touch on the button finds out.
    let numbers_down = matches!(devices.store, Some(StoreFault::Newer | StoreFault::Corrupt));
    let (tickets, forms) = (devices.ticket_printer.works(), devices.forms_can_be_printed());
    let notices = [
        (numbers_down, ui::Notice::TakingNumbersDown),
        (!tickets && !forms, ui::Notice::PrintersDown),
        (!tickets, ui::Notice::TicketPrinterDown),
        (!forms, ui::Notice::FormPrinterDown),
        (!devices.scanner.works(), ui::Notice::ScannerDown),
    ];
    notices.into_iter().find_map(|(there, notice)| there.then_some(notice))
}

fn page(office: &Office, state: &State, now: Now, pages: &[Arc<ui::Picture>]) -> ui::Page {
    let today = now.civil.date();
    let Some(visit) = &state.visit else { return choosing::welcome(office, state, today, Lang::default()) };
    let lang = visit.lang;
    let name =
        |code: &str| office.procedure(code).map_or("", |offer| offer.procedure.name.get(lang)).to_owned();
    match &visit.stage {
        Stage::Choosing => choosing::welcome(office, state, today, lang),
        Stage::Declaring => choosing::declare(office, lang),
        Stage::LookingUp { problem } => number::look_up(*problem, state.devices.scanner.works()),
        Stage::Placed(place) => number::place(place, lang),
        Stage::ChoosingService => choosing::services(office, lang),
        Stage::ChoosingField => choosing::fields(office, today, lang),
        Stage::Searching { typed } => choosing::search(office, typed.expose(), today, lang),
        Stage::ChoosingProcedure { field } => choosing::procedures(office, field, today, lang),
        Stage::Informing { procedure } => choosing::inform(office, procedure, lang),
        Stage::Scanning { procedure, draft, problem } => {
            let holder = card::holder(office, draft.expose(), lang);
            ui::Page::Scan {
                procedure: name(procedure),
                problem: problem.as_ref().map(|problem| card::scan_problem(problem, holder.as_ref(), lang)),
                inform: holder.is_none() && begins_at_once(office, procedure),
                holder,
                scanner_works: state.devices.scanner.works(),
            }
        }
        Stage::NoCard { procedure } => ui::Page::NoCard { procedure: name(procedure) },
        Stage::Confirming { draft, identity, .. } => {
            card::confirm(identity.expose(), card::holder(office, draft.expose(), lang))
        }
        Stage::Asking { draft, entry, .. } => {
            question::page(office, draft.expose(), entry.expose(), today, lang)
        }
        Stage::Preparing { .. } => ui::Page::Working { what: ui::Work::Preparing },
        Stage::Reviewing(review) => reviewed(office, review, pages, today, lang),
        Stage::Amending(review) => amending::page(office, review, today, lang),
        Stage::Issuing { .. } => ui::Page::Working { what: ui::Work::Issuing },
        Stage::Printing(paper) => ui::Page::Printing {
            number: Some(paper.ticket.number.to_string()),
            slip: progress(paper.slip),
            form: paper.page.as_ref().map(|page| form_run(office, page, lang)),
        },
        Stage::Finished(paper) => done(office, paper, lang),
        Stage::Maintaining(maintenance) => maintenance::page(office, state, maintenance, now.tick, lang),
        Stage::Trouble(trouble) => {
            ui::Page::Trouble { what: trouble::told(office, trouble, now.civil, lang), number: None }
        }
    }
}

/// Whether nothing was told of what to bring before the card is wanted.
fn begins_at_once(office: &Office, procedure: &str) -> bool {
    office.procedure(procedure).is_some_and(|offer| offer.procedure.card_suffices)
}

fn reviewed(
    office: &Office,
    review: &Review,
    pages: &[Arc<ui::Picture>],
    today: Date,
    lang: Lang,
) -> ui::Page {
    ui::Page::Review {
        pages: pages.to_vec(),
        left_for_pen: labels(office.forms.form(&review.draft.expose().form), &review.left_for_pen, lang),
        copies: review.copies.get().into(),
        most_copies: Copies::MOST.get().into(),
        amendable: !review.said(office, today).is_empty(),
    }
}

fn labels(form: Option<&Form>, keys: &[String], lang: Lang) -> Vec<String> {
    let label = |key: &String| Some(form?.blank(key)?.field.label.get(lang).to_owned());
    keys.iter().filter_map(label).collect()
}

fn done(office: &Office, paper: &Paper, lang: Lang) -> ui::Page {
    ui::Page::Done {
        number: Some(paper.ticket.number.to_string()),
        services: services(office, &paper.ticket, lang),
        ahead: paper.ticket.ahead,
        slip: progress(paper.slip),
        form: paper.page.as_ref().map(|page| form_run(office, page, lang)),
        rating: Some(paper.rated.map(Satisfaction::step)),
        another: paper.may_lead_on(),
    }
}

/// What the number is for, one errand after the other.
fn services(office: &Office, ticket: &Ticket, lang: Lang) -> Vec<String> {
    let name = |id: &ServiceId| office.service(id).map(|service| service.name.get(lang).to_owned());
    ticket.services().filter_map(name).collect()
}

fn form_run(office: &Office, page: &PageRun, lang: Lang) -> ui::FormRun {
    let name = office.form_printer(page.printer).and_then(|printer| printer.name.as_ref());
    ui::FormRun {
        progress: progress(page.progress),
        at: name.map_or("", |name| name.get(lang)).to_owned(),
        again: page.may_run_again(),
    }
}

fn progress(progress: Progress) -> ui::Progress {
    match progress {
        Progress::Running => ui::Progress::Running,
        Progress::Printed => ui::Progress::Done,
        Progress::Failed => ui::Progress::Failed,
        Progress::Unconfirmed => ui::Progress::Unconfirmed,
    }
}

/// A touch in the visit's words.
pub fn touch(touch: ui::Touch) -> Touch {
    match touch {
        ui::Touch::Language(ui::Lang::Vi) => Touch::Language(Lang::Vi),
        ui::Touch::Language(ui::Lang::En) => Touch::Language(Lang::En),
        ui::Touch::TextSize(step) => Touch::Comfort(Wish::Text(TextSize::of_step(step))),
        ui::Touch::Colours(colours) => Touch::Comfort(Wish::Colours(core_colours(colours))),
        ui::Touch::Low(low) => Touch::Comfort(Wish::Low(low)),
        ui::Touch::Slow(slow) => Touch::Comfort(Wish::Slow(slow)),
        ui::Touch::Aloud(aloud) => Touch::Comfort(Wish::Aloud(aloud)),
        ui::Touch::HearAgain => Touch::HearAgain,
        ui::Touch::Procedure(code) => Touch::Procedure(code),
        ui::Touch::AllProcedures => Touch::AllProcedures,
        ui::Touch::Search => Touch::Search,
        ui::Touch::Field(field) => Touch::Field(field),
        ui::Touch::Inform => Touch::Inform,
        ui::Touch::GoOn => Touch::GoOn,
        ui::Touch::Declare => Touch::Declare,
        ui::Touch::Claim(id) => Touch::Claim(ClassId(id)),
        ui::Touch::NoClaim => Touch::NoClaim,
        ui::Touch::LookUp => Touch::LookUp,
        ui::Touch::TakeNumber => Touch::TakeNumber,
        ui::Touch::Service(id) => Touch::Service(ServiceId(id)),
        ui::Touch::NoCard => Touch::NoCard,
        ui::Touch::NumberOnly => Touch::NumberOnly,
        ui::Touch::BlankForm => Touch::BlankForm,
        ui::Touch::Yes => Touch::Yes,
        ui::Touch::NameAsRead => Touch::NameAsRead,
        ui::Touch::ScanAgain => Touch::ScanAgain,
        ui::Touch::Choose(key) => Touch::Choose(key),
        ui::Touch::Digit(digit) => Touch::Digit(digit),
        ui::Touch::Erase => Touch::Erase,
        ui::Touch::Other => Touch::Other,
        ui::Touch::Write(key) => Touch::Write(Personal::new(key)),
        ui::Touch::Tone(tone) => Touch::Tone(writing::core_tone(tone)),
        ui::Touch::Suggestion(at) => Touch::Suggestion(at),
        ui::Touch::Clear => Touch::Clear,
        ui::Touch::Set(part, value) => Touch::Set(dial::core_part(part), value),
        ui::Touch::Change(part) => Touch::Change(dial::core_part(part)),
        ui::Touch::Enter => Touch::Enter,
        ui::Touch::LeaveForPen => Touch::LeaveForPen,
        ui::Touch::Skip => Touch::Skip,
        ui::Touch::Back => Touch::Back,
        ui::Touch::Cancel => Touch::Cancel,
        ui::Touch::Print => Touch::Print,
        ui::Touch::Amend => Touch::Amend,
        ui::Touch::AmendAnswer(at) => Touch::AmendAnswer(at),
        ui::Touch::MoreCopies => Touch::MoreCopies,
        ui::Touch::FewerCopies => Touch::FewerCopies,
        ui::Touch::PrintAgain => Touch::PrintAgain,
        ui::Touch::PrintFormAgain => Touch::PrintFormAgain,
        ui::Touch::AnotherErrand => Touch::AnotherErrand,
        ui::Touch::Rate(step) => Satisfaction::of_step(step).map_or(Touch::StillHere, Touch::Rate),
        ui::Touch::StillHere => Touch::StillHere,
        ui::Touch::Browse => Touch::Browse,
        ui::Touch::PointAt(label) => Touch::PointAt(Personal::new(label)),
        ui::Touch::Easier => Touch::Easier,
        ui::Touch::Finish => Touch::Finish,
        ui::Touch::Help => Touch::Help,
        ui::Touch::Maintain => Touch::Maintain,
        ui::Touch::Staff(id) => Touch::Staff(StaffId(id)),
        ui::Touch::PaperChanged => Touch::PaperChanged,
        ui::Touch::TestPrint(place) => Touch::TryPrinter(maintenance::printer(place)),
        ui::Touch::CleanScreen => Touch::CleanScreen,
        ui::Touch::Restart => Touch::Restart,
    }
}
