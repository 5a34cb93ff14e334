//! What staff read when something is wrong: one sentence with what to do.

use jiff::civil::Date;
use kiosk_console::{Alarm, Severity};
use kiosk_core::office::{FormPrinter, Office, PrinterId};
use kiosk_core::text::{Lang, Text};
use kiosk_core::visit::{self, Device, Devices, Fault, QueueNotice, StoreFault};

/// The alarms of the office's `devices`, the most urgent first.
pub fn alarms(office: &Office, devices: &Devices) -> Vec<Alarm> {
    visit::alarms(devices).into_iter().map(|each| alarm(office, each)).collect()
}

/// The warning of forms that end soon or have ended on `day`, without another edition to take their place.
pub fn lapsing(office: &Office, day: Date) -> Option<Alarm> {
    let forms = office.forms.lapsing(day);
    let first = forms.iter().filter_map(|form| form.until).min()?.strftime("%d/%m/%Y");
    let titles = |lang| forms.iter().map(|form| form.title.get(lang)).collect::<Vec<_>>().join("; ");
    let text = Text::new(
        format!(
            "Có mẫu đơn chỉ dùng đến hết ngày {first}, xin báo kỹ thuật cập nhật mẫu mới: {}.",
            titles(Lang::Vi)
        ),
        format!("Some forms end with {first}; ask the technician for the new ones: {}.", titles(Lang::En)),
    );
    Some(Alarm { key: "forms".into(), severity: Severity::Warning, text })
}

fn alarm(office: &Office, alarm: visit::Alarm) -> Alarm {
    match alarm {
        visit::Alarm::HelpWanted => Alarm {
            key: "help".into(),
            severity: Severity::Trouble,
            text: Text::new("Công dân cần giúp đỡ ở máy lấy số.", "A citizen asks for help at the kiosk."),
        },
        visit::Alarm::Store(fault) => {
            Alarm { key: "store".into(), severity: Severity::Trouble, text: store(fault) }
        }
        visit::Alarm::Queue(notice) => {
            Alarm { key: "queue".into(), severity: Severity::Trouble, text: queue(notice) }
        }
        visit::Alarm::Down(device, fault) => Alarm {
            key: key(device),
            severity: severity(device),
            text: sentence(&name(&office.form_printers, device), fault),
        },
        visit::Alarm::Low(device, fault) => Alarm {
            key: key(device),
            severity: Severity::Warning,
            text: sentence(&name(&office.form_printers, device), fault),
        },
    }
}

/// How much it matters that `device` does not work. Without the voice everybody else goes on.
fn severity(device: Device) -> Severity {
    match device {
        Device::TicketPrinter | Device::FormPrinter(_) | Device::Scanner => Severity::Trouble,
        Device::Voice => Severity::Warning,
    }
}

fn key(device: Device) -> String {
    match device {
        Device::TicketPrinter => "ticket-printer".into(),
        Device::FormPrinter(PrinterId(0)) => "form-printer".into(),
        Device::FormPrinter(PrinterId(place)) => format!("form-printer-{}", place + 1),
        Device::Scanner => "scanner".into(),
        Device::Voice => "read-aloud".into(),
    }
}

/// What is wrong with the device that staff call `device`, and what to do about it.
pub fn sentence(device: &Text, fault: Fault) -> Text {
    let (fault_vi, fault_en) = words(fault);
    Text::new(format!("{}: {fault_vi}", device.vi), format!("{}: {fault_en}", device.en))
}

/// What `fault` means and what to do about it, as a sentence of its own.
pub fn remedy(fault: Fault) -> Text {
    let (vi, en) = words(fault);
    Text::new(capitalised(vi), capitalised(en))
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What staff call `device`; an A4 printer that has a name in `form_printers` goes by it.
pub fn name(form_printers: &[FormPrinter], device: Device) -> Text {
    match device {
        Device::TicketPrinter => Text::new("Máy in số", "Ticket printer"),
        Device::Scanner => Text::new("Đầu đọc mã QR", "QR scanner"),
        Device::Voice => Text::new("Đọc to màn hình", "Reading aloud"),
        Device::FormPrinter(printer) => match form_printers.get(printer.0).and_then(|p| p.name.as_ref()) {
            Some(name) => {
                Text::new(format!("Máy in A4 tại {}", name.vi), format!("A4 printer at {}", name.en))
            }
            None => Text::new("Máy in A4", "A4 printer"),
        },
    }
}

fn words(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::PaperLow => {
            ("sắp hết giấy, xin chuẩn bị cuộn mới.", "paper is nearly out; have a new roll ready.")
        }
        Fault::SlipWaiting => ("phiếu chưa được lấy, xin lấy phiếu ra.", "a slip was not taken; remove it."),
        Fault::Unreported => (
            "không báo được trạng thái, thỉnh thoảng xin đến xem máy.",
            "does not report its state; look at it from time to time.",
        ),
        Fault::PaperOut => ("hết giấy, xin thay giấy.", "out of paper; put in new paper."),
        Fault::CoverOpen => ("nắp đang mở, xin đóng nắp lại.", "the cover is open; close it."),
        Fault::Jam => (
            "kẹt giấy hoặc kẹt dao cắt, xin mở nắp và gỡ giấy.",
            "paper or cutter is jammed; open and clear it.",
        ),
        Fault::TonerLow => ("sắp hết mực.", "toner is nearly out."),
        Fault::TonerEmpty => ("hết mực, xin thay mực.", "out of toner; replace it."),
        Fault::NoA4 => (
            "không hỗ trợ khổ A4, xin gọi kỹ thuật chọn máy in khác hoặc sửa hàng đợi CUPS.",
            "does not support A4; call the technician to choose another printer or mend the CUPS queue.",
        ),
        Fault::NoPdf => (
            "không nhận tệp PDF, xin gọi kỹ thuật đặt một hàng đợi CUPS trước máy in.",
            "takes no PDF; call the technician to put a CUPS queue before it.",
        ),
        Fault::Offline => ("báo chưa sẵn sàng, xin kiểm tra máy.", "says that it is not ready; look at it."),
        Fault::Unplugged => {
            ("mất kết nối, xin kiểm tra dây và nguồn điện.", "not connected; check cable and power.")
        }
        Fault::Silent => {
            ("không trả lời, xin tắt rồi bật lại.", "does not answer; switch it off and on again.")
        }
        Fault::NotInstalled => (
            "thiếu chương trình espeak-ng hoặc aplay, xin báo kỹ thuật cài.",
            "espeak-ng or aplay is missing; tell the technician to install them.",
        ),
        Fault::Broken => ("báo lỗi, xin gọi kỹ thuật.", "reports an error; call the technician."),
    }
}

/// Why no numbers are issued, and what to do about it.
pub fn store(fault: StoreFault) -> Text {
    match fault {
        StoreFault::Full => Text::new(
            "Ổ đĩa đầy: chưa cấp được số. Xin gọi kỹ thuật dọn ổ đĩa; số đã cấp không mất.",
            "The disk is full: no numbers can be issued. Call the technician; issued numbers are safe.",
        ),
        StoreFault::Newer => Text::new(
            "Dữ liệu hàng chờ thuộc phiên bản mới hơn: chưa cấp được số. Xin gọi kỹ thuật cập nhật phần mềm.",
            "The queue's data is from a newer version: no numbers can be issued. Call the technician to update.",
        ),
        StoreFault::Corrupt => Text::new(
            "Tệp dữ liệu hàng chờ bị hỏng: chưa cấp được số. Xin gọi kỹ thuật, không xoá tệp.",
            "The queue's data file is damaged: no numbers can be issued. Call the technician; do not delete it.",
        ),
        StoreFault::Broken => Text::new(
            "Lỗi dữ liệu hàng chờ: chưa cấp được số. Xin gọi kỹ thuật.",
            "The queue's data cannot be written: no numbers can be issued. Call the technician.",
        ),
    }
}

/// What is to be known about the queue's data.
pub fn queue(notice: QueueNotice) -> Text {
    match notice {
        QueueNotice::BegunAnew => Text::new(
            "Dữ liệu hàng chờ bị hỏng nên đã lập hàng chờ mới, số mới không trùng số cũ. Xin mời trực tiếp những \
             công dân đang cầm số cũ của hôm nay, rồi báo kỹ thuật.",
            "The queue's data was damaged and a new queue has begun; no number is given twice. Please call those who \
             hold an older number of today in person, and tell the technician.",
        ),
        QueueNotice::Damaged => Text::new(
            "Dữ liệu hàng chờ có chỗ hỏng; hiện vẫn gọi số được. Xin báo kỹ thuật; khi khởi động lại, kiosk sẽ lập \
             hàng chờ mới.",
            "The queue's data is damaged in places; numbers can still be called. Tell the technician: when the kiosk \
             starts again, it begins a new queue.",
        ),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn staff_hear_of_forms_that_end_two_months_before() {
        let (office, _) = crate::config::demo().unwrap();
        assert_eq!(lapsing(&office, date(2026, 11, 23)), None);
        let alarm = lapsing(&office, date(2027, 1, 15)).unwrap();
        assert!(alarm.severity == Severity::Warning, "{alarm:?}");
        assert!(
            alarm.text.vi.contains("28/02/2027") && alarm.text.vi.contains("xác nhận tình trạng hôn nhân"),
            "{alarm:?}"
        );
    }
}
