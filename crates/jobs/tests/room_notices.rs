//! What rooms ask of the queue, and what of it is still sent.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use codevlive_domain::{
    clock::Clock,
    id::{PersonId, RoomId},
    room::{event::RoomKind, person::Role, state::RoomStatus},
    scorecard::Written,
    time::Millis,
};
use codevlive_jobs::{
    invitations,
    job::Job,
    mail::letter::{Letter, Mail},
    outbox::Wake,
    room_notices::RoomNotices,
    still_current::still_current,
    tell_invited::tell_invited,
};
use codevlive_store::{
    Store,
    conformance::sample,
    document::Collection,
    documents::{
        account::Account,
        invitation::{Invitation, Organizer, Status, Told},
        room::{Member, RoomSummary},
        scorecard::Scorecard,
    },
    memory::MemoryStore,
    outbox::OutboxEntry,
};
use uuid::Uuid;

const NOW: Millis = Millis(1_800_000_000_000);
const HOUR_MS: i64 = 60 * 60 * 1000;

/// A clock that stands still.
#[derive(Default)]
struct Stopped(AtomicU64);

impl Clock for Stopped {
    fn now(&self) -> Millis {
        NOW
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u64_pair(9, self.0.fetch_add(1, Ordering::SeqCst))
    }
}

fn person(number: u64) -> PersonId {
    PersonId(Uuid::from_u64_pair(1, number))
}

async fn add_account(store: &Store, number: u64, name: &str) {
    let account: Account = serde_json::from_value(serde_json::json!({
        "id": person(number), "email": format!("{name}@example.org"), "name": name,
        "password_hash": "$argon2id$", "created_at": NOW, "settings": {},
    }))
    .unwrap();
    let accounts = Collection::<Account>::new(store.documents.clone());
    accounts.insert(&account).await.unwrap();
}

fn room(status: RoomStatus, started_at: Option<Millis>) -> RoomSummary {
    let member = |number, role| Member {
        person: person(number),
        role,
    };
    RoomSummary {
        title: "Backend".to_owned(),
        status,
        // The fourth is a guest.
        members: vec![
            member(1, Role::Host),
            member(2, Role::Interviewer),
            member(3, Role::Candidate),
            member(4, Role::Interviewer),
        ],
        created_at: NOW,
        scheduled_at: Some(NOW.plus(48 * HOUR_MS)),
        started_at,
        ended_at: (status == RoomStatus::Ended).then_some(NOW),
        ..sample::summary(RoomId(Uuid::from_u64_pair(2, 1)))
    }
}

fn invitation(room: &RoomSummary) -> Invitation {
    Invitation {
        id: Uuid::from_u64_pair(3, 1),
        room: room.id,
        email: "ben@example.org".to_owned(),
        name: None,
        role: Role::Candidate,
        told: Told {
            title: room.title.clone(),
            room_at: room.scheduled_at,
            starts_at: room.scheduled_at,
            minutes: 60,
            time_zone: "UTC".to_owned(),
        },
        sequence: 0,
        status: Status::Pending,
        organizer: Some(Organizer {
            person: person(1),
            name: "asha".to_owned(),
            email: "asha@example.org".to_owned(),
        }),
        created_at: NOW,
        renewed_at: NOW,
        accepted_by: None,
        outbox: Vec::new(),
    }
}

struct Stage {
    store: Store,
    clock: Arc<Stopped>,
    notices: RoomNotices,
}

impl Stage {
    async fn set() -> Self {
        let (store, clock) = (MemoryStore::open(), Arc::new(Stopped::default()));
        for (number, name) in [(1, "asha"), (2, "ivan"), (3, "carla")] {
            add_account(&store, number, name).await;
        }
        let notices = RoomNotices::new(store.clone(), Arc::clone(&clock) as _, Wake::default());
        Self {
            store,
            clock,
            notices,
        }
    }

    async fn asks(&self, before: &RoomSummary, mut after: RoomSummary) -> Vec<OutboxEntry> {
        let asked = self.notices.summary_changes(before, &mut after).await;
        asked.unwrap();
        after.outbox
    }

    /// The room, and an invitation to it; the letters that it asks for.
    async fn invites(&self, room: &RoomSummary) -> Vec<Letter> {
        let rooms = Collection::<RoomSummary>::new(self.store.documents.clone());
        rooms.insert(room).await.unwrap();
        let mut invitation = invitation(room);
        invitations::invite(&mut invitation, &*self.clock);
        self.invitations().insert(&invitation).await.unwrap();
        letters(&invitation.outbox)
    }

    fn invitations(&self) -> Collection<Invitation> {
        Collection::new(self.store.documents.clone())
    }

    async fn invitation(&self) -> Invitation {
        let id = Uuid::from_u64_pair(3, 1).to_string();
        self.invitations().get(&id).await.unwrap().unwrap().value
    }

    /// Changes the room, and brings its invitations up to date.
    async fn change(&self, change: impl Fn(&mut RoomSummary) + Send + Copy) {
        let rooms = Collection::<RoomSummary>::new(self.store.documents.clone());
        let id = RoomId(Uuid::from_u64_pair(2, 1));
        rooms.update(&id.to_string(), change).await.unwrap();
        let told = tell_invited(&self.store, &*self.clock, id).await;
        told.unwrap();
    }

    async fn is_current(&self, letter: &Letter) -> bool {
        still_current(&self.store, letter).await.unwrap()
    }
}

fn letters(outbox: &[OutboxEntry]) -> Vec<Letter> {
    let letter = |entry: &OutboxEntry| match serde_json::from_value(entry.job.clone()).unwrap() {
        Job::Mail(letter) => Some(*letter),
        Job::TellInvited { .. } | Job::EraseAccount { .. } => None,
    };
    outbox.iter().filter_map(letter).collect()
}

#[tokio::test]
async fn another_title_is_told_to_those_invited() {
    let stage = Stage::set().await;
    let before = room(RoomStatus::Scheduled, None);
    let mut after = before.clone();
    after.seq = 2;
    assert_eq!(stage.asks(&before, after.clone()).await, []);
    after.title = "Frontend".to_owned();
    let asked = stage.asks(&before, after).await;
    let tell = Job::TellInvited { room: before.id };
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].job, serde_json::to_value(tell).unwrap());
}

#[tokio::test]
async fn those_who_interviewed_are_asked_an_hour_after_the_end_and_once() {
    let stage = Stage::set().await;
    let live = room(RoomStatus::Live, Some(NOW));
    let ended = room(RoomStatus::Ended, Some(NOW));
    let asked = stage.asks(&live, ended.clone()).await;
    let to: Vec<_> = letters(&asked)
        .into_iter()
        .map(|one| one.to.email)
        .collect();
    assert_eq!(to, ["asha@example.org", "ivan@example.org"]);
    assert!(asked.iter().all(|entry| entry.run_at == NOW.plus(HOUR_MS)));
    // Opened again and ended again, before the hour was over.
    let again = RoomSummary {
        outbox: asked,
        ..ended.clone()
    };
    assert_eq!(stage.asks(&live, again).await.len(), 2);
    // Of what was no interview, or did not take place, nobody asks.
    let practice = RoomSummary {
        kind: RoomKind::Practice,
        ..ended
    };
    assert_eq!(stage.asks(&live, practice).await, []);
}

#[tokio::test]
async fn an_end_before_the_beginning_is_a_cancellation() {
    let stage = Stage::set().await;
    let before = room(RoomStatus::Scheduled, None);
    let after = room(RoomStatus::Ended, None);
    let asked = stage.asks(&before, after.clone()).await;
    assert_eq!(asked.len(), 1, "no scorecards: {asked:?}");
    stage.invites(&before).await;
    stage.change(|room| room.status = RoomStatus::Ended).await;
    let told = stage.invitation().await;
    assert_eq!((told.status, told.sequence), (Status::Cancelled, 1));
    let last = letters(&told.outbox).pop().unwrap();
    assert!(matches!(last.mail, Mail::InvitationCancelled(_)));
}

#[tokio::test]
async fn an_end_after_the_beginning_is_none() {
    let stage = Stage::set().await;
    stage.invites(&room(RoomStatus::Live, Some(NOW))).await;
    let end = |room: &mut RoomSummary| {
        room.status = RoomStatus::Ended;
        room.title = "Renamed afterwards".to_owned();
    };
    stage.change(end).await;
    let told = stage.invitation().await;
    assert_eq!((told.status, told.sequence), (Status::Pending, 0));
}

#[tokio::test]
async fn a_knock_is_written_to_the_hosts() {
    let stage = Stage::set().await;
    let mut room = room(RoomStatus::Scheduled, None);
    let asked = stage.notices.unheard_knock(&mut room, "Chidi").await;
    asked.unwrap();
    let letters = letters(&room.outbox);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to.email, "asha@example.org");
    assert!(matches!(&letters[0].mail, Mail::Knock { who, .. } if who == "Chidi"));
}

#[tokio::test]
async fn what_is_superseded_is_not_sent() {
    let stage = Stage::set().await;
    let first = stage.invites(&room(RoomStatus::Scheduled, None)).await;
    let [invited, reminder] = first.as_slice() else {
        panic!("{first:?}");
    };
    assert!(stage.is_current(invited).await && stage.is_current(reminder).await);
    stage.change(|room| room.title = "Second".to_owned()).await;
    let second = letters(&stage.invitation().await.outbox);
    assert!(!stage.is_current(reminder).await);
    stage.change(|room| room.title = "Third".to_owned()).await;
    let third = letters(&stage.invitation().await.outbox);
    let is_change = |letter: &&Letter| matches!(letter.mail, Mail::InvitationChanged(_));
    assert!(
        !stage
            .is_current(second.iter().find(is_change).unwrap())
            .await
    );
    assert!(
        stage
            .is_current(third.iter().rfind(is_change).unwrap())
            .await
    );
    assert!(stage.is_current(invited).await);
    stage.change(|room| room.called_off = true).await;
    for letter in letters(&stage.invitation().await.outbox) {
        let cancels = matches!(letter.mail, Mail::InvitationCancelled(_));
        assert_eq!(stage.is_current(&letter).await, cancels, "{letter:?}");
    }
}

#[tokio::test]
async fn who_wants_no_notifications_gets_none() {
    let stage = Stage::set().await;
    let mut summary = room(RoomStatus::Scheduled, None);
    stage
        .notices
        .unheard_knock(&mut summary, "Chidi")
        .await
        .unwrap();
    let letter = &letters(&summary.outbox)[0];
    assert!(stage.is_current(letter).await);
    let accounts = Collection::<Account>::new(stage.store.documents.clone());
    let off = |account: &mut Account| {
        let settings: BTreeMap<_, _> = [("notifications".to_owned(), false.into())].into();
        account.settings = settings;
    };
    accounts.update(&person(1).to_string(), off).await.unwrap();
    assert!(!stage.is_current(letter).await);
}

#[tokio::test]
async fn scorecards_of_a_room_that_goes_on_are_not_due() {
    let stage = Stage::set().await;
    let ended = room(RoomStatus::Ended, Some(NOW));
    let asked = stage
        .asks(&room(RoomStatus::Live, Some(NOW)), ended.clone())
        .await;
    let rooms = Collection::<RoomSummary>::new(stage.store.documents.clone());
    rooms.insert(&ended).await.unwrap();
    let letter = &letters(&asked)[0];
    assert!(stage.is_current(letter).await);
    stage.change(|room| room.status = RoomStatus::Live).await;
    assert!(!stage.is_current(letter).await);
}

#[tokio::test]
async fn a_scorecard_that_is_in_is_not_due() {
    let stage = Stage::set().await;
    let ended = room(RoomStatus::Ended, Some(NOW));
    let live = room(RoomStatus::Live, Some(NOW));
    let asked = letters(&stage.asks(&live, ended.clone()).await);
    let rooms = Collection::<RoomSummary>::new(stage.store.documents.clone());
    rooms.insert(&ended).await.unwrap();
    let mut card = Scorecard {
        id: Uuid::from_u128(7),
        room: ended.id,
        person: asked[0].to.person.unwrap(),
        rubric: 1,
        written: Written::default(),
        submitted_at: None,
        updated_at: NOW,
    };
    let cards = Collection::new(stage.store.documents.clone());
    cards.insert(&card).await.unwrap();
    assert!(stage.is_current(&asked[0]).await, "a draft is not in");
    card.submitted_at = Some(NOW);
    let submit = |it: &mut Scorecard| *it = card.clone();
    cards.update(&card.id.to_string(), submit).await.unwrap();
    assert!(!stage.is_current(&asked[0]).await);
    assert!(stage.is_current(&asked[1]).await, "another's is");
}
