//! Words from the keyboard: what is typed, what is suggested, what is refused, and that nothing forces anybody to type.

use super::*;
use crate::form::{DraftError, FormFolder, Lists};
use crate::typing::Tone;

/// A visit for a form that asks for words.
const PAPER: &str = r#"
schema = 2
id = "ct01"
title = { vi = "", en = "" }
edition = "e"
basis = "b"
from = "2026-11-01"
verified = { level = "none", note = "" }
procedures = ["1.010041"]

[[person]]
slot = "applicant"
title = { vi = "Quý khách", en = "applicant" }

[[field]]
key = "full_name"
label = { vi = "", en = "" }
source = "applicant.full_name"
required = true

[[field]]
key = "friend"
label = { vi = "", en = "" }
required = true
ask = { kind = "text", max = 20, suggest = "surnames", prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }

[[field]]
key = "street"
label = { vi = "", en = "" }
ask = { kind = "text", max = 60, suggest = "places", prompt = { vi = "", en = "" }, help = { vi = "", en = "" } }

[[field]]
key = "why"
label = { vi = "", en = "" }
required = true

[field.ask]
kind = "choice"
prompt = { vi = "", en = "" }
help = { vi = "", en = "" }
choices = [{ key = "loan", label = { vi = "", en = "" }, value = "vay vốn" }]
other = true
"#;

impl Play {
    /// Types letters, one key after the other.
    pub(super) fn write(&mut self, keys: &str) {
        keys.chars().for_each(|key| self.touch(Touch::Write(Personal::new(key))));
    }

    /// Somebody with a card is asked for a friend's name, then for a street, then for a reason.
    fn of_words() -> Self {
        let mut play = Self::start();
        let folder = FormFolder { name: "ct01-words".into(), schema: PAPER.into(), template: "".into() };
        play.office.forms = play.office.forms.with(folder, &Lists::built_in().unwrap()).unwrap();
        play.touch(Touch::Procedure("1.010041".into()));
        play.scan(HA);
        play.touch(Touch::Yes);
        assert_eq!(play.at(), "ask friend");
        play
    }

    fn with_open<T>(&self, look: impl Fn(Open<'_, '_>, &Entry) -> T) -> T {
        let Stage::Asking { draft, entry, .. } = self.stage() else { panic!("{}", self.at()) };
        let form = self.office.forms.form(&draft.expose().form).unwrap();
        let need = next_need(form, &self.office, draft.expose(), Capabilities::TOUCHSCREEN).unwrap();
        let open = Open { office: &self.office, form, draft: draft.expose(), need: &need, today: TODAY };
        look(open, entry.expose())
    }

    /// What stands on the line.
    fn line(&self) -> String {
        self.with_open(|_, entry| entry.text.clone())
    }

    /// What is suggested, as it is read.
    fn suggested(&self) -> Vec<String> {
        self.with_open(|open, entry| {
            let writing = open.writing(entry).unwrap();
            let all = suggestions(open, writing, &entry.text);
            all.iter().map(|suggestion| suggestion.label.expose().clone()).collect()
        })
    }

    fn judged(&self) -> Result<(), DraftError> {
        self.with_open(|open, entry| open.judge(entry))
    }
}

#[test]
fn a_name_is_typed_by_telex_or_by_mark_keys_and_goes_onto_the_paper() {
    for by_marks in [false, true] {
        let mut play = Play::of_words();
        if by_marks {
            play.write("Lê Thi");
            play.touch(Touch::Tone(Tone::Dot));
        } else {
            play.write("Lee Thij");
        }
        play.write(" Ba");
        play.touch(Touch::Erase);
        assert_eq!(play.line(), "Lê Thị B");
        play.write("ar");
        assert_eq!(play.line(), "Lê Thị Bả");
        play.touch(Touch::Enter);
        assert_eq!(play.at(), "ask street");
        play.touch(Touch::LeaveForPen);
        play.choose("loan");
        assert_eq!(play.data()["friend"], "Lê Thị Bả");
    }
}

#[test]
fn what_does_not_belong_into_a_name_changes_nothing() {
    let mut play = Play::of_words();
    play.write(" Lê");
    for key in ['1', ',', '/', '\n', '\u{301}'] {
        play.touch(Touch::Write(Personal::new(key)));
        assert_eq!(play.line(), "Lê", "{key:?}");
    }
    play.write("  ");
    assert_eq!(play.line(), "Lê ");
    play.write("Abcdefghiklmnopqrst");
    assert_eq!(play.line().chars().count(), 20, "as many letters as the form has room for");
    play.touch(Touch::Digit('1'));
    play.touch(Touch::Set(Part::Day, 1));
    play.touch(Touch::Suggestion(9));
    play.touch(Touch::Other);
    assert_eq!(play.line(), "Lê Abcdefghiklmnopqr");
    play.touch(Touch::Clear);
    assert_eq!((play.line(), play.judged()), (String::new(), Err(DraftError::Text)));
    play.touch(Touch::Enter);
    assert_eq!(play.at(), "ask friend", "nothing is no answer");
}

#[test]
fn names_are_suggested_first_those_that_the_visit_knows() {
    let mut play = Play::of_words();
    assert_eq!(play.suggested(), ["Trần Thị Thu Hà", "Nguyễn", "Trần", "Lê"]);
    play.write("ng");
    assert_eq!(play.suggested(), ["Nguyễn", "Ngô", "Nghiêm", "Ngụy"]);
    play.touch(Touch::Suggestion(0));
    assert_eq!(play.line(), "Nguyễn ");
    assert_eq!(play.suggested()[..2], ["Thị", "Văn"]);
    play.write("thuy");
    assert_eq!(play.suggested(), ["Thủy", "Thúy", "Thùy"]);
    play.touch(Touch::Suggestion(1));
    assert_eq!(play.line(), "Nguyễn Thúy ");
    play.write("Abcdefg");
    assert_eq!(play.suggested(), [""; 0]);
    play.touch(Touch::Enter);
    assert_eq!(play.at(), "ask street");
    play.touch(Touch::Back);
    play.write("Tra");
    assert_eq!(play.suggested()[0], "Trần Thị Thu Hà");
    play.touch(Touch::Suggestion(0));
    assert_eq!((play.line().as_str(), play.judged()), ("Trần Thị Thu Hà", Ok(())));
}

#[test]
fn places_are_suggested_from_the_table_and_from_the_cards() {
    let mut play = Play::of_words();
    play.write("An");
    play.touch(Touch::Enter);
    assert_eq!(play.suggested(), ["Phường Hải Châu, Thành phố Đà Nẵng"], "where she lives");
    play.write("12 Lê Lợi, hai ch");
    assert_eq!(play.suggested()[0], "Phường Hải Châu, Thành phố Đà Nẵng");
    play.touch(Touch::Suggestion(0));
    assert_eq!(play.line(), "12 Lê Lợi, Phường Hải Châu, Thành phố Đà Nẵng");
}

#[test]
fn something_else_than_the_choices_is_written_and_back_leads_to_them() {
    let mut play = Play::of_words();
    play.touch(Touch::LeaveForPen);
    play.touch(Touch::Skip);
    assert_eq!(play.at(), "ask why");
    play.write("vay");
    assert_eq!(play.line(), "", "while the choices stand there, there is no keyboard");
    play.touch(Touch::Other);
    play.write("Mua nhaf");
    assert_eq!(play.line(), "Mua nhà");
    play.touch(Touch::Back);
    assert!(play.with_open(|open, entry| open.writing(entry).is_none() && entry.text.is_empty()));
    play.touch(Touch::Other);
    play.write("Mua nhaf");
    play.touch(Touch::Enter);
    assert_eq!(play.at(), "prepare, pen: friend");
    assert_eq!(play.data()["why"], "Mua nhà");
}

#[test]
fn nobody_has_to_type() {
    let mut play = Play::of_words();
    for touch in [Touch::LeaveForPen, Touch::LeaveForPen, Touch::LeaveForPen] {
        play.touch(touch);
    }
    assert_eq!(play.at(), "prepare, pen: friend street why");
}

#[test]
fn a_lost_name_is_written_again_or_left_for_the_pen() {
    let mut play = Play::new();
    play.scan(NGOC);
    play.touch(Touch::LeaveForPen);
    assert_eq!(play.at(), "ask name applicant");
    assert_eq!(play.judged(), Err(DraftError::Text));
    assert_eq!(play.suggested(), ["Nguyễn", "Trần", "Lê", "Phạm"], "not the name without its diacritics");
    play.write("Traanf Thij Bichs Ngocj");
    play.touch(Touch::Enter);
    assert_eq!(play.at(), "ask relation");
    play.touch(Touch::Back);
    assert_eq!(play.at(), "ask name applicant");
    play.touch(Touch::Back);
    assert_eq!(play.at(), "confirm applicant TRAN THI BICH NGOC");
    play.touch(Touch::LeaveForPen);
    play.write("Traanf Thij Bichs Ngocj");
    play.touch(Touch::Enter);
    play.choose("self");
    play.choose("permanent");
    play.touch(Touch::Skip);
    let data = play.data();
    assert_eq!(data["full_name"], "Trần Thị Bích Ngọc");
    assert_eq!(data["householder_name"], "Trần Thị Bích Ngọc");
}

#[test]
fn keys_and_what_they_wrote_print_nothing() {
    let mut play = Play::of_words();
    play.write("Quynhf");
    let key = format!("{:?}", Touch::Write(Personal::new('Q')));
    assert_eq!(key, "Write([personal])");
    let printed = format!("{:?}", play.state);
    assert!(!printed.contains("Qu") && printed.contains("[personal]"), "{printed}");
}

#[test]
fn each_key_is_a_sign_of_life() {
    let mut play = Play::of_words();
    let until = |play: &Play| play.state.visit.as_ref().unwrap().until;
    let before = until(&play);
    let (office, state) = (play.office.clone(), play.state.clone());
    let later = Now { tick: Duration::from_secs(50), civil: play.civil };
    let (state, _) = step(&office, state, later, Event::Touch(Touch::Write(Personal::new('a'))));
    play.state = state;
    assert!(until(&play) > before);
}
