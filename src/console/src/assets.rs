//! Styles, scripts and the icon, out of the program itself.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::options::Console;

const FILES: [(&str, &str, &str); 15] = [
    ("console.css", "text/css; charset=utf-8", include_str!("../assets/console.css")),
    ("board.css", "text/css; charset=utf-8", include_str!("../assets/board.css")),
    ("icon.svg", "image/svg+xml", include_str!("../assets/icon.svg")),
    ("stream.js", SCRIPT, include_str!("../assets/stream.js")),
    ("figures.css", "text/css; charset=utf-8", include_str!("../assets/figures.css")),
    ("large.js", SCRIPT, include_str!("../assets/large.js")),
    ("voice.js", SCRIPT, include_str!("../assets/voice.js")),
    ("board.js", SCRIPT, include_str!("../assets/board.js")),
    ("phone.css", "text/css; charset=utf-8", include_str!("../assets/phone.css")),
    ("phone.js", SCRIPT, include_str!("../assets/phone.js")),
    ("staff.js", SCRIPT, include_str!("../assets/staff.js")),
    ("form.js", SCRIPT, include_str!("../assets/form.js")),
    ("form-code.js", SCRIPT, include_str!("../assets/form-code.js")),
    ("screen.js", SCRIPT, include_str!("../assets/screen.js")),
    ("demo.js", SCRIPT, include_str!("../assets/demo.js")),
];

const SCRIPT: &str = "text/javascript; charset=utf-8";

pub(crate) fn routes() -> Router<Arc<Console>> {
    Router::new().route("/assets/{name}", get(asset))
}

async fn asset(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(file, _, _)| *file == name) {
        // Asked for again at every load: a board must not run the script of the version before.
        Some((_, kind, text)) => {
            ([(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "no-cache")], *text).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
