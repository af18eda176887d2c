//! What rooms ask of the queue.

use std::sync::Arc;

use codevlive_domain::{
    clock::Clock,
    id::{PersonId, RoomId},
    room::{event::RoomKind, person::Role, state::RoomStatus},
    time::Millis,
};
use codevlive_store::{
    Store, Unavailable,
    document::Collection,
    documents::{account::Account, room::RoomSummary},
    outbox::OutboxEntry,
};

use crate::{
    job::Job,
    mail::letter::{Letter, Mail, Recipient},
    outbox::Wake,
    tell_invited::never_took_place,
};

/// How long after its end an interview's scorecards are asked for, in milliseconds: an hour.
const SCORECARD_AFTER_MS: i64 = 60 * 60 * 1000;

/// Composes what rooms ask for.
#[derive(Clone)]
pub struct RoomNotices {
    store: Store,
    clock: Arc<dyn Clock>,
    wake: Wake,
}

impl RoomNotices {
    /// Over this store; `wake` tells the relay.
    pub fn new(store: Store, clock: Arc<dyn Clock>, wake: Wake) -> Self {
        Self { store, clock, wake }
    }

    /// What a change of a summary leads to: those invited hear of another title, and of an end without a beginning;
    /// those who interviewed are asked for their scorecards.
    pub async fn summary_changes(
        &self,
        before: &RoomSummary,
        after: &mut RoomSummary,
    ) -> Result<(), Unavailable> {
        let off = never_took_place(after) && !never_took_place(before);
        if after.title != before.title || off {
            self.tell_invited(after);
        }
        let ended = after.status == RoomStatus::Ended && before.status != RoomStatus::Ended;
        let took_place = after.started_at.is_some() && after.kind == RoomKind::Interview;
        if let (true, true, Some(ended_at)) = (ended, took_place, after.ended_at) {
            self.ask_for_scorecards(after, ended_at).await?;
        }
        Ok(())
    }

    /// Asks that those invited are told what has changed. One such job is enough for all that has.
    pub fn tell_invited(&self, room: &mut RoomSummary) {
        tell_invited(room, &*self.clock);
    }

    /// Writes to the hosts that somebody knocks.
    pub async fn unheard_knock(
        &self,
        room: &mut RoomSummary,
        who: &str,
    ) -> Result<(), Unavailable> {
        let mail = Mail::Knock {
            room: room.id,
            title: room.title.clone(),
            who: who.to_owned(),
        };
        let now = self.clock.now();
        for letter in self.letters(room, |role| role == Role::Host, &mail).await? {
            room.outbox.push(self.mail(letter, now));
        }
        Ok(())
    }

    /// The relay may look.
    pub fn written(&self) {
        self.wake.wake();
    }

    async fn ask_for_scorecards(
        &self,
        room: &mut RoomSummary,
        ended_at: Millis,
    ) -> Result<(), Unavailable> {
        let mail = Mail::ScorecardDue {
            room: room.id,
            title: room.title.clone(),
        };
        let run_at = ended_at.plus(SCORECARD_AFTER_MS);
        for letter in self.letters(room, Role::interviews, &mail).await? {
            let entry = self.mail(letter, run_at);
            // Of a room that was opened again in between, the one mail is enough.
            if room.outbox.iter().all(|asked| asked.job != entry.job) {
                room.outbox.push(entry);
            }
        }
        Ok(())
    }

    /// The same mail to each of the room's people in such a role; guests have no address.
    async fn letters(
        &self,
        room: &RoomSummary,
        role: impl Fn(Role) -> bool,
        mail: &Mail,
    ) -> Result<Vec<Letter>, Unavailable> {
        let accounts = Collection::<Account>::new(Arc::clone(&self.store.documents));
        let mut letters = Vec::new();
        for member in room.members.iter().filter(|member| role(member.role)) {
            let account = accounts.get(&member.person.to_string()).await?;
            letters.extend(account.map(|account| Letter {
                to: recipient(account.value),
                mail: mail.clone(),
            }));
        }
        Ok(letters)
    }

    fn mail(&self, letter: Letter, run_at: Millis) -> OutboxEntry {
        Job::Mail(Box::new(letter)).asked_for(self.clock.new_id(), run_at)
    }
}

fn recipient(account: Account) -> Recipient {
    let person: PersonId = account.id;
    Recipient {
        email: account.email,
        name: Some(account.name),
        person: Some(person),
    }
}

/// Asks, in the room's own outbox, that those invited to it are told what has changed.
pub fn tell_invited(room: &mut RoomSummary, clock: &dyn Clock) {
    let id: RoomId = room.id;
    let entry = Job::TellInvited { room: id }.asked_for(clock.new_id(), clock.now());
    // An earlier one may be at work already, and have read the room as it was.
    room.outbox.retain(|asked| asked.job != entry.job);
    room.outbox.push(entry);
}
