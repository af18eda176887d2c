//! Documents in tables.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::engine::Engine;
use crate::{
    Unavailable,
    document::{Documents, IndexEntry, Query, RawDocument, WriteError},
};

#[async_trait]
impl Documents for Engine {
    async fn insert(
        &self,
        collection: &'static str,
        id: String,
        body: String,
        index: Vec<IndexEntry>,
    ) -> Result<(), WriteError> {
        let insert = move |connection: &Connection| {
            if version(connection, collection, &id)?.is_some() {
                return Ok(Err(WriteError::Taken("id".into())));
            }
            if let Some(field) = taken(connection, collection, &id, &index)? {
                return Ok(Err(WriteError::Taken(field.into())));
            }
            let sql =
                "INSERT INTO documents (collection, id, version, body) VALUES (?1, ?2, 1, ?3)";
            connection
                .prepare_cached(sql)?
                .execute([collection, &id, &body])?;
            write_index(connection, collection, &id, &index).map(Ok)
        };
        self.write_document(insert).await
    }

    async fn get(
        &self,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<RawDocument>, Unavailable> {
        let id = id.to_owned();
        let sql = "SELECT id, version, body FROM documents WHERE collection = ?1 AND id = ?2";
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement
                .query_row([collection, &id], document)
                .optional()?)
        })
        .await
    }

    async fn replace(
        &self,
        collection: &'static str,
        document: RawDocument,
        index: Vec<IndexEntry>,
    ) -> Result<u64, WriteError> {
        let replace = move |connection: &Connection| {
            let RawDocument {
                id,
                version: expected,
                body,
            } = &document;
            if version(connection, collection, id)? != Some(*expected) {
                return Ok(Err(WriteError::Changed));
            }
            if let Some(field) = taken(connection, collection, id, &index)? {
                return Ok(Err(WriteError::Taken(field.into())));
            }
            let sql = "UPDATE documents SET version = ?3, body = ?4
                WHERE collection = ?1 AND id = ?2";
            let values = params![collection, id, expected + 1, body];
            connection.prepare_cached(sql)?.execute(values)?;
            clear_index(connection, collection, id)?;
            write_index(connection, collection, id, &index)?;
            Ok(Ok(expected + 1))
        };
        self.write_document(replace).await
    }

    async fn delete(&self, collection: &'static str, id: &str) -> Result<bool, Unavailable> {
        let id = id.to_owned();
        let delete = self.write(move |connection| {
            clear_index(connection, collection, &id)?;
            let sql = "DELETE FROM documents WHERE collection = ?1 AND id = ?2";
            connection.prepare_cached(sql)?.execute([collection, &id])
        });
        let (deleted, durable) = delete.await?;
        durable.await.map(|()| deleted > 0)
    }

    async fn find(
        &self,
        collection: &'static str,
        query: Query,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.read(move |connection| Ok(find(connection, collection, &query)?))
            .await
    }

    async fn collections(&self) -> Result<Vec<String>, Unavailable> {
        self.read(|connection| Ok(collections(connection)?)).await
    }

    async fn scan(
        &self,
        collection: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        let sql = "SELECT id, version, body FROM documents
            WHERE collection = ?1 AND (?2 IS NULL OR id > ?2) ORDER BY id LIMIT ?3";
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map(params![collection, after, bound(limit)], document)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Engine {
    async fn write_document<T: Send + 'static>(
        &self,
        work: impl FnMut(&Connection) -> rusqlite::Result<Result<T, WriteError>> + Send + 'static,
    ) -> Result<T, WriteError> {
        let (outcome, durable) = self.write(work).await?;
        let written = outcome?;
        durable.await?;
        Ok(written)
    }
}

fn document(row: &Row<'_>) -> rusqlite::Result<RawDocument> {
    Ok(RawDocument {
        id: row.get(0)?,
        version: row.get(1)?,
        body: row.get(2)?,
    })
}

fn bound(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn version(connection: &Connection, collection: &str, id: &str) -> rusqlite::Result<Option<u64>> {
    connection
        .prepare_cached("SELECT version FROM documents WHERE collection = ?1 AND id = ?2")?
        .query_row([collection, id], |row| row.get(0))
        .optional()
}

/// The unique field of `index` whose value another document has. Nothing comes between this and the write:
/// there is one writer.
fn taken(
    connection: &Connection,
    collection: &str,
    id: &str,
    index: &[IndexEntry],
) -> rusqlite::Result<Option<&'static str>> {
    let sql = "SELECT 1 FROM document_index
        WHERE collection = ?1 AND field = ?2 AND value = ?3 AND single AND id <> ?4";
    let mut statement = connection.prepare_cached(sql)?;
    for entry in index.iter().filter(|entry| entry.unique) {
        if statement.exists([collection, entry.field, &entry.value, id])? {
            return Ok(Some(entry.field));
        }
    }
    Ok(None)
}

fn clear_index(connection: &Connection, collection: &str, id: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM document_index WHERE collection = ?1 AND id = ?2")?
        .execute([collection, id])
        .map(drop)
}

/// A value that stands twice is kept once.
fn write_index(
    connection: &Connection,
    collection: &str,
    id: &str,
    index: &[IndexEntry],
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO document_index (collection, field, value, id, single)
        VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (collection, field, value, id) DO NOTHING";
    let mut statement = connection.prepare_cached(sql)?;
    index.iter().try_for_each(|entry| {
        let values = params![collection, entry.field, entry.value, id, entry.unique];
        statement.execute(values).map(drop)
    })
}

/// Jumps from collection to collection: `DISTINCT` would walk over every row.
fn collections(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut next =
        connection.prepare_cached("SELECT min(collection) FROM documents WHERE collection > ?1")?;
    let mut collections: Vec<String> = Vec::new();
    loop {
        let behind = collections.last().map_or("", String::as_str);
        let Some(found) = next.query_row([behind], |row| row.get(0))? else {
            return Ok(collections);
        };
        collections.push(found);
    }
}

fn find(
    connection: &Connection,
    collection: &str,
    query: &Query,
) -> rusqlite::Result<Vec<RawDocument>> {
    let (behind, order) = if query.descending {
        ("<", "DESC")
    } else {
        (">", "ASC")
    };
    let sql = format!(
        "SELECT documents.id, version, body
        FROM document_index CROSS JOIN documents USING (collection, id)
        WHERE collection = ?1 AND field = ?2 AND value = ?3
            AND (?4 IS NULL OR document_index.id {behind} ?4)
        ORDER BY document_index.id {order} LIMIT ?5"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let values = params![
        collection,
        query.field,
        query.value,
        query.after,
        bound(query.limit)
    ];
    statement.query_map(values, document)?.collect()
}
