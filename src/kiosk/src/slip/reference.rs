//! The slip by which ways of printing, printers and other programs are compared.

use kiosk_core::queue::SlipPrint;
use kiosk_core::text::Lang;

use super::Slip;
use super::words::Words;

impl Slip {
    /// The reference slip: an office in two lines, a caption, A105, a service of one line, time, people
    /// ahead, wait, a QR code of 54 characters, two closing lines. Invented; no real office is meant.
    pub fn reference(lang: Lang) -> Self {
        let words = Words::of(lang);
        let (office, service, when, wait) = match lang {
            Lang::Vi => (
                ["ỦY BAN NHÂN DÂN", "PHƯỜNG LONG BIÊN"],
                "Xác nhận thông tin về cư trú",
                "08:15 ngày 23/11/2026",
                "15 đến 30 phút",
            ),
            Lang::En => (
                ["PEOPLE'S COMMITTEE", "LONG BIÊN WARD"],
                "Confirmation of residence",
                "08:15, 23/11/2026",
                "15 to 30 minutes",
            ),
        };
        Self {
            lang,
            office: office.map(str::to_owned).to_vec(),
            caption: words.caption.to_owned(),
            number: "A105".to_owned(),
            print: SlipPrint::First,
            priority: None,
            service: service.to_owned(),
            errands: Vec::new(),
            when: Some(when.to_owned()),
            ahead: Some(4),
            wait: Some(wait.to_owned()),
            ready: None,
            qr: Some("https://motcua.example.vn/t/0123456789abcdefghijklmnop".to_owned()),
            closing: words.closing.map(str::to_owned).to_vec(),
        }
    }
}
