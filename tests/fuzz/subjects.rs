//! What is fuzzed: by libFuzzer here, and on seeded random bytes by `make test`.
//!
//! Each subject takes any bytes, as a script and as what is said at once, and panics when something
//! is not as it must be. None takes long for any input.

use std::collections::{BTreeMap, VecDeque};
use std::sync::LazyLock;
use std::time::Duration;

use kiosk_hardware::driver::Driver;
use kiosk_hardware::profile::{CodePage, Encoding};
use kiosk_hardware::sim::Device;
use kiosk_hardware::sim::printer::{Pace, PrinterFault, SimPrinter};
use kiosk_hardware::status::{Answer, Demultiplexer, PrinterStatus, StatusKind};
use kiosk_hardware::{EncodedSlip, PrinterDriver, PrinterEvent, PrinterProfile, Tick};

/// The longest answer of any printer that is kept.
const LONGEST_ANSWER: usize = 81;

/// Bytes that are read one after the other; zeros after the end.
struct Script<'a>(&'a [u8]);

impl<'a> Script<'a> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    fn bytes(&mut self, most: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at(most.min(self.0.len()));
        self.0 = rest;
        bytes
    }

    fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whatever a printer says is taken apart into answers no longer than it, and each is understood.
pub fn status(data: &[u8]) {
    let mut script = Script(data);
    let mut demultiplexer = Demultiplexer::default();
    let mut now = Tick::ZERO;
    let (mut said, mut heard) = (0, 0);
    while !script.is_at_end() {
        now += Duration::from_millis(script.byte().into());
        let length = usize::from(script.byte() % 32);
        let bytes = script.bytes(length);
        said += bytes.len();
        heard += demultiplexer.push(now, bytes).iter().map(understand).sum::<usize>();
    }
    assert!(heard <= said, "{heard} bytes heard of {said}");
}

/// Takes an answer in; gives the bytes that it came of.
fn understand(answer: &Answer) -> usize {
    if let Answer::RealTime(byte) = answer {
        let mut status = PrinterStatus::default();
        StatusKind::ALL.into_iter().for_each(|kind| status.apply(kind, *byte));
        status.condition();
    }
    if let Answer::Automatic(frame) = answer {
        PrinterStatus::from_automatic(*frame).condition();
        return frame.len();
    }
    if let Answer::Block(block) = answer {
        assert!(block.len() <= LONGEST_ANSWER);
        return block.len() + 1;
    }
    1
}

/// Read once, since reading takes longer than most scripts.
static PROFILES: LazyLock<Vec<PrinterProfile>> = LazyLock::new(profiles);

/// Every profile, and one more for each encoding of code pages.
fn profiles() -> Vec<PrinterProfile> {
    let built_in = PrinterProfile::names().filter_map(|name| PrinterProfile::named(name).ok());
    let page = |encoding, capitals_page| {
        let mut profile = PrinterProfile::named("epson-tm-t20iii").ok()?;
        profile.code_page = Some(CodePage { encoding, page: 30, capitals_page });
        Some(profile)
    };
    let pages = [page(Encoding::Windows1258, None), page(Encoding::Tcvn3, Some(31))];
    built_in.chain(pages.into_iter().flatten()).collect()
}

fn pick(script: &mut Script) -> PrinterProfile {
    PROFILES[usize::from(script.byte()) % PROFILES.len()].clone()
}

/// Whatever is sent to a simulated printer, and however it breaks, it comes to rest, and after a
/// repair the next slip comes out right.
pub fn simulator(data: &[u8]) {
    let mut script = Script(data);
    let profile = pick(&mut script);
    let pace = if script.byte().is_multiple_of(2) { Pace::Instant } else { Pace::Real };
    let mut printer = SimPrinter::new(profile, pace);
    let mut now = Tick::ZERO;
    while !script.is_at_end() {
        happen(&mut printer, &mut now, &mut script);
        printer.take_output();
    }
    rest(&mut printer, &mut now, data.len());
    printer.repair(now);
    rest(&mut printer, &mut now, data.len());
    next_slip(&mut printer, now);
}

/// One thing happens to the printer.
fn happen(printer: &mut SimPrinter, now: &mut Tick, script: &mut Script) {
    match script.byte() {
        kind @ 0..=8 => printer.fault(*now, PrinterFault::PLAIN[usize::from(kind)]),
        9 => printer.fault(*now, PrinterFault::DieAfterBytes(script.byte().into())),
        10 | 11 => printer.repair(*now),
        12..=15 => {
            *now += Duration::from_millis(10) * u32::from(script.byte());
            printer.on_time(*now);
        }
        length => {
            if printer.accepts() {
                printer.on_bytes(*now, script.bytes(length.into()));
            }
        }
    }
}

/// Lets time pass until the printer waits for nothing. Every turn takes bytes off the line or
/// follows a move of the paper, which a command of one byte at least has made.
fn rest(printer: &mut SimPrinter, now: &mut Tick, bytes: usize) {
    for _ in 0..=2 * bytes {
        let Some(at) = printer.deadline() else { return };
        *now = at.max(*now);
        printer.on_time(*now);
    }
    assert_eq!(printer.deadline(), None, "does not come to rest");
}

/// Clears the printer, cuts off the scrap, and prints.
fn next_slip(printer: &mut SimPrinter, mut now: Tick) {
    for bytes in [&b"\x10\x05\x02"[..], b"\x1b@\x1dVB\0\x1b@OK\n\x1dVB\0"] {
        printer.on_bytes(now, bytes);
        rest(printer, &mut now, bytes.len());
    }
    let refused = printer.protocol_errors().len();
    let last = printer.papers().last().map(|paper| paper.text().concat());
    assert_eq!(last.as_deref(), Some("OK"), "{refused} refused");
}

/// Whatever a printer answers and whenever it fails, every slip given to the driver ends, once.
pub fn driver(data: &[u8]) {
    let mut script = Script(data);
    let mut bench = Bench::new(pick(&mut script));
    while !script.is_at_end() {
        bench.happen(&mut script);
        bench.settle();
    }
    bench.driver.lost(bench.now);
    bench.settle();
    let unfinished: Vec<_> = bench.ends.iter().filter(|(_, ends)| **ends != 1).collect();
    assert!(unfinished.is_empty(), "jobs and how often they ended: {unfinished:?}");
}

struct Bench {
    driver: PrinterDriver,
    now: Tick,
    open: bool,
    /// What the port does with the next writes: takes all, a part, or nothing.
    port: VecDeque<u8>,
    jobs: u64,
    ends: BTreeMap<u64, u32>,
}

impl Bench {
    fn new(profile: PrinterProfile) -> Self {
        let driver = PrinterDriver::new(profile);
        let now = Tick::from_secs(10);
        Self { driver, now, open: false, port: VecDeque::new(), jobs: 0, ends: BTreeMap::new() }
    }

    fn happen(&mut self, script: &mut Script) {
        match script.byte() {
            0..=7 => self.plug(true),
            8..=11 => self.plug(false),
            12..=31 => self.print(script.byte(), script.byte()),
            32..=35 => self.driver.clear(self.now),
            36..=79 => self.pass(Duration::from_millis(20) * u32::from(script.byte())),
            80..=127 => {
                let next = self.driver.deadline().unwrap_or(self.now);
                self.pass(next.saturating_sub(self.now));
            }
            128..=143 => self.port.push_back(script.byte()),
            length if self.open => self.driver.on_bytes(self.now, script.bytes(usize::from(length - 143))),
            _ => {}
        }
    }

    fn plug(&mut self, open: bool) {
        if open && !self.open {
            self.driver.opened(self.now);
        } else if !open {
            self.driver.lost(self.now);
        }
        self.open = open;
    }

    fn print(&mut self, bytes: u8, dots: u8) {
        self.jobs += 1;
        self.ends.insert(self.jobs, 0);
        let slip = EncodedSlip { bytes: vec![b'A'; usize::from(bytes) * 16], dots: dots.into() };
        self.driver.print(self.now, self.jobs, slip);
    }

    fn pass(&mut self, span: Duration) {
        self.now += span;
        self.driver.on_time(self.now);
    }

    fn settle(&mut self) {
        for _ in 0..1000 {
            let wrote = self.write();
            let told = self.hear();
            if !wrote && !told {
                return;
            }
        }
        panic!("the driver does not come to rest");
    }

    fn write(&mut self) -> bool {
        let Some(chunk) = self.driver.take_output(self.now) else {
            return false;
        };
        assert!(self.open && (1..=256).contains(&chunk.len()), "{} bytes at once", chunk.len());
        match self.port.pop_front().unwrap_or(255) {
            0..=63 => {
                self.now += Duration::from_millis(250);
                self.driver.write_stalled(self.now);
            }
            part @ 64..=127 => self.driver.wrote(self.now, chunk.len().min(usize::from(part - 64))),
            _ => self.driver.wrote(self.now, chunk.len()),
        }
        true
    }

    fn hear(&mut self) -> bool {
        let Some(event) = self.driver.poll_event() else {
            return false;
        };
        if let PrinterEvent::JobEnded { job, .. } = event {
            *self.ends.entry(job).or_default() += 1;
        }
        true
    }
}
