//! The certificate that the pages are served with: replaced without a restart, and watched so that it does not end
//! unnoticed.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use kiosk_core::text::Text;
use kiosk_tls::{Certificate, Files, Server, TlsError};
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::interval;
use tokio_rustls::rustls::ServerConfig;

use crate::alarm::{Alarm, Severity};
use crate::connection::Tls;
use crate::options::Console;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(60 * 60);

/// Serves with `server` from now on, and with what takes its place in the files.
pub(crate) fn keep(console: &Arc<Console>, server: Server) -> Tls {
    let (config, tls) = watch::channel(server.config);
    if let Some((files, zone)) = console.options.network.tls.clone() {
        tokio::spawn(look_after(Arc::clone(console), files, zone, config));
    }
    tls
}

/// Looks at the files again and again, for ever.
async fn look_after(
    console: Arc<Console>,
    files: Files,
    zone: TimeZone,
    config: watch::Sender<Arc<ServerConfig>>,
) {
    let mut looks = interval(LOOK);
    loop {
        looks.tick().await;
        look(&console, &files, &zone, &config).await;
    }
}

/// Serves with what is in the files now. Files that do not fit, as in the middle of a renewal, change nothing but the
/// alarm.
pub(crate) async fn look(
    console: &Console,
    files: &Files,
    zone: &TimeZone,
    config: &watch::Sender<Arc<ServerConfig>>,
) {
    let files = files.clone();
    let Ok(read) = spawn_blocking(move || kiosk_tls::read(&files)).await else { return };
    let alarm = judged(read.as_ref().map(|server| &server.certificate), console.now().civil, zone);
    if let Ok(server) = read {
        config.send_replace(server.config);
    }
    console.certificate.send_if_modified(|stands| {
        let differs = *stands != alarm;
        *stands = alarm;
        differs
    });
}

/// What staff should hear of files that were read at local time `now`.
fn judged(read: Result<&Certificate, &TlsError>, now: DateTime, zone: &TimeZone) -> Option<Alarm> {
    match read {
        Ok(certificate) => alarm(certificate, now, zone),
        Err(error) => {
            tracing::error!(%error, "the staff pages' certificate cannot be renewed");
            Some(warning(
                "Chứng thư số (TLS) của trang cán bộ không đọc được. Xin báo kỹ thuật.".into(),
                "The staff pages' certificate (TLS) cannot be read. Tell the technician.".into(),
            ))
        }
    }
}

/// What staff should hear of `certificate` at local time `now` in the office's `zone`: when it ends within 30 days, and
/// when it has ended.
pub fn alarm(certificate: &Certificate, now: DateTime, zone: &TimeZone) -> Option<Alarm> {
    let moment = now.to_zoned(zone.clone()).ok()?.timestamp();
    if !certificate.should_be_renewed(moment) {
        return None;
    }
    let day = certificate.ends.to_zoned(zone.clone()).strftime("%d/%m/%Y").to_string();
    Some(if certificate.days_left(moment) < 0 {
        let vi = format!(
            "Chứng thư số (TLS) của trang cán bộ đã hết hạn ngày {day}. Xin báo kỹ thuật gia hạn ngay."
        );
        let en = format!(
            "The staff pages' certificate (TLS) ended on {day}. Tell the technician to renew it now."
        );
        Alarm { severity: Severity::Trouble, ..warning(vi, en) }
    } else {
        warning(
            format!("Chứng thư số (TLS) của trang cán bộ hết hạn ngày {day}. Xin báo kỹ thuật gia hạn."),
            format!("The staff pages' certificate (TLS) ends on {day}. Tell the technician to renew it."),
        )
    })
}

fn warning(vi: String, en: String) -> Alarm {
    Alarm { key: "certificate".into(), text: Text { vi, en }, severity: Severity::Warning }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use jiff::civil::date;

    use super::*;

    fn certificate() -> Certificate {
        Certificate {
            subject: "kiosk.local".into(),
            names: vec!["kiosk.local".into()],
            begins: "2026-11-22T00:00:00Z".parse().unwrap(),
            // The morning of the 25th in Vietnam.
            ends: "2027-12-24T20:00:00Z".parse().unwrap(),
            fingerprint: String::new(),
        }
    }

    #[test]
    fn staff_hear_of_a_certificate_thirty_days_before_its_end_and_after_it() {
        let zone = TimeZone::get("Asia/Ho_Chi_Minh").unwrap();
        let at = |day| alarm(&certificate(), day, &zone);
        assert_eq!(at(date(2027, 11, 24).at(8, 0, 0, 0)), None);
        let soon = at(date(2027, 11, 27).at(8, 0, 0, 0)).unwrap();
        assert!(soon.severity == Severity::Warning && soon.text.vi.contains("25/12/2027"), "{soon:?}");
        let over = at(date(2027, 12, 26).at(8, 0, 0, 0)).unwrap();
        assert!(over.severity == Severity::Trouble && over.text.vi.contains("đã hết hạn"), "{over:?}");
    }

    #[test]
    fn files_that_cannot_be_read_are_told() {
        let error = TlsError::NoCertificate("server.crt".into());
        let told = judged(Err(&error), date(2026, 11, 23).at(8, 0, 0, 0), &TimeZone::UTC).unwrap();
        assert_eq!((told.key.as_str(), told.severity), ("certificate", Severity::Warning));
    }
}
