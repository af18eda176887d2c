//! Two people, and what there is of them.

use codevlive_domain::{
    clock::Clock,
    id::{PersonId, RoomId, SessionId},
    room::{person::Role, state::RoomStatus},
    scorecard::Written,
    time::Millis,
};
use codevlive_jobs::{
    erasure::AGAIN_AFTER_MS,
    invitations,
    job::Job,
    mail::letter::{Letter, Mail, Recipient},
};
use codevlive_store::{
    Store,
    conformance::sample,
    document::Collection,
    documents::{
        account::{Account, security::Security},
        agenda::Agenda,
        invitation::{Invitation, Organizer, Status, Told},
        room::{Member, RoomSummary},
        scorecard::Scorecard,
        session::Session,
    },
    outbox::OutboxEntry,
};
use uuid::Uuid;

pub(crate) const NOW: Millis = Millis(1_760_000_000_000);
pub(crate) const ASHA: PersonId = PersonId(Uuid::from_u128(1));
/// Of Asha's account; her address has her id in it.
pub(crate) const ASHAS_NAME: &str = "Asha Rao";
pub(crate) const BEN: PersonId = PersonId(Uuid::from_u128(2));

/// Always the same moment: no socket of before the deletion is open any more.
pub(crate) struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Millis {
        NOW.plus(AGAIN_AFTER_MS)
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u128(1_000)
    }
}

/// The moment of the deletion.
pub(crate) struct AtOnce;

impl Clock for AtOnce {
    fn now(&self) -> Millis {
        NOW
    }

    fn new_id(&self) -> Uuid {
        Stopped.new_id()
    }
}

pub(crate) fn account(id: PersonId, deleted_at: Option<Millis>) -> Account {
    Account {
        id,
        email: format!("{id}@example.org"),
        name: if id == ASHA { ASHAS_NAME } else { "Ben Okri" }.into(),
        password_hash: None,
        identities: Vec::new(),
        created_at: NOW,
        settings: std::collections::BTreeMap::new(),
        email_verified_at: Some(NOW),
        administrator: false,
        security: Security::default(),
        deleted_at,
        erased_from: Vec::new(),
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
        status: RoomStatus::Live,
        members: members
            .map(|(person, role)| Member { person, role })
            .collect(),
        created_at: NOW,
        outbox: [ASHA, BEN].map(scorecard_due).into(),
        ..sample::summary(RoomId(Uuid::from_u128(number)))
    }
}

fn scorecard_due(person: PersonId) -> OutboxEntry {
    let Account { email, name, .. } = account(person, None);
    let mail = Mail::ScorecardDue {
        room: RoomId(Uuid::nil()),
        title: "A room".into(),
    };
    let to = Recipient {
        email,
        name: Some(name),
        person: Some(person),
    };
    Job::Mail(Box::new(Letter { to, mail })).asked_for(person.0, NOW)
}

/// A pending invitation to a room, by Asha or Ben, with its mails.
pub(crate) fn invitation(number: u128, room: u128, by: PersonId, email: &str) -> Invitation {
    let Account {
        email: host, name, ..
    } = account(by, None);
    let mut invitation = Invitation {
        id: Uuid::from_u128(number),
        room: RoomId(Uuid::from_u128(room)),
        email: email.into(),
        name: None,
        role: Role::Candidate,
        told: Told {
            title: "A room".into(),
            room_at: None,
            starts_at: Some(NOW.plus(48 * 60 * 60 * 1000)),
            minutes: 60,
            time_zone: "UTC".into(),
        },
        sequence: 0,
        status: Status::Pending,
        organizer: Some(Organizer {
            person: by,
            name,
            email: host,
        }),
        created_at: NOW,
        renewed_at: NOW,
        accepted_by: None,
        outbox: Vec::new(),
    };
    invitations::invite(&mut invitation, &Stopped);
    invitation
}

/// Asha's own, to her address and one that she had before, in 12 and 14; and what she asked others to: in 10, which
/// goes with her, 12 and 13, in which Ben interviews or is a host, and 15, which was removed before.
async fn invite(store: &Store) {
    let address = account(ASHA, None).email;
    let accepted = Invitation {
        status: Status::Accepted,
        accepted_by: Some(ASHA),
        ..invitation(21, 14, BEN, "asha-before@example.org")
    };
    let all = [
        invitation(20, 12, BEN, &address.to_uppercase()),
        accepted,
        invitation(22, 10, ASHA, "carla@example.org"),
        invitation(23, 12, ASHA, "carla@example.org"),
        invitation(24, 13, ASHA, "carla@example.org"),
        invitation(25, 15, ASHA, "carla@example.org"),
        invitation(26, 14, BEN, "carla@example.org"),
    ];
    let invitations = Collection::new(store.documents.clone());
    for invitation in all {
        invitations.insert(&invitation).await.unwrap();
    }
}

/// Asha's, and those that Ben wrote: of 11, which goes with her, 12, and 14, in which she was the candidate.
async fn score(store: &Store) {
    let cards = Collection::new(store.documents.clone());
    for (number, room, person) in [
        (31, 11, ASHA),
        (32, 11, BEN),
        (33, 12, ASHA),
        (34, 12, BEN),
        (35, 14, BEN),
    ] {
        let card = Scorecard {
            id: Uuid::from_u128(number),
            room: RoomId(Uuid::from_u128(room)),
            person,
            rubric: 1,
            written: Written::default(),
            submitted_at: None,
            updated_at: NOW,
        };
        cards.insert(&card).await.unwrap();
    }
}

/// Prepared for 11, which goes with Asha, and 12, which stays.
async fn plan(store: &Store) {
    let agendas = Collection::new(store.documents.clone());
    for number in [11, 12] {
        let agenda = Agenda {
            room: RoomId(Uuid::from_u128(number)),
            version: 1,
            items: Vec::new(),
            updated_at: NOW,
        };
        agendas.insert(&agenda).await.unwrap();
    }
}

/// Asha, deleted, and Ben; with sign-ins, the rooms 10 to 14, invitations, scorecards, and agendas.
pub(crate) async fn fill(store: &Store) {
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
    invite(store).await;
    score(store).await;
    plan(store).await;
}
