//! Entries to test with.

use bytes::Bytes;
use codevlive_domain::{
    id::{PadId, PersonId, RoomId},
    room::{
        entry::{Body, Entry, EntryHash, GENESIS, Seq},
        event::{Event, RoomKind},
        person::Actor,
        state::RoomStatus,
    },
    time::Millis,
};
use uuid::Uuid;

use crate::{documents::room::RoomSummary, log::Checkpoint};

/// The room of that number; their order is that of the numbers.
pub fn room(number: u32) -> RoomId {
    RoomId(Uuid::from_u128(u128::from(number) << 64 | 1))
}

/// A checkpoint of the log up to `seq`.
pub fn checkpoint(seq: Seq, body: &[u8]) -> Checkpoint {
    Checkpoint {
        seq,
        hash: GENESIS,
        format: 3,
        body: Bytes::copy_from_slice(body),
        erasures: 0,
    }
}

/// Makes the entries of a log one after the other.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The seq of the last one made.
    pub seq: Seq,
    /// Its hash.
    pub hash: EntryHash,
}

impl Default for Chain {
    fn default() -> Self {
        Self {
            seq: 0,
            hash: GENESIS,
        }
    }
}

impl Chain {
    /// The chain that continues behind `entries`.
    pub fn behind(entries: &[Entry]) -> Self {
        entries.last().map_or_else(Self::default, |last| Self {
            seq: last.seq,
            hash: last.hash,
        })
    }

    /// The next entries: events by the system, chat with quotes and umlauts, edits with every byte.
    pub fn take(&mut self, count: u64) -> Vec<Entry> {
        (0..count).map(|_| self.next_entry()).collect()
    }

    /// The next entry, an edit of so many bytes.
    pub fn large(&mut self, bytes: usize) -> Entry {
        let body = Body::Edits {
            pad: PadId(Uuid::from_u128(9)),
            update: Bytes::from(vec![b'x'; bytes]),
        };
        self.seal(Actor::System, body)
    }

    /// The next entry, made by that person.
    pub fn by(&mut self, person: u64) -> Entry {
        let actor = Actor::Person(PersonId(Uuid::from_u64_pair(7, person)));
        self.seal(
            actor,
            Body::Event {
                event: Event::HandRaised,
                command: None,
            },
        )
    }

    fn next_entry(&mut self) -> Entry {
        let seq = self.seq + 1;
        let person = Actor::Person(PersonId(Uuid::from_u64_pair(7, seq)));
        match seq % 4 {
            0 => self.seal(
                Actor::System,
                Body::Event {
                    event: Event::FocusTimeEnded,
                    command: None,
                },
            ),
            1 => {
                let event = Event::Renamed {
                    title: format!("„{seq}“ \"quoted\" \u{1f600}\n"),
                };
                self.seal(
                    person,
                    Body::Event {
                        event,
                        command: Some(format!("c{seq}")),
                    },
                )
            }
            _ => {
                let update: Vec<u8> = (0..=u8::MAX)
                    .cycle()
                    .take(17 * (seq % 60) as usize)
                    .collect();
                let pad = PadId(Uuid::from_u128(u128::from(seq)));
                self.seal(
                    person,
                    Body::Edits {
                        pad,
                        update: Bytes::from(update),
                    },
                )
            }
        }
    }

    fn seal(&mut self, actor: Actor, body: Body) -> Entry {
        self.seq += 1;
        let at = Millis(1_760_000_000_000 + self.seq.cast_signed());
        let entry = Entry::seal(&self.hash, self.seq, at, actor, body);
        self.hash = entry.hash;
        entry
    }
}

/// Fails unless `entries` are the beginning of a log: dense, and each with the hash it must have.
pub fn assert_beginning(entries: &[Entry]) {
    let mut previous = GENESIS;
    for (entry, seq) in entries.iter().zip(1..) {
        assert_eq!(entry.seq, seq, "the seqs have a gap");
        assert!(
            entry.follows(&previous),
            "entry {seq} does not follow the one before"
        );
        previous = entry.hash;
    }
}

/// A scheduled interview that nobody is in, as it is listed.
pub fn summary(id: RoomId) -> RoomSummary {
    RoomSummary {
        others: Vec::new(),
        id,
        title: "A room".into(),
        kind: RoomKind::Interview,
        status: RoomStatus::Scheduled,
        members: Vec::new(),
        created_at: Millis(1_760_000_000_000),
        scheduled_at: None,
        started_at: None,
        ended_at: None,
        problem_ids: Vec::new(),
        retention_days: 90,
        seq: 1,
        called_off: false,
        knock_told_at: None,
        outbox: Vec::new(),
    }
}
