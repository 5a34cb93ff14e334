//! How browsers reach the staff pages.

use std::net::IpAddr;
use std::path::PathBuf;

use jiff::tz::TimeZone;
use kiosk_console::Network;
use kiosk_tls::Files;
use toml::Spanned;

use super::Reader;
use crate::config::{Mistake, file};

impl Reader<'_> {
    /// Whether the files fit is found out when they are read: a certificate may be renewed while the kiosk runs.
    pub(super) fn network(
        &self,
        tls: Option<file::Tls>,
        proxies: Vec<Spanned<String>>,
        zone: &TimeZone,
    ) -> Result<Network, Mistake> {
        let files = |tls: file::Tls| Files {
            certificate: PathBuf::from(tls.certificate),
            key: PathBuf::from(tls.key),
        };
        Ok(Network {
            tls: tls.map(|tls| (files(tls), zone.clone())),
            proxies: proxies.iter().map(|proxy| self.proxy(proxy)).collect::<Result<_, _>>()?,
        })
    }

    fn proxy(&self, text: &Spanned<String>) -> Result<IpAddr, Mistake> {
        text.get_ref().parse().map_err(|_| {
            let problem = format!("\"{}\" is no address", text.get_ref());
            let remedy = "Write the address from which the office's own proxy asks, such as \"192.168.1.5\".";
            self.wrong(text, "console.proxies", problem, remedy.into())
        })
    }
}
