//! What staff do at the touchscreen (bảo trì), behind a hidden gesture and a PIN.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a screen names the touches that it offers; all others mean nothing on it"
)]

use crate::citizen::Personal;
use crate::office::PrinterId;
use crate::queue::{StaffId, VisitId};
use crate::text::Lang;

use super::step::Step;
use super::{Copies, Device, Effect, JobId, Order, Outcome, Progress, RenderEvent, Stage, Touch, Visit};

/// How many digits a PIN has at most, as on the staff pages.
const LONGEST_PIN: usize = 32;

/// How far staff are with looking after the kiosk.
#[derive(Debug, Clone, PartialEq)]
pub enum Maintenance {
    /// Who is it?
    Naming {
        /// Everybody who may sign in; `None` until the store has told it.
        staff: Option<Vec<StaffName>>,
    },
    /// Their PIN is wanted.
    Proving {
        /// Who it is.
        who: StaffName,
        /// The digits so far.
        pin: Personal<String>,
        /// What became of the PIN that was entered before.
        proof: Proof,
    },
    /// How every device is, and what can be done about it.
    Tending {
        /// Who does it.
        who: StaffId,
        /// The test that was printed last.
        trial: Option<Trial>,
        /// Whether the next touch on "restart" does it.
        restarting: bool,
    },
    /// The screen is being wiped: no touch counts until the time is over.
    Cleaning {
        /// Who does it.
        who: StaffId,
    },
}

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffName {
    /// What they sign in with.
    pub id: StaffId,
    /// What colleagues read.
    pub name: String,
}

/// How far it is with the PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It is wanted.
    Wanted,
    /// It is being looked at.
    Looking,
    /// It was not taken.
    Refused(Denial),
}

/// Why a PIN was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// It is another one.
    Wrong,
    /// There were too many wrong ones: none is looked at for so many minutes.
    Locked {
        /// Rounded up.
        minutes: u32,
    },
}

/// A test print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trial {
    /// The printer.
    pub device: Device,
    /// The job that makes and prints it.
    pub job: JobId,
    /// How far it is.
    pub progress: Progress,
}

/// What staff did at the touchscreen, for the audit trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffDeed {
    /// Put new paper into the ticket printer.
    PaperChanged,
    /// Had a test printed.
    TestPrinted,
}

/// What the world has to do for those who look after the kiosk.
#[derive(Debug, Clone, PartialEq)]
pub enum Chore {
    /// Look who may sign in at the touchscreen, then answer [`super::StoreEvent::Staff`].
    ListStaff(VisitId),
    /// Look whether this is the PIN of `staff`, then answer [`super::StoreEvent::PinChecked`].
    CheckPin {
        /// Who asks.
        visit: VisitId,
        /// Who it should be.
        staff: StaffId,
        /// What was entered.
        pin: Personal<String>,
    },
    /// Note what `staff` did at the touchscreen.
    NoteDeed {
        /// Who.
        staff: StaffId,
        /// What.
        deed: StaffDeed,
    },
    /// Clear what the ticket printer keeps of a broken slip.
    ClearTicketPrinter,
    /// Print a slip that tells how the printer is, then answer [`super::DeviceEvent::SlipEnded`].
    PrintTestSlip {
        /// The job to answer with.
        job: JobId,
        /// The language of the screen.
        lang: Lang,
    },
    /// Make a page that tells how the printer is, then answer with a [`RenderEvent`].
    RenderTestPage {
        /// The job to answer with.
        job: JobId,
        /// The printer that it is for.
        printer: PrinterId,
    },
    /// Note that this one restarted the program, then do it.
    Restart(StaffId),
}

/// The hidden gesture was made on the welcome screen.
pub(super) fn begin(step: &mut Step) {
    step.go(Stage::Maintaining(Maintenance::Naming { staff: None }));
    step.effects.extend(step.state.visit.as_ref().map(|visit| Effect::Maintain(Chore::ListStaff(visit.id))));
}

/// Whether the screen is being wiped.
pub(super) fn is_cleaning(visit: Option<&Visit>) -> bool {
    matches!(visit, Some(Visit { stage: Stage::Maintaining(Maintenance::Cleaning { .. }), .. }))
}

/// The store told who may sign in.
pub(super) fn listed(step: &mut Step, visit: VisitId, names: Vec<StaffName>) {
    if let Some(Maintenance::Naming { staff }) = running(step, visit) {
        *staff = Some(names);
    }
}

/// The PIN was looked at.
pub(super) fn proven(step: &mut Step, visit: VisitId, proof: Result<(), Denial>) {
    let Some(Maintenance::Proving { who, pin, proof: so_far @ Proof::Looking }) = running(step, visit) else {
        return;
    };
    match proof {
        Ok(()) => {
            let who = who.id.clone();
            tend(step, who, None);
        }
        Err(denial) => {
            *so_far = Proof::Refused(denial);
            *pin = Personal::new(String::new());
        }
    }
}

/// The maintenance that `visit` is about, if it still is.
fn running<'a>(step: &'a mut Step, visit: VisitId) -> Option<&'a mut Maintenance> {
    let visit = step.state.visit.as_mut().filter(|v| v.id == visit)?;
    if let Stage::Maintaining(maintenance) = &mut visit.stage { Some(maintenance) } else { None }
}

fn tend(step: &mut Step, who: StaffId, trial: Option<Trial>) {
    step.go(Stage::Maintaining(Maintenance::Tending { who, trial, restarting: false }));
}

/// A touch on one of its screens.
pub(super) fn touched(step: &mut Step, maintenance: Maintenance, touch: Touch) {
    match maintenance {
        Maintenance::Naming { staff } => named(step, staff, &touch),
        Maintenance::Proving { who, pin, proof } => typed(step, who, pin, proof, &touch),
        Maintenance::Tending { who, trial, restarting } => tended(step, who, trial, restarting, touch),
        cleaning @ Maintenance::Cleaning { .. } => step.stay(Stage::Maintaining(cleaning)),
    }
}

fn named(step: &mut Step, staff: Option<Vec<StaffName>>, touch: &Touch) {
    let chosen = |name: &&StaffName| matches!(touch, Touch::Staff(id) if *id == name.id);
    let next = match staff.iter().flatten().find(chosen) {
        Some(who) => {
            Maintenance::Proving { who: who.clone(), pin: Personal::new(String::new()), proof: Proof::Wanted }
        }
        None => Maintenance::Naming { staff },
    };
    step.go(Stage::Maintaining(next));
}

fn typed(step: &mut Step, who: StaffName, pin: Personal<String>, proof: Proof, touch: &Touch) {
    if proof == Proof::Looking {
        return step.stay(Stage::Maintaining(Maintenance::Proving { who, pin, proof }));
    }
    let mut digits = pin.expose().clone();
    let mut next = Proof::Wanted;
    match touch {
        Touch::Digit(digit) if digits.len() < LONGEST_PIN => digits.push(*digit),
        Touch::Erase => _ = digits.pop(),
        Touch::Enter if !digits.is_empty() => {
            let visit = step.state.visit.as_ref().map(|visit| visit.id);
            let (staff, pin) = (who.id.clone(), Personal::new(digits.clone()));
            step.effects.extend(visit.map(|visit| Effect::Maintain(Chore::CheckPin { visit, staff, pin })));
            next = Proof::Looking;
        }
        _ => next = proof,
    }
    let pin = Personal::new(digits);
    step.go(Stage::Maintaining(Maintenance::Proving { who, pin, proof: next }));
}

fn tended(step: &mut Step, who: StaffId, trial: Option<Trial>, restarting: bool, touch: Touch) {
    let free = trial.is_none_or(|trial| trial.progress != Progress::Running);
    match touch {
        Touch::PaperChanged if free => {
            // What the printer kept of a broken slip would stand at the head of the new roll.
            step.effects.push(Effect::Maintain(Chore::ClearTicketPrinter));
            note(step, &who, StaffDeed::PaperChanged);
            let trial = test_slip(step);
            tend(step, who, Some(trial));
        }
        Touch::TryPrinter(device) if free => {
            let begun = test(step, device);
            if begun.is_some() {
                note(step, &who, StaffDeed::TestPrinted);
            }
            tend(step, who, begun.or(trial));
        }
        Touch::CleanScreen => step.go(Stage::Maintaining(Maintenance::Cleaning { who })),
        Touch::Restart if restarting => {
            step.effects.push(Effect::Maintain(Chore::Restart(who)));
            step.leave();
        }
        touch => {
            let restarting = touch == Touch::Restart;
            step.go(Stage::Maintaining(Maintenance::Tending { who, trial, restarting }));
        }
    }
}

fn note(step: &mut Step, who: &StaffId, deed: StaffDeed) {
    step.effects.push(Effect::Maintain(Chore::NoteDeed { staff: who.clone(), deed }));
}

fn test(step: &mut Step, device: Device) -> Option<Trial> {
    match device {
        Device::TicketPrinter => Some(test_slip(step)),
        Device::FormPrinter(printer) => step.office.form_printer(printer).map(|_| test_page(step, printer)),
        Device::Scanner | Device::Voice => None,
    }
}

fn test_slip(step: &mut Step) -> Trial {
    let job = step.state.next_job();
    let lang = step.state.visit.as_ref().map_or(Lang::default(), |visit| visit.lang);
    step.effects.push(Effect::Maintain(Chore::PrintTestSlip { job, lang }));
    Trial { device: Device::TicketPrinter, job, progress: Progress::Running }
}

fn test_page(step: &mut Step, printer: PrinterId) -> Trial {
    let job = step.state.next_job();
    step.effects.push(Effect::Maintain(Chore::RenderTestPage { job, printer }));
    Trial { device: Device::FormPrinter(printer), job, progress: Progress::Running }
}

/// The test that is running as `job`, while staff are still there.
fn trial_of<'a>(step: &'a mut Step, job: JobId) -> Option<&'a mut Trial> {
    let visit = step.state.visit.as_mut()?;
    let Stage::Maintaining(Maintenance::Tending { trial, .. }) = &mut visit.stage else { return None };
    trial.as_mut().filter(|trial| trial.job == job)
}

/// The renderer answered; gives the answer back when it is about no test page.
pub(super) fn rendered(step: &mut Step, event: RenderEvent) -> Option<RenderEvent> {
    let (RenderEvent::Rendered(job, _) | RenderEvent::Failed(job)) = &event;
    let Some(trial) = trial_of(step, *job) else { return Some(event) };
    let (job, device) = (trial.job, trial.device);
    match (event, device) {
        (RenderEvent::Rendered(_, document), Device::FormPrinter(printer)) => {
            step.effects.push(Effect::PrintPage { job, printer, order: Order::new(document, Copies::ONE) });
        }
        (RenderEvent::Rendered(..) | RenderEvent::Failed(_), _) => trial.progress = Progress::Failed,
    }
    None
}

/// A printing job ended, which may be a test.
pub(super) fn ended(step: &mut Step, job: JobId, outcome: Outcome) {
    if let Some(trial) = trial_of(step, job) {
        trial.progress = outcome.into();
    }
}

/// One step back from one of its screens.
pub(super) fn back(step: &mut Step, maintenance: Maintenance) {
    match maintenance {
        Maintenance::Naming { .. } | Maintenance::Tending { .. } => step.leave(),
        Maintenance::Proving { .. } => begin(step),
        cleaning @ Maintenance::Cleaning { .. } => step.stay(Stage::Maintaining(cleaning)),
    }
}

/// The time of one of its screens is over.
pub(super) fn over(step: &mut Step, maintenance: Maintenance) {
    match maintenance {
        Maintenance::Cleaning { who } => tend(step, who, None),
        Maintenance::Naming { .. } | Maintenance::Proving { .. } | Maintenance::Tending { .. } => {
            step.leave()
        }
    }
}
