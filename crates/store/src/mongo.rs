//! `MongoDB`: the engine of an installation of many nodes.
//!
//! Any server that speaks its protocol serves: no transactions across documents are used, and no change
//! streams. Writes are majority-acknowledged and journaled when they return, so what is visible is durable,
//! and reads see only what a majority has.
//!
//! # Retries
//! The driver repeats a write whose connection broke, once, so that it happens once ("retryable writes"). What
//! fails all the same is [`Unavailable`], and may have happened: an append that did is found in the log by
//! whoever appends next, and a document's replacement by its version.

mod answering;
mod documents;
mod erasure;
mod group;
mod heads;
mod log;
mod patient;

use std::{sync::Arc, time::Duration};

use mongodb::{
    Client, Collection, Database,
    bson::{Binary, Bson, Document, doc, spec::BinarySubtype},
    error::{ErrorKind, WriteFailure},
    options::{ClientOptions, ReadConcern, SelectionCriteria, WriteConcern},
};

use self::{
    answering::Answering, documents::Indexes, group::Group, heads::Heads, patient::Patient,
};
use crate::{Store, Unavailable};

/// The database, where the URI names none.
const DATABASE: &str = "codevlive";

/// How long an operation waits for a server it can use.
const SELECTION: Duration = Duration::from_secs(5);

/// The code of a write that broke a unique index.
const DUPLICATE: i32 = 11_000;

/// The engine on a `MongoDB` server or cluster.
#[derive(Debug)]
pub struct MongoStore;

impl MongoStore {
    /// Connects, and makes the indexes there must be. Fails if no server answers within some seconds.
    pub async fn connect(uri: &str) -> Result<Store, Unavailable> {
        let mut options = ClientOptions::parse(uri).await?;
        options.app_name = Some("codevlive".into());
        options.server_selection_timeout = Some(SELECTION);
        options.selection_criteria = Some(SelectionCriteria::ReadPreference(
            mongodb::options::ReadPreference::Primary,
        ));
        options.read_concern = Some(ReadConcern::majority());
        let majority = WriteConcern::builder()
            .w(mongodb::options::Acknowledgment::Majority)
            .journal(true)
            .build();
        options.write_concern = Some(majority);
        let name = options.default_database.clone();
        let client = Client::with_options(options)?;
        let database = client.database(name.as_deref().unwrap_or(DATABASE));
        let engine = Engine::new(database.clone());
        engine.make_indexes().await?;
        let engine = Arc::new(engine);
        Ok(Store {
            documents: engine.clone(),
            log: Arc::new(Patient(engine)),
            health: Answering::watch(database),
        })
    }
}

/// Implements [`crate::log::RoomLog`] and [`crate::document::Documents`].
struct Engine {
    database: Database,
    windows: Collection<Document>,
    checkpoints: Collection<Document>,
    indexes: Indexes,
    heads: Heads,
    group: Group,
}

impl Engine {
    fn new(database: Database) -> Self {
        let windows = database.collection(log::WINDOWS);
        Self {
            checkpoints: database.collection(log::CHECKPOINTS),
            indexes: Indexes::default(),
            heads: Heads::default(),
            group: Group::start(windows.clone()),
            windows,
            database,
        }
    }

    async fn make_indexes(&self) -> Result<(), Unavailable> {
        log::make_indexes(&self.windows).await?;
        for kind in crate::documents::KINDS {
            self.collection(kind.collection).await?;
        }
        Ok(())
    }
}

impl From<mongodb::error::Error> for Unavailable {
    fn from(error: mongodb::error::Error) -> Self {
        Self(format!("mongodb: {error}"))
    }
}

/// Whether a single write failed because something unique is taken.
fn is_duplicate(error: &mongodb::error::Error) -> bool {
    matches!(
        &*error.kind,
        ErrorKind::Write(WriteFailure::WriteError(error)) if error.code == DUPLICATE
    )
}

/// A number as it is stored. Ours stay far below 2⁶³.
fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A limit as the server takes it, which reads 0 as none.
fn limit(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A field that must be there, or why what was read can't be used.
fn required<T>(found: Result<T, mongodb::bson::error::Error>) -> Result<T, Unavailable> {
    found.map_err(|error| Unavailable(format!("mongodb: unreadable: {error}")))
}

/// A stored number.
fn unsigned(document: &Document, field: &str) -> Result<u64, Unavailable> {
    let value = required(document.get_i64(field))?;
    u64::try_from(value).map_err(|error| Unavailable(format!("mongodb: {field}: {error}")))
}

fn binary(bytes: Vec<u8>) -> Bson {
    Bson::Binary(Binary {
        subtype: BinarySubtype::Generic,
        bytes,
    })
}

/// Orders by a field.
fn by(field: &str, descending: bool) -> Document {
    doc! { field: if descending { -1 } else { 1 } }
}
