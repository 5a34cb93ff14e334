//! Which units the parts of an address name.
//!
//! An address names units from the small to the large, and the level of a name is told by what stands
//! beside it: "Điện Bàn, Quảng Nam" is the town of before, "Điện Bàn, Đà Nẵng" the ward of today. A
//! reading that leaves nothing open comes before one that does; between equals nobody decides here,
//! both are given.

use super::kind::Level;
use super::part::Part;
use super::table::{Commune, District, FormerProvince, Likeness, Match, Name, Province, Spelled, Table};

/// What an address was understood to name.
pub(super) struct Reading<'t> {
    /// The communes of today that it may lie in.
    pub(super) communes: Vec<Located<'t>>,
    /// Whether the address names its commune as it is called today.
    pub(super) current: bool,
    /// Which parts were units: the others are the detail.
    pub(super) units: Vec<usize>,
}

/// A commune in its province.
pub(super) type Located<'t> = (&'t Province, &'t Commune);

/// Reads `parts`, from the smallest unit to the largest. `marks` tells whether the address has
/// diacritics at all.
pub(super) fn read<'t>(table: &'t Table, parts: &[Part<'_>], marks: bool) -> Option<Reading<'t>> {
    let reader = Reader { table, parts, marks };
    let all = || table.former.iter();
    read_to_province(table, parts, marks)
        .or_else(|| reader.by_district(all(), parts.len(), Likeness::is_sure))
        .or_else(|| reader.island(all(), parts.len()))
}

/// Reads `parts`, of which the last must be a province.
pub(super) fn read_to_province<'t>(table: &'t Table, parts: &[Part<'_>], marks: bool) -> Option<Reading<'t>> {
    let reader = Reader { table, parts, marks };
    let province = parts.len().checked_sub(1)?;
    reader.in_province(reader.province(province)?, province)
}

struct Reader<'a, 't> {
    table: &'t Table,
    parts: &'a [Part<'a>],
    marks: bool,
}

/// One unit that a part of the address may name.
struct Candidate<'t> {
    points: u8,
    part: usize,
    province: &'t Province,
    codes: &'t str,
}

impl<'t> Reader<'_, 't> {
    fn told(&self, name: &Name, part: usize, level: Level) -> Option<Likeness> {
        name.told(&self.parts[part], level, self.marks)
    }

    fn best(&self, names: &[Name], part: usize, level: Level) -> Option<Likeness> {
        names.iter().filter_map(|name| self.told(name, part, level)).max_by_key(|likeness| likeness.points())
    }

    /// The province that `part` names. "Thành phố Quảng Ngãi" names a district, "Tỉnh Huế" nothing.
    fn province(&self, part: usize) -> Option<&'t FormerProvince> {
        let named = |former: &&FormerProvince| {
            self.best(&former.names, part, Level::Province).is_some_and(|l| l.kind != Match::Other)
        };
        self.table.former.iter().find(named)
    }

    /// Reads the parts before `end`, which is a province.
    fn in_province(&self, former: &'t FormerProvince, end: usize) -> Option<Reading<'t>> {
        let own = || self.by_district([former].into_iter(), end, |_| true);
        let merged = || self.by_district(self.merged_with(former), end, Likeness::is_sure);
        let island = || self.island([former].into_iter(), end);
        let ward = || self.by_ward(former, end);
        let present = || self.present(former, end);
        if former.current {
            own().or_else(merged).or_else(present).or_else(island).or_else(ward)
        } else {
            own().or_else(island).or_else(ward).or_else(present)
        }
        .or_else(|| self.by_present_name(former, end))
    }

    /// The provinces that make one province of today, for addresses that mix both systems.
    fn merged_with(&self, former: &FormerProvince) -> impl Iterator<Item = &'t FormerProvince> {
        let successor = former.successor;
        self.table.former.iter().filter(move |other| other.successor == successor)
    }

    /// The districts that the part before `end` names, each with its province.
    fn districts(
        &self,
        provinces: impl Iterator<Item = &'t FormerProvince>,
        end: usize,
        enough: fn(Likeness) -> bool,
    ) -> Vec<(u8, &'t Province, &'t District)> {
        let Some(part) = end.checked_sub(1) else { return Vec::new() };
        let mut found = Vec::new();
        for former in provinces {
            let province = self.table.successor(former);
            found.extend(former.districts.iter().filter_map(|district| {
                let likeness = self.best(&district.names, part, Level::District)?;
                enough(likeness).then(|| (likeness.points(), province, district))
            }));
        }
        found
    }

    /// Ward and district: what every card of before says.
    fn by_district(
        &self,
        provinces: impl Iterator<Item = &'t FormerProvince>,
        end: usize,
        enough: fn(Likeness) -> bool,
    ) -> Option<Reading<'t>> {
        let districts = self.districts(provinces, end, enough);
        let district = end.checked_sub(1)?;
        let sure = |part: usize| self.wards(&districts, part, Likeness::same_letters, false);
        let any = |part: usize| self.wards(&districts, part, |_| true, part + 1 == district);
        let nearest = |wards: &dyn Fn(usize) -> Vec<Candidate<'t>>| {
            self.reach(district).map(wards).find(|found| !found.is_empty())
        };
        reading_of(nearest(&sure).or_else(|| nearest(&any))?, district..self.parts.len().min(end + 1))
    }

    /// An island district, which had no wards to name.
    fn island(&self, provinces: impl Iterator<Item = &'t FormerProvince>, end: usize) -> Option<Reading<'t>> {
        let part = end.checked_sub(1)?;
        let whole = self.districts(provinces, end, Likeness::is_sure).into_iter().filter_map(
            |(points, province, district)| {
                district.whole.map(|codes| Candidate { points, part, province, codes })
            },
        );
        reading_of(whole.collect(), part..self.parts.len().min(end + 1))
    }

    /// The wards of `districts` that a part names. A bare number is a house's, unless `numbers` says
    /// that it stands where a ward must.
    fn wards(
        &self,
        districts: &[(u8, &'t Province, &'t District)],
        part: usize,
        enough: fn(Likeness) -> bool,
        numbers: bool,
    ) -> Vec<Candidate<'t>> {
        let mut found = Vec::new();
        if self.parts[part].is_number() && !numbers {
            return found;
        }
        for &(points, province, district) in districts {
            found.extend(district.wards.iter().filter_map(|ward| {
                let likeness = self.told(&ward.name, part, Level::Commune).filter(|l| enough(*l))?;
                Some(Candidate { points: points + likeness.points(), part, province, codes: ward.codes })
            }));
        }
        found
    }

    /// The parts from the one before `end` to the left, up to the first that is no detail: whatever
    /// stands there is what should have been understood.
    fn reach(&self, end: usize) -> impl Iterator<Item = usize> {
        let details = self.parts[..end].iter().rev().take_while(|part| part.is_detail()).count();
        (end.saturating_sub(details + 1)..end).rev()
    }

    /// Whether a name this alike may stand at `part` without a district beside it: without its kind
    /// only next to the province, and not when it is a number. A district that stands elsewhere would be
    /// kept as detail.
    fn stands_alone(&self, former: &FormerProvince, likeness: Likeness, part: usize, end: usize) -> bool {
        let bare = part + 1 == end && !self.parts[part].is_number();
        let district =
            |&other: &usize| self.parts[other].states_district() && self.names_district(former, other);
        let alone = || (0..end).filter(|other| *other != part).find(district).is_none();
        let spelled = likeness.spelling >= Spelled::Plainly;
        spelled && (likeness.kind == Match::Same || bare && likeness.kind == Match::Unsaid) && alone()
    }

    fn names_district(&self, former: &FormerProvince, part: usize) -> bool {
        former.districts.iter().any(|d| self.best(&d.names, part, Level::District).is_some())
    }

    /// Commune and province of today.
    fn present(&self, former: &'t FormerProvince, end: usize) -> Option<Reading<'t>> {
        let province = self.table.successor(former);
        let mut tried = self.reach(end).map(|part| self.communes(former, province, part, end));
        let found = tried.find(|found| !found.is_empty())?;
        let mut reading = reading_of(found, end..end + 1)?;
        reading.current = former.current && reading.communes.len() == 1;
        Some(reading)
    }

    /// The communes of today that a part names.
    fn communes(
        &self,
        former: &FormerProvince,
        province: &'t Province,
        part: usize,
        end: usize,
    ) -> Vec<Candidate<'t>> {
        let told = province.communes.iter().filter_map(|commune| {
            let likeness = self.told(&commune.name, part, Level::Commune)?;
            let said = likeness.kind == Match::Same;
            let stands = self.stands_alone(former, likeness, part, end)
                && (said || former.current && !self.may_be_district(former, part));
            stands.then(|| Candidate { points: likeness.points(), part, province, codes: commune.code })
        });
        told.collect()
    }

    /// A bare name behind another bare name is likelier a district behind a ward that is misspelt.
    fn may_be_district(&self, former: &FormerProvince, part: usize) -> bool {
        let behind_name = part.checked_sub(1).is_some_and(|before| !self.parts[before].is_detail());
        behind_name && self.names_district(former, part)
    }

    /// A former ward without its district. A bare name that a district has too is the district's.
    fn by_ward(&self, former: &'t FormerProvince, end: usize) -> Option<Reading<'t>> {
        let province = self.table.successor(former);
        let mut tried = self.reach(end).map(|part| {
            let wards = former.districts.iter().flat_map(|district| &district.wards).filter_map(|ward| {
                let likeness = self.told(&ward.name, part, Level::Commune)?;
                let stands = self.stands_alone(former, likeness, part, end);
                let is_ward = likeness.kind == Match::Same || !self.names_district(former, part);
                (stands && is_ward).then(|| Candidate {
                    points: likeness.points(),
                    part,
                    province,
                    codes: ward.codes,
                })
            });
            wards.collect::<Vec<_>>()
        });
        reading_of(tried.find(|found| !found.is_empty())?, end..end + 1)
    }

    /// A commune of today beside the district that it was made from.
    fn by_present_name(&self, former: &'t FormerProvince, end: usize) -> Option<Reading<'t>> {
        let district = end.checked_sub(1)?;
        let part = district.checked_sub(1)?;
        let districts = self.districts(self.merged_with(former), end, |_| true);
        let made_from = |code: &str| {
            let mut wards = districts.iter().flat_map(|(_, _, district)| &district.wards);
            wards.any(|ward| ward.codes.contains(code))
        };
        let province = self.table.successor(former);
        let told = province.communes.iter().filter_map(|commune| {
            let likeness = self.told(&commune.name, part, Level::Commune)?;
            let stands = likeness.is_sure() && likeness.kind == Match::Same && made_from(commune.code);
            stands.then(|| Candidate { points: likeness.points(), part, province, codes: commune.code })
        });
        reading_of(told.collect(), district..end + 1)
    }
}

/// The best of the candidates, and with them the parts `above` that name larger units.
fn reading_of<'t>(found: Vec<Candidate<'t>>, above: std::ops::Range<usize>) -> Option<Reading<'t>> {
    let best = found.iter().map(|candidate| candidate.points).max()?;
    let mut communes: Vec<Located<'t>> = Vec::new();
    let mut units: Vec<usize> = above.collect();
    for candidate in found.iter().filter(|candidate| candidate.points == best) {
        units.push(candidate.part);
        for commune in candidate.province.with_codes(candidate.codes) {
            if communes.iter().all(|(_, other)| other.code != commune.code) {
                communes.push((candidate.province, commune));
            }
        }
    }
    Some(Reading { communes, current: false, units })
}
