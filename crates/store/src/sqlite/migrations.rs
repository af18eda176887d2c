//! The formats of the database, and the steps between them.

use rusqlite::{Connection, TransactionBehavior};

use super::OpenError;

/// The format this program writes.
pub(super) const KNOWN: u32 = 3;

/// Step *n* makes format *n* + 1 of format *n*. Steps are never changed once released.
const STEPS: [&str; KNOWN as usize] = [
    "
    CREATE TABLE log (
        room BLOB NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        entries BLOB NOT NULL,
        PRIMARY KEY (room, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE checkpoints (
        room BLOB NOT NULL UNIQUE,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL,
        format INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE documents (
        collection TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (collection, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE document_index (
        collection TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        id TEXT NOT NULL,
        single INTEGER NOT NULL,
        PRIMARY KEY (collection, field, value, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX document_index_by_id ON document_index (collection, id);
    CREATE UNIQUE INDEX document_index_single ON document_index (collection, field, value)
        WHERE single;
",
    // The journal: a program that doesn't know it must not open what is beside one.
    "",
    "
    ALTER TABLE checkpoints ADD COLUMN erasures INTEGER NOT NULL DEFAULT 0;
",
];

/// The format of a database; refuses one from a newer program.
pub(super) fn format(connection: &Connection) -> Result<u32, OpenError> {
    let found = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > KNOWN {
        Err(OpenError::TooNew {
            found,
            known: KNOWN,
        })
    } else {
        Ok(found)
    }
}

/// Brings a database to the format this program writes, each step whole or not at all.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    let found = format(connection)?;
    for (step, format) in STEPS.iter().zip(1..).skip(found as usize) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", format)?;
        transaction.commit()?;
        tracing::info!(database.format = format, "migrated the database");
    }
    Ok(())
}
