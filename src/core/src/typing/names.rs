//! Common Vietnamese names, from `tables/names.tsv`: an aid for typing, no rule of what a name is.

use std::sync::LazyLock;

use super::begins;

static NAMES: LazyLock<Names> = LazyLock::new(|| Names { surnames: tagged("S"), given: tagged("G") });

struct Names {
    surnames: Vec<&'static str>,
    given: Vec<&'static str>,
}

fn tagged(tag: &str) -> Vec<&'static str> {
    let lines = include_str!("../../tables/names.tsv").lines();
    let tagged = lines.filter_map(|line| line.split_once('\t')).filter(|(of, _)| *of == tag);
    tagged.flat_map(|(_, names)| names.split(' ')).collect()
}

/// Family names (họ) that begin like `begun`, the commonest first; diacritics and case make no difference.
pub fn surnames(begun: &str) -> impl Iterator<Item = &'static str> {
    NAMES.surnames.iter().copied().filter(move |name| begins(name, begun))
}

/// Middle and given names (chữ đệm, tên) that begin like `begun`, the commonest first.
pub fn given_names(begun: &str) -> impl Iterator<Item = &'static str> {
    NAMES.given.iter().copied().filter(move |name| begins(name, begun))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn names_are_found_by_their_first_letters() {
        let first = |begun: &str| surnames(begun).next();
        for (begun, name) in
            [("", "Nguyễn"), ("ngu", "Nguyễn"), ("NGO", "Ngô"), ("đ", "Đặng"), ("Hu", "Huỳnh"), ("vo", "Võ")]
        {
            assert_eq!(first(begun), Some(name), "{begun}");
        }
        assert_eq!(first("xyz"), None);
        assert_eq!(given_names("").take(2).collect::<Vec<_>>(), ["Thị", "Văn"]);
        assert_eq!(given_names("thuy").collect::<Vec<_>>(), ["Thủy", "Thúy", "Thùy"]);
    }

    #[test]
    fn the_table_holds_each_name_once_and_composed() {
        for names in [&NAMES.surnames, &NAMES.given] {
            assert!(names.len() > 100, "{}", names.len());
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
            for name in names {
                assert!(is_nfc(name) && name.chars().all(|c| c.is_alphabetic()), "{name}");
                assert!(name.starts_with(char::is_uppercase), "{name}");
            }
        }
    }
}
