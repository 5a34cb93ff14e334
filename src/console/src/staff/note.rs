//! What a page says once about the command before it.

use kiosk_core::queue::Refusal;
use kiosk_core::text::Lang;
use kiosk_store::StoreError;
use serde::Deserialize;

use crate::page::say;

/// What came of a command, when the page does not show it anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Note {
    /// The counter had moved on when the command came.
    Stale,
    /// The ticket is in a state that does not allow this.
    WrongState,
    /// Another counter has called the ticket.
    AtAnotherCounter,
    /// The counter has paused.
    Paused,
    /// The counter is busy with another ticket.
    CounterBusy,
    /// Something happened since, so it cannot be taken back.
    NotTheLatest,
    /// The number has been called as often as the office allows.
    RecallLimit,
    /// Nobody waits.
    Nobody,
    /// There is no such number today.
    NoTicket,
    /// The ticket waits for its next errand now.
    MovedOn,
    /// The last press has been taken back.
    Undone,
    /// The kiosk is printing a slip.
    Printing,
    /// The service has given out all its numbers of the day.
    UsedUp,
    /// Somebody has this name already.
    NameTaken,
    /// A name or PIN that cannot be.
    BadAccount,
    /// A client's name that cannot be.
    BadClient,
    /// An account was changed.
    Saved,
    /// The service gives out no numbers.
    ServiceClosed,
    /// The settings were changed meanwhile.
    SettingMoved,
    /// What would be so again does not fit the office any more.
    SettingMisfit,
    /// Open tickets need what would go.
    SettingInUse,
    /// The disk is full.
    Full,
    /// There is no database, or it failed.
    Failed,
}

impl Note {
    /// As it stands in an address.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::WrongState => "wrong-state",
            Self::AtAnotherCounter => "at-another-counter",
            Self::Paused => "paused",
            Self::CounterBusy => "counter-busy",
            Self::NotTheLatest => "not-the-latest",
            Self::RecallLimit => "recall-limit",
            Self::Nobody => "nobody",
            Self::NoTicket => "no-ticket",
            Self::MovedOn => "moved-on",
            Self::Undone => "undone",
            Self::Printing => "printing",
            Self::UsedUp => "used-up",
            Self::NameTaken => "name-taken",
            Self::BadAccount => "bad-account",
            Self::BadClient => "bad-client",
            Self::Saved => "saved",
            Self::ServiceClosed => "service-closed",
            Self::SettingMoved => "setting-moved",
            Self::SettingMisfit => "setting-misfit",
            Self::SettingInUse => "setting-in-use",
            Self::Full => "full",
            Self::Failed => "failed",
        }
    }

    /// Vietnamese and English.
    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Stale => (
                "Quầy đã chuyển trước khi lệnh này đến, nên không có gì thay đổi. Dưới đây là tình trạng hiện tại.",
                "The counter had already moved on, so nothing was changed. This is how it stands now.",
            ),
            Self::WrongState => (
                "Số này đã chuyển sang tình trạng khác, nên không có gì thay đổi.",
                "This number stands differently by now, so nothing was changed.",
            ),
            Self::AtAnotherCounter => (
                "Số này đang ở một quầy khác, nên không có gì thay đổi.",
                "This number is at another counter, so nothing was changed.",
            ),
            Self::Paused => (
                "Quầy đang tạm dừng. Xin chọn “Tiếp tục” rồi mời lại.",
                "The counter has paused. Please choose “Resume” and call again.",
            ),
            Self::CounterBusy => (
                "Quầy đang phục vụ một số khác. Xin kết thúc số đó trước.",
                "The counter is busy with another number. Please finish that one first.",
            ),
            Self::NotTheLatest => (
                "Không hoàn tác được nữa vì số này đã có thay đổi mới hơn.",
                "This cannot be taken back any more: something newer has happened to the number.",
            ),
            Self::RecallLimit => (
                "Số này đã được gọi đủ số lần quy định. Nếu công dân vẫn chưa đến, xin chọn “Không đến”.",
                "This number has been called as often as allowed. If nobody comes, please choose “No-show”.",
            ),
            Self::Nobody => {
                ("Hiện không còn ai chờ ở quầy này.", "Nobody is waiting for this counter at the moment.")
            }
            Self::NoTicket => ("Hôm nay không có số này.", "There is no such number today."),
            Self::MovedOn => (
                "Số vừa xong còn việc tiếp theo và đang chờ ở hàng đó.",
                "The number just done has another errand and now waits for that.",
            ),
            Self::Undone => ("Đã hoàn tác.", "Taken back."),
            Self::Printing => ("Kiosk đang in phiếu.", "The kiosk is printing the slip."),
            Self::UsedUp => (
                "Dịch vụ này đã cấp hết số trong ngày.",
                "This service has given out all its numbers of the day.",
            ),
            Self::NameTaken => ("Tên này đã được dùng.", "This name is taken already."),
            Self::BadAccount => (
                "Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch; mã PIN có từ 4 đến 32 ký tự.",
                "A name has small letters, digits, dots and dashes only; a PIN has 4 to 32 characters.",
            ),
            Self::BadClient => (
                "Tên phần mềm chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch.",
                "The name of a program has small letters, digits, dots and dashes only.",
            ),
            Self::Saved => ("Đã lưu.", "Saved."),
            Self::ServiceClosed => (
                "Dịch vụ này hiện không cấp số, nên chưa có số nào được cấp.",
                "This service gives out no numbers at the moment, so none was issued.",
            ),
            Self::SettingMoved => (
                "Không hoàn tác được nữa vì phần này đã có thay đổi mới hơn.",
                "This cannot be taken back any more: the settings were changed since.",
            ),
            Self::SettingMisfit => (
                "Chưa hoàn tác: giá trị cũ không còn khớp với các cài đặt khác. Xin sửa trực tiếp ở trang Cài đặt.",
                "Not taken back: the former value no longer fits the other settings. Please change it on the settings' page.",
            ),
            Self::SettingInUse => (
                "Chưa hoàn tác: còn số chưa xong ở dịch vụ hoặc quầy sẽ bị bỏ. Xin thử lại khi không còn ai chờ.",
                "Not taken back: open numbers need the service or counter that would go. Please try again when nobody waits.",
            ),
            Self::Full => (
                "Ổ đĩa của kiosk đã đầy, lệnh chưa được ghi. Xin báo người phụ trách kỹ thuật.",
                "The kiosk's disk is full and the command was not recorded. Please call the technician.",
            ),
            Self::Failed => (
                "Lệnh chưa được ghi vì cơ sở dữ liệu không trả lời. Xin thử lại sau giây lát.",
                "The command was not recorded because the database does not answer. Please try again shortly.",
            ),
        }
    }

    pub(super) fn sentence(self, lang: Lang) -> &'static str {
        let (vi, en) = self.texts();
        say(lang, vi, en)
    }
}

impl From<Refusal> for Note {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Stale => Self::Stale,
            Refusal::WrongState | Refusal::NoSuchClass => Self::WrongState,
            Refusal::AtAnotherCounter => Self::AtAnotherCounter,
            Refusal::RecallLimit => Self::RecallLimit,
            Refusal::Paused => Self::Paused,
            Refusal::CounterBusy => Self::CounterBusy,
            Refusal::NotTheLatest => Self::NotTheLatest,
        }
    }
}

impl From<StoreError> for Note {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => refusal.into(),
            StoreError::NoSuchTicket | StoreError::NoSuchEntry => Self::NoTicket,
            StoreError::NoSuchAccount | StoreError::NoSuchClient => Self::BadAccount,
            StoreError::NameTaken => Self::NameTaken,
            StoreError::UsedUp => Self::UsedUp,
            StoreError::SettingMoved => Self::SettingMoved,
            StoreError::ServiceInUse(_) | StoreError::CounterInUse(_) => Self::SettingInUse,
            StoreError::Full => Self::Full,
            StoreError::Corrupt
            | StoreError::Locked
            | StoreError::Closed
            | StoreError::Io(_)
            | StoreError::Sqlite(_)
            | StoreError::System(_) => {
                tracing::error!(%error, "staff command failed");
                Self::Failed
            }
        }
    }
}
