//! Invitations as data of a person: in the copy of it, and when their account is deleted.

use codevlive_domain::room::person::Role;
use codevlive_jobs::erasure::erase_account;
use codevlive_store::{
    document::Collection,
    documents::{
        account::Account,
        invitation::{Invitation, Status},
    },
};
use serde_json::{Value, json};

use crate::{
    harness::{Person, Server},
    invitations::{invite, join_as, stored},
};

async fn verify(server: &Server, person: &Person) {
    let verify = |account: &mut Account| {
        account.email_verified_at = Some(account.created_at);
    };
    server.amend(person, verify).await;
}

/// A part of their export.
async fn exported(server: &Server, person: &Person, pointer: &str) -> Value {
    let call = server.get("/api/v1/me/export").token(&person.token);
    let answer = call.send().await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.at(pointer)
}

async fn invite_candidate(server: &Server, by: &Person, room: &str, email: &str) -> Value {
    let body = json!({ "email": email, "role": "candidate", "name": "Somebody" });
    let invited = invite(server, by, room, &body).await;
    assert_eq!(invited.status, 201, "{}", invited.text);
    invited.body()
}

/// An invitation as an export has it.
fn with_room(mut invitation: Value, room: &str, host: &Person, host_name: &str) -> Value {
    invitation["room"] = room.rsplit('/').next().into();
    invitation["title"] = "Interview".into();
    invitation["hostName"] = host_name.into();
    invitation["hostEmail"] = host.email.clone().into();
    invitation
}

#[tokio::test]
async fn an_export_has_the_invitations_that_one_made() {
    let server = Server::start().await;
    let (asha, ben) = (server.sign_up("asha").await, server.sign_up("ben").await);
    verify(&server, &asha).await;
    let room = server.create_room(&asha).await;
    let others = server.create_room(&ben).await;
    let mut made = Vec::new();
    // More than are looked up at once.
    for number in 0..101 {
        let email = format!("c{number}@example.org");
        let invited = invite_candidate(&server, &asha, &room, &email).await;
        made.push(with_room(invited, &room, &asha, "asha"));
    }
    invite_candidate(&server, &ben, &others, "c@example.org").await;
    assert_eq!(
        exported(&server, &asha, "/invitationsMade").await,
        json!(made)
    );
    assert_eq!(
        exported(&server, &asha, "/invitationsReceived").await,
        json!([])
    );
}

#[tokio::test]
async fn an_export_has_the_invitations_to_ones_address_if_it_is_verified() {
    let server = Server::start().await;
    let (asha, ben) = (server.sign_up("asha").await, server.sign_up("ben").await);
    verify(&server, &ben).await;
    let room = server.create_room(&ben).await;
    let address = asha.email.to_uppercase();
    let invited = invite_candidate(&server, &ben, &room, &address).await;
    invite_candidate(&server, &ben, &room, "c@example.org").await;
    let received = async || exported(&server, &asha, "/invitationsReceived").await;
    assert_eq!(received().await, json!([]));
    verify(&server, &asha).await;
    assert_eq!(
        received().await,
        json!([with_room(invited, &room, &ben, "ben")])
    );
}

#[tokio::test]
async fn an_export_has_the_invitations_by_which_one_came_whatever_ones_address_is_now() {
    let server = Server::start().await;
    let (asha, ben) = (server.sign_up("asha").await, server.sign_up("ben").await);
    let room = server.create_room(&ben).await;
    for email in ["before@example.org", &asha.email] {
        invite_candidate(&server, &ben, &room, email).await;
    }
    verify(&server, &asha).await;
    let invitations = stored(&server, &room).await;
    for (invitation, person) in invitations.iter().zip([&asha, &ben]) {
        came_by(&server, invitation, person).await;
    }
    // The other came to this address, and was somebody else's.
    let received = exported(&server, &asha, "/invitationsReceived").await;
    assert_eq!(received.as_array().unwrap().len(), 1);
    assert_eq!(received[0]["email"], "before@example.org");
    assert_eq!(received[0]["status"], "accepted");
}

async fn came_by(server: &Server, invitation: &Invitation, person: &Person) {
    let documents = server.services.store.documents.clone();
    let person = person.person();
    let came = |invitation: &mut Invitation| {
        invitation.status = Status::Accepted;
        invitation.accepted_by = Some(person);
    };
    let id = invitation.id.to_string();
    Collection::new(documents).update(&id, came).await.unwrap();
}

#[tokio::test]
async fn what_is_left_of_a_deleted_account_names_it_in_no_invitation() {
    let server = Server::start().await;
    let (asha, ben) = (server.sign_up("asha").await, server.sign_up("ben").await);
    for person in [&asha, &ben] {
        verify(&server, person).await;
    }
    let (goes, stays) = (
        server.create_room(&asha).await,
        server.create_room(&asha).await,
    );
    join_as(&server, &stays, &ben.id, Role::Host).await;
    let bens = server.create_room(&ben).await;
    for room in [&goes, &stays] {
        invite_candidate(&server, &asha, room, "c@example.org").await;
    }
    invite_candidate(&server, &ben, &bens, &asha.email).await;
    let deleted = server.delete("/api/v1/me").token(&asha.token).send().await;
    assert_eq!(deleted.status, 204);
    let store = &server.services.store;
    erase_account(store, &*server.clock, codevlive_live::blank, asha.person())
        .await
        .unwrap();
    let kept = store.documents.scan("invitations", None, 100).await;
    let kept = kept.unwrap();
    assert_eq!(kept.len(), 2);
    for document in kept {
        for trace in [asha.id.as_str(), "asha"] {
            assert!(!document.body.contains(trace), "{}", document.body);
        }
    }
    // Who looks after the room sees whom it was that she invited; they are invited by him.
    let list = server
        .get(&format!("{stays}/invitations"))
        .token(&ben.token);
    assert_eq!(list.send().await.text_at("/items/0/email"), "c@example.org");
    let organizer = stored(&server, &stays).await.remove(0).organizer.unwrap();
    assert_eq!(
        (organizer.person, organizer.email),
        (ben.person(), ben.email.clone())
    );
    let list = server.get(&format!("{bens}/invitations")).token(&ben.token);
    assert_eq!(list.send().await.at("/items"), json!([]));
}

#[tokio::test]
async fn an_invitation_that_nobody_makes_any_more_is_made_by_who_invites_again() {
    let server = Server::start().await;
    let (asha, ben) = (server.sign_up("asha").await, server.sign_up("ben").await);
    let room = server.create_room(&asha).await;
    // Of those who stay nobody has an account.
    let guest = server.join(&room, "Gast").await;
    join_as(
        &server,
        &room,
        &crate::invitations::guest_id(&guest),
        Role::Host,
    )
    .await;
    invite_candidate(&server, &asha, &room, "c@example.org").await;
    server.delete("/api/v1/me").token(&asha.token).send().await;
    let store = &server.services.store;
    erase_account(store, &*server.clock, codevlive_live::blank, asha.person())
        .await
        .unwrap();
    assert_eq!(stored(&server, &room).await[0].organizer, None);
    join_as(&server, &room, &ben.id, Role::Host).await;
    invite_candidate(&server, &ben, &room, "c@example.org").await;
    let invitations = stored(&server, &room).await;
    let organizer = invitations[0].organizer.as_ref().unwrap();
    assert_eq!((invitations.len(), organizer.person), (1, ben.person()));
}
