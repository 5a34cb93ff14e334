//! The texts' form: the office's name, notices and house rules, in both languages.

use kiosk_core::office::Texts;
use kiosk_core::office::rule::{ANNOUNCEMENT_LENGTH, HOUSE_RULES, NOTICES};
use kiosk_core::text::Text;
use maud::{Markup, html};

use super::filled::{Filled, row_field};
use super::sheet::Sheet;

/// How many empty rows stand after what is written.
const EMPTY_ROWS: usize = 2;

pub(super) fn fill(texts: &Texts) -> Filled {
    let mut filled = Filled::default();
    filled.put_text("name", 0, &texts.name);
    for (field, all, most) in [("notice", &texts.notices, NOTICES), ("rule", &texts.house_rules, HOUSE_RULES)]
    {
        for row in 0..(all.len() + EMPTY_ROWS).min(most) {
            filled.put_text(field, row, all.get(row).unwrap_or(&Text::new("", "")));
        }
    }
    filled
}

/// The texts, and the rows in which the notices and the house rules stand; an empty row is none.
pub(super) fn read(filled: &Filled) -> (Texts, [Vec<usize>; 2]) {
    let written = |field: &str| -> Vec<usize> {
        let rows = filled.rows(&format!("{field}_vi"));
        rows.into_iter().filter(|row| filled.text(field, *row) != Text::new("", "")).collect()
    };
    let (notices, rules) = (written("notice"), written("rule"));
    let name = filled.text("name", 0);
    let texts = Texts {
        // A browser sends the ends of lines as two characters.
        name: Text::new(name.vi.replace('\r', ""), name.en.replace('\r', "")),
        notices: notices.iter().map(|row| filled.text("notice", *row)).collect(),
        house_rules: rules.iter().map(|row| filled.text("rule", *row)).collect(),
    };
    (texts, [notices, rules])
}

pub(super) fn form(sheet: Sheet<'_>) -> Markup {
    let notices = sheet.say(
        "Hiện trên bảng gọi số và ở mục “Cần giúp đỡ” của kiosk. Muốn bỏ một dòng, xin xoá hết chữ của dòng đó.",
        "Shown on the lobby board and under “I need help” at the kiosk. Clear a line to remove it.",
    );
    let rules = sheet.say(
        "Hiện ở mục “Cần giúp đỡ” của kiosk. Muốn bỏ một dòng, xin xoá hết chữ của dòng đó.",
        "Shown under “I need help” at the kiosk. Clear a line to remove it.",
    );
    html! {
        fieldset {
            legend { (sheet.say("Tên cơ quan", "The office's name")) }
            div.pair {
                (sheet.lines("name_vi.0", sheet.say("Tiếng Việt", "Vietnamese"), 2))
                (sheet.lines("name_en.0", sheet.say("Tiếng Anh", "English"), 2))
                (sheet.wrong(&row_field("name", 0)))
            }
        }
        (announcements(sheet, "notice", sheet.say("Thông báo", "Notices"), notices))
        (announcements(sheet, "rule", sheet.say("Nội quy", "House rules"), rules))
    }
}

fn announcements(sheet: Sheet<'_>, field: &str, title: &str, hint: &str) -> Markup {
    html! {
        fieldset {
            legend { (title) }
            p.hint { (hint) }
            (sheet.wrong(field))
            @for row in sheet.filled.rows(&format!("{field}_vi")) {
                div.pair { (sheet.both(field, row, &format!("{}", row + 1), ANNOUNCEMENT_LENGTH)) }
            }
        }
    }
}
