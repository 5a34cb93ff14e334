//! What a model of scanner sends, and what it can be told.

use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{ProfileError, find, parse};

/// A file of `profiles/scanners/`, under its stem.
macro_rules! scanners {
    ($($name:literal),+) => {
        &[$(($name, include_str!(concat!("../../profiles/scanners/", $name, ".toml")))),+]
    };
}

const SCANNERS: &[(&str, &str)] =
    scanners!["generic-cdc", "gm65", "honeywell", "newland", "zebra-cdc", "hid-keyboard"];

/// How a scanner is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interface {
    /// A serial line: USB-CDC, or a UART behind an adapter.
    Serial,
    /// It plays a keyboard (`/dev/input/by-id/…-event-kbd`); only the 12-digit number of a card can be trusted.
    Keyboard,
}

/// A byte that ends a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suffix {
    /// Carriage return, 0x0D.
    Cr,
    /// Line feed, 0x0A.
    Lf,
    /// Tabulator, 0x09.
    Tab,
}

impl Suffix {
    /// The byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Cr => b'\r',
            Self::Lf => b'\n',
            Self::Tab => b'\t',
        }
    }
}

/// Bytes for the scanner, written in profiles as hexadecimal pairs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// What is sent.
    #[serde(deserialize_with = "hexadecimal")]
    pub send: Vec<u8>,
    /// What it answers, kept out of the scans; empty when it answers nothing.
    #[serde(default, deserialize_with = "hexadecimal")]
    pub reply: Vec<u8>,
}

/// The order to read one code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// The order.
    pub order: Order,
    /// The scanner gives up after a while: the order is given again after so many ms.
    pub again_ms: u64,
}

/// What a model of scanner sends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScannerProfile {
    /// The file's stem.
    #[serde(skip)]
    pub name: String,
    /// What it stands for, in a technician's words.
    pub model: String,
    /// How it is reached.
    pub interface: Interface,
    /// Line speed in bit/s, 8N1; without meaning on USB-CDC and for keyboards.
    pub baud: u32,
    /// Bytes that end a frame.
    pub suffix: Vec<Suffix>,
    /// A pause in ms that ends a frame as well.
    pub silence_ms: u64,
    /// Longest frame in bytes.
    pub limit_bytes: usize,
    /// The same frame again within this time in ms is dropped.
    pub repeat_ms: u64,
    /// Sent whenever the line is opened; settings that the scanner forgets without power.
    #[serde(default)]
    pub setup: Vec<Order>,
    /// Sent while the scanner is armed, if it reads only when told.
    pub trigger: Option<Trigger>,
    /// Sent when it is disarmed.
    pub stop: Option<Order>,
    /// What a technician sets on the scanner itself, in one sentence each.
    pub advice: Vec<String>,
}

impl ScannerProfile {
    /// The built-in profile `name`, or an error that names those there are.
    pub fn named(name: &str) -> Result<Self, ProfileError> {
        Self::parse(name, find(SCANNERS, name)?)
    }

    /// Reads a profile from TOML; `name` is the file's stem.
    pub fn parse(name: &str, text: &str) -> Result<Self, ProfileError> {
        let mut profile: Self = parse(name, text)?;
        profile.name = name.to_owned();
        profile.check()?;
        Ok(profile)
    }

    /// The names of the built-in profiles.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SCANNERS.iter().map(|(name, _)| *name)
    }

    /// The pause that ends a frame.
    pub fn silence(&self) -> Duration {
        Duration::from_millis(self.silence_ms)
    }

    /// The time within which the same frame is the same scan.
    pub fn repeat(&self) -> Duration {
        Duration::from_millis(self.repeat_ms)
    }

    /// Whether `byte` ends a frame.
    pub fn ends_frame(&self, byte: u8) -> bool {
        self.suffix.iter().any(|suffix| suffix.byte() == byte)
    }

    /// All orders that the scanner may be given.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        let trigger = self.trigger.as_ref().map(|trigger| &trigger.order);
        self.setup.iter().chain(trigger).chain(&self.stop)
    }

    fn check(&self) -> Result<(), ProfileError> {
        let keyboard = self.interface == Interface::Keyboard;
        // A card begins with a digit: an answer that begins otherwise is never taken for one.
        let told_apart = |reply: &[u8]| {
            reply.first().is_none_or(|b| b.is_ascii_control()) && !reply.iter().any(|b| self.ends_frame(*b))
        };
        let rules: [(bool, &'static str, &'static str); 7] = [
            (self.baud >= 300, "baud", "at least 300"),
            ((10..=1000).contains(&self.silence_ms), "silence_ms", "from 10 to 1000"),
            ((256..=4096).contains(&self.limit_bytes), "limit_bytes", "from 256 to 4096"),
            (self.orders().all(|o| (1..=256).contains(&o.send.len())), "send", "1 to 256 bytes"),
            (
                self.orders().all(|o| told_apart(&o.reply)),
                "reply",
                "begun by a control character, without suffix",
            ),
            (self.trigger.as_ref().is_none_or(|t| t.again_ms >= 500), "trigger.again_ms", "at least 500"),
            (!keyboard || self.orders().next().is_none(), "interface", "serial where orders are sent"),
        ];
        match rules.into_iter().find(|(holds, _, _)| !holds) {
            None => Ok(()),
            Some((_, key, must)) => Err(ProfileError::Value { name: self.name.clone(), key, must }),
        }
    }
}

fn hexadecimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let pair = |pair: &str| if pair.len() == 2 { u8::from_str_radix(pair, 16).ok() } else { None };
    let bytes: Option<Vec<u8>> = text.split_whitespace().map(pair).collect();
    bytes.ok_or_else(|| D::Error::custom("pairs of hexadecimal digits, separated by spaces"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_built_in_profile_is_sound_and_advises_the_technician() {
        for name in ScannerProfile::names() {
            let profile = ScannerProfile::named(name).unwrap();
            assert_eq!(profile.name, name);
            assert!(!profile.advice.is_empty(), "{name}");
        }
    }

    #[test]
    fn bad_bytes_and_bad_values_are_refused_by_name() {
        let text = find(SCANNERS, "gm65").unwrap();
        let odd = ScannerProfile::parse("x", &text.replace("7e 00 08", "7e 0 8")).unwrap_err();
        assert!(odd.to_string().contains("hexadecimal"), "{odd}");
        let value = |from: &str, to: &str| match ScannerProfile::parse("x", &text.replace(from, to)) {
            Err(ProfileError::Value { key, .. }) => key,
            other => unreachable!("{other:?}"),
        };
        assert_eq!(value("limit_bytes = 1024", "limit_bytes = 9999"), "limit_bytes");
        assert_eq!(value("reply = \"02 00 00 01 00 33 31\"", "reply = \"30 31\""), "reply");
        assert_eq!(value("interface = \"serial\"", "interface = \"keyboard\""), "interface");
    }
}
