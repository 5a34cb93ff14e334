//! Which of the things that an address may say are taken for what it says.
//!
//! An address names units from the small to the large, and the level of a name is told by what stands
//! beside it: "Điện Bàn, Quảng Nam" is the town of before, "Điện Bàn, Đà Nẵng" the ward of today. Where
//! both ways of writing fit, the day decides which is likelier; a card of the first days of the new
//! communes may still have the old one. Where no day is known, a ward in its district in its province of
//! before is what the address says, for that three names fit by chance is rare; of all else nobody
//! decides here, and all that fits is given.

use std::iter::once;

use super::Era;
use super::part::Part;
use super::reader::{Candidate, Reader};
use super::table::{Commune, FormerProvince, Likeness, Match, Name, Province, Spelled, Table};

/// What an address was understood to name.
pub(super) struct Reading<'t> {
    /// The communes of today that it may lie in.
    pub(super) communes: Vec<Located<'t>>,
    /// Whether the address names its commune as it is called today.
    pub(super) current: bool,
    /// Which parts were units: the others are the detail.
    pub(super) units: Vec<usize>,
    /// The names that were recognised, of communes or of former wards.
    names: Vec<&'t Name>,
    /// Whether the kind of each was said.
    stated: bool,
    /// How well the best of them was spelled.
    spelling: Option<Spelled>,
}

/// A commune in its province.
pub(super) type Located<'t> = (&'t Province, &'t Commune);

/// Every reading of `parts`, from the smallest unit to the largest, that is to be given, the likeliest
/// first.
pub(super) fn read<'t>(table: &'t Table, parts: &[Part<'_>], era: Era) -> Vec<Reading<'t>> {
    let reader = Reader::new(table, parts);
    let last = parts.len().saturating_sub(1);
    match reader.province(last) {
        Some(former) => in_province(&reader, former, last, era),
        None => anywhere(&reader, era),
    }
}

/// The same of `parts` of which the last must be a province.
pub(super) fn read_to_province<'t>(table: &'t Table, parts: &[Part<'_>], era: Era) -> Vec<Reading<'t>> {
    let reader = Reader::new(table, parts);
    let last = parts.len().saturating_sub(1);
    reader.province(last).map_or_else(Vec::new, |former| in_province(&reader, former, last, era))
}

/// Whether the last of `parts` is a province.
pub(super) fn ends_in_province(table: &Table, parts: &[Part<'_>]) -> bool {
    let reader = Reader::new(table, parts);
    parts.len().checked_sub(1).is_some_and(|last| reader.province(last).is_some())
}

/// Reads the parts before `end`, which is a province. It is one and nothing else: a city of the same
/// name elsewhere is not looked for.
fn in_province<'t>(
    reader: &Reader<'_, 't>,
    former: &'t FormerProvince,
    end: usize,
    era: Era,
) -> Vec<Reading<'t>> {
    let present = present(reader, former, end, |_| true);
    let old = by_district(reader, once(former), end, |_| true);
    match (era, present, old) {
        // A card made soon after may carry what was written before; the citizen knows.
        (Era::After, Some(present), old) => once(present).chain(old).collect(),
        (Era::Unknown, Some(present), Some(old)) if present.spelling > old.spelling => vec![old, present],
        (_, _, Some(old)) => vec![old],
        (_, _, None) => without_district(reader, former, end, era),
    }
}

/// The readings of an address that names no district of `former`.
fn without_district<'t>(
    reader: &Reader<'_, 't>,
    former: &'t FormerProvince,
    end: usize,
    era: Era,
) -> Vec<Reading<'t>> {
    let ward = by_ward(reader, former, end);
    let island = island(reader, once(former), end);
    if !former.current {
        return [ward, by_new_name(reader, former, end), island].into_iter().flatten().collect();
    }
    let present = present(reader, former, end, |part| reader.is_no_district(former, part));
    let mixed = by_district(reader, reader.merged_with(former), end, Likeness::is_certain);
    match (era, present, ward) {
        (Era::Unknown, Some(present), ward) if present.says_all(ward.as_ref()) => vec![present],
        (Era::Before, present, ward) => [ward, present, mixed, island].into_iter().flatten().collect(),
        (_, present, ward) => [present, ward, mixed, island].into_iter().flatten().collect(),
    }
}

/// The readings of an address without a province.
fn anywhere<'t>(reader: &Reader<'_, 't>, era: Era) -> Vec<Reading<'t>> {
    let all = || reader.table.former.iter();
    let end = reader.parts.len();
    let Some(old) = by_district(reader, all(), end, Likeness::is_certain) else {
        return island(reader, all(), end).into_iter().collect();
    };
    let new = || reading(reader, reader.communes_anywhere(end.checked_sub(1)?), &[]);
    once(old).chain((era != Era::Before).then(new).flatten()).collect()
}

/// Ward and district: what every card of before says.
fn by_district<'t>(
    reader: &Reader<'_, 't>,
    provinces: impl Iterator<Item = &'t FormerProvince>,
    end: usize,
    enough: fn(Likeness) -> bool,
) -> Option<Reading<'t>> {
    let districts = reader.districts(provinces, end, enough);
    let wards = best(reader.nearest_wards(&districts, end));
    let communes = best(reader.communes_beside(&districts, &wards, end));
    let exact = wards.iter().map(|ward| ward.likeness.spelling).max();
    let found = if exact >= communes.iter().map(|commune| commune.likeness.spelling).max() {
        wards.into_iter().chain(communes).collect()
    } else {
        communes.into_iter().chain(wards).collect()
    };
    reading(reader, found, &above(reader, end.checked_sub(1)?))
}

/// An island district, which had no wards to name.
fn island<'t>(
    reader: &Reader<'_, 't>,
    provinces: impl Iterator<Item = &'t FormerProvince>,
    end: usize,
) -> Option<Reading<'t>> {
    let found = reader.islands(provinces, end);
    reading(reader, best(found), &above(reader, end.checked_sub(1)?))
}

/// Commune and province of today; `bare` tells at which part the commune's kind may be left out.
fn present<'t>(
    reader: &Reader<'_, 't>,
    former: &'t FormerProvince,
    end: usize,
    bare: impl Fn(usize) -> bool,
) -> Option<Reading<'t>> {
    let allowed = |commune: &Candidate<'t>| commune.likeness.kind == Match::Same || bare(commune.part);
    let communes = |part| reader.communes(former, part, end).into_iter().filter(allowed).collect::<Vec<_>>();
    let found = former.current.then(|| reader.nearest(end, communes)).flatten()?;
    let mut reading = reading(reader, best(found), &above(reader, end))?;
    reading.current = reading.communes.len() == 1;
    Some(reading)
}

/// A commune of today, with its kind, and the province of before.
fn by_new_name<'t>(reader: &Reader<'_, 't>, former: &'t FormerProvince, end: usize) -> Option<Reading<'t>> {
    let stands = |commune: &Candidate<'t>| {
        commune.likeness.kind == Match::Same && former.districts.iter().any(|d| d.went_to(commune.codes))
    };
    let communes = |part| reader.communes(former, part, end).into_iter().filter(stands).collect::<Vec<_>>();
    reading(reader, best(reader.nearest(end, communes)?), &above(reader, end))
}

/// A former ward without its district. A bare name that a district has too is the district's.
fn by_ward<'t>(reader: &Reader<'_, 't>, former: &'t FormerProvince, end: usize) -> Option<Reading<'t>> {
    let found = reader.nearest(end, |part| reader.wards_alone(former, part, end))?;
    reading(reader, best(found), &above(reader, end))
}

/// The parts from `first` to the province.
fn above(reader: &Reader<'_, '_>, first: usize) -> Vec<usize> {
    (first..reader.parts.len()).collect()
}

/// Those of `found` that are told best.
fn best(mut found: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    let best = found.iter().map(|candidate| candidate.points).max();
    found.retain(|candidate| Some(candidate.points) == best);
    found
}

/// What `found` and the parts `above` it make together; nothing when that leaves a commune unread.
fn reading<'t>(reader: &Reader<'_, 't>, found: Vec<Candidate<'t>>, above: &[usize]) -> Option<Reading<'t>> {
    let mut units = above.to_vec();
    let mut communes: Vec<Located<'t>> = Vec::new();
    for candidate in &found {
        if !units.contains(&candidate.part) {
            units.push(candidate.part);
        }
        for commune in candidate.province.with_codes(candidate.codes) {
            if communes.iter().all(|(_, other)| other.code != commune.code) {
                communes.push((candidate.province, commune));
            }
        }
    }
    let stated = found.iter().all(|candidate| candidate.likeness.kind != Match::Unsaid);
    let spelling = found.iter().map(|candidate| candidate.likeness.spelling).max();
    let names = found.iter().map(|candidate| candidate.name).collect();
    let whole = !communes.is_empty() && !reader.leaves_commune(&units, stated);
    whole.then_some(Reading { communes, current: false, units, names, stated, spelling })
}

impl Reading<'_> {
    /// Whether the name of its commune or ward is written with other marks or letters than the table's.
    pub(super) fn is_misspelled(&self) -> bool {
        self.spelling <= Some(Spelled::WithOtherMarks)
    }

    /// Whether this reading of today's units is complete where `ward`, a former one without its
    /// district, is not: its kind is said, and the ward's name is no other that is spelled as well.
    fn says_all(&self, ward: Option<&Reading<'_>>) -> bool {
        let same = |name: &&Name| self.names.iter().any(|own| own.may_be(name));
        let no_other = |ward: &Reading<'_>| ward.spelling < self.spelling || ward.names.iter().all(&same);
        self.stated && ward.is_none_or(no_other)
    }
}
