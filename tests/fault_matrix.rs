//! Every fault of the ticket printer, at every moment, on every profile: how the slip ends, what the
//! citizen reads, what staff are told, what is noted of the ticket, and the way back to a printed slip
//! with the same number.
//!
//! What is expected is worked out by the rules below from the fault, the moment and the profile.

use std::sync::Mutex;
use std::time::Duration;

use kiosk_core::queue::{SlipState, TicketId};
use kiosk_hardware::bitmap::Bitmap;
use kiosk_hardware::sim::printer::PrinterFault as F;
use kiosk_hardware::{Fonts, JobTag, PrinterProfile, Receipt, encode};
use kiosk_tests::{Kiosk, apart};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Printer(F),
    Unplugged,
}

const TROUBLES: [Trouble; 11] = [
    Trouble::Printer(F::PaperOut),
    Trouble::Printer(F::NearEnd),
    Trouble::Printer(F::CoverOpen),
    Trouble::Printer(F::CutterJam),
    Trouble::Printer(F::PassingError),
    Trouble::Printer(F::Offline),
    Trouble::Printer(F::SlipNotTaken),
    Trouble::Printer(F::Stall),
    Trouble::Printer(F::Mute),
    Trouble::Printer(F::DieAfterBytes(0)),
    Trouble::Unplugged,
];

/// When it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// Long enough before the slip for staff to have been told.
    Before,
    /// After about 40 % of the slip's bytes.
    During,
    /// After its last byte, before the cut.
    AfterLastByte,
    /// After the printer confirmed it.
    AfterConfirmation,
}

const MOMENTS: [Moment; 4] =
    [Moment::Before, Moment::During, Moment::AfterLastByte, Moment::AfterConfirmation];

/// What staff are told while the trouble lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alarm {
    /// No slip can be printed.
    Down(&'static str),
    /// Slips come out, and somebody should look after the printer.
    Low(&'static str),
    None,
}

fn alarm(trouble: Trouble, profile: &PrinterProfile) -> Alarm {
    match trouble {
        Trouble::Printer(F::PaperOut) => Alarm::Down("hết giấy, xin thay giấy"),
        Trouble::Printer(F::NearEnd) => Alarm::Low("sắp hết giấy"),
        Trouble::Printer(F::CoverOpen) => Alarm::Down("nắp đang mở"),
        Trouble::Printer(F::CutterJam) => Alarm::Down("kẹt dao cắt"),
        Trouble::Printer(F::PassingError) => Alarm::Down("báo lỗi"),
        Trouble::Printer(F::Offline) => Alarm::Down("chưa sẵn sàng"),
        Trouble::Printer(F::SlipNotTaken) if profile.slip_sensor => Alarm::Low("phiếu chưa được lấy"),
        Trouble::Printer(F::SlipNotTaken) => Alarm::None,
        Trouble::Printer(F::Stall) => STALLED,
        // A model that may answer nothing is not down because it answers nothing.
        Trouble::Printer(F::Mute | F::DieAfterBytes(_)) if profile.silent => {
            Alarm::Low("không báo được trạng thái")
        }
        Trouble::Printer(F::Mute | F::DieAfterBytes(_)) => Alarm::Down("chưa sẵn sàng"),
        Trouble::Unplugged => Alarm::Down("mất kết nối"),
    }
}

const STALLED: Alarm = Alarm::Down("không trả lời");

/// Whether the printer prints and answers all the same.
fn is_harmless(trouble: Trouble) -> bool {
    matches!(trouble, Trouble::Printer(F::NearEnd | F::SlipNotTaken))
}

fn outcome(trouble: Trouble, moment: Moment, profile: &PrinterProfile) -> SlipState {
    let down = matches!(alarm(trouble, profile), Alarm::Down(_));
    match moment {
        Moment::AfterConfirmation => SlipState::Printed,
        _ if is_harmless(trouble) => SlipState::Printed,
        Moment::Before if down => SlipState::NotPrinted,
        Moment::Before | Moment::During | Moment::AfterLastByte => SlipState::Unconfirmed,
    }
}

/// Whether the trouble itself cannot be told: the printer has stopped, has no room for the rest of the
/// slip nor for a request, and does not tell by itself. Then all that is seen is that it takes nothing.
fn is_stuck(trouble: Trouble, moment: Moment, profile: &PrinterProfile, rest: usize) -> bool {
    let stops = [F::PaperOut, F::CoverOpen, F::CutterJam, F::PassingError, F::Offline].map(Trouble::Printer);
    let room = profile.buffer_bytes.max(profile.longest_command());
    moment == Moment::During && stops.contains(&trouble) && !profile.automatic_status && rest > room
}

/// Whole slips that lie there although nobody knows of them: the printer could not say, or not be heard.
fn unknown_slips(trouble: Trouble, moment: Moment, slip: SlipState) -> usize {
    let unheard = trouble == Trouble::Printer(F::Mute);
    let cut_off = trouble == Trouble::Unplugged && moment == Moment::AfterLastByte;
    usize::from(slip == SlipState::Unconfirmed && (unheard || cut_off))
}

/// What stands on the last screen.
fn words(slip: SlipState) -> &'static str {
    match slip {
        SlipState::Printed => "Lấy phiếu số thứ tự",
        SlipState::NotPrinted => "Xin Quý khách nhớ số này",
        SlipState::Unconfirmed | SlipState::Pending => "Nếu không thấy phiếu ra",
    }
}

/// How long the trouble must last to be told: a slip may wait half a minute for its citizen.
fn told_after(trouble: Trouble) -> Duration {
    let seconds = if trouble == Trouble::Printer(F::SlipNotTaken) { 34 } else { 6 };
    Duration::from_secs(seconds)
}

/// A profile, and its slips as a printer in order prints them.
struct Model {
    profile: PrinterProfile,
    first: Bitmap,
    again: Bitmap,
}

const JOB: Duration = Duration::from_secs(44);

fn take_number(kiosk: &mut Kiosk) {
    kiosk.tap("Chỉ lấy số thứ tự");
    kiosk.tap("Cư trú");
}

fn to_the_end(kiosk: &mut Kiosk) {
    assert!(kiosk.advance_until(JOB, |kiosk| kiosk.page() == "done"), "{}", kiosk.page());
}

impl Model {
    fn new(profile: PrinterProfile) -> Self {
        let first = apart(|| {
            let mut kiosk = Kiosk::with_printer(profile.clone());
            take_number(&mut kiosk);
            to_the_end(&mut kiosk);
            only_slip(&kiosk)
        });
        let again = apart(|| {
            let mut kiosk = Kiosk::with_printer(profile.clone());
            kiosk.plug_ticket_printer(false);
            take_number(&mut kiosk);
            to_the_end(&mut kiosk);
            kiosk.plug_ticket_printer(true);
            kiosk.advance(Duration::from_secs(3));
            kiosk.tap("In lại phiếu");
            to_the_end(&mut kiosk);
            only_slip(&kiosk)
        });
        assert!(first != again, "a reprint says that it is one");
        Self { profile, first, again }
    }

    /// Every way in which the built-in profile `name` prints.
    fn all(name: &str) -> Vec<Self> {
        let fonts = Fonts::system().unwrap();
        let profile = PrinterProfile::named(name).unwrap();
        let ways = profile.ways().map(|way| PrinterProfile { way, ..profile.clone() });
        let encodes = |p: &PrinterProfile| encode(&Receipt::new(), p, &fonts, JobTag::of(1)).is_ok();
        ways.filter(encodes).map(Self::new).collect()
    }
}

fn only_slip(kiosk: &Kiosk) -> Bitmap {
    let slips = kiosk.slips();
    assert_eq!(slips.len(), 1);
    slips[0].bitmap.clone()
}

fn inked_rows(picture: &Bitmap) -> usize {
    (0..picture.height()).rev().find(|y| !picture.is_blank_row(*y)).map_or(0, |y| y + 1)
}

fn begins(paper: &Bitmap, whole: &Bitmap) -> bool {
    let rows = inked_rows(paper);
    rows <= inked_rows(whole) && (0..rows).all(|y| paper.row(y) == whole.row(y))
}

/// One fault at one moment on one profile.
struct Case<'a> {
    model: &'a Model,
    trouble: Trouble,
    moment: Moment,
    kiosk: Kiosk,
}

impl Case<'_> {
    fn name(&self) -> String {
        let profile = &self.model.profile;
        format!("{} by {}: {:?} {:?}", profile.name, profile.way.name(), self.trouble, self.moment)
    }

    fn strike(&mut self) {
        match self.trouble {
            Trouble::Printer(fault) => self.kiosk.break_ticket_printer(fault),
            Trouble::Unplugged => self.kiosk.plug_ticket_printer(false),
        }
    }

    fn mend(&mut self) {
        self.kiosk.repair_ticket_printer();
        self.kiosk.plug_ticket_printer(true);
    }

    /// Takes a number with the trouble at its moment. Gives the bytes that were still to come then.
    fn take_number(&mut self) -> usize {
        if self.moment == Moment::Before {
            self.strike();
            self.kiosk.advance(told_after(self.trouble));
            self.assert_welcome();
        }
        take_number(&mut self.kiosk);
        let reached = match self.moment {
            Moment::Before => return 0,
            Moment::During => |kiosk: &Kiosk| {
                let (out, all) = kiosk.slip_bytes();
                all > 0 && out * 10 >= all * 4
            },
            Moment::AfterLastByte => |kiosk: &Kiosk| {
                let (out, all) = kiosk.slip_bytes();
                all > 0 && out == all
            },
            Moment::AfterConfirmation => |kiosk: &Kiosk| kiosk.page() == "done",
        };
        assert!(self.kiosk.advance_until(JOB, reached), "{}", self.name());
        let (out, all) = self.kiosk.slip_bytes();
        assert!(self.moment == Moment::AfterConfirmation || self.kiosk.slips().is_empty(), "{}", self.name());
        self.strike();
        all - out
    }

    /// Who comes is told at once that there will be no slip.
    fn assert_welcome(&self) {
        let down = matches!(alarm(self.trouble, &self.model.profile), Alarm::Down(_));
        assert_eq!(self.kiosk.text().contains("Máy in phiếu"), down, "{}", self.name());
    }

    /// No paper holds anything but what somebody asked for; gives how many are whole: first prints and
    /// reprints.
    fn whole_slips(&self) -> (usize, usize) {
        let (first, again) = (&self.model.first, &self.model.again);
        let slips = self.kiosk.slips();
        for slip in &slips {
            let known = begins(&slip.bitmap, first) || begins(&slip.bitmap, again);
            assert!(known, "{}: something else on the paper", self.name());
        }
        let whole = |picture: &Bitmap| {
            let rows = inked_rows(picture);
            slips.iter().filter(|s| begins(&s.bitmap, picture) && inked_rows(&s.bitmap) == rows).count()
        };
        (whole(first), whole(again))
    }

    fn assert_alarm(&self, stuck: bool) {
        let expected = if stuck { STALLED } else { alarm(self.trouble, &self.model.profile) };
        let told = self.kiosk.alarm_texts();
        match expected {
            Alarm::None => assert_eq!(told, "", "{}", self.name()),
            Alarm::Down(words) | Alarm::Low(words) => {
                assert_eq!(self.kiosk.alarms().len(), 1, "{}: {told}", self.name());
                assert!(told.contains("Máy in số") && told.contains(words), "{}: {told}", self.name());
            }
        }
    }

    fn assert_noted(&self, slip: SlipState) {
        let ticket = self.kiosk.store().ticket(TicketId(1)).unwrap().unwrap();
        assert_eq!(ticket.slip, slip, "{}", self.name());
        let second = self.kiosk.store().ticket(TicketId(2)).unwrap();
        assert!(second.is_none(), "{}: two numbers for one visit", self.name());
    }

    fn assert_done(&self, slip: SlipState) {
        let screen = self.kiosk.text();
        assert!(screen.contains("A001"), "{}: {screen}", self.name());
        assert!(screen.contains(words(slip)), "{}: {screen}", self.name());
        assert_eq!(screen.contains("In lại phiếu"), slip != SlipState::Printed, "{}", self.name());
    }

    fn play(&mut self) {
        let rest = self.take_number();
        let slip = outcome(self.trouble, self.moment, &self.model.profile);
        let stuck = is_stuck(self.trouble, self.moment, &self.model.profile, rest);
        to_the_end(&mut self.kiosk);
        self.assert_done(slip);
        self.assert_noted(slip);
        self.kiosk.advance(told_after(self.trouble));
        self.assert_alarm(stuck);
        let there = match slip {
            SlipState::Printed => 1,
            SlipState::NotPrinted | SlipState::Unconfirmed | SlipState::Pending => {
                unknown_slips(self.trouble, self.moment, slip)
            }
        };
        assert_eq!(self.whole_slips(), (there, 0), "{}", self.name());

        self.mend();
        self.kiosk.advance(Duration::from_secs(8));
        assert_eq!(self.kiosk.alarm_texts(), "", "{}: all is well again", self.name());
        let (late, again) = self.whole_slips();
        // A printer that held all of the slip may go on before it can be told to forget it.
        let held = self.trouble == Trouble::Printer(F::Stall) && self.moment == Moment::AfterLastByte;
        assert!(late == there || (held && late == there + 1), "{}: a slip came out late", self.name());
        assert_eq!(again, 0, "{}: a reprint that nobody asked for", self.name());
        if slip == SlipState::Printed { self.next_citizen() } else { self.reprint(late) }
    }

    /// The same number once more, on a whole slip.
    fn reprint(&mut self, first: usize) {
        self.kiosk.tap("In lại phiếu");
        to_the_end(&mut self.kiosk);
        self.assert_done(SlipState::Printed);
        self.assert_noted(SlipState::Printed);
        assert_eq!(self.whole_slips(), (first, 1), "{}", self.name());
    }

    fn next_citizen(&mut self) {
        let before = self.kiosk.slips().len();
        if self.kiosk.page() == "done" {
            self.kiosk.tap("Xong");
        }
        take_number(&mut self.kiosk);
        to_the_end(&mut self.kiosk);
        assert!(self.kiosk.text().contains("A002"), "{}: {}", self.name(), self.kiosk.text());
        let second = self.kiosk.store().ticket(TicketId(2)).unwrap().unwrap();
        assert_eq!(second.slip, SlipState::Printed, "{}", self.name());
        assert_eq!(self.kiosk.slips().len(), before + 1, "{}", self.name());
    }
}

fn play(model: &Model, trouble: Trouble, moment: Moment) {
    apart(|| {
        let kiosk = Kiosk::with_printer(model.profile.clone());
        Case { model, trouble, moment, kiosk }.play();
    });
}

/// Plays every fault at every moment on the profiles called so, on two threads.
fn matrix<'a>(profiles: impl Iterator<Item = &'a str>) {
    let models: Vec<Model> = profiles.flat_map(Model::all).collect();
    let troubles = || TROUBLES.into_iter().flat_map(|trouble| MOMENTS.map(|moment| (trouble, moment)));
    let cases = models.iter().flat_map(|model| troubles().map(move |(t, m)| (model, t, m)));
    let cases = Mutex::new(cases);
    let next = || cases.lock().unwrap().next();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((model, trouble, moment)) = next() {
                    play(model, trouble, moment);
                }
            });
        }
    });
}

#[test]
fn every_fault_at_every_moment_on_three_profiles() {
    matrix(["generic-80", "generic-58", "kp-628e"].into_iter());
}

#[test]
#[ignore = "long: make test-long"]
fn every_fault_at_every_moment_on_every_profile() {
    matrix(PrinterProfile::names());
}
