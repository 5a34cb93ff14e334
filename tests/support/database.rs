//! The queue's database of a kiosk in a test.

use std::path::Path;

use kiosk::machine;
use kiosk_core::visit::StoreFault;
use kiosk_store::{Options, Store};
use tempfile::TempDir;

/// The queue at `database`, or why there is none.
pub fn queue(database: &Path, max_pages: Option<u32>) -> Result<Store, StoreFault> {
    Store::open(database, Options { max_pages, tokens: tokens() }).map_err(|e| machine::open_fault(&e))
}

/// An empty queue in a folder of its own.
pub fn empty_queue(max_pages: Option<u32>) -> (TempDir, Result<Store, StoreFault>) {
    let folder = tempfile::tempdir().unwrap();
    let store = queue(&folder.path().join("queue.db"), max_pages);
    (folder, store)
}

/// Tokens that differ and are the same in every run.
pub fn tokens() -> kiosk_store::Tokens {
    let mut count: u128 = 0;
    Box::new(move || {
        count += 1;
        count.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes()
    })
}
