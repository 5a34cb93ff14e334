//! What cannot be, in a sentence beside the field that it is about.

use kiosk_core::office::{Office, SettingError, rule};
use kiosk_core::queue::{CounterId, ServiceId};
use kiosk_core::text::Lang;
use kiosk_store::StoreError;

use super::filled::row_field;
use super::hours::weekday;
use crate::page::say;

/// Something that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    /// The form's field; empty for what is about the whole form.
    pub(super) field: String,
    /// What is wrong and what to do.
    pub(super) sentence: String,
}

/// The rows of the form in which values stand; a form has up to two lists.
pub(super) type Rows = [Vec<usize>; 2];

/// What is wrong, in words, beside the row of the form that it stands in.
pub(super) fn mistake(lang: Lang, office: &Office, rows: &Rows, error: &SettingError) -> Mistake {
    let (field, (vi, en)) = place(rows, error);
    let sentence = if let SettingError::CounterWithoutService { counter, service } = error {
        needed_by_counter(lang, office, *counter, service)
    } else if let SettingError::ProcedureWithoutService { procedure, service } = error {
        needed_by_procedure(lang, office, procedure, service)
    } else {
        weekday_of(lang, error) + say(lang, vi, en)
    };
    Mistake { field, sentence }
}

/// The name of the day whose hours cannot be, before what is wrong with them.
fn weekday_of(lang: Lang, error: &SettingError) -> String {
    if let SettingError::Weekday(day) = error { format!("{}: ", weekday(lang, *day)) } else { String::new() }
}

/// The field and the sentence of a rule that was not kept.
fn place(rows: &Rows, error: &SettingError) -> (String, (&'static str, &'static str)) {
    let first = |field: &str, nth: &usize| row_field(field, rows[0].get(*nth).copied().unwrap_or(*nth));
    let second = |field: &str, nth: &usize| row_field(field, rows[1].get(*nth).copied().unwrap_or(*nth));
    let form = String::new;
    match error {
        SettingError::NoneOpen => (form(), NONE_OPEN),
        SettingError::ServiceId(nth) => (first("id", nth), ID),
        SettingError::ServiceIdTaken(nth) => (first("id", nth), ID_TAKEN),
        SettingError::ServiceName(nth) => (first("name", nth), LABEL),
        SettingError::Prefix(nth) => (first("prefix", nth), PREFIX),
        SettingError::PrefixTaken(nth) => (first("prefix", nth), PREFIX_TAKEN),
        SettingError::Ready(nth) => (first("ready", nth), READY),
        SettingError::Minutes(nth) => (first("minutes", nth), MINUTES),
        SettingError::Start(nth) => (first("start", nth), START),
        SettingError::Width(nth) => (first("width", nth), WIDTH),
        SettingError::PerDay(nth) => (first("limit", nth), PER_DAY),
        SettingError::CounterNumber(nth) => (first("number", nth), COUNTER),
        SettingError::CounterNumberTaken(nth) => (first("number", nth), COUNTER_TAKEN),
        SettingError::CounterWithoutService { .. } | SettingError::ProcedureWithoutService { .. } => {
            (form(), PRINTER)
        }
        SettingError::PrinterWithoutService { .. } => (form(), PRINTER),
        SettingError::Weekday(day) => (row_field("day", *day), WEEKDAY),
        SettingError::LastTicket => ("last".into(), LAST_TICKET),
        SettingError::OfficeName => (row_field("name", 0), OFFICE_NAME),
        SettingError::Notice(nth) => (first("notice", nth), ANNOUNCEMENT),
        SettingError::TooManyNotices => ("notice".into(), NOTICES),
        SettingError::HouseRule(nth) => (second("rule", nth), ANNOUNCEMENT),
        SettingError::TooManyHouseRules => ("rule".into(), HOUSE_RULES),
    }
}

/// A sentence in Vietnamese and English.
type Said = (&'static str, &'static str);

const NONE_OPEN: Said =
    ("Phải có ít nhất một dịch vụ đang cấp số.", "At least one service has to give out numbers.");
const ID: Said = (
    "Mã gồm chữ thường không dấu, chữ số và gạch nối, không có khoảng trắng, như ho-tich.",
    "An id has small letters, digits and dashes and no spaces, such as ho-tich.",
);
const ID_TAKEN: Said = ("Mã này đã có dịch vụ khác dùng.", "Another service has this id.");
const LABEL: Said = (
    "Xin ghi tên bằng cả hai thứ tiếng, mỗi tên một dòng, nhiều nhất 120 chữ cái.",
    "Please write the name in both languages, one line of up to 120 letters each.",
);
const PREFIX: Said = ("Xin ghi một hoặc hai chữ cái A đến Z.", "Please write one or two letters, A to Z.");
const PREFIX_TAKEN: Said = ("Dịch vụ khác đã dùng chữ này.", "Another service begins its numbers with this.");
const READY: Said = (
    "Xin ghi bằng cả hai thứ tiếng, hoặc để trống cả hai; mỗi thứ tiếng nhiều nhất 120 chữ cái.",
    "Please write it in both languages or in neither, up to 120 letters each.",
);
const MINUTES: Said = ("Xin ghi từ 1 đến 240, hoặc để trống.", "Please write 1 to 240, or nothing.");
const START: Said = ("Xin ghi từ 1 đến 9000.", "Please write 1 to 9000.");
const WIDTH: Said = ("Xin ghi từ 1 đến 6.", "Please write 1 to 6.");
const PER_DAY: Said = ("Xin ghi từ 1 đến 9000, hoặc để trống.", "Please write 1 to 9000, or nothing.");
const COUNTER: Said = ("Xin ghi số quầy, từ 1 trở lên.", "Please write the counter's number, from 1 on.");
const COUNTER_TAKEN: Said = ("Quầy khác đã mang số này.", "Another counter has this number.");
const PRINTER: Said = (
    "Máy in tờ khai trong tệp cấu hình còn cần dịch vụ này, nên chưa bỏ được. Xin thôi đánh dấu “Đang cấp số” thay vì bỏ.",
    "A form printer of the configuration still needs this service, so it cannot go. Please untick “Gives numbers” instead.",
);
const WEEKDAY: Said = (
    "giờ mở phải trước giờ đóng, và buổi sau phải bắt đầu sau buổi trước.",
    "each time has to begin before it ends, and after the one before it.",
);
const LAST_TICKET: Said = ("Xin ghi từ 0 đến 600 phút.", "Please write 0 to 600 minutes.");
const OFFICE_NAME: Said = (
    "Xin ghi tên bằng cả hai thứ tiếng, nhiều nhất 3 dòng và 120 chữ cái.",
    "Please write the name in both languages, up to 3 lines and 120 letters.",
);
const ANNOUNCEMENT: Said = (
    "Xin ghi bằng cả hai thứ tiếng, mỗi thứ tiếng một dòng, nhiều nhất 160 chữ cái.",
    "Please write it in both languages, one line of up to 160 letters each.",
);
const NOTICES: Said = ("Nhiều nhất 6 thông báo.", "Six notices at most.");
const HOUSE_RULES: Said = ("Nhiều nhất 12 điều.", "Twelve rules at most.");

fn needed_by_counter(lang: Lang, office: &Office, counter: CounterId, service: &ServiceId) -> String {
    let name = office.service(service).map_or(&service.0[..], |service| service.name.get(lang));
    match lang {
        Lang::Vi => format!("Quầy {} đang gọi “{name}”. Xin bỏ dịch vụ này khỏi quầy trước.", counter.0),
        Lang::En => {
            format!("Counter {} calls “{name}”. Please take the service from the counter first.", counter.0)
        }
    }
}

fn needed_by_procedure(lang: Lang, office: &Office, procedure: &str, service: &ServiceId) -> String {
    let name = office.service(service).map_or(&service.0[..], |service| service.name.get(lang));
    let procedure = office.procedure(procedure).map_or(procedure, |offer| offer.procedure.name.get(lang));
    match lang {
        Lang::Vi => format!(
            "Thủ tục “{procedure}” thuộc dịch vụ “{name}”, nên chưa bỏ được. Xin thôi đánh dấu “Đang cấp số” thay vì bỏ."
        ),
        Lang::En => format!(
            "The procedure “{procedure}” joins “{name}”, which therefore cannot go. Please untick “Gives numbers” instead."
        ),
    }
}

/// A mistake about the whole form.
pub(super) fn whole(sentence: impl Into<String>) -> Mistake {
    Mistake { field: String::new(), sentence: sentence.into() }
}

/// A change of the cut-off that would begin another service day, or the day before again.
pub(super) fn other_day(lang: Lang) -> Mistake {
    let sentence = say(
        lang,
        "Giờ này sẽ đổi ngày làm việc ngay lúc này và số sẽ đếm lại. Xin chọn giờ khác, hoặc đổi vào lúc khác.",
        "This would change the service day at this moment, and numbers would start again. Please choose another time, \
         or change it later.",
    );
    Mistake { field: "begins".into(), sentence: sentence.into() }
}

/// Why the database did not take a change; `None` when that has nothing to do with what was typed.
pub(super) fn refused(lang: Lang, office: &Office, error: &StoreError) -> Option<Mistake> {
    if let StoreError::ServiceInUse(service) = error {
        Some(whole(service_in_use(lang, office, service)))
    } else if let StoreError::CounterInUse(counter) = error {
        Some(whole(counter_in_use(lang, *counter)))
    } else {
        (*error == StoreError::SettingMoved).then(|| whole(say(lang, MOVED.0, MOVED.1)))
    }
}

const MOVED: Said = (
    "Trong lúc bạn sửa, người khác đã thay đổi cài đặt. Nội dung bạn nhập vẫn còn đây; xin xem lại rồi lưu lần nữa.",
    "Somebody else changed the settings meanwhile. What you typed is still here; please check it and save again.",
);

fn service_in_use(lang: Lang, office: &Office, service: &ServiceId) -> String {
    let name = office.service(service).map_or(&service.0[..], |service| service.name.get(lang));
    match lang {
        Lang::Vi => format!(
            "Còn số chưa xong của “{name}”. Xin thôi đánh dấu “Đang cấp số” bây giờ và bỏ dịch vụ khi không còn ai chờ."
        ),
        Lang::En => format!(
            "There are open numbers of “{name}”. Please untick “Gives numbers” now and remove it when nobody waits."
        ),
    }
}

fn counter_in_use(lang: Lang, counter: CounterId) -> String {
    match lang {
        Lang::Vi => format!(
            "Quầy {} còn số chưa xong hoặc có số được chuyển đến. Xin kết thúc các số đó trước.",
            counter.0
        ),
        Lang::En => {
            format!(
                "Counter {} has open numbers, or some were sent to it. Please finish them first.",
                counter.0
            )
        }
    }
}

/// Nothing may be longer than the core allows; the sentences above say its figures.
const _: () = assert!(
    rule::LABEL_LENGTH == 120
        && rule::ANNOUNCEMENT_LENGTH == 160
        && rule::NOTICES == 6
        && rule::HOUSE_RULES == 12
);
