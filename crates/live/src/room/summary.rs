//! The room's summary document: a reading of its log, for lists.

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::{
        entry::Seq,
        event::Event,
        person::Standing,
        state::{RoomState, RoomStatus},
    },
    time::Millis,
};
use codevlive_store::{
    document::{Collection, Versioned, WriteError},
    documents::room::{Member, RoomSummary},
};

use crate::node::Node;

/// What of the summary follows the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    title: String,
    status: RoomStatus,
    members: Vec<Member>,
    others: Vec<PersonId>,
    started_at: Option<Millis>,
    ended_at: Option<Millis>,
    seq: Seq,
}

/// Whether an event changes a summary.
pub(super) const fn is_about(event: &Event) -> bool {
    matches!(
        event,
        Event::Created { .. }
            | Event::Knocked { .. }
            | Event::ConsentGiven { .. }
            | Event::ConsentWithdrawn { .. }
            | Event::Renamed { .. }
            | Event::Admitted { .. }
            | Event::Removed { .. }
            | Event::RoleChanged { .. }
            | Event::HostTakenOver
            | Event::Started
            | Event::Ended
            | Event::Reopened
    )
}

impl Reading {
    /// The reading of the log up to the head of `state`.
    pub(crate) fn of(state: &RoomState) -> Self {
        let known = state.people().filter(|(_, person)| !person.is_erased());
        let (inside, others): (Vec<_>, Vec<_>) =
            known.partition(|(_, person)| person.standing == Standing::Inside);
        let members = inside.into_iter().map(|(person, known)| Member {
            person,
            role: known.role,
        });
        Self {
            title: state.title().to_owned(),
            status: state.status(),
            members: members.collect(),
            others: others.into_iter().map(|(person, _)| person).collect(),
            started_at: state.started_at(),
            ended_at: state.ended_at(),
            seq: state.head(),
        }
    }

    /// Writes the reading into a summary.
    pub(crate) fn put_into(&self, summary: &mut RoomSummary) {
        summary.title.clone_from(&self.title);
        summary.status = self.status;
        summary.members.clone_from(&self.members);
        summary.others.clone_from(&self.others);
        summary.started_at = self.started_at;
        summary.ended_at = self.ended_at;
        summary.seq = self.seq;
    }

    /// Brings the stored summary up to this reading, unless it is that far already, or not there.
    pub(crate) async fn write(&self, node: &Node, room: RoomId) -> Result<(), WriteError> {
        let summaries = summaries(node);
        loop {
            let Some(Versioned {
                value: stored,
                version,
            }) = summaries.get(&room.to_string()).await?
            else {
                return Ok(());
            };
            let mut value = stored.clone();
            self.put_into(&mut value);
            let only_seq = RoomSummary {
                seq: stored.seq,
                ..value.clone()
            } == stored;
            // The same seq says something else once somebody was erased.
            if stored.seq > self.seq || only_seq {
                return Ok(());
            }
            node.notices.summary_changes(&stored, &mut value).await?;
            match summaries.replace(&Versioned { value, version }).await {
                Err(WriteError::Changed) => {}
                written => return written.map(|_version| node.notices.written()),
            }
        }
    }
}

/// All summaries.
pub(super) fn summaries(node: &Node) -> Collection<RoomSummary> {
    Collection::new(std::sync::Arc::clone(&node.store.documents))
}
