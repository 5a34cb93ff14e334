//! What prints: the settings that commands change, the line being gathered, and the paper.

use super::code_page::{Meaning, decode};
use super::command::{Command, Printing, Setting, Side};
use super::paper::{Paper, Roll};
use super::print_buffer::{PrintBuffer, Style};
use super::rom::Rom;
use super::symbol::SymbolStore;
use super::user_defined::UserDefined;
use crate::PrinterProfile;
use crate::bitmap::Bitmap;

/// Line spacing of a printer just switched on, in dots.
const LINE_DOTS: usize = 30;
/// The longest feed of one command in mm, as Epson's reference gives it.
const LONGEST_FEED_MM: usize = 1016;
/// Paper that may hang out uncut, in mm. More comes of a broken stream, never of a slip.
const LONGEST_UNCUT_MM: usize = 2000;

/// What ESC @ puts back.
#[derive(Debug)]
struct Settings {
    side: Side,
    line_dots: usize,
    style: Style,
    /// ESC %.
    user_defined: bool,
    /// ESC t.
    page: u8,
    /// Bytes from 0x80 on stand for Chinese, two by two.
    chinese: bool,
}

impl Settings {
    fn new(profile: &PrinterProfile) -> Self {
        Self {
            side: Side::Left,
            line_dots: LINE_DOTS,
            style: Style { across: 1, down: 1, bold: false },
            user_defined: false,
            page: 0,
            chinese: profile.chinese_mode,
        }
    }
}

/// What a byte of text is here and now.
enum Character {
    Cell(char, Bitmap),
    /// A mark makes this letter of the one before.
    Composed(char),
}

/// The print mechanism of a simulated printer.
#[derive(Debug)]
pub(super) struct Mechanism {
    profile: PrinterProfile,
    settings: Settings,
    line: PrintBuffer,
    user_defined: UserDefined,
    symbol: SymbolStore,
    roll: Roll,
}

impl Mechanism {
    /// One just switched on, with paper.
    pub fn new(profile: &PrinterProfile) -> Self {
        Self {
            settings: Settings::new(profile),
            line: PrintBuffer::new(profile.dots),
            user_defined: UserDefined::default(),
            symbol: SymbolStore::new(),
            roll: Roll::new(profile),
            profile: profile.clone(),
        }
    }

    /// Everything as after ESC @; the paper stays.
    pub fn reset(&mut self) {
        self.settings = Settings::new(&self.profile);
        self.line.clear();
        self.user_defined = UserDefined::default();
        self.symbol = SymbolStore::new();
    }

    /// Forgets the line that is being gathered.
    pub fn clear_line(&mut self) {
        self.line.clear();
    }

    /// Whether `command` makes sense now. A real printer would print something else or nothing.
    pub fn permits(&self, command: &Command) -> bool {
        match command {
            Command::Print(printing) => self.has_paper() && self.can_print(printing),
            // Obeyed at the beginning of a line only.
            Command::Set(Setting::Align(_)) | Command::Cut => self.line.is_empty(),
            Command::Nothing
            | Command::Set(_)
            | Command::AutomaticStatus(_)
            | Command::PaperStatus
            | Command::ProcessId(_)
            | Command::RealTime => true,
        }
    }

    fn has_paper(&self) -> bool {
        self.roll.height() < LONGEST_UNCUT_MM * self.profile.dots_per_mm
    }

    fn can_print(&self, printing: &Printing) -> bool {
        match printing {
            Printing::Letter(byte) => self.character(*byte).is_some(),
            Printing::LineFeed | Printing::FeedUnits(_) | Printing::FeedLines(_) => true,
            Printing::Raster { .. } => self.line.is_empty(),
            Printing::Symbol => self.line.is_empty() && self.symbol_fits(),
        }
    }

    fn symbol_fits(&self) -> bool {
        self.symbol.picture().is_some_and(|picture| picture.width() <= self.profile.dots)
    }

    fn character(&self, byte: u8) -> Option<Character> {
        if byte.is_ascii() {
            let downloaded = self.user_defined.cell(byte).filter(|_| self.settings.user_defined);
            let (letter, cell) = match downloaded {
                Some(cell) => (Rom::get().read(cell), cell.clone()),
                None => (byte.into(), Rom::get().cell(byte.into())),
            };
            return Some(Character::Cell(letter, cell));
        }
        let pages = self.profile.code_page.filter(|_| !self.settings.chinese)?;
        match decode(pages, self.settings.page, byte)? {
            Meaning::Letter(letter) => Some(Character::Cell(letter, Rom::get().cell(letter))),
            Meaning::Mark(tone) => self.line.composed(tone).map(Character::Composed),
        }
    }

    /// Prints what is permitted, and gives the rows that the paper moved.
    pub fn print(&mut self, printing: Printing) -> usize {
        match printing {
            Printing::Letter(byte) => self.letter(byte),
            Printing::LineFeed => self.print_line(self.settings.line_dots),
            Printing::FeedUnits(units) => self.print_line(self.dots(units)),
            Printing::FeedLines(lines) => self.print_line(self.lines(lines)),
            Printing::Raster { across, down, stride, data } => {
                self.picture(&raster(stride, &data).stretched(across, down))
            }
            Printing::Symbol => self.symbol.picture().map_or(0, |picture| self.picture(&picture)),
        }
    }

    /// Changes how the following is printed.
    pub fn set(&mut self, setting: Setting) {
        let settings = &mut self.settings;
        match setting {
            Setting::Init => self.reset(),
            Setting::Align(side) => settings.side = side,
            Setting::LineSpacing(units) => {
                self.settings.line_dots = units.map_or(LINE_DOTS, |units| self.dots(units));
            }
            Setting::Size { across, down } => settings.style = Style { across, down, ..settings.style },
            Setting::Bold(bold) => settings.style.bold = bold,
            Setting::FontA => {}
            Setting::Page(page) => settings.page = page,
            Setting::ChineseOff => settings.chinese = false,
            Setting::UserDefined(on) => settings.user_defined = on,
            Setting::Define(cells) => self.user_defined.define(cells),
            Setting::Cancel(code) => self.user_defined.cancel(code),
            Setting::Symbol(setting) => self.symbol.set(setting),
        }
    }

    fn dots(&self, units: usize) -> usize {
        units / self.profile.feed_units_per_dot
    }

    fn lines(&self, lines: usize) -> usize {
        (lines * self.settings.line_dots).min(LONGEST_FEED_MM * self.profile.dots_per_mm)
    }

    fn letter(&mut self, byte: u8) -> usize {
        match self.character(byte) {
            Some(Character::Cell(letter, cell)) => self.put(letter, cell),
            Some(Character::Composed(letter)) => {
                self.line.replace_last(letter);
                0
            }
            None => 0,
        }
    }

    /// Adds a character to the line, which is printed before if it is full.
    fn put(&mut self, letter: char, cell: Bitmap) -> usize {
        let full = !self.line.has_room(&cell, self.settings.style);
        let moved = if full { self.print_line(self.settings.line_dots) } else { 0 };
        self.line.push(letter, cell, self.settings.style);
        moved
    }

    /// Prints the line, if there is one, and moves the paper by `least` rows or its height.
    fn print_line(&mut self, least: usize) -> usize {
        let printed = self.line.take();
        let height = printed.as_ref().map_or(0, |line| line.bitmap.height());
        if let Some(line) = printed {
            self.roll.print(&line.bitmap, self.settings.side);
            self.roll.note(&line.text);
        }
        self.roll.feed(least.saturating_sub(height));
        least.max(height)
    }

    fn picture(&mut self, picture: &Bitmap) -> usize {
        self.roll.print(picture, self.settings.side);
        picture.height()
    }

    /// How many rows a feed of `lines` moves paper that is torn off before it counts.
    pub fn closing_feed(&self, lines: usize) -> usize {
        self.lines(lines)
    }

    /// Cuts off what was printed, made of `bytes`; nothing if all of it is blank.
    pub fn cut(&mut self, bytes: Vec<u8>) -> Option<Paper> {
        self.roll.cut(bytes)
    }
}

fn raster(stride: usize, data: &[u8]) -> Bitmap {
    let mut picture = Bitmap::new(stride * 8, data.len() / stride);
    for (place, byte) in data.iter().enumerate() {
        for bit in (0..8).filter(|bit| byte & (0x80 >> bit) != 0) {
            picture.set(place % stride * 8 + bit, place / stride);
        }
    }
    picture
}
