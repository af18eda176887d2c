//! Scorecards: who writes them, and who reads them when.

use axum::http::Method;
use codevlive_domain::room::person::Role;
use codevlive_store::{document::Collection, documents::scorecard::Scorecard};
use serde_json::{Value, json};

use crate::{
    harness::{Answer, Options, Person, Server},
    invitations::{guest_id, join_as},
};

const COMPETENCIES: [&str; 5] = [
    "problem_solving",
    "code_quality",
    "verification",
    "communication",
    "technical_depth",
];

/// A room of Asha's, in which Ben and Carla interview, too.
struct Stage {
    server: Server,
    room: String,
    people: [Person; 3],
}

impl Stage {
    async fn set() -> Self {
        Self::with(Options::default()).await
    }

    async fn with(options: Options) -> Self {
        let server = Server::with(options).await;
        let people = [
            server.sign_up("asha").await,
            server.sign_up("ben").await,
            server.sign_up("carla").await,
        ];
        let room = server.create_room(&people[0]).await;
        for person in &people[1..] {
            join_as(&server, &room, &person.id, Role::Interviewer).await;
        }
        Self {
            server,
            room,
            people,
        }
    }

    async fn write(&self, token: &str, card: &Value) -> Answer {
        let path = format!("{}/scorecards/me", self.room);
        let call = self.server.call(Method::PUT, &path).json(card);
        call.token(token).send().await
    }

    async fn read(&self, token: &str, path: &str) -> Answer {
        let path = format!("{}/scorecards{path}", self.room);
        self.server.get(&path).token(token).send().await
    }

    /// Whose cards a person reads, and how many they hear were handed in.
    async fn seen(&self, by: &Person) -> (Vec<String>, Value) {
        let list = self.read(&by.token, "").await;
        assert_eq!(list.status, 200, "{}", list.text);
        let items = list.at("/items");
        let authors = items.as_array().unwrap().iter();
        let authors = authors.map(|card| card["author"]["id"].as_str().unwrap().to_owned());
        (authors.collect(), list.at("/submitted"))
    }

    async fn stored(&self) -> usize {
        let documents = &self.server.services.store.documents;
        documents.scan("scorecards", None, 100).await.unwrap().len()
    }
}

fn rating(competency: &str, note: &str) -> Value {
    json!({ "competency": competency, "level": 3, "insufficientEvidence": false, "note": note,
        "evidence": [1] })
}

/// A card that can be handed in.
pub(crate) fn whole(note: &str) -> Value {
    let ratings = COMPETENCIES.map(|competency| rating(competency, note));
    json!({ "ratings": ratings, "overall": format!("Overall: {note}"), "submitted": true })
}

fn draft(note: &str) -> Value {
    json!({ "ratings": [rating("communication", note)], "overall": note })
}

/// A card that is there, and another in its place when it is handed in: for what the document promises.
pub(crate) async fn answer_all(server: &Server, room: &str, host: &Person) {
    let path = format!("{room}/scorecards/me");
    for (method, card, status) in [
        (Method::PUT, whole("As it is"), 200),
        (Method::GET, Value::Null, 200),
        (Method::PUT, whole("Otherwise"), 409),
    ] {
        let call = server.call(method, &path).json(&card);
        assert_eq!(call.token(&host.token).send().await.status, status);
    }
}

/// The fields that were not accepted, with what is the matter.
fn errors(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 422, "{}", answer.text);
    let errors = answer.at("/errors");
    let errors = errors.as_array().unwrap().iter();
    let text = |error: &Value, part: &str| error[part].as_str().unwrap().to_owned();
    errors
        .map(|error| format!("{} {}", text(error, "field"), text(error, "message")))
        .collect()
}

#[tokio::test]
async fn a_draft_is_kept_and_written_anew() {
    let stage = Stage::set().await;
    let [asha, ..] = &stage.people;
    let none = stage.read(&asha.token, "/me").await;
    assert_eq!((none.status, none.code().as_str()), (404, "not_found"));
    let empty = stage.write(&asha.token, &json!({})).await;
    assert_eq!(empty.status, 200, "{}", empty.text);
    stage.server.clock.advance_seconds(60);
    let written = stage.write(&asha.token, &draft("so far")).await;
    let mut expected = draft("so far");
    expected["author"] = json!({ "id": asha.id, "name": "asha" });
    expected["rubricVersion"] = json!(1);
    expected["updatedAt"] = json!("2026-01-31T09:31:00.000Z");
    assert_eq!(written.body(), expected);
    assert_eq!(stage.read(&asha.token, "/me").await.body(), expected);
    assert_eq!(stage.stored().await, 1);
}

#[tokio::test]
async fn the_rubric_comes_with_the_list() {
    let stage = Stage::set().await;
    let list = stage.read(&stage.people[0].token, "").await;
    let competencies = list.at("/rubric/competencies");
    let ids = competencies.as_array().unwrap().iter();
    let ids: Vec<_> = ids.map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids, COMPETENCIES);
    assert_eq!(competencies[0]["levels"].as_array().unwrap().len(), 6);
    assert_eq!(list.at("/items"), json!([]));
}

#[tokio::test]
async fn three_score_blindly() {
    let stage = Stage::set().await;
    let [asha, ben, carla] = &stage.people;
    let ids = |people: &[&Person]| people.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
    stage.write(&asha.token, &draft("Asha's draft")).await;
    stage.write(&ben.token, &whole("Ben's word")).await;
    stage.write(&carla.token, &draft("Carla's draft")).await;
    // A draft is its author's, and others' cards wait for one's own; how many are in is told.
    assert_eq!(stage.seen(asha).await, (ids(&[asha]), json!(1)));
    assert_eq!(stage.seen(ben).await, (ids(&[ben]), json!(1)));
    assert_eq!(stage.seen(carla).await, (ids(&[carla]), json!(1)));

    stage.write(&asha.token, &whole("Asha's word")).await;
    assert_eq!(stage.seen(asha).await, (ids(&[asha, ben]), json!(2)));
    assert_eq!(stage.seen(ben).await, (ids(&[asha, ben]), json!(2)));
    assert_eq!(stage.seen(carla).await, (ids(&[carla]), json!(2)));

    stage.write(&carla.token, &whole("Carla's word")).await;
    for person in [asha, ben, carla] {
        let all = (ids(&[asha, ben, carla]), json!(3));
        assert_eq!(stage.seen(person).await, all);
    }
}

/// All that a person can ask for which might hold a card.
async fn everything(stage: &Stage, token: &str) -> String {
    let room = &stage.room;
    let mut all = String::new();
    for path in [
        room.clone(),
        format!("{room}/scorecards"),
        format!("{room}/scorecards?limit=1"),
        format!("{room}/scorecards?cursor=00000000-0000-0000-0000-000000000000"),
        format!("{room}/scorecards/me"),
        format!("{room}/timeline"),
        format!("{room}/invitations"),
        "/api/v1/me/export".to_owned(),
        "/api/v1/rooms".to_owned(),
    ] {
        let answer = stage.server.get(&path).token(token).send().await;
        all += &answer.text;
    }
    all
}

#[tokio::test]
async fn no_byte_of_a_draft_reaches_another() {
    let stage = Stage::set().await;
    let [asha, ben, carla] = &stage.people;
    let candidate = stage.server.join(&stage.room, "Dee").await;
    join_as(
        &stage.server,
        &stage.room,
        &guest_id(&candidate),
        Role::Candidate,
    )
    .await;
    stage.write(&asha.token, &draft("zebra")).await;
    stage.write(&ben.token, &whole("walrus")).await;
    for (who, may) in [(asha, "zebra"), (ben, "walrus")] {
        assert!(everything(&stage, &who.token).await.contains(may));
    }
    for (token, secrets) in [
        (&asha.token, &["walrus"][..]),
        (&ben.token, &["zebra"]),
        (&carla.token, &["zebra", "walrus"]),
        (&candidate, &["zebra", "walrus"]),
    ] {
        let all = everything(&stage, token).await;
        for secret in secrets {
            assert!(!all.contains(secret), "{secret} in {all}");
        }
    }
    // Also not in the answer to one's own.
    let own = stage.write(&carla.token, &whole("yak")).await;
    assert!(!own.text.contains("walrus"), "{}", own.text);
    let after = everything(&stage, &carla.token).await;
    assert!(
        after.contains("walrus") && !after.contains("zebra"),
        "{after}"
    );
    assert!(!everything(&stage, &candidate).await.contains("walrus"));
}

#[tokio::test]
async fn a_card_that_is_handed_in_stays() {
    let stage = Stage::set().await;
    let [asha, ..] = &stage.people;
    let first = stage.write(&asha.token, &whole("as it was")).await;
    assert_eq!(first.text_at("/submittedAt"), "2026-01-31T09:30:00.000Z");
    stage.server.clock.advance_seconds(60);
    let again = stage.write(&asha.token, &whole("as it was")).await;
    assert_eq!((again.status, again.body()), (200, first.body()));
    let mut taken_back = whole("as it was");
    taken_back["submitted"] = json!(false);
    for other in [whole("otherwise"), draft("otherwise"), taken_back] {
        let refused = stage.write(&asha.token, &other).await;
        let code = refused.code();
        assert_eq!((refused.status, code.as_str()), (409, "already_submitted"));
    }
    assert_eq!(stage.read(&asha.token, "/me").await.body(), first.body());
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_named() {
    let stage = Stage::set().await;
    let [asha, ..] = &stage.people;
    let mut gaps = draft("not yet");
    gaps["submitted"] = json!(true);
    let refused = stage.write(&asha.token, &gaps).await;
    assert_eq!(errors(&refused).len(), 4);
    assert!(errors(&refused)[0].starts_with("ratings has no level for problem_solving"));
    // Two entries are in the log of a new room, at most.
    let mut wrong = whole("x");
    wrong["ratings"][1]["level"] = json!(6);
    wrong["ratings"][2]["evidence"] = json!([1, 4_000_000]);
    wrong["ratings"][4]["competency"] = json!("charm");
    let refused = stage.write(&asha.token, &wrong).await;
    assert_eq!(
        errors(&refused),
        [
            "ratings[1].level is not 0 to 5",
            "ratings[2].evidence names what is not in the room's log",
            "ratings[4].competency is none of the rubric",
            "ratings has no level for technical_depth",
        ]
    );
    let refused = stage
        .write(&asha.token, &json!({ "ratings": [{ "level": -1 }] }))
        .await;
    assert_eq!(errors(&refused).len(), 1);
    assert_eq!(stage.stored().await, 0);
}

#[tokio::test]
async fn only_those_who_interview_write_and_read() {
    let stage = Stage::set().await;
    let stranger = stage.server.sign_up("eve").await.token;
    for role in [Role::Candidate, Role::Observer] {
        let guest = stage.server.join(&stage.room, "Dee").await;
        join_as(&stage.server, &stage.room, &guest_id(&guest), role).await;
        for answer in [
            stage.write(&guest, &whole("x")).await,
            stage.read(&guest, "").await,
            stage.read(&guest, "/me").await,
        ] {
            assert_eq!((answer.status, answer.code().as_str()), (403, "forbidden"));
        }
    }
    let outside = stage.server.join(&stage.room, "Dee").await;
    for token in [&stranger, &outside] {
        for answer in [
            stage.write(token, &whole("x")).await,
            stage.read(token, "").await,
            stage.read(token, "/me").await,
        ] {
            let code = answer.code();
            assert_eq!((answer.status, code.as_str()), (404, "unknown_room"));
        }
    }
    assert_eq!(stage.stored().await, 0);
}

#[tokio::test]
async fn the_list_has_pages() {
    let stage = Stage::set().await;
    for person in &stage.people {
        stage.write(&person.token, &whole("x")).await;
    }
    let token = &stage.people[0].token;
    let first = stage.read(token, "?limit=2").await;
    let cursor = first.text_at("/nextCursor");
    let second = stage
        .read(token, &format!("?limit=2&cursor={cursor}"))
        .await;
    assert_eq!(first.at("/items").as_array().unwrap().len(), 2);
    assert_eq!(second.at("/items").as_array().unwrap().len(), 1);
    assert_eq!(second.at("/nextCursor"), Value::Null);
    assert_eq!(second.at("/items/0/author/id"), json!(stage.people[2].id));
}

#[tokio::test]
async fn a_room_takes_its_cards_with_it() {
    let stage = Stage::set().await;
    let [asha, ben, _] = &stage.people;
    stage.write(&asha.token, &whole("x")).await;
    stage.write(&ben.token, &draft("x")).await;
    let gone = stage.server.delete(&stage.room).token(&asha.token).send();
    assert_eq!(gone.await.status, 204);
    assert_eq!(stage.stored().await, 0);
    assert_eq!(stage.write(&ben.token, &whole("x")).await.status, 404);
    assert_eq!(stage.stored().await, 0);
}

#[tokio::test]
async fn an_export_has_the_cards_that_one_wrote() {
    let stage = Stage::set().await;
    let [asha, ben, _] = &stage.people;
    let mut card = stage.write(&asha.token, &whole("x")).await.body();
    stage.write(&ben.token, &whole("y")).await;
    card["room"] = stage.room.rsplit('/').next().into();
    let call = stage.server.get("/api/v1/me/export").token(&asha.token);
    assert_eq!(call.send().await.at("/scorecards"), json!([card]));
}

#[tokio::test]
async fn two_tabs_that_write_at_once_write_one_card() {
    let stage = Stage::set().await;
    let [asha, ..] = &stage.people;
    let writes = (0..8).map(|number| {
        let (card, stage) = (draft(&number.to_string()), &stage);
        async move { stage.write(&asha.token, &card).await.status }
    });
    let answers = futures_util::future::join_all(writes).await;
    assert_eq!(answers, [200; 8]);
    assert_eq!(stage.stored().await, 1);
    let documents = stage.server.services.store.documents.clone();
    let cards = Collection::<Scorecard>::new(documents);
    let mine = cards.find_one("person", &asha.id).await.unwrap();
    assert_eq!(mine.unwrap().version, 8);
}

#[tokio::test]
async fn writes_are_bounded_by_person() {
    let stage = Stage::with(Options {
        rate_limits: true,
        ..Options::default()
    })
    .await;
    let [asha, ben, _] = &stage.people;
    let mut last = stage.write(&asha.token, &draft("x")).await;
    for _ in 0..200 {
        if last.status == 429 {
            break;
        }
        last = stage.write(&asha.token, &draft("x")).await;
    }
    assert_eq!((last.status, last.code().as_str()), (429, "rate_limited"));
    assert_eq!(stage.write(&ben.token, &draft("x")).await.status, 200);
}
