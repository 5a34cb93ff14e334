//! From a ticket to a slip of paper: what stands on it and in which order.

use kiosk_core::office::Office;
use kiosk_core::queue::Ticket;
use kiosk_core::text::Lang;
use kiosk_hardware::{Receipt, TextSize, Weight};

/// The slip of `ticket`. `again` marks a second print (in lại) of the same number.
pub fn slip(office: &Office, ticket: &Ticket, lang: Lang, again: bool) -> Receipt {
    let service = office.service(&ticket.service).map_or("", |s| s.name.get(lang));
    let issued = ticket.issued_at;
    let when = issued.strftime("%H:%M  –  %d/%m/%Y").to_string();
    let words = Words::of(lang);
    let mut receipt = Receipt::new()
        .centred(office.name.get(lang), TextSize::Large, Weight::Bold)
        .feed(2)
        .rule()
        .feed(2)
        .centred(words.caption, TextSize::Normal, Weight::Regular)
        .feed(4)
        .number(ticket.number.to_string())
        .feed(4);
    if again {
        receipt = receipt.centred(words.again, TextSize::Normal, Weight::Bold).feed(2);
    }
    receipt
        .centred(service, TextSize::Large, Weight::Bold)
        .feed(2)
        .centred(words.ahead(ticket.ahead), TextSize::Normal, Weight::Regular)
        .centred(when, TextSize::Normal, Weight::Regular)
        .feed(2)
        .qr(qr_text(office, ticket))
        .feed(1)
        .centred(words.wait, TextSize::Normal, Weight::Regular)
        .feed(1)
        .centred(words.keep, TextSize::Small, Weight::Regular)
}

/// What the QR code holds: an address that phones can open, or the bare token. Never a dead link.
pub fn qr_text(office: &Office, ticket: &Ticket) -> String {
    match &office.public_url {
        Some(url) => format!("{url}/t/{}", ticket.token),
        None => ticket.token.clone(),
    }
}

struct Words {
    caption: &'static str,
    again: &'static str,
    wait: &'static str,
    keep: &'static str,
    first: &'static str,
    before: &'static str,
    after: &'static str,
}

impl Words {
    fn of(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self {
                caption: "SỐ THỨ TỰ CỦA QUÝ KHÁCH",
                again: "(phiếu in lại)",
                wait: "Xin mời Quý khách ngồi chờ, số sẽ được gọi.",
                keep: "Xin giữ phiếu này đến khi xong việc.",
                first: "Quý khách là người tiếp theo.",
                before: "Trước Quý khách còn ",
                after: " người.",
            },
            Lang::En => Self {
                caption: "YOUR NUMBER",
                again: "(printed again)",
                wait: "Please take a seat; your number will be called.",
                keep: "Please keep this slip until you are served.",
                first: "You are next.",
                before: "Waiting before you: ",
                after: "",
            },
        }
    }

    fn ahead(&self, ahead: u32) -> String {
        match ahead {
            0 => self.first.to_owned(),
            n => format!("{}{n}{}", self.before, self.after),
        }
    }
}
