//! Who invites whom, what they are told, and when.

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::{
        entry::{Body, Entry},
        event::Event,
        person::{Actor, Role},
    },
    time::Millis,
};
use codevlive_jobs::{job::Job, mail::letter::Mail, tell_invited::tell_invited};
use codevlive_store::{
    document::{Collection, Query},
    documents::{
        account::Account,
        invitation::Invitation,
        room::{Member, RoomSummary},
    },
    outbox::OutboxEntry,
};
use serde_json::{Value, json};

use crate::harness::{Answer, Options, Person, Server};

/// Two days after the clock of the tests begins.
const STARTS: &str = "2026-02-02T09:30:00.000Z";
const STARTS_MS: i64 = 1_770_024_600_000;
const HOUR_MS: i64 = 60 * 60 * 1000;

fn rooms(server: &Server) -> Collection<RoomSummary> {
    Collection::new(server.services.store.documents.clone())
}

fn id_of(room: &str) -> RoomId {
    room.rsplit('/').next().unwrap().parse().unwrap()
}

async fn summary(server: &Server, room: &str) -> RoomSummary {
    let found = rooms(server).get(&id_of(room).to_string()).await.unwrap();
    found.unwrap().value
}

/// A room that takes place at [`STARTS`]; its path.
async fn scheduled(server: &Server, host: &Person) -> String {
    let body = json!({ "title": "Backend", "scheduledAt": STARTS });
    let made = server.post("/api/v1/rooms", &body).token(&host.token);
    made.send().await.header("location").to_owned()
}

pub(crate) async fn invite(server: &Server, by: &Person, room: &str, body: &Value) -> Answer {
    let call = server.post(&format!("{room}/invitations"), body);
    call.token(&by.token).send().await
}

/// Writes an event of a person into the log of a room that is not open.
pub(crate) async fn happens(server: &Server, room: &str, by: &str, event: Event) {
    let (log, room) = (&server.services.store.log, id_of(room));
    let entries = log.read(room, 0, usize::MAX).await.unwrap();
    let last = entries.last().unwrap();
    let actor = Actor::Person(PersonId(by.parse().unwrap()));
    let body = Body::Event {
        event,
        command: None,
    };
    let next = Entry::seal(&last.hash, last.seq + 1, last.at, actor, body);
    log.append(room, vec![next]).await.unwrap().await.unwrap();
}

/// Makes somebody one who takes part, and lists the room for them.
pub(crate) async fn join_as(server: &Server, room: &str, person: &str, role: Role) {
    let member = Member {
        person: PersonId(person.parse().unwrap()),
        role,
    };
    let admitted = Event::Admitted {
        person: member.person,
        role,
        name: Some("Someone".into()),
        reason: None,
    };
    happens(server, room, person, admitted).await;
    let join = |room: &mut RoomSummary| room.members.push(member);
    let id = id_of(room).to_string();
    rooms(server).update(&id, join).await.unwrap();
}

/// All invitations to a room, as they are stored.
pub(crate) async fn stored(server: &Server, room: &str) -> Vec<Invitation> {
    let query = Query {
        field: "room",
        value: id_of(room).to_string(),
        descending: false,
        after: None,
        limit: 100,
    };
    let documents = server.services.store.documents.clone();
    let found = Collection::<Invitation>::new(documents).find(query).await;
    found
        .unwrap()
        .into_iter()
        .map(|found| found.value)
        .collect()
}

/// What an outbox asks for, in a few words, and when.
fn asked(outbox: &[OutboxEntry]) -> Vec<(String, i64)> {
    let words = |entry: &OutboxEntry| {
        let words = match serde_json::from_value(entry.job.clone()).unwrap() {
            Job::Mail(letter) => {
                let (about, interview) = match letter.mail {
                    Mail::Invitation(interview) => ("invitation", interview),
                    Mail::InvitationChanged(interview) => ("changed", interview),
                    Mail::InvitationCancelled(interview) => ("cancelled", interview),
                    Mail::Reminder(interview) => ("reminder", interview),
                    other => panic!("{other:?}"),
                };
                let Millis(at) = interview.starts_at.unwrap_or_default();
                format!(
                    "{about} {} to {} at {at}: {} by {}",
                    interview.sequence, letter.to.email, interview.title, interview.host_name
                )
            }
            Job::TellInvited { .. } => "tell".to_owned(),
            Job::EraseAccount { .. } => "erase".to_owned(),
        };
        (words, entry.run_at.0)
    };
    outbox.iter().map(words).collect()
}

fn words(outbox: &[OutboxEntry]) -> Vec<String> {
    asked(outbox).into_iter().map(|(words, _)| words).collect()
}

#[tokio::test]
async fn an_invitation_is_answered_listed_and_mailed() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = scheduled(&server, &host).await;
    let body = json!({ "email": " Chidi@Example.org ", "role": "candidate", "name": "Chidi",
        "minutes": 45, "timeZone": "europe/berlin" });
    let invited = invite(&server, &host, &room, &body).await;
    assert_eq!(invited.status, 201, "{}", invited.text);
    let mut expected = json!({ "email": "Chidi@Example.org", "role": "candidate", "name": "Chidi",
        "startsAt": STARTS, "minutes": 45, "timeZone": "Europe/Berlin", "status": "pending",
        "createdAt": "2026-01-31T09:30:00.000Z" });
    expected["id"] = invited.at("/id");
    assert_eq!(invited.body(), expected);
    let listed = server
        .get(&format!("{room}/invitations"))
        .token(&host.token);
    assert_eq!(
        listed.send().await.body(),
        json!({ "items": [expected], "nextCursor": null })
    );
    let mails = asked(&stored(&server, &room).await[0].outbox);
    let about = format!("0 to Chidi@Example.org at {STARTS_MS}: Backend by asha");
    assert_eq!(
        mails,
        [
            (format!("invitation {about}"), 1_769_851_800_000),
            (format!("reminder {about}"), STARTS_MS - HOUR_MS / 2),
        ]
    );
}

#[tokio::test]
async fn the_same_again_sends_nothing_and_another_time_is_a_change() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = scheduled(&server, &host).await;
    let body = json!({ "email": "chidi@example.org", "role": "candidate" });
    let first = invite(&server, &host, &room, &body).await;
    let body = json!({ "email": "CHIDI@example.org", "role": "candidate" });
    let again = invite(&server, &host, &room, &body).await;
    assert_eq!((again.status, again.body()), (201, first.body()));
    assert_eq!(stored(&server, &room).await[0].outbox.len(), 2);

    let body = json!({ "email": "chidi@example.org", "role": "observer",
        "startsAt": "2026-02-02T11:30:00+01:00" });
    let changed = invite(&server, &host, &room, &body).await;
    assert_eq!(changed.at("/id"), first.at("/id"));
    assert_eq!(changed.text_at("/role"), "observer");
    let invitations = stored(&server, &room).await;
    assert_eq!(invitations.len(), 1);
    let at = STARTS_MS + HOUR_MS;
    assert_eq!(
        asked(&invitations[0].outbox)[1..],
        [
            (
                format!("changed 1 to chidi@example.org at {at}: Backend by asha"),
                1_769_851_800_000
            ),
            (
                format!("reminder 1 to chidi@example.org at {at}: Backend by asha"),
                at - HOUR_MS / 2
            ),
        ]
    );
}

#[tokio::test]
async fn several_at_once_make_one_invitation() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    for round in 0..10 {
        let body = json!({ "email": format!("c{round}@example.org"), "role": "candidate" });
        let one = || invite(&server, &host, &room, &body);
        let answers = tokio::join!(one(), one(), one(), one());
        for answer in [&answers.1, &answers.2, &answers.3] {
            assert_eq!((answer.status, answer.body()), (201, answers.0.body()));
        }
    }
    let invitations = stored(&server, &room).await;
    assert_eq!(invitations.len(), 10);
    // No time, so no reminder.
    assert!(invitations.iter().all(|one| one.outbox.len() == 1));
}

#[tokio::test]
async fn only_the_host_decides_who_interviews() {
    let server = Server::start().await;
    let (host, ivan) = (server.sign_up("asha").await, server.sign_up("ivan").await);
    let room = server.create_room(&host).await;
    join_as(&server, &room, &ivan.id, Role::Interviewer).await;
    for (role, status) in [("candidate", 201), ("observer", 201), ("interviewer", 403)] {
        let body = json!({ "email": format!("{role}@example.org"), "role": role });
        let answer = invite(&server, &ivan, &room, &body).await;
        assert_eq!(answer.status, status, "{role}: {}", answer.text);
    }
    let body = json!({ "email": "maya@example.org", "role": "interviewer" });
    let maya = invite(&server, &host, &room, &body).await;
    assert_eq!(maya.status, 201);
    let body = json!({ "email": "maya@example.org", "role": "candidate" });
    assert_eq!(invite(&server, &ivan, &room, &body).await.status, 403);
    let path = format!("{room}/invitations/{}", maya.text_at("/id"));
    let cancel = async |token: &str| server.delete(&path).token(token).send().await.status;
    assert_eq!(cancel(&ivan.token).await, 403);
    assert_eq!(cancel(&host.token).await, 204);
}

#[tokio::test]
async fn those_who_do_not_interview_see_no_invitations() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let body = json!({ "email": "c@example.org", "role": "candidate" });
    let id = invite(&server, &host, &room, &body).await.text_at("/id");
    for (name, role) in [("carla", Role::Candidate), ("olu", Role::Observer)] {
        let person = server.sign_up(name).await;
        join_as(&server, &room, &person.id, role).await;
        let list = format!("{room}/invitations");
        let answers = [
            server.get(&list).token(&person.token).send().await,
            invite(&server, &person, &room, &body).await,
            server
                .delete(&format!("{list}/{id}"))
                .token(&person.token)
                .send()
                .await,
        ];
        for answer in answers {
            assert_eq!((answer.status, answer.code().as_str()), (403, "forbidden"));
        }
    }
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nobody_is_invited() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    for (field, value) in [
        ("email", json!("no address")),
        ("email", json!("a@b.co\r\nBcc: x@b.co")),
        ("role", json!("host")),
        ("name", json!("")),
        ("name", json!("x".repeat(81))),
        ("minutes", json!(0)),
        ("minutes", json!(1441)),
        ("startsAt", json!("tomorrow")),
        ("timeZone", json!("Mars/Olympus")),
    ] {
        let mut body = json!({ "email": "c@example.org", "role": "candidate" });
        body[field] = value;
        let answer = invite(&server, &host, &room, &body).await;
        let named = (answer.status, answer.text_at("/errors/0/field"));
        assert_eq!(named, (422, field.to_owned()), "{body}");
    }
    assert_eq!(stored(&server, &room).await, []);
}

#[tokio::test]
async fn a_cancelled_invitation_is_mailed_once_and_may_be_made_again() {
    let server = Server::start().await;
    let (host, other) = (server.sign_up("asha").await, server.sign_up("ben").await);
    let room = scheduled(&server, &host).await;
    let body = json!({ "email": "c@example.org", "role": "candidate" });
    let id = invite(&server, &host, &room, &body).await.text_at("/id");
    let others = server.create_room(&other).await;
    let foreign = server.delete(&format!("{others}/invitations/{id}"));
    assert_eq!(foreign.token(&other.token).send().await.status, 404);
    for _ in 0..2 {
        let cancel = server.delete(&format!("{room}/invitations/{id}"));
        assert_eq!(cancel.token(&host.token).send().await.status, 204);
    }
    let told = format!("to c@example.org at {STARTS_MS}: Backend by asha");
    assert_eq!(
        words(&stored(&server, &room).await[0].outbox),
        [
            format!("invitation 0 {told}"),
            format!("cancelled 1 {told}")
        ]
    );
    let again = invite(&server, &host, &room, &body).await;
    assert_ne!(again.text_at("/id"), id);
    let list = server
        .get(&format!("{room}/invitations"))
        .token(&host.token);
    let list = list.send().await;
    assert_eq!(list.text_at("/items/0/status"), "cancelled");
    assert_eq!(list.text_at("/items/1/status"), "pending");
}

#[tokio::test]
async fn another_time_of_the_room_is_told_to_all_who_are_invited() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = scheduled(&server, &host).await;
    for name in ["c", "d"] {
        let body = json!({ "email": format!("{name}@example.org"), "role": "candidate" });
        invite(&server, &host, &room, &body).await;
    }
    let patch = async |body: Value| {
        let call = server.patch(&room, &body).token(&host.token);
        assert_eq!(call.send().await.status, 200);
    };
    // What is no other time asks for nothing.
    patch(json!({ "scheduledAt": STARTS, "retentionDays": 7 })).await;
    assert_eq!(words(&summary(&server, &room).await.outbox), [""; 0]);
    patch(json!({ "scheduledAt": "2026-02-03T09:30:00Z" })).await;
    patch(json!({ "scheduledAt": "2026-02-04T09:30:00Z" })).await;
    assert_eq!(words(&summary(&server, &room).await.outbox), ["tell"]);
    let (store, clock) = (&server.services.store, &*server.services.clock);
    for _ in 0..2 {
        tell_invited(store, clock, id_of(&room)).await.unwrap();
    }
    let at = STARTS_MS + 48 * HOUR_MS;
    for (invitation, name) in stored(&server, &room).await.iter().zip(["c", "d"]) {
        let told = format!("1 to {name}@example.org at {at}: Backend by asha");
        assert_eq!(
            words(&invitation.outbox)[1..],
            [format!("changed {told}"), format!("reminder {told}")]
        );
    }
}

#[tokio::test]
async fn who_is_invited_to_a_deleted_room_is_told() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = scheduled(&server, &host).await;
    let body = json!({ "email": "c@example.org", "role": "candidate" });
    invite(&server, &host, &room, &body).await;
    let deleted = server.delete(&room).token(&host.token).send().await;
    assert_eq!(deleted.status, 204);
    let told = words(&stored(&server, &room).await[0].outbox);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].starts_with("cancelled 1"), "{told:?}");
}

#[tokio::test]
async fn nobody_is_invited_to_an_ended_room_or_by_a_guest() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    let body = json!({ "email": "c@example.org", "role": "candidate" });
    let guest = server.join(&room, "Gast").await;
    let me = guest_id(&guest);
    join_as(&server, &room, &me, Role::Interviewer).await;
    let call = server.post(&format!("{room}/invitations"), &body);
    let answer = call.token(&guest).send().await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (403, "account_required")
    );
    happens(&server, &room, &host.id, Event::Ended).await;
    let answer = invite(&server, &host, &room, &body).await;
    assert_eq!((answer.status, answer.code().as_str()), (403, "room_ended"));
}

/// Whose token it is, read from its payload.
pub(crate) fn guest_id(token: &str) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let payload = URL_SAFE_NO_PAD
        .decode(token.split('.').nth(1).unwrap())
        .unwrap();
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    payload["sub"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn mails_are_bounded_by_account() {
    let server = Server::with(Options {
        rate_limits: true,
        ..Options::default()
    })
    .await;
    let host = server.sign_up("asha").await;
    let room = server.create_room(&host).await;
    for number in 0..50 {
        let body = json!({ "email": format!("c{number}@example.org"), "role": "candidate" });
        assert_eq!(invite(&server, &host, &room, &body).await.status, 201);
    }
    let body = json!({ "email": "one-more@example.org", "role": "candidate" });
    let refused = invite(&server, &host, &room, &body).await;
    assert_eq!(refused.status, 429);
    assert_ne!(refused.header("retry-after"), "");
}

#[tokio::test]
async fn mails_are_bounded_by_address_whoever_invites() {
    let server = Server::with(Options {
        rate_limits: true,
        ..Options::default()
    })
    .await;
    let hosts = [server.sign_up("asha").await, server.sign_up("ola").await];
    let body = |email| json!({ "email": email, "role": "candidate" });
    for number in 0..20 {
        let host = &hosts[number % 2];
        let room = server.create_room(host).await;
        let made = invite(&server, host, &room, &body("cleo@example.org")).await;
        assert_eq!(made.status, 201);
    }
    for host in &hosts {
        let room = server.create_room(host).await;
        let refused = invite(&server, host, &room, &body("Cleo@Example.org")).await;
        assert_eq!(refused.status, 429);
        let other = invite(&server, host, &room, &body("chidi@example.org")).await;
        assert_eq!(other.status, 201);
    }
}

#[tokio::test]
async fn an_address_that_is_not_verified_is_not_given_as_the_hosts() {
    let server = Server::start().await;
    let host = server.sign_up("asha").await;
    let room = scheduled(&server, &host).await;
    let body = json!({ "email": "cleo@example.org", "role": "candidate" });
    invite(&server, &host, &room, &body).await;
    let verify = |account: &mut Account| account.email_verified_at = Some(Millis(1));
    let accounts = Collection::<Account>::new(server.services.store.documents.clone());
    accounts.update(&host.id, verify).await.unwrap();
    let body = json!({ "email": "chidi@example.org", "role": "candidate" });
    invite(&server, &host, &room, &body).await;
    let stored = stored(&server, &room).await;
    let given: Vec<_> = stored
        .iter()
        .map(|it| it.organizer.as_ref().unwrap().email.as_str())
        .collect();
    assert_eq!(given, ["", "asha@example.org"]);
}
