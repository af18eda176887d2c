//! What a [`RoomLog`](crate::log::RoomLog) owes.

use std::{collections::BTreeSet, sync::Arc};

use bytes::Bytes;
use codevlive_domain::{
    id::RoomId,
    room::entry::{Body, Entry},
};
use tokio::task::JoinSet;

use super::sample::{Chain, assert_beginning, checkpoint, room};
use crate::{
    Store,
    log::{AppendError, Checkpoint, Redaction},
};

async fn all(store: &Store, room: RoomId) -> Vec<Entry> {
    store.log.read(room, 0, usize::MAX).await.unwrap()
}

async fn append(store: &Store, room: RoomId, entries: &[Entry]) {
    store.log.append(room, entries.to_vec()).await.unwrap();
}

/// Reading continues at any seq, also in the middle of a record, and gives what was appended.
pub async fn entries_are_read_back_from_anywhere(store: &Store) {
    let mut chain = Chain::default();
    let mut appended = Vec::new();
    for size in [1, 3, 1, 7, 2] {
        let record = chain.take(size);
        append(store, room(1), &record).await;
        appended.extend(record);
    }
    for after in 0..=appended.len() {
        let read = store
            .log
            .read(room(1), after as u64, usize::MAX)
            .await
            .unwrap();
        assert_eq!(read, appended[after..], "after {after}");
    }
    assert_eq!(store.log.read(room(1), 1_000, 10).await.unwrap(), []);
    assert_eq!(store.log.read(room(1), u64::MAX, 10).await.unwrap(), []);
    assert_eq!(all(store, room(2)).await, []);
}

/// A limit ends a read, but not in the middle of a record; reading on from there misses nothing.
pub async fn a_limit_keeps_records_whole(store: &Store) {
    let mut chain = Chain::default();
    for _ in 0..20 {
        append(store, room(1), &chain.take(5)).await;
    }
    let mut read = Vec::new();
    loop {
        let page = store.log.read(room(1), read.len() as u64, 7).await.unwrap();
        if page.is_empty() {
            break;
        }
        read.extend(page);
        assert!(read.len().is_multiple_of(5), "{}", read.len());
    }
    assert_eq!(read.len(), 100);
    assert_beginning(&read);
    // Records that are too large to be put together are not read beyond the limit.
    let mut chain = Chain::default();
    for _ in 0..6 {
        append(store, room(2), &[chain.large(40 * 1024)]).await;
    }
    for after in 0..4 {
        let page = store.log.read(room(2), after, 2).await.unwrap();
        assert_eq!(page.len(), 2);
    }
}

/// One head a room asked for, 0 where there is no log.
pub async fn heads_come_in_the_order_asked(store: &Store) {
    append(store, room(1), &Chain::default().take(3)).await;
    append(store, room(2), &Chain::default().take(5)).await;
    let asked = [room(2), room(9), room(1), room(2)];
    assert_eq!(store.log.heads(&asked).await.unwrap(), [5, 0, 3, 5]);
    assert!(store.log.heads(&[]).await.unwrap().is_empty());
}

/// An append behind or ahead of the head changes nothing, and one at the head goes on.
pub async fn an_append_that_is_not_at_the_head_conflicts(store: &Store) {
    let mut chain = Chain::default();
    let entries = chain.take(4);
    let conflicts = async |entries: &[Entry]| {
        let outcome = store.log.append(room(1), entries.to_vec()).await;
        assert!(matches!(outcome, Err(AppendError::Conflict)), "{outcome:?}");
    };
    conflicts(&entries[1..]).await;
    append(store, room(1), &entries[..2]).await;
    conflicts(&entries[..1]).await;
    conflicts(&entries[..2]).await;
    conflicts(&entries[1..]).await;
    conflicts(&entries[3..]).await;
    append(store, room(1), &entries[2..]).await;
    assert_eq!(all(store, room(1)).await, entries);
}

/// Entries that are none, or have gaps, are refused.
pub async fn seqs_that_are_not_dense_are_refused(store: &Store) {
    let mut gap = Chain::default().take(3);
    gap.remove(1);
    for entries in [Vec::new(), gap] {
        let outcome = store.log.append(room(1), entries).await;
        assert!(
            matches!(outcome, Err(AppendError::Unavailable(_))),
            "{outcome:?}"
        );
    }
    assert_eq!(all(store, room(1)).await, []);
}

/// Every append's `Durable` resolves, whether or not the one before was waited for.
pub async fn what_is_appended_becomes_durable(store: &Store) {
    let mut chain = Chain::default();
    let mut waiting = JoinSet::new();
    for _ in 0..50 {
        let durable = store.log.append(room(1), chain.take(1)).await.unwrap();
        waiting.spawn(durable);
    }
    for outcome in waiting.join_all().await {
        outcome.unwrap();
    }
}

/// Appenders that race for a room's next seq: each seq has one winner, each loser learns of it, and after
/// reading what was missed everyone gets through.
pub async fn of_concurrent_appends_one_wins_each_seq(store: &Store) {
    const APPENDERS: u64 = 8;
    const EACH: u64 = 25;
    let mut appenders = JoinSet::new();
    for appender in 0..APPENDERS {
        let store = store.clone();
        appenders.spawn(async move {
            for number in 0..EACH {
                append_until_it_wins(&store, appender * EACH + number).await;
            }
        });
    }
    appenders.join_all().await;
    let entries = all(store, room(1)).await;
    assert_beginning(&entries);
    let people: BTreeSet<_> = entries.iter().map(|entry| entry.actor).collect();
    assert_eq!(entries.len() as u64, APPENDERS * EACH);
    assert_eq!(
        people.len() as u64,
        APPENDERS * EACH,
        "an append won twice, or not at all"
    );
}

async fn append_until_it_wins(store: &Store, person: u64) {
    loop {
        let mut chain = Chain::behind(&all(store, room(1)).await);
        match store.log.append(room(1), vec![chain.by(person)]).await {
            Ok(_durable) => return,
            Err(AppendError::Conflict) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// Someone who reads while records are appended never sees a part of one.
pub async fn a_record_is_there_whole_or_not_at_all(store: &Store) {
    const RECORDS: usize = 100;
    let mut chain = Chain::default();
    let writer = store.clone();
    let appends = tokio::spawn(async move {
        for _ in 0..RECORDS {
            append(&writer, room(1), &chain.take(6)).await;
        }
    });
    loop {
        let entries = all(store, room(1)).await;
        assert_eq!(entries.len() % 6, 0);
        assert_beginning(&entries);
        if entries.len() == 6 * RECORDS {
            break;
        }
    }
    appends.await.unwrap();
}

/// Appends that conflict do not fail those of other rooms that are written together with them.
pub async fn a_conflict_is_one_rooms_own(store: &Store) {
    let mut appends = JoinSet::new();
    for number in 0..200 {
        let log = store.log.clone();
        let mut entries = Chain::default().take(2);
        appends.spawn(async move {
            let conflicts = number % 2 == 1;
            if conflicts {
                entries.remove(0);
            }
            let outcome = log.append(room(number), entries).await;
            assert_eq!(
                matches!(outcome, Err(AppendError::Conflict)),
                conflicts,
                "{outcome:?}"
            );
        });
    }
    appends.join_all().await;
    let rooms: Vec<_> = (0..200).map(room).collect();
    let heads = store.log.heads(&rooms).await.unwrap();
    assert_eq!(heads, [2, 0].repeat(100));
}

/// An older checkpoint never replaces a newer one.
pub async fn the_newest_checkpoint_is_kept(store: &Store) {
    append(store, room(1), &Chain::default().take(10)).await;
    assert_eq!(store.log.checkpoint(room(1)).await.unwrap(), None);
    let large = checkpoint(7, &vec![0xa5; 3 << 20]);
    for (saved, kept) in [
        (checkpoint(4, b"four"), checkpoint(4, b"four")),
        (large.clone(), large.clone()),
        (checkpoint(6, b"late"), large.clone()),
        (checkpoint(7, b"again"), large),
        (checkpoint(10, b""), checkpoint(10, b"")),
    ] {
        store.log.save_checkpoint(room(1), saved).await.unwrap();
        assert_eq!(store.log.checkpoint(room(1)).await.unwrap(), Some(kept));
    }
}

/// A checkpoint of entries that are not in the log is not kept.
pub async fn a_checkpoint_is_never_ahead_of_its_log(store: &Store) {
    append(store, room(1), &Chain::default().take(3)).await;
    store
        .log
        .save_checkpoint(room(1), checkpoint(4, b"ahead"))
        .await
        .unwrap();
    store
        .log
        .save_checkpoint(room(2), checkpoint(1, b"no log"))
        .await
        .unwrap();
    assert_eq!(store.log.checkpoint(room(1)).await.unwrap(), None);
    assert_eq!(store.log.checkpoint(room(2)).await.unwrap(), None);
}

/// Deleting takes the log and the checkpoint of that room and no other; it may be written anew.
pub async fn a_deleted_room_is_gone_and_may_begin_again(store: &Store) {
    for number in [1, 2, 3] {
        append(store, room(number), &Chain::default().take(4)).await;
        append(store, room(number), &Chain::default().take(9)[4..]).await;
        store
            .log
            .save_checkpoint(room(number), checkpoint(5, b"five"))
            .await
            .unwrap();
    }
    assert_eq!(store.log.delete(room(2)).await.unwrap(), 9);
    assert_eq!(store.log.delete(room(2)).await.unwrap(), 0);
    assert_eq!(all(store, room(2)).await, []);
    assert_eq!(store.log.checkpoint(room(2)).await.unwrap(), None);
    let heads = store.log.heads(&[room(1), room(2), room(3)]).await.unwrap();
    assert_eq!(heads, [9, 0, 9]);
    assert!(store.log.checkpoint(room(3)).await.unwrap().is_some());
    append(store, room(2), &Chain::default().take(1)).await;
    assert_eq!(all(store, room(2)).await.len(), 1);
}

/// What an erasure takes is gone wherever it stood; what it leaves, and all else, is as it was, and the hashes hold.
pub async fn an_erasure_takes_what_it_is_told_and_no_more(store: &Store) {
    let mut chain = Chain::default();
    let appended: Vec<_> = [3, 1, 40, 6].map(|size| chain.take(size)).concat();
    append(store, room(1), &appended[..4]).await;
    append(store, room(1), &appended[4..]).await;
    append(store, room(2), &appended[..4]).await;
    let is_third = |entry: &Entry| entry.seq.is_multiple_of(3);
    let rest = |entry: &Entry| entry.with_rest(Body::Unreadable(Bytes::from_static(b"rest")));
    let thirds: Redaction = Arc::new(move |entry| is_third(entry).then(|| rest(entry)));
    assert_eq!(store.log.erase(room(1), thirds).await.unwrap(), 16);
    let read = all(store, room(1)).await;
    assert_beginning(&read);
    for (entry, before) in read.iter().zip(&appended) {
        let expected = if is_third(before) {
            rest(before)
        } else {
            before.clone()
        };
        assert_eq!(*entry, expected);
    }
    assert_eq!(read.len(), appended.len());
    assert_eq!(all(store, room(2)).await, appended[..4]);
    append(store, room(1), &chain.take(2)).await;
    assert_beginning(&all(store, room(1)).await);
}

/// No checkpoint of before an erasure is left, or can be saved any more; those of after it can.
pub async fn an_erasure_is_in_every_checkpoint_from_then_on(store: &Store) {
    for number in [1, 2] {
        append(store, room(number), &Chain::default().take(9)).await;
    }
    let save = async |checkpoint| {
        store
            .log
            .save_checkpoint(room(1), checkpoint)
            .await
            .unwrap();
        store.log.checkpoint(room(1)).await.unwrap()
    };
    assert!(save(checkpoint(4, b"four")).await.is_some());
    let nothing: Redaction = Arc::new(|_| None);
    assert_eq!(store.log.erase(room(1), nothing.clone()).await.unwrap(), 0);
    let erasures = async || {
        store
            .log
            .erasures(&[room(2), room(9), room(1)])
            .await
            .unwrap()
    };
    assert_eq!(erasures().await, [0, 0, 1]);
    assert_eq!(store.log.checkpoint(room(1)).await.unwrap(), None);
    assert_eq!(save(checkpoint(9, b"nine, of before")).await, None);
    let after = Checkpoint {
        erasures: 1,
        ..checkpoint(6, b"six")
    };
    assert_eq!(save(after.clone()).await, Some(after.clone()));
    assert_eq!(save(checkpoint(9, b"nine, of before")).await, Some(after));
    store.log.erase(room(1), nothing.clone()).await.unwrap();
    assert_eq!(erasures().await, [0, 0, 2]);
    assert_eq!(store.log.erase(room(9), nothing).await.unwrap(), 0);
    assert_eq!(erasures().await, [0, 0, 2]);
    store.log.delete(room(1)).await.unwrap();
    assert_eq!(erasures().await, [0, 0, 0]);
}

/// Two erasures at once, of other entries of the same records, both take what they are told.
pub async fn erasures_at_the_same_time_both_happen(store: &Store) {
    append(store, room(1), &Chain::default().take(60)).await;
    let every = |seq: u64| -> Redaction {
        Arc::new(move |entry| {
            let erase = entry.seq % 3 == seq && entry.erased.is_none();
            erase.then(|| entry.with_rest(Body::Unreadable(Bytes::new())))
        })
    };
    let erase = |seq| store.log.erase(room(1), every(seq));
    let (one, other) = tokio::join!(erase(1), erase(2));
    assert_eq!(one.unwrap() + other.unwrap(), 40);
    let read = all(store, room(1)).await;
    assert_beginning(&read);
    let erased = read.iter().filter(|entry| entry.erased.is_some());
    assert_eq!(erased.count(), 40);
}

/// Every room with a log, once, in the order of their ids.
pub async fn rooms_are_listed_in_order(store: &Store) {
    for number in [5, 1, 900, 3, 70_000, 2] {
        let mut chain = Chain::default();
        append(store, room(number), &chain.take(2)).await;
        append(store, room(number), &chain.take(2)).await;
    }
    let mut listed = Vec::new();
    loop {
        let page = store.log.rooms(listed.last().copied(), 4).await.unwrap();
        assert!(page.len() <= 4);
        if page.is_empty() {
            break;
        }
        listed.extend(page);
    }
    assert_eq!(listed, [1, 2, 3, 5, 900, 70_000].map(room));
}
