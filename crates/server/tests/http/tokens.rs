//! Forged tokens.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use crate::harness::{SECRET, Server};

fn claims(token: &str) -> Value {
    let payload = BASE64.decode(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

fn signed(typ: &str, algorithm: Algorithm, claims: &Value, secret: &[u8]) -> String {
    let header = Header {
        typ: Some(typ.to_owned()),
        ..Header::new(algorithm)
    };
    encode(&header, claims, &EncodingKey::from_secret(secret)).unwrap()
}

fn unsigned(alg: &str, token: &str) -> String {
    let header = BASE64.encode(json!({ "alg": alg, "typ": "at+jwt" }).to_string());
    format!("{header}.{}.", token.split('.').nth(1).unwrap())
}

/// The claims with one of them changed; taken out, if it is null.
fn with(claims: &Value, key: &str, value: Value) -> Value {
    let mut claims = claims.clone();
    let fields = claims.as_object_mut().unwrap();
    fields.remove(key);
    if !value.is_null() {
        fields.insert(key.to_owned(), value);
    }
    claims
}

#[tokio::test]
async fn only_our_own_access_tokens_are_taken() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    let good = claims(&person.token);
    let ours = |claims: &Value| signed("at+jwt", Algorithm::HS256, claims, SECRET);
    let call = async |token: &str| server.get("/api/v1/me").token(token).send().await.status;
    assert_eq!(
        call(&ours(&good)).await,
        200,
        "the forgeries below differ in one thing each"
    );
    let room = json!("0197b3d4-0000-7000-8000-000000000000");
    for (why, token) in [
        ("alg none", unsigned("none", &person.token)),
        ("alg None", unsigned("None", &person.token)),
        (
            "no signature",
            person.token.rsplit_once('.').unwrap().0.to_owned() + ".",
        ),
        (
            "a foreign key",
            signed("at+jwt", Algorithm::HS256, &good, b"another secret"),
        ),
        (
            "an empty key",
            signed("at+jwt", Algorithm::HS256, &good, b""),
        ),
        (
            "another algorithm",
            signed("at+jwt", Algorithm::HS512, &good, SECRET),
        ),
        (
            "another type",
            signed("JWT", Algorithm::HS256, &good, SECRET),
        ),
        (
            "a refresh token's type",
            signed("refresh+jwt", Algorithm::HS256, &good, SECRET),
        ),
        ("another issuer", ours(&with(&good, "iss", json!("evil")))),
        ("no issuer", ours(&with(&good, "iss", Value::Null))),
        ("another audience", ours(&with(&good, "aud", json!("evil")))),
        ("no audience", ours(&with(&good, "aud", Value::Null))),
        ("no end", ours(&with(&good, "exp", Value::Null))),
        (
            "an end in the past",
            ours(&with(&good, "exp", json!(1_700_000_000))),
        ),
        (
            "an unknown sign-in",
            ours(&with(&good, "sid", room.clone())),
        ),
        ("no sign-in", ours(&with(&good, "sid", Value::Null))),
        ("a sign-in and a room", ours(&with(&good, "room", room))),
        ("another person", ours(&with(&good, "sub", json!("x")))),
        ("rubbish", "x".to_owned()),
        ("nothing", String::new()),
    ] {
        assert_eq!(call(&token).await, 401, "{why}: {token}");
    }
}

#[tokio::test]
async fn a_token_must_be_a_bearer_token() {
    let server = Server::start().await;
    let person = server.sign_up("asha").await;
    for (authorization, status) in [
        (format!("bearer {}", person.token), 200),
        (format!("Basic {}", person.token), 401),
        (person.token.clone(), 401),
    ] {
        let call = server
            .get("/api/v1/me")
            .header("authorization", &authorization);
        assert_eq!(call.send().await.status, status, "{authorization}");
    }
    let query = format!("/api/v1/me?access_token={}", person.token);
    let answer = server.get(&query).send().await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}
