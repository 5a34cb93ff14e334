//! The frame of every page, and the language that it is in.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, header};
use axum::response::AppendHeaders;
use kiosk_core::text::Lang;
use maud::{DOCTYPE, Markup, html};

/// One of two texts that stand in the program.
pub(crate) fn say<'a>(lang: Lang, vi: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn code(lang: Lang) -> &'static str {
    say(lang, "vi", "en")
}

/// The language that this browser chose last; Vietnamese before it has chosen.
pub(crate) struct PageLang(pub(crate) Lang);

impl<S: Send + Sync> FromRequestParts<S> for PageLang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let cookies =
            parts.headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let english = cookies.flat_map(|line| line.split(';')).any(|cookie| cookie.trim() == "lang=en");
        Ok(Self(if english { Lang::En } else { Lang::Vi }))
    }
}

/// The header that makes a browser remember `lang`, for a year, over HTTPS alone if `secure`; anything but `en` is
/// Vietnamese.
pub(crate) fn remember_language(lang: &str, secure: bool) -> AppendHeaders<[(HeaderName, String); 1]> {
    let lang = if lang == "en" { "en" } else { "vi" };
    let secure = if secure { "; Secure" } else { "" };
    AppendHeaders([(
        header::SET_COOKIE,
        format!("lang={lang}; Path=/; Max-Age=31536000; SameSite=Strict{secure}"),
    )])
}

/// Two buttons, VI and EN, that come back to `back`.
pub(crate) fn language_switch(lang: Lang, back: &str) -> Markup {
    html! {
        form.languages method="post" action="/lang" {
            input type="hidden" name="back" value=(back);
            @for (value, label, name) in [("vi", "VI", "Tiếng Việt"), ("en", "EN", "English")] {
                button name="lang" value=(value) lang=(value) title=(name) aria-pressed=(code(lang) == value) { (label) }
            }
        }
    }
}

/// A whole page; `scripts` are names of assets.
pub(crate) fn frame(lang: Lang, title: &str, scripts: &[&str], body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(code(lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/console.css";
                @for script in scripts {
                    script src={ "/assets/" (script) } type="module" {}
                }
            }
            body { (body) }
        }
    }
}
