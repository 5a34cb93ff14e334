//! How words become sentences, and who hears a value.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::queue::TicketNumber;

fn heard(script: &Script<'_>, lang: Lang) -> String {
    script.words(lang, Hearing::Hall).expose().clone()
}

#[test]
fn pieces_become_sentences() {
    let asked = Text::new("Quan hệ với chủ hộ?", "Relation to the householder?");
    let plain = Text::new("Hộ tịch", "Civil status");
    let script = Script::new().sentence(&asked).sentence(&plain).say("Còn", "Left:").count(105).say(".", ".");
    assert_eq!(heard(&script, Lang::Vi), "Quan hệ với chủ hộ? Hộ tịch. Còn một trăm linh năm.");
    assert_eq!(
        heard(&script, Lang::En),
        "Relation to the householder? Civil status. Left: one hundred and five."
    );
}

#[test]
fn a_number_is_spelled_and_zeros_that_fill_it_are_not_said() {
    let number = TicketNumber { prefix: "B".into(), count: 15, width: 3 };
    let script = Script::new().ticket(&number);
    assert_eq!(heard(&script, Lang::Vi), "bê mười lăm");
    assert_eq!(heard(&script, Lang::En), "bee fifteen");
}

#[test]
fn a_value_is_for_headphones_alone() {
    let name = Personal::new("Trần Thị Thu Hà".to_owned());
    let script = Script::new().say("Trên thẻ ghi:", "The card says:").value(name).say(".", ".");
    assert_eq!(heard(&script, Lang::Vi), "Trên thẻ ghi: thông tin trên màn hình.");
    assert_eq!(heard(&script, Lang::En), "The card says: as shown on the screen.");
    let alone = script.words(Lang::Vi, Hearing::Headphones);
    assert_eq!(alone.expose(), "Trên thẻ ghi: Trần Thị Thu Hà.");
    assert!(!format!("{script:?}").contains("Trần"));
}

#[test]
fn of_many_choices_the_first_are_said_and_the_rest_counted() {
    let labels: Vec<Text> = (0..54).map(|n| Text::new(format!("nhóm {n}"), format!("group {n}"))).collect();
    let words = heard(&Script::new().choices(&labels), Lang::Vi);
    assert!(words.starts_with("nhóm 0. nhóm 1.") && words.contains("nhóm 7."), "{words}");
    assert!(words.ends_with("Và bốn mươi sáu lựa chọn khác trên màn hình."), "{words}");
    assert!(!words.contains("nhóm 8."), "{words}");
    assert_eq!(heard(&Script::new().choices(&labels[..1]), Lang::En), "group 0.");
}
