//! A simulated ticket printer.

use std::collections::{BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use super::Device;
use super::command::{Command, Parsed, Side, parse};
use super::paper::{Paper, Roll};
use crate::bitmap::Bitmap;
use crate::status::StatusKind;
use crate::{PrinterProfile, Tick};

/// How a simulated printer is broken. `Unplugged` is the mount's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrinterFault {
    /// No paper: stops printing, keeps its buffer.
    PaperOut,
    /// The roll is nearly used up.
    NearEnd,
    /// The cover is open: stops printing, keeps its buffer.
    CoverOpen,
    /// The cutter is stuck: stops printing, keeps its buffer.
    CutterJam,
    /// Offline without a cause: stops printing, keeps its buffer.
    Offline,
    /// Takes no bytes.
    Stall,
    /// Prints but answers nothing.
    Mute,
    /// Dies after so many more bytes: neither prints nor answers until repaired.
    DieAfterBytes(u64),
}

/// Whether the simulated printer takes the time that a real one takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Everything is done on arrival.
    Instant,
    /// Bytes come at the profile's baud, paper moves at its speed.
    Real,
}

/// Bytes that the printer does not know. It stops printing and reports an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtocolError {
    /// How many bytes were read before them since power-on.
    pub offset: u64,
    /// Up to 16 of them.
    pub bytes: Vec<u8>,
}

/// The simulated printer, without a port.
#[derive(Debug)]
pub struct SimPrinter {
    profile: PrinterProfile,
    pace: Pace,
    faults: BTreeSet<PrinterFault>,
    /// Bytes left until DieAfterBytes strikes.
    life: Option<u64>,
    /// Bytes still on the wire, and when each piece will be here.
    wire: VecDeque<(Tick, Vec<u8>)>,
    wire_busy: Tick,
    buffer: VecDeque<u8>,
    /// The last bytes that came, for commands obeyed on arrival.
    recent: [u8; 3],
    offset: u64,
    refused: bool,
    errors: Vec<ProtocolError>,
    side: Side,
    roll: Roll,
    moving_until: Tick,
    automatic: bool,
    reported: [u8; 4],
    job: Option<Vec<u8>>,
    papers: Vec<Paper>,
    out: Vec<u8>,
}

/// Line spacing of a printer just switched on, in dots.
const LINE_DOTS: usize = 30;

impl SimPrinter {
    /// A printer just switched on, in order and with paper.
    pub fn new(profile: PrinterProfile, pace: Pace) -> Self {
        Self {
            pace,
            faults: BTreeSet::new(),
            life: None,
            wire: VecDeque::new(),
            wire_busy: Tick::ZERO,
            buffer: VecDeque::new(),
            recent: [0; 3],
            offset: 0,
            refused: false,
            errors: Vec::new(),
            side: Side::Left,
            roll: Roll::new(&profile),
            moving_until: Tick::ZERO,
            automatic: false,
            reported: [0; 4],
            job: None,
            papers: Vec::new(),
            out: Vec::new(),
            profile,
        }
    }

    /// Breaks the printer, in addition to what is broken already.
    pub fn fault(&mut self, now: Tick, fault: PrinterFault) {
        if let PrinterFault::DieAfterBytes(bytes) = fault {
            self.life = Some(bytes);
        } else {
            self.faults.insert(fault);
        }
        self.work(now);
        self.report_change();
    }

    /// Clears every fault. A printer that died is switched on again: its buffer is empty and
    /// the paper that was in it is cut off.
    pub fn repair(&mut self, now: Tick) {
        self.faults.clear();
        if self.is_dead() {
            self.switch_on();
        }
        self.life = None;
        self.refused = false;
        self.work(now);
        self.report_change();
    }

    /// The slips that came out, oldest first. Blank ones are not counted.
    pub fn papers(&self) -> &[Paper] {
        &self.papers
    }

    /// Everything that was refused; empty if the kiosk speaks properly.
    pub fn protocol_errors(&self) -> &[ProtocolError] {
        &self.errors
    }

    fn is_dead(&self) -> bool {
        self.life == Some(0)
    }

    fn has(&self, fault: PrinterFault) -> bool {
        self.faults.contains(&fault)
    }

    fn switch_on(&mut self) {
        self.clear_buffers();
        self.wire.clear();
        self.automatic = false;
        self.side = Side::Left;
        let bytes = self.job.take().unwrap_or_default();
        self.papers.extend(self.roll.cut(bytes));
    }

    fn clear_buffers(&mut self) {
        self.buffer.clear();
        self.recent = [0; 3];
        self.refused = false;
    }

    fn stopped(&self) -> bool {
        use PrinterFault as F;
        self.refused
            || [F::PaperOut, F::CoverOpen, F::CutterJam, F::Offline, F::Stall]
                .iter()
                .any(|fault| self.has(*fault))
    }

    fn arrive(&mut self, now: Tick, bytes: &[u8]) {
        for byte in bytes {
            match &mut self.life {
                Some(0) => return,
                Some(left) => *left -= 1,
                None => {}
            }
            self.buffer.push_back(*byte);
            self.recent = [self.recent[1], self.recent[2], *byte];
            self.obey_at_once();
        }
        self.work(now);
    }

    /// Real-time commands act on arrival, even within a picture's data, as on Epson printers.
    fn obey_at_once(&mut self) {
        let [0x10, code, n] = self.recent else { return };
        let kind = StatusKind::ALL.into_iter().find(|kind| kind.number() == n);
        match (code, kind) {
            (4, Some(kind)) if self.profile.status.contains(&kind) => {
                let byte = self.status_byte(kind);
                self.say(&[byte]);
            }
            (5, _) if n == 2 => self.clear_buffers(),
            _ => {}
        }
    }

    fn say(&mut self, bytes: &[u8]) {
        if !self.has(PrinterFault::Mute) && !self.has(PrinterFault::Stall) && !self.is_dead() {
            self.out.extend_from_slice(bytes);
        }
    }

    fn status_byte(&self, kind: StatusKind) -> u8 {
        use PrinterFault as F;
        let bit = |set: bool, bits: u8| if set { bits } else { 0 };
        0x12 | match kind {
            StatusKind::Printer => bit(self.stopped(), 0x08),
            StatusKind::OfflineCause => {
                bit(self.has(F::CoverOpen), 0x04)
                    | bit(self.has(F::PaperOut), 0x20)
                    | bit(self.has(F::CutterJam) || self.refused, 0x40)
            }
            StatusKind::Error => bit(self.has(F::CutterJam), 0x08) | bit(self.refused, 0x20),
            StatusKind::Paper => bit(self.has(F::NearEnd), 0x0C) | bit(self.has(F::PaperOut), 0x60),
        }
    }

    fn automatic_status(&self) -> [u8; 4] {
        use PrinterFault as F;
        let bit = |set: bool, bits: u8| if set { bits } else { 0 };
        [
            0x10 | bit(self.stopped(), 0x08) | bit(self.has(F::CoverOpen), 0x20),
            bit(self.has(F::CutterJam), 0x08) | bit(self.refused, 0x20),
            bit(self.has(F::NearEnd), 0x03) | bit(self.has(F::PaperOut), 0x0C),
            0x0F,
        ]
    }

    fn report_change(&mut self) {
        let status = self.automatic_status();
        if self.automatic && status != self.reported {
            self.reported = status;
            self.say(&status);
        }
    }

    /// Does what lies in the buffer, as far as it can.
    fn work(&mut self, now: Tick) {
        if now >= self.moving_until {
            self.moving_until = Tick::ZERO;
        }
        while !self.stopped() && !self.is_dead() && now >= self.moving_until {
            match parse(self.buffer.make_contiguous(), &self.profile) {
                Parsed::Incomplete => return,
                Parsed::Illegal => self.refuse(),
                Parsed::Complete(command, length) => {
                    self.offset += length as u64;
                    let bytes: Vec<u8> = self.buffer.drain(..length).collect();
                    self.record(&command, &bytes);
                    let rows = self.execute(command);
                    if self.pace == Pace::Real && rows > 0 {
                        self.moving_until = now + self.profile.paper_time(rows);
                    }
                }
            }
        }
    }

    fn refuse(&mut self) {
        self.refused = true;
        self.errors.push(ProtocolError {
            offset: self.offset,
            bytes: self.buffer.iter().take(16).copied().collect(),
        });
        self.report_change();
    }

    fn record(&mut self, command: &Command, bytes: &[u8]) {
        match command {
            Command::RealTime => {}
            Command::Init => self.job = Some(bytes.to_vec()),
            // The confirmation is asked for after the cut, yet belongs to the slip.
            Command::ProcessId(_) if self.job.is_none() => {
                if let Some(paper) = self.papers.last_mut() {
                    paper.bytes.extend_from_slice(bytes);
                }
            }
            Command::Nothing
            | Command::LineFeed
            | Command::Align(_)
            | Command::FeedUnits(_)
            | Command::FeedLines(_)
            | Command::Raster { .. }
            | Command::Cut
            | Command::AutomaticStatus(_)
            | Command::PaperStatus
            | Command::ProcessId(_) => {
                if let Some(job) = &mut self.job {
                    job.extend_from_slice(bytes);
                }
            }
        }
    }

    /// Obeys a command and gives the rows that the paper moved.
    fn execute(&mut self, command: Command) -> usize {
        match command {
            Command::Nothing | Command::RealTime => 0,
            Command::Init => {
                self.side = Side::Left;
                0
            }
            Command::Align(side) => {
                self.side = side;
                0
            }
            Command::LineFeed => self.feed(LINE_DOTS),
            Command::FeedLines(lines) => self.feed(lines * LINE_DOTS),
            Command::FeedUnits(units) => self.feed(units / self.profile.feed_units_per_dot),
            Command::Raster { across, down, stride, data } => {
                self.draw(&picture(stride, &data).stretched(across, down))
            }
            Command::Cut => {
                let bytes = self.job.take().unwrap_or_default();
                self.papers.extend(self.roll.cut(bytes));
                0
            }
            Command::AutomaticStatus(n) => {
                self.automatic = n != 0;
                self.reported = [0; 4];
                self.report_change();
                0
            }
            Command::PaperStatus => {
                let near = self.has(PrinterFault::NearEnd);
                self.say(&[if near { 0x03 } else { 0x00 }]);
                0
            }
            Command::ProcessId([a, b, c, d]) => {
                self.say(&[0x37, 0x22, a, b, c, d, 0x00]);
                0
            }
        }
    }

    fn feed(&mut self, rows: usize) -> usize {
        self.roll.feed(rows);
        rows
    }

    fn draw(&mut self, picture: &Bitmap) -> usize {
        self.roll.print(picture, self.side);
        picture.height()
    }

    fn backlog(&self) -> usize {
        let wire: usize = self.wire.iter().map(|(_, bytes)| bytes.len()).sum();
        wire + self.buffer.len()
    }

    fn longest_command(&self) -> usize {
        self.profile.longest_command()
    }
}

fn picture(stride: usize, data: &[u8]) -> Bitmap {
    let mut picture = Bitmap::new(stride * 8, data.len() / stride);
    for (place, byte) in data.iter().enumerate() {
        for bit in (0..8).filter(|bit| byte & (0x80 >> bit) != 0) {
            picture.set(place % stride * 8 + bit, place / stride);
        }
    }
    picture
}

impl Device for SimPrinter {
    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        match self.pace {
            Pace::Instant => self.arrive(now, bytes),
            Pace::Real => {
                self.wire_busy = self.wire_busy.max(now) + self.profile.wire_time(bytes.len());
                self.wire.push_back((self.wire_busy, bytes.to_vec()));
            }
        }
    }

    fn on_time(&mut self, now: Tick) {
        while let Some((at, _)) = self.wire.front()
            && *at <= now
            && let Some((at, bytes)) = self.wire.pop_front()
        {
            self.arrive(at, &bytes);
        }
        self.work(now);
    }

    fn deadline(&self) -> Option<Tick> {
        let wire = self.wire.front().map(|(at, _)| *at);
        let idle = self.stopped() || self.is_dead() || self.buffer.is_empty();
        let paper = (!idle && self.moving_until > Tick::ZERO).then_some(self.moving_until);
        wire.into_iter().chain(paper).min()
    }

    fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    fn accepts(&self) -> bool {
        let full = self.backlog() >= self.profile.buffer_bytes.max(self.longest_command());
        !self.has(PrinterFault::Stall) && (self.pace == Pace::Instant || !full)
    }
}
