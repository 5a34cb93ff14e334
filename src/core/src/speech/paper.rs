//! The page under review and the papers, in words. What stands on them is never said.

use crate::form::Form;
use crate::office::Office;
use crate::visit::{PageRun, Paper, Progress};

use super::{Script, Utterance};

/// The form as it will be printed, of so many `pages`, with the keys of the fields that stay for the pen.
pub(super) fn review<'o>(form: Option<&'o Form>, pages: usize, left_for_pen: &[String]) -> Utterance<'o> {
    let labels = left_for_pen.iter().filter_map(|key| Some(&form?.blank(key)?.field.label));
    let labels: Vec<_> = labels.collect();
    let opening = Script::new()
        .say(
            "Xin mời xem lại tờ khai trước khi in. Tờ khai có",
            "Please check your form before it is printed. It has",
        )
        .count(pages)
        .say("trang.", if pages == 1 { "page." } else { "pages." })
        .say(
            "Nội dung tờ khai, xin Quý khách xem trên màn hình, hoặc nhờ người đi cùng hay cán bộ xem giúp.",
            "What is on the form is shown on the screen; if you cannot read it, ask your companion or the staff.",
        );
    let opening = match labels.is_empty() {
        true => opening,
        false => opening.say("Quý khách sẽ viết tay:", "You will write by hand:").choices(labels),
    };
    Utterance {
        opening,
        choices: Script::new().say(
            "Nút dưới cùng: In tờ khai và lấy số. Nếu chưa đúng, xin chạm Quay lại.",
            "The lowest button: print and take a number. If something is not right, please touch back.",
        ),
    }
}

/// One of the answers on the page is to be another. They are said by nobody but the screen.
pub(super) fn amend<'o>() -> Utterance<'o> {
    Utterance::told(Script::new().say(
        "Quý khách muốn sửa mục nào? Xin chạm vào mục cần sửa; các câu trả lời ở trên màn hình.",
        "What would you like to change? Please touch it; the answers are on the screen.",
    ))
}

/// The page is covered, because nobody has touched the screen for a while.
pub(super) fn covered<'o>() -> Utterance<'o> {
    Utterance::told(Script::new().say(
        "Tờ khai đang được che để người khác không xem được. Xin chạm vào màn hình để xem tiếp.",
        "Your form is covered, so that nobody else reads it. Please touch the screen to see it again.",
    ))
}

pub(super) fn printing<'o>(paper: &Paper) -> Utterance<'o> {
    Utterance::told(
        Script::new()
            .say(
                "Đang in giấy tờ cho Quý khách, xin chờ tại đây. Số của Quý khách là",
                "Your papers are being printed, please wait here. Your number is",
            )
            .ticket(&paper.ticket.number)
            .say(".", "."),
    )
}

pub(super) fn finished<'o>(office: &'o Office, paper: &Paper) -> Utterance<'o> {
    let number = Script::new().say(
        "Quý khách đã có số thứ tự. Số của Quý khách là",
        "You have a place in the queue. Your number is",
    );
    let opening = number
        .ticket(&paper.ticket.number)
        .say(".", ".")
        .then(ahead(paper.ticket.ahead))
        .then(slip(paper.slip))
        .then(paper.page.as_ref().map(|page| form(office, page)).unwrap_or_default())
        .say(
            "Xin mời ngồi chờ. Khi nghe gọi số này, mời đến quầy, mang theo thẻ căn cước.",
            "Please take a seat. When this number is called, go to the counter with your identity card.",
        );
    let choices = Script::new()
        .say_if(paper.may_lead_on(), "Có thể chạm: Làm thêm việc khác.", "You may touch: another errand.")
        .say("Nút dưới cùng bên phải: Xong.", "The lowest button on the right: finish.");
    Utterance { opening, choices }
}

fn ahead<'o>(ahead: u32) -> Script<'o> {
    match ahead {
        0 => Script::new().say("Quý khách là người tiếp theo.", "You are next."),
        1 => Script::new().say("Trước Quý khách còn một người.", "One person is before you."),
        many => Script::new()
            .say("Trước Quý khách còn", "Before you are")
            .count(many as usize)
            .say("người.", "people."),
    }
}

fn slip<'o>(slip: Progress) -> Script<'o> {
    match slip {
        Progress::Running | Progress::Printed => Script::new().say("Xin lấy phiếu số.", "Please take your ticket."),
        Progress::Failed => Script::new().say(
            "Máy chưa in được phiếu, nhưng lượt của Quý khách vẫn được giữ. Xin nhớ số này, hoặc chạm In lại phiếu.",
            "The ticket could not be printed. Your place is kept all the same. Please remember your number, or touch \
             “Print the ticket again”.",
        ),
        Progress::Unconfirmed => Script::new().say(
            "Nếu không thấy phiếu ra, xin chạm In lại phiếu, hoặc nhớ số này.",
            "If no ticket came out, please touch “Print the ticket again”, or remember your number.",
        ),
    }
}

fn form<'o>(office: &'o Office, page: &PageRun) -> Script<'o> {
    let at = office.form_printer(page.printer).and_then(|printer| printer.name.as_ref());
    match (page.progress, at) {
        (Progress::Running | Progress::Printed, None) => {
            Script::new().say("Lấy tờ khai, đọc rồi ký tên.", "Take your form, read it and sign it.")
        }
        (Progress::Running | Progress::Printed, Some(at)) => Script::new()
            .say("Lấy tờ khai ở máy in tại", "Take your form at")
            .text(at)
            .say(", đọc rồi ký tên.", ", read it and sign it."),
        (Progress::Failed, _) => Script::new().say(
            "Máy chưa in được tờ khai. Xin chạm In lại tờ khai; nếu vẫn không được, cán bộ tại quầy sẽ hỗ trợ.",
            "The form could not be printed. Please touch “Print the form again”; if it fails again, the staff at the \
             counter will help you.",
        ),
        (Progress::Unconfirmed, _) => Script::new().say(
            "Nếu chưa thấy tờ khai, xin chạm In lại tờ khai.",
            "If no form came out, please touch “Print the form again”.",
        ),
    }
}
