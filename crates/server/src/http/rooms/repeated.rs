//! Requests for a room that may be sent again: the `Idempotency-Key`.

use axum::http::HeaderMap;
use codevlive_domain::{
    id::{PersonId, RoomId},
    time::Millis,
};
use codevlive_protocol::{
    problem::FieldError,
    room::{NewRoom, Room},
};
use codevlive_store::{
    Unavailable,
    document::{Collection, Query, WriteError},
    documents::room_request::RoomRequest,
};
use sha2::{Digest, Sha256};

use crate::{Services, http::failure::Failure};

const HEADER: &str = "idempotency-key";
/// The longest key, in characters.
const MAX_KEY: usize = 255;
/// How long a repetition gets the first answer, in milliseconds: 24 hours.
const REMEMBERED: i64 = 24 * 60 * 60 * 1000;
/// How many of a person's requests are looked at to forget the old ones.
const TIDIED: usize = 100;

/// Whether a request was seen before.
pub(super) enum Repetition {
    /// No: this is the room's id.
    First(RoomId),
    /// Yes, but nobody knows yet what came of it.
    Unfinished(RoomId),
    /// Yes, and this was the answer.
    Answered(Room),
}

/// The key of a request, if it has one.
pub(super) fn key(headers: &HeaderMap) -> Result<Option<&str>, Failure> {
    let Some(value) = headers.get(HEADER) else {
        return Ok(None);
    };
    let key = value.to_str().ok().filter(|key| {
        (1..=MAX_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    });
    let error = FieldError::new(
        "Idempotency-Key",
        "is not 1 to 255 visible ASCII characters",
    );
    key.map(Some).ok_or_else(|| Failure::invalid(vec![error]))
}

/// Looks a request up, or remembers it.
pub(super) async fn begin(
    services: &Services,
    person: PersonId,
    key: &str,
    new: &NewRoom,
) -> Result<Repetition, Failure> {
    let now = services.clock.now();
    forget_old(services, person, now).await?;
    let request = RoomRequest {
        id: id(person, key),
        person,
        body: hash(&serde_json::to_vec(new).map_err(Failure::internal)?),
        room: RoomId(services.clock.new_id()),
        answer: None,
        expires_at: now.plus(REMEMBERED),
    };
    match requests(services).insert(&request).await {
        Ok(()) => return Ok(Repetition::First(request.room)),
        Err(WriteError::Taken(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let Some(first) = requests(services).get(&request.id).await? else {
        return Err(Failure::try_later(
            "a repeated request was forgotten meanwhile",
        ));
    };
    if first.value.body != request.body {
        return Err(Failure::key_reused());
    }
    let answer = first.value.answer.map(|json| serde_json::from_str(&json));
    match answer.transpose().map_err(Failure::internal)? {
        Some(room) => Ok(Repetition::Answered(room)),
        None => Ok(Repetition::Unfinished(first.value.room)),
    }
}

/// Remembers what came of it. If that fails, a repetition finds the room itself.
pub(super) async fn end(services: &Services, person: PersonId, key: &str, room: &Room) {
    let answer = serde_json::to_string(room).ok();
    let keep = |request: &mut RoomRequest| request.answer.clone_from(&answer);
    if let Err(error) = requests(services).update(&id(person, key), keep).await {
        tracing::warn!(%error, room.id = %room.id, "the answer to a repeatable request was not kept");
    }
}

fn requests(services: &Services) -> Collection<RoomRequest> {
    Collection::new(services.store.documents.clone())
}

async fn forget_old(services: &Services, person: PersonId, now: Millis) -> Result<(), Unavailable> {
    let query = Query {
        field: "person",
        value: person.to_string(),
        descending: false,
        after: None,
        limit: TIDIED,
    };
    for request in requests(services).find(query).await? {
        if request.value.expires_at <= now {
            requests(services).delete(&request.value.id).await?;
        }
    }
    Ok(())
}

fn id(person: PersonId, key: &str) -> String {
    hash(format!("{person} {key}").as_bytes())
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
