//! The Redis of servers of several nodes: Debian's, a process of the bench's own, on the servers' core.

use std::{net::Ipv4Addr, path::Path, process::Command};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{free_port, node};
use crate::{cores::Cores, failure::Result, process::Process};

const PROGRAM: &str = "redis-server";

/// Ends when dropped.
pub(crate) struct Redis {
    pub(super) port: u16,
    _process: Process,
}

impl Redis {
    /// Whether there is one to start.
    pub(crate) fn is_installed() -> bool {
        let asked = Command::new(PROGRAM).arg("--version").output();
        asked.is_ok_and(|answer| answer.status.success())
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Forgets all it holds.
    pub(crate) async fn empty(&self) -> Result<()> {
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).await?;
        connection.write_all(b"FLUSHALL SYNC\r\n").await?;
        let mut answer = [0; 5];
        connection.read_exact(&mut answer).await?;
        if &answer == b"+OK\r\n" {
            Ok(())
        } else {
            Err("Redis does not empty itself".into())
        }
    }

    pub(crate) async fn start(folder: &Path, cores: Cores) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(PROGRAM);
        command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
        command.arg("--port").arg(port.to_string());
        command.arg("--dir").arg(folder.canonicalize()?);
        let mut process = Process::start(command, folder.join("log-redis"), cores)?;
        node::until(&mut process, async || node::listens(port).await).await?;
        Ok(Self {
            port,
            _process: process,
        })
    }
}
