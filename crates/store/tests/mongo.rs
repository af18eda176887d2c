//! The conformance suite on a `MongoDB` server, or what speaks like one, at `TEST_MONGO_URI`.

#![expect(clippy::unwrap_used, reason = "tests: what does not hold panics")]

use codevlive_store::{
    Store,
    conformance::sample::{Chain, room},
    mongo::MongoStore,
};
use tempfile::TempDir;

/// A store in a database of its own, which stays: the server is one for tests.
struct Fresh {
    store: Store,
}

async fn fresh() -> Fresh {
    Fresh {
        store: MongoStore::connect(&fresh_uri()).await.unwrap(),
    }
}

fn fresh_uri() -> String {
    let uri = std::env::var("TEST_MONGO_URI").expect("TEST_MONGO_URI names a server for tests");
    let (server, options) = uri.split_once('?').unwrap_or((&uri, ""));
    // A name that no other has.
    let folder = TempDir::new().unwrap();
    let name = folder.path().file_name().unwrap().to_string_lossy();
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let (server, process) = (server.trim_end_matches('/'), std::process::id());
    format!("{server}/{name}-{process}?{options}")
}

#[tokio::test]
async fn what_a_node_appends_to_a_log_that_another_removed_is_not_taken_for_the_room() {
    let uri = fresh_uri();
    let [one, other] = [
        MongoStore::connect(&uri).await.unwrap(),
        MongoStore::connect(&uri).await.unwrap(),
    ];
    let mut history = Chain::default();
    one.log.append(room(1), history.take(3)).await.unwrap();
    one.log
        .append(room(2), Chain::default().take(1))
        .await
        .unwrap();
    assert_eq!(other.log.delete(room(1)).await.unwrap(), 3);
    // It has not heard of that.
    one.log.append(room(1), history.take(1)).await.unwrap();
    let rooms = [room(1), room(2), room(3)];
    assert_eq!(one.log.gone(&rooms).await.unwrap(), [room(1), room(3)]);
    assert_eq!(one.log.delete(room(1)).await.unwrap(), 4);
    assert_eq!(one.log.heads(&rooms).await.unwrap(), [0, 1, 0]);
}

codevlive_store::conformance!(crate::fresh().await);
