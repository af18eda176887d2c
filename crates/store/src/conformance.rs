//! What an engine owes, as tests that run on any engine; and a store for tests.
//!
//! ```text
//! // tests/sqlite.rs; `fresh` makes something with an empty `store: Store` in it.
//! codevlive_store::conformance!(codevlive_store::conformance::temporary());
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "tests: what does not hold panics"
)]

pub mod documents;
pub mod gated;
pub mod log;
pub mod sample;

use tempfile::TempDir;

use crate::{
    Store,
    sqlite::{SqliteOptions, SqliteStore},
};

/// An `SQLite` store in a folder that goes when this is dropped.
pub struct Temporary {
    /// The store.
    pub store: Store,
    /// Where it is.
    pub folder: TempDir,
}

/// A new, empty store for a test.
pub fn temporary() -> Temporary {
    temporary_with(&SqliteOptions::default())
}

/// The same, with other options.
pub fn temporary_with(options: &SqliteOptions) -> Temporary {
    let folder = TempDir::new().unwrap();
    let store = SqliteStore::open(folder.path(), options).unwrap();
    Temporary { store, folder }
}

/// Returns when the journal of an `SQLite` store is in its database.
pub async fn moved(store: &Store) {
    let other = sample::room(u32::MAX);
    let append = store.log.append(other, sample::Chain::default().take(1));
    append.await.unwrap();
    // All of a log is moved before it is deleted, and all that was appended before it.
    store.log.delete(other).await.unwrap();
}

/// Makes a test of every case, each on what `$fresh` evaluates to (anything with an empty `store` in it).
#[macro_export]
macro_rules! conformance {
    ($fresh:expr) => {
        $crate::conformance!(log, $fresh, [
            entries_are_read_back_from_anywhere,
            a_limit_keeps_records_whole,
            heads_come_in_the_order_asked,
            an_append_that_is_not_at_the_head_conflicts,
            seqs_that_are_not_dense_are_refused,
            what_is_appended_becomes_durable,
            of_concurrent_appends_one_wins_each_seq,
            a_record_is_there_whole_or_not_at_all,
            a_conflict_is_one_rooms_own,
            the_newest_checkpoint_is_kept,
            a_checkpoint_is_never_ahead_of_its_log,
            a_deleted_room_is_gone_and_may_begin_again,
            an_erasure_takes_what_it_is_told_and_no_more,
            an_erasure_is_in_every_checkpoint_from_then_on,
            erasures_at_the_same_time_both_happen,
            rooms_are_listed_in_order,
        ]);
        $crate::conformance!(documents, $fresh, [
            what_is_inserted_is_found,
            an_id_is_taken_once,
            a_unique_value_is_taken_once,
            a_unique_value_is_free_again,
            a_document_may_keep_its_own_unique_value,
            a_replacement_needs_the_version_it_read,
            concurrent_updates_lose_nothing,
            concurrent_inserts_of_a_unique_value_have_one_winner,
            every_value_of_a_field_finds,
            values_are_compared_exactly,
            pages_visit_each_document_once,
            scans_visit_each_document_once,
            collections_are_apart,
                collections_are_listed,
        ]);
    };
    ($part:ident, $fresh:expr, [$($case:ident,)*]) => {
        mod $part {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    let fresh = $fresh;
                    $crate::conformance::$part::$case(&fresh.store).await;
                }
            )*
        }
    };
}
