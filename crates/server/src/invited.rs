//! Invitations: how they are made, and who comes by them.

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::{decide::Invited, person::Role},
    time::Millis,
};
use codevlive_jobs::{invitations, tell_invited::tell_invited};
use codevlive_protocol::invitation::DEFAULT_MINUTES;
use codevlive_store::{
    Unavailable,
    document::{Collection, Versioned, WriteError},
    documents::{
        account::Account,
        invitation::{Invitation, Organizer, PENDING_PLACE, Status, Told, place},
        room::RoomSummary,
    },
};

use crate::Services;

/// Whom to invite, checked. What is absent stays as it was, or is as it is by default.
pub(crate) struct Invitee {
    /// When whoever invites was known to be allowed to: if it is themselves, and they were put out since, it opens
    /// nothing.
    pub(crate) at: Millis,
    pub(crate) email: String,
    pub(crate) name: Option<String>,
    pub(crate) role: Role,
    pub(crate) starts_at: Option<Millis>,
    pub(crate) minutes: Option<u32>,
    pub(crate) time_zone: Option<String>,
}

impl Services {
    /// All invitations.
    pub(crate) fn invitations(&self) -> Collection<Invitation> {
        Collection::new(self.store.documents.clone())
    }

    /// Invites somebody, or changes the invitation that waits for them. None if it is one that the caller may not
    /// change.
    pub(crate) async fn invite(
        &self,
        room: &RoomSummary,
        organizer: &Account,
        invitee: &Invitee,
        may_change: impl Fn(&Role) -> bool,
    ) -> Result<Option<Invitation>, WriteError> {
        let place = place(room.id, &invitee.email);
        let invitation = loop {
            let waiting = self.invitations().find_one(PENDING_PLACE, &place).await?;
            let (written, invitation) = if let Some(mut waiting) = waiting {
                if !may_change(&waiting.value.role) {
                    return Ok(None);
                }
                let value = &mut waiting.value;
                value
                    .organizer
                    .get_or_insert_with(|| organized_by(organizer));
                self.renew(value, room, invitee);
                let written = self.invitations().replace(&waiting).await.map(drop);
                (written, waiting.value)
            } else {
                let new = self.new_invitation(room, organizer, invitee);
                (self.invitations().insert(&new).await, new)
            };
            match written {
                Ok(()) => break invitation,
                // Somebody else invites them, too.
                Err(WriteError::Taken(_) | WriteError::Changed) => {}
                Err(error) => return Err(error),
            }
        };
        self.outbox.wake();
        self.catch_up(room, invitation).await.map(Some)
    }

    fn new_invitation(
        &self,
        room: &RoomSummary,
        organizer: &Account,
        invitee: &Invitee,
    ) -> Invitation {
        let now = self.clock.now();
        let told = Told {
            title: room.title.clone(),
            room_at: room.scheduled_at,
            starts_at: invitee.starts_at.or(room.scheduled_at),
            minutes: invitee.minutes.unwrap_or(DEFAULT_MINUTES),
            time_zone: invitee
                .time_zone
                .clone()
                .unwrap_or_else(|| "UTC".to_owned()),
        };
        let mut invitation = Invitation {
            id: self.clock.new_id(),
            room: room.id,
            email: invitee.email.clone(),
            name: invitee.name.clone(),
            role: invitee.role,
            told,
            sequence: 0,
            status: Status::Pending,
            organizer: Some(organized_by(organizer)),
            created_at: now,
            renewed_at: invitee.at,
            accepted_by: None,
            outbox: Vec::new(),
        };
        invitations::invite(&mut invitation, &*self.clock);
        invitation
    }

    /// Asked for again: it lets in again who was put out meanwhile, and what is different is told.
    fn renew(&self, invitation: &mut Invitation, room: &RoomSummary, invitee: &Invitee) {
        invitation.renewed_at = invitation.renewed_at.max(invitee.at);
        let before = &invitation.told;
        let told = Told {
            title: room.title.clone(),
            room_at: room.scheduled_at,
            starts_at: invitee.starts_at.or(room.scheduled_at),
            minutes: invitee.minutes.unwrap_or(before.minutes),
            time_zone: invitee
                .time_zone
                .clone()
                .unwrap_or_else(|| before.time_zone.clone()),
        };
        let same = told == *before && invitee.role == invitation.role;
        invitation.role = invitee.role;
        if invitee.name.is_some() {
            invitation.name.clone_from(&invitee.name);
        }
        if !same {
            invitations::change(invitation, told, &*self.clock);
        }
    }

    /// The room may have got another time while the invitation was written, and have told all whom it found.
    async fn catch_up(
        &self,
        room: &RoomSummary,
        invitation: Invitation,
    ) -> Result<Invitation, WriteError> {
        let now = self.room_summaries().get(&room.id.to_string()).await?;
        let same = |now: &Versioned<RoomSummary>| {
            let told = (&now.value.title, now.value.scheduled_at);
            told == (&room.title, room.scheduled_at) && now.value.status == room.status
        };
        if now.as_ref().is_some_and(same) {
            return Ok(invitation);
        }
        tell_invited(&self.store, &*self.clock, room.id).await?;
        let found = self.invitations().get(&invitation.id.to_string()).await?;
        Ok(found.map_or(invitation, |found| found.value))
    }

    /// The invitation by which a person may come into a room: theirs, if the address of their account is verified.
    pub(crate) async fn invitation_of(
        &self,
        person: PersonId,
        room: RoomId,
    ) -> Result<Option<Invitation>, Unavailable> {
        let account = self.accounts().get(&person.to_string()).await?;
        let verified = account.filter(|account| account.value.email_verified_at.is_some());
        let Some(account) = verified else {
            return Ok(None);
        };
        let place = place(room, &account.value.email);
        let found = self.invitations().find_one(PENDING_PLACE, &place).await?;
        Ok(found.map(|found| found.value))
    }

    /// Notes that a person came by their invitation, if they are in the room. If that fails, it is noted when they
    /// come again.
    pub(crate) async fn came_by(&self, invitation: &Invitation, person: PersonId) {
        let id = invitation.id.to_string();
        let accept = |invitation: &mut Invitation| {
            if invitation.status == Status::Pending {
                invitation.status = Status::Accepted;
                invitation.accepted_by = Some(person);
            }
        };
        let noted = async {
            let state = self.rooms.state(invitation.room).await?;
            if state.is_some_and(|state| state.is_inside(person)) {
                self.invitations().update(&id, accept).await?;
            }
            Ok::<_, WriteError>(())
        };
        if let Err(error) = noted.await {
            tracing::warn!(%error, invitation.id = %id, "that somebody came was not noted");
        }
    }
}

/// Who invites. Anyone can sign up with the address of someone else: in mails to others, only a verified one is theirs.
fn organized_by(account: &Account) -> Organizer {
    let verified = account.email_verified_at.is_some();
    let email = verified.then(|| account.email.clone());
    Organizer {
        person: account.id,
        name: account.name.clone(),
        email: email.unwrap_or_default(),
    }
}

/// An invitation as the rules of a room know it.
pub(crate) const fn invited(invitation: &Invitation) -> Invited {
    Invited {
        role: invitation.role,
        at: invitation.renewed_at,
    }
}
