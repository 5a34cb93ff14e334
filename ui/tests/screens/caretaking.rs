//! Staff's pages with long but real texts.

use kiosk_ui::{DeviceRow, Health, Page, Pin, Progress};

use crate::samples::tile;

pub fn staff(count: usize) -> Page {
    let names = [("lan.nguyen", "Nguyễn Thị Ngọc Lan"), ("minh", "Trần Minh"), ("admin", "admin")];
    let tiles = names.iter().cycle().take(count);
    Page::Staff { names: tiles.map(|(id, name)| tile(id, name, id)).collect() }
}

pub fn pin(digits: u32, state: Pin) -> Page {
    Page::Pin { who: "Công Tằng Tôn Nữ Phước Huyền Trân".into(), digits, state }
}

fn device(name: &str, words: &str, health: Health) -> DeviceRow {
    DeviceRow { name: name.into(), words: words.into(), health, test: None, tested: None }
}

/// Every device in a state of its own.
pub fn maintain(restarting: bool) -> Page {
    let tested = |row, place, tested| DeviceRow { test: Some(place), tested, ..row };
    let paper_out = device("Máy in số", "Hết giấy, xin thay giấy.", Health::Bad);
    let first = device("Máy in A4 tại quầy 1", "Hoạt động tốt", Health::Good);
    let second = device(
        "Máy in A4 tại quầy 2 (tầng 2)",
        "Không nhận tệp PDF, xin gọi kỹ thuật đặt một hàng đợi CUPS trước máy in.",
        Health::Bad,
    );
    let devices = vec![
        tested(paper_out, 0, Some(Progress::Failed)),
        tested(first, 1, Some(Progress::Done)),
        tested(second, 2, Some(Progress::Running)),
        device("Đầu đọc mã QR", "Mất kết nối, xin kiểm tra dây và nguồn điện.", Health::Bad),
        device("Đọc to màn hình", "Chưa trả lời", Health::Unknown),
        device(
            "Dữ liệu hàng chờ",
            "Dữ liệu hàng chờ có chỗ hỏng; hiện vẫn gọi số được. Xin báo kỹ thuật.",
            Health::Caution,
        ),
    ];
    Page::Maintain { devices, restarting }
}

/// All of them, each with the name of its picture.
pub fn all() -> Vec<(&'static str, Page)> {
    vec![
        ("staff", staff(3)),
        ("staff-waited-for", staff(0)),
        ("staff-many", staff(14)),
        ("pin", pin(4, Pin::Wanted)),
        ("pin-wrong", pin(0, Pin::Wrong)),
        ("pin-locked", pin(32, Pin::Locked { minutes: 16 })),
        ("maintain", maintain(false)),
        ("maintain-restarting", maintain(true)),
        ("cleaning", Page::Cleaning { seconds: 27 }),
    ]
}
