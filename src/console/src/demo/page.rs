//! How the demo's pages look.

use kiosk_core::office::Office;
use kiosk_core::text::Lang;
use maud::{Markup, html};

use super::DemoPanel;
use crate::page::{frame, language_switch, say};

/// The touchscreen alone.
pub(super) fn screen_page(lang: Lang) -> Markup {
    let title = say(lang, "Màn hình kiosk", "The kiosk's screen");
    let body = html! {
        main.screen-page {
            (screen(lang))
            nav { a href="/demo" { (say(lang, "Thiết bị mô phỏng", "Simulated devices")) } }
        }
    };
    frame(lang, title, &["screen.js"], &body)
}

/// The live picture; a click on it is a tap.
fn screen(lang: Lang) -> Markup {
    html! {
        figure.touchscreen {
            img #screen alt=(say(lang, "Màn hình cảm ứng của kiosk", "The kiosk's touchscreen")) draggable="false";
            figcaption #screen-lost hidden { (say(lang, "Mất kết nối với kiosk", "Not connected to the kiosk")) }
        }
    }
}

/// The panel of simulated devices beside the touchscreen.
pub(super) fn demo_page(lang: Lang, office: &Office, panel: &dyn DemoPanel) -> Markup {
    let title = say(lang, "Thiết bị mô phỏng", "Simulated devices");
    let body = html! {
        header.bar {
            strong.place { (title) }
            span.serves { (office.name.get(lang)) }
            span.gap {}
            a href="/staff" target="_blank" { (say(lang, "Cán bộ", "Staff")) }
            span.pin { (say(lang, "Mã PIN", "PIN")) " " code { (panel.staff_pin()) } }
            a href="/board" target="_blank" { (say(lang, "Bảng gọi số", "Lobby board")) }
            (language_switch(lang, "/demo"))
        }
        main.demo {
            section.screen-column { (screen(lang)) }
            section.devices {
                (scanner(lang, panel))
                (faults(lang, panel))
                p #answer role="status" {}
            }
            (outputs(lang))
        }
    };
    frame(lang, title, &["screen.js", "demo.js"], &body)
}

fn scanner(lang: Lang, panel: &dyn DemoPanel) -> Markup {
    html! {
        section.card {
            h2 { (say(lang, "Đưa thẻ căn cước vào đầu quét", "Hold an ID card to the scanner")) }
            div.cards {
                @for card in panel.cards() {
                    button.id-card data-payload=(card.payload) { (card.name) }
                }
            }
            details {
                summary { (say(lang, "Mã QR khác…", "Another QR code…")) }
                form #scan {
                    textarea name="payload" rows="3" aria-label=(say(lang, "Nội dung mã QR", "What the QR code says")) {}
                    button { (say(lang, "Quét", "Scan")) }
                }
            }
        }
    }
}

fn faults(lang: Lang, panel: &dyn DemoPanel) -> Markup {
    html! {
        section.card {
            h2 { (say(lang, "Làm hỏng và sửa", "Break and repair")) }
            @for (device, faults) in panel.faults() {
                div.device {
                    h3 { (device_name(lang, &device)) }
                    div.faults {
                        @for fault in &faults {
                            button data-device=(device) data-fault=(fault) title=(fault) { (fault_name(lang, fault)) }
                        }
                        button.repair data-device=(device) data-fault="none" { (say(lang, "Sửa xong", "Repair")) }
                    }
                }
            }
        }
    }
}

fn outputs(lang: Lang) -> Markup {
    html! {
        section.outputs {
            section.card {
                h2 { (say(lang, "Phiếu đã in", "Printed slip")) }
                figure.paper { img data-picture="/demo/paper.png" alt=(say(lang, "Phiếu mới nhất", "Latest slip")) hidden; }
                p.none { (say(lang, "Chưa in phiếu nào", "No slip yet")) }
                div #refused role="alert" hidden {
                    p { (say(lang, "Máy in phiếu không hiểu các byte này và đã dừng in:", "The ticket printer did not know these bytes and stopped:")) }
                    pre {}
                }
            }
            section.card {
                h2 {
                    (say(lang, "Tờ khai đã in", "Printed form"))
                    a #pdf href="/demo/pages/latest.pdf" target="_blank" hidden { "PDF" }
                }
                figure.page { img data-picture="/demo/pages/latest.png" alt=(say(lang, "Tờ khai mới nhất", "Latest form")) hidden; }
                p.none { (say(lang, "Chưa in tờ khai nào", "No form yet")) }
            }
        }
    }
}

/// Names without signs and case, so that `PaperOut` and `paper-out` are one.
fn bare(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn device_name(lang: Lang, device: &str) -> &str {
    match bare(device).as_str() {
        "printer" | "ticketprinter" | "receipt" => say(lang, "Máy in phiếu", "Ticket printer"),
        "scanner" => say(lang, "Đầu quét mã", "Scanner"),
        "office" | "officeprinter" | "formprinter" | "pageprinter" | "pages" => {
            say(lang, "Máy in A4", "A4 printer")
        }
        "database" | "store" | "disk" => say(lang, "Cơ sở dữ liệu", "Database"),
        _ => device,
    }
}

fn fault_name(lang: Lang, fault: &str) -> &str {
    match bare(fault).as_str() {
        "paperout" | "nopaper" | "mediaempty" => say(lang, "Hết giấy", "Paper out"),
        "papernearend" | "paperlow" | "nearend" => say(lang, "Sắp hết giấy", "Paper low"),
        "coveropen" | "dooropen" => say(lang, "Mở nắp", "Cover open"),
        "cutterjam" | "cutter" => say(lang, "Kẹt dao cắt", "Cutter jam"),
        "jam" | "paperjam" | "mediajam" => say(lang, "Kẹt giấy", "Paper jam"),
        "unplugged" | "unplug" => say(lang, "Rút dây", "Unplugged"),
        "stall" | "stalled" => say(lang, "Không nhận dữ liệu", "Stalled"),
        "silent" | "mute" => say(lang, "Không trả lời", "Silent"),
        "diemidslip" => say(lang, "Mất điện giữa chừng", "Dies in mid-slip"),
        "tonerlow" => say(lang, "Sắp hết mực", "Toner low"),
        "busy" => say(lang, "Đang bận", "Busy"),
        "off" => say(lang, "Tắt máy", "Switched off"),
        "overheated" | "hot" => say(lang, "Quá nóng", "Overheated"),
        "passingerror" => say(lang, "Đầu in quá nóng", "Print head too hot"),
        "slipnottaken" => say(lang, "Khách chưa lấy phiếu", "Slip not taken"),
        "offline" => say(lang, "Ngoại tuyến", "Offline"),
        "refuse" | "refuses" | "reject" => say(lang, "Từ chối bản in", "Refuses jobs"),
        "full" | "diskfull" => say(lang, "Ổ đĩa đầy", "Disk full"),
        _ => fault,
    }
}
