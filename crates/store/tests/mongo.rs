//! The conformance suite on a `MongoDB` server, or what speaks like one, at `TEST_MONGO_URI`.

#![expect(clippy::unwrap_used, reason = "tests: what does not hold panics")]

use codevlive_store::{Store, mongo::MongoStore};
use tempfile::TempDir;

/// A store in a database of its own, which stays: the server is one for tests.
struct Fresh {
    store: Store,
}

async fn fresh() -> Fresh {
    let uri = std::env::var("TEST_MONGO_URI").expect("TEST_MONGO_URI names a server for tests");
    let (server, options) = uri.split_once('?').unwrap_or((&uri, ""));
    // A name that no other has.
    let folder = TempDir::new().unwrap();
    let name = folder.path().file_name().unwrap().to_string_lossy();
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let (server, process) = (server.trim_end_matches('/'), std::process::id());
    let uri = format!("{server}/{name}-{process}?{options}");
    Fresh {
        store: MongoStore::connect(&uri).await.unwrap(),
    }
}

codevlive_store::conformance!(crate::fresh().await);
