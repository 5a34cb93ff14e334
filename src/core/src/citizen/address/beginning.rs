//! Communes of today by how their names begin.

use super::spelling::{Word, loose, words};
use super::table::{Commune, Province, table};

/// At most `most` communes of today, with their provinces, whose names begin like `begun`: those of the province
/// `near` (with its kind) come first. Diacritics, case, and what people mix up make no difference; a kind before the
/// name ("phường", "xã", "P.") is passed over. Without any letter there are none.
pub fn communes_called(begun: &str, near: &str, most: usize) -> Vec<String> {
    let said = words(begun);
    let name = without_kind(&said);
    let begin = loose(name);
    if begin.is_empty() {
        return Vec::new();
    }
    let near = loose(without_kind(&words(near)));
    let called = |province: &'static Province| {
        province
            .communes
            .iter()
            .filter(|commune| commune.name.begins(&begin))
            .map(move |commune| (province, commune))
    };
    let (here, elsewhere): (Vec<_>, Vec<_>) = table()
        .provinces
        .iter()
        .flat_map(called)
        .partition(|(province, _)| province.name.begins(&near) && !near.is_empty());
    here.into_iter().chain(elsewhere).take(most).map(in_full).collect()
}

fn in_full((province, commune): (&Province, &Commune)) -> String {
    format!("{}, {}", commune.name.full(), province.name.full())
}

/// The words of a name without those of its kind, in full or abbreviated, when something follows them.
fn without_kind<'w, 't>(said: &'w [Word<'t>]) -> &'w [Word<'t>] {
    let plain: Vec<&str> = said.iter().map(|word| word.plain.as_str()).collect();
    let count = match plain.as_slice() {
        ["dac" | "thi" | "thanh", "khu" | "tran" | "pho", _, ..] => 2,
        ["phuong" | "xa" | "p" | "x" | "tinh" | "tp", _, ..] => 1,
        _ => 0,
    };
    &said[count..]
}

#[cfg(test)]
mod tests {
    use super::communes_called;

    #[test]
    fn a_commune_is_found_by_its_first_letters_the_own_province_first() {
        let table = [
            ("hai ch", "thành phố Đà Nẵng", "Phường Hải Châu, Thành phố Đà Nẵng"),
            ("HẢI CHÂU", "Thành phố Đà Nẵng", "Phường Hải Châu, Thành phố Đà Nẵng"),
            ("phường Hải Ch", "thành phố Đà Nẵng", "Phường Hải Châu, Thành phố Đà Nẵng"),
            ("P. hai chau", "TP Đà Nẵng", "Phường Hải Châu, Thành phố Đà Nẵng"),
            ("an kh", "tỉnh Gia Lai", "Phường An Khê, Tỉnh Gia Lai"),
            ("an kh", "thành phố Đà Nẵng", "Phường An Khê, Thành phố Đà Nẵng"),
            ("dac khu phu quoc", "", "Đặc khu Phú Quốc, Tỉnh An Giang"),
        ];
        for (begun, near, first) in table {
            assert_eq!(
                communes_called(begun, near, 3).first().map(String::as_str),
                Some(first),
                "{begun}, {near}"
            );
        }
        assert_eq!(communes_called("tan", "", 5).len(), 5);
        for nothing in ["", " ,", "qqq", "12/3"] {
            assert_eq!(communes_called(nothing, "", 5), [""; 0], "{nothing}");
        }
    }
}
