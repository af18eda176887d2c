//! What [`Documents`](crate::document::Documents) owe.

use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

use crate::{
    Store,
    document::{Collection, Document, IndexEntry, Query, RawDocument, WriteError},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    id: String,
    /// No two notes have the same.
    slug: String,
    tags: Vec<String>,
    count: u64,
}

impl Document for Note {
    const COLLECTION: &'static str = "notes";

    fn id(&self) -> String {
        self.id.clone()
    }

    fn index(&self) -> Vec<IndexEntry> {
        let tag = |tag: &String| IndexEntry {
            field: "tag",
            value: tag.clone(),
            unique: false,
        };
        let slug = IndexEntry {
            field: "slug",
            value: self.slug.clone(),
            unique: true,
        };
        self.tags.iter().map(tag).chain([slug]).collect()
    }
}

fn note(number: u32, slug: &str, tags: &[&str]) -> Note {
    let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
    Note {
        id: format!("{number:06}"),
        slug: slug.to_owned(),
        tags,
        count: 0,
    }
}

fn notes(store: &Store) -> Collection<Note> {
    Collection::new(store.documents.clone())
}

fn by_tag(tag: &str) -> Query {
    Query {
        field: "tag",
        value: tag.to_owned(),
        descending: false,
        after: None,
        limit: 100,
    }
}

async fn ids(notes: &Collection<Note>, query: Query) -> Vec<String> {
    notes
        .find(query)
        .await
        .unwrap()
        .into_iter()
        .map(|found| found.value.id)
        .collect()
}

fn assert_taken<T: std::fmt::Debug>(outcome: &Result<T, WriteError>, by: &str) {
    assert!(
        matches!(outcome, Err(WriteError::Taken(field)) if field == by),
        "{outcome:?}"
    );
}

/// By its id and by its fields, at version 1; what is not there is `None`, and after a delete so is it.
pub async fn what_is_inserted_is_found(store: &Store) {
    let notes = notes(store);
    let one = note(1, "one", &["a"]);
    assert_eq!(notes.get("000001").await.unwrap(), None);
    notes.insert(&one).await.unwrap();
    let got = notes.get("000001").await.unwrap().unwrap();
    assert_eq!((&got.value, got.version), (&one, 1));
    assert_eq!(
        notes.find_one("slug", "one").await.unwrap(),
        Some(got.clone())
    );
    assert_eq!(notes.find(by_tag("a")).await.unwrap(), [got]);
    assert!(notes.delete("000001").await.unwrap());
    assert!(!notes.delete("000001").await.unwrap());
    assert_eq!(notes.get("000001").await.unwrap(), None);
    assert_eq!(notes.find_one("slug", "one").await.unwrap(), None);
    assert_eq!(notes.find(by_tag("a")).await.unwrap(), []);
}

/// A second document of the same id is refused and leaves the first as it is.
pub async fn an_id_is_taken_once(store: &Store) {
    let notes = notes(store);
    let first = note(1, "one", &["a"]);
    notes.insert(&first).await.unwrap();
    assert_taken(&notes.insert(&note(1, "two", &["b"])).await, "id");
    assert_eq!(notes.get("000001").await.unwrap().unwrap().value, first);
    assert_eq!(notes.find_one("slug", "two").await.unwrap(), None);
    assert_eq!(ids(&notes, by_tag("b")).await, [""; 0]);
}

/// A unique value another document has is refused, to inserts and replacements, which then change nothing.
pub async fn a_unique_value_is_taken_once(store: &Store) {
    let notes = notes(store);
    notes.insert(&note(1, "one", &[])).await.unwrap();
    notes.insert(&note(2, "two", &["a"])).await.unwrap();
    assert_taken(&notes.insert(&note(3, "one", &["b"])).await, "slug");
    assert_eq!(notes.get("000003").await.unwrap(), None);
    let before = notes.get("000002").await.unwrap().unwrap();
    let mut changed = before.clone();
    changed.value.slug = "one".into();
    changed.value.tags = vec!["b".into()];
    assert_taken(&notes.replace(&changed).await, "slug");
    assert_eq!(notes.get("000002").await.unwrap(), Some(before));
    assert_eq!(ids(&notes, by_tag("a")).await, ["000002"]);
    assert_eq!(ids(&notes, by_tag("b")).await, [""; 0]);
}

/// A unique value may be used again once nobody has it: after a replacement, after a delete.
pub async fn a_unique_value_is_free_again(store: &Store) {
    let notes = notes(store);
    notes.insert(&note(1, "one", &[])).await.unwrap();
    notes
        .update("000001", |note| note.slug = "other".into())
        .await
        .unwrap()
        .unwrap();
    notes.insert(&note(2, "one", &[])).await.unwrap();
    notes.delete("000001").await.unwrap();
    notes.insert(&note(3, "other", &[])).await.unwrap();
    assert_eq!(
        notes
            .find_one("slug", "one")
            .await
            .unwrap()
            .unwrap()
            .value
            .id,
        "000002"
    );
}

/// A replacement is not in its own way.
pub async fn a_document_may_keep_its_own_unique_value(store: &Store) {
    let notes = notes(store);
    notes.insert(&note(1, "one", &[])).await.unwrap();
    let changed = notes
        .update("000001", |note| note.count = 5)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(changed.slug, "one");
    let got = notes.find_one("slug", "one").await.unwrap().unwrap();
    assert_eq!((got.value.count, got.version), (5, 2));
}

/// A replacement of another version, or of nothing, is refused and changes nothing.
pub async fn a_replacement_needs_the_version_it_read(store: &Store) {
    let notes = notes(store);
    notes.insert(&note(1, "one", &[])).await.unwrap();
    let mut read = notes.get("000001").await.unwrap().unwrap();
    read.value.count = 1;
    assert_eq!(notes.replace(&read).await.unwrap(), 2);
    read.value.count = 2;
    assert!(matches!(
        notes.replace(&read).await,
        Err(WriteError::Changed)
    ));
    let got = notes.get("000001").await.unwrap().unwrap();
    assert_eq!((got.value.count, got.version), (1, 2));
    notes.delete("000001").await.unwrap();
    assert!(matches!(
        notes.replace(&got).await,
        Err(WriteError::Changed)
    ));
    assert_eq!(notes.update("000001", |_| ()).await.unwrap(), None);
    assert_eq!(notes.get("000001").await.unwrap(), None);
}

/// 64 who read, change and write the same document at once are all in it at the end.
pub async fn concurrent_updates_lose_nothing(store: &Store) {
    let notes = notes(store);
    notes.insert(&note(1, "one", &[])).await.unwrap();
    let mut updates = JoinSet::new();
    for _ in 0..64 {
        let notes = notes.clone();
        updates.spawn(async move {
            notes
                .update("000001", |note| note.count += 1)
                .await
                .unwrap()
                .unwrap();
        });
    }
    updates.join_all().await;
    let got = notes.get("000001").await.unwrap().unwrap();
    assert_eq!((got.value.count, got.version), (64, 65));
}

/// Of 64 who want the same unique value at once, one has it.
pub async fn concurrent_inserts_of_a_unique_value_have_one_winner(store: &Store) {
    let notes = notes(store);
    let mut inserts = JoinSet::new();
    for number in 0..64 {
        let notes = notes.clone();
        inserts.spawn(async move { notes.insert(&note(number, "wanted", &["all"])).await });
    }
    let outcomes = inserts.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for lost in outcomes.iter().filter(|outcome| outcome.is_err()) {
        assert_taken(lost, "slug");
    }
    assert_eq!(ids(&notes, by_tag("all")).await.len(), 1);
}

/// A field that stands several times finds by each of its values, as they are after the last replacement.
pub async fn every_value_of_a_field_finds(store: &Store) {
    let notes = notes(store);
    notes
        .insert(&note(1, "one", &["a", "b", "b"]))
        .await
        .unwrap();
    notes.insert(&note(2, "two", &["b", "c"])).await.unwrap();
    assert_eq!(ids(&notes, by_tag("a")).await, ["000001"]);
    assert_eq!(ids(&notes, by_tag("b")).await, ["000001", "000002"]);
    notes
        .update("000001", |note| note.tags = vec!["c".into()])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ids(&notes, by_tag("a")).await, [""; 0]);
    assert_eq!(ids(&notes, by_tag("b")).await, ["000002"]);
    assert_eq!(ids(&notes, by_tag("c")).await, ["000001", "000002"]);
}

/// Neither case, nor spaces, nor accents, nor what looks like a pattern are taken for one another.
pub async fn values_are_compared_exactly(store: &Store) {
    let notes = notes(store);
    let values = [
        "a", "A", "a ", "ä", "a\u{308}", "%", "_", "'; --", "\"", "", "1", "1.0", "$ne",
    ];
    for (value, number) in values.iter().zip(0..) {
        notes.insert(&note(number, value, &[value])).await.unwrap();
    }
    for (value, number) in values.iter().zip(0..) {
        assert_eq!(
            ids(&notes, by_tag(value)).await,
            [format!("{number:06}")],
            "{value:?}"
        );
        let one = notes.find_one("slug", value).await.unwrap().unwrap();
        assert_eq!(one.value.id, format!("{number:06}"), "{value:?}");
    }
}

async fn insert_many(store: &Store, count: u32) {
    let mut inserts = JoinSet::new();
    for number in 0..count {
        let notes = notes(store);
        let tag = if number % 5 == 0 { "fifth" } else { "other" };
        let slug = format!("note {number}");
        inserts.spawn(async move { notes.insert(&note(number, &slug, &["all", tag])).await });
    }
    inserts
        .join_all()
        .await
        .into_iter()
        .for_each(Result::unwrap);
}

/// Page after page, up and down, each of 5,000 documents comes once and in order.
pub async fn pages_visit_each_document_once(store: &Store) {
    insert_many(store, 5_000).await;
    let notes = notes(store);
    for (tag, step) in [("all", 1), ("fifth", 5)] {
        let expected: Vec<_> = (0..5_000)
            .step_by(step)
            .map(|n| format!("{n:06}"))
            .collect();
        for descending in [false, true] {
            let mut query = Query {
                descending,
                limit: 333,
                ..by_tag(tag)
            };
            let mut visited = Vec::new();
            loop {
                let page = ids(&notes, query.clone()).await;
                let Some(last) = page.last() else { break };
                query.after = Some(last.clone());
                visited.extend(page);
            }
            if descending {
                visited.reverse();
            }
            assert_eq!(visited, expected, "{tag}, descending: {descending}");
        }
    }
}

/// The same for a scan, which no field is needed for.
pub async fn scans_visit_each_document_once(store: &Store) {
    insert_many(store, 1_000).await;
    let mut visited: Vec<RawDocument> = Vec::new();
    loop {
        let after = visited.last().map(|last| last.id.clone());
        let page = store.documents.scan("notes", after, 77).await.unwrap();
        assert!(page.len() <= 77);
        if page.is_empty() {
            break;
        }
        visited.extend(page);
    }
    let expected: Vec<_> = (0..1_000).map(|n| format!("{n:06}")).collect();
    let ids: Vec<_> = visited.iter().map(|document| document.id.clone()).collect();
    assert_eq!(ids, expected);
    assert!(visited.iter().all(|document| document.version == 1));
}

/// The same id and the same unique value may be in two collections.
pub async fn collections_are_apart(store: &Store) {
    let index = || {
        vec![IndexEntry {
            field: "slug",
            value: "same".into(),
            unique: true,
        }]
    };
    for collection in ["one", "two"] {
        let body = format!("{{\"from\":\"{collection}\"}}");
        store
            .documents
            .insert(collection, "same".into(), body, index())
            .await
            .unwrap();
    }
    assert!(store.documents.delete("one", "same").await.unwrap());
    let left = store.documents.get("two", "same").await.unwrap().unwrap();
    assert_eq!(left.body, "{\"from\":\"two\"}");
    let query = Query {
        field: "slug",
        value: "same".into(),
        ..by_tag("")
    };
    assert_eq!(
        store.documents.find("two", query.clone()).await.unwrap(),
        [left]
    );
    assert_eq!(store.documents.find("one", query).await.unwrap(), []);
    assert_eq!(store.documents.scan("one", None, 10).await.unwrap(), []);
}

/// The collections that have a document now.
pub async fn collections_are_listed(store: &Store) {
    assert!(store.documents.collections().await.unwrap().is_empty());
    for (collection, id) in [("b", "1"), ("b", "2"), ("c", "1"), ("a", "1")] {
        store
            .documents
            .insert(collection, id.into(), "{}".into(), Vec::new())
            .await
            .unwrap();
    }
    store.documents.delete("b", "1").await.unwrap();
    store.documents.delete("c", "1").await.unwrap();
    assert_eq!(store.documents.collections().await.unwrap(), ["a", "b"]);
}
