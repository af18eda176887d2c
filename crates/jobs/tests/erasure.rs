//! A deleted account is erased, also if the process dies at any step.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use async_trait::async_trait;
use codevlive_domain::{
    clock::Clock,
    id::{PersonId, RoomId, SessionId},
    room::{event::RoomKind, person::Role, state::RoomStatus},
    time::Millis,
};
use codevlive_jobs::erasure::erase_account;
use codevlive_store::{
    Store, Unavailable, conformance,
    document::{Collection, Documents, IndexEntry, Query, RawDocument, WriteError},
    documents::{
        account::{Account, security::Security},
        room::{Member, RoomSummary},
        session::Session,
    },
};
use uuid::Uuid;

const NOW: Millis = Millis(1_760_000_000_000);
const ASHA: PersonId = PersonId(Uuid::from_u128(1));
const BEN: PersonId = PersonId(Uuid::from_u128(2));

/// Always the same moment.
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Millis {
        NOW
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u128(1_000)
    }
}

/// Documents of another store, for so many writes and reads; then it is as if the process had died.
struct Mortal {
    inner: Arc<dyn Documents>,
    left: AtomicI64,
}

impl Mortal {
    fn live(&self) -> Result<&dyn Documents, Unavailable> {
        if self.left.fetch_sub(1, Ordering::SeqCst) <= 0 {
            return Err(Unavailable("dead".into()));
        }
        Ok(&*self.inner)
    }
}

#[async_trait]
impl Documents for Mortal {
    async fn insert(
        &self,
        collection: &'static str,
        id: String,
        body: String,
        index: Vec<IndexEntry>,
    ) -> Result<(), WriteError> {
        self.live()?.insert(collection, id, body, index).await
    }

    async fn get(
        &self,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<RawDocument>, Unavailable> {
        self.live()?.get(collection, id).await
    }

    async fn replace(
        &self,
        collection: &'static str,
        document: RawDocument,
        index: Vec<IndexEntry>,
    ) -> Result<u64, WriteError> {
        self.live()?.replace(collection, document, index).await
    }

    async fn delete(&self, collection: &'static str, id: &str) -> Result<bool, Unavailable> {
        self.live()?.delete(collection, id).await
    }

    async fn find(
        &self,
        collection: &'static str,
        query: Query,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.live()?.find(collection, query).await
    }

    async fn collections(&self) -> Result<Vec<String>, Unavailable> {
        self.live()?.collections().await
    }

    async fn scan(
        &self,
        collection: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, Unavailable> {
        self.live()?.scan(collection, after, limit).await
    }
}

fn account(id: PersonId, deleted_at: Option<Millis>) -> Account {
    Account {
        id,
        email: format!("{id}@example.org"),
        name: "Somebody".into(),
        password_hash: None,
        identities: Vec::new(),
        created_at: NOW,
        settings: std::collections::BTreeMap::new(),
        email_verified_at: None,
        administrator: false,
        security: Security::default(),
        deleted_at,
        outbox: Vec::new(),
    }
}

fn session(number: u128, person: PersonId) -> Session {
    Session {
        id: SessionId(Uuid::from_u128(number)),
        person,
        generation: 1,
        grace_until: NOW,
        expires_at: NOW,
        created_at: NOW,
        authenticated_at: NOW,
        last_used_at: NOW,
        device: String::new(),
        address: None,
        epoch: 0,
    }
}

fn room(number: u128, members: &[(PersonId, Role)]) -> RoomSummary {
    let members = members.iter().copied();
    RoomSummary {
        id: RoomId(Uuid::from_u128(number)),
        title: "A room".into(),
        kind: RoomKind::Interview,
        status: RoomStatus::Live,
        members: members
            .map(|(person, role)| Member { person, role })
            .collect(),
        created_at: NOW,
        scheduled_at: None,
        started_at: None,
        ended_at: None,
        problem_ids: Vec::new(),
        retention_days: 90,
        seq: 1,
        called_off: false,
        knock_told_at: None,
        outbox: Vec::new(),
    }
}

/// Asha, deleted, and Ben; with sign-ins, and the rooms 10 to 14.
async fn fill(store: &Store) {
    let insert = async |account: &Account| {
        let accounts = Collection::new(store.documents.clone());
        accounts.insert(account).await.unwrap();
    };
    insert(&account(ASHA, Some(NOW))).await;
    insert(&account(BEN, None)).await;
    for (number, person) in [(1, ASHA), (2, ASHA), (3, BEN)] {
        let sessions = Collection::new(store.documents.clone());
        sessions.insert(&session(number, person)).await.unwrap();
    }
    for (number, members) in [
        (10, &[(ASHA, Role::Host)][..]),
        (11, &[(ASHA, Role::Host), (BEN, Role::Candidate)]),
        (12, &[(ASHA, Role::Host), (BEN, Role::Interviewer)]),
        (13, &[(ASHA, Role::Host), (BEN, Role::Host)]),
        (14, &[(ASHA, Role::Candidate), (BEN, Role::Host)]),
    ] {
        let rooms = Collection::new(store.documents.clone());
        rooms.insert(&room(number, members)).await.unwrap();
    }
}

/// The ids of what is left of a collection.
async fn left(store: &Store, collection: &'static str) -> Vec<u128> {
    let kept = store.documents.scan(collection, None, 100).await.unwrap();
    assert!(kept.iter().all(|it| !it.body.contains(&ASHA.to_string())));
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
        store.documents = Arc::new(Mortal {
            inner: whole.documents.clone(),
            left: AtomicI64::new(steps),
        });
        let finished = erase_account(&store, &Stopped, ASHA).await.is_ok();
        erase_account(&whole, &Stopped, ASHA).await.unwrap();
        assert_eq!(left(&whole, "accounts").await, [2], "after {steps} steps");
        assert_eq!(left(&whole, "sessions").await, [3], "after {steps} steps");
        assert_eq!(
            left(&whole, "rooms").await,
            [12, 13, 14],
            "after {steps} steps"
        );
        drop(folder);
        if finished {
            break;
        }
        steps += 1;
    }
    assert!(steps > 15, "{steps}");
}

#[tokio::test]
async fn an_account_that_was_not_deleted_is_left_alone() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    fill(&store).await;
    erase_account(&store, &Stopped, BEN).await.unwrap();
    let accounts = Collection::<Account>::new(store.documents.clone());
    assert!(accounts.get(&BEN.to_string()).await.unwrap().is_some());
    let sessions = Collection::<Session>::new(store.documents.clone());
    let ben = Uuid::from_u128(3).to_string();
    assert!(sessions.get(&ben).await.unwrap().is_some());
    drop(folder);
}
