//! What those who look after the kiosk want done, as calls of accounts, devices, renderer and store.

use std::sync::Arc;

use kiosk_console::{StaffDoor, Turned};
use kiosk_core::citizen::Personal;
use kiosk_core::queue::{StaffId, VisitId};
use kiosk_core::text::Lang;
use kiosk_core::time::Now;
use kiosk_core::visit::{Chore, Denial, Event, JobId, StaffDeed, StaffName, StoreEvent};
use kiosk_store::Deed;

use crate::ports::{Audience, Devices, Ports};
use crate::test_print::{test_page, test_slip};

/// What maintenance needs of the kiosk that no visit does.
pub struct Caretaking {
    /// Who may sign in.
    pub door: Arc<StaffDoor>,
    /// Runs what blocks beside the engine.
    pub aside: fn(Box<dyn FnOnce() + Send>),
    /// Ends this run of the program and begins another.
    pub restart: Arc<dyn Fn() + Send + Sync>,
}

impl<D: Devices, A: Audience> Ports<D, A> {
    /// Starts a chore; answers come back as events.
    pub(crate) fn maintain(&mut self, now: Now, chore: Chore) {
        match chore {
            Chore::ListStaff(visit) => self.list_staff(visit),
            Chore::CheckPin { visit, staff, pin } => self.check_pin(now, visit, staff, pin),
            Chore::NoteDeed { staff, deed } => self.note_deed(now, staff, deed),
            Chore::ClearTicketPrinter => self.devices.clear_ticket_printer(),
            Chore::PrintTestSlip { job, lang } => self.print_test_slip(now, job, lang),
            Chore::RenderTestPage { job, printer } => {
                self.devices.render(job, test_page(&self.office, printer, &self.zone, now));
            }
            Chore::Restart(staff) => self.restart(now, staff),
        }
    }

    fn list_staff(&self, visit: VisitId) {
        let (door, events) = (self.caretaking.door.clone(), self.events.clone());
        (self.caretaking.aside)(Box::new(move || {
            let names = door.names().into_iter().map(|(id, name)| StaffName { id, name }).collect();
            // Nobody hears it only when the kiosk is closing down.
            let _ = events.send(Event::Store(StoreEvent::Staff(visit, names)));
        }));
    }

    fn check_pin(&self, now: Now, visit: VisitId, staff: StaffId, pin: Personal<String>) {
        let (door, events) = (self.caretaking.door.clone(), self.events.clone());
        (self.caretaking.aside)(Box::new(move || {
            let proof = door.admit(&staff, &pin, now).map_err(denial);
            let _ = events.send(Event::Store(StoreEvent::PinChecked(visit, proof)));
        }));
    }

    fn note_deed(&self, now: Now, staff: StaffId, deed: StaffDeed) {
        let Ok(store) = &self.store else { return };
        let deed = match deed {
            StaffDeed::PaperChanged => Deed::PaperChanged,
            StaffDeed::TestPrinted => Deed::TestPrinted,
        };
        store.note_deed(staff, deed, now.civil, |noted| {
            if let Err(error) = noted {
                tracing::error!(%error, "what staff did at the touchscreen could not be noted");
            }
        });
    }

    fn print_test_slip(&mut self, now: Now, job: JobId, lang: Lang) {
        self.print_receipt(job, &test_slip(&self.office, now, lang));
    }

    /// Notes it first: what is not on the disk when the program ends is lost.
    fn restart(&self, now: Now, staff: StaffId) {
        tracing::warn!(staff = staff.0, "staff restart the kiosk");
        let restart = self.caretaking.restart.clone();
        let Ok(store) = &self.store else { return restart() };
        store.note_deed(staff, Deed::Restarted, now.civil, move |noted| {
            if let Err(error) = noted {
                tracing::error!(%error, "a restart could not be noted");
            }
            restart();
        });
    }
}

fn denial(turned: Turned) -> Denial {
    match turned {
        Turned::Wrong => Denial::Wrong,
        Turned::Locked { seconds } => {
            Denial::Locked { minutes: u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX) }
        }
    }
}
