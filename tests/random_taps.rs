//! Taps, scans, faults and hours by chance over the real screens and the real engine: nothing breaks, nothing is a dead
//! end, nobody gets two numbers, and nobody's values are said to the hall.
//!
//! `KIOSK_TAPS_SEED` plays a run again.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use kiosk::demo::SAMPLES;
use kiosk_core::queue::{TicketId, VisitId};
use kiosk_core::visit::StaffEvent;
use kiosk_hardware::office::OfficeFault;
use kiosk_hardware::sim::printer::PrinterFault;
use kiosk_hardware::sim::scanner::Manner;
use kiosk_tests::{Draw, Kiosk, Said, apart};
use kiosk_ui::Key;

use super::read_aloud::VALUES;

/// How many steps before a failure are told.
const TOLD: usize = 30;

/// After which the clock alone has to have led back to the start: twice the longest stay, for who listens, with the
/// kiosk's own work before it and the last screen after it.
const LIMIT: Duration = Duration::from_secs(2 * 120 + 45 + 2 * 40);

/// What every screen has, and what therefore is no way on from it.
const EVERYWHERE: [&str; 9] = [
    "Dễ đọc hơn",
    "Easier to read",
    "Cần giúp đỡ",
    "I need help",
    "Nghe lại",
    "Hear again",
    "Tiếng Việt",
    "English",
    "DEMO",
];

/// What leads out of a visit.
const OUT: [&str; 6] = ["Quay lại", "Back", "Huỷ, về màn hình đầu", "Cancel, go to start", "Xong", "Finish"];

const ANOTHER: [&str; 2] = ["Làm thêm việc khác", "Another errand"];

const OFFICE_FAULTS: [OfficeFault; 7] = [
    OfficeFault::PaperOut,
    OfficeFault::PaperJam,
    OfficeFault::CoverOpen,
    OfficeFault::TonerLow,
    OfficeFault::Busy,
    OfficeFault::Off,
    OfficeFault::Silent,
];

/// The keys of a keypad, and one of a keyboard.
const KEYS: [Key; 12] = [
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Tab,
    Key::Backtab,
    Key::Enter,
    Key::Space,
    Key::Escape,
    Key::Backspace,
    Key::F1,
    Key::Letter('7'),
];

/// A kiosk, chance, and what happened lately; told when the test fails.
struct Tapper {
    kiosk: Kiosk,
    draw: Draw,
    seed: u64,
    steps: VecDeque<String>,
    count: usize,
    headphones: bool,
    /// Tickets that were seen, and the visits that they were issued to.
    tickets: i64,
    visits: HashSet<VisitId>,
    /// Numbers, and wishes for another errand, since the welcome screen.
    numbers: usize,
    errands: usize,
}

impl Drop for Tapper {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let steps = self.steps.make_contiguous().join("\n  ");
            eprintln!("KIOSK_TAPS_SEED={} failed after step {}:\n  {steps}", self.seed, self.count);
        }
    }
}

impl Tapper {
    fn new(seed: u64) -> Self {
        let mut kiosk = Kiosk::new();
        kiosk.give_voice();
        kiosk.heed_keys();
        let (steps, visits) = (VecDeque::new(), HashSet::new());
        let draw = Draw(seed);
        Self {
            kiosk,
            draw,
            seed,
            steps,
            count: 0,
            headphones: false,
            tickets: 0,
            visits,
            numbers: 0,
            errands: 0,
        }
    }

    fn note(&mut self, step: String) {
        if self.steps.len() == TOLD {
            self.steps.pop_front();
        }
        self.steps.push_back(format!("{:>5} {:<10} {step}", self.count, self.kiosk.page()));
        self.count += 1;
    }

    fn step(&mut self) {
        match self.draw.below(100) {
            0..72 => self.tap(),
            72..80 => self.key(),
            80..84 => self.touch_anywhere(),
            84..91 => self.scan(),
            91..95 => self.meddle(),
            _ => self.pass(),
        }
        self.check();
    }

    /// A button; now and then before the page takes touches.
    fn tap(&mut self) {
        let buttons = self.buttons();
        let Some(mut label) = self.draw.one(&buttons).cloned() else { return self.pass() };
        // Ways out and single letters less often, so that visits get further.
        if (OUT.contains(&label.as_str()) || label.chars().count() == 1) && self.draw.below(4) > 0 {
            label = self.draw.one(&buttons).cloned().unwrap_or(label);
        }
        self.note(format!("taps “{label}”"));
        self.errands += usize::from(ANOTHER.contains(&label.as_str()));
        if self.draw.below(5) > 0 {
            self.kiosk.settle_guard();
        }
        // While the guard opened a page may have come by itself.
        let element = self.kiosk.elements().into_iter().find(|e| e.role == "button" && e.label == label);
        if let Some(button) = element {
            let (x, y) = button.centre();
            self.kiosk.touch_at(x, y);
        }
    }

    /// A key of a keypad, or of whatever else was plugged in.
    fn key(&mut self) {
        let key = *self.draw.one(&KEYS).unwrap();
        self.note(format!("presses {key:?}"));
        if self.draw.below(5) > 0 {
            self.kiosk.settle_guard();
        }
        let pointed = self.kiosk.pointed().map(|element| element.label).unwrap_or_default();
        let presses = [Key::Enter, Key::Space].contains(&key);
        self.errands += usize::from(presses && ANOTHER.contains(&pointed.as_str()));
        self.kiosk.key(key);
    }

    fn buttons(&self) -> Vec<String> {
        let elements = self.kiosk.elements().into_iter();
        elements.filter(|element| element.role == "button").map(|element| element.label).collect()
    }

    fn touch_anywhere(&mut self) {
        let (x, y) = (self.draw.below(1080) as f32, self.draw.below(1920) as f32);
        self.note(format!("touches {x}, {y}"));
        self.kiosk.settle_guard();
        self.kiosk.touch_at(x, y);
    }

    fn scan(&mut self) {
        // Good cards more often, so that visits get further.
        let most = if self.draw.below(4) > 0 { 4 } else { SAMPLES.len() };
        let card = *self.draw.one(&SAMPLES[..most]).unwrap();
        let whole = self.draw.below(4) > 0;
        let manner = if whole { Manner::Whole } else { *self.draw.one(&Manner::ALL).unwrap() };
        self.note(format!("scans “{}” {manner:?}", card.name));
        self.kiosk.scan_as(card.payload.as_bytes(), manner);
    }

    /// A device breaks or is put right, headphones go in or out, staff come.
    fn meddle(&mut self) {
        let what = self.draw.below(10);
        self.note(format!("device {what}"));
        match what {
            0 => {
                let fault = *self.draw.one(&PrinterFault::PLAIN).unwrap();
                self.kiosk.break_ticket_printer(fault);
            }
            1 => self.kiosk.break_ticket_printer(PrinterFault::DieAfterBytes(self.draw.below(4000))),
            2 => self.kiosk.plug_ticket_printer(false),
            3 => self.kiosk.break_office(*self.draw.one(&OFFICE_FAULTS).unwrap()),
            4 => self.kiosk.plug_scanner(false),
            5 => self.kiosk.staff(StaffEvent::HelpGiven),
            6 => {
                self.headphones = !self.headphones;
                self.kiosk.plug_headphones(self.headphones);
            }
            7 => self.kiosk.break_renderer(),
            _ => self.repair(),
        }
    }

    fn repair(&mut self) {
        self.kiosk.plug_ticket_printer(true);
        self.kiosk.repair_ticket_printer();
        self.kiosk.repair_office();
        self.kiosk.plug_scanner(true);
        self.kiosk.repair_renderer();
    }

    /// Mostly a moment, sometimes longer than any screen stays.
    fn pass(&mut self) {
        let longest = *self.draw.one(&[2_000, 10_000, 60_000, 400_000]).unwrap();
        let span = Duration::from_millis(self.draw.below(longest));
        self.note(format!("lets {span:?} pass"));
        self.kiosk.advance(span);
    }

    fn check(&mut self) {
        self.one_number_a_visit();
        self.nothing_for_the_hall();
        self.a_way_on();
        if self.draw.below(60) == 0 {
            self.home_by_the_clock_alone();
        }
    }

    fn one_number_a_visit(&mut self) {
        if self.kiosk.state().visit.is_none() {
            (self.numbers, self.errands) = (0, 0);
        }
        while let Some(record) = self.kiosk.store().ticket(TicketId(self.tickets + 1)).unwrap() {
            self.tickets += 1;
            self.numbers += 1;
            assert!(self.visits.insert(record.ticket.visit), "a second number for {:?}", record.ticket.visit);
        }
        assert!(
            self.numbers <= 1 + self.errands,
            "{} numbers for {} errands",
            self.numbers,
            1 + self.errands
        );
    }

    fn nothing_for_the_hall(&mut self) {
        for said in self.kiosk.said() {
            let Said::Words(_, words) = said else { continue };
            let heard = VALUES.iter().find(|value| words.contains(**value));
            assert!(self.headphones || heard.is_none(), "the hall hears {heard:?}");
        }
    }

    /// The kiosk's own work aside, each screen has something to touch besides what every screen has.
    fn a_way_on(&self) {
        if ["working", "printing"].contains(&self.kiosk.page()) {
            return;
        }
        let buttons = self.buttons();
        let on = buttons.iter().any(|label| !EVERYWHERE.contains(&label.as_str()));
        assert!(on, "no way on from {}: {buttons:?}", self.kiosk.page());
    }

    fn home_by_the_clock_alone(&mut self) {
        self.note("nobody touches anything".to_owned());
        let home = self.kiosk.advance_until(LIMIT, |kiosk| kiosk.state().visit.is_none());
        assert!(home && self.kiosk.page() == "welcome", "{} does not lead home", self.kiosk.page());
        self.one_number_a_visit();
    }
}

/// How far chance has got.
#[derive(Debug)]
struct Reached {
    pages: HashSet<&'static str>,
    numbers: i64,
    forms: u64,
}

/// Plays so many steps.
fn play(seed: u64, steps: usize) -> Reached {
    let mut tapper = Tapper::new(seed);
    let mut pages = HashSet::new();
    for _ in 0..steps {
        tapper.step();
        pages.insert(tapper.kiosk.page());
    }
    tapper.repair();
    tapper.home_by_the_clock_alone();
    Reached { pages, numbers: tapper.tickets, forms: tapper.kiosk.forms_printed() }
}

fn seed(usual: u64) -> u64 {
    std::env::var("KIOSK_TAPS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(usual)
}

#[test]
fn taps_by_chance_break_nothing() {
    let reached = apart(|| play(seed(1), 1500));
    assert!(reached.pages.len() >= 11 && reached.numbers > 5, "chance got no further than {reached:?}");
}

#[test]
#[ignore = "takes minutes"]
fn many_taps_by_chance_break_nothing() {
    for run in 0..10 {
        let reached = apart(|| play(seed(100) + run, 2000));
        let Reached { pages, numbers, forms } = reached;
        eprintln!("seed {}: {numbers} numbers, {forms} forms, {} pages", seed(100) + run, pages.len());
    }
}
