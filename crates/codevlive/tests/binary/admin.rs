//! Administrators, people, keys.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::process::{Server, codevlive, run};

/// Runs an admin command; what it printed.
fn admin(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let arguments = [&["admin"], arguments].concat();
    let (output, out, err) = run(&mut codevlive(folder, &arguments));
    if output.status.success() {
        Ok(out)
    } else {
        Err(err)
    }
}

async fn me(server: &Server, token: &str) -> (u16, Value) {
    let url = format!("{}/api/v1/me", server.url);
    let answer = reqwest::Client::new().get(url).bearer_auth(token);
    let answer = answer.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn log_in(server: &Server) -> u16 {
    let body = json!({ "email": "asha@example.org", "password": "a long enough one" });
    let url = format!("{}/api/v1/auth/login", server.url);
    let answer = reqwest::Client::new().post(url).json(&body).send().await;
    answer.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_person_is_made_an_administrator_and_deleted() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path());
    let token = server.sign_up().await;
    drop(server);
    let unknown = admin(folder.path(), &["make-administrator", "nobody@example.org"]);
    assert!(unknown.unwrap_err().contains("nobody@example.org"));
    admin(folder.path(), &["make-administrator", "ASHA@example.org"]).unwrap();
    let server = Server::start(folder.path());
    let (status, body) = me(&server, &token).await;
    assert_eq!((status, &body["administrator"]), (200, &json!(true)));
    drop(server);
    let said = admin(folder.path(), &["delete-person", "asha@example.org"]).unwrap();
    assert!(said.contains("the server's worker erases"), "{said}");
    let again = admin(folder.path(), &["delete-person", "asha@example.org"]);
    assert!(again.unwrap_err().contains("no account"));
    let server = Server::start(folder.path());
    assert_eq!(me(&server, &token).await.0, 401);
    assert_eq!(log_in(&server).await, 401);
    server.sign_up().await;
}

#[tokio::test]
async fn new_keys_void_all_tokens_and_a_given_secret_is_not_ours_to_change() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path());
    let token = server.sign_up().await;
    drop(server);
    let secret = folder.path().join("data/jwt_secret");
    let before = std::fs::read(&secret).unwrap();
    admin(folder.path(), &["rotate-keys"]).unwrap();
    let after = std::fs::read(&secret).unwrap();
    assert!(after.len() >= 32 && after != before);
    assert!(!folder.path().join("data/jwt_secret.next").exists());
    let server = Server::start(folder.path());
    assert_eq!(me(&server, &token).await.0, 401);
    assert_eq!(log_in(&server).await, 200);
    drop(server);
    let given = [
        "rotate-keys",
        "--jwt-secret",
        "0123456789abcdef0123456789abcdef",
    ];
    assert!(
        admin(folder.path(), &given)
            .unwrap_err()
            .contains("JWT_SECRET")
    );
}
