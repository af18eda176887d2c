//! Settings, checks, backup while running, restore.

use std::net::TcpListener;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::process::{Server, codevlive, run};

#[test]
fn a_wrong_setting_ends_the_start_with_one_line_that_names_it() {
    let folder = TempDir::new().unwrap();
    for (name, value) in [
        ("PORT", "http"),
        ("JWT_SECRET", "short"),
        ("REDIS_URL", "http://localhost"),
    ] {
        let (output, _, err) = run(codevlive(folder.path(), &["serve"]).env(name, value));
        assert!(!output.status.success(), "{name}");
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(err.contains(name), "{err}");
    }
    assert!(!folder.path().join("data").exists(), "nothing was made");
}

#[test]
fn a_flag_is_stronger_than_the_environment_and_that_than_dot_env() {
    let folder = TempDir::new().unwrap();
    std::fs::write(
        folder.path().join(".env"),
        "LISTEN=127.0.0.3\nPUBLIC_URL=http://from.file\n",
    )
    .unwrap();
    let mut command = codevlive(folder.path(), &["config", "--port", "1234"]);
    let (output, out, _) = run(command.env("PORT", "99").env("LISTEN", "127.0.0.2"));
    assert!(output.status.success());
    for line in [
        "PORT=1234  (flag)",
        "LISTEN=127.0.0.2  (environment)",
        "PUBLIC_URL=http://from.file  (.env)",
        "RATE_LIMITS=on  (default)",
        "METRICS_LISTEN=off  (environment)",
    ] {
        assert!(
            out.lines().any(|printed| printed == line),
            "{line} is not in\n{out}"
        );
    }
}

#[test]
fn the_public_url_that_follows_from_the_others_is_printed() {
    let folder = TempDir::new().unwrap();
    let (_, out, _) = run(&mut codevlive(folder.path(), &["config", "--port", "5000"]));
    let line = "PUBLIC_URL=http://localhost:5000  (default, from LISTEN and PORT)";
    assert!(out.lines().any(|printed| printed == line), "{out}");
}

#[test]
fn a_taken_port_is_told_with_both_settings_that_make_it() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (output, _, err) = run(&mut codevlive(folder.path(), &["serve", "--port", &port]));
    assert!(!output.status.success());
    let last = err.lines().last().unwrap_or_default();
    assert!(last.contains("LISTEN") && last.contains("PORT"), "{err}");
}

#[test]
fn check_goes_well_beside_a_running_server() {
    let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let server = Server::start(folder.path());
    let port = server.url.rsplit(':').next().unwrap();
    let (output, out, _) = run(&mut codevlive(folder.path(), &["check", "--port", port]));
    assert!(output.status.success(), "{out}");
    assert!(
        out.contains("is taken, and a server is running here"),
        "{out}"
    );
    let (output, out, _) = run(&mut codevlive(other.path(), &["check", "--port", port]));
    assert!(!output.status.success(), "{out}");
    assert!(out.contains("failed  address: LISTEN, PORT"), "{out}");
}

#[test]
fn check_says_one_line_for_each_thing_and_fails_if_one_failed() {
    let folder = TempDir::new().unwrap();
    let (output, out, _) = run(&mut codevlive(folder.path(), &["check"]));
    assert!(output.status.success(), "{out}");
    for name in [
        "settings", "address", "database", "redis", "mail", "turn", "sandbox",
    ] {
        assert_eq!(
            out.lines()
                .filter(|line| line.contains(&format!("{name}:")))
                .count(),
            1,
            "{out}"
        );
    }
    std::fs::write(
        folder.path().join("data"),
        "a file where the folder should be",
    )
    .unwrap();
    let (output, out, _) = run(&mut codevlive(folder.path(), &["check"]));
    assert!(!output.status.success());
    assert!(
        out.lines()
            .any(|line| line.starts_with("failed") && line.contains("DATA_DIR")),
        "{out}"
    );
}

#[tokio::test]
async fn a_backup_of_a_running_server_restores_into_an_empty_folder() {
    let (old, new) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let server = Server::start(old.path());
    let token = server.sign_up().await;
    let room = json!({"title": "Kept", "kind": "interview"});
    server.post("/rooms", Some(&token), &room).await;

    let file = old.path().join("all.backup");
    let file = file.to_str().unwrap();
    let (output, saved, err) = run(&mut codevlive(old.path(), &["backup", file]));
    assert!(output.status.success(), "{err}");
    let (output, restored, err) = run(&mut codevlive(new.path(), &["restore", file]));
    assert!(output.status.success(), "{err}");
    assert_eq!(
        saved.trim_start_matches("saved"),
        restored.trim_start_matches("restored")
    );
    drop(server);

    let server = Server::start(new.path());
    let login = json!({"email": "asha@example.org", "password": "a long enough one"});
    let token = server.post("/auth/login", None, &login).await["accessToken"].clone();
    let rooms = reqwest::Client::new()
        .get(format!("{}/api/v1/rooms", server.url))
        .bearer_auth(token.as_str().unwrap())
        .send()
        .await
        .unwrap();
    let rooms: Value = rooms.json().await.unwrap();
    assert_eq!(rooms["items"][0]["title"], "Kept");
    let (output, _, err) = run(&mut codevlive(new.path(), &["restore", file]));
    assert!(
        !output.status.success(),
        "a store that is in use is not written over: {err}"
    );
}
