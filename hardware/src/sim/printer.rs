//! A simulated ticket printer.

use std::collections::VecDeque;
use std::fmt;

use super::Device;
use super::command::{Command, Parsed, Printing, Setting, parse};
use super::fault::Faults;
pub use super::fault::{PrinterFault, UnknownFault};
use super::mechanism::Mechanism;
use super::paper::Paper;
use super::wire::Wire;
use crate::profile::Cutter;
use crate::status::StatusKind;
use crate::{PrinterProfile, Tick};

/// Whether the simulated printer takes the time that a real one takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Everything is done on arrival.
    Instant,
    /// Bytes come at the profile's baud, paper moves at its speed.
    Real,
}

/// Bytes that the printer does not know, or that make no sense where they come. It stops printing
/// and reports an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtocolError {
    /// How many bytes were read before them since power-on.
    pub offset: u64,
    /// Up to 16 of them.
    pub bytes: Vec<u8>,
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}:", self.offset)?;
        self.bytes.iter().try_for_each(|byte| write!(f, " {byte:02X}"))
    }
}

/// The simulated printer, without a port.
#[derive(Debug)]
pub struct SimPrinter {
    profile: PrinterProfile,
    pace: Pace,
    faults: Faults,
    /// Bytes left until DieAfterBytes strikes.
    life: Option<u64>,
    wire: Wire,
    buffer: VecDeque<u8>,
    /// The last bytes that came, for commands obeyed on arrival.
    recent: [u8; 3],
    offset: u64,
    errors: Vec<ProtocolError>,
    mechanism: Mechanism,
    moving_until: Tick,
    automatic: bool,
    reported: [u8; 4],
    job: Option<Vec<u8>>,
    papers: Vec<Paper>,
    out: Vec<u8>,
}

/// Bytes that the longest command of text needs: ESC & for every code.
const LONGEST_DOWNLOAD: usize = 3600;
/// A closing feed of so many lines brings the slip past the bar where it is torn off.
const TEAR_LINES: usize = 4;

impl SimPrinter {
    /// A printer just switched on, in order and with paper.
    pub fn new(profile: PrinterProfile, pace: Pace) -> Self {
        Self {
            pace,
            faults: Faults::none(profile.slip_sensor),
            life: None,
            wire: Wire::new(&profile),
            buffer: VecDeque::new(),
            recent: [0; 3],
            offset: 0,
            errors: Vec::new(),
            mechanism: Mechanism::new(&profile),
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
        self.catch_up(now);
        if let PrinterFault::DieAfterBytes(bytes) = fault {
            self.life = Some(bytes);
        } else {
            self.faults.add(fault);
        }
        self.work(now);
        self.report_change();
    }

    /// Clears every fault. A printer that died or refused bytes is switched off and on: its buffer is
    /// empty and the paper that was in it is cut off.
    pub fn repair(&mut self, now: Tick) {
        self.catch_up(now);
        if self.is_dead() || self.faults.refused {
            self.switch_on();
        }
        self.faults.clear();
        self.life = None;
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

    /// What the printer is.
    pub fn profile(&self) -> &PrinterProfile {
        &self.profile
    }

    fn is_dead(&self) -> bool {
        self.life == Some(0)
    }

    fn switch_on(&mut self) {
        self.clear_buffers();
        self.wire.clear();
        self.automatic = false;
        self.mechanism.reset();
        self.take_slip();
    }

    fn clear_buffers(&mut self) {
        self.buffer.clear();
        self.recent = [0; 3];
        self.faults.refused = false;
        self.mechanism.clear_line();
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
                let byte = self.faults.status_byte(kind);
                self.say(&[byte]);
            }
            (5, _) if n == 2 => self.clear_buffers(),
            _ => {}
        }
    }

    fn say(&mut self, bytes: &[u8]) {
        let silent = self.faults.has(PrinterFault::Mute) || self.faults.has(PrinterFault::Stall);
        if !silent && !self.is_dead() {
            self.out.extend_from_slice(bytes);
        }
    }

    fn report_change(&mut self) {
        let status = self.faults.automatic_status();
        if self.automatic && status != self.reported {
            self.reported = status;
            self.say(&status);
        }
    }

    /// Lets everything happen that was due by `now`, each at its own time.
    fn catch_up(&mut self, now: Tick) {
        while let Some(at) = self.deadline()
            && at <= now
        {
            match self.wire.take(at) {
                Some(bytes) => self.arrive(at, &bytes),
                None => self.work(at),
            }
        }
    }

    /// Does what lies in the buffer, as far as it can.
    fn work(&mut self, now: Tick) {
        if now >= self.moving_until {
            self.moving_until = Tick::ZERO;
        }
        while !self.faults.stop() && !self.is_dead() && now >= self.moving_until {
            match parse(self.buffer.make_contiguous(), &self.profile) {
                Parsed::Incomplete => return,
                Parsed::Complete(command, length) if self.mechanism.permits(&command) => {
                    let rows = self.obey(command, length);
                    if self.pace == Pace::Real && rows > 0 {
                        self.moving_until = now + self.profile.paper_time(rows);
                    }
                }
                Parsed::Illegal | Parsed::Complete(..) => self.refuse(),
            }
        }
    }

    fn refuse(&mut self) {
        let bytes = self.buffer.iter().take(16).copied().collect();
        let error = ProtocolError { offset: self.offset, bytes };
        tracing::warn!(profile = self.profile.name, %error, "the simulated printer refuses bytes");
        self.errors.push(error);
        self.faults.refused = true;
        self.report_change();
    }

    /// Takes a command out of the buffer, obeys it, and gives the rows that the paper moved.
    fn obey(&mut self, command: Command, length: usize) -> usize {
        self.offset += length as u64;
        let bytes: Vec<u8> = self.buffer.drain(..length).collect();
        self.record(&command, &bytes);
        match command {
            Command::Print(printing) => return self.print(printing),
            Command::Set(setting) => self.mechanism.set(setting),
            Command::Cut => self.take_slip(),
            Command::AutomaticStatus(n) => self.set_automatic(n != 0),
            Command::PaperStatus => self.say(&[self.faults.paper_bits()]),
            Command::ProcessId([a, b, c, d]) => self.say(&[0x37, 0x22, a, b, c, d, 0x00]),
            Command::Nothing | Command::RealTime => {}
        }
        0
    }

    fn set_automatic(&mut self, on: bool) {
        self.automatic = on;
        self.reported = [0; 4];
        self.report_change();
    }

    fn print(&mut self, printing: Printing) -> usize {
        let by_hand = self.profile.cutter == Cutter::None;
        if let Printing::FeedLines(lines) = printing
            && by_hand
            && lines >= TEAR_LINES
        {
            return self.tear(lines);
        }
        self.mechanism.print(printing)
    }

    /// Keeps the bytes of a slip, from ESC @ on. The confirmation is asked for after the cut, yet
    /// belongs to the slip.
    fn record(&mut self, command: &Command, bytes: &[u8]) {
        match (command, &mut self.job) {
            (Command::RealTime, _) => {}
            (Command::Set(Setting::Init), job) => *job = Some(bytes.to_vec()),
            (_, Some(job)) => job.extend_from_slice(bytes),
            (Command::ProcessId(_) | Command::PaperStatus, None) => {
                if let Some(paper) = self.papers.last_mut() {
                    paper.bytes.extend_from_slice(bytes);
                }
            }
            _ => {}
        }
    }

    fn take_slip(&mut self) {
        let bytes = self.job.take().unwrap_or_default();
        self.papers.extend(self.mechanism.cut(bytes));
    }

    /// A slip without a cut is torn off at the bar. What the closing feed moves lies between head
    /// and bar: it is the next slip's beginning no more than what a cutter's own feed moves.
    fn tear(&mut self, lines: usize) -> usize {
        let printed = self.mechanism.print(Printing::FeedLines(0));
        self.take_slip();
        printed + self.mechanism.closing_feed(lines)
    }

    /// Bytes that the printer holds before it lets the line wait. More than the profile says only
    /// where a single command is longer, which real printers do not gather before they obey it.
    fn capacity(&self) -> usize {
        self.profile.buffer_bytes.max(self.profile.longest_command()).max(LONGEST_DOWNLOAD)
    }
}

impl Device for SimPrinter {
    fn on_bytes(&mut self, now: Tick, bytes: &[u8]) {
        match self.pace {
            Pace::Instant => self.arrive(now, bytes),
            Pace::Real => self.wire.send(now, bytes),
        }
    }

    fn on_time(&mut self, now: Tick) {
        self.catch_up(now);
        self.work(now);
    }

    fn deadline(&self) -> Option<Tick> {
        let idle = self.faults.stop() || self.is_dead() || self.buffer.is_empty();
        let paper = (!idle && self.moving_until > Tick::ZERO).then_some(self.moving_until);
        self.wire.next().into_iter().chain(paper).min()
    }

    fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    fn accepts(&self) -> bool {
        let full = self.wire.len() + self.buffer.len() >= self.capacity();
        !self.faults.has(PrinterFault::Stall) && (self.pace == Pace::Instant || !full)
    }
}
