//! Google's keys: asked for seldom, and by one for all.

use futures_util::{StreamExt, stream};
use jsonwebtoken::Algorithm;
use serde_json::json;

use super::{
    NOW, claims, encoded,
    google::{Google, SigningKey},
    server, sign_in,
};
use crate::harness::Server;

/// How many ask at a time.
const AT_ONCE: usize = 50;

/// Signs in with all these tokens, many at a time; their statuses.
async fn all(server: &Server, tokens: impl IntoIterator<Item = String>) -> Vec<u16> {
    let answers =
        stream::iter(tokens).map(|token| async move { sign_in(server, &token).await.status });
    answers.buffer_unordered(AT_ONCE).collect().await
}

/// So many tokens of different users.
fn tokens(key: &SigningKey, count: usize) -> Vec<String> {
    let users = (0..count).map(|number| format!("user-{number}"));
    users.map(|user| good_for_days(key, &user)).collect()
}

/// A token that outlives the keys.
fn good_for_days(key: &SigningKey, uid: &str) -> String {
    let mut claims = claims(uid);
    claims["exp"] = json!(NOW + 3 * 86_400);
    key.sign(&claims)
}

#[tokio::test]
async fn many_first_ones_wait_for_one_fetch() {
    let google = Google::start().await;
    let server = server(&google).await;
    let statuses = all(&server, tokens(&SigningKey::published(), 20)).await;
    assert_eq!((statuses, google.asked()), (vec![200; 20], 1));
}

#[tokio::test]
async fn a_key_rotation_is_picked_up_with_one_fetch() {
    let google = Google::start().await;
    let server = server(&google).await;
    let (old, new) = (SigningKey::published(), SigningKey::next());
    assert_eq!(all(&server, tokens(&old, 1)).await, [200]);
    google.publish(&[&old, &new]);
    server.clock.advance_seconds(60);
    let both = tokens(&new, 20).into_iter().chain(tokens(&old, 5));
    assert_eq!(all(&server, both).await, vec![200; 25]);
    assert_eq!(google.asked(), 2, "one at first, one for the new key");
    // What is no longer published is no longer good, once that is known.
    google.publish(&[&new]);
    server.clock.advance_seconds(3_500);
    assert_eq!(all(&server, tokens(&old, 1)).await, [200]);
    server.clock.advance_seconds(101);
    assert_eq!(all(&server, tokens(&old, 1)).await, [401]);
    assert_eq!(google.asked(), 3);
}

#[tokio::test]
async fn a_thousand_unknown_keys_cause_one_fetch_in_ten_seconds() {
    let google = Google::start().await;
    let server = server(&google).await;
    let key = SigningKey::published();
    assert_eq!(all(&server, tokens(&key, 1)).await, [200]);
    // The signature is never looked at: the same one will do.
    let signed = key.sign_as(Algorithm::RS256, Some("unknown"), &claims("mallory"));
    let (_, rest) = signed.split_once('.').unwrap();
    let flood = |name: &'static str| {
        let header = move |number| json!({ "alg": "RS256", "kid": format!("{name}-{number}") });
        let rest = rest.to_owned();
        (0..1_000).map(move |number| format!("{}.{rest}", encoded(&header(number))))
    };
    assert_eq!(all(&server, flood("a")).await, vec![401; 1_000]);
    assert_eq!(google.asked(), 1, "the first fetch was just now");
    server.clock.advance_seconds(10);
    assert_eq!(all(&server, flood("b")).await, vec![401; 1_000]);
    assert_eq!(google.asked(), 2);
    server.clock.advance_seconds(9);
    assert_eq!(all(&server, flood("c")).await, vec![401; 1_000]);
    assert_eq!(google.asked(), 2);
    // Nobody else is kept out by them.
    assert_eq!(all(&server, tokens(&key, 1)).await, [200]);
}

#[tokio::test]
async fn while_google_is_away_old_keys_serve_for_a_day() {
    let google = Google::start().await;
    let server = server(&google).await;
    let token = good_for_days(&SigningKey::published(), "priya");
    assert_eq!(sign_in(&server, &token).await.status, 200);
    google.fail();
    server.clock.advance_seconds(3_601);
    assert_eq!(all(&server, vec![token.clone(); 10]).await, vec![200; 10]);
    assert_eq!(google.asked(), 2, "no longer fresh, so it was tried once");
    // A key that may be a new one can't be told from a wrong one now.
    let newer = SigningKey::next().sign(&claims("priya"));
    assert_eq!(sign_in(&server, &newer).await.status, 503);
    server.clock.advance_seconds(86_400 - 3_602);
    assert_eq!(sign_in(&server, &token).await.status, 200);
    server.clock.advance_seconds(1);
    assert_eq!(sign_in(&server, &token).await.status, 503);
    google.publish(&[&SigningKey::published()]);
    server.clock.advance_seconds(10);
    assert_eq!(sign_in(&server, &token).await.status, 200);
}

#[tokio::test]
async fn without_any_keys_one_is_asked_to_come_back() {
    let google = Google::start().await;
    let server = server(&google).await;
    let token = SigningKey::published().sign(&claims("priya"));
    google.fail();
    let answer = sign_in(&server, &token).await;
    assert_eq!((answer.status, answer.code().as_str()), (503, "try_later"));
    assert_ne!(answer.header("retry-after"), "");
    for nonsense in [json!({ "keys": [] }), json!([]), json!({ "error": "x" })] {
        google.publish_json(nonsense);
        server.clock.advance_seconds(10);
        assert_eq!(sign_in(&server, &token).await.status, 503);
    }
    google.publish(&[&SigningKey::published()]);
    assert_eq!(sign_in(&server, &token).await.status, 503, "not yet");
    server.clock.advance_seconds(10);
    assert_eq!(sign_in(&server, &token).await.status, 200);
    assert_eq!(google.asked(), 5);
}

#[tokio::test]
async fn whoever_goes_away_takes_no_keys_along() {
    let google = Google::start().await;
    let server = server(&google).await;
    let token = SigningKey::published().sign(&claims("priya"));
    google.open(false);
    tokio::select! {
        answer = sign_in(&server, &token) => panic!("answered without keys: {}", answer.text),
        () = google.is_asked() => {}
    }
    google.open(true);
    assert_eq!(sign_in(&server, &token).await.status, 200);
    assert_eq!(google.asked(), 1);
}
