//! The administrative units, present and former, from `tables/units.tsv`.
//!
//! The table is part of the program. It is parsed at its first use and then stays.

use std::sync::LazyLock;

use super::kind::{Kind, Level};
use super::part::{Part, Said};
use super::spelling::{has_marks, loose, loosened, marked, plain, words};

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!("../../../tables/units.tsv")));

/// Names in common use that the data set does not have, beside those that it has.
const COMMON: [(&str, &str); 2] = [("Hồ Chí Minh", "saigon"), ("Buôn Ma Thuột", "buonmethuot")];

/// All units.
pub(super) fn table() -> &'static Table {
    &TABLE
}

/// The present units and the former ones, each in the data set's order.
#[derive(Default)]
pub(super) struct Table {
    /// The 34 provinces of today.
    pub(super) provinces: Vec<Province>,
    /// The 63 provinces of 30 June 2025.
    pub(super) former: Vec<FormerProvince>,
}

/// A province of today.
pub(super) struct Province {
    /// Two digits.
    pub(super) code: &'static str,
    /// Tỉnh or thành phố, and the name.
    pub(super) name: Name,
    /// Its communes.
    pub(super) communes: Vec<Commune>,
}

/// A commune of today.
pub(super) struct Commune {
    /// Five digits.
    pub(super) code: &'static str,
    /// Phường, xã or đặc khu, and the name.
    pub(super) name: Name,
}

/// A province of 30 June 2025.
pub(super) struct FormerProvince {
    /// What it was called, first its last name.
    pub(super) names: Vec<Name>,
    /// Which of the provinces it belongs to now, as a place in [`Table::provinces`].
    pub(super) successor: usize,
    /// Whether a province of today has the same name.
    pub(super) current: bool,
    /// Its districts.
    pub(super) districts: Vec<District>,
}

/// A district of 30 June 2025.
pub(super) struct District {
    /// What it was called, first its last name; after that names of districts that it took wards from.
    pub(super) names: Vec<Name>,
    /// Its wards, and names of wards that went into them before.
    pub(super) wards: Vec<FormerWard>,
    /// The codes of what became of the whole, when it had no wards: five island districts.
    pub(super) whole: Option<&'static str>,
}

/// A ward of 30 June 2025, or a name that it had before.
pub(super) struct FormerWard {
    /// Phường, xã or thị trấn, and the name.
    pub(super) name: Name,
    /// The codes of the communes that it may have become, five digits each, apart by spaces.
    pub(super) codes: &'static str,
}

/// How a unit is called.
pub(super) struct Name {
    /// Nothing where an earlier name came without one.
    pub(super) kind: Option<Kind>,
    /// Without the kind.
    pub(super) text: &'static str,
    /// An earlier name, of which the data set knows the `plain` form only.
    bare: bool,
    loose: Box<str>,
}

impl Name {
    fn new(kind: Option<Kind>, text: &'static str) -> Self {
        Self { kind, text, bare: false, loose: loose(&words(text)).into() }
    }

    /// `KIND:NAME` or `NAME`, in the `plain` form.
    fn earlier(field: &'static str) -> Self {
        let (kind, text) = field.split_once(':').unwrap_or(("", field));
        Self { kind: Kind::from_letter(kind), text, bare: true, loose: loosened(text).into() }
    }

    /// Kind and name, as they stand in an address.
    pub(super) fn full(&self) -> String {
        let kind = self.kind.map_or("", Kind::vietnamese);
        format!("{kind} {}", self.text).trim_start().to_owned()
    }

    /// Whether it begins with `letters`, in the `loose` form.
    pub(super) fn begins(&self, letters: &str) -> bool {
        self.loose.starts_with(letters)
    }

    /// How well `part` says this name of a unit at `level`; nothing when it says another.
    /// `marks` tells whether the address has diacritics wherever they belong.
    pub(super) fn told(&self, part: &Part<'_>, level: Level, marks: bool) -> Option<Likeness> {
        part.said.iter().filter_map(|said| self.told_as(said, level, marks)).max()
    }

    /// Whether `other` may be the same name, marks included, when both have the same letters.
    pub(super) fn may_be(&self, other: &Name) -> bool {
        self.bare || other.bare || self.is_spelled_as(other)
    }

    /// Whether `other` is known to be the same name, marks included.
    pub(super) fn is_spelled_as(&self, other: &Name) -> bool {
        !self.bare && !other.bare && marked(&words(self.text)) == marked(&words(other.text))
    }

    fn told_as(&self, said: &Said, level: Level, marks: bool) -> Option<Likeness> {
        let fits = said.kind.is_none_or(|kind| kind.is_at(level));
        if !fits || *said.spelling.loose != *self.loose {
            return None;
        }
        let kind = match (said.kind, self.kind) {
            (None, _) | (_, None) => Match::Unsaid,
            (Some(said), Some(own)) if said == own => Match::Same,
            (Some(_), Some(_)) => Match::Other,
        };
        Some(Likeness { spelling: self.spelled(said, marks), kind })
    }

    fn spelled(&self, said: &Said, marks: bool) -> Spelled {
        if self.bare {
            return if said.spelling.plain == self.text { Spelled::Plainly } else { Spelled::Loosely };
        }
        let own = words(self.text);
        let same_letters = said.spelling.plain == plain(&own);
        let same = said.spelling.marked == marked(&own);
        match (same_letters, has_marks(&said.spelling.marked)) {
            (false, _) => Spelled::Loosely,
            (true, _) if same => Spelled::Exactly,
            (true, true) => Spelled::WithOtherMarks,
            (true, false) if marks => Spelled::Plainly,
            (true, false) => Spelled::Exactly,
        }
    }
}

/// How alike two spellings are, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spelled {
    /// After x and s, k and c were united.
    Loosely,
    /// The same letters under other marks.
    WithOtherMarks,
    /// The same letters; one of the two has no marks.
    Plainly,
    /// The same, as far as the address has marks.
    Exactly,
}

/// How alike two kinds are, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// Another kind: units are raised in rank and keep their names.
    Other,
    /// The address or the name has no kind.
    Unsaid,
    /// The same.
    Same,
}

/// How well a part of an address says a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    /// By spelling.
    pub(super) spelling: Spelled,
    /// By kind.
    pub(super) kind: Match,
}

impl Likeness {
    /// Spelling and kind count alike: "Xã Ba Tơ" is no better said than thị trấn Ba Tơ or xã Ba Tô.
    pub(super) fn points(self) -> u8 {
        self.spelling as u8 + self.kind as u8
    }

    /// Whether no other letters were written.
    pub(super) fn same_letters(self) -> bool {
        self.spelling != Spelled::Loosely
    }

    /// Whether it is spelled so, but perhaps without diacritics, and no other kind was said.
    pub(super) fn is_certain(self) -> bool {
        self.spelling >= Spelled::Plainly && self.kind != Match::Other
    }
}

/// A unit's last name, its earlier ones and those in common use.
fn names_of(name: Name, earlier: &'static str) -> Vec<Name> {
    let common = COMMON.iter().filter(|(own, _)| *own == name.text).map(|(_, common)| Name::earlier(common));
    let common: Vec<_> = common.collect();
    let earlier = earlier.split(' ').filter(|earlier| !earlier.is_empty()).map(Name::earlier);
    [name].into_iter().chain(earlier).chain(common).collect()
}

impl Table {
    fn parse(text: &'static str) -> Self {
        let mut table = Self::default();
        for line in text.lines() {
            let mut fields = [""; 5];
            for (field, value) in fields.iter_mut().zip(line.split('\t')) {
                *field = value;
            }
            table.take(fields);
        }
        table
    }

    /// One line of the table. A commune follows its province, a ward its district.
    fn take(&mut self, [tag, second, third, fourth, fifth]: [&'static str; 5]) {
        match tag {
            "N" => self.provinces.push(Province {
                code: second,
                name: Name::new(Kind::from_letter(third), fourth),
                communes: Vec::new(),
            }),
            "n" => self.commune(second, Name::new(Kind::from_letter(third), fourth)),
            "F" => self.province(second, Name::new(Kind::from_letter(third), fourth), fifth),
            "D" => self.district(Name::new(Kind::from_letter(second), third), fourth),
            "w" if second == "-" => self.islands(fourth),
            "w" => self.ward(Name::new(Kind::from_letter(second), third), fourth, fifth),
            _ => {}
        }
    }

    fn commune(&mut self, code: &'static str, name: Name) {
        if let Some(province) = self.provinces.last_mut() {
            province.communes.push(Commune { code, name });
        }
    }

    fn province(&mut self, code: &str, name: Name, earlier: &'static str) {
        let Some(successor) = self.provinces.iter().position(|province| province.code == code) else {
            return;
        };
        let current = self.provinces[successor].name.text == name.text;
        self.former.push(FormerProvince {
            names: names_of(name, earlier),
            successor,
            current,
            districts: Vec::new(),
        });
    }

    fn district(&mut self, name: Name, earlier: &'static str) {
        let district = District { names: names_of(name, earlier), wards: Vec::new(), whole: None };
        if let Some(province) = self.former.last_mut() {
            province.districts.push(district);
        }
    }

    fn last_district(&mut self) -> Option<&mut District> {
        self.former.last_mut()?.districts.last_mut()
    }

    fn islands(&mut self, codes: &'static str) {
        if let Some(district) = self.last_district() {
            district.whole = Some(codes);
        }
    }

    fn ward(&mut self, name: Name, codes: &'static str, earlier: &'static str) {
        let Some(district) = self.last_district() else { return };
        let names = names_of(name, earlier).into_iter();
        district.wards.extend(names.map(|name| FormerWard { name, codes }));
    }

    /// The province of today that `former` belongs to.
    pub(super) fn successor(&self, former: &FormerProvince) -> &Province {
        &self.provinces[former.successor]
    }
}

impl District {
    /// Whether the commune of today with this code was made from it.
    pub(super) fn went_to(&self, code: &str) -> bool {
        self.wards.iter().map(|ward| ward.codes).chain(self.whole).any(|codes| codes.contains(code))
    }
}

impl Province {
    /// Its communes with these codes, in the codes' order.
    pub(super) fn with_codes<'t>(&'t self, codes: &str) -> impl Iterator<Item = &'t Commune> {
        codes.split(' ').filter_map(|code| self.communes.iter().find(|commune| commune.code == code))
    }
}
