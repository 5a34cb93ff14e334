//! Numbers that may be in citizens' hands, noted outside the database.
//!
//! When the database is damaged in mid-day, nobody can read from it any more which numbers it gave out. So
//! before a number is issued a small file beside it says, on the disk, that all numbers up to some later one
//! may have been; a new database begins after those. Only one number in a hundred has to write it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use kiosk_core::queue::TicketNumber;

use crate::error::StoreError;
use crate::open::sibling;

/// How many numbers are noted at once.
pub(crate) const BLOCK: u32 = 100;

/// Where numbers begin when it is not known which ones were given out: more than a ward gives to one
/// service in a day.
const UNKNOWN: u32 = 500;

/// Stands for every prefix; prefixes of services are letters.
const ANY: &str = "*";

/// The noted numbers of each day and prefix: up to this one they may have been given out.
type Noted = BTreeMap<(Date, String), u32>;

/// The file of noted numbers.
#[derive(Debug)]
pub(crate) struct Reserve {
    path: PathBuf,
    noted: Noted,
}

impl Reserve {
    /// The numbers noted beside the database at `database`.
    pub(crate) fn beside(database: &Path) -> Self {
        let path = sibling(database, "-numbers");
        let text = fs::read_to_string(&path).unwrap_or_default();
        Self { path, noted: text.lines().filter_map(line).collect() }
    }

    /// What is noted: day, prefix and number.
    pub(crate) fn noted(&self) -> impl Iterator<Item = (Date, &str, u32)> {
        self.noted.iter().map(|((day, prefix), last)| (*day, prefix.as_str(), *last))
    }

    /// Makes sure that `number` is noted before it is issued.
    pub(crate) fn cover(&mut self, day: Date, number: &TicketNumber) -> Result<(), StoreError> {
        if self.covers(day, &number.prefix, number.count) {
            return Ok(());
        }
        let block = (day, number.prefix.clone(), number.count.saturating_add(BLOCK - 1));
        self.note(&[block]).map_err(|error| StoreError::of_io(&error))
    }

    fn covers(&self, day: Date, prefix: &str, count: u32) -> bool {
        self.noted.get(&(day, prefix.to_owned())).is_some_and(|last| count <= *last)
    }

    /// Notes days, prefixes and numbers up to which they may have been given out, as far as that is new.
    pub(crate) fn note(&mut self, numbers: &[(Date, String, u32)]) -> io::Result<()> {
        let new: Vec<_> =
            numbers.iter().filter(|(day, prefix, last)| !self.covers(*day, prefix, *last)).collect();
        let Some(latest) = new.iter().map(|(day, ..)| *day).max() else { return Ok(()) };
        let mut noted = self.noted.clone();
        // A clock that is set back comes to yesterday at most.
        noted.retain(|(day, _), _| day.tomorrow().is_ok_and(|next| next >= latest));
        noted.extend(new.into_iter().map(|(day, prefix, last)| ((*day, prefix.clone()), *last)));
        write(&self.path, &noted)?;
        self.noted = noted;
        Ok(())
    }

    /// Notes that any number of `day` up to 500 may have been given out, if nothing was ever noted.
    pub(crate) fn assume(&mut self, day: Date) -> io::Result<()> {
        if self.noted.is_empty() {
            self.noted.insert((day, ANY.to_owned()), UNKNOWN);
            write(&self.path, &self.noted)?;
        }
        Ok(())
    }
}

fn line(line: &str) -> Option<((Date, String), u32)> {
    let mut words = line.split(' ');
    let (day, prefix, last) = (words.next()?, words.next()?, words.next()?);
    Some(((day.parse().ok()?, prefix.to_owned()), last.parse().ok()?))
}

/// Old or new, but never half: written beside, synced, renamed.
fn write(path: &Path, noted: &Noted) -> io::Result<()> {
    let beside = sibling(path, ".new");
    let mut file = File::create(&beside)?;
    for ((day, prefix), last) in noted {
        writeln!(file, "{day} {prefix} {last}")?;
    }
    file.sync_all()?;
    fs::rename(&beside, path)?;
    sync_folder(path)
}

/// Makes the names in the folder of `path` as durable as what is in the files.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}
