//! What is left of an account that its owner deleted, and how it goes.
//!
//! Nothing of it can be used any more when this begins: one write has ended its sign-ins and freed its address. Each
//! step may be done twice, and the account's document goes last, so that a process that dies half-way is followed by
//! one that finishes. `docs/decisions/0009-deleting-an-account.md` says what goes, and what stays.

mod invitations;
mod rooms;

use codevlive_domain::{clock::Clock, id::PersonId, time::Millis};
use codevlive_store::{
    Store, Unavailable,
    document::{Document, Query},
    documents::{
        account::Account,
        one_time_token::OneTimeToken,
        room_request::RoomRequest,
        scorecard::{self, Scorecard},
        session::Session,
    },
};

pub use self::rooms::Blank;
use crate::{job::Job, stored::collection};

/// How long after its deletion an account's rooms are looked through once more, in milliseconds: sockets of it may
/// stay open on nodes that were not told, until these look for themselves (`LiveSettings::check_sign_ins`, 10 s), and
/// what is typed there is on the log until then.
pub const AGAIN_AFTER_MS: i64 = 30_000;

/// How many documents are looked up at once.
const PAGE: usize = 100;

/// Deletes an account, as far as anyone can see, once it is written; the jobs that it asks for erase the rest: at once,
/// and again when nobody can be connected any more by what was a sign-in to it.
pub fn delete(account: &mut Account, clock: &dyn Clock) {
    let (person, now): (_, Millis) = (account.id, clock.now());
    account.deleted_at = Some(now);
    account.security.epoch += 1;
    for run_at in [now, now.plus(AGAIN_AFTER_MS)] {
        let job = Job::EraseAccount { person };
        account.outbox.push(job.asked_for(clock.new_id(), run_at));
    }
}

/// What an erasure removed besides the account and what is only its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Whole rooms.
    pub rooms: u64,
    /// Entries of other rooms' logs from which a name or words were taken.
    pub entries: u64,
}

/// Erases what belongs to a deleted account, and it, unless it must be done again. Does nothing to one that was not
/// deleted.
pub async fn erase_account(
    store: &Store,
    clock: &dyn Clock,
    blank: Blank,
    person: PersonId,
) -> Result<Erased, Unavailable> {
    let accounts = collection::<Account>(store);
    let id = person.to_string();
    let Some(account) = accounts.get(&id).await? else {
        return Ok(Erased::default());
    };
    let Some(deleted_at) = account.value.deleted_at else {
        return Ok(Erased::default());
    };
    erase_all::<Session>(store, "person", person).await?;
    erase_all::<OneTimeToken>(store, "person", person).await?;
    erase_all::<RoomRequest>(store, "person", person).await?;
    invitations::erase_received(store, &account.value, deleted_at).await?;
    // Before the rooms: that some of them do not take place is told in nobody's name from the start.
    invitations::hand_over_made(store, person).await?;
    let mut erased = rooms::leave_rooms(store, clock, blank, person).await?;
    // Once they are in no room, where they could begin another.
    erase_all::<Scorecard>(store, scorecard::PERSON, person).await?;
    if clock.now().since(deleted_at) < AGAIN_AFTER_MS {
        return Ok(erased);
    }
    for room in account.value.erased_from {
        erased.entries += rooms::erase_from_log(store, blank, room, person).await?;
    }
    accounts.delete(&id).await?;
    let Erased { rooms, entries } = erased;
    tracing::info!(person.id = %person, rooms, entries, "a deleted account was erased");
    Ok(erased)
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

fn of(field: &'static str, person: PersonId, after: Option<String>) -> Query {
    Query {
        field,
        value: person.to_string(),
        descending: false,
        after,
        limit: PAGE,
    }
}
