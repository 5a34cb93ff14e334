//! A driver and a simulated printer at the two ends of one line.

use std::time::Duration;

use super::super::*;
use crate::bitmap::Bitmap;
use crate::profile::Way;
use crate::receipt::{Receipt, TextSize, Weight};
use crate::sim::Device;
use crate::sim::printer::{Pace, PrinterFault, SimPrinter};
use crate::{Fonts, JobTag, encode};
use PrinterCondition as C;

/// What the port's thread waits for one write.
const WRITE_LIMIT: Duration = Duration::from_millis(250);

pub struct Bench {
    pub now: Tick,
    pub driver: PrinterDriver,
    pub sim: SimPrinter,
    plugged: bool,
    fonts: Fonts,
    pub profile: PrinterProfile,
    pub conditions: Vec<C>,
    pub ended: Vec<(u64, JobResult)>,
}

impl Bench {
    /// A line to a printer of `profile` that was plugged in at this moment.
    pub fn on(profile: PrinterProfile, pace: Pace) -> Self {
        let mut bench = Self {
            now: Tick::from_secs(10),
            driver: PrinterDriver::new(profile.clone()),
            sim: SimPrinter::new(profile.clone(), pace),
            plugged: false,
            fonts: Fonts::system().unwrap(),
            profile,
            conditions: Vec::new(),
            ended: Vec::new(),
        };
        bench.plug(true);
        bench
    }

    pub fn with(pace: Pace, change: impl Fn(&mut PrinterProfile)) -> Self {
        let mut profile = PrinterProfile::named("generic-80").unwrap();
        change(&mut profile);
        Self::on(profile, pace)
    }

    /// A printer that does everything at once, known to be ready.
    pub fn new() -> Self {
        let mut bench = Self::with(Pace::Instant, |_| {});
        bench.run(Duration::from_millis(100));
        assert_eq!(bench.driver.condition(), C::Ready);
        bench
    }

    pub fn plug(&mut self, plugged: bool) {
        self.plugged = plugged;
        if plugged {
            self.driver.opened(self.now);
        } else {
            self.driver.lost(self.now);
        }
        self.settle();
    }

    pub fn fault(&mut self, fault: PrinterFault) {
        self.sim.fault(self.now, fault);
        self.settle();
    }

    pub fn repair(&mut self) {
        self.sim.repair(self.now);
        if !self.plugged {
            self.plug(true);
        }
        self.settle();
    }

    fn receipt(job: u64) -> Receipt {
        Receipt::new()
            .centred("ỦY BAN NHÂN DÂN", TextSize::Normal, Weight::Bold)
            .centred("PHƯỜNG LONG BIÊN, THÀNH PHỐ HÀ NỘI", TextSize::Normal, Weight::Bold)
            .number(format!("A{job:03}"))
            .left("Giờ lấy số: 08:15 ngày 23/11/2026", TextSize::Normal, Weight::Regular)
            .left("Số người chờ trước: 4", TextSize::Normal, Weight::Regular)
            .qr("https://motcua.example.vn/t/0123456789abcdefghijklmnop")
            .left("Xin mời Quý khách ngồi chờ.", TextSize::Small, Weight::Regular)
    }

    pub fn slip(&self, job: u64) -> EncodedSlip {
        encode(&Self::receipt(job), &self.profile, &self.fonts, JobTag::of(job)).unwrap()
    }

    pub fn bytes(&self, job: u64) -> Vec<u8> {
        self.slip(job).bytes
    }

    /// The whole slip as a printer in order prints it.
    pub fn picture(&self, job: u64) -> Bitmap {
        let mut sim = SimPrinter::new(self.profile.clone(), Pace::Instant);
        sim.on_bytes(Tick::ZERO, &self.bytes(job));
        assert_eq!(sim.protocol_errors(), []);
        sim.papers()[0].bitmap.clone()
    }

    pub fn print(&mut self, job: u64) {
        let slip = self.slip(job);
        self.driver.print(self.now, job, slip);
    }

    /// Moves one chunk from the driver to the printer, and gives its length.
    pub fn write(&mut self) -> Option<usize> {
        if !self.plugged {
            return None;
        }
        let chunk = self.driver.take_output(self.now)?;
        if !self.sim.accepts() {
            self.now += WRITE_LIMIT;
            self.driver.write_stalled(self.now);
            return None;
        }
        assert!(chunk.len() <= 256);
        self.sim.on_bytes(self.now, &chunk);
        self.driver.wrote(self.now, chunk.len());
        Some(chunk.len())
    }

    fn read(&mut self) {
        let said = self.sim.take_output();
        if self.plugged && !said.is_empty() {
            self.driver.on_bytes(self.now, &said);
        }
        while let Some(event) = self.driver.poll_event() {
            match event {
                PrinterEvent::Condition(condition) => self.conditions.push(condition),
                PrinterEvent::JobEnded { job, result } => self.ended.push((job, result)),
            }
        }
    }

    pub fn settle(&mut self) {
        self.read();
        while self.write().is_some() {
            self.read();
        }
        self.read();
    }

    pub fn run(&mut self, span: Duration) {
        let end = self.now + span;
        while self.now < end {
            self.step(end);
        }
    }

    /// Lets time pass until `reached`; fails after `limit`.
    pub fn run_until(&mut self, limit: Duration, reached: impl Fn(&Self) -> bool) {
        let end = self.now + limit;
        while !reached(self) {
            assert!(self.now < end, "not reached in {limit:?}");
            self.step(end);
        }
    }

    /// To the next moment at which something is due, at most `end`.
    fn step(&mut self, end: Tick) {
        let next = [self.driver.deadline(), self.sim.deadline()];
        let next = next.into_iter().flatten().min().unwrap_or(end);
        self.now = next.clamp(self.now, end);
        self.driver.on_time(self.now);
        self.sim.on_time(self.now);
        let before = self.now;
        self.settle();
        let due = [self.driver.deadline(), self.sim.deadline()];
        if due.into_iter().flatten().any(|at| at <= before) && self.now == before {
            self.now += Duration::from_millis(1);
        }
    }

    pub fn run_secs(&mut self, seconds: u64) {
        self.run(Duration::from_secs(seconds));
    }

    /// Prints until at least 40 % of the job's bytes are out.
    pub fn print_half(&mut self, job: u64) {
        self.print(job);
        let length = self.bytes(job).len();
        while self.driver.out.job_sent() * 10 < length * 4 {
            if self.write().is_none() {
                self.now += Duration::from_millis(1);
                self.driver.on_time(self.now);
                self.sim.on_time(self.now);
            }
        }
        assert!(self.driver.out.job_sent() < length, "half, not all");
    }

    /// How many papers from number `first` on are the whole slip of `job`. Every other one must be a
    /// beginning of it: nothing that nobody asked for is on any paper.
    pub fn complete(&self, first: usize, job: u64, name: &str) -> usize {
        let whole = self.picture(job);
        let papers = &self.sim.papers()[first..];
        papers.iter().filter(|paper| is_complete(&paper.bitmap, &whole, name)).count()
    }

    /// After any trouble: put in order, the next slip comes out whole and alone.
    pub fn assert_recovers(&mut self, name: &str) {
        self.repair();
        self.run_secs(8);
        assert_eq!(self.driver.condition(), C::Ready, "{name}");
        let before = self.sim.papers().len();
        self.ended.clear();
        self.print(99);
        self.run_secs(30);
        assert_eq!(self.ended, [(99, JobResult::Printed)], "{name}");
        let papers = &self.sim.papers()[before..];
        assert_eq!(papers.len(), 1, "{name}: one slip");
        assert_eq!(papers[0].bitmap, self.picture(99), "{name}: the whole slip");
        assert_eq!(self.sim.protocol_errors(), [], "{name}");
    }
}

fn inked_rows(picture: &Bitmap) -> usize {
    (0..picture.height()).rev().find(|y| !picture.is_blank_row(*y)).map_or(0, |y| y + 1)
}

fn is_complete(paper: &Bitmap, whole: &Bitmap, name: &str) -> bool {
    let rows = inked_rows(paper);
    assert!(rows <= inked_rows(whole), "{name}: more on the paper than on the slip");
    assert!((0..rows).all(|y| paper.row(y) == whole.row(y)), "{name}: something else on the paper");
    rows == inked_rows(whole)
}

/// Every built-in profile in every way in which its slips can be encoded.
pub fn profiles() -> Vec<PrinterProfile> {
    let fonts = Fonts::system().unwrap();
    let ways = |name| {
        let profile = PrinterProfile::named(name).unwrap();
        let ways: Vec<Way> = profile.ways().collect();
        ways.into_iter().map(move |way| PrinterProfile { way, ..profile.clone() })
    };
    let all: Vec<_> = PrinterProfile::names().flat_map(ways).collect();
    let encodes = |p: &PrinterProfile| encode(&Receipt::new(), p, &fonts, JobTag::of(1)).is_ok();
    let known: Vec<_> = all.into_iter().filter(encodes).collect();
    assert!(PrinterProfile::names().all(|name| known.iter().any(|profile| profile.name == name)));
    known
}
