//! Sign-in with Google and GitHub through Firebase: its tokens, its keys, and the accounts they open.

mod accounts;
mod google;
mod keys;
mod tokens;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use codevlive_server::settings::firebase::FirebaseSettings;
use serde_json::{Value, json};

use crate::harness::{Answer, Options, Server};
use google::Google;

/// The second at which the tests' clock stands in the beginning.
const NOW: i64 = 1_769_851_800;

pub(crate) fn project() -> FirebaseSettings {
    FirebaseSettings {
        project_id: "our-project".into(),
        api_key: "AIza-key".into(),
        auth_domain: "our-project.firebaseapp.com".into(),
        emulator: None,
    }
}

pub(crate) fn emulator() -> FirebaseSettings {
    FirebaseSettings {
        project_id: "demo-project".into(),
        emulator: Some("127.0.0.1:9099".into()),
        ..project()
    }
}

/// A token as the emulator makes them.
pub(crate) fn emulated(uid: &str, email_verified: bool) -> String {
    let mut claims = claims(uid);
    claims["aud"] = json!("demo-project");
    claims["iss"] = json!("https://securetoken.google.com/demo-project");
    claims["email_verified"] = json!(email_verified);
    unsigned(&claims)
}

/// A token that says of itself that nobody signed it.
fn unsigned(claims: &Value) -> String {
    let header = json!({ "alg": "none", "typ": "JWT", "kid": "published" });
    format!("{}.{}.", encoded(&header), encoded(claims))
}

/// A part of a token.
fn encoded(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

/// What Firebase says of a user of Google's, whose address is that user's at example.org.
fn claims(uid: &str) -> Value {
    json!({
        "iss": "https://securetoken.google.com/our-project",
        "aud": "our-project",
        "auth_time": NOW - 1,
        "user_id": uid,
        "sub": uid,
        "iat": NOW - 1,
        "exp": NOW + 3_599,
        "name": "Priya Natarajan",
        "picture": "https://example.org/p.png",
        "email": format!("{uid}@example.org"),
        "email_verified": true,
        "firebase": {
            "identities": { "google.com": ["1"], "email": [format!("{uid}@example.org")] },
            "sign_in_provider": "google.com",
        },
    })
}

/// A server that believes this Google.
async fn server(google: &Google) -> Server {
    Server::with(Options {
        firebase: Some(project()),
        firebase_keys: Some(google.url()),
        ..Options::default()
    })
    .await
}

async fn sign_in(server: &Server, id_token: &str) -> Answer {
    let body = json!({ "idToken": id_token });
    server.post("/api/v1/auth/firebase", &body).send().await
}
