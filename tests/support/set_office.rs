//! A database in which an administrator has set something.

use std::path::Path;

use jiff::civil::date;
use kiosk_core::office::Setting;
use kiosk_core::queue::{CommandId, StaffId};
use kiosk_store::{Options, Removed, SettingAuthor, SettingOrder, Store, wait};

/// Sets `setting` in the queue's database in `data`, which is made for it.
pub fn set_office(data: &Path, setting: &Setting) {
    std::fs::create_dir_all(data).unwrap();
    let tokens = Box::new(|| [0; 16]);
    let store = Store::open(data.join("queue.db"), Options { max_pages: None, tokens }).unwrap();
    let at = date(2026, 11, 23).at(8, 0, 0, 0);
    let author = SettingAuthor { staff: StaffId("lan".into()), press: CommandId(1), at };
    let order = SettingOrder::Set(setting.part(), setting.to_json().unwrap());
    wait(|reply| store.change_setting(author, order, 0, Removed::default(), reply)).unwrap();
}
