//! One question of a form, in words. What was answered or typed is for headphones alone.

use jiff::civil::Date;

use crate::citizen::Personal;
use crate::citizen::address::Place;
use crate::form::{
    Capabilities, Draft, Form, Group, How, Need, Question, Row, Whose, choices, days, next_need,
};
use crate::office::Office;
use crate::text::Lang;
use crate::visit::{Dial, Entry, Open, Part};

use super::card::title;
use super::{Script, Utterance};

pub(super) fn asked<'o>(
    office: &'o Office,
    draft: &Draft,
    entry: &Entry,
    today: Date,
    lang: Lang,
) -> Utterance<'o> {
    let Some(form) = office.forms.form(&draft.form) else { return Utterance::default() };
    let need = next_need(form, office, draft, Capabilities::TOUCHSCREEN);
    let Some(need) = need else { return Utterance::default() };
    let open = Open { office, form, draft, need: &need, today };
    if open.writing(entry).is_some() {
        return written(form, &need);
    }
    match &need {
        Need::Question(question) => answered(form, question, open, entry, lang),
        Need::Residence(whose) => residence(form, whose, open),
        Need::Another(group) => another(group),
        Need::Name(_) | Need::Card(_) => Utterance::default(),
    }
}

/// The question itself, and which row of a table it is about.
fn prompt<'o>(question: &Question<'o>) -> Script<'o> {
    about(question.blank.row).sentence(&question.ask.prompt).sentence(&question.ask.help)
}

fn about(row: Option<Row<'_>>) -> Script<'_> {
    match row {
        Some(row) if row.group.person => {
            Script::new().say("Người số", "Person number").count(row.at + 1).say(".", ".")
        }
        Some(row) => Script::new().text(&row.group.label).say("số", "number").count(row.at + 1).say(".", "."),
        None => Script::new(),
    }
}

/// What is written on the keyboard.
fn written<'o>(form: &'o Form, need: &Need<'o>) -> Utterance<'o> {
    let opening = match need {
        Need::Question(question) => prompt(question),
        Need::Name(whose) => Script::new()
            .say("Xin ghi họ, chữ đệm và tên của", "Please write the full name of the")
            .then(title(form, whose))
            .say(", như trên thẻ căn cước, có dấu.", ", as on the identity card, with its accents."),
        Need::Card(_) | Need::Residence(_) | Need::Another(_) => Script::new(),
    };
    Utterance {
        opening: opening.say(
            "Xin gõ trên bàn phím ở nửa dưới màn hình, rồi chạm Tiếp tục. Không gõ được thì Quý khách để trống, viết tay sau.",
            "Please write on the keyboard in the lower half of the screen, then touch continue. If typing is hard, leave it \
             and write it by hand.",
        ),
        choices: Script::new(),
    }
}

fn answered<'o>(
    form: &'o Form,
    question: &Question<'o>,
    open: Open<'_, 'o>,
    entry: &Entry,
    lang: Lang,
) -> Utterance<'o> {
    let (opening, draft) = (prompt(question), open.draft);
    let offered = || choices(form, draft, &question.blank, open.today);
    match &question.ask.how {
        How::YesNo => Utterance { opening, choices: yes_no() },
        How::Choice { other, .. } => {
            let labels = Script::new().choices(offered().into_iter().map(|choice| &choice.label));
            let choices = labels.say_if(*other, "Khác, tự ghi.", "Other, write it.");
            Utterance { opening, choices: choices.then(ways(question)) }
        }
        How::Digits { .. } | How::Number { .. } => Utterance {
            opening: opening.say(
                "Xin bấm số ở nửa dưới màn hình, rồi chạm Tiếp tục.",
                "Please touch the digits in the lower half of the screen, then continue.",
            ),
            choices: ways(question),
        },
        How::Day { .. } | How::Time => {
            let days = days(form, draft, &question.blank, open.today);
            let dial = Dial::new(&question.ask.how, &entry.text, days);
            Utterance { opening: dialled(opening, &dial, lang), choices: ways(question) }
        }
        How::Text { .. } => {
            Utterance { opening, choices: Script::new().say("Khác, tự ghi.", "Other, write it.") }
        }
    }
}

fn yes_no<'o>() -> Script<'o> {
    Script::new().say("Có hai ô: Có, và Không.", "There are two boxes: yes, and no.")
}

/// The ways past a question.
fn ways<'o>(question: &Question<'o>) -> Script<'o> {
    Script::new()
        .say("Quý khách có thể để trống, viết tay sau.", "You may leave it and write it by hand.")
        .say_if(!question.blank.field.required, "Hoặc bỏ qua câu này.", "Or skip this question.")
}

/// Which part of a day or a time is to be touched now; the question itself with the first.
fn dialled<'o>(opening: Script<'o>, dial: &Dial<'_>, lang: Lang) -> Script<'o> {
    let Some(part) = dial.open() else {
        return Script::new()
            .say("Quý khách đã chọn", "You have chosen")
            .value(set(dial, lang))
            .say(". Nếu đúng, xin chạm Tiếp tục.", ". If that is right, please touch continue.");
    };
    let (vi, en) = match part {
        Part::Day => ("Xin mời chạm vào ngày.", "Please touch the day."),
        Part::Month => ("Xin mời chạm vào tháng.", "Please touch the month."),
        Part::Decade => ("Xin mời chạm vào khoảng năm.", "Please touch the years that it lies in."),
        Part::Year => ("Xin mời chạm vào năm.", "Please touch the year."),
        Part::Hour => ("Xin mời chạm vào giờ.", "Please touch the hour."),
        Part::Ten => ("Xin mời chạm vào khoảng phút.", "Please touch the minutes that it lies in."),
        Part::Minute => ("Xin mời chạm vào phút.", "Please touch the minute."),
    };
    let first = matches!(part, Part::Day | Part::Hour);
    if first { opening.say(vi, en) } else { Script::new().say(vi, en) }
}

/// The whole day or time.
fn set(dial: &Dial<'_>, lang: Lang) -> Personal<String> {
    let part = |part| dial.value(part).unwrap_or_default();
    let time = dial.value(Part::Hour).filter(|_| dial.digits().expose().len() == 4);
    let words = match (time, lang) {
        (Some(hour), Lang::Vi) => format!("{hour} giờ {}{} phút", part(Part::Ten), part(Part::Minute)),
        (Some(hour), Lang::En) => format!("{hour}:{}{}", part(Part::Ten), part(Part::Minute)),
        (None, _) => Date::strptime("%d%m%Y", dial.digits().expose())
            .map(|day| match lang {
                Lang::Vi => format!("ngày {} tháng {} năm {}", day.day(), day.month(), day.year()),
                Lang::En => day.strftime("%-d %B %Y").to_string(),
            })
            .unwrap_or_default(),
    };
    Personal::new(words)
}

/// Where does this person live, now that the ward on the card was divided? The communes tell where the card says.
fn residence<'o>(form: &'o Form, whose: &Whose<'o>, open: Open<'_, 'o>) -> Utterance<'o> {
    let identity = open.draft.person(&whose.key).and_then(crate::form::Person::identity);
    let places = identity.map_or(&[][..], |identity| identity.residences());
    let names: Vec<&str> = places.iter().map(|place: &Place| place.commune.as_str()).collect();
    let home = Script::new().say("Nhà của", "Which commune does the home of the");
    Utterance {
        opening: home
            .then(title(form, whose))
            .say("nay thuộc phường, xã nào? Xin chạm vào một ô.", "belong to now? Please touch one box."),
        choices: Script::new()
            .say("Các lựa chọn:", "The choices:")
            .value(Personal::new(names.join(". ")))
            .say(". Nếu không rõ, Quý khách có thể bỏ qua.", ". If you are not sure, you may skip this."),
    }
}

/// Has this table another row?
fn another<'o>(group: &'o Group) -> Utterance<'o> {
    Utterance { opening: Script::new().sentence(&group.more), choices: yes_no() }
}
