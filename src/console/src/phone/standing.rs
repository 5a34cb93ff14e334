//! Where a number stands, in the words of its holder.

use std::sync::Arc;

use kiosk_core::office::Office;
use kiosk_core::queue::{Service, TicketState, Wait, expected_wait};
use kiosk_core::text::{Lang, Text};
use kiosk_store::Place;
use maud::{Markup, html};

use super::{both, face, may_rate};
use crate::options::Console;

/// All that the page says of a number.
pub(super) struct Standing<'a> {
    place: &'a Place,
    office: Arc<Office>,
    /// Its day is over.
    expired: bool,
    asks_rating: bool,
}

impl<'a> Standing<'a> {
    pub(super) fn new(console: &'a Console, place: &'a Place) -> Self {
        Self {
            place,
            office: console.office(),
            expired: place.record.ticket.day != console.day(),
            asks_rating: may_rate(console, place),
        }
    }

    fn state(&self) -> TicketState {
        self.place.record.standing.state
    }

    fn service(&self) -> Option<&Service> {
        self.office.service(&self.place.record.standing.service)
    }

    fn counter(&self) -> Option<u32> {
        self.place.record.standing.counter.map(|counter| counter.0)
    }

    /// What stands in the list of open pages: who looks elsewhere sees there that they are called.
    pub(super) fn title(&self) -> String {
        let number = &self.place.record.ticket.number;
        match (self.state(), self.counter()) {
            (TicketState::Called, Some(counter)) if !self.expired => format!("{number} → quầy {counter}"),
            _ => number.to_string(),
        }
    }

    /// After how many seconds the page looks again: often when it is soon one's turn, never when nothing comes.
    fn next_look(&self) -> u32 {
        if self.expired {
            return 0;
        }
        match self.state() {
            TicketState::Waiting | TicketState::Transferred if self.place.ahead > 5 => 30,
            TicketState::Waiting | TicketState::Transferred if self.place.ahead > 1 => 15,
            TicketState::Waiting | TicketState::Transferred | TicketState::Called => 5,
            TicketState::Serving => 20,
            TicketState::OnHold | TicketState::NoShow | TicketState::Done => 60,
            TicketState::Cancelled => 0,
        }
    }

    /// The changing part of the page of `token`.
    pub(super) fn markup(&self, token: &str) -> Markup {
        let ticket = &self.place.record.ticket;
        let over = self.expired || self.state().is_over();
        let called = self.state() == TicketState::Called && !over;
        html! {
            section #place .called[called] .over[over] data-next=(self.next_look()) data-title=(self.title()) aria-live="polite" {
                (both("caption", &Text::new("Số của Quý khách", "Your number")))
                p.number { (ticket.number) }
                @if let Some(service) = self.service() { (both("service", &service.name)) }
                @if self.expired { (self.ended()) } @else { (self.now()) }
                @if self.asks_rating { (face::question(token)) }
            }
        }
    }

    fn ended(&self) -> Markup {
        let day = self.place.record.ticket.day.strftime("%d/%m/%Y");
        let text = Text::new(
            format!("Số này đã hết hạn: chỉ dùng trong ngày {day}."),
            format!("This number has expired: it was for {day} only."),
        );
        both("told", &text)
    }

    fn now(&self) -> Markup {
        match self.state() {
            TicketState::Waiting | TicketState::Transferred => self.waiting(),
            TicketState::Called => self.called(),
            TicketState::Serving => {
                both("told", &self.at_counter("Đang phục vụ Quý khách", "You are being served"))
            }
            TicketState::OnHold => both("told", &self.on_hold()),
            TicketState::Done => self.done(),
            TicketState::NoShow => both("told", &missed()),
            TicketState::Cancelled => {
                both("told", &Text::new("Số này đã được huỷ.", "This number was cancelled."))
            }
        }
    }

    fn waiting(&self) -> Markup {
        let ready = self.service().and_then(|service| service.ready.as_ref());
        html! {
            (both("ahead", &ahead(self.place.ahead)))
            @if let Some(wait) = self.wait() { (both("wait", &expected(wait))) }
            @if let Some(ready) = ready { (both("ready", &have_ready(ready))) }
            (both("note", &stay_near()))
        }
    }

    /// As measured, or as configured, as on the slip.
    fn wait(&self) -> Option<Wait> {
        let standing = &self.place.record.standing;
        if standing.only_at.is_some() {
            return None;
        }
        let minutes = self.service().and_then(|service| service.minutes);
        let counters = self.office.counters_of(&standing.service);
        self.place.wait.or_else(|| expected_wait(self.place.ahead, minutes, counters))
    }

    fn called(&self) -> Markup {
        html! {
            (both("lead", &Text::new("Xin mời Quý khách đến quầy", "Please go to counter")))
            @if let Some(counter) = self.counter() { p.counter { (counter) } }
        }
    }

    fn at_counter(&self, vi: &str, en: &str) -> Text {
        match self.counter() {
            Some(counter) => {
                Text::new(format!("{vi} tại quầy {counter}."), format!("{en} at counter {counter}."))
            }
            None => Text::new(format!("{vi}."), format!("{en}.")),
        }
    }

    fn on_hold(&self) -> Text {
        let back = self.counter().map_or_else(
            || Text::new("quầy tiếp nhận", "the counter"),
            |counter| Text::new(format!("quầy {counter}"), format!("counter {counter}")),
        );
        Text::new(
            format!("Số được giữ lại. Xin Quý khách trở lại {} khi đã đủ giấy tờ.", back.vi),
            format!("Your number is kept. Please come back to {} when your papers are complete.", back.en),
        )
    }

    fn done(&self) -> Markup {
        let thanks = if self.place.rated {
            Text::new("Cảm ơn Quý khách đã đánh giá.", "Thank you for your answer.")
        } else {
            Text::new("Đã xong. Xin cảm ơn Quý khách.", "All done. Thank you.")
        };
        both("told", &thanks)
    }
}

fn ahead(ahead: u32) -> Text {
    match ahead {
        0 => Text::new("Quý khách là người tiếp theo.", "You are next."),
        1 => Text::new("Còn 1 người trước Quý khách", "1 person before you"),
        many => Text::new(format!("Còn {many} người trước Quý khách"), format!("{many} people before you")),
    }
}

fn expected(wait: Wait) -> Text {
    Text::new(
        format!("Chờ khoảng {}", wait.in_words(Lang::Vi)),
        format!("Expected wait: {}", wait.in_words(Lang::En)),
    )
}

fn have_ready(ready: &Text) -> Text {
    Text::new(format!("Xin chuẩn bị sẵn: {}", ready.vi), format!("Please have ready: {}", ready.en))
}

/// A range can come out wrong, and who has priority is called before.
fn stay_near() -> Text {
    Text::new(
        "Thứ tự có thể thay đổi khi có người được ưu tiên. Xin Quý khách ở gần và nghe gọi số.",
        "The order changes when somebody has priority. Please stay near and listen for your number.",
    )
}

fn missed() -> Text {
    Text::new(
        "Đã gọi số này mà chưa gặp Quý khách. Xin hỏi cán bộ tiếp dân để được xếp lại.",
        "This number was called and nobody came. Please ask at reception to be put back in the line.",
    )
}
