//! Residences as cards write them become addresses of today.
//!
//! On 1 July 2025 districts were abolished, 63 provinces became 34, and 10,040 wards became 3,321
//! communes (Nghị quyết 202/2025/QH15 and the resolutions on each province). Cards issued before say
//! "ward, district, province" of a country that is gone. 9,569 of those wards went into one commune
//! whole; 471 were divided, and only the citizen knows on which side the house stands.
//!
//! The units come from a published table; see `src/core/tables/README.md`.

mod beginning;
mod kind;
mod part;
mod reader;
mod reading;
mod spelling;
mod table;
#[cfg(test)]
mod tests;

use std::fmt;

use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

pub use beginning::communes_called;
use part::{Cut, Part, parts};
use reading::{Reading, ends_in_province, read, read_to_province};
use table::{Commune, Province, Table, table};

/// More bytes than the payload of any card has.
const LONGEST: usize = 1024;

/// More than a person can choose from by tapping; the most that one name leaves open in one province
/// is ten.
const MOST_CHOICES: usize = 12;

/// The first day without districts (Nghị quyết 203/2025/QH15, Điều 2).
const REFORM: Date = date(2025, 7, 1);

/// When an address was written: what "Tân Lập, Đan Phượng, Hà Nội" means depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// Until 30 June 2025: a ward, a district and a province of before.
    Before,
    /// Since 1 July 2025: a commune and a province of today, where the names allow that; if a ward, a district
    /// and a province of before fit too, the citizen is asked.
    After,
    /// Nobody knows: three names of before that fit each other count, what else fits both is left to the
    /// citizen.
    Unknown,
}

impl Era {
    /// When the residence on a card issued on this day was written.
    pub fn of_card(issued: Date) -> Self {
        if issued < REFORM { Era::Before } else { Era::After }
    }
}

/// What became of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It names a commune and a province of today, and stays as it was.
    Current,
    /// It named a former ward that belongs to one commune now.
    Converted,
    /// More than one commune is possible: the citizen must say which.
    Choose,
    /// It names no ward that is known, and stays as it was.
    Unknown,
}

/// An address in one commune of today.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// Detail, commune and province: "Khối phố 3, Phường Điện Bàn, Thành phố Đà Nẵng".
    pub address: String,
    /// The commune with its kind.
    pub commune: String,
    /// The province with its kind.
    pub province: String,
    /// The commune's code, five digits.
    pub commune_code: &'static str,
    /// The province's code, two digits.
    pub province_code: &'static str,
}

/// An address brought up to date, as far as that is possible.
#[derive(Clone, PartialEq, Eq)]
pub struct Conversion {
    /// What was found.
    pub status: Status,
    /// The address of today when `Converted`, else the address as it was given.
    pub address: String,
    /// The commune's code, five digits; nothing when `Choose` or `Unknown`.
    pub commune_code: Option<&'static str>,
    /// The province's code, two digits; nothing when `Choose` or `Unknown`.
    pub province_code: Option<&'static str>,
    /// What the citizen chooses from, the likeliest first; empty unless `Choose`.
    pub choices: Vec<Place>,
}

/// An address says where a person lives: it is not printed.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

/// An address says where a person lives: only its status is printed.
impl fmt::Debug for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} [personal]", self.status)
    }
}

impl Zeroize for Place {
    fn zeroize(&mut self) {
        self.address.zeroize();
        self.commune.zeroize();
        self.province.zeroize();
        (self.commune_code, self.province_code) = ("", "");
    }
}

impl Zeroize for Conversion {
    fn zeroize(&mut self) {
        self.address.zeroize();
        self.choices.zeroize();
        (self.commune_code, self.province_code) = (None, None);
    }
}

/// Brings an address of `era` up to date. `text` is what a card or a person wrote: units apart by commas,
/// from the small to the large, with or without their kinds, abbreviated, without diacritics, in any case.
/// What stands below the commune is kept as written.
pub fn convert(text: &str, era: Era) -> Conversion {
    if text.len() > LONGEST {
        return kept(text, Status::Unknown);
    }
    let address: Zeroizing<String> = text.nfc().collect::<String>().into();
    answer(text, &understood(table(), &address, era))
}

/// Parses the table of units now (some 20 ms), which the first address would wait for.
pub fn prepare() {
    table();
}

/// A reading, and the detail that it leaves.
type Understood<'t> = (Reading<'t>, Zeroizing<String>);

/// The readings that need the fewest cuts.
fn understood<'t>(table: &'t Table, address: &str, era: Era) -> Vec<Understood<'t>> {
    let with_details = |parts: &[Part<'_>], readings: Vec<Reading<'t>>| {
        let with_detail = |reading: Reading<'t>| {
            let detail = detail(address, parts, &reading.units);
            (reading, detail)
        };
        readings.into_iter().map(with_detail).collect::<Vec<_>>()
    };
    let mut straight = [Cut::Commas, Cut::Dashes, Cut::Kinds].into_iter().map(|cut| {
        let parts = parts(address, cut);
        with_details(&parts, read(table, &parts, era))
    });
    if let Some(readings) = straight.find(|readings| !readings.is_empty()) {
        return readings;
    }
    // Some write the province first.
    let mut parts = parts(address, Cut::Commas);
    if ends_in_province(table, &parts) {
        return Vec::new();
    }
    parts.reverse();
    with_details(&parts, read_to_province(table, &parts, era))
}

/// What is left of `address` without the parts that are `units`: neighbours stay joined as written.
fn detail(address: &str, parts: &[Part<'_>], units: &[usize]) -> Zeroizing<String> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&part| parts[part].at.start);
    let runs = order.split(|part| units.contains(part)).filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        Some(&address[parts[*first].at.start..parts[*last].at.end])
    });
    runs.collect::<Vec<_>>().join(", ").into()
}

fn answer(text: &str, readings: &[Understood<'static>]) -> Conversion {
    let places = places(readings);
    match places.as_slice() {
        // What a slip of the pen made of a name may have been another: the citizen looks at it.
        [_] if readings.iter().all(|(reading, _)| !reading.current && reading.is_misspelled()) => {
            Conversion { choices: places, ..kept(text, Status::Choose) }
        }
        [only] => agreed(text, readings, only.commune_code),
        [_, _, ..] if places.len() <= MOST_CHOICES => {
            Conversion { choices: places, ..kept(text, Status::Choose) }
        }
        _ => kept(text, Status::Unknown),
    }
}

/// The communes that any of `readings` gives, in their order, each once.
fn places(readings: &[Understood<'static>]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (reading, detail) in readings {
        for (province, commune) in &reading.communes {
            if places.iter().all(|place| place.commune_code != commune.code) {
                places.push(place(detail, province, commune));
            }
        }
    }
    places
}

/// The answer when all readings give one commune: that of the reading that leaves the least unread.
fn agreed(text: &str, readings: &[Understood<'static>], code: &str) -> Conversion {
    let fullest = readings.iter().max_by_key(|(reading, _)| (reading.units.len(), reading.current));
    let located = fullest.and_then(|(reading, detail)| {
        let &(province, commune) = reading.communes.iter().find(|(_, commune)| commune.code == code)?;
        Some((reading.current, place(detail, province, commune)))
    });
    match located {
        Some((true, place)) => settled(text, Status::Current, &place),
        Some((false, place)) => settled(&place.address, Status::Converted, &place),
        None => kept(text, Status::Unknown),
    }
}

fn place(detail: &str, province: &Province, commune: &Commune) -> Place {
    let (commune_name, province_name) = (commune.name.full(), province.name.full());
    let parts = [detail, &commune_name, &province_name];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Place {
        address: said.join(", "),
        commune: commune_name,
        province: province_name,
        commune_code: commune.code,
        province_code: province.code,
    }
}

fn settled(address: &str, status: Status, place: &Place) -> Conversion {
    Conversion {
        commune_code: Some(place.commune_code),
        province_code: Some(place.province_code),
        ..kept(address, status)
    }
}

fn kept(address: &str, status: Status) -> Conversion {
    Conversion {
        status,
        address: address.to_owned(),
        commune_code: None,
        province_code: None,
        choices: Vec::new(),
    }
}
