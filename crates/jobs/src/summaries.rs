//! Summaries of rooms follow their logs. An open room writes its own, a moment behind; of one whose process died in
//! that moment it is written here, so that lists and searches for a person miss nothing.

use std::time::Duration;

use codevlive_domain::{
    id::RoomId,
    room::{
        apply::apply,
        entry::{Body, Entry, Seq},
        state::RoomState,
    },
};
use codevlive_store::{
    Store, Unavailable,
    document::{Document as _, Versioned, WriteError},
    documents::room::{Reading, RoomSummary},
};

use crate::{
    room_notices::RoomNotices,
    stored::{collection, written},
};

/// How often it is looked for summaries that are behind, after the start: the process that died may be another.
const EVERY: Duration = Duration::from_hours(1);

/// How many rooms are looked at together.
const PAGE: usize = 200;

/// How many entries of a log are read at once.
const ENTRIES: usize = 1_000;

/// Looks at the start and then every hour, until it is dropped. Several processes may.
pub async fn run(store: Store, notices: RoomNotices) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        match catch_up(&store, &notices).await {
            Ok(0) => {}
            Ok(rooms) => tracing::info!(rooms, "summaries of rooms were behind their logs"),
            Err(error) => tracing::warn!(%error, "summaries of rooms may be behind their logs"),
        }
    }
}

/// Brings the summaries that are behind up to their logs; how many said something else. Those of rooms that are open
/// now may be among them.
pub async fn catch_up(store: &Store, notices: &RoomNotices) -> Result<u64, Unavailable> {
    let (mut after, mut behind) = (None, 0);
    loop {
        let rooms = store.documents.scan(RoomSummary::COLLECTION, after, PAGE);
        let rooms = rooms.await?;
        let Some(last) = rooms.last() else {
            return Ok(behind);
        };
        after = Some(last.id.clone());
        let rooms: Vec<RoomSummary> = rooms
            .iter()
            .map(|room| serde_json::from_str(&room.body))
            .collect::<Result<_, _>>()
            .map_err(|error| Unavailable(format!("a room: {error}")))?;
        let ids: Vec<RoomId> = rooms.iter().map(|room| room.id).collect();
        let heads = store.log.heads(&ids).await?;
        for (room, head) in rooms.iter().zip(heads) {
            if head > room.seq && follow(store, notices, room).await? {
                behind += 1;
            }
        }
    }
}

/// Brings a room's summary up to its log; whether it said something else.
async fn follow(
    store: &Store,
    notices: &RoomNotices,
    room: &RoomSummary,
) -> Result<bool, Unavailable> {
    match news_behind(store, room).await? {
        None => rewrite(store, notices, room.id).await,
        // So that these entries are not read again the next time.
        Some(seq) => {
            let rooms = collection::<RoomSummary>(store);
            let as_far = |room: &mut RoomSummary| room.seq = room.seq.max(seq);
            written(rooms.update(&room.id(), as_far).await)?;
            Ok(false)
        }
    }
}

/// Up to where the log says nothing that the summary lacks; None if it does. Of a room that is open now it is mostly
/// edits.
async fn news_behind(store: &Store, room: &RoomSummary) -> Result<Option<Seq>, Unavailable> {
    let mut read = room.seq;
    loop {
        let page = store.log.read(room.id, read, ENTRIES).await?;
        let news = |entry: &Entry| match &entry.body {
            Body::Event { event, .. } => Reading::follows(event),
            Body::Edits { .. } | Body::Unreadable(_) => false,
        };
        if page.iter().any(news) {
            return Ok(None);
        }
        read = page.last().map_or(read, |last| last.seq);
        if page.len() < ENTRIES {
            return Ok(Some(read));
        }
    }
}

/// Writes a summary by the whole log; whether it said something else.
async fn rewrite(store: &Store, notices: &RoomNotices, room: RoomId) -> Result<bool, Unavailable> {
    let reading = Reading::of(&state_of(store, room).await?);
    let rooms = collection::<RoomSummary>(store);
    while let Some(Versioned { value, version }) = rooms.get(&room.to_string()).await? {
        let Some(mut news) = reading.news_for(&value) else {
            return Ok(false);
        };
        notices.summary_changes(&value, &mut news).await?;
        let value = news;
        match rooms.replace(&Versioned { value, version }).await {
            Ok(_) => {
                notices.written();
                return Ok(true);
            }
            Err(WriteError::Unavailable(error)) => return Err(error),
            // By the room itself, or for another reason.
            Err(_) => {}
        }
    }
    Ok(false)
}

/// A room as its whole log has it.
async fn state_of(store: &Store, room: RoomId) -> Result<RoomState, Unavailable> {
    let mut state = RoomState::default();
    loop {
        let page = store.log.read(room, state.head(), ENTRIES).await?;
        for entry in &page {
            apply(&mut state, entry);
        }
        if page.len() < ENTRIES {
            return Ok(state);
        }
    }
}
