//! Kinds of administrative unit, and how people write them.

use std::sync::LazyLock;

use super::spelling::{Word, words};

/// A kind of administrative unit, present or former.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Tỉnh.
    Province,
    /// Thành phố: under the centre a province's peer, under a province a former district's.
    City,
    /// Quận, until 30 June 2025.
    UrbanDistrict,
    /// Huyện, until 30 June 2025.
    RuralDistrict,
    /// Thị xã, until 30 June 2025.
    Town,
    /// Phường.
    Ward,
    /// Xã.
    RuralCommune,
    /// Thị trấn, until 30 June 2025.
    Township,
    /// Đặc khu, since 1 July 2025.
    SpecialZone,
}

/// One of the levels at which units stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Quận, huyện, thị xã, thành phố thuộc tỉnh.
    District,
    /// Phường, xã, thị trấn, đặc khu.
    Commune,
}

impl Kind {
    /// The kind that a letter of `units.tsv` stands for.
    pub(super) fn from_letter(letter: &str) -> Option<Self> {
        Some(match letter {
            "T" => Kind::Province,
            "C" => Kind::City,
            "Q" => Kind::UrbanDistrict,
            "H" => Kind::RuralDistrict,
            "S" => Kind::Town,
            "P" => Kind::Ward,
            "X" => Kind::RuralCommune,
            "B" => Kind::Township,
            "K" => Kind::SpecialZone,
            _ => return None,
        })
    }

    /// The word in front of a unit's name.
    pub(super) fn vietnamese(self) -> &'static str {
        match self {
            Kind::Province => "Tỉnh",
            Kind::City => "Thành phố",
            Kind::UrbanDistrict => "Quận",
            Kind::RuralDistrict => "Huyện",
            Kind::Town => "Thị xã",
            Kind::Ward => "Phường",
            Kind::RuralCommune => "Xã",
            Kind::Township => "Thị trấn",
            Kind::SpecialZone => "Đặc khu",
        }
    }

    /// Whether a unit of this kind can stand at `level`.
    pub(super) fn is_at(self, level: Level) -> bool {
        match self {
            Kind::Province => level == Level::Province,
            Kind::City => level != Level::Commune,
            Kind::UrbanDistrict | Kind::RuralDistrict | Kind::Town => level == Level::District,
            Kind::Ward | Kind::RuralCommune | Kind::Township | Kind::SpecialZone => level == Level::Commune,
        }
    }
}

/// How the kinds are written. "F." is the ward of older Saigon addresses.
const WRITTEN: [(&str, Kind); 23] = [
    ("tỉnh", Kind::Province),
    ("t", Kind::Province),
    ("thành phố", Kind::City),
    ("thủ đô", Kind::City),
    ("tp", Kind::City),
    ("t p", Kind::City),
    ("quận", Kind::UrbanDistrict),
    ("q", Kind::UrbanDistrict),
    ("huyện", Kind::RuralDistrict),
    ("h", Kind::RuralDistrict),
    ("thị xã", Kind::Town),
    ("tx", Kind::Town),
    ("t x", Kind::Town),
    ("phường", Kind::Ward),
    ("p", Kind::Ward),
    ("f", Kind::Ward),
    ("xã", Kind::RuralCommune),
    ("x", Kind::RuralCommune),
    ("thị trấn", Kind::Township),
    ("tt", Kind::Township),
    ("t t", Kind::Township),
    ("đặc khu", Kind::SpecialZone),
    ("đk", Kind::SpecialZone),
];

struct Prefix {
    words: Vec<Word<'static>>,
    kind: Kind,
}

static PREFIXES: LazyLock<Vec<Prefix>> =
    LazyLock::new(|| WRITTEN.iter().map(|&(text, kind)| Prefix { words: words(text), kind }).collect());

/// Every kind that `said` may begin with, and how many of its words say so. A name must be left.
pub(super) fn stated<'a>(said: &'a [Word<'_>]) -> impl Iterator<Item = (Kind, usize)> + 'a {
    PREFIXES
        .iter()
        .filter(|prefix| begins(said, &prefix.words))
        .map(|prefix| (prefix.kind, prefix.words.len()))
}

fn begins(said: &[Word<'_>], prefix: &[Word<'_>]) -> bool {
    said.len() > prefix.len() && prefix.iter().zip(said).all(|(own, said)| said.may_be(own))
}
