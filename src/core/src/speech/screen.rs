//! Every stage of a visit in words.

use crate::office::Office;
use crate::time::Now;
use crate::visit::{Review, Stage, State, Trouble, Visit, closes_in, is_covered};

use super::{Script, Utterance, card, choosing, number, paper, question};

/// What stands on the screen of `state` at `now`, in words.
pub fn of<'o>(office: &'o Office, state: &State, now: Now) -> Utterance<'o> {
    let Some(visit) = &state.visit else { return choosing::welcome(office, state, now.civil.date()) };
    if !visit.stage.is_last() && closes_in(state, &office.times, now.tick).is_some() {
        return still_there();
    }
    if is_covered(state, &office.times, now.tick) {
        return paper::covered();
    }
    stage(office, state, visit, now)
}

/// The question that lies over a screen before it leaves.
fn still_there<'o>() -> Utterance<'o> {
    Utterance::told(Script::new().say(
        "Quý khách còn ở đây không? Xin chạm vào giữa màn hình, nút “Tôi vẫn ở đây”. Nếu không, máy sẽ tự về màn hình \
         đầu.",
        "Are you still there? Please touch the middle of the screen, “Yes, I am here”. Otherwise this screen goes back \
         to the start.",
    ))
}

fn stage<'o>(office: &'o Office, state: &State, visit: &Visit, now: Now) -> Utterance<'o> {
    let today = now.civil.date();
    match &visit.stage {
        Stage::Choosing => choosing::welcome(office, state, today),
        Stage::Declaring => choosing::declare(office),
        Stage::LookingUp { problem } => number::look_up(*problem, state.devices.scanner.works()),
        Stage::Placed(place) => number::place(place),
        Stage::ChoosingService => choosing::services(office),
        Stage::ChoosingField => choosing::fields(office, today),
        Stage::Searching { typed } => choosing::search(office, typed, visit.lang, today),
        Stage::ChoosingProcedure { field } => choosing::procedures(office, field, today),
        Stage::Informing { procedure } => choosing::inform(office, procedure),
        Stage::Scanning { procedure, draft, problem } => {
            let works = state.devices.scanner.works();
            card::scan(office, procedure, draft.expose(), problem.as_ref(), works)
        }
        Stage::NoCard { .. } => card::without(),
        Stage::Confirming { draft, identity, .. } => {
            card::confirm(office, draft.expose(), identity.expose(), visit.lang)
        }
        Stage::Asking { draft, entry, .. } => {
            question::asked(office, draft.expose(), entry.expose(), today, visit.lang)
        }
        Stage::Preparing { .. } => Utterance::told(
            Script::new()
                .say("Đang chuẩn bị tờ khai. Xin Quý khách chờ.", "Preparing your form. Please wait."),
        ),
        Stage::Reviewing(Review { draft, document, left_for_pen, .. }) => {
            let form = office.forms.form(&draft.expose().form);
            paper::review(form, document.pages.len(), left_for_pen)
        }
        Stage::Amending(_) => paper::amend(),
        Stage::Issuing { .. } => Utterance::told(
            Script::new().say("Đang lấy số cho Quý khách. Xin chờ.", "Taking your number. Please wait."),
        ),
        Stage::Printing(paper) => paper::printing(paper),
        Stage::Finished(paper) => paper::finished(office, paper),
        Stage::Trouble(trouble) => broken(trouble),
        // Staff read for themselves.
        Stage::Maintaining(_) => Utterance::default(),
    }
}

fn broken<'o>(trouble: &Trouble) -> Utterance<'o> {
    let script = Script::new();
    match trouble {
        Trouble::NoNumber => Utterance::told(script.say(
            "Máy tạm thời chưa lấy được số. Xin Quý khách thông cảm và mời đến bàn hướng dẫn, cán bộ sẽ giúp ngay.",
            "Numbers cannot be taken here just now. We are sorry. Please go to the information desk; the staff will \
             help you at once.",
        )),
        Trouble::NoForm(_) => Utterance {
            opening: script.say(
                "Tạm thời chưa làm được tờ khai. Quý khách vẫn lấy được số; cán bộ tại quầy sẽ giúp về tờ khai.",
                "The form cannot be prepared just now. You can still take a number; the staff at the counter will help \
                 you with the form.",
            ),
            choices: Script::new().say(
                "Nút dưới cùng: Chỉ lấy số thứ tự. Nút ngay trên: Về màn hình đầu.",
                "The lowest button: just take a number. The one above it: go to start.",
            ),
        },
        Trouble::Closed(_) => Utterance::told(script.say(
            "Hiện không phải giờ lấy số. Xin mời Quý khách trở lại trong giờ làm việc, hoặc hỏi cán bộ ở bàn hướng dẫn.",
            "Numbers are not given out at this hour. Please come back during opening hours, or ask the staff at the \
             information desk.",
        )),
        Trouble::UsedUp => Utterance::told(script.say(
            "Việc này hôm nay đã hết số. Xin mời Quý khách hỏi cán bộ ở bàn hướng dẫn.",
            "All numbers for this have been given out today. Please ask the staff at the information desk.",
        )),
    }
}
