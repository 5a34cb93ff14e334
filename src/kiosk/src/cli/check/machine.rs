//! The machine itself: folder, fonts, address, forms.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use kiosk_console::{Network, Severity, certificate_alarm};
use kiosk_core::office::Office;
use kiosk_hardware::Fonts;
use tempfile::NamedTempFile;

use super::super::form::renderer;
use super::finding::Finding;
use crate::alarm;
use crate::clock::{Clock as _, SystemClock};
use crate::machine::blank_form;
use crate::read_aloud::ReadAloud;

/// Whether the queue's database can be kept there.
pub(super) fn data_folder(folder: &Path) -> Finding {
    let part = "Thư mục dữ liệu / Data folder";
    let written = std::fs::create_dir_all(folder).and_then(|()| NamedTempFile::new_in(folder).map(drop));
    match written {
        Ok(()) => Finding::good(part, folder.display().to_string()),
        Err(error) => Finding::bad(
            part,
            format!(
                "{}: {error}. Xin sửa quyền của thư mục. / Let the kiosk's user write there.",
                folder.display()
            ),
        ),
    }
}

/// Whether slips can be drawn.
pub(super) fn fonts() -> Finding {
    let part = "Phông chữ / Fonts";
    match Fonts::system() {
        Ok(_) => Finding::good(part, "có / there"),
        Err(error) => Finding::bad(part, format!("{error}. make deps")),
    }
}

/// Whether the staff pages can be served there, and whether PINs go through the network for all to see.
pub(super) fn staff_pages(address: SocketAddr, encrypted: bool) -> Finding {
    let part = "Trang cán bộ / Staff pages";
    let scheme = if encrypted { "https" } else { "http" };
    match TcpListener::bind(address) {
        Ok(_) if !encrypted && !address.ip().is_loopback() => Finding::note(
            part,
            format!(
                "http://{address}/staff: mã PIN đi qua mạng không mã hoá, xin xem kiosk tls. / PINs are not encrypted, \
                 see kiosk tls."
            ),
        ),
        Ok(_) => Finding::good(part, format!("{scheme}://{address}/staff")),
        Err(error) => Finding::bad(
            part,
            format!(
                "{address}: {error}. Kiosk đang chạy, hoặc xin chọn địa chỉ khác. / The kiosk is running, or choose \
                 another address."
            ),
        ),
    }
}

/// Whether the certificate can be served, and for how long.
pub(super) fn certificate(network: &Network, clock: &SystemClock) -> Option<Finding> {
    let part = "Chứng thư / Certificate";
    let (files, zone) = network.tls.as_ref()?;
    let certificate = match kiosk_tls::read(files) {
        Ok(server) => server.certificate,
        Err(error) => return Some(Finding::bad(part, format!("{error}. kiosk tls"))),
    };
    Some(match certificate_alarm(&certificate, clock.reading().civil, zone) {
        None => {
            let day = certificate.ends.to_zoned(zone.clone()).strftime("%d/%m/%Y").to_string();
            Finding::good(part, format!("{}; đến / until {day}", certificate.names.join(", ")))
        }
        Some(alarm) => {
            let text = format!("{} / {}", alarm.text.vi, alarm.text.en);
            match alarm.severity {
                Severity::Warning => Finding::note(part, text),
                Severity::Trouble => Finding::bad(part, text),
            }
        }
    })
}

/// Whether screens can be read aloud, where that is wished; the socket's device may come later.
pub(super) fn read_aloud(wanted: Option<&ReadAloud>) -> Option<Finding> {
    let (part, wanted) = ("Đọc to màn hình / Reading aloud", wanted?);
    let missing = wanted.jack.as_ref().filter(|jack| !jack.exists());
    Some(match (wanted.settings.tried(), missing) {
        (Err(error), _) => Finding::bad(part, format!("{error}. make deps; aplay -l")),
        (Ok(()), Some(jack)) => {
            let jack = jack.display();
            Finding::note(part, format!("{jack}: không thấy ổ cắm tai nghe. / no headphone socket there."))
        }
        (Ok(()), None) => Finding::good(part, "espeak-ng, aplay"),
    })
}

/// Whether a form can be made here, and which forms end soon.
pub(super) fn forms(office: &Office, clock: &SystemClock) -> Vec<Finding> {
    let part = "Biểu mẫu / Forms";
    let today = clock.reading().civil.date();
    let offered = office.offers(today).count();
    let made = match blank_form(office, clock) {
        None => Finding::bad(part, "không có thủ tục nào. / no procedure is offered: [[office.procedure]]"),
        Some(job) => match renderer().render(&job) {
            Ok(_) => Finding::good(part, format!("{offered} thủ tục / procedures")),
            Err(error) => Finding::bad(part, format!("{error}. make deps")),
        },
    };
    let lapsing = alarm::lapsing(office, today);
    let lapsing = lapsing.map(|alarm| Finding::note(part, format!("{} / {}", alarm.text.vi, alarm.text.en)));
    std::iter::once(made).chain(lapsing).collect()
}
