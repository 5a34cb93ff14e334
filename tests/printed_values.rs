//! Whatever a visit gives, the paper says: poppler finds each value in the text of the PDF, in NFC.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use jiff::civil::{Date, date};
use kiosk::clock::Clock as _;
use kiosk::ports::render_job;
use kiosk_core::citizen::{self, Identity, Personal};
use kiosk_core::form::{
    Answer, Ask, Capabilities, Carried, Draft, Form, How, NO, Need, Person, Question, Spelling, YES, fill,
    next_need,
};
use kiosk_core::office::Office;
use kiosk_render::Renderer;
use kiosk_tests::{HandClock, program};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

const TODAY: Date = date(2026, 11, 23);

/// Visits to each form, each with other people and other answers.
const VISITS: u64 = 6;

/// More steps than any visit takes.
const MOST_STEPS: usize = 200;

/// Syllables with every kind of tone and vowel.
const SYLLABLES: [&str; 16] = [
    "Nguyễn",
    "Đặng",
    "Hữu",
    "Quỳnh",
    "Thuỷ",
    "Phượng",
    "Lưu",
    "Khuê",
    "Ngoãn",
    "Huỳnh",
    "Xuyến",
    "Giỏi",
    "Vỹ",
    "Ước",
    "Ẩn",
    "Ơn",
];

/// People and answers by chance.
struct Draw(kiosk_tests::Draw);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0.below(limit)
    }

    fn digits(&mut self, count: u32) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    fn words(&mut self, count: u64) -> String {
        let words = (0..count).map(|_| SYLLABLES[self.below(SYLLABLES.len() as u64) as usize]);
        words.collect::<Vec<_>>().join(" ")
    }

    fn day(&mut self) -> Date {
        date(1930 + self.below(96) as i16, 1 + self.below(12) as i8, 1 + self.below(28) as i8)
    }

    /// An adult's card.
    fn card(&mut self) -> String {
        let (woman, year) = (self.below(2) == 1, 1940 + self.below(60) as i16);
        let born =
            date(year, 1 + self.below(12) as i8, 1 + self.below(28) as i8).strftime("%d%m%Y").to_string();
        let (digit, sex) = if woman { (1, "Nữ") } else { (0, "Nam") };
        let number = format!("048{digit}{:02}{}", year % 100, self.digits(6));
        let street = format!("Số {} đường {}", 1 + self.below(300), self.words(2));
        format!(
            "{number}|{}|{}|{born}|{sex}|{street}, Bình Hiên, Hải Châu, Đà Nẵng|22042021",
            self.digits(9),
            self.words(4)
        )
    }

    fn person(&mut self) -> Person {
        let citizen = citizen::parse(self.card().as_bytes(), TODAY).unwrap();
        Person::Card { identity: Personal::new(Identity::of_card(citizen)), spelling: Spelling::AsRead }
    }

    fn answer(&mut self, ask: &Ask) -> Answer {
        let choices = ask.choices();
        let words = |draw: &mut Self, most: usize| {
            let words = draw.words(1 + (most as u64 / 12).min(12));
            Answer::Text(Personal::new(words.chars().take(most).collect::<String>().trim().to_owned()))
        };
        match &ask.how {
            // Now and then something that is no choice.
            How::Choice { other, .. } if choices.is_empty() || (*other && self.below(4) == 0) => {
                words(self, 30)
            }
            How::Choice { .. } | How::YesNo => {
                Answer::Chosen(choices[self.below(choices.len() as u64) as usize].key.clone())
            }
            How::Digits { min, max } => {
                let count = min + self.below(u64::from(max - min + 1)) as u32;
                Answer::Digits(Personal::new(self.digits(count)))
            }
            How::Number { min, max, .. } => {
                Answer::Number(Personal::new(min + self.below(u64::from(max - min) + 1) as u32))
            }
            How::Day { .. } => Answer::Day(Personal::new(self.day().to_string())),
            How::Time => Answer::Time(Personal::new(format!("{:02}:{:02}", self.below(24), self.below(60)))),
            How::Text { max, .. } => words(self, *max),
        }
    }
}

/// A visit to `form`, to its end.
fn visit(form: &Form, office: &Office, draw: &mut Draw) -> Draft {
    let mut draft = Draft::new(&form.folder);
    for _ in 0..MOST_STEPS {
        let Some(need) = next_need(form, office, &draft, Capabilities::ALL) else { return draft };
        match need {
            Need::Card(whose) => show_card(form, &mut draft, &whose.key, draw),
            Need::Name(whose) => {
                let name = (draw.below(3) > 0).then_some("Nguyễn Thị Phương Thảo");
                draft.call(&whose.key, name).unwrap();
            }
            Need::Residence(whose) => draft.settle(&whose.key, None).unwrap(),
            Need::Question(question) => reply(form, &mut draft, &question, draw),
            Need::Another(group) => draft.another(group, draw.below(2) == 0),
        }
    }
    panic!("a visit to {} has no end", form.folder);
}

/// A card that fits is found among several; the applicant has one, others may have none.
fn show_card(form: &Form, draft: &mut Draft, key: &str, draw: &mut Draw) {
    let here = form.is_applicant(key) || draw.below(3) > 0;
    let shown = here && (0..20).any(|_| draft.place(form, key, draw.person(), TODAY).is_ok());
    if !shown {
        draft.place(form, key, Person::NotHere, TODAY).unwrap();
    }
}

/// An answer that is taken is found among several; else the blank is left for the pen.
fn reply(form: &Form, draft: &mut Draft, question: &Question<'_>, draw: &mut Draw) {
    let taken = (0..20).any(|_| draft.give(form, &question.blank, draw.answer(question.ask), TODAY).is_ok());
    if !taken {
        draft.give(form, &question.blank, Answer::Pen, TODAY).unwrap();
    }
}

/// The text of a PDF in the order in which it is written, cell by cell.
fn text(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext, from the Debian package poppler-utils");
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap()
}

/// Without what separates: lines, and the places where a long word may be broken.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}

/// The ways in which a form may write `value`, squeezed.
fn written(value: &str) -> Vec<String> {
    let mut ways = vec![value.to_owned(), value.to_uppercase(), grouped(value)];
    if let Some((book, year)) = value.len().checked_sub(4).and_then(|at| value.split_at_checked(at)) {
        ways.push(format!("{book}/{year}"));
    }
    if let Ok(day) = value.parse::<Date>() {
        let (d, m, y) = (day.day(), day.month(), day.year());
        let month = if m > 2 { m.to_string() } else { format!("{m:02}") };
        ways.push(format!("{d:02}/{m:02}/{y}"));
        ways.push(format!("ngày {d:02} tháng {month} năm {y}"));
    }
    if let Some((hour, minute)) = value.split_once(':') {
        ways.push(format!("{hour} giờ {minute} phút"));
    }
    ways.iter().map(|way| squeezed(way)).collect()
}

/// "500000" as "500.000".
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// Every value under its key; a row's under that of its field.
fn leaves(values: &Value) -> Vec<(String, String)> {
    match values {
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| match value.as_str() {
                Some(text) => vec![(key.clone(), text.to_owned())],
                None => leaves(value),
            })
            .collect(),
        Value::Array(rows) => rows.iter().flat_map(leaves).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            panic!("{values} is no value of a form")
        }
    }
}

#[test]
fn every_value_stands_on_the_paper() {
    let (office, zone) = kiosk::config::demo().unwrap();
    let renderer = Renderer::new(program(), vec!["render".into()]);
    let now = HandClock::default().reading();
    let (mut values, mut faults) = (0, String::new());
    for (at, form) in office.forms.forms().enumerate() {
        for seed in 0..VISITS {
            let draft = visit(form, &office, &mut Draw(kiosk_tests::Draw(at as u64 * VISITS + seed)));
            let data = fill(form, &office, &draft, TODAY).data;
            let job = render_job(&office, &zone, now, &form.folder, &data).unwrap();
            let text = text(&renderer.render(&job).unwrap().pdf);
            assert!(text.nfc().eq(text.chars()), "{}: not in NFC", form.folder);
            let said = squeezed(&text);
            let carried = Carried::of(form, &data).unwrap();
            for (key, value) in leaves(&serde_json::to_value(&carried.expose().values).unwrap()) {
                // A box that is ticked or not, which is no text.
                if [YES, NO].contains(&value.as_str()) {
                    continue;
                }
                values += 1;
                if !written(&value).iter().any(|way| said.contains(way)) {
                    writeln!(faults, "{}, visit {seed}: no {key} {value:?}", form.folder).unwrap();
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(values > 1000, "only {values} values were looked for");
}
