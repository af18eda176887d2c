//! Who comes by an invitation, and who knocks all the same.

use codevlive_domain::time::Millis;
use codevlive_store::{
    document::Collection,
    documents::{
        account::Account,
        invitation::{Invitation, Status},
    },
};
use serde_json::{Value, json};

use crate::{client::Client, server::Server};

/// Somebody with an account.
struct Person {
    email: String,
    token: String,
}

async fn sign_up(server: &Server, name: &str, verified: bool) -> Person {
    let email = format!("{name}@example.org");
    let body = json!({ "email": email, "password": "correct horse battery", "name": name });
    let answer = server.post("/auth/signup", &body).await;
    let accounts = Collection::<Account>::new(server.documents.clone());
    if verified {
        let id = answer["user"]["id"].as_str().unwrap();
        let verify = |account: &mut Account| account.email_verified_at = Some(Millis(1));
        accounts.update(id, verify).await.unwrap().unwrap();
    }
    let token = answer["accessToken"].as_str().unwrap().to_owned();
    Person { email, token }
}

/// The host invites an address; the invitation's id.
async fn invite(server: &Server, email: &str, role: &str) -> String {
    let path = format!("/rooms/{}/invitations", server.room);
    let answer = server
        .post(&path, &json!({ "email": email, "role": role }))
        .await;
    answer["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

async fn comes(server: &Server, token: &str) -> (Client, Value) {
    let mut client = Client::open(server.address).await;
    let auth = json!({ "token": token, "room": server.room });
    client.connect(&auth).await.unwrap();
    let view = client.event("view").await["view"].take();
    (client, view)
}

async fn stands(server: &Server, token: &str) -> (String, String) {
    let (_client, view) = comes(server, token).await;
    let me = |field: &str| view["me"][field].as_str().unwrap().to_owned();
    (me("state"), me("role"))
}

fn outside() -> (String, String) {
    ("outside".to_owned(), "candidate".to_owned())
}

#[tokio::test]
async fn with_the_verified_address_they_are_inside_with_their_role() {
    let server = Server::start().await;
    for role in ["interviewer", "candidate", "observer"] {
        let person = sign_up(&server, role, true).await;
        assert_eq!(stands(&server, &person.token).await, outside());
        let id = invite(&server, &person.email.to_uppercase(), role).await;
        let inside = ("inside".to_owned(), role.to_owned());
        assert_eq!(stands(&server, &person.token).await, inside);
        assert_eq!(stands(&server, &person.token).await, inside, "again");
        let invitations = Collection::<Invitation>::new(server.documents.clone());
        let invitation = invitations.get(&id).await.unwrap().unwrap().value;
        assert_eq!(invitation.status, Status::Accepted);
        assert!(invitation.accepted_by.is_some());
    }
}

#[tokio::test]
async fn without_it_they_knock() {
    let server = Server::start().await;
    let unverified = sign_up(&server, "unverified", false).await;
    invite(&server, &unverified.email, "interviewer").await;
    assert_eq!(stands(&server, &unverified.token).await, outside());

    let cancelled = sign_up(&server, "cancelled", true).await;
    let id = invite(&server, &cancelled.email, "candidate").await;
    server
        .delete(&format!("/rooms/{}/invitations/{id}", server.room))
        .await;
    assert_eq!(stands(&server, &cancelled.token).await, outside());

    let other = sign_up(&server, "other", true).await;
    invite(&server, "somebody@example.org", "candidate").await;
    assert_eq!(stands(&server, &other.token).await, outside());

    let guests = format!("/rooms/{}/guests", server.room);
    let guest = server
        .post(&guests, &json!({ "name": "somebody@example.org" }))
        .await;
    let token = guest["accessToken"].as_str().unwrap();
    assert_eq!(stands(&server, token).await, outside());
}

#[tokio::test]
async fn an_invitation_to_one_room_opens_no_other() {
    let server = Server::start().await;
    let person = sign_up(&server, "ben", true).await;
    let other = server.post("/rooms", &json!({ "title": "Other" })).await;
    let path = format!("/rooms/{}/invitations", other["id"].as_str().unwrap());
    let body = json!({ "email": person.email, "role": "interviewer" });
    server.post(&path, &body).await;
    assert_eq!(stands(&server, &person.token).await, outside());
}

#[tokio::test]
async fn who_was_removed_knocks_until_they_are_invited_again() {
    let server = Server::start().await;
    let (mut host, _) = Client::inside(&server).await;
    let person = sign_up(&server, "ben", true).await;
    invite(&server, &person.email, "candidate").await;
    let (_client, view) = comes(&server, &person.token).await;
    let remove = json!({ "id": "c1", "type": "remove", "person": view["me"]["id"] });
    let ack = host.ask("command", json!([remove]), &[]).await;
    assert_eq!(ack["ok"], json!(true), "{ack}");
    let removed = ("removed".to_owned(), "candidate".to_owned());
    assert_eq!(stands(&server, &person.token).await, removed);
}
