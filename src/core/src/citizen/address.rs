//! Residences as cards write them become addresses of today.
//!
//! On 1 July 2025 districts were abolished, 63 provinces became 34, and 10,040 wards became 3,321
//! communes (Nghị quyết 202/2025/QH15 and the resolutions on each province). Cards issued before say
//! "ward, district, province" of a country that is gone. 9,569 of those wards went into one commune
//! whole; 471 were divided, and only the citizen knows on which side the house stands.
//!
//! The units come from a published table; see `src/core/tables/README.md`.

mod kind;
mod part;
mod reading;
mod spelling;
mod table;
#[cfg(test)]
mod tests;

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use super::is_unaccented;
use part::{Cut, Part, parts};
use reading::{Reading, read, read_to_province};
use table::{Commune, Province, Table, table};

/// More bytes than the payload of any card has.
const LONGEST: usize = 1024;

/// More than a person can choose from by tapping; the most that one name leaves open in one province
/// is ten.
const MOST_CHOICES: usize = 12;

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

/// Brings an address up to date. `text` is what a card or a person wrote: units apart by commas, from
/// the small to the large, with or without their kinds, abbreviated, without diacritics, in any case.
/// What stands below the commune is kept as written.
pub fn convert(text: &str) -> Conversion {
    if text.len() > LONGEST {
        return kept(text, Status::Unknown);
    }
    let address: Zeroizing<String> = text.nfc().collect::<String>().into();
    match understood(table(), &address) {
        Some((reading, detail)) => answer(text, &reading, &detail),
        None => kept(text, Status::Unknown),
    }
}

/// Parses the table of units now (some 20 ms), which the first address would wait for.
pub fn prepare() {
    table();
}

/// The reading that needs the fewest cuts, and the address's detail.
fn understood<'t>(table: &'t Table, address: &str) -> Option<(Reading<'t>, Zeroizing<String>)> {
    let marks = !is_unaccented(address);
    let with_detail = |parts: &[Part<'_>], reading: Option<Reading<'t>>| {
        let reading = reading?;
        let detail = detail(address, parts, &reading.units);
        Some((reading, detail))
    };
    let straight = [Cut::Commas, Cut::Dashes, Cut::Kinds].into_iter().find_map(|cut| {
        let parts = parts(address, cut);
        with_detail(&parts, read(table, &parts, marks))
    });
    // Some write the province first.
    straight.or_else(|| {
        let parts: Vec<_> = parts(address, Cut::Commas).into_iter().rev().collect();
        with_detail(&parts, read_to_province(table, &parts, marks))
    })
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

fn answer(text: &str, reading: &Reading<'static>, detail: &str) -> Conversion {
    let places: Vec<Place> =
        reading.communes.iter().map(|(province, commune)| place(detail, province, commune)).collect();
    match places.as_slice() {
        [only] if reading.current => settled(text, Status::Current, only),
        [only] => settled(&only.address, Status::Converted, only),
        [_, _, ..] if places.len() <= MOST_CHOICES => {
            Conversion { choices: places, ..kept(text, Status::Choose) }
        }
        _ => kept(text, Status::Unknown),
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
