//! Good tokens and wrong ones. Each wrong one is a good one with one thing changed.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::{
    NOW, claims, emulated, emulator,
    google::{Google, SigningKey},
    server, sign_in, unsigned,
};
use crate::harness::{Options, Server};

/// A token of the published key in which one claim is another.
fn with(pointer: &str, value: Value) -> String {
    let mut claims = claims("priya");
    *claims.pointer_mut(pointer).expect("a claim") = value;
    SigningKey::published().sign(&claims)
}

fn without(claim: &str) -> String {
    let mut claims = claims("priya");
    claims
        .as_object_mut()
        .unwrap()
        .remove(claim)
        .expect("a claim");
    SigningKey::published().sign(&claims)
}

/// Signed with what everybody knows, as if that were a secret.
fn hs256(secret: &[u8]) -> String {
    let header = Header {
        kid: Some("published".into()),
        ..Header::new(Algorithm::HS256)
    };
    jsonwebtoken::encode(&header, &claims("priya"), &EncodingKey::from_secret(secret)).unwrap()
}

/// The parts of a good token.
fn good_parts() -> [String; 3] {
    let token = SigningKey::published().sign(&claims("priya"));
    let parts: Vec<_> = token.split('.').map(str::to_owned).collect();
    parts.try_into().unwrap()
}

fn tampered() -> String {
    let [header, _, signature] = good_parts();
    let mut claims = claims("priya");
    claims["email"] = json!("somebody.else@example.org");
    let claims = URL_SAFE_NO_PAD.encode(claims.to_string());
    format!("{header}.{claims}.{signature}")
}

/// A good signature under a header that says that there is none.
fn none_with_signature() -> String {
    let [_, claims, signature] = good_parts();
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","kid":"published"}"#);
    format!("{header}.{claims}.{signature}")
}

fn forged() -> Vec<(&'static str, String)> {
    let (published, next) = (SigningKey::published(), SigningKey::next());
    let jwk = published.jwk();
    let modulus = URL_SAFE_NO_PAD.decode(jwk["n"].as_str().unwrap()).unwrap();
    let good = claims("priya");
    let as_rs = |alg, kid| published.sign_as(alg, kid, &good);
    vec![
        ("alg none", unsigned(&good)),
        ("alg none with a signature", none_with_signature()),
        ("HS256 with the public modulus", hs256(&modulus)),
        (
            "HS256 with the public key",
            hs256(jwk.to_string().as_bytes()),
        ),
        ("RS512", as_rs(Algorithm::RS512, Some("published"))),
        ("PS256", as_rs(Algorithm::PS256, Some("published"))),
        ("unknown kid", as_rs(Algorithm::RS256, Some("unknown"))),
        ("no kid", as_rs(Algorithm::RS256, None)),
        (
            "signature of another key",
            next.sign_as(Algorithm::RS256, Some("published"), &good),
        ),
        ("tampered payload", tampered()),
        ("no signature", good_parts()[..2].join(".") + "."),
        ("two parts", good_parts()[..2].join(".")),
        ("nothing", String::new()),
    ]
}

fn claimed() -> Vec<(&'static str, String)> {
    let issuer = |project: &str| json!(format!("https://securetoken.google.com/{project}"));
    vec![
        ("wrong aud", with("/aud", json!("their-project"))),
        ("a list as aud", with("/aud", json!(["our-project"]))),
        ("wrong iss", with("/iss", issuer("their-project"))),
        ("iss that goes on", with("/iss", issuer("our-project/x"))),
        (
            "iss of Google's own tokens",
            with("/iss", json!("https://accounts.google.com")),
        ),
        ("empty sub", with("/sub", json!(""))),
        ("long sub", with("/sub", json!("u".repeat(129)))),
        ("expired", with("/exp", json!(NOW))),
        ("iat in the future", with("/iat", json!(NOW + 61))),
        (
            "auth_time in the future",
            with("/auth_time", json!(NOW + 61)),
        ),
        (
            "wrong provider",
            with("/firebase/sign_in_provider", json!("password")),
        ),
        (
            "own token",
            with("/firebase/sign_in_provider", json!("custom")),
        ),
        (
            "a tenant's",
            with(
                "/firebase",
                json!({ "sign_in_provider": "google.com", "tenant": "t" }),
            ),
        ),
        ("huge", with("/picture", json!("p".repeat(8_000)))),
        ("no sub", without("sub")),
        ("no exp", without("exp")),
        ("no auth_time", without("auth_time")),
        ("no provider", without("firebase")),
    ]
}

#[tokio::test]
async fn every_wrong_token_is_refused() {
    let google = Google::start().await;
    let server = server(&google).await;
    for (wrong, token) in forged().into_iter().chain(claimed()) {
        let answer = sign_in(&server, &token).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (401, "bad_id_token"),
            "{wrong}: {}",
            answer.text
        );
        assert_eq!(answer.refresh_cookie(), "", "{wrong}");
    }
    let collections = server.services.store.documents.collections().await;
    assert_eq!(collections.unwrap(), Vec::<String>::new());
    let good = sign_in(&server, &good_parts().join(".")).await;
    assert_eq!(good.status, 200, "{}", good.text);
}

#[tokio::test]
async fn clocks_may_be_a_minute_apart() {
    let google = Google::start().await;
    let server = server(&google).await;
    for (pointer, seconds) in [("/exp", 1), ("/iat", 60), ("/auth_time", 60)] {
        let answer = sign_in(&server, &with(pointer, json!(NOW + seconds))).await;
        assert_eq!(answer.status, 200, "{pointer}: {}", answer.text);
    }
    server.clock.advance_seconds(3_599);
    let token = good_parts().join(".");
    assert_eq!(sign_in(&server, &token).await.status, 401);
}

#[tokio::test]
async fn the_emulator_signs_nothing_and_its_tokens_are_good_for_it_alone() {
    let google = Google::start().await;
    let emulating = Server::with(Options {
        firebase: Some(emulator()),
        firebase_keys: Some(google.url()),
        ..Options::default()
    })
    .await;
    let token = emulated("priya", true);
    assert_eq!(sign_in(&emulating, &token).await.status, 200);
    for (wrong, token) in [
        ("another project's", unsigned(&claims("priya"))),
        ("a signed one", good_parts().join(".")),
        ("with a signature", format!("{token}AAAA")),
        ("four parts", format!("{token}.")),
        ("no JSON", "e30.e30.".to_owned()),
    ] {
        let answer = sign_in(&emulating, &token).await;
        assert_eq!(answer.status, 401, "{wrong}: {}", answer.text);
    }
    assert_eq!(google.asked(), 0);
    assert_eq!(sign_in(&server(&google).await, &token).await.status, 401);
}
