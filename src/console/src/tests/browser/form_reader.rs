//! The form reader: digits that a scanner types become a form's values, in the browser itself.

use std::collections::BTreeMap;

use kiosk_core::form::Carried;
use serde_json::{Value, json};

use super::*;

/// A window with the form reader, ready.
fn reader(address: SocketAddr) -> Chromium {
    let mut window = at_counter(address, 0);
    window.go(&format!("http://{address}/staff/form"));
    window.wait_for("document.querySelector('#state').textContent === 'Sẵn sàng đọc.'");
    window.js("document.querySelector('#code').focus()");
    window
}

/// What a scanner that plays a keyboard does.
fn scan(window: &mut Chromium, digits: &str) {
    window.write(digits);
    window.key("Enter");
}

fn codes(values: BTreeMap<String, Value>) -> Vec<String> {
    let form = office().forms.forms().find(|form| form.id == "ct01").unwrap().clone();
    let carried = Carried { form: form.id, edition: form.edition, values };
    carried.digits().unwrap().iter().map(|code| code.expose().clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn the_form_reader_is_ready_and_refuses_what_is_no_code() {
    let bench = Bench::new();
    let console = served(&bench, "127.0.0.1:0");
    let mut window = reader(console.local_addr);
    scan(&mut window, "abc");
    window.wait_for("document.querySelector('#state').textContent.includes('không phải mã')");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn a_printed_code_becomes_the_forms_values_and_goes_again() {
    let bench = Bench::new();
    let console = served(&bench, "127.0.0.1:0");
    let mut window = reader(console.local_addr);
    let values = BTreeMap::from([
        ("full_name".to_owned(), json!("NGUYỄN THỊ ÁNH TUYẾT")),
        ("birth_date".to_owned(), json!("1986-02-09")),
    ]);
    let codes = codes(values);
    assert_eq!(codes.len(), 1);
    scan(&mut window, &codes[0]);
    window.wait_for("document.querySelector('dl.values')?.textContent.includes('NGUYỄN THỊ ÁNH TUYẾT')");
    // Days as they are typed into the office's software.
    window.wait_for("document.querySelector('dl.values').textContent.includes('09/02/1986')");
    assert_eq!(window.js("document.querySelector('#code').value"), "");
    window.js("document.querySelector('#forget').click()");
    window.wait_for("!document.body.innerText.includes('NGUYỄN THỊ ÁNH TUYẾT')");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs chromium: make test-browser"]
async fn several_codes_of_one_paper_are_read_in_any_order() {
    let bench = Bench::new();
    let console = served(&bench, "127.0.0.1:0");
    let mut window = reader(console.local_addr);
    // Words that do not repeat, so that they do not get shorter.
    let mixed = |nth: u64| format!("{:x}", nth.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let long: String = (1..100).map(mixed).collect();
    let codes = codes(BTreeMap::from([("full_name".to_owned(), json!(long))]));
    assert!(codes.len() > 1);
    for code in codes.iter().rev() {
        scan(&mut window, code);
    }
    window.wait_for(&format!("document.querySelector('dl.values')?.textContent.includes('{long}')"));
}
