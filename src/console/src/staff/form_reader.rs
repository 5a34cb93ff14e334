//! The form reader: the values that a printed form carries in its codes, read in the browser itself.
//! The server learns which form it is and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use kiosk_core::text::{Lang, Text};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::clerk::Clerk;
use super::panel::side_bar;
use super::sign_in::pin_page;
use crate::options::Console;
use crate::page::{PageLang, frame, say};

/// The page. It works without a counter: whoever takes the paper in may sit anywhere.
pub(super) async fn page(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    clerk: Result<Clerk, super::Unsigned>,
) -> Markup {
    if clerk.is_err() {
        return pin_page(lang, &console, None).await;
    }
    let title = say(lang, "Đọc tờ khai", "Form reader");
    let body = html! {
        (side_bar(lang, title, "/staff/form", &html! {}))
        main.narrow.wide {
            p { (say(lang, HOW.0, HOW.1)) }
            form #reader autocomplete="off" {
                label for="code" { (say(lang, "Mã trên tờ khai", "Code on the form")) }
                input #code inputmode="numeric" autocomplete="off" spellcheck="false" autofocus;
                button #forget type="button" { (say(lang, "Xoá, đọc tờ khác", "Clear, read another")) }
            }
            p #state role="status" {}
            (sentences(lang))
            section #result {}
        }
    };
    frame(lang, title, &["form.js"], &body)
}

const HOW: (&str, &str) = (
    "Quét mã QR ở lề trái trang đầu của tờ khai bằng máy quét của máy tính này. Các giá trị chỉ hiện trong trang này, không gửi đi \
     đâu, và tự xoá sau 5 phút.",
    "Scan the QR code in the left margin of the form's first page with this computer's scanner. The values stand in this page only, \
     are sent nowhere, and go after 5 minutes.",
);

/// What the script says, in the page's language.
fn sentences(lang: Lang) -> Markup {
    html! {
        div #says hidden
            data-ready=(say(lang, "Sẵn sàng đọc.", "Ready."))
            data-digits=(say(lang, "Đây không phải mã trên tờ khai của kiosk.", "This is no code of a kiosk's form."))
            data-version=(say(lang, "Tờ khai này do phiên bản khác in ra. Xin nhập tay.", "Another version printed this form. Please type it in."))
            data-more=(say(lang, "Còn {n} mã nữa, xin quét tiếp.", "{n} more to scan."))
            data-check=(say(lang, "Đọc chưa đúng, xin quét lại.", "Misread, please scan again."))
            data-whole=(say(lang, "Đã đọc đủ.", "Read completely."))
            data-copy=(say(lang, "Chép", "Copy"))
            data-copied=(say(lang, "Đã chép", "Copied"))
            data-copy-all=(say(lang, "Chép tất cả (JSON)", "Copy all (JSON)")) {}
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    form: String,
    #[serde(default)]
    edition: String,
}

/// What a form's fields are called; those of a repeated part as `members.relation`.
#[derive(Serialize)]
pub(super) struct Labels {
    title: String,
    fields: BTreeMap<String, String>,
}

/// The labels of a form, or 404 for one that this kiosk does not have.
pub(super) async fn labels(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    _: Clerk,
    Query(asked): Query<Asked>,
) -> Result<Json<Labels>, StatusCode> {
    let office = console.office();
    let forms = &office.forms;
    let edition = forms.forms().find(|form| form.id == asked.form && form.edition == asked.edition);
    let form = edition.or_else(|| forms.form(&asked.form)).ok_or(StatusCode::NOT_FOUND)?;
    let label = |key: String, label: &Text| (key, label.get(lang).to_owned());
    let groups = form.groups.iter().map(|group| label(group.key.clone(), &group.label));
    let fields = form.keyed_fields().map(|(key, _, field)| label(key, &field.label));
    let title = form.title.get(lang).to_owned();
    Ok(Json(Labels { title, fields: groups.chain(fields).collect() }))
}
