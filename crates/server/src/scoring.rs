//! Writing scorecards.

use codevlive_domain::{
    id::{PersonId, RoomId},
    scorecard::{Written, rubric},
};
use codevlive_store::{
    Unavailable,
    document::{Collection, WriteError},
    documents::scorecard::{PLACE, Scorecard, place},
};

use crate::{Services, auth::caller::Member};

/// Why a card was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotWritten {
    /// It was handed in before, with something else on it.
    #[error("handed in")]
    Submitted,
    /// The room was deleted, or its author's account.
    #[error("the room is gone")]
    RoomGone,
    /// See [`Unavailable`].
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Services {
    /// All scorecards.
    pub(crate) fn scorecards(&self) -> Collection<Scorecard> {
        Collection::new(self.store.documents.clone())
    }

    /// Writes what a person says on their card of a room, and hands it in if they say so. The card as it is then.
    pub(crate) async fn write_scorecard(
        &self,
        author: &Member,
        written: Written,
        submit: bool,
    ) -> Result<Scorecard, NotWritten> {
        let (room, person) = (author.room.id, author.person.id);
        let card = loop {
            match self.try_to_write(room, person, &written, submit).await {
                Ok(written) => break written.ok_or(NotWritten::Submitted)?,
                // Another tab of theirs wrote in between.
                Err(WriteError::Taken(_) | WriteError::Changed) => {}
                Err(WriteError::Unavailable(error)) => return Err(error.into()),
            }
        };
        self.take_back_if_gone(&card, author).await?;
        Ok(card)
    }

    /// None if the card is handed in already, and says something else.
    async fn try_to_write(
        &self,
        room: RoomId,
        person: PersonId,
        written: &Written,
        submit: bool,
    ) -> Result<Option<Scorecard>, WriteError> {
        let (cards, now) = (self.scorecards(), self.clock.now());
        let found = cards.find_one(PLACE, &place(room, person)).await?;
        let Some(mut found) = found else {
            let card = Scorecard {
                id: self.clock.new_id(),
                room,
                person,
                rubric: rubric::CURRENT.version,
                written: written.clone(),
                submitted_at: submit.then_some(now),
                updated_at: now,
            };
            cards.insert(&card).await?;
            return Ok(Some(card));
        };
        let card = &mut found.value;
        if card.submitted_at.is_some() {
            // The answer to the first time may have been lost.
            let same = submit && card.written == *written;
            return Ok(same.then_some(found.value));
        }
        card.rubric = rubric::CURRENT.version;
        card.written = written.clone();
        card.submitted_at = submit.then_some(now);
        card.updated_at = now;
        cards.replace(&found).await?;
        Ok(Some(found.value))
    }

    /// Whoever removes a room or a person removes their cards last: one that was written after that would stay for
    /// ever.
    async fn take_back_if_gone(&self, card: &Scorecard, author: &Member) -> Result<(), NotWritten> {
        let room = self.room_summaries().get(&card.room.to_string()).await?;
        let account = self.accounts().get(&card.person.to_string()).await?;
        let is_theirs = account.map_or(author.is_guest, |it| it.value.deleted_at.is_none());
        if room.is_some() && is_theirs {
            return Ok(());
        }
        self.scorecards().delete(&card.id.to_string()).await?;
        Err(NotWritten::RoomGone)
    }
}
