//! The shape of the file, before its values are checked. `Spanned` keeps each value's place.

use serde::Deserialize;
use toml::Spanned;

/// A whole `kiosk.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub office: Office,
    pub data: Data,
    pub console: Console,
    pub ticket_printer: TicketPrinter,
    pub scanner: Port,
    pub form_printer: Ipp,
}

/// The demo's file: an office, and no devices.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoFile {
    pub office: Office,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    pub name: String,
    pub name_en: String,
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
    pub time_zone: Spanned<String>,
    pub public_url: Option<Spanned<String>>,
    #[serde(rename = "service")]
    pub services: Vec<Service>,
    #[serde(rename = "counter")]
    pub counters: Vec<Counter>,
    #[serde(rename = "procedure")]
    pub procedures: Vec<Procedure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub id: Spanned<String>,
    pub name: String,
    pub name_en: String,
    pub prefix: Spanned<String>,
    pub ready: Option<Spanned<String>>,
    pub ready_en: Option<Spanned<String>>,
    pub minutes: Option<Spanned<u32>>,
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
pub struct Ipp {
    pub uri: Spanned<String>,
}
