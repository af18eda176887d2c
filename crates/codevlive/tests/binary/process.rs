//! A process of ours.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use serde_json::{Value, json};

/// A command that knows nothing of this environment, on free ports.
pub(crate) fn codevlive(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_codevlive"));
    command.args(arguments).current_dir(folder).env_clear();
    command
        .env("DATA_DIR", folder.join("data"))
        .env("METRICS_LISTEN", "off")
        .env("PORT", "0");
    command
}

/// Its outcome, and what it printed on standard output and standard error.
pub(crate) fn run(command: &mut Command) -> (Output, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    (output, out, err)
}

/// A running server; killed when dropped.
pub(crate) struct Server {
    pub(crate) process: Child,
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start(folder: &Path) -> Self {
        Self::of(codevlive(folder, &["serve"]).stderr(Stdio::null()))
    }

    /// Runs that command until it says where it listens.
    pub(crate) fn of(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
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

    /// A new account's token.
    pub(crate) async fn sign_up(&self) -> String {
        let account =
            json!({"email": "asha@example.org", "password": "a long enough one", "name": "Asha"});
        let signed_up = self.post("/auth/signup", None, &account).await;
        signed_up["accessToken"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Value {
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
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
