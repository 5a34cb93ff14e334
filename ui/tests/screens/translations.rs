//! Every sentence of the screens is there in Vietnamese.

use std::collections::BTreeMap;
use std::path::Path;

/// The texts in `@tr("…")` of one source: the sentence and, for counts, its plural.
fn sentences(source: &str) -> Vec<(String, Option<String>)> {
    source
        .split("@tr(")
        .skip(1)
        .map(|rest| {
            let (one, rest) = literal(rest).expect("a literal in @tr");
            let plural = rest.trim_start().strip_prefix('|').and_then(literal);
            (one, plural.map(|(many, _)| many))
        })
        .collect()
}

/// The string literal at the start of `text`, and what follows it.
fn literal(text: &str) -> Option<(String, &str)> {
    let body = text.trim_start().strip_prefix('"')?;
    let end = body.find('"')?;
    Some((body[..end].to_owned(), &body[end + 1..]))
}

fn sources(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() { sources(&path) } else { vec![std::fs::read_to_string(path).unwrap()] }
        })
        .collect()
}

/// Sentence to translation.
fn catalogue() -> BTreeMap<String, String> {
    let text = include_str!("../../lang/vi/LC_MESSAGES/kiosk-ui.po");
    let mut pairs = BTreeMap::new();
    let mut sentence = String::new();
    for line in text.lines() {
        if let Some((id, _)) = line.strip_prefix("msgid ").and_then(literal) {
            sentence = id;
        } else if let Some(rest) = line.strip_prefix("msgstr ").or(line.strip_prefix("msgstr[0] ")) {
            let (translation, _) = literal(rest).expect("a literal in msgstr");
            let twice = pairs.insert(sentence.clone(), translation);
            assert!(twice.is_none(), "translated twice: {sentence}");
        }
    }
    pairs.remove("");
    pairs
}

#[test]
fn every_sentence_is_translated_and_none_is_left_over() {
    let mut catalogue = catalogue();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("slint");
    let mut wanted: BTreeMap<_, _> = sources(&folder).iter().flat_map(|source| sentences(source)).collect();
    assert!(wanted.len() > 60, "the sources were not read");
    for (sentence, plural) in std::mem::take(&mut wanted) {
        let translation = catalogue.remove(&sentence).unwrap_or_default();
        assert!(!translation.is_empty(), "untranslated: {sentence:?}");
        let places = |text: &str| text.matches('{').count();
        assert_eq!(places(&sentence), places(&translation), "places of {sentence:?}");
        assert!(plural.is_none_or(|plural| places(&plural) == places(&sentence)));
    }
    assert!(catalogue.is_empty(), "no longer used: {:?}", catalogue.keys());
}
