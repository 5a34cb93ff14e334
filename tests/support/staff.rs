//! The staff pages of a harnessed kiosk over real HTTP, and a browser in which an administrator has signed in.

use std::net::TcpListener;
use std::sync::Arc;

use jiff::tz::TimeZone;
use kiosk::clock::Clock as _;
use kiosk::machine;
use kiosk_console::{ConsoleHandle, ConsoleOptions, Network, hash_pin, serve};
use kiosk_core::visit::Event;
use tokio::sync::watch;

use super::Kiosk;

/// The first administrator's PIN.
const PIN: &str = "2468";

/// A browser of staff, and the console that it talks to.
pub struct StaffBrowser {
    url: String,
    cookies: String,
    agent: ureq::Agent,
    _console: ConsoleHandle,
}

impl StaffBrowser {
    /// Serves the staff pages of `kiosk`, whose queue has to work, and signs in as the first administrator.
    pub fn of(kiosk: &Kiosk) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (clock, events) = (kiosk.clock.clone(), kiosk.events());
        let options = ConsoleOptions {
            office: kiosk.in_force.clone(),
            store: watch::channel(Some(kiosk.store().clone())).1,
            alarms: watch::channel(Vec::new()).1,
            clock: Arc::new(move || clock.reading()),
            network: Network::default(),
            time_zone: TimeZone::UTC,
            pin_hash: hash_pin(PIN).unwrap(),
            voice: None,
            demo: None,
            on_staff: Arc::new(move |signal| {
                events.send(Event::Staff(machine::staff_event(signal))).unwrap();
            }),
        };
        let console = serve(listener, options).unwrap();
        let config = ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false);
        let url = format!("http://{}", console.local_addr);
        let mut browser =
            Self { url, cookies: String::new(), agent: config.build().into(), _console: console };
        browser.cookies = browser.post("/staff/sign-in", &[("pin", PIN)]).2;
        browser
    }

    /// A page's text.
    pub fn get(&self, path: &str) -> String {
        let request = self.agent.get(format!("{}{path}", self.url)).header("Cookie", &self.cookies);
        request.call().unwrap().body_mut().read_to_string().unwrap()
    }

    /// Sends a form; gives the status, where it leads, and the cookies that come.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
        let request = self.agent.post(format!("{}{path}", self.url));
        let request = request.header("Cookie", &self.cookies).header("Origin", &self.url);
        let answer = request.send_form(fields.iter().copied()).unwrap();
        let header = |name: &str| {
            let value = answer.headers().get(name).map(|value| value.to_str().unwrap());
            value.unwrap_or_default().to_owned()
        };
        let cookies = header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        (answer.status().as_u16(), header("location"), cookies)
    }

    /// Sends a settings page as it is shown, but for these fields.
    pub fn change(&self, path: &str, differs: &[(&str, &str)]) {
        let shown = fields(&self.get(path));
        let kept = shown.iter().filter(|(name, _)| differs.iter().all(|(other, _)| name != other));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let sent: Vec<(&str, &str)> = kept.chain(differs.iter().copied()).collect();
        assert_eq!(self.post(path, &sent).1, format!("{path}?note=saved"));
    }
}

/// The fields of the form under a page's `main`, as a browser would send them.
fn fields(page: &str) -> Vec<(String, String)> {
    let form = page.split("<main").nth(1).and_then(|main| main.split("</form>").next()).unwrap();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split_once(&format!(r#" {name}=""#))?.1.split('"').next()?;
        Some(value.replace("&amp;", "&"))
    };
    let inputs = form.split("<input").skip(1).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let choice = tag.contains(r#"type="checkbox""#) || tag.contains(r#"type="radio""#);
        let sent = !choice || tag.contains(" checked");
        sent.then(|| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default())))?
    });
    let areas = form.split("<textarea").skip(1).filter_map(|tag| {
        let (head, rest) = tag.split_once('>')?;
        Some((attribute(head, "name")?, rest.split("</textarea>").next()?.to_owned()))
    });
    inputs.chain(areas).collect()
}
