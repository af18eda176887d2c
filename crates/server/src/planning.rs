//! Writing agendas.

use codevlive_domain::{agenda::Item, id::RoomId};
use codevlive_store::{
    Unavailable,
    document::{Collection, WriteError},
    documents::agenda::Agenda,
};

use crate::Services;

/// Why an agenda was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotPlanned {
    /// It is not any more what the change was made from.
    #[error("changed by another")]
    Changed,
    /// The room was deleted.
    #[error("the room is gone")]
    RoomGone,
    /// See [`Unavailable`].
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Services {
    /// All agendas.
    pub(crate) fn agendas(&self) -> Collection<Agenda> {
        Collection::new(self.store.documents.clone())
    }

    /// The agenda of a room, if one was written.
    pub(crate) async fn agenda(&self, room: RoomId) -> Result<Option<Agenda>, Unavailable> {
        let found = self.agendas().get(&room.to_string()).await?;
        Ok(found.map(|found| found.value))
    }

    /// Puts these problems in the place of those of that version. The agenda as it is then.
    pub(crate) async fn write_agenda(
        &self,
        room: RoomId,
        version: u32,
        items: Vec<Item>,
    ) -> Result<Agenda, NotPlanned> {
        let written = match self.try_to_plan(room, version, items).await {
            Ok(written) => written.ok_or(NotPlanned::Changed)?,
            Err(WriteError::Taken(_) | WriteError::Changed) => return Err(NotPlanned::Changed),
            Err(WriteError::Unavailable(error)) => return Err(error.into()),
        };
        // Whoever removes a room removes its agenda last: one that was written after that would stay for ever.
        let id = room.to_string();
        if self.room_summaries().get(&id).await?.is_none() {
            self.agendas().delete(&id).await?;
            return Err(NotPlanned::RoomGone);
        }
        Ok(written)
    }

    /// None if the agenda is of another version, and says something else.
    async fn try_to_plan(
        &self,
        room: RoomId,
        version: u32,
        items: Vec<Item>,
    ) -> Result<Option<Agenda>, WriteError> {
        let (agendas, now) = (self.agendas(), self.clock.now());
        let found = agendas.get(&room.to_string()).await?;
        let before = found.as_ref().map(|found| &found.value);
        // The answer to the first time may have been lost.
        if before.is_some_and(|before| before.items == items) {
            return Ok(found.map(|found| found.value));
        }
        if before.map_or(0, |before| before.version) != version {
            return Ok(None);
        }
        let agenda = Agenda {
            room,
            version: version.saturating_add(1),
            items,
            updated_at: now,
        };
        let Some(mut found) = found else {
            agendas.insert(&agenda).await?;
            return Ok(Some(agenda));
        };
        found.value = agenda;
        agendas.replace(&found).await?;
        Ok(Some(found.value))
    }
}
