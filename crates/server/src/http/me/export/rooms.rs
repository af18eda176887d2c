//! The rooms of an export.

use codevlive_domain::{
    agenda::Item,
    id::RoomId,
    room::{entry::Seq, person::Role, state::RoomState},
};
use codevlive_store::{
    document::{Query, Versioned},
    documents::room::RoomSummary,
};

use super::writer::{Writer, json};
use crate::http::{failure::Failure, rooms::room_of};

/// How many rooms are looked up at once.
const ROOMS: usize = 50;
/// How many entries of a timeline are looked up at once.
const ENTRIES: usize = 500;

impl Writer {
    /// Those they take part in: by their logs, of which lists may be behind.
    pub(super) async fn rooms(&self) -> Result<(), Failure> {
        let (mut after, mut first) = (None, true);
        loop {
            let query = Query {
                field: "member",
                value: self.account.id.to_string(),
                descending: false,
                after,
                limit: ROOMS,
            };
            let found = self.services.room_summaries().find(query).await?;
            after = found.last().map(|last| last.value.id.to_string());
            for Versioned { value: summary, .. } in found {
                let state = self.services.rooms.state(summary.id).await?;
                let person = self.account.id;
                if let Some(state) = state.filter(|state| state.is_inside(person)) {
                    self.room(summary, &state, first).await?;
                    first = false;
                }
            }
            if after.is_none() {
                return Ok(());
            }
        }
    }

    async fn room(
        &self,
        summary: RoomSummary,
        state: &RoomState,
        first: bool,
    ) -> Result<(), Failure> {
        let (id, role) = (summary.id, state.role(self.account.id));
        let comma = if first { "" } else { "," };
        let shown = json(&room_of(&self.services, summary, state, role))?;
        let agenda = json(&self.agenda(id, role).await?)?;
        self.send(format!(
            "{comma}{{\"room\":{shown},\"agenda\":{agenda},\"timeline\":["
        ))
        .await?;
        let mut after: Seq = 0;
        loop {
            let timeline = &self.services.rooms;
            let page = timeline
                .timeline(id, self.account.id, after, ENTRIES)
                .await?;
            let page = page.unwrap_or_default();
            let Some(last) = page.last() else { break };
            let comma = if after == 0 { "" } else { "," };
            after = last.seq;
            let items = json(&page)?;
            let items = items
                .strip_prefix('[')
                .and_then(|items| items.strip_suffix(']'));
            let items = items.unwrap_or_default();
            self.send(format!("{comma}{items}")).await?;
        }
        self.send("]}").await
    }

    /// The problems prepared for a room, which are those of who interviews.
    async fn agenda(&self, room: RoomId, role: Role) -> Result<Vec<Item>, Failure> {
        if !role.interviews() {
            return Ok(Vec::new());
        }
        let agenda = self.services.agenda(room).await?;
        Ok(agenda.map(|agenda| agenda.items).unwrap_or_default())
    }
}
