//! A procedure found by words.

use super::*;
use crate::typing::Tone;

fn typed(play: &Play) -> String {
    let Stage::Searching { typed } = play.stage() else {
        panic!("another stage: {:?}", play.state);
    };
    typed.expose().clone()
}

fn write(play: &mut Play, text: &str) {
    for key in text.chars() {
        play.touch(Touch::Write(Personal::new(key)));
    }
}

#[test]
fn what_was_found_is_begun_like_a_tile_and_back_leads_to_the_start() {
    let mut play = Play::start();
    play.touch(Touch::Search);
    write(&mut play, "xac nhan cu tru");
    let found = play.office.found(&typed(&play), TODAY);
    assert_eq!(found.first().map(|offer| offer.procedure.code.as_str()), Some("1.010041"));
    play.touch(Touch::Procedure("1.010041".into()));
    assert!(matches!(play.stage(), Stage::Scanning { .. }));
    play.touch(Touch::Back);
    assert!(matches!(play.stage(), Stage::Choosing));
    play.touch(Touch::Search);
    assert_eq!(typed(&play), "", "the next search begins anew");
    play.touch(Touch::Back);
    assert!(matches!(play.stage(), Stage::Choosing));
}

#[test]
fn keys_marks_and_telex_write_and_can_be_taken_back() {
    let mut play = Play::start();
    play.touch(Touch::Search);
    write(&mut play, " ddoocj  than");
    assert_eq!(typed(&play), "độc than", "no blank at first, and never two");
    play.touch(Touch::Erase);
    assert_eq!(typed(&play), "độc tha");
    play.touch(Touch::Clear);
    write(&mut play, "ma");
    play.touch(Touch::Tone(Tone::Acute));
    assert_eq!(typed(&play), "má");
    play.touch(Touch::Write(Personal::new('<')));
    play.touch(Touch::Yes);
    play.touch(Touch::Procedure("9.999999".into()));
    assert_eq!(typed(&play), "má");
    write(&mut play, &"b".repeat(100));
    assert_eq!(typed(&play).chars().count(), 40);
}

#[test]
fn what_is_written_shows_in_no_debug_text() {
    let mut play = Play::start();
    play.touch(Touch::Search);
    write(&mut play, "Nguyen Van Bi Mat");
    assert!(!format!("{:?}", play.state).contains("Bi Mat"));
}
