//! Erasing from a log: its windows are written anew, and its checkpoint goes.

use bytes::Bytes;
use codevlive_domain::{
    id::RoomId,
    room::entry::{GENESIS, Seq},
};
use futures_util::TryStreamExt;
use mongodb::bson::{Document, doc};

use super::{Engine, binary, by, number, required, unsigned};
use crate::{
    Unavailable,
    log::{Redaction, redact},
    record,
};

impl Engine {
    /// See [`RoomLog::erase`](crate::log::RoomLog::erase).
    pub(super) async fn erase_from_log(
        &self,
        room: RoomId,
        redaction: &Redaction,
    ) -> Result<u64, Unavailable> {
        let (mut behind, mut erased) = (0, 0);
        while let Some(window) = self.window_behind(room, behind).await? {
            // Else another erasure was faster: what it has left is looked at next.
            if let Some(changed) = self.rewrite(room, &window, redaction).await? {
                erased += changed;
                behind = unsigned(&window, "seq")?;
            }
        }
        // Last: what was read while windows were written must not be kept.
        if self.head(room).await? > 0 {
            self.count_erasure(room).await?;
        }
        Ok(erased)
    }

    async fn window_behind(
        &self,
        room: RoomId,
        behind: Seq,
    ) -> Result<Option<Document>, Unavailable> {
        let filter = doc! { "room": room.to_string(), "seq": { "$gt": number(behind) } };
        let window = self.windows.find_one(filter).sort(by("seq", false));
        Ok(window.await?)
    }

    /// How many entries were changed; None if the window is not as it was read any more.
    async fn rewrite(
        &self,
        room: RoomId,
        window: &Document,
        redaction: &Redaction,
    ) -> Result<Option<u64>, Unavailable> {
        let first = unsigned(window, "seq")?;
        let before = required(window.get_binary_generic("entries"))?;
        let entries = record::decode(first, &Bytes::copy_from_slice(before))?;
        let (rest, changed) = redact(entries, redaction);
        if changed == 0 {
            return Ok(Some(0));
        }
        let as_read = doc! {
            "room": room.to_string(),
            "seq": number(first),
            "entries": binary(before.clone()),
        };
        let update = doc! { "$set": { "entries": binary(record::encode(&rest)) } };
        let outcome = self.windows.update_one(as_read, update).await?;
        Ok((outcome.matched_count > 0).then_some(changed))
    }

    /// In the place of the checkpoint: none of before can be saved from here on.
    async fn count_erasure(&self, room: RoomId) -> Result<(), Unavailable> {
        let of_room = doc! { "_id": room.to_string() };
        let nothing = doc! {
            "seq": 0_i64,
            "hash": binary(GENESIS.to_vec()),
            "format": 0_i64,
            "body": binary(Vec::new()),
        };
        let update = doc! { "$set": nothing, "$inc": { "erasures": 1_i64 } };
        let count = self.checkpoints.update_one(of_room, update).upsert(true);
        count.await?;
        Ok(())
    }

    /// How often something was erased from each of the rooms.
    pub(super) async fn count_erasures(&self, rooms: &[RoomId]) -> Result<Vec<u64>, Unavailable> {
        let ids: Vec<_> = rooms.iter().map(ToString::to_string).collect();
        let found = self
            .checkpoints
            .find(doc! { "_id": { "$in": ids }, "erasures": { "$gt": 0_i64 } })
            .projection(doc! { "erasures": 1 });
        let found: Vec<Document> = found.await?.try_collect().await?;
        let count = |room: &RoomId| {
            let id = room.to_string();
            let of_room = |counted: &&Document| counted.get_str("_id").is_ok_and(|it| it == id);
            let counted = found.iter().find(of_room);
            counted.map_or(Ok(0), |counted| unsigned(counted, "erasures"))
        };
        rooms.iter().map(count).collect()
    }
}
