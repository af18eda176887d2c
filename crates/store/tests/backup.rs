//! Backup and restore, on SQLite.

#![expect(clippy::unwrap_used, reason = "tests: what does not hold panics")]

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
    sync::Arc,
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use bytes::Bytes;
use codevlive_domain::{
    agenda::Item,
    id::{PersonId, RoomId, SessionId},
    room::{entry::Body, person::Role, state::RoomStatus},
    scorecard::{Rating, Written},
    time::Millis,
};
use codevlive_store::{
    Store,
    backup::{BackupError, Counts, backup, restore},
    conformance::{
        Temporary,
        sample::{self, Chain, assert_beginning, room},
        temporary,
    },
    document::Collection,
    documents::{
        KINDS,
        account::{Account, FirebaseIdentity, security::Security},
        agenda::Agenda,
        room::{Member, RoomSummary},
        scorecard::Scorecard,
        session::Session,
    },
    log::Redaction,
    sqlite::SqliteStore,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const NOW: Millis = Millis(1_760_000_000_000);

fn person(number: u64) -> PersonId {
    PersonId(Uuid::from_u64_pair(3, number))
}

fn account(number: u64) -> Account {
    Account {
        id: person(number),
        email: format!("Person.{number}@Example.org"),
        name: format!("Zoë \"{number}\"\n\u{1f600}"),
        password_hash: Some("$argon2id$…".into()),
        identities: vec![FirebaseIdentity {
            uid: format!("uid-{number}"),
            provider: "github.com".into(),
        }],
        created_at: NOW,
        settings: BTreeMap::from([("fontSize".into(), serde_json::json!(14.1))]),
        email_verified_at: None,
        administrator: false,
        security: Security::default(),
        deleted_at: None,
        erased_from: Vec::new(),
        outbox: Vec::new(),
    }
}

fn summary(id: RoomId) -> RoomSummary {
    RoomSummary {
        status: RoomStatus::Live,
        members: vec![Member {
            person: person(1),
            role: Role::Host,
        }],
        created_at: NOW,
        started_at: Some(NOW),
        problem_ids: vec!["two-sum".into()],
        seq: 5,
        ..sample::summary(id)
    }
}

fn session(number: u64) -> Session {
    Session {
        id: SessionId(Uuid::from_u64_pair(4, number)),
        person: person(number),
        generation: 3,
        grace_until: NOW,
        expires_at: NOW,
        created_at: NOW,
        authenticated_at: NOW,
        last_used_at: NOW,
        device: "Firefox on Linux".into(),
        address: Some("192.0.2.1".into()),
        epoch: 2,
    }
}

fn scorecard(room: RoomId) -> Scorecard {
    let rating = Rating {
        competency: "communication".into(),
        level: Some(4),
        note: "Zoë \"asked\"\n".into(),
        evidence: vec![3],
        ..Rating::default()
    };
    Scorecard {
        id: Uuid::from_u64_pair(5, 1),
        room,
        person: person(1),
        rubric: 1,
        written: Written {
            ratings: vec![rating],
            overall: String::new(),
        },
        submitted_at: Some(NOW),
        updated_at: NOW,
    }
}

fn agenda(room: RoomId) -> Agenda {
    let item = Item {
        id: Uuid::from_u64_pair(6, 1),
        title: "Two Sum".into(),
        statement: "Find \"two\"\n".into(),
        hints: vec!["A map".into()],
        language: None,
        starter: Some("x".into()),
        minutes: Some(20),
    };
    Agenda {
        room,
        version: 3,
        items: vec![item],
        updated_at: NOW,
    }
}

async fn fill(store: &Store) -> Counts {
    for number in 0..30 {
        Collection::new(store.documents.clone())
            .insert(&account(number))
            .await
            .unwrap();
    }
    for number in 0..5 {
        Collection::new(store.documents.clone())
            .insert(&session(number))
            .await
            .unwrap();
    }
    Collection::new(store.documents.clone())
        .insert(&summary(room(7)))
        .await
        .unwrap();
    Collection::new(store.documents.clone())
        .insert(&scorecard(room(7)))
        .await
        .unwrap();
    Collection::new(store.documents.clone())
        .insert(&agenda(room(7)))
        .await
        .unwrap();
    for number in 1..=3 {
        let mut chain = Chain::default();
        for size in [1, 40, 3] {
            store
                .log
                .append(room(number), chain.take(size))
                .await
                .unwrap();
        }
    }
    // What something was erased from is backed up as it is.
    let emptied: Redaction =
        Arc::new(|entry| (entry.seq == 5).then(|| entry.with_rest(Body::Unreadable(Bytes::new()))));
    assert_eq!(store.log.erase(room(2), emptied).await.unwrap(), 1);
    Counts {
        documents: 30 + 5 + 1 + 1 + 1,
        rooms: 3,
        entries: 3 * 44,
    }
}

async fn backup_of(store: &Store) -> (Counts, Vec<u8>) {
    let mut file = Vec::new();
    let counts = backup(store, &mut file).await.unwrap();
    (counts, file)
}

async fn restored(file: &[u8]) -> (Temporary, Result<Counts, BackupError>) {
    let target = temporary();
    let outcome = restore(&target.store, Cursor::new(file)).await;
    (target, outcome)
}

async fn assert_empty(store: &Store) {
    assert!(store.documents.collections().await.unwrap().is_empty());
    assert!(store.log.rooms(None, 1).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_restored_is_what_was_backed_up() {
    let source = temporary();
    let mut inserts = tokio::task::JoinSet::new();
    let mut expected = fill(&source.store).await;
    // More than fits in a page of documents, and in a line of entries.
    for number in 100..1_200 {
        let account = account(number);
        let accounts = Collection::new(source.store.documents.clone());
        inserts.spawn(async move { accounts.insert(&account).await });
    }
    inserts
        .join_all()
        .await
        .into_iter()
        .for_each(Result::unwrap);
    source
        .store
        .log
        .append(room(9), Chain::default().take(1_200))
        .await
        .unwrap();
    source
        .store
        .log
        .append(room(9), Chain::default().take(1_201)[1_200..].to_vec())
        .await
        .unwrap();
    expected.documents += 1_100;
    expected.rooms += 1;
    expected.entries += 1_201;
    let (counts, file) = backup_of(&source.store).await;
    assert_eq!(counts, expected);

    let (target, outcome) = restored(&file).await;
    assert_eq!(outcome.unwrap(), expected);
    let (_, again) = backup_of(&target.store).await;
    assert!(again == file, "the backup of what was restored is another");
    let accounts = Collection::<Account>::new(target.store.documents.clone());
    let found = accounts
        .find_one("email", "person.17@example.org")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.value, account(17));
    let entries = target.store.log.read(room(2), 0, usize::MAX).await.unwrap();
    assert_eq!(
        entries,
        source.store.log.read(room(2), 0, usize::MAX).await.unwrap()
    );
}

#[tokio::test]
async fn an_empty_store_has_a_backup_too() {
    let (counts, file) = backup_of(&temporary().store).await;
    assert_eq!(counts, Counts::default());
    restored(&file).await.1.unwrap();
}

#[tokio::test]
async fn a_store_that_has_something_is_not_filled() {
    let source = temporary();
    fill(&source.store).await;
    let (_, file) = backup_of(&source.store).await;
    let with_log = temporary();
    with_log
        .store
        .log
        .append(room(99), Chain::default().take(1))
        .await
        .unwrap();
    let with_document = temporary();
    Collection::new(with_document.store.documents.clone())
        .insert(&account(1))
        .await
        .unwrap();
    for target in [with_log, with_document] {
        let outcome = restore(&target.store, Cursor::new(&file)).await;
        assert!(matches!(outcome, Err(BackupError::NotEmpty)), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_cut_anywhere_is_refused() {
    let source = temporary();
    fill(&source.store).await;
    let (_, file) = backup_of(&source.store).await;
    let line_ends: Vec<_> = (0..file.len() - 1)
        .filter(|&at| file[at] == b'\n')
        .collect();
    let cuts = line_ends.iter().rev().step_by(5).map(|at| at + 1);
    for cut in cuts.chain([0, 10, file.len() / 2, file.len() - 20]) {
        let (target, outcome) = restored(&file[..cut]).await;
        assert!(
            matches!(outcome, Err(BackupError::Damaged { .. })),
            "{cut}: {outcome:?}"
        );
        assert_empty(&target.store).await;
    }
}

#[tokio::test]
async fn a_file_with_a_changed_byte_is_refused() {
    let source = temporary();
    fill(&source.store).await;
    let (_, file) = backup_of(&source.store).await;
    let mut random = StdRng::seed_from_u64(1);
    let target = temporary();
    for _ in 0..60 {
        let mut changed = file.clone();
        // The last byte is a line end, which may be missing.
        let at = random.random_range(0..changed.len() - 1);
        changed[at] ^= 1 << random.random_range(0..7);
        let outcome = restore(&target.store, Cursor::new(changed)).await;
        assert!(
            matches!(outcome, Err(BackupError::Damaged { .. })),
            "{at}: {outcome:?}"
        );
        assert_empty(&target.store).await;
    }
    let mut longer = file.clone();
    longer.extend_from_slice(b"\n");
    restore(&target.store, Cursor::new(longer))
        .await
        .unwrap_err();
    assert_empty(&target.store).await;
    restore(&target.store, Cursor::new(file)).await.unwrap();
}

#[tokio::test]
async fn what_is_not_known_is_refused() {
    for line in [
        "{\"backup\":{\"version\":3}}\n",
        "{\"document\":{\"collection\":\"accounts\",\"body\":\"{}\"}}\n",
        "PK\u{3}\u{4}",
    ] {
        let outcome = restored(line.as_bytes()).await.1;
        assert!(
            matches!(outcome, Err(BackupError::Damaged { line: 1, .. })),
            "{outcome:?}"
        );
    }
    let source = temporary();
    let documents = &source.store.documents;
    documents
        .insert("potions", "1".into(), "{}".into(), Vec::new())
        .await
        .unwrap();
    let outcome = backup(&source.store, Vec::new()).await;
    assert!(
        matches!(outcome, Err(BackupError::UnknownCollection(_))),
        "{outcome:?}"
    );
}

/// As they were before anything could be erased from a log.
#[tokio::test]
async fn backups_of_the_version_before_are_read() {
    let source = temporary();
    let entries = Chain::default().take(3);
    let append = source.store.log.append(room(1), entries.clone());
    append.await.unwrap();
    let mut file = Vec::new();
    backup(&source.store, &mut file).await.unwrap();
    let text = String::from_utf8(file).unwrap();
    let (lines, _end) = text.trim_end().rsplit_once('\n').unwrap();
    let lines = format!("{}\n", lines.replacen(":2}", ":1}", 1));
    let sha256 = BASE64.encode(Sha256::digest(&lines));
    let counts = serde_json::json!({ "documents": 0, "rooms": 1, "entries": 3 });
    let end = serde_json::json!({ "end": { "counts": counts, "sha256": sha256 } });
    let (target, outcome) = restored(format!("{lines}{end}\n").as_bytes()).await;
    outcome.unwrap();
    let read = target.store.log.read(room(1), 0, 9).await.unwrap();
    assert_eq!(read, entries);
}

#[tokio::test]
async fn an_entry_that_was_changed_in_the_store_shows() {
    let source = temporary();
    let mut entries = Chain::default().take(10);
    entries[6].at = NOW;
    source.store.log.append(room(1), entries).await.unwrap();
    let outcome = backup(&source.store, Vec::new()).await;
    assert!(
        matches!(outcome, Err(BackupError::Changed { seq: 7, .. })),
        "{outcome:?}"
    );
}

/// While someone appends: a snapshot is of one moment, the store itself gives a beginning of each log.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_can_be_made_while_the_store_is_written() {
    let source = temporary();
    let store = source.store.clone();
    let (allow, mut allowed) = tokio::sync::watch::channel(0);
    let writes = tokio::spawn(async move {
        let (mut first, mut second) = (Chain::default(), Chain::default());
        while allowed.wait_for(|&seq| second.seq < seq).await.is_ok() {
            // In this order always: at any moment the second log is as long, or one shorter.
            store.log.append(room(1), first.take(1)).await.unwrap();
            store.log.append(room(2), second.take(1)).await.unwrap();
        }
        second.seq
    });
    let mut shorter = 0;
    for round in 1..=5 {
        allow.send_replace(round * 200);
        let snapshot = SqliteStore::snapshot(source.folder.path()).unwrap();
        let (_, first) = backup_of(&snapshot).await;
        let target = restored(&backup_of(&source.store).await.1).await.0;
        for room in [room(1), room(2)] {
            assert_beginning(&target.store.log.read(room, 0, usize::MAX).await.unwrap());
        }
        assert!(
            first == backup_of(&snapshot).await.1,
            "the snapshot changed"
        );
        let target = restored(&first).await.0;
        let heads = target.store.log.heads(&[room(1), room(2)]).await.unwrap();
        assert!(
            heads[0] == heads[1] || heads[0] == heads[1] + 1,
            "{heads:?}"
        );
        shorter += u64::from(heads[1] < round * 200);
    }
    drop(allow);
    assert_eq!(writes.await.unwrap(), 1_000);
    assert!(shorter > 0, "nothing was written while a backup was made");
}

#[test]
fn every_kind_of_document_is_in_backups() {
    let sources = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/documents")).unwrap();
    let files = sources.map(|source| source.unwrap().path());
    let files = files.filter(|path| path.is_file());
    let collection = |file: std::path::PathBuf| {
        let text = std::fs::read_to_string(file).unwrap();
        let (_, name) = text
            .split_once("const COLLECTION: &'static str = \"")
            .unwrap();
        name.split('"').next().unwrap().to_owned()
    };
    let declared: BTreeSet<_> = files.map(collection).collect();
    let known: BTreeSet<_> = KINDS
        .iter()
        .map(|kind| kind.collection.to_owned())
        .collect();
    assert_eq!(declared, known);
}
