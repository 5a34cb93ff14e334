//! Words from the keyboard as a screen.

use kiosk_core::form::{DraftError, Letters, Writing};
use kiosk_core::text::{Lang, Text};
use kiosk_core::typing::Tone;
use kiosk_core::visit::{Entry, Open, suggestions};
use kiosk_ui as ui;

/// What is written with `entry` on the open question.
pub fn answer(open: Open<'_, '_>, writing: Writing, entry: &Entry, lang: Lang) -> ui::Answer {
    let (text, letters) = (entry.text.as_str(), writing.letters());
    let judged = open.judge(entry);
    ui::Answer::Words {
        value: text.to_owned(),
        suggestions: suggestions(open, writing, text).iter().map(|s| s.label.expose().clone()).collect(),
        capital: letters.capital_after(text),
        signs: letters != Letters::Name,
        note: note(&judged, writing, text, lang),
        complete: judged.is_ok(),
    }
}

/// Why it is no answer, or why no further letter comes; nothing before the first.
fn note(judged: &Result<(), DraftError>, writing: Writing, text: &str, lang: Lang) -> String {
    let full = text.chars().count() >= writing.max;
    let note = match judged {
        Err(DraftError::Letters) => Text::new("Tên chỉ gồm chữ cái.", "A name has letters only."),
        _ if full => Text::new(
            format!("Hết chỗ: tờ khai chỉ ghi được {} chữ.", writing.max),
            format!("The form has room for {} characters only.", writing.max),
        ),
        Err(_) if !text.is_empty() => Text::new("Xin mời ghi thêm.", "Please write more."),
        Ok(()) | Err(_) => return String::new(),
    };
    note.get(lang).to_owned()
}

/// A tone key in the visit's words.
pub fn core_tone(tone: ui::Tone) -> Tone {
    match tone {
        ui::Tone::Acute => Tone::Acute,
        ui::Tone::Grave => Tone::Grave,
        ui::Tone::Hook => Tone::Hook,
        ui::Tone::Tilde => Tone::Tilde,
        ui::Tone::Dot => Tone::Dot,
    }
}
