//! The scripts, each one operation. All have the prefix as their only key.

use std::sync::LazyLock;

use redis::Script;

pub(super) struct Scripts {
    pub(super) enqueue: Script,
    pub(super) lease: Script,
    pub(super) renew: Script,
    pub(super) complete: Script,
    pub(super) fail: Script,
    pub(super) remove: Script,
    pub(super) retry: Script,
    pub(super) ids: Script,
    pub(super) counts: Script,
}

pub(super) static SCRIPTS: LazyLock<Scripts> = LazyLock::new(|| Scripts {
    enqueue: Script::new(include_str!("scripts/enqueue.lua")),
    lease: Script::new(include_str!("scripts/lease.lua")),
    renew: Script::new(include_str!("scripts/renew.lua")),
    complete: Script::new(include_str!("scripts/complete.lua")),
    fail: Script::new(include_str!("scripts/fail.lua")),
    remove: Script::new(include_str!("scripts/remove.lua")),
    retry: Script::new(include_str!("scripts/retry.lua")),
    ids: Script::new(include_str!("scripts/ids.lua")),
    counts: Script::new(include_str!("scripts/counts.lua")),
});
