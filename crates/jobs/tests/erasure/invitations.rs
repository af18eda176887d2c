//! What becomes of invitations.

use bytes::Bytes;
use codevlive_jobs::{
    erasure::erase_account,
    job::Job,
    mail::letter::{Letter, Mail},
    still_current::{as_now, still_current},
};
use codevlive_store::{
    Store, conformance,
    document::Collection,
    documents::{
        account::Account,
        invitation::{Invitation, Status},
        room::RoomSummary,
    },
    outbox::OutboxEntry,
};
use uuid::Uuid;

use crate::stage::{ASHA, BEN, NOW, Stopped, account, fill, invitation};

fn invitations(store: &Store) -> Collection<Invitation> {
    Collection::new(store.documents.clone())
}

async fn kept(store: &Store, number: u128) -> Option<Invitation> {
    let id = Uuid::from_u128(number).to_string();
    let found = invitations(store).get(&id).await.unwrap();
    found.map(|found| found.value)
}

fn letters(outbox: &[OutboxEntry]) -> Vec<Letter> {
    let letter = |entry: &OutboxEntry| match serde_json::from_value(entry.job.clone()).unwrap() {
        Job::Mail(letter) => Some(*letter),
        _ => None,
    };
    outbox.iter().filter_map(letter).collect()
}

/// Who invites, in each of the mails that wait: in their order.
fn hosts(invitation: &Invitation) -> Vec<(String, String)> {
    let host = |letter: &Letter| {
        let interview = letter.mail.interview().unwrap();
        (interview.host_name.clone(), interview.host_email.clone())
    };
    letters(&invitation.outbox).iter().map(host).collect()
}

/// Not at any step: a relay may have taken it by the next.
pub(crate) async fn no_cancellation_names_asha(store: &Store) {
    let of_the_room_that_goes = kept(store, 22).await.unwrap();
    for letter in letters(&of_the_room_that_goes.outbox) {
        if let Mail::InvitationCancelled(interview) = letter.mail {
            assert_eq!(interview.host_name, "");
        }
    }
}

#[tokio::test]
async fn those_that_were_made_go_on_with_who_is_left() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    fill(&store).await;
    erase_account(&store, &Stopped, Bytes::clone, ASHA)
        .await
        .unwrap();
    let ben = account(BEN, None);
    for (number, status, next) in [
        (22, Status::Cancelled, None),
        (23, Status::Pending, Some(&ben)),
        (24, Status::Pending, Some(&ben)),
        (25, Status::Pending, None),
        (26, Status::Pending, Some(&ben)),
    ] {
        let kept = kept(&store, number).await.unwrap();
        let organizer = kept.organizer.as_ref().map(|it| it.person);
        let expected = (status, next.map(|next| next.id));
        assert_eq!((kept.status, organizer), expected, "{number}");
        let host = next.map(|next| (next.name.clone(), next.email.clone()));
        let host = host.unwrap_or_default();
        // The invitation; and the reminder, or that it is cancelled.
        assert_eq!(hosts(&kept), [host.clone(), host], "{number}");
    }
    drop(folder);
}

#[tokio::test]
async fn what_the_queue_took_before_is_not_sent_to_them_nor_in_their_name() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    fill(&store).await;
    let mut to_asha = letters(&kept(&store, 20).await.unwrap().outbox);
    let cancelled = to_asha[0].mail.interview().unwrap().clone();
    to_asha.push(Letter {
        mail: Mail::InvitationCancelled(Box::new(cancelled)),
        ..to_asha[0].clone()
    });
    let rooms = Collection::<RoomSummary>::new(store.documents.clone());
    let room = rooms.get(&Uuid::from_u128(12).to_string()).await.unwrap();
    let knock = Mail::Knock {
        room: room.as_ref().unwrap().value.id,
        title: "A room".into(),
        who: "Carla".into(),
    };
    let scorecard = letters(&room.unwrap().value.outbox).remove(0);
    to_asha.push(Letter {
        mail: knock,
        ..scorecard
    });
    let by_asha = letters(&kept(&store, 23).await.unwrap().outbox);
    erase_account(&store, &Stopped, Bytes::clone, ASHA)
        .await
        .unwrap();
    for letter in to_asha {
        assert!(!still_current(&store, &letter).await.unwrap(), "{letter:?}");
    }
    for letter in by_asha {
        assert!(still_current(&store, &letter).await.unwrap(), "{letter:?}");
        let sent = as_now(&store, &letter).await.unwrap();
        let host = &sent.mail.interview().unwrap().host_name;
        assert_eq!(host, "Ben Okri");
    }
    drop(folder);
}

#[tokio::test]
async fn mails_to_others_still_wait() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    fill(&store).await;
    erase_account(&store, &Stopped, Bytes::clone, ASHA)
        .await
        .unwrap();
    let rooms = Collection::<RoomSummary>::new(store.documents.clone());
    let room = rooms.get(&Uuid::from_u128(12).to_string()).await.unwrap();
    let to = letters(&room.unwrap().value.outbox);
    let to: Vec<_> = to.into_iter().map(|letter| letter.to.person).collect();
    assert_eq!(to, [Some(BEN)]);
    drop(folder);
}

#[tokio::test]
async fn whoever_has_the_address_since_keeps_what_came_to_it_since() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    fill(&store).await;
    let address = account(ASHA, None).email;
    let since = Invitation {
        renewed_at: NOW.plus(1),
        ..invitation(30, 13, BEN, &address)
    };
    let anothers = Invitation {
        accepted_by: Some(BEN),
        status: Status::Accepted,
        ..invitation(31, 14, BEN, &address)
    };
    for invitation in [since, anothers] {
        invitations(&store).insert(&invitation).await.unwrap();
    }
    erase_account(&store, &Stopped, Bytes::clone, ASHA)
        .await
        .unwrap();
    assert!(kept(&store, 20).await.is_none());
    assert!(kept(&store, 30).await.is_some());
    assert!(kept(&store, 31).await.is_some());
    drop(folder);
}

#[tokio::test]
async fn an_address_that_was_not_shown_to_be_theirs_keeps_its_invitations() {
    let conformance::Temporary { store, folder } = conformance::temporary();
    fill(&store).await;
    let accounts = Collection::<Account>::new(store.documents.clone());
    let unverified = |account: &mut Account| account.email_verified_at = None;
    let id = ASHA.to_string();
    accounts.update(&id, unverified).await.unwrap();
    erase_account(&store, &Stopped, Bytes::clone, ASHA)
        .await
        .unwrap();
    assert!(kept(&store, 20).await.is_some());
    // They came by this one.
    assert!(kept(&store, 21).await.is_none());
    drop(folder);
}
