//! A `redis-server` of a test's own.

use std::{
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use codevlive_queue::redis::{Connect, RedisQueue};

pub(crate) struct RedisServer {
    port: u16,
    process: Child,
}

impl RedisServer {
    pub(crate) fn start() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        Self {
            port,
            process: start(port),
        }
    }

    /// The queue on it, for the worker of that name.
    pub(crate) fn queue(&self, worker: &str) -> RedisQueue {
        RedisQueue::new(self.connect(), "test:", worker)
    }

    /// What it answers to a command.
    pub(crate) async fn ask<T: redis::FromRedisValue>(&self, command: &[&str]) -> T {
        let mut connection = (self.connect())().await.unwrap();
        let (name, arguments) = command.split_first().unwrap();
        let mut command = redis::cmd(name);
        command.arg(arguments);
        command.query_async(&mut connection).await.unwrap()
    }

    /// Kills it; whatever it held is lost.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again, empty.
    pub(crate) fn restart(&mut self) {
        self.process = start(self.port);
    }

    fn connect(&self) -> Connect {
        let client = redis::Client::open(format!("redis://127.0.0.1:{}", self.port)).unwrap();
        Box::new(move || {
            let client = client.clone();
            Box::pin(async move { client.get_multiplexed_async_connection().await })
        })
    }
}

/// Returns once it listens.
fn start(port: u16) -> Child {
    let process = Command::new("redis-server")
        .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
        .args(["--save", "", "--appendonly", "no"])
        .stdout(Stdio::null())
        .spawn()
        .expect("redis-server is on PATH");
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "redis-server does not listen"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    process
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
