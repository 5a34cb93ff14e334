//! The machine itself: folder, fonts, address, forms.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use kiosk_core::office::Office;
use kiosk_hardware::Fonts;
use tempfile::NamedTempFile;

use super::super::form::renderer;
use super::finding::Finding;
use crate::alarm;
use crate::clock::{Clock as _, SystemClock};
use crate::machine::blank_form;

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

/// Whether the staff pages can be served there.
pub(super) fn staff_pages(address: SocketAddr) -> Finding {
    let part = "Trang cán bộ / Staff pages";
    match TcpListener::bind(address) {
        Ok(_) => Finding::good(part, format!("http://{address}/staff")),
        Err(error) => Finding::bad(
            part,
            format!(
                "{address}: {error}. Kiosk đang chạy, hoặc xin chọn địa chỉ khác. / The kiosk is running, or choose \
                 another address."
            ),
        ),
    }
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
