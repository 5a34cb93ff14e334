//! The office in force: its configuration, with what administrators have set laid over it.

use std::sync::{Arc, Mutex, PoisonError};

use kiosk_core::office::{Office, Part};
use kiosk_core::text::{Lang, Text};
use kiosk_store::{Store, StoreError};
use tokio::sync::watch;

use crate::alarm::{Alarm, Severity};
use crate::page::say;

/// The office in force, as one handle for all who follow it. Cloned handles follow the same office.
#[derive(Clone)]
pub struct OfficeInForce {
    inner: Arc<Inner>,
}

/// What holds at a moment, for whoever follows it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InForce {
    office: Arc<Office>,
    left_out: Vec<Part>,
}

struct Inner {
    configured: Arc<Office>,
    now: watch::Sender<InForce>,
    /// Reading and publishing are one, so that an older reading never replaces a newer one.
    renewing: Mutex<()>,
}

impl OfficeInForce {
    /// The configured office, of which nothing is set.
    pub fn new(configured: Arc<Office>) -> Self {
        let now = InForce { office: Arc::clone(&configured), left_out: Vec::new() };
        let inner = Inner { configured, now: watch::channel(now).0, renewing: Mutex::default() };
        Self { inner: Arc::new(inner) }
    }

    /// The office as the configuration says it.
    pub fn configured(&self) -> &Office {
        &self.inner.configured
    }

    /// The office as it is now.
    pub fn now(&self) -> Arc<Office> {
        Arc::clone(&self.inner.now.borrow().office)
    }

    /// Reads what is set in `store` and lets it hold from now on; parts that do not fit the configuration are left
    /// out, and [`Console`](crate::ConsoleOptions) alarms staff of them. It blocks.
    ///
    /// # Errors
    /// When the database cannot be read; then nothing has changed.
    pub fn renew(&self, store: &Store) -> Result<(), StoreError> {
        let _one_at_a_time = self.inner.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        let (settings, mut left_out) = store.settings()?.read();
        let (office, misfits) = self.inner.configured.with_what_fits(&settings);
        left_out.extend(misfits);
        for part in &left_out {
            tracing::error!(?part, "what was set does not fit the configuration and is left out");
        }
        self.inner.now.send_if_modified(|now| {
            let differs = *now.office != office || now.left_out != left_out;
            if differs {
                *now = InForce { office: Arc::new(office), left_out };
            }
            differs
        });
        Ok(())
    }

    /// The parts that do not fit the configuration any more.
    pub(crate) fn left_out(&self) -> Vec<Part> {
        self.inner.now.borrow().left_out.clone()
    }

    /// Follows the changes.
    pub(crate) fn changes(&self) -> watch::Receiver<InForce> {
        self.inner.now.subscribe()
    }

    /// What staff are to know when a part of what is set was left out.
    pub(crate) fn alarm(&self) -> Option<Alarm> {
        let left_out = self.left_out();
        let named = |lang| left_out.iter().map(|part| name(lang, *part)).collect::<Vec<_>>().join(", ");
        let text = || {
            Text::new(
                format!(
                    "Cài đặt không còn khớp với tệp cấu hình nên chưa áp dụng: {}. Xin quản trị viên xem lại \
                     trang Cài đặt.",
                    named(Lang::Vi)
                ),
                format!(
                    "What was set no longer fits the configuration and does not hold: {}. An administrator should \
                     look at the settings.",
                    named(Lang::En)
                ),
            )
        };
        (!left_out.is_empty()).then(|| Alarm {
            key: "settings".into(),
            severity: Severity::Warning,
            text: text(),
        })
    }
}

/// What staff call a part.
pub(crate) fn name(lang: Lang, part: Part) -> &'static str {
    match part {
        Part::Services => say(lang, "Dịch vụ", "Services"),
        Part::Counters => say(lang, "Quầy", "Counters"),
        Part::Hours => say(lang, "Giờ làm việc", "Hours"),
        Part::Texts => say(lang, "Thông tin", "Texts"),
    }
}
