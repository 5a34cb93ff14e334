//! The A4 page: which printer it comes out of, in how many copies, and once more when it is wanted.

use crate::office::{Office, PrinterId};
use crate::queue::ServiceId;

use super::step::Step;
use super::{Condition, Devices, Document, Effect, JobId, Outcome, Paper, Progress, Stage, Touch};

/// How often one form is printed in a visit, so that a child at the kiosk does not empty the tray.
const MOST_RUNS: u8 = 3;

/// How many copies (số bản) of a form are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copies(u8);

impl Copies {
    /// One copy.
    pub const ONE: Self = Self(1);
    /// The most: who needs more asks the staff.
    pub const MOST: Self = Self(5);

    /// The number, from 1.
    pub fn get(self) -> u8 {
        self.0
    }

    /// One copy more; the most stays the most.
    pub(super) fn more(self) -> Self {
        Self(self.0.saturating_add(1).min(Self::MOST.0))
    }

    /// One copy less; one stays one.
    pub(super) fn fewer(self) -> Self {
        Self(self.0.saturating_sub(1).max(Self::ONE.0))
    }
}

/// A form that is to be printed. Its pictures are of no use any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The very document that was shown.
    pub document: Document,
    /// How often.
    pub copies: Copies,
}

impl Order {
    /// `document` without its pictures.
    pub(super) fn new(document: Document, copies: Copies) -> Self {
        Self { document: Document { pages: Vec::new(), ..document }, copies }
    }
}

/// An A4 page on its way, or printed.
#[derive(Debug, Clone, PartialEq)]
pub struct PageRun {
    /// What is printed; kept until the visit ends, for a second print.
    pub order: Order,
    /// What it is for, by which its printer is chosen.
    pub service: ServiceId,
    /// Where.
    pub printer: PrinterId,
    /// The job that prints it.
    pub job: JobId,
    /// How far it is.
    pub progress: Progress,
    runs: u8,
}

impl PageRun {
    /// Whether it may be printed once more: it is not under way, and was not printed too often.
    pub fn may_run_again(&self) -> bool {
        self.progress != Progress::Running && self.runs < MOST_RUNS
    }

    pub(super) fn ended(&mut self, outcome: Outcome) {
        self.progress = outcome.into();
    }
}

/// Sends `order` to the printer that suits `service` best just now.
pub(super) fn print(step: &mut Step, service: &ServiceId, order: Order) -> PageRun {
    run(step, service.clone(), order, 1)
}

fn run(step: &mut Step, service: ServiceId, order: Order, runs: u8) -> PageRun {
    let printer = choose(step.office, &step.state.devices, &service);
    let job = step.state.next_job();
    step.effects.push(Effect::PrintPage { job, printer, order: order.clone() });
    PageRun { order, service, printer, job, progress: Progress::Running, runs }
}

/// The form once more, by a touch on the last screen.
pub(super) fn again(step: &mut Step, mut paper: Paper) {
    match paper.page.take() {
        Some(page) if page.may_run_again() => {
            paper.page = Some(run(step, page.service, page.order, page.runs + 1));
            step.go(Stage::Printing(paper));
        }
        page => {
            paper.page = page;
            step.stay(Stage::Finished(paper));
        }
    }
}

/// The copies after `touch` on the page under review.
pub(super) fn copies_after(copies: Copies, touch: &Touch) -> Option<Copies> {
    if *touch == Touch::MoreCopies {
        Some(copies.more())
    } else if *touch == Touch::FewerCopies {
        Some(copies.fewer())
    } else {
        None
    }
}

/// The printer for a form of `service`: the one that is meant for it while it works, else the first of those that
/// work best, else the one that is meant for it all the same, whose fault is then the one that staff see to.
pub fn choose(office: &Office, devices: &Devices, service: &ServiceId) -> PrinterId {
    let preferred = office.form_printer_for(service);
    let condition = |printer: PrinterId| devices.form_printer(printer);
    if condition(preferred).works() {
        return preferred;
    }
    let able = office.form_printer_ids().filter(|printer| condition(*printer).works());
    // The first of equals: `min_by_key` keeps the earlier one.
    able.min_by_key(|printer| delay(condition(*printer))).unwrap_or(preferred)
}

/// How long a page may have to wait there, least first: what was never heard of is tried last.
fn delay(condition: Condition) -> u8 {
    match condition {
        Condition::Ready | Condition::Low(_) => 0,
        Condition::Busy => 1,
        Condition::Unknown => 2,
        Condition::Down(_) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::Condition::{self, Busy, Down, Low, Ready, Unknown};
    use super::*;
    use crate::form::tests::office;
    use crate::office::FormPrinter;
    use crate::visit::Fault;

    fn printer(services: &[&str]) -> FormPrinter {
        let services = services.iter().map(|id| ServiceId((*id).to_owned())).collect();
        FormPrinter { name: None, services }
    }

    #[test]
    fn the_one_meant_for_the_service_then_any_that_works_then_the_one_meant_for_it() {
        let form_printers = vec![printer(&[]), printer(&["land"]), printer(&["land"])];
        let office = Office { form_printers, ..office() };
        let out = Down(Fault::PaperOut);
        let cases: [([Condition; 3], &str, usize); 11] = [
            ([Ready, Ready, Ready], "land", 1),
            ([Ready, Ready, Ready], "civil", 0),
            ([Ready, Low(Fault::TonerLow), Ready], "land", 1),
            ([Ready, Busy, Ready], "land", 1),
            ([Ready, Unknown, Ready], "land", 1),
            ([Ready, out, Ready], "land", 0),
            ([Busy, out, Ready], "land", 2),
            ([Unknown, out, Busy], "land", 2),
            ([Unknown, out, out], "land", 0),
            ([out, out, Ready], "civil", 2),
            ([out, out, out], "land", 1),
        ];
        for (form_printers, service, chosen) in cases {
            let devices = Devices { form_printers: form_printers.to_vec(), ..Devices::default() };
            let printer = choose(&office, &devices, &ServiceId(service.to_owned()));
            assert_eq!(printer, PrinterId(chosen), "{form_printers:?} for {service}");
        }
    }

    #[test]
    fn copies_stay_between_one_and_the_most() {
        assert_eq!(Copies::ONE.fewer(), Copies::ONE);
        assert_eq!(Copies::ONE.more().get(), 2);
        assert_eq!(Copies::ONE.more().fewer(), Copies::ONE);
        assert_eq!(Copies::MOST.more(), Copies::MOST);
        assert_eq!(copies_after(Copies::ONE, &Touch::Print), None);
    }
}
