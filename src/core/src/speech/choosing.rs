//! The screens before the card, in words.

use jiff::civil::Date;

use crate::citizen::Personal;
use crate::office::Office;
use crate::text::Lang;
use crate::visit::State;

use super::{Script, Utterance};

pub(super) fn welcome<'o>(office: &'o Office, state: &State, today: Date) -> Utterance<'o> {
    let (offers, more) = office.first_offers(today);
    let names = offers.into_iter().map(|offer| &offer.procedure.name);
    let choices = names.fold(Script::new(), Script::sentence);
    Utterance {
        opening: Script::new()
            .say(
                "Kính chào Quý khách. Xin mời Quý khách chạm vào việc cần làm.",
                "Welcome. Please touch what you need today.",
            )
            .say_if(
                declared(state),
                "Diện ưu tiên của Quý khách đã được ghi; cán bộ sẽ xem giấy tờ khi gọi số.",
                "That you are called before others is noted; the staff will look at your papers when they call you.",
            )
            .then(notice(state)),
        choices: Script::new()
            .say("Điền tờ khai bằng thẻ căn cước:", "Fill in a form with your identity card:")
            .then(choices)
            .say_if(
                more,
                "Bên dưới: Tìm theo tên, và Tất cả thủ tục.",
                "Below: Find by words, and All procedures.",
            )
            .say("Nút dưới cùng: Chỉ lấy số thứ tự.", "The lowest button: Just take a number.")
            .then(waiting(state))
            .say(
                "Ở thanh cuối màn hình, bên trái: Xem số của tôi.",
                "In the bar at the bottom, on the left: Where is my number?",
            )
            .say_if(
                office.queue.declared().next().is_some(),
                "Bên phải: Tôi được ưu tiên.",
                "On the right: I am called before others.",
            ),
    }
}

/// That a class was declared; which one is nobody else's business.
fn declared(state: &State) -> bool {
    state.visit.as_ref().is_some_and(|visit| visit.claim.is_some())
}

fn waiting<'o>(state: &State) -> Script<'o> {
    let Some(waiting) = state.waiting else { return Script::new() };
    Script::new()
        .say("Số người đang chờ:", "People waiting:")
        .count(usize::try_from(waiting).unwrap_or(usize::MAX))
        .say(".", ".")
}

pub(super) fn declare(office: &Office) -> Utterance<'_> {
    Utterance {
        opening: Script::new().say(
            "Quý khách thuộc diện ưu tiên nào? Xin chạm vào diện của mình; cán bộ sẽ xem giấy tờ khi gọi số.",
            "Who is called before others? Please touch what is true for you; the staff will look at your papers when \
             they call you.",
        ),
        choices: Script::new()
            .choices(office.queue.declared().map(|class| &class.name))
            .say("Nút dưới cùng: Không thuộc diện nào.", "The lowest button: none of these."),
    }
}

/// What a citizen should know before beginning.
fn notice<'o>(state: &State) -> Script<'o> {
    let devices = &state.devices;
    Script::new()
        .say_if(
            !devices.ticket_printer.works(),
            "Máy in phiếu đang hỏng; Quý khách vẫn lấy được số.",
            "The ticket printer is not working; you can still take a number.",
        )
        .say_if(
            !devices.forms_can_be_printed(),
            "Máy in tờ khai đang hỏng; Quý khách vẫn lấy được số.",
            "The form printer is not working; you can still take a number.",
        )
        .say_if(
            !devices.scanner.works(),
            "Máy quét thẻ đang hỏng; Quý khách vẫn lấy được số hoặc tờ khai trống.",
            "The card scanner is not working; you can still take a number or a blank form.",
        )
}

pub(super) fn services(office: &Office) -> Utterance<'_> {
    Utterance {
        opening: Script::new().say(
            "Quý khách lấy số để làm gì? Xin chạm vào một ô, máy sẽ in phiếu ngay.",
            "What is your number for? Please touch one box. Your ticket is then printed.",
        ),
        choices: Script::new().choices(office.open_services().map(|service| &service.name)),
    }
}

pub(super) fn fields(office: &Office, today: Date) -> Utterance<'_> {
    Utterance {
        opening: Script::new().say(
            "Tất cả thủ tục. Xin mời Quý khách chạm vào lĩnh vực của việc cần làm.",
            "All procedures. Please touch the field that your matter belongs to.",
        ),
        choices: Script::new().choices(office.fields(today)),
    }
}

/// What was found tells what was written, and is for headphones alone.
pub(super) fn search<'o>(
    office: &'o Office,
    typed: &Personal<String>,
    lang: Lang,
    today: Date,
) -> Utterance<'o> {
    let found = office.found(typed.expose(), today);
    let names: Vec<&str> = found.iter().map(|offer| offer.procedure.name.get(lang)).collect();
    let choices = match names.len() {
        0 => Script::new(),
        _ => Script::new().say("Tìm thấy:", "Found:").value(Personal::new(names.join(". "))).say(".", "."),
    };
    Utterance {
        opening: Script::new().say(
            "Quý khách cần làm việc gì? Xin gõ như cách vẫn thường gọi, có dấu hay không dấu đều được, rồi chạm vào thủ \
             tục hiện ra phía trên bàn phím.",
            "What do you need? Please write it as you would say it, with or without accents, then touch what appears \
             above the keyboard.",
        ),
        choices,
    }
}

pub(super) fn procedures<'o>(office: &'o Office, field: &str, today: Date) -> Utterance<'o> {
    let name = office.offers_in(field, today).next().map(|offer| &offer.procedure.field);
    Utterance {
        opening: name
            .map_or_else(Script::new, |name| Script::new().say("Lĩnh vực", "Field").sentence(name))
            .say("Xin mời Quý khách chạm vào thủ tục cần làm.", "Please touch the procedure that you need."),
        choices: Script::new().choices(office.offers_in(field, today).map(|offer| &offer.procedure.name)),
    }
}

pub(super) fn inform<'o>(office: &'o Office, code: &str) -> Utterance<'o> {
    let Some(offer) = office.procedure(code) else { return Utterance::default() };
    let procedure = &offer.procedure;
    let documents = procedure.documents.iter().fold(Script::new(), Script::sentence);
    let fee = match &offer.confirmed_fee {
        Some(fee) => Script::new().sentence(fee),
        None => Script::new().say("theo niêm yết tại nơi làm thủ tục.", "as posted up at the office."),
    };
    Utterance {
        opening: Script::new()
            .say("Thủ tục:", "Procedure:")
            .sentence(&procedure.name)
            .say("Giấy tờ cần mang:", "What to bring:")
            .then(documents)
            .say("Thời gian giải quyết:", "How long it takes:")
            .sentence(&procedure.time)
            .say("Lệ phí:", "Fee:")
            .then(fee)
            .say("Cơ quan giải quyết:", "Who decides:")
            .sentence(&procedure.decides),
        choices: Script::new().say("Nút dưới cùng: Tiếp tục.", "The lowest button: continue."),
    }
}
