//! The notices of procedures (niêm yết) for the office's wall, each printed by one touch.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::response::Redirect;
use kiosk_core::office::Offer;
use kiosk_core::text::Lang;
use kiosk_store::Deed;
use maud::{Markup, html};
use serde::Deserialize;

use super::clerk::Clerk;
use super::commands::note_deed;
use super::panel::side_bar;
use super::sign_in::pin_page;
use crate::options::{Console, StaffSignal};
use crate::page::{PageLang, frame, say};

/// The portal code of a procedure.
#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    code: String,
}

/// All procedures by their fields; `code` names the one that was just sent to the printer.
pub(super) async fn page(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    Query(sent): Query<Named>,
    clerk: Result<Clerk, super::Unsigned>,
) -> Markup {
    if clerk.is_err() {
        return pin_page(lang, &console, None).await;
    }
    let title = say(lang, "Niêm yết thủ tục", "Notices for the wall");
    let office = console.office();
    let body = html! {
        (side_bar(lang, title, "/staff/notices", &html! {}))
        main.narrow.wide {
            p { (say(lang, HOW.0, HOW.1)) }
            @if let Some(offer) = office.procedure(&sent.code) {
                p.note role="status" { (printing(lang, offer)) }
            }
            @for (field, offers) in by_field(&office.procedures, lang) {
                h2 { (field) }
                ul.notices { @for offer in offers { (row(lang, offer)) } }
            }
        }
    };
    frame(lang, title, &[], &body)
}

const HOW: (&str, &str) = (
    "Một tờ A4 để dán tường: tên thủ tục, giấy tờ cần mang, thời hạn, lệ phí và mã QR đến trang của thủ tục trên Cổng dịch vụ công \
     quốc gia. Giấy ra ở máy in A4.",
    "One A4 sheet for the wall: the procedure, what to bring, time, fee and a QR code to its page on the national portal. It comes out \
     of the A4 printer.",
);

fn printing(lang: Lang, offer: &Offer) -> String {
    let name = offer.procedure.name.get(lang);
    match lang {
        Lang::Vi => format!("Đã gửi đến máy in: {name}."),
        Lang::En => format!("Sent to the printer: {name}."),
    }
}

/// The procedures under their fields, both in the office's order.
fn by_field(offers: &[Offer], lang: Lang) -> Vec<(&str, Vec<&Offer>)> {
    offers.iter().fold(Vec::new(), |mut fields: Vec<(&str, Vec<&Offer>)>, offer| {
        let field = offer.procedure.field.get(lang);
        match fields.iter_mut().find(|(name, _)| *name == field) {
            Some((_, offers)) => offers.push(offer),
            None => fields.push((field, vec![offer])),
        }
        fields
    })
}

fn row(lang: Lang, offer: &Offer) -> Markup {
    let name = offer.procedure.name.get(lang);
    html! {
        li {
            form method="post" action="/staff/notices" {
                input type="hidden" name="code" value=(offer.procedure.code);
                span { (name) " " small { (offer.procedure.code) } }
                button aria-label=(format!("{}: {name}", say(lang, "In", "Print"))) { (say(lang, "In", "Print")) }
            }
        }
    }
}

/// Sends a procedure's notice to the printer; a code that nobody knows prints nothing.
pub(super) async fn print(
    State(console): State<Arc<Console>>,
    clerk: Clerk,
    Form(named): Form<Named>,
) -> Redirect {
    let office = console.office();
    let Some(offer) = office.procedure(&named.code) else {
        return Redirect::to("/staff/notices");
    };
    let code = &offer.procedure.code;
    (console.options.on_staff)(StaffSignal::PrintNotice(code.clone()));
    note_deed(&console, &clerk.id, Deed::NoticePrinted).await;
    Redirect::to(&format!("/staff/notices?code={code}"))
}
