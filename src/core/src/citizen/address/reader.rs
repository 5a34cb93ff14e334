//! Which units each part of an address may name.

use super::kind::Level;
use super::part::Part;
use super::table::{District, FormerProvince, Likeness, Match, Name, Province, Spelled, Table};

/// The parts of an address beside the units.
pub(super) struct Reader<'a, 't> {
    /// All units.
    pub(super) table: &'t Table,
    /// The address's parts, from the smallest unit to the largest.
    pub(super) parts: &'a [Part<'a>],
    /// Whether the address has diacritics wherever they belong, so that "Thanh An" is not "Thạnh An".
    marks: bool,
}

/// One unit that a part of the address may name.
pub(super) struct Candidate<'t> {
    /// How well it is told, with its district.
    pub(super) points: u8,
    /// How well it is told itself.
    pub(super) likeness: Likeness,
    /// Which part tells it.
    pub(super) part: usize,
    /// The province of today that it is in.
    pub(super) province: &'t Province,
    /// The codes of the communes that it may be today, apart by spaces.
    pub(super) codes: &'t str,
    /// Its name.
    pub(super) name: &'t Name,
}

/// A former district that a part may name, in its province of today.
pub(super) struct Named<'t> {
    points: u8,
    province: &'t Province,
    district: &'t District,
}

impl<'a, 't> Reader<'a, 't> {
    /// `parts` beside the units of `table`.
    pub(super) fn new(table: &'t Table, parts: &'a [Part<'a>]) -> Self {
        let marks = parts.iter().any(Part::has_marks) && !parts.iter().any(Part::is_stripped);
        let reader = Self { table, parts, marks };
        Self { marks: marks && !reader.strips_province(), ..reader }
    }

    /// Whether the province is written without the diacritics that it has.
    fn strips_province(&self) -> bool {
        let Some(last) = self.parts.len().checked_sub(1) else { return false };
        let told = |former: &FormerProvince| self.told(former.names.first()?, last, Level::Province);
        self.table.former.iter().filter_map(told).any(|likeness| likeness.spelling == Spelled::Plainly)
    }

    fn told(&self, name: &Name, part: usize, level: Level) -> Option<Likeness> {
        name.told(self.parts.get(part)?, level, self.marks)
    }

    fn best(&self, names: &[Name], part: usize, level: Level) -> Option<Likeness> {
        names.iter().filter_map(|name| self.told(name, part, level)).max_by_key(|likeness| likeness.points())
    }

    /// The province that `part` names. "Thành phố Quảng Ngãi" names a district, "Tỉnh Huế" nothing.
    pub(super) fn province(&self, part: usize) -> Option<&'t FormerProvince> {
        let named = |former: &&FormerProvince| {
            self.best(&former.names, part, Level::Province).is_some_and(|l| l.kind != Match::Other)
        };
        self.table.former.iter().find(named)
    }

    /// The provinces that make one province of today, for addresses that mix both systems.
    pub(super) fn merged_with(&self, former: &FormerProvince) -> impl Iterator<Item = &'t FormerProvince> {
        let successor = former.successor;
        self.table.former.iter().filter(move |other| other.successor == successor)
    }

    /// The districts that the part before `end` names.
    pub(super) fn districts(
        &self,
        provinces: impl Iterator<Item = &'t FormerProvince>,
        end: usize,
        enough: fn(Likeness) -> bool,
    ) -> Vec<Named<'t>> {
        let Some(part) = end.checked_sub(1) else { return Vec::new() };
        let mut found = Vec::new();
        for former in provinces {
            let province = self.table.successor(former);
            found.extend(former.districts.iter().filter_map(|district| {
                let likeness = self.best(&district.names, part, Level::District)?;
                enough(likeness).then(|| Named { points: likeness.points(), province, district })
            }));
        }
        found
    }

    /// The islands without wards that the part before `end` names.
    pub(super) fn islands(
        &self,
        provinces: impl Iterator<Item = &'t FormerProvince>,
        end: usize,
    ) -> Vec<Candidate<'t>> {
        let districts = self.districts(provinces, end, Likeness::is_certain);
        let island = |named: &Named<'t>| {
            let (name, part) = (named.district.names.first()?, end.checked_sub(1)?);
            let likeness = self.told(name, part, Level::District)?;
            let codes = named.district.whole?;
            Some(Candidate { points: named.points, likeness, part, province: named.province, codes, name })
        };
        districts.iter().filter_map(island).collect()
    }

    /// The wards of `districts`, which the part before `end` names, that are told nearest to it: in the
    /// same letters if any are.
    pub(super) fn nearest_wards(&self, districts: &[Named<'t>], end: usize) -> Vec<Candidate<'t>> {
        let Some(district) = end.checked_sub(1) else { return Vec::new() };
        let sure = |part| self.wards(districts, part, Likeness::same_letters, false);
        let any = |part: usize| self.wards(districts, part, |_| true, part + 1 == district);
        self.nearest(district, sure).or_else(|| self.nearest(district, any)).unwrap_or_default()
    }

    /// The wards of `districts` that a part names. A bare number is a house's, unless `numbers` says
    /// that it stands where a ward must.
    fn wards(
        &self,
        districts: &[Named<'t>],
        part: usize,
        enough: fn(Likeness) -> bool,
        numbers: bool,
    ) -> Vec<Candidate<'t>> {
        let mut found = Vec::new();
        if self.parts[part].is_number() && !numbers {
            return found;
        }
        for &Named { points, province, district } in districts {
            found.extend(district.wards.iter().filter_map(|ward| {
                let likeness = self.told(&ward.name, part, Level::Commune).filter(|l| enough(*l))?;
                let points = points + likeness.points();
                Some(Candidate { points, likeness, part, province, codes: ward.codes, name: &ward.name })
            }));
        }
        found
    }

    /// The communes of today that were made from `districts` and are told no worse than `wards`, where
    /// those have other names. Without wards the commune's kind must be said.
    pub(super) fn communes_beside(
        &self,
        districts: &[Named<'t>],
        wards: &[Candidate<'t>],
        end: usize,
    ) -> Vec<Candidate<'t>> {
        let Some(part) = wards.first().map(|ward| ward.part).or(end.checked_sub(2)) else {
            return Vec::new();
        };
        let told_as_well = |likeness: Likeness, name: &Name| {
            wards
                .iter()
                .all(|ward| likeness.spelling >= ward.likeness.spelling && !ward.name.is_spelled_as(name))
        };
        let mut found: Vec<Candidate<'t>> = Vec::new();
        for &Named { points, province, district } in districts {
            found.extend(self.communes_of(province, part).filter_map(|commune| {
                let said = commune.likeness.kind == Match::Same || !wards.is_empty();
                let stands = said && told_as_well(commune.likeness, commune.name);
                let points = points + commune.points;
                (stands && district.went_to(commune.codes)).then_some(Candidate { points, ..commune })
            }));
        }
        found
    }

    /// The communes of `province` that `part` names for certain.
    fn communes_of(&self, province: &'t Province, part: usize) -> impl Iterator<Item = Candidate<'t>> {
        province.communes.iter().filter_map(move |commune| {
            let likeness = self.told(&commune.name, part, Level::Commune).filter(|l| l.is_certain())?;
            let (points, codes, name) = (likeness.points(), commune.code, &commune.name);
            Some(Candidate { points, likeness, part, province, codes, name })
        })
    }

    /// The communes of today of any province that `part` names.
    pub(super) fn communes_anywhere(&self, part: usize) -> Vec<Candidate<'t>> {
        self.table.provinces.iter().flat_map(|province| self.communes_of(province, part)).collect()
    }

    /// The communes of today in the province of `former` that `part` names.
    pub(super) fn communes(&self, former: &FormerProvince, part: usize, end: usize) -> Vec<Candidate<'t>> {
        let province = self.table.successor(former);
        let stands = |commune: &Candidate<'t>| self.stands_alone(former, commune.likeness, part, end);
        self.communes_of(province, part).filter(stands).collect()
    }

    /// The wards of `former` that `part` names without a district beside it.
    pub(super) fn wards_alone(
        &self,
        former: &'t FormerProvince,
        part: usize,
        end: usize,
    ) -> Vec<Candidate<'t>> {
        let province = self.table.successor(former);
        let wards = former.districts.iter().flat_map(|district| &district.wards);
        let told = wards.filter_map(|ward| {
            let likeness = self.told(&ward.name, part, Level::Commune)?;
            let is_ward = likeness.kind == Match::Same || !self.names_district(former, part);
            let stands = is_ward && likeness.is_certain() && self.stands_alone(former, likeness, part, end);
            let (points, codes, name) = (likeness.points(), ward.codes, &ward.name);
            stands.then_some(Candidate { points, likeness, part, province, codes, name })
        });
        told.collect()
    }

    /// What `found` finds in the part that is nearest before `end`.
    pub(super) fn nearest(
        &self,
        end: usize,
        found: impl Fn(usize) -> Vec<Candidate<'t>>,
    ) -> Option<Vec<Candidate<'t>>> {
        self.reach(end).map(found).find(|found| !found.is_empty())
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
        (likeness.kind == Match::Same || bare && likeness.kind == Match::Unsaid) && alone()
    }

    fn names_district(&self, former: &FormerProvince, part: usize) -> bool {
        former.districts.iter().any(|d| self.best(&d.names, part, Level::District).is_some())
    }

    /// Whether the bare name at `part` is no district's. An island is one thing under both names, but
    /// behind another bare name it is likelier the district behind a ward.
    pub(super) fn is_no_district(&self, former: &FormerProvince, part: usize) -> bool {
        let behind_name = part.checked_sub(1).is_some_and(|before| !self.parts[before].is_detail());
        let mut districts =
            former.districts.iter().filter(|district| behind_name || district.whole.is_none());
        !districts.any(|district| self.best(&district.names, part, Level::District).is_some())
    }

    /// Whether a part beside `units` says that it is a commune. Its abbreviations mean other things
    /// too ("P." is also a room): they count only where no other part is `stated` to be the commune.
    pub(super) fn leaves_commune(&self, units: &[usize], stated: bool) -> bool {
        let left = self.parts.iter().enumerate().filter(|(part, _)| !units.contains(part));
        left.into_iter().any(|(_, part)| part.states_commune(!stated))
    }
}
