//! What staff read when something is wrong: one sentence with what to do.

use kiosk_console::{Alarm, Severity};
use kiosk_core::text::Text;
use kiosk_core::visit::{self, Device, Devices, Fault, QueueNotice, StoreFault};

/// The alarms of `devices`, the most urgent first.
pub fn alarms(devices: &Devices) -> Vec<Alarm> {
    visit::alarms(devices).into_iter().map(alarm).collect()
}

fn alarm(alarm: visit::Alarm) -> Alarm {
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
        visit::Alarm::Down(device, fault) => {
            Alarm { key: key(device).into(), severity: Severity::Trouble, text: sentence(device, fault) }
        }
        visit::Alarm::Low(device, fault) => {
            Alarm { key: key(device).into(), severity: Severity::Warning, text: sentence(device, fault) }
        }
    }
}

fn key(device: Device) -> &'static str {
    match device {
        Device::TicketPrinter => "ticket-printer",
        Device::FormPrinter => "form-printer",
        Device::Scanner => "scanner",
    }
}

/// What is wrong with `device` and what to do about it.
pub fn sentence(device: Device, fault: Fault) -> Text {
    let (device_vi, device_en) = match device {
        Device::TicketPrinter => ("Máy in số", "Ticket printer"),
        Device::FormPrinter => ("Máy in A4", "A4 printer"),
        Device::Scanner => ("Đầu đọc mã QR", "QR scanner"),
    };
    let (fault_vi, fault_en) = words(fault);
    Text::new(format!("{device_vi}: {fault_vi}"), format!("{device_en}: {fault_en}"))
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
        Fault::Broken => ("báo lỗi, xin gọi kỹ thuật.", "reports an error; call the technician."),
    }
}

fn store(fault: StoreFault) -> Text {
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

fn queue(notice: QueueNotice) -> Text {
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
