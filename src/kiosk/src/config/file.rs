//! The shape of the file, before its values are checked. `Spanned` keeps each value's place.

use serde::Deserialize;
use toml::Spanned;

/// A whole `kiosk.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub office: Office,
    #[serde(default)]
    pub queue: Queue,
    #[serde(default)]
    pub hours: Hours,
    pub data: Data,
    pub console: Console,
    #[serde(default)]
    pub voice: Voice,
    #[serde(default)]
    pub read_aloud: ReadAloud,
    #[serde(default)]
    pub screen: Screen,
    pub ticket_printer: TicketPrinter,
    pub scanner: Port,
    #[serde(rename = "form_printer")]
    pub form_printers: Vec<FormPrinter>,
}

/// The demo's file: an office, and no devices.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoFile {
    pub office: Office,
    #[serde(default)]
    pub queue: Queue,
    #[serde(default)]
    pub hours: Hours,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    pub name: Spanned<String>,
    pub name_en: Spanned<String>,
    pub colour: Option<Spanned<String>>,
    #[serde(default)]
    pub commune: String,
    #[serde(default)]
    pub province: String,
    pub province_code: Option<Spanned<String>>,
    pub residence_agency: String,
    pub place: String,
    #[serde(default)]
    pub hospitals: Vec<String>,
    #[serde(default)]
    pub neighbourhoods: Vec<String>,
    pub fill_optional: Option<bool>,
    pub forms: Option<Spanned<String>>,
    pub time_zone: Spanned<String>,
    pub public_url: Option<Spanned<String>>,
    #[serde(rename = "notice", default)]
    pub notices: Vec<Announcement>,
    #[serde(rename = "house_rule", default)]
    pub house_rules: Vec<Announcement>,
    #[serde(rename = "service")]
    pub services: Vec<Service>,
    #[serde(rename = "counter")]
    pub counters: Vec<Counter>,
    #[serde(rename = "procedure")]
    pub procedures: Vec<Procedure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    pub vi: Spanned<String>,
    pub en: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub id: Spanned<String>,
    pub name: Spanned<String>,
    pub name_en: Spanned<String>,
    pub prefix: Spanned<String>,
    pub ready: Option<Spanned<String>>,
    pub ready_en: Option<Spanned<String>>,
    pub minutes: Option<Spanned<u32>>,
    pub start: Option<Spanned<u32>>,
    pub width: Option<Spanned<u8>>,
    pub limit: Option<Spanned<u32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    pub number: Spanned<u32>,
    pub services: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    pub code: Spanned<String>,
    pub service: Spanned<String>,
    pub fee: Option<Spanned<String>>,
    pub fee_en: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    pub ratio: Option<Spanned<u32>>,
    pub recalls: Option<Spanned<u32>>,
    #[serde(rename = "class", default)]
    pub classes: Vec<Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    pub id: Spanned<String>,
    pub name: String,
    pub name_en: String,
    pub grounds: Spanned<String>,
    pub from_age: Option<Spanned<u16>>,
    pub priority: Option<bool>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    pub monday: Option<Vec<Spanned<String>>>,
    pub tuesday: Option<Vec<Spanned<String>>>,
    pub wednesday: Option<Vec<Spanned<String>>>,
    pub thursday: Option<Vec<Spanned<String>>>,
    pub friday: Option<Vec<Spanned<String>>>,
    pub saturday: Option<Vec<Spanned<String>>>,
    pub sunday: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub closed_on: Vec<Spanned<String>>,
    pub last_ticket: Option<Spanned<u32>>,
    pub day_begins: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    pub dir: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Console {
    pub listen: Spanned<String>,
    pub pin_hash: Spanned<String>,
    pub tls: Option<Tls>,
    #[serde(default)]
    pub proxies: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    pub certificate: String,
    pub key: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    pub board: Option<bool>,
    pub sound_card: Option<bool>,
    pub clips: Option<Spanned<String>>,
    pub zero: Option<Spanned<String>>,
    pub english: Option<bool>,
    pub speed: Option<Spanned<u16>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct ReadAloud {
    pub offered: Option<bool>,
    pub speed: Option<Spanned<u16>>,
    pub volume: Option<Spanned<u16>>,
    pub jack: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Screen {
    pub keyboard: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Port {
    pub port: String,
    pub profile: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketPrinter {
    pub port: String,
    pub profile: Spanned<String>,
    pub profiles: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormPrinter {
    pub uri: Spanned<String>,
    pub name: Option<Spanned<String>>,
    pub name_en: Option<Spanned<String>>,
    #[serde(default)]
    pub services: Vec<Spanned<String>>,
}
