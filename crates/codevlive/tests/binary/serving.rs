//! What a running server can be asked, and how it goes.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use futures_util::{SinkExt, StreamExt};
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::timeout;
use tokio_tungstenite::{connect_async, tungstenite::Message};

use crate::process::{Server, codevlive};

#[tokio::test]
async fn what_is_measured_can_be_scraped() {
    let folder = TempDir::new().unwrap();
    let mut command = codevlive(folder.path(), &["serve"]);
    command.env("METRICS_LISTEN", "127.0.0.1:0");
    let mut server = Server::of(command.stderr(Stdio::piped()));
    let log = BufReader::new(server.process.stderr.take().unwrap());
    let address = log.lines().map_while(Result::ok).find_map(|line| {
        let line: Value = serde_json::from_str(&line).ok()?;
        let metrics = line["message"] == "metrics";
        metrics.then(|| line["address"].as_str().unwrap_or_default().to_owned())
    });
    let url = format!("http://{}/metrics", address.unwrap());
    let scraped = reqwest::get(url).await.unwrap().text().await.unwrap();
    assert!(scraped.contains("codevlive_rooms_open"), "{scraped}");
}

#[test]
fn as_many_files_are_opened_as_the_system_allows() {
    let folder = TempDir::new().unwrap();
    let mut command = codevlive(folder.path(), &["serve"]);
    let lowered = Rlimit {
        current: Some(256),
        ..getrlimit(Resource::Nofile)
    };
    let ours = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, lowered).unwrap();
    let server = Server::of(command.stderr(Stdio::null()));
    setrlimit(Resource::Nofile, ours).unwrap();
    let limits = format!("/proc/{}/limits", server.process.id());
    let limits = std::fs::read_to_string(limits).unwrap();
    let files = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let files: Vec<_> = files.unwrap().split_whitespace().collect();
    assert_eq!(files[3], files[4], "soft and hard");
    assert_ne!(files[3], "256");
}

#[tokio::test]
async fn who_is_connected_is_told_that_the_server_goes() {
    let folder = TempDir::new().unwrap();
    let mut server = Server::start(folder.path());
    let token = server.sign_up().await;
    let room = json!({"title": "Drained"});
    let room = server.post("/rooms", Some(&token), &room).await["id"].clone();
    let socket = format!("{}/socket.io/?EIO=4&transport=websocket", server.url);
    let (mut socket, _) = connect_async(socket.replacen("http", "ws", 1))
        .await
        .unwrap();
    let auth = format!("40/room,{}", json!({ "token": token, "room": room }));
    socket.send(Message::Text(auth.into())).await.unwrap();
    let mut hears = async |text: &str| {
        let until = async {
            loop {
                let message = socket.next().await.expect("more").expect("a message");
                if message.to_text().is_ok_and(|heard| heard.contains(text)) {
                    return;
                }
            }
        };
        timeout(Duration::from_secs(5), until).await.expect(text);
    };
    hears("[\"view\"").await;

    let asked = Instant::now();
    let pid = Pid::from_child(&server.process);
    kill_process(pid, Signal::TERM).unwrap();
    hears("[\"closed\",{\"reason\":\"draining\"}]").await;
    let ready = reqwest::get(format!("{}/readyz", server.url))
        .await
        .unwrap();
    assert_eq!(ready.status(), 503);
    // Whoever does not go by themselves is sent away, while the process is still there to do it.
    hears("41/room").await;
    let status = ended(&mut server.process).await;
    assert!(status && asked.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_signal_right_after_the_start_is_obeyed() {
    let folder = TempDir::new().unwrap();
    let mut server = Server::start(folder.path());
    let pid = Pid::from_child(&server.process);
    kill_process(pid, Signal::TERM).unwrap();
    assert!(ended(&mut server.process).await, "killed rather than ended");
}

/// Whether a process ends by itself, and well.
async fn ended(process: &mut Child) -> bool {
    let ends = async {
        loop {
            if let Some(status) = process.try_wait().unwrap() {
                return status.success();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(12), ends)
        .await
        .expect("it ends")
}
