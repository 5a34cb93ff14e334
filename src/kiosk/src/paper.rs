//! A form's data becomes what its template prints: its values once more as QR codes, for the clerk's computer.

use kiosk_core::citizen::Personal;
use kiosk_core::form::{Carried, Form};
use kiosk_hardware::page_code;
use zeroize::Zeroizing;

/// `data` with `codes`: a list of SVG drawings, empty for a form in which nothing stands and for one with more
/// values than codes can hold. Such a paper is typed in by hand.
pub fn with_codes(form: &Form, data: &Personal<String>) -> Personal<String> {
    match coded(form, data) {
        Some(coded) => coded,
        None => {
            tracing::warn!(form = form.id, "a form is printed without its codes");
            data.clone()
        }
    }
}

fn coded(form: &Form, data: &Personal<String>) -> Option<Personal<String>> {
    let carried = Carried::of(form, data)?;
    let codes =
        if carried.expose().values.is_empty() { Vec::new() } else { carried.expose().digits().ok()? };
    let drawn: Vec<Zeroizing<String>> =
        codes.iter().map(|code| page_code(code.expose()).map(Zeroizing::new).ok()).collect::<Option<_>>()?;
    let texts: Vec<&str> = drawn.iter().map(|drawing| drawing.as_str()).collect();
    let list = Zeroizing::new(serde_json::to_string(&texts).ok()?);
    // The data is one JSON object: the list goes before its closing brace.
    let body = data.expose().trim_end().strip_suffix('}')?;
    let comma = if body.trim_end().ends_with('{') { "" } else { "," };
    Some(Personal::new([body, comma, "\"codes\":", &list, "}"].concat()))
}
