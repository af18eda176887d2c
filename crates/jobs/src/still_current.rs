//! Whether a mail that was asked for is still worth sending.

use std::sync::Arc;

use codevlive_domain::{id::RoomId, room::state::RoomStatus};
use codevlive_store::{
    Store, Unavailable,
    document::Collection,
    documents::{
        account::{Account, NOTIFICATIONS, email_key},
        invitation::{Invitation, Status},
        room::RoomSummary,
        scorecard::{PLACE, Scorecard, place},
    },
};

use crate::{
    invitations::host_as_now,
    mail::letter::{Interview, Letter, Mail, Recipient},
};

/// Whether a letter is to be sent, as things are now. What is superseded is not, nor a notification to someone who
/// wants none.
pub async fn still_current(store: &Store, letter: &Letter) -> Result<bool, Unavailable> {
    Ok(match &letter.mail {
        // Sent also where it was changed meanwhile: the change that follows says what is different.
        Mail::Invitation(interview) => stands(store, interview, false).await?,
        Mail::InvitationChanged(interview) => stands(store, interview, true).await?,
        Mail::Reminder(interview) => {
            stands(store, interview, true).await? && wanted(store, &letter.to).await?
        }
        Mail::Knock { .. } => wanted(store, &letter.to).await?,
        Mail::ScorecardDue { room, .. } => {
            is_over(store, *room).await?
                && !has_scored(store, *room, &letter.to).await?
                && wanted(store, &letter.to).await?
        }
        // Owed, unless the person to whom it goes deleted their account.
        Mail::InvitationCancelled(interview) => find(store, interview).await?.is_some(),
        Mail::Welcome { .. }
        | Mail::VerifyAddress { .. }
        | Mail::ResetPassword { .. }
        | Mail::NewDevice { .. }
        | Mail::SecurityChanged { .. } => true,
    })
}

/// A letter as it is to be sent: who invites may have deleted their account since it was asked for.
pub async fn as_now(store: &Store, letter: &Letter) -> Result<Letter, Unavailable> {
    let mut letter = letter.clone();
    if let Some(interview) = letter.mail.interview()
        && let Some(invitation) = find(store, interview).await?
    {
        host_as_now(&mut letter, &invitation);
    }
    Ok(letter)
}

async fn find(store: &Store, interview: &Interview) -> Result<Option<Invitation>, Unavailable> {
    let invitations = Collection::<Invitation>::new(Arc::clone(&store.documents));
    let found = invitations.get(&interview.invitation.to_string()).await?;
    Ok(found.map(|found| found.value))
}

/// Whether an invitation was not taken back; nor changed since, where only the `latest` counts.
async fn stands(store: &Store, interview: &Interview, latest: bool) -> Result<bool, Unavailable> {
    let invitation = find(store, interview).await?;
    Ok(invitation.is_some_and(|invitation| {
        invitation.status != Status::Cancelled
            && (!latest || invitation.sequence == interview.sequence)
    }))
}

async fn is_over(store: &Store, room: RoomId) -> Result<bool, Unavailable> {
    let rooms = Collection::<RoomSummary>::new(Arc::clone(&store.documents));
    let room = rooms.get(&room.to_string()).await?;
    Ok(room.is_some_and(|room| room.value.status == RoomStatus::Ended))
}

/// Whether somebody's scorecard of a room is in.
async fn has_scored(store: &Store, room: RoomId, who: &Recipient) -> Result<bool, Unavailable> {
    let Some(person) = who.person else {
        return Ok(false);
    };
    let cards = Collection::<Scorecard>::new(Arc::clone(&store.documents));
    let card = cards.find_one(PLACE, &place(room, person)).await?;
    Ok(card.is_some_and(|card| card.value.submitted_at.is_some()))
}

/// Whether the person behind an address gets notifications. Who deleted their account does not.
async fn wanted(store: &Store, to: &Recipient) -> Result<bool, Unavailable> {
    let accounts = Collection::<Account>::new(Arc::clone(&store.documents));
    let account = match to.person {
        Some(person) => match accounts.get(&person.to_string()).await? {
            Some(account) if account.value.deleted_at.is_none() => Some(account),
            _ => return Ok(false),
        },
        None => accounts.find_one("email", &email_key(&to.email)).await?,
    };
    let setting = account.and_then(|account| account.value.settings.get(NOTIFICATIONS).cloned());
    Ok(setting != Some(serde_json::Value::Bool(false)))
}
