//! The room's summary document: a reading of its log, for lists.

use codevlive_domain::id::RoomId;
use codevlive_store::{
    document::{Collection, Versioned, WriteError},
    documents::room::{Reading, RoomSummary},
};

use crate::node::Node;

/// Brings the stored summary up to a reading of the log, unless it is that far already, or not there.
pub(super) async fn write(node: &Node, room: RoomId, reading: &Reading) -> Result<(), WriteError> {
    let summaries = summaries(node);
    while let Some(stored) = summaries.get(&room.to_string()).await? {
        let Versioned { value, version } = stored;
        let Some(mut news) = reading.news_for(&value) else {
            break;
        };
        node.notices.summary_changes(&value, &mut news).await?;
        let news = Versioned {
            value: news,
            version,
        };
        match summaries.replace(&news).await {
            Err(WriteError::Changed) => {}
            written => return written.map(|_version| node.notices.written()),
        }
    }
    Ok(())
}

/// All summaries.
pub(super) fn summaries(node: &Node) -> Collection<RoomSummary> {
    Collection::new(std::sync::Arc::clone(&node.store.documents))
}
