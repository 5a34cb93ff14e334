//! What states and changes of a ticket are called.

use kiosk_core::office::Office;
use kiosk_core::queue::{ClassId, ServiceId, SlipState, TicketState, Transition};
use kiosk_core::text::Lang;

use crate::page::say;

/// Where a ticket stands.
pub(super) fn state(lang: Lang, state: TicketState) -> &'static str {
    match state {
        TicketState::Waiting => say(lang, "đang chờ", "waiting"),
        TicketState::Transferred => say(lang, "đang chờ (chuyển đến)", "waiting (transferred)"),
        TicketState::Called => say(lang, "đã mời", "called"),
        TicketState::Serving => say(lang, "đang phục vụ", "being served"),
        TicketState::OnHold => say(lang, "tạm giữ", "on hold"),
        TicketState::Done => say(lang, "xong", "done"),
        TicketState::NoShow => say(lang, "không đến", "no-show"),
        TicketState::Cancelled => say(lang, "đã huỷ", "cancelled"),
    }
}

/// What happened to a ticket.
pub(super) fn did(lang: Lang, transition: Transition) -> &'static str {
    match transition {
        Transition::Issued => say(lang, "cấp số", "issued"),
        Transition::Called => say(lang, "mời", "called"),
        Transition::Recalled => say(lang, "gọi lại", "called again"),
        Transition::Serving => say(lang, "phục vụ", "served"),
        Transition::Held => say(lang, "tạm giữ", "put on hold"),
        Transition::Transferred => say(lang, "chuyển", "transferred"),
        Transition::MovedOn => say(lang, "sang việc tiếp theo", "moved on"),
        Transition::Done => say(lang, "xong", "done"),
        Transition::NoShow => say(lang, "không đến", "no-show"),
        Transition::Returned => say(lang, "xếp lại hàng", "back in the line"),
        Transition::Cancelled => say(lang, "huỷ", "cancelled"),
        Transition::Classified => say(lang, "đổi đối tượng", "class changed"),
        Transition::Undone => say(lang, "hoàn tác", "taken back"),
    }
}

/// What is known of a slip.
pub(super) fn slip(lang: Lang, slip: SlipState) -> &'static str {
    match slip {
        SlipState::Pending => say(lang, "phiếu đang in", "the slip is being printed"),
        SlipState::Printed => say(lang, "phiếu đã in", "the slip was printed"),
        SlipState::NotPrinted => say(
            lang,
            "phiếu không in được; công dân chỉ thấy số trên màn hình",
            "the slip was not printed; the citizen only saw the number on the screen",
        ),
        SlipState::Unconfirmed => say(
            lang,
            "chưa rõ phiếu đã in xong hay chưa; xin hỏi công dân",
            "it is not known whether the slip came out; please ask the citizen",
        ),
    }
}

/// A service's name; its id if the office has it no more.
pub(super) fn service<'a>(lang: Lang, office: &'a Office, id: &'a ServiceId) -> &'a str {
    office.service(id).map_or(&id.0, |service| service.name.get(lang))
}

/// A class's name; its id if the office has it no more.
pub(super) fn class<'a>(lang: Lang, office: &'a Office, id: &'a ClassId) -> &'a str {
    office.queue.class(id).map_or(&id.0, |class| class.name.get(lang))
}
