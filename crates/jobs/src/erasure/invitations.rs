//! Invitations of a deleted account: those to it go, those that it made go on without it.

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::person::Role,
    time::Millis,
};
use codevlive_store::{
    Store, Unavailable,
    document::{Query, Versioned},
    documents::{
        account::{Account, email_key},
        invitation::{ACCEPTED_BY, EMAIL, Invitation, ORGANIZER, Organizer},
        room::RoomSummary,
    },
};

use super::{PAGE, erase_all, of};
use crate::{
    invitations::hand_over,
    stored::{collection, written},
};

/// Those by which the person came, and those that nobody came by yet, if their address was shown to be theirs: anyone
/// can make an account of an address, and delete it.
pub(super) async fn erase_received(
    store: &Store,
    account: &Account,
    deleted_at: Millis,
) -> Result<(), Unavailable> {
    erase_all::<Invitation>(store, ACCEPTED_BY, account.id).await?;
    if account.email_verified_at.is_none() {
        return Ok(());
    }
    let invitations = collection::<Invitation>(store);
    let mut after = None;
    loop {
        let found = invitations.find(to(&account.email, after)).await?;
        let Some(last) = found.last() else {
            return Ok(());
        };
        after = Some(last.value.id.to_string());
        // The address is free: who was invited since is whoever has it now, and so is another who came by one.
        let theirs = found.into_iter().map(|it| it.value);
        let theirs = theirs.filter(|it| it.accepted_by.is_none() && it.renewed_at <= deleted_at);
        for invitation in theirs {
            invitations.delete(&invitation.id.to_string()).await?;
        }
    }
}

/// Those that the person made: somebody else of the room is in their place, or nobody.
pub(super) async fn hand_over_made(store: &Store, person: PersonId) -> Result<(), Unavailable> {
    let invitations = collection::<Invitation>(store);
    loop {
        let found = invitations.find(of(ORGANIZER, person, None)).await?;
        if found.is_empty() {
            return Ok(());
        }
        for invitation in found {
            let next = successor(store, invitation.value.room, person).await?;
            let id = invitation.value.id.to_string();
            let handed = invitations.update(&id, |it| hand_over(it, next.clone()));
            written(handed.await)?;
        }
    }
}

/// The room's first host who has an account; its first interviewer, if no host has.
async fn successor(
    store: &Store,
    room: RoomId,
    person: PersonId,
) -> Result<Option<Organizer>, Unavailable> {
    let room = collection::<RoomSummary>(store)
        .get(&room.to_string())
        .await?;
    let members = room.map(|room| room.value.members).unwrap_or_default();
    for role in [Role::Host, Role::Interviewer] {
        let others = members.iter().filter(|member| member.person != person);
        for member in others.filter(|member| member.role == role) {
            if let Some(organizer) = organizer(store, member.person).await? {
                return Ok(Some(organizer));
            }
        }
    }
    Ok(None)
}

async fn organizer(store: &Store, person: PersonId) -> Result<Option<Organizer>, Unavailable> {
    let account = collection::<Account>(store)
        .get(&person.to_string())
        .await?;
    let account = account.filter(|account| account.value.deleted_at.is_none());
    Ok(account.map(|Versioned { value: account, .. }| {
        // As everywhere: one that is not verified may be somebody else's.
        let email = account.email_verified_at.map(|_| account.email);
        Organizer {
            person,
            name: account.name,
            email: email.unwrap_or_default(),
        }
    }))
}

fn to(email: &str, after: Option<String>) -> Query {
    Query {
        field: EMAIL,
        value: email_key(email),
        descending: false,
        after,
        limit: PAGE,
    }
}
