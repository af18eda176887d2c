//! A Redis of a test's own: the `redis-server` on PATH, in a folder of its own.

use std::{
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use codevlive_live::redis::RedisAddress;
use tempfile::TempDir;

/// Ended when dropped.
pub(crate) struct RedisServer {
    port: u16,
    arguments: Vec<String>,
    process: Child,
    folder: TempDir,
}

impl RedisServer {
    pub(crate) fn start() -> Self {
        Self::with(&[])
    }

    /// With more lines for its configuration.
    pub(crate) fn with(arguments: &[String]) -> Self {
        let port = free_port();
        let folder = TempDir::new().expect("a folder");
        let process = run(port, &folder, arguments);
        Self {
            port,
            arguments: arguments.to_vec(),
            process,
            folder,
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn address(&self) -> RedisAddress {
        format!("redis://127.0.0.1:{}", self.port)
            .parse()
            .expect("an address")
    }

    pub(crate) fn kill(&mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it ends");
    }

    /// On its old port, and empty.
    pub(crate) fn start_again(&mut self) {
        self.process = run(self.port, &self.folder, &self.arguments);
    }

    /// Sends it a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.process.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status();
        assert!(sent.expect("kill runs").success());
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("bound").port()
}

fn run(port: u16, folder: &TempDir, arguments: &[String]) -> Child {
    // From a file, since a Sentinel writes to it.
    let config = folder.path().join("redis.conf");
    let mut lines = vec![
        format!("port {port}"),
        "bind 127.0.0.1".to_owned(),
        format!("dir {}", folder.path().display()),
    ];
    lines.extend_from_slice(arguments);
    if !lines.iter().any(|line| line.starts_with("sentinel ")) {
        lines.push("save \"\"".to_owned());
    }
    std::fs::write(&config, lines.join("\n")).expect("written");
    let mut command = Command::new("redis-server");
    command.arg(config).stdout(Stdio::null());
    if arguments.iter().any(|line| line.starts_with("sentinel ")) {
        command.arg("--sentinel");
    }
    let process = command.spawn().expect("redis-server is installed");
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(started.elapsed() < Duration::from_secs(10), "Redis starts");
        std::thread::sleep(Duration::from_millis(10));
    }
    process
}
