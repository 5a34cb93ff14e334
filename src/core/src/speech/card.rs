//! The screens about a card, in words.

use crate::citizen::{CardWarning, Citizen, Identity, Personal};
use crate::form::{Capabilities, Draft, Form, Need, Spelling, Whose, next_need};
use crate::office::Office;
use crate::text::Lang;
use crate::visit::ScanProblem;

use super::{Script, Utterance};

/// Who the person is, as it stands in a sentence.
pub(super) fn title<'o>(form: &'o Form, whose: &Whose<'o>) -> Script<'o> {
    if form.is_applicant(&whose.key) {
        return Script::new().say("Quý khách", "applicant");
    }
    let of_row = whose.row.and_then(|row| row.group.title.as_ref());
    let title = form.slot(&whose.key).map(|slot| &slot.title).or(of_row);
    let title = title.map_or_else(|| Script::new().say("người", "person"), |text| Script::new().text(text));
    match whose.row {
        Some(row) => title.say("số", "number").count(row.at + 1),
        None => title,
    }
}

/// Whose card `draft` wants, unless it is the applicant's.
fn holder<'o>(office: &'o Office, draft: &Draft) -> Option<Script<'o>> {
    let form = office.forms.form(&draft.form)?;
    match next_need(form, office, draft, Capabilities::TOUCHSCREEN)? {
        Need::Card(whose) if !form.is_applicant(&whose.key) => Some(title(form, &whose)),
        Need::Card(_) | Need::Residence(_) | Need::Name(_) | Need::Question(_) | Need::Another(_) => None,
    }
}

pub(super) fn scan<'o>(
    office: &'o Office,
    procedure: &str,
    draft: &Draft,
    problem: Option<&ScanProblem>,
    works: bool,
) -> Utterance<'o> {
    let holder = holder(office, draft);
    if !works {
        return down(holder.is_some());
    }
    let opening = match (problem, &holder) {
        (Some(problem), _) => refused(problem, holder.clone()),
        (None, Some(holder)) => Script::new()
            .say("Xin mời đưa mã QR trên thẻ của", "Now please hold the QR code of the card of the")
            .then(holder.clone())
            .say("vào máy quét. Giữ yên đến khi nghe tiếng bíp.", "to the scanner, until you hear a beep."),
        (None, None) => own(office, procedure),
    };
    Utterance { opening, choices: ways(holder) }
}

fn own<'o>(office: &'o Office, procedure: &str) -> Script<'o> {
    let name = office.procedure(procedure).map(|offer| &offer.procedure.name);
    let script = name.map_or_else(Script::new, |name| Script::new().sentence(name));
    script.say(
        "Xin mời đưa mã QR trên thẻ căn cước vào máy quét. Mã ở mặt trước thẻ căn cước công dân gắn chip, hoặc mặt sau \
         thẻ Căn cước mới. Giữ yên mã đến khi nghe tiếng bíp. Thông tin trên thẻ chỉ dùng để điền tờ khai; xong việc, \
         máy xoá hết.",
        "Please hold the QR code of your identity card to the scanner. It is on the front of the chip card, or on the \
         back of the new Căn cước card. Hold it still until you hear a beep. What is on the card is used only to fill in \
         your form; when you have finished, this machine forgets it.",
    )
}

fn ways(holder: Option<Script<'_>>) -> Script<'_> {
    match holder {
        Some(holder) => Script::new()
            .say("Nút dưới cùng: thẻ của", "The lowest button: the card of the")
            .then(holder)
            .say("không có ở đây.", "is not here."),
        None => {
            Script::new().say("Nút dưới cùng: Tôi không mang thẻ.", "The lowest button: I have no card here.")
        }
    }
}

fn down<'o>(other: bool) -> Utterance<'o> {
    let opening = Script::new().say(
        "Máy quét thẻ đang hỏng. Xin Quý khách thông cảm.",
        "The card scanner is not working. We are sorry.",
    );
    let choices = Script::new()
        .say("Nút dưới cùng: Tiếp tục không cần thẻ.", "The lowest button: go on without a card.");
    let opening = opening
        .say_if(
            other,
            "Quý khách vẫn làm tiếp được và bổ sung phần còn thiếu.",
            "You can go on without this card and add what is missing.",
        )
        .say_if(
            !other,
            "Quý khách vẫn lấy được số và tờ khai trống.",
            "You can still take a number, and a blank form.",
        );
    Utterance { opening, choices }
}

/// What a card says against its holder is for headphones alone: an age, a sex.
fn refused<'o>(problem: &ScanProblem, holder: Option<Script<'o>>) -> Script<'o> {
    let script = Script::new();
    match problem {
        ScanProblem::NoCard(error) => script.refusal(*error),
        ScanProblem::SameCard => script
            .say(
                "Thẻ này đã được quét rồi. Xin mời Quý khách đưa thẻ của",
                "This card was scanned already. Now please take the card of the",
            )
            .then(holder.unwrap_or_default())
            .say(".", "."),
        ScanProblem::Misfit(misfit) => script
            .say("Thẻ này chưa đúng. Lý do:", "This is not the card that is wanted:")
            .value(Personal::new([misfit.what().vi.as_str(), &misfit.advice().vi].join(" ")))
            .say(".", "."),
    }
}

pub(super) fn without<'o>() -> Utterance<'o> {
    Utterance {
        opening: Script::new().say(
            "Không mang thẻ cũng không sao. Xin mời Quý khách chạm vào một ô.",
            "No card? That is no problem. Please touch what you would like.",
        ),
        choices: Script::new().say(
            "Ô trên: In tờ khai trống và lấy số. Ô dưới: Chỉ lấy số.",
            "The upper box: a blank form and a number. The lower box: only a number.",
        ),
    }
}

pub(super) fn confirm<'o>(
    office: &'o Office,
    draft: &Draft,
    identity: &Identity,
    lang: Lang,
) -> Utterance<'o> {
    let holder = holder(office, draft);
    let asked = match &holder {
        None => Script::new().say("Đây có phải là Quý khách không?", "Is this you?"),
        Some(holder) => {
            Script::new().say("Đây có phải là", "Is this the").then(holder.clone()).say("không?", "?")
        }
    };
    let opening = asked
        .say("Trên thẻ ghi:", "The card says:")
        .value(read(identity, lang))
        .say(".", ".")
        .then(warnings(identity));
    let doubtful = identity.citizen().is_some_and(Spelling::is_doubtful);
    Utterance { opening, choices: if doubtful { decisions() } else { yes_or_no() } }
}

/// What the screen shows of the card, for headphones.
fn read(identity: &Identity, lang: Lang) -> Personal<String> {
    let digits = |number: &str| number.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let last = digits(identity.number().digits().get(8..).unwrap_or_default());
    let number = match lang {
        Lang::Vi => format!("bốn số cuối {last}"),
        Lang::En => format!("last four digits {last}"),
    };
    Personal::new(
        identity.citizen().map_or(number.clone(), |citizen| holder_in_words(citizen, &number, lang)),
    )
}

fn holder_in_words(citizen: &Citizen, number: &str, lang: Lang) -> String {
    let (name, residence) = (&citizen.full_name, &citizen.residence);
    let born = citizen.birth_date;
    let (day, month, year) = (born.day(), born.month(), born.year());
    match lang {
        Lang::Vi => format!(
            "{name}. Sinh ngày {day} tháng {month} năm {year}. {}. Số định danh {number}. {residence}",
            citizen.sex.vietnamese()
        ),
        Lang::En => {
            format!("{name}. Born {}. Personal number, {number}. {residence}", born.strftime("%-d %B %Y"))
        }
    }
}

fn warnings<'o>(identity: &Identity) -> Script<'o> {
    let Some(citizen) = identity.citizen() else {
        return Script::new().say(
            "Máy quét này chỉ đọc được số của thẻ. Những mục khác máy sẽ hỏi, hoặc Quý khách viết tay.",
            "This scanner reads the card's number only. The rest is asked, or you write it by hand.",
        );
    };
    let has = |warning| citizen.warnings.contains(&warning);
    Script::new()
        .say_if(
            has(CardWarning::SexDiffers) || has(CardWarning::YearDiffers),
            "Có mục không khớp với số định danh. Xin Quý khách xem kỹ.",
            "Something does not fit the personal number. Please look closely.",
        )
        .say_if(
            Spelling::is_doubtful(citizen),
            "Máy đọc được họ tên không có dấu. Quý khách muốn ghi tờ khai thế nào?",
            "The name was read without accents. What should be on the form?",
        )
        .say_if(
            has(CardWarning::NoResidence),
            "Thẻ không ghi nơi thường trú. Xin Quý khách viết tay vào tờ khai.",
            "The card gives no place of residence. Please write it on the form by hand.",
        )
}

fn decisions<'o>() -> Script<'o> {
    Script::new().say(
        "Từ trên xuống: Tên trên thẻ đúng như vậy. Tên có dấu, tôi sẽ ghi lại. Quét lại.",
        "From the top: the name is right as it is. No, the name has accents. Scan again.",
    )
}

fn yes_or_no<'o>() -> Script<'o> {
    Script::new().say(
        "Nút dưới cùng: Đúng. Nút ngay trên: Không phải, quét thẻ khác.",
        "The lowest button: yes. The one above it: no, scan another card.",
    )
}
