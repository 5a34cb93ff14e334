//! Where a number stands, in words.

use crate::queue::TicketState;
use crate::visit::{LookupProblem, NumberPlace};

use super::{Script, Utterance};

/// A slip is wanted.
pub(super) fn look_up<'o>(problem: Option<LookupProblem>, scanner_works: bool) -> Utterance<'o> {
    if !scanner_works {
        return Utterance::told(Script::new().say(
            "Đầu đọc đang hỏng. Mong Quý khách thông cảm và nhìn bảng gọi số, hoặc hỏi cán bộ.",
            "The scanner is not working. We are sorry. Please watch the board, or ask the staff.",
        ));
    }
    let wanted = Script::new().say(
        "Xin mời Quý khách đưa mã vuông ở cuối phiếu số vào đầu đọc.",
        "Please hold the square code at the end of your ticket to the scanner.",
    );
    Utterance::told(problem.map(told).unwrap_or_default().then(wanted))
}

fn told<'o>(problem: LookupProblem) -> Script<'o> {
    let script = Script::new();
    match problem {
        LookupProblem::NoSlip => {
            script.say("Đó không phải là mã của phiếu số.", "That was not the code of a ticket.")
        }
        LookupProblem::NotToday => {
            script.say("Phiếu này không phải của hôm nay.", "This ticket is not from today.")
        }
        LookupProblem::Unavailable => {
            script.say("Hiện chưa xem được hàng chờ.", "The queue does not answer just now.")
        }
    }
}

/// There it stands.
pub(super) fn place<'o>(place: &NumberPlace) -> Utterance<'o> {
    let number =
        Script::new().say("Số của Quý khách là", "Your number is").ticket(&place.number).say(".", ".");
    let at = place.counter.map(|counter| usize::try_from(counter.0).unwrap_or(usize::MAX));
    Utterance {
        opening: number.then(stand(place, at)),
        choices: Script::new().say("Nút dưới cùng: Xong.", "The lowest button: finish."),
    }
}

fn stand<'o>(place: &NumberPlace, counter: Option<usize>) -> Script<'o> {
    let to = |vi, en| {
        let script = Script::new().say(vi, en);
        counter.map_or(Script::new(), |counter| script.count(counter).say(".", "."))
    };
    let script = Script::new();
    match place.state {
        TicketState::Waiting | TicketState::Transferred if place.ahead == 0 => {
            script.say("Quý khách là người tiếp theo.", "You are next.")
        }
        TicketState::Waiting | TicketState::Transferred => script
            .say("Số người chờ trước:", "People before you:")
            .count(usize::try_from(place.ahead).unwrap_or(usize::MAX))
            .say(".", "."),
        TicketState::Called => script
            .say("Số đang được gọi.", "It is being called.")
            .then(to("Xin mời Quý khách đến ngay quầy số", "Please go now to counter")),
        TicketState::Serving => script
            .say("Số đang được giải quyết.", "It is being served.")
            .then(to("Xin mời Quý khách đến quầy số", "Please go to counter")),
        TicketState::OnHold => script.say("Số đang được giữ lại.", "It is kept for you.").then(to(
            "Khi đã có đủ giấy tờ, xin Quý khách báo cán bộ ở quầy số",
            "When you have what was missing, please tell the staff at counter",
        )),
        TicketState::NoShow => script.say(
            "Số đã được gọi mà không có ai đến. Xin Quý khách báo cán bộ ở quầy.",
            "It was called, and nobody came. Please tell the staff at a counter.",
        ),
        TicketState::Done | TicketState::Cancelled => script.say(
            "Số này đã giải quyết xong. Nếu còn việc khác, xin mời Quý khách lấy số mới.",
            "This number is done. If there is something else, please take a new number.",
        ),
    }
}
