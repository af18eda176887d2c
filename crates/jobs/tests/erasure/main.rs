//! A deleted account is erased, also if the process dies at any step.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod invitations;
mod logs;
mod mortal;
mod stage;

use std::sync::Arc;

use bytes::Bytes;
use codevlive_jobs::erasure::erase_account;
use codevlive_store::{
    Store,
    conformance::{self, gated::Gated},
    document::Collection,
    documents::{account::Account, session::Session},
};
use uuid::Uuid;

use self::{
    mortal::Mortal,
    stage::{ASHA, ASHAS_NAME, BEN, Stopped, fill},
};

/// The ids of what is left of a collection.
pub(crate) async fn left(store: &Store, collection: &'static str) -> Vec<u128> {
    let kept = store.documents.scan(collection, None, 100).await.unwrap();
    for it in &kept {
        for trace in [&*ASHA.to_string(), ASHAS_NAME, "asha-before"] {
            assert!(!it.body.contains(trace), "{}", it.body);
        }
    }
    let ids = kept
        .iter()
        .map(|it| it.id.parse::<Uuid>().unwrap().as_u128());
    ids.collect()
}

#[tokio::test]
async fn wherever_it_is_cut_off_it_is_finished_by_the_next_try() {
    let mut steps = 0;
    loop {
        let conformance::Temporary { mut store, folder } = conformance::temporary();
        fill(&store).await;
        let whole = store.clone();
        store.documents = Arc::new(Gated::new(whole.documents.clone(), Mortal::new(steps)));
        let finished = erase_account(&store, &Stopped, Bytes::clone, ASHA)
            .await
            .is_ok();
        invitations::no_cancellation_names_asha(&whole).await;
        erase_account(&whole, &Stopped, Bytes::clone, ASHA)
            .await
            .unwrap();
        assert_eq!(left(&whole, "accounts").await, [2], "after {steps} steps");
        assert_eq!(left(&whole, "sessions").await, [3], "after {steps} steps");
        assert_eq!(
            left(&whole, "rooms").await,
            [12, 13, 14],
            "after {steps} steps"
        );
        assert_eq!(
            left(&whole, "invitations").await,
            [22, 23, 24, 25, 26],
            "after {steps} steps"
        );
        assert_eq!(left(&whole, "agendas").await, [12], "after {steps} steps");
        // By its log, Asha did not take part in the last of their rooms.
        assert_eq!(
            left(&whole, "scorecards").await,
            [34, 35],
            "after {steps} steps"
        );
        drop(folder);
        if finished {
            break;
        }
        steps += 1;
    }
    assert!(steps > 30, "{steps}");
}

#[tokio::test]
async fn an_account_that_was_not_deleted_is_left_alone() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    fill(&store).await;
    erase_account(&store, &Stopped, Bytes::clone, BEN)
        .await
        .unwrap();
    let accounts = Collection::<Account>::new(store.documents.clone());
    assert!(accounts.get(&BEN.to_string()).await.unwrap().is_some());
    let sessions = Collection::<Session>::new(store.documents.clone());
    let ben = Uuid::from_u128(3).to_string();
    assert!(sessions.get(&ben).await.unwrap().is_some());
    drop(folder);
}
