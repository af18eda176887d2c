//! What is left of an account that its owner deleted, and how it goes.
//!
//! Nothing of it can be used any more when this begins: one write has ended its sign-ins and freed its address. Each
//! step may be done twice, and the account's document goes last, so that a process that dies half-way is followed by
//! one that finishes. `docs/decisions/0009-deleting-an-account.md` says what goes, and what stays.

mod invitations;

use std::sync::Arc;

use codevlive_domain::{
    clock::Clock,
    id::{PersonId, RoomId},
    room::person::Role,
};
use codevlive_store::{
    Store, Unavailable,
    document::{Collection, Document, Query, WriteError},
    documents::{
        account::Account, one_time_token::OneTimeToken, room::RoomSummary,
        room_request::RoomRequest, session::Session,
    },
    outbox::OutboxEntry,
};

use crate::{job::Job, tell_invited::tell_invited};

/// How many documents are looked up at once.
const PAGE: usize = 100;

/// Erases what belongs to a deleted account, and it. Does nothing to one that was not deleted.
pub async fn erase_account(
    store: &Store,
    clock: &dyn Clock,
    person: PersonId,
) -> Result<(), Unavailable> {
    let accounts = collection::<Account>(store);
    let id = person.to_string();
    let Some(account) = accounts.get(&id).await? else {
        return Ok(());
    };
    let Some(deleted_at) = account.value.deleted_at else {
        return Ok(());
    };
    erase_all::<Session>(store, "person", person).await?;
    erase_all::<OneTimeToken>(store, "person", person).await?;
    erase_all::<RoomRequest>(store, "person", person).await?;
    invitations::erase_received(store, &account.value, deleted_at).await?;
    // Before the rooms: that some of them do not take place is told in nobody's name from the start.
    invitations::hand_over_made(store, person).await?;
    leave_rooms(store, clock, person).await?;
    accounts.delete(&id).await?;
    tracing::info!(person.id = %person, "a deleted account was erased");
    Ok(())
}

fn collection<T: Document>(store: &Store) -> Collection<T> {
    Collection::new(Arc::clone(&store.documents))
}

/// All documents of a kind that are a person's own.
async fn erase_all<T: Document>(
    store: &Store,
    field: &'static str,
    person: PersonId,
) -> Result<(), Unavailable> {
    let documents = collection::<T>(store);
    loop {
        let found = documents.find(of(field, person, None)).await?;
        if found.is_empty() {
            return Ok(());
        }
        for document in found {
            documents.delete(&document.value.id()).await?;
        }
    }
}

async fn leave_rooms(
    store: &Store,
    clock: &dyn Clock,
    person: PersonId,
) -> Result<(), Unavailable> {
    let mut after = None;
    loop {
        let query = of("member", person, after);
        let found = collection::<RoomSummary>(store).find(query).await?;
        let Some(last) = found.last() else {
            return Ok(());
        };
        after = Some(last.value.id());
        for room in found {
            if goes_with(&room.value, person) {
                call_off(store, clock, room.value.id).await?;
                delete_room(store, room.value.id).await?;
            } else {
                leave(store, &room.value, person).await?;
            }
        }
    }
}

/// Tells those who are invited to a room that it does not take place, while it is still there to be found again.
async fn call_off(store: &Store, clock: &dyn Clock, room: RoomId) -> Result<(), Unavailable> {
    let mark = |room: &mut RoomSummary| room.called_off = true;
    let marked = collection::<RoomSummary>(store)
        .update(&room.to_string(), mark)
        .await;
    written(marked)?;
    tell_invited(store, clock, room).await
}

/// They are no member any more, and no mail to them waits.
async fn leave(store: &Store, room: &RoomSummary, person: PersonId) -> Result<(), Unavailable> {
    let rooms = collection::<RoomSummary>(store);
    let left = rooms
        .update(&room.id(), |room| {
            room.members.retain(|member| member.person != person);
            room.outbox.retain(|entry| !is_to(entry, person));
        })
        .await;
    written(left)
}

fn is_to(entry: &OutboxEntry, person: PersonId) -> bool {
    let job = serde_json::from_value(entry.job.clone());
    matches!(job, Ok(Job::Mail(letter)) if letter.to.person == Some(person))
}

fn written<T>(outcome: Result<T, WriteError>) -> Result<(), Unavailable> {
    match outcome {
        Ok(_) => Ok(()),
        Err(WriteError::Unavailable(error)) => Err(error),
        Err(error) => Err(Unavailable(error.to_string())),
    }
}

/// Whether a room goes with a person, since nobody else could look after it: they are its host, and no other host and no interviewer took part.
fn goes_with(room: &RoomSummary, person: PersonId) -> bool {
    let mut members = room.members.iter();
    let is_host = members
        .clone()
        .any(|member| member.person == person && member.role == Role::Host);
    is_host && members.all(|member| member.person == person || !member.role.interviews())
}

/// The summary after the log, by which the room is found again if this is cut off; the log once more, since somebody
/// may have written on. Nodes on which the room is open notice that it is gone.
async fn delete_room(store: &Store, room: RoomId) -> Result<(), Unavailable> {
    store.log.delete(room).await?;
    collection::<RoomSummary>(store)
        .delete(&room.to_string())
        .await?;
    store.log.delete(room).await?;
    Ok(())
}

fn of(field: &'static str, person: PersonId, after: Option<String>) -> Query {
    Query {
        field,
        value: person.to_string(),
        descending: false,
        after,
        limit: PAGE,
    }
}
