//! The binary as an operator meets it: settings, checks, backup while running, restore.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

fn codevlive(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_codevlive"));
    command.args(arguments).current_dir(folder).env_clear();
    command
        .env("DATA_DIR", folder.join("data"))
        .env("METRICS_LISTEN", "off")
        .env("PORT", "0");
    command
}

fn run(command: &mut Command) -> (Output, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    (output, out, err)
}

/// A running server; killed when dropped.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let mut process = codevlive(folder, &["serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line
            .split_whitespace()
            .find(|word| word.starts_with("http"));
        let url = url
            .unwrap_or_else(|| panic!("no address in {line:?}"))
            .to_owned();
        Self { process, url }
    }

    async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Value {
        let mut request = reqwest::Client::new()
            .post(format!("{}/api/v1{path}", self.url))
            .json(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

#[test]
fn a_wrong_setting_ends_the_start_with_one_line_that_names_it() {
    let folder = TempDir::new().unwrap();
    for (name, value) in [
        ("PORT", "http"),
        ("JWT_SECRET", "short"),
        ("MONGO_URI", "mongodb://localhost"),
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
    ] {
        assert!(
            out.lines().any(|printed| printed == line),
            "{line} is not in\n{out}"
        );
    }
}

#[test]
fn check_says_one_line_for_each_thing_and_fails_if_one_failed() {
    let folder = TempDir::new().unwrap();
    let (output, out, _) = run(&mut codevlive(folder.path(), &["check"]));
    assert!(output.status.success(), "{out}");
    for name in [
        "settings", "address", "database", "redis", "mail", "sandbox",
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
    let account =
        json!({"email": "asha@example.org", "password": "a long enough one", "name": "Asha"});
    let server = Server::start(old.path());
    let signed_up = server.post("/auth/signup", None, &account).await;
    let token = signed_up["accessToken"].as_str().unwrap();
    let room = json!({"title": "Kept", "kind": "interview"});
    server.post("/rooms", Some(token), &room).await;

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
    let login = json!({"email": account["email"], "password": account["password"]});
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
