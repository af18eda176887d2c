//! A job is done once, as far as the outbox that asks for it can tell.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, sync::Arc};

use bytes::Bytes;
use codevlive_domain::{
    clock::Clock,
    id::{PersonId, RoomId},
    room::{
        entry::{Body, Entry},
        event::Event,
        person::Actor,
    },
    time::Millis,
};
use codevlive_jobs::{
    doing::Doing,
    job::{Envelope, Job},
    mail::{
        MailSettings, Mailer,
        letter::{Letter, Mail, Recipient},
        transport::{Transport, outbox::Outbox},
    },
    outbox::{Origin, Wake},
    signed_link::SignedLinks,
};
use codevlive_queue::{
    job::{JobId, Lease},
    worker::{Handler, NotDone},
};
use codevlive_store::{
    Store,
    conformance::{
        self,
        sample::{self, Chain},
    },
    document::Collection,
    documents::{
        account::{Account, security::Security},
        room::RoomSummary,
    },
};
use uuid::Uuid;

const NOW: Millis = Millis(1_760_000_000_000);
const ASHA: PersonId = PersonId(Uuid::from_u128(1));
const JOB: Uuid = Uuid::from_u128(7);

struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Millis {
        NOW
    }

    fn new_id(&self) -> Uuid {
        Uuid::nil()
    }
}

fn doing(store: &Store, folder: &Path) -> Arc<dyn Handler> {
    let mail = MailSettings {
        public_url: "http://localhost:5000".into(),
        from: "CoDevLive <no-reply@localhost>".parse().unwrap(),
    };
    let transport = Transport::Outbox(Outbox::new(folder.join("mails")));
    let links = SignedLinks::new(b"secret");
    let mailer = Mailer::new(mail, transport, links, Arc::new(Stopped));
    let doing = Doing::new(
        store.clone(),
        mailer,
        Arc::new(Stopped),
        Bytes::clone,
        Wake::default(),
    );
    doing.tasks().remove(0).handler
}

/// A room of somebody in which Asha knocked; the process died before its summary said so.
async fn knocked(store: &Store) -> RoomId {
    let id = RoomId(Uuid::from_u128(3));
    let knocked = Event::Knocked {
        name: "Asha".into(),
        message: Some("Asha's words".into()),
    };
    let body = Body::Event {
        event: knocked,
        command: None,
    };
    let mut chain = Chain::default();
    let mut entries = chain.take(2);
    entries.push(Entry::seal(&chain.hash, 3, NOW, Actor::Person(ASHA), body));
    store.log.append(id, entries).await.unwrap().await.unwrap();
    let summary = RoomSummary {
        created_at: NOW,
        seq: 2,
        ..sample::summary(id)
    };
    let rooms = Collection::new(Arc::clone(&store.documents));
    rooms.insert(&summary).await.unwrap();
    id
}

fn letter() -> Job {
    Job::Mail(Box::new(Letter {
        to: Recipient {
            email: "asha@example.org".into(),
            name: None,
            person: Some(ASHA),
        },
        mail: Mail::ResetPassword { token: Uuid::nil() },
    }))
}

fn asha(outbox: &[Job]) -> Account {
    Account {
        id: ASHA,
        email: "asha@example.org".into(),
        name: "Asha".into(),
        password_hash: None,
        identities: Vec::new(),
        created_at: NOW,
        settings: std::collections::BTreeMap::default(),
        email_verified_at: None,
        administrator: false,
        security: Security::default(),
        deleted_at: None,
        erased_from: Vec::new(),
        outbox: outbox.iter().map(|job| job.asked_for(JOB, NOW)).collect(),
    }
}

/// The job, as the queue has it.
fn lease() -> Lease {
    lease_of(letter())
}

fn lease_of(job: Job) -> Lease {
    let origin = Origin {
        collection: "accounts".into(),
        document: ASHA.to_string(),
    };
    Lease {
        id: JobId(JOB),
        kind: "mail".into(),
        payload: Envelope::new(origin, job).to_json(),
        key: JOB.to_string(),
        attempt: 1,
        token: String::new(),
    }
}

fn mails(folder: &Path) -> usize {
    fs::read_dir(folder.join("mails")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_job_leaves_its_outbox_when_it_is_done_and_is_not_done_again() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    let accounts = Collection::<Account>::new(store.documents.clone());
    accounts.insert(&asha(&[letter()])).await.unwrap();
    let doing = doing(&store, folder.path());
    doing.run(&lease()).await.unwrap();
    assert_eq!(mails(folder.path()), 1);
    let left = accounts.get(&ASHA.to_string()).await.unwrap().unwrap();
    assert_eq!(left.value.outbox, []);
    // As from a queue that has forgotten its last moments.
    fs::remove_dir_all(folder.path().join("mails")).unwrap();
    doing.run(&lease()).await.unwrap();
    assert_eq!(mails(folder.path()), 0);
}

#[tokio::test]
async fn what_was_asked_for_by_what_is_gone_is_done() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    doing(&store, folder.path()).run(&lease()).await.unwrap();
    assert_eq!(mails(folder.path()), 1);
}

#[tokio::test]
async fn a_job_of_another_version_is_given_up() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    let unknown = Lease {
        payload: "{\"job\":{\"kind\":\"of tomorrow\"}}".into(),
        ..lease()
    };
    let outcome = doing(&store, folder.path()).run(&unknown).await;
    assert!(matches!(outcome, Err(NotDone::GiveUp(_))), "{outcome:?}");
}

#[tokio::test]
async fn a_person_is_erased_from_a_room_whose_summary_does_not_know_them() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    let room = knocked(&store).await;
    let erase = Job::EraseAccount { person: ASHA };
    let deleted = Account {
        deleted_at: Some(NOW),
        ..asha(std::slice::from_ref(&erase))
    };
    let accounts = Collection::<Account>::new(store.documents.clone());
    accounts.insert(&deleted).await.unwrap();
    doing(&store, folder.path())
        .run(&lease_of(erase))
        .await
        .unwrap();
    let log = store.log.read(room, 0, 100).await.unwrap();
    let body = log.last().unwrap().body.encode();
    let body = String::from_utf8_lossy(&body);
    assert!(body.contains("knocked") && !body.contains("Asha"), "{body}");
}
