//! What goes of a deleted person's rooms: those that nobody else could look after whole, of others their name and words.

use std::sync::Arc;

use bytes::Bytes;
use codevlive_domain::{
    clock::Clock,
    id::{PersonId, RoomId},
    room::{erasure::Erasure, person::Role},
};
use codevlive_store::{
    Store, Unavailable,
    document::Document as _,
    documents::{account::Account, room::RoomSummary, scorecard},
    outbox::OutboxEntry,
};

use super::{Erased, of};
use crate::{
    job::Job,
    room_removal::remove_room,
    stored::{collection, written},
};

/// How many entries of a log are read at once.
const ENTRIES: usize = 1_000;

/// Makes an update of a Yjs document that brings nothing, but can be built on as the given one can.
pub type Blank = fn(&Bytes) -> Bytes;

/// Leaves all rooms that know the person; what was removed.
pub(super) async fn leave_rooms(
    store: &Store,
    clock: &dyn Clock,
    blank: Blank,
    person: PersonId,
) -> Result<Erased, Unavailable> {
    let mut erased = Erased::default();
    for field in ["member", "other"] {
        let mut after = None;
        loop {
            let query = of(field, person, after);
            let found = collection::<RoomSummary>(store).find(query).await?;
            let Some(last) = found.last() else { break };
            after = Some(last.value.id());
            for room in found {
                let id = room.value.id;
                if goes_with(&room.value, person)
                    && remove_room(store, clock, id, |room| goes_with(room, person)).await?
                {
                    erased.rooms += 1;
                } else {
                    remember(store, id, person).await?;
                    erased.entries += erase_from_log(store, blank, id, person).await?;
                    leave(store, &room.value, person).await?;
                }
            }
        }
    }
    Ok(erased)
}

/// Notes that a room is to be looked through again. Before it is left: then it is not found any more.
async fn remember(store: &Store, room: RoomId, person: PersonId) -> Result<(), Unavailable> {
    let note = |account: &mut Account| {
        if !account.erased_from.contains(&room) {
            account.erased_from.push(room);
        }
    };
    let accounts = collection::<Account>(store);
    written(accounts.update(&person.to_string(), note).await)
}

/// Takes their name and what they wrote out of a room's log; how many entries that changed.
pub(super) async fn erase_from_log(
    store: &Store,
    blank: Blank,
    room: RoomId,
    person: PersonId,
) -> Result<u64, Unavailable> {
    let (mut erasure, mut read) = (Erasure::of(person), 0);
    loop {
        let page = store.log.read(room, read, ENTRIES).await?;
        let Some(last) = page.last() else { break };
        read = last.seq;
        for entry in &page {
            erasure.look_at(entry);
        }
    }
    if erasure.is_candidate() {
        // All of them are about this person.
        scorecard::delete_of_room(store, room).await?;
    }
    let rest = Arc::new(move |entry: &_| erasure.rest(entry, blank));
    store.log.erase(room, rest).await
}

/// They are not of it any more, and no mail to them waits. After its log, by which they would be found again.
async fn leave(store: &Store, room: &RoomSummary, person: PersonId) -> Result<(), Unavailable> {
    let rooms = collection::<RoomSummary>(store);
    let left = rooms
        .update(&room.id(), |room| {
            room.members.retain(|member| member.person != person);
            room.others.retain(|other| *other != person);
            room.outbox.retain(|entry| !is_to(entry, person));
        })
        .await;
    written(left)
}

fn is_to(entry: &OutboxEntry, person: PersonId) -> bool {
    let job = serde_json::from_value(entry.job.clone());
    matches!(job, Ok(Job::Mail(letter)) if letter.to.person == Some(person))
}

/// Whether a room goes with a person, since nobody else could look after it: they are its host, and no other host and no interviewer took part.
fn goes_with(room: &RoomSummary, person: PersonId) -> bool {
    let mut members = room.members.iter();
    let is_host = members
        .clone()
        .any(|member| member.person == person && member.role == Role::Host);
    is_host && members.all(|member| member.person == person || !member.role.interviews())
}
