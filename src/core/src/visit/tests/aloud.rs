//! Screens read aloud: what is said of every stage, when, and that the hall hears nothing of a person.

use super::*;
use crate::queue::Closed;
use crate::speech::{self, Hearing};
use crate::text::Lang;

/// What is said of the screen in both languages.
fn words(play: &Play, hearing: Hearing) -> [String; 2] {
    let now = Now { tick: Duration::from_secs(1), civil: play.civil };
    [Lang::Vi, Lang::En].map(|lang| {
        let mut state = play.state.clone();
        state.visit.iter_mut().for_each(|visit| visit.lang = lang);
        speech::of(&play.office, &state, now).words(lang, hearing).expose().clone()
    })
}

/// Asserts that what is said of the screen in Vietnamese and English begins so and has these parts.
fn says(play: &Play, vietnamese: &[&str], english: &[&str]) {
    let [vi, en] = words(play, Hearing::Hall);
    for (said, parts) in [(vi, vietnamese), (en, english)] {
        assert!(said.starts_with(parts[0]), "{said}");
        let missing: Vec<_> = parts.iter().filter(|part| !said.contains(**part)).collect();
        assert!(missing.is_empty(), "{missing:?} in {said}");
        assert!(said.ends_with(['.', '?']) && !said.contains("..") && !said.contains("  "), "{said}");
    }
}

#[test]
fn the_screens_before_the_card_say_what_they_are_and_what_there_is_to_choose() {
    let mut play = Play::start();
    says(
        &play,
        &["Kính chào Quý khách", "Đăng ký khai sinh.", "Tìm theo tên", "Chỉ lấy số thứ tự."],
        &["Welcome. Please touch", "Find by words", "Just take a number."],
    );
    play.touch(Touch::Language(Lang::Vi));
    says(&play, &["Kính chào Quý khách"], &["Welcome"]);
    play.touch(Touch::TakeNumber);
    says(&play, &["Quý khách lấy số để làm gì?", "Cư trú."], &["What is your number for?", "Residence."]);
    play.touch(Touch::Back);
    play.touch(Touch::AllProcedures);
    says(&play, &["Tất cả thủ tục.", "Hộ tịch."], &["All procedures.", "Social protection."]);
    play.touch(Touch::Field("Hộ tịch".into()));
    says(&play, &["Lĩnh vực Hộ tịch.", "Đăng ký khai sinh."], &["Field", "Please touch the procedure"]);
    play.touch(Touch::Procedure("1.001193".into()));
    says(
        &play,
        &["Thủ tục: Đăng ký khai sinh. Giấy tờ cần mang:", "Lệ phí: theo niêm yết", "Tiếp tục."],
        &["Procedure:", "What to bring:", "Fee: as posted up", "continue."],
    );
    let mut play = Play::start();
    play.touch(Touch::Search);
    says(&play, &["Quý khách cần làm việc gì?"], &["What do you need?"]);
}

#[test]
fn the_screens_about_a_card_say_whose_and_what_to_do() {
    let mut play = Play::new();
    says(
        &play,
        &["Xác nhận thông tin về cư trú. Xin mời đưa mã QR", "Tôi không mang thẻ."],
        &["Confirmation", "hold the QR code", "I have no card here."],
    );
    play.scan("https://example.com");
    says(&play, &["Mã này là một đường dẫn"], &["This code is a web address"]);
    play.touch(Touch::NoCard);
    says(&play, &["Không mang thẻ cũng không sao", "In tờ khai trống"], &["No card?", "a blank form"]);
    let mut play = Play::new();
    play.happen(Event::Device(DeviceEvent::Condition(Device::Scanner, Condition::Down(Fault::Unplugged))));
    says(&play, &["Máy quét thẻ đang hỏng."], &["The card scanner is not working."]);
    let mut play = Play::new();
    play.scan(HA);
    says(
        &play,
        &["Đây có phải là Quý khách không? Trên thẻ ghi: thông tin trên màn hình.", "Đúng."],
        &["Is this you? The card says: as shown on the screen.", "yes."],
    );
    let mut play = Play::new();
    play.scan(NGOC);
    says(&play, &["Đây có phải", "họ tên không có dấu", "Quét lại."], &["Is this you?", "without accents"]);
    let mut play = Play::to_householder();
    says(
        &play,
        &["Xin mời đưa mã QR trên thẻ của chủ hộ", "thẻ của chủ hộ không có ở đây."],
        &["Now please"],
    );
    play.scan(HA);
    says(&play, &["Thẻ này đã được quét rồi.", "thẻ của chủ hộ."], &["This card was scanned already."]);
    play.scan(BAO);
    says(&play, &["Đây có phải là chủ hộ không?"], &["Is this the householder?"]);
}

#[test]
fn questions_and_papers_say_what_to_do() {
    let mut play = Play::new();
    play.scan(HA);
    play.touch(Touch::Yes);
    let [vi, en] = words(&play, Hearing::Hall);
    assert!(vi.contains("chủ hộ") && vi.contains("viết tay sau."), "{vi}");
    assert!(en.contains("householder") && en.contains("write it by hand."), "{en}");
    play.reach_review();
    says(&play, &["Xin mời xem lại tờ khai", "có một trang.", "In tờ khai"], &["Please check", "one page."]);
    play.touch(Touch::Print);
    says(&play, &["Đang lấy số"], &["Taking your number"]);
    play.commit();
    says(&play, &["Đang in", "Số của Quý khách là a một."], &["Your papers", "number is ay one."]);
    let Stage::Printing(paper) = play.stage().clone() else { panic!("{}", play.at()) };
    play.happen(Event::Device(DeviceEvent::SlipEnded(paper.slip_job, Outcome::NotPrinted)));
    let page = paper.page.unwrap().job;
    play.happen(Event::Device(DeviceEvent::PageEnded(page, Outcome::Printed)));
    says(
        &play,
        &["Quý khách đã có số thứ tự. Số của Quý khách là a một.", "chưa in được phiếu", "ký tên.", "Xong."],
        &["You have a place in the queue.", "could not be printed", "sign it.", "finish."],
    );
}

#[test]
fn what_takes_a_moment_and_what_does_not_work_is_said() {
    let mut play = Play::new();
    play.touch(Touch::NoCard);
    play.touch(Touch::BlankForm);
    says(&play, &["Đang chuẩn bị tờ khai."], &["Preparing your form."]);
    let troubles = [
        (Trouble::NoNumber, "Máy tạm thời chưa lấy được số.", "Numbers cannot"),
        (Trouble::NoForm(ServiceId("cu-tru".into())), "Tạm thời chưa làm được tờ khai.", "The form cannot"),
        (Trouble::Closed(Closed::NotOpen { opens: None }), "Hiện không phải giờ lấy số.", "Numbers are not"),
        (Trouble::UsedUp, "Việc này hôm nay đã hết số.", "All numbers"),
    ];
    for (trouble, vi, en) in troubles {
        play.state.visit.as_mut().unwrap().stage = Stage::Trouble(trouble);
        says(&play, &[vi], &[en]);
    }
}

#[test]
fn a_number_is_told_where_it_stands() {
    use crate::queue::{CounterId, TicketState};
    let mut play = Play::start();
    play.touch(Touch::LookUp);
    says(&play, &["Xin mời Quý khách đưa mã vuông"], &["Please hold the square code"]);
    play.scan(HA);
    says(&play, &["Đó không phải là mã", "đưa mã vuông"], &["That was not the code", "hold the square"]);
    for (state, vi, en) in [
        (TicketState::Waiting, "Số người chờ trước: ba.", "People before you: three."),
        (TicketState::Called, "đến ngay quầy số hai.", "Please go now to counter two."),
        (TicketState::Serving, "đến quầy số hai.", "Please go to counter two."),
        (TicketState::OnHold, "báo cán bộ ở quầy số hai.", "tell the staff at counter two."),
        (TicketState::NoShow, "không có ai đến.", "nobody came."),
        (TicketState::Done, "đã giải quyết xong.", "is done."),
    ] {
        let number = TicketNumber { prefix: "A".into(), count: 12, width: 3 };
        let counter = Some(CounterId(2));
        let place = NumberPlace { number, day: TODAY, state, counter, ahead: 3, wait: None };
        play.state.visit.as_mut().unwrap().stage = Stage::Placed(place);
        says(&play, &["Số của Quý khách là a mười hai.", vi, "Xong."], &["Your number is ay twelve.", en]);
    }
}

#[test]
fn which_class_was_declared_is_not_told_to_the_hall() {
    use crate::queue::{Class, ClassId, Grounds};
    use crate::text::Text;
    let mut play = Play::start();
    let (id, name) = (ClassId("thai-phu".into()), Text::new("Phụ nữ mang thai", "Pregnant women"));
    let class = Class { id: id.clone(), name, grounds: Grounds::Declared, priority: true };
    play.office.queue.classes = vec![class];
    play.touch(Touch::Declare);
    says(&play, &["Quý khách thuộc diện ưu tiên nào?", "Phụ nữ mang thai."], &["Who is", "Pregnant women."]);
    play.touch(Touch::Claim(id));
    says(&play, &["Kính chào", "đã được ghi", "Tôi được ưu tiên."], &["Welcome", "is noted"]);
    assert!(!words(&play, Hearing::Headphones).concat().contains("mang thai"));
}

#[test]
fn a_day_is_asked_for_part_by_part_and_said_to_headphones_alone() {
    let mut play = Play::start();
    play.touch(Touch::Procedure("1.001193".into()));
    play.touch(Touch::GoOn);
    play.scan(HA);
    play.touch(Touch::Yes);
    let mut heard = Vec::new();
    for _ in 0..40 {
        if !matches!(play.stage(), Stage::Asking { .. } | Stage::Scanning { .. }) {
            break;
        }
        heard.push(words(&play, Hearing::Hall)[0].clone());
        if heard.last().is_some_and(|said| {
            said.ends_with("Xin mời chạm vào ngày. Quý khách có thể để trống, viết tay sau.")
        }) {
            return the_day(&mut play);
        }
        let skip =
            if matches!(play.stage(), Stage::Scanning { .. }) { Touch::NoCard } else { Touch::LeaveForPen };
        play.touch(skip);
    }
    panic!("no day is asked for: {heard:#?}");
}

fn the_day(play: &mut Play) {
    for (part, value, next) in [
        (Part::Day, 14, "Xin mời chạm vào tháng."),
        (Part::Month, 5, "Xin mời chạm vào khoảng năm."),
        (Part::Decade, 202, "Xin mời chạm vào năm."),
        (Part::Year, 6, "Quý khách đã chọn thông tin trên màn hình. Nếu đúng, xin chạm Tiếp tục."),
    ] {
        play.touch(Touch::Set(part, value));
        let [said, _] = words(play, Hearing::Hall);
        assert!(said.starts_with(next), "{said}");
    }
    let [vi, en] = words(play, Hearing::Headphones);
    assert!(vi.contains("ngày 14 tháng 5 năm 2026") && en.contains("14 May 2026"), "{vi} {en}");
}

/// Whoever can be at the scanner, and what of each must not be heard: name, number, day of birth, residence.
const PEOPLE: [(&str, &[&str]); 4] = [
    (HA, &["Thu Hà", "1234", "1960", "14 tháng 5", "Bình Hiên", "Hải Châu"]),
    (BAO, &["Quốc Bảo", "5678", "1999", "9 tháng 3", "Nam Dương"]),
    (NGOC, &["BICH NGOC", "4321", "1985", "15 tháng 8"]),
    (TAM, &["Minh Tâm", "2345", "1970", "2 tháng 2", "Cống Lở", "Tân Bình", "Phường 15", "Tân Sơn"]),
];

/// Everything that was said in visits of these people through every procedure, by touches that go on.
fn all_that_is_said(payload: &str, hearing: Hearing) -> String {
    let codes: Vec<String> = office().procedures.iter().map(|offer| offer.procedure.code.clone()).collect();
    let mut said = String::new();
    for code in codes {
        let mut play = Play::start();
        play.state.devices.headphones = hearing == Hearing::Headphones;
        play.touch(Touch::Procedure(code));
        for step in 0..60 {
            said.extend(words(&play, hearing));
            go_on(&mut play, payload, step);
            if play.state.visit.is_none()
                || matches!(play.stage(), Stage::Preparing { .. } | Stage::Trouble(_))
            {
                break;
            }
        }
    }
    said
}

/// One touch or scan that leads on; choices differ from step to step.
fn go_on(play: &mut Play, payload: &str, step: usize) {
    if matches!(play.stage(), Stage::Informing { .. }) {
        play.touch(Touch::GoOn);
    } else if matches!(play.stage(), Stage::Scanning { problem: None, .. }) {
        play.scan(if step < 4 { payload } else { BAO });
    } else if matches!(play.stage(), Stage::Scanning { .. }) {
        play.touch(Touch::NoCard);
    } else if matches!(play.stage(), Stage::Confirming { .. }) {
        play.touch(Touch::Yes);
        play.touch(Touch::NameAsRead);
    } else if step.is_multiple_of(3) {
        play.choose("yes");
    } else {
        play.write("Lê");
        [Touch::Enter, Touch::LeaveForPen, Touch::Skip].into_iter().for_each(|touch| play.touch(touch));
    }
}

#[test]
fn the_hall_hears_nothing_of_a_person_in_any_procedure() {
    for (payload, values) in PEOPLE {
        let said = all_that_is_said(payload, Hearing::Hall);
        assert!(said.len() > 10_000, "visits were played");
        let heard: Vec<_> = values.iter().filter(|value| said.contains(**value)).collect();
        assert!(heard.is_empty(), "the hall hears {heard:?}");
        let alone = all_that_is_said(payload, Hearing::Headphones);
        assert!(
            values[..2].iter().any(|value| alone.contains(*value) || alone.contains("2 3 4 5")),
            "or it could not fail"
        );
    }
}

/// What the voice was told in the last step: its words, or `None` for silence.
fn told(play: &Play) -> Vec<Option<String>> {
    let told = play.effects.iter().filter_map(|effect| match effect {
        Effect::Speak { words, .. } => Some(Some(words.expose().clone())),
        Effect::Hush => Some(None),
        Effect::IssueTicket { .. }
        | Effect::LookUp { .. }
        | Effect::CountWaiting(_)
        | Effect::PrintSlip { .. }
        | Effect::RecordSlip { .. }
        | Effect::Rate { .. }
        | Effect::Render { .. }
        | Effect::RenderNotice { .. }
        | Effect::PrintPage { .. }
        | Effect::CancelPage { .. }
        | Effect::ArmScanner(_)
        | Effect::Maintain(_)
        | Effect::BeginDay(_) => None,
    });
    told.collect()
}

fn one(play: &Play) -> String {
    let told = told(play);
    let [Some(words)] = told.as_slice() else { panic!("{told:?}") };
    words.clone()
}

fn listening() -> Play {
    let mut play = Play::start();
    play.touch(Touch::Comfort(Wish::Aloud(true)));
    play
}

#[test]
fn nothing_is_said_to_who_did_not_wish_it() {
    let mut play = Play::new();
    for touch in [Touch::HearAgain, Touch::Help, Touch::NoCard, Touch::Back, Touch::Cancel] {
        play.touch(touch);
        assert_eq!(told(&play), []);
    }
}

#[test]
fn each_new_screen_is_said_and_a_touch_cuts_off_what_is_said() {
    let mut play = listening();
    assert!(one(&play).starts_with("Máy đã bật đọc to."));
    play.touch(Touch::StillHere);
    assert!(one(&play).starts_with("Kính chào Quý khách"), "what lay under it");
    play.touch(Touch::Search);
    assert!(one(&play).starts_with("Quý khách cần làm việc gì?"));
    play.write("k");
    assert_eq!(told(&play), [None], "a key is no new screen");
    play.touch(Touch::Browse);
    assert_eq!(told(&play), [None]);
    play.touch(Touch::HearAgain);
    assert!(one(&play).starts_with("Quý khách cần làm việc gì?"));
    play.touch(Touch::Language(Lang::En));
    assert!(one(&play).starts_with("What do you need?"));
    play.happen(Event::Device(DeviceEvent::Condition(Device::TicketPrinter, Condition::Ready)));
    assert_eq!(told(&play), [], "what changes nothing on the screen cuts nothing off");
    play.touch(Touch::Help);
    assert!(one(&play).starts_with("Please speak to the staff"));
    play.touch(Touch::Easier);
    assert!(one(&play).starts_with("Easier to read."));
    play.touch(Touch::Comfort(Wish::Aloud(false)));
    assert_eq!(told(&play), [None]);
    play.touch(Touch::HearAgain);
    assert_eq!(told(&play), []);
}

#[test]
fn who_leaves_leaves_silence_and_the_next_hears_nothing() {
    let mut play = listening();
    play.touch(Touch::TakeNumber);
    play.touch(Touch::Cancel);
    assert_eq!(told(&play), [None]);
    play.touch(Touch::TakeNumber);
    assert_eq!(told(&play), []);
    let mut play = listening();
    let until = play.state.visit.as_ref().unwrap().until;
    play.late(until - Duration::from_secs(20));
    assert!(one(&play).starts_with("Quý khách còn ở đây không?"));
    play.late(until - Duration::from_secs(19));
    assert_eq!(told(&play), [], "it is not begun anew each second");
    play.late(until);
    assert_eq!(told(&play), [None]);
}

#[test]
fn headphones_hear_values_from_when_they_are_in_until_they_are_out() {
    let mut play = listening();
    play.touch(Touch::Procedure("1.010041".into()));
    play.scan(HA);
    assert!(one(&play).contains("thông tin trên màn hình"));
    play.happen(Event::Device(DeviceEvent::Headphones(true)));
    let said = one(&play);
    assert!(
        said.contains("Trần Thị Thu Hà") && said.contains("1 2 3 4") && !said.contains("048160001234"),
        "{said}"
    );
    play.happen(Event::Device(DeviceEvent::Headphones(false)));
    assert!(!one(&play).contains("Thu Hà"));
}

/// Who does not see the screen cannot find the button that switches it on.
#[test]
fn headphones_in_their_socket_switch_reading_aloud_on() {
    let plug = |play: &mut Play| play.happen(Event::Device(DeviceEvent::Headphones(true)));
    let mut play = Play::start();
    plug(&mut play);
    assert_eq!((told(&play), play.state.visit.is_some()), (vec![], false), "there is no voice");
    play.state.devices.voice = Condition::Ready;
    plug(&mut play);
    assert!(one(&play).starts_with("Kính chào Quý khách"), "{}", one(&play));
    play.touch(Touch::Cancel);
    assert!(!play.state.comfort().aloud);
}

#[test]
fn what_keys_point_at_is_said_into_headphones_alone() {
    let point = |play: &mut Play| play.touch(Touch::PointAt(Personal::new("Trần Thị Thu Hà".into())));
    let mut play = Play::start();
    point(&mut play);
    assert_eq!((told(&play), play.state.visit.is_some()), (vec![], false), "a key begins no visit");
    let mut play = listening();
    play.touch(Touch::StillHere);
    point(&mut play);
    assert_eq!(told(&play), [None], "the hall hears how what was being said is cut off");
    play.happen(Event::Device(DeviceEvent::Headphones(true)));
    point(&mut play);
    assert_eq!(one(&play), "Trần Thị Thu Hà");
    play.touch(Touch::PointAt(Personal::new(String::new())));
    assert_eq!(told(&play), [None], "what nobody asked for has no words");
    assert!(!format!("{:?}", Touch::PointAt(Personal::new("Thu Hà".into()))).contains("Hà"));
}

#[test]
fn a_key_is_a_sign_of_life() {
    let mut play = Play::new();
    let until = |play: &Play| play.state.visit.as_ref().unwrap().until;
    let before = until(&play);
    let key = Event::Touch(Touch::PointAt(Personal::new(String::new())));
    play.happen_at(Duration::from_secs(10), key);
    assert!(until(&play) > before);
}

#[test]
fn who_listens_has_twice_as_much_time() {
    let usual = Play::new().state.visit.unwrap().until;
    let mut play = listening();
    play.touch(Touch::Procedure("1.010041".into()));
    let now = Duration::from_secs(1);
    assert_eq!(play.state.visit.unwrap().until - now, (usual - now) * 2);
}

#[test]
fn a_voice_that_said_nothing_yet_or_fails_is_not_offered() {
    let mut devices = Devices::default();
    assert!(!devices.can_read_aloud());
    devices.set(Device::Voice, Condition::Ready);
    assert!(devices.can_read_aloud());
    devices.set(Device::Voice, Condition::Down(Fault::NotInstalled));
    assert!(!devices.can_read_aloud());
    assert_eq!(alarms(&devices), [Alarm::Down(Device::Voice, Fault::NotInstalled)]);
}
