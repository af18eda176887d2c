//! How rooms are run.

use std::time::Duration;

/// Times and bounds of the rooms of a node. The defaults are those of the design; tests shorten them.
#[derive(Clone, Debug)]
pub struct LiveSettings {
    /// Messages that may wait for one room; one more is answered `try_later`.
    pub inbox_messages: usize,
    /// Bytes of edits that may wait for one room, a single larger one apart.
    pub inbox_bytes: usize,
    /// How long a flush waits for more edits after the first one came. Zero: it takes what waits already.
    pub gather: Duration,
    /// The largest update of a pad, in bytes (contract: 1 MiB).
    pub max_update: usize,
    /// The largest awareness update, in bytes.
    pub max_awareness: usize,
    /// How long a candidate must be gone until it is a signal: a reload raises none.
    pub connection_lost_after: Duration,
    /// How long a person must be gone until they have left.
    pub left_after: Duration,
    /// How long a room stays in memory after its last connection.
    pub unload_after: Duration,
    /// How often a connection whose buffer was full is tried again.
    pub lagging_retry: Duration,
    /// How long a connection may lag before it is closed.
    pub lagging_limit: Duration,
    /// How long a connection that was told `closed` may take to go, before its transport is closed.
    pub close_grace: Duration,
    /// A checkpoint is due after so many entries …
    pub checkpoint_entries: u64,
    /// … or after so many bytes of edits.
    pub checkpoint_bytes: usize,
    /// How often a node tells the others who is connected to a room that they share. What a node told
    /// is forgotten when it has been silent for three times as long.
    pub presence_interval: Duration,
    /// How long a knock stays unheard until the hosts are written to: one who reloads the page is not.
    pub knock_unheard_after: Duration,
    /// How often it is looked whether the sign-ins of those who are connected still last, in case nobody told:
    /// one read for each sign-in, and one for each account. It is looked at once when words were lost.
    pub check_sign_ins: Duration,
}

impl Default for LiveSettings {
    fn default() -> Self {
        Self {
            inbox_messages: 1_024,
            inbox_bytes: 16 << 20,
            gather: Duration::ZERO,
            max_update: 1 << 20,
            max_awareness: 4 << 10,
            connection_lost_after: Duration::from_secs(2),
            left_after: Duration::from_mins(1),
            unload_after: Duration::from_mins(1),
            lagging_retry: Duration::from_millis(150),
            lagging_limit: Duration::from_secs(30),
            close_grace: Duration::from_millis(500),
            checkpoint_entries: 500,
            checkpoint_bytes: 256 << 10,
            // Those of a node that was killed are gone from the others after 6 to 8 seconds.
            presence_interval: Duration::from_secs(2),
            knock_unheard_after: Duration::from_secs(5),
            check_sign_ins: Duration::from_secs(10),
        }
    }
}
