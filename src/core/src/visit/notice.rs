//! A procedure's notice for the wall (niêm yết), ordered by staff: made and printed beside whatever visit runs.

use crate::office::PrinterId;

use super::step::Step;
use super::{Copies, Effect, JobId, Order, RenderEvent, choose};

/// The most that are under way: more is a finger resting on the button.
const MOST: usize = 5;

/// A notice that is being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Making {
    job: JobId,
    printer: PrinterId,
}

/// Staff want the notice of the procedure with this portal code.
pub(super) fn ordered(step: &mut Step, procedure: String) {
    let Some(service) = step.service_of(&procedure) else { return };
    if step.state.notices.len() < MOST {
        let printer = choose(step.office, &step.state.devices, &service);
        let job = step.state.next_job();
        step.state.notices.push(Making { job, printer });
        step.effects.push(Effect::RenderNotice { job, procedure });
    }
}

/// The renderer answered; gives the answer back when it is about no notice. One that could not be made is told in
/// the log by the renderer.
pub(super) fn rendered(step: &mut Step, event: RenderEvent) -> Option<RenderEvent> {
    let (RenderEvent::Rendered(job, _) | RenderEvent::Failed(job)) = &event;
    let Some(place) = step.state.notices.iter().position(|making| making.job == *job) else {
        return Some(event);
    };
    let Making { job, printer } = step.state.notices.remove(place);
    if let RenderEvent::Rendered(_, document) = event {
        step.effects.push(Effect::PrintPage { job, printer, order: Order::new(document, Copies::ONE) });
    }
    None
}
