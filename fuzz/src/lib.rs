//! What the fuzz targets have in common: how a property is held against an input, and a room to try
//! commands in.

pub mod room;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Mutex,
};

/// What the last panic said.
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// For a target's `init`: takes the place of libFuzzer's hook, which ends the process at any panic, also at
/// those that the code under test catches because a library is known to panic.
pub fn let_panics_unwind() {
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = LAST_PANIC.lock() {
            *last = panic.to_string();
        }
    }));
}

/// Holds a property against an input; ends the process if a panic comes out of it.
pub fn hold(property: impl Fn(&[u8]), input: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| property(input))).is_err() {
        let said = LAST_PANIC.lock().map(|last| last.clone());
        eprintln!("{}", said.unwrap_or_default());
        std::process::abort();
    }
}
