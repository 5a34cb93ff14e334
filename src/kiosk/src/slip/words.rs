//! The slip's own words in both languages.

use jiff::civil::DateTime;
use kiosk_core::text::Lang;

/// The fixed words of one language. Labels end with what stands between them and their
/// value; `again` follows the caption.
///
/// The usual Vietnamese lines have at most 32 letters, what a printer's own font puts on 58 mm of paper.
pub(super) struct Words {
    lang: Lang,
    pub caption: &'static str,
    pub again: &'static str,
    pub replaces: &'static str,
    pub priority: &'static str,
    pub errands: &'static str,
    pub taken: &'static str,
    pub wait: &'static str,
    pub ready: &'static str,
    pub closing: [&'static str; 2],
}

impl Words {
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Vi => &VIETNAMESE,
            Lang::En => &ENGLISH,
        }
    }

    /// Date and time as they are written in the language.
    pub fn when(&self, at: DateTime) -> String {
        let format = match self.lang {
            Lang::Vi => "%H:%M ngày %d/%m/%Y",
            Lang::En => "%H:%M, %d/%m/%Y",
        };
        at.strftime(format).to_string()
    }

    /// How many people are before the citizen; with nobody there, what that means.
    pub fn ahead(&self, ahead: u32) -> String {
        match (self.lang, ahead) {
            (Lang::Vi, 0) => "Quý khách là người tiếp theo.".to_owned(),
            (Lang::En, 0) => "You are next.".to_owned(),
            (Lang::Vi, ahead) => format!("Số người chờ trước: {ahead}"),
            (Lang::En, ahead) => format!("People before you: {ahead}"),
        }
    }
}

static VIETNAMESE: Words = Words {
    lang: Lang::Vi,
    caption: "Số thứ tự của Quý khách",
    again: " (in lại)",
    replaces: "Phiếu này thay phiếu trước.",
    priority: "Ưu tiên: ",
    errands: "Quý khách làm lần lượt:",
    taken: "Lấy số lúc ",
    wait: "Chờ khoảng: ",
    ready: "Xin chuẩn bị sẵn: ",
    closing: ["Xin mời Quý khách chờ gọi số.", "Xin giữ phiếu đến khi xong việc."],
};

static ENGLISH: Words = Words {
    lang: Lang::En,
    caption: "Your number",
    again: " (printed again)",
    replaces: "It replaces your earlier slip.",
    priority: "Priority: ",
    errands: "Your errands, in this order:",
    taken: "Taken at: ",
    wait: "Expected wait: ",
    ready: "Please have ready: ",
    closing: [
        "Please take a seat; your number will be called.",
        "Please keep this slip until you are served.",
    ],
};
