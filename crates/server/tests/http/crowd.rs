//! Many log in at once: passwords are hashed beside the threads that serve, and only so many wait.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::Server;

/// How many log in at once.
const CROWD: usize = 200;

/// Far less than the passwords of all take, which is seconds, also where other programs want the same cores.
const SOON: Duration = Duration::from_millis(500);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_log_ins_do_not_keep_others_waiting() {
    let server = Server::start().await;
    let body = json!({ "email": "nobody@example.org", "password": "wrong" });
    let crowd = (0..CROWD).map(|_| server.post("/api/v1/auth/login", &body).send());
    let started = Instant::now();
    let all = futures_util::future::join_all(crowd);
    let mut waits = Vec::new();
    tokio::pin!(all);
    let answers = loop {
        let asked = Instant::now();
        let health = server.get("/healthz").send();
        tokio::select! {
            biased;
            answers = &mut all => break answers,
            answer = health => {
                assert_eq!(answer.status, 200);
                waits.push(asked.elapsed());
            }
        }
    };
    let took = started.elapsed();
    for answer in &answers {
        assert!([401, 503].contains(&answer.status), "{}", answer.text);
    }
    let checked = answers.iter().filter(|answer| answer.status == 401).count();
    assert!(checked >= CROWD / 2, "{checked}");
    waits.sort_unstable();
    let middle = waits[waits.len() / 2];
    println!(
        "{CROWD} log-ins in {took:?}; {} others waited {middle:?}, at most {:?}",
        waits.len(),
        waits.last()
    );
    assert!(middle < SOON, "{middle:?}");
}
