//! Deleting one's account, and a copy of all one's data.

use codevlive_jobs::{
    erasure::{AGAIN_AFTER_MS, erase_account},
    job::Job,
};
use codevlive_live::settings::LiveSettings;
use serde_json::{Value, json};

use crate::{
    harness::{Answer, PASSWORD, Person, Server},
    mails::about,
};

async fn delete(server: &Server, person: &Person, body: Option<Value>) -> Answer {
    let call = server.delete("/api/v1/me").token(&person.token);
    let call = match body {
        Some(body) => call.json(&body),
        None => call,
    };
    call.send().await
}

#[tokio::test]
async fn a_deleted_account_is_gone_at_once_and_its_address_is_free() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let answer = delete(&server, &person, None).await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(
        server
            .get("/api/v1/me")
            .token(&person.token)
            .send()
            .await
            .status,
        401
    );
    let refresh = server
        .post("/api/v1/auth/refresh", &Value::Null)
        .header("cookie", &person.refresh);
    assert_eq!(refresh.send().await.status, 401);
    let body = json!({ "email": person.email, "password": PASSWORD });
    assert_eq!(
        server.post("/api/v1/auth/login", &body).send().await.status,
        401
    );
    let again = server.sign_up("asha").await;
    assert_ne!(again.id, person.id);
    // Its last write asks for the rest: now, and when no socket of it can be open any more.
    let person_id = person.person();
    let erase = serde_json::to_value(Job::EraseAccount { person: person_id }).unwrap();
    let left = server.account_by_id(&person.id).await.unwrap();
    let asked = left.outbox.iter().filter(|entry| entry.job == erase);
    let due = asked.map(|entry| entry.run_at.since(left.deleted_at.unwrap()));
    assert_eq!(due.collect::<Vec<_>>(), [0, AGAIN_AFTER_MS]);
    let looks = LiveSettings::default().check_sign_ins * 2;
    assert!(AGAIN_AFTER_MS > i64::try_from(looks.as_millis()).unwrap());
    let last = server.mails(&person).await.pop().unwrap();
    assert_eq!(
        (about(&last).as_str(), &last.to.email),
        ("security_changed", &person.email)
    );
}

#[tokio::test]
async fn deleting_needs_a_recent_sign_in_or_the_password() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    server.clock.advance_seconds(10 * 60 + 1);
    for (body, code) in [
        (None, "sign_in_again"),
        (Some(json!({})), "sign_in_again"),
        (Some(json!({ "password": "wrong" })), "bad_password"),
    ] {
        let answer = delete(&server, &person, body).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, code));
    }
    let body = json!({ "password": PASSWORD });
    assert_eq!(delete(&server, &person, Some(body)).await.status, 204);
}

#[tokio::test]
async fn nothing_of_a_deleted_account_opens_anything_even_before_its_sign_ins_are_removed() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let link = server.link(&person).await;
    // As if the process had died right after the write that decides.
    server
        .amend(&person, |account| {
            account.deleted_at = Some(account.created_at);
            account.security.epoch += 1;
        })
        .await;
    assert_eq!(
        server
            .get("/api/v1/me")
            .token(&person.token)
            .send()
            .await
            .status,
        401
    );
    let refresh = server
        .post("/api/v1/auth/refresh", &Value::Null)
        .header("cookie", &person.refresh);
    assert_eq!(refresh.send().await.status, 401);
    let verify = server.post("/api/v1/auth/email/verify", &json!({ "token": link }));
    assert_eq!(verify.send().await.status, 410);
}

#[tokio::test]
async fn the_job_erases_what_is_left() {
    let server = Server::start().await;
    let (person, other) = (server.sign_up("asha").await, server.sign_up("ben").await);
    let room = server.create_room(&person).await;
    let others = server.create_room(&other).await;
    let store = &server.services.store;
    // Not of one who was not deleted.
    erase_account(store, &*server.clock, codevlive_live::blank, other.person())
        .await
        .unwrap();
    assert_eq!(
        server.get(&others).token(&other.token).send().await.status,
        200
    );
    delete(&server, &person, None).await;
    for seconds in [0, AGAIN_AFTER_MS / 1_000] {
        server.clock.advance_seconds(seconds);
        erase_account(
            store,
            &*server.clock,
            codevlive_live::blank,
            person.person(),
        )
        .await
        .unwrap();
    }
    assert_eq!(server.account_by_id(&person.id).await, None);
    for collection in [
        "accounts",
        "sessions",
        "one_time_tokens",
        "room_requests",
        "rooms",
    ] {
        let kept = store.documents.scan(collection, None, 100).await.unwrap();
        for document in kept {
            assert!(!document.body.contains(&person.id), "{}", document.body);
        }
    }
    let id = room.rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(store.log.heads(&[id]).await.unwrap(), [0]);
    assert_eq!(
        server.get(&others).token(&other.token).send().await.status,
        200
    );
}

#[tokio::test]
async fn an_export_has_all_of_ones_data_and_no_secret() {
    let server = Server::start().await;
    let (person, other) = (server.sign_up("asha").await, server.sign_up("ben").await);
    let codes = crate::second_factor::turn_on(&server, &person).await;
    for _ in 0..2 {
        server.create_room(&person).await;
    }
    server.create_room(&other).await;
    let answer = server
        .get("/api/v1/me/export")
        .token(&person.token)
        .send()
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"codevlive.json\""
    );
    assert_eq!(answer.text_at("/account/email"), person.email);
    assert_eq!(answer.at("/sessions/0/current"), json!(true));
    let rooms = answer.at("/rooms");
    assert_eq!(rooms.as_array().unwrap().len(), 2);
    assert_eq!(rooms[1]["timeline"][0]["type"], json!("created"));
    let account = server.account(&person).await;
    let factor = account.security.second_factor.unwrap();
    for secret in [
        account.password_hash.unwrap(),
        factor.secret,
        factor.recovery[0].clone(),
        codes[0].clone(),
        account.security.devices[0].hash.clone(),
        other.id,
    ] {
        assert!(!answer.text.contains(&secret), "{secret}");
    }
}

#[tokio::test]
async fn an_export_of_one_without_rooms_is_whole() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let answer = server
        .get("/api/v1/me/export")
        .token(&person.token)
        .send()
        .await;
    assert_eq!((answer.status, answer.at("/rooms")), (200, json!([])));
}
